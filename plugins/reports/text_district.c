// text_district.c: see text_district.h.
#include "plugins/reports/text_district.h"

#include "plugins/reports/text_cells.h"

enum {
  FIRST_SHOWN = 10, LAST_SHOWN = 3,                   // of the ranking, in brief
  BRIEF_WORST = 5, BRIEF_PROBLEMS = 8, BRIEF_ABSENT = 10
};

static const zp_text none = { "", 0 };

// ---- words -------------------------------------------------------------------------------------------------------------

zp_text zp_district_name(zp_wording *say, const zp_result *result)
{
  zp_text name = zp_wording_line(say, result->district.name);
  return name.len != 0 ? name : zp_wording_word(say, ZP_W_DISTRICT_UNNAMED);
}

zp_text zp_district_how(zp_wording *say, const zp_result *result)
{
  static const zp_text function = { "function ", 9 };
  zp_text how = result->combine_district;
  if (result->district.counted == 1) return zp_wording_word(say, ZP_W_DISTRICT_ONE);
  if (zp_text_equal(how, ZP_TEXT("mean"))) return zp_wording_word(say, ZP_W_FACT_DISTRICT_MEAN);
  if (zp_text_equal(how, ZP_TEXT("budget")))
    return zp_wording_word(say, result->district.budgets_zero ? ZP_W_DISTRICT_ZERO : ZP_W_FACT_DISTRICT_BUDGET);
  zp_text place = zp_text_slice(how, zp_text_starts(how, function) ? function.len : 0, how.len);
  return zp_wording_of(say, ZP_W_EXPLAIN_SOURCE, zp_wording_word(say, ZP_W_COMBINE_OTHER), place, none);
}

zp_text zp_group_name(zp_wording *say, const zp_result *result, zp_text id)
{
  if (zp_text_equal(id, ZP_TEXT("execution"))) return zp_wording_word(say, ZP_W_CELL_EXECUTION);
  for (size_t i = 0; i < result->group_count; i++)
    if (zp_text_equal(result->groups[i].id, id)) return zp_wording_line(say, result->groups[i].name);
  return id.len != 0 ? zp_wording_line(say, id) : zp_wording_word(say, ZP_W_CELL_NOTHING);
}

zp_text zp_standing_grade(zp_wording *say, const zp_standing *unit)
{
  const zp_total total = { .known = unit->known, .graded = unit->graded, .grade = unit->grade, .grade_high = unit->grade_high };
  return zp_cell_grade(say, &total);
}

static zp_text percent(zp_page *w, zp_dec value)
{
  char room[ZP_NUMBER_ROOM];
  return zp_wording_fill(&w->say, "{1}%", (const zp_text[3]){ zp_dec_print(value, 2, room), none, none });
}

static zp_text count(zp_page *w, size_t number)
{
  return zp_cell_count(&w->say, number);
}

/// "… and N more" below a list that was cut.
static void put_rest(zp_page *w, size_t all, size_t shown)
{
  if (all > shown) zp_page_line(w, zp_wording_of(&w->say, ZP_W_DISTRICT_REST, count(w, all - shown), none, none));
}

static size_t at_most(size_t all, size_t most, bool brief)
{
  return brief && all > most ? most : all;
}

// ---- the total -----------------------------------------------------------------------------------------------------------

static zp_text fault_of(zp_page *w, const zp_district_result *d)
{
  zp_text why = zp_wording_arg(&w->say, d->fault);
  return d->fault_line == 0 ? why : zp_wording_of(&w->say, ZP_W_DISTRICT_FAULT_LINE, why, count(w, d->fault_line), none);
}

