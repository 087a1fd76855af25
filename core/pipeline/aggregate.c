// aggregate.c: readings and outcomes -> a result that stands alone, with totals and what scoring noticed.
#include "pipeline/combine.h"
#include "pipeline/pooled.h"
#include "pipeline/shadow.h"
#include "pipeline/stages.h"
#include "pipeline/total.h"

static const zp_text none = { NULL, 0 };

typedef struct aggregator {
  zp_host *host;
  const zp_policy *policy;
  zp_arena *arena;
  zp_findings *findings;
  int year;
  bool pooled;  // what its rows tell was told of their parts
} aggregator;

// ---- what scoring noticed ------------------------------------------------------------------------------------------

/// "mof-2020/ratio_up.lua:13": where the rule that broke stands.
static zp_text rule_place(aggregator *a, const zp_outcome *outcome)
{
  const zp_rule *rule = &a->policy->rules[outcome->rule];
  return zp_text_format(a->arena, "%.*s:%u", ZP_ARG(rule->file), outcome->line != 0 ? outcome->line : rule->line);
}

static void notice_outcome(aggregator *a, const zp_outcome *outcome, const zp_row_result *row,
                           const zp_project_reading *project)
{
  const zp_place *place = &row->actual_place;
  if (place->row == 0) place = &row->target_place;
  if (place->row == 0) place = &project->project->name.place;
  zp_finding *finding = NULL;
  if (row->reason == ZP_REASON_FAULT)
    finding = zp_findings_add(a->findings, ZP_E_RULE_FAULT, place, row->rule, row->fault.len != 0 ? row->fault : row->note,
                              rule_place(a, outcome));
  if (row->reason == ZP_REASON_DECLINED)
    finding = zp_findings_add(a->findings, ZP_E_RULE_DECLINED, place, row->rule, row->note, none);
  if (row->reason == ZP_REASON_NO_RULE) finding = zp_findings_add(a->findings, ZP_E_NO_RULE, place, none, none, none);
  zp_finding_cell(a->findings, finding, row->execution ? project->project->name.text : row->level3, 0, 0);
}

static void notice_over_fulfilled(aggregator *a, const zp_row_reading *reading, const zp_row_result *row)
{
  char percent[ZP_NUMBER_ROOM], limit[ZP_NUMBER_ROOM];
  bool upward = row->direction == ZP_DIRECTION_UP || row->direction == ZP_DIRECTION_EQUAL;
  zp_dec actual, target, share;
  if (row->outcome != ZP_SCORED || !upward || a->policy->over_fulfilled.e4 == 0 || reading->missing != ZP_REASON_NONE) return;
  if (zp_qty_to_dec(reading->aligned, &actual, NULL) != ZP_OK || zp_qty_to_dec(row->target.number, &target, NULL) != ZP_OK) return;
  // Most rows are, and need no division.
  bool within = target.e4 > 0 && actual.e4 <= target.e4 && a->policy->over_fulfilled.e4 >= ZP_DEC(100).e4;
  if (within || zp_dec_muldiv(actual, ZP_DEC(100), target, 2, &share, NULL) != ZP_OK || share.e4 <= a->policy->over_fulfilled.e4) return;
  zp_finding *finding =
      zp_findings_add(a->findings, ZP_E_OVER_FULFILLED, &row->actual_place, zp_dec_print_short(share, 0, percent),
                      zp_dec_print_short(a->policy->over_fulfilled, 0, limit), none);
  zp_finding_cell(a->findings, finding, row->actual_text, 0, 0);
}

static void notice_over_budget(aggregator *a, const zp_project_reading *project)
{
  char executed[ZP_NUMBER_ROOM], revised[ZP_NUMBER_ROOM];
  const zp_cell *cell = &project->project->budget.executed;
  if (!project->has_executed || !project->has_revised || project->executed.fen <= project->revised.fen) return;
  zp_finding *finding = zp_findings_add(a->findings, ZP_E_OVER_BUDGET, &cell->place, zp_money_print_wan(project->executed, executed),
                                        zp_money_print_wan(project->revised, revised), none);
  zp_finding_cell(a->findings, finding, cell->text, 0, 0);
}

