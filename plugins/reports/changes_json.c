// changes_json.c: what changed between two results, for programs. Every object has all its keys;
// numbers are texts, exactly as they were computed.
#include "plugins/reports/changes_report.h"
#include "plugins/reports/json_parts.h"

enum { SCHEMA = 1 };

/// A list of `count` items, each made by `make` of its place.
static json_t *list_of(const void *items, size_t count, size_t size,
                       json_t *(*make)(const void *item))
{
  json_t *list = json_array();
  for (size_t i = 0; i < count; i++)
    list = zp_json_append(list, make((const char *)items + i * size));
  return list;
}

static json_t *causes_of(uint32_t causes)
{
  json_t *list = json_array();
  for (int cause = 0; cause < ZP_CAUSE_COUNT; cause++)
    if ((causes >> cause & 1) != 0)
      list = zp_json_append(list, json_string(zp_cause_name((zp_cause)cause)));
  return list;
}

// ---- the run ------------------------------------------------------------------------------------

static json_t *fact_of(const void *item)
{
  const zp_fact_change *fact = item;
  return json_pack("{s:s, s:o, s:o}", "what", fact->key, "before", zp_json_text(fact->before), "after",
                   zp_json_text(fact->after));
}

static json_t *input_of(const void *item)
{
  const zp_input_change *input = item;
  return json_pack("{s:o, s:o, s:o}", "name", zp_json_text(input->name), "before",
                   zp_json_text(input->before), "after", zp_json_text(input->after));
}

static json_t *params_of(const zp_rule_result *rule)
{
  return rule == NULL ? json_null() : zp_json_text(rule->params);
}

static json_t *rule_of(const void *item)
{
  const zp_rule_change *rule = item;
  const zp_rule_result *one = rule->after != NULL ? rule->after : rule->before;
  return json_pack("{s:o, s:o, s:o, s:o}", "id", zp_json_text(one->id), "title", zp_json_text(one->title),
                   "before", params_of(rule->before), "after", params_of(rule->after));
}

// ---- totals and rows ----------------------------------------------------------------------------

static json_t *total_of(const zp_total *total)
{
  if (total == NULL) return json_null();
  return json_pack("{s:o, s:b, s:o, s:o}", "score", zp_json_points(total->known, total->score), "graded",
                   total->known && total->graded, "grade",
                   total->known ? zp_json_text(total->grade) : json_null(), "grade_high",
                   total->known ? zp_json_text(total->grade_high) : json_null());
}

static json_t *side_of(const zp_row_result *row)
{
  if (row == NULL) return json_null();
  return json_pack("{s:s, s:o, s:o, s:o, s:o, s:o}", "outcome", zp_outcome_name(row->outcome),
                   "points", zp_json_points(row->outcome == ZP_SCORED, row->points), "weight",
                   zp_json_points(true, row->weight), "rule", zp_json_text(row->rule), "target",
                   zp_json_text(row->target_text), "actual", zp_json_text(row->actual_text));
}

static json_t *row_of(const void *item)
{
  const zp_row_change *row = item;
  const zp_row_result *one = row->after != NULL ? row->after : row->before;
  const zp_project_result *project =
      row->project_after != NULL ? row->project_after : row->project_before;
  return json_pack("{s:o, s:o, s:b, s:b, s:o, s:o, s:o, s:o, s:o, s:o}", "project_code",
                   zp_json_text(project->code), "project", zp_json_text(project->name), "pooled", row->pooled,
                   "execution", one->execution, "level1", zp_json_text(one->level1), "name",
                   zp_json_text(one->level3), "causes", causes_of(row->causes), "change",
                   zp_json_points(row->known, row->by), "before", side_of(row->before), "after",
                   side_of(row->after));
}

static json_t *ruling_of(const zp_adjustment *adjustment)
{
  if (adjustment == NULL) return json_null();
  return json_pack("{s:s, s:o, s:o}", "outcome", zp_ruling_name(adjustment->outcome), "points",
                   zp_json_points(adjustment->kind == ZP_RULE_DEDUCTION, adjustment->points), "grade",
                   zp_json_text(adjustment->grade));
}

