// audit_json.c: the audit for programs. Every object has all its keys; numbers are texts, exactly as they were computed.
#include <jansson.h>

#include "plugins/reports/audit.h"

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

static json_t *append(json_t *list, json_t *item)
{
  if (list != NULL && json_array_append_new(list, item) == 0) return list;
  json_decref(list);
  return NULL;
}

static json_t *named(const zp_audit *audit, size_t unit, size_t project, bool code)
{
  const zp_unit_result *u = &audit->result->units[unit];
  if (project == SIZE_MAX) return text_of(code ? u->code : u->name);
  return text_of(code ? u->projects[project].code : u->projects[project].name);
}

static json_t *doubts_of(unsigned set)
{
  json_t *list = json_array();
  for (int d = 0; d < ZP_DOUBTS; d++)
    if ((set >> d & 1) != 0) list = append(list, json_string(zp_doubt_name((zp_doubt)d)));
  return list;
}

static json_t *counts_of(const zp_audit_sum *sum)
{
  json_t *object = json_object();
  for (int d = 0; d < ZP_DOUBTS; d++)
    if (json_object_set_new(object, zp_doubt_name((zp_doubt)d), count_of(sum->by_doubt[d])) != 0) {
      json_decref(object);
      return NULL;
    }
  return object;
}

/// Of all, of a unit, or of a project: which one is said where there are several.
static json_t *sum_of(const zp_audit_sum *sum)
{
  bool any = sum->compared != 0;
  return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "rows", count_of(sum->rows), "compared", count_of(sum->compared), "agree",
                   count_of(sum->agree), "declared", points_of(any, sum->declared), "computed", points_of(any, sum->computed), "doubts", counts_of(sum),
                   "totals", count_of(sum->totals), "stake", points_of(true, sum->stake));
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
                   text_of(row->level3.len != 0 ? row->level3 : row->level2), "execution", row->execution, "weight", points_of(true, row->weight),
                   "declared", points_of(true, row->declared), "computed", points_of(row->outcome == ZP_SCORED, row->points), "rule", text_of(row->rule),
                   "deviation", text_of(row->deviation), "doubts", doubts_of(one->doubts), "stake", points_of(true, one->stake));
}

static json_t *whole_of(const zp_audit *audit)
{
  json_t *units = json_array(), *projects = json_array(), *rows = json_array();
  for (size_t i = 0; i < audit->unit_count; i++) units = append(units, called_sum(audit, &audit->units[i]));
  for (size_t i = 0; i < audit->project_count; i++) projects = append(projects, called_sum(audit, &audit->projects[i]));
  for (size_t i = 0; i < audit->row_count; i++) rows = append(rows, row_of(audit, &audit->rows[i]));
  return json_pack("{s:i, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "ziping_audit", SCHEMA, "pack", text_of(audit->result->pack), "pack_version",
                   text_of(audit->result->pack_version), "pack_digest", text_of(audit->result->pack_digest), "all", sum_of(&audit->all), "units",
                   units, "projects", projects, "rows", rows);
}

static int put(const char *bytes, size_t len, void *sink)
{
  zp_sink_put(sink, (zp_text){ bytes, len });
  return 0;  // a sink remembers that it failed
}

zp_status zp_audit_json(const zp_audit *audit, zp_sink *sink, zp_error *err)
{
  json_t *whole = whole_of(audit);
  bool written = whole != NULL && json_dump_callback(whole, put, sink, JSON_INDENT(2) | JSON_PRESERVE_ORDER) == 0;
  json_decref(whole);
  zp_sink_put(sink, ZP_TEXT("\n"));
  return written && !sink->failed ? ZP_OK : zp_fail_memory(err);
}
