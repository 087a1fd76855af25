// test_monitor.c: lights of execution and goals at a day, by pipeline/monitor.c, watch_plan.c and watch_goal.c.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "pipeline/monitor.h"
#include "pipeline/stages.h"

static zp_text met[] = { ZP_TEXT_INIT("完成"), ZP_TEXT_INIT("方便") };
static zp_text partial[] = { ZP_TEXT_INIT("部分完成") };
static zp_text unmet[] = { ZP_TEXT_INIT("未完成") };
static zp_text down[] = { ZP_TEXT_INIT("投诉") };
static zp_text cap[] = { ZP_TEXT_INIT("成本") };

static const zp_policy policy = {
  .met = { met, 2 }, .partial = { partial, 1 }, .unmet = { unmet, 1 }, .down = { down, 1 }, .cap = { cap, 1 }, .has_monitor = true,
  .watch_execution = { { 900000 }, { 700000 } }, .watch_goals = { { 950000 }, { 600000 } },
};

/// A unit of one project with one indicator.
typedef struct town {
  zp_arena *arena;
  zp_findings findings;
  zp_unit_reading reading;
  zp_unit unit;
  zp_project project;
  zp_indicator indicator;
  zp_cell name, target, actual;
} town;

static zp_cell cell_of(const char *text)
{
  return (zp_cell){ .text = zp_text_from(text) };
}

static void town_open(town *t, int year)
{
  *t = (town){ .arena = zp_arena_new(NULL, 0), .indicator = zp_no_indicator };
  t->findings.arena = t->arena;
  t->name = cell_of("数量");
  t->indicator.level3 = &t->name;
  t->indicator.target = &t->target;
  t->indicator.actual = &t->actual;
  t->project = (zp_project){ .name = cell_of("修路"), .indicators = &t->indicator, .indicator_count = 1 };
  t->unit = (zp_unit){ .name = cell_of("镇"), .year = year, .projects = &t->project, .project_count = 1 };
}

static zp_monitor town_watch(town *t, const zp_watch_wish *wish)
{
  zp_monitor monitor;
  zp_error err = { 0 };
  assert_int_equal(zp_resolve(&t->unit, &policy, t->arena, t->arena, &t->reading, &t->findings, &err), ZP_OK);
  assert_int_equal(zp_watch_unit(&t->reading, &policy, wish, t->arena, &monitor, &err), ZP_OK);
  assert_int_equal(monitor.project_count, 1);
  return monitor;
}

/// -1: no rate. In hundredths of a per cent.
static int64_t rate_of(bool known, zp_dec rate)
{
  return known ? rate.e4 / 100 : -1;
}

static void expect_light(const char *name, zp_light light, zp_watch why, int64_t rate, zp_light wanted, zp_watch wanted_why,
                         int64_t wanted_rate)
{
  if (light == wanted && why == wanted_why && rate == wanted_rate) return;
  print_error("%s: %s %s %lld, wanted %s %s %lld\n", name, zp_light_name(light), zp_watch_name(why), (long long)rate,
              zp_light_name(wanted), zp_watch_name(wanted_why), (long long)wanted_rate);
  fail();
}

// ---- execution -------------------------------------------------------------------------------------------------------------

#define GREEN ZP_LIGHT_GREEN
#define YELLOW ZP_LIGHT_YELLOW
#define RED ZP_LIGHT_RED
#define UNKNOWN ZP_LIGHT_UNKNOWN
#define NOT_DUE ZP_LIGHT_NOT_DUE
#define Q(n) { (n), { 0, 0, 0 } }
#define DAY(y, m, d) { 0, { (y), (m), (d) } }

