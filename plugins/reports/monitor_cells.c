// monitor_cells.c: see monitor_cells.h.
#include "plugins/reports/monitor_cells.h"

#include "plugins/reports/text_cells.h"

static const zp_text none = { "", 0 };

static zp_text dash(zp_wording *say)
{
  return zp_wording_word(say, ZP_W_CELL_NOTHING);
}

zp_text zp_watch_percent(zp_wording *say, bool known, zp_dec share)
{
  char room[ZP_NUMBER_ROOM];
  if (!known) return dash(say);
  return zp_wording_fill(say, "{1}%", (const zp_text[3]){ zp_dec_print(share, 2, room), none, none });
}

zp_text zp_watch_light(zp_wording *say, zp_light which)
{
  return zp_wording_word(say, zp_light_word(which));
}

zp_text zp_watch_reason(zp_wording *say, zp_watch why, zp_reason missing)
{
  zp_text what = why == ZP_WATCH_UNCLEAR ? zp_wording_word(say, zp_reason_word(missing)) : none;
  return zp_wording_of(say, zp_watch_word(why), what, none, none);
}

static zp_text worst_goal(zp_wording *say, const zp_watched_project *project)
{
  const zp_watched_row *worst = NULL;
  size_t count = 0;
  for (size_t i = project->row_count; i-- > 0;)
    if (project->rows[i].light == project->goals) {
      worst = &project->rows[i];
      count++;
    }
  if (worst == NULL || project->goals <= ZP_LIGHT_GREEN) return none;
  return zp_wording_of(say, count == 1 ? ZP_W_WATCH_WORST : ZP_W_WATCH_WORST_OF, zp_cell_name(say, worst->name, none),
                       zp_watch_reason(say, worst->why, worst->missing), zp_cell_count(say, count));
}

zp_text zp_watch_reasons(zp_wording *say, const zp_watched_project *project)
{
  zp_text money = zp_watch_reason(say, project->execution_why, ZP_REASON_NONE), goal = worst_goal(say, project);
  return zp_wording_line(say, goal.len == 0 ? money : zp_wording_of(say, ZP_W_CELL_JOINED, money, goal, none));
}

zp_text zp_watch_expected(zp_wording *say, const zp_watched_row *row)
{
  char room[ZP_NUMBER_ROOM], day[16];
  if (row->due.month != 0) return zp_wording_line(say, zp_date_print(row->due, day));
  if (!row->has_expected) return dash(say);
  zp_text number = zp_qty_print_short(row->expected, room);
  zp_text shown = zp_wording_fill(say, "{1}{2}", (const zp_text[3]){ number, row->unit, none });
  if (row->cap) shown = zp_wording_of(say, ZP_W_WATCH_CAP, shown, none, none);
  return zp_wording_line(say, shown);
}

zp_text zp_watch_written(zp_wording *say, zp_text text)
{
  zp_text trimmed = zp_text_trim(text);
  return trimmed.len == 0 ? dash(say) : zp_wording_line(say, trimmed);
}

// ---- lines ---------------------------------------------------------------------------------------------------------------

zp_text zp_watch_title(zp_wording *say, const zp_monitor *unit)
{
  zp_text name = zp_cell_name(say, unit->name, unit->code), year = zp_cell_count(say, (size_t)unit->year);
  return zp_wording_of(say, unit->year == 0 ? ZP_W_MONITOR_HEADING_NO_YEAR : ZP_W_MONITOR_HEADING, name, year, none);
}

zp_text zp_watch_day_line(zp_wording *say, const zp_monitor *unit)
{
  char day[16], elapsed[ZP_NUMBER_ROOM];
  return zp_wording_of(say, ZP_W_MONITOR_DAY, zp_date_print(unit->day.date, day), zp_dec_print(unit->elapsed, 2, elapsed), none);
}

zp_text zp_watch_lights(zp_wording *say, const zp_monitor *unit)
{
  const size_t *by = unit->by_light;
  zp_text rest = zp_wording_of(say, ZP_W_MONITOR_LIGHTS_REST, zp_cell_count(say, by[ZP_LIGHT_UNKNOWN]),
                               zp_cell_count(say, by[ZP_LIGHT_GREEN]), zp_cell_count(say, by[ZP_LIGHT_NOT_DUE]));
  zp_text counts = zp_wording_of(say, ZP_W_MONITOR_LIGHTS, zp_cell_count(say, by[ZP_LIGHT_RED]),
                                 zp_cell_count(say, by[ZP_LIGHT_YELLOW]), rest);
  zp_text overall = zp_wording_of(say, ZP_W_MONITOR_LIGHT, zp_watch_light(say, unit->light), none, none);
  return zp_wording_fill(say, "{1}{2}", (const zp_text[3]){ overall, counts, none });
}

static zp_text limits_line(zp_wording *say, zp_word word, const zp_watch_limits *limits)
{
  char green[ZP_NUMBER_ROOM], yellow[ZP_NUMBER_ROOM];
  zp_text figures = zp_wording_of(say, ZP_W_MONITOR_LIMITS, zp_dec_print_short(limits->green, 0, green),
                                  zp_dec_print_short(limits->yellow, 0, yellow), none);
  return zp_wording_of(say, word, figures, none, none);
}

zp_text zp_watch_basis(zp_wording *say, const zp_monitoring *all, int line)
{
  switch (line) {
    case 0: return limits_line(say, ZP_W_MONITOR_LIMITS_EXECUTION, &all->execution);
    case 1: return limits_line(say, ZP_W_MONITOR_LIMITS_GOALS, &all->goals);
    default: return zp_wording_of(say, ZP_W_MONITOR_PACK_LINE, all->pack, all->pack_version, none);
  }
}
