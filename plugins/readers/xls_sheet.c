// xls_sheet.c: the records of one sheet: cells, results of formulas, merges, what is hidden.
#include <string.h>

#include "plugins/readers/xls_book.h"

enum { KIND_WORKSHEET = 0x0010, KIND_MACROS = 0x0040, COLUMNS = 256, ROWS = 65536 };

/// Where a cell stands (from 1) and how it is shown.
typedef struct at {
  uint32_t row, column;
  uint16_t style;
} at;

/// Things noticed many times on a sheet are said once, at the first place.
typedef struct tally {
  size_t count;
  at first;
} tally;

typedef struct sheet {
  zp_xls *book;
  at open; // a formula whose text is to follow; row 0: none
  uint8_t hidden_rows[ROWS / 8], hidden_columns[COLUMNS / 8];
  uint8_t told_rows[ROWS / 8], told_columns[COLUMNS / 8]; // of those, which have content
  tally no_value, no_string, unseen, rows, columns;
} sheet;

static const zp_text none = { NULL, 0 };

static at take_place(zp_biff *record)
{
  at place = { .row = (uint32_t)zp_biff_u16(record) + 1 };
  place.column = (uint32_t)zp_biff_u16(record) + 1;
  place.style = zp_biff_u16(record);
  return place;
}

static void note(tally *what, const at *place)
{
  if (what->count++ == 0) what->first = *place;
}

static bool bit(const uint8_t *bits, uint32_t index)
{
  return (bits[index / 8] >> index % 8 & 1) != 0;
}

static void set_bit(uint8_t *bits, uint32_t index)
{
  bits[index / 8] = (uint8_t)(bits[index / 8] | 1u << index % 8);
}

/// Counts each hidden row and column once it turns out to have content.
static void note_hidden(sheet *s, const at *place)
{
  uint32_t row = place->row - 1, column = place->column - 1;
  if (bit(s->hidden_rows, row) && !bit(s->told_rows, row)) {
    set_bit(s->told_rows, row);
    note(&s->rows, place);
  }
  if (column < COLUMNS && bit(s->hidden_columns, column) && !bit(s->told_columns, column)) {
    set_bit(s->told_columns, column);
    note(&s->columns, place);
  }
}

static zp_status put(sheet *s, const at *place, zp_text text)
{
  if (!zp_text_blank(text)) note_hidden(s, place);
  return zp_cells_put(&s->book->cells, place->row, place->column, text);
}

static zp_status put_text(sheet *s, const at *place, zp_text text)
{
  const zp_number_format *format = zp_xls_format(s->book, place->style);
  zp_text shown =
      format == NULL || text.len == 0 ? text : zp_number_format_text(format, text, s->book->arena);
  if (zp_arena_short(s->book->arena)) return zp_fail_memory(s->book->err);
  if (!zp_text_blank(text) && zp_text_blank(shown)) note(&s->unseen, place);
  return put(s, place, shown);
}

static const char *error_text(uint8_t code)
{
  switch (code) {
    case 0x00: return "#NULL!";
    case 0x07: return "#DIV/0!";
    case 0x0F: return "#VALUE!";
    case 0x17: return "#REF!";
    case 0x1D: return "#NAME?";
    case 0x24: return "#NUM!";
    case 0x2A: return "#N/A";
    default: return "#UNKNOWN!";
  }
}

static zp_status put_number(sheet *s, const at *place, double value)
{
  zp_number number;
  if (!zp_number_from_double(value, &number)) return put(s, place, zp_text_from(error_text(0x24)));
  zp_text shown = zp_number_format_show(zp_xls_format(s->book, place->style), &number,
                                        s->book->dates, s->book->arena);
  if (shown.ptr == NULL) return zp_fail_memory(s->book->err);
  if (zp_text_blank(shown)) note(&s->unseen, place);
  return put(s, place, shown);
}

static zp_status put_bool_or_error(sheet *s, const at *place, uint8_t code, bool error)
{
  return put(s, place, zp_text_from(error ? error_text(code) : code != 0 ? "TRUE" : "FALSE"));
}

static zp_status take_label(sheet *s, zp_biff *record)
{
  at place = take_place(record);
  zp_text text;
  zp_status status = zp_biff_text(record, zp_biff_u16(record), s->book->arena, &text);
  if (zp_xls_fail_text(s->book, record, status) != ZP_OK) return s->book->err->status;
  return put_text(s, &place, text);
}

