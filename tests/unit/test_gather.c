// test_gather.c: faults of files, forms and cells, through the whole pipeline: each is one finding with a place, and whatever
// else was sent is still scored.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "town.h"

#define HEAD "单位名称,项目名称,一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,全年预算数（万元）,执行数（万元）\n"
#define EXECUTION "甲镇,修路,预算执行,,,,,,100,90\n"
#define GOOD "甲镇,修路,产出指标,数量指标,里程,≥10公里,8公里,,,\n"

static const struct fault {
  const char *name, *csv;
  zp_status status;
  unsigned row, column;  // 0: not checked
  size_t scored;         // rows still scored
} faults[] = {
  { "an unreadable actual", HEAD EXECUTION GOOD "甲镇,修路,产出指标,质量指标,合格率,≥95%,九成多98,,,\n",
    ZP_E_ACTUAL_UNREADABLE, 4, 7, 2 },
  { "a blank actual", HEAD EXECUTION GOOD "甲镇,修路,产出指标,质量指标,合格率,≥95%,,,,\n", ZP_E_ACTUAL_BLANK, 4, 7, 2 },
  { "an unreadable target", HEAD EXECUTION GOOD "甲镇,修路,产出指标,质量指标,合格率,≥9O%,95%,,,\n",
    ZP_E_TARGET_UNREADABLE, 4, 6, 2 },
  { "units that cannot be compared", HEAD EXECUTION GOOD "甲镇,修路,产出指标,数量指标,桥梁,≥3座,3公里,,,\n",
    ZP_E_UNIT_MISMATCH, 4, 7, 2 },
  { "a date for a number", HEAD EXECUTION GOOD "甲镇,修路,产出指标,数量指标,桥梁,≥3座,2024年12月1日,,,\n",
    ZP_E_KIND_MISMATCH, 4, 7, 2 },
  { "weights that do not sum to 100",
    HEAD "甲镇,修路,预算执行,,,,,10,100,90\n甲镇,修路,产出指标,数量指标,里程,≥10公里,8公里,80,,\n", ZP_E_WEIGHTS_SUM, 0, 0, 2 },
  { "a weight in words", HEAD "甲镇,修路,预算执行,,,,,10,100,90\n甲镇,修路,产出指标,数量指标,里程,≥10公里,8公里,九十,,\n",
    ZP_E_WEIGHT_UNREADABLE, 3, 8, 1 },
  { "an indicator filled in twice", HEAD EXECUTION GOOD GOOD, ZP_E_DUPLICATE_INDICATOR, 4, 0, 2 },
  { "an amount that is none", HEAD "甲镇,修路,预算执行,,,,,,一百多,90\n" GOOD, ZP_E_MONEY_UNREADABLE, 2, 9, 1 },
  { "no budget at all", HEAD GOOD, ZP_E_NO_BUDGET, 0, 0, 1 },
  { "more spent than there was", HEAD "甲镇,修路,预算执行,,,,,,100,120\n" GOOD, ZP_E_OVER_BUDGET, 2, 10, 2 },
  { "a level-1 name that no pack knows", HEAD EXECUTION GOOD "甲镇,修路,其他,其他,车辆,≥3辆,3辆,,,\n", ZP_E_LEVEL1_UNKNOWN, 4, 3, 2 },
  { "a verdict in no band", HEAD EXECUTION GOOD "甲镇,修路,效益指标,社会效益指标,出行,方便,见附件,,,\n", ZP_E_BAND_UNKNOWN, 4, 7, 2 },
  { "a verdict where a number was asked for", HEAD EXECUTION GOOD "甲镇,修路,产出指标,数量指标,桥梁,≥3座,已完成,,,\n",
    ZP_E_VERDICT_FOR_NUMBER, 4, 7, 3 },
};

static void every_fault_is_told_and_costs_only_itself(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
    const char *name = "a.csv";
    town t = town_run_texts("mof-2020", &name, &faults[i].csv, 1);
    const zp_finding *found = town_finding(&t, faults[i].status);
    zp_counts counts = zp_result_counts(t.result);
    if (found == NULL) fail_msg("%s: no finding", faults[i].name);
    if ((faults[i].row != 0 && found->place.row != faults[i].row) || (faults[i].column != 0 && found->place.column != faults[i].column))
      fail_msg("%s: at %u:%u", faults[i].name, found->place.row, found->place.column);
    if (counts.scored != faults[i].scored) fail_msg("%s: %zu rows scored", faults[i].name, counts.scored);
    town_close(&t);
  }
}

