// list_sheet.c: see list_sheet.h.
#include "plugins/reports/list_sheet.h"

#include <string.h>

#include "plugins/reports/form_style.h"
#include "plugins/reports/text_cells.h"

// SimSun is what official forms are set in; programs without it take their own Chinese font.
#define FONT "SimSun"
enum { SIZE = 10, SIZE_TITLE = 16, GREY = 0xEDEDED, PAPER_A4 = 9 };

// ---- looks -------------------------------------------------------------------------------------

typedef enum side { LEFT, CENTER, RIGHT } side;

/// Places behind the point are shown as far as there are any, so that a cell shows the number it
/// holds.
static const struct look {
  int size;
  bool bold, border, filled;
  side side;
  const char *number;
} looks[ZP_LIST_STYLES] = {
  [ZP_LIST_TITLE] = { SIZE_TITLE, true, false, false, CENTER, NULL },
  [ZP_LIST_NOTE] = { SIZE, false, false, false, LEFT, NULL },
  [ZP_LIST_HEAD] = { SIZE, true, true, true, CENTER, NULL },
  [ZP_LIST_TEXT] = { SIZE, false, true, false, LEFT, NULL },
  [ZP_LIST_CENTER] = { SIZE, false, true, false, CENTER, NULL },
  [ZP_LIST_COUNT] = { SIZE, false, true, false, CENTER, "0" },
  [ZP_LIST_POINTS] = { SIZE, false, true, false, CENTER, "0.00##" },
  [ZP_LIST_MONEY] = { SIZE, false, true, false, RIGHT, "#,##0.00####" },
  [ZP_LIST_RATE] = { SIZE, false, true, false, CENTER, "0.00##%" },
  [ZP_LIST_SUM_TEXT] = { SIZE, true, true, true, CENTER, NULL },
  [ZP_LIST_SUM_COUNT] = { SIZE, true, true, true, CENTER, "0" },
  [ZP_LIST_SUM_POINTS] = { SIZE, true, true, true, CENTER, "0.00##" },
  [ZP_LIST_SUM_MONEY] = { SIZE, true, true, true, RIGHT, "#,##0.00####" },
  [ZP_LIST_SUM_RATE] = { SIZE, true, true, true, CENTER, "0.00##%" },
};

static void dress(lxw_format *format, const struct look *l)
{
  static const uint8_t sides[] = { LXW_ALIGN_LEFT, LXW_ALIGN_CENTER, LXW_ALIGN_RIGHT };
  format_set_font_name(format, FONT);
  format_set_font_size(format, l->size);
  format_set_align(format, sides[l->side]);
  format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
  if (l->number == NULL) format_set_text_wrap(format);
  if (l->side != CENTER) format_set_indent(format, 1);
  if (l->bold) format_set_bold(format);
  if (l->border) format_set_border(format, LXW_BORDER_THIN);
  if (l->filled) format_set_bg_color(format, GREY);
  if (l->number != NULL) format_set_num_format(format, l->number);
}

bool zp_list_styles(zp_list_book *book)
{
  for (int i = 0; i < ZP_LIST_STYLES; i++) {
    book->formats[i] = workbook_add_format(book->book);
    if (book->formats[i] == NULL) return false;
    dress(book->formats[i], &looks[i]);
  }
  return true;
}

void zp_list_check(zp_list_book *book, lxw_error error)
{
  if (book->failed == LXW_NO_ERROR) book->failed = error;
}

// ---- texts -------------------------------------------------------------------------------------

zp_text zp_sheet_text(zp_text text, zp_arena *arena)
{
  char *bytes = zp_arena_bytes(arena, text.len + 1);
  if (bytes == NULL) return (zp_text){ NULL, 0 };
  for (size_t at = 0; at < text.len;) {
    size_t from = at;
    uint32_t c = zp_text_next(text, &at);
    memcpy(bytes + from, text.ptr + from, at - from);
    if (c == UINT32_MAX)
      bytes[from] = '?';
    else if (c == 0xFFFE || c == 0xFFFF)
      bytes[at - 1] = (char)0xBD; // U+FFFD, as long
  }
  bytes[text.len] = '\0';
  return (zp_text){ bytes, text.len };
}

// ---- cells -------------------------------------------------------------------------------------

/// What a double, and a cell, holds without loss.
static bool is_exact(int64_t digits)
{
  const int64_t most = 1000000000000000;
  return digits < most && digits > -most;
}

zp_list_cell zp_list_text(zp_list_style style, zp_text text)
{
  return (zp_list_cell){ style, text.len == 0 ? ZP_LIST_BLANK : ZP_LIST_WORDS, text, 0 };
}

zp_list_cell zp_list_number(zp_list_style style, bool known, double number)
{
  return (zp_list_cell){ style, known ? ZP_LIST_NUMBER : ZP_LIST_BLANK, { "", 0 }, number };
}

zp_list_cell zp_list_points(zp_wording *say, zp_list_style style, bool known, zp_dec points)
{
  if (known && !is_exact(points.e4)) return zp_list_text(style, zp_cell_points(say, points));
  return zp_list_number(style, known, zp_dec_to_double(points));
}

zp_list_cell zp_list_money(zp_wording *say, zp_list_style style, bool known, zp_money money)
{
  const double fen = 1e6;
  if (known && !is_exact(money.fen)) return zp_list_text(style, zp_cell_money(say, known, money));
  return zp_list_number(style, known, (double)money.fen / fen);
}

zp_list_cell zp_list_formula(zp_list_style style, zp_text formula, double value)
{
  return (zp_list_cell){ style, ZP_LIST_FORMULA, formula, value };
}

