// test_reader_memory.c: every request for memory that readers of tables make fails once: they say
// so, and give no half document.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "failing_allocator.h"
#include "filled_files.h"
#include "reading.h"

extern const zp_reader zp_reader_xls, zp_reader_html, zp_reader_xml_workbook;

static built load(const char *path)
{
  built out = { 0 };
  char room[4096];
  FILE *file = fopen(path, "rb");
  if (file == NULL) return out;
  for (size_t got; (got = fread(room, 1, sizeof room, file)) > 0;) built_put(&out, room, got);
  fclose(file);
  return out;
}

/// How many requests failed before none did.
static size_t fail_all(const zp_reader *reader, zp_text bytes)
{
  reading whole = reading_of(reader, "a", bytes);
  zp_text expected = reading_sketch(&whole);
  size_t failures = 0;
  assert_int_equal(whole.status, ZP_OK);
  for (size_t n = 1;; n++, failures++) {
    failing_allocator failing = { .fail_at = n };
    zp_allocator allocator = { failing_call, &failing };
    reading r = { .arena = zp_arena_new(&allocator, 0) };
    r.findings.arena = r.arena;
    zp_status status = r.arena == NULL ? ZP_E_MEMORY
                                       : reader->read(bytes, ZP_TEXT("a"), r.arena, &r.document,
                                                      &r.findings, &r.err);
    bool done = status == ZP_OK && !r.findings.lost;
    bool all = failing.requests < n;
    failing.fail_at = 0;
    if (done && all && !zp_text_equal(reading_sketch(&r), expected))
      fail_msg("%s: another document", reader->name);
    if (status != ZP_OK && status != ZP_E_MEMORY)
      fail_msg("%s: %s at request %zu", reader->name, zp_status_code(status), n);
    zp_arena_free(r.arena);
    if (done && all) break;
    if (done) fail_msg("%s: request %zu failed unnoticed", reader->name, n);
  }
  reading_close(&whole);
  return failures;
}

static void says_that_memory_is_short(void **state)
{
  (void)state;
  static const struct {
    filled_kind kind;
    const zp_reader *reader;
  } files[] = {
    { FILLED_GB18030, &zp_reader_csv }, { FILLED_SEMICOLONS, &zp_reader_csv },
    { FILLED_HTML, &zp_reader_html },   { FILLED_XML, &zp_reader_xml_workbook },
    { FILLED_XLS, &zp_reader_xls },
  };
  built csv = load(ZP_SOURCE "/tests/data/laozhuangzi-filled.csv");
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    built made;
    filled_make(files[i].kind, built_text(&csv), &made);
    assert_true(fail_all(files[i].reader, built_text(&made)) >= 1);
    free(made.data);
  }
  free(csv.data);
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(says_that_memory_is_short) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
