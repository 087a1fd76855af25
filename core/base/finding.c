// finding.c: the growing list of findings.
#include "base/finding.h"

static zp_text keep(zp_findings *list, zp_text text)
{
  if (text.len == 0) return (zp_text){ NULL, 0 };
  char *room = zp_arena_bytes(list->arena, text.len + 1);
  if (room == NULL) {
    list->lost = true;
    return (zp_text){ NULL, 0 };
  }
  return (zp_text){ room, zp_arg_clean(text, room, text.len + 1) };
}

static zp_finding *next_row(zp_findings *list)
{
  zp_finding *items = zp_arena_grow(list->arena, list->items, list->count, &list->capacity, sizeof *items);
  if (items == NULL) {
    list->lost = true;
    return NULL;
  }
  list->items = items;
  return &items[list->count++];
}

zp_finding *zp_findings_add(zp_findings *list, zp_status status, const zp_place *place, zp_text arg1, zp_text arg2,
                            zp_text arg3)
{
  zp_finding *row = next_row(list);
  if (row == NULL) return NULL;
  *row = (zp_finding){ .status = status };
  if (place != NULL) {
    row->place = *place;
    row->place.file = keep(list, place->file);
    row->place.sheet = keep(list, place->sheet);
  }
  row->args[0] = keep(list, arg1);
  row->args[1] = keep(list, arg2);
  row->args[2] = keep(list, arg3);
  return row;
}

void zp_finding_cell(zp_findings *list, zp_finding *finding, zp_text cell, size_t from, size_t bytes)
{
  if (finding == NULL) return;
  finding->cell = keep(list, cell);
  if (from > finding->cell.len) from = bytes = 0;
  finding->caret_from = (uint32_t)from;
  finding->caret_bytes = (uint32_t)(bytes > finding->cell.len - from ? finding->cell.len - from : bytes);
}

void zp_findings_take(zp_findings *list, const zp_error *err)
{
  zp_place place = { zp_text_from(err->file), zp_text_from(err->sheet), err->row, err->column };
  zp_finding *row = zp_findings_add(list, err->status, &place, zp_text_from(err->arg[0]), zp_text_from(err->arg[1]),
                                    zp_text_from(err->arg[2]));
  if (err->cell[0] != '\0') zp_finding_cell(list, row, zp_text_from(err->cell), err->caret_from, err->caret_bytes);
}

bool zp_finding_copy(const zp_finding *finding, zp_arena *arena, zp_finding *out)
{
  *out = *finding;
  zp_text *const texts[] = { &out->place.file, &out->place.sheet, &out->cell, &out->args[0], &out->args[1], &out->args[2] };
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    if (texts[i]->len == 0) continue;
    *texts[i] = zp_text_copy(*texts[i], arena);
    if (texts[i]->ptr == NULL) return false;
  }
  return true;
}