/// Files of which nothing can be used, beside one that is fine.
static const struct { const char *name, *text; zp_status status; } files[] = {
  { "empty.csv", "", ZP_E_EMPTY_FILE },
  { "blank.txt", " \n\t\n", ZP_E_EMPTY_FILE },
  { "gbk.csv", "\xB5\xA5\xCE\xBB\xC3\xFB\xB3\xC6,\xCF\xEE\xC4\xBF\xFF\n", ZP_E_ENCODING_OTHER },
  { "utf8.csv", "单位名称,项目\xE7\x9B\n", ZP_E_ENCODING },
  { "headings-only.csv", HEAD, ZP_E_NO_ROWS },
  { "copy.csv", HEAD EXECUTION GOOD, ZP_E_FILE_TWICE },
  { "no-headings.csv", "1,2,3\n4,5,6\n", ZP_E_NO_HEADINGS },
};

static void a_bad_file_costs_only_itself(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
    const char *names[] = { "a.csv", files[i].name }, *texts[] = { HEAD EXECUTION GOOD, files[i].text };
    town t = town_run_texts("mof-2020", names, texts, 2);
    const zp_finding *found = town_finding(&t, files[i].status);
    if (found == NULL || !zp_text_equal(found->place.file, zp_text_from(files[i].name))) fail_msg("%s", files[i].name);
    assert_int_equal(zp_result_counts(t.result).scored, 2);
    town_close(&t);
  }
}

/// Targets and actuals that answer each other although written differently: points in hundredths of a weight of 90.
static const struct { const char *target, *actual; int points; } pairs[] = {
  { "≥10公里", "5000米", 4500 },        // 5 of 10 km
  { "≤2万元", "15000元", 9000 },        // 1.5 of at most 2
  { "≥0.97比例", "98%", 9000 },
  { "≥1", "100%", 9000 },               // a bare 1 answered in percent is a share
  { "≥6‰", "0.3%", 4500 },
  { "≥17个", "17个村", 9000 },
  { "12月底前", "12月20日", 9000 },     // neither has a year: the same one
  { "2024年12月底前", "11月5日", 9000 },
  { "10-20个", "15个", 9000 },
  { "10-20个", "5个", 4500 },
  { "=0起", "0", 9000 },
  { "=0起", "1起", 0 },
  { "=0起", "无", 9000 },
  { "2024年1月-12月", "2024年1月-11月", 9000 },
  { "≤7日", "5天", 9000 },
  { "≤12个月", "12", 9000 },
  { "≤12个工作日", "6工作日", 9000 },
  { "17个村", "17村", 9000 },
  { "≥50名", "25人", 4500 },
  { "≥50名", "25名教师", 4500 },
  { "≥1.2万亩", "6000亩", 4500 },
  { "≥500亩", "0.05万亩", 9000 },
  { "≤500元/人/年", "500元/人·年", 9000 },
  { "≤800元/月", "0.16万元/月", 4500 },
};

/// Rows of a printed form that were struck out are no indicators; nothing about them is told.
static void rows_struck_out_are_no_indicators(void **state)
{
  const char *name = "a.csv", *text = HEAD EXECUTION GOOD "甲镇,修路,效益指标,生态效益指标,指标1:/,/,,,,\n"
                                      "甲镇,修路,效益指标,生态效益指标,指标2：,,,,,\n甲镇,修路,效益指标,社会效益指标,无,无,无,,,\n"
                                      "甲镇,修路,效益指标,社会效益指标,指标1:出行,方便,方便,,,\n";
  (void)state;
  town t = town_run_texts("mof-2020", &name, &text, 1);
  assert_int_equal(t.result->units[0].projects[0].row_count, 3);
  assert_int_equal(t.result->units[0].finding_count, 0);
  town_close(&t);
}

/// The operator column may name the direction only.
static const struct { const char *op; int points; } columns[] = {
  { "反向", 7500 }, { "反向指标", 7500 }, { "反指标", 7500 }, { "越低越好", 7500 }, { "正向指标", 9000 }, { "≤", 7500 }, { "定量", 9000 },
};