void zp_district_said(zp_page *w, const zp_result *result)
{
  const zp_district_result *d = &result->district;
  const zp_total *total = &d->total;
  zp_text scored = zp_cell_points(&w->say, total->scored);
  if (!total->known) {
    zp_page_line(w, zp_wording_of(&w->say, ZP_W_DISTRICT_UNKNOWN, fault_of(w, d), none, none));
  } else {
    zp_page_line(w, zp_wording_of(&w->say, total->graded ? ZP_W_TOTAL_GRADED : ZP_W_TOTAL_OPEN,
                                  zp_cell_points(&w->say, total->score), zp_cell_grade(&w->say, total), scored));
    if (total->score_high.e4 > total->score.e4)
      zp_page_line(w, zp_wording_of(&w->say, ZP_W_TOTAL_BEST_OPEN, zp_cell_points(&w->say, total->score_high), none, none));
    zp_page_line(w, zp_wording_of(&w->say, ZP_W_DISTRICT_COUNTED, count(w, d->counted), zp_district_how(&w->say, result), none));
  }
  size_t left = d->ranking_count - d->counted;
  if (left + d->failed_count + d->missing_count != 0)
    zp_page_line(w, zp_wording_of(&w->say, ZP_W_DISTRICT_LEFT, count(w, left), count(w, d->failed_count), count(w, d->missing_count)));
  if (d->roster.len != 0)
    zp_page_line(w, zp_wording_of(&w->say, ZP_W_DISTRICT_ROSTER, count(w, d->roster_units), none, none));
}

/// A row of what has no grade is only there when there is such a unit.
static zp_status put_grades(zp_page *w, const zp_district_result *d)
{
  static const zp_page_head heads[] = { { ZP_W_HEAD_GRADE, ZP_LEFT }, { ZP_W_HEAD_UNITS, ZP_RIGHT }, { ZP_W_HEAD_SHARE, ZP_RIGHT } };
  const struct { zp_word word; size_t units; } rest[] = { { ZP_W_DISTRICT_OPEN, d->units.open }, { ZP_W_DISTRICT_NONE, d->units.unknown } };
  zp_grid grid = zp_page_grid(w, heads, sizeof heads / sizeof heads[0]);
  for (size_t i = 0; i < d->grade_count + 2; i++) {
    bool graded = i < d->grade_count;
    size_t units = graded ? d->grades[i].units : rest[i - d->grade_count].units;
    zp_dec share = { 0 };
    if (!graded && units == 0) continue;
    zp_dec_muldiv((zp_dec){ (int64_t)units }, ZP_DEC(100), (zp_dec){ (int64_t)d->ranking_count }, 2, &share, NULL);
    zp_text name = graded ? zp_wording_line(&w->say, d->grades[i].name) : zp_wording_word(&w->say, rest[i - d->grade_count].word);
    const zp_text cells[] = { name, count(w, units), percent(w, share) };
    zp_grid_row(&grid, cells);
  }
  zp_page_blank(w);
  return zp_grid_put(&grid, false, w->sink, w->err);
}

// ---- the ranking ---------------------------------------------------------------------------------------------------------

static void put_standing(zp_page *w, zp_grid *grid, const zp_standing *unit)
{
  zp_text nothing = zp_wording_word(&w->say, ZP_W_CELL_NOTHING);
  const zp_text cells[] = {
    unit->rank != 0 ? count(w, unit->rank) : nothing,
    zp_cell_name(&w->say, unit->name, unit->code),
    unit->known ? zp_cell_points(&w->say, unit->score) : nothing,
    zp_standing_grade(&w->say, unit),
    zp_cell_points(&w->say, unit->scored),
    zp_cell_money(&w->say, unit->has_revised, unit->revised),
  };
  zp_grid_row(grid, cells);
}

static void put_gap(zp_page *w, zp_grid *grid)
{
  zp_text dots = zp_wording_word(&w->say, ZP_W_CELL_GAP);
  const zp_text cells[] = { dots, dots, none, none, none, none };
  zp_grid_row(grid, cells);
}

static zp_status put_ranking(zp_page *w, const zp_district_result *d, bool brief)
{
  static const zp_page_head heads[] = {
    { ZP_W_HEAD_RANK, ZP_RIGHT }, { ZP_W_HEAD_UNIT, ZP_WRAP },    { ZP_W_HEAD_POINTS, ZP_RIGHT },
    { ZP_W_HEAD_GRADE, ZP_LEFT }, { ZP_W_HEAD_SCORED, ZP_RIGHT }, { ZP_W_HEAD_BUDGET, ZP_RIGHT },
  };
  size_t all = d->ranking_count;
  bool cut = brief && all > FIRST_SHOWN + LAST_SHOWN + 1;
  zp_grid grid = zp_page_grid(w, heads, sizeof heads / sizeof heads[0]);
  for (size_t i = 0; i < all; i++) {
    if (cut && i == FIRST_SHOWN) {
      put_gap(w, &grid);
      i = all - LAST_SHOWN;
    }
    put_standing(w, &grid, &d->ranking[i]);
  }
  zp_page_blank(w);
  return zp_grid_put(&grid, false, w->sink, w->err);
}