// ---- rows ----------------------------------------------------------------------------------------------------------

static void copy_outcome(aggregator *a, const zp_outcome *outcome, zp_row_result *row)
{
  row->outcome = outcome->kind;
  row->points = outcome->points;
  row->reason = outcome->reason;
  row->fault = outcome->fault;
  row->note = outcome->note;
  if (outcome->kind == ZP_SCORED) row->answer = zp_qty_from_answer(outcome->answer);
  if (outcome->reason == ZP_REASON_INPUT_MISSING) row->reason_input = zp_text_from(zp_input_name((zp_input)outcome->input));
  if (outcome->rule != ZP_NO_RULE) {
    row->rule = a->policy->rules[outcome->rule].id;
    row->rule_title = a->policy->rules[outcome->rule].title;
  }
}

/// The row is empty.
static void build_row(aggregator *a, const zp_row_reading *reading, const zp_outcome *outcome, zp_row_result *row)
{
  const zp_indicator *from = reading->indicator;
  row->execution = from == NULL;
  row->target = reading->target;
  row->actual = reading->actual;
  row->direction = reading->direction;
  row->direction_source = reading->direction_source;
  row->band = reading->band;
  row->weight = reading->weight;
  row->weight_source = reading->weight_source;
  row->has_declared = reading->has_declared;
  row->declared = reading->declared;
  copy_outcome(a, outcome, row);
  if (reading->group != SIZE_MAX) row->group = a->policy->groups[reading->group].id;
  if (from == NULL) return;
  row->level1 = from->level1->text;
  row->level2 = from->level2->text;
  row->level3 = from->level3->text;
  row->description = from->description->text;
  row->target_text = from->target->text;
  row->actual_text = from->actual->text;
  row->deviation = from->note->text;
  row->place = from->level3->place;
  row->target_place = from->target->place;
  row->actual_place = from->actual->place;
}

/// The execution row shows its two amounts as target and actual.
static void show_budget(const zp_project *project, zp_row_result *row)
{
  const zp_budget *budget = &project->budget;
  const zp_cell *planned = &budget->revised;
  if (zp_text_blank(planned->text)) planned = &budget->initial;
  if (zp_text_blank(planned->text)) planned = &budget->total;
  row->target_text = planned->text;
  row->target_place = planned->place;
  row->actual_text = budget->executed.text;
  row->actual_place = budget->executed.place;
}

static zp_status build_project(aggregator *a, const zp_project_reading *reading, const zp_outcome *outcomes,
                               zp_project_result *out, zp_error *err)
{
  const zp_project *project = reading->project;
  *out = (zp_project_result){
    .code = project->code.text, .name = project->name.text, .place = project->name.place,
    .has_initial = reading->has_initial, .has_revised = reading->has_revised, .has_executed = reading->has_executed,
    .initial = reading->initial, .revised = reading->revised, .executed = reading->executed,
    .row_count = reading->row_count, .rows = ZP_TAKE(a->arena, zp_row_result, reading->row_count),
  };
  if (out->rows == NULL) return zp_fail_memory(err);
  for (size_t i = 0; i < reading->row_count; i++) {
    build_row(a, &reading->rows[i], &outcomes[i], &out->rows[i]);
    if (i == 0) show_budget(project, &out->rows[0]);
    if (zp_keep_given(reading, a->year, i, &outcomes[i], a->policy, a->arena, &out->rows[i], err) != ZP_OK) return err->status;
    bool told = a->pooled && out->rows[i].place.row != 0;  // a row on its own, taken as it is
    if (!told) notice_outcome(a, &outcomes[i], &out->rows[i], reading);
    if (!a->pooled) notice_over_fulfilled(a, &reading->rows[i], &out->rows[i]);
  }
  if (!a->pooled) notice_over_budget(a, reading);
  if (zp_total_project(out->rows, out->row_count, a->policy, &out->total, err) != ZP_OK) return err->status;
  if (a->policy->project != ZP_COMBINE_FUNCTION) return ZP_OK;
  const zp_combining with = { a->host, a->arena, a->findings, &project->name.place };
  return zp_combine_project(&with, reading, out, err);
}

