// test_total.c: sums, means and grades of pipeline/total.c.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "pipeline/total.h"

static zp_grade grades[] = {
  { ZP_TEXT_INIT("优"), { 900000 } }, { ZP_TEXT_INIT("良"), { 800000 } }, { ZP_TEXT_INIT("中"), { 600000 } }, { ZP_TEXT_INIT("差"), { 0 } }
};

static zp_policy policy_of(zp_unscored_policy unscored)
{
  return (zp_policy){ .grades = grades, .grade_count = 4, .unscored = unscored, .unit = ZP_COMBINE_BUDGET };
}

/// Hundredths: 1250 is 12.50.
static zp_row_result row(zp_outcome_kind kind, int weight, int points)
{
  return (zp_row_result){ .outcome = kind, .weight = { weight * 100 }, .points = { points * 100 } };
}

static const struct {
  const char *name;
  zp_unscored_policy policy;
  zp_row_result rows[3];
  int points, weight, scored, score, high;  // hundredths
  const char *grade, *grade_high;
} totals[] = {
  { "all scored, exactly 90 is the best grade", ZP_UNSCORED_WITHHOLD,
    { { .weight = { 500000 }, .points = { 409100 } }, { .weight = { 400000 }, .points = { 400000 } },
      { .weight = { 100000 }, .points = { 90900 } } }, 9000, 10000, 10000, 9000, 9000, "优", "优" },
  { "sum of three parts is exactly 90", ZP_UNSCORED_WITHHOLD,
    { { .weight = { 300000 }, .points = { 209000 } }, { .weight = { 600000 }, .points = { 591100 } },
      { .weight = { 100000 }, .points = { 99900 } } }, 9000, 10000, 10000, 9000, 9000, "优", "优" },
  { "withheld row leaves two grades open", ZP_UNSCORED_WITHHOLD,
    { { .weight = { 500000 }, .points = { 450000 } }, { .weight = { 400000 }, .points = { 380000 } },
      { .outcome = ZP_UNSCORED, .weight = { 100000 } } }, 8300, 10000, 9000, 8300, 9300, "良", "优" },
  { "withheld row that cannot matter", ZP_UNSCORED_WITHHOLD,
    { { .weight = { 500000 }, .points = { 450000 } }, { .weight = { 400000 }, .points = { 390000 } },
      { .outcome = ZP_UNSCORED, .weight = { 50000 } } }, 8400, 9500, 9000, 8842, 9368, "良", "优" },
  { "zero", ZP_UNSCORED_ZERO,
    { { .weight = { 500000 }, .points = { 450000 } }, { .weight = { 400000 }, .points = { 380000 } },
      { .outcome = ZP_UNSCORED, .weight = { 100000 } } }, 8300, 10000, 9000, 8300, 8300, "良", "良" },
  { "redistribute", ZP_UNSCORED_REDISTRIBUTE,
    { { .weight = { 500000 }, .points = { 450000 } }, { .weight = { 400000 }, .points = { 380000 } },
      { .outcome = ZP_UNSCORED, .weight = { 100000 } } }, 8300, 10000, 9000, 9222, 9222, "优", "优" },
  { "a fault is withheld even where unscored rows are zero", ZP_UNSCORED_ZERO,
    { { .weight = { 500000 }, .points = { 450000 } }, { .weight = { 400000 }, .points = { 380000 } },
      { .outcome = ZP_FAULT, .weight = { 100000 } } }, 8300, 10000, 9000, 8300, 9300, "良", "优" },
  { "weights of 110 are scaled", ZP_UNSCORED_WITHHOLD,
    { { .weight = { 500000 }, .points = { 500000 } }, { .weight = { 500000 }, .points = { 400000 } },
      { .weight = { 100000 }, .points = { 100000 } } }, 10000, 11000, 11000, 9091, 9091, "优", "优" },
};

