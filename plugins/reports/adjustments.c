// adjustments.c: see adjustments.h.
#include "plugins/reports/adjustments.h"

#include "plugins/reports/text_cells.h"

static const zp_text none = { "", 0 };

bool zp_adjustment_matters(const zp_adjustment *adjustment)
{
  return adjustment->outcome != ZP_NOT_APPLIED;
}

static zp_word sentence_of(const zp_adjustment *adjustment)
{
  bool veto = adjustment->kind == ZP_RULE_VETO;
  if (adjustment->outcome == ZP_NOT_APPLIED) return ZP_W_ADJUST_NOT;
  if (zp_adjustment_open(adjustment)) return veto ? ZP_W_ADJUST_VETOED_OPEN : ZP_W_ADJUST_TAKEN_OPEN;
  return veto ? ZP_W_ADJUST_VETOED : ZP_W_ADJUST_TAKEN;
}

zp_text zp_adjustment_line(zp_wording *say, const zp_adjustment *adjustment)
{
  zp_text what = adjustment->title.len != 0 ? adjustment->title : adjustment->rule;
  zp_text own = adjustment->fault.len != 0 ? zp_wording_arg(say, adjustment->fault) : adjustment->note;
  if (own.len != 0) what = zp_wording_of(say, ZP_W_ADJUST_NOTE, what, own, none);
  zp_text first = adjustment->kind == ZP_RULE_VETO ? adjustment->grade : zp_cell_points(say, adjustment->points);
  return zp_wording_line(say, zp_wording_of(say, sentence_of(adjustment), first, what, none));
}
