// result_form.c: one project as it was scored, in the form of 财预〔2020〕10号, with the declared
// points and the reasons beside ours.
#include <string.h>

#include "plugins/reports/result_book.h"
#include "plugins/reports/text_cells.h"

/// Columns from left to right. The money stands above the indicators' columns.
enum {
  SIDE,
  LEVEL1,
  LEVEL2,
  LEVEL3,
  TARGET,
  ACTUAL,
  WEIGHT,
  POINTS,
  DECLARED,
  NOTE,
  REASON,
  COLUMNS,
  FUND = LEVEL2,
  INITIAL = LEVEL3,
  REVISED = TARGET,
  EXECUTED = ACTUAL,
  FUND_WEIGHT = WEIGHT,
  FUND_RATE = POINTS,
  FUND_POINTS = DECLARED,
  FUND_DECLARED = NOTE,
  FUND_REASON = REASON
};
static const double widths[COLUMNS] = { 5, 12, 21, 24, 17, 17, 9, 10, 10, 22, 30 };

/// Rows from the top.
enum {
  ROW_TITLE,
  ROW_YEAR,
  ROW_NAME,
  ROW_UNIT,
  ROW_FUNDS,
  ROW_TOTAL,
  ROW_PARTS,
  PARTS = 3,
  ROW_GOAL = ROW_PARTS + PARTS,
  ROW_GOAL_TEXT,
  ROW_HEADS,
  ROW_FIRST
};

static const zp_text none = { "", 0 };

typedef struct scored_form {
  zp_form_page page;
  zp_wording *say;
  const zp_unit_result *unit;
  const zp_project_result *project;
  const zp_row_result *execution; // NULL: there is none
  size_t first, count;            // of the other rows
  lxw_row_t total;                // row of the sums
} scored_form;

static void put(scored_form *f, lxw_row_t row, int left, int right, zp_text text,
                zp_form_style style)
{
  zp_form_put(&f->page, (zp_form_area){ row, (lxw_col_t)left, row, (lxw_col_t)right }, text, style);
}

static void put_word(scored_form *f, lxw_row_t row, int left, int right, zp_form_word word,
                     zp_form_style style)
{
  put(f, row, left, right, zp_form_word_text(word), style);
}

/// As it was written, several lines and all; controls are blanks, and what no cell holds ends in an
/// ellipsis.
static zp_text as_written(scored_form *f, zp_text text)
{
  enum { MOST = 16000, ELLIPSIS = 3 }; // characters, of one or two units
  char *bytes = zp_arena_bytes(f->say->arena, text.len + ELLIPSIS + 1);
  size_t len = 0, count = 0;
  text = zp_text_trim(text);
  if (bytes == NULL) {
    f->say->failed = true;
    return none;
  }
  for (size_t at = 0; at < text.len && count <= MOST; count++) {
    size_t from = at;
    uint32_t c = zp_text_next(text, &at);
    if (count == MOST) {
      memcpy(bytes + len, "\xE2\x80\xA6", ELLIPSIS);
      len += ELLIPSIS;
    } else if (c != '\n' && zp_is_control(c)) {
      bytes[len++] = ' ';
    } else {
      memcpy(bytes + len, text.ptr + from, at - from);
      len += at - from;
    }
  }
  bytes[len] = '\0';
  return (zp_text){ bytes, len };
}

// ---- numbers -----------------------------------------------------------------------------------

/// A number, or what the list would write in its place.
static void put_cell(scored_form *f, lxw_row_t row, int column, zp_list_cell cell,
                     zp_form_style style)
{
  if (cell.kind == ZP_LIST_FORMULA)
    zp_form_put_formula(&f->page, row, (lxw_col_t)column, cell.text, true, cell.number, style);
  else if (cell.kind == ZP_LIST_WORDS)
    put(f, row, column, column, cell.text, style);
  else
    zp_form_put_number(&f->page, row, (lxw_col_t)column, cell.kind == ZP_LIST_NUMBER, cell.number,
                       style);
}

static void put_points(scored_form *f, lxw_row_t row, int column, bool known, zp_dec points)
{
  put_cell(f, row, column, zp_list_points(f->say, ZP_LIST_POINTS, known, points),
           ZP_STYLE_SCORED_POINTS);
}

