// xml_cells.c: rows, columns and cells of a workbook in XML: where they stand and what they show.
#include <string.h>

#include "plugins/readers/plain.h"
#include "plugins/readers/xml_workbook.h"

static const zp_text none = { NULL, 0 };

const char *zp_xml_value(const char **attributes, const char *name)
{
  for (; attributes[0] != NULL; attributes += 2) {
    const char *bar = strrchr(attributes[0], '|');
    if (strcmp(bar == NULL ? attributes[0] : bar + 1, name) == 0) return attributes[1];
  }
  return NULL;
}

uint32_t zp_xml_number(const char *value, uint32_t most, uint32_t missing)
{
  uint32_t number = 0;
  if (value == NULL || *value < '0' || *value > '9') return missing;
  for (; *value >= '0' && *value <= '9'; value++)
    if (number <= most) number = number * 10 + (uint32_t)(*value - '0');
  return number > most ? most : number;
}

static bool is_set(const char *value)
{
  return value != NULL && strcmp(value, "1") == 0;
}

static void note(zp_xml_tally *what, const zp_place *place)
{
  if (what->count++ == 0) what->first = *place;
}

// ---- styles
// ----------------------------------------------------------------------------------------------------------

zp_status zp_xml_take_style(zp_xml_workbook *book, zp_text id, zp_text code)
{
  zp_place whole = { .file = book->out->file };
  zp_text own = zp_text_copy(zp_format_code_named(code), book->arena),
          name = zp_text_copy(id, book->arena);
  const zp_number_format *format = own.len == 0 ? NULL : zp_number_format_read(own, book->arena);
  zp_format_names_end end = zp_format_names_add(&book->styles, name, format, book->arena);
  if (end == ZP_FORMAT_NAMES_MEMORY || zp_arena_short(book->arena))
    return zp_fail_memory(book->err);
  if (end == ZP_FORMAT_NAMES_FINE) return ZP_OK;
  zp_text most = zp_text_format(book->arena, "%d", ZP_FORMAT_NAMES_MOST);
  return zp_fail(book->err, ZP_E_TOO_LARGE, &whole, zp_word_arg(ZP_W_FORMATS_NAMED), most, none);
}

// ---- places
// ----------------------------------------------------------------------------------------------------------

void zp_xml_begin_sheet(zp_xml_workbook *book)
{
  book->row = book->column = book->repeated = book->told_row = 0;
  book->next_column = 1;
  book->in_sheet = true;
  book->hidden_sheet = false;
  memset(book->hidden_columns, 0, sizeof book->hidden_columns);
  memset(book->told_columns, 0, sizeof book->told_columns);
  book->no_value = book->unseen = book->rows = book->columns = (zp_xml_tally){ .count = 0 };
}

void zp_xml_take_column(zp_xml_workbook *book, const char **attributes)
{
  uint32_t first =
      zp_xml_number(zp_xml_value(attributes, "Index"), ZP_XML_COLUMNS_MOST, book->next_column);
  uint32_t more = zp_xml_number(zp_xml_value(attributes, "Span"), ZP_XML_COLUMNS_MOST, 0);
  bool hidden = is_set(zp_xml_value(attributes, "Hidden"));
  book->next_column = first + more + 1;
  for (uint32_t c = first; hidden && c >= 1 && c <= first + more && c <= ZP_XML_COLUMNS_MOST; c++)
    book->hidden_columns[(c - 1) / 8] |= (uint8_t)(1u << (c - 1) % 8);
}

static zp_status too_many(zp_xml_workbook *book)
{
  zp_place place = zp_cells_place(&book->cells, book->row, book->column);
  return zp_fail(book->err, ZP_E_CELLS_MANY, &place,
                 zp_text_format(book->arena, "%d", ZP_PLAIN_CELLS_MOST), none, none);
}

zp_status zp_xml_begin_row(zp_xml_workbook *book, const char **attributes)
{
  uint32_t next = book->row + book->repeated + 1;
  book->row = zp_xml_number(zp_xml_value(attributes, "Index"), ZP_XML_ROWS_MOST, next);
  if (book->row == 0) book->row = next;
  book->repeated = zp_xml_number(zp_xml_value(attributes, "Span"), ZP_XML_ROWS_MOST, 0);
  book->row_hidden = is_set(zp_xml_value(attributes, "Hidden"));
  book->column = book->across = 0;
  return book->row > ZP_XML_ROWS_MOST ? too_many(book) : ZP_OK;
}

