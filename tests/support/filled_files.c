// filled_files.c: see filled_files.h.
#include "filled_files.h"

#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reading.h"

enum { CELLS_MOST = 1024, MERGES_MOST = 64, COLUMNS_MERGED = 3 };

const char *filled_name(filled_kind kind)
{
  static const char *const names[] = { "filled-gb18030.csv", "filled-semicolons.csv",
                                       "filled-html.xls", "filled-xml.xls", "filled.xls" };
  return names[kind];
}

static void text(built *out, const char *value)
{
  built_put(out, value, strlen(value));
}

static void gb18030(zp_text csv, built *out)
{
  size_t left = csv.len, capacity = csv.len * 2;
  char *room = malloc(capacity), *to = room, *from = (char *)(uintptr_t)csv.ptr;
  iconv_t converter = iconv_open("GB18030", "UTF-8");
  if (room == NULL || converter == (iconv_t)-1 ||
      iconv(converter, &from, &left, &to, &capacity) == (size_t)-1)
    abort();
  iconv_close(converter);
  built_put(out, room, (size_t)(to - room));
  free(room);
}

static void semicolon_cell(zp_text cell, built *out)
{
  bool quoted = memchr(cell.len == 0 ? "" : cell.ptr, ';', cell.len) != NULL ||
                memchr(cell.len == 0 ? "" : cell.ptr, '\n', cell.len) != NULL;
  if (quoted) text(out, "\"");
  built_put(out, cell.ptr, cell.len);
  if (quoted) text(out, "\"");
}

static void escaped(zp_text cell, const char *line_end, built *out)
{
  for (size_t i = 0; i < cell.len; i++) {
    if (cell.ptr[i] == '\n')
      text(out, line_end);
    else if (cell.ptr[i] == '&')
      text(out, "&amp;");
    else if (cell.ptr[i] == '<')
      text(out, "&lt;");
    else
      built_put(out, cell.ptr + i, 1);
  }
}

static void html_cell(zp_text cell, built *out)
{
  text(out, "<td>");
  escaped(cell, "<br>", out);
}

static void xml_cell(zp_text cell, built *out)
{
  text(out, "<Cell>");
  if (cell.len != 0) {
    text(out, "<Data ss:Type=\"String\">");
    escaped(cell, "&#10;", out);
    text(out, "</Data>");
  }
  text(out, "</Cell>");
}

static void rows(const zp_block *table, filled_kind kind, built *out)
{
  for (size_t r = 0; r < table->row_count; r++) {
    if (kind != FILLED_SEMICOLONS) text(out, kind == FILLED_HTML ? "<tr>" : "<Row>");
    for (size_t c = 0; c < table->rows[r].count; c++) {
      if (kind == FILLED_SEMICOLONS && c != 0) text(out, ";");
      (kind == FILLED_HTML  ? html_cell
       : kind == FILLED_XML ? xml_cell
                            : semicolon_cell)(table->rows[r].cells[c].text, out);
    }
    text(out, kind == FILLED_XML ? "</Row>\r\n" : "\r\n");
  }
}

static void xml(const zp_block *table, built *out)
{
  text(out, "<?xml version=\"1.0\"?>\r\n<?mso-application progid=\"Excel.Sheet\"?>\r\n<Workbook "
            "xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" "
            "xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\r\n"
            "<Worksheet ss:Name=\"Sheet1\"><Table>\r\n");
  rows(table, FILLED_XML, out);
  text(out, "</Table></Worksheet></Workbook>\r\n");
}

static void html(const zp_block *table, built *out)
{
  text(out, "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\">\r\n<head><meta "
            "http-equiv=Content-Type content=\"text/html; "
            "charset=utf-8\"><style>td{mso-number-format:\"\\@\"}</style></head>\r\n<body><table "
            "border=1>\r\n");
  rows(table, FILLED_HTML, out);
  text(out, "</table></body></html>\r\n");
}

// ---- the workbook
// ----------------------------------------------------------------------------------------------------

