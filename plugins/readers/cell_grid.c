// cell_grid.c: sorting, merges, dense rows.
#include "plugins/readers/cell_grid.h"

#include <string.h>

#include "plugins/readers/plain.h"

enum { COVER_STEPS_MOST = 1 << 24 }; // cells looked at for merges; honest ones look at each once

static const zp_text none = { NULL, 0 };

void zp_cells_begin(zp_cells *grid, zp_text sheet)
{
  grid->sheet = sheet;
  grid->count = grid->merge_count = 0;
  grid->unsorted = false;
}

zp_place zp_cells_place(const zp_cells *grid, uint32_t row, uint32_t column)
{
  return (zp_place){ .file = grid->file, .sheet = grid->sheet, .row = row, .column = column };
}

static zp_status refuse(zp_cells *grid, zp_status status, uint32_t row, uint32_t column, int most)
{
  zp_place place = zp_cells_place(grid, row, column);
  return zp_fail(grid->err, status, &place, zp_text_format(grid->arena, "%d", most), none, none);
}

zp_status zp_cells_put(zp_cells *grid, uint32_t row, uint32_t column, zp_text text)
{
  text = zp_text_trim(text);
  if (text.len == 0) return ZP_OK;
  if (text.len > ZP_PLAIN_CELL_MOST)
    return refuse(grid, ZP_E_CELL_LONG, row, column, ZP_PLAIN_CELL_MOST);
  if (grid->count >= ZP_PLAIN_CELLS_MOST)
    return refuse(grid, ZP_E_CELLS_MANY, row, column, ZP_PLAIN_CELLS_MOST);
  zp_cells_item *cells =
      zp_arena_grow(grid->arena, grid->cells, grid->count, &grid->capacity, sizeof *cells);
  text = zp_plain_newlines(text, grid->arena);
  if (cells == NULL || text.ptr == NULL) return zp_fail_memory(grid->err);
  grid->cells = cells;
  if (grid->count != 0) {
    const zp_cells_item *before = &cells[grid->count - 1];
    if (row < before->row || (row == before->row && column <= before->column))
      grid->unsorted = true;
  }
  cells[grid->count++] = (zp_cells_item){ row, column, text };
  return ZP_OK;
}

zp_status zp_cells_add_merge(zp_cells *grid, zp_cells_merge merge)
{
  if (merge.last_row < merge.row || merge.last_column < merge.column) return ZP_OK;
  if (grid->merge_count >= ZP_PLAIN_CELLS_MOST)
    return refuse(grid, ZP_E_CELLS_MANY, merge.row, merge.column, ZP_PLAIN_CELLS_MOST);
  zp_cells_merge *merges = zp_arena_grow(grid->arena, grid->merges, grid->merge_count,
                                         &grid->merge_capacity, sizeof *merges);
  if (merges == NULL) return zp_fail_memory(grid->err);
  grid->merges = merges;
  merges[grid->merge_count++] = merge;
  return ZP_OK;
}

// ---- order
// -----------------------------------------------------------------------------------------------------------

static bool is_before(const zp_cells_item *a, const zp_cells_item *b)
{
  return a->row != b->row ? a->row < b->row : a->column < b->column;
}

/// Merge sort, bottom up: cells of one place keep the order in which they came.
static zp_status sort(zp_cells *grid)
{
  zp_cells_item *from = grid->cells, *to = ZP_TAKE(grid->arena, zp_cells_item, grid->count);
  if (to == NULL) return zp_fail_memory(grid->err);
  for (size_t run = 1; run < grid->count; run *= 2) {
    for (size_t start = 0; start < grid->count; start += 2 * run) {
      size_t middle = start + run < grid->count ? start + run : grid->count;
      size_t end = middle + run < grid->count ? middle + run : grid->count;
      size_t left = start, right = middle;
      for (size_t at = start; at < end; at++)
        to[at] = left < middle && (right == end || !is_before(&from[right], &from[left]))
                     ? from[left++]
                     : from[right++];
    }
    zp_cells_item *swap = from;
    from = to;
    to = swap;
  }
  if (from != grid->cells) memcpy(grid->cells, from, grid->count * sizeof *from);
  size_t kept = 0, twice = 0;
  zp_place first = { .row = 0 };
  for (size_t i = 0; i < grid->count; i++) {
    bool again = kept != 0 && !is_before(&grid->cells[kept - 1], &grid->cells[i]);
    if (again && twice++ == 0)
      first = zp_cells_place(grid, grid->cells[i].row, grid->cells[i].column);
    grid->cells[again ? kept - 1 : kept++] = grid->cells[i];
  }
  grid->count = kept;
  if (twice != 0)
    zp_findings_add(grid->findings, ZP_E_CELL_TWICE, &first,
                    zp_text_format(grid->arena, "%zu", twice), none, none);
  return ZP_OK;
}

