// xlsx_sheet.c: one sheet: rows and cells, as a person sees them.
#include <string.h>

#include "plugins/readers/office_text.h"
#include "plugins/readers/plain.h"
#include "plugins/readers/xlsx_book.h"

enum {
  PADDED_WIDTH = 64,        // rows are as long as the longest before them, up to this,
  PADDED_CELLS = 100000     // in workbooks of a form's size: so a blank at the end of a row has a place of its own
};

/// Things noticed many times on a sheet are said once, at the first place.
typedef struct tally { size_t count; zp_place first; } tally;

typedef enum cell_type { CELL_NUMBER, CELL_SHARED, CELL_TEXT, CELL_INLINE, CELL_FLAG, CELL_ERROR, CELL_DATE } cell_type;

typedef struct sheet_reading {
  book *b;
  zp_xml *xml;
  zp_block *out;
  size_t row_capacity;
  zp_cell *cells;                // of the row at hand, reused; those up to `width` have their place
  size_t width, cell_capacity, widest;
  uint32_t row, column;          // at hand; 0 before the first
  bool row_known, row_hidden, row_full, ordered;
  cell_type type;                // of the cell at hand
  uint32_t style;
  bool in_cell, formula, valued, gathering, preserve;
  zp_sink text;
  size_t run, phonetic;          // as in xlsx_strings.c
  sheet_range *ranges;
  size_t range_count, range_capacity;
  uint8_t hidden[ZP_SHEET_COLUMNS_MOST / 8];  // columns, a bit each
  uint8_t told[ZP_SHEET_COLUMNS_MOST / 8];    // of those, which have content
  tally no_value, no_string, twice, unseen, rows_hidden, columns_hidden;
} sheet_reading;

static zp_place place_of(const sheet_reading *s)
{
  return (zp_place){ .file = s->b->name, .sheet = s->out->title, .row = s->row, .column = s->column };
}

static void note(sheet_reading *s, tally *what)
{
  if (what->count++ == 0) what->first = place_of(s);
}

static void out_of_memory(sheet_reading *s)
{
  zp_xml_stop(s->xml, zp_fail_memory(s->b->err));
}

static void refuse(sheet_reading *s, zp_status status, int most)
{
  zp_place place = place_of(s);
  zp_text none = { NULL, 0 };
  zp_xml_stop(s->xml, zp_fail(s->b->err, status, &place, zp_text_format(s->b->arena, "%d", most), none, none));
}

static bool bit(const uint8_t *bits, uint32_t column)
{
  return (bits[(column - 1) / 8] >> (column - 1) % 8 & 1) != 0;
}

static void set_bit(uint8_t *bits, uint32_t column)
{
  bits[(column - 1) / 8] = (uint8_t)(bits[(column - 1) / 8] | 1u << (column - 1) % 8);
}

// ---- what a cell shows ----------------------------------------------------------------------------------------------

/// Most numbers are whole or short, in General, and already as they are shown.
static bool shown_as_stored(zp_text text)
{
  size_t at = text.len != 0 && text.ptr[0] == '-' ? 1 : 0, point = SIZE_MAX;
  size_t digits = text.len - at;
  if (digits == 0 || digits > ZP_NUMBER_DIGITS) return false;
  for (size_t i = at; i < text.len; i++) {
    if (text.ptr[i] == '.' && point == SIZE_MAX) point = i;
    else if (text.ptr[i] < '0' || text.ptr[i] > '9') return false;
  }
  if (text.ptr[at] == '0' && (digits == 1 ? at == 1 : text.ptr[at + 1] != '.')) return false;
  return point == SIZE_MAX || (point > at && text.ptr[text.len - 1] != '0' && point + 1 < text.len);
}

static zp_text show_number(sheet_reading *s, zp_text stored)
{
  zp_number number;
  zp_arena *arena = s->b->arena;
  const zp_number_format *format = s->style < s->b->style_count ? s->b->styles[s->style] : NULL;
  if (stored.len == 0) return ZP_TEXT("");
  if (format == NULL && shown_as_stored(stored)) return zp_text_copy(stored, arena);
  if (!zp_number_read(stored, &number)) return zp_office_text(stored, false, false, arena);
  zp_text shown = zp_number_format_show(format, &number, s->b->base, arena);
  if (shown.ptr == NULL) return shown;
  if (zp_text_blank(shown)) note(s, &s->unseen);
  return shown;
}

