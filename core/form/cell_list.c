// cell_list.c: growing lists of cells.
#include "form/cell_list.h"

#include <string.h>

zp_status zp_cell_list_add(zp_cell_list *list, zp_cell cell, zp_arena *arena, zp_error *err)
{
  zp_cell *items = zp_arena_grow(arena, list->items, list->count, &list->capacity, sizeof *items);
  if (items == NULL) return zp_fail_memory(err);
  list->items = items;
  items[list->count++] = cell;
  return ZP_OK;
}

zp_status zp_cell_append(zp_cell *cell, const zp_cell *more, zp_cell_room *room, zp_arena *arena, zp_error *err)
{
  if (zp_cell_blank(more)) return ZP_OK;
  if (zp_cell_blank(cell)) {
    *cell = *more;
    return ZP_OK;
  }
  size_t old = cell->text.len, len = old + 1 + more->text.len;
  bool fits = cell->text.ptr == room->text && old == room->len && len <= room->capacity;
  char *bytes = room->text;
  if (!fits) {
    *room = (zp_cell_room){ .capacity = len * 2 };
    bytes = zp_arena_bytes(arena, room->capacity);
    if (bytes == NULL) return zp_fail_memory(err);
    memcpy(bytes, cell->text.ptr, old);
  }
  bytes[old] = '\n';
  memcpy(bytes + old + 1, more->text.ptr, more->text.len);
  room->text = bytes;
  room->len = len;
  cell->text = (zp_text){ bytes, len };
  return ZP_OK;
}

zp_cell zp_cell_part(const zp_cell *cell, zp_text part)
{
  return (zp_cell){ zp_text_trim(part), cell->place };
}

const zp_cell *zp_cell_continue(const zp_cell *blank, const zp_cell *above, zp_arena *arena)
{
  if (blank->text.len == 0 && above->text.len == 0) return blank;
  zp_cell *own = ZP_TAKE(arena, zp_cell, 1);
  if (own == NULL) return blank;
  *own = (zp_cell){ above->text, blank->place };
  return own;
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
    if (only != NULL && !zp_text_equal(only->text, row->cells[i].text)) return NULL;
    if (only == NULL) only = &row->cells[i];
  }
  return only;
}
