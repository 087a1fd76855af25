// read_units.c: see read_units.h.
#include "cli/read_units.h"

#include <stdlib.h>

#include "batch/intake.h"
#include "pipeline/pipeline.h"
#include "pipeline/stages.h"
#include "plugins/registry.h"
#include "store/result_file.h"

enum { INPUT_MOST = 64 << 20 }; // bytes of one input file

static const zp_text none = { NULL, 0 };

static zp_exit fail(const zp_cli *cli, const zp_error *err, zp_exit status)
{
  zp_say_error(cli, err);
  return err->status == ZP_E_MEMORY ? ZP_EXIT_INTERNAL : status;
}

static zp_status open_pack(const zp_cli *cli, const char *pack, zp_read_units *r, zp_error *err)
{
  zp_pack_place place;
  if (zp_pack_find(cli, zp_text_from(pack), r->arena, &place, err) != ZP_OK) return err->status;
  if (zp_forms_load(r->arena, &r->layouts, err) != ZP_OK) return err->status;
  if (zp_lexicon_make(&r->layouts, r->arena, &r->lexicon, err) != ZP_OK) return err->status;
  if (zp_host_open(&place, &r->host, err) != ZP_OK) return err->status;
  r->policy = zp_host_policy(r->host);
  return ZP_OK;
}

static zp_status keep_findings(zp_findings *out, const zp_findings *more, zp_error *err)
{
  for (size_t i = 0; i < more->count; i++) {
    const zp_finding *from = &more->items[i];
    zp_finding *to = zp_findings_add(out, from->status, &from->place, from->args[0], from->args[1],
                                     from->args[2]);
    zp_finding_cell(out, to, from->cell, from->caret_from, from->caret_bytes);
  }
  return out->lost || more->lost ? zp_fail_memory(err) : ZP_OK;
}

// ---- units --------------------------------------------------------------------------------------

static bool same_unit(const zp_unit *a, const zp_unit *b, zp_arena *arena)
{
  zp_text code = zp_text_trim(a->code.text), other = zp_text_trim(b->code.text);
  if (code.len != 0 && other.len != 0) return zp_text_equal(code, other);
  return zp_text_equal(zp_text_key(a->name.text, arena), zp_text_key(b->name.text, arena));
}

static bool is_there(zp_read_units *r, size_t known, const zp_unit *unit)
{
  for (size_t i = 0; i < known; i++)
    if (same_unit(r->units[i].reading.unit, unit, r->arena)) return true;
  return false;
}

static zp_status add_unit(zp_read_units *r, const zp_unit *unit, const zp_findings *noticed,
                          zp_error *err)
{
  zp_read_unit *units = zp_arena_grow(r->arena, r->units, r->count, &r->capacity, sizeof *units);
  if (units == NULL) return zp_fail_memory(err);
  r->units = units;
  zp_read_unit *added = &units[r->count];
  *added = (zp_read_unit){ .findings = *noticed };
  if (zp_resolve(unit, r->policy, r->arena, r->arena, &added->reading, &added->findings, err) != ZP_OK)
    return err->status;
  if (zp_weigh(&added->reading, r->policy, r->arena, &added->findings, err) != ZP_OK)
    return err->status;
  if (added->findings.lost) return zp_fail_memory(err);
  r->count++;
  return ZP_OK;
}

static int by_code_then_name(const void *a, const void *b)
{
  const zp_unit *left = ((const zp_read_unit *)a)->reading.unit,
                *right = ((const zp_read_unit *)b)->reading.unit;
  int order = zp_text_compare(left->code.text, right->code.text);
  return order != 0 ? order : zp_text_compare(left->name.text, right->name.text);
}

// ---- files --------------------------------------------------------------------------------------

