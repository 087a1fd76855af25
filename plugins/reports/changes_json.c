// changes_json.c: what changed between two results, for programs. Every object has all its keys;
// numbers are texts, exactly as they were computed.
#include <jansson.h>

#include "plugins/reports/changes_report.h"

enum { SCHEMA = 1 };

// Failures of memory show as a NULL value and travel up: jansson refuses to put NULL into anything.

static json_t *text_of(zp_text text)
{
  return json_stringn(text.len != 0 ? text.ptr : "", text.len);
}

static json_t *count_of(size_t count)
{
  return json_integer((json_int_t)count);
}

static json_t *points_of(bool known, zp_dec points)
{
  char room[ZP_NUMBER_ROOM];
  return known ? text_of(zp_dec_print_short(points, 2, room)) : json_null();
}

static json_t *dropped(json_t *whole)
{
  json_decref(whole);
  return NULL;
}

/// A list of `count` items, each made by `make` of its place.
static json_t *list_of(const void *items, size_t count, size_t size,
                       json_t *(*make)(const void *item))
{
  json_t *list = json_array();
  for (size_t i = 0; i < count; i++)
    if (json_array_append_new(list, make((const char *)items + i * size)) != 0)
      return dropped(list);
  return list;
}

static json_t *causes_of(uint32_t causes)
{
  json_t *list = json_array();
  for (int cause = 0; cause < ZP_CAUSE_COUNT; cause++)
    if ((causes >> cause & 1) != 0 &&
        json_array_append_new(list, json_string(zp_cause_name((zp_cause)cause))) != 0)
      return dropped(list);
  return list;
}

// ---- the run ------------------------------------------------------------------------------------

static json_t *fact_of(const void *item)
{
  const zp_fact_change *fact = item;
  return json_pack("{s:s, s:o, s:o}", "what", fact->key, "before", text_of(fact->before), "after",
                   text_of(fact->after));
}

static json_t *input_of(const void *item)
{
  const zp_input_change *input = item;
  return json_pack("{s:o, s:o, s:o}", "name", text_of(input->name), "before",
                   text_of(input->before), "after", text_of(input->after));
}

static json_t *params_of(const zp_rule_result *rule)
{
  return rule == NULL ? json_null() : text_of(rule->params);
}

static json_t *rule_of(const void *item)
{
  const zp_rule_change *rule = item;
  const zp_rule_result *one = rule->after != NULL ? rule->after : rule->before;
  return json_pack("{s:o, s:o, s:o, s:o}", "id", text_of(one->id), "title", text_of(one->title),
                   "before", params_of(rule->before), "after", params_of(rule->after));
}

// ---- totals and rows ----------------------------------------------------------------------------

static json_t *total_of(const zp_total *total)
{
  if (total == NULL) return json_null();
  return json_pack("{s:o, s:b, s:o, s:o}", "score", points_of(total->known, total->score), "graded",
                   total->known && total->graded, "grade",
                   total->known ? text_of(total->grade) : json_null(), "grade_high",
                   total->known ? text_of(total->grade_high) : json_null());
}

static json_t *side_of(const zp_row_result *row)
{
  if (row == NULL) return json_null();
  return json_pack("{s:s, s:o, s:o, s:o, s:o, s:o}", "outcome", zp_outcome_name(row->outcome),
                   "points", points_of(row->outcome == ZP_SCORED, row->points), "weight",
                   points_of(true, row->weight), "rule", text_of(row->rule), "target",
                   text_of(row->target_text), "actual", text_of(row->actual_text));
}

static json_t *row_of(const void *item)
{
  const zp_row_change *row = item;
  const zp_row_result *one = row->after != NULL ? row->after : row->before;
  const zp_project_result *project =
      row->project_after != NULL ? row->project_after : row->project_before;
  return json_pack("{s:o, s:o, s:b, s:b, s:o, s:o, s:o, s:o, s:o, s:o}", "project_code",
                   text_of(project->code), "project", text_of(project->name), "pooled", row->pooled,
                   "execution", one->execution, "level1", text_of(one->level1), "name",
                   text_of(one->level3), "causes", causes_of(row->causes), "change",
                   points_of(row->known, row->by), "before", side_of(row->before), "after",
                   side_of(row->after));
}

static json_t *ruling_of(const zp_adjustment *adjustment)
{
  if (adjustment == NULL) return json_null();
  return json_pack("{s:s, s:o, s:o}", "outcome", zp_ruling_name(adjustment->outcome), "points",
                   points_of(adjustment->kind == ZP_RULE_DEDUCTION, adjustment->points), "grade",
                   text_of(adjustment->grade));
}

