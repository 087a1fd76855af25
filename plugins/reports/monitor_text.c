// monitor_text.c: monitoring as tables for people: money and goals side by side, with the reason
// for every light.
#include "plugins/reports/monitor_report.h"
#include "plugins/reports/page.h"
#include "plugins/reports/text_cells.h"

static const zp_text none = { "", 0 };

// ---- cells --------------------------------------------------------------------------------------

static zp_text dash(zp_page *w)
{
  return zp_wording_word(&w->say, ZP_W_CELL_NOTHING);
}

static zp_text percent(zp_page *w, bool known, zp_dec share)
{
  char room[ZP_NUMBER_ROOM];
  if (!known) return dash(w);
  return zp_wording_fill(&w->say, "{1}%",
                         (const zp_text[3]){ zp_dec_print(share, 2, room), none, none });
}

static zp_text light(zp_page *w, zp_light which)
{
  return zp_wording_word(&w->say, zp_light_word(which));
}

static zp_text reason(zp_page *w, zp_watch why, zp_reason missing)
{
  zp_text what = why == ZP_WATCH_UNCLEAR ? zp_wording_word(&w->say, zp_reason_word(missing)) : none;
  return zp_wording_of(&w->say, zp_watch_word(why), what, none, none);
}

/// The first of the indicators that make the goals' light, when it is not green.
static zp_text worst_goal(zp_page *w, const zp_watched_project *project)
{
  const zp_watched_row *worst = NULL;
  size_t count = 0;
  for (size_t i = project->row_count; i-- > 0;)
    if (project->rows[i].light == project->goals) {
      worst = &project->rows[i];
      count++;
    }
  if (worst == NULL || project->goals <= ZP_LIGHT_GREEN) return none;
  return zp_wording_of(&w->say, count == 1 ? ZP_W_WATCH_WORST : ZP_W_WATCH_WORST_OF,
                       zp_cell_name(&w->say, worst->name, none),
                       reason(w, worst->why, worst->missing), zp_cell_count(&w->say, count));
}

static zp_text reasons(zp_page *w, const zp_watched_project *project)
{
  zp_text money = reason(w, project->execution_why, ZP_REASON_NONE), goal = worst_goal(w, project);
  return zp_wording_line(
      &w->say, goal.len == 0 ? money : zp_wording_of(&w->say, ZP_W_CELL_JOINED, money, goal, none));
}

/// A day, a quantity with its unit, or nothing.
static zp_text expected(zp_page *w, const zp_watched_row *row)
{
  char room[ZP_NUMBER_ROOM], day[16];
  if (row->due.month != 0) return zp_wording_line(&w->say, zp_date_print(row->due, day));
  if (!row->has_expected) return dash(w);
  zp_text number = zp_qty_print_short(row->expected, room);
  zp_text shown = zp_wording_fill(&w->say, "{1}{2}", (const zp_text[3]){ number, row->unit, none });
  if (row->cap) shown = zp_wording_of(&w->say, ZP_W_WATCH_CAP, shown, none, none);
  return zp_wording_line(&w->say, shown);
}

static zp_text written(zp_page *w, zp_text text)
{
  zp_text trimmed = zp_text_trim(text);
  return trimmed.len == 0 ? dash(w) : zp_wording_line(&w->say, trimmed);
}

// ---- a unit -------------------------------------------------------------------------------------

static void put_heading(zp_page *w, const zp_monitor *unit)
{
  char day[16], elapsed[ZP_NUMBER_ROOM];
  zp_text name = zp_cell_name(&w->say, unit->name, unit->code),
          year = zp_cell_count(&w->say, (size_t)unit->year);
  zp_page_ruled(w,
                zp_wording_of(&w->say,
                              unit->year == 0 ? ZP_W_MONITOR_HEADING_NO_YEAR : ZP_W_MONITOR_HEADING,
                              name, year, none),
                "=");
  zp_page_line(w, zp_wording_of(&w->say, ZP_W_MONITOR_DAY, zp_date_print(unit->day.date, day),
                                zp_dec_print(unit->elapsed, 2, elapsed), none));
}

static void put_lights(zp_page *w, const zp_monitor *unit)
{
  const size_t *by = unit->by_light;
  zp_wording *say = &w->say;
  zp_text rest = zp_wording_of(
      say, ZP_W_MONITOR_LIGHTS_REST, zp_cell_count(say, by[ZP_LIGHT_UNKNOWN]),
      zp_cell_count(say, by[ZP_LIGHT_GREEN]), zp_cell_count(say, by[ZP_LIGHT_NOT_DUE]));
  zp_text counts = zp_wording_of(say, ZP_W_MONITOR_LIGHTS, zp_cell_count(say, by[ZP_LIGHT_RED]),
                                 zp_cell_count(say, by[ZP_LIGHT_YELLOW]), rest);
  zp_text overall = zp_wording_of(say, ZP_W_MONITOR_LIGHT, light(w, unit->light), none, none);
  zp_page_line(w, zp_wording_fill(say, "{1}{2}", (const zp_text[3]){ overall, counts, none }));
}

