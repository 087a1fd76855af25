// grid_files.h: a grid of a form as the files that people send: the same cells in every format,
// merged where forms merge them.
#pragma once

#include "form_grid.h"

typedef enum grid_format {
  GRID_CSV,
  GRID_CSV_GB18030,
  GRID_XLSX, // numbers and percentages are numbers, as a spreadsheet makes them of what is typed
  GRID_XLS,  // BIFF8, the same
  GRID_HTML, // a page named .xls, with rowspan and colspan
  GRID_DOCX, // with w:vMerge and w:gridSpan
  GRID_FORMATS
} grid_format;

/// "form.csv" …
const char *grid_file_name(grid_format format);
/// The bytes, in the arena.
zp_text grid_file(const form_grid *grid, grid_format format, zp_arena *arena);

/// How many rows and columns the cell at a place covers (1, 1: itself; 0, 0: it is covered by
/// another).
typedef struct grid_span {
  size_t rows, columns;
} grid_span;
typedef struct grid_spans {
  grid_span at[GRID_ROWS][GRID_COLUMNS];
  size_t width; // of the grid
} grid_spans;
/// Titles over the whole width; names and goals over the blanks right of them; labels and levels
/// over the blanks below.
void grid_merge(const form_grid *grid, grid_spans *out);
