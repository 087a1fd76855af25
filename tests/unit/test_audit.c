// test_audit.c: declared points against computed ones: what is in doubt, what is at stake, in which order.
#include <jansson.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "failing_allocator.h"
#include "plugins/reports/audit.h"
#include "sample_result.h"

static int setup(void **state)
{
  *state = zp_arena_new(NULL, 0);
  return *state == NULL || setlocale(LC_CTYPE, "C.UTF-8") == NULL;
}

static int teardown(void **state)
{
  zp_arena_free(*state);
  return 0;
}

/// weight 10, hundredths of points; computed < 0: not scored; declared < 0: none.
static zp_row_result row_of(const char *name, int computed, int declared, uint32_t line)
{
  zp_row_result row = { .level3 = zp_text_from(name), .weight = ZP_DEC(10), .outcome = computed < 0 ? ZP_UNSCORED : ZP_SCORED,
                        .has_declared = declared >= 0, .place = { ZP_TEXT("a.csv"), ZP_TEXT(""), line, 3 } };
  if (computed >= 0) row.points = (zp_dec){ computed * 100 };
  if (declared >= 0) row.declared = (zp_dec){ declared * 100 };
  return row;
}

static zp_finding finding_at(zp_status code, uint32_t line)
{
  return (zp_finding){ .status = code, .place = { ZP_TEXT("a.csv"), ZP_TEXT(""), line, 8 } };
}

static void doubts_and_stakes(void **state)
{
  zp_row_result rows[] = {
    row_of("agrees", 1000, 1000, 2), row_of("differs", 800, 950, 3), row_of("no basis", -1, 700, 4), row_of("silent", -1, -1, 5),
    row_of("unexplained", 600, 600, 6), row_of("missed", 500, 1000, 7), row_of("over", 1000, 1200, 8), row_of("nothing", -1, 0, 9),
  };
  zp_finding findings[] = { finding_at(ZP_E_LOSS_UNEXPLAINED, 6), finding_at(ZP_E_FULL_THOUGH_MISSED, 7), finding_at(ZP_E_POINTS_OVER, 8),
                            finding_at(ZP_E_TOTAL_DIFFERS, 10), finding_at(ZP_E_ACTUAL_BLANK, 4) };
  zp_project_result project = { .name = ZP_TEXT("路"), .place = { ZP_TEXT("a.csv"), ZP_TEXT(""), 1, 1 }, .rows = rows, .row_count = 8 };
  zp_unit_result units[] = { { .name = ZP_TEXT("无疑"), .year = 2024 },
                             { .name = ZP_TEXT("镇"), .projects = &project, .project_count = 1, .findings = findings, .finding_count = 5 } };
  const zp_result result = { .units = units, .unit_count = 2 };
  zp_audit audit;
  zp_error err = { 0 };
  assert_int_equal(zp_audit_make(&result, *state, &audit, &err), ZP_OK);
  static const struct { const char *name; unsigned doubts; int64_t stake; } wanted[] = {
    { "no basis", 1U << ZP_DOUBT_NO_BASIS, 70000 },
    { "missed", 1U << ZP_DOUBT_DIFFERS | 1U << ZP_DOUBT_MISSED, 50000 },
    { "unexplained", 1U << ZP_DOUBT_UNEXPLAINED, 40000 },
    { "over", 1U << ZP_DOUBT_DIFFERS | 1U << ZP_DOUBT_OVER, 20000 },
    { "differs", 1U << ZP_DOUBT_DIFFERS, 15000 },
  };
  assert_int_equal(audit.row_count, sizeof wanted / sizeof wanted[0]);
  for (size_t i = 0; i < audit.row_count; i++) {
    if (!zp_text_equal(audit.rows[i].row->level3, zp_text_from(wanted[i].name))) fail_msg("%zu is not %s", i, wanted[i].name);
    assert_int_equal(audit.rows[i].doubts, wanted[i].doubts);
    assert_int_equal(audit.rows[i].stake.e4, wanted[i].stake);
  }
  assert_int_equal(audit.unit_count, 1);
  assert_int_equal(audit.units[0].unit, 1);
  assert_int_equal(audit.project_count, 1);
  const zp_audit_sum *sums[] = { &audit.all, &audit.units[0], &audit.projects[0] };
  for (size_t i = 0; i < 3; i++) {
    assert_int_equal(sums[i]->rows, 7);
    assert_int_equal(sums[i]->compared, 5);
    assert_int_equal(sums[i]->agree, 2);
    assert_int_equal(sums[i]->declared.e4, 475000);
    assert_int_equal(sums[i]->computed.e4, 390000);
    assert_int_equal(sums[i]->stake.e4, 195000);
    assert_int_equal(sums[i]->totals, 1);
    assert_int_equal(sums[i]->by_doubt[ZP_DOUBT_DIFFERS], 3);
  }
}

static void is_told_and_parsed(void **state)
{
  const zp_result *result = sample_result(*state);
  zp_audit audit;
  zp_error err = { 0 };
  assert_int_equal(zp_audit_make(result, *state, &audit, &err), ZP_OK);
  for (int lang = ZP_LANG_ZH; lang <= ZP_LANG_EN; lang++) {
    const zp_report_options how = { .lang = (zp_lang)lang };
    zp_sink sink = { .arena = *state };
    size_t bad;
    assert_int_equal(zp_audit_text(&audit, &how, &sink, &err), ZP_OK);
    assert_true(sink.len > 0 && zp_text_utf8((zp_text){ sink.bytes, sink.len }, &bad));
  }
  zp_sink sink = { .arena = *state };
  assert_int_equal(zp_audit_json(&audit, &sink, &err), ZP_OK);
  json_t *whole = json_loadb(sink.bytes, sink.len, JSON_REJECT_DUPLICATES, NULL);
  assert_non_null(whole);
  assert_int_equal(json_array_size(json_object_get(whole, "rows")), audit.row_count);
  assert_int_equal(json_array_size(json_object_get(whole, "units")), audit.unit_count);
  json_decref(whole);
}

static void says_when_memory_is_short(void **state)
{
  const zp_result *result = sample_result(*state);
  bool done = false;
  for (size_t n = 1; !done; n++) {
    failing_allocator memory = { .fail_at = n };
    zp_allocator allocator = allocator_of(&memory);
    zp_arena *arena = zp_arena_new(&allocator, 0);
    zp_audit audit;
    zp_error err = { 0 };
    if (arena == NULL) continue;
    zp_status status = zp_audit_make(result, arena, &audit, &err);
    assert_true(status == ZP_OK || status == ZP_E_MEMORY);
    done = status == ZP_OK;
    zp_arena_free(arena);
    assert_int_equal(memory.blocks, 0);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(doubts_and_stakes, setup, teardown),
    cmocka_unit_test_setup_teardown(is_told_and_parsed, setup, teardown),
    cmocka_unit_test_setup_teardown(says_when_memory_is_short, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
