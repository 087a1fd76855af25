// form_project.c: one project's sheet of the official workbook: 项目支出绩效自评表 as
// 财预〔2020〕10号 has it.
#include "plugins/reports/form_page.h"

/// Columns from left to right. The money stands in the middle ones, above the indicators' columns.
enum {
  COLUMN_SIDE,
  COLUMN_LEVEL1,
  COLUMN_LEVEL2,
  COLUMN_LEVEL3,
  COLUMN_TARGET,
  COLUMN_ACTUAL,
  COLUMN_WEIGHT,
  COLUMN_POINTS,
  COLUMN_NOTE,
  COLUMN_NOTE_END,
  COLUMNS,
  COLUMN_FUND = COLUMN_LEVEL3,
  COLUMN_INITIAL = COLUMN_TARGET,
  COLUMN_REVISED = COLUMN_ACTUAL,
  COLUMN_EXECUTED = COLUMN_WEIGHT,
  COLUMN_FUND_WEIGHT = COLUMN_POINTS,
  COLUMN_RATE = COLUMN_NOTE,
  COLUMN_FUND_POINTS = COLUMN_NOTE_END,
};
static const double widths[COLUMNS] = { 5, 12, 19, 26, 18, 18, 12, 9, 13, 16 };

/// Rows from the top; a very long goal takes more than one.
enum {
  ROW_TITLE,
  ROW_YEAR,
  ROW_NAME,
  ROW_UNIT,
  ROW_FUNDS,
  ROW_TOTAL,
  ROW_PARTS,
  PARTS = 3,
  ROW_GOAL = ROW_PARTS + PARTS
};
enum { FREEZE_ROWS = ROW_NAME + 1, FREEZE_COLUMNS = COLUMN_LEVEL3 + 1 };

static const zp_text none = { "", 0 };

typedef struct project_page {
  zp_form_page page;
  const zp_blank_sheet *form;
  lxw_row_t heads, first, total; // rows: headings of the indicators, the first of them, the sum
} project_page;

static zp_form_area area(lxw_row_t top, int left, lxw_row_t bottom, int right)
{
  return (zp_form_area){ top, (lxw_col_t)left, bottom, (lxw_col_t)right };
}

static void put(project_page *p, lxw_row_t row, int left, int right, zp_text text,
                zp_form_style style)
{
  zp_form_put(&p->page, area(row, left, row, right), text, style);
}

static void put_word(project_page *p, lxw_row_t row, int left, int right, zp_form_word word,
                     zp_form_style style)
{
  put(p, row, left, right, zp_form_word_text(word), style);
}

// ---- head ---------------------------------------------------------------------------------------

static void put_head(project_page *p)
{
  const zp_blank *form = p->page.book->form;
  zp_wording *say = &p->page.book->say;
  int name_end = p->form->code.len == 0 ? COLUMN_NOTE_END : COLUMN_WEIGHT;
  put_word(p, ROW_TITLE, 0, COLUMNS - 1, ZP_FORM_TITLE, ZP_STYLE_TITLE);
  p->page.heights[ROW_TITLE] = 30; // its letters are larger
  zp_text year = form->year == 0 ? none
                                 : zp_form_say(say, ZP_FORM_YEAR,
                                               zp_form_number(say, (size_t)form->year), none, none);
  put(p, ROW_YEAR, 0, COLUMNS - 1, year, ZP_STYLE_SUBTITLE);
  put_word(p, ROW_NAME, 0, COLUMN_LEVEL2, ZP_FORM_PROJECT_NAME, ZP_STYLE_LABEL);
  put(p, ROW_NAME, COLUMN_LEVEL3, name_end, p->form->name, ZP_STYLE_CENTER);
  if (name_end != COLUMN_NOTE_END) {
    put_word(p, ROW_NAME, COLUMN_POINTS, COLUMN_POINTS, ZP_FORM_PROJECT_CODE, ZP_STYLE_LABEL);
    put(p, ROW_NAME, COLUMN_NOTE, COLUMN_NOTE_END, p->form->code, ZP_STYLE_CENTER);
  }
  put_word(p, ROW_UNIT, 0, COLUMN_LEVEL2, ZP_FORM_IN_CHARGE, ZP_STYLE_LABEL);
  put(p, ROW_UNIT, COLUMN_LEVEL3, COLUMN_TARGET, none, ZP_STYLE_OPEN_TEXT);
  put_word(p, ROW_UNIT, COLUMN_ACTUAL, COLUMN_ACTUAL, ZP_FORM_UNIT, ZP_STYLE_LABEL);
  put(p, ROW_UNIT, COLUMN_WEIGHT, COLUMN_NOTE_END, form->unit, ZP_STYLE_CENTER);
}