/// Index of the first cell that does not stand before that place.
static size_t first_from(const zp_cells *grid, uint32_t row, uint32_t column)
{
  const zp_cells_item place = { row, column, { NULL, 0 } };
  size_t low = 0, high = grid->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (is_before(&grid->cells[middle], &place))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

// ---- merged cells
// ----------------------------------------------------------------------------------------------------

/// What merges of the sheet cover, as far as its text is another one than what is shown: programs
/// that merge by copying a format leave the same text in every cell, for filters.
typedef struct covered {
  size_t count, steps;
  zp_place place;
  zp_text text, shown;
} covered;

static void cover_cell(const zp_cells *grid, zp_cells_item *cell, covered *out)
{
  if (cell->text.len != 0 && !zp_text_equal(cell->text, out->shown) && out->count++ == 0) {
    out->place = zp_cells_place(grid, cell->row, cell->column);
    out->text = cell->text;
  }
  cell->text = none;
}

/// Row after row of the merge, by search: other columns of a wide sheet cost nothing.
static zp_status cover(zp_cells *grid, const zp_cells_merge *merge, covered *out)
{
  size_t i = first_from(grid, merge->row, merge->column);
  bool shown =
      i < grid->count && grid->cells[i].row == merge->row && grid->cells[i].column == merge->column;
  out->shown = shown ? grid->cells[i].text : none;
  while (i < grid->count && grid->cells[i].row <= merge->last_row) {
    uint32_t row = grid->cells[i].row;
    if (++out->steps > COVER_STEPS_MOST) {
      zp_place place = zp_cells_place(grid, merge->row, merge->column);
      return zp_fail(grid->err, ZP_E_PACKAGE_DAMAGED, &place, zp_word_arg(ZP_W_DAMAGE_MERGES), none,
                     none);
    }
    if (grid->cells[i].column < merge->column) {
      i = first_from(grid, row, merge->column);
      continue;
    }
    for (; i < grid->count && grid->cells[i].row == row &&
           grid->cells[i].column <= merge->last_column;
         i++)
      if (row != merge->row || grid->cells[i].column != merge->column)
        cover_cell(grid, &grid->cells[i], out);
    i = first_from(grid, row + 1, merge->column);
  }
  return ZP_OK;
}

static zp_status cover_all(zp_cells *grid)
{
  covered all = { 0 };
  for (size_t i = 0; i < grid->merge_count; i++)
    if (cover(grid, &grid->merges[i], &all) != ZP_OK) return grid->err->status;
  if (all.count == 0) return ZP_OK;
  zp_text count = zp_text_format(grid->arena, "%zu", all.count);
  zp_finding *finding =
      zp_findings_add(grid->findings, ZP_E_CELL_COVERED, &all.place, count, none, none);
  zp_finding_cell(grid->findings, finding, all.text, 0, 0);
  return ZP_OK;
}

// ---- the table
// -------------------------------------------------------------------------------------------------------

/// Columns of the row whose cells are [from, to).
static uint32_t width_of(const zp_cells *grid, size_t from, size_t to)
{
  while (to > from && grid->cells[to - 1].text.len == 0) to--;
  return to == from ? 0 : grid->cells[to - 1].column;
}

static zp_status add_row(zp_cells *grid, size_t from, size_t to, uint32_t width, zp_row *out)
{
  uint32_t row = grid->cells[from].row;
  grid->total += width;
  if (width > ZP_PLAIN_CELLS_MOST || grid->total > ZP_PLAIN_CELLS_MOST)
    return refuse(grid, ZP_E_CELLS_MANY, row, width, ZP_PLAIN_CELLS_MOST);
  zp_cell *cells = ZP_TAKE(grid->arena, zp_cell, width);
  if (cells == NULL) return zp_fail_memory(grid->err);
  for (uint32_t c = 0; c < width; c++)
    cells[c] = (zp_cell){ ZP_TEXT(""), zp_cells_place(grid, row, c + 1) };
  for (size_t i = from; i < to && grid->cells[i].column <= width; i++)
    if (grid->cells[i].text.len != 0) cells[grid->cells[i].column - 1].text = grid->cells[i].text;
  *out = (zp_row){ cells, width };
  return ZP_OK;
}

static size_t end_of_row(const zp_cells *grid, size_t from)
{
  size_t to = from + 1;
  while (to < grid->count && grid->cells[to].row == grid->cells[from].row) to++;
  return to;
}

/// Rows are as long as the longest one of a sheet of a form's size: so a blank at the end of a row
/// has a place of its own.
static uint32_t padding_of(const zp_cells *grid, size_t *rows)
{
  enum { PADDED_WIDTH = 64, PADDED_CELLS = 100000 };
  uint32_t widest = 0;
  *rows = 0;
  for (size_t i = 0; i < grid->count; ++*rows) {
    size_t next = end_of_row(grid, i);
    uint32_t width = width_of(grid, i, next);
    if (width > widest) widest = width;
    i = next;
  }
  if (widest > PADDED_WIDTH) widest = PADDED_WIDTH;
  return *rows * widest > PADDED_CELLS ? 0 : widest;
}

zp_status zp_cells_end(zp_cells *grid, zp_block *out)
{
  size_t rows;
  if (grid->count == 0) return ZP_OK;
  if (grid->unsorted && sort(grid) != ZP_OK) return grid->err->status;
  if (cover_all(grid) != ZP_OK) return grid->err->status;
  uint32_t padding = padding_of(grid, &rows);
  out->rows = ZP_TAKE(grid->arena, zp_row, rows);
  if (out->rows == NULL) return zp_fail_memory(grid->err);
  for (size_t i = 0; i < grid->count;) {
    size_t next = end_of_row(grid, i);
    uint32_t width = width_of(grid, i, next);
    uint32_t padded = width < padding ? padding : width;
    if (width != 0 && add_row(grid, i, next, padded, &out->rows[out->row_count++]) != ZP_OK)
      return grid->err->status;
    i = next;
  }
  return ZP_OK;
}
