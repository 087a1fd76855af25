// review.h: a unit that is read and scored -> what a reviewer objects to. Words and thresholds are the pack's (zp_review_policy).
#pragma once

#include "model/result.h"
#include "script/host.h"

/// Findings about goals (complete, relevant, appropriate, feasible) and about filled forms (points, money, actuals), each with
/// its place, behind those that reading and scoring made; nothing is found twice. `result` is what `reading` came to, before any
/// project of it is left out. Changes no score. Fails only when memory is short.
zp_status zp_review(const zp_unit_reading *reading, const zp_unit_result *result, const zp_policy *policy, zp_arena *arena,
                    zp_findings *findings, zp_error *err);