static zp_status put_projects(zp_page *w, const zp_monitor *unit)
{
  static const zp_page_head heads[] = {
    { ZP_W_HEAD_PROJECT, ZP_WRAP },         { ZP_W_HEAD_REVISED, ZP_RIGHT },
    { ZP_W_HEAD_EXECUTED, ZP_RIGHT },       { ZP_W_HEAD_WATCH_PLANNED, ZP_RIGHT },
    { ZP_W_HEAD_WATCH_SHARE, ZP_RIGHT },    { ZP_W_HEAD_WATCH_OF_PLAN, ZP_RIGHT },
    { ZP_W_HEAD_WATCH_EXECUTION, ZP_LEFT }, { ZP_W_HEAD_WATCH_GOALS, ZP_LEFT },
    { ZP_W_HEAD_WATCH_LIGHT, ZP_LEFT },     { ZP_W_HEAD_REMARK, ZP_WRAP },
  };
  zp_grid grid = zp_page_grid(w, heads, sizeof heads / sizeof heads[0]);
  for (size_t i = 0; i < unit->project_count; i++) {
    const zp_watched_project *project = &unit->projects[i];
    const zp_text cells[] = {
      zp_cell_name(&w->say, project->name, project->code),
      zp_cell_money(&w->say, project->has_revised, project->revised),
      zp_cell_money(&w->say, project->has_executed, project->executed),
      percent(w, project->has_plan, project->planned),
      percent(w, project->has_share, project->share),
      percent(w, project->has_rate, project->rate),
      light(w, project->execution),
      light(w, project->goals),
      light(w, project->light),
      reasons(w, project),
    };
    zp_grid_row(&grid, cells);
  }
  zp_page_blank(w);
  return zp_grid_put(&grid, false, w->sink, w->err);
}

static zp_status put_project(zp_page *w, const zp_watched_project *project, size_t number)
{
  static const zp_page_head heads[] = {
    { ZP_W_HEAD_LEVEL1, ZP_LEFT },          { ZP_W_HEAD_INDICATOR, ZP_WRAP },
    { ZP_W_HEAD_TARGET, ZP_WRAP },          { ZP_W_HEAD_WATCH_EXPECTED, ZP_WRAP },
    { ZP_W_HEAD_ACTUAL, ZP_WRAP },          { ZP_W_HEAD_WATCH_OF_EXPECTED, ZP_RIGHT },
    { ZP_W_HEAD_WATCH_ROW_LIGHT, ZP_LEFT }, { ZP_W_HEAD_WATCH_WHY, ZP_WRAP },
  };
  if (project->row_count == 0) return ZP_OK;
  zp_grid grid = zp_page_grid(w, heads, sizeof heads / sizeof heads[0]);
  for (size_t i = 0; i < project->row_count; i++) {
    const zp_watched_row *row = &project->rows[i];
    bool same_group = i > 0 && zp_text_equal(row->level1, project->rows[i - 1].level1);
    const zp_text cells[] = {
      same_group ? none : zp_wording_line(&w->say, row->level1),
      zp_cell_name(&w->say, row->name, none),
      written(w, row->target_text),
      expected(w, row),
      written(w, row->actual_text),
      percent(w, row->has_rate, row->rate),
      light(w, row->light),
      reason(w, row->why, row->missing),
    };
    zp_grid_row(&grid, cells);
  }
  zp_page_blank(w);
  zp_page_line(w, zp_wording_of(&w->say, ZP_W_PROJECT_HEADING, zp_cell_count(&w->say, number),
                                zp_cell_name(&w->say, project->name, project->code), none));
  return zp_grid_put(&grid, false, w->sink, w->err);
}

static zp_status put_unit(zp_page *w, const zp_monitor *unit)
{
  put_heading(w, unit);
  put_lights(w, unit);
  zp_status status = ZP_OK;
  if (unit->project_count == 0)
    zp_page_line(w, zp_wording_word(&w->say, ZP_W_MONITOR_NO_PROJECTS));
  else
    status = put_projects(w, unit);
  for (size_t i = 0; status == ZP_OK && i < unit->project_count; i++)
    status = put_project(w, &unit->projects[i], i + 1);
  zp_page_blank(w);
  return status;
}

// ---- what judged it -----------------------------------------------------------------------------

static void put_limits(zp_page *w, zp_word word, const zp_watch_limits *limits)
{
  char green[ZP_NUMBER_ROOM], yellow[ZP_NUMBER_ROOM];
  zp_text figures =
      zp_wording_of(&w->say, ZP_W_MONITOR_LIMITS, zp_dec_print_short(limits->green, 0, green),
                    zp_dec_print_short(limits->yellow, 0, yellow), none);
  zp_page_line(w, zp_wording_of(&w->say, word, figures, none, none));
}

zp_status zp_monitor_text(const zp_monitoring *all, const zp_report_options *options, zp_sink *sink,
                          zp_error *err)
{
  zp_page w = { { sink->arena, options->lang, false }, options->width, sink, err };
  zp_status status = ZP_OK;
  for (size_t i = 0; status == ZP_OK && i < all->unit_count; i++)
    status = put_unit(&w, &all->units[i]);
  if (status != ZP_OK) return status;
  put_limits(&w, ZP_W_MONITOR_LIMITS_EXECUTION, &all->execution);
  put_limits(&w, ZP_W_MONITOR_LIMITS_GOALS, &all->goals);
  zp_page_line(&w,
               zp_wording_of(&w.say, ZP_W_MONITOR_PACK_LINE, all->pack, all->pack_version, none));
  return w.say.failed || sink->failed ? zp_fail_memory(err) : ZP_OK;
}
