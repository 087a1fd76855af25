// result.c: results: made, read, written, and told as plain structs.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/handle.h"
#include "base/digest.h"
#include "pipeline/district.h"
#include "pipeline/pipeline.h"
#include "plugins/registry.h"
#include "plugins/reports/explain.h"
#include "plugins/reports/wording.h"
#include "store/assemble.h"
#include "store/result_file.h"

static const zp_text none = { NULL, 0 };

enum { RESULT_MOST = 1 << 30 };  // bytes of a result

// ---- making ------------------------------------------------------------------------------------------------------------------

static ziping_said *say_all(zp_wording *say, const zp_finding *findings, size_t count)
{
  ziping_said *said = ZP_TAKE(say->arena, ziping_said, count);
  for (size_t i = 0; said != NULL && i < count; i++)
    said[i] = (ziping_said){ zp_wording_sentence(say, &findings[i]), zp_wording_suggestion(say, &findings[i]) };
  if (said == NULL) say->failed = true;
  return said;
}

static zp_status say_findings(ziping_result *r, zp_error *err)
{
  zp_wording say = { r->arena, r->lang, false };
  r->unit_said = ZP_TAKE(r->arena, ziping_said *, r->result->unit_count);
  if (r->unit_said == NULL) return zp_fail_memory(err);
  for (size_t i = 0; i < r->result->unit_count; i++)
    r->unit_said[i] = say_all(&say, r->result->units[i].findings, r->result->units[i].finding_count);
  r->said = say_all(&say, r->result->findings, r->result->finding_count);
  return say.failed ? zp_fail_memory(err) : ZP_OK;
}

static ziping_result *begin(zp_lang lang)
{
  ziping_result *r = calloc(1, sizeof *r);
  if (r == NULL) return NULL;
  *r = (ziping_result){ .arena = zp_arena_new(NULL, 0), .lang = lang };
  if (r->arena != NULL) return r;
  free(r);
  return NULL;
}

/// The result with what its findings say, or NULL and why.
static ziping_result *end(ziping_result *r, zp_error *err, ziping_error *error, zp_lang lang)
{
  if (err->status == ZP_OK && say_findings(r, err) == ZP_OK) return r;
  zp_api_fail(error, err, lang);
  ziping_result_free(r);
  return NULL;
}

/// Packed into the result's own memory, and read from there: it refers neither to the inputs nor to the rules, and what the run needed is given back.
static zp_status keep(const zp_result *made, ziping_result *r, zp_error *err)
{
  zp_sink sink = { .arena = r->arena };
  zp_result *read = NULL;
  if (zp_result_pack(made, &sink, err) != ZP_OK) return err->status;
  if (zp_result_unpack((zp_text){ sink.bytes, sink.len }, r->arena, &read, err) != ZP_OK) return err->status;
  r->result = read;
  return ZP_OK;
}

static zp_status score(ziping *z, const ziping_input *inputs, size_t count, unsigned flags, zp_arena *arena, ziping_result *r, zp_error *err)
{
  zp_input_bytes *own = ZP_TAKE(arena, zp_input_bytes, count);
  zp_result *result = NULL;
  if (own == NULL) return zp_fail_memory(err);
  for (size_t i = 0; i < count; i++)
    own[i] = (zp_input_bytes){ .name = zp_text_from(inputs[i].name), .bytes = { inputs[i].bytes, inputs[i].length } };
  const zp_job job = { .inputs = own, .input_count = count, .readers = zp_readers, .layouts = &z->layouts, .lexicon = &z->lexicon,
                       .host = z->host, .arena = arena, .review = (flags & ZIPING_REVIEW) != 0 };
  if (zp_run(&job, &result, err) != ZP_OK) return err->status;
  zp_findings_sort(result->findings, result->finding_count);
  const zp_district_setup district = { .arena = arena, .host = z->host };
  return zp_district_of(&district, result, err) != ZP_OK ? err->status : keep(result, r, err);
}

