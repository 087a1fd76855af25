// fuzz_case_table.c: any bytes as a table of cases: every row passes, or fails with a sentence and a place in the file; never a
// crash.
#include <stdint.h>

#include "fuzz_reader.h"
#include "script/testing.h"
#include "small_pack.h"

extern const zp_reader zp_reader_csv;

static zp_host *host;

static void close_host(void)
{
  zp_host_close(host);
}

/// A rule with a parameter of each type, and inputs of each.
#define FUZZED_RULE                                                                                        \
  "--- 一\n-- @basis 测试\n"                                                                               \
  "return { id = 'one', title = 'One', applies = {},\n"                                                    \
  "  params = { floor = { default = 0.5, doc = 'a number' }, on = { default = true, doc = 'a flag' },\n"   \
  "             word = { default = 'x', doc = 'a text' } },\n"                                             \
  "  score = function(actual, target, weight, declared, band, name, op, floor, on, word)\n"                \
  "    if band == 'unmet' then return nil, name .. op .. word end\n"                                       \
  "    if on and declared then return declared end\n"                                                      \
  "    return weight * max(min(actual / target, 1), floor), name\n"                                        \
  "  end,\n"                                                                                               \
  "  examples = { { 'half', { actual = 1, target = 2, weight = 10, band = 'met' }, 5 } } }\n"

static void start(void)
{
  scratch folder;
  zp_error err = { 0 };
  if (host != NULL) return;
  scratch_open(&folder);
  small_pack_write(&folder, SMALL_PACK, FUZZED_RULE);
  if (small_pack_open(&folder, &host, &err) != ZP_OK) abort();
  scratch_close(&folder);
  atexit(close_host);
}

static void check(const zp_example_run *run)
{
  bool told = run->finding != NULL || run->sentence == ZP_W_RULES_EXPECTED || run->sentence == ZP_W_RULES_DEPENDS;
  if (!run->passed && !told) abort();
  if (run->finding == NULL && (run->line == 0 || run->title.len == 0)) abort();
  if (run->finding == NULL) return;
  const zp_finding *finding = run->finding;
  if (finding->status == ZP_OK || finding->place.row == 0 || run->passed) abort();
  if ((size_t)finding->caret_from + finding->caret_bytes > finding->cell.len) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_findings findings = { .arena = arena };
  zp_document document = { .count = 0 };
  zp_error err = { 0 };
  zp_example_run *runs = NULL;
  size_t count = 0;
  if (arena == NULL) abort();
  start();
  zp_case_table table = { .name = ZP_TEXT("one"), .file = ZP_TEXT("one_cases.csv") };
  zp_text bytes = { (const char *)data, size };
  if (zp_reader_csv.read(bytes, table.file, arena, &document, &findings, &err) == ZP_OK && document.count > 0) {
    table.rows = document.blocks[0].rows;
    table.row_count = document.blocks[0].row_count;
  }
  zp_error failure = { 0 };
  if (zp_host_cases(host, &table, arena, &runs, &count, &failure) != ZP_OK || count == 0) abort();
  for (size_t i = 0; i < count; i++) check(&runs[i]);
  zp_arena_free(arena);
  return 0;
}
