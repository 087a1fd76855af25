// text_cells.h: how figures and outcomes look in a table for people. Every cell is one line, followed by a NUL, in the arena
// of the wording. No cell ever shows 0 for what was not scored.
#pragma once

#include "model/result.h"
#include "plugins/reports/wording.h"

/// The name, else the code, else a word for "no name".
zp_text zp_cell_name(zp_wording *say, zp_text name, zp_text code);
/// The same of a project; behind the last comes what all of them are pooled to.
zp_text zp_cell_project(zp_wording *say, const zp_unit_result *unit, size_t project);
zp_text zp_cell_count(zp_wording *say, size_t count);
/// Points with two decimals, more when they have more.
zp_text zp_cell_points(zp_wording *say, zp_dec points);
/// 万元, or a dash when not known.
zp_text zp_cell_money(zp_wording *say, bool known, zp_money money);
/// Executed as a percentage of the revised budget, or a dash.
zp_text zp_cell_rate(zp_wording *say, const zp_project_result *project);
/// Points on a scale of 100, or a dash.
zp_text zp_cell_score(zp_wording *say, const zp_total *total);
/// The grade, both grades still possible, or a word for "none".
zp_text zp_cell_grade(zp_wording *say, const zp_total *total);

zp_text zp_cell_indicator(zp_wording *say, const zp_row_result *row);
/// As written, with the operator and the unit that came from other columns; the execution row shows amounts in 万元.
zp_text zp_cell_target(zp_wording *say, const zp_project_result *project, const zp_row_result *row);
zp_text zp_cell_actual(zp_wording *say, const zp_project_result *project, const zp_row_result *row);
/// A target or an actual as written, however long, with the operator and the unit that came from other columns; or a dash.
zp_text zp_cell_written(zp_wording *say, zp_text text, const zp_value *value);
/// Points, or the word for unscored or a failed rule.
zp_text zp_cell_outcome(zp_wording *say, const zp_row_result *row);
zp_text zp_cell_declared(zp_wording *say, const zp_row_result *row);
/// Points minus declared points.
zp_text zp_cell_difference(zp_wording *say, const zp_row_result *row);
zp_text zp_cell_rule(zp_wording *say, const zp_row_result *row);
/// Points lost, why it was not scored, the rule's note, the unit's deviation note.
zp_text zp_cell_remark(zp_wording *say, const zp_row_result *row);

/// The sentence, with the text of the cell unless the sentence has it.
zp_text zp_cell_finding(zp_wording *say, const zp_finding *finding);
