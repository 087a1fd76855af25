// align.c: which units measure the same thing, and the power of ten between them.
#include "pipeline/align.h"

/// What is measured, and per what: 元 and "人/月" of 元/人/月. `power` of ten times the plain thing.
typedef struct measure {
  zp_text thing, per;
  zp_family family;
  int power;
} measure;

static bool is_counter(zp_text word)
{
  static const zp_text counters[] = {
#define ZP_NEAR(unit, group)
#define ZP_COUNTER(unit) ZP_TEXT_INIT(unit),
#define ZP_SCALE(unit, power)
#define ZP_SAME(unit, usual)
#include "pipeline/counters.def"
#undef ZP_COUNTER
#undef ZP_SCALE
#undef ZP_SAME
#undef ZP_NEAR
  };
  for (size_t i = 0; i < sizeof counters / sizeof counters[0]; i++)
    if (zp_text_equal(word, counters[i])) return true;
  return false;
}

/// 万亩 is 亩 and four zeros.
static void strip_scale(measure *m)
{
  static const struct { zp_text word; int power; } scales[] = {
#define ZP_NEAR(unit, group)
#define ZP_COUNTER(unit)
#define ZP_SCALE(unit, power) { ZP_TEXT_INIT(unit), power },
#define ZP_SAME(unit, usual)
#include "pipeline/counters.def"
#undef ZP_COUNTER
#undef ZP_SCALE
#undef ZP_SAME
#undef ZP_NEAR
  };
  for (size_t i = 0; i < sizeof scales / sizeof scales[0]; i++) {
    if (!zp_text_starts(m->thing, scales[i].word)) continue;
    m->thing = zp_text_slice(m->thing, scales[i].word.len, m->thing.len);
    m->power = scales[i].power;
    return;
  }
}

/// 日 and 天, 月 and 个月: one spelling for both.
static zp_text usual(zp_text thing)
{
  static const struct { zp_text word, usual; } same[] = {
#define ZP_NEAR(unit, group)
#define ZP_COUNTER(unit)
#define ZP_SCALE(unit, power)
#define ZP_SAME(unit, usual) { ZP_TEXT_INIT(unit), ZP_TEXT_INIT(usual) },
#include "pipeline/counters.def"
#undef ZP_COUNTER
#undef ZP_SCALE
#undef ZP_SAME
#undef ZP_NEAR
  };
  for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
    if (zp_text_equal(thing, same[i].word)) return same[i].usual;
  return thing;
}

static measure measure_of(zp_text unit)
{
  size_t slash = zp_text_find(unit, ZP_TEXT("/"));
  measure m = { .thing = zp_text_slice(unit, 0, slash) };
  if (slash != SIZE_MAX) m.per = zp_text_slice(unit, slash + 1, unit.len);
  m.family = zp_unit_family(m.thing, &m.power);
  if (m.family != ZP_FAMILY_OTHER) return m;
  strip_scale(&m);
  return m;
}

/// The next code point; "/" for the dot that may stand for it.
static uint32_t next_of_per(zp_text per, size_t *at)
{
  enum { MIDDLE_DOT = 0xB7 };
  uint32_t c = zp_text_next(per, at);
  return c == MIDDLE_DOT ? '/' : c;
}

/// 人·月 and 人/月.
static bool same_per(zp_text a, zp_text b)
{
  size_t i = 0, j = 0;
  while (i < a.len && j < b.len)
    if (next_of_per(a, &i) != next_of_per(b, &j)) return false;
  return i == a.len && j == b.len;
}

/// The thing behind a counter: 村 of 个村. The counter itself when nothing is behind it.
static zp_text counted(zp_text thing, zp_text *counter)
{
  size_t first = 0;
  *counter = (zp_text){ NULL, 0 };
  zp_text_next(thing, &first);
  zp_text head = zp_text_slice(thing, 0, first);
  if (!is_counter(head)) return thing;
  *counter = head;
  return first == thing.len ? thing : zp_text_slice(thing, first, thing.len);
}

