// docx_flow.c: paragraphs and tables of a document.
#include "plugins/readers/docx_flow.h"

#include <string.h>

#include "plugins/readers/office_text.h"
#include "plugins/readers/plain.h"

flow_table *flow_at(flow *f)
{
  return f->depth == 0 ? NULL : &f->tables[f->depth - 1];
}

static zp_place table_place(const flow *f, const flow_table *t)
{
  return (zp_place){ .file = f->out->file, .sheet = t->sheet, .row = t->row == 0 ? 1 : t->row, .column = (uint32_t)t->cell_count + 1 };
}

zp_place flow_place(const flow *f)
{
  if (f->depth != 0) return table_place(f, &f->tables[f->depth - 1]);
  return (zp_place){ .file = f->out->file, .row = f->paragraphs == 0 ? 1 : f->paragraphs, .column = 1 };
}

static zp_status many(flow *f, zp_status status, zp_word what, size_t most)
{
  zp_place place = flow_place(f);
  zp_text none = { NULL, 0 }, number = zp_text_format(f->arena, "%zu", most);
  bool named = status == ZP_E_OFFICE_MANY;
  return zp_fail(f->err, status, &place, named ? zp_word_arg(what) : number, named ? number : none, none);
}

static zp_status count_text(flow *f, size_t bytes)
{
  enum { TEXT_MOST = 128 << 20 };
  f->text_bytes += bytes;
  if (bytes > ZP_PLAIN_CELL_MOST) return many(f, ZP_E_CELL_LONG, ZP_W_OFFICE_TEXT, ZP_PLAIN_CELL_MOST);
  return f->text_bytes > TEXT_MOST ? many(f, ZP_E_OFFICE_MANY, ZP_W_OFFICE_TEXT, TEXT_MOST) : ZP_OK;
}

static zp_block *add_block(flow *f, zp_word what)
{
  if (f->out->count == ZP_DOCX_BLOCKS_MOST) {
    many(f, ZP_E_OFFICE_MANY, what, ZP_DOCX_BLOCKS_MOST);
    return NULL;
  }
  zp_block *blocks = zp_arena_grow(f->arena, f->out->blocks, f->out->count, &f->capacity, sizeof *blocks);
  if (blocks == NULL) {
    zp_fail_memory(f->err);
    return NULL;
  }
  f->out->blocks = blocks;
  blocks[f->out->count] = (zp_block){ .kind = ZP_BLOCK_PARAGRAPH };
  return &blocks[f->out->count++];
}

/// One line of the body.
static zp_status add_line(flow *f, zp_text line)
{
  line = zp_text_trim(line);
  if (line.len == 0) return ZP_OK;
  zp_text text = zp_text_copy(line, f->arena);
  if (text.ptr == NULL) return zp_fail_memory(f->err);
  zp_block *block = add_block(f, ZP_W_OFFICE_PARAGRAPHS);
  if (block == NULL) return f->err->status;
  block->paragraph = (zp_cell){ text, flow_place(f) };
  return ZP_OK;
}

zp_status flow_paragraph(flow *f, zp_text label, zp_text text)
{
  flow_table *t = flow_at(f);
  bool blank = zp_text_blank(text);
  if (t == NULL && f->paragraphs < UINT32_MAX) f->paragraphs++;
  if (count_text(f, label.len + text.len) != ZP_OK) return f->err->status;
  if (t != NULL && t->in_cell) {
    if (blank && label.len == 0) return ZP_OK;
    if (t->text.len != 0) zp_sink_put(&t->text, ZP_TEXT("\n"));
    zp_sink_put(&t->text, label);
    if (!blank) zp_sink_put(&t->text, text);
    return t->text.failed ? zp_fail_memory(f->err) : t->text.len > ZP_PLAIN_CELL_MOST ? count_text(f, t->text.len) : ZP_OK;
  }
  if (blank) return ZP_OK;
  zp_text whole = zp_text_format(f->arena, "%.*s%.*s", ZP_ARG(label), ZP_ARG(zp_text_trim(text)));
  if (whole.ptr == NULL) return zp_fail_memory(f->err);
  for (size_t at = 0; at < whole.len;) {
    const char *end = memchr(whole.ptr + at, '\n', whole.len - at);
    size_t to = end == NULL ? whole.len : (size_t)(end - whole.ptr);
    if (add_line(f, zp_text_slice(whole, at, to)) != ZP_OK) return f->err->status;
    at = to + 1;
  }
  return ZP_OK;
}

