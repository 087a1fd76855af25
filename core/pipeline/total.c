// total.c: sums, means and grades. A row that was not scored is never a silent zero: the total says what it rests on, and a
// grade is given only when the missing rows cannot change it (policy `withhold`).
#include "pipeline/total.h"

typedef struct sums { zp_dec points, weight, scored, unscored, fault; } sums;

static zp_status add_rows(const zp_row_result *rows, size_t count, sums *out, zp_error *err)
{
  for (size_t i = 0; i < count; i++) {
    const zp_row_result *row = &rows[i];
    zp_dec *part = row->outcome == ZP_SCORED ? &out->scored : row->outcome == ZP_FAULT ? &out->fault : &out->unscored;
    if (zp_dec_add(out->weight, row->weight, &out->weight, err) != ZP_OK) return err->status;
    if (zp_dec_add(*part, row->weight, part, err) != ZP_OK) return err->status;
    if (row->outcome == ZP_SCORED && zp_dec_add(out->points, row->points, &out->points, err) != ZP_OK) return err->status;
  }
  return ZP_OK;
}

/// Index of a score's grade; grade_count when the policy has none that low.
static size_t grade_at(const zp_policy *policy, zp_dec score)
{
  size_t i = 0;
  while (i < policy->grade_count && score.e4 < policy->grades[i].from.e4) i++;
  return i;
}

static zp_text grade_name(const zp_policy *policy, size_t index)
{
  return index < policy->grade_count ? policy->grades[index].name : (zp_text){ NULL, 0 };
}

zp_text zp_grade_of(const zp_policy *policy, zp_dec score)
{
  return grade_name(policy, grade_at(policy, score));
}

void zp_total_grade(const zp_policy *policy, zp_total *total)
{
  total->grade = zp_grade_of(policy, total->score);
  total->grade_high = zp_grade_of(policy, total->score_high);
  total->graded = total->known && zp_text_equal(total->grade, total->grade_high);
}

/// On a scale of 100, unless the pack keeps totals of forms whose weights sum to something else.
static zp_status scale(const zp_policy *policy, zp_dec points, zp_dec base, bool redistributed, zp_dec *out, zp_error *err)
{
  if (base.e4 == ZP_DEC(100).e4 || (policy->off_total == ZP_OFF_TOTAL_KEEP && !redistributed)) {
    *out = points;
    return ZP_OK;
  }
  return zp_dec_muldiv(points, ZP_DEC(100), base, 2, out, err);
}

zp_status zp_total_project(const zp_row_result *rows, size_t count, const zp_policy *policy, zp_total *out, zp_error *err)
{
  sums sum = { { 0 }, { 0 }, { 0 }, { 0 }, { 0 } };
  *out = (zp_total){ .known = false };
  if (add_rows(rows, count, &sum, err) != ZP_OK) return err->status;
  out->points = sum.points;
  out->weight = sum.weight;
  out->scored = sum.scored;

  bool redistribute = policy->unscored == ZP_UNSCORED_REDISTRIBUTE;
  zp_dec base = { sum.weight.e4 - (redistribute ? sum.unscored.e4 : 0) };
  zp_dec high = { sum.points.e4 + sum.fault.e4 + (policy->unscored == ZP_UNSCORED_WITHHOLD ? sum.unscored.e4 : 0) };
  if (base.e4 <= 0) return ZP_OK;
  bool moved = redistribute && sum.unscored.e4 != 0;
  if (scale(policy, sum.points, base, moved, &out->score, err) != ZP_OK) return err->status;
  if (scale(policy, high, base, moved, &out->score_high, err) != ZP_OK) return err->status;
  out->known = true;
  zp_total_grade(policy, out);
  return ZP_OK;
}

static zp_status mean(const zp_dec *values, const zp_money *weights, size_t count, zp_dec *out, zp_error *err)
{
  return zp_dec_weighted_mean(values, weights, count, 2, out, err);
}

