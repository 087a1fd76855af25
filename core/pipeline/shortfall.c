// shortfall.c: rows are found by their name as it is written; only a new spelling costs the making of a key.
#include "pipeline/shortfall.h"

#include "base/checksum.h"

/// Small: there may be many.
struct zp_spelling {
  zp_text text;
  uint32_t hash, group;
  uint32_t name;   // index into names
  uint32_t rows;
};

struct zp_shortfall_name {
  zp_text key;
  uint32_t hash, group;
  uint32_t shown;  // index of the spelling that is shown; set at the end
  uint32_t last;   // unit that lost points last
  uint32_t units, rows, unscored;
  zp_dec lost, weight;
};

void zp_shortfall_init(zp_shortfall *shortfall, zp_arena *arena)
{
  *shortfall = (zp_shortfall){ .arena = arena };
}

// ---- finding names ---------------------------------------------------------------------------------------------------

static uint32_t hash_of(uint32_t group, zp_text text)
{
  uint64_t h = zp_text_hash(text) ^ group * UINT64_C(0x9E3779B97F4A7C15);
  return (uint32_t)(h ^ (h >> 32));
}

/// Open addressing, at most half full: the slot of what is sought, or the free one where it belongs.
static uint32_t *spelling_slot(const zp_shortfall *s, uint32_t hash, uint32_t group, zp_text text)
{
  for (size_t at = hash & (s->by_text.capacity - 1);; at = (at + 1) & (s->by_text.capacity - 1)) {
    uint32_t *slot = &s->by_text.at[at];
    const zp_spelling *one = &s->spellings[*slot - (*slot != 0)];
    if (*slot == 0 || (one->hash == hash && one->group == group && zp_text_equal(one->text, text))) return slot;
  }
}

static uint32_t *name_slot(const zp_shortfall *s, uint32_t hash, uint32_t group, zp_text key)
{
  for (size_t at = hash & (s->by_key.capacity - 1);; at = (at + 1) & (s->by_key.capacity - 1)) {
    uint32_t *slot = &s->by_key.at[at];
    const zp_shortfall_name *one = &s->names[*slot - (*slot != 0)];
    if (*slot == 0 || (one->hash == hash && one->group == group && zp_text_equal(one->key, key))) return slot;
  }
}

/// Room for one more; true when the table is a new one, and all have to be put in again.
static zp_status widen(zp_shortfall *s, zp_shortfall_slots *slots, size_t count, bool *anew, zp_error *err)
{
  enum { LEAST = 64 };
  *anew = 2 * (count + 1) > slots->capacity;
  if (!*anew) return ZP_OK;
  size_t capacity = slots->capacity == 0 ? LEAST : 2 * slots->capacity;
  uint32_t *at = ZP_TAKE(s->arena, uint32_t, capacity);
  if (at == NULL) return zp_fail_memory(err);
  *slots = (zp_shortfall_slots){ at, capacity };
  return ZP_OK;
}

static zp_status widen_both(zp_shortfall *s, zp_error *err)
{
  bool texts, keys;
  if (widen(s, &s->by_text, s->spelling_count, &texts, err) != ZP_OK) return err->status;
  for (uint32_t i = 0; texts && i < s->spelling_count; i++)
    *spelling_slot(s, s->spellings[i].hash, s->spellings[i].group, s->spellings[i].text) = i + 1;
  if (widen(s, &s->by_key, s->name_count, &keys, err) != ZP_OK) return err->status;
  for (uint32_t i = 0; keys && i < s->name_count; i++)
    *name_slot(s, s->names[i].hash, s->names[i].group, s->names[i].key) = i + 1;
  return ZP_OK;
}

// ---- names -----------------------------------------------------------------------------------------------------------

static zp_status find_name(zp_shortfall *s, zp_text text, uint32_t group, uint32_t *out, zp_error *err)
{
  zp_text key = zp_text_key(text, s->arena);
  zp_shortfall_name *names = zp_arena_grow(s->arena, s->names, s->name_count, &s->name_capacity, sizeof *names);
  if (key.ptr == NULL || names == NULL) return zp_fail_memory(err);
  s->names = names;
  uint32_t hash = hash_of(group, key), *slot = name_slot(s, hash, group, key);
  if (*slot == 0) {
    names[s->name_count++] = (zp_shortfall_name){ .key = key, .hash = hash, .group = group };
    *slot = (uint32_t)s->name_count;
  }
  *out = *slot - 1;
  return ZP_OK;
}

static zp_status add_spelling(zp_shortfall *s, zp_text text, uint32_t group, uint32_t hash, zp_error *err)
{
  zp_spelling one = { .text = zp_text_copy(text, s->arena), .hash = hash, .group = group };
  zp_spelling *spellings = zp_arena_grow(s->arena, s->spellings, s->spelling_count, &s->spelling_capacity, sizeof *spellings);
  if (one.text.ptr == NULL || spellings == NULL) return zp_fail_memory(err);
  s->spellings = spellings;
  if (find_name(s, one.text, group, &one.name, err) != ZP_OK) return err->status;
  spellings[s->spelling_count] = one;
  *spelling_slot(s, hash, group, text) = (uint32_t)++s->spelling_count;
  return ZP_OK;
}

