// changes_report.h: what changed between two results, for people and for programs: `ziping diff`,
// `ziping what-if`.
#pragma once

#include "model/changes.h"
#include "model/format.h"

/// Tables: the run, grades, rules, units, and the indicators of those that moved most; `brief`
/// shows the first of each. `supposed`: it answers what would change, not what did. Fails only when
/// memory is short.
zp_status zp_changes_text(const zp_changes *changes, bool supposed,
                          const zp_report_options *options, zp_sink *sink, zp_error *err);
/// One object with everything; its members are in plugins/README.md. Fails only when memory is
/// short.
zp_status zp_changes_json(const zp_changes *changes, zp_sink *sink, zp_error *err);