/// Weights of the projects in the unit's mean; false when one cannot be weighed.
static bool weigh(const zp_project_result *projects, size_t count, zp_combine combine, zp_money *weights, bool *all_zero)
{
  int64_t any = 0;
  for (size_t i = 0; i < count; i++) {
    if (!projects[i].total.known) return false;
    if (combine == ZP_COMBINE_BUDGET && count > 1 && !projects[i].has_revised) return false;
    weights[i] = combine == ZP_COMBINE_BUDGET && count > 1 ? projects[i].revised : (zp_money){ 1 };
    any |= weights[i].fen;
  }
  *all_zero = any == 0;
  for (size_t i = 0; any == 0 && i < count; i++) weights[i].fen = 1;
  return true;
}

zp_status zp_total_unit(const zp_project_result *projects, size_t count, const zp_policy *policy, zp_arena *arena,
                        zp_total *out, bool *all_zero, zp_error *err)
{
  zp_money *weights = ZP_TAKE(arena, zp_money, count);
  zp_dec *low = ZP_TAKE(arena, zp_dec, count), *high = ZP_TAKE(arena, zp_dec, count), *scored = ZP_TAKE(arena, zp_dec, count);
  if (weights == NULL || low == NULL || high == NULL || scored == NULL) return zp_fail_memory(err);
  *out = (zp_total){ .known = false, .weight = ZP_DEC(100) };
  *all_zero = false;
  if (count == 0 || !weigh(projects, count, policy->unit, weights, all_zero)) return ZP_OK;
  for (size_t i = 0; i < count; i++) {
    const zp_total *total = &projects[i].total;
    low[i] = total->score;
    high[i] = total->score_high;
    if (zp_dec_muldiv(total->scored, ZP_DEC(100), total->weight, 4, &scored[i], err) != ZP_OK) return err->status;
  }
  if (mean(low, weights, count, &out->score, err) != ZP_OK) return err->status;
  if (mean(high, weights, count, &out->score_high, err) != ZP_OK) return err->status;
  if (mean(scored, weights, count, &out->scored, err) != ZP_OK) return err->status;
  out->points = out->score;
  out->known = true;
  zp_total_grade(policy, out);
  return ZP_OK;
}

// ---- vetoes and deductions -----------------------------------------------------------------------------------------

/// Points that come off the lowest and the highest score.
static zp_status add_deductions(const zp_policy *policy, const zp_adjustment *adjustments, zp_dec *worst, zp_dec *best,
                                zp_error *err)
{
  for (size_t i = 0; i < policy->unit_rule_count; i++) {
    const zp_adjustment *made = &adjustments[i];
    if (made->kind != ZP_RULE_DEDUCTION || made->outcome == ZP_NOT_APPLIED) continue;
    if (zp_dec_add(*worst, made->points, worst, err) != ZP_OK) return err->status;
    if (made->outcome == ZP_APPLIED && zp_dec_add(*best, made->points, best, err) != ZP_OK) return err->status;
  }
  return ZP_OK;
}

static zp_dec less(zp_dec score, zp_dec points)
{
  return (zp_dec){ score.e4 > points.e4 ? score.e4 - points.e4 : 0 };
}

zp_status zp_total_adjust(const zp_policy *policy, const zp_adjustment *adjustments, zp_total *total, zp_error *err)
{
  zp_dec worst = { 0 }, best = { 0 };
  if (!total->known) return ZP_OK;
  if (add_deductions(policy, adjustments, &worst, &best, err) != ZP_OK) return err->status;
  total->score = less(total->score, worst);
  total->score_high = less(total->score_high, best);
  total->points = total->score;
  size_t low = grade_at(policy, total->score), high = grade_at(policy, total->score_high);
  for (size_t i = 0; i < policy->unit_rule_count; i++) {
    size_t lowered = policy->rules[policy->rule_count + i].grade;  // a larger index is a worse grade
    if (adjustments[i].kind != ZP_RULE_VETO || adjustments[i].outcome == ZP_NOT_APPLIED) continue;
    if (low < lowered) low = lowered;
    if (adjustments[i].outcome == ZP_APPLIED && high < lowered) high = lowered;
  }
  total->grade = grade_name(policy, low);
  total->grade_high = grade_name(policy, high);
  total->graded = low == high;
  return ZP_OK;
}