// ---- groups and indicators -------------------------------------------------------------------------------------------------

static zp_status put_groups(zp_page *w, const zp_result *result)
{
  static const zp_page_head heads[] = {
    { ZP_W_HEAD_LEVEL1, ZP_LEFT }, { ZP_W_HEAD_UNITS, ZP_RIGHT }, { ZP_W_HEAD_MEAN, ZP_RIGHT },
    { ZP_W_HEAD_LEAST, ZP_RIGHT }, { ZP_W_HEAD_MOST, ZP_RIGHT },
  };
  const zp_district_result *d = &result->district;
  if (d->group_count == 0) return ZP_OK;
  zp_grid grid = zp_page_grid(w, heads, sizeof heads / sizeof heads[0]);
  for (size_t i = 0; i < d->group_count; i++) {
    const zp_group_spread *spread = &d->groups[i];
    const zp_text cells[] = {
      zp_group_name(&w->say, result, spread->group), count(w, spread->units), percent(w, spread->mean), percent(w, spread->least),
      percent(w, spread->most),
    };
    zp_grid_row(&grid, cells);
  }
  zp_page_blank(w);
  zp_page_line(w, zp_wording_word(&w->say, ZP_W_DISTRICT_GROUPS));
  return zp_grid_put(&grid, false, w->sink, w->err);
}

static void put_indicator(zp_page *w, zp_grid *grid, const zp_result *result, const zp_weak_indicator *weak, zp_text name)
{
  const zp_text cells[] = {
    name,
    weak->rows == 0 || weak->group.len == 0 ? none : zp_group_name(&w->say, result, weak->group),
    zp_cell_points(&w->say, weak->lost),
    zp_cell_points(&w->say, weak->weight),
    count(w, weak->units),
    count(w, weak->unscored),
  };
  zp_grid_row(grid, cells);
}

zp_text zp_weak_name(zp_wording *say, const zp_weak_indicator *weak)
{
  if (zp_text_equal(weak->group, ZP_TEXT("execution"))) return zp_wording_word(say, ZP_W_CELL_EXECUTION);
  return zp_cell_name(say, weak->name, none);
}

static zp_status put_worst(zp_page *w, const zp_result *result, bool brief)
{
  static const zp_page_head heads[] = {
    { ZP_W_HEAD_INDICATOR, ZP_WRAP }, { ZP_W_HEAD_LEVEL1, ZP_LEFT }, { ZP_W_HEAD_LOST, ZP_RIGHT },
    { ZP_W_HEAD_WEIGHT, ZP_RIGHT },   { ZP_W_HEAD_UNITS, ZP_RIGHT }, { ZP_W_HEAD_UNSCORED, ZP_RIGHT },
  };
  const zp_district_result *d = &result->district;
  size_t shown = at_most(d->worst_count, BRIEF_WORST, brief);
  if (shown == 0) return ZP_OK;
  zp_grid grid = zp_page_grid(w, heads, sizeof heads / sizeof heads[0]);
  for (size_t i = 0; i < shown; i++) put_indicator(w, &grid, result, &d->worst[i], zp_weak_name(&w->say, &d->worst[i]));
  if (d->others.rows != 0) put_indicator(w, &grid, result, &d->others, zp_wording_word(&w->say, ZP_W_DISTRICT_OTHERS));
  zp_page_blank(w);
  zp_page_line(w, zp_wording_word(&w->say, ZP_W_DISTRICT_WORST));
  return zp_grid_put(&grid, false, w->sink, w->err);
}

// ---- problems ----------------------------------------------------------------------------------------------------------------

zp_text zp_problem_sentence(zp_wording *say, zp_status code)
{
  zp_text dots = zp_wording_word(say, ZP_W_CELL_GAP);
  const zp_finding any = { .status = code, .args = { dots, dots, dots } };
  return zp_wording_line(say, zp_wording_sentence(say, &any));
}

