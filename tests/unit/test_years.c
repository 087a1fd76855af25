// test_years.c: several years side by side: what is tied together, what a unit's course is called, what is odd about an indicator.
#include <jansson.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "failing_allocator.h"
#include "plugins/reports/years_report.h"
#include "sample_district.h"
#include "sample_result.h"
#include "scratch.h"
#include "store/result_file.h"
#include "store/threads.h"
#include "store/years.h"

enum { YEARS = 4 };

/// Results of up to YEARS years, each in a file of its own.
typedef struct fixture {
  zp_arena *arena;
  scratch folder;
  zp_stored stored[YEARS];
  zp_years_source sources[YEARS];
  size_t count;
} fixture;

static int setup(void **state)
{
  static fixture f;
  f = (fixture){ .arena = zp_arena_new(NULL, 0) };
  scratch_open(&f.folder);
  *state = &f;
  return f.arena == NULL || setlocale(LC_CTYPE, "C.UTF-8") == NULL;
}

static int teardown(void **state)
{
  fixture *f = *state;
  for (size_t i = 0; i < f->count; i++) zp_stored_close(&f->stored[i]);
  scratch_close(&f->folder);
  zp_arena_free(f->arena);
  return 0;
}

static void add_year(fixture *f, const zp_result *result)
{
  zp_error err = { 0 };
  zp_sink sink = { .arena = f->arena };
  zp_text path = zp_text_format(f->arena, "%s/%zu.msgpack", f->folder.folder, f->count);
  assert_int_equal(zp_result_pack(result, &sink, &err), ZP_OK);
  assert_int_equal(zp_file_write(path.ptr, (zp_text){ sink.bytes, sink.len }, &err), ZP_OK);
  assert_int_equal(zp_stored_open(path.ptr, f->arena, &f->stored[f->count], &err), ZP_OK);
  f->sources[f->count] = (zp_years_source){ &f->stored[f->count], zp_text_format(f->arena, "%zu", 2021 + f->count) };
  f->count++;
}

static zp_years years_of(fixture *f)
{
  zp_error err = { 0 };
  zp_years years;
  assert_int_equal(zp_years_make(f->sources, f->count, f->arena, &years, &err), ZP_OK);
  assert_int_equal(years.count, f->count);
  return years;
}

// ---- threads -----------------------------------------------------------------------------------------------------------------

#define N(first, second) { ZP_TEXT_INIT(first), ZP_TEXT_INIT(second) }

static void threads_follow_names(void **state)
{
  fixture *f = *state;
  static const zp_pair_name one[] = { N("1", "a"), N("", "b"), N("3", "c") }, two[] = { N("", "b"), N("3", "renamed"), N("4", "d") },
                            three[] = { N("9", "renamed"), N("1", "a"), N("2", "b") };
  zp_threads threads = { .arena = f->arena };
  zp_error err = { 0 };
  assert_int_equal(zp_threads_add(&threads, 0, one, 3, true, f->arena, &err), ZP_OK);
  assert_int_equal(zp_threads_add(&threads, 1, two, 3, true, f->arena, &err), ZP_OK);
  assert_int_equal(zp_threads_add(&threads, 2, three, 3, true, f->arena, &err), ZP_OK);
  static const size_t wanted[][3] = {
    { 0, ZP_ALONE, 1 }, { 1, 0, 2 }, { 2, 1, ZP_ALONE }, { ZP_ALONE, 2, ZP_ALONE }, { ZP_ALONE, ZP_ALONE, 0 },  // 9 is not 3: strict
  };
  assert_int_equal(threads.count, sizeof wanted / sizeof wanted[0]);
  for (size_t i = 0; i < threads.count; i++) assert_memory_equal(threads.items[i].at, wanted[i], sizeof wanted[i]);
  assert_true(zp_text_equal(threads.items[1].name.first, ZP_TEXT("2")));
  assert_int_equal(threads.items[0].at[ZP_THREAD_LISTS - 1], ZP_ALONE);
}

// ---- a unit through the years --------------------------------------------------------------------------------------------------

static zp_unit_result *unit_with(fixture *f, const char *code, const char *name, int score)
{
  zp_unit_result *unit = ZP_TAKE(f->arena, zp_unit_result, 1);
  *unit = (zp_unit_result){ .code = zp_text_from(code), .name = zp_text_from(name) };
  unit->total = (zp_total){ .known = score >= 0, .graded = score >= 0, .weight = ZP_DEC(100), .scored = ZP_DEC(100) };
  if (score < 0) return unit;
  unit->total.points = unit->total.score = unit->total.score_high = (zp_dec){ score * 100 };  // hundredths
  unit->total.grade = unit->total.grade_high = ZP_TEXT("良");
  return unit;
}

