// changes.c: the run, its inputs and rules, then unit after unit, then what they have in common:
// grades and rules.
#include "store/changes.h"

#include <stdlib.h>

#include "store/compare.h"
#include "store/result_names.h"
#include "store/row_changes.h"

typedef struct maker {
  zp_changes *out;
  zp_arena *arena;
  size_t fact_room, input_room, rule_room, unit_room, grade_room, culprit_room;
  zp_error *err;
} maker;

/// Room for one more at the end of a list of the arena.
#define ONE_MORE(m, list, count, room)                                                             \
  zp_arena_grow((m)->arena, (list), (count), &(m)->room, sizeof *(list))

// ---- the run ------------------------------------------------------------------------------------

static zp_status add_fact(maker *m, const char *key, zp_word word, zp_text before, zp_text after)
{
  if (zp_text_equal(before, after)) return ZP_OK;
  zp_fact_change *facts = ONE_MORE(m, m->out->facts, m->out->fact_count, fact_room);
  if (facts == NULL) return zp_fail_memory(m->err);
  m->out->facts = facts;
  facts[m->out->fact_count++] = (zp_fact_change){ key, word, before, after };
  return ZP_OK;
}

static zp_text score_of(const zp_result *result, zp_arena *arena)
{
  char room[ZP_NUMBER_ROOM];
  const zp_total *total = &result->district.total;
  zp_text none = { "", 0 };
  if (!result->has_district || !total->known) return none;
  return zp_text_copy(zp_dec_print_short(total->score, 2, room), arena);
}

/// The grade, or both ends of what is still possible.
static zp_text grade_of(const zp_result *result, zp_arena *arena)
{
  const zp_total *total = &result->district.total;
  if (!result->has_district || !total->known) return (zp_text){ "", 0 };
  return total->graded ? total->grade
                       : zp_text_format(arena, "%.*s .. %.*s", ZP_ARG(total->grade),
                                        ZP_ARG(total->grade_high));
}

static zp_status list_facts(maker *m)
{
  const zp_result *a = m->out->before, *b = m->out->after;
  const zp_fact_change all[] = {
    { "version", ZP_W_FACT_CHANGED_VERSION, a->version, b->version },
    { "pack", ZP_W_FACT_CHANGED_PACK, a->pack, b->pack },
    { "pack_version", ZP_W_FACT_CHANGED_PACK_VERSION, a->pack_version, b->pack_version },
    { "pack_digest", ZP_W_FACT_CHANGED_PACK_DIGEST, a->pack_digest, b->pack_digest },
    { "unscored_policy", ZP_W_FACT_CHANGED_UNSCORED, a->unscored_policy, b->unscored_policy },
    { "combine_project", ZP_W_FACT_CHANGED_PROJECT, a->combine_project, b->combine_project },
    { "combine", ZP_W_FACT_CHANGED_UNIT, a->combine, b->combine },
    { "combine_district", ZP_W_FACT_CHANGED_DISTRICT, a->combine_district, b->combine_district },
    { "roster", ZP_W_FACT_CHANGED_ROSTER, a->district.roster, b->district.roster },
    { "shard", ZP_W_FACT_CHANGED_SHARD, a->shard, b->shard },
    { "district_score", ZP_W_FACT_CHANGED_SCORE, score_of(a, m->arena), score_of(b, m->arena) },
    { "district_grade", ZP_W_FACT_CHANGED_GRADE, grade_of(a, m->arena), grade_of(b, m->arena) },
  };
  zp_status status = zp_arena_short(m->arena) ? zp_fail_memory(m->err) : ZP_OK;
  for (size_t i = 0; i < sizeof all / sizeof all[0] && status == ZP_OK; i++)
    status = add_fact(m, all[i].key, all[i].word, all[i].before, all[i].after);
  return status;
}

/// Inputs are sorted by name; files of one name go with each other in their order.
static zp_status list_inputs(maker *m)
{
  const zp_result *a = m->out->before, *b = m->out->after;
  for (size_t i = 0, k = 0; i < a->input_count || k < b->input_count;) {
    int order = i == a->input_count   ? 1
                : k == b->input_count ? -1
                                      : zp_text_compare(a->inputs[i].name, b->inputs[k].name);
    zp_input_change one = { order > 0 ? b->inputs[k].name : a->inputs[i].name,
                            { "", 0 },
                            { "", 0 } };
    if (order <= 0) one.before = a->inputs[i++].digest;
    if (order >= 0) one.after = b->inputs[k++].digest;
    if (order == 0 && zp_text_equal(one.before, one.after)) continue;
    zp_input_change *inputs = ONE_MORE(m, m->out->inputs, m->out->input_count, input_room);
    if (inputs == NULL) return zp_fail_memory(m->err);
    m->out->inputs = inputs;
    inputs[m->out->input_count++] = one;
  }
  return ZP_OK;
}

