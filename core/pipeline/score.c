// score.c: chooses each row's rule and has the host judge the rows of a unit in one go.
#include "pipeline/stages.h"

static bool in_set(uint32_t set, unsigned bit)
{
  return set == 0 || (set & 1u << bit) != 0;
}

static bool holds_any(const zp_words *parts, zp_text text)
{
  for (size_t i = 0; i < parts->count; i++)
    if (zp_text_contains(text, parts->items[i])) return true;
  return parts->count == 0;
}

static bool is_any(const zp_words *words, zp_text text)
{
  for (size_t i = 0; i < words->count; i++)
    if (zp_text_equal(text, words->items[i])) return true;
  return words->count == 0;
}

static bool of_time(zp_dates wanted, const zp_value *target)
{
  if (wanted == ZP_DATES_ANY) return true;
  bool dated = target->kind == ZP_KIND_DATE || (target->kind == ZP_KIND_RANGE && target->dates);
  return dated == (wanted == ZP_DATES_ONLY);
}

/// The words of a row against those of a rule; asked last, since texts are dearest to compare.
static bool words_apply(const zp_policy *policy, const zp_applies *to, const zp_row_reading *row)
{
  zp_text group = row->group == SIZE_MAX ? (zp_text){ NULL, 0 } : policy->groups[row->group].id;
  return is_any(&to->groups, group) && holds_any(&to->level2, row->indicator->level2->text) &&
         holds_any(&to->names, row->indicator->level3->text);
}

static bool applies(const zp_policy *policy, const zp_applies *to, const zp_row_reading *row)
{
  if (to->execution != (row->indicator == NULL)) return false;
  if (row->indicator == NULL) return true;
  return in_set(to->kinds, row->target.kind) && in_set(to->actual_kinds, row->actual.kind) &&
         in_set(to->directions, row->direction) && of_time(to->dates, &row->target) &&
         (to->groups.count + to->level2.count + to->names.count == 0 ||
          words_apply(policy, to, row));
}

uint16_t zp_select(const zp_policy *policy, const zp_row_reading *row)
{
  for (size_t i = 0; i < policy->rule_count; i++)
    if (applies(policy, &policy->rules[i].applies, row)) return (uint16_t)i;
  return ZP_NO_RULE;
}

/// A row that could not be read is told as that, not as a row without a rule.
static void prefer_reading(const zp_row_reading *row, zp_outcome *outcome)
{
  if (outcome->reason == ZP_REASON_NO_RULE && row->missing != ZP_REASON_NONE) outcome->reason = row->missing;
}

zp_status zp_score(const zp_unit_reading *reading, zp_host *host, zp_arena *arena,
                   zp_arena *scratch, zp_outcome ***out, zp_error *err)
{
  const zp_policy *policy = zp_host_policy(host);
  size_t count = 0, next = 0;
  for (size_t p = 0; p < reading->project_count; p++) count += reading->projects[p].row_count;
  const zp_row_reading **rows = ZP_TAKE(scratch, const zp_row_reading *, count);
  uint16_t *rules = ZP_TAKE(scratch, uint16_t, count);
  zp_outcome *outcomes = ZP_TAKE(scratch, zp_outcome, count);
  zp_outcome **by_project = ZP_TAKE(scratch, zp_outcome *, reading->project_count);
  if (rows == NULL || rules == NULL || outcomes == NULL || by_project == NULL) return zp_fail_memory(err);

  for (size_t p = 0; p < reading->project_count; p++) {
    by_project[p] = &outcomes[next];
    for (size_t i = 0; i < reading->projects[p].row_count; i++, next++) {
      rows[next] = &reading->projects[p].rows[i];
      rules[next] = zp_select(policy, rows[next]);
    }
  }
  *out = by_project;
  if (zp_host_score(host, rows, rules, count, arena, outcomes, err) != ZP_OK) return err->status;
  for (size_t i = 0; i < count; i++) prefer_reading(rows[i], &outcomes[i]);
  return ZP_OK;
}
