// row_changes.c: projects are paired by code and name, their rows by name and group; then each pair
// is asked what differs.
#include "store/row_changes.h"

#include <stdlib.h>

#include "store/result_names.h"

/// A unit on its way.
typedef struct walk {
  zp_unit_change *unit;
  const zp_rule_change *rules;
  size_t rule_count;
  size_t capacity;
  zp_arena *arena, *scratch;
  zp_error *err;
} walk;

// ---- one row ------------------------------------------------------------------------------------

static bool qty_differs(zp_qty a, zp_qty b)
{
  return a.digits != b.digits || a.places != b.places;
}

static bool date_differs(zp_date a, zp_date b)
{
  return a.year != b.year || a.month != b.month || a.day != b.day;
}

/// Read otherwise, also where the text is the same: the unit may come from another column, or the
/// program read it anew.
static bool value_differs(const zp_value *a, const zp_value *b)
{
  if (a->kind != b->kind || a->op != b->op || a->has_number != b->has_number ||
      a->has_high != b->has_high)
    return true;
  if ((a->has_number && qty_differs(a->number, b->number)) ||
      (a->has_high && qty_differs(a->high, b->high)))
    return true;
  return date_differs(a->date, b->date) || date_differs(a->high_date, b->high_date) ||
         !zp_text_equal(a->unit, b->unit);
}

static bool text_differs(zp_text a, zp_text b)
{
  return !zp_text_equal(zp_text_trim(a), zp_text_trim(b));
}

static bool money_differs(bool has_a, zp_money a, bool has_b, zp_money b)
{
  return has_a != has_b || (has_a && a.fen != b.fen);
}

static uint32_t values_changed(const zp_row_change *row)
{
  const zp_row_result *a = row->before, *b = row->after;
  const zp_project_result *p = row->project_before, *q = row->project_after;
  bool actual =
      text_differs(a->actual_text, b->actual_text) || value_differs(&a->actual, &b->actual);
  bool target =
      text_differs(a->target_text, b->target_text) || value_differs(&a->target, &b->target);
  if (a->execution) {
    actual = actual || money_differs(p->has_executed, p->executed, q->has_executed, q->executed);
    target = target || money_differs(p->has_revised, p->revised, q->has_revised, q->revised);
  }
  return (actual ? 1U << ZP_CAUSE_ACTUAL : 0) | (target ? 1U << ZP_CAUSE_TARGET : 0);
}

static bool given_differs(const zp_row_result *a, const zp_row_result *b)
{
  if (a->given_count != b->given_count) return true;
  for (size_t i = 0; i < a->given_count; i++)
    if (a->given[i].input != b->given[i].input ||
        !zp_text_equal(a->given[i].value, b->given[i].value))
      return true;
  return false;
}

static bool params_differ(const walk *w, zp_text rule)
{
  for (size_t i = 0; i < w->rule_count; i++) {
    const zp_rule_change *one = &w->rules[i];
    if (one->before != NULL && one->after != NULL && zp_text_equal(one->after->id, rule))
      return true;
  }
  return false;
}

bool zp_row_moved(const zp_row_change *row)
{
  const zp_row_result *a = row->before, *b = row->after;
  if (a == NULL || b == NULL || a->outcome != b->outcome || a->weight.e4 != b->weight.e4)
    return true;
  return a->outcome == ZP_SCORED && a->points.e4 != b->points.e4;
}

static uint32_t causes_of(const walk *w, const zp_row_change *row)
{
  const zp_row_result *a = row->before, *b = row->after;
  const uint32_t outcomes = 1U << ZP_CAUSE_SCORED | 1U << ZP_CAUSE_UNSCORED;
  if (a == NULL) return 1U << ZP_CAUSE_CAME;
  if (b == NULL) return 1U << ZP_CAUSE_WENT;
  uint32_t causes = values_changed(row);
  if (a->weight.e4 != b->weight.e4) causes |= 1U << ZP_CAUSE_WEIGHT;
  bool same_rule = zp_text_equal(a->rule, b->rule);
  if (!same_rule) causes |= 1U << ZP_CAUSE_RULE;
  if (!zp_row_moved(row)) return causes;
  if (same_rule && a->rule.len != 0 && params_differ(w, a->rule)) causes |= 1U << ZP_CAUSE_PARAMS;
  if (a->outcome != ZP_SCORED && b->outcome == ZP_SCORED) causes |= 1U << ZP_CAUSE_SCORED;
  if (a->outcome == ZP_SCORED && b->outcome != ZP_SCORED) causes |= 1U << ZP_CAUSE_UNSCORED;
  if ((causes & ~outcomes) == 0 && given_differs(a, b)) causes |= 1U << ZP_CAUSE_INPUT;
  if ((causes & ~outcomes) == 0) causes |= 1U << ZP_CAUSE_OTHER;
  return causes;
}

static zp_dec earned(const zp_row_result *row)
{
  return row != NULL && row->outcome == ZP_SCORED ? row->points : (zp_dec){ 0 };
}

static zp_status add_row(walk *w, zp_row_change row)
{
  zp_unit_change *unit = w->unit;
  row.causes = causes_of(w, &row);
  if (row.causes == 0) return ZP_OK;
  row.known = row.before != NULL && row.after != NULL && row.before->outcome == ZP_SCORED &&
              row.after->outcome == ZP_SCORED;
  if (zp_dec_sub(earned(row.after), earned(row.before), &row.by, w->err) != ZP_OK)
    return w->err->status;
  zp_row_change *rows =
      zp_arena_grow(w->arena, unit->rows, unit->row_count, &w->capacity, sizeof *rows);
  if (rows == NULL) return zp_fail_memory(w->err);
  unit->rows = rows;
  row.order = unit->row_count;
  rows[unit->row_count++] = row;
  if (!zp_row_moved(&row)) return ZP_OK;
  unit->rows_moved++;
  unit->causes |= row.causes;
  return ZP_OK;
}