static void test_projects(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof totals / sizeof totals[0]; i++) {
    zp_policy policy = policy_of(totals[i].policy);
    zp_total total;
    zp_error err = { 0 };
    assert_int_equal(zp_total_project(totals[i].rows, 3, &policy, &total, &err), ZP_OK);
    print_message("%s\n", totals[i].name);
    assert_true(total.known);
    assert_int_equal(total.points.e4, totals[i].points * 100);
    assert_int_equal(total.weight.e4, totals[i].weight * 100);
    assert_int_equal(total.scored.e4, totals[i].scored * 100);
    assert_int_equal(total.score.e4, totals[i].score * 100);
    assert_int_equal(total.score_high.e4, totals[i].high * 100);
    assert_true(zp_text_equal(total.grade, zp_text_from(totals[i].grade)));
    assert_true(zp_text_equal(total.grade_high, zp_text_from(totals[i].grade_high)));
    assert_int_equal(total.graded, totals[i].grade == totals[i].grade_high);
  }
}

static void test_no_weight_is_no_total(void **state)
{
  (void)state;
  zp_policy policy = policy_of(ZP_UNSCORED_REDISTRIBUTE);
  zp_row_result only = row(ZP_UNSCORED, 10000, 0);
  zp_total total;
  assert_int_equal(zp_total_project(&only, 1, &policy, &total, NULL), ZP_OK);
  assert_false(total.known);
  assert_false(total.graded);
}

static zp_project_result project(int score, int scored, bool has_budget, int64_t wan)
{
  return (zp_project_result){
    .has_revised = has_budget, .revised = { wan * 1000000 },
    .total = { .known = true, .weight = { 1000000 }, .scored = { scored * 100 }, .score = { score * 100 }, .score_high = { score * 100 } }
  };
}

static void test_units(void **state)
{
  (void)state;
  zp_policy policy = policy_of(ZP_UNSCORED_WITHHOLD);
  zp_arena *arena = zp_arena_new(NULL, 0);
  bool all_zero = true;
  zp_total total;
  // (90*1 + 80*3) / 4 = 82.5 and (100*1 + 90*3) / 4 of its points rest on scored rows.
  zp_project_result two[] = { project(9000, 10000, true, 1), project(8000, 9000, true, 3) };
  assert_int_equal(zp_total_unit(two, 2, &policy, arena, &total, &all_zero, NULL), ZP_OK);
  assert_true(total.known && total.graded && !all_zero);
  assert_int_equal(total.score.e4, 825000);
  assert_int_equal(total.scored.e4, 925000);

  policy.unit = ZP_COMBINE_MEAN;
  assert_int_equal(zp_total_unit(two, 2, &policy, arena, &total, &all_zero, NULL), ZP_OK);
  assert_int_equal(total.score.e4, 850000);

  policy.unit = ZP_COMBINE_BUDGET;
  two[1].has_revised = false;  // its share is not known, so the mean is not
  assert_int_equal(zp_total_unit(two, 2, &policy, arena, &total, &all_zero, NULL), ZP_OK);
  assert_false(total.known);
  assert_int_equal(zp_total_unit(two + 1, 1, &policy, arena, &total, &all_zero, NULL), ZP_OK);  // one needs no share
  assert_true(total.known);
  assert_int_equal(total.score.e4, 800000);

  zp_project_result zeros[] = { project(9000, 10000, true, 0), project(8000, 10000, true, 0) };
  assert_int_equal(zp_total_unit(zeros, 2, &policy, arena, &total, &all_zero, NULL), ZP_OK);
  assert_true(all_zero && total.known);
  assert_int_equal(total.score.e4, 850000);
  zp_arena_free(arena);
}

// ---- vetoes and deductions -----------------------------------------------------------------------------------------

enum { V, D };  // a veto down to 中, a deduction of at most 5 points

