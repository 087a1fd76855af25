// form_grid.c: grids of cells for tests of layouts.
#include "form_grid.h"

#include <stdlib.h>
#include <string.h>

#include "model/format.h"

size_t grid_row(form_grid *grid)
{
  if (grid->rows == GRID_ROWS) abort();
  return grid->rows++;
}

void grid_put(form_grid *grid, size_t column, const char *text)
{
  if (column >= GRID_COLUMNS || grid->rows == 0) abort();
  grid->cells[grid->rows - 1][column] = text;
}

static size_t width_of(const form_grid *grid)
{
  size_t width = 1;
  for (size_t r = 0; r < grid->rows; r++)
    for (size_t c = 0; c < GRID_COLUMNS; c++)
      if (grid->cells[r][c] != NULL && c + 1 > width) width = c + 1;
  return width;
}

static void quote(zp_sink *sink, const char *text)
{
  zp_sink_print(sink, "\"");
  for (const char *p = text == NULL ? "" : text; *p != '\0'; p++) zp_sink_print(sink, *p == '"' ? "\"\"" : "%c", *p);
  zp_sink_print(sink, "\"");
}

zp_text grid_csv(const form_grid *grid, zp_arena *arena)
{
  zp_sink sink = { .arena = arena };
  size_t width = width_of(grid);
  for (size_t r = 0; r < grid->rows; r++) {
    for (size_t c = 0; c < width; c++) {
      if (c != 0) zp_sink_print(&sink, ",");
      quote(&sink, grid->cells[r][c]);
    }
    zp_sink_print(&sink, "\n");
  }
  return (zp_text){ sink.bytes, sink.len };
}
