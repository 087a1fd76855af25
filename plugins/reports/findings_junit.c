// findings_junit.c: the findings of a result as JUnit XML, as build servers show it: a suite for each unit, a case for each finding
// and for each project without one. Errors and warnings are failures; notes are not.
#include "plugins/reports/remarks.h"
#include "plugins/reports/text_cells.h"

/// Text of an attribute or element. Controls are no XML, not even as references.
static void put_text(zp_sink *sink, zp_text text)
{
  for (size_t at = 0; at < text.len;) {
    size_t from = at;
    uint32_t c = zp_text_next(text, &at);
    if (c == '&') zp_sink_put(sink, ZP_TEXT("&amp;"));
    else if (c == '<') zp_sink_put(sink, ZP_TEXT("&lt;"));
    else if (c == '>') zp_sink_put(sink, ZP_TEXT("&gt;"));
    else if (c == '"') zp_sink_put(sink, ZP_TEXT("&quot;"));
    else if (c == UINT32_MAX || c == 0xFFFE || c == 0xFFFF) zp_sink_put(sink, ZP_TEXT("?"));
    else if (c != '\n' && zp_is_control(c)) zp_sink_put(sink, ZP_TEXT(" "));
    else zp_sink_put(sink, zp_text_slice(text, from, at));
  }
}

static void put_attribute(zp_sink *sink, const char *name, zp_text value)
{
  zp_sink_print(sink, " %s=\"", name);
  put_text(sink, value);
  zp_sink_put(sink, ZP_TEXT("\""));
}

static bool fails(const zp_remark *remark)
{
  return zp_status_severity(remark->finding->status) != ZP_INFO;
}

static void put_remark(zp_wording *say, zp_sink *sink, zp_text unit, const zp_remark *remark)
{
  const zp_finding *finding = remark->finding;
  zp_text place = zp_wording_place(say, &finding->place), sentence = zp_wording_sentence(say, finding);
  zp_text name = zp_text_format(say->arena, "%s %.*s", zp_status_code(finding->status), ZP_ARG(place));
  say->failed = say->failed || name.ptr == NULL;
  zp_sink_put(sink, ZP_TEXT("    <testcase"));
  put_attribute(sink, "classname", remark->project == NULL ? unit : zp_remark_project(say, remark));
  put_attribute(sink, "name", name);
  zp_sink_put(sink, fails(remark) ? ZP_TEXT(">\n      <failure") : ZP_TEXT(">\n      <system-out>"));
  if (fails(remark)) {
    put_attribute(sink, "type", zp_text_from(zp_severity_name(zp_status_severity(finding->status))));
    put_attribute(sink, "message", sentence);
    zp_sink_put(sink, ZP_TEXT(">"));
  } else {
    put_text(sink, sentence);
    zp_sink_put(sink, ZP_TEXT("\n"));
  }
  if (finding->cell.len != 0) {
    put_text(sink, finding->cell);
    zp_sink_put(sink, ZP_TEXT("\n"));
  }
  put_text(sink, zp_wording_suggestion(say, finding));
  zp_sink_put(sink, fails(remark) ? ZP_TEXT("</failure>\n") : ZP_TEXT("</system-out>\n"));
  zp_sink_put(sink, ZP_TEXT("    </testcase>\n"));
}

/// Which projects of the unit something is said of; NULL when memory is short.
static bool *list_told(zp_wording *say, const zp_unit_result *unit, const zp_remark *items, size_t count)
{
  bool *told = ZP_TAKE(say->arena, bool, unit->project_count);
  for (size_t i = 0; told != NULL && i < count; i++)
    if (items[i].project != NULL) told[items[i].project - unit->projects] = true;
  say->failed = say->failed || told == NULL;
  return told;
}

/// Projects of the unit of which nothing is said.
static size_t put_clean(zp_wording *say, zp_sink *sink, const zp_unit_result *unit, zp_text name, const bool *told)
{
  size_t clean = 0;
  for (size_t p = 0; told != NULL && p < unit->project_count; p++) {
    const zp_project_result *project = &unit->projects[p];
    if (told[p]) continue;
    clean++;
    if (sink == NULL) continue;
    zp_sink_put(sink, ZP_TEXT("    <testcase"));
    put_attribute(sink, "classname", name);
    put_attribute(sink, "name", zp_cell_name(say, project->name, project->code));
    zp_sink_put(sink, ZP_TEXT("/>\n"));
  }
  return clean;
}

/// A suite: the remarks of one unit, or (NULL) of none.
static void put_suite(zp_wording *say, zp_sink *sink, const zp_unit_result *unit, const zp_remark *items, size_t count)
{
  size_t failed = 0, clean = 0;
  zp_text name = unit == NULL ? zp_wording_word(say, ZP_W_CHECK_NO_UNIT) : zp_cell_name(say, unit->name, unit->code);
  for (size_t i = 0; i < count; i++) failed += fails(&items[i]);
  const bool *told = unit == NULL ? NULL : list_told(say, unit, items, count);
  if (unit != NULL) clean = put_clean(say, NULL, unit, name, told);
  zp_sink_put(sink, ZP_TEXT("  <testsuite"));
  put_attribute(sink, "name", name);
  zp_sink_print(sink, " tests=\"%zu\" failures=\"%zu\">\n", count + clean, failed);
  for (size_t i = 0; i < count; i++) put_remark(say, sink, name, &items[i]);
  if (unit != NULL) put_clean(say, sink, unit, name, told);
  zp_sink_put(sink, ZP_TEXT("  </testsuite>\n"));
}

static zp_status write_junit(const zp_result *result, const zp_report_options *options, zp_sink *sink, zp_error *err)
{
  zp_wording say = { sink->arena, options->lang, false };
  zp_remarks all;
  size_t from = 0;
  if (zp_remarks_make(result, options, sink->arena, &all, err) != ZP_OK) return err->status;
  zp_sink_put(sink, ZP_TEXT("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"ziping check\">\n"));
  while (from < all.count && all.items[from].unit == NULL) from++;
  if (from != 0) put_suite(&say, sink, NULL, all.items, from);
  for (size_t u = 0; u < result->unit_count; u++) {
    size_t end = from;
    while (end < all.count && all.items[end].unit == &result->units[u]) end++;
    put_suite(&say, sink, &result->units[u], all.items + from, end - from);
    from = end;
  }
  zp_sink_put(sink, ZP_TEXT("</testsuites>\n"));
  return say.failed || sink->failed ? zp_fail_memory(err) : ZP_OK;
}

const zp_report zp_findings_junit = { .name = "junit", .title = ZP_W_REPORT_CHECK_JUNIT, .suffix = ".xml", .write = write_junit };
