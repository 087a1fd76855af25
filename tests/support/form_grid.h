// form_grid.h: lays a form out as a grid of cells, with merged cells as blanks, and gives it as CSV: what a workbook of that layout
// would read as.
#pragma once

#include "base/text.h"

enum { GRID_ROWS = 64, GRID_COLUMNS = 16 };

typedef struct form_grid {
  const char *cells[GRID_ROWS][GRID_COLUMNS];  // NULL: blank
  size_t rows;
} form_grid;

/// Starts a row; returns its number.
size_t grid_row(form_grid *grid);
/// Writes into the last row.
void grid_put(form_grid *grid, size_t column, const char *text);
/// The grid as CSV, each text quoted, each row as wide as the widest.
zp_text grid_csv(const form_grid *grid, zp_arena *arena);
