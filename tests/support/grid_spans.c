// grid_spans.c: which cells of a form are merged. See grid_files.h.
#include <string.h>

#include "grid_files.h"

enum {
  LEVELS = 3
}; // columns whose texts stand once for the rows below: side label, level 1, level 2

static bool blank(const form_grid *grid, size_t row, size_t column)
{
  return grid->cells[row][column] == NULL || grid->cells[row][column][0] == '\0';
}

static size_t width_of(const form_grid *grid)
{
  size_t width = 1;
  for (size_t r = 0; r < grid->rows; r++)
    for (size_t c = width; c < GRID_COLUMNS; c++)
      if (grid->cells[r][c] != NULL) width = c + 1;
  return width;
}

/// Rows above the table of indicators, whose texts take the blanks at their right.
static bool is_wide(const form_grid *grid, size_t row, size_t width)
{
  static const char *const labels[] = { "项目名称", "主管部门", "年度总体目标", "年度目标",
                                        "总体目标" };
  size_t texts = 0;
  for (size_t c = 0; c < width; c++) texts += !blank(grid, row, c);
  if (blank(grid, row, 0))
    return row > 0 && !blank(grid, row - 1, 0) && strcmp(grid->cells[row - 1][0], labels[2]) == 0;
  for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
    if (strcmp(grid->cells[row][0], labels[i]) == 0) return true;
  return texts == 1;
}

static size_t columns_of(const form_grid *grid, size_t row, size_t column, size_t width)
{
  size_t end = column + 1;
  while (end < width && blank(grid, row, end)) end++;
  return end - column;
}

/// A merged cell ends where another text stands in its column or left of it.
static size_t rows_of(const form_grid *grid, size_t row, size_t column)
{
  size_t end = row + 1;
  for (; end < grid->rows; end++)
    for (size_t c = 0; c <= column; c++)
      if (!blank(grid, end, c)) return end - row;
  return end - row;
}

static void cover(grid_spans *out, size_t row, size_t column, grid_span span)
{
  for (size_t r = row; r < row + span.rows; r++)
    for (size_t c = column; c < column + span.columns; c++) out->at[r][c] = (grid_span){ 0, 0 };
  out->at[row][column] = span;
}

void grid_merge(const form_grid *grid, grid_spans *out)
{
  *out = (grid_spans){ .width = width_of(grid) };
  for (size_t r = 0; r < grid->rows; r++)
    for (size_t c = 0; c < out->width; c++) out->at[r][c] = (grid_span){ 1, 1 };
  for (size_t r = 0; r < grid->rows; r++) {
    bool wide = is_wide(grid, r, out->width);
    for (size_t c = 0; c < out->width; c++) {
      if (blank(grid, r, c)) continue;
      grid_span span = { 1, 1 };
      if (wide) span.columns = columns_of(grid, r, c, out->width);
      if (c < LEVELS && span.columns == 1) span.rows = rows_of(grid, r, c);
      cover(out, r, c, span);
    }
  }
}
