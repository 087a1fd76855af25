// test_stored.c: a result file read unit by unit is the result, and every report that reads so writes the same bytes either way.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "failing_allocator.h"
#include "kept_files.h"
#include "plugins/registry.h"
#include "sample_district.h"
#include "sample_result.h"
#include "scratch.h"
#include "store/result_file.h"
#include "store/stored.h"

typedef struct fixture {
  zp_arena *arena;
  scratch folder;
  const char *path;
  zp_result *whole;
  zp_stored stored;
} fixture;

static int setup(void **state)
{
  static fixture f;
  zp_error err = { 0 };
  f = (fixture){ .arena = zp_arena_new(NULL, 0) };
  if (f.arena == NULL) return 1;
  scratch_open(&f.folder);
  zp_text path = zp_text_format(f.arena, "%s/result.msgpack", f.folder.folder);
  const zp_result sample = sample_with_district(sample_result(f.arena), f.arena);
  zp_sink sink = { .arena = f.arena };
  f.path = path.ptr;
  if (zp_result_pack(&sample, &sink, &err) != ZP_OK) return 1;
  zp_text bytes = { sink.bytes, sink.len };
  *state = &f;
  return zp_file_write(f.path, bytes, &err) != ZP_OK || zp_result_unpack(bytes, f.arena, &f.whole, &err) != ZP_OK ||
         zp_stored_open(f.path, f.arena, &f.stored, &err) != ZP_OK;
}

static int teardown(void **state)
{
  fixture *f = *state;
  zp_stored_close(&f->stored);
  scratch_close(&f->folder);
  zp_arena_free(f->arena);
  return 0;
}

static void holds_everything_but_rows(void **state)
{
  fixture *f = *state;
  const zp_result *lean = f->stored.result;
  zp_counts rows = zp_result_counts(f->whole), none = zp_result_counts(lean);
  assert_true(f->whole->unit_count > 1 && rows.scored + rows.unscored + rows.fault > 2);
  assert_memory_equal(&f->stored.rows, &rows, sizeof rows);
  assert_int_equal(none.scored + none.unscored + none.fault, 0);
  assert_int_equal(lean->unit_count, f->whole->unit_count);
  zp_result copy = *lean;
  copy.units = ZP_TAKE(f->arena, zp_unit_result, lean->unit_count);
  for (size_t u = 0; u < lean->unit_count; u++) {
    const zp_unit_result *unit = NULL;
    const char *where = "";
    zp_error err = { 0 };
    assert_int_equal(lean->units[u].project_count, f->whole->units[u].project_count);
    assert_int_equal(lean->units[u].finding_count, f->whole->units[u].finding_count);
    assert_int_equal(zp_stored_unit_read(&f->stored, u, f->arena, &unit, &err), ZP_OK);
    copy.units[u] = *unit;
    if (u + 1 == lean->unit_count && !sample_results_equal(&copy, f->whole, &where)) fail_msg("%s", where);
  }
}

static zp_text written(const zp_report *report, const zp_result *result, const zp_unit_source *units, zp_lang lang, zp_arena *arena)
{
  zp_sink sink = { .arena = arena };
  zp_error err = { 0 };
  const zp_report_options how = { .lang = lang, .units = units };
  assert_int_equal(report->write(result, &how, &sink, &err), ZP_OK);
  return (zp_text){ sink.bytes, sink.len };
}

static void reports_are_the_same(void **state)
{
  fixture *f = *state;
  size_t seen = 0;
  const zp_unit_source units = zp_stored_source(&f->stored);
  for (const zp_report *const *r = zp_reports; *r != NULL; r++) {
    if (!(*r)->by_unit) continue;
    seen++;
    for (int lang = ZP_LANG_ZH; lang <= ZP_LANG_EN; lang++) {
      zp_text one = written(*r, f->whole, NULL, (zp_lang)lang, f->arena);
      zp_text two = written(*r, f->stored.result, &units, (zp_lang)lang, f->arena);
      assert_true(one.len != 0);
      if (!zp_text_equal(one, two)) fail_msg("%s", (*r)->name);
    }
  }
  assert_true(seen >= 4);
}

