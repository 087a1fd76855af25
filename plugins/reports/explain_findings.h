// explain_findings.h: which findings of a unit belong to which row, which to a project, and which to the unit. Part of explain.h.
#pragma once

#include "model/result.h"
#include "plugins/reports/explain.h"
#include "plugins/reports/labels.h"

/// Whose a finding is, by its place alone. `unit` is not set.
///
/// A row owns the line its name, target or actual stands on; where rows share a line, each owns the columns from one of these
/// cells to the next. A project owns its name, and what lies between its first line and its last. All else is the unit's.
zp_selection zp_finding_owner(const zp_unit_result *unit, const zp_finding *finding);

/// A line for each finding that is the unit's, the project's or the row's own: not those of what is further down.
void zp_explain_findings(zp_labels *labels, const zp_unit_result *unit, const zp_selection *what);