zp_status zp_xml_begin_cell(zp_xml_workbook *book, const char **attributes)
{
  uint32_t next = book->column + book->across + 1;
  book->column = zp_xml_number(zp_xml_value(attributes, "Index"), ZP_XML_COLUMNS_MOST, next);
  if (book->column == 0) book->column = next;
  book->across = zp_xml_number(zp_xml_value(attributes, "MergeAcross"), ZP_XML_COLUMNS_MOST, 0);
  book->down = zp_xml_number(zp_xml_value(attributes, "MergeDown"), ZP_XML_ROWS_MOST, 0);
  const char *style = zp_xml_value(attributes, "StyleID");
  const zp_format_name *found =
      style == NULL ? NULL : zp_format_names_find(&book->styles, zp_text_from(style));
  book->format = found == NULL ? NULL : found->format;
  book->formula = zp_xml_value(attributes, "Formula") != NULL;
  book->valued = false;
  if (book->row == 0) book->row = 1;
  if (book->column > ZP_XML_COLUMNS_MOST) return too_many(book);
  if (book->across == 0 && book->down == 0) return ZP_OK;
  const zp_cells_merge merge = { book->row, book->column, book->row + book->down,
                                 book->column + book->across };
  return zp_cells_add_merge(&book->cells, merge);
}

// ---- what a cell shows
// -----------------------------------------------------------------------------------------------

static zp_text show_date(zp_xml_workbook *book, zp_text stored)
{
  zp_number number;
  const zp_number_format *format = book->format;
  if (format == NULL) return zp_text_slice(stored, 0, zp_text_find(stored, ZP_TEXT("T00:00")));
  if (!zp_number_from_iso(stored, ZP_DATES_1900, &number)) return stored;
  return zp_number_format_show(format, &number, ZP_DATES_1900, book->arena);
}

static zp_text show(zp_xml_workbook *book, zp_text stored)
{
  zp_number number;
  const zp_number_format *format = book->format;
  switch (book->type) {
    case 'N':
      if (!zp_number_read(zp_text_trim(stored), &number)) return stored;
      return zp_number_format_show(book->format, &number, ZP_DATES_1900, book->arena);
    case 'D': return show_date(book, zp_text_trim(stored));
    case 'B':
      return zp_text_equal(zp_text_trim(stored), ZP_TEXT("1")) ? ZP_TEXT("TRUE") : ZP_TEXT("FALSE");
    case 'E': return stored;
    default:
      return format == NULL || stored.len == 0 ? stored
                                               : zp_number_format_text(format, stored, book->arena);
  }
}

static void note_hidden(zp_xml_workbook *book, const zp_place *place)
{
  uint32_t index = book->column - 1;
  uint8_t mask = (uint8_t)(1u << index % 8);
  if (book->row_hidden && book->told_row != book->row) {
    book->told_row = book->row;
    note(&book->rows, place);
  }
  if ((book->hidden_columns[index / 8] & mask) != 0 &&
      (book->told_columns[index / 8] & mask) == 0) {
    book->told_columns[index / 8] |= mask;
    note(&book->columns, place);
  }
}

zp_status zp_xml_end_cell(zp_xml_workbook *book)
{
  zp_place place = zp_cells_place(&book->cells, book->row, book->column);
  if (book->text.failed) return zp_fail_memory(book->err);
  if (!book->valued) {
    if (book->formula) note(&book->no_value, &place);
    return ZP_OK;
  }
  zp_text stored = zp_text_copy((zp_text){ book->text.bytes, book->text.len }, book->arena);
  zp_text shown = show(book, stored);
  if (zp_arena_short(book->arena)) return zp_fail_memory(book->err);
  if (zp_text_blank(shown)) {
    if (!zp_text_blank(stored)) note(&book->unseen, &place);
    return ZP_OK;
  }
  note_hidden(book, &place);
  return zp_cells_put(&book->cells, book->row, book->column, shown);
}

void zp_xml_report(zp_xml_workbook *book)
{
  const struct {
    const zp_xml_tally *what;
    zp_status status;
  } noticed[] = {
    { &book->no_value, ZP_E_FORMULA_NO_VALUE },
    { &book->unseen, ZP_E_CELL_UNSEEN },
    { &book->rows, ZP_E_ROWS_HIDDEN },
    { &book->columns, ZP_E_COLUMNS_HIDDEN },
  };
  for (size_t i = 0; i < sizeof noticed / sizeof *noticed; i++) {
    const zp_xml_tally *what = noticed[i].what;
    if (what->count == 0) continue;
    zp_findings_add(book->findings, noticed[i].status, &what->first,
                    zp_text_format(book->arena, "%zu", what->count), none, none);
  }
}