/// The same unit, or one that only adds the thing counted, or only its counter: 个 and 个村, 个村 and 村.
static bool same_thing(zp_text a, zp_text b)
{
  zp_text counter_a, counter_b, thing_a = counted(a, &counter_a), thing_b = counted(b, &counter_b);
  if (zp_text_equal(usual(a), usual(b))) return true;
  if (counter_a.len != 0 && counter_b.len != 0)
    return zp_text_equal(counter_a, counter_b) && (zp_text_equal(a, counter_a) || zp_text_equal(b, counter_b));
  return zp_text_equal(thing_a, thing_b);
}

bool zp_align(const zp_value *target, const zp_value *actual, zp_qty *out)
{
  *out = actual->number;
  if (actual->unit.len == 0 || target->unit.len == 0) {
    // A bare target up to 1 answered in percent is a share: 1 means 100 %.
    bool share = target->unit.len == 0 && actual->kind == ZP_KIND_PERCENT && zp_qty_compare(target->number, (zp_qty){ 1, 0 }) <= 0;
    return !share || zp_qty_shift(actual->number, -2, out, NULL) == ZP_OK;
  }
  if (zp_text_equal(actual->unit, target->unit)) return true;
  measure a = measure_of(actual->unit), b = measure_of(target->unit);
  if (a.family != b.family || !same_per(a.per, b.per)) return false;
  if (a.family == ZP_FAMILY_OTHER && !same_thing(a.thing, b.thing)) return false;
  return zp_qty_shift(actual->number, a.power - b.power, out, NULL) == ZP_OK;
}

// ---- nearly the same ---------------------------------------------------------------------------------------------------

/// Groups of units that stand for one another, a bit each; 0 for all others.
static unsigned groups_of(zp_text thing)
{
  static const struct { zp_text word; unsigned groups; } near[] = {
#define ZP_COUNTER(unit)
#define ZP_SCALE(unit, power)
#define ZP_SAME(unit, usual)
#define ZP_NEAR(unit, groups) { ZP_TEXT_INIT(unit), groups },
#include "pipeline/counters.def"
#undef ZP_COUNTER
#undef ZP_SCALE
#undef ZP_SAME
#undef ZP_NEAR
  };
  for (size_t i = 0; i < sizeof near / sizeof near[0]; i++)
    if (zp_text_equal(thing, near[i].word)) return near[i].groups;
  return 0;
}

bool zp_align_near(const zp_value *target, const zp_value *actual, zp_qty *out)
{
  measure a = { .thing = actual->unit }, b = { .thing = target->unit };
  strip_scale(&a);
  strip_scale(&b);
  if ((groups_of(a.thing) & groups_of(b.thing)) == 0) return false;
  return zp_qty_shift(actual->number, a.power - b.power, out, NULL) == ZP_OK;
}

/// True when a is at least b / 3 and at most 3 b, for positive numbers.
static bool about(zp_qty a, zp_qty b)
{
  if (a.digits > INT64_MAX / 3 || b.digits > INT64_MAX / 3) return false;
  zp_qty a3 = { a.digits * 3, a.places }, b3 = { b.digits * 3, b.places };
  return zp_qty_compare(a3, b) >= 0 && zp_qty_compare(a, b3) <= 0;
}

bool zp_scale_doubtful(const zp_value *target, const zp_value *actual, zp_qty aligned)
{
  static const int scales[] = { 4, -4, 8, -8 };
  zp_qty wanted = target->number;
  if ((actual->notes & ZP_NOTE_UNIT_FROM_COLUMN) == 0 || wanted.digits <= 0 || aligned.digits <= 0) return false;
  measure m = measure_of(target->unit);
  bool scaled = m.family == ZP_FAMILY_MONEY || (m.family == ZP_FAMILY_OTHER && m.power != 0);
  if (!scaled) return false;
  if (about(aligned, wanted)) return false;
  for (size_t i = 0; i < sizeof scales / sizeof scales[0]; i++) {
    zp_qty other;
    if (zp_qty_shift(wanted, scales[i], &other, NULL) == ZP_OK && about(aligned, other)) return true;
  }
  return false;
}
