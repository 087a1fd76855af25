// monitor_json.c: monitoring for programs. Every object has all its keys; numbers are texts,
// exactly as they were computed.
#include "plugins/reports/json_parts.h"
#include "plugins/reports/monitor_report.h"

enum { SCHEMA = 1 };

static json_t *share_of(bool known, zp_dec share)
{
  char room[ZP_NUMBER_ROOM];
  return known ? zp_json_text(zp_dec_print(share, 2, room)) : json_null();
}

static json_t *money_of(bool known, zp_money money)
{
  char room[ZP_NUMBER_ROOM];
  return known ? zp_json_text(zp_money_print_yuan(money, room)) : json_null();
}

static json_t *quantity_of(bool known, zp_qty quantity)
{
  char room[ZP_NUMBER_ROOM];
  return known ? zp_json_text(zp_qty_print_short(quantity, room)) : json_null();
}

static json_t *day_of(zp_date date)
{
  char room[16];
  return date.month == 0 ? json_null() : zp_json_text(zp_date_print(date, room));
}

static json_t *limits_of(const zp_watch_limits *limits)
{
  return json_pack("{s:o, s:o}", "green", share_of(true, limits->green), "yellow",
                   share_of(true, limits->yellow));
}

static json_t *place_of(const zp_place *place)
{
  return json_pack("{s:o, s:o, s:i, s:i}", "file", zp_json_text(place->file), "sheet",
                   zp_json_text(place->sheet), "row", (int)place->row, "column", (int)place->column);
}

static json_t *row_of(const zp_watched_row *row)
{
  bool unclear = row->why == ZP_WATCH_UNCLEAR;
  return json_pack(
      "{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:b, s:b, s:o, s:o, s:s, s:s, s:o}", "level1",
      zp_json_text(row->level1), "name", zp_json_text(row->name), "place", place_of(&row->place), "target",
      zp_json_text(row->target_text), "actual", zp_json_text(row->actual_text), "expected",
      quantity_of(row->has_expected, row->expected), "unit", zp_json_text(row->unit), "pro_rata",
      row->pro_rata, "cap", row->cap, "rate", share_of(row->has_rate, row->rate), "due",
      day_of(row->due), "light", zp_light_name(row->light), "reason", zp_watch_name(row->why),
      "unclear", unclear ? json_string(zp_reason_name(row->missing)) : json_null());
}

static json_t *plan_of(const zp_watched_project *project)
{
  if (!project->has_plan) return json_null();
  return json_pack("[o, o, o, o]", share_of(true, project->plan[0]),
                   share_of(true, project->plan[1]), share_of(true, project->plan[2]),
                   share_of(true, project->plan[3]));
}

static json_t *execution_of(const zp_watched_project *project)
{
  return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:s, s:s}", "revised_yuan",
                   money_of(project->has_revised, project->revised), "executed_yuan",
                   money_of(project->has_executed, project->executed), "plan", plan_of(project),
                   "planned", share_of(project->has_plan, project->planned), "share",
                   share_of(project->has_share, project->share), "rate",
                   share_of(project->has_rate, project->rate), "light",
                   zp_light_name(project->execution), "reason",
                   zp_watch_name(project->execution_why));
}

static json_t *project_of(const zp_watched_project *project)
{
  json_t *rows = json_array();
  for (size_t i = 0; i < project->row_count; i++)
    rows = zp_json_append(rows, row_of(&project->rows[i]));
  return json_pack("{s:o, s:o, s:o, s:s, s:o, s:s, s:o}", "code", zp_json_text(project->code), "name",
                   zp_json_text(project->name), "place", place_of(&project->place), "light",
                   zp_light_name(project->light), "execution", execution_of(project), "goals",
                   zp_light_name(project->goals), "indicators", rows);
}

static json_t *counts_of(const size_t by_light[ZP_LIGHTS])
{
  json_t *counts = json_object();
  for (int i = 0; i < ZP_LIGHTS; i++)
    if (json_object_set_new(counts, zp_light_name((zp_light)i), zp_json_count(by_light[i])) != 0) {
      json_decref(counts);
      return NULL;
    }
  return counts;
}

static json_t *unit_of(const zp_monitor *unit)
{
  json_t *projects = json_array();
  for (size_t i = 0; i < unit->project_count; i++)
    projects = zp_json_append(projects, project_of(&unit->projects[i]));
  return json_pack("{s:o, s:o, s:i, s:o, s:i, s:o, s:s, s:o, s:o}", "code", zp_json_text(unit->code),
                   "name", zp_json_text(unit->name), "year", unit->year, "date", day_of(unit->day.date),
                   "quarter", unit->day.quarter, "elapsed", share_of(true, unit->elapsed), "light",
                   zp_light_name(unit->light), "by_light", counts_of(unit->by_light), "projects", projects);
}

static json_t *whole_of(const zp_monitoring *all)
{
  json_t *units = json_array();
  for (size_t i = 0; i < all->unit_count; i++)
    units = zp_json_append(units, unit_of(&all->units[i]));
  return json_pack("{s:i, s:o, s:o, s:{s:o, s:o}, s:o}", "ziping_monitor", SCHEMA, "pack",
                   zp_json_text(all->pack), "pack_version", zp_json_text(all->pack_version), "limits",
                   "execution", limits_of(&all->execution), "goals", limits_of(&all->goals),
                   "units", units);
}

zp_status zp_monitor_json(const zp_monitoring *all, zp_sink *sink, zp_error *err)
{
  return zp_json_write(whole_of(all), sink, err);
}
