// test_weigh.c: weights of forms and packs by pipeline/weigh.c.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "pipeline/stages.h"

enum { ROWS_MOST = 8 };

static zp_text output_names[] = { ZP_TEXT_INIT("产出"), ZP_TEXT_INIT("数量指标") };
static zp_text benefit_names[] = { ZP_TEXT_INIT("效果指标") };
static zp_group groups[] = {
  { ZP_TEXT_INIT("output"), ZP_TEXT_INIT("产出指标"), { output_names, 2 }, { 500000 } },
  { ZP_TEXT_INIT("benefit"), ZP_TEXT_INIT("效益指标"), { benefit_names, 1 }, { 300000 } },
  { ZP_TEXT_INIT("satisfaction"), ZP_TEXT_INIT("满意度指标"), { NULL, 0 }, { 100000 } },
};

/// One project: level-1 names, weight cells (NULL: none) and what each row must get, execution first, in hundredths; -1: none.
static const struct weigh_case {
  const char *name, *absent, *execution;
  struct { const char *level1, *weight; } rows[ROWS_MOST];
  int expected[ROWS_MOST + 1];
  zp_status finding;
} cases[] = {
  { "the source document's groups", "spread", "",
    { { "产出指标", "" }, { "产出指标", "" }, { "产出指标", "" }, { "产出指标", "" }, { "效果指标", "" }, { "满意度指标", "" } },
    { 1000, 1250, 1250, 1250, 1250, 3000, 1000 }, ZP_OK },
  { "a third is shared to the last hundredth", "spread", "",
    { { "产出指标", "" }, { "产出指标", "" }, { "产出指标", "" }, { "效益指标", "" }, { "满意度指标", "" } },
    { 1000, 1667, 1667, 1666, 3000, 1000 }, ZP_OK },
  { "absent satisfaction spreads in proportion: 56.25 and 33.75", "spread", "",
    { { "产出指标", "" }, { "效益指标", "" } }, { 1000, 5625, 3375 }, ZP_OK },
  { "absent benefit goes to output when the pack says so", "output", "",
    { { "产出指标", "" }, { "满意度指标", "" } }, { 1000, 8000, 1000 }, ZP_OK },
  { "an heir that is absent itself", "benefit", "",
    { { "产出指标", "" }, { "满意度指标", "" } }, { 1000, 7500, 1500 }, ZP_OK },
  { "caps in the level-1 name, level 2 where level 1 says nothing", "spread", "",
    { { "产出指标（50分）", "" }, { "效益指标(30分)", "" }, { "满意度指标（10分）", "" }, { "(50分)", "" } },
    { 1000, 2500, 3000, 1000, 2500 }, ZP_OK },
  { "the form's points of each group, with execution 20", "spread", "20",
    { { "产出指标（40分）", "" }, { "产出指标（40分）", "" }, { "产出指标（40分）", "" }, { "效益指标40分", "" } },
    { 2000, 1334, 1333, 1333, 4000 }, ZP_OK },
  { "points of groups that leave execution the pack's", "spread", "",
    { { "投入指标(60分)", "" }, { "其他（30.0）", "" } }, { 1000, 6000, 3000 }, ZP_OK },
  { "points of groups that do not add up are not believed", "spread", "20",
    { { "产出指标（50分）", "" }, { "效益指标（40分）", "" }, { "满意度指标（5分）", "" } }, { 1000, 5000, 3000, 1000 }, ZP_OK },
  { "an unknown group is told and gets nothing", "spread", "",
    { { "产出指标", "" }, { "其他", "" }, { "效益指标", "" }, { "满意度指标", "" } },
    { 1000, 5000, -1, 3000, 1000 }, ZP_E_LEVEL1_UNKNOWN },
  { "the form's weights", "spread", "10",
    { { "产出指标", "20" }, { "产出指标", "30.5" }, { "效益指标", "29.5" }, { "满意度指标", "10" } },
    { 1000, 2000, 3050, 2950, 1000 }, ZP_OK },
  { "weights that sum to 110", "spread", "20",
    { { "产出指标", "50" }, { "效益指标", "30" }, { "满意度指标", "10" } }, { 2000, 5000, 3000, 1000 }, ZP_E_WEIGHTS_SUM },
  { "weights that sum to 98", "spread", "",
    { { "产出指标", "48" }, { "效益指标", "30" }, { "满意度指标", "10" } }, { 1000, 4800, 3000, 1000 }, ZP_E_WEIGHTS_SUM },
  { "indicators alone make 100: execution has no weight", "spread", "",
    { { "产出指标", "60" }, { "效益指标", "40" } }, { 0, 6000, 4000 }, ZP_OK },
  { "some have a weight: the others share what is left", "spread", "10",
    { { "产出指标", "50" }, { "效益指标", "" }, { "满意度指标", "" } }, { 1000, 5000, 2000, 2000 }, ZP_E_WEIGHTS_PARTIAL },
  { "an unreadable weight", "spread", "10",
    { { "产出指标", "五十" }, { "效益指标", "40" } }, { 1000, -1, 4000 }, ZP_E_WEIGHT_UNREADABLE },
  { "a negative weight", "spread", "10",
    { { "产出指标", "-50" }, { "效益指标", "40" } }, { 1000, -1, 4000 }, ZP_E_WEIGHT_UNREADABLE },
};

static void check(const struct weigh_case *c)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_policy policy = { .groups = groups, .group_count = 3, .absent = zp_text_from(c->absent), .execution_weight = { 100000 } };
  zp_indicator indicators[ROWS_MOST];
  zp_cell cells[ROWS_MOST][3];  // level 1, level 2, weight
  zp_row_reading rows[ROWS_MOST + 1];
  zp_project project = { .name = { .text = ZP_TEXT("修路") }, .indicators = indicators };
  zp_project_reading reading = { .project = &project, .rows = rows };
  zp_unit_reading unit = { .projects = &reading, .project_count = 1 };
  zp_findings findings = { .arena = arena };
  zp_error err = { 0 };

  memset(cells, 0, sizeof cells);
  memset(rows, 0, sizeof rows);
  project.budget.weight.text = zp_text_from(c->execution);
  while (project.indicator_count < ROWS_MOST && c->rows[project.indicator_count].level1 != NULL) {
    size_t i = project.indicator_count++;
    cells[i][0].text = zp_text_from(c->rows[i].level1);
    cells[i][1].text = ZP_TEXT("数量指标");
    if (zp_text_equal(cells[i][0].text, ZP_TEXT("其他"))) cells[i][1].text = ZP_TEXT("其他");
    cells[i][2].text = zp_text_from(c->rows[i].weight);
    indicators[i] = zp_no_indicator;
    indicators[i].level1 = &cells[i][0];
    indicators[i].level2 = &cells[i][1];
    indicators[i].weight = &cells[i][2];
    rows[i + 1].indicator = &indicators[i];
  }
  reading.row_count = project.indicator_count + 1;
  assert_int_equal(zp_weigh(&unit, &policy, arena, &findings, &err), ZP_OK);
  for (size_t i = 0; i < reading.row_count; i++) {
    bool none = rows[i].weight_source == ZP_WEIGHT_NONE;
    if (none != (c->expected[i] < 0) || (!none && rows[i].weight.e4 != c->expected[i] * 100))
      fail_msg("%s: row %zu has %ld", c->name, i, (long)rows[i].weight.e4);
  }
  if (c->finding == ZP_OK) assert_int_equal(findings.count, 0);
  else assert_int_equal(findings.items[0].status, c->finding);
  zp_arena_free(arena);
}

static void test_weights(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) check(&cases[i]);
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(test_weights) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
