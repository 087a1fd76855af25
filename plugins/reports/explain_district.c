// explain_district.c: how the total of a district comes about: its sum, and what every unit adds to it.
#include "plugins/reports/explain.h"

#include "plugins/reports/labels.h"
#include "plugins/reports/text_cells.h"
#include "plugins/reports/text_district.h"

static const zp_text none = { "", 0 };

enum { POINTS_PLACES = 4, WAN_PLACES = 6 };

static bool is_weighed(const zp_result *result)
{
  const zp_district_result *d = &result->district;
  return zp_text_equal(result->combine_district, ZP_TEXT("budget")) && d->counted > 1 && !d->budgets_zero;
}

static bool is_mean(const zp_result *result)
{
  return !zp_text_starts(result->combine_district, ZP_TEXT("function"));
}

/// Score times weight (1, or the budget in fen), as digits.
static bool product_of(const zp_result *result, const zp_standing *unit, int64_t *out)
{
  int64_t weight = is_weighed(result) ? unit->revised.fen : 1;
  return !__builtin_mul_overflow(unit->score.e4, weight, out);
}

static zp_text product_cell(zp_page *page, const zp_result *result, const zp_standing *unit)
{
  char room[ZP_NUMBER_ROOM];
  zp_qty product = { 0, POINTS_PLACES + WAN_PLACES };
  if (!unit->counted || !product_of(result, unit, &product.digits)) return none;
  return zp_wording_line(&page->say, zp_qty_print_short(product, room));
}

/// "1234567.8901 ÷ 14500.00 = 85.14", computed again; empty when it is too large to be written out.
static zp_text sum_of(zp_page *page, const zp_result *result)
{
  const zp_district_result *d = &result->district;
  bool weighed = is_weighed(result);
  char room[ZP_NUMBER_ROOM];
  int64_t top = 0, bottom = 0, product;
  zp_dec *scores = ZP_TAKE(page->say.arena, zp_dec, d->ranking_count), again;
  zp_money *weights = ZP_TAKE(page->say.arena, zp_money, d->ranking_count);
  size_t count = 0;
  if (scores == NULL || weights == NULL) {
    page->say.failed = true;
    return none;
  }
  for (size_t i = 0; i < d->ranking_count; i++) {
    const zp_standing *unit = &d->ranking[i];
    if (!unit->counted) continue;
    scores[count] = unit->score;
    weights[count] = weighed ? unit->revised : (zp_money){ 1 };
    if (!product_of(result, unit, &product) || __builtin_add_overflow(top, product, &top)) return none;
    if (__builtin_add_overflow(bottom, weights[count++].fen, &bottom)) return none;
  }
  bool follows = zp_dec_weighted_mean(scores, weights, count, 2, &again, NULL) == ZP_OK && again.e4 == d->total.score.e4;
  zp_text score = zp_cell_points(&page->say, d->total.score);
  if (!follows) return zp_wording_of(&page->say, ZP_W_EXPLAIN_OTHERWISE, score, none, none);
  const zp_qty sum = { top, weighed ? POINTS_PLACES + WAN_PLACES : POINTS_PLACES };
  zp_text by = weighed ? zp_cell_money(&page->say, true, (zp_money){ bottom }) : zp_cell_count(&page->say, count);
  return zp_wording_fill(&page->say, "{1} ÷ {2} = {3}",
                         (const zp_text[3]){ zp_wording_line(&page->say, zp_qty_print_short(sum, room)), by, score });
}

static void put_labels(zp_page *page, const zp_result *result)
{
  const zp_district_result *d = &result->district;
  zp_labels labels = { .say = &page->say };
  zp_labels_word(&labels, 0, ZP_W_EXPLAIN_TOTAL, zp_cell_score(&page->say, &d->total));
  zp_labels_word(&labels, 0, ZP_W_HEAD_GRADE, zp_cell_grade(&page->say, &d->total));
  if (d->total.known && d->total.score_high.e4 > d->total.score.e4)
    zp_labels_word(&labels, 0, ZP_W_EXPLAIN_BEST, zp_cell_points(&page->say, d->total.score_high));
  zp_labels_word(&labels, 0, ZP_W_HEAD_SCORED, zp_cell_points(&page->say, d->total.scored));
  zp_labels_word(&labels, 0, ZP_W_EXPLAIN_COMBINE, zp_district_how(&page->say, result));
  if (d->total.known && is_mean(result)) zp_labels_word(&labels, 0, ZP_W_EXPLAIN_SUM, sum_of(page, result));
  zp_labels_word(&labels, 0, ZP_W_REASON_FAULT, zp_wording_arg(&page->say, d->fault));
  zp_labels_word(&labels, 0, ZP_W_HEAD_UNITS, zp_cell_count(&page->say, d->ranking_count));
  zp_labels_word(&labels, 1, ZP_W_EXPLAIN_COUNTED, zp_cell_count(&page->say, d->counted));
  zp_labels_word(&labels, 1, ZP_W_EXPLAIN_FAILED, zp_cell_count(&page->say, d->failed_count));
  zp_labels_word(&labels, 1, ZP_W_EXPLAIN_MISSING, zp_cell_count(&page->say, d->missing_count));
  zp_labels_put(&labels, page->sink);
}

static zp_status put_units(zp_page *page, const zp_result *result)
{
  static const zp_page_head heads[] = {
    { ZP_W_HEAD_RANK, ZP_RIGHT }, { ZP_W_HEAD_UNIT, ZP_LEFT },    { ZP_W_HEAD_POINTS, ZP_RIGHT }, { ZP_W_HEAD_GRADE, ZP_LEFT },
    { ZP_W_HEAD_SCORED, ZP_RIGHT }, { ZP_W_HEAD_BUDGET, ZP_RIGHT }, { ZP_W_EXPLAIN_PRODUCT, ZP_RIGHT },
  };
  const zp_district_result *d = &result->district;
  zp_grid grid = zp_page_grid(page, heads, sizeof heads / sizeof heads[0] - !is_weighed(result));
  zp_text nothing = zp_wording_word(&page->say, ZP_W_CELL_NOTHING);
  for (size_t i = 0; i < d->ranking_count; i++) {
    const zp_standing *unit = &d->ranking[i];
    const zp_text cells[] = {
      unit->rank != 0 ? zp_cell_count(&page->say, unit->rank) : nothing,
      zp_cell_name(&page->say, unit->name, unit->code),
      unit->known ? zp_cell_points(&page->say, unit->score) : nothing,
      zp_standing_grade(&page->say, unit),
      zp_cell_points(&page->say, unit->scored),
      zp_cell_money(&page->say, unit->has_revised, unit->revised),
      product_cell(page, result, unit),
    };
    zp_grid_row(&grid, cells);
  }
  zp_page_blank(page);
  return zp_grid_put(&grid, false, page->sink, page->err);
}

zp_status zp_explain_district(const zp_result *result, zp_lang lang, zp_sink *sink, zp_error *err)
{
  zp_page page = { .say = { sink->arena, lang, false }, .sink = sink, .err = err };
  zp_page_ruled(&page, zp_district_name(&page.say, result), "=");
  put_labels(&page, result);
  zp_status status = put_units(&page, result);
  return status == ZP_OK && (page.say.failed || sink->failed) ? zp_fail_memory(err) : status;
}