static void put_money(scored_form *f, lxw_row_t row, int column, bool known, zp_money money)
{
  put_cell(f, row, column, zp_list_money(f->say, ZP_LIST_MONEY, known, money),
           ZP_STYLE_SCORED_MONEY);
}

/// Points, or why there are none in a word; never 0 for what was not scored.
static void put_outcome(scored_form *f, lxw_row_t at, int column, const zp_row_result *row)
{
  if (row->outcome == ZP_SCORED)
    put_points(f, at, column, true, row->points);
  else
    put(f, at, column, column, zp_cell_outcome(f->say, row), ZP_STYLE_CENTER);
}

/// The rule and what it says; the unit's own note has a column of its own.
static zp_text reason_of(scored_form *f, const zp_row_result *row)
{
  zp_row_result bare = *row;
  bare.deviation = none;
  zp_text rule = row->rule.len == 0 ? none : zp_cell_rule(f->say, row),
          why = zp_cell_remark(f->say, &bare);
  if (rule.len == 0 || why.len == 0) return rule.len == 0 ? why : rule;
  return zp_wording_of(f->say, ZP_W_CELL_JOINED, rule, why, none);
}

// ---- head --------------------------------------------------------------------------------------

static void put_head(scored_form *f)
{
  const zp_project_result *p = f->project;
  int name_end = p->code.len == 0 ? REASON : DECLARED;
  put_word(f, ROW_TITLE, 0, COLUMNS - 1, ZP_FORM_TITLE, ZP_STYLE_TITLE);
  f->page.heights[ROW_TITLE] = 30; // its letters are larger
  zp_text year = f->unit->year <= 0
                     ? none
                     : zp_form_say(f->say, ZP_FORM_YEAR,
                                   zp_form_number(f->say, (size_t)f->unit->year), none, none);
  put(f, ROW_YEAR, 0, COLUMNS - 1, year, ZP_STYLE_SUBTITLE);
  put_word(f, ROW_NAME, SIDE, LEVEL1, ZP_FORM_PROJECT_NAME, ZP_STYLE_LABEL);
  put(f, ROW_NAME, LEVEL2, name_end, as_written(f, p->name), ZP_STYLE_CENTER);
  if (name_end != REASON) {
    put_word(f, ROW_NAME, NOTE, NOTE, ZP_FORM_PROJECT_CODE, ZP_STYLE_LABEL);
    put(f, ROW_NAME, REASON, REASON, as_written(f, p->code), ZP_STYLE_CENTER);
  }
  put_word(f, ROW_UNIT, SIDE, LEVEL1, ZP_FORM_IN_CHARGE, ZP_STYLE_LABEL);
  put(f, ROW_UNIT, LEVEL2, TARGET, none, ZP_STYLE_CENTER);
  put_word(f, ROW_UNIT, ACTUAL, ACTUAL, ZP_FORM_UNIT, ZP_STYLE_LABEL);
  put(f, ROW_UNIT, WEIGHT, REASON, zp_cell_name(f->say, f->unit->name, f->unit->code),
      ZP_STYLE_CENTER);
}

static void put_fund_heads(scored_form *f)
{
  static const struct {
    int column;
    zp_form_word word;
  } heads[] = {
    { INITIAL, ZP_FORM_INITIAL },        { REVISED, ZP_FORM_REVISED },
    { EXECUTED, ZP_FORM_EXECUTED },      { FUND_WEIGHT, ZP_FORM_WEIGHT },
    { FUND_RATE, ZP_FORM_RATE },         { FUND_POINTS, ZP_FORM_POINTS },
    { FUND_DECLARED, ZP_FORM_DECLARED }, { FUND_REASON, ZP_FORM_REASON },
  };
  put(f, ROW_FUNDS, FUND, FUND, none, ZP_STYLE_LABEL);
  for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
    put_word(f, ROW_FUNDS, heads[i].column, heads[i].column, heads[i].word, ZP_STYLE_LABEL);
}

