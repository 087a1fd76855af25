// result_overview.c: the first sheet of a district's workbook: its total, units by grade and what
// was earned of each group, both as charts too, and what is not in it.
#include "plugins/reports/result_book.h"
#include "plugins/reports/text_cells.h"
#include "plugins/reports/text_district.h"

enum { NAME, UNITS, SHARE, LEAST, MOST, COLUMNS, CHART = COLUMNS };
static const zp_list_column columns[] = {
  { ZP_W_HEAD_GRADE, 24 }, { ZP_W_HEAD_UNITS, 12 }, { ZP_W_HEAD_SHARE, 12 },
  { ZP_W_HEAD_LEAST, 12 }, { ZP_W_HEAD_MOST, 12 },
};

static const zp_text none = { "", 0 };

typedef struct overview {
  zp_list list;
  const zp_result *result;
  zp_wording say; // for the row under work
} overview;

static void put_line(overview *o, zp_text text)
{
  zp_list_line(&o->list, ZP_LIST_NOTE, text);
  if (o->say.failed) o->list.book->say.failed = true;
}

// ---- the total ---------------------------------------------------------------------------------

static void put_total(overview *o)
{
  const zp_district_result *d = &o->result->district;
  const zp_total *total = &d->total;
  zp_wording *say = &o->say;
  if (!total->known)
    put_line(o,
             zp_wording_of(say, ZP_W_DISTRICT_UNKNOWN, zp_wording_arg(say, d->fault), none, none));
  else
    put_line(o, zp_wording_of(say, total->graded ? ZP_W_TOTAL_GRADED : ZP_W_TOTAL_OPEN,
                              zp_cell_points(say, total->score), zp_cell_grade(say, total),
                              zp_cell_points(say, total->scored)));
  if (total->known)
    put_line(o, zp_wording_of(say, ZP_W_DISTRICT_COUNTED, zp_cell_count(say, d->counted),
                              zp_district_how(say, o->result), none));
  size_t left = d->ranking_count - d->counted;
  if (left + d->failed_count + d->missing_count != 0)
    put_line(o, zp_wording_of(say, ZP_W_DISTRICT_LEFT, zp_cell_count(say, left),
                              zp_cell_count(say, d->failed_count),
                              zp_cell_count(say, d->missing_count)));
  put_line(o, none);
}

// ---- grades ------------------------------------------------------------------------------------

/// Units whose grade reads so, counted in the ranking.
static zp_list_cell grade_count(overview *o, zp_text grade, size_t units)
{
  const zp_district_result *d = &o->result->district;
  char name[LXW_MAX_CELL_NAME_LENGTH];
  zp_wording *say = &o->say;
  size_t listed = 0;
  for (size_t i = 0; i < d->ranking_count; i++)
    listed += zp_text_equal(zp_standing_grade(say, &d->ranking[i]), grade);
  if (listed != units || units == 0) return zp_list_number(ZP_LIST_COUNT, true, (double)units);
  lxw_rowcol_to_cell(name, o->list.row, NAME);
  zp_text text = zp_text_format(say->arena, "=SUMPRODUCT(--('%s'!%s=%s))",
                                zp_word_text(ZP_W_BOOK_RANK_SHEET, say->lang),
                                zp_cells_name(say, zp_ranking_grades(d->ranking_count)).ptr, name);
  if (text.ptr == NULL) say->failed = true;
  return zp_list_formula(ZP_LIST_COUNT, text.ptr == NULL ? none : text, (double)units);
}

static void put_grade(overview *o, zp_text name, bool graded, size_t units)
{
  const zp_district_result *d = &o->result->district;
  zp_dec share = { 0 };
  zp_dec_muldiv((zp_dec){ (int64_t)units }, ZP_DEC(1), (zp_dec){ (int64_t)d->ranking_count }, 4,
                &share, NULL);
  const zp_list_cell cells[] = {
    zp_list_text(ZP_LIST_CENTER, name),
    graded ? grade_count(o, name, units) : zp_list_number(ZP_LIST_COUNT, true, (double)units),
    zp_list_number(ZP_LIST_RATE, d->ranking_count != 0, zp_dec_to_double(share)),
  };
  zp_list_row(&o->list, cells, sizeof cells / sizeof cells[0]);
  if (o->say.failed) o->list.book->say.failed = true;
}