static json_t *adjustment_of(const void *item)
{
  const zp_adjustment_change *change = item;
  const zp_adjustment *one = change->after != NULL ? change->after : change->before;
  return json_pack("{s:o, s:o, s:o, s:o}", "rule", text_of(one->rule), "title", text_of(one->title),
                   "before", ruling_of(change->before), "after", ruling_of(change->after));
}

static json_t *unit_of(const void *item)
{
  const zp_unit_change *unit = item;
  const zp_unit_result *a = unit->before, *b = unit->after, *one = b != NULL ? b : a;
  return json_pack(
      "{s:o, s:o, s:b, s:b, s:o, s:o, s:o, s:o, s:o}", "code", text_of(one->code), "name",
      text_of(one->name), "moved", unit->moved, "regraded", unit->regraded, "change",
      points_of(unit->known, unit->by), "before", total_of(a == NULL ? NULL : &a->total), "after",
      total_of(b == NULL ? NULL : &b->total), "indicators",
      list_of(unit->rows, unit->row_count, sizeof *unit->rows, row_of), "adjustments",
      list_of(unit->adjustments, unit->adjustment_count, sizeof *unit->adjustments, adjustment_of));
}

/// The grades of a total without its score, which is one unit's alone.
static json_t *graded_of(const zp_total *total)
{
  return json_pack("{s:b, s:o, s:o}", "graded", total->known && total->graded, "grade",
                   total->known ? text_of(total->grade) : json_null(), "grade_high",
                   total->known ? text_of(total->grade_high) : json_null());
}

static json_t *grade_of(const void *item)
{
  const zp_grade_change *grade = item;
  return json_pack("{s:o, s:o, s:o}", "before", graded_of(grade->before), "after",
                   graded_of(grade->after), "units", count_of(grade->units));
}

static json_t *culprit_of(const void *item)
{
  const zp_culprit *one = item;
  return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "rule", text_of(one->rule), "title",
                   text_of(one->title), "indicators", count_of(one->rows), "units",
                   count_of(one->units), "regraded", count_of(one->regraded), "gained",
                   points_of(true, one->gained), "lost", points_of(true, one->lost));
}

// ---- the whole ----------------------------------------------------------------------------------

static json_t *result_of(const zp_result *result)
{
  return json_pack("{s:o, s:o, s:o, s:o, s:o}", "version", text_of(result->version), "pack",
                   text_of(result->pack), "pack_version", text_of(result->pack_version),
                   "pack_digest", text_of(result->pack_digest), "units",
                   count_of(result->unit_count));
}

static json_t *whole_of(const zp_changes *c)
{
  return json_pack(
      "{s:i, s:b, s:o, s:o, s:o, s:{s:o, s:o, s:o, s:o, s:o}, s:o, s:o, s:o, s:o, s:o, s:o}",
      "ziping_changes", SCHEMA, "equal", c->equal, "figures", count_of(c->figures), "before",
      result_of(c->before), "after", result_of(c->after), "counts", "both", count_of(c->both),
      "came", count_of(c->came), "went", count_of(c->went), "moved", count_of(c->moved), "regraded",
      count_of(c->regraded), "run", list_of(c->facts, c->fact_count, sizeof *c->facts, fact_of),
      "inputs", list_of(c->inputs, c->input_count, sizeof *c->inputs, input_of), "rules",
      list_of(c->rules, c->rule_count, sizeof *c->rules, rule_of), "grades",
      list_of(c->grades, c->grade_count, sizeof *c->grades, grade_of), "by_rule",
      list_of(c->culprits, c->culprit_count, sizeof *c->culprits, culprit_of), "units",
      list_of(c->units, c->unit_count, sizeof *c->units, unit_of));
}

static int put_piece(const char *bytes, size_t size, void *sink)
{
  zp_sink_put(sink, (zp_text){ bytes, size });
  return ((zp_sink *)sink)->failed ? -1 : 0;
}

zp_status zp_changes_json(const zp_changes *changes, zp_sink *sink, zp_error *err)
{
  enum { INDENT = 2 };
  json_t *whole = whole_of(changes);
  bool written =
      whole != NULL && json_dump_callback(whole, put_piece, sink, JSON_INDENT(INDENT)) == 0;
  json_decref(whole);
  zp_sink_put(sink, ZP_TEXT("\n"));
  return written && !sink->failed ? ZP_OK : zp_fail_memory(err);
}