ziping_result *ziping_score(ziping *rules, const ziping_input *inputs, size_t count, unsigned flags, ziping_error *error)
{
  zp_error err = { 0 };
  ziping_result *r = begin(rules->lang);
  zp_arena *arena = zp_arena_new(NULL, 0);
  if (r == NULL || arena == NULL) zp_fail_memory(&err);
  else score(rules, inputs, count, flags, arena, r, &err);
  zp_arena_free(arena);
  return end(r, &err, error, rules->lang);
}

ziping_result *ziping_result_read(const void *bytes, size_t length, ziping_language language, ziping_error *error)
{
  zp_error err = { 0 };
  zp_result *result = NULL;
  zp_lang lang = language == ZIPING_ENGLISH ? ZP_LANG_EN : ZP_LANG_ZH;
  ziping_result *r = begin(lang);
  zp_digest_prepare();
  if (r == NULL) zp_fail_memory(&err);
  else if (length > RESULT_MOST) zp_fail(&err, ZP_E_TOO_LARGE, NULL, zp_word_arg(ZP_W_THE_FILE), ZP_TEXT("1 GiB"), none);
  else if (zp_result_unpack((zp_text){ bytes, length }, r->arena, &result, &err) == ZP_OK) r->result = result;
  return end(r, &err, error, lang);
}

void ziping_result_free(ziping_result *result)
{
  if (result == NULL) return;
  zp_arena_free(result->arena);
  free(result);
}

// ---- telling -----------------------------------------------------------------------------------------------------------------

static ziping_text text_of(zp_text text)
{
  return (ziping_text){ text.len != 0 ? text.ptr : "", text.len };
}

static ziping_total total_of(const zp_total *total)
{
  return (ziping_total){ total->known, total->known && total->graded, total->points.e4, total->weight.e4, total->scored.e4, total->score.e4,
                         total->score_high.e4, text_of(total->grade), text_of(total->grade_high) };
}

static const zp_unit_result *unit_at(const ziping_result *r, size_t unit)
{
  return unit < r->result->unit_count ? &r->result->units[unit] : NULL;
}

static const zp_project_result *project_at(const ziping_result *r, size_t unit, size_t project)
{
  const zp_unit_result *u = unit_at(r, unit);
  return u != NULL && project < u->project_count ? &u->projects[project] : NULL;
}

size_t ziping_result_units(const ziping_result *result)
{
  return result->result->unit_count;
}

bool ziping_result_unit(const ziping_result *result, size_t unit, ziping_unit *out)
{
  const zp_unit_result *u = unit_at(result, unit);
  if (u == NULL) return false;
  *out = (ziping_unit){ text_of(u->code), text_of(u->name), u->year, total_of(&u->total), u->project_count, u->finding_count };
  return true;
}

bool ziping_result_district(const ziping_result *result, ziping_district *out)
{
  const zp_district_result *d = &result->result->district;
  if (!result->result->has_district) return false;
  *out = (ziping_district){ text_of(d->name), total_of(&d->total), d->counted };
  return true;
}

bool ziping_result_project(const ziping_result *result, size_t unit, size_t project, ziping_project *out)
{
  const zp_project_result *p = project_at(result, unit, project);
  if (p == NULL) return false;
  *out = (ziping_project){ text_of(p->code), text_of(p->name), p->has_revised, p->has_executed, p->has_revised ? p->revised.fen : 0,
                           p->has_executed ? p->executed.fen : 0, total_of(&p->total), p->row_count };
  return true;
}

bool ziping_result_row(const ziping_result *result, size_t unit, size_t project, size_t row, ziping_row *out)
{
  static const ziping_outcome outcomes[] = { [ZP_SCORED] = ZIPING_SCORED, [ZP_UNSCORED] = ZIPING_UNSCORED, [ZP_FAULT] = ZIPING_FAULT };
  const zp_project_result *p = project_at(result, unit, project);
  if (p == NULL || row >= p->row_count) return false;
  const zp_row_result *r = &p->rows[row];
  *out = (ziping_row){ r->execution, text_of(r->level1), text_of(r->level2), text_of(r->level3), text_of(r->target_text),
                       text_of(r->actual_text), outcomes[r->outcome], r->outcome == ZP_SCORED ? r->points.e4 : 0, r->weight.e4,
                       r->has_declared, r->has_declared ? r->declared.e4 : 0, text_of(r->rule) };
  return true;
}

