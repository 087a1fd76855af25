// form_guide.c: the first sheet of the official workbook: how to fill it in, what is checked, and
// the projects. Running text, one cell a row, so that no reader takes it for a form.
#include "plugins/reports/form_page.h"

static const zp_text none = { "", 0 };
// Several columns merged: a page is made narrower only where there is a column to end it at.
enum { COLUMNS = 8 };
static const double widths[COLUMNS] = { 11.5, 11.5, 11.5, 11.5, 11.5, 11.5, 11.5, 11.5 };

static const struct {
  zp_form_word word;
  zp_form_style style;
} lines[] = {
  { ZP_FORM_GUIDE_HOW, ZP_STYLE_GUIDE_HEADING },   { ZP_FORM_GUIDE_HOW_1, ZP_STYLE_GUIDE_TEXT },
  { ZP_FORM_GUIDE_HOW_2, ZP_STYLE_GUIDE_TEXT },    { ZP_FORM_GUIDE_HOW_3, ZP_STYLE_GUIDE_TEXT },
  { ZP_FORM_GUIDE_HOW_4, ZP_STYLE_GUIDE_TEXT },    { ZP_FORM_GUIDE_HOW_5, ZP_STYLE_GUIDE_TEXT },
  { ZP_FORM_GUIDE_HOW_6, ZP_STYLE_GUIDE_TEXT },    { ZP_FORM_GUIDE_HOW_7, ZP_STYLE_GUIDE_TEXT },
  { ZP_FORM_GUIDE_CHECK, ZP_STYLE_GUIDE_HEADING }, { ZP_FORM_GUIDE_CHECK_1, ZP_STYLE_GUIDE_TEXT },
  { ZP_FORM_GUIDE_CHECK_2, ZP_STYLE_GUIDE_TEXT },  { ZP_FORM_GUIDE_CHECK_3, ZP_STYLE_GUIDE_TEXT },
  { ZP_FORM_GUIDE_CHECK_4, ZP_STYLE_GUIDE_TEXT },  { ZP_FORM_GUIDE_CHECK_5, ZP_STYLE_GUIDE_TEXT },
};
enum { LINES = sizeof lines / sizeof lines[0], BEFORE_PROJECTS = LINES + 2 };

/// Set larger than the forms are, so a line of it is higher and wider.
static void put(zp_form_page *page, lxw_row_t row, zp_text text, zp_form_style style)
{
  const double larger = 1.25, narrower = 0.8;
  zp_form_put(page, (zp_form_area){ row, 0, row, COLUMNS - 1 }, text, style);
  page->heights[row] = larger * zp_form_height(text, narrower * COLUMNS * widths[0]);
}

/// 'name'!A1, quotes in the name doubled.
static zp_text link_to(zp_form_page *page, zp_text name)
{
  zp_wording *say = &page->book->say;
  char *bytes = zp_arena_bytes(say->arena, name.len * 2 + 1);
  size_t len = 0;
  for (size_t i = 0; bytes != NULL && i < name.len; i++) {
    bytes[len++] = name.ptr[i];
    if (name.ptr[i] == '\'') bytes[len++] = '\'';
  }
  zp_text link = bytes == NULL ? (zp_text){ NULL, 0 }
                               : zp_text_format(say->arena, "internal:'%.*s'!A1", (int)len, bytes);
  if (link.ptr == NULL) say->failed = true;
  return link;
}

static void put_project(zp_form_page *page, lxw_row_t row, size_t i)
{
  zp_form_book *book = page->book;
  const zp_blank_sheet *sheet = &book->form->sheets[i];
  zp_text text = zp_form_say(&book->say, ZP_FORM_GUIDE_PROJECT, zp_form_number(&book->say, i + 1),
                             sheet->name, zp_form_number(&book->say, sheet->row_count));
  zp_text link = link_to(page, book->names[i + 1]);
  put(page, row, text, ZP_STYLE_GUIDE_LINK);
  if (link.ptr == NULL || book->say.failed || book->large) return;
  zp_form_check(book, worksheet_write_url_opt(page->sheet, row, 0, link.ptr,
                                              book->formats[ZP_STYLE_GUIDE_LINK], text.ptr, NULL));
}

bool zp_form_put_guide(zp_form_book *book)
{
  zp_form_page page;
  zp_wording *say = &book->say;
  const zp_blank *form = book->form;
  zp_text year = form->year == 0 ? none
                                 : zp_form_say(say, ZP_FORM_GUIDE_YEAR,
                                               zp_form_number(say, (size_t)form->year), none, none);
  if (!zp_form_page_open(book, book->names[0], widths, COLUMNS, BEFORE_PROJECTS + form->sheet_count,
                         &page))
    return false;
  put(&page, 0, zp_form_say(say, ZP_FORM_GUIDE_TITLE, form->unit, year, none),
      ZP_STYLE_GUIDE_TITLE);
  for (size_t i = 0; i < LINES; i++)
    put(&page, (lxw_row_t)i + 1, zp_form_word_text(lines[i].word), lines[i].style);
  put(&page, LINES + 1,
      zp_form_say(say, ZP_FORM_GUIDE_LIST, zp_form_number(say, form->sheet_count), none, none),
      ZP_STYLE_GUIDE_HEADING);
  for (size_t i = 0; i < form->sheet_count; i++)
    put_project(&page, (lxw_row_t)(BEFORE_PROJECTS + i), i);
  worksheet_gridlines(page.sheet, LXW_HIDE_ALL_GRIDLINES);
  zp_form_check(
      book, worksheet_print_area(page.sheet, 0, 0, (lxw_row_t)(page.row_count - 1), COLUMNS - 1));
  zp_form_page_close(&page);
  return true;
}
