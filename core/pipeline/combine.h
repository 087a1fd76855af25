// combine.h: totals by functions of the pack, where it has them (zp_policy, `project` and `unit` FUNCTION).
#pragma once

#include "model/result.h"
#include "script/host.h"

/// What combining takes beside the rows and projects: faults become findings at `place`.
typedef struct zp_combining {
  zp_host *host;
  zp_arena *arena;
  zp_findings *findings;
  const zp_place *place;
} zp_combining;

/// Replaces the score of a project whose sums are there (zp_total_project).
zp_status zp_combine_project(const zp_combining *with, const zp_project_reading *reading, zp_project_result *project, zp_error *err);
/// Replaces the score of a unit whose total is there (zp_total_unit). A project without a total leaves the unit without one.
zp_status zp_combine_unit(const zp_combining *with, zp_unit_result *unit, zp_error *err);
