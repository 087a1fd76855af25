// monitor_text.c: monitoring as tables for people: money and goals side by side, with the reason
// for every light.
#include "plugins/reports/monitor_cells.h"
#include "plugins/reports/monitor_report.h"
#include "plugins/reports/page.h"
#include "plugins/reports/text_cells.h"

static const zp_text none = { "", 0 };

// ---- a unit -------------------------------------------------------------------------------------

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
      zp_watch_percent(&w->say, project->has_plan, project->planned),
      zp_watch_percent(&w->say, project->has_share, project->share),
      zp_watch_percent(&w->say, project->has_rate, project->rate),
      zp_watch_light(&w->say, project->execution),
      zp_watch_light(&w->say, project->goals),
      zp_watch_light(&w->say, project->light),
      zp_watch_reasons(&w->say, project),
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
      zp_watch_written(&w->say, row->target_text),
      zp_watch_expected(&w->say, row),
      zp_watch_written(&w->say, row->actual_text),
      zp_watch_percent(&w->say, row->has_rate, row->rate),
      zp_watch_light(&w->say, row->light),
      zp_watch_reason(&w->say, row->why, row->missing),
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
  zp_page_ruled(w, zp_watch_title(&w->say, unit), "=");
  zp_page_line(w, zp_watch_day_line(&w->say, unit));
  zp_page_line(w, zp_watch_lights(&w->say, unit));
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

// ---- all of it ----------------------------------------------------------------------------------

zp_status zp_monitor_text(const zp_monitoring *all, const zp_report_options *options, zp_sink *sink,
                          zp_error *err)
{
  zp_page w = { { sink->arena, options->lang, false }, options->width, sink, err };
  zp_status status = ZP_OK;
  for (size_t i = 0; status == ZP_OK && i < all->unit_count; i++)
    status = put_unit(&w, &all->units[i]);
  if (status != ZP_OK) return status;
  for (int i = 0; i < ZP_WATCH_BASIS; i++) zp_page_line(&w, zp_watch_basis(&w.say, all, i));
  return w.say.failed || sink->failed ? zp_fail_memory(err) : ZP_OK;
}
