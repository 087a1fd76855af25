// grid.c: see grid.h. Cells are broken into lines here and only aligned by libsmartcols: left to itself it may make a column
// narrower than a Chinese character and then never ends. The heading is an ordinary first row, so that rules can be drawn.
#include "plugins/reports/grid.h"

#include <libsmartcols.h>
#include <stdlib.h>
#include <string.h>

enum { GAP = 2, NARROWEST = 8 };  // NARROWEST: of a column that wraps, unless its heading is wider

void zp_grid_row(zp_grid *grid, const zp_text *cells)
{
  for (size_t i = 0; i < grid->column_count; i++) {
    zp_text *grown = zp_arena_grow(grid->arena, grid->cells, grid->cell_count, &grid->capacity, sizeof *grown);
    if (grown == NULL) {
      grid->failed = true;
      return;
    }
    grid->cells = grown;
    grid->cells[grid->cell_count++] = cells[i];
  }
}

// ---- widths ------------------------------------------------------------------------------------------------------------

static void measure(const zp_grid *grid, size_t widths[ZP_GRID_COLUMNS])
{
  for (size_t c = 0; c < grid->column_count; c++) widths[c] = zp_text_width(grid->columns[c].heading);
  for (size_t i = 0; i < grid->cell_count; i++) {
    size_t width = zp_text_width(grid->cells[i]), *most = &widths[i % grid->column_count];
    if (width > *most) *most = width;
  }
}

static size_t narrowest(const zp_grid_column *column)
{
  size_t heading = zp_text_width(column->heading);
  return heading > NARROWEST ? heading : NARROWEST;
}

/// Lowers the widest of the columns that wrap, one column of the terminal after another, until the table fits.
static void fit(const zp_grid *grid, size_t widths[ZP_GRID_COLUMNS])
{
  size_t total = GAP * (grid->column_count - 1);
  for (size_t c = 0; c < grid->column_count; c++) total += widths[c];
  for (; grid->width != 0 && total > grid->width; total--) {
    size_t widest = SIZE_MAX;
    for (size_t c = 0; c < grid->column_count; c++) {
      if (grid->columns[c].align != ZP_WRAP || widths[c] <= narrowest(&grid->columns[c])) continue;
      if (widest == SIZE_MAX || widths[c] > widths[widest]) widest = c;
    }
    if (widest == SIZE_MAX) return;
    widths[widest]--;
  }
}

static bool is_ascii_word(uint32_t c)
{
  return c > ' ' && c < 0x7F;
}

/// Marks that must not begin a line: closing brackets and quotes, comma, stop, colon, semicolon, percent; wide and narrow.
static bool is_closing(uint32_t c)
{
  static const uint32_t closing[] = { 0x2019, 0x201D, 0x3001, 0x3002, 0x3009, 0x300B, 0x300D, 0x3011, 0x3015,
                                      0xFF01, 0xFF05, 0xFF09, 0xFF0C, 0xFF1A, 0xFF1B, 0xFF1F };
  for (size_t i = 0; i < sizeof closing / sizeof closing[0]; i++)
    if (c == closing[i]) return true;
  return false;
}

/// Marks that must not end a line.
static bool is_opening(uint32_t c)
{
  return c == 0x2018 || c == 0x201C || c == 0x3008 || c == 0x300A || c == 0x300C || c == 0x3010 || c == 0x3014 || c == 0xFF08;
}

/// Bytes of `text` that fit into `width`, at least one character: up to the last good place behind the first third of
/// the line, else up to the last character.
static size_t fitting(zp_text text, size_t width)
{
  size_t taken = 0, used = 0, good = 0;
  for (size_t at = 0, from = 0, next; at < text.len; from = at) {
    uint32_t before = zp_text_next(text, &at);
    used += zp_text_width(zp_text_slice(text, from, at));
    if (used > width && taken != 0) return good != 0 ? good : taken;
    taken = next = at;
    uint32_t after = at < text.len ? zp_text_next(text, &next) : ' ';
    bool inside = is_closing(after) || is_opening(before) || (is_ascii_word(before) && is_ascii_word(after)) || after == ' ';
    if (!inside && used >= width / 3) good = at;
  }
  return taken;
}

/// The text with line breaks so that no line is wider than `width`; followed by a NUL. NULL when memory is short.
static const char *wrapped(zp_text text, size_t width, zp_arena *arena)
{
  char *out = zp_arena_bytes(arena, 2 * text.len + 1);
  size_t len = 0;
  if (out == NULL) return NULL;
  while (text.len > 0) {
    size_t bytes = fitting(text, width);
    if (len != 0) out[len++] = '\n';
    memcpy(out + len, text.ptr, bytes);
    len += bytes;
    text = zp_text_slice(text, bytes, text.len);
  }
  out[len] = '\0';
  return out;
}

