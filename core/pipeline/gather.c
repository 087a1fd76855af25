// gather.c: the first stages: bytes -> document -> forms -> submission. A file that cannot be used costs only itself.
#include "pipeline/pipeline.h"

#include <stdlib.h>

#include "base/digest.h"

typedef struct source { zp_input_bytes input; zp_text digest; } source;

static int by_name_then_digest(const void *a, const void *b)
{
  const source *left = a, *right = b;
  int order = zp_text_compare(left->input.name, right->input.name);
  return order != 0 ? order : zp_text_compare(left->digest, right->digest);
}

/// The inputs in an order that does not depend on how they were given.
static source *sorted(const zp_job *job)
{
  source *sources = ZP_TAKE(job->arena, source, job->input_count);
  for (size_t i = 0; sources != NULL && i < job->input_count; i++) {
    sources[i] = (source){ job->inputs[i], zp_digest(job->inputs[i].bytes, job->arena) };
    if (sources[i].digest.ptr == NULL) return NULL;
  }
  if (sources != NULL && job->input_count > 1)
    qsort(sources, job->input_count, sizeof *sources, by_name_then_digest);
  return sources;
}

const zp_reader *zp_surest_reader(const zp_reader *const *readers, zp_text bytes, zp_text name)
{
  const zp_reader *best = NULL;
  int most = 0;
  for (const zp_reader *const *r = readers; *r != NULL && most < ZP_CERTAIN; r++) {
    int claim = (*r)->claims(bytes, name);
    if (claim <= most) continue;
    most = claim;
    best = *r;
  }
  return best;
}

static zp_status read_one(const zp_job *job, const zp_input_bytes *input, zp_sheet *sheet, zp_findings *findings,
                          zp_error *err)
{
  zp_place whole = { .file = input->name };
  zp_document document = { .file = input->name };
  zp_text bytes = input->bytes;
  if (zp_text_blank(bytes)) return zp_fail_with(err, ZP_E_EMPTY_FILE, &whole, "");
  const zp_reader *reader = zp_surest_reader(job->readers, bytes, input->name);
  if (job->encoding != ZP_ENCODING_DETECT && (reader == NULL || reader->plain)) {
    if (zp_encoding_read(bytes, input->name, job->encoding, job->arena, &bytes, err) != ZP_OK) return err->status;
    reader = zp_surest_reader(job->readers, bytes, input->name);
  }
  if (reader == NULL) return zp_fail_with(err, ZP_E_FORMAT, &whole, "");
  if (reader->submit != NULL) {
    zp_submission *records = ZP_TAKE(job->arena, zp_submission, 1);
    if (records == NULL) return zp_fail_memory(err);
    sheet->records = records;
    return reader->submit(bytes, input->name, job->arena, records, err);
  }
  zp_status status = reader->read(bytes, input->name, job->arena, &document, findings, err);
  if (status != ZP_OK) return status;
  return zp_recognise(&document, job->layouts, job->arena, sheet, findings, err);
}

/// The first of the sources before `i` with the same content, or `i`.
static size_t same_content(const source *sources, size_t i)
{
  for (size_t k = 0; k < i; k++)
    if (zp_text_equal(sources[k].digest, sources[i].digest)) return k;
  return i;
}

/// What was sent twice counts once: its rows would only be noise.
static bool is_copy(const source *sources, size_t i, zp_findings *findings)
{
  size_t first = same_content(sources, i);
  zp_text none = { NULL, 0 };
  zp_place whole = { .file = sources[i].input.name };
  if (first == i || zp_text_blank(sources[i].input.bytes)) return false;
  zp_findings_add(findings, ZP_E_FILE_TWICE, &whole, sources[first].input.name, none, none);
  return true;
}

/// They come first, in the order of the names, whatever the order of the inputs was.
static zp_status add_noticed(const zp_job *job, zp_findings *findings)
{
  for (size_t i = 0; job->noticed != NULL && i < job->noticed->count; i++) {
    const zp_finding *f = &job->noticed->items[i];
    zp_findings_add(findings, f->status, &f->place, f->args[0], f->args[1], f->args[2]);
  }
  return findings->lost ? ZP_E_MEMORY : ZP_OK;
}

zp_status zp_gather(const zp_job *job, zp_gathered **out, zp_error *err)
{
  zp_gathered *gathered = ZP_TAKE(job->arena, zp_gathered, 1);
  zp_sheet *sheets = ZP_TAKE(job->arena, zp_sheet, job->input_count);
  source *sources = sorted(job);
  if (gathered == NULL || sheets == NULL || sources == NULL) return zp_fail_memory(err);
  gathered->findings.arena = job->arena;
  if (add_noticed(job, &gathered->findings) != ZP_OK) return zp_fail_memory(err);

  gathered->inputs = ZP_TAKE(job->arena, zp_input_file, job->input_count);
  if (gathered->inputs == NULL) return zp_fail_memory(err);
  for (size_t i = 0; i < job->input_count; i++) {
    const zp_input_bytes *input = &sources[i].input;
    gathered->inputs[i] = (zp_input_file){ input->name, sources[i].digest, input->bytes.len };
    if (is_copy(sources, i, &gathered->findings)) continue;
    zp_error failure = { 0 };
    zp_sheet *sheet = &sheets[gathered->read_count];
    *sheet = (zp_sheet){ 0 };
    if (read_one(job, input, sheet, &gathered->findings, &failure) == ZP_OK) {
      gathered->read_count++;
    } else {
      if (failure.status == ZP_E_MEMORY) return zp_fail_memory(err);
      zp_findings_take(&gathered->findings, &failure);
    }
  }
  *out = gathered;
  return zp_join(sheets, gathered->read_count, job->layouts, job->arena, &gathered->submission,
                 &gathered->unit_findings, &gathered->findings, err);
}
