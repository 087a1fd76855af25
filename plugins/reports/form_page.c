// form_page.c: cells, heights and print set-up that all sheets of the official workbook share.
#include "plugins/reports/form_page.h"

#include "plugins/reports/list_sheet.h"

enum { PAPER_A4 = 9, CELL_CHARACTERS_MOST = 32767 };

void zp_form_check(zp_form_book *book, lxw_error error)
{
  if (book->failed == LXW_NO_ERROR) book->failed = error;
}

bool zp_form_page_open(zp_form_book *book, zp_text name, const double *widths, size_t columns,
                       size_t rows, zp_form_page *out)
{
  *out = (zp_form_page){ .book = book, .widths = widths, .row_count = rows };
  out->heights = ZP_TAKE(book->say.arena, double, rows);
  if (out->heights == NULL) {
    book->say.failed = true;
    return false;
  }
  out->sheet = workbook_add_worksheet(book->book, name.ptr);
  if (out->sheet == NULL) {
    zp_form_check(book, LXW_ERROR_PARAMETER_VALIDATION);
    return false;
  }
  for (size_t i = 0; i < columns; i++) {
    lxw_col_t column = (lxw_col_t)i;
    zp_form_check(book, worksheet_set_column(out->sheet, column, column, widths[i], NULL));
  }
  return true;
}

/// As the library wants it: followed by a NUL; one that holds too much is not written.
static const char *cell_text(zp_form_book *book, zp_text text)
{
  size_t characters = 0;
  for (size_t at = 0; at < text.len;) characters += zp_text_next(text, &at) > 0xFFFF ? 2 : 1;
  if (characters > CELL_CHARACTERS_MOST) {
    book->large = true;
    return "";
  }
  zp_text copy = zp_sheet_text(text, book->say.arena);
  if (copy.ptr == NULL) book->say.failed = true;
  return copy.ptr == NULL ? "" : copy.ptr;
}

/// Every row of the area becomes high enough that together they show all of the text.
static void make_room(zp_form_page *page, zp_form_area area, zp_text text, zp_form_style style)
{
  double width = -zp_form_indent(style), there = 0;
  for (lxw_col_t c = area.left; c <= area.right; c++) width += page->widths[c];
  double wanted = zp_form_height(text, width), rows = area.bottom - area.top + 1;
  for (lxw_row_t r = area.top; r <= area.bottom; r++) there += page->heights[r];
  if (there >= wanted) return;
  double more = (wanted - there) / rows;
  for (lxw_row_t r = area.top; r <= area.bottom; r++) {
    double height = page->heights[r] + more;
    page->heights[r] = height > ZP_ROW_HEIGHT_MOST ? ZP_ROW_HEIGHT_MOST : height;
  }
}

void zp_form_put(zp_form_page *page, zp_form_area area, zp_text text, zp_form_style style)
{
  lxw_format *format = page->book->formats[style];
  const char *shown = cell_text(page->book, text);
  bool single = area.top == area.bottom && area.left == area.right;
  make_room(page, area, text, style);
  if (!single)
    zp_form_check(page->book, worksheet_merge_range(page->sheet, area.top, area.left, area.bottom,
                                                    area.right, shown, format));
  else if (shown[0] == '\0')
    zp_form_check(page->book, worksheet_write_blank(page->sheet, area.top, area.left, format));
  else
    zp_form_check(page->book,
                  worksheet_write_string(page->sheet, area.top, area.left, shown, format));
}

void zp_form_put_word(zp_form_page *page, zp_form_area area, zp_form_word word, zp_form_style style)
{
  zp_form_put(page, area, zp_form_word_text(word), style);
}

void zp_form_put_number(zp_form_page *page, lxw_row_t row, lxw_col_t column, bool known,
                        double number, zp_form_style style)
{
  lxw_format *format = page->book->formats[style];
  if (known)
    zp_form_check(page->book, worksheet_write_number(page->sheet, row, column, number, format));
  else
    zp_form_check(page->book, worksheet_write_blank(page->sheet, row, column, format));
}

void zp_form_put_formula(zp_form_page *page, lxw_row_t row, lxw_col_t column, zp_text formula,
                         bool known, double value, zp_form_style style)
{
  lxw_format *format = page->book->formats[style];
  if (formula.ptr == NULL)
    page->book->say.failed = true;
  else if (known)
    zp_form_check(page->book, worksheet_write_formula_num(page->sheet, row, column, formula.ptr,
                                                          format, value));
  else
    zp_form_check(page->book,
                  worksheet_write_formula_str(page->sheet, row, column, formula.ptr, format, ""));
}

/// No password: the lock is against slips. Heights and widths may be changed, for long notes.
static void protect(lxw_worksheet *sheet)
{
  lxw_protection options = { .format_cells = LXW_TRUE,
                             .format_columns = LXW_TRUE,
                             .format_rows = LXW_TRUE };
  worksheet_protect(sheet, NULL, &options);
}

void zp_form_page_finish(zp_form_page *page)
{
  const double margin = 0.5, foot = 0.75;
  lxw_worksheet *sheet = page->sheet;
  for (size_t r = 0; r < page->row_count; r++)
    if (page->heights[r] > 0)
      zp_form_check(page->book, worksheet_set_row(sheet, (lxw_row_t)r, page->heights[r], NULL));
  worksheet_set_paper(sheet, PAPER_A4);
  worksheet_set_margins(sheet, margin, margin, margin, foot);
  worksheet_center_horizontally(sheet);
  worksheet_fit_to_pages(sheet, 1, 0);
  zp_form_check(page->book, worksheet_set_footer(sheet, zp_form_word_text(ZP_FORM_FOOTER).ptr));
}

void zp_form_page_close(zp_form_page *page)
{
  protect(page->sheet);
  zp_form_page_finish(page);
}
