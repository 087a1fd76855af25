// series.h: scored rows and totals -> what vetoes, deductions and functions of `combine` are given (model/series.h).
#pragma once

#include "model/result.h"

/// Rows of one project. `best`: rows that were not scored earn everything, else nothing; those whose weight the pack shares out
/// are left out. *open: the two would differ.
zp_status zp_series_of_project(const zp_project_reading *reading, const zp_project_result *project, const zp_policy *policy,
                               bool best, zp_arena *arena, zp_series *out, bool *open, zp_error *err);

/// Projects of a unit, by their lowest or highest score.
zp_status zp_series_of_projects(const zp_unit_result *unit, bool best, zp_arena *arena, zp_series *out, zp_error *err);

/// All a veto or a deduction can ask for. The unit has its projects and `combined`.
zp_status zp_series_of_unit(const zp_unit_reading *reading, const zp_unit_result *unit, zp_arena *arena, zp_series *out,
                            zp_error *err);
