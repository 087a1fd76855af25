// fuzz_reader.h: what holds for every document a reader makes, whatever the bytes were.
#pragma once

#include <stdio.h>
#include <stdlib.h>

#include "model/format.h"

/// Ends the run, saying which property did not hold.
static inline _Noreturn void broken(const char *property)
{
  fprintf(stderr, "broken: %s\n", property);
  abort();
}

static inline void check_cell(const zp_cell *cell)
{
  size_t bad;
  if (cell->place.row == 0 || cell->place.column == 0) broken("a cell has a place");
  if (!zp_text_utf8(cell->text, &bad)) broken("a cell is UTF-8");
  if (zp_text_trim(cell->text).len != cell->text.len) broken("a cell is trimmed");
}

/// Reads the bytes; aborts when a cell has no place, is not UTF-8 or not trimmed, or when a refusal has no reason.
static inline bool read_and_check(const zp_reader *reader, zp_text bytes, zp_arena *arena, zp_document *out, zp_findings *findings)
{
  zp_error err = { 0 };
  int sure = reader->claims(bytes, ZP_TEXT("a.csv"));
  if (sure < 0 || sure > 100) broken("a claim is 0 to 100");
  if (reader->read(bytes, ZP_TEXT("a.csv"), arena, out, findings, &err) != ZP_OK) {
    if (err.status == ZP_OK || err.status == ZP_E_MEMORY) broken("a refusal has a reason");
    return false;
  }
  for (size_t b = 0; b < out->count; b++) {
    const zp_block *block = &out->blocks[b];
    if (block->kind == ZP_BLOCK_PARAGRAPH) check_cell(&block->paragraph);
    for (size_t r = 0; r < block->row_count; r++)
      for (size_t c = 0; c < block->rows[r].count; c++) check_cell(&block->rows[r].cells[c]);
  }
  return true;
}
