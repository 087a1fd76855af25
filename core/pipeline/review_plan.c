// review_plan.c: the spending plan by quarters: cumulative, complete, up to the whole.
#include "form/cell_list.h"
#include "form/value_text.h"
#include "pipeline/review_parts.h"

enum { QUARTERS = 4 };

static const zp_text none = { NULL, 0 };

/// The plan as percent of the budget; `bare`: numbers without a unit.
typedef struct plan {
  zp_dec share[QUARTERS];
  bool read[QUARTERS], bare[QUARTERS];
  size_t count;
} plan;

static zp_text quarter_word(size_t quarter)
{
  static const zp_word words[QUARTERS] = { ZP_W_QUARTER_1, ZP_W_QUARTER_2, ZP_W_QUARTER_3, ZP_W_QUARTER_4 };
  return zp_word_arg(words[quarter]);
}

/// "30%", "30", "0.3", or an amount of the budget.
static zp_status read_quarter(const zp_reviewer *r, size_t quarter, plan *out)
{
  const zp_budget *budget = &r->project->project->budget;
  const zp_cell *cell = &budget->quarter[quarter];
  zp_value_hints hints = { ZP_ROLE_TARGET, none, none, none, 0, NULL };
  zp_dec *share = &out->share[quarter];
  zp_value value;
  zp_money money;
  zp_qty percent;
  int power;
  if (zp_value_read(cell->text, &hints, r->arena, &value, r->err) != ZP_OK) return r->err->status;
  if (value.kind == ZP_KIND_PERCENT && zp_unit_family(value.unit, &power) == ZP_FAMILY_RATE) {
    out->read[quarter] = zp_qty_shift(value.number, power + 2, &percent, NULL) == ZP_OK && zp_qty_to_dec(percent, share, NULL) == ZP_OK;
  } else if (value.kind == ZP_KIND_NUMBER && value.unit.len == 0) {
    out->read[quarter] = out->bare[quarter] = zp_qty_to_dec(value.number, share, NULL) == ZP_OK;
  } else if (value.kind == ZP_KIND_MONEY && r->project->has_initial && r->project->initial.fen > 0) {
    out->read[quarter] = zp_money_read(cell->text, budget->money_unit, r->arena, &money, NULL) == ZP_OK &&
                         zp_dec_muldiv((zp_dec){ money.fen }, ZP_DEC(100), (zp_dec){ r->project->initial.fen }, 4, share, NULL) == ZP_OK;
  }
  out->count += out->read[quarter];
  return ZP_OK;
}

/// 0.3 0.5 0.75 1: shares of one.
static void widen(plan *p)
{
  for (size_t q = 0; q < QUARTERS; q++)
    if (!p->bare[q] || p->share[q].e4 > ZP_DEC(1).e4) return;
  for (size_t q = 0; q < QUARTERS; q++) p->share[q].e4 *= 100;
}

static zp_status review_gaps(const zp_reviewer *r, const plan *p)
{
  const zp_project *project = r->project->project;
  const zp_cell *at = NULL;
  for (size_t q = QUARTERS; q-- > 0;)
    if (project->budget.quarter[q].place.row != 0) at = &project->budget.quarter[q];
  if (at == NULL) return ZP_OK;  // the form has no plan
  if (p->count == 0) {
    zp_review_say(r, ZP_E_PLAN_GAP, at, &project->name, (const zp_text[3]){ none, none, none });
    return ZP_OK;
  }
  for (size_t q = 0; q < QUARTERS; q++)
    if (!p->read[q]) {
      const zp_cell *cell = &project->budget.quarter[q];
      zp_review_say(r, ZP_E_PLAN_GAP, cell, at, (const zp_text[3]){ quarter_word(q), none, none });
    }
  return ZP_OK;
}

static void review_course(const zp_reviewer *r, const plan *p)
{
  const zp_cell *cells = r->project->project->budget.quarter;
  const zp_dec end = r->policy->review.plan_end, last = p->share[QUARTERS - 1];
  char room[ZP_NUMBER_ROOM];
  int64_t sum = 0;
  bool rises = true;
  for (size_t q = 0; q < QUARTERS; q++) {
    sum += p->share[q].e4;
    rises = rises && (q == 0 || p->share[q].e4 >= p->share[q - 1].e4);
  }
  bool ends = end.e4 == 0 || last.e4 == end.e4;
  if (rises && ends) return;
  if (sum == end.e4) {
    zp_review_say(r, ZP_E_PLAN_QUARTERLY, &cells[0], &cells[0],
                  (const zp_text[3]){ zp_dec_print_short((zp_dec){ sum }, 0, room), none, none });
    return;
  }
  for (size_t q = 1; q < QUARTERS; q++)
    if (p->share[q].e4 < p->share[q - 1].e4)
      zp_review_say(r, ZP_E_PLAN_FALLS, &cells[q], &cells[q],
                    (const zp_text[3]){ quarter_word(q), zp_text_trim(cells[q].text), zp_text_trim(cells[q - 1].text) });
  if (!ends)
    zp_review_say(r, ZP_E_PLAN_SHORT, &cells[QUARTERS - 1], &cells[QUARTERS - 1],
                  (const zp_text[3]){ zp_text_trim(cells[QUARTERS - 1].text), zp_dec_print_short(end, 0, room), none });
}

zp_status zp_review_plan(const zp_reviewer *r)
{
  plan p = { .count = 0 };
  if (!r->project->project->from_goals) return ZP_OK;
  for (size_t q = 0; q < QUARTERS; q++)
    if (read_quarter(r, q, &p) != ZP_OK) return r->err->status;
  if (p.count < QUARTERS) return review_gaps(r, &p);
  widen(&p);
  review_course(r, &p);
  return ZP_OK;
}