// ---- money --------------------------------------------------------------------------------------

/// 万元; the nearest double of at most six places is what any program shows and reads back.
static double in_wan(zp_money money)
{
  const double fen = 1e6;
  return (double)money.fen / fen;
}

static void put_money(project_page *p, lxw_row_t row, int column, bool known, zp_money money)
{
  zp_form_put_number(&p->page, row, (lxw_col_t)column, known, in_wan(money), ZP_STYLE_OPEN_MONEY);
  zp_form_ask_money(&p->page, row, (lxw_col_t)column);
}

/// The rate as it stands, for programs that show a formula without computing it.
static bool rate_of(const zp_blank_sheet *form, double *out)
{
  zp_dec rate;
  bool known = form->has_revised && form->has_executed && form->revised.fen > 0 &&
               zp_dec_muldiv((zp_dec){ form->executed.fen }, ZP_DEC(1),
                             (zp_dec){ form->revised.fen }, 4, &rate, NULL) == ZP_OK;
  *out = known ? zp_dec_to_double(rate) : 0;
  return known;
}

static void put_total_row(project_page *p)
{
  const zp_blank_sheet *form = p->form;
  zp_form_page *page = &p->page;
  char revised[LXW_MAX_CELL_NAME_LENGTH], executed[LXW_MAX_CELL_NAME_LENGTH];
  double rate;
  lxw_rowcol_to_cell(revised, ROW_TOTAL, COLUMN_REVISED);
  lxw_rowcol_to_cell(executed, ROW_TOTAL, COLUMN_EXECUTED);
  put_word(p, ROW_TOTAL, COLUMN_FUND, COLUMN_FUND, ZP_FORM_FUND_TOTAL, ZP_STYLE_CENTER);
  put_money(p, ROW_TOTAL, COLUMN_INITIAL, form->has_initial, form->initial);
  put_money(p, ROW_TOTAL, COLUMN_REVISED, form->has_revised, form->revised);
  put_money(p, ROW_TOTAL, COLUMN_EXECUTED, form->has_executed, form->executed);
  zp_form_put_number(page, ROW_TOTAL, COLUMN_FUND_WEIGHT, form->has_weight,
                     zp_dec_to_double(form->weight), ZP_STYLE_POINTS);
  zp_text formula =
      zp_text_format(page->book->say.arena, "=IF(COUNT(%s,%s)<2,\"\",IF(%s=0,\"\",%s/%s))", revised,
                     executed, revised, executed, revised);
  bool known = rate_of(form, &rate);
  zp_form_put_formula(page, ROW_TOTAL, COLUMN_RATE, formula, known, rate, ZP_STYLE_RATE);
  zp_form_put_number(page, ROW_TOTAL, COLUMN_FUND_POINTS, form->has_declared,
                     zp_dec_to_double(form->declared), ZP_STYLE_OPEN_POINTS);
  zp_form_ask_points(page, ROW_TOTAL, COLUMN_FUND_POINTS, form->weight);
}

static void put_funds(project_page *p)
{
  static const zp_form_word parts[PARTS] = { ZP_FORM_FUND_GRANT, ZP_FORM_FUND_CARRIED,
                                             ZP_FORM_FUND_OTHER };
  static const struct {
    int column;
    zp_form_word word;
  } heads[] = {
    { COLUMN_INITIAL, ZP_FORM_INITIAL },   { COLUMN_REVISED, ZP_FORM_REVISED },
    { COLUMN_EXECUTED, ZP_FORM_EXECUTED }, { COLUMN_FUND_WEIGHT, ZP_FORM_WEIGHT },
    { COLUMN_RATE, ZP_FORM_RATE },         { COLUMN_FUND_POINTS, ZP_FORM_POINTS },
  };
  zp_form_put_word(&p->page, area(ROW_FUNDS, 0, ROW_PARTS + PARTS - 1, COLUMN_LEVEL2),
                   ZP_FORM_FUNDS, ZP_STYLE_LABEL);
  put(p, ROW_FUNDS, COLUMN_FUND, COLUMN_FUND, none, ZP_STYLE_LABEL);
  for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
    put_word(p, ROW_FUNDS, heads[i].column, heads[i].column, heads[i].word, ZP_STYLE_LABEL);
  put_total_row(p);
  for (lxw_row_t i = 0; i < PARTS; i++) {
    lxw_row_t row = ROW_PARTS + i;
    put_word(p, row, COLUMN_FUND, COLUMN_FUND, parts[i], ZP_STYLE_CENTER);
    for (int c = COLUMN_INITIAL; c <= COLUMN_EXECUTED; c++)
      put_money(p, row, c, false, (zp_money){ 0 });
    for (int c = COLUMN_FUND_WEIGHT; c <= COLUMN_FUND_POINTS; c++)
      put_word(p, row, c, c, ZP_FORM_DASH, ZP_STYLE_CENTER);
  }
}