/// A text is a text, whatever it begins with: never a formula.
static void put(zp_list *list, lxw_col_t at, const zp_list_cell *cell)
{
  zp_list_book *book = list->book;
  lxw_format *format = book->formats[cell->style];
  zp_text text = cell->text;
  if (cell->kind == ZP_LIST_WORDS || cell->kind == ZP_LIST_FORMULA)
    text = zp_sheet_text(text, book->row);
  if (text.ptr == NULL) {
    book->say.failed = true;
    return;
  }
  switch (cell->kind) {
    case ZP_LIST_BLANK:
      zp_list_check(book, worksheet_write_blank(list->sheet, list->row, at, format));
      break;
    case ZP_LIST_WORDS:
      zp_list_check(book, worksheet_write_string(list->sheet, list->row, at, text.ptr, format));
      break;
    case ZP_LIST_NUMBER:
      zp_list_check(book, worksheet_write_number(list->sheet, list->row, at, cell->number, format));
      break;
    case ZP_LIST_FORMULA:
      zp_list_check(book, worksheet_write_formula_num(list->sheet, list->row, at, text.ptr, format,
                                                      cell->number));
      break;
  }
}

// ---- the sheet ---------------------------------------------------------------------------------

zp_wording *zp_list_say(zp_list_book *book, zp_wording *room)
{
  *room = (zp_wording){ book->row, book->say.lang, false };
  return room;
}

bool zp_list_open(zp_list_book *book, zp_text name, const zp_list_column *columns, size_t count,
                  zp_list *out)
{
  const double margin = 0.5, foot = 0.75;
  *out = (zp_list){ .book = book, .name = name, .columns = columns, .count = (lxw_col_t)count };
  out->sheet = workbook_add_worksheet(book->book, name.ptr);
  if (out->sheet == NULL) {
    zp_list_check(book, LXW_ERROR_PARAMETER_VALIDATION);
    return false;
  }
  worksheet_set_landscape(out->sheet);
  worksheet_set_paper(out->sheet, PAPER_A4);
  worksheet_set_margins(out->sheet, margin, margin, margin, foot);
  worksheet_center_horizontally(out->sheet);
  worksheet_fit_to_pages(out->sheet, 1, 0);
  zp_list_check(book,
                worksheet_set_footer(out->sheet, zp_word_text(ZP_W_BOOK_FOOTER, book->say.lang)));
  for (lxw_col_t i = 0; i < out->count; i++)
    zp_list_check(book, worksheet_set_column(out->sheet, i, i, columns[i].width, NULL));
  return true;
}

/// The row is finished: in constant memory its height has to be known before its cells.
static void set_height(zp_list *list, double height)
{
  if (height > ZP_ROW_HEIGHT_MOST) height = ZP_ROW_HEIGHT_MOST;
  zp_list_check(list->book, worksheet_set_row(list->sheet, list->row, height, NULL));
}

static void next_row(zp_list *list)
{
  enum { KEPT = 1 << 16 };
  list->row++;
  zp_arena_reset(list->book->row, KEPT);
}

void zp_list_line(zp_list *list, zp_list_style style, zp_text text)
{
  const double title = 30;
  double width = 0;
  lxw_col_t last = (lxw_col_t)(list->count - 1);
  zp_text shown = zp_sheet_text(text, list->book->row);
  for (lxw_col_t i = 0; i < list->count; i++) width += list->columns[i].width;
  set_height(list, style == ZP_LIST_TITLE ? title : zp_form_height(text, width));
  if (shown.ptr == NULL)
    list->book->say.failed = true;
  else if (last == 0)
    zp_list_check(list->book, worksheet_write_string(list->sheet, list->row, 0, shown.ptr,
                                                     list->book->formats[style]));
  else
    zp_list_check(list->book, worksheet_merge_range(list->sheet, list->row, 0, list->row, last,
                                                    shown.ptr, list->book->formats[style]));
  next_row(list);
}

void zp_list_row(zp_list *list, const zp_list_cell *cells, size_t count)
{
  const double indented = 1.5;
  double height = zp_form_height(ZP_TEXT(""), list->columns[0].width);
  for (size_t i = 0; i < count; i++) {
    if (cells[i].kind != ZP_LIST_WORDS) continue;
    double indent = looks[cells[i].style].side == CENTER ? 0 : indented;
    double own = zp_form_height(cells[i].text, list->columns[i].width - indent);
    if (own > height) height = own;
  }
  set_height(list, height);
  for (size_t i = 0; i < count; i++) put(list, (lxw_col_t)i, &cells[i]);
  next_row(list);
}

enum { HEADS_MOST = 16 };

void zp_list_words(zp_list *list, const zp_word *words, size_t count)
{
  zp_list_cell cells[HEADS_MOST];
  for (size_t i = 0; i < count && i < HEADS_MOST; i++)
    cells[i] = zp_list_text(ZP_LIST_HEAD, zp_wording_word(&list->book->say, words[i]));
  zp_list_row(list, cells, count);
}

void zp_list_heads(zp_list *list, bool fixed)
{
  zp_word words[HEADS_MOST];
  lxw_row_t at = list->row;
  for (lxw_col_t i = 0; i < list->count && i < HEADS_MOST; i++) words[i] = list->columns[i].head;
  zp_list_words(list, words, list->count);
  if (!fixed) return;
  worksheet_freeze_panes(list->sheet, at + 1, 0);
  zp_list_check(list->book, worksheet_repeat_rows(list->sheet, 0, at));
}
