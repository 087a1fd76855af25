// test_findings.c: reports of the findings of a result: none is lost, none is added, and hostile texts stay texts.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "failing_allocator.h"
#include "model/aspect.h"
#include "plugins/registry.h"
#include "plugins/reports/remarks.h"
#include "sample_result.h"
#include "town.h"

static zp_text written(const char *format, const zp_result *result, zp_lang lang, zp_arena *arena)
{
  zp_sink sink = { .arena = arena };
  zp_error err = { 0 };
  zp_report_options options = { .lang = lang };
  const zp_report *report = zp_finding_report_named(zp_text_from(format));
  assert_non_null(report);
  if (report->write(result, &options, &sink, &err) != ZP_OK) fail_msg("%s: %s %s", format, zp_status_code(err.status), err.arg[0]);
  return (zp_text){ sink.bytes, sink.len };
}

static size_t findings_of(const zp_result *result)
{
  size_t count = result->finding_count;
  for (size_t u = 0; u < result->unit_count; u++) count += result->units[u].finding_count;
  return count;
}

static size_t occurrences(zp_text text, const char *part)
{
  size_t count = 0, at;
  while ((at = zp_text_find(text, zp_text_from(part))) != SIZE_MAX) {
    count++;
    text = zp_text_slice(text, at + strlen(part), text.len);
  }
  return count;
}

static void every_finding_once(void **state)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  const zp_result *result = sample_result(arena);
  zp_remarks all;
  (void)state;
  assert_int_equal(zp_remarks_make(result, &(zp_report_options){ 0 }, arena, &all, NULL), ZP_OK);
  assert_int_equal(all.count, findings_of(result));
  assert_int_equal(all.by_severity[0] + all.by_severity[1] + all.by_severity[2], all.count);
  size_t by_aspect = 0;
  for (size_t a = 0; a < ZP_ASPECT_COUNT; a++) by_aspect += all.by_aspect[a];
  assert_int_equal(by_aspect, all.count);
  for (int lang = ZP_LANG_ZH; lang <= ZP_LANG_EN; lang++) {
    zp_text text = written("text", result, (zp_lang)lang, arena), junit = written("junit", result, (zp_lang)lang, arena);
    for (size_t i = 0; i < all.count; i++) assert_true(occurrences(text, zp_status_code(all.items[i].finding->status)) > 0);
    assert_int_equal(occurrences(junit, "<failure") + occurrences(junit, "<system-out>"), all.count);
    assert_int_equal(occurrences(junit, "<testsuite "), occurrences(junit, "</testsuite>"));
    assert_int_equal(occurrences(junit, "<testcase"), occurrences(junit, "</testcase>") + occurrences(junit, "\"/>"));
  }
  zp_arena_free(arena);
}

static void json_has_every_member(void **state)
{
  static const char *const keys[] = { "unit", "project", "indicator", "file", "sheet", "row", "column", "code", "severity", "aspect",
                                      "sentence", "cell", "caret", "suggestion" };
  zp_arena *arena = zp_arena_new(NULL, 0);
  const zp_result *result = sample_result(arena);
  zp_text text = written("json", result, ZP_LANG_ZH, arena);
  json_error_t where;
  json_t *whole = json_loadb(text.ptr, text.len, JSON_REJECT_DUPLICATES, &where), *one;
  size_t i;
  (void)state;
  assert_non_null(whole);
  json_t *list = json_object_get(whole, "findings");
  assert_int_equal(json_array_size(list), findings_of(result));
  json_array_foreach(list, i, one)
  {
    assert_int_equal(json_object_size(one), sizeof keys / sizeof keys[0]);
    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) assert_non_null(json_object_get(one, keys[k]));
    assert_int_equal(json_array_size(json_object_get(one, "caret")), 2);
  }
  json_decref(whole);
  zp_arena_free(arena);
}

/// A finding whose texts try to be markup, a formula, or a terminal's command.
static void texts_stay_texts(void **state)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_findings list = { .arena = arena };
  zp_place at = { ZP_TEXT("<a>&\"'.csv"), ZP_TEXT(""), 3, 4 };
  zp_unit_result unit = { .name = ZP_TEXT("=cmd|' /C calc'!A0") };
  zp_result result = { .units = &unit, .unit_count = 1 };
  zp_finding *finding = zp_findings_add(&list, ZP_E_COLUMN_UNKNOWN, &at, ZP_TEXT("]]></failure>\x1B[31m\xEF\xBF\xBE"), at.file, at.file);
  zp_finding_cell(&list, finding, ZP_TEXT("<![CDATA[ &#0; \x01 ]]>"), 0, 0);
  unit.findings = list.items;
  unit.finding_count = list.count;
  (void)state;
  zp_text junit = written("junit", &result, ZP_LANG_ZH, arena);
  assert_int_equal(occurrences(junit, "</failure>"), 1);
  assert_int_equal(occurrences(junit, "<![CDATA["), 0);
  assert_int_equal(occurrences(junit, "&#0;"), 0);
  assert_int_equal(occurrences(junit, "\xEF\xBF\xBE"), 0);
  for (size_t i = 0; i < junit.len; i++) assert_true(junit.ptr[i] == '\n' || (unsigned char)junit.ptr[i] >= 32);
  zp_text text = written("text", &result, ZP_LANG_ZH, arena);
  for (size_t i = 0; i < text.len; i++) assert_true(text.ptr[i] == '\n' || (unsigned char)text.ptr[i] >= 32);
  assert_true(written("xlsx", &result, ZP_LANG_ZH, arena).len > 1000);
  zp_arena_free(arena);
}