static zp_status read_bundle(zp_read_units *r, const zp_bundle *bundle, zp_error *err)
{
  size_t known = r->count;
  zp_gathered *gathered = NULL;
  zp_input_bytes *inputs = ZP_TAKE(r->arena, zp_input_bytes, bundle->count);
  zp_job job = { .inputs = inputs,
                 .readers = zp_readers,
                 .layouts = &r->layouts,
                 .lexicon = &r->lexicon,
                 .host = r->host,
                 .arena = r->arena };
  if (inputs == NULL) return zp_fail_memory(err);
  for (size_t i = 0; i < bundle->count; i++) {
    zp_input_bytes *input = &inputs[job.input_count];
    zp_error failure = { 0 };
    input->name = bundle->files[i].shown;
    if (zp_file_read(bundle->files[i].path.ptr, INPUT_MOST, r->arena, &input->bytes, &failure) ==
        ZP_OK)
      job.input_count++;
    else
      zp_findings_take(&r->findings, &failure);
  }
  if (zp_gather(&job, &gathered, err) != ZP_OK ||
      keep_findings(&r->findings, &gathered->findings, err) != ZP_OK)
    return err->status;
  for (size_t u = 0; u < gathered->submission.unit_count; u++) {
    const zp_unit *unit = &gathered->submission.units[u];
    zp_text name = zp_text_blank(unit->name.text) ? unit->code.text : unit->name.text;
    if (is_there(r, known, unit))
      zp_findings_add(&r->findings, ZP_E_UNIT_TWO_FOLDERS, &unit->name.place, name, none, none);
    else if (add_unit(r, unit, &gathered->unit_findings[u].list, err) != ZP_OK)
      return err->status;
  }
  return r->findings.lost || zp_arena_short(r->arena) ? zp_fail_memory(err) : ZP_OK;
}

static zp_status read_all(zp_read_units *r, char *const *given, size_t given_count, zp_error *err)
{
  zp_intake intake;
  if (zp_intake_read(given, given_count, NULL, NULL, r->arena, &intake, err) != ZP_OK) return err->status;
  if (keep_findings(&r->findings, &intake.findings, err) != ZP_OK) return err->status;
  for (size_t i = 0; i < intake.count; i++)
    if (read_bundle(r, &intake.bundles[i], err) != ZP_OK) return err->status;
  if (r->count > 1) qsort(r->units, r->count, sizeof *r->units, by_code_then_name);
  return ZP_OK;
}

zp_exit zp_read_units_open(const zp_cli *cli, const char *pack, char *const *given,
                           size_t given_count, zp_read_units *out)
{
  zp_error err = { 0 };
  out->arena = zp_arena_new(NULL, 0);
  out->findings.arena = out->arena;
  if (out->arena == NULL) {
    zp_fail_memory(&err);
    return fail(cli, &err, ZP_EXIT_INTERNAL);
  }
  if (open_pack(cli, pack, out, &err) != ZP_OK) return fail(cli, &err, ZP_EXIT_PACK);
  if (read_all(out, given, given_count, &err) != ZP_OK) return fail(cli, &err, ZP_EXIT_INTERNAL);
  if (out->count != 0) return ZP_EXIT_OK;
  zp_read_units_say(cli, out, ZP_OK, false);
  return ZP_EXIT_NO_INPUT;
}

void zp_read_units_close(zp_read_units *units)
{
  zp_host_close(units->host);
  zp_arena_free(units->arena);
}

static size_t say_all(const zp_cli *cli, const zp_findings *findings, zp_status beside, bool quiet)
{
  size_t errors = 0;
  for (size_t i = 0; i < findings->count; i++) {
    if (findings->items[i].status == beside) continue;
    errors += zp_status_severity(findings->items[i].status) == ZP_ERROR;
    if (!quiet) zp_say_finding(cli, &findings->items[i]);
  }
  return errors;
}

size_t zp_read_units_say(const zp_cli *cli, const zp_read_units *units, zp_status beside,
                         bool quiet)
{
  size_t errors = say_all(cli, &units->findings, beside, quiet);
  for (size_t i = 0; i < units->count; i++)
    errors += say_all(cli, &units->units[i].findings, beside, quiet);
  return errors;
}
