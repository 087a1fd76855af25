// cell_list.c: growing lists of cells.
#include "form/cell_list.h"

zp_status zp_cell_list_add(zp_cell_list *list, zp_cell cell, zp_arena *arena, zp_error *err)
{
  zp_cell *items = zp_arena_grow(arena, list->items, list->count, &list->capacity, sizeof *items);
  if (items == NULL) return zp_fail_memory(err);
  list->items = items;
  items[list->count++] = cell;
  return ZP_OK;
}

zp_status zp_cell_append(zp_cell *cell, const zp_cell *more, zp_arena *arena, zp_error *err)
{
  if (zp_cell_blank(more)) return ZP_OK;
  if (zp_cell_blank(cell)) {
    *cell = *more;
    return ZP_OK;
  }
  cell->text = zp_text_format(arena, "%.*s\n%.*s", ZP_ARG(cell->text), ZP_ARG(more->text));
  return cell->text.ptr == NULL ? zp_fail_memory(err) : ZP_OK;
}

zp_cell zp_cell_part(const zp_cell *cell, zp_text part)
{
  return (zp_cell){ zp_text_trim(part), cell->place };
}

bool zp_cell_blank(const zp_cell *cell)
{
  return zp_text_blank(cell->text);
}

const zp_cell *zp_row_only(const zp_row *row)
{
  const zp_cell *only = NULL;
  for (size_t i = 0; i < row->count; i++) {
    if (zp_cell_blank(&row->cells[i])) continue;
    if (only != NULL) return NULL;
    only = &row->cells[i];
  }
  return only;
}
