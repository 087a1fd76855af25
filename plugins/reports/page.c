// page.c: see page.h.
#include "plugins/reports/page.h"

void zp_page_line(zp_page *page, zp_text text)
{
  zp_sink_put(page->sink, zp_wording_line(&page->say, text));
  zp_sink_put(page->sink, ZP_TEXT("\n"));
}

void zp_page_blank(zp_page *page)
{
  zp_sink_put(page->sink, ZP_TEXT("\n"));
}

void zp_page_ruled(zp_page *page, zp_text text, const char *rule)
{
  zp_page_line(page, text);
  for (size_t i = zp_text_width(text); i > 0; i--) zp_sink_put(page->sink, zp_text_from(rule));
  zp_sink_put(page->sink, ZP_TEXT("\n"));
}

zp_grid zp_page_grid(zp_page *page, const zp_page_head *heads, size_t count)
{
  zp_grid grid = { .arena = page->say.arena, .width = page->width, .column_count = count };
  for (size_t i = 0; i < count; i++)
    grid.columns[i] = (zp_grid_column){ zp_wording_word(&page->say, heads[i].word), heads[i].align };
  return grid;
}
