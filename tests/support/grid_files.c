// grid_files.c: see grid_files.h.
#include "grid_files.h"

#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/format.h"
#include "package_maker.h"
#include "xls_builder.h"

enum { CELLS_MOST = GRID_ROWS * GRID_COLUMNS };

const char *grid_file_name(grid_format format)
{
  static const char *const names[] = { "form.csv", "form-gb18030.csv", "form.xlsx",
                                       "form.xls", "form-html.xls",    "form.docx" };
  return names[format];
}

static const char *text_at(const form_grid *grid, size_t row, size_t column)
{
  const char *text = grid->cells[row][column];
  return text == NULL ? "" : text;
}

/// What a spreadsheet makes of a typed text: a number as it would show it again, or (`percent`) a
/// share; false: a text.
static bool is_number(const char *text, double *value, bool *percent)
{
  char again[64], *end;
  if (text[0] < '0' || text[0] > '9') return false;
  *value = strtod(text, &end);
  *percent = strcmp(end, "%") == 0;
  snprintf(again, sizeof again, *percent ? "%.0f%%" : "%.10g", *value);
  if (*percent) *value /= 100;
  return strcmp(again, text) == 0;
}

static void put(zp_sink *out, const char *text)
{
  zp_sink_put(out, zp_text_from(text));
}

/// A text in XML or HTML; line ends as `line`.
static void put_escaped(zp_sink *out, const char *text, const char *line)
{
  for (; *text != '\0'; text++) switch (*text) {
      case '&': put(out, "&amp;"); break;
      case '<': put(out, "&lt;"); break;
      case '\n': put(out, line); break;
      default: zp_sink_put(out, (zp_text){ text, 1 }); break;
    }
}

static zp_text gb18030(zp_text csv, zp_arena *arena)
{
  size_t left = csv.len, capacity = csv.len * 2;
  char *room = zp_arena_bytes(arena, capacity), *to = room, *from = (char *)(uintptr_t)csv.ptr;
  iconv_t converter = iconv_open("GB18030", "UTF-8");
  if (room == NULL || converter == (iconv_t)-1 ||
      iconv(converter, &from, &left, &to, &capacity) == (size_t)-1)
    abort();
  iconv_close(converter);
  return (zp_text){ room, (size_t)(to - room) };
}

static zp_text taken(made_file made, zp_arena *arena)
{
  zp_text out = zp_text_copy((zp_text){ made.bytes, made.len }, arena);
  free(made.bytes);
  return out;
}

// ---- workbooks ----------------------------------------------------------------------------------

static void xlsx_cell(zp_sink *out, const char *text, size_t row, size_t column)
{
  double value;
  bool percent;
  if (text[0] == '\0') return;
  zp_sink_print(out, "<c r='%c%zu' ", (char)('A' + column), row + 1);
  if (is_number(text, &value, &percent)) {
    zp_sink_print(out, "s='%d'><v>%.15g</v></c>", percent, value);
    return;
  }
  put(out, "t='inlineStr'><is><t xml:space='preserve'>");
  put_escaped(out, text, "&#10;");
  put(out, "</t></is></c>");
}

static zp_text xlsx(const form_grid *grid, const grid_spans *spans, zp_arena *arena)
{
  static const char styles[] = "<cellXfs><xf numFmtId='0'/><xf numFmtId='9'/></cellXfs>";
  zp_sink out = { .arena = arena };
  put(&out, "<sheetData>");
  for (size_t r = 0; r < grid->rows; r++) {
    zp_sink_print(&out, "<row r='%zu'>", r + 1);
    for (size_t c = 0; c < spans->width; c++) xlsx_cell(&out, text_at(grid, r, c), r, c);
    put(&out, "</row>");
  }
  put(&out, "</sheetData><mergeCells>");
  for (size_t r = 0; r < grid->rows; r++)
    for (size_t c = 0; c < spans->width; c++) {
      grid_span s = spans->at[r][c];
      if (s.rows * s.columns > 1)
        zp_sink_print(&out, "<mergeCell ref='%c%zu:%c%zu'/>", (char)('A' + c), r + 1,
                      (char)('A' + c + s.columns - 1), r + s.rows);
    }
  put(&out, "</mergeCells>");
  zp_sink_put(&out, (zp_text){ "", 1 });
  if (out.failed) abort();
  return taken(workbook_of(out.bytes, styles, NULL, NULL), arena);
}

static size_t xls_cells(const form_grid *grid, const grid_spans *spans, built_cell *cells)
{
  size_t count = 0;
  for (size_t r = 0; r < grid->rows; r++)
    for (size_t c = 0; c < spans->width; c++) {
      const char *text = text_at(grid, r, c);
      built_cell one = {
        .row = (uint32_t)r + 1, .column = (uint32_t)c + 1, .kind = BUILT_SHARED, .text = text
      };
      bool percent;
      if (text[0] == '\0') continue;
      if (is_number(text, &one.number, &percent)) {
        one.kind = BUILT_NUMBER;
        one.style = percent;
        one.text = NULL;
      }
      cells[count++] = one;
    }
  return count;
}

