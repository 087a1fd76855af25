// test_roster.c: lists of units as people keep them, and who of them came.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "failing_allocator.h"
#include "form/roster.h"
#include "forms.h"
#include "pipeline/pipeline.h"
#include "plugins/registry.h"

typedef struct place_of_test {
  forms forms;
  zp_lexicon lexicon;
  zp_roster roster;
  zp_error err;
} place_of_test;

static int setup(void **state)
{
  place_of_test *t = calloc(1, sizeof *t);
  if (t == NULL) return 1;
  forms_open(&t->forms);
  *state = t;
  return zp_lexicon_make(&t->forms.layouts, t->forms.arena, &t->lexicon, &t->err) != ZP_OK;
}

static int teardown(void **state)
{
  place_of_test *t = *state;
  forms_close(&t->forms);
  free(t);
  return 0;
}

static zp_status read_into(place_of_test *t, const char *text, zp_arena *arena, zp_error *err)
{
  zp_document document = { .file = ZP_TEXT("名册.csv") };
  zp_findings noticed = { .arena = arena };
  zp_text bytes = zp_text_from(text);
  const zp_reader *reader = zp_surest_reader(zp_readers, bytes, document.file);
  assert_non_null(reader);
  if (reader->read(bytes, document.file, arena, &document, &noticed, err) != ZP_OK) return err->status;
  return zp_roster_read(&document, &t->lexicon, arena, &t->roster, err);
}

static zp_status read_text(place_of_test *t, const char *text)
{
  t->err = (zp_error){ 0 };
  return read_into(t, text, t->forms.arena, &t->err);
}

static void lists_are_read_as_people_keep_them(void **state)
{
  static const struct { const char *text; size_t count; const char *code, *name; } cases[] = {
    { "单位编码,单位名称\n01,甲镇\n02,乙镇\n", 2, "01", "甲镇" },
    { "\xEF\xBB\xBF序号,单位名称,联系人\n1, 甲镇 ,张三\n2,乙镇,\n", 2, "", "甲镇" },
    { "老庄子区应报单位,\n部门名称,部门编码\n甲镇,01\n,\n乙镇,02\n", 2, "01", "甲镇" },
    { "单位代码,备注\n01,\n", 1, "01", "" },
    { "单位名称\n甲镇\n乙镇\n丙镇\n", 3, "", "甲镇" },
    { "单位名称;单位编码\n甲镇;01\n", 1, "01", "甲镇" },
  };
  place_of_test *t = *state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    if (read_text(t, cases[i].text) != ZP_OK) fail_msg("case %zu: %s", i, zp_status_code(t->err.status));
    if (t->roster.count != cases[i].count) fail_msg("case %zu: %zu units", i, t->roster.count);
    assert_true(reads(t->roster.units[0].code, cases[i].code));
    assert_true(reads(t->roster.units[0].name, cases[i].name));
    assert_int_equal(t->roster.findings.count, 0);
  }
}

static void what_is_no_list_is_refused(void **state)
{
  static const char *const texts[] = { "甲镇,01\n乙镇,02\n", "单位编码,单位名称\n", "单位名称\n", "三级指标,实际完成值\n道路,5\n" };
  place_of_test *t = *state;
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    zp_status status = read_text(t, texts[i]);
    if (status != ZP_E_ROSTER_FORM) fail_msg("case %zu: status %d, %zu units", i, (int)status, t->roster.count);
    assert_string_equal(t->err.file, "名册.csv");
  }
}

static void a_unit_that_is_there_twice_counts_once(void **state)
{
  place_of_test *t = *state;
  assert_int_equal(read_text(t, "单位编码,单位名称\n01,甲镇\n01,甲镇人民政府\n,甲镇\n02,甲镇\n,乙镇\n,乙 镇\n"), ZP_OK);
  assert_int_equal(t->roster.count, 3);  // 甲镇 with two codes are two
  assert_int_equal(count_of(&t->roster.findings, ZP_E_ROSTER_TWICE), 3);
  assert_int_equal(finding_of(&t->roster.findings, ZP_E_ROSTER_TWICE, 0)->place.row, 3);
}

