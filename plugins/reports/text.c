// text.c: the result as tables for people: unit, projects, indicators, findings, and what it all rests on.
#include "plugins/reports/adjustments.h"
#include "plugins/reports/page.h"
#include "plugins/reports/text_cells.h"
#include "plugins/reports/text_district.h"
#include "plugins/reports/text_unit.h"

static const zp_text none = { "", 0 };

// ---- the unit and its projects -----------------------------------------------------------------------------------------

static void put_heading(zp_page *w, const zp_unit_result *unit)
{
  zp_text name = zp_cell_name(&w->say, unit->name, unit->code);
  zp_text year = zp_cell_count(&w->say, (size_t)unit->year);
  zp_page_ruled(w, zp_wording_of(&w->say, unit->year != 0 ? ZP_W_UNIT_HEADING : ZP_W_UNIT_HEADING_NO_YEAR, name, year, none), "=");
}

static bool any_matters(const zp_unit_result *unit, bool open)
{
  for (size_t i = 0; i < unit->adjustment_count; i++) {
    const zp_adjustment *made = &unit->adjustments[i];
    if (open ? zp_adjustment_open(made) : zp_adjustment_matters(made)) return true;
  }
  return false;
}

/// What came off the score or the grade, or may; nothing is said of what does not apply.
static void put_adjustments(zp_page *w, const zp_unit_result *unit)
{
  if (!any_matters(unit, false)) return;
  if (unit->combined.known)
    zp_page_line(w, zp_wording_of(&w->say, ZP_W_TOTAL_BEFORE, zp_cell_points(&w->say, unit->combined.score),
                          zp_cell_grade(&w->say, &unit->combined), none));
  for (size_t i = 0; i < unit->adjustment_count; i++)
    if (zp_adjustment_matters(&unit->adjustments[i])) zp_page_line(w, zp_adjustment_line(&w->say, &unit->adjustments[i]));
}

void zp_unit_total(zp_page *w, const zp_unit_result *unit)
{
  const zp_total *total = &unit->total;
  zp_text scored = zp_cell_points(&w->say, total->scored);
  if (!total->known) {
    zp_page_line(w, zp_wording_of(&w->say, ZP_W_TOTAL_UNKNOWN, scored, none, none));
    put_adjustments(w, unit);
    return;
  }
  zp_word word = total->graded ? ZP_W_TOTAL_GRADED : ZP_W_TOTAL_OPEN;
  zp_word best = any_matters(unit, true) ? ZP_W_TOTAL_BEST_OPEN : ZP_W_TOTAL_BEST;
  zp_page_line(w, zp_wording_of(&w->say, word, zp_cell_points(&w->say, total->score), zp_cell_grade(&w->say, total), scored));
  if (total->score_high.e4 > total->score.e4)
    zp_page_line(w, zp_wording_of(&w->say, best, zp_cell_points(&w->say, total->score_high), none, none));
  put_adjustments(w, unit);
}

static zp_status put_projects(zp_page *w, const zp_unit_result *unit)
{
  static const zp_page_head heads[] = {
    { ZP_W_HEAD_PROJECT, ZP_WRAP }, { ZP_W_HEAD_REVISED, ZP_RIGHT }, { ZP_W_HEAD_EXECUTED, ZP_RIGHT },
    { ZP_W_HEAD_RATE, ZP_RIGHT },   { ZP_W_HEAD_POINTS, ZP_RIGHT },  { ZP_W_HEAD_GRADE, ZP_LEFT },
    { ZP_W_HEAD_SCORED, ZP_RIGHT },
  };
  if (unit->project_count == 0) return ZP_OK;
  zp_grid grid = zp_page_grid(w, heads, sizeof heads / sizeof heads[0]);
  zp_page_blank(w);
  for (size_t i = 0; i < unit->project_count; i++) {
    const zp_project_result *project = &unit->projects[i];
    const zp_text cells[] = {
      zp_cell_name(&w->say, project->name, project->code),
      zp_cell_money(&w->say, project->has_revised, project->revised),
      zp_cell_money(&w->say, project->has_executed, project->executed),
      zp_cell_rate(&w->say, project),
      zp_cell_score(&w->say, &project->total),
      zp_cell_grade(&w->say, &project->total),
      zp_cell_points(&w->say, project->total.scored),
    };
    zp_grid_row(&grid, cells);
  }
  return zp_grid_put(&grid, false, w->sink, w->err);
}

// ---- the indicators of a project ---------------------------------------------------------------------------------------

static bool any_declared(const zp_project_result *project)
{
  for (size_t i = 0; i < project->row_count; i++)
    if (project->rows[i].has_declared) return true;
  return false;
}

/// Cells of one row, in the order of the heads; the columns of declared points only when `declared`.
typedef struct cells { zp_text at[ZP_GRID_COLUMNS]; size_t count; } cells;

static void add(cells *row, zp_text cell)
{
  row->at[row->count++] = cell;
}