static const zp_rule_result *rule_named(const zp_result *result, zp_text id)
{
  for (size_t i = 0; i < result->rule_count; i++)
    if (zp_text_equal(result->rules[i].id, id)) return &result->rules[i];
  return NULL;
}

static zp_status add_rule(maker *m, const zp_rule_result *before, const zp_rule_result *after)
{
  zp_rule_change *rules = ONE_MORE(m, m->out->rules, m->out->rule_count, rule_room);
  if (rules == NULL) return zp_fail_memory(m->err);
  m->out->rules = rules;
  rules[m->out->rule_count++] = (zp_rule_change){ before, after };
  return ZP_OK;
}

static zp_status list_rules(maker *m)
{
  const zp_result *a = m->out->before, *b = m->out->after;
  zp_status status = ZP_OK;
  for (size_t i = 0; i < a->rule_count && status == ZP_OK; i++) {
    const zp_rule_result *before = &a->rules[i], *after = rule_named(b, before->id);
    if (after == NULL || !zp_text_equal(before->params, after->params))
      status = add_rule(m, before, after);
  }
  for (size_t k = 0; k < b->rule_count && status == ZP_OK; k++)
    if (rule_named(a, b->rules[k].id) == NULL) status = add_rule(m, NULL, &b->rules[k]);
  return status;
}

// ---- a unit -------------------------------------------------------------------------------------

static bool adjustment_differs(const zp_adjustment *a, const zp_adjustment *b)
{
  return a->outcome != b->outcome || a->points.e4 != b->points.e4 ||
         !zp_text_equal(a->grade, b->grade);
}

static const zp_adjustment *adjustment_named(const zp_unit_result *unit,
                                             const zp_adjustment *wanted)
{
  for (size_t i = 0; i < unit->adjustment_count; i++)
    if (unit->adjustments[i].kind == wanted->kind &&
        zp_text_equal(unit->adjustments[i].rule, wanted->rule))
      return &unit->adjustments[i];
  return NULL;
}

/// One that does not apply and is not on the other side changes nothing.
static bool is_idle(const zp_adjustment *adjustment)
{
  return adjustment == NULL || adjustment->outcome == ZP_NOT_APPLIED;
}

static zp_status list_adjustments(maker *m, zp_unit_change *unit)
{
  const zp_unit_result *a = unit->before, *b = unit->after;
  zp_adjustment_change *list =
      ZP_TAKE(m->arena, zp_adjustment_change, a->adjustment_count + b->adjustment_count);
  if (list == NULL) return zp_fail_memory(m->err);
  unit->adjustments = list;
  for (size_t i = 0; i < a->adjustment_count; i++) {
    const zp_adjustment *before = &a->adjustments[i], *after = adjustment_named(b, before);
    bool differs = after == NULL ? !is_idle(before) : adjustment_differs(before, after);
    if (differs) list[unit->adjustment_count++] = (zp_adjustment_change){ before, after };
  }
  for (size_t k = 0; k < b->adjustment_count; k++)
    if (!is_idle(&b->adjustments[k]) && adjustment_named(a, &b->adjustments[k]) == NULL)
      list[unit->adjustment_count++] = (zp_adjustment_change){ NULL, &b->adjustments[k] };
  return ZP_OK;
}

static bool grade_differs(const zp_total *a, const zp_total *b)
{
  if (a->known != b->known) return true;
  if (!a->known) return false;
  return a->graded != b->graded || !zp_text_equal(a->grade, b->grade) ||
         !zp_text_equal(a->grade_high, b->grade_high);
}

/// *kept: something of it changed.
static zp_status compare_unit(maker *m, zp_unit_change *unit, bool *kept)
{
  const zp_total *a = &unit->before->total, *b = &unit->after->total;
  zp_arena *scratch = zp_arena_beside(m->arena);
  if (scratch == NULL) return zp_fail_memory(m->err);
  unit->known = a->known && b->known;
  unit->regraded = grade_differs(a, b);
  unit->moved = a->known != b->known || (unit->known && a->score.e4 != b->score.e4);
  zp_status status = unit->known ? zp_dec_sub(b->score, a->score, &unit->by, m->err) : ZP_OK;
  if (status == ZP_OK)
    status = zp_row_changes(unit, m->out->rules, m->out->rule_count, m->arena, scratch, m->err);
  if (status == ZP_OK) status = list_adjustments(m, unit);
  zp_arena_free(scratch);
  *kept = unit->moved || unit->regraded || unit->row_count + unit->adjustment_count != 0;
  return status;
}