static const struct execution_case {
  const char *name, *plan[4], *revised, *executed;
  zp_watch_wish wish;
  zp_light light;
  zp_watch why;
  int rate;
} executions[] = {
  { "on plan to the fen", { "30%", "50%", "75%", "100%" }, "100", "50", Q(2), GREEN, ZP_WATCH_ON_PLAN, 10000 },
  { "green is met exactly", { "30%", "50%", "75%", "100%" }, "100", "45", Q(2), GREEN, ZP_WATCH_ON_PLAN, 9000 },
  { "a hundredth below green", { "30%", "50%", "75%", "100%" }, "100", "44.995", Q(2), YELLOW, ZP_WATCH_BEHIND, 8999 },
  { "what rounds up to green is green, as shown", { "30%", "50%", "75%", "100%" }, "100", "44.9975", Q(2), GREEN, ZP_WATCH_ON_PLAN, 9000 },
  { "yellow is met exactly", { "30%", "50%", "75%", "100%" }, "100", "35", Q(2), YELLOW, ZP_WATCH_BEHIND, 7000 },
  { "below yellow", { "30%", "50%", "75%", "100%" }, "100", "34.99", Q(2), RED, ZP_WATCH_BEHIND, 6998 },
  { "nothing executed", { "30%", "50%", "75%", "100%" }, "100", "0", Q(1), RED, ZP_WATCH_BEHIND, 0 },
  { "executed over the plan", { "30%", "50%", "75%", "100%" }, "100", "60", Q(1), GREEN, ZP_WATCH_AHEAD, 20000 },
  { "executed over the budget", { "30%", "50%", "75%", "100%" }, "100", "100.01", Q(4), RED, ZP_WATCH_OVER_BUDGET, -1 },
  { "over the budget is red without a plan too", { "", "", "", "" }, "100", "100.01", Q(1), RED, ZP_WATCH_OVER_BUDGET, -1 },
  { "zero budget", { "30%", "50%", "75%", "100%" }, "0", "0", Q(2), UNKNOWN, ZP_WATCH_ZERO_BUDGET, -1 },
  { "something of a zero budget", { "30%", "50%", "75%", "100%" }, "0", "1", Q(2), RED, ZP_WATCH_OVER_BUDGET, -1 },
  { "no budget", { "30%", "50%", "75%", "100%" }, "", "1", Q(2), UNKNOWN, ZP_WATCH_NO_BUDGET, -1 },
  { "no executed amount", { "30%", "50%", "75%", "100%" }, "100", "", Q(2), UNKNOWN, ZP_WATCH_NO_EXECUTED, -1 },
  { "no plan", { "", "", "", "" }, "100", "100", Q(2), UNKNOWN, ZP_WATCH_NO_PLAN, -1 },
  { "a plan with a gap", { "30%", "", "75%", "100%" }, "100", "100", Q(1), UNKNOWN, ZP_WATCH_PLAN_GAPS, -1 },
  { "an unreadable plan", { "30%", "一半吧", "75%", "100%" }, "100", "100", Q(1), UNKNOWN, ZP_WATCH_PLAN_UNREADABLE, -1 },
  { "a plan that falls", { "30%", "20%", "75%", "100%" }, "100", "100", Q(1), UNKNOWN, ZP_WATCH_PLAN_FALLS, -1 },
  { "a plan by quarter, not cumulative", { "25%", "25%", "25%", "25%" }, "100", "100", Q(1), UNKNOWN, ZP_WATCH_PLAN_NOT_WHOLE, -1 },
  { "a plan above the whole", { "30%", "50%", "75%", "110%" }, "100", "100", Q(1), UNKNOWN, ZP_WATCH_PLAN_NOT_WHOLE, -1 },
  { "nothing planned yet, nothing executed", { "0%", "50%", "75%", "100%" }, "100", "0", Q(1), NOT_DUE, ZP_WATCH_NOTHING_PLANNED, -1 },
  { "nothing planned yet, something executed", { "0%", "50%", "75%", "100%" }, "100", "5", Q(1), GREEN, ZP_WATCH_AHEAD, -1 },
  { "numbers without a unit", { "30", "50", "75", "100" }, "100", "50", Q(2), GREEN, ZP_WATCH_ON_PLAN, 10000 },
  { "shares of one", { "0.3", "0.5", "0.75", "1" }, "100", "50", Q(2), GREEN, ZP_WATCH_ON_PLAN, 10000 },
  { "amounts", { "30万元", "50万元", "75万元", "100万元" }, "100", "50", Q(2), GREEN, ZP_WATCH_ON_PLAN, 10000 },
  // 46 of the 92 days of the third quarter: half of the way from 50 to 75.
  { "within a quarter", { "30%", "50%", "75%", "100%" }, "100", "62.5", DAY(2024, 8, 15), GREEN, ZP_WATCH_ON_PLAN, 10000 },
  { "the last day of a quarter is the quarter", { "30%", "50%", "75%", "100%" }, "100", "50", DAY(2024, 6, 30), GREEN, ZP_WATCH_ON_PLAN, 10000 },
  { "before the year", { "30%", "50%", "75%", "100%" }, "100", "0", DAY(2023, 12, 31), NOT_DUE, ZP_WATCH_NOTHING_PLANNED, -1 },
  { "after the year", { "30%", "50%", "75%", "100%" }, "100", "80", DAY(2025, 3, 1), YELLOW, ZP_WATCH_BEHIND, 8000 },
};

