// remarks.h: the findings of a result as a reviewer lists them: each with its unit, project and heading, in the order of places.
#pragma once

#include "model/aspect.h"
#include "model/format.h"
#include "plugins/reports/wording.h"

typedef struct zp_remark {
  const zp_finding *finding;
  const zp_unit_result *unit;        // NULL: of no unit
  const zp_project_result *project;  // NULL: of none
  const zp_row_result *row;          // NULL: of none, or the result has no rows
  zp_aspect aspect;
} zp_remark;

typedef struct zp_remarks {
  zp_remark *items;  // those of no unit first, then unit after unit as in the result
  size_t count;
  size_t by_severity[ZP_ERROR + 1];
  size_t by_aspect[ZP_ASPECT_COUNT];
  size_t goals_only; // units that filled in nothing at all
} zp_remarks;

/// Borrows the result. Left out: that actuals are missing (W105, W216) of a unit that filled in nothing at all, for then its goals
/// are under review; `goals_only` counts such units. Rows that the result does not have are asked for as `how` says.
zp_status zp_remarks_make(const zp_result *result, const zp_report_options *how, zp_arena *arena, zp_remarks *out, zp_error *err);

/// Of a finding on a title, which stands before its project's name, or on a total, which stands behind its rows: the project whose name is the nearest
/// there. NULL: it is another finding, or there is none.
const zp_project_result *zp_remark_beside(const zp_unit_result *unit, const zp_finding *finding);
/// "2 errors, …" of such counts.
zp_text zp_remarks_counts(zp_wording *say, const size_t by_severity[ZP_ERROR + 1]);
/// The name of a remark's unit and project; empty when it has none.
zp_text zp_remark_unit(zp_wording *say, const zp_remark *remark);
zp_text zp_remark_project(zp_wording *say, const zp_remark *remark);
/// The severity in words; "error", "warning", "info" for programs.
zp_text zp_remark_severity(zp_wording *say, const zp_remark *remark);
const char *zp_severity_name(zp_severity severity);
