// changes_cells.c: see changes_cells.h.
#include "plugins/reports/changes_cells.h"

#include "plugins/reports/adjustments.h"
#include "plugins/reports/text_cells.h"

static const zp_text none = { "", 0 };

static zp_text dash(zp_wording *say)
{
  return zp_wording_word(say, ZP_W_CELL_NOTHING);
}

static zp_text joined(zp_wording *say, zp_text first, zp_text second)
{
  if (first.len == 0) return second;
  if (second.len == 0) return first;
  return zp_wording_of(say, ZP_W_CELL_JOINED, first, second, none);
}

zp_text zp_changes_span(zp_wording *say, zp_text before, zp_text after)
{
  zp_text left = zp_wording_line(say, before), right = zp_wording_line(say, after);
  return zp_wording_of(say, ZP_W_CHANGES_SPAN, left.len != 0 ? left : dash(say),
                       right.len != 0 ? right : dash(say), none);
}

zp_text zp_changes_signed(zp_wording *say, bool known, zp_dec by)
{
  if (!known) return dash(say);
  zp_text shown = zp_cell_points(say, by);
  return by.e4 <= 0 ? shown : zp_wording_fill(say, "+{1}", (const zp_text[3]){ shown, none, none });
}

zp_text zp_changes_unit(zp_wording *say, const zp_unit_change *unit)
{
  const zp_unit_result *one = unit->after != NULL ? unit->after : unit->before;
  return zp_cell_name(say, one->name, one->code);
}

zp_text zp_changes_causes(zp_wording *say, uint32_t causes)
{
  zp_text all = none;
  for (int cause = 0; cause < ZP_CAUSE_COUNT; cause++)
    if ((causes >> cause & 1) != 0)
      all = joined(say, all, zp_wording_word(say, zp_cause_word((zp_cause)cause)));
  return all;
}

zp_text zp_changes_unit_why(zp_wording *say, const zp_unit_change *unit)
{
  zp_text why = zp_changes_causes(say, unit->causes);
  if (unit->adjustment_count != 0)
    why = joined(say, why, zp_wording_word(say, ZP_W_CAUSE_ADJUSTMENT));
  if (why.len == 0 && (unit->moved || unit->regraded))
    why = zp_wording_word(say, ZP_W_CAUSE_COMBINED);
  return why;
}

zp_text zp_changes_params(zp_wording *say, const zp_rule_result *rule)
{
  zp_text shown = rule == NULL ? none : zp_wording_line(say, rule->params);
  return shown.len != 0 ? shown : dash(say);
}

zp_text zp_changes_adjustment(zp_wording *say, const zp_adjustment *adjustment)
{
  return adjustment == NULL ? dash(say) : zp_adjustment_line(say, adjustment);
}

// ---- reasons of a row, with what was and is -----------------------------------------------------

/// What was and is, for the reasons of which that can be said; empty for the others. Parameters
/// stand in the table of rules.
static zp_text values_of(zp_wording *say, const zp_row_change *row, zp_cause cause)
{
  const zp_row_result *a = row->before, *b = row->after;
  const zp_project_result *p = row->project_before, *q = row->project_after;
  switch (cause) {
    case ZP_CAUSE_ACTUAL:
      return zp_changes_span(say, zp_cell_actual(say, p, a), zp_cell_actual(say, q, b));
    case ZP_CAUSE_TARGET:
      return zp_changes_span(say, zp_cell_target(say, p, a), zp_cell_target(say, q, b));
    case ZP_CAUSE_WEIGHT:
      return zp_changes_span(say, zp_cell_points(say, a->weight), zp_cell_points(say, b->weight));
    case ZP_CAUSE_RULE: return zp_changes_span(say, zp_cell_rule(say, a), zp_cell_rule(say, b));
    case ZP_CAUSE_UNSCORED: return zp_cell_remark(say, b);
    default: return none;
  }
}

zp_text zp_changes_row_why(zp_wording *say, const zp_row_change *row)
{
  zp_text all = none;
  for (int cause = 0; cause < ZP_CAUSE_COUNT; cause++) {
    if ((row->causes >> cause & 1) == 0) continue;
    zp_text word = zp_wording_word(say, zp_cause_word((zp_cause)cause));
    zp_text values = values_of(say, row, (zp_cause)cause);
    all = joined(say, all,
                 values.len == 0 ? word
                                 : zp_wording_of(say, ZP_W_CHANGES_TITLED, word, values, none));
  }
  return zp_wording_line(say, all);
}
