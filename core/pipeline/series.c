// series.c: see series.h.
#include "pipeline/series.h"

static zp_figure figure(bool known, double number)
{
  return known ? (zp_figure){ true, number } : (zp_figure){ false, 0 };
}

static zp_figure points(zp_dec value)
{
  return figure(true, zp_dec_to_double(value));
}

static zp_figure money(bool known, zp_money value)
{
  return figure(known, known ? zp_money_to_double(value) : 0);
}

// ---- projects ------------------------------------------------------------------------------------------------------

static void put_projects(const zp_unit_result *unit, bool best, zp_series *out)
{
  for (size_t i = 0; i < unit->project_count; i++) {
    const zp_project_result *project = &unit->projects[i];
    const zp_total *total = &project->total;
    out->texts[ZP_SERIES_PROJECTS][i] = project->name;
    if (total->known) out->figures[ZP_SERIES_SCORES][i] = points(best ? total->score_high : total->score);
    out->figures[ZP_SERIES_INITIAL][i] = money(project->has_initial, project->initial);
    out->figures[ZP_SERIES_REVISED][i] = money(project->has_revised, project->revised);
    out->figures[ZP_SERIES_EXECUTED][i] = money(project->has_executed, project->executed);
  }
}

zp_status zp_series_of_projects(const zp_unit_result *unit, bool best, zp_arena *arena, zp_series *out, zp_error *err)
{
  if (!zp_series_init(out, ZP_ASK_UNIT, unit->project_count, 0, arena)) return zp_fail_memory(err);
  put_projects(unit, best, out);
  return ZP_OK;
}

// ---- rows ----------------------------------------------------------------------------------------------------------

/// What every function over rows may ask for.
static void put_row(const zp_row_reading *reading, const zp_row_result *row, zp_series *out, size_t at)
{
  bool rated = (reading->inputs.present >> ZP_IN_RATE & 1) != 0;
  out->texts[ZP_SERIES_ROW_NAMES][at] = row->level3;
  out->texts[ZP_SERIES_ROW_GROUPS][at] = row->execution ? ZP_TEXT("execution") : row->group;
  out->figures[ZP_SERIES_ROW_WEIGHTS][at] = figure(row->weight_source != ZP_WEIGHT_NONE, zp_dec_to_double(row->weight));
  out->figures[ZP_SERIES_ROW_RATES][at] = figure(rated, rated ? reading->inputs.number[ZP_IN_RATE] : 0);
  if (row->outcome == ZP_SCORED) out->figures[ZP_SERIES_ROW_POINTS][at] = points(row->points);
}

zp_status zp_series_of_project(const zp_project_reading *reading, const zp_project_result *project, const zp_policy *policy,
                               bool best, zp_arena *arena, zp_series *out, bool *open, zp_error *err)
{
  size_t count = 0;
  if (!zp_series_init(out, ZP_ASK_PROJECT, 0, project->row_count, arena)) return zp_fail_memory(err);
  for (size_t i = 0; i < project->row_count; i++) {
    const zp_row_result *row = &project->rows[i];
    bool unscored = row->outcome == ZP_UNSCORED, lost = row->outcome != ZP_SCORED;
    if (unscored && policy->unscored == ZP_UNSCORED_REDISTRIBUTE) continue;
    bool withheld = lost && !(unscored && policy->unscored == ZP_UNSCORED_ZERO);
    if (withheld) *open = true;
    put_row(&reading->rows[i], row, out, count);
    if (lost) out->figures[ZP_SERIES_ROW_POINTS][count] = points(withheld && best ? row->weight : (zp_dec){ 0 });
    count++;
  }
  out->count[ZP_SERIES_ROWS] = count;
  return ZP_OK;
}

// ---- the unit ------------------------------------------------------------------------------------------------------

static void put_unit_row(const zp_row_reading *reading, const zp_row_result *row, size_t project, zp_series *out, size_t at)
{
  put_row(reading, row, out, at);
  out->figures[ZP_SERIES_ROW_PROJECTS][at] = figure(true, (double)(project + 1));
  if (row->has_declared) out->figures[ZP_SERIES_ROW_DECLARED][at] = points(row->declared);
  out->texts[ZP_SERIES_ROW_BANDS][at] = zp_text_from(zp_band_name(row->band));
  out->texts[ZP_SERIES_ROW_TARGET_TEXTS][at] = row->target_text;
  out->texts[ZP_SERIES_ROW_ACTUAL_TEXTS][at] = row->actual_text;
  out->texts[ZP_SERIES_ROW_NOTES][at] = row->deviation;
}

zp_status zp_series_of_unit(const zp_unit_reading *reading, const zp_unit_result *unit, zp_arena *arena, zp_series *out,
                            zp_error *err)
{
  size_t rows = 0, at = 0;
  for (size_t p = 0; p < unit->project_count; p++) rows += unit->projects[p].row_count;
  if (!zp_series_init(out, ZP_ASK_UNIT_RULE, unit->project_count, rows, arena)) return zp_fail_memory(err);
  if (unit->combined.known) *out->figures[ZP_SERIES_SCORE] = points(unit->combined.score);
  *out->figures[ZP_SERIES_YEAR] = figure(unit->year != 0, unit->year);
  put_projects(unit, false, out);
  for (size_t p = 0; p < unit->project_count; p++)
    for (size_t i = 0; i < unit->projects[p].row_count; i++)
      put_unit_row(&reading->projects[p].rows[i], &unit->projects[p].rows[i], p, out, at++);
  return ZP_OK;
}