static void put_row(zp_page *w, zp_grid *grid, const zp_project_result *project, size_t i, bool declared)
{
  const zp_row_result *row = &project->rows[i];
  bool same_group = i > 0 && zp_text_equal(row->level1, project->rows[i - 1].level1);
  cells c = { .count = 0 };
  add(&c, same_group ? none : zp_wording_line(&w->say, row->level1));
  add(&c, zp_cell_indicator(&w->say, row));
  add(&c, zp_cell_target(&w->say, project, row));
  add(&c, zp_cell_actual(&w->say, project, row));
  add(&c, zp_cell_points(&w->say, row->weight));
  add(&c, zp_cell_outcome(&w->say, row));
  if (declared) {
    add(&c, zp_cell_declared(&w->say, row));
    add(&c, zp_cell_difference(&w->say, row));
  }
  add(&c, zp_cell_rule(&w->say, row));
  add(&c, zp_cell_remark(&w->say, row));
  zp_grid_row(grid, c.at);
}

static void put_project_total(zp_page *w, zp_grid *grid, const zp_total *total, bool declared)
{
  cells c = { .count = 0 };
  add(&c, zp_wording_word(&w->say, ZP_W_CELL_TOTAL));
  add(&c, none);
  add(&c, none);
  add(&c, none);
  add(&c, zp_cell_points(&w->say, total->weight));
  add(&c, total->known ? zp_cell_points(&w->say, total->points) : zp_wording_word(&w->say, ZP_W_CELL_NOTHING));
  if (declared) {
    add(&c, none);
    add(&c, none);
  }
  add(&c, none);
  add(&c, zp_cell_grade(&w->say, total));
  zp_grid_row(grid, c.at);
}

static zp_status put_project(zp_page *w, const zp_project_result *project, zp_text name, size_t number)
{
  static const zp_page_head heads[] = {
    { ZP_W_HEAD_LEVEL1, ZP_LEFT },  { ZP_W_HEAD_INDICATOR, ZP_WRAP }, { ZP_W_HEAD_TARGET, ZP_WRAP },
    { ZP_W_HEAD_ACTUAL, ZP_WRAP },  { ZP_W_HEAD_WEIGHT, ZP_RIGHT },   { ZP_W_HEAD_POINTS, ZP_RIGHT },
    { ZP_W_HEAD_DECLARED, ZP_RIGHT }, { ZP_W_HEAD_DIFFERENCE, ZP_RIGHT },
    { ZP_W_HEAD_RULE, ZP_WRAP },    { ZP_W_HEAD_REMARK, ZP_WRAP },
  };
  enum { BEFORE_DECLARED = 6, DECLARED = 2, COLUMNS = sizeof heads / sizeof heads[0] };
  bool declared = any_declared(project);
  zp_page_head wanted[COLUMNS];
  size_t count = 0;
  for (size_t i = 0; i < COLUMNS; i++)
    if (declared || i < BEFORE_DECLARED || i >= BEFORE_DECLARED + DECLARED) wanted[count++] = heads[i];
  zp_grid grid = zp_page_grid(w, wanted, count);
  for (size_t i = 0; i < project->row_count; i++) put_row(w, &grid, project, i, declared);
  put_project_total(w, &grid, &project->total, declared);
  zp_page_blank(w);
  zp_page_line(w, zp_wording_of(&w->say, ZP_W_PROJECT_HEADING, zp_cell_count(&w->say, number), name, none));
  return zp_grid_put(&grid, true, w->sink, w->err);
}

// ---- findings ------------------------------------------------------------------------------------------------------------

zp_text zp_findings_heading(zp_wording *say, zp_word word, const zp_finding *findings, size_t count)
{
  size_t by[ZP_ERROR + 1] = { 0 };
  for (size_t i = 0; i < count; i++) by[zp_status_severity(findings[i].status)]++;
  return zp_wording_of(say, word, zp_cell_count(say, by[ZP_ERROR]), zp_cell_count(say, by[ZP_WARNING]),
                       zp_cell_count(say, by[ZP_INFO]));
}

static void put_finding(zp_page *w, zp_grid *grid, const zp_finding *finding)
{
  static const zp_word severities[] = { ZP_W_INFO, ZP_W_WARNING, ZP_W_ERROR };
  const zp_text cells_of[] = {
    zp_wording_word(&w->say, severities[zp_status_severity(finding->status)]),
    zp_text_from(zp_status_code(finding->status)),
    zp_wording_line(&w->say, zp_wording_place(&w->say, &finding->place)),
    zp_cell_finding(&w->say, finding),
  };
  zp_grid_row(grid, cells_of);
}

