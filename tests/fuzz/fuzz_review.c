// fuzz_review.c: any bytes through reading, scoring and review, and into the reports of findings: no crash, no lost finding, carets
// inside of their cells, reports of UTF-8. The first bytes up to a form feed are one file, the rest another.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/pipeline.h"
#include "plugins/registry.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void broken(const char *what)
{
  fprintf(stderr, "not so: %s\n", what);
  abort();
}

typedef struct shelf {
  zp_arena *arena;
  zp_host *host;
  zp_layouts layouts;
} shelf;

/// Loaded once: pack and layouts for every input would be most of the time.
static const shelf *opened(void)
{
  static shelf own;
  zp_error err = { 0 };
  zp_text home = ZP_TEXT(ZP_SOURCE "/rules");
  const zp_pack_place place = { ZP_TEXT(ZP_SOURCE "/rules/mof-2020"), ZP_TEXT("mof-2020"), ZP_TEXT(ZP_SOURCE "/rules/lib"), { &home, 1 } };
  if (own.arena != NULL) return &own;
  own.arena = zp_arena_new(NULL, 0);
  if (own.arena == NULL || zp_layouts_load(ZP_TEXT(ZP_SOURCE "/rules/forms"), own.arena, &own.layouts, &err) != ZP_OK ||
      zp_host_open(&place, &own.host, &err) != ZP_OK)
    broken("the pack loads");
  return &own;
}

static void check_findings(const zp_finding *items, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    size_t bad;
    if ((size_t)items[i].caret_from + items[i].caret_bytes > items[i].cell.len) broken("a caret is inside of its cell");
    if (!zp_text_utf8(items[i].cell, &bad)) broken("a cell is UTF-8");
    if (!zp_text_utf8(zp_text_slice(items[i].cell, items[i].caret_from, items[i].cell.len), &bad)) broken("a caret starts at a character");
  }
}

static void write_reports(const zp_result *result, zp_arena *arena)
{
  for (const zp_report *const *report = zp_finding_reports; *report != NULL; report++) {
    zp_sink sink = { .arena = arena };
    zp_error err = { 0 };
    zp_report_options options = { .lang = ZP_LANG_ZH };
    size_t bad;
    if (strcmp((*report)->name, "xlsx") == 0) continue;  // writes a file for every input
    if ((*report)->write(result, &options, &sink, &err) != ZP_OK) broken((*report)->name);
    if (!zp_text_utf8((zp_text){ sink.bytes, sink.len }, &bad)) broken("a report is UTF-8");
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  const shelf *s = opened();
  zp_arena *arena = zp_arena_new(NULL, 0);
  const uint8_t *cut = size == 0 ? NULL : memchr(data, '\f', size);
  size_t first = cut == NULL ? size : (size_t)(cut - data);
  zp_input_bytes inputs[] = { { .name = ZP_TEXT("a"), .bytes = { (const char *)data, first } },
                              { .name = ZP_TEXT("b"), .bytes = { (const char *)data + first, size - first } } };
  zp_result *result = NULL;
  zp_error err = { 0 };
  if (arena == NULL) abort();
  const zp_job job = { .inputs = inputs, .input_count = first == size ? 1 : 2, .readers = zp_readers, .layouts = &s->layouts,
                       .host = s->host, .arena = arena, .review = true };
  if (zp_run(&job, &result, &err) != ZP_OK) broken(zp_status_code(err.status));
  check_findings(result->findings, result->finding_count);
  for (size_t u = 0; u < result->unit_count; u++) check_findings(result->units[u].findings, result->units[u].finding_count);
  write_reports(result, arena);
  zp_arena_free(arena);
  return 0;
}