static void pages_are_the_same(void **state)
{
  fixture *f = *state;
  const zp_unit_source units = zp_stored_source(&f->stored);
  for (const zp_folder_report *const *r = zp_folder_reports; *r != NULL; r++) {
    zp_error err = { 0 };
    static kept_files one, two;
    one = two = (kept_files){ .folder = { kept_files_put }, .arena = f->arena };
    const zp_report_options whole = { .lang = ZP_LANG_ZH }, apart = { .lang = ZP_LANG_ZH, .units = &units };
    assert_true((*r)->by_unit);
    assert_int_equal((*r)->write(f->whole, &whole, f->arena, &one.folder, &err), ZP_OK);
    assert_int_equal((*r)->write(f->stored.result, &apart, f->arena, &two.folder, &err), ZP_OK);
    assert_int_equal(one.count, two.count);
    assert_true(one.count == f->whole->unit_count + 1);
    for (size_t i = 0; i < one.count; i++)
      assert_true(zp_text_equal(one.names[i], two.names[i]) && zp_text_equal(one.bytes[i], two.bytes[i]));
  }
}

/// The file is written into after it was checked: what was checked is not what would be read.
static void changes_are_seen(void **state)
{
  fixture *f = *state;
  zp_error err = { 0 };
  const zp_unit_result *unit = NULL;
  uint64_t at = f->stored.at[1].offset + f->stored.at[1].length / 2;
  FILE *file = fopen(f->path, "r+b");
  assert_non_null(file);
  assert_int_equal(fseek(file, (long)at, SEEK_SET), 0);
  int byte = fgetc(file);
  assert_int_equal(fseek(file, (long)at, SEEK_SET), 0);
  fputc(byte ^ 1, file);
  assert_int_equal(fclose(file), 0);
  assert_int_equal(zp_stored_unit_read(&f->stored, 0, f->arena, &unit, &err), ZP_OK);
  assert_int_equal(zp_stored_unit_read(&f->stored, 1, f->arena, &unit, &err), ZP_E_OPEN);
  assert_string_equal(err.file, "result.msgpack");
  for (const zp_report *const *r = zp_reports; *r != NULL; r++) {
    const zp_unit_source units = zp_stored_source(&f->stored);
    const zp_report_options how = { .units = &units };
    zp_sink sink = { .arena = f->arena };
    zp_error own = { 0 };
    if ((*r)->by_unit) assert_int_equal((*r)->write(f->stored.result, &how, &sink, &own), ZP_E_OPEN);
  }
  zp_stored again;
  err = (zp_error){ 0 };
  zp_status status = zp_stored_open(f->path, f->arena, &again, &err);
  assert_true(status == ZP_E_RESULT_ALTERED || status == ZP_E_RESULT_CORRUPT);
  assert_string_equal(err.file, "result.msgpack");
  assert_int_equal(again.span.file, -1);
  assert_int_equal(truncate(f->path, (off_t)at), 0);
  err = (zp_error){ 0 };
  assert_int_equal(zp_stored_unit_read(&f->stored, 1, f->arena, &unit, &err), ZP_E_OPEN);
}

static void says_when_memory_is_short(void **state)
{
  fixture *f = *state;
  bool opened = false;
  for (size_t n = 1; !opened; n++) {
    failing_allocator memory = { .fail_at = n };
    zp_allocator allocator = allocator_of(&memory);
    zp_arena *arena = zp_arena_new(&allocator, 0);
    zp_stored stored;
    zp_error err = { 0 };
    if (arena == NULL) continue;
    zp_status status = zp_stored_open(f->path, arena, &stored, &err);
    assert_true(status == ZP_OK || status == ZP_E_MEMORY);
    opened = status == ZP_OK;
    if (opened) zp_stored_close(&stored);
    else assert_int_equal(stored.span.file, -1);
    zp_arena_free(arena);
    assert_int_equal(memory.blocks, 0);
  }
}

static void refuses_what_is_not_there(void **state)
{
  fixture *f = *state;
  zp_stored stored;
  zp_error err = { 0 };
  zp_text missing = zp_text_format(f->arena, "%s/none.msgpack", f->folder.folder);
  assert_int_equal(zp_stored_open(missing.ptr, f->arena, &stored, &err), ZP_E_OPEN);
  assert_int_equal(stored.span.file, -1);
  err = (zp_error){ 0 };
  assert_int_equal(zp_stored_open(f->folder.folder, f->arena, &stored, &err), ZP_E_OPEN);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(holds_everything_but_rows, setup, teardown),
    cmocka_unit_test_setup_teardown(reports_are_the_same, setup, teardown),
    cmocka_unit_test_setup_teardown(pages_are_the_same, setup, teardown),
    cmocka_unit_test_setup_teardown(changes_are_seen, setup, teardown),
    cmocka_unit_test_setup_teardown(says_when_memory_is_short, setup, teardown),
    cmocka_unit_test_setup_teardown(refuses_what_is_not_there, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
