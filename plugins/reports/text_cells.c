// text_cells.c: see text_cells.h.
#include "plugins/reports/text_cells.h"

static const zp_text none = { "", 0 };

static zp_text dash(zp_wording *say)
{
  return zp_wording_word(say, ZP_W_CELL_NOTHING);
}

/// `first`, `second`, or both joined.
static zp_text joined(zp_wording *say, zp_text first, zp_text second)
{
  if (first.len == 0) return second;
  if (second.len == 0) return first;
  return zp_wording_of(say, ZP_W_CELL_JOINED, first, second, none);
}

zp_text zp_cell_name(zp_wording *say, zp_text name, zp_text code)
{
  zp_text shown = zp_wording_line(say, name.len != 0 ? name : code);
  return shown.len != 0 ? shown : zp_wording_word(say, ZP_W_UNNAMED);
}

zp_text zp_cell_project(zp_wording *say, const zp_unit_result *unit, size_t project)
{
  if (project >= unit->project_count) return zp_wording_word(say, ZP_W_POOLED);
  return zp_cell_name(say, unit->projects[project].name, unit->projects[project].code);
}

zp_text zp_cell_count(zp_wording *say, size_t count)
{
  zp_text text = zp_text_format(say->arena, "%zu", count);
  if (text.ptr == NULL) say->failed = true;
  return text;
}

// ---- figures -------------------------------------------------------------------------------------------------------------

zp_text zp_cell_points(zp_wording *say, zp_dec points)
{
  char room[ZP_NUMBER_ROOM];
  return zp_wording_line(say, zp_dec_print_short(points, 2, room));
}

zp_text zp_cell_money(zp_wording *say, bool known, zp_money money)
{
  char room[ZP_NUMBER_ROOM];
  return known ? zp_wording_line(say, zp_money_print_wan(money, room)) : dash(say);
}

zp_text zp_cell_rate(zp_wording *say, const zp_project_result *project)
{
  char room[ZP_NUMBER_ROOM];
  zp_dec percent, revised = { project->revised.fen }, executed = { project->executed.fen };  // the unit cancels out
  if (!project->has_revised || !project->has_executed || revised.e4 <= 0) return dash(say);
  if (zp_dec_muldiv(executed, ZP_DEC(100), revised, 2, &percent, NULL) != ZP_OK) return dash(say);
  zp_text shown = zp_text_format(say->arena, "%s%%", zp_dec_print(percent, 2, room).ptr);
  if (shown.ptr == NULL) say->failed = true;
  return shown;
}

zp_text zp_cell_score(zp_wording *say, const zp_total *total)
{
  return total->known ? zp_cell_points(say, total->score) : dash(say);
}

zp_text zp_cell_grade(zp_wording *say, const zp_total *total)
{
  if (!total->known) return zp_wording_word(say, ZP_W_GRADE_UNKNOWN);
  zp_text low = zp_wording_line(say, total->grade), high = zp_wording_line(say, total->grade_high);
  return total->graded ? low : zp_wording_of(say, ZP_W_GRADE_OPEN, low, high, none);
}

// ---- a row -----------------------------------------------------------------------------------------------------------------

zp_text zp_cell_indicator(zp_wording *say, const zp_row_result *row)
{
  if (row->level3.len == 0 && row->execution) return zp_wording_word(say, ZP_W_CELL_EXECUTION);
  return zp_cell_name(say, row->level3, row->level2);
}

static zp_text operator_of(zp_wording *say, const zp_value *value)
{
  static const zp_word words[] = { [ZP_OP_EQ] = ZP_W_OP_EQ, [ZP_OP_GE] = ZP_W_OP_GE, [ZP_OP_LE] = ZP_W_OP_LE,
                                   [ZP_OP_GT] = ZP_W_OP_GT, [ZP_OP_LT] = ZP_W_OP_LT };
  if ((value->notes & ZP_NOTE_OP_FROM_COLUMN) == 0 || value->op == ZP_OP_NONE) return none;
  return zp_wording_word(say, words[value->op]);
}

