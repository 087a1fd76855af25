// adjust.c: vetoes and deductions, once a unit's projects are combined. One that broke or declined is open: the lowest score
// and grade still possible have it, the highest have not.
#include "pipeline/series.h"
#include "pipeline/stages.h"
#include "pipeline/total.h"

static const zp_text none = { NULL, 0 };

static zp_ruling ruling_of(const zp_outcome *outcome)
{
  if (outcome->kind == ZP_FAULT) return ZP_BROKEN;
  if (outcome->kind == ZP_UNSCORED) return ZP_DECLINED;
  return outcome->points.e4 != 0 ? ZP_APPLIED : ZP_NOT_APPLIED;
}

static zp_adjustment describe(const zp_policy *policy, const zp_rule *rule, const zp_outcome *outcome)
{
  zp_adjustment made = { .kind = rule->kind, .rule = rule->id, .title = rule->title, .outcome = ruling_of(outcome),
                         .fault = outcome->fault, .note = outcome->note, .line = outcome->kind == ZP_FAULT ? outcome->line : 0 };
  if (made.outcome == ZP_NOT_APPLIED) return made;
  if (rule->kind == ZP_RULE_VETO) made.grade = policy->grades[rule->grade].name;
  else made.points = made.outcome == ZP_APPLIED ? outcome->points : rule->most;
  return made;
}

static void notice(const zp_rule *rule, const zp_adjustment *made, const zp_place *place, zp_arena *arena, zp_findings *findings)
{
  zp_text where = zp_text_format(arena, "%.*s:%u", ZP_ARG(rule->file), made->line);
  zp_text why = made->fault.len != 0 ? made->fault : made->note;
  if (made->outcome == ZP_BROKEN) zp_findings_add(findings, ZP_E_UNIT_RULE_FAULT, place, rule->id, why, where);
  if (made->outcome == ZP_DECLINED) zp_findings_add(findings, ZP_E_UNIT_RULE_DECLINED, place, rule->id, made->note, none);
}

zp_status zp_adjust(const zp_unit_reading *reading, zp_host *host, zp_arena *arena, zp_findings *findings, zp_unit_result *unit,
                    zp_error *err)
{
  const zp_policy *policy = zp_host_policy(host);
  const zp_rule *rules = policy->rules + policy->rule_count;
  zp_series series;
  if (policy->unit_rule_count == 0) return ZP_OK;
  unit->combined = unit->total;
  unit->adjustments = ZP_TAKE(arena, zp_adjustment, policy->unit_rule_count);
  if (unit->adjustments == NULL) return zp_fail_memory(err);
  if (zp_series_of_unit(reading, unit, arena, &series, err) != ZP_OK) return err->status;
  for (size_t i = 0; i < policy->unit_rule_count; i++) {
    zp_outcome outcome;
    if (zp_host_judge(host, policy->rule_count + i, &series, arena, &outcome, err) != ZP_OK) return err->status;
    unit->adjustments[i] = describe(policy, &rules[i], &outcome);
    unit->adjustment_count++;
    notice(&rules[i], &unit->adjustments[i], &reading->unit->name.place, arena, findings);
  }
  return zp_total_adjust(policy, unit->adjustments, &unit->total, err);
}
