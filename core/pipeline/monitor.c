// monitor.c: a unit at a day: the share of the year that is over, its projects, and the worst of
// their lights.
#include "pipeline/monitor.h"

static const zp_dec whole = { 1000000 }; // 100 %

// ---- the day ------------------------------------------------------------------------------------

static zp_date quarter_day(int year, int quarter, bool last)
{
  enum { ANY_YEAR = 2001 };
  uint8_t month = (uint8_t)(last ? quarter * 3 : quarter * 3 - 2);
  return (zp_date){ (int16_t)year, month,
                    last ? zp_month_days(year == 0 ? ANY_YEAR : year, month) : 1 };
}

static zp_watch_day day_of(const zp_watch_wish *wish, int year)
{
  if (wish->quarter != 0)
    return (zp_watch_day){ quarter_day(year, wish->quarter, true), wish->quarter };
  bool within = year == 0 || wish->date.year == year;
  return (zp_watch_day){ wish->date, within ? (wish->date.month + 2) / 3 : 0 };
}

zp_dec zp_watch_share(const zp_dec ends[4], const zp_watch_day *day, int year)
{
  const zp_dec nothing = { 0 };
  if (day->quarter == 0) return day->date.year < year ? nothing : ends[3];
  zp_dec before = day->quarter == 1 ? nothing : ends[day->quarter - 2],
         end = ends[day->quarter - 1], part;
  zp_date date = day->date;
  if (date.year == 0) date = quarter_day(2001, day->quarter, true);
  int32_t first = zp_date_days(quarter_day(date.year, day->quarter, false)),
          last = zp_date_days(quarter_day(date.year, day->quarter, true));
  zp_dec gone = { zp_date_days(date) - first + 1 }, all = { last - first + 1 };
  bool fits = zp_dec_muldiv((zp_dec){ end.e4 - before.e4 }, gone, all, 2, &part, NULL) == ZP_OK;
  return fits ? (zp_dec){ before.e4 + part.e4 } : end;
}

// ---- rates --------------------------------------------------------------------------------------

__extension__ typedef __int128 wide;

/// a *= 10^places, unless it would not fit.
static bool widen(wide *a, int places)
{
  for (; places > 0; places--)
    if (__builtin_mul_overflow(*a, 10, a)) return false;
  return true;
}

bool zp_watch_rate(zp_qty actual, zp_qty target, zp_dec share, zp_dec *out)
{
  const wide hundredths_of_whole = 10000, share_of_whole = 1000000, most = INT64_MAX;
  wide above = actual.digits, below = target.digits;
  if (target.digits <= 0 || share.e4 <= 0) return false;
  // actual / (target * share), in hundredths of a per cent.
  bool fits = widen(&above, target.places - actual.places) &&
              widen(&below, actual.places - target.places) &&
              !__builtin_mul_overflow(above, hundredths_of_whole * share_of_whole, &above) &&
              !__builtin_mul_overflow(below, (wide)share.e4, &below);
  if (!fits) return false;
  wide size = above < 0 ? -above : above, hundredths = size / below;
  if (size % below >= below - size % below) hundredths++;
  if (hundredths > most / 100) return false;
  out->e4 = (int64_t)hundredths * (above < 0 ? -100 : 100);
  return true;
}

zp_light zp_watch_judge(zp_dec rate, const zp_watch_limits *limits)
{
  if (rate.e4 >= limits->green.e4) return ZP_LIGHT_GREEN;
  return rate.e4 >= limits->yellow.e4 ? ZP_LIGHT_YELLOW : ZP_LIGHT_RED;
}

// ---- projects -----------------------------------------------------------------------------------

static zp_light worse(zp_light a, zp_light b)
{
  return a > b ? a : b;
}

static zp_status watch_project(const zp_project_reading *project, const zp_policy *policy,
                               const zp_monitor *unit, zp_arena *arena, zp_watched_project *out,
                               zp_error *err)
{
  *out = (zp_watched_project){
    .code = project->project->code.text,
    .name = project->project->name.text,
    .place = project->project->name.place,
    .rows = ZP_TAKE(arena, zp_watched_row, project->row_count - 1),
    .row_count = project->row_count - 1,
  };
  if (out->rows == NULL) return zp_fail_memory(err);
  if (zp_watch_execution(project, &policy->watch_execution, &unit->day, unit->year, arena, out,
                         err) != ZP_OK)
    return err->status;
  out->goals = out->row_count == 0 ? ZP_LIGHT_UNKNOWN : ZP_LIGHT_NOT_DUE;
  for (size_t i = 0; i < out->row_count; i++) {
    zp_watch_goal(&project->rows[i + 1], &policy->watch_goals, &unit->day, unit->elapsed,
                  &out->rows[i]);
    out->goals = worse(out->goals, out->rows[i].light);
  }
  out->light = worse(out->execution, out->goals);
  return ZP_OK;
}

zp_status zp_watch_unit(const zp_unit_reading *reading, const zp_policy *policy,
                        const zp_watch_wish *wish, zp_arena *arena, zp_monitor *out, zp_error *err)
{
  const zp_dec even[4] = { { whole.e4 / 4 }, { whole.e4 / 2 }, { whole.e4 / 4 * 3 }, whole };
  const zp_unit *unit = reading->unit;
  *out = (zp_monitor){ .code = unit->code.text,
                       .name = unit->name.text,
                       .year = unit->year,
                       .day = day_of(wish, unit->year),
                       .projects = ZP_TAKE(arena, zp_watched_project, reading->project_count),
                       .project_count = reading->project_count };
  if (out->projects == NULL) return zp_fail_memory(err);
  out->elapsed = zp_watch_share(even, &out->day, unit->year);
  out->light = reading->project_count == 0 ? ZP_LIGHT_UNKNOWN : ZP_LIGHT_NOT_DUE;
  for (size_t i = 0; i < reading->project_count; i++) {
    zp_watched_project *project = &out->projects[i];
    if (watch_project(&reading->projects[i], policy, out, arena, project, err) != ZP_OK)
      return err->status;
    out->by_light[project->light]++;
    out->light = worse(out->light, project->light);
  }
  return ZP_OK;
}
