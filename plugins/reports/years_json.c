// years_json.c: several years for programs. Every object has all its keys; numbers are texts, exactly as they were computed.
#include <jansson.h>

#include "plugins/reports/years_report.h"

enum { SCHEMA = 1 };

// Failures of memory show as a NULL value and travel up: jansson refuses to put NULL into anything.

static json_t *text_of(zp_text text)
{
  return json_stringn(text.len != 0 ? text.ptr : "", text.len);
}

static json_t *count_of(size_t count)
{
  return json_integer((json_int_t)count);
}

static json_t *points_of(bool known, zp_dec points)
{
  char room[ZP_NUMBER_ROOM];
  return known ? text_of(zp_dec_print_short(points, 2, room)) : json_null();
}

/// Puts an item behind the list; the list is dropped when memory is short.
static json_t *append(json_t *list, json_t *item)
{
  if (list != NULL && json_array_append_new(list, item) == 0) return list;
  json_decref(list);
  return NULL;
}

static json_t *total_of(bool there, const zp_total *total)
{
  bool known = there && total->known;
  return json_pack("{s:o, s:b, s:o, s:o}", "score", points_of(known, total->score), "graded", known && total->graded, "grade",
                   known ? text_of(total->grade) : json_null(), "grade_high", known ? text_of(total->grade_high) : json_null());
}

static json_t *year_of(const zp_year *year)
{
  return json_pack("{s:o, s:o, s:o, s:o, s:{s:o, s:o, s:o}, s:o}", "label", text_of(year->label), "pack", text_of(year->pack), "pack_version",
                   text_of(year->pack_version), "units", count_of(year->units), "rows", "scored", count_of(year->rows.scored), "unscored",
                   count_of(year->rows.unscored), "fault", count_of(year->rows.fault), "district", total_of(year->has_district, &year->total));
}

static json_t *unit_year_of(const zp_unit_year *year)
{
  return json_pack("{s:s, s:b, s:o, s:o}", "state", zp_year_state_name(year->state), "partly", year->partly, "rank",
                   year->rank == 0 ? json_null() : json_integer(year->rank), "total", total_of(year->state == ZP_YEAR_KNOWN, &year->total));
}

static json_t *unit_of(const zp_years *all, const zp_unit_years *unit)
{
  json_t *years = json_array();
  for (size_t y = 0; y < all->count; y++) years = append(years, unit_year_of(&unit->years[y]));
  return json_pack("{s:o, s:o, s:o, s:s, s:o}", "code", text_of(unit->code), "name", text_of(unit->name), "change",
                   points_of(unit->has_by, unit->by), "trend", zp_trend_name(unit->trend), "years", years);
}

static json_t *repeat_of(const zp_years *all, const zp_repeat *repeat)
{
  json_t *counts = json_array();
  for (size_t y = 0; y < all->count; y++) counts = append(counts, count_of(repeat->counts[y]));
  return json_pack("{s:o, s:s, s:o, s:o}", "unit", count_of(repeat->unit), "code", zp_status_code(repeat->code), "years",
                   count_of(repeat->years), "counts", counts);
}

static json_t *row_year_of(const zp_row_year *year)
{
  if (!year->there) return json_null();
  bool scored = year->outcome == ZP_SCORED;
  return json_pack("{s:s, s:o, s:o, s:o, s:o}", "outcome", zp_outcome_name(year->outcome), "points", points_of(scored, year->points), "weight",
                   points_of(true, year->weight), "target", text_of(year->target), "actual", text_of(year->actual));
}

static json_t *row_of(const zp_years *all, zp_sign sign, const zp_row_sign *row)
{
  json_t *years = json_array();
  for (size_t y = 0; y < all->count; y++) years = append(years, row_year_of(&row->each[y]));
  return json_pack("{s:o, s:o, s:o, s:o, s:b, s:o, s:o}", "unit", count_of(row->unit), "project", text_of(row->project), "level1",
                   text_of(row->level1), "indicator", text_of(row->name), "execution", row->execution, "lost",
                   points_of(sign == ZP_SIGN_LOST, row->lost), "years", years);
}

static json_t *signs_of(const zp_years *all)
{
  json_t *object = json_object();
  for (int sign = 0; sign < ZP_SIGNS; sign++) {
    json_t *list = json_array();
    for (size_t i = 0; i < all->signs[sign].count; i++) list = append(list, row_of(all, (zp_sign)sign, &all->signs[sign].items[i]));
    if (json_object_set_new(object, zp_sign_name((zp_sign)sign), list) == 0) continue;
    json_decref(object);
    return NULL;
  }
  return object;
}

static json_t *whole_of(const zp_years *all)
{
  json_t *years = json_array(), *units = json_array(), *repeats = json_array(), *copied = json_array();
  for (size_t y = 0; y < all->count; y++) years = append(years, year_of(&all->years[y]));
  for (size_t i = 0; i < all->unit_count; i++) units = append(units, unit_of(all, &all->units[i]));
  for (size_t i = 0; i < all->repeat_count; i++) repeats = append(repeats, repeat_of(all, &all->repeats[i]));
  for (size_t i = 0; i < all->copied.count; i++) {
    const zp_copied_project *one = &all->copied.items[i];
    copied = append(copied, json_pack("{s:o, s:o, s:o, s:o}", "unit", count_of(one->unit), "project", text_of(one->project), "copied",
                                      count_of(one->copied), "of", count_of(one->of)));
  }
  return json_pack("{s:i, s:o, s:o, s:o, s:o, s:o}", "ziping_years", SCHEMA, "years", years, "units", units, "repeated_findings", repeats,
                   "indicators", signs_of(all), "copied_projects", copied);
}

static int put(const char *bytes, size_t len, void *sink)
{
  zp_sink_put(sink, (zp_text){ bytes, len });
  return 0;  // a sink remembers that it failed
}

zp_status zp_years_json(const zp_years *all, zp_sink *sink, zp_error *err)
{
  json_t *whole = whole_of(all);
  bool written = whole != NULL && json_dump_callback(whole, put, sink, JSON_INDENT(2) | JSON_PRESERVE_ORDER) == 0;
  json_decref(whole);
  zp_sink_put(sink, ZP_TEXT("\n"));
  return written && !sink->failed ? ZP_OK : zp_fail_memory(err);
}