/// "2024-12-31T00:00:00" is a day, shown as the cell's format shows days.
static zp_text show_date(sheet_reading *s, zp_text stored)
{
  zp_number number;
  const zp_number_format *format = s->style < s->b->style_count ? s->b->styles[s->style] : NULL;
  if (zp_number_format_is_date(format) && zp_number_from_iso(stored, s->b->base, &number))
    return zp_number_format_show(format, &number, s->b->base, s->b->arena);
  size_t t = zp_text_find(stored, ZP_TEXT("T00:00"));
  return zp_text_copy(zp_text_slice(stored, 0, t), s->b->arena);
}

static zp_text show_shared(sheet_reading *s, zp_text stored)
{
  size_t index = 0;
  bool known = stored.len != 0 && stored.len < 10;
  for (size_t i = 0; known && i < stored.len; i++) {
    known = stored.ptr[i] >= '0' && stored.ptr[i] <= '9';
    index = index * 10 + (size_t)(stored.ptr[i] - '0');
  }
  if (known && index < s->b->string_count) return s->b->strings[index];
  if (stored.len != 0) note(s, &s->no_string);
  return ZP_TEXT("");
}

static zp_text shown_text(sheet_reading *s)
{
  zp_arena *arena = s->b->arena;
  zp_text stored = { s->text.bytes, s->text.len };
  zp_text text = { NULL, 0 };
  switch (s->type) {
    case CELL_NUMBER: return show_number(s, zp_text_trim(stored));
    case CELL_DATE: return show_date(s, zp_text_trim(stored));
    case CELL_FLAG: return zp_text_copy(zp_text_equal(zp_text_trim(stored), ZP_TEXT("1")) || zp_text_equal(zp_text_trim(stored), ZP_TEXT("true")) ? ZP_TEXT("TRUE") : zp_text_blank(stored) ? ZP_TEXT("") : ZP_TEXT("FALSE"), arena);
    case CELL_SHARED: text = show_shared(s, zp_text_trim(stored)); break;
    case CELL_ERROR: return zp_office_text(stored, false, false, arena);
    default: text = zp_office_text(stored, true, false, arena); break;
  }
  const zp_number_format *format = s->style < s->b->style_count ? s->b->styles[s->style] : NULL;
  if (text.len == 0 || format == NULL) return text;
  zp_text shown = zp_number_format_text(format, text, arena);
  if (shown.ptr != NULL && zp_text_blank(shown)) note(s, &s->unseen);
  return shown;
}

// ---- rows and cells -------------------------------------------------------------------------------------------------

/// Cells of the row up to a column, blank and in their places.
static bool widen(sheet_reading *s, uint32_t column)
{
  while (s->width < column) {
    zp_cell *cells = zp_arena_grow(s->b->arena, s->cells, s->width, &s->cell_capacity, sizeof *cells);
    if (cells == NULL) return false;
    s->cells = cells;
    zp_place place = place_of(s);
    place.column = (uint32_t)s->width + 1;
    cells[s->width++] = (zp_cell){ .text = ZP_TEXT(""), .place = place };
  }
  return true;
}

static void end_cell(sheet_reading *s)
{
  s->in_cell = s->gathering = false;
  if (s->formula && !s->valued) note(s, &s->no_value);
  if (!s->valued) return;
  if (s->text.failed) {
    out_of_memory(s);
    return;
  }
  zp_text text = shown_text(s);
  if (text.ptr == NULL) {
    out_of_memory(s);
    return;
  }
  text = zp_text_trim(text);
  if (text.len == 0) return;
  if (text.len > ZP_SHEET_CELL_MOST) {
    refuse(s, ZP_E_CELL_LONG, ZP_SHEET_CELL_MOST);
    return;
  }
  if (!zp_book_text(s->b, s->xml, text.len)) return;
  if (!widen(s, s->column)) {
    out_of_memory(s);
    return;
  }
  zp_cell *cell = &s->cells[s->column - 1];
  if (cell->text.len != 0) note(s, &s->twice);
  cell->text = text;
  s->row_full = true;
  if (bit(s->hidden, s->column) && !bit(s->told, s->column)) {
    set_bit(s->told, s->column);
    note(s, &s->columns_hidden);
  }
}

static void end_row(sheet_reading *s)
{
  book *b = s->b;
  if (!s->row_full) return;
  s->column = 1;
  if (s->row_hidden) note(s, &s->rows_hidden);
  if (s->width > s->widest) s->widest = s->width < PADDED_WIDTH ? s->width : PADDED_WIDTH;
  if (b->cells < PADDED_CELLS && !widen(s, (uint32_t)s->widest)) {
    out_of_memory(s);
    return;
  }
  size_t width = s->width;
  b->cells += width;
  if (b->cells > ZP_PLAIN_CELLS_MOST) {
    refuse(s, ZP_E_CELLS_MANY, ZP_PLAIN_CELLS_MOST);
    return;
  }
  zp_row *rows = zp_arena_grow(b->arena, s->out->rows, s->out->row_count, &s->row_capacity, sizeof *rows);
  zp_cell *cells = ZP_TAKE(b->arena, zp_cell, width);
  if (rows == NULL || cells == NULL) {
    out_of_memory(s);
    return;
  }
  memcpy(cells, s->cells, width * sizeof *cells);
  s->out->rows = rows;
  if (s->out->row_count != 0 && rows[s->out->row_count - 1].cells[0].place.row >= s->row) s->ordered = false;
  rows[s->out->row_count++] = (zp_row){ cells, width };
}