/// Grouped by status, worst severity first, and in the order noticed within a group.
static zp_status put_findings(zp_page *w, zp_word heading, const zp_finding *findings, size_t count)
{
  static const zp_page_head heads[] = {
    { ZP_W_HEAD_SEVERITY, ZP_LEFT }, { ZP_W_HEAD_CODE, ZP_LEFT }, { ZP_W_HEAD_PLACE, ZP_WRAP }, { ZP_W_HEAD_FINDING, ZP_WRAP },
  };
  if (count == 0) {
    zp_page_line(w, zp_wording_word(&w->say, ZP_W_FINDINGS_NONE));
    return ZP_OK;
  }
  zp_page_line(w, zp_findings_heading(&w->say, heading, findings, count));
  zp_grid grid = zp_page_grid(w, heads, sizeof heads / sizeof heads[0]);
  bool seen[ZP_STATUS_COUNT] = { false };
  for (size_t i = 0; i < count; i++) seen[findings[i].status] = true;
  for (int severity = ZP_ERROR; severity >= ZP_INFO; severity--)
    for (int status = 0; status < ZP_STATUS_COUNT; status++)
      if (seen[status] && (int)zp_status_severity((zp_status)status) == severity)
        for (size_t i = 0; i < count; i++)
          if ((int)findings[i].status == status) put_finding(w, &grid, &findings[i]);
  return zp_grid_put(&grid, false, w->sink, w->err);
}

// ---- the whole ------------------------------------------------------------------------------------------------------------

static zp_status put_unit(zp_page *w, const zp_unit_result *unit)
{
  put_heading(w, unit);
  zp_unit_total(w, unit);
  zp_status status = put_projects(w, unit);
  size_t count = unit->project_count;
  for (size_t i = 0; status == ZP_OK && i < count + unit->pooled_count; i++)
    status = put_project(w, i < count ? &unit->projects[i] : &unit->pooled[i - count], zp_cell_project(&w->say, unit, i), i + 1);
  zp_page_blank(w);
  if (status == ZP_OK) status = put_findings(w, ZP_W_FINDINGS_COUNT, unit->findings, unit->finding_count);
  zp_page_blank(w);
  return status;
}

static zp_text policy_of(zp_page *w, zp_text id)
{
  static const struct { const char *id; zp_word word; } policies[] = {
    { "withhold", ZP_W_POLICY_WITHHOLD }, { "zero", ZP_W_POLICY_ZERO }, { "redistribute", ZP_W_POLICY_REDISTRIBUTE },
  };
  for (size_t i = 0; i < sizeof policies / sizeof policies[0]; i++)
    if (zp_text_equal(id, zp_text_from(policies[i].id))) return zp_wording_word(&w->say, policies[i].word);
  return id;
}

/// The first characters of a digest are enough for people to compare.
static zp_text beginning(zp_text digest)
{
  enum { SHOWN = 12 };
  size_t at = 0;
  for (int i = 0; i < SHOWN && at < digest.len; i++) zp_text_next(digest, &at);
  return zp_text_slice(digest, 0, at);
}

void zp_result_basis(zp_page *w, const zp_result *result)
{
  zp_counts counts = result->has_district ? result->district.rows : zp_result_counts(result);
  zp_text pack = zp_wording_fill(&w->say, "{1} {2}", (const zp_text[3]){ result->pack, result->pack_version, none });
  zp_page_line(w, zp_wording_of(&w->say, ZP_W_COUNTS, zp_cell_count(&w->say, counts.scored), zp_cell_count(&w->say, counts.unscored),
                        zp_cell_count(&w->say, counts.fault)));
  zp_page_line(w, zp_wording_of(&w->say, ZP_W_POLICY_LINE, policy_of(w, result->unscored_policy), none, none));
  zp_page_line(w, zp_wording_of(&w->say, ZP_W_PACK_LINE, pack, result->pack_title, beginning(result->pack_digest)));
  zp_page_line(w, zp_wording_of(&w->say, ZP_W_PROGRAM_LINE, result->version, none, none));
}

static zp_status write_text(const zp_result *result, const zp_report_options *options, zp_sink *sink, zp_error *err)
{
  zp_page w = { { sink->arena, options->lang, false }, options->width, sink, err };
  zp_status status = ZP_OK;
  if (result->has_district) status = zp_text_district(&w, result, options->brief);
  else if (result->unit_count == 0) zp_page_line(&w, zp_wording_word(&w.say, ZP_W_NO_UNITS));
  for (size_t i = 0; status == ZP_OK && i < result->unit_count; i++) status = put_unit(&w, &result->units[i]);
  if (status == ZP_OK && result->finding_count != 0 && !options->brief) {
    status = put_findings(&w, ZP_W_FINDINGS_NO_UNIT, result->findings, result->finding_count);
    zp_page_blank(&w);
  }
  if (status == ZP_OK) zp_result_basis(&w, result);
  return status == ZP_OK && (w.say.failed || sink->failed) ? zp_fail_memory(err) : status;
}

const zp_report zp_report_text = {
  .name = "text",
  .title = ZP_W_REPORT_TEXT,
  .suffix = ".txt",
  .write = write_text,
};
