// page.h: lines, headings and tables one below the other, for people.
#pragma once

#include "plugins/reports/grid.h"
#include "plugins/reports/wording.h"

typedef struct zp_page {
  zp_wording say;
  size_t width;    // of the terminal; 0: nothing is ever wrapped
  zp_sink *sink;
  zp_error *err;
} zp_page;

/// A column's heading.
typedef struct zp_page_head { zp_word word; zp_align align; } zp_page_head;

/// Made fit for one line.
void zp_page_line(zp_page *page, zp_text text);
void zp_page_blank(zp_page *page);
/// A line with another of `rule` under it, as wide.
void zp_page_ruled(zp_page *page, zp_text text, const char *rule);
/// A table without rows yet; ends with zp_grid_put.
zp_grid zp_page_grid(zp_page *page, const zp_page_head *heads, size_t count);