zp_status flow_table_open(flow *f)
{
  if (f->depth == ZP_DOCX_NEST_MOST) return many(f, ZP_E_OFFICE_MANY, ZP_W_OFFICE_DEPTH, ZP_DOCX_NEST_MOST);
  zp_block *block = add_block(f, ZP_W_OFFICE_TABLES);
  if (block == NULL) return f->err->status;
  block->kind = ZP_BLOCK_TABLE;
  zp_text sheet = zp_text_format(f->arena, "#%u", ++f->table_count);
  if (sheet.ptr == NULL) return zp_fail_memory(f->err);
  flow_table *t = &f->tables[f->depth++];
  zp_sink text = t->text;  // its room is used again
  zp_cell *cells = t->cells;
  size_t capacity = t->cell_capacity;
  *t = (flow_table){ .block = f->out->count - 1, .sheet = sheet, .text = text, .cells = cells, .cell_capacity = capacity };
  t->text.arena = f->arena;
  t->text.len = 0;
  return ZP_OK;
}

zp_status flow_row_open(flow *f)
{
  flow_table *t = flow_at(f);
  if (t == NULL) return ZP_OK;
  t->row++;
  t->cell_count = 0;
  t->in_cell = t->deleted = false;
  return ZP_OK;
}

static zp_status add_cell(flow *f, flow_table *t, zp_text text)
{
  zp_cell *cells = zp_arena_grow(f->arena, t->cells, t->cell_count, &t->cell_capacity, sizeof *cells);
  if (cells == NULL) return zp_fail_memory(f->err);
  t->cells = cells;
  cells[t->cell_count] = (zp_cell){ text, table_place(f, t) };
  t->cell_count++;
  if (++f->cells <= ZP_PLAIN_CELLS_MOST) return ZP_OK;
  return many(f, ZP_E_CELLS_MANY, ZP_W_OFFICE_TABLES, ZP_PLAIN_CELLS_MOST);
}

zp_status flow_skip(flow *f, uint32_t columns)
{
  flow_table *t = flow_at(f);
  for (uint32_t i = 0; t != NULL && i < columns; i++)
    if (add_cell(f, t, ZP_TEXT("")) != ZP_OK) return f->err->status;
  return ZP_OK;
}

void flow_cell_open(flow *f)
{
  flow_table *t = flow_at(f);
  if (t == NULL) return;
  t->in_cell = true;
  t->continued = false;
  t->span = 1;
  t->text.len = 0;
}

zp_status flow_cell_close(flow *f)
{
  flow_table *t = flow_at(f);
  if (t == NULL || !t->in_cell) return ZP_OK;
  zp_text text = zp_office_text((zp_text){ t->text.bytes, t->text.len }, false, false, f->arena);
  if (text.ptr == NULL) return zp_fail_memory(f->err);
  t->in_cell = false;
  if (t->continued && text.len != 0) {
    if (f->covered++ == 0) f->first_covered = (zp_cell){ text, table_place(f, t) };
    text = ZP_TEXT("");
  }
  if (add_cell(f, t, text) != ZP_OK) return f->err->status;
  return flow_skip(f, t->span - 1);
}

zp_status flow_row_close(flow *f)
{
  flow_table *t = flow_at(f);
  if (t == NULL) return ZP_OK;
  zp_block *block = &f->out->blocks[t->block];
  size_t count = t->cell_count;
  t->cell_count = 0;
  if (t->deleted) {
    t->row--;
    return ZP_OK;
  }
  bool blank = true;
  for (size_t i = 0; i < count; i++) blank = blank && t->cells[i].text.len == 0;
  if (blank) return ZP_OK;
  zp_row *rows = zp_arena_grow(f->arena, block->rows, block->row_count, &t->row_capacity, sizeof *rows);
  zp_cell *cells = ZP_TAKE(f->arena, zp_cell, count);
  if (rows == NULL || cells == NULL) return zp_fail_memory(f->err);
  memcpy(cells, t->cells, count * sizeof *cells);
  block->rows = rows;
  rows[block->row_count++] = (zp_row){ cells, count };
  return ZP_OK;
}

void flow_table_close(flow *f)
{
  if (f->depth != 0) f->depth--;
}

void flow_end(flow *f)
{
  zp_text none = { NULL, 0 };
  if (f->covered == 0) return;
  zp_finding *finding = zp_findings_add(f->findings, ZP_E_CELL_COVERED, &f->first_covered.place, zp_text_format(f->arena, "%zu", f->covered), none, none);
  zp_finding_cell(f->findings, finding, f->first_covered.text, 0, 0);
}
