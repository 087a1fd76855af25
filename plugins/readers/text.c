// text.c: reader of plain text: paragraphs and tables written with tabs, as word processors export them.
//
// Lines between two blank lines are a run. In most runs a line that begins with a tab starts a cell, lines without a tab
// continue it, and the run is one row; blank lines between rows do not end the table. A run that has a line with tabs only
// inside it is flat: there every line is a row of its own and tabs stand between cells.
#include "plugins/readers/plain.h"

#include <string.h>

#include "base/encoding.h"

typedef struct reading {
  zp_text text;
  zp_arena *arena;
  zp_document *out;
  size_t block_capacity, row_capacity;
  zp_block *table;          // open table or NULL
  zp_cell *cells;           // of the open row; reused from row to row
  size_t cell_count, cell_capacity;
  size_t cell_total;
  bool row_open, row_wide;  // wide: its last line had several cells
  bool pending;             // a cell is being collected: [from, to) of the text
  size_t from, to;
  uint32_t line;            // where that cell starts
  uint32_t column;
  zp_error *err;
} reading;

static uint32_t characters(zp_text text)
{
  uint32_t count = 0;
  for (size_t i = 0; i < text.len; i++)
    if (((unsigned char)text.ptr[i] & 0xC0) != 0x80) count++;
  return count;
}

/// Trims [from, to) and finds the place of its first character.
static zp_status make_cell(const reading *r, size_t from, size_t to, uint32_t line, uint32_t column, zp_cell *out)
{
  zp_text raw = zp_text_slice(r->text, from, to);
  zp_text trimmed = zp_text_trim(raw);
  *out = (zp_cell){ .place = { .file = r->out->file, .row = line, .column = column } };
  if (trimmed.len > ZP_PLAIN_CELL_MOST) {
    zp_text most = zp_text_format(r->arena, "%d", ZP_PLAIN_CELL_MOST);
    return zp_fail(r->err, ZP_E_CELL_LONG, &out->place, most, (zp_text){ NULL, 0 }, (zp_text){ NULL, 0 });
  }
  if (trimmed.len == 0) return ZP_OK;
  zp_text before = { raw.ptr, (size_t)(trimmed.ptr - raw.ptr) };
  zp_line last = { .number = 0 };
  size_t at = 0;
  while (zp_plain_line(before, &at, &last)) continue;
  bool ended = before.len != 0 && at != before.len + 1;  // the last line of `before` has its end: the cell starts below it
  uint32_t lines = last.number == 0 ? 0 : last.number - 1 + (ended ? 1 : 0);
  out->place.row = line + lines;
  out->place.column = lines == 0 ? column + characters(before) : ended ? 1 : 1 + characters(last.text);
  out->text = zp_plain_newlines(trimmed, r->arena);
  return out->text.ptr == NULL ? zp_fail_memory(r->err) : ZP_OK;
}

static zp_block *add_block(reading *r, zp_block_kind kind)
{
  zp_document *out = r->out;
  zp_block *blocks = zp_arena_grow(r->arena, out->blocks, out->count, &r->block_capacity, sizeof *blocks);
  if (blocks == NULL) return NULL;
  out->blocks = blocks;
  blocks[out->count] = (zp_block){ .kind = kind };
  return &blocks[out->count++];
}

static zp_status end_cell(reading *r)
{
  if (!r->pending) return ZP_OK;
  r->pending = false;
  if (++r->cell_total > ZP_PLAIN_CELLS_MOST) {
    zp_place place = { .file = r->out->file, .row = r->line };
    zp_text most = zp_text_format(r->arena, "%d", ZP_PLAIN_CELLS_MOST);
    return zp_fail(r->err, ZP_E_CELLS_MANY, &place, most, (zp_text){ NULL, 0 }, (zp_text){ NULL, 0 });
  }
  zp_cell *cells = zp_arena_grow(r->arena, r->cells, r->cell_count, &r->cell_capacity, sizeof *cells);
  if (cells == NULL) return zp_fail_memory(r->err);
  r->cells = cells;
  return make_cell(r, r->from, r->to, r->line, r->column, &cells[r->cell_count++]);
}

static zp_status end_row(reading *r)
{
  if (end_cell(r) != ZP_OK) return r->err->status;
  r->row_open = r->row_wide = false;
  if (r->cell_count == 0) return ZP_OK;
  if (r->table == NULL) {
    r->table = add_block(r, ZP_BLOCK_TABLE);
    r->row_capacity = 0;
    if (r->table == NULL) return zp_fail_memory(r->err);
  }
  zp_row *rows = zp_arena_grow(r->arena, r->table->rows, r->table->row_count, &r->row_capacity, sizeof *rows);
  zp_cell *cells = ZP_TAKE(r->arena, zp_cell, r->cell_count);
  if (rows == NULL || cells == NULL) return zp_fail_memory(r->err);
  memcpy(cells, r->cells, r->cell_count * sizeof *cells);
  r->table->rows = rows;
  rows[r->table->row_count++] = (zp_row){ cells, r->cell_count };
  r->cell_count = 0;
  return ZP_OK;
}