// ---- the unit ------------------------------------------------------------------------------------------------------

/// The projects as one, scored again: its total is the unit's.
static zp_status total_pool(aggregator *a, const zp_unit_reading *reading, zp_outcome *const *outcomes, zp_shadow *shadow,
                            zp_unit_result *result, zp_error *err)
{
  zp_unit_reading pooled;
  zp_outcome **again = NULL;
  bool all_zero;
  if (zp_pool_projects(reading, outcomes, a->arena, &pooled, &all_zero, err) != ZP_OK) return err->status;
  result->total = (zp_total){ .weight = ZP_DEC(100) };
  if (pooled.project_count == 0) return ZP_OK;
  if (all_zero) zp_findings_add(a->findings, ZP_E_ALL_BUDGETS_ZERO, &reading->unit->name.place, none, none, none);
  zp_supply(&pooled, a->policy);
  if (zp_score(&pooled, a->host, a->arena, a->arena, &again, err) != ZP_OK) return err->status;
  if (shadow != NULL && zp_shadow_check(shadow, &pooled, again, a->policy, a->arena, a->findings, err) != ZP_OK) return err->status;
  result->pooled = ZP_TAKE(a->arena, zp_project_result, 1);
  if (result->pooled == NULL) return zp_fail_memory(err);
  result->pooled_count = 1;
  a->pooled = true;
  if (build_project(a, &pooled.projects[0], again[0], &result->pooled[0], err) != ZP_OK) return err->status;
  result->total = result->pooled[0].total;
  result->total.points = result->total.score;
  result->total.weight = ZP_DEC(100);
  if (!result->total.known) return ZP_OK;
  return zp_dec_muldiv(result->pooled[0].total.scored, ZP_DEC(100), result->pooled[0].total.weight, 4, &result->total.scored, err);
}

static zp_status total_unit(aggregator *a, const zp_unit *unit, zp_unit_result *result, zp_error *err)
{
  bool all_zero;
  if (zp_total_unit(result->projects, result->project_count, a->policy, a->arena, &result->total, &all_zero, err) != ZP_OK)
    return err->status;
  if (all_zero) zp_findings_add(a->findings, ZP_E_ALL_BUDGETS_ZERO, &unit->name.place, none, none, none);
  if (a->policy->unit != ZP_COMBINE_FUNCTION) return ZP_OK;
  const zp_combining with = { a->host, a->arena, a->findings, &unit->name.place };
  return zp_combine_unit(&with, result, err);
}

zp_status zp_aggregate(const zp_unit_reading *reading, zp_outcome *const *outcomes, zp_host *host, zp_shadow *shadow,
                       zp_arena *arena, zp_findings *findings, zp_unit_result **out, zp_error *err)
{
  const zp_unit *unit = reading->unit;
  const zp_policy *policy = zp_host_policy(host);
  aggregator a = { host, policy, arena, findings, unit->year, false };
  zp_unit_result *result = ZP_TAKE(arena, zp_unit_result, 1);
  if (result == NULL) return zp_fail_memory(err);
  *result = (zp_unit_result){
    .code = unit->code.text, .name = unit->name.text, .year = unit->year,
    .overall_count = unit->overall_count, .item_count = unit->item_count, .safeguard_count = unit->safeguard_count,
    .project_count = reading->project_count, .projects = ZP_TAKE(arena, zp_project_result, reading->project_count),
  };
  if (result->projects == NULL) return zp_fail_memory(err);
  for (size_t p = 0; p < reading->project_count; p++)
    if (build_project(&a, &reading->projects[p], outcomes[p], &result->projects[p], err) != ZP_OK) return err->status;

  if (policy->unit == ZP_COMBINE_POOL ? total_pool(&a, reading, outcomes, shadow, result, err) != ZP_OK
                                      : total_unit(&a, unit, result, err) != ZP_OK)
    return err->status;
  if (result->project_count == 0) zp_findings_add(findings, ZP_E_NO_PROJECTS, &unit->name.place, unit->name.text, none, none);
  *out = result;
  return ZP_OK;
}