static void put_execution(scored_form *f)
{
  const zp_row_result *row = f->execution;
  if (row == NULL) {
    for (int c = FUND_POINTS; c <= FUND_REASON; c++) put(f, ROW_TOTAL, c, c, none, ZP_STYLE_CENTER);
    put(f, ROW_TOTAL, FUND_WEIGHT, FUND_WEIGHT, none, ZP_STYLE_CENTER);
    return;
  }
  zp_text deviation = as_written(f, row->deviation), reason = reason_of(f, row);
  if (deviation.len != 0)
    reason = zp_wording_of(f->say, ZP_W_CELL_JOINED, reason,
                           zp_wording_of(f->say, ZP_W_CELL_DEVIATION, deviation, none, none), none);
  put_points(f, ROW_TOTAL, FUND_WEIGHT, true, row->weight);
  put_outcome(f, ROW_TOTAL, FUND_POINTS, row);
  put_points(f, ROW_TOTAL, FUND_DECLARED, row->has_declared, row->declared);
  put(f, ROW_TOTAL, FUND_REASON, FUND_REASON, reason, ZP_STYLE_TEXT);
}

/// The result knows the sums only; where they come from is for the unit to write.
static void put_funds(scored_form *f)
{
  static const zp_form_word parts[PARTS] = { ZP_FORM_FUND_GRANT, ZP_FORM_FUND_CARRIED,
                                             ZP_FORM_FUND_OTHER };
  const zp_project_result *p = f->project;
  zp_form_put_word(&f->page, (zp_form_area){ ROW_FUNDS, SIDE, ROW_PARTS + PARTS - 1, LEVEL1 },
                   ZP_FORM_FUNDS, ZP_STYLE_LABEL);
  put_fund_heads(f);
  put_word(f, ROW_TOTAL, FUND, FUND, ZP_FORM_FUND_TOTAL, ZP_STYLE_CENTER);
  put_money(f, ROW_TOTAL, INITIAL, p->has_initial, p->initial);
  put_money(f, ROW_TOTAL, REVISED, p->has_revised, p->revised);
  put_money(f, ROW_TOTAL, EXECUTED, p->has_executed, p->executed);
  put_cell(f, ROW_TOTAL, FUND_RATE,
           zp_rate_of_row(f->say, ZP_LIST_RATE, ROW_TOTAL, EXECUTED, REVISED,
                          p->has_revised && p->has_executed, p->executed, p->revised),
           ZP_STYLE_RATE);
  put_execution(f);
  for (lxw_row_t i = 0; i < PARTS; i++) {
    put_word(f, ROW_PARTS + i, FUND, FUND, parts[i], ZP_STYLE_CENTER);
    for (int c = INITIAL; c <= EXECUTED; c++) put(f, ROW_PARTS + i, c, c, none, ZP_STYLE_CENTER);
    for (int c = FUND_WEIGHT; c <= FUND_REASON; c++)
      put_word(f, ROW_PARTS + i, c, c, ZP_FORM_DASH, ZP_STYLE_CENTER);
  }
}

static void put_goals(scored_form *f)
{
  const double room = 48;
  put_word(f, ROW_GOAL, LEVEL1, TARGET, ZP_FORM_GOAL_EXPECTED, ZP_STYLE_LABEL);
  put_word(f, ROW_GOAL, ACTUAL, REASON, ZP_FORM_GOAL_REACHED, ZP_STYLE_LABEL);
  f->page.heights[ROW_GOAL_TEXT] = room;
  put(f, ROW_GOAL_TEXT, LEVEL1, TARGET, none, ZP_STYLE_TEXT);
  put(f, ROW_GOAL_TEXT, ACTUAL, REASON, none, ZP_STYLE_TEXT);
  zp_form_put_word(&f->page, (zp_form_area){ ROW_GOAL, SIDE, ROW_GOAL_TEXT, SIDE }, ZP_FORM_GOAL,
                   ZP_STYLE_LABEL);
}

// ---- indicators --------------------------------------------------------------------------------