// ---- sums ------------------------------------------------------------------------------------------------------------

/// No term is negative, so that the order does not matter even where the sum is cut.
static void add_to(zp_dec *sum, int64_t e4)
{
  if (e4 > 0 && __builtin_add_overflow(sum->e4, e4, &sum->e4)) sum->e4 = INT64_MAX;
}

static void add_other(zp_shortfall *s, const zp_name_share *share, size_t unit)
{
  s->others.rows += share->rows;
  s->others.unscored += share->unscored;
  add_to(&s->others.weight, share->weight.e4);
  add_to(&s->others.lost, share->lost.e4);
  if (share->lost.e4 <= 0 || s->others_unit == unit) return;
  s->others_unit = unit;
  s->others.units++;
}

static void add_share(zp_shortfall_name *name, const zp_name_share *share, size_t unit)
{
  name->rows += (uint32_t)share->rows;
  name->unscored += (uint32_t)share->unscored;
  add_to(&name->weight, share->weight.e4);
  add_to(&name->lost, share->lost.e4);
  if (share->lost.e4 <= 0 || name->last == (uint32_t)unit) return;
  name->last = (uint32_t)unit;
  name->units++;
}

zp_status zp_shortfall_add(zp_shortfall *s, const zp_name_share *share, size_t unit, zp_error *err)
{
  uint32_t group = (uint32_t)share->group, hash = hash_of(group, share->name);
  if (s->spelling_count < ZP_SPELLINGS_MOST && widen_both(s, err) != ZP_OK) return err->status;
  const uint32_t *slot = spelling_slot(s, hash, group, share->name);
  if (*slot == 0 && s->spelling_count == ZP_SPELLINGS_MOST) {
    add_other(s, share, unit);
    return ZP_OK;
  }
  if (*slot == 0 && add_spelling(s, share->name, group, hash, err) != ZP_OK) return err->status;
  zp_spelling *spelling = &s->spellings[*slot - 1];
  spelling->rows += (uint32_t)share->rows;
  add_share(&s->names[spelling->name], share, unit);
  return ZP_OK;
}

// ---- the worst -------------------------------------------------------------------------------------------------------

/// Each name is shown as most rows write it, of equals the first in byte order.
static void show_names(const zp_shortfall *s)
{
  for (size_t i = 0; i < s->name_count; i++) s->names[i].shown = UINT32_MAX;
  for (uint32_t i = 0; i < s->spelling_count; i++) {
    const zp_spelling *one = &s->spellings[i];
    uint32_t *shown = &s->names[one->name].shown;
    const zp_spelling *before = *shown == UINT32_MAX ? NULL : &s->spellings[*shown];
    bool better = before == NULL || one->rows > before->rows ||
                  (one->rows == before->rows && zp_text_compare(one->text, before->text) < 0);
    if (better) *shown = i;
  }
}

static int most_lost_first(const zp_weak_indicator *left, const zp_weak_indicator *right)
{
  if (left->lost.e4 != right->lost.e4) return left->lost.e4 > right->lost.e4 ? -1 : 1;
  if (left->units != right->units) return left->units > right->units ? -1 : 1;
  int order = zp_text_compare(left->group, right->group);
  return order != 0 ? order : zp_text_compare(left->name, right->name);
}

/// Puts it where it belongs among the worst so far, if it does.
static void place(zp_weak_indicator *worst, size_t *count, const zp_weak_indicator *one)
{
  size_t at = *count;
  if (at == ZP_WORST_MOST && most_lost_first(&worst[--at], one) <= 0) return;
  for (; at > 0 && most_lost_first(one, &worst[at - 1]) < 0; at--) worst[at] = worst[at - 1];
  worst[at] = *one;
  if (*count < ZP_WORST_MOST) ++*count;
}

zp_status zp_shortfall_worst(const zp_shortfall *s, zp_text (*group_of)(const void *context, uint32_t group), const void *context,
                             zp_weak_indicator **out, size_t *count, zp_error *err)
{
  *count = 0;
  *out = ZP_TAKE(s->arena, zp_weak_indicator, ZP_WORST_MOST);
  if (*out == NULL) return zp_fail_memory(err);
  show_names(s);
  for (size_t i = 0; i < s->name_count; i++) {
    const zp_shortfall_name *name = &s->names[i];
    zp_weak_indicator one = { group_of(context, name->group), s->spellings[name->shown].text, name->units, name->rows,
                              name->unscored, name->lost, name->weight };
    if (one.lost.e4 != 0) place(*out, count, &one);
  }
  return ZP_OK;
}
