// grid.h: a table for people, its columns aligned by display width. The only place that knows libsmartcols.
#pragma once

#include "model/format.h"

typedef enum zp_align { ZP_LEFT, ZP_RIGHT, ZP_WRAP } zp_align;  // WRAP: left, and may take several lines

enum { ZP_GRID_COLUMNS = 12 };

typedef struct zp_grid_column { zp_text heading; zp_align align; } zp_grid_column;

/// Zero it, set arena, width, columns and column_count, then add rows.
typedef struct zp_grid {
  zp_arena *arena;
  size_t width;    // of the terminal; 0: cells are never broken into lines
  zp_grid_column columns[ZP_GRID_COLUMNS];
  size_t column_count;
  zp_text *cells;  // row after row
  size_t cell_count, capacity;
  bool failed;     // memory ran out
} zp_grid;

/// Adds a row of as many cells as there are columns; each is one line of text without control characters. Borrowed.
void zp_grid_row(zp_grid *grid, const zp_text *cells);

/// Draws the heading, a rule, the rows, and when `summed` another rule above the last row. Columns that wrap share the width
/// that the others leave, each at least a few characters; a table that needs more is wider than the terminal.
/// Needs a UTF-8 LC_CTYPE. Fails only with ZP_E_MEMORY.
zp_status zp_grid_put(zp_grid *grid, bool summed, zp_sink *sink, zp_error *err);