// ---- goals --------------------------------------------------------------------------------------

static double goal_width(void)
{
  double width = -zp_form_indent(ZP_STYLE_TEXT);
  for (int c = COLUMN_LEVEL1; c <= COLUMN_TARGET; c++) width += widths[c];
  return width;
}

/// A row is only so high: what is longer stands over several.
static lxw_row_t goal_rows(zp_text goal)
{
  const double least = 60;
  double height = zp_form_height(goal, goal_width());
  return (lxw_row_t)((height < least ? least : height) / ZP_ROW_HEIGHT_MOST) + 1;
}

static void put_goals(project_page *p)
{
  const double least = 60;
  lxw_row_t top = ROW_GOAL + 1, bottom = p->heads - 1;
  put_word(p, ROW_GOAL, COLUMN_LEVEL1, COLUMN_TARGET, ZP_FORM_GOAL_EXPECTED, ZP_STYLE_LABEL);
  put_word(p, ROW_GOAL, COLUMN_ACTUAL, COLUMN_NOTE_END, ZP_FORM_GOAL_REACHED, ZP_STYLE_LABEL);
  if (p->page.heights[top] < least) p->page.heights[top] = least;
  // The side comes last: the long texts make room for it.
  zp_form_put(&p->page, area(top, COLUMN_LEVEL1, bottom, COLUMN_TARGET), p->form->goal,
              ZP_STYLE_TEXT);
  zp_form_put(&p->page, area(top, COLUMN_ACTUAL, bottom, COLUMN_NOTE_END), none,
              ZP_STYLE_OPEN_TEXT);
  zp_form_put_word(&p->page, area(ROW_GOAL, 0, bottom, 0), ZP_FORM_GOAL, ZP_STYLE_LABEL);
}

// ---- indicators ---------------------------------------------------------------------------------

static void put_headings(project_page *p)
{
  static const zp_form_word heads[] = { ZP_FORM_LEVEL1, ZP_FORM_LEVEL2, ZP_FORM_LEVEL3,
                                        ZP_FORM_TARGET, ZP_FORM_ACTUAL, ZP_FORM_WEIGHT,
                                        ZP_FORM_POINTS };
  for (int i = 0; i < (int)(sizeof heads / sizeof heads[0]); i++)
    put_word(p, p->heads, COLUMN_LEVEL1 + i, COLUMN_LEVEL1 + i, heads[i], ZP_STYLE_LABEL);
  put_word(p, p->heads, COLUMN_NOTE, COLUMN_NOTE_END, ZP_FORM_NOTE, ZP_STYLE_LABEL);
}

static void put_row(project_page *p, size_t i)
{
  static const zp_form_style open[] = {
    [ZP_FILL_TEXT] = ZP_STYLE_OPEN_TEXT,       [ZP_FILL_NUMBER] = ZP_STYLE_OPEN_NUMBER,
    [ZP_FILL_PERCENT] = ZP_STYLE_OPEN_PERCENT, [ZP_FILL_DATE] = ZP_STYLE_OPEN_WORD,
    [ZP_FILL_VERDICT] = ZP_STYLE_OPEN_WORD,
  };
  const zp_blank_row *row = &p->form->rows[i];
  lxw_row_t at = p->first + (lxw_row_t)i;
  put(p, at, COLUMN_LEVEL3, COLUMN_LEVEL3, row->level3, ZP_STYLE_TEXT);
  put(p, at, COLUMN_TARGET, COLUMN_TARGET, row->target, ZP_STYLE_CENTER);
  put(p, at, COLUMN_ACTUAL, COLUMN_ACTUAL, row->actual, open[row->fill]);
  zp_form_ask_actual(&p->page, at, COLUMN_ACTUAL, row);
  zp_form_put_number(&p->page, at, COLUMN_WEIGHT, row->has_weight, zp_dec_to_double(row->weight),
                     ZP_STYLE_POINTS);
  zp_form_put_number(&p->page, at, COLUMN_POINTS, row->has_declared,
                     zp_dec_to_double(row->declared), ZP_STYLE_OPEN_POINTS);
  zp_form_ask_points(&p->page, at, COLUMN_POINTS, row->weight);
  put(p, at, COLUMN_NOTE, COLUMN_NOTE_END, row->note, ZP_STYLE_OPEN_TEXT);
}

