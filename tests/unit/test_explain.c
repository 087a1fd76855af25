// test_explain.c: every unit, project and row of the sample can be explained in both languages, and says what it rests on.
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "failing_allocator.h"
#include "plugins/reports/explain.h"
#include "sample_result.h"

static zp_text explained(const zp_result *result, zp_selection what, zp_lang lang, zp_arena *arena)
{
  zp_sink sink = { .arena = arena };
  zp_error err = { 0 };
  assert_int_equal(zp_explain(result, &what, lang, &sink, &err), ZP_OK);
  assert_true(sink.len > 0 && sink.bytes[sink.len - 1] == '\n');
  return (zp_text){ sink.bytes, sink.len };
}

/// Kinds, notes, reasons, directions and sources of every name are in the second unit of the sample.
static void everything_can_be_explained(void **state)
{
  size_t count = 0;
  zp_arena *arena = zp_arena_new(NULL, 0);
  const zp_result *result = sample_result(arena);
  (void)state;
  for (int lang = ZP_LANG_ZH; lang <= ZP_LANG_EN; lang++)
    for (size_t u = 0; u < result->unit_count; u++) {
      explained(result, (zp_selection){ u, SIZE_MAX, SIZE_MAX }, (zp_lang)lang, arena);
      for (size_t p = 0; p < result->units[u].project_count; p++) {
        explained(result, (zp_selection){ u, p, SIZE_MAX }, (zp_lang)lang, arena);
        for (size_t r = 0; r < result->units[u].projects[p].row_count; r++, count++)
          explained(result, (zp_selection){ u, p, r }, (zp_lang)lang, arena);
      }
    }
  assert_int_equal(count, 2 * (5 + 2 + ZP_REASON_COUNT + 2));
  zp_arena_free(arena);
}

static const struct { zp_selection what; const char *line; } lines[] = {
  { { 0, SIZE_MAX, SIZE_MAX }, "算式              (52.83 × 113.06 + 100.00 × 45.00) ÷ 158.06 = 10472.9598 ÷ 158.06 = 66.26\n" },
  { { 0, 0, SIZE_MAX }, "算式                9.50 + 16.67 + 26.66 = 52.83\n" },
  { { 0, 0, SIZE_MAX }, "  规则出错          #5\n" },
  { { 0, 0, 2 }, "公式结果                 26.664\n" },
  { { 0, 0, 2 }, "失分                     33.33 − 26.66 = 6.67；实际完成值是指标值的 80.00%\n" },
  { { 0, 0, 2 }, "  declared               —（自评得分）\n" },
  { { 0, 0, 2 }, "自评得分                 33.00，差 -6.34\n" },
  { { 0, 0, 2 }, "  参数                   floor=0.6\n" },
  { { 0, 0, 3 }, "  位置      样例镇绩效文本.txt!表一!G41\n" },
  { { 0, 0, 3 }, "未评        定性结论归不了档\n" },
  { { 0, 0, 4 }, "规则出错    得分 12.5 超过分值 10\n" },
};

static void lines_say_what_points_rest_on(void **state)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  const zp_result *result = sample_result(arena);
  (void)state;
  for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
    zp_text text = explained(result, lines[i].what, ZP_LANG_ZH, arena);
    if (!zp_text_contains(text, zp_text_from(lines[i].line))) fail_msg("no line \"%s\" in\n%.*s", lines[i].line, ZP_ARG(text));
  }
  zp_arena_free(arena);
}

/// What does not follow from the projects is not shown as if it did; equal weights are a plain mean.
static void sums_are_computed_again(void **state)
{
  static const struct { const char *combine; int64_t score; const char *shown; } means[] = {
    { "budget", 662700, "66.27（由规则包另行算出，这里不能写成算式）" },
    { "harmonic", 662600, "66.26（由规则包另行算出，这里不能写成算式）" },
    { "mean", 764200, "(52.83 + 100.00) ÷ 2 = 152.83 ÷ 2 = 76.42" },
  };
  zp_arena *arena = zp_arena_new(NULL, 0);
  const zp_result *sample = sample_result(arena);
  (void)state;
  for (size_t i = 0; i < sizeof means / sizeof means[0]; i++) {
    zp_result result = *sample;
    result.combine = zp_text_from(means[i].combine);
    result.units[0].total.score.e4 = means[i].score;
    zp_text text = explained(&result, (zp_selection){ 0, SIZE_MAX, SIZE_MAX }, ZP_LANG_ZH, arena);
    if (!zp_text_contains(text, zp_text_from(means[i].shown))) fail_msg("%zu: %.*s", i, ZP_ARG(text));
  }
  zp_arena_free(arena);
}

