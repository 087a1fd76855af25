// owners.c: see owners.h. Two sorted lists and binary search, so that no result, however made, takes long.
#include "plugins/reports/owners.h"

#include <stdlib.h>

// ---- the order of places ---------------------------------------------------------------------------------------------------

static int by_sheet(const zp_place *a, const zp_place *b)
{
  int order = zp_text_compare(a->file, b->file);
  return order != 0 ? order : zp_text_compare(a->sheet, b->sheet);
}

static int by_number(size_t a, size_t b)
{
  return (a > b) - (a < b);
}

static int by_place(const zp_place *a, const zp_place *b)
{
  int order = by_sheet(a, b);
  if (order == 0) order = by_number(a->row, b->row);
  return order != 0 ? order : by_number(a->column, b->column);
}

static int by_cell(const void *a, const void *b)
{
  const zp_owned_cell *left = a, *right = b;
  int order = by_place(left->place, right->place);
  if (order == 0) order = by_number(left->project, right->project);
  return order != 0 ? order : by_number(left->row, right->row);
}

/// How many cells stand before the place; with `through`, at it too.
static size_t count_before(const zp_owned_cell *cells, size_t count, const zp_place *place, bool through)
{
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = by_place(cells[middle].place, place);
    if (order < 0 || (through && order == 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}

// ---- the lists -------------------------------------------------------------------------------------------------------------

static void add(zp_owned_cell *cells, size_t *count, const zp_place *place, size_t project, size_t row)
{
  if (place->row != 0) cells[(*count)++] = (zp_owned_cell){ place, project, row };
}

bool zp_owners_init(zp_owners *owners, const zp_unit_result *unit, zp_arena *arena)
{
  enum { CELLS = 3 };
  size_t rows = 0;
  for (size_t p = 0; p < unit->project_count; p++) rows += unit->projects[p].row_count;
  *owners = (zp_owners){ ZP_TAKE(arena, zp_owned_cell, rows * CELLS), ZP_TAKE(arena, zp_owned_cell, unit->project_count), 0, 0 };
  if (owners->cells == NULL || owners->names == NULL) return false;
  for (size_t p = 0; p < unit->project_count; p++) {
    const zp_project_result *project = &unit->projects[p];
    add(owners->names, &owners->name_count, &project->place, p, SIZE_MAX);
    for (size_t r = 0; r < project->row_count; r++) {
      add(owners->cells, &owners->cell_count, &project->rows[r].place, p, r);
      add(owners->cells, &owners->cell_count, &project->rows[r].target_place, p, r);
      add(owners->cells, &owners->cell_count, &project->rows[r].actual_place, p, r);
    }
  }
  qsort(owners->cells, owners->cell_count, sizeof *owners->cells, by_cell);
  qsort(owners->names, owners->name_count, sizeof *owners->names, by_cell);
  return true;
}

// ---- the owner -------------------------------------------------------------------------------------------------------------

/// The cell on the finding's line that is the nearest to its left, else the first to its right; NULL: none is on that line.
static const zp_owned_cell *on_line(const zp_owned_cell *cells, size_t count, const zp_place *place)
{
  zp_place start = *place;
  start.column = 0;
  size_t first = count_before(cells, count, &start, false), end = count_before(cells, count, place, true);
  if (end > first) end = count_before(cells, count, cells[end - 1].place, false);  // of equals, the first
  if (end == count || cells[end].place->row != place->row || by_sheet(cells[end].place, place) != 0) return NULL;
  return &cells[end];
}

/// The later of two cells that may be missing; the earlier with `first`.
static const zp_owned_cell *outer(const zp_owned_cell *a, const zp_owned_cell *b, bool first)
{
  if (a == NULL || b == NULL) return a == NULL ? b : a;
  return (by_place(a->place, b->place) < 0) == first ? a : b;
}

/// The project that has the cell before the place as well as the one behind it.
static size_t around(const zp_owners *owners, const zp_place *place)
{
  size_t c = count_before(owners->cells, owners->cell_count, place, false);
  size_t n = count_before(owners->names, owners->name_count, place, false);
  const zp_owned_cell *before = outer(c == 0 ? NULL : &owners->cells[c - 1], n == 0 ? NULL : &owners->names[n - 1], false);
  const zp_owned_cell *behind = outer(c == owners->cell_count ? NULL : &owners->cells[c],
                                      n == owners->name_count ? NULL : &owners->names[n], true);
  if (before == NULL || behind == NULL || before->project != behind->project) return SIZE_MAX;
  return by_sheet(before->place, place) == 0 && by_sheet(behind->place, place) == 0 ? before->project : SIZE_MAX;
}

zp_selection zp_owner_of(const zp_owners *owners, const zp_finding *finding)
{
  const zp_place *place = &finding->place;
  if (place->row == 0) return (zp_selection){ 0, SIZE_MAX, SIZE_MAX };
  const zp_owned_cell *name = on_line(owners->names, owners->name_count, place);
  const zp_owned_cell *cell = on_line(owners->cells, owners->cell_count, place);
  if (name != NULL && (cell == NULL || name->place->column == place->column)) cell = name;
  if (cell != NULL) return (zp_selection){ 0, cell->project, cell->row };
  return (zp_selection){ 0, around(owners, place), SIZE_MAX };
}