static zp_result result_of(zp_unit_result *units, size_t count)
{
  return (zp_result){ .pack = ZP_TEXT("p"), .pack_version = ZP_TEXT("1"), .units = units, .unit_count = count };
}

static void courses_have_names(void **state)
{
  static const struct { int scores[YEARS]; zp_trend trend; bool has_by; int by; } rows[] = {
    { { 8000, 8199, 8000, 8199 }, ZP_TREND_STEADY, true, 199 },    { { 8000, 8200, 8200, 8200 }, ZP_TREND_RISING, true, 0 },
    { { 8000, -1, -1, 7800 }, ZP_TREND_FALLING, true, -200 },      { { 8000, 9000, 8000, -1 }, ZP_TREND_MIXED, true, -1000 },
    { { -1, 9000, -1, -1 }, ZP_TREND_NONE, false, 0 },             { { -1, -1, -1, -1 }, ZP_TREND_NONE, false, 0 },
    { { 6000, 7000, 8000, 9000 }, ZP_TREND_RISING, true, 1000 },
  };
  fixture *f = *state;
  enum { UNITS = sizeof rows / sizeof rows[0] };
  for (size_t y = 0; y < YEARS; y++) {
    zp_unit_result *units = ZP_TAKE(f->arena, zp_unit_result, UNITS);
    for (size_t i = 0; i < UNITS; i++) units[i] = *unit_with(f, zp_text_format(f->arena, "%zu", i).ptr, "镇", rows[i].scores[y]);
    const zp_result result = result_of(units, UNITS);
    add_year(f, &result);
  }
  zp_years years = years_of(f);
  assert_int_equal(years.unit_count, UNITS);
  for (size_t i = 0; i < UNITS; i++) {
    const zp_unit_years *unit = &years.units[i];
    assert_int_equal(unit->trend, rows[i].trend);
    assert_int_equal(unit->has_by, rows[i].has_by);
    if (unit->has_by) assert_int_equal(unit->by.e4, rows[i].by * 100);
    for (size_t y = 0; y < YEARS; y++) assert_int_equal(unit->years[y].state, rows[i].scores[y] < 0 ? ZP_YEAR_UNKNOWN : ZP_YEAR_KNOWN);
  }
  static const size_t by_trend[ZP_TRENDS] = { 2, 1, 2, 1, 1 };
  assert_memory_equal(years.by_trend, by_trend, sizeof by_trend);
}

/// Why a unit is not there in a year: by roster, by what failed, whose name may be that of its folder; and what is nobody's is absent.
static void what_is_not_there_says_why(void **state)
{
  fixture *f = *state;
  zp_unit_result units[5];
  static const char *const names[5] = { "甲镇人民政府", "乙镇人民政府", "丙镇人民政府", "丁镇人民政府", "戊镇" };
  zp_project_result project = { .name = ZP_TEXT("路"), .place = { .file = ZP_TEXT("丙镇/自评表.csv"), .row = 2, .column = 1 } };
  for (size_t i = 0; i < 5; i++) units[i] = *unit_with(f, "", names[i], 9000);
  units[2].projects = &project;
  units[2].project_count = 1;
  zp_result one = result_of(units, 5), two = result_of(units, 0);
  zp_missing_unit missing[] = { { ZP_TEXT(""), zp_text_from(names[0]), ZP_E_UNIT_MISSING }, { ZP_TEXT(""), zp_text_from(names[1]), ZP_E_UNIT_UNUSABLE } };
  zp_failed_bundle failed[] = { { ZP_TEXT("丙镇"), ZP_TEXT("丙镇/自评表.csv"), ZP_E_BUNDLE_DIED, ZP_TEXT("SIGKILL") },
                                { zp_text_from(names[3]), ZP_TEXT("x"), ZP_E_BUNDLE_LATE, ZP_TEXT("60") } };
  two.has_district = true;
  two.district = (zp_district_result){ .missing = missing, .missing_count = 2, .failed = failed, .failed_count = 2 };
  add_year(f, &one);
  add_year(f, &two);
  zp_years years = years_of(f);
  static const zp_year_state wanted[5] = { ZP_YEAR_SILENT, ZP_YEAR_UNUSABLE, ZP_YEAR_FAILED, ZP_YEAR_FAILED, ZP_YEAR_ABSENT };
  assert_int_equal(years.unit_count, 5);
  for (size_t i = 0; i < 5; i++)
    for (size_t k = 0; k < 5; k++)
      if (zp_text_equal(years.units[i].name, zp_text_from(names[k]))) assert_int_equal(years.units[i].years[1].state, wanted[k]);
}

