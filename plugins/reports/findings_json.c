// findings_json.c: the findings of a result for programs; plugins/README.md has the members.
#include "plugins/reports/json_parts.h"
#include "plugins/reports/remarks.h"
#include "plugins/reports/text_cells.h"

/// json_pack with `o` takes the items over and fails when one is NULL.
static json_t *remark_of(zp_wording *say, const zp_remark *remark)
{
  const zp_finding *finding = remark->finding;
  const zp_place *place = &finding->place;
  zp_text indicator = remark->row == NULL ? ZP_TEXT("") : zp_cell_indicator(say, remark->row);
  return json_pack("{s:o, s:o, s:o, s:o, s:o, s:I, s:I, s:s, s:s, s:s, s:o, s:o, s:[I, I], s:o}",
                   "unit", zp_json_text(zp_remark_unit(say, remark)), "project", zp_json_text(zp_remark_project(say, remark)),
                   "indicator", zp_json_text(indicator), "file", zp_json_text(place->file), "sheet", zp_json_text(place->sheet),
                   "row", (json_int_t)place->row, "column", (json_int_t)place->column,
                   "code", zp_status_code(finding->status), "severity", zp_severity_name(zp_status_severity(finding->status)),
                   "aspect", zp_aspect_name(remark->aspect), "sentence", zp_json_text(zp_wording_sentence(say, finding)),
                   "cell", zp_json_text(finding->cell), "caret", (json_int_t)finding->caret_from, (json_int_t)finding->caret_bytes,
                   "suggestion", zp_json_text(zp_wording_suggestion(say, finding)));
}

static json_t *whole_of(zp_wording *say, const zp_result *result, const zp_remarks *all)
{
  json_t *list = json_array();
  for (size_t i = 0; i < all->count; i++) list = zp_json_append(list, remark_of(say, &all->items[i]));
  return json_pack("{s:i, s:o, s:o, s:o, s:I, s:I, s:{s:I, s:I, s:I}, s:o}", "findings_schema", 1, "program", zp_json_text(result->version),
                   "pack", zp_json_text(result->pack), "pack_digest", zp_json_text(result->pack_digest),
                   "units", (json_int_t)result->unit_count, "goals_only", (json_int_t)all->goals_only, "counts", "error", (json_int_t)all->by_severity[ZP_ERROR],
                   "warning", (json_int_t)all->by_severity[ZP_WARNING], "info", (json_int_t)all->by_severity[ZP_INFO],
                   "findings", list);
}

static zp_status write_json(const zp_result *result, const zp_report_options *options, zp_sink *sink, zp_error *err)
{
  zp_wording say = { sink->arena, options->lang, false };
  zp_remarks all;
  if (zp_remarks_make(result, options, sink->arena, &all, err) != ZP_OK) return err->status;
  if (zp_json_write(whole_of(&say, result, &all), sink, err) != ZP_OK) return err->status;
  return say.failed ? zp_fail_memory(err) : ZP_OK;
}

const zp_report zp_findings_json = { .name = "json", .title = ZP_W_REPORT_CHECK_JSON, .suffix = ".json", .write = write_json };
