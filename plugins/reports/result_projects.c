// result_projects.c: the sheet that lists projects with their money, points and grades; for one
// unit also what becomes of them.
#include "plugins/reports/adjustments.h"
#include "plugins/reports/result_book.h"
#include "plugins/reports/text_cells.h"
#include "plugins/reports/text_district.h"

enum {
  NUMBER,
  UNIT,
  PROJECT,
  CODE,
  INITIAL,
  REVISED,
  EXECUTED,
  RATE,
  SCORE,
  GRADE,
  SCORED,
  COLUMNS
};
static const zp_list_column columns[COLUMNS] = {
  { ZP_W_LIST_NUMBER, 6 },        { ZP_W_HEAD_UNIT, 20 },    { ZP_W_HEAD_PROJECT, 32 },
  { ZP_W_BOOK_PROJECT_CODE, 16 }, { ZP_W_BOOK_INITIAL, 15 }, { ZP_W_HEAD_REVISED, 15 },
  { ZP_W_HEAD_EXECUTED, 15 },     { ZP_W_HEAD_RATE, 10 },    { ZP_W_HEAD_POINTS, 9 },
  { ZP_W_HEAD_GRADE, 14 },        { ZP_W_HEAD_SCORED, 10 },
};

static const zp_text none = { "", 0 };

typedef struct sums {
  bool has[3], broken[3]; // initial, revised, executed
  zp_money money[3];
  size_t count;
} sums;

static void add(sums *s, int which, bool known, zp_money money)
{
  if (!known) return;
  s->has[which] = true;
  if (zp_money_add(s->money[which], money, &s->money[which], NULL) != ZP_OK)
    s->broken[which] = true;
}

static void put_project(zp_list *list, sums *s, const zp_unit_result *unit,
                        const zp_project_result *p)
{
  zp_wording room, *say = zp_list_say(list->book, &room);
  const zp_total *total = &p->total;
  zp_list_cell cells[COLUMNS] = {
    [NUMBER] = zp_list_number(ZP_LIST_COUNT, true, (double)++s->count),
    [UNIT] = zp_list_text(ZP_LIST_TEXT, zp_cell_name(say, unit->name, unit->code)),
    [PROJECT] = zp_list_text(ZP_LIST_TEXT, zp_cell_name(say, p->name, p->code)),
    [CODE] = zp_list_text(ZP_LIST_CENTER, zp_wording_line(say, p->code)),
    [INITIAL] = zp_list_money(say, ZP_LIST_MONEY, p->has_initial, p->initial),
    [REVISED] = zp_list_money(say, ZP_LIST_MONEY, p->has_revised, p->revised),
    [EXECUTED] = zp_list_money(say, ZP_LIST_MONEY, p->has_executed, p->executed),
    [RATE] = zp_rate_of_row(say, ZP_LIST_RATE, list->row, EXECUTED, REVISED,
                            p->has_revised && p->has_executed, p->executed, p->revised),
    [SCORE] = zp_list_points(say, ZP_LIST_POINTS, total->known, total->score),
    [GRADE] = zp_list_text(ZP_LIST_CENTER, zp_cell_grade(say, total)),
    [SCORED] = zp_list_points(say, ZP_LIST_POINTS, true, total->scored),
  };
  add(s, 0, p->has_initial, p->initial);
  add(s, 1, p->has_revised, p->revised);
  add(s, 2, p->has_executed, p->executed);
  zp_list_row(list, cells, COLUMNS);
  if (room.failed) list->book->say.failed = true;
}

/// How the projects make up the unit, when that is a mean of what is listed.
static zp_list_cell unit_score(zp_list *list, zp_wording *say, const zp_result *result,
                               const zp_unit_result *unit, zp_cells at)
{
  const zp_total *total = unit->adjustment_count != 0 ? &unit->combined : &unit->total;
  bool by_budget = zp_text_equal(result->combine, ZP_TEXT("budget"));
  zp_dec *scores = ZP_TAKE(say->arena, zp_dec, unit->project_count);
  zp_money *weights = ZP_TAKE(say->arena, zp_money, unit->project_count);
  zp_mean mean = { .scores = scores,
                   .weights = by_budget ? weights : NULL,
                   .count = unit->project_count };
  if (scores == NULL || weights == NULL) {
    list->book->say.failed = true;
    return zp_list_text(ZP_LIST_SUM_POINTS, none);
  }
  for (size_t i = 0; i < unit->project_count; i++) {
    scores[i] = unit->projects[i].total.score;
    weights[i] = unit->projects[i].revised;
  }
  mean.score_cells = mean.weight_cells = mean.mark_cells = at;
  mean.score_cells.column = SCORE;
  mean.weight_cells.column = REVISED;
  if (!by_budget && !zp_text_equal(result->combine, ZP_TEXT("mean"))) mean.count = 0;
  return zp_mean_of(say, ZP_LIST_SUM_POINTS, &mean, total->known, total->score);
}

