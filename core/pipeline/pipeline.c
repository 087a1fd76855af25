// pipeline.c: the whole run, stage after stage. Everything made lives in the job's arena.
#include "pipeline/pipeline.h"

#include "pipeline/review.h"
#include "pipeline/stages.h"

zp_status zp_run_unit(const zp_job *job, const zp_unit *unit, const zp_findings *noticed, zp_unit_result **out, zp_error *err)
{
  const zp_policy *policy = zp_host_policy(job->host);
  zp_findings findings = *noticed;
  zp_unit_reading reading;
  zp_outcome **outcomes = NULL;
  zp_unit_result *result = NULL;

  if (zp_resolve(unit, policy, job->arena, &reading, &findings, err) != ZP_OK) return err->status;  // texts -> values
  if (zp_weigh(&reading, policy, job->arena, &findings, err) != ZP_OK) return err->status;          // -> weights
  zp_supply(&reading, policy);                                                                      // -> inputs
  if (zp_score(&reading, job->host, job->arena, &outcomes, err) != ZP_OK) return err->status;       // -> points
  if (job->shadow != NULL &&
      zp_shadow_check(job->shadow, &reading, outcomes, policy, job->arena, &findings, err) != ZP_OK) return err->status;
  if (zp_aggregate(&reading, outcomes, job->host, job->arena, &findings, &result, err) != ZP_OK) return err->status;  // -> totals
  if (zp_adjust(&reading, job->host, job->arena, &findings, result, err) != ZP_OK) return err->status;  // vetoes, deductions
  if (job->review && zp_review(&reading, result, policy, job->arena, &findings, err) != ZP_OK) return err->status;
  result->findings = findings.items;
  result->finding_count = findings.count;
  *out = result;
  return findings.lost ? zp_fail_memory(err) : ZP_OK;
}

static const char *policy_name(zp_unscored_policy policy)
{
  static const char *const names[] = { "withhold", "zero", "redistribute" };
  return names[policy];
}

/// "budget"; of a function also where it stands.
static zp_text combine_name(const zp_policy *policy, zp_level level, zp_combine combine, zp_arena *arena)
{
  const zp_place *function = &policy->functions[level];
  const char *name = zp_combine_name(combine);
  if (combine != ZP_COMBINE_FUNCTION) return zp_text_from(name);
  return zp_text_format(arena, "%s %.*s:%u", name, ZP_ARG(function->file), function->row);
}

/// "met=1 partial=0.7 accept=true": the values a rule ran with, numbers at 1e-9.
static zp_text print_params(const zp_rule *rule, zp_arena *arena)
{
  zp_text line = { "", 0 };
  for (size_t i = 0; i < rule->param_count && line.ptr != NULL; i++) {
    const zp_param *param = &rule->params[i];
    char room[ZP_NUMBER_ROOM];
    zp_qty number = zp_qty_from_answer(param->number);
    zp_text value = param->text;
    if (param->type == ZP_PARAM_FLAG) value = param->flag ? ZP_TEXT("true") : ZP_TEXT("false");
    if (param->type == ZP_PARAM_NUMBER)
      value = number.digits != 0 || param->number == 0 ? zp_qty_print_short(number, room) : ZP_TEXT("?");
    line = zp_text_format(arena, "%.*s%s%.*s=%.*s", ZP_ARG(line), i == 0 ? "" : " ", ZP_ARG(param->name), ZP_ARG(value));
  }
  return line;
}

static zp_status describe_rules(const zp_policy *policy, zp_arena *arena, zp_result *result, zp_error *err)
{
  result->rule_count = zp_policy_rules(policy);
  result->rules = ZP_TAKE(arena, zp_rule_result, result->rule_count);
  for (size_t i = 0; result->rules != NULL && i < result->rule_count; i++) {
    const zp_rule *rule = &policy->rules[i];
    result->rules[i] = (zp_rule_result){ rule->id, rule->title, rule->basis, rule->file, rule->line, print_params(rule, arena),
                                          rule->kind };
    if (result->rules[i].params.ptr == NULL) return zp_fail_memory(err);
  }
  return result->rules == NULL ? zp_fail_memory(err) : ZP_OK;
}

static zp_status run_units(const zp_job *job, const zp_gathered *gathered, zp_result *result, zp_error *err)
{
  result->units = ZP_TAKE(job->arena, zp_unit_result, gathered->submission.unit_count);
  if (result->units == NULL) return zp_fail_memory(err);
  for (size_t u = 0; u < gathered->submission.unit_count; u++) {
    zp_unit_result *unit = NULL;
    if (zp_run_unit(job, &gathered->submission.units[u], &gathered->unit_findings[u].list, &unit, err) != ZP_OK)
      return err->status;
    unit->district = gathered->submission.district.text;
    result->units[result->unit_count++] = *unit;
  }
  return ZP_OK;
}

/// What the pack decides, as far as a reader of the result needs it.
static zp_status describe_pack(const zp_policy *policy, zp_arena *arena, zp_result *result, zp_error *err)
{
  *result = (zp_result){
    .version = ZP_TEXT(ZP_VERSION), .pack = policy->id, .pack_version = policy->version, .pack_title = policy->title,
    .pack_digest = policy->digest, .unscored_policy = zp_text_from(policy_name(policy->unscored)),
    .combine_project = combine_name(policy, ZP_LEVEL_PROJECT, policy->project, arena),
    .combine = combine_name(policy, ZP_LEVEL_UNIT, policy->unit, arena),
    .combine_district = combine_name(policy, ZP_LEVEL_DISTRICT, policy->district, arena),
    .grades = policy->grades, .grade_count = policy->grade_count,
    .groups = ZP_TAKE(arena, zp_group_result, policy->group_count), .group_count = policy->group_count,
  };
  if (result->groups == NULL || zp_arena_short(arena)) return zp_fail_memory(err);
  for (size_t i = 0; i < policy->group_count; i++)
    result->groups[i] = (zp_group_result){ policy->groups[i].id, policy->groups[i].name, policy->groups[i].weight };
  return describe_rules(policy, arena, result, err);
}

zp_status zp_run(const zp_job *job, zp_result **out, zp_error *err)
{
  zp_gathered *gathered = NULL;
  zp_result *result = ZP_TAKE(job->arena, zp_result, 1);
  if (result == NULL) return zp_fail_memory(err);
  if (describe_pack(zp_host_policy(job->host), job->arena, result, err) != ZP_OK) return err->status;
  if (zp_gather(job, &gathered, err) != ZP_OK) return err->status;
  if (run_units(job, gathered, result, err) != ZP_OK) return err->status;
  result->inputs = gathered->inputs;
  result->input_count = job->input_count;
  result->findings = gathered->findings.items;
  result->finding_count = gathered->findings.count;
  *out = result;
  return gathered->findings.lost ? zp_fail_memory(err) : ZP_OK;
}