static void the_code_decides_then_the_name(void **state)
{
  static const struct { const char *code, *name; size_t unit; } cases[] = {
    { "01", "别的名字", 0 },     { "０1", "", 0 },        { "", "甲镇", 0 },        { "", "甲镇人民政府", 0 },
    { "99", "甲镇", SIZE_MAX },  { "99", "丙局", 2 },     { "", "丙 局", 2 },       { "02", "甲镇", 1 },
    { "", "丁镇", SIZE_MAX },    { "", "", SIZE_MAX },
  };
  place_of_test *t = *state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    assert_int_equal(read_text(t, "单位编码,单位名称\n01,甲镇\n02,乙镇\n,丙局\n"), ZP_OK);
    assert_int_equal(zp_roster_meet(&t->roster, zp_text_from(cases[i].code), zp_text_from(cases[i].name), &t->err), ZP_OK);
    for (size_t u = 0; u < t->roster.count; u++)
      if ((t->roster.units[u].state == ZP_ROSTER_SCORED) != (u == cases[i].unit)) fail_msg("case %zu, unit %zu", i, u);
    assert_int_equal(count_of(&t->roster.findings, ZP_E_UNIT_UNLISTED), cases[i].unit == SIZE_MAX);
  }
}

/// Whether files came of those without a result is told by the names of files and bundles.
static void what_was_heard_tells_silence_from_failure(void **state)
{
  static const struct { zp_status status; const char *file, *bundle; zp_status told; } cases[] = {
    { ZP_E_OPEN, "别处/表.csv", "", ZP_E_UNIT_MISSING },
    { ZP_E_ENCODING, "0102-老庄子镇人民政府/表.csv", "", ZP_E_UNIT_UNUSABLE },
    { ZP_E_FORMAT, "镇里/老庄子镇_填报表.xlsx", "", ZP_E_UNIT_UNUSABLE },
    { ZP_E_EMPTY_FILE, "0102.csv", "", ZP_E_UNIT_UNUSABLE },
    { ZP_E_BUNDLE_DIED, "", "0102-老庄子镇", ZP_OK },
    { ZP_E_BUNDLE_LATE, "", "甲镇+老庄子镇", ZP_OK },
    { ZP_E_BUNDLE_REFUSED, "老庄子镇/a.csv", "别名", ZP_OK },
    { ZP_E_ENCODING, "01021-小老庄子镇/表.csv", "", ZP_E_UNIT_MISSING },
  };
  place_of_test *t = *state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    const zp_finding heard = { .status = cases[i].status, .place = { .file = zp_text_from(cases[i].file) },
                               .args = { zp_text_from(cases[i].bundle) } };
    assert_int_equal(read_text(t, "单位编码,单位名称\n0102,老庄子镇\n"), ZP_OK);
    assert_int_equal(zp_roster_hear(&t->roster, &heard, 1, &t->err), ZP_OK);
    assert_int_equal(zp_roster_close(&t->roster, &t->err), ZP_OK);
    assert_int_equal(t->roster.findings.count, cases[i].told != ZP_OK);
    if (cases[i].told == ZP_OK) continue;
    const zp_finding *told = &t->roster.findings.items[0];
    if (told->status != cases[i].told) fail_msg("case %zu: %s", i, zp_status_code(told->status));
    assert_true(reads(told->args[0], "老庄子镇") && reads(told->args[1], "0102"));
    assert_int_equal(told->place.row, 2);
  }
}

static void every_lack_of_memory_is_reported(void **state)
{
  static const zp_finding heard = { .status = ZP_E_ENCODING, .place = { .file = ZP_TEXT_INIT("乙镇/表.csv") } };
  place_of_test *t = *state;
  size_t n = 1;
  for (;; n++) {
    failing_allocator memory = { .fail_at = n };
    zp_allocator allocator = allocator_of(&memory);
    zp_arena *arena = zp_arena_new(&allocator, 0);
    zp_error err = { 0 };
    if (arena == NULL) continue;
    zp_status status = read_into(t, "单位编码,单位名称\n01,甲镇\n02,乙镇\n02,乙镇\n03,丙镇\n", arena, &err);
    if (status == ZP_OK) status = zp_roster_meet(&t->roster, ZP_TEXT("09"), ZP_TEXT("生镇"), &err);
    if (status == ZP_OK) status = zp_roster_hear(&t->roster, &heard, 1, &err);
    if (status == ZP_OK) status = zp_roster_close(&t->roster, &err);
    if (status == ZP_OK) assert_int_equal(t->roster.findings.count, 5);
    zp_arena_free(arena);
    assert_int_equal(memory.blocks, 0);
    if (status == ZP_OK) break;
    assert_int_equal(status, ZP_E_MEMORY);
    assert_true(n < 1000);
  }
  assert_true(n > 1);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(lists_are_read_as_people_keep_them, setup, teardown),
    cmocka_unit_test_setup_teardown(what_is_no_list_is_refused, setup, teardown),
    cmocka_unit_test_setup_teardown(a_unit_that_is_there_twice_counts_once, setup, teardown),
    cmocka_unit_test_setup_teardown(the_code_decides_then_the_name, setup, teardown),
    cmocka_unit_test_setup_teardown(what_was_heard_tells_silence_from_failure, setup, teardown),
    cmocka_unit_test_setup_teardown(every_lack_of_memory_is_reported, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
