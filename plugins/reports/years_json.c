// years_json.c: several years for programs. Every object has all its keys; numbers are texts, exactly as they were computed.
#include "plugins/reports/json_parts.h"
#include "plugins/reports/years_report.h"

enum { SCHEMA = 1 };

static json_t *total_of(bool there, const zp_total *total)
{
  bool known = there && total->known;
  return json_pack("{s:o, s:b, s:o, s:o}", "score", zp_json_points(known, total->score), "graded", known && total->graded, "grade",
                   known ? zp_json_text(total->grade) : json_null(), "grade_high", known ? zp_json_text(total->grade_high) : json_null());
}

static json_t *year_of(const zp_year *year)
{
  return json_pack("{s:o, s:o, s:o, s:o, s:{s:o, s:o, s:o}, s:o}", "label", zp_json_text(year->label), "pack", zp_json_text(year->pack), "pack_version",
                   zp_json_text(year->pack_version), "units", zp_json_count(year->units), "rows", "scored", zp_json_count(year->rows.scored), "unscored",
                   zp_json_count(year->rows.unscored), "fault", zp_json_count(year->rows.fault), "district", total_of(year->has_district, &year->total));
}

static json_t *unit_year_of(const zp_unit_year *year)
{
  return json_pack("{s:s, s:b, s:o, s:o}", "state", zp_year_state_name(year->state), "partly", year->partly, "rank",
                   year->rank == 0 ? json_null() : json_integer(year->rank), "total", total_of(year->state == ZP_YEAR_KNOWN, &year->total));
}

static json_t *unit_of(const zp_years *all, const zp_unit_years *unit)
{
  json_t *years = json_array();
  for (size_t y = 0; y < all->count; y++) years = zp_json_append(years, unit_year_of(&unit->years[y]));
  return json_pack("{s:o, s:o, s:o, s:s, s:o}", "code", zp_json_text(unit->code), "name", zp_json_text(unit->name), "change",
                   zp_json_points(unit->has_by, unit->by), "trend", zp_trend_name(unit->trend), "years", years);
}

static json_t *repeat_of(const zp_years *all, const zp_repeat *repeat)
{
  json_t *counts = json_array();
  for (size_t y = 0; y < all->count; y++) counts = zp_json_append(counts, zp_json_count(repeat->counts[y]));
  return json_pack("{s:o, s:s, s:o, s:o}", "unit", zp_json_count(repeat->unit), "code", zp_status_code(repeat->code), "years",
                   zp_json_count(repeat->years), "counts", counts);
}

static json_t *row_year_of(const zp_row_year *year)
{
  if (!year->there) return json_null();
  bool scored = year->outcome == ZP_SCORED;
  return json_pack("{s:s, s:o, s:o, s:o, s:o}", "outcome", zp_outcome_name(year->outcome), "points", zp_json_points(scored, year->points), "weight",
                   zp_json_points(true, year->weight), "target", zp_json_text(year->target), "actual", zp_json_text(year->actual));
}

static json_t *row_of(const zp_years *all, zp_sign sign, const zp_row_sign *row)
{
  json_t *years = json_array();
  for (size_t y = 0; y < all->count; y++) years = zp_json_append(years, row_year_of(&row->each[y]));
  return json_pack("{s:o, s:o, s:o, s:o, s:b, s:o, s:o}", "unit", zp_json_count(row->unit), "project", zp_json_text(row->project), "level1",
                   zp_json_text(row->level1), "indicator", zp_json_text(row->name), "execution", row->execution, "lost",
                   zp_json_points(sign == ZP_SIGN_LOST, row->lost), "years", years);
}

static json_t *signs_of(const zp_years *all)
{
  json_t *object = json_object();
  for (int sign = 0; sign < ZP_SIGNS; sign++) {
    json_t *list = json_array();
    for (size_t i = 0; i < all->signs[sign].count; i++) list = zp_json_append(list, row_of(all, (zp_sign)sign, &all->signs[sign].items[i]));
    if (json_object_set_new(object, zp_sign_name((zp_sign)sign), list) == 0) continue;
    json_decref(object);
    return NULL;
  }
  return object;
}

static json_t *whole_of(const zp_years *all)
{
  json_t *years = json_array(), *units = json_array(), *repeats = json_array(), *copied = json_array();
  for (size_t y = 0; y < all->count; y++) years = zp_json_append(years, year_of(&all->years[y]));
  for (size_t i = 0; i < all->unit_count; i++) units = zp_json_append(units, unit_of(all, &all->units[i]));
  for (size_t i = 0; i < all->repeat_count; i++) repeats = zp_json_append(repeats, repeat_of(all, &all->repeats[i]));
  for (size_t i = 0; i < all->copied.count; i++) {
    const zp_copied_project *one = &all->copied.items[i];
    copied = zp_json_append(copied, json_pack("{s:o, s:o, s:o, s:o}", "unit", zp_json_count(one->unit), "project", zp_json_text(one->project), "copied",
                                      zp_json_count(one->copied), "of", zp_json_count(one->of)));
  }
  return json_pack("{s:i, s:o, s:o, s:o, s:o, s:o}", "ziping_years", SCHEMA, "years", years, "units", units, "repeated_findings", repeats,
                   "indicators", signs_of(all), "copied_projects", copied);
}

zp_status zp_years_json(const zp_years *all, zp_sink *sink, zp_error *err)
{
  return zp_json_write(whole_of(all), sink, err);
}
