// district_total.c: means of the units' totals, weighed by budgets or not, or what a function of the pack makes of them. As
// everywhere, the lowest and the highest score still possible are combined apart.
#include "pipeline/district_total.h"

#include "pipeline/total.h"

/// The units that are counted: their totals, side by side.
typedef struct parts {
  zp_dec *low, *high, *scored;
  zp_money *weights;
  size_t count;
} parts;

bool zp_district_by_function(const zp_result *head)
{
  return zp_text_starts(head->combine_district, ZP_TEXT("function"));
}

static bool by_budget(const zp_result *head)
{
  return zp_text_equal(head->combine_district, zp_text_from(zp_combine_name(ZP_COMBINE_BUDGET)));
}

static void no_total(zp_district_result *out, zp_word why)
{
  out->fault = zp_word_arg(why);
}

// ---- what is counted -------------------------------------------------------------------------------------------------

/// A single total needs no weight.
static void choose(const zp_result *head, zp_district_result *out)
{
  size_t known = 0;
  for (size_t i = 0; i < out->ranking_count; i++) known += out->ranking[i].known;
  bool weighed = known > 1 && by_budget(head);
  for (size_t i = 0; i < out->ranking_count; i++) {
    zp_standing *unit = &out->ranking[i];
    unit->counted = unit->known && (!weighed || unit->has_revised);
    out->counted += unit->counted;
  }
  if (known == 0) no_total(out, ZP_W_DISTRICT_NO_TOTALS);
  else if (out->counted == 0) no_total(out, ZP_W_DISTRICT_NO_BUDGETS);
}

static bool collect(const zp_result *head, zp_arena *arena, zp_district_result *out, parts *p)
{
  int64_t any = 0;
  *p = (parts){ ZP_TAKE(arena, zp_dec, out->counted), ZP_TAKE(arena, zp_dec, out->counted), ZP_TAKE(arena, zp_dec, out->counted),
                ZP_TAKE(arena, zp_money, out->counted), 0 };
  if (p->low == NULL || p->high == NULL || p->scored == NULL || p->weights == NULL) return false;
  bool weighed = by_budget(head) && out->counted > 1;
  for (size_t i = 0; i < out->ranking_count; i++) {
    const zp_standing *unit = &out->ranking[i];
    if (!unit->counted) continue;
    p->low[p->count] = unit->score;
    p->high[p->count] = unit->score_high;
    p->scored[p->count] = unit->scored;
    p->weights[p->count] = weighed ? unit->revised : (zp_money){ 1 };
    any |= p->weights[p->count++].fen;
  }
  out->budgets_zero = any == 0;
  for (size_t i = 0; any == 0 && i < p->count; i++) p->weights[i].fen = 1;
  return true;
}

static bool mean(const parts *p, const zp_dec *values, zp_dec *out)
{
  return zp_dec_weighted_mean(values, p->weights, p->count, 2, out, NULL) == ZP_OK;
}

// ---- the pack's function ---------------------------------------------------------------------------------------------

static zp_figure money(bool known, zp_money value)
{
  return known ? (zp_figure){ true, zp_money_to_double(value) } : (zp_figure){ false, 0 };
}

static bool list(const zp_district_result *district, const zp_dec *scores, zp_arena *arena, zp_series *out)
{
  size_t at = 0;
  if (!zp_series_init(out, ZP_ASK_DISTRICT, district->counted, 0, arena)) return false;
  for (size_t i = 0; i < district->ranking_count; i++) {
    const zp_standing *unit = &district->ranking[i];
    if (!unit->counted) continue;
    out->texts[ZP_SERIES_UNITS][at] = unit->name;
    out->figures[ZP_SERIES_SCORES][at] = (zp_figure){ true, zp_dec_to_double(scores[at]) };
    out->figures[ZP_SERIES_INITIAL][at] = money(unit->has_initial, unit->initial);
    out->figures[ZP_SERIES_REVISED][at] = money(unit->has_revised, unit->revised);
    out->figures[ZP_SERIES_EXECUTED][at++] = money(unit->has_executed, unit->executed);
  }
  return true;
}

static zp_status ask(zp_host *host, const zp_dec *scores, zp_arena *arena, zp_district_result *out, zp_dec *score, zp_error *err)
{
  zp_series series;
  zp_outcome outcome;
  if (!list(out, scores, arena, &series)) return zp_fail_memory(err);
  if (zp_host_combine(host, ZP_LEVEL_DISTRICT, &series, arena, &outcome, err) != ZP_OK) return err->status;
  *score = outcome.points;
  if (outcome.kind == ZP_SCORED) return ZP_OK;
  out->fault = outcome.fault.len != 0 ? outcome.fault : outcome.note;
  if (out->fault.len == 0) no_total(out, ZP_W_REASON_FAULT);
  out->fault_line = outcome.line;
  return ZP_OK;
}

static zp_status ask_both(zp_host *host, const parts *p, zp_arena *arena, zp_district_result *out, zp_error *err)
{
  zp_dec first = { 0 }, second = { 0 };
  if (ask(host, p->low, arena, out, &first, err) != ZP_OK) return err->status;
  if (out->fault.len == 0 && ask(host, p->high, arena, out, &second, err) != ZP_OK) return err->status;
  // More points may mean a lower score to a function: the bounds are what they are.
  out->total.score = first.e4 < second.e4 ? first : second;
  out->total.score_high = first.e4 < second.e4 ? second : first;
  return ZP_OK;
}

// ---- the total -------------------------------------------------------------------------------------------------------

static void grade(const zp_result *head, zp_total *total)
{
  const zp_policy grades = { .grades = head->grades, .grade_count = head->grade_count };  // all that is looked at
  zp_total_grade(&grades, total);
}

zp_status zp_district_total(const zp_result *head, zp_host *host, zp_arena *arena, zp_district_result *out, zp_error *err)
{
  zp_total total = { .weight = ZP_DEC(100) };
  parts p;
  out->total = total;
  choose(head, out);
  if (out->counted == 0) return ZP_OK;
  if (!collect(head, arena, out, &p)) return zp_fail_memory(err);
  bool fits = mean(&p, p.scored, &out->total.scored) && mean(&p, p.low, &out->total.score) && mean(&p, p.high, &out->total.score_high);
  if (!fits) no_total(out, ZP_W_DISTRICT_RANGE);
  else if (zp_district_by_function(head) && ask_both(host, &p, arena, out, err) != ZP_OK) return err->status;
  if (out->fault.len != 0) {
    out->total = (zp_total){ .weight = total.weight, .scored = out->total.scored };
    return ZP_OK;
  }
  out->total.points = out->total.score;
  out->total.known = true;
  grade(head, &out->total);
  return ZP_OK;
}