static zp_status take_shared(sheet *s, zp_biff *record)
{
  at place = take_place(record);
  size_t index = zp_biff_u32(record);
  if (record->cut) return ZP_OK; // said by the caller
  if (index >= s->book->string_count) {
    note(&s->no_string, &place);
    return ZP_OK;
  }
  return put_text(s, &place, s->book->strings[index]);
}

/// One row, a first column, then pairs of style and number, then the last column.
static zp_status take_many(sheet *s, zp_biff *record)
{
  enum { PAIR = 6, TAIL = 2 };
  at place = { .row = (uint32_t)zp_biff_u16(record) + 1 };
  place.column = (uint32_t)zp_biff_u16(record) + 1;
  for (; !record->cut && zp_biff_left(record) >= PAIR + TAIL; place.column++) {
    place.style = zp_biff_u16(record);
    if (put_number(s, &place, zp_biff_rk(zp_biff_u32(record))) != ZP_OK)
      return s->book->err->status;
  }
  return ZP_OK;
}

static void give_up_formula(sheet *s)
{
  if (s->open.row != 0) note(&s->no_value, &s->open);
  s->open.row = 0;
}

/// The result that was stored: a number, or FFFF behind what it is instead.
static zp_status take_formula(sheet *s, zp_biff *record)
{
  enum { RESULT = 8, IS_TEXT = 0, IS_BOOL, IS_ERROR, IS_EMPTY };
  at place = take_place(record);
  uint64_t low = zp_biff_u32(record), high = zp_biff_u32(record);
  if (record->cut) return ZP_OK;
  if (high >> 16 != 0xFFFF) {
    uint64_t bits = low | high << 32;
    double value;
    memcpy(&value, &bits, RESULT);
    return put_number(s, &place, value);
  }
  uint8_t code = (uint8_t)(low >> 16);
  switch (low & 0xFF) {
    case IS_TEXT: s->open = place; return ZP_OK;
    case IS_BOOL:
    case IS_ERROR: return put_bool_or_error(s, &place, code, (low & 0xFF) == IS_ERROR);
    default: return ZP_OK;
  }
}

static zp_status take_result(sheet *s, zp_biff *record)
{
  at place = s->open;
  zp_text text;
  zp_status status = zp_biff_text(record, zp_biff_u16(record), s->book->arena, &text);
  if (zp_xls_fail_text(s->book, record, status) != ZP_OK) return s->book->err->status;
  s->open.row = 0;
  return place.row == 0 ? ZP_OK : put_text(s, &place, text);
}

static zp_status take_merges(sheet *s, zp_biff *record)
{
  enum { RANGE = 8 };
  for (size_t left = zp_biff_u16(record); left > 0 && zp_biff_left(record) >= RANGE; left--) {
    zp_cells_merge merge = { .row = (uint32_t)zp_biff_u16(record) + 1 };
    merge.last_row = (uint32_t)zp_biff_u16(record) + 1;
    merge.column = (uint32_t)zp_biff_u16(record) + 1;
    merge.last_column = (uint32_t)zp_biff_u16(record) + 1;
    if (zp_cells_add_merge(&s->book->cells, merge) != ZP_OK) return s->book->err->status;
  }
  return ZP_OK;
}

static void take_row(sheet *s, zp_biff *record)
{
  enum { UNUSED = 10, HIDDEN = 0x20 };
  uint16_t row = zp_biff_u16(record);
  zp_biff_skip(record, UNUSED);
  if ((zp_biff_u16(record) & HIDDEN) != 0 && !record->cut) set_bit(s->hidden_rows, row);
}

static void take_columns(sheet *s, zp_biff *record)
{
  uint16_t first = zp_biff_u16(record), last = zp_biff_u16(record);
  zp_biff_skip(record, 4);
  if ((zp_biff_u16(record) & 1) == 0 || record->cut) return;
  for (uint32_t c = first; c <= last && c < COLUMNS; c++) set_bit(s->hidden_columns, c);
}