static const struct {
  const char *name;
  zp_ruling veto, deduction;
  int points;               // of the deduction, hundredths
  int score, high;          // before
  int after, high_after;
  const char *grade, *grade_high;
} adjusted[] = {
  { "neither", ZP_NOT_APPLIED, ZP_NOT_APPLIED, 0, 9500, 9500, 9500, 9500, "优", "优" },
  { "points come off", ZP_NOT_APPLIED, ZP_APPLIED, 550, 9500, 9500, 8950, 8950, "良", "良" },
  { "from both ends", ZP_NOT_APPLIED, ZP_APPLIED, 100, 8500, 9500, 8400, 9400, "良", "优" },
  { "never below nothing", ZP_NOT_APPLIED, ZP_APPLIED, 500, 300, 400, 0, 0, "差", "差" },
  { "a veto lowers the grade and leaves the score", ZP_APPLIED, ZP_NOT_APPLIED, 0, 9500, 9500, 9500, 9500, "中", "中" },
  { "a veto never raises", ZP_APPLIED, ZP_NOT_APPLIED, 0, 5000, 5000, 5000, 5000, "差", "差" },
  { "both", ZP_APPLIED, ZP_APPLIED, 500, 6200, 6200, 5700, 5700, "差", "差" },
  { "an open deduction is in the lowest score only", ZP_NOT_APPLIED, ZP_BROKEN, 500, 9200, 9200, 8700, 9200, "良", "优" },
  { "an open deduction that cannot matter", ZP_NOT_APPLIED, ZP_DECLINED, 500, 9800, 9800, 9300, 9800, "优", "优" },
  { "an open veto", ZP_DECLINED, ZP_NOT_APPLIED, 0, 9500, 9500, 9500, 9500, "中", "优" },
  { "an open veto that cannot matter", ZP_BROKEN, ZP_NOT_APPLIED, 0, 6500, 6500, 6500, 6500, "中", "中" },
};

static void test_adjustments(void **state)
{
  (void)state;
  zp_rule rules[] = { { .kind = ZP_RULE_VETO, .grade = 2 }, { .kind = ZP_RULE_DEDUCTION, .most = { 50000 } } };
  zp_policy policy = policy_of(ZP_UNSCORED_WITHHOLD);
  policy.rules = rules;
  policy.unit_rule_count = 2;
  for (size_t i = 0; i < sizeof adjusted / sizeof adjusted[0]; i++) {
    const zp_adjustment made[] = {
      [V] = { .kind = ZP_RULE_VETO, .outcome = adjusted[i].veto },
      [D] = { .kind = ZP_RULE_DEDUCTION, .outcome = adjusted[i].deduction, .points = { adjusted[i].points * 100 } },
    };
    zp_total total = { .known = true, .score = { adjusted[i].score * 100 }, .score_high = { adjusted[i].high * 100 } };
    print_message("%s\n", adjusted[i].name);
    assert_int_equal(zp_total_adjust(&policy, made, &total, NULL), ZP_OK);
    assert_int_equal(total.score.e4, adjusted[i].after * 100);
    assert_int_equal(total.score_high.e4, adjusted[i].high_after * 100);
    assert_int_equal(total.points.e4, total.score.e4);
    assert_true(zp_text_equal(total.grade, zp_text_from(adjusted[i].grade)));
    assert_true(zp_text_equal(total.grade_high, zp_text_from(adjusted[i].grade_high)));
    assert_int_equal(total.graded, adjusted[i].grade == adjusted[i].grade_high);
  }
  zp_total unknown = { .known = false };
  const zp_adjustment veto[] = { { .kind = ZP_RULE_VETO, .outcome = ZP_APPLIED }, { .kind = ZP_RULE_DEDUCTION } };
  assert_int_equal(zp_total_adjust(&policy, veto, &unknown, NULL), ZP_OK);
  assert_false(unknown.known || unknown.graded);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_projects), cmocka_unit_test(test_no_weight_is_no_total), cmocka_unit_test(test_units),
    cmocka_unit_test(test_adjustments)
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
