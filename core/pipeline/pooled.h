// pooled.h: `combine = { unit = "pool" }`: the projects of a unit as one, whose rows are scored
// again.
#pragma once

#include "model/reading.h"

/// One project of the unit's projects: money summed up; rows of one name, kind, unit, direction and
/// group as one row. Numbers and amounts are summed, rates and prices averaged by the projects'
/// revised budgets [found, Hubei]; of dates, verdicts and ranges, and where an actual is a verdict,
/// the share of their weights that the rows earned, against 100 % [our reading]. A row of which a
/// part was not scored is not scored either (ZP_REASON_PART_UNSCORED). Weights are the projects',
/// averaged by budget [our reading]. `outcomes` are those of the rows as they stand. `out` has one
/// project, or none: there is no budget to weigh a project by. *all_zero: all budgets are zero, and
/// the projects counted alike. Inputs for rules are left to zp_supply.
zp_status zp_pool_projects(const zp_unit_reading *reading, zp_outcome *const *outcomes,
                           zp_arena *arena, zp_unit_reading *out, bool *all_zero, zp_error *err);
