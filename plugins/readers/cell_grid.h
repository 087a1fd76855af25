// cell_grid.h: cells of a sheet as they come, in any order, made into a table whose rows are dense.
// For readers of workbooks.
#pragma once

#include "model/format.h"

/// Merged cells, from 1, both ends included.
typedef struct zp_cells_merge {
  uint32_t row, column, last_row, last_column;
} zp_cells_merge;

typedef struct zp_cells_item {
  uint32_t row, column;
  zp_text text;
} zp_cells_item;

/// One for a whole document: sheets come one after the other and share its limits. Zero it but for
/// the first four members.
typedef struct zp_cells {
  zp_text file;
  zp_arena *arena;
  zp_findings *findings;
  zp_error *err;
  zp_text sheet; // of the sheet at hand
  zp_cells_item *cells;
  size_t count, capacity;
  zp_cells_merge *merges;
  size_t merge_count, merge_capacity;
  bool unsorted;
  size_t total; // cells made for all sheets
} zp_cells;

/// The next sheet: nothing is in it yet.
void zp_cells_begin(zp_cells *grid, zp_text sheet);

zp_place zp_cells_place(const zp_cells *grid, uint32_t row, uint32_t column);

/// A cell, from 1. The text is UTF-8; it is trimmed and its line ends become LF; a blank one is
/// passed over. The later of two in one place stays (ZP_E_CELL_TWICE). ZP_E_CELL_LONG,
/// ZP_E_CELLS_MANY.
zp_status zp_cells_put(zp_cells *grid, uint32_t row, uint32_t column, zp_text text);

zp_status zp_cells_add_merge(zp_cells *grid, zp_cells_merge merge);

/// The rows of the sheet, into *out, a table: rows without text are left out, every cell of a row
/// has its place. What merged cells cover is not shown by any program: it is left out, and said
/// (ZP_E_CELL_COVERED). ZP_E_CELLS_MANY; ZP_E_PACKAGE_DAMAGED when merged cells lie over each other
/// without end.
zp_status zp_cells_end(zp_cells *grid, zp_block *out);