// ---- rows of a project --------------------------------------------------------------------------

/// Mostly both have the same rows in the same places.
static bool same_rows(const zp_project_result *a, const zp_project_result *b)
{
  if (a->row_count != b->row_count) return false;
  for (size_t i = 0; i < a->row_count; i++) {
    const zp_row_result *x = &a->rows[i], *y = &b->rows[i];
    if (x->execution != y->execution || !zp_text_equal(x->level3, y->level3) ||
        !zp_text_equal(x->level2, y->level2) || !zp_text_equal(x->group, y->group))
      return false;
  }
  return true;
}

static const zp_row_result *row_at(const zp_project_result *project, size_t at)
{
  return project == NULL || at == ZP_ALONE ? NULL : &project->rows[at];
}

static zp_status pair_rows(walk *w, const zp_project_result *a, const zp_project_result *b,
                           size_t *partners, size_t *sources)
{
  zp_pair_name *left = zp_names_of_rows(a, w->scratch), *right = zp_names_of_rows(b, w->scratch);
  if (zp_arena_short(w->scratch)) return zp_fail_memory(w->err);
  return zp_pair_names(left, a->row_count, right, b->row_count, false, w->scratch, partners,
                       sources, w->err);
}

/// One of the two may be missing (NULL).
static zp_status walk_projects(walk *w, const zp_project_result *a, const zp_project_result *b,
                               bool pooled)
{
  size_t count_a = a == NULL ? 0 : a->row_count, count_b = b == NULL ? 0 : b->row_count;
  bool both = a != NULL && b != NULL, same = both && same_rows(a, b);
  size_t *partners = ZP_TAKE(w->scratch, size_t, count_a),
         *sources = ZP_TAKE(w->scratch, size_t, count_b);
  if (partners == NULL || sources == NULL) return zp_fail_memory(w->err);
  for (size_t i = 0; i < count_a; i++) partners[i] = same ? i : ZP_ALONE;
  for (size_t k = 0; k < count_b; k++) sources[k] = same ? k : ZP_ALONE;
  if (both && !same && pair_rows(w, a, b, partners, sources) != ZP_OK) return w->err->status;
  zp_status status = ZP_OK;
  for (size_t i = 0; i < count_a && status == ZP_OK; i++) {
    zp_row_change row = { .project_before = a, .project_after = b, .pooled = pooled };
    row.before = row_at(a, i);
    row.after = row_at(b, partners[i]);
    status = add_row(w, row);
  }
  for (size_t k = 0; k < count_b && status == ZP_OK; k++) {
    zp_row_change row = {
      .project_before = a, .project_after = b, .pooled = pooled, .after = row_at(b, k)
    };
    if (sources[k] == ZP_ALONE) status = add_row(w, row);
  }
  return status;
}

// ---- projects of a unit -------------------------------------------------------------------------

static zp_status walk_unit(walk *w)
{
  const zp_unit_result *a = w->unit->before, *b = w->unit->after;
  size_t *partners = ZP_TAKE(w->scratch, size_t, a->project_count),
         *sources = ZP_TAKE(w->scratch, size_t, b->project_count);
  zp_pair_name *left = zp_names_of_projects(a, w->scratch), *right = zp_names_of_projects(b, w->scratch);
  if (partners == NULL || sources == NULL || zp_arena_short(w->scratch))
    return zp_fail_memory(w->err);
  zp_status status = zp_pair_names(left, a->project_count, right, b->project_count, false,
                                   w->scratch, partners, sources, w->err);
  for (size_t i = 0; i < a->project_count && status == ZP_OK; i++)
    status = walk_projects(w, &a->projects[i],
                           partners[i] == ZP_ALONE ? NULL : &b->projects[partners[i]], false);
  for (size_t k = 0; k < b->project_count && status == ZP_OK; k++)
    if (sources[k] == ZP_ALONE) status = walk_projects(w, NULL, &b->projects[k], false);
  return status;
}

static int compare_rows(const void *left, const void *right)
{
  const zp_row_change *a = left, *b = right;
  int64_t size_a = llabs(a->by.e4), size_b = llabs(b->by.e4);
  if (size_a != size_b) return size_a < size_b ? 1 : -1;
  bool moved_a = zp_row_moved(a), moved_b = zp_row_moved(b);
  if (moved_a != moved_b) return moved_a ? -1 : 1;
  return (a->order > b->order) - (a->order < b->order);
}

zp_status zp_row_changes(zp_unit_change *unit, const zp_rule_change *rules, size_t rule_count,
                         zp_arena *arena, zp_arena *scratch, zp_error *err)
{
  zp_error own = { 0 };
  walk w = { unit, rules, rule_count, 0, arena, scratch, err != NULL ? err : &own };
  // Where the projects are pooled in both, the total is that of the pool, and its rows are what
  // moved it.
  bool pooled = unit->before->pooled_count != 0 && unit->after->pooled_count != 0;
  zp_status status =
      pooled ? walk_projects(&w, &unit->before->pooled[0], &unit->after->pooled[0], true)
             : walk_unit(&w);
  if (status == ZP_OK && unit->row_count != 0)
    qsort(unit->rows, unit->row_count, sizeof *unit->rows, compare_rows);
  return status;
}
