// result_ranking.c: the sheet with the units of a district in order, and the district's total as
// what it is made of.
#include "plugins/reports/result_book.h"
#include "plugins/reports/text_cells.h"
#include "plugins/reports/text_district.h"

enum { RANK, UNIT, CODE, SCORE, GRADE, SCORED, INITIAL, REVISED, EXECUTED, RATE, COUNTED, COLUMNS };
static const zp_list_column columns[COLUMNS] = {
  { ZP_W_HEAD_RANK, 7 },     { ZP_W_HEAD_UNIT, 34 },    { ZP_W_BOOK_UNIT_CODE, 14 },
  { ZP_W_HEAD_POINTS, 9 },   { ZP_W_HEAD_GRADE, 14 },   { ZP_W_HEAD_SCORED, 10 },
  { ZP_W_BOOK_INITIAL, 16 }, { ZP_W_HEAD_REVISED, 16 }, { ZP_W_HEAD_EXECUTED, 16 },
  { ZP_W_HEAD_RATE, 10 },    { ZP_W_BOOK_COUNTED, 10 },
};
enum { FIRST = 2 }; // row of the first unit: below title and headings

static const zp_text none = { "", 0 };

zp_cells zp_ranking_grades(size_t units)
{
  return (zp_cells){ GRADE, FIRST, (lxw_row_t)(FIRST + units - 1) };
}

static void put_unit(zp_list *list, const zp_standing *unit)
{
  zp_wording room, *say = zp_list_say(list->book, &room);
  zp_list_cell cells[COLUMNS] = {
    [RANK] = zp_list_number(ZP_LIST_COUNT, unit->rank != 0, unit->rank),
    [UNIT] = zp_list_text(ZP_LIST_TEXT, zp_cell_name(say, unit->name, unit->code)),
    [CODE] = zp_list_text(ZP_LIST_CENTER, zp_wording_line(say, unit->code)),
    [SCORE] = zp_list_points(say, ZP_LIST_POINTS, unit->known, unit->score),
    [GRADE] = zp_list_text(ZP_LIST_CENTER, zp_standing_grade(say, unit)),
    [SCORED] = zp_list_points(say, ZP_LIST_POINTS, true, unit->scored),
    [INITIAL] = zp_list_money(say, ZP_LIST_MONEY, unit->has_initial, unit->initial),
    [REVISED] = zp_list_money(say, ZP_LIST_MONEY, unit->has_revised, unit->revised),
    [EXECUTED] = zp_list_money(say, ZP_LIST_MONEY, unit->has_executed, unit->executed),
    [RATE] = zp_rate_of_row(say, ZP_LIST_RATE, list->row, EXECUTED, REVISED,
                            unit->has_revised && unit->has_executed, unit->executed, unit->revised),
    [COUNTED] = zp_list_text(ZP_LIST_CENTER,
                             zp_wording_word(say, unit->counted ? ZP_W_BOOK_YES : ZP_W_BOOK_NO)),
  };
  zp_list_row(list, cells, COLUMNS);
  if (room.failed) list->book->say.failed = true;
}

/// A mean of the units that count, when the district's total is one.
static zp_list_cell district_score(zp_list_book *book, zp_wording *say, const zp_result *result)
{
  const zp_district_result *d = &result->district;
  bool by_budget = zp_text_equal(result->combine_district, ZP_TEXT("budget"));
  bool weighed = by_budget && !d->budgets_zero && d->counted > 1;
  zp_dec *scores = ZP_TAKE(say->arena, zp_dec, d->counted);
  zp_money *weights = ZP_TAKE(say->arena, zp_money, d->counted);
  zp_cells cells = zp_ranking_grades(d->ranking_count);
  zp_mean mean = { .scores = scores,
                   .weights = weighed ? weights : NULL,
                   .mark = zp_word_text(ZP_W_BOOK_YES, book->say.lang) };
  if (scores == NULL || weights == NULL) {
    book->say.failed = true;
    return zp_list_text(ZP_LIST_SUM_POINTS, none);
  }
  for (size_t i = 0; i < d->ranking_count && mean.count < d->counted; i++) {
    if (!d->ranking[i].counted) continue;
    scores[mean.count] = d->ranking[i].score;
    weights[mean.count++] = d->ranking[i].revised;
  }
  if (!by_budget && !zp_text_equal(result->combine_district, ZP_TEXT("mean")) && d->counted > 1)
    mean.count = 0;
  mean.score_cells = mean.weight_cells = mean.mark_cells = cells;
  mean.score_cells.column = SCORE;
  mean.weight_cells.column = REVISED;
  mean.mark_cells.column = COUNTED;
  return zp_mean_of(say, ZP_LIST_SUM_POINTS, &mean, d->total.known, d->total.score);
}

