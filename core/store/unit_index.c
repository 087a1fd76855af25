// unit_index.c: units sorted by what is compared; those that are the same lie side by side then.
#include "store/unit_index.h"

#include <stdlib.h>

zp_status zp_unit_index_add(zp_unit_index *index, const zp_unit_at *unit, bool borrow, zp_error *err)
{
  zp_unit_at *units = zp_arena_grow(index->arena, index->units, index->count, &index->capacity, sizeof *units);
  if (units == NULL) return zp_fail_memory(err);
  index->units = units;
  zp_unit_at *own = &units[index->count];
  *own = *unit;
  if (!borrow) {
    own->code = zp_text_copy(unit->code, index->arena);
    own->name = zp_text_copy(unit->name, index->arena);
  }
  if (own->code.ptr == NULL || own->name.ptr == NULL) return zp_fail_memory(err);
  index->count++;
  return ZP_OK;
}

static int by_code_name_part(const void *a, const void *b)
{
  const zp_unit_at *left = a, *right = b;
  int order = zp_text_compare(left->code, right->code);
  if (order == 0) order = zp_text_compare(left->name, right->name);
  if (order == 0) order = (left->part > right->part) - (left->part < right->part);
  return order != 0 ? order : (left->offset > right->offset) - (left->offset < right->offset);
}

void zp_unit_index_sort(zp_unit_index *index)
{
  if (index->count > 1) qsort(index->units, index->count, sizeof *index->units, by_code_name_part);
}

/// A unit by its code, or by its name.
typedef struct known { zp_text key; const zp_unit_at *unit; bool coded; } known;

static int by_key(const void *a, const void *b)
{
  const known *left = a, *right = b;
  int order = zp_text_compare(left->key, right->key);
  if (order != 0) return order;
  if (left->coded != right->coded) return left->coded ? 1 : -1;  // those without a code first
  return by_code_name_part(left->unit, right->unit);
}

/// Keys of codes, or of names; blank ones are left out.
static zp_status collect(const zp_unit_index *index, const zp_lexicon *lexicon, bool names, zp_arena *arena, known **out,
                         size_t *count, zp_error *err)
{
  *count = 0;
  *out = ZP_TAKE(arena, known, index->count);
  if (*out == NULL) return zp_fail_memory(err);
  for (size_t i = 0; i < index->count; i++) {
    const zp_unit_at *unit = &index->units[i];
    known one = { .unit = unit, .coded = !zp_text_blank(unit->code) };
    if (names && lexicon != NULL) one.key = zp_lexicon_unit_key(lexicon, unit->name, arena);
    else one.key = zp_text_key(names ? unit->name : unit->code, arena);
    if (one.key.ptr == NULL) return zp_fail_memory(err);
    if (one.key.len != 0) (*out)[(*count)++] = one;
  }
  if (*count > 1) qsort(*out, *count, sizeof **out, by_key);
  return ZP_OK;
}

/// Within a run of equal keys each is compared with the first. Of names, only a first one without a code makes them the same.
static void tell(const known *list, size_t count, bool names, zp_unit_clash each, void *context)
{
  for (size_t from = 0, i = 1; i < count; i++) {
    if (!zp_text_equal(list[from].key, list[i].key)) from = i;
    else if ((!names || !list[from].coded) && list[from].unit->part != list[i].unit->part)
      each(context, list[from].unit, list[i].unit);
  }
}

zp_status zp_unit_index_clashes(const zp_unit_index *index, const zp_lexicon *lexicon, zp_unit_clash each, void *context, zp_error *err)
{
  zp_status status = ZP_OK;
  for (int names = 0; names < 2 && status == ZP_OK; names++) {
    known *list;
    size_t count;
    zp_arena *arena = zp_arena_new(NULL, 0);
    if (arena == NULL) return zp_fail_memory(err);
    status = collect(index, lexicon, names == 1, arena, &list, &count, err);
    if (status == ZP_OK) tell(list, count, names == 1, each, context);
    zp_arena_free(arena);
  }
  return status;
}