static void test_execution(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof executions / sizeof executions[0]; i++) {
    const struct execution_case *c = &executions[i];
    town t;
    town_open(&t, 2024);
    t.project.budget.revised = cell_of(c->revised);
    t.project.budget.executed = cell_of(c->executed);
    for (int q = 0; q < 4; q++) t.project.budget.quarter[q] = cell_of(c->plan[q]);
    zp_monitor monitor = town_watch(&t, &c->wish);
    const zp_watched_project *project = &monitor.projects[0];
    expect_light(c->name, project->execution, project->execution_why, rate_of(project->has_rate, project->rate), c->light, c->why, c->rate);
    zp_arena_free(t.arena);
  }
}

// ---- goals -----------------------------------------------------------------------------------------------------------------

static const struct goal_case {
  const char *name, *indicator, *target, *actual;
  zp_watch_wish wish;
  zp_light light;
  zp_watch why;
  int rate;
} goals[] = {
  { "a count, pro rata", "数量", "≥40个", "19个", Q(2), GREEN, ZP_WATCH_ON_TRACK, 9500 },
  { "a count just below green", "数量", "≥400个", "189.98个", Q(2), YELLOW, ZP_WATCH_SHORT, 9499 },
  { "a count, yellow met exactly", "数量", "≥40个", "12个", Q(2), YELLOW, ZP_WATCH_SHORT, 6000 },
  { "a count far short", "数量", "≥40个", "11个", Q(2), RED, ZP_WATCH_SHORT, 5500 },
  { "a count reached early", "数量", "=17个", "17个", Q(1), GREEN, ZP_WATCH_REACHED, 40000 },
  { "a count at the year's end", "数量", "≥40个", "12个", Q(4), RED, ZP_WATCH_SHORT, 3000 },
  { "a count before the year", "数量", "≥40个", "0个", DAY(2023, 5, 1), NOT_DUE, ZP_WATCH_NOT_DUE, -1 },
  { "other units of the same", "里程", "≥4公里", "2000米", Q(2), GREEN, ZP_WATCH_ON_TRACK, 10000 },
  { "money that is to be raised", "筹资", "≥100万元", "50万元", Q(2), GREEN, ZP_WATCH_ON_TRACK, 10000 },
  { "a price is not pro rata", "标准", "≥100元/人", "50元/人", Q(2), YELLOW, ZP_WATCH_SHORT_OPEN, 5000 },
  { "a rate is not pro rata", "合格率", "≥95%", "90.25%", Q(1), GREEN, ZP_WATCH_ON_TRACK, 9500 },
  { "a rate far short is yellow while the year is open", "合格率", "≥95%", "10%", Q(3), YELLOW, ZP_WATCH_SHORT_OPEN, 1053 },
  { "and red when it is over", "合格率", "≥95%", "10%", Q(4), RED, ZP_WATCH_SHORT, 1053 },
  { "a cap that is kept", "成本", "=45万元", "45万元", Q(1), GREEN, ZP_WATCH_KEPT, -1 },
  { "a cap that is passed is red at once", "成本", "=45万元", "45.01万元", Q(1), RED, ZP_WATCH_EXCEEDED, -1 },
  { "a rate over its cap may come down", "投诉率", "≤5%", "6%", Q(1), YELLOW, ZP_WATCH_EXCEEDED_OPEN, -1 },
  { "until the year is over", "投诉率", "≤5%", "6%", Q(4), RED, ZP_WATCH_EXCEEDED, -1 },
  { "below a strict cap", "投诉", "<5起", "5起", Q(1), RED, ZP_WATCH_EXCEEDED, -1 },
  { "nothing may happen", "投诉", "0起", "0起", Q(1), GREEN, ZP_WATCH_KEPT, -1 },
  { "and something did", "投诉", "0起", "1起", Q(1), RED, ZP_WATCH_EXCEEDED, -1 },
  { "within a range", "人数", "10-20人", "15人", Q(1), GREEN, ZP_WATCH_IN_RANGE, -1 },
  { "out of a range", "人数", "10-20人", "9人", Q(1), YELLOW, ZP_WATCH_OFF_RANGE, -1 },
  { "out of a range at the end", "人数", "10-20人", "9人", Q(4), RED, ZP_WATCH_OFF_RANGE, -1 },
  { "done in time", "时限", "2024年6月底前", "2024年5月20日", Q(2), GREEN, ZP_WATCH_DONE, -1 },
  { "done late", "时限", "2024年6月底前", "2024年7月1日", Q(3), RED, ZP_WATCH_LATE, -1 },
  { "a day that is still to come", "时限", "2024年12月底前", "", Q(2), NOT_DUE, ZP_WATCH_NOT_DUE, -1 },
  { "a day that has passed without an actual", "时限", "2024年6月底前", "", Q(2), UNKNOWN, ZP_WATCH_NO_ACTUAL, -1 },
  { "a promise to be in time", "时限", "2024年12月底前", "2024-11-01", Q(2), NOT_DUE, ZP_WATCH_NOT_DUE, -1 },
  { "a promise to be late", "时限", "2024年12月底前", "2025-01-15", Q(2), YELLOW, ZP_WATCH_EXPECTED_LATE, -1 },
  { "a promise when it is due already", "时限", "2024年6月底前", "2024-11-01", Q(2), RED, ZP_WATCH_OVERDUE, -1 },
  { "a month without a year", "时限", "6月底前", "5月20日", Q(2), GREEN, ZP_WATCH_DONE, -1 },
  { "a day answered in words", "时限", "2024年6月底前", "完成", Q(2), GREEN, ZP_WATCH_MET, -1 },
  { "not completed before it is due", "时限", "2024年6月底前", "未完成", Q(1), NOT_DUE, ZP_WATCH_NOT_DUE, -1 },
  { "not completed when it is due", "时限", "2024年6月底前", "未完成", Q(2), RED, ZP_WATCH_OVERDUE, -1 },
  { "partly completed when it is due", "时限", "2024年6月底前", "部分完成", Q(2), YELLOW, ZP_WATCH_OVERDUE, -1 },
  { "a verdict reached", "出行", "方便", "方便", Q(1), GREEN, ZP_WATCH_MET, -1 },
  { "a verdict partly reached", "出行", "方便", "部分完成", Q(4), YELLOW, ZP_WATCH_PARTIAL, -1 },
  { "a verdict not reached, year open", "出行", "方便", "未完成", Q(3), YELLOW, ZP_WATCH_UNMET, -1 },
  { "a verdict not reached, year over", "出行", "方便", "未完成", Q(4), RED, ZP_WATCH_UNMET, -1 },
  { "a number answered in words", "数量", "≥40个", "完成", Q(2), GREEN, ZP_WATCH_MET, -1 },
  { "no actual is never green", "数量", "≥40个", "", Q(1), UNKNOWN, ZP_WATCH_NO_ACTUAL, -1 },
  { "an unreadable actual", "数量", "≥40个", "三四十个吧", Q(1), UNKNOWN, ZP_WATCH_UNCLEAR, -1 },
  { "another unit", "数量", "≥40个", "40公里", Q(1), UNKNOWN, ZP_WATCH_UNCLEAR, -1 },
  { "no target", "数量", "", "40个", Q(1), UNKNOWN, ZP_WATCH_UNCLEAR, -1 },
};

