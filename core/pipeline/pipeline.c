// pipeline.c: the whole run, stage after stage. Everything made lives in the job's arena.
#include "pipeline/pipeline.h"

#include <string.h>

#include "pipeline/review.h"
#include "pipeline/stages.h"

zp_status zp_run_unit(const zp_job *job, const zp_unit *unit, const zp_findings *noticed, zp_arena *scratch, zp_unit_result **out,
                      zp_error *err)
{
  const zp_policy *policy = zp_host_policy(job->host);
  zp_arena *arena = job->arena;
  zp_findings findings = *noticed;
  zp_unit_reading reading;
  zp_outcome **outcomes = NULL;
  zp_unit_result *result = NULL;

  if (zp_resolve(unit, policy, arena, scratch, &reading, &findings, err) != ZP_OK) return err->status;  // texts -> values
  if (zp_weigh(&reading, policy, scratch, &findings, err) != ZP_OK) return err->status;                 // -> weights
  zp_supply(&reading, policy);                                                                          // -> inputs
  if (zp_score(&reading, job->host, arena, scratch, &outcomes, err) != ZP_OK) return err->status;       // -> points
  if (job->shadow != NULL &&
      zp_shadow_check(job->shadow, &reading, outcomes, policy, job->arena, &findings, err) != ZP_OK) return err->status;
  if (zp_aggregate(&reading, outcomes, job->host, job->shadow, job->arena, &findings, &result, err) != ZP_OK) return err->status;  // -> totals
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

/// A parameter's value as text; numbers at 1e-9.
static zp_text param_text(const zp_param *param, char room[ZP_NUMBER_ROOM])
{
  if (param->type == ZP_PARAM_FLAG) return param->flag ? ZP_TEXT("true") : ZP_TEXT("false");
  if (param->type == ZP_PARAM_TEXT) return param->text;
  zp_qty number = zp_qty_from_answer(param->number);
  return number.digits != 0 || param->number == 0 ? zp_qty_print_short(number, room) : ZP_TEXT("?");
}

/// "met=1 partial=0.7 accept=true": the values a rule ran with. ptr NULL when memory is short.
static zp_text print_params(const zp_rule *rule, zp_arena *arena)
{
  char room[ZP_NUMBER_ROOM];
  size_t length = 0;
  for (size_t i = 0; i < rule->param_count; i++) length += rule->params[i].name.len + param_text(&rule->params[i], room).len + 2;
  char *line = zp_arena_bytes(arena, length), *p = line;
  for (size_t i = 0; line != NULL && i < rule->param_count; i++) {
    zp_text name = rule->params[i].name, value = param_text(&rule->params[i], room);
    if (i != 0) *p++ = ' ';
    p = mempcpy(p, name.ptr, name.len);
    *p++ = '=';
    if (value.len != 0) p = mempcpy(p, value.ptr, value.len);
  }
  return (zp_text){ line, line == NULL ? 0 : (size_t)(p - line) };
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

static zp_status run_each(const zp_job *job, const zp_gathered *gathered, zp_arena *scratch, zp_result *result, zp_error *err)
{
  enum { KEPT = 4 << 20 };
  for (size_t u = 0; u < gathered->submission.unit_count; u++) {
    zp_unit_result *unit = NULL;
    if (zp_run_unit(job, &gathered->submission.units[u], &gathered->unit_findings[u].list, scratch, &unit, err) != ZP_OK)
      return err->status;
    unit->district = gathered->submission.district.text;
    result->units[result->unit_count++] = *unit;
    if (scratch != job->arena) zp_arena_reset(scratch, KEPT);
  }
  return ZP_OK;
}

/// Many units take turns in one scratch arena, and a large one gives it back, so that they need the memory of their results only;
/// for what a town sends as a rule the job's own is as good.
static bool needs_scratch(const zp_job *job, const zp_gathered *gathered)
{
  enum { LARGE = 1 << 20 };
  size_t bytes = 0;
  for (size_t i = 0; i < job->input_count; i++) bytes += job->inputs[i].bytes.len;
  return gathered->submission.unit_count > 1 || bytes > LARGE;
}

static zp_status run_units(const zp_job *job, const zp_gathered *gathered, zp_result *result, zp_error *err)
{
  bool apart = needs_scratch(job, gathered);
  result->units = ZP_TAKE(job->arena, zp_unit_result, gathered->submission.unit_count);
  zp_arena *scratch = apart ? zp_arena_beside(job->arena) : job->arena;
  zp_status status = ZP_E_MEMORY;
  if (result->units == NULL || scratch == NULL) zp_fail_memory(err);
  else status = run_each(job, gathered, scratch, result, err);
  if (apart) zp_arena_free(scratch);
  return status;
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