/// Budgets that are all zero, and a single project: what was done is said, not what the pack asks for.
static void means_that_weigh_nothing(void **state)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_result result = *sample_result(arena);
  zp_unit_result *unit = &result.units[0];
  const zp_selection what = { 0, SIZE_MAX, SIZE_MAX };
  (void)state;
  assert_true(zp_text_contains(explained(&result, what, ZP_LANG_ZH, arena), ZP_TEXT("得分×预算数\n")));
  for (size_t i = 0; i < unit->project_count; i++) unit->projects[i].revised.fen = 0;
  unit->total.score.e4 = 764200;
  zp_text text = explained(&result, what, ZP_LANG_ZH, arena);
  assert_true(zp_text_contains(text, ZP_TEXT("合成方式          各项目预算都是零，按得分的简单平均\n")));
  assert_true(zp_text_contains(text, ZP_TEXT("算式              (52.83 + 100.00) ÷ 2 = 152.83 ÷ 2 = 76.42\n")));
  assert_false(zp_text_contains(text, ZP_TEXT("得分×预算数")));
  unit->project_count = 1;
  unit->total.score.e4 = 528300;
  text = explained(&result, what, ZP_LANG_EN, arena);
  assert_true(zp_text_contains(text, ZP_TEXT("the score of the only project\n")));
  assert_true(zp_text_contains(text, ZP_TEXT("Sum                           52.83\n")));
  zp_arena_free(arena);
}

/// Findings are told where they belong: not again further up, nor in rows beside.
static void findings_are_told_once(void **state)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  const zp_result *result = sample_result(arena);
  const zp_unit_result *unit = &result->units[0];
  size_t told = 0;
  (void)state;
  for (size_t p = 0; p <= unit->project_count; p++)
    for (size_t r = 0; r <= (p == unit->project_count ? 0 : unit->projects[p].row_count); r++) {
      bool rows = p < unit->project_count && r < unit->projects[p].row_count;
      zp_selection what = { 0, p == unit->project_count ? SIZE_MAX : p, rows ? r : SIZE_MAX };
      zp_text text = explained(result, what, ZP_LANG_EN, arena);
      for (size_t from = 0, at; (at = zp_text_find(zp_text_slice(text, from, text.len), ZP_TEXT(": error E"))) != SIZE_MAX; told++)
        from += at + 1;
      for (size_t from = 0, at; (at = zp_text_find(zp_text_slice(text, from, text.len), ZP_TEXT(": warning W"))) != SIZE_MAX; told++)
        from += at + 1;
    }
  assert_int_equal(told, unit->finding_count);
  zp_arena_free(arena);
}

/// Whichever request for memory fails: a status, never a text that is not whole.
static void memory_may_run_out_anywhere(void **state)
{
  zp_arena *own = zp_arena_new(NULL, 0);
  const zp_result *result = sample_result(own);
  const zp_selection parts[] = { { 0, SIZE_MAX, SIZE_MAX }, { 0, 0, SIZE_MAX }, { 0, 0, 2 } };
  (void)state;
  for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
    zp_status status = ZP_E_MEMORY;
    for (size_t n = 2; status != ZP_OK; n++) {
      failing_allocator memory = { .fail_at = n };
      zp_allocator allocator = allocator_of(&memory);
      zp_arena *arena = zp_arena_new(&allocator, 0);
      zp_sink sink = { .arena = arena };
      zp_error err = { 0 };
      assert_non_null(arena);
      status = zp_explain(result, &parts[i], ZP_LANG_ZH, &sink, &err);
      assert_true(status == ZP_OK || status == ZP_E_MEMORY);
      zp_arena_free(arena);
      assert_int_equal(memory.blocks, 0);
    }
  }
  zp_arena_free(own);
}

static void every_code_can_be_explained(void **state)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  (void)state;
  for (int status = 1; status < ZP_STATUS_COUNT; status++) {
    zp_sink sink = { .arena = arena };
    zp_error err = { 0 };
    assert_int_equal(zp_explain_code((zp_status)status, ZP_LANG_ZH, &sink, &err), ZP_OK);
    zp_text text = { sink.bytes, sink.len };
    assert_true(zp_text_starts(text, zp_text_from(zp_status_code((zp_status)status))));
    assert_true(zp_text_contains(text, zp_text_from(zp_status_sentence((zp_status)status, ZP_LANG_ZH))));
    assert_true(zp_text_contains(text, zp_text_from(zp_status_sentence((zp_status)status, ZP_LANG_EN))));
  }
  zp_arena_free(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(everything_can_be_explained), cmocka_unit_test(lines_say_what_points_rest_on),
    cmocka_unit_test(means_that_weigh_nothing), cmocka_unit_test(findings_are_told_once),
    cmocka_unit_test(sums_are_computed_again), cmocka_unit_test(memory_may_run_out_anywhere),
    cmocka_unit_test(every_code_can_be_explained),
  };
  setlocale(LC_CTYPE, "C.UTF-8");
  return cmocka_run_group_tests(tests, NULL, NULL);
}