/// Rows from `from` that share their level 1, and level 2 when that is asked for.
static size_t run_end(const zp_blank_sheet *form, size_t from, bool level2)
{
  size_t to = from + 1;
  while (to < form->row_count && zp_text_equal(form->rows[to].level1, form->rows[from].level1) &&
         (!level2 || zp_text_equal(form->rows[to].level2, form->rows[from].level2)))
    to++;
  return to;
}

static void put_groups(project_page *p, int column, bool level2)
{
  for (size_t from = 0, to; from < p->form->row_count; from = to) {
    const zp_blank_row *row = &p->form->rows[from];
    to = run_end(p->form, from, level2);
    zp_form_put(&p->page,
                area(p->first + (lxw_row_t)from, column, p->first + (lxw_row_t)to - 1, column),
                level2 ? row->level2 : row->level1, ZP_STYLE_CENTER);
  }
}

// ---- the sum ------------------------------------------------------------------------------------

static double sum_of(const zp_blank_sheet *form, bool declared, bool *any)
{
  int64_t sum = declared ? form->declared.e4 : form->weight.e4;
  *any = declared ? form->has_declared : true;
  for (size_t i = 0; i < form->row_count; i++) {
    sum += declared ? form->rows[i].declared.e4 : form->rows[i].weight.e4;
    *any = *any || (declared && form->rows[i].has_declared);
  }
  return zp_dec_to_double((zp_dec){ sum });
}

/// The execution row's cell with those of the indicators; shows nothing while all of them are
/// blank.
static void put_sum(project_page *p, int column, int execution, bool declared)
{
  char one[LXW_MAX_CELL_NAME_LENGTH], range[LXW_MAX_CELL_RANGE_LENGTH];
  bool any;
  lxw_rowcol_to_cell(one, ROW_TOTAL, (lxw_col_t)execution);
  lxw_rowcol_to_range(range, p->first, (lxw_col_t)column, p->total - 1, (lxw_col_t)column);
  zp_text formula = zp_text_format(p->page.book->say.arena, "=IF(COUNT(%s,%s)=0,\"\",SUM(%s,%s))",
                                   one, range, one, range);
  double sum = sum_of(p->form, declared, &any);
  zp_form_put_formula(&p->page, p->total, (lxw_col_t)column, formula, any, sum, ZP_STYLE_SUM);
}

static void put_bottom(project_page *p)
{
  put_word(p, p->total, 0, COLUMN_ACTUAL, ZP_FORM_SUM, ZP_STYLE_LABEL);
  put_sum(p, COLUMN_WEIGHT, COLUMN_FUND_WEIGHT, false);
  put_sum(p, COLUMN_POINTS, COLUMN_FUND_POINTS, true);
  put(p, p->total, COLUMN_NOTE, COLUMN_NOTE_END, none, ZP_STYLE_LABEL);
}

// ---- the sheet ----------------------------------------------------------------------------------

bool zp_form_put_project(zp_form_book *book, size_t index)
{
  project_page p = { .form = &book->form->sheets[index] };
  p.heads = ROW_GOAL + 1 + goal_rows(p.form->goal);
  p.first = p.heads + 1;
  p.total = p.first + (lxw_row_t)p.form->row_count;
  if (!zp_form_page_open(book, book->names[index + 1], widths, COLUMNS, p.total + 1, &p.page))
    return false;
  put_head(&p);
  put_funds(&p);
  put_goals(&p);
  put_headings(&p);
  for (size_t i = 0; i < p.form->row_count; i++) put_row(&p, i);
  put_groups(&p, COLUMN_LEVEL1, false);
  put_groups(&p, COLUMN_LEVEL2, true);
  zp_form_put_word(&p.page, area(p.heads, 0, p.total - 1, 0), ZP_FORM_INDICATORS, ZP_STYLE_LABEL);
  put_bottom(&p);
  worksheet_set_landscape(p.page.sheet);
  worksheet_freeze_panes(p.page.sheet, FREEZE_ROWS, FREEZE_COLUMNS);
  zp_form_check(book, worksheet_repeat_rows(p.page.sheet, p.heads, p.heads));
  zp_form_check(book, worksheet_print_area(p.page.sheet, 0, 0, p.total, COLUMNS - 1));
  zp_form_page_close(&p.page);
  return true;
}