zp_text zp_cell_written(zp_wording *say, zp_text text, const zp_value *value)
{
  zp_text unit = (value->notes & ZP_NOTE_UNIT_FROM_COLUMN) != 0 ? value->unit : none;
  zp_text trimmed = zp_text_trim(text), op = operator_of(say, value);
  if (trimmed.len == 0) return dash(say);
  zp_text whole = zp_text_format(say->arena, "%.*s%.*s%.*s", ZP_ARG(op), ZP_ARG(trimmed), ZP_ARG(unit));
  if (whole.ptr == NULL) say->failed = true;
  return whole;
}

static zp_text amount(zp_wording *say, zp_money money)
{
  return zp_wording_of(say, ZP_W_CELL_WAN, zp_cell_money(say, true, money), none, none);
}

zp_text zp_cell_target(zp_wording *say, const zp_project_result *project, const zp_row_result *row)
{
  if (row->execution && project->has_revised) return amount(say, project->revised);
  return zp_wording_line(say, zp_cell_written(say, row->target_text, &row->target));
}

zp_text zp_cell_actual(zp_wording *say, const zp_project_result *project, const zp_row_result *row)
{
  if (row->execution && project->has_executed) return amount(say, project->executed);
  return zp_wording_line(say, zp_cell_written(say, row->actual_text, &row->actual));
}

zp_text zp_cell_outcome(zp_wording *say, const zp_row_result *row)
{
  switch (row->outcome) {
    case ZP_SCORED: return zp_cell_points(say, row->points);
    case ZP_UNSCORED: return zp_wording_word(say, ZP_W_CELL_UNSCORED);
    case ZP_FAULT: break;
  }
  return zp_wording_word(say, ZP_W_CELL_FAULT);
}

zp_text zp_cell_declared(zp_wording *say, const zp_row_result *row)
{
  return row->has_declared ? zp_cell_points(say, row->declared) : none;
}

zp_text zp_cell_difference(zp_wording *say, const zp_row_result *row)
{
  zp_dec difference;
  if (!row->has_declared || row->outcome != ZP_SCORED) return none;
  if (zp_dec_sub(row->points, row->declared, &difference, NULL) != ZP_OK) return dash(say);
  zp_text shown = zp_cell_points(say, difference);
  if (difference.e4 <= 0) return shown;
  return zp_wording_fill(say, "+{1}", (const zp_text[3]){ shown, none, none });
}

zp_text zp_cell_rule(zp_wording *say, const zp_row_result *row)
{
  if (row->rule.len == 0) return dash(say);
  return zp_wording_line(say, say->lang == ZP_LANG_ZH && row->rule_title.len != 0 ? row->rule_title : row->rule);
}

static zp_text lost(zp_wording *say, const zp_row_result *row)
{
  zp_dec missing;
  if (row->points.e4 >= row->weight.e4 || zp_dec_sub(row->weight, row->points, &missing, NULL) != ZP_OK) return none;
  return zp_wording_of(say, ZP_W_CELL_LOST, zp_cell_points(say, missing), none, none);
}

zp_text zp_cell_remark(zp_wording *say, const zp_row_result *row)
{
  zp_text why = row->outcome == ZP_SCORED ? lost(say, row)
                : row->outcome == ZP_UNSCORED ? zp_wording_of(say, zp_reason_word(row->reason), row->reason_input, none, none)
                                              : zp_wording_arg(say, row->fault);
  zp_text deviation = zp_text_trim(row->deviation);
  if (deviation.len != 0) deviation = zp_wording_of(say, ZP_W_CELL_DEVIATION, deviation, none, none);
  return zp_wording_line(say, joined(say, joined(say, why, zp_text_trim(row->note)), deviation));
}

zp_text zp_cell_finding(zp_wording *say, const zp_finding *finding)
{
  zp_text sentence = zp_wording_sentence(say, finding), cell = zp_text_trim(finding->cell);
  if (cell.len != 0 && !zp_text_contains(sentence, cell)) sentence = zp_wording_of(say, ZP_W_CELL_QUOTED, sentence, cell, none);
  return zp_wording_line(say, sentence);
}