static zp_status add_unit(maker *m, const zp_unit_result *before, const zp_unit_result *after,
                          size_t order)
{
  zp_changes *out = m->out;
  zp_unit_change one = { .before = before, .after = after, .order = order };
  bool kept = true;
  if (before != NULL && after != NULL && compare_unit(m, &one, &kept) != ZP_OK)
    return m->err->status;
  out->came += before == NULL;
  out->went += after == NULL;
  out->both += before != NULL && after != NULL;
  out->moved += one.moved;
  out->regraded += one.regraded;
  if (!kept) return ZP_OK;
  zp_unit_change *units = ONE_MORE(m, out->units, out->unit_count, unit_room);
  if (units == NULL) return zp_fail_memory(m->err);
  out->units = units;
  units[out->unit_count++] = one;
  return ZP_OK;
}

static zp_status list_units(maker *m, zp_arena *scratch)
{
  const zp_result *a = m->out->before, *b = m->out->after;
  size_t *partners = ZP_TAKE(scratch, size_t, a->unit_count),
         *sources = ZP_TAKE(scratch, size_t, b->unit_count);
  zp_pair_name *left = zp_names_of_units(a, scratch), *right = zp_names_of_units(b, scratch);
  if (partners == NULL || sources == NULL || zp_arena_short(scratch)) return zp_fail_memory(m->err);
  zp_status status = zp_pair_names(left, a->unit_count, right, b->unit_count, true, scratch,
                                   partners, sources, m->err);
  for (size_t i = 0; i < a->unit_count && status == ZP_OK; i++)
    status = add_unit(m, &a->units[i], partners[i] == ZP_ALONE ? NULL : &b->units[partners[i]], i);
  for (size_t k = 0; k < b->unit_count && status == ZP_OK; k++)
    if (sources[k] == ZP_ALONE) status = add_unit(m, NULL, &b->units[k], a->unit_count + k);
  return status;
}

// ---- what units have in common ------------------------------------------------------------------

static zp_status count_grade(maker *m, const zp_unit_change *unit)
{
  zp_changes *out = m->out;
  const zp_total *a = &unit->before->total, *b = &unit->after->total;
  for (size_t i = 0; i < out->grade_count; i++)
    if (!grade_differs(out->grades[i].before, a) && !grade_differs(out->grades[i].after, b)) {
      out->grades[i].units++;
      return ZP_OK;
    }
  zp_grade_change *grades = ONE_MORE(m, out->grades, out->grade_count, grade_room);
  if (grades == NULL) return zp_fail_memory(m->err);
  out->grades = grades;
  grades[out->grade_count++] = (zp_grade_change){ a, b, 1 };
  return ZP_OK;
}

/// Points that a rule gives or takes, told to its line.
static zp_status blame(maker *m, size_t unit, zp_text rule, zp_text title, zp_dec by)
{
  zp_changes *out = m->out;
  size_t i = 0;
  while (i < out->culprit_count && !zp_text_equal(out->culprits[i].rule, rule)) i++;
  if (i == out->culprit_count) {
    zp_culprit *culprits = ONE_MORE(m, out->culprits, out->culprit_count, culprit_room);
    if (culprits == NULL) return zp_fail_memory(m->err);
    out->culprits = culprits;
    culprits[out->culprit_count++] = (zp_culprit){ .rule = rule, .title = title };
  }
  zp_culprit *one = &out->culprits[i];
  one->rows++;
  one->units += one->seen != unit + 1;
  one->regraded += one->seen != unit + 1 && out->units[unit].regraded;
  one->seen = unit + 1;
  if (by.e4 >= 0) return zp_dec_add(one->gained, by, &one->gained, m->err);
  return zp_dec_sub(one->lost, by, &one->lost, m->err);
}

static zp_status blame_row(maker *m, size_t unit, const zp_row_change *row)
{
  const zp_row_result *judged =
      row->after != NULL && row->after->rule.len != 0 ? row->after : row->before;
  if (row->by.e4 == 0 || judged == NULL || judged->rule.len == 0) return ZP_OK;
  return blame(m, unit, judged->rule, judged->rule_title, row->by);
}

static zp_dec taken_off(const zp_adjustment *adjustment)
{
  bool takes = adjustment != NULL && adjustment->kind == ZP_RULE_DEDUCTION &&
               adjustment->outcome == ZP_APPLIED;
  return takes ? adjustment->points : (zp_dec){ 0 };
}