// ---- indicators ----------------------------------------------------------------------------------------------------------------

static zp_row_result row_of(const char *name, int target, const char *unit, int actual, int points)
{
  zp_row_result row = { .level1 = ZP_TEXT("产出指标"), .level3 = zp_text_from(name), .weight = ZP_DEC(10), .outcome = ZP_SCORED };
  row.target = (zp_value){ .kind = ZP_KIND_NUMBER, .has_number = true, .number = { target, 0 }, .unit = zp_text_from(unit) };
  row.actual = (zp_value){ .kind = ZP_KIND_NUMBER, .has_number = true, .number = { actual, 0 }, .unit = zp_text_from(unit) };
  if (strcmp(unit, "%") == 0) row.target.kind = row.actual.kind = ZP_KIND_PERCENT;
  if (points < 0) row.outcome = ZP_UNSCORED, row.reason = ZP_REASON_ACTUAL_BLANK;
  else row.points = (zp_dec){ points * 10000 };
  return row;
}

static void add_rows(fixture *f, const zp_row_result *rows, size_t count, size_t low)
{
  zp_row_result *own = ZP_TAKE(f->arena, zp_row_result, count);
  zp_project_result *project = ZP_TAKE(f->arena, zp_project_result, 1);
  zp_unit_result *unit = unit_with(f, "1", "镇", 9000);
  zp_finding *finding = ZP_TAKE(f->arena, zp_finding, 2);
  memcpy(own, rows, count * sizeof *own);
  for (size_t i = 0; i < count; i++) own[i].actual_place = (zp_place){ ZP_TEXT("a.csv"), ZP_TEXT(""), (uint32_t)(i + 2), 5 };
  *project = (zp_project_result){ .code = ZP_TEXT("P"), .name = ZP_TEXT("路"), .rows = own, .row_count = count };
  unit->projects = project;
  unit->project_count = 1;
  if (low < count) {
    *finding = (zp_finding){ .status = ZP_E_OVER_FULFILLED, .place = own[low].actual_place, .args = { ZP_TEXT("300"), ZP_TEXT("150") } };
    unit->findings = finding;
    unit->finding_count = 1;
  }
  const zp_result result = result_of(unit, 1);
  add_year(f, &result);
}

static bool has_sign(const zp_years *years, zp_sign sign, const char *name)
{
  for (size_t i = 0; i < years->signs[sign].count; i++)
    if (zp_text_equal(years->signs[sign].items[i].name, zp_text_from(name))) return true;
  return false;
}

static void odd_indicators_are_found(void **state)
{
  fixture *f = *state;
  const zp_row_result one[] = {
    row_of("lost", 10, "", 8, 8),       row_of("kept", 10, "", 10, 10),  row_of("low", 10, "", 30, 10),      row_of("unscored", 10, "", 0, -1),
    row_of("copied", 50, "km", 60, 10), row_of("exact", 50, "", 50, 10), row_of("all", 100, "%", 98, 9),     row_of("zero", 0, "", 1, 0),
    row_of("moved", 50, "", 60, 10),    row_of("healed", 10, "", 8, 8),  row_of("alone", 10, "", 8, 8),
  };
  zp_row_result two[] = {
    row_of("low", 10, "", 40, 10),      row_of("lost", 12, "", 9, 7),    row_of("kept", 11, "", 11, 10),     row_of("unscored", 12, "", 0, -1),
    row_of("copied", 50, "km", 61, 10), row_of("exact", 50, "", 51, 10), row_of("all", 100, "%", 99, 9),     row_of("zero", 0, "", 2, 0),
    row_of("moved", 55, "", 60, 10),    row_of("healed", 10, "", 10, 10),
  };
  add_rows(f, one, sizeof one / sizeof one[0], 2);
  add_rows(f, two, sizeof two / sizeof two[0], 0);
  zp_years years = years_of(f);
  static const struct { const char *name; unsigned signs; } wanted[] = {
    { "lost", 1U << ZP_SIGN_LOST },                             { "kept", 0 },
    { "low", 1U << ZP_SIGN_LOW | 1U << ZP_SIGN_COPIED },        { "unscored", 1U << ZP_SIGN_UNSCORED },
    { "copied", 1U << ZP_SIGN_COPIED },                         { "exact", 0 },  // only the last year's actual is another
    { "all", 1U << ZP_SIGN_LOST },                              { "zero", 1U << ZP_SIGN_LOST },
    { "moved", 0 },  { "healed", 1U << ZP_SIGN_COPIED },        { "alone", 0 },
  };
  for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
    for (int sign = 0; sign < ZP_SIGNS; sign++)
      if (has_sign(&years, (zp_sign)sign, wanted[i].name) != (wanted[i].signs >> sign & 1)) fail_msg("%s: %s", wanted[i].name, zp_sign_name((zp_sign)sign));
  const zp_row_sign *most = &years.signs[ZP_SIGN_LOST].items[0];
  assert_true(zp_text_equal(most->name, ZP_TEXT("zero")));  // 20 points
  assert_int_equal(most->lost.e4, 200000);
  assert_int_equal(years.copied.count, 1);
  assert_int_equal(years.copied.items[0].copied, 3);
  assert_int_equal(years.copied.items[0].of, 8);  // not all, not zero; alone has one year; unscored may be adapted, but says nothing
  assert_int_equal(years.repeat_count, 1);
  assert_int_equal(years.repeats[0].code, ZP_E_OVER_FULFILLED);
}