static zp_status take_one(sheet *s, zp_biff *record)
{
  at place;
  uint8_t code;
  switch (record->type) {
    case ZP_BIFF_LABELSST: return take_shared(s, record);
    case ZP_BIFF_LABEL:
    case ZP_BIFF_RSTRING: return take_label(s, record);
    case ZP_BIFF_MULRK: return take_many(s, record);
    case ZP_BIFF_FORMULA: return take_formula(s, record);
    case ZP_BIFF_STRING: return take_result(s, record);
    case ZP_BIFF_MERGEDCELLS: return take_merges(s, record);
    case ZP_BIFF_ROW: take_row(s, record); return ZP_OK;
    case ZP_BIFF_COLINFO: take_columns(s, record); return ZP_OK;
    case ZP_BIFF_BOOLERR:
      place = take_place(record);
      code = zp_biff_u8(record);
      return put_bool_or_error(s, &place, code, zp_biff_u8(record) != 0);
    case ZP_BIFF_NUMBER:
      place = take_place(record);
      return put_number(s, &place, zp_biff_double(record));
    case ZP_BIFF_RK:
      place = take_place(record);
      return put_number(s, &place, zp_biff_rk(zp_biff_u32(record)));
    default: return ZP_OK;
  }
}

static bool is_cell(uint16_t type)
{
  return type == ZP_BIFF_LABELSST || type == ZP_BIFF_LABEL || type == ZP_BIFF_RSTRING ||
         type == ZP_BIFF_MULRK || type == ZP_BIFF_FORMULA || type == ZP_BIFF_BOOLERR ||
         type == ZP_BIFF_NUMBER || type == ZP_BIFF_RK;
}

static zp_status damaged(sheet *s, zp_word what)
{
  return zp_xls_fail(s->book, ZP_E_PACKAGE_DAMAGED, 0, 0, what);
}

/// Records up to the end of the sheet. What is in it, such as a chart, brings its own beginning and
/// end, and copies of cells.
static zp_status take_all(sheet *s, zp_biff *record)
{
  size_t depth = 1;
  while (zp_biff_open(record, record->next)) {
    if (record->type == ZP_BIFF_BOF && ++depth > ZP_XLS_DEPTH_MOST)
      return damaged(s, ZP_W_DAMAGE_DEEP);
    if (record->type == ZP_BIFF_EOF && --depth == 0) return ZP_OK;
    if (depth > 1) continue;
    if (is_cell(record->type)) give_up_formula(s);
    if (take_one(s, record) != ZP_OK) return s->book->err->status;
    if (record->cut) return damaged(s, ZP_W_DAMAGE_CUT);
  }
  return damaged(s, ZP_W_DAMAGE_CUT);
}

static void report(sheet *s)
{
  zp_xls *book = s->book;
  give_up_formula(s);
  const struct {
    const tally *what;
    zp_status status;
  } noticed[] = {
    { &s->no_value, ZP_E_FORMULA_NO_VALUE }, { &s->no_string, ZP_E_STRING_MISSING },
    { &s->unseen, ZP_E_CELL_UNSEEN },        { &s->rows, ZP_E_ROWS_HIDDEN },
    { &s->columns, ZP_E_COLUMNS_HIDDEN },
  };
  for (size_t i = 0; i < sizeof noticed / sizeof *noticed; i++) {
    const tally *what = noticed[i].what;
    if (what->count == 0) continue;
    zp_place place = zp_cells_place(&book->cells, what->first.row, what->first.column);
    zp_findings_add(book->findings, noticed[i].status, &place,
                    zp_text_format(book->arena, "%zu", what->count), none, none);
  }
}

zp_status zp_xls_read_sheet(zp_xls *book, const zp_xls_sheet *described)
{
  zp_biff record = { .stream = book->stream, .wide = book->wide, .codepage = book->codepage };
  sheet *s = ZP_TAKE(book->arena, sheet, 1);
  if (s == NULL) return zp_fail_memory(book->err);
  s->book = book;
  // Sheets do not share records: a list that names one sheet again and again ends here.
  bool begins = book->sheet_bytes <= book->stream.len && zp_biff_open(&record, described->offset) &&
                record.type == ZP_BIFF_BOF;
  if (!begins) return damaged(s, ZP_W_DAMAGE_SHEET);
  zp_biff_skip(&record, 2);
  uint16_t kind = zp_biff_u16(&record);
  if (kind != KIND_WORKSHEET && kind != KIND_MACROS) return ZP_OK;
  if (take_all(s, &record) != ZP_OK) return book->err->status;
  book->sheet_bytes += record.next - described->offset;
  report(s);
  return ZP_OK;
}
