// markdown_page.h: headings, lists and tables of a Markdown page. All texts are shown as they are:
// nothing in them is ever markup.
#pragma once

#include "model/format.h"
#include "plugins/reports/wording.h"

typedef struct zp_markdown {
  zp_wording say;
  zp_sink *sink;
} zp_markdown;

/// A column's heading, and whether figures stand in it.
typedef struct zp_markdown_head {
  zp_word word;
  bool figures;
} zp_markdown_head;

/// The text within a line, escaped; controls are blanks.
void zp_markdown_text(zp_markdown *to, zp_text text);
/// Heading of level 1 to 6, with a blank line behind; before it too, unless the page begins.
void zp_markdown_heading(zp_markdown *to, int level, zp_text text);
void zp_markdown_line(zp_markdown *to, zp_text text);
void zp_markdown_item(zp_markdown *to, zp_text text);
/// A table: its head, rows of as many cells, and a blank line.
void zp_markdown_head_row(zp_markdown *to, const zp_markdown_head *heads, size_t count);
void zp_markdown_row(zp_markdown *to, const zp_text *cells, size_t count);
void zp_markdown_blank(zp_markdown *to);