// ---- telling -------------------------------------------------------------------------------------------------------------------

static void add_samples(fixture *f, size_t count)
{
  const zp_result sample = sample_with_district(sample_result(f->arena), f->arena);
  for (size_t i = 0; i < count; i++) add_year(f, &sample);
}

static void is_told_in_both_languages(void **state)
{
  fixture *f = *state;
  add_samples(f, 3);
  zp_years years = years_of(f);
  for (int lang = ZP_LANG_ZH; lang <= ZP_LANG_EN; lang++)
    for (size_t width = 0; width <= 100; width += 100) {
      const zp_report_options how = { .lang = (zp_lang)lang, .width = width };
      zp_sink sink = { .arena = f->arena };
      zp_error err = { 0 };
      size_t bad;
      assert_int_equal(zp_years_text(&years, &how, &sink, &err), ZP_OK);
      assert_true(zp_text_utf8((zp_text){ sink.bytes, sink.len }, &bad));
      for (size_t i = 0; i < sink.len; i++) assert_true(sink.bytes[i] == '\n' || (unsigned char)sink.bytes[i] >= ' ');
    }
}

static void json_has_everything(void **state)
{
  fixture *f = *state;
  add_samples(f, 3);
  zp_years years = years_of(f);
  zp_sink sink = { .arena = f->arena };
  zp_error err = { 0 };
  assert_int_equal(zp_years_json(&years, &sink, &err), ZP_OK);
  json_t *whole = json_loadb(sink.bytes, sink.len, JSON_REJECT_DUPLICATES, NULL);
  assert_non_null(whole);
  assert_int_equal(json_array_size(json_object_get(whole, "years")), 3);
  assert_int_equal(json_array_size(json_object_get(whole, "units")), years.unit_count);
  assert_int_equal(json_array_size(json_object_get(whole, "repeated_findings")), years.repeat_count);
  for (int sign = 0; sign < ZP_SIGNS; sign++)
    assert_int_equal(json_array_size(json_object_get(json_object_get(whole, "indicators"), zp_sign_name((zp_sign)sign))), years.signs[sign].count);
  assert_int_equal(json_array_size(json_object_get(json_array_get(json_object_get(whole, "units"), 0), "years")), 3);
  json_decref(whole);
}

static void says_when_memory_is_short(void **state)
{
  fixture *f = *state;
  bool done = false;
  add_samples(f, 2);
  for (size_t n = 1; !done; n++) {
    failing_allocator memory = { .fail_at = n };
    zp_allocator allocator = allocator_of(&memory);
    zp_arena *arena = zp_arena_new(&allocator, 0);
    zp_years years;
    zp_error err = { 0 };
    if (arena == NULL) continue;
    zp_status status = zp_years_make(f->sources, f->count, arena, &years, &err);
    assert_true(status == ZP_OK || status == ZP_E_MEMORY);
    done = status == ZP_OK;
    zp_arena_free(arena);
    assert_int_equal(memory.blocks, 0);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(threads_follow_names, setup, teardown),
    cmocka_unit_test_setup_teardown(courses_have_names, setup, teardown),
    cmocka_unit_test_setup_teardown(what_is_not_there_says_why, setup, teardown),
    cmocka_unit_test_setup_teardown(odd_indicators_are_found, setup, teardown),
    cmocka_unit_test_setup_teardown(is_told_in_both_languages, setup, teardown),
    cmocka_unit_test_setup_teardown(json_has_everything, setup, teardown),
    cmocka_unit_test_setup_teardown(says_when_memory_is_short, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