/// Sums of what is known of the units; `which` is the column.
static bool sum_money(const zp_district_result *d, int which, zp_money *sum)
{
  bool any = false;
  *sum = (zp_money){ 0 };
  for (size_t i = 0; i < d->ranking_count; i++) {
    const zp_standing *unit = &d->ranking[i];
    bool known = which == INITIAL   ? unit->has_initial
                 : which == REVISED ? unit->has_revised
                                    : unit->has_executed;
    zp_money money = which == INITIAL   ? unit->initial
                     : which == REVISED ? unit->revised
                                        : unit->executed;
    if (!known) continue;
    any = true;
    if (zp_money_add(*sum, money, sum, NULL) != ZP_OK) return false;
  }
  return any;
}

static void put_total(zp_list *list, const zp_result *result)
{
  const zp_district_result *d = &result->district;
  zp_wording room, *say = zp_list_say(list->book, &room);
  zp_cells at = zp_ranking_grades(d->ranking_count);
  zp_money money[COLUMNS];
  bool known[COLUMNS];
  zp_list_cell cells[COLUMNS];
  for (int i = 0; i < COLUMNS; i++) cells[i] = zp_list_text(ZP_LIST_SUM_TEXT, none);
  for (int i = INITIAL; i <= EXECUTED; i++) {
    known[i] = sum_money(d, i, &money[i]);
    at.column = (lxw_col_t)i;
    cells[i] = zp_sum_of_money(say, ZP_LIST_SUM_MONEY, at, known[i], money[i]);
  }
  cells[UNIT] = zp_list_text(ZP_LIST_SUM_TEXT, zp_district_name(say, result));
  cells[SCORE] = district_score(list->book, say, result);
  cells[GRADE] = zp_list_text(ZP_LIST_SUM_TEXT, zp_cell_grade(say, &d->total));
  cells[SCORED] = zp_list_points(say, ZP_LIST_SUM_POINTS, true, d->total.scored);
  cells[RATE] = zp_rate_of_row(say, ZP_LIST_SUM_RATE, list->row, EXECUTED, REVISED,
                               known[REVISED] && known[EXECUTED], money[EXECUTED], money[REVISED]);
  zp_list_row(list, cells, COLUMNS);
  if (room.failed) list->book->say.failed = true;
}

bool zp_book_ranking(zp_list_book *book, const zp_result *result)
{
  const zp_district_result *d = &result->district;
  zp_wording *say = &book->say;
  zp_list list;
  if (!zp_list_open(book, zp_wording_word(say, ZP_W_BOOK_RANK_SHEET), columns, COLUMNS, &list))
    return false;
  zp_list_line(&list, ZP_LIST_TITLE,
               zp_wording_of(say, ZP_W_BOOK_RANK_TITLE, zp_district_name(say, result), none, none));
  zp_list_heads(&list, true);
  for (size_t i = 0; i < d->ranking_count; i++) put_unit(&list, &d->ranking[i]);
  if (d->ranking_count == 0) return true;
  zp_list_check(book, worksheet_autofilter(list.sheet, FIRST - 1, 0, list.row - 1, COLUMNS - 1));
  put_total(&list, result);
  return true;
}