static void open_row(sheet_reading *s, const char **attributes)
{
  uint32_t next = s->row < ZP_SHEET_ROWS_MOST ? s->row + 1 : s->row;
  uint32_t number = zp_xml_count(zp_xml_attribute(attributes, ZP_XML_BARE, "r"), ZP_SHEET_ROWS_MOST, 0);
  s->row = number == 0 ? next : number;
  s->row_known = number != 0;
  s->row_hidden = zp_xml_flag(zp_xml_attribute(attributes, ZP_XML_BARE, "hidden"), false);
  s->row_full = false;
  s->width = 0;
  s->column = 0;
}

static cell_type type_of(const char *name)
{
  static const struct { const char *name; cell_type type; } types[] = {
    { "s", CELL_SHARED }, { "n", CELL_NUMBER }, { "str", CELL_TEXT }, { "inlineStr", CELL_INLINE }, { "b", CELL_FLAG },
    { "e", CELL_ERROR }, { "d", CELL_DATE },
  };
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (strcmp(name, types[i].name) == 0) return types[i].type;
  return CELL_NUMBER;  // what is no number is then shown as written
}

static void open_cell(sheet_reading *s, const char **attributes)
{
  uint32_t row = 0, column = 0;
  s->type = CELL_NUMBER;
  s->style = 0;
  s->in_cell = true;
  s->formula = s->valued = s->gathering = false;
  s->text.len = 0;
  for (; attributes[0] != NULL; attributes += 2) {
    if (attributes[0][0] == '\0' || attributes[0][1] != '\0') continue;
    const char *value = attributes[1];
    if (attributes[0][0] == 't') s->type = type_of(value);
    else if (attributes[0][0] == 's') s->style = zp_xml_count(value, UINT32_MAX, 0);
    else if (attributes[0][0] == 'r' && !zp_sheet_place(&value, &row, &column)) row = column = 0;
  }
  if (column == 0) column = s->column < ZP_SHEET_COLUMNS_MOST ? s->column + 1 : s->column;
  if (!s->row_known && row != 0) s->row = row;
  s->row_known = true;
  s->column = column;
}

static void open_columns(sheet_reading *s, const char **attributes)
{
  uint32_t from = zp_xml_count(zp_xml_attribute(attributes, ZP_XML_BARE, "min"), ZP_SHEET_COLUMNS_MOST, 0);
  uint32_t to = zp_xml_count(zp_xml_attribute(attributes, ZP_XML_BARE, "max"), ZP_SHEET_COLUMNS_MOST, ZP_SHEET_COLUMNS_MOST);
  if (from == 0 || !zp_xml_flag(zp_xml_attribute(attributes, ZP_XML_BARE, "hidden"), false)) return;
  for (; from <= to; from++) set_bit(s->hidden, from);
}

static void open_merge(sheet_reading *s, const char **attributes)
{
  const char *at = zp_xml_attribute(attributes, ZP_XML_BARE, "ref");
  sheet_range range;
  if (at == NULL || !zp_sheet_place(&at, &range.row, &range.column)) return;
  if (*at++ != ':' || !zp_sheet_place(&at, &range.last_row, &range.last_column)) return;
  if (range.last_row < range.row || range.last_column < range.column) return;
  if (s->range_count == ZP_SHEET_MERGES_MOST) {
    zp_book_many(s->b, s->xml, ZP_W_OFFICE_MERGES, ZP_SHEET_MERGES_MOST);
    return;
  }
  sheet_range *ranges = zp_arena_grow(s->b->arena, s->ranges, s->range_count, &s->range_capacity, sizeof *ranges);
  if (ranges == NULL) {
    out_of_memory(s);
    return;
  }
  s->ranges = ranges;
  ranges[s->range_count++] = range;
}

// ---- elements -------------------------------------------------------------------------------------------------------