// ---- drawing -----------------------------------------------------------------------------------------------------------

static bool add_columns(const zp_grid *grid, struct libscols_table *table)
{
  for (size_t c = 0; c < grid->column_count; c++) {
    int flags = grid->columns[c].align == ZP_RIGHT ? SCOLS_FL_RIGHT : SCOLS_FL_WRAP;
    struct libscols_column *column = scols_table_new_column(table, NULL, 0, flags);
    if (column == NULL) return false;
    if (scols_column_set_wrapfunc(column, scols_wrapnl_chunksize, scols_wrapnl_nextchunk, NULL) != 0) return false;
  }
  return true;
}

static bool add_row(const zp_grid *grid, struct libscols_table *table, size_t row, const size_t *widths)
{
  struct libscols_line *line = scols_table_new_line(table, NULL);
  if (line == NULL) return false;
  for (size_t c = 0; c < grid->column_count; c++) {
    zp_text text = row == 0 ? grid->columns[c].heading : grid->cells[(row - 1) * grid->column_count + c];
    const char *cell = wrapped(text, widths[c], grid->arena);
    if (cell == NULL || scols_line_set_data(line, c, cell) != 0) return false;
  }
  return true;
}

static bool fill(const zp_grid *grid, struct libscols_table *table)
{
  size_t widths[ZP_GRID_COLUMNS], rows = grid->cell_count / grid->column_count;
  measure(grid, widths);
  fit(grid, widths);
  if (scols_table_enable_noheadings(table, 1) != 0 || scols_table_set_column_separator(table, "  ") != 0) return false;
  if (scols_table_enable_noencoding(table, 1) != 0) return false;  // cells hold no control characters
  if (scols_table_set_termforce(table, SCOLS_TERMFORCE_NEVER) != 0 || !add_columns(grid, table)) return false;
  for (size_t row = 0; row <= rows; row++)
    if (!add_row(grid, table, row, widths)) return false;
  return true;
}

/// Rows `from`..`to` without blanks at the ends of lines; the widest line so far in *widest.
static bool put_rows(struct libscols_table *table, size_t from, size_t to, size_t *widest, zp_sink *sink)
{
  char *drawn = NULL;
  struct libscols_line *first = scols_table_get_line(table, from), *last = scols_table_get_line(table, to);
  if (scols_table_print_range_to_string(table, first, last, &drawn) != 0) return false;
  for (const char *line = drawn; line != NULL && *line != '\0';) {
    size_t len = strcspn(line, "\n"), kept = len;
    while (kept > 0 && line[kept - 1] == ' ') kept--;
    size_t width = zp_text_width((zp_text){ line, kept });
    if (width > *widest) *widest = width;
    zp_sink_put(sink, (zp_text){ line, kept });
    zp_sink_put(sink, ZP_TEXT("\n"));
    line += len + (line[len] == '\n');
  }
  free(drawn);
  return !sink->failed;
}

static void put_rule(size_t width, zp_sink *sink)
{
  for (size_t i = 0; i < width; i++) zp_sink_put(sink, ZP_TEXT("-"));
  zp_sink_put(sink, ZP_TEXT("\n"));
}

static bool draw(const zp_grid *grid, struct libscols_table *table, bool summed, zp_sink *sink)
{
  zp_sink head = { .arena = grid->arena }, body = head, foot = head;
  size_t widest = 0, last = grid->cell_count / grid->column_count;
  summed = summed && last > 1;
  if (!put_rows(table, 0, 0, &widest, &head)) return false;
  if (last > 0 && !put_rows(table, 1, summed ? last - 1 : last, &widest, &body)) return false;
  if (summed && !put_rows(table, last, last, &widest, &foot)) return false;
  zp_sink_put(sink, (zp_text){ head.bytes, head.len });
  put_rule(widest, sink);
  zp_sink_put(sink, (zp_text){ body.bytes, body.len });
  if (summed) put_rule(widest, sink);
  zp_sink_put(sink, (zp_text){ foot.bytes, foot.len });
  return !sink->failed;
}

zp_status zp_grid_put(zp_grid *grid, bool summed, zp_sink *sink, zp_error *err)
{
  struct libscols_table *table = scols_new_table();
  bool done = table != NULL && !grid->failed && fill(grid, table) && draw(grid, table, summed, sink);
  scols_unref_table(table);
  return done ? ZP_OK : zp_fail_memory(err);
}