static void put_sums(zp_list *list, const sums *s, const zp_result *result,
                     const zp_unit_result *unit, lxw_row_t first)
{
  zp_wording room, *say = zp_list_say(list->book, &room);
  zp_list_cell cells[COLUMNS];
  zp_cells at = { 0, first, list->row - 1 };
  for (int i = 0; i < COLUMNS; i++) cells[i] = zp_list_text(ZP_LIST_SUM_TEXT, none);
  cells[NUMBER] = zp_list_text(ZP_LIST_SUM_TEXT, zp_wording_word(say, ZP_W_CELL_TOTAL));
  for (int i = 0; i < 3; i++) {
    at.column = (lxw_col_t)(INITIAL + i);
    cells[INITIAL + i] =
        zp_sum_of_money(say, ZP_LIST_SUM_MONEY, at, s->has[i] && !s->broken[i], s->money[i]);
  }
  cells[RATE] = zp_rate_of_row(say, ZP_LIST_SUM_RATE, list->row, EXECUTED, REVISED,
                               s->has[1] && s->has[2] && !s->broken[1] && !s->broken[2],
                               s->money[2], s->money[1]);
  if (unit != NULL) {
    const zp_total *total = unit->adjustment_count != 0 ? &unit->combined : &unit->total;
    cells[SCORE] = unit_score(list, say, result, unit, at);
    cells[GRADE] = zp_list_text(ZP_LIST_SUM_TEXT, zp_cell_grade(say, total));
    cells[SCORED] = zp_list_points(say, ZP_LIST_SUM_POINTS, true, total->scored);
  }
  zp_list_row(list, cells, COLUMNS);
  if (room.failed) list->book->say.failed = true;
}

static void put_line(zp_list *list, zp_list_style style, zp_wording *say, zp_text text)
{
  zp_list_line(list, style, text);
  if (say->failed) list->book->say.failed = true;
}

/// Deductions and vetoes, and what stands after them.
static void put_outcome(zp_list *list, const zp_unit_result *unit)
{
  zp_wording room, *say = zp_list_say(list->book, &room);
  const zp_total *total = &unit->total;
  for (size_t i = 0; i < unit->adjustment_count; i++) {
    if (!zp_adjustment_matters(&unit->adjustments[i])) continue;
    put_line(list, ZP_LIST_NOTE, say, zp_adjustment_line(say, &unit->adjustments[i]));
  }
  zp_text scored = zp_cell_points(say, total->scored);
  zp_word word = total->graded ? ZP_W_TOTAL_GRADED : ZP_W_TOTAL_OPEN;
  put_line(list, ZP_LIST_NOTE, say,
           total->known ? zp_wording_of(say, word, zp_cell_points(say, total->score),
                                        zp_cell_grade(say, total), scored)
                        : zp_wording_of(say, ZP_W_TOTAL_UNKNOWN, scored, none, none));
  if (total->known && total->score_high.e4 > total->score.e4)
    put_line(list, ZP_LIST_NOTE, say,
             zp_wording_of(say, ZP_W_TOTAL_BEST_OPEN, zp_cell_points(say, total->score_high), none,
                           none));
}

static zp_text title_of(zp_wording *say, const zp_result *result, const zp_unit_result *unit)
{
  if (unit == NULL)
    return zp_wording_of(say, ZP_W_BOOK_PROJECT_TITLE, zp_district_name(say, result), none, none);
  zp_text year = unit->year == 0 ? none : zp_cell_count(say, (size_t)unit->year);
  return zp_wording_of(say, ZP_W_BOOK_UNIT_TITLE, zp_cell_name(say, unit->name, unit->code), year,
                       none);
}

bool zp_book_projects(zp_list_book *book, const zp_result *result, const zp_unit_result *unit)
{
  zp_list list;
  sums s = { .count = 0 };
  zp_word name = unit == NULL ? ZP_W_BOOK_PROJECT_SHEET : ZP_W_BOOK_UNIT_SHEET;
  if (!zp_list_open(book, zp_wording_word(&book->say, name), columns, COLUMNS, &list)) return false;
  zp_list_line(&list, ZP_LIST_TITLE, title_of(&book->say, result, unit));
  zp_list_heads(&list, true);
  lxw_row_t first = list.row;
  size_t count = unit != NULL ? 1 : result->unit_count;
  for (size_t u = 0; u < count; u++) {
    const zp_unit_result *own = unit != NULL ? unit : &result->units[u];
    for (size_t i = 0; i < own->project_count; i++) put_project(&list, &s, own, &own->projects[i]);
  }
  // Before the sums: in constant memory the library accepts no row above the last one written.
  if (unit == NULL && s.count != 0)
    zp_list_check(book, worksheet_autofilter(list.sheet, first - 1, 0, list.row - 1, COLUMNS - 1));
  if (s.count != 0) put_sums(&list, &s, result, unit, first);
  if (unit != NULL) put_outcome(&list, unit);
  return true;
}