static zp_status put_problems(zp_page *w, const zp_district_result *d, bool brief)
{
  static const zp_page_head heads[] = {
    { ZP_W_HEAD_SEVERITY, ZP_LEFT }, { ZP_W_HEAD_CODE, ZP_LEFT },    { ZP_W_HEAD_FINDINGS, ZP_RIGHT },
    { ZP_W_HEAD_UNITS, ZP_RIGHT },   { ZP_W_HEAD_FINDING, ZP_WRAP },
  };
  static const zp_word severities[] = { ZP_W_INFO, ZP_W_WARNING, ZP_W_ERROR };
  size_t shown = at_most(d->problem_count, BRIEF_PROBLEMS, brief);
  if (shown == 0) return ZP_OK;
  zp_grid grid = zp_page_grid(w, heads, sizeof heads / sizeof heads[0]);
  for (size_t i = 0; i < shown; i++) {
    const zp_problem *problem = &d->problems[i];
    const zp_text cells[] = {
      zp_wording_word(&w->say, severities[zp_status_severity(problem->code)]), zp_text_from(zp_status_code(problem->code)),
      count(w, problem->count), count(w, problem->units), zp_problem_sentence(&w->say, problem->code),
    };
    zp_grid_row(&grid, cells);
  }
  zp_page_blank(w);
  zp_page_line(w, zp_wording_word(&w->say, ZP_W_DISTRICT_PROBLEMS));
  zp_status status = zp_grid_put(&grid, false, w->sink, w->err);
  put_rest(w, d->problem_count, shown);
  return status;
}

/// Each with its reason, in the words of its finding.
static void put_failed(zp_page *w, const zp_district_result *d, bool brief)
{
  size_t shown = at_most(d->failed_count, BRIEF_ABSENT, brief);
  if (shown == 0) return;
  zp_page_blank(w);
  zp_page_line(w, zp_wording_of(&w->say, ZP_W_DISTRICT_FAILED, count(w, d->failed_count), none, none));
  for (size_t i = 0; i < shown; i++) {
    const zp_finding finding = { .status = d->failed[i].code, .args = { d->failed[i].name, d->failed[i].reason } };
    const zp_text args[3] = { zp_text_from(zp_status_code(finding.status)), zp_wording_sentence(&w->say, &finding), none };
    zp_page_line(w, zp_wording_fill(&w->say, "  {1}  {2}", args));
  }
  put_rest(w, d->failed_count, shown);
}

static void put_missing(zp_page *w, const zp_district_result *d, bool brief)
{
  size_t shown = at_most(d->missing_count, BRIEF_ABSENT, brief);
  if (shown == 0) return;
  zp_page_blank(w);
  zp_page_line(w, zp_wording_of(&w->say, ZP_W_DISTRICT_MISSING, count(w, d->missing_count), none, none));
  for (size_t i = 0; i < shown; i++) {
    const zp_missing_unit *unit = &d->missing[i];
    zp_text why = zp_wording_word(&w->say, unit->finding == ZP_E_UNIT_UNUSABLE ? ZP_W_MISSING_UNUSABLE : ZP_W_MISSING_SILENT);
    const zp_text args[3] = { zp_cell_name(&w->say, unit->name, unit->code), unit->code, why };
    zp_page_line(w, zp_wording_of(&w->say, ZP_W_MISSING_LINE, args[0], args[2], args[1]));
  }
  put_rest(w, d->missing_count, shown);
}

// ---- the whole -----------------------------------------------------------------------------------------------------------------

zp_status zp_text_district(zp_page *page, const zp_result *result, bool brief)
{
  const zp_district_result *d = &result->district;
  zp_page_ruled(page, zp_wording_of(&page->say, ZP_W_DISTRICT_HEADING, zp_district_name(&page->say, result), none, none), "=");
  zp_district_said(page, result);
  zp_status status = put_grades(page, d);
  if (status == ZP_OK) status = put_ranking(page, d, brief);
  if (status == ZP_OK) status = put_groups(page, result);
  if (status == ZP_OK) status = put_worst(page, result, brief);
  if (status == ZP_OK) status = put_problems(page, d, brief);
  put_failed(page, d, brief);
  put_missing(page, d, brief);
  zp_page_blank(page);
  return status;
}
