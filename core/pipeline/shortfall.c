// shortfall.c: rows are found by their name as it is written; only a new spelling costs the making of a key.
#include "pipeline/shortfall.h"

#include <stdlib.h>

struct zp_spelling {
  zp_text text;
  uint32_t name;   // index into names
  size_t rows;
};

struct zp_shortfall_name {
  uint32_t group;
  zp_text shown;   // set at the end
  size_t shown_rows;
  size_t last;     // unit that lost points last
  zp_weak_indicator sums;
};

void zp_shortfall_init(zp_shortfall *shortfall, zp_arena *arena)
{
  *shortfall = (zp_shortfall){ .arena = arena };
  zp_name_index_init(&shortfall->by_text, arena);
  zp_name_index_init(&shortfall->by_key, arena);
}

// ---- names -----------------------------------------------------------------------------------------------------------

static zp_text name_of(const zp_row_result *row)
{
  if (row->execution) return (zp_text){ "", 0 };
  return row->level3.len != 0 ? row->level3 : row->level2;
}

static zp_status find_name(zp_shortfall *s, zp_text text, uint32_t group, uint32_t *out, zp_error *err)
{
  zp_text key = zp_text_key(text, s->arena);
  if (key.ptr == NULL) return zp_fail_memory(err);
  if (zp_name_index_put(&s->by_key, group, key, (uint32_t)s->name_count, out, err) != ZP_OK) return err->status;
  if (*out != s->name_count) return ZP_OK;
  zp_shortfall_name *names = zp_arena_grow(s->arena, s->names, s->name_count, &s->name_capacity, sizeof *names);
  if (names == NULL) return zp_fail_memory(err);
  s->names = names;
  names[s->name_count++] = (zp_shortfall_name){ .group = group };
  return ZP_OK;
}

static zp_status add_spelling(zp_shortfall *s, zp_text text, uint32_t group, zp_error *err)
{
  zp_spelling one = { .text = zp_text_copy(text, s->arena) };
  zp_spelling *spellings = zp_arena_grow(s->arena, s->spellings, s->spelling_count, &s->spelling_capacity, sizeof *spellings);
  if (one.text.ptr == NULL || spellings == NULL) return zp_fail_memory(err);
  s->spellings = spellings;
  if (find_name(s, one.text, group, &one.name, err) != ZP_OK) return err->status;
  spellings[s->spelling_count] = one;
  return zp_name_index_put(&s->by_text, group, one.text, (uint32_t)s->spelling_count++, NULL, err);
}

// ---- sums ------------------------------------------------------------------------------------------------------------

/// No term is negative, so that the order does not matter even where the sum is cut.
static void add_to(zp_dec *sum, int64_t e4)
{
  if (e4 > 0 && __builtin_add_overflow(sum->e4, e4, &sum->e4)) sum->e4 = INT64_MAX;
}

static void add_row(zp_weak_indicator *sums, size_t *last, const zp_row_result *row, size_t unit)
{
  int64_t lost;
  sums->rows++;
  if (row->outcome != ZP_SCORED) {
    sums->unscored++;
    return;
  }
  if (__builtin_sub_overflow(row->weight.e4, row->points.e4, &lost)) lost = INT64_MAX;
  add_to(&sums->weight, row->weight.e4);
  add_to(&sums->lost, lost);
  if (lost <= 0 || *last == unit) return;
  *last = unit;
  sums->units++;
}

zp_status zp_shortfall_add(zp_shortfall *s, const zp_row_result *row, uint32_t group, size_t unit, zp_error *err)
{
  zp_text text = name_of(row);
  const uint32_t *found = zp_name_index_find(&s->by_text, group, text);
  if (found == NULL && s->spelling_count == ZP_SPELLINGS_MOST) {
    add_row(&s->others, &s->others_unit, row, unit);
    return ZP_OK;
  }
  if (found == NULL && add_spelling(s, text, group, err) != ZP_OK) return err->status;
  zp_spelling *spelling = &s->spellings[found == NULL ? s->spelling_count - 1 : *found];
  zp_shortfall_name *name = &s->names[spelling->name];
  spelling->rows++;
  add_row(&name->sums, &name->last, row, unit);
  return ZP_OK;
}

// ---- the worst -------------------------------------------------------------------------------------------------------

/// Each name is shown as most rows write it, of equals the first in byte order.
static void show_names(const zp_shortfall *s)
{
  for (size_t i = 0; i < s->spelling_count; i++) {
    const zp_spelling *spelling = &s->spellings[i];
    zp_shortfall_name *name = &s->names[spelling->name];
    bool better = spelling->rows > name->shown_rows ||
                  (spelling->rows == name->shown_rows && zp_text_compare(spelling->text, name->shown) < 0);
    if (!better) continue;
    name->shown = spelling->text;
    name->shown_rows = spelling->rows;
  }
}

static int most_lost_first(const void *a, const void *b)
{
  const zp_weak_indicator *left = a, *right = b;
  if (left->lost.e4 != right->lost.e4) return left->lost.e4 > right->lost.e4 ? -1 : 1;
  if (left->units != right->units) return left->units > right->units ? -1 : 1;
  int order = zp_text_compare(left->group, right->group);
  return order != 0 ? order : zp_text_compare(left->name, right->name);
}

zp_status zp_shortfall_worst(const zp_shortfall *s, zp_text (*group_of)(const void *context, uint32_t group), const void *context,
                             zp_weak_indicator **out, size_t *count, zp_error *err)
{
  zp_weak_indicator *all = *out = ZP_TAKE(s->arena, zp_weak_indicator, s->name_count);
  *count = 0;
  if (all == NULL) return zp_fail_memory(err);
  show_names(s);
  for (size_t i = 0; i < s->name_count; i++) {
    if (s->names[i].sums.lost.e4 == 0) continue;
    all[*count] = s->names[i].sums;
    all[*count].name = s->names[i].shown;
    all[(*count)++].group = group_of(context, s->names[i].group);
  }
  if (*count > 1) qsort(all, *count, sizeof *all, most_lost_first);
  if (*count > ZP_WORST_MOST) *count = ZP_WORST_MOST;
  return ZP_OK;
}