/// Reads "97.5%" and "2024-12-31" the way a spreadsheet does when they are typed in; false: it
/// stays a text.
static bool typed(zp_text cell, built_cell *out)
{
  char *end, room[64];
  int year, month, day, used = 0;
  if (cell.len == 0 || cell.len >= sizeof room) return false;
  memcpy(room, cell.ptr, cell.len);
  room[cell.len] = '\0';
  if (sscanf(room, "%4d-%2d-%2d%n", &year, &month, &day, &used) == 3 && (size_t)used == cell.len) {
    int y = month > 2 ? year : year - 1, m = month > 2 ? month - 3 : month + 9;
    out->number = 365.0 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 693900;
    out->kind = BUILT_NUMBER;
    out->style = 3;
    return true;
  }
  if (room[0] < '0' || room[0] > '9') return false;
  out->number = strtod(room, &end);
  bool percent = strcmp(end, "%") == 0;
  if (*end != '\0' && !percent) return false;
  out->kind = out->number == (int)out->number && !percent ? BUILT_RK : BUILT_NUMBER;
  if (percent) out->number /= 100;
  out->style = percent ? (strchr(room, '.') != NULL ? 2 : 1) : 0;
  return true;
}

typedef struct workbook {
  built_cell cells[CELLS_MOST];
  size_t count;
  uint16_t merges[MERGES_MOST][4];
  size_t merge_count;
} workbook;

static void add_cell(workbook *book, const zp_cell *cell, uint32_t row, uint32_t column,
                     zp_arena *arena)
{
  built_cell one = { .row = row, .column = column, .kind = BUILT_SHARED };
  if (cell->text.len == 0) return;
  if (book->count == CELLS_MOST) abort();
  if (!typed(cell->text, &one)) one.text = zp_text_copy(cell->text, arena).ptr;
  book->cells[book->count++] = one;
}

/// Names above blanks are merged with them, as people do.
static void merge(workbook *book, const zp_block *table, uint16_t column)
{
  for (size_t r = 2; r < table->row_count;) {
    size_t last = r;
    while (last + 1 < table->row_count && table->rows[last + 1].cells[column].text.len == 0) last++;
    if (last > r && book->merge_count < MERGES_MOST) {
      const uint16_t range[4] = { (uint16_t)r, (uint16_t)last, column, column };
      memcpy(book->merges[book->merge_count++], range, sizeof range);
    }
    r = last + 1;
  }
}

static void xls(const zp_block *table, zp_arena *arena, built *out)
{
  static const char *const formats[] = { "0%", "0.0%", "yyyy\\-mm\\-dd" };
  workbook *book = calloc(1, sizeof *book);
  built stream = { 0 };
  if (book == NULL) abort();
  for (size_t r = 0; r < table->row_count; r++)
    for (size_t c = 0; c < table->rows[r].count; c++)
      add_cell(book, &table->rows[r].cells[c], (uint32_t)r + 1, (uint32_t)c + 1, arena);
  for (uint16_t c = 0; c < COLUMNS_MERGED; c++) merge(book, table, c);
  const built_sheet sheet = { .name = "Sheet1",
                              .cells = book->cells,
                              .cell_count = book->count,
                              .merges = (const uint16_t(*)[4])book->merges,
                              .merge_count = book->merge_count };
  const built_book described = { .formats = formats,
                                 .format_count = 3,
                                 .sheets = &sheet,
                                 .sheet_count = 1,
                                 .part = 512,
                                 .rich = true };
  build_stream(&described, &stream);
  build_compound("Workbook", built_text(&stream), out);
  free(stream.data);
  free(book);
}

void filled_make(filled_kind kind, zp_text csv, built *out)
{
  reading r = reading_of(&zp_reader_csv, "filled.csv", csv);
  if (r.status != ZP_OK || r.document.count != 1) abort();
  const zp_block *table = &r.document.blocks[0];
  *out = (built){ 0 };
  switch (kind) {
    case FILLED_GB18030: gb18030(csv, out); break;
    case FILLED_SEMICOLONS: rows(table, kind, out); break;
    case FILLED_HTML: html(table, out); break;
    case FILLED_XML: xml(table, out); break;
    default: xls(table, r.arena, out); break;
  }
  reading_close(&r);
}