/// The bytes depend on the result alone, not on the second they were written in.
static void workbooks_are_equal(void **state)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  const zp_result *result = sample_result(arena);
  (void)state;
  zp_text one = written("xlsx", result, ZP_LANG_ZH, arena);
  sleep(2);
  zp_text two = written("xlsx", result, ZP_LANG_ZH, arena);
  assert_true(zp_text_starts(one, ZP_TEXT("PK\x03\x04")));
  assert_true(zp_text_equal(one, two));
  zp_arena_free(arena);
}

/// W105 and W216 are no objections to a unit that filled in nothing; to one that filled in something they are.
static void goals_alone_are_goals(void **state)
{
  const char *goals = ZP_SOURCE "/tests/data/laozhuangzi-goals.txt", *both[] = { goals, ZP_SOURCE "/tests/data/laozhuangzi-filled.csv" };
  zp_remarks all;
  (void)state;
  town t = town_review("mof-2020", &goals, 1);
  assert_non_null(town_finding(&t, ZP_E_NO_ACTUALS));
  assert_int_equal(zp_remarks_make(t.result, &(zp_report_options){ 0 }, t.arena, &all, NULL), ZP_OK);
  assert_int_equal(all.goals_only, 1);
  for (size_t i = 0; i < all.count; i++) assert_true(all.items[i].finding->status != ZP_E_NO_ACTUALS);
  town_close(&t);
  t = town_review("mof-2020", both, 2);
  assert_int_equal(zp_remarks_make(t.result, &(zp_report_options){ 0 }, t.arena, &all, NULL), ZP_OK);
  assert_int_equal(all.goals_only, 0);
  bool blank = false;
  for (size_t i = 0; i < all.count; i++) blank = blank || all.items[i].finding->status == ZP_E_ACTUAL_BLANK;
  assert_true(blank);
  town_close(&t);
}

static void memory_may_run_out(void **state)
{
  static const char *const formats[] = { "text", "junit" };
  zp_arena *own = zp_arena_new(NULL, 0);
  const zp_result *result = sample_result(own);
  size_t failed = 0;
  (void)state;
  for (size_t f = 0; f < 2; f++) {
    zp_status status = ZP_E_MEMORY;
    for (size_t n = 2; status != ZP_OK; n++) {
      failing_allocator memory = { .fail_at = n };
      zp_allocator allocator = allocator_of(&memory);
      zp_arena *arena = zp_arena_new(&allocator, 0);
      zp_sink sink = { .arena = arena };
      zp_error err = { 0 };
      zp_report_options options = { .lang = ZP_LANG_ZH };
      assert_non_null(arena);
      status = zp_finding_report_named(zp_text_from(formats[f]))->write(result, &options, &sink, &err);
      assert_true(status == ZP_OK || status == ZP_E_MEMORY);
      failed += status != ZP_OK;
      zp_arena_free(arena);
      assert_int_equal(memory.blocks, 0);
    }
  }
  assert_true(failed > 0);
  zp_arena_free(own);
}

/// Every status of the review's own codes goes under a heading of its own.
static void reviews_have_headings(void **state)
{
  (void)state;
  for (int i = 1; i < ZP_STATUS_COUNT; i++) {
    const char *digits = zp_status_code((zp_status)i) + 1;
    zp_aspect aspect = zp_aspect_of((zp_status)i);
    bool goals = strcmp(digits, "260") >= 0 && strcmp(digits, "300") < 0, filled = strcmp(digits, "320") >= 0 && strcmp(digits, "360") < 0;
    if (goals && aspect > ZP_ASPECT_FEASIBLE) fail_msg("%s: %s", zp_status_code((zp_status)i), zp_aspect_name(aspect));
    if (filled && aspect == ZP_ASPECT_MATERIAL) fail_msg("%s: %s", zp_status_code((zp_status)i), zp_aspect_name(aspect));
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_finding_once),  cmocka_unit_test(json_has_every_member), cmocka_unit_test(texts_stay_texts),
    cmocka_unit_test(workbooks_are_equal), cmocka_unit_test(goals_alone_are_goals), cmocka_unit_test(memory_may_run_out),
    cmocka_unit_test(reviews_have_headings),
  };
  return cmocka_run_group_tests_name("findings", tests, NULL, NULL);
}
