// reading.c: see reading.h.
#include "reading.h"

#include <stdlib.h>
#include <string.h>

reading reading_of(const zp_reader *reader, const char *name, zp_text bytes)
{
  reading r = { .arena = zp_arena_new(NULL, 0) };
  if (r.arena == NULL) abort();
  r.findings.arena = r.arena;
  r.status = reader->read(bytes, zp_text_from(name), r.arena, &r.document, &r.findings, &r.err);
  return r;
}

void reading_close(reading *r)
{
  zp_arena_free(r->arena);
}

zp_status reading_status(const zp_reader *reader, const char *name, const char *head, const char *pattern, size_t size)
{
  size_t start = strlen(head), period = strlen(pattern);
  char *bytes = malloc(size);
  if (bytes == NULL || start > size) abort();
  memcpy(bytes, head, start);
  for (size_t i = start; i < size; i++) bytes[i] = pattern[(i - start) % period];
  reading r = reading_of(reader, name, (zp_text){ bytes, size });
  reading_close(&r);
  free(bytes);
  return r.status;
}

static void sketch_cell(zp_sink *sink, char open, const zp_cell *cell, char close)
{
  zp_sink_print(sink, "%c%u:%u %.*s%c", open, cell->place.row, cell->place.column, ZP_ARG(cell->text), close);
}

zp_text reading_sketch(const reading *r)
{
  zp_sink sink = { .arena = r->arena };
  for (size_t b = 0; b < r->document.count; b++) {
    const zp_block *block = &r->document.blocks[b];
    if (block->kind == ZP_BLOCK_PARAGRAPH) {
      sketch_cell(&sink, '<', &block->paragraph, '>');
      continue;
    }
    zp_sink_print(&sink, "{");
    for (size_t i = 0; i < block->row_count; i++) {
      for (size_t c = 0; c < block->rows[i].count; c++) sketch_cell(&sink, '[', &block->rows[i].cells[c], ']');
      zp_sink_print(&sink, ";");
    }
    zp_sink_print(&sink, "}");
  }
  return (zp_text){ sink.bytes, sink.len };
}