/// A veto takes no points of its own: it is listed with none.
static zp_status blame_adjustment(maker *m, size_t unit, const zp_adjustment_change *change)
{
  const zp_adjustment *judged = change->after != NULL ? change->after : change->before;
  zp_dec by;
  if (zp_dec_sub(taken_off(change->before), taken_off(change->after), &by, m->err) != ZP_OK)
    return m->err->status;
  return blame(m, unit, judged->rule, judged->title, by);
}

static zp_status gather(maker *m)
{
  const zp_changes *out = m->out;
  zp_status status = ZP_OK;
  for (size_t u = 0; u < out->unit_count && status == ZP_OK; u++) {
    const zp_unit_change *unit = &out->units[u];
    if (unit->regraded) status = count_grade(m, unit);
    for (size_t i = 0; i < unit->row_count && status == ZP_OK; i++)
      status = blame_row(m, u, &unit->rows[i]);
    for (size_t i = 0; i < unit->adjustment_count && status == ZP_OK; i++)
      status = blame_adjustment(m, u, &unit->adjustments[i]);
  }
  return status;
}

// ---- orders -------------------------------------------------------------------------------------

/// 0: a total on one side only; 1: both have one, or none; 2: the unit came or went.
static int kind_of(const zp_unit_change *unit)
{
  if (unit->before == NULL || unit->after == NULL) return 2;
  return unit->moved && !unit->known ? 0 : 1;
}

static int compare_units(const void *left, const void *right)
{
  const zp_unit_change *a = left, *b = right;
  if (kind_of(a) != kind_of(b)) return kind_of(a) - kind_of(b);
  int64_t size_a = llabs(a->by.e4), size_b = llabs(b->by.e4);
  if (size_a != size_b) return size_a < size_b ? 1 : -1;
  if (a->regraded != b->regraded) return a->regraded ? -1 : 1;
  return (a->order > b->order) - (a->order < b->order);
}

static int compare_grades(const void *left, const void *right)
{
  const zp_grade_change *a = left, *b = right;
  if (a->units != b->units) return a->units < b->units ? 1 : -1;
  int order = zp_text_compare(a->before->grade, b->before->grade);
  if (order == 0) order = zp_text_compare(a->after->grade, b->after->grade);
  if (order == 0) order = zp_text_compare(a->before->grade_high, b->before->grade_high);
  if (order == 0) order = zp_text_compare(a->after->grade_high, b->after->grade_high);
  return order != 0
             ? order
             : (a->before->graded - b->before->graded) * 2 + a->after->graded - b->after->graded;
}

static int compare_culprits(const void *left, const void *right)
{
  const zp_culprit *a = left, *b = right;
  int64_t size_a = a->gained.e4 / 2 + a->lost.e4 / 2,
          size_b = b->gained.e4 / 2 + b->lost.e4 / 2; // cannot overflow
  if (size_a != size_b) return size_a < size_b ? 1 : -1;
  return zp_text_compare(a->rule, b->rule);
}

static void sort(zp_changes *out)
{
  if (out->grade_count != 0)
    qsort(out->grades, out->grade_count, sizeof *out->grades, compare_grades);
  if (out->culprit_count != 0)
    qsort(out->culprits, out->culprit_count, sizeof *out->culprits, compare_culprits);
}

zp_status zp_changes_make(const zp_result *before, const zp_result *after, zp_arena *arena,
                          zp_changes *out, zp_error *err)
{
  zp_error own = { 0 };
  zp_differences all;
  maker m = { .out = out, .arena = arena, .err = err != NULL ? err : &own };
  zp_arena *scratch = zp_arena_beside(arena);
  *out = (zp_changes){ .before = before, .after = after };
  zp_status status = scratch == NULL ? zp_fail_memory(m.err)
                                     : zp_result_compare(before, after, scratch, &all, m.err);
  if (status == ZP_OK) out->figures = all.total;
  if (status == ZP_OK) status = list_facts(&m);
  if (status == ZP_OK) status = list_inputs(&m);
  if (status == ZP_OK) status = list_rules(&m);
  if (status == ZP_OK) status = list_units(&m, scratch);
  if (out->unit_count != 0) qsort(out->units, out->unit_count, sizeof *out->units, compare_units);
  if (status == ZP_OK) status = gather(&m);
  if (status == ZP_OK) sort(out);
  out->equal = out->figures == 0 && out->fact_count == 0;
  zp_arena_free(scratch);
  return status;
}