/// One series of whole numbers, each written at its column.
static void set_counts(lxw_chart *chart)
{
  chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
  chart_axis_set_min(chart->y_axis, 0);
  chart_axis_major_gridlines_set_visible(chart->y_axis, LXW_FALSE);
  chart_axis_off(chart->y_axis);
}

/// Several series of shares of 1, the first category on top: of bars the library calls the
/// upright axis y.
static void set_shares(lxw_chart *chart)
{
  chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
  chart_axis_set_min(chart->x_axis, 0);
  chart_axis_set_max(chart->x_axis, 1);
  chart_axis_set_num_format(chart->x_axis, "0%");
  chart_axis_set_reverse(chart->y_axis);
}

/// A chart over rows of this sheet, to the right of them.
static void put_chart(overview *o, uint8_t kind, zp_word title, const lxw_row_t rows[2],
                      const zp_word *series, int first, int count)
{
  enum { ABOVE = 1 };
  static const lxw_color_t colours[] = { 0x2F5597, 0xC55A11, 0x548235 };
  const char *sheet = o->list.name.ptr;
  lxw_chart *chart = workbook_add_chart(o->list.book->book, kind);
  lxw_chart_options place = {
    .x_offset = 20, .x_scale = 1.1, .y_scale = 0.9, .object_position = LXW_OBJECT_MOVE_DONT_SIZE
  };
  if (chart == NULL) {
    o->list.book->say.failed = true;
    return;
  }
  for (int i = 0; i < count; i++) {
    lxw_chart_series *one = chart_add_series(chart, NULL, NULL);
    lxw_chart_fill fill = { .color = colours[i] };
    lxw_col_t at = (lxw_col_t)(first + i);
    if (one == NULL) continue;
    chart_series_set_categories(one, sheet, rows[0], NAME, rows[1], NAME);
    chart_series_set_values(one, sheet, rows[0], at, rows[1], at);
    chart_series_set_name(one, zp_word_text(series[i], o->say.lang));
    chart_series_set_fill(one, &fill);
    if (count == 1) chart_series_set_labels(one);
  }
  chart_title_set_name(chart, zp_word_text(title, o->say.lang));
  if (count == 1)
    set_counts(chart);
  else
    set_shares(chart);
  zp_list_check(o->list.book,
                worksheet_insert_chart_opt(o->list.sheet, rows[0] - ABOVE, CHART, chart, &place));
}

/// A chart takes some rows: what comes next begins below it.
static void make_room(overview *o, lxw_row_t first)
{
  enum { CHART_ROWS = 13 };
  while (o->list.row < first + CHART_ROWS) zp_list_line(&o->list, ZP_LIST_NOTE, none);
}

static void put_grades(overview *o)
{
  static const zp_word heads[] = { ZP_W_HEAD_GRADE, ZP_W_HEAD_UNITS, ZP_W_HEAD_SHARE },
                       series[] = { ZP_W_HEAD_UNITS };
  const zp_district_result *d = &o->result->district;
  zp_wording *say = &o->say;
  zp_list_words(&o->list, heads, sizeof heads / sizeof heads[0]);
  lxw_row_t rows[2] = { o->list.row, o->list.row };
  for (size_t i = 0; i < d->grade_count; i++)
    put_grade(o, zp_wording_line(say, d->grades[i].name), true, d->grades[i].units);
  if (d->units.open != 0)
    put_grade(o, zp_wording_word(say, ZP_W_DISTRICT_OPEN), false, d->units.open);
  if (d->units.unknown != 0)
    put_grade(o, zp_wording_word(say, ZP_W_DISTRICT_NONE), false, d->units.unknown);
  if (o->list.row == rows[0]) return;
  rows[1] = o->list.row - 1;
  size_t units = d->units.open + d->units.unknown;
  for (size_t i = 0; i < d->grade_count; i++) units += d->grades[i].units;
  const zp_list_cell cells[] = {
    zp_list_text(ZP_LIST_SUM_TEXT, zp_wording_word(say, ZP_W_CELL_TOTAL)),
    zp_sum_of_counts(say, ZP_LIST_SUM_COUNT, (zp_cells){ UNITS, rows[0], rows[1] }, units),
    zp_list_text(ZP_LIST_SUM_TEXT, none),
  };
  zp_list_row(&o->list, cells, sizeof cells / sizeof cells[0]);
  put_chart(o, LXW_CHART_COLUMN, ZP_W_BOOK_GRADES, rows, series, UNITS, 1);
  make_room(o, rows[0]);
}

