// changes_cells.h: how changes look in a table for people. Cells are one line each, in the arena of
// the wording.
#pragma once

#include "model/changes.h"
#include "plugins/reports/wording.h"

/// "a -> b"; a side that has nothing is a dash.
zp_text zp_changes_span(zp_wording *say, zp_text before, zp_text after);
/// "+1.50", "-0.25", "0.00"; a dash when not known.
zp_text zp_changes_signed(zp_wording *say, bool known, zp_dec by);
/// The unit's name as it is now, or as it was.
zp_text zp_changes_unit(zp_wording *say, const zp_unit_change *unit);
/// Reasons in words, joined.
zp_text zp_changes_causes(zp_wording *say, uint32_t causes);
/// Why a unit has another score or grade.
zp_text zp_changes_unit_why(zp_wording *say, const zp_unit_change *unit);
/// Why a row is another, with what was and is.
zp_text zp_changes_row_why(zp_wording *say, const zp_row_change *row);
/// The parameters of a rule on one side, or a dash.
zp_text zp_changes_params(zp_wording *say, const zp_rule_result *rule);
/// A veto or deduction on one side: what became of it and what it takes; or a dash.
zp_text zp_changes_adjustment(zp_wording *say, const zp_adjustment *adjustment);
