// audit_json.c: the audit for programs. Every object has all its keys; numbers are texts, exactly as they were computed.
#include "plugins/reports/audit.h"
#include "plugins/reports/json_parts.h"

enum { SCHEMA = 1 };

static json_t *named(const zp_audit *audit, size_t unit, size_t project, bool code)
{
  const zp_unit_result *u = &audit->result->units[unit];
  if (project == SIZE_MAX) return zp_json_text(code ? u->code : u->name);
  return zp_json_text(code ? u->projects[project].code : u->projects[project].name);
}

static json_t *doubts_of(unsigned set)
{
  json_t *list = json_array();
  for (int d = 0; d < ZP_DOUBTS; d++)
    if ((set >> d & 1) != 0) list = zp_json_append(list, json_string(zp_doubt_name((zp_doubt)d)));
  return list;
}

static json_t *counts_of(const zp_audit_sum *sum)
{
  json_t *object = json_object();
  for (int d = 0; d < ZP_DOUBTS; d++)
    if (json_object_set_new(object, zp_doubt_name((zp_doubt)d), zp_json_count(sum->by_doubt[d])) != 0) {
      json_decref(object);
      return NULL;
    }
  return object;
}

/// Of all, of a unit, or of a project: which one is said where there are several.
static json_t *sum_of(const zp_audit_sum *sum)
{
  bool any = sum->compared != 0;
  return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "rows", zp_json_count(sum->rows), "compared", zp_json_count(sum->compared), "agree",
                   zp_json_count(sum->agree), "declared", zp_json_points(any, sum->declared), "computed", zp_json_points(any, sum->computed), "doubts", counts_of(sum),
                   "totals", zp_json_count(sum->totals), "stake", zp_json_points(true, sum->stake));
}

static json_t *called_sum(const zp_audit *audit, const zp_audit_sum *sum)
{
  bool unit = sum->project == SIZE_MAX;
  return json_pack("{s:o, s:o, s:o, s:o, s:o}", "unit_code", named(audit, sum->unit, SIZE_MAX, true), "unit", named(audit, sum->unit, SIZE_MAX, false),
                   "project_code", unit ? json_null() : named(audit, sum->unit, sum->project, true), "project",
                   unit ? json_null() : named(audit, sum->unit, sum->project, false), "sums", sum_of(sum));
}

static json_t *row_of(const zp_audit *audit, const zp_audit_row *one)
{
  const zp_row_result *row = one->row;
  return json_pack("{s:o, s:o, s:o, s:o, s:b, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "unit_code", named(audit, one->unit, SIZE_MAX, true), "unit",
                   named(audit, one->unit, SIZE_MAX, false), "project", named(audit, one->unit, one->project, false), "indicator",
                   zp_json_text(row->level3.len != 0 ? row->level3 : row->level2), "execution", row->execution, "weight", zp_json_points(true, row->weight),
                   "declared", zp_json_points(true, row->declared), "computed", zp_json_points(row->outcome == ZP_SCORED, row->points), "rule", zp_json_text(row->rule),
                   "deviation", zp_json_text(row->deviation), "doubts", doubts_of(one->doubts), "stake", zp_json_points(true, one->stake));
}

static json_t *whole_of(const zp_audit *audit)
{
  json_t *units = json_array(), *projects = json_array(), *rows = json_array();
  for (size_t i = 0; i < audit->unit_count; i++) units = zp_json_append(units, called_sum(audit, &audit->units[i]));
  for (size_t i = 0; i < audit->project_count; i++) projects = zp_json_append(projects, called_sum(audit, &audit->projects[i]));
  for (size_t i = 0; i < audit->row_count; i++) rows = zp_json_append(rows, row_of(audit, &audit->rows[i]));
  return json_pack("{s:i, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "ziping_audit", SCHEMA, "pack", zp_json_text(audit->result->pack), "pack_version",
                   zp_json_text(audit->result->pack_version), "pack_digest", zp_json_text(audit->result->pack_digest), "all", sum_of(&audit->all), "units",
                   units, "projects", projects, "rows", rows);
}

zp_status zp_audit_json(const zp_audit *audit, zp_sink *sink, zp_error *err)
{
  return zp_json_write(whole_of(audit), sink, err);
}
