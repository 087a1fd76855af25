// review_money.c: the amounts of a filled form: the rate it writes, the total it sums up to, a budget that was rewritten.
#include "form/cell_list.h"
#include "form/value_text.h"
#include "pipeline/review_parts.h"

static const zp_text none = { NULL, 0 };

/// The rate as percent with the decimals the form writes; a bare number up to 1 may also be a share of one.
static zp_status read_rate(const zp_reviewer *r, const zp_cell *cell, zp_value *out, bool *read)
{
  zp_value_hints hints = { ZP_ROLE_ACTUAL, none, none, none, 0, NULL };
  if (zp_value_read(cell->text, &hints, r->arena, out, r->err) != ZP_OK) return r->err->status;
  *read = out->kind == ZP_KIND_PERCENT || (out->kind == ZP_KIND_NUMBER && out->unit.len == 0);
  return ZP_OK;
}

/// Within one unit of the last place written, for forms round or cut as they like.
static bool agrees(zp_qty written, zp_dec percent)
{
  zp_dec shown;
  int64_t unit = 10000;
  if (zp_qty_to_dec(written, &shown, NULL) != ZP_OK) return false;
  for (int i = 0; i < written.places && unit > 1; i++) unit /= 10;
  int64_t apart = shown.e4 > percent.e4 ? shown.e4 - percent.e4 : percent.e4 - shown.e4;
  return apart <= unit;
}

static zp_status review_rate(const zp_reviewer *r)
{
  const zp_project_reading *p = r->project;
  const zp_cell *cell = &p->project->budget.rate;
  char room[ZP_NUMBER_ROOM];
  zp_value value;
  zp_dec percent;
  zp_qty wide;
  bool read = false;
  if (zp_cell_blank(cell) || !p->has_executed || !p->has_revised || p->revised.fen <= 0) return ZP_OK;
  if (read_rate(r, cell, &value, &read) != ZP_OK) return r->err->status;
  if (!read || zp_dec_muldiv((zp_dec){ p->executed.fen }, ZP_DEC(100), (zp_dec){ p->revised.fen }, 4, &percent, NULL) != ZP_OK)
    return ZP_OK;
  if (agrees(value.number, percent)) return ZP_OK;
  bool share = value.kind == ZP_KIND_NUMBER && zp_qty_shift(value.number, 2, &wide, NULL) == ZP_OK;
  if (share && agrees(wide, percent)) return ZP_OK;
  percent = zp_dec_round(percent, 2);
  zp_review_say(r, ZP_E_RATE_DIFFERS, cell, cell,
                (const zp_text[3]){ zp_text_trim(cell->text), zp_dec_print_short(percent, 0, room), none });
  return ZP_OK;
}

/// Initial and revised budget are both written, differ, and the revised one is what was spent, to the fen.
static void review_budget(const zp_reviewer *r)
{
  const zp_project_reading *p = r->project;
  const zp_budget *budget = &p->project->budget;
  char spent[ZP_NUMBER_ROOM], initial[ZP_NUMBER_ROOM];
  if (zp_cell_blank(&budget->initial) || zp_cell_blank(&budget->revised) || zp_cell_blank(&budget->executed)) return;
  if (!p->has_initial || !p->has_revised || !p->has_executed || p->executed.fen == 0) return;
  if (p->revised.fen != p->executed.fen || p->initial.fen == p->revised.fen) return;
  zp_review_say(r, ZP_E_BUDGET_REWRITTEN, &budget->revised, &budget->revised,
                (const zp_text[3]){ zp_money_print_wan(p->executed, spent), zp_money_print_wan(p->initial, initial), none });
}

/// The form's total against its own points. It must be the total of this project: where it tells a weight, that of all rows.
static void review_total(const zp_reviewer *r)
{
  const zp_project_reading *p = r->project;
  const zp_cell *cell = &p->project->total_declared;
  char written[ZP_NUMBER_ROOM], summed[ZP_NUMBER_ROOM];
  zp_dec total, weight, points = { 0 }, weights = { 0 };
  if (zp_cell_blank(cell) || zp_dec_parse(cell->text, &total, NULL) != ZP_OK) return;
  for (size_t i = 0; i < p->row_count; i++) {
    const zp_row_reading *row = &p->rows[i];
    if (!row->has_declared && row->weight.e4 != 0) return;  // not all points are known
    if (row->has_declared && zp_dec_add(points, row->declared, &points, NULL) != ZP_OK) return;
    if (zp_dec_add(weights, row->weight, &weights, NULL) != ZP_OK) return;
  }
  bool weighed = zp_dec_parse(p->project->total_weight.text, &weight, NULL) == ZP_OK;
  if ((weighed && weight.e4 != weights.e4) || total.e4 == points.e4) return;
  zp_review_say(r, ZP_E_TOTAL_DIFFERS, cell, cell,
                (const zp_text[3]){ zp_dec_print_short(total, 0, written), zp_dec_print_short(points, 0, summed), none });
}

zp_status zp_review_money(const zp_reviewer *r)
{
  review_budget(r);
  review_total(r);
  return review_rate(r);
}