static json_t *adjustment_of(const void *item)
{
  const zp_adjustment_change *change = item;
  const zp_adjustment *one = change->after != NULL ? change->after : change->before;
  return json_pack("{s:o, s:o, s:o, s:o}", "rule", zp_json_text(one->rule), "title", zp_json_text(one->title),
                   "before", ruling_of(change->before), "after", ruling_of(change->after));
}

static json_t *unit_of(const void *item)
{
  const zp_unit_change *unit = item;
  const zp_unit_result *a = unit->before, *b = unit->after, *one = b != NULL ? b : a;
  return json_pack(
      "{s:o, s:o, s:b, s:b, s:o, s:o, s:o, s:o, s:o}", "code", zp_json_text(one->code), "name",
      zp_json_text(one->name), "moved", unit->moved, "regraded", unit->regraded, "change",
      zp_json_points(unit->known, unit->by), "before", total_of(a == NULL ? NULL : &a->total), "after",
      total_of(b == NULL ? NULL : &b->total), "indicators",
      list_of(unit->rows, unit->row_count, sizeof *unit->rows, row_of), "adjustments",
      list_of(unit->adjustments, unit->adjustment_count, sizeof *unit->adjustments, adjustment_of));
}

/// The grades of a total without its score, which is one unit's alone.
static json_t *graded_of(const zp_total *total)
{
  return json_pack("{s:b, s:o, s:o}", "graded", total->known && total->graded, "grade",
                   total->known ? zp_json_text(total->grade) : json_null(), "grade_high",
                   total->known ? zp_json_text(total->grade_high) : json_null());
}

static json_t *grade_of(const void *item)
{
  const zp_grade_change *grade = item;
  return json_pack("{s:o, s:o, s:o}", "before", graded_of(grade->before), "after",
                   graded_of(grade->after), "units", zp_json_count(grade->units));
}

static json_t *culprit_of(const void *item)
{
  const zp_culprit *one = item;
  return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "rule", zp_json_text(one->rule), "title",
                   zp_json_text(one->title), "indicators", zp_json_count(one->rows), "units",
                   zp_json_count(one->units), "regraded", zp_json_count(one->regraded), "gained",
                   zp_json_points(true, one->gained), "lost", zp_json_points(true, one->lost));
}

// ---- the whole ----------------------------------------------------------------------------------

static json_t *result_of(const zp_result *result)
{
  return json_pack("{s:o, s:o, s:o, s:o, s:o}", "version", zp_json_text(result->version), "pack",
                   zp_json_text(result->pack), "pack_version", zp_json_text(result->pack_version),
                   "pack_digest", zp_json_text(result->pack_digest), "units",
                   zp_json_count(result->unit_count));
}

static json_t *whole_of(const zp_changes *c)
{
  return json_pack(
      "{s:i, s:b, s:o, s:o, s:o, s:{s:o, s:o, s:o, s:o, s:o}, s:o, s:o, s:o, s:o, s:o, s:o}",
      "ziping_changes", SCHEMA, "equal", c->equal, "figures", zp_json_count(c->figures), "before",
      result_of(c->before), "after", result_of(c->after), "counts", "both", zp_json_count(c->both),
      "came", zp_json_count(c->came), "went", zp_json_count(c->went), "moved", zp_json_count(c->moved), "regraded",
      zp_json_count(c->regraded), "run", list_of(c->facts, c->fact_count, sizeof *c->facts, fact_of),
      "inputs", list_of(c->inputs, c->input_count, sizeof *c->inputs, input_of), "rules",
      list_of(c->rules, c->rule_count, sizeof *c->rules, rule_of), "grades",
      list_of(c->grades, c->grade_count, sizeof *c->grades, grade_of), "by_rule",
      list_of(c->culprits, c->culprit_count, sizeof *c->culprits, culprit_of), "units",
      list_of(c->units, c->unit_count, sizeof *c->units, unit_of));
}

zp_status zp_changes_json(const zp_changes *changes, zp_sink *sink, zp_error *err)
{
  return zp_json_write(whole_of(changes), sink, err);
}
