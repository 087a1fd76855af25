// monitor_json.c: monitoring for programs. Every object has all its keys; numbers are texts,
// exactly as they were computed.
#include <jansson.h>

#include "plugins/reports/monitor_report.h"

enum { SCHEMA = 1 };

// Failures of memory show as a NULL value and travel up: jansson refuses to put NULL into anything.

static json_t *text_of(zp_text text)
{
  return json_stringn(text.len != 0 ? text.ptr : "", text.len);
}

static json_t *share_of(bool known, zp_dec share)
{
  char room[ZP_NUMBER_ROOM];
  return known ? text_of(zp_dec_print(share, 2, room)) : json_null();
}

static json_t *money_of(bool known, zp_money money)
{
  char room[ZP_NUMBER_ROOM];
  return known ? text_of(zp_money_print_yuan(money, room)) : json_null();
}

static json_t *quantity_of(bool known, zp_qty quantity)
{
  char room[ZP_NUMBER_ROOM];
  return known ? text_of(zp_qty_print_short(quantity, room)) : json_null();
}

static json_t *day_of(zp_date date)
{
  char room[16];
  return date.month == 0 ? json_null() : text_of(zp_date_print(date, room));
}

static json_t *limits_of(const zp_watch_limits *limits)
{
  return json_pack("{s:o, s:o}", "green", share_of(true, limits->green), "yellow",
                   share_of(true, limits->yellow));
}

static json_t *place_of(const zp_place *place)
{
  return json_pack("{s:o, s:o, s:i, s:i}", "file", text_of(place->file), "sheet",
                   text_of(place->sheet), "row", (int)place->row, "column", (int)place->column);
}

static json_t *row_of(const zp_watched_row *row)
{
  bool unclear = row->why == ZP_WATCH_UNCLEAR;
  return json_pack(
      "{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:b, s:b, s:o, s:o, s:s, s:s, s:o}", "level1",
      text_of(row->level1), "name", text_of(row->name), "place", place_of(&row->place), "target",
      text_of(row->target_text), "actual", text_of(row->actual_text), "expected",
      quantity_of(row->has_expected, row->expected), "unit", text_of(row->unit), "pro_rata",
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

static json_t *dropped(json_t *whole)
{
  json_decref(whole);
  return NULL;
}

static json_t *project_of(const zp_watched_project *project)
{
  json_t *rows = json_array();
  for (size_t i = 0; i < project->row_count; i++)
    if (json_array_append_new(rows, row_of(&project->rows[i])) != 0) return dropped(rows);
  return json_pack("{s:o, s:o, s:o, s:s, s:o, s:s, s:o}", "code", text_of(project->code), "name",
                   text_of(project->name), "place", place_of(&project->place), "light",
                   zp_light_name(project->light), "execution", execution_of(project), "goals",
                   zp_light_name(project->goals), "indicators", rows);
}

static json_t *unit_of(const zp_monitor *unit)
{
  json_t *projects = json_array(), *counts = json_object();
  for (int i = 0; i < ZP_LIGHTS; i++)
    if (json_object_set_new(counts, zp_light_name((zp_light)i),
                            json_integer((json_int_t)unit->by_light[i])) != 0) {
      json_decref(counts);
      return dropped(projects);
    }
  for (size_t i = 0; i < unit->project_count; i++)
    if (json_array_append_new(projects, project_of(&unit->projects[i])) != 0) {
      json_decref(counts);
      return dropped(projects);
    }
  return json_pack("{s:o, s:o, s:i, s:o, s:i, s:o, s:s, s:o, s:o}", "code", text_of(unit->code),
                   "name", text_of(unit->name), "year", unit->year, "date", day_of(unit->day.date),
                   "quarter", unit->day.quarter, "elapsed", share_of(true, unit->elapsed), "light",
                   zp_light_name(unit->light), "by_light", counts, "projects", projects);
}

static json_t *whole_of(const zp_monitoring *all)
{
  json_t *units = json_array();
  for (size_t i = 0; i < all->unit_count; i++)
    if (json_array_append_new(units, unit_of(&all->units[i])) != 0) return dropped(units);
  return json_pack("{s:i, s:o, s:o, s:{s:o, s:o}, s:o}", "ziping_monitor", SCHEMA, "pack",
                   text_of(all->pack), "pack_version", text_of(all->pack_version), "limits",
                   "execution", limits_of(&all->execution), "goals", limits_of(&all->goals),
                   "units", units);
}

static int put_piece(const char *bytes, size_t size, void *sink)
{
  zp_sink_put(sink, (zp_text){ bytes, size });
  return ((zp_sink *)sink)->failed ? -1 : 0;
}

zp_status zp_monitor_json(const zp_monitoring *all, zp_sink *sink, zp_error *err)
{
  enum { INDENT = 2 };
  json_t *whole = whole_of(all);
  bool written =
      whole != NULL && json_dump_callback(whole, put_piece, sink, JSON_INDENT(INDENT)) == 0;
  json_decref(whole);
  zp_sink_put(sink, ZP_TEXT("\n"));
  return written && !sink->failed ? ZP_OK : zp_fail_memory(err);
}