static void open_in_cell(sheet_reading *s, zp_xml_name name, const char **attributes)
{
  if (strcmp(name.local, "v") == 0 && s->type != CELL_INLINE) {
    s->gathering = true;
    s->text.len = s->run = 0;
    s->preserve = true;
    // An empty <v/> of a number is no value; of a text it is the empty text.
    s->valued = s->valued || s->type == CELL_TEXT;
  } else if (strcmp(name.local, "f") == 0) {
    s->formula = true;
  } else if (strcmp(name.local, "is") == 0) {
    s->type = CELL_INLINE;
    s->valued = true;
    s->text.len = 0;
  } else if (strcmp(name.local, "rPh") == 0) {
    s->phonetic = zp_xml_depth(s->xml);
  } else if (strcmp(name.local, "t") == 0 && s->type == CELL_INLINE) {
    const char *space = zp_xml_attribute(attributes, ZP_XML_XML, "space");
    s->preserve = space != NULL && strcmp(space, "preserve") == 0;
    s->gathering = true;
    s->run = s->text.len;
  }
}

static void open_element(zp_xml *xml, void *context, zp_xml_name name, const char **attributes)
{
  sheet_reading *s = context;
  s->xml = xml;
  if ((name.space != ZP_XML_SHEET && name.space != ZP_XML_BARE) || s->phonetic != 0) return;
  if (s->in_cell) open_in_cell(s, name, attributes);
  else if (strcmp(name.local, "c") == 0) open_cell(s, attributes);
  else if (strcmp(name.local, "row") == 0) open_row(s, attributes);
  else if (strcmp(name.local, "mergeCell") == 0) open_merge(s, attributes);
  else if (strcmp(name.local, "col") == 0) open_columns(s, attributes);
}

static void close_element(zp_xml *xml, void *context, zp_xml_name name)
{
  sheet_reading *s = context;
  s->xml = xml;
  if (name.space != ZP_XML_SHEET && name.space != ZP_XML_BARE) return;
  if (s->phonetic != 0) {
    if (zp_xml_depth(xml) == s->phonetic) s->phonetic = 0;
  } else if (s->in_cell && s->gathering && (strcmp(name.local, "t") == 0 || strcmp(name.local, "v") == 0)) {
    zp_text run = zp_office_run(zp_text_slice((zp_text){ s->text.bytes, s->text.len }, s->run, s->text.len), s->preserve);
    if (run.len != 0) memmove(s->text.bytes + s->run, run.ptr, run.len);
    s->text.len = s->run + run.len;
    s->gathering = false;
    if (run.len != 0) s->valued = true;
  } else if (s->in_cell && strcmp(name.local, "c") == 0) {
    end_cell(s);
  } else if (!s->in_cell && strcmp(name.local, "row") == 0) {
    end_row(s);
  }
}

static void take_text(zp_xml *xml, void *context, zp_text text)
{
  sheet_reading *s = context;
  s->xml = xml;
  if (!s->gathering || s->phonetic != 0) return;
  zp_sink_put(&s->text, text);
  if (s->text.len > ZP_SHEET_CELL_MOST) refuse(s, ZP_E_CELL_LONG, ZP_SHEET_CELL_MOST);
}

static void tell(const sheet_reading *s, zp_status status, const tally *what)
{
  zp_text none = { NULL, 0 };
  if (what->count != 0)
    zp_findings_add(s->b->findings, status, &what->first, zp_text_format(s->b->arena, "%zu", what->count), none, none);
}

zp_status zp_book_sheet(book *b, zp_text part, zp_block *out)
{
  bool found;
  sheet_reading *s = ZP_TAKE(b->arena, sheet_reading, 1);
  if (s == NULL) return zp_fail_memory(b->err);
  *s = (sheet_reading){ .b = b, .out = out, .ordered = true, .text = { .arena = b->arena } };
  const zp_xml_calls calls = { open_element, close_element, take_text };
  if (zp_xml_read_part(&b->package, part, out->title, &calls, s, &found, b->err) != ZP_OK) return b->err->status;
  if (!found) {
    zp_place place = { .file = b->name, .sheet = out->title };
    zp_text none = { NULL, 0 };
    zp_findings_add(b->findings, ZP_E_PART_MISSING, &place, out->title, none, none);
  }
  if (zp_sheet_cover(b, out, s->ranges, s->range_count, s->ordered) != ZP_OK) return b->err->status;
  if (out->hidden) return ZP_OK;  // nobody is asked to mend a sheet that is not used
  tell(s, ZP_E_FORMULA_NO_VALUE, &s->no_value);
  tell(s, ZP_E_STRING_MISSING, &s->no_string);
  tell(s, ZP_E_CELL_TWICE, &s->twice);
  tell(s, ZP_E_CELL_UNSEEN, &s->unseen);
  tell(s, ZP_E_ROWS_HIDDEN, &s->rows_hidden);
  tell(s, ZP_E_COLUMNS_HIDDEN, &s->columns_hidden);
  return ZP_OK;
}
