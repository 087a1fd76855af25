// list_sheet.h: sheets that are lists: a title over all columns, headings that are printed on every
// page, rows as high as their texts need. Rows are written from the top down and never touched
// again, so that a workbook may be made in constant memory.
#pragma once

#include <xlsxwriter.h>

#include "base/decimal.h"
#include "plugins/reports/wording.h"

typedef enum zp_list_style {
  ZP_LIST_TITLE,
  ZP_LIST_NOTE,
  ZP_LIST_HEAD, // NOTE: a line without a frame
  ZP_LIST_TEXT,
  ZP_LIST_CENTER,
  ZP_LIST_COUNT,
  ZP_LIST_POINTS,
  ZP_LIST_MONEY,
  ZP_LIST_RATE,
  ZP_LIST_SUM_TEXT,
  ZP_LIST_SUM_COUNT,
  ZP_LIST_SUM_POINTS,
  ZP_LIST_SUM_MONEY,
  ZP_LIST_SUM_RATE,
  ZP_LIST_STYLES
} zp_list_style;

typedef struct zp_list_book {
  lxw_workbook *book;
  lxw_format *formats[ZP_LIST_STYLES];
  zp_wording say;   // its arena: for what stays
  zp_arena *row;    // for the texts of one row: reset behind it
  lxw_error failed; // of the library, the first
} zp_list_book;

/// Makes the formats; false when memory is short.
bool zp_list_styles(zp_list_book *book);
void zp_list_check(zp_list_book *book, lxw_error error);
/// A copy followed by a NUL, fit for the XML of a workbook: what XML cannot hold (U+FFFE, U+FFFF,
/// malformed bytes) is replaced. ptr NULL: memory is short.
zp_text zp_sheet_text(zp_text text, zp_arena *arena);
/// Words and sentences for the row under work.
zp_wording *zp_list_say(zp_list_book *book, zp_wording *room);

typedef struct zp_list_column {
  zp_word head;
  double width;
} zp_list_column;

typedef struct zp_list {
  zp_list_book *book;
  lxw_worksheet *sheet;
  zp_text name;
  const zp_list_column *columns;
  lxw_col_t count;
  lxw_row_t row; // the next one
} zp_list;

typedef enum zp_list_kind {
  ZP_LIST_BLANK,
  ZP_LIST_WORDS,
  ZP_LIST_NUMBER,
  ZP_LIST_FORMULA
} zp_list_kind;

/// A formula has the value it has now as `number`; `text` is the formula or the text. Blank unless
/// said otherwise.
typedef struct zp_list_cell {
  zp_list_style style;
  zp_list_kind kind;
  zp_text text;
  double number;
} zp_list_cell;

zp_list_cell zp_list_text(zp_list_style style, zp_text text);
zp_list_cell zp_list_number(zp_list_style style, bool known, double number);
/// Points and weights, and amounts in 万元: the nearest double of the exact decimal; as text when
/// it has more than the fifteen digits that a spreadsheet keeps.
zp_list_cell zp_list_points(zp_wording *say, zp_list_style style, bool known, zp_dec points);
zp_list_cell zp_list_money(zp_wording *say, zp_list_style style, bool known, zp_money money);
zp_list_cell zp_list_formula(zp_list_style style, zp_text formula, double value);

/// A sheet in landscape A4 with columns; no rows yet. False when it cannot be made. `name` is
/// followed by a NUL.
bool zp_list_open(zp_list_book *book, zp_text name, const zp_list_column *columns, size_t count,
                  zp_list *out);
/// A line over all columns.
void zp_list_line(zp_list *list, zp_list_style style, zp_text text);
/// The headings; those of the first `count` columns. They and what is above them are printed on
/// every page and stay in sight when `fixed`.
void zp_list_heads(zp_list *list, bool fixed);
/// Other headings than the columns' own, for a table further down.
void zp_list_words(zp_list *list, const zp_word *words, size_t count);
void zp_list_row(zp_list *list, const zp_list_cell *cells, size_t count);