// ---- groups ------------------------------------------------------------------------------------

/// Per cent as a share of 1: the nearest double.
static double share_of(zp_dec percent)
{
  const double units = 1e6;
  return (double)percent.e4 / units;
}

static void put_groups(overview *o)
{
  static const zp_word heads[] = { ZP_W_HEAD_LEVEL1, ZP_W_HEAD_UNITS, ZP_W_HEAD_MEAN,
                                   ZP_W_HEAD_LEAST, ZP_W_HEAD_MOST };
  static const zp_word series[] = { ZP_W_HEAD_MEAN, ZP_W_HEAD_LEAST, ZP_W_HEAD_MOST };
  const zp_district_result *d = &o->result->district;
  zp_wording *say = &o->say;
  if (d->group_count == 0) return;
  put_line(o, zp_wording_word(say, ZP_W_DISTRICT_GROUPS));
  zp_list_words(&o->list, heads, COLUMNS);
  lxw_row_t rows[2] = { o->list.row, o->list.row + (lxw_row_t)d->group_count - 1 };
  for (size_t i = 0; i < d->group_count; i++) {
    const zp_group_spread *g = &d->groups[i];
    const zp_list_cell cells[COLUMNS] = {
      zp_list_text(ZP_LIST_CENTER, zp_group_name(say, o->result, g->group)),
      zp_list_number(ZP_LIST_COUNT, true, (double)g->units),
      zp_list_number(ZP_LIST_RATE, g->units != 0, share_of(g->mean)),
      zp_list_number(ZP_LIST_RATE, g->units != 0, share_of(g->least)),
      zp_list_number(ZP_LIST_RATE, g->units != 0, share_of(g->most)),
    };
    zp_list_row(&o->list, cells, COLUMNS);
  }
  put_chart(o, LXW_CHART_BAR, ZP_W_BOOK_GROUPS, rows, series, SHARE, MOST - SHARE + 1);
  make_room(o, rows[0]);
}

// ---- what is not in it -------------------------------------------------------------------------

static void put_absent(overview *o)
{
  const zp_district_result *d = &o->result->district;
  zp_wording *say = &o->say;
  if (d->failed_count != 0)
    put_line(o, zp_wording_of(say, ZP_W_DISTRICT_FAILED, zp_cell_count(say, d->failed_count), none,
                              none));
  for (size_t i = 0; i < d->failed_count; i++) {
    const zp_finding finding = { .status = d->failed[i].code,
                                 .args = { d->failed[i].name, d->failed[i].reason } };
    const zp_text args[3] = { zp_text_from(zp_status_code(finding.status)),
                              zp_wording_sentence(say, &finding), none };
    put_line(o, zp_wording_line(say, zp_wording_fill(say, "  {1}  {2}", args)));
  }
  if (d->missing_count != 0)
    put_line(o, zp_wording_of(say, ZP_W_DISTRICT_MISSING, zp_cell_count(say, d->missing_count),
                              none, none));
  for (size_t i = 0; i < d->missing_count; i++) {
    const zp_missing_unit *unit = &d->missing[i];
    zp_text why = zp_wording_word(say, unit->finding == ZP_E_UNIT_UNUSABLE ? ZP_W_MISSING_UNUSABLE
                                                                           : ZP_W_MISSING_SILENT);
    put_line(o, zp_wording_line(say, zp_wording_of(say, ZP_W_MISSING_LINE,
                                                   zp_cell_name(say, unit->name, unit->code), why,
                                                   unit->code)));
  }
}

bool zp_book_overview(zp_list_book *book, const zp_result *result)
{
  overview o = { .result = result };
  zp_text title = zp_wording_of(&book->say, ZP_W_DISTRICT_HEADING,
                                zp_district_name(&book->say, result), none, none);
  if (!zp_list_open(book, zp_wording_word(&book->say, ZP_W_LIST_SUMMARY), columns, COLUMNS,
                    &o.list))
    return false;
  zp_list_say(book, &o.say);
  zp_list_line(&o.list, ZP_LIST_TITLE, title);
  put_total(&o);
  put_grades(&o);
  put_groups(&o);
  put_absent(&o);
  if (o.say.failed) book->say.failed = true;
  return true;
}