static void test_goals(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof goals / sizeof goals[0]; i++) {
    const struct goal_case *c = &goals[i];
    town t;
    town_open(&t, 2024);
    t.name = cell_of(c->indicator);
    t.target = cell_of(c->target);
    t.actual = cell_of(c->actual);
    zp_monitor monitor = town_watch(&t, &c->wish);
    const zp_watched_row *row = &monitor.projects[0].rows[0];
    expect_light(c->name, row->light, row->why, rate_of(row->has_rate, row->rate), c->light, c->why, c->rate);
    zp_arena_free(t.arena);
  }
}

/// Days are compared within the same year when nobody names one.
static void test_no_year(void **state)
{
  static const struct { const char *target, *actual; zp_light light; zp_watch why; } cases[] = {
    { "6月底前", "5月20日", GREEN, ZP_WATCH_DONE },
    { "6月底前", "7月1日", RED, ZP_WATCH_OVERDUE },
    { "12月底前", "", NOT_DUE, ZP_WATCH_NOT_DUE },
  };
  const zp_watch_wish wish = Q(2);
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    town t;
    town_open(&t, 0);
    t.target = cell_of(cases[i].target);
    t.actual = cell_of(cases[i].actual);
    zp_monitor monitor = town_watch(&t, &wish);
    const zp_watched_row *row = &monitor.projects[0].rows[0];
    expect_light(cases[i].target, row->light, row->why, -1, cases[i].light, cases[i].why, -1);
    zp_arena_free(t.arena);
  }
}