static zp_text xls(const form_grid *grid, const grid_spans *spans, zp_arena *arena)
{
  static const char *const formats[] = { "0%" };
  built_cell *cells = calloc(CELLS_MOST, sizeof *cells);
  uint16_t(*merges)[4] = calloc(CELLS_MOST, sizeof *merges);
  size_t merge_count = 0;
  built stream = { 0 }, file = { 0 };
  if (cells == NULL || merges == NULL) abort();
  for (size_t r = 0; r < grid->rows; r++)
    for (size_t c = 0; c < spans->width; c++) {
      grid_span s = spans->at[r][c];
      if (s.rows * s.columns <= 1) continue;
      const uint16_t range[4] = { (uint16_t)r, (uint16_t)(r + s.rows - 1), (uint16_t)c,
                                  (uint16_t)(c + s.columns - 1) };
      memcpy(merges[merge_count++], range, sizeof range);
    }
  const built_sheet sheet = { .name = "Sheet1",
                              .cells = cells,
                              .cell_count = xls_cells(grid, spans, cells),
                              .merges = (const uint16_t(*)[4])merges,
                              .merge_count = merge_count };
  const built_book book = {
    .formats = formats, .format_count = 1, .sheets = &sheet, .sheet_count = 1, .part = 512
  };
  build_stream(&book, &stream);
  build_compound("Workbook", built_text(&stream), &file);
  zp_text out = zp_text_copy(built_text(&file), arena);
  free(stream.data);
  free(file.data);
  free(merges);
  free(cells);
  return out;
}

// ---- pages and documents ------------------------------------------------------------------------

static zp_text html(const form_grid *grid, const grid_spans *spans, zp_arena *arena)
{
  zp_sink out = { .arena = arena };
  put(&out, "<html><head><meta charset=utf-8></head><body><table border=1>\r\n");
  for (size_t r = 0; r < grid->rows; r++) {
    put(&out, "<tr>");
    for (size_t c = 0; c < spans->width; c++) {
      grid_span s = spans->at[r][c];
      if (s.rows == 0) continue;
      put(&out, "<td");
      if (s.rows > 1) zp_sink_print(&out, " rowspan=%zu", s.rows);
      if (s.columns > 1) zp_sink_print(&out, " colspan=\"%zu\"", s.columns);
      put(&out, ">");
      put_escaped(&out, text_at(grid, r, c), "<br>");
      put(&out, "</td>");
    }
    put(&out, "</tr>\r\n");
  }
  put(&out, "</table></body></html>\r\n");
  if (out.failed) abort();
  return (zp_text){ out.bytes, out.len };
}

/// The merge a covered cell goes on with from above: its columns, or 0.
static size_t goes_on(const grid_spans *spans, size_t row, size_t column)
{
  for (size_t r = row; r-- > 0;) {
    grid_span s = spans->at[r][column];
    if (s.rows != 0) return s.rows > row - r ? s.columns : 0;
  }
  return 0;
}

static void docx_cell(zp_sink *out, const char *text, grid_span span, size_t under)
{
  size_t columns = under != 0 ? under : span.columns;
  put(out, "<w:tc><w:tcPr>");
  if (columns > 1) zp_sink_print(out, "<w:gridSpan w:val='%zu'/>", columns);
  if (under != 0)
    put(out, "<w:vMerge/>");
  else if (span.rows > 1)
    put(out, "<w:vMerge w:val='restart'/>");
  put(out, "</w:tcPr><w:p><w:r><w:t xml:space='preserve'>");
  put_escaped(out, text, "</w:t><w:br/><w:t xml:space='preserve'>");
  put(out, "</w:t></w:r></w:p></w:tc>");
}

static zp_text docx(const form_grid *grid, const grid_spans *spans, zp_arena *arena)
{
  zp_sink out = { .arena = arena };
  put(&out, "<w:tbl><w:tblGrid>");
  for (size_t c = 0; c < spans->width; c++) put(&out, "<w:gridCol w:w='900'/>");
  put(&out, "</w:tblGrid>");
  for (size_t r = 0; r < grid->rows; r++) {
    put(&out, "<w:tr>");
    for (size_t c = 0; c < spans->width; c++) {
      grid_span s = spans->at[r][c];
      size_t under = s.rows == 0 ? goes_on(spans, r, c) : 0;
      if (s.rows != 0 || under != 0) docx_cell(&out, text_at(grid, r, c), s, under);
    }
    put(&out, "</w:tr>");
  }
  put(&out, "</w:tbl>");
  zp_sink_put(&out, (zp_text){ "", 1 });
  if (out.failed) abort();
  return taken(document_of(out.bytes, NULL), arena);
}

zp_text grid_file(const form_grid *grid, grid_format format, zp_arena *arena)
{
  grid_spans spans;
  grid_merge(grid, &spans);
  switch (format) {
    case GRID_XLSX: return xlsx(grid, &spans, arena);
    case GRID_XLS: return xls(grid, &spans, arena);
    case GRID_HTML: return html(grid, &spans, arena);
    case GRID_DOCX: return docx(grid, &spans, arena);
    case GRID_CSV_GB18030: return gb18030(grid_csv(grid, arena), arena);
    default: return grid_csv(grid, arena);
  }
}