static void put_headings(scored_form *f)
{
  static const zp_form_word heads[] = { ZP_FORM_LEVEL1, ZP_FORM_LEVEL2,   ZP_FORM_LEVEL3,
                                        ZP_FORM_TARGET, ZP_FORM_ACTUAL,   ZP_FORM_WEIGHT,
                                        ZP_FORM_POINTS, ZP_FORM_DECLARED, ZP_FORM_NOTE,
                                        ZP_FORM_REASON };
  for (int i = 0; i < (int)(sizeof heads / sizeof heads[0]); i++)
    put_word(f, ROW_HEADS, LEVEL1 + i, LEVEL1 + i, heads[i], ZP_STYLE_LABEL);
}

/// A long text whole; with the operator and unit of their own columns when there are such.
static zp_text value_text(scored_form *f, zp_text text, const zp_value *value, zp_text cell)
{
  const uint32_t apart = ZP_NOTE_OP_FROM_COLUMN | ZP_NOTE_UNIT_FROM_COLUMN;
  if ((value->notes & apart) != 0 || zp_text_blank(text)) return cell;
  return as_written(f, text);
}

static void put_row(scored_form *f, size_t i)
{
  const zp_row_result *row = &f->project->rows[f->first + i];
  lxw_row_t at = ROW_FIRST + (lxw_row_t)i;
  zp_text name = row->level3.len != 0 ? as_written(f, row->level3) : zp_cell_indicator(f->say, row);
  put(f, at, LEVEL3, LEVEL3, name, ZP_STYLE_TEXT);
  put(f, at, TARGET, TARGET,
      value_text(f, row->target_text, &row->target, zp_cell_target(f->say, f->project, row)),
      ZP_STYLE_CENTER);
  put(f, at, ACTUAL, ACTUAL,
      value_text(f, row->actual_text, &row->actual, zp_cell_actual(f->say, f->project, row)),
      ZP_STYLE_CENTER);
  put_points(f, at, WEIGHT, true, row->weight);
  put_outcome(f, at, POINTS, row);
  put_points(f, at, DECLARED, row->has_declared, row->declared);
  put(f, at, NOTE, NOTE, as_written(f, row->deviation), ZP_STYLE_TEXT);
  put(f, at, REASON, REASON, reason_of(f, row), ZP_STYLE_TEXT);
}

/// Rows from `from` that share their level 1, and level 2 when that is asked for.
static size_t run_end(const scored_form *f, size_t from, bool level2)
{
  const zp_row_result *rows = f->project->rows + f->first;
  size_t to = from + 1;
  while (to < f->count && zp_text_equal(rows[to].level1, rows[from].level1) &&
         (!level2 || zp_text_equal(rows[to].level2, rows[from].level2)))
    to++;
  return to;
}

static void put_groups(scored_form *f, bool level2)
{
  for (size_t from = 0, to; from < f->count; from = to) {
    const zp_row_result *row = &f->project->rows[f->first + from];
    lxw_col_t column = level2 ? LEVEL2 : LEVEL1;
    to = run_end(f, from, level2);
    zp_form_area area = { ROW_FIRST + (lxw_row_t)from, column, ROW_FIRST + (lxw_row_t)to - 1,
                          column };
    zp_form_put(&f->page, area, as_written(f, level2 ? row->level2 : row->level1), ZP_STYLE_CENTER);
  }
}

// ---- sums --------------------------------------------------------------------------------------

/// What stands in one row's cells of a column of numbers; false: nothing.
typedef bool (*figure)(const zp_row_result *row, zp_dec *out);

static bool weight_of(const zp_row_result *row, zp_dec *out)
{
  *out = row->weight;
  return true;
}
static bool points_of(const zp_row_result *row, zp_dec *out)
{
  *out = row->points;
  return row->outcome == ZP_SCORED;
}
static bool declared_of(const zp_row_result *row, zp_dec *out)
{
  *out = row->declared;
  return row->has_declared;
}

/// False when there is nothing to sum up or it does not fit.
static bool sum_up(const zp_project_result *p, figure of, zp_dec *sum)
{
  bool any = false;
  *sum = (zp_dec){ 0 };
  for (size_t i = 0; i < p->row_count; i++) {
    zp_dec one;
    if (!of(&p->rows[i], &one)) continue;
    if (zp_dec_add(*sum, one, sum, NULL) != ZP_OK) return false;
    any = true;
  }
  return any;
}

