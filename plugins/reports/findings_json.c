// findings_json.c: the findings of a result for programs; plugins/README.md has the members.
#include <jansson.h>

#include "plugins/reports/remarks.h"
#include "plugins/reports/text_cells.h"

static json_t *text_of(zp_text text)
{
  return json_stringn(text.len != 0 ? text.ptr : "", text.len);
}

/// json_pack with `o` takes the items over and fails when one is NULL.
static json_t *remark_of(zp_wording *say, const zp_remark *remark)
{
  const zp_finding *finding = remark->finding;
  const zp_place *place = &finding->place;
  zp_text indicator = remark->row == NULL ? ZP_TEXT("") : zp_cell_indicator(say, remark->row);
  return json_pack("{s:o, s:o, s:o, s:o, s:o, s:I, s:I, s:s, s:s, s:s, s:o, s:o, s:[I, I], s:o}",
                   "unit", text_of(zp_remark_unit(say, remark)), "project", text_of(zp_remark_project(say, remark)),
                   "indicator", text_of(indicator), "file", text_of(place->file), "sheet", text_of(place->sheet),
                   "row", (json_int_t)place->row, "column", (json_int_t)place->column,
                   "code", zp_status_code(finding->status), "severity", zp_severity_name(zp_status_severity(finding->status)),
                   "aspect", zp_aspect_name(remark->aspect), "sentence", text_of(zp_wording_sentence(say, finding)),
                   "cell", text_of(finding->cell), "caret", (json_int_t)finding->caret_from, (json_int_t)finding->caret_bytes,
                   "suggestion", text_of(zp_wording_suggestion(say, finding)));
}

static json_t *whole_of(zp_wording *say, const zp_result *result, const zp_remarks *all)
{
  json_t *list = json_array();
  for (size_t i = 0; i < all->count; i++)
    if (json_array_append_new(list, remark_of(say, &all->items[i])) != 0) {
      json_decref(list);
      return NULL;
    }
  return json_pack("{s:i, s:o, s:o, s:o, s:I, s:I, s:{s:I, s:I, s:I}, s:o}", "findings_schema", 1, "program", text_of(result->version),
                   "pack", text_of(result->pack), "pack_digest", text_of(result->pack_digest),
                   "units", (json_int_t)result->unit_count, "goals_only", (json_int_t)all->goals_only, "counts", "error", (json_int_t)all->by_severity[ZP_ERROR],
                   "warning", (json_int_t)all->by_severity[ZP_WARNING], "info", (json_int_t)all->by_severity[ZP_INFO],
                   "findings", list);
}

static int put(const char *bytes, size_t len, void *sink)
{
  zp_sink_put(sink, (zp_text){ bytes, len });
  return 0;
}

static zp_status write_json(const zp_result *result, const zp_report_options *options, zp_sink *sink, zp_error *err)
{
  zp_wording say = { sink->arena, options->lang, false };
  zp_remarks all;
  if (zp_remarks_make(result, options, sink->arena, &all, err) != ZP_OK) return err->status;
  json_t *whole = whole_of(&say, result, &all);
  bool written = whole != NULL && json_dump_callback(whole, put, sink, JSON_INDENT(2)) == 0;
  json_decref(whole);
  zp_sink_put(sink, ZP_TEXT("\n"));
  return !written || say.failed || sink->failed ? zp_fail_memory(err) : ZP_OK;
}

const zp_report zp_findings_json = { .name = "json", .title = ZP_W_REPORT_CHECK_JSON, .suffix = ".json", .write = write_json };