static zp_status paragraph(reading *r, const zp_line *line)
{
  if (end_row(r) != ZP_OK) return r->err->status;
  r->table = NULL;
  zp_block *block = add_block(r, ZP_BLOCK_PARAGRAPH);
  if (block == NULL) return zp_fail_memory(r->err);
  return make_cell(r, line->from, line->from + line->text.len, line->number, 1, &block->paragraph);
}

/// The cells of one line, from offset `at` of the line on.
static zp_status cells_of_line(reading *r, const zp_line *line, size_t at)
{
  uint32_t column = 1 + (uint32_t)at;  // only tabs stand before the first cell
  for (;;) {
    if (end_cell(r) != ZP_OK) return r->err->status;
    zp_text rest = zp_text_slice(line->text, at, line->text.len);
    const char *found = rest.len == 0 ? NULL : memchr(rest.ptr, '\t', rest.len);
    size_t tab = found == NULL ? SIZE_MAX : (size_t)(found - rest.ptr);
    r->pending = r->row_open = true;
    r->from = line->from + at;
    r->to = r->from + (tab == SIZE_MAX ? rest.len : tab);
    r->line = line->number;
    r->column = column;
    if (tab == SIZE_MAX) return ZP_OK;
    column += characters(zp_text_slice(rest, 0, tab)) + 1;
    at += tab + 1;
  }
}

static bool leads(zp_text line)
{
  return line.len != 0 && line.ptr[0] == '\t';
}

/// Tabs after the text's first character other than at its start.
static bool has_inner_tab(zp_text line)
{
  return zp_text_contains(zp_text_slice(line, 1, line.len), ZP_TEXT("\t"));
}

static bool ends_run(zp_text line)
{
  return !leads(line) && zp_text_blank(line);
}

/// Looks ahead over a run that starts at `offset`.
static bool run_is_flat(zp_text text, size_t offset)
{
  zp_line line = { 0 };
  while (zp_plain_line(text, &offset, &line) && !ends_run(line.text))
    if (!leads(line.text) && has_inner_tab(line.text)) return true;
  return false;
}

static zp_status flat_line(reading *r, const zp_line *line)
{
  if (!leads(line->text) && !has_inner_tab(line->text)) return paragraph(r, line);
  if (end_row(r) != ZP_OK || cells_of_line(r, line, 0) != ZP_OK) return r->err->status;
  return end_row(r);
}

static zp_status celled_line(reading *r, const zp_line *line)
{
  if (!leads(line->text)) {
    if (!r->row_open) return paragraph(r, line);
    r->to = line->from + line->text.len;  // continues the open cell
    return ZP_OK;
  }
  bool wide = has_inner_tab(line->text);
  if (wide && r->row_wide && end_row(r) != ZP_OK) return r->err->status;
  if (cells_of_line(r, line, 1) != ZP_OK) return r->err->status;
  r->row_wide = wide;
  return ZP_OK;
}

static zp_status read_text(zp_text bytes, zp_text name, zp_arena *arena, zp_document *out, zp_findings *findings,
                           zp_error *err)
{
  (void)findings;
  reading r = { .arena = arena, .out = out, .err = err };
  *out = (zp_document){ .file = name };
  if (zp_plain_decode(bytes, name, arena, &r.text, err) != ZP_OK) return err->status;
  zp_line line = { 0 };
  bool in_run = false, flat = false;
  for (size_t at = 0; zp_plain_line(r.text, &at, &line);) {
    zp_status status;
    if (ends_run(line.text)) {
      in_run = false;
      status = end_row(&r);
    } else {
      if (!in_run) flat = run_is_flat(r.text, line.from);
      in_run = true;
      status = flat ? flat_line(&r, &line) : celled_line(&r, &line);
    }
    if (status != ZP_OK) return status;
  }
  return end_row(&r);
}

static int claims_text(zp_text bytes, zp_text name)
{
  enum { LINES_LOOKED_AT = 2000, PEEK_BYTES = 1 << 16 };
  char room[PEEK_BYTES];
  if (zp_plain_binary(bytes, name)) return 0;
  bytes = zp_encoding_peek(bytes, room, sizeof room);
  size_t cells = 0, at = 0;
  zp_line line = { 0 };
  while (line.number < LINES_LOOKED_AT && zp_plain_line(bytes, &at, &line))
    if (leads(line.text) && !has_inner_tab(line.text)) cells++;
  int sure = cells > 1 ? 90 : 50;
  return sure + (zp_plain_named(name, ".txt") ? 5 : 0);
}

extern const zp_reader zp_reader_text;
const zp_reader zp_reader_text = {
  .name = "text",
  .title = "plain text (UTF-8, UTF-16, GB18030): paragraphs and tables with tabs",
  .plain = true,
  .claims = claims_text,
  .read = read_text,
};
