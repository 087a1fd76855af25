// total.h: points of rows -> totals and grades, as the pack says.
#pragma once

#include "model/result.h"

/// What a project's rows add up to. Sums of parts already rounded to 0.01; `score` rounded once more when scaled.
zp_status zp_total_project(const zp_row_result *rows, size_t count, const zp_policy *policy, zp_total *out, zp_error *err);

/// The unit's mean of its projects. `known` is false when a project has no total or no budget to weigh it by.
/// *all_zero: every budget was 0 and the simple mean was taken.
zp_status zp_total_unit(const zp_project_result *projects, size_t count, const zp_policy *policy, zp_arena *arena,
                        zp_total *out, bool *all_zero, zp_error *err);

/// Deductions come off the score, never below 0; vetoes lower the grade. `adjustments` are those of the policy's unit rules, in
/// their order. An open one counts for the lowest score and grade and not for the highest. A total that is not known stays so.
zp_status zp_total_adjust(const zp_policy *policy, const zp_adjustment *adjustments, zp_total *total, zp_error *err);

/// Grades of a total from its two scores.
void zp_total_grade(const zp_policy *policy, zp_total *total);

/// The grade of a score; empty when the policy has none that low.
zp_text zp_grade_of(const zp_policy *policy, zp_dec score);
