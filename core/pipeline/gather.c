// gather.c: the first stages: bytes -> document -> forms -> submission. A file that cannot be used costs only itself.
#include "pipeline/pipeline.h"

#include <stdlib.h>

#include "base/digest.h"
#include "form/lexicon.h"

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
    sources[i] = (source){ job->inputs[i], job->inputs[i].digest };
    if (sources[i].digest.len == 0) sources[i].digest = zp_digest(job->inputs[i].bytes, job->arena);
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

zp_status zp_choose_reader(const zp_reader *const *readers, zp_encoding encoding, zp_text name, zp_arena *arena, zp_text *bytes,
                           const zp_reader **out, zp_error *err)
{
  zp_place whole = { .file = name };
  *out = NULL;
  if (zp_text_blank(*bytes)) return zp_fail_with(err, ZP_E_EMPTY_FILE, &whole, "");
  *out = zp_surest_reader(readers, *bytes, name);
  if (encoding != ZP_ENCODING_DETECT && (*out == NULL || (*out)->plain)) {
    if (zp_encoding_read(*bytes, name, encoding, arena, bytes, err) != ZP_OK) return err->status;
    *out = zp_surest_reader(readers, *bytes, name);
  }
  return *out == NULL ? zp_fail_with(err, ZP_E_FORMAT, &whole, "") : ZP_OK;
}

/// The layouts' words as keys: all of them once a document was read, else only those that units are
/// joined by.
typedef struct words {
  zp_lexicon lexicon;
  bool all;
} words;

static zp_status need_words(const zp_job *job, words *w, bool all, zp_error *err)
{
  bool made = job->lexicon != NULL || w->lexicon.layouts != NULL;
  if (made && (w->all || !all || job->lexicon != NULL)) return ZP_OK;
  w->all = all;
  if (all) return zp_lexicon_make(job->layouts, job->arena, &w->lexicon, err);
  return zp_lexicon_make_names(job->layouts, job->arena, &w->lexicon, err);
}

static const zp_lexicon *lexicon_of(const zp_job *job, const words *w)
{
  return job->lexicon != NULL ? job->lexicon : &w->lexicon;
}

static zp_status read_one(const zp_job *job, const zp_input_bytes *input, words *w, zp_sheet *sheet,
                          zp_findings *findings, zp_error *err)
{
  zp_document document = { .file = input->name };
  zp_text bytes = input->bytes;
  const zp_reader *reader;
  if (zp_choose_reader(job->readers, job->encoding, input->name, job->arena, &bytes, &reader, err) != ZP_OK) return err->status;
  if (reader->submit != NULL) {
    zp_submission *records = ZP_TAKE(job->arena, zp_submission, 1);
    if (records == NULL) return zp_fail_memory(err);
    sheet->records = records;
    return reader->submit(bytes, input->name, job->arena, records, err);
  }
  zp_status status = reader->read(bytes, input->name, job->arena, &document, findings, err);
  if (status != ZP_OK || need_words(job, w, true, err) != ZP_OK)
    return status != ZP_OK ? status : err->status;
  return zp_recognise_with(&document, lexicon_of(job, w), job->arena, sheet, findings, err);
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
  words w = { .all = false };
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
    if (read_one(job, input, &w, sheet, &gathered->findings, &failure) == ZP_OK) {
      gathered->read_count++;
    } else {
      if (failure.status == ZP_E_MEMORY) return zp_fail_memory(err);
      zp_findings_take(&gathered->findings, &failure);
    }
  }
  *out = gathered;
  if (need_words(job, &w, false, err) != ZP_OK) return err->status;
  return zp_join_with(sheets, gathered->read_count, lexicon_of(job, &w), job->arena, &gathered->submission,
                      &gathered->unit_findings, &gathered->findings, err);
}
