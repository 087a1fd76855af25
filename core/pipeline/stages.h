// stages.h: the steps between a unit's texts and its result; called only by pipeline.c and tests.
#pragma once

#include "model/result.h"
#include "pipeline/shadow.h"
#include "script/host.h"

// What the result of a unit keeps lives in `arena`; what is needed only until then in `scratch`,
// which may be the same.

/// Texts -> values, directions, bands, budget amounts. Weights are left to zp_weigh.
zp_status zp_resolve(const zp_unit *unit, const zp_policy *policy, zp_arena *arena,
                     zp_arena *scratch, zp_unit_reading *out, zp_findings *findings, zp_error *err);

/// Gives every row its weight: the form's own, or the pack's shared exactly (largest remainder at 0.01, in document order).
zp_status zp_weigh(zp_unit_reading *reading, const zp_policy *policy, zp_arena *scratch,
                   zp_findings *findings, zp_error *err);

/// Fills rows' inputs for rules from values, weights and budget; texts other than bands only when a rule asks for any.
void zp_supply(zp_unit_reading *reading, const zp_policy *policy);

/// The first rule of the policy that applies to a row; ZP_NO_RULE when none does.
uint16_t zp_select(const zp_policy *policy, const zp_row_reading *row);

/// One outcome per row, project after project: outcomes[p][r].
zp_status zp_score(const zp_unit_reading *reading, zp_host *host, zp_arena *arena,
                   zp_arena *scratch, zp_outcome ***out, zp_error *err);

/// What the rule of row `i` named and was given, as exact texts, into row->given. Rows without a rule have none.
zp_status zp_keep_given(const zp_project_reading *project, int year, size_t i, const zp_outcome *outcome, const zp_policy *policy,
                        zp_arena *arena, zp_row_result *row, zp_error *err);

/// Rows, projects and the unit with their totals and grades. The host is asked only where the pack combines by a function, or
/// pools the projects; `shadow` (NULL: none) checks what is pooled.
zp_status zp_aggregate(const zp_unit_reading *reading, zp_outcome *const *outcomes, zp_host *host, zp_shadow *shadow,
                       zp_arena *arena, zp_findings *findings, zp_unit_result **out, zp_error *err);

/// The pack's vetoes and deductions: how they changed the unit's total, and findings where that is open.
zp_status zp_adjust(const zp_unit_reading *reading, zp_host *host, zp_arena *arena, zp_findings *findings, zp_unit_result *unit,
                    zp_error *err);