// ---- together --------------------------------------------------------------------------------------------------------------

static void test_worst_wins(void **state)
{
  static const struct { const char *executed, *actual; zp_light light; } cases[] = {
    { "50", "20个", GREEN }, { "40", "20个", YELLOW }, { "50", "1个", RED }, { "1", "20个", RED },
    { "", "20个", UNKNOWN }, { "", "13个", YELLOW },   { "50", "", UNKNOWN },
  };
  const zp_watch_wish wish = Q(2);
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    const char *const plan[] = { "30%", "50%", "75%", "100%" };
    town t;
    town_open(&t, 2024);
    t.project.budget.revised = cell_of("100");
    t.project.budget.executed = cell_of(cases[i].executed);
    for (int q = 0; q < 4; q++) t.project.budget.quarter[q] = cell_of(plan[q]);
    t.target = cell_of("≥40个");
    t.actual = cell_of(cases[i].actual);
    zp_monitor monitor = town_watch(&t, &wish);
    assert_int_equal(monitor.light, cases[i].light);
    assert_int_equal(monitor.projects[0].light, cases[i].light);
    assert_int_equal(monitor.by_light[cases[i].light], 1);
    zp_arena_free(t.arena);
  }
}

static void test_nothing_is_not_green(void **state)
{
  const zp_watch_wish wish = Q(2);
  zp_unit unit = { .year = 2024 };
  zp_unit_reading reading = { .unit = &unit };
  zp_monitor monitor;
  zp_error err = { 0 };
  zp_arena *arena = zp_arena_new(NULL, 0);
  (void)state;
  assert_int_equal(zp_watch_unit(&reading, &policy, &wish, arena, &monitor, &err), ZP_OK);
  assert_int_equal(monitor.light, UNKNOWN);
  zp_arena_free(arena);
}

static void test_rates(void **state)
{
  static const struct { zp_qty actual, target; int64_t share, hundredths; } cases[] = {
    { { 1, 0 }, { 3, 0 }, 1000000, 3333 },          { { 2, 0 }, { 3, 0 }, 1000000, 6667 },
    { { 1, 0 }, { 3, 0 }, 333333, 10000 },          { { -1, 0 }, { 3, 0 }, 1000000, -3333 },
    { { 100, 2 }, { 1, 0 }, 1000000, 10000 },       { { 1, 0 }, { 100, 2 }, 1000000, 10000 },
    { { 99995, 5 }, { 1, 0 }, 1000000, 10000 },     { { 99994, 5 }, { 1, 0 }, 1000000, 9999 },
    { { 1, 0 }, { 0, 0 }, 1000000, INT64_MIN },     { { 1, 0 }, { 1, 0 }, 0, INT64_MIN },
    { { 900000762939453, 16 }, { 800000011920929, 16 }, 1000000, 11250 },
    { { 999999999999999999, 0 }, { 1, 18 }, 1, INT64_MIN },
    { { 999999999999999999, 0 }, { 999999999999999999, 0 }, 1000000, 10000 },
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    zp_dec rate;
    bool known = zp_watch_rate(cases[i].actual, cases[i].target, (zp_dec){ cases[i].share }, &rate);
    assert_int_equal(known ? rate.e4 / 100 : INT64_MIN, cases[i].hundredths);
  }
}

static void test_memory(void **state)
{
  const zp_watch_wish wish = Q(2);
  size_t failures = 0;
  (void)state;
  for (size_t n = 0;; n++) {
    town t;
    town_open(&t, 2024);
    t.target = cell_of("≥40个");
    t.actual = cell_of("19个");
    zp_error err = { 0 };
    assert_int_equal(zp_resolve(&t.unit, &policy, t.arena, t.arena, &t.reading, &t.findings, &err), ZP_OK);
    zp_arena *small = zp_arena_new(NULL, n * 64 + 1);
    zp_monitor monitor;
    zp_status status = small == NULL ? ZP_E_MEMORY : zp_watch_unit(&t.reading, &policy, &wish, small, &monitor, &err);
    zp_arena_free(small);
    zp_arena_free(t.arena);
    if (status == ZP_OK) break;
    assert_int_equal(status, ZP_E_MEMORY);
    failures++;
    assert_true(failures < 100000);
  }
  assert_true(failures > 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_execution), cmocka_unit_test(test_goals),  cmocka_unit_test(test_no_year), cmocka_unit_test(test_worst_wins),
    cmocka_unit_test(test_nothing_is_not_green), cmocka_unit_test(test_rates), cmocka_unit_test(test_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