static void the_operator_column_may_name_the_direction(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
    char csv[1024];
    const char *name = "a.csv", *text = csv;
    snprintf(csv, sizeof csv, "单位名称,项目名称,一级指标,二级指标,三级指标,指标性质,年度指标值,实际完成值\n甲镇,修路,产出指标,数量指标,某事,%s,100个,120个\n",
             columns[i].op);
    town t = town_run_texts("mof-2020", &name, &text, 1);
    const zp_row_result *row = &t.result->units[0].projects[0].rows[1];
    if (row->points.e4 != columns[i].points * 100) fail_msg("%s: %ld", columns[i].op, (long)row->points.e4);
    town_close(&t);
  }
}

/// Units that look alike and measure different things are never compared.
static const struct { const char *target, *actual; } strangers[] = {
  { "≥50人", "50人次" }, { "≥50户", "50户次" }, { "≥17个村", "17个组" }, { "≥3座桥", "3公里" },
  { "≤500元/人·年", "500元/人" }, { "≤500元/人", "500元/户" }, { "≥3次/年", "3次/月" }, { "≥50个", "50%" },
};

static void strange_units_are_not_compared(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof strangers / sizeof strangers[0]; i++) {
    char csv[1024];
    const char *name = "a.csv", *text = csv;
    snprintf(csv, sizeof csv, HEAD EXECUTION "甲镇,修路,产出指标,数量指标,某事,%s,%s,,,\n", strangers[i].target, strangers[i].actual);
    town t = town_run_texts("mof-2020", &name, &text, 1);
    const zp_row_result *row = &t.result->units[0].projects[0].rows[1];
    if (row->reason != ZP_REASON_UNIT_MISMATCH) fail_msg("%s / %s", strangers[i].target, strangers[i].actual);
    town_close(&t);
  }
}

static void values_written_differently(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
    char csv[1024];
    const char *name = "a.csv", *text = csv;
    snprintf(csv, sizeof csv, HEAD EXECUTION "甲镇,修路,产出指标,数量指标,某事,%s,%s,,,\n", pairs[i].target, pairs[i].actual);
    town t = town_run_texts("mof-2020", &name, &text, 1);
    const zp_row_result *row = &t.result->units[0].projects[0].rows[1];
    if (row->outcome != ZP_SCORED || row->points.e4 != pairs[i].points * 100)
      fail_msg("%s / %s: %s %s %ld", pairs[i].target, pairs[i].actual, zp_outcome_name(row->outcome), zp_reason_name(row->reason),
               (long)row->points.e4);
    town_close(&t);
  }
}

/// A name tells whether more or less is better when the target does not: by what ends it.
static const struct { const char *name, *target; zp_direction direction; } directions[] = {
  { "投诉件数", "3件", ZP_DIRECTION_DOWN },
  { "投诉处理率", "95%", ZP_DIRECTION_UP },
  { "死亡人数", "2人", ZP_DIRECTION_DOWN },
  { "对独生子女伤残、死亡家庭进行扶助", "63人", ZP_DIRECTION_UP },
  { "违法建筑拆除率", "100%", ZP_DIRECTION_UP },
  { "事故车辆清理数量", "20辆", ZP_DIRECTION_UP },
  { "信访接待人次", "300人次", ZP_DIRECTION_UP },
  { "补助资金结余率", "5%", ZP_DIRECTION_DOWN },
  { "培训投诉率", "1%", ZP_DIRECTION_DOWN },
  { "群众不满意度", "5%", ZP_DIRECTION_DOWN },
  { "群众满意度", "95%", ZP_DIRECTION_UP },
  { "救援响应时间", "30分钟", ZP_DIRECTION_DOWN },
};

static void names_tell_directions(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof directions / sizeof directions[0]; i++) {
    char csv[1024];
    const char *name = "a.csv", *text = csv;
    snprintf(csv, sizeof csv, HEAD EXECUTION "甲镇,修路,产出指标,数量指标,%s,%s,%s,,,\n", directions[i].name, directions[i].target,
             directions[i].target);
    town t = town_run_texts("mof-2020", &name, &text, 1);
    zp_direction found = t.result->units[0].projects[0].rows[1].direction;
    if (found != directions[i].direction) fail_msg("%s: %s", directions[i].name, zp_direction_name(found));
    town_close(&t);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_fault_is_told_and_costs_only_itself), cmocka_unit_test(a_bad_file_costs_only_itself),
    cmocka_unit_test(values_written_differently), cmocka_unit_test(names_tell_directions),
    cmocka_unit_test(strange_units_are_not_compared), cmocka_unit_test(the_operator_column_may_name_the_direction),
    cmocka_unit_test(rows_struck_out_are_no_indicators),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