/// The project's number; as a formula when it is the sum of the rows.
static void put_sum(scored_form *f, int column, int execution, bool known, zp_dec ours, figure of)
{
  char one[LXW_MAX_CELL_NAME_LENGTH], range[LXW_MAX_CELL_RANGE_LENGTH];
  zp_list_cell cell = zp_list_points(f->say, ZP_LIST_POINTS, known, ours);
  zp_dec sum;
  if (cell.kind == ZP_LIST_NUMBER && sum_up(f->project, of, &sum) && sum.e4 == ours.e4) {
    lxw_rowcol_to_cell(one, ROW_TOTAL, (lxw_col_t)execution);
    lxw_rowcol_to_range(range, ROW_FIRST, (lxw_col_t)column, f->total - 1, (lxw_col_t)column);
    zp_text text = f->count == 0
                       ? zp_text_format(f->say->arena, "=ROUND(SUM(%s),4)", one)
                       : zp_text_format(f->say->arena, "=ROUND(SUM(%s,%s),4)", one, range);
    if (text.ptr == NULL)
      f->say->failed = true;
    else
      cell = zp_list_formula(ZP_LIST_POINTS, text, cell.number);
  }
  put_cell(f, f->total, column, cell, ZP_STYLE_SCORED_SUM);
}

static void put_bottom(scored_form *f)
{
  const zp_total *total = &f->project->total;
  zp_text scored = zp_cell_points(f->say, total->scored);
  zp_dec declared;
  bool any = sum_up(f->project, declared_of, &declared);
  put_word(f, f->total, 0, ACTUAL, ZP_FORM_SUM, ZP_STYLE_LABEL);
  put_sum(f, WEIGHT, FUND_WEIGHT, true, total->weight, weight_of);
  put_sum(f, POINTS, FUND_POINTS, total->known, total->points, points_of);
  put_sum(f, DECLARED, FUND_DECLARED, any, declared, declared_of);
  put(f, f->total, NOTE, REASON, none, ZP_STYLE_LABEL);
  put_word(f, f->total + 1, 0, LEVEL1, ZP_FORM_VERDICT, ZP_STYLE_LABEL);
  zp_text verdict =
      !total->known
          ? zp_cell_grade(f->say, total)
          : zp_wording_of(f->say, total->graded ? ZP_W_TOTAL_GRADED : ZP_W_TOTAL_OPEN,
                          zp_cell_score(f->say, total), zp_cell_grade(f->say, total), scored);
  put(f, f->total + 1, LEVEL2, REASON, verdict, ZP_STYLE_TEXT);
}

// ---- the sheet ---------------------------------------------------------------------------------

bool zp_book_project(zp_form_book *book, const zp_unit_result *unit, size_t index, zp_text name)
{
  const zp_project_result *project = &unit->projects[index];
  scored_form f = { .say = &book->say, .unit = unit, .project = project };
  if (project->row_count != 0 && project->rows[0].execution) f.execution = &project->rows[0];
  f.first = f.execution != NULL;
  f.count = project->row_count - f.first;
  f.total = ROW_FIRST + (lxw_row_t)f.count;
  if (!zp_form_page_open(book, name, widths, COLUMNS, f.total + 2, &f.page)) return false;
  put_head(&f);
  put_funds(&f);
  put_goals(&f);
  put_headings(&f);
  for (size_t i = 0; i < f.count; i++) put_row(&f, i);
  put_groups(&f, false);
  put_groups(&f, true);
  lxw_row_t last = f.count == 0 ? ROW_HEADS : f.total - 1;
  zp_form_put_word(&f.page, (zp_form_area){ ROW_HEADS, SIDE, last, SIDE }, ZP_FORM_INDICATORS,
                   ZP_STYLE_LABEL);
  put_bottom(&f);
  worksheet_set_landscape(f.page.sheet);
  worksheet_freeze_panes(f.page.sheet, ROW_NAME + 1, 0);
  zp_form_check(book, worksheet_repeat_rows(f.page.sheet, ROW_HEADS, ROW_HEADS));
  zp_form_check(book, worksheet_print_area(f.page.sheet, 0, 0, f.total + 1, COLUMNS - 1));
  zp_form_page_finish(&f.page);
  return true;
}
