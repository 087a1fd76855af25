// test_compare.c: every figure that differs between two results is found and named.
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "failing_allocator.h"
#include "sample_result.h"
#include "split_result.h"
#include "store/compare.h"
#include "store/result_file.h"

static zp_result *copy_of(const zp_result *result, zp_arena *arena)
{
  zp_error err = { 0 };
  zp_result *copy = NULL;
  assert_int_equal(zp_result_unpack(split_packed(result, arena), arena, &copy, &err), ZP_OK);
  return copy;
}

static void equal_results_have_no_difference(void **state)
{
  (void)state;
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_differences d;
  zp_error err = { 0 };
  const zp_result *sample = sample_result(arena);
  zp_result *other = copy_of(sample, arena);
  other->version = ZP_TEXT("9.9");
  other->shard = ZP_TEXT("1/2");
  other->plan = ZP_TEXT("of the run");
  assert_int_equal(zp_result_compare(sample, other, arena, &d, &err), ZP_OK);
  assert_int_equal(d.total, 0);
  assert_int_equal(d.units, 0);
  zp_arena_free(arena);
}

static const struct { const char *path, *stored, *fresh; size_t total, units; } wanted[] = {
  { "样例镇人民政府: total.points", "66.26", "66.27", 1, 1 },
  { "样例镇人民政府/道路修缮/工程验收合格率: points", "26.66", "26.65", 1, 1 },
  { "样例镇人民政府/道路修缮/工程验收合格率: actual.value", "76", "67", 1, 1 },
  { "样例镇人民政府/道路修缮/修缮道路长度: actual.notes", "unit_from_column", "unit_completed", 1, 1 },
  { "样例镇人民政府/道路修缮: revised", "1130600.00", "1130600.01", 1, 1 },
  { "样例镇人民政府/道路修缮/群众满意度", "群众满意度", "", 1, 1 },
  { "样例镇人民政府/道路修缮/工程验收合格率/target: value", "95", "96", 1, 1 },
  { "样例镇绩效文本.txt: digest", "00ff", "00fe", 1, 0 },
  { "execution: params", "", "x=1", 1, 0 },
  { "unscored_policy", "withhold", "zero", 1, 0 },
  { "样例镇人民政府", "样例镇人民政府", "", 1, 1 },
};

static void change(zp_result *result, size_t i)
{
  zp_unit_result *unit = &result->units[0];
  zp_project_result *project = &unit->projects[0];
  switch (i) {
    case 0: unit->total.points.e4 += 100; break;
    case 1: project->rows[2].points.e4 -= 100; break;
    case 2: project->rows[2].actual.number.digits = 67; break;
    case 3: project->rows[1].actual.notes = ZP_NOTE_UNIT_COMPLETED; break;
    case 4: project->revised.fen++; break;
    case 5: project->row_count--; break;
    case 6: project->rows[2].given[1].value = ZP_TEXT("96"); break;
    case 7: result->inputs[0].digest = ZP_TEXT("00fe"); break;
    case 8: result->rules[0].params = ZP_TEXT("x=1"); break;
    case 9: result->unscored_policy = ZP_TEXT("zero"); break;
    default: result->units++, result->unit_count--; break;
  }
}

static bool says(zp_text text, const char *said)
{
  return zp_text_equal(text, zp_text_from(said));
}

static void every_change_is_named_with_both_values(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
    zp_arena *arena = zp_arena_new(NULL, 0);
    zp_differences d;
    zp_error err = { 0 };
    const zp_result *sample = sample_result(arena);
    zp_result *other = copy_of(sample, arena);
    change(other, i);
    assert_int_equal(zp_result_compare(sample, other, arena, &d, &err), ZP_OK);
    if (d.total != wanted[i].total || d.count == 0 || d.units != wanted[i].units) fail_msg("%zu: %zu differences", i, d.total);
    if (!says(d.items[0].path, wanted[i].path) || !says(d.items[0].stored, wanted[i].stored) ||
        !says(d.items[0].fresh, wanted[i].fresh))
      fail_msg("%zu: %.*s: %.*s, %.*s", i, ZP_ARG(d.items[0].path), ZP_ARG(d.items[0].stored), ZP_ARG(d.items[0].fresh));
    assert_int_equal(zp_result_compare(other, sample, arena, &d, &err), ZP_OK);  // and the other way round
    assert_int_equal(d.total, wanted[i].total);
    zp_arena_free(arena);
  }
}

static void units_are_paired_by_name_and_the_list_is_bounded(void **state)
{
  (void)state;
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_differences d;
  zp_error err = { 0 };
  enum { UNITS = 1500 };
  zp_result *whole = split_whole(UNITS, arena), part = *whole, other = *whole;
  part.units++, part.unit_count--;
  assert_int_equal(zp_result_compare(whole, &part, arena, &d, &err), ZP_OK);
  assert_int_equal(d.total, 1);
  other.unit_count = 0;
  assert_int_equal(zp_result_compare(&other, whole, arena, &d, &err), ZP_OK);
  assert_int_equal(d.total, UNITS);
  assert_int_equal(d.count, ZP_DIFFERENCES_MOST);
  assert_int_equal(d.units, UNITS);
  zp_arena_free(arena);
}

static void every_lack_of_memory_is_reported(void **state)
{
  (void)state;
  zp_arena *own = zp_arena_new(NULL, 0);
  zp_result *whole = split_whole(200, own), other = *whole;
  size_t n = 1;
  other.unit_count = 0;
  for (;; n++) {
    failing_allocator memory = { .fail_at = n };
    zp_allocator allocator = allocator_of(&memory);
    zp_arena *arena = zp_arena_new(&allocator, 0);
    zp_differences d;
    zp_error err = { 0 };
    if (arena == NULL) continue;
    zp_status status = zp_result_compare(whole, &other, arena, &d, &err);
    zp_arena_free(arena);
    if (status == ZP_OK) break;
    assert_int_equal(status, ZP_E_MEMORY);
    assert_true(n < 5000);
  }
  assert_true(n > 2);
  zp_arena_free(own);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(equal_results_have_no_difference),
    cmocka_unit_test(every_change_is_named_with_both_values),
    cmocka_unit_test(units_are_paired_by_name_and_the_list_is_bounded),
    cmocka_unit_test(every_lack_of_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