size_t ziping_result_findings(const ziping_result *result, size_t unit)
{
  const zp_unit_result *u = unit_at(result, unit);
  if (unit == ZIPING_NO_UNIT) return result->result->finding_count;
  return u == NULL ? 0 : u->finding_count;
}

bool ziping_result_finding(const ziping_result *result, size_t unit, size_t finding, ziping_finding *out)
{
  if (finding >= ziping_result_findings(result, unit)) return false;
  const zp_finding *f = unit == ZIPING_NO_UNIT ? &result->result->findings[finding] : &result->result->units[unit].findings[finding];
  const ziping_said *said = unit == ZIPING_NO_UNIT ? &result->said[finding] : &result->unit_said[unit][finding];
  *out = (ziping_finding){ .severity = (int)zp_status_severity(f->status), .file = text_of(f->place.file), .sheet = text_of(f->place.sheet),
                           .row = f->place.row, .column = f->place.column, .cell = text_of(f->cell), .sentence = text_of(said->sentence),
                           .suggestion = text_of(said->suggestion) };
  snprintf(out->code, sizeof out->code, "%s", zp_status_code(f->status));
  return true;
}

// ---- bytes -------------------------------------------------------------------------------------------------------------------

/// Takes the sink's bytes when all went well; its arena is freed.
static bool finish(const ziping_result *r, zp_sink *sink, const zp_error *err, ziping_bytes *out, ziping_error *error)
{
  bool fine = err->status == ZP_OK ? zp_api_bytes((zp_text){ sink->bytes, sink->len }, out, error, r->lang)
                                   : zp_api_fail(error, err, r->lang);
  zp_arena_free(sink->arena);
  return fine;
}

bool ziping_result_write(const ziping_result *result, ziping_bytes *out, ziping_error *error)
{
  zp_error err = { 0 };
  zp_sink sink = { .arena = zp_arena_new(NULL, 0) };
  if (sink.arena == NULL) zp_fail_memory(&err);
  else zp_result_pack(result->result, &sink, &err);
  return finish(result, &sink, &err, out, error);
}

bool ziping_result_report(const ziping_result *result, const char *name, ziping_bytes *out, ziping_error *error)
{
  zp_error err = { 0 };
  zp_sink sink = { .arena = zp_arena_new(NULL, 0) };
  const zp_report *report = zp_report_named(zp_text_from(name));
  const zp_report_options how = { .lang = result->lang };
  if (sink.arena == NULL) zp_fail_memory(&err);
  else if (report == NULL) zp_fail(&err, ZP_E_USAGE, NULL, zp_word_arg_with(ZP_W_USAGE_FORMAT, (const zp_text[3]){ zp_text_from(name) }, sink.arena), none, none);
  else report->write(result->result, &how, &sink, &err);
  return finish(result, &sink, &err, out, error);
}

static bool is_there(const ziping_result *r, size_t unit, size_t project, size_t row)
{
  if (project == SIZE_MAX) return unit_at(r, unit) != NULL && row == SIZE_MAX;
  const zp_project_result *p = project_at(r, unit, project);
  return p != NULL && (row == SIZE_MAX || row < p->row_count);
}

bool ziping_result_explain(const ziping_result *result, size_t unit, size_t project, size_t row, ziping_bytes *out, ziping_error *error)
{
  zp_error err = { 0 };
  char number[32];
  zp_sink sink = { .arena = zp_arena_new(NULL, 0) };
  snprintf(number, sizeof number, "#%zu", unit + 1);
  zp_word what = project == SIZE_MAX ? ZP_W_HEAD_UNIT : row == SIZE_MAX ? ZP_W_HEAD_PROJECT : ZP_W_HEAD_INDICATOR;
  if (sink.arena == NULL) zp_fail_memory(&err);
  else if (!is_there(result, unit, project, row))
    zp_fail(&err, ZP_E_SELECT_UNKNOWN, NULL, zp_word_arg(what), zp_text_from(number), none);
  else zp_explain(result->result, &(zp_selection){ unit, project, row }, result->lang, &sink, &err);
  return finish(result, &sink, &err, out, error);
}
