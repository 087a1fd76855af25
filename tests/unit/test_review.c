// test_review.c: a goal table and a filled form that a reviewer has nothing against, and each finding by one change of them.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "town.h"

#define GOALS                                                                                                            \
  "柳河镇人民政府\n\n2024年部门预算绩效文本\n\n"                                                                          \
  "\t道路养护项目绩效目标指标表\n\n\t项目编码\n\tP001\n\n\t项目名称\n\t道路养护\n\n"                                      \
  "\t项目资金主要用途\n\t预算数45万元。其中：财政资金45万元。主要用于12个村的道路。\n\n"                                  \
  "\t资金支出计划\n\t第一季度\n\t第二季度\n\t第三季度\n\t第四季度\n\n\t\n\t30%\n\t50%\n\t75%\n\t100%\n\n"               \
  "\t绩效目标\n\t目标1：全年道路养护不断档，投诉有人管。\n\n"                                                             \
  "\t一级指标\n\t二级指标\n\t三级指标\n\t绩效指标描述\n\t指标值\n\t指标值确定依据\n\t分值\n\n"                           \
  "\t产出指标\n\t数量指标\n\t养护村数\n\t养护的行政村\n\t=12个\n\t计划\n\t20\n\n"                                        \
  "\t\n\t质量指标\n\t养护合格率\n\t抽查合格的比例\n\t≥95%\n\t计划\n\t10\n\n"                                            \
  "\t\n\t时效指标\n\t完成时限\n\t完工日期\n\t2024年12月底前\n\t计划\n\t10\n\n"                                           \
  "\t\n\t成本指标\n\t养护总成本\n\t养护总成本\n\t≤45万元\n\t计划\n\t10\n\n"                                             \
  "\t效益指标\n\t社会效益指标\n\t道路投诉件数\n\t全年投诉\n\t≤3件\n\t计划\n\t30\n\n"                                    \
  "\t满意度指标\n\t服务对象满意度指标\n\t群众满意度\n\t抽样调查\n\t≥90%\n\t计划\n\t10\n"

#define FILLED                                                                                                           \
  "单位名称,项目名称,一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,自评得分,偏差原因,年初预算数（万元）,全年预算数（万元）,执行数（万元）,执行率\n" \
  "柳河镇,道路养护,预算执行,,预算执行率,,,10,8.00,冬季停工，尾款未付,50,50,40,80%\n"                                       \
  ",,产出指标,数量指标,养护村数,≥12个,12个,20,20,,,,,\n"                                                                \
  ",,,质量指标,养护合格率,≥95%,96%,10,10,,,,,\n"                                                                        \
  ",,,时效指标,完成时限,2024年12月底前,2024年11月,10,10,,,,,\n"                                                          \
  ",,,成本指标,养护总成本,≤50万元,40万元,10,10,,,,,\n"                                                                  \
  ",,效益指标,社会效益指标,路况改善,明显改善,明显改善,30,30,,,,,\n"                                                       \
  ",,满意度指标,服务对象满意度指标,群众满意度,≥90%,81%,10,9,两村雨后积水，已列入明年计划,,,,\n"                            \
  ",,总分,,,,,100,97,,,,,\n"

static const struct change {
  const char *title, *form, *from, *to;
  zp_status status;
  size_t count;      // how often the status is found then; nothing else may be
  const char *meant; // the part of the cell under the caret; NULL: the whole cell
  size_t others;     // findings of other statuses that cannot be kept apart
} changes[] = {
  // ---- goals: the spending plan
  { "the plan falls", GOALS, "\t50%\n", "\t20%\n", ZP_E_PLAN_FALLS, 1, NULL, 0 },
  { "the plan may stand still", GOALS, "\t50%\n", "\t30%\n", ZP_E_PLAN_FALLS, 0, NULL, 0 },
  { "the plan ends early", GOALS, "\t100%\n", "\t90%\n", ZP_E_PLAN_SHORT, 1, NULL, 0 },
  { "shares of one", GOALS, "\t30%\n\t50%\n\t75%\n\t100%\n", "\t0.3\n\t0.5\n\t0.75\n\t1\n", ZP_E_PLAN_SHORT, 0, NULL, 0 },
  { "bare percentages", GOALS, "\t30%\n\t50%\n\t75%\n\t100%\n", "\t30\n\t50\n\t75\n\t100\n", ZP_E_PLAN_SHORT, 0, NULL, 0 },
  { "amounts of the budget", GOALS, "\t30%\n\t50%\n\t75%\n\t100%\n", "\t10万元\n\t20万元\n\t30万元\n\t45万元\n", ZP_E_PLAN_SHORT, 0, NULL, 0 },
  { "a quarter is missing", GOALS, "\t75%\n", "\t\n", ZP_E_PLAN_GAP, 1, NULL, 0 },
  { "a quarter in words", GOALS, "\t75%\n", "\t按进度\n", ZP_E_PLAN_GAP, 1, NULL, 0 },
  { "each quarter for itself", GOALS, "\t30%\n\t50%\n\t75%\n\t100%\n", "\t30%\n\t20%\n\t25%\n\t25%\n", ZP_E_PLAN_QUARTERLY, 1, NULL, 0 },
  { "each quarter for itself, rising", GOALS, "\t30%\n\t50%\n\t75%\n\t100%\n", "\t10%\n\t20%\n\t30%\n\t40%\n", ZP_E_PLAN_QUARTERLY, 1, NULL, 0 },
  // ---- goals: groups, weights, the form
  { "no satisfaction indicator", GOALS,
    "\t满意度指标\n\t服务对象满意度指标\n\t群众满意度\n\t抽样调查\n\t≥90%\n\t计划\n\t10\n",
    "\t效益指标\n\t生态效益指标\n\t除草里程\n\t除草\n\t≥5公里\n\t计划\n\t10\n", ZP_E_GROUP_EMPTY, 1, "道路养护", 0 },
  { "a blank satisfaction row", GOALS, "\t群众满意度\n\t抽样调查\n\t≥90%\n\t计划\n\t10\n", "\t\n\t\n\t\n\t\n\t\n", ZP_E_GROUP_EMPTY, 1,
    "满意度指标", 1 },
  { "a blank row beside others", GOALS, "\t效益指标\n\t社会效益指标\n",
    "\t效益指标\n\t经济效益指标\n\t\n\t\n\t\n\t\n\t\n\n\t\n\t社会效益指标\n", ZP_E_SUBGROUP_EMPTY, 1, NULL, 0 },
  { "no weights at all", GOALS, "\t分值\n", "\t备注\n", ZP_E_WEIGHTS_NONE, 1, NULL, 0 },
  { "no code", GOALS, "\tP001\n", "\t\n", ZP_E_CODE_NONE, 1, NULL, 0 },
  // ---- goals: targets
  { "a quantity in words", GOALS, "\t=12个\n", "\t若干\n", ZP_E_TARGET_WORDS, 1, NULL, 0 },
  { "a quality in words", GOALS, "\t≥95%\n", "\t验收合格\n", ZP_E_TARGET_WORDS, 0, NULL, 0 },
  { "a word of the name", GOALS, "\t道路投诉件数\n\t全年投诉\n\t≤3件\n", "\t道路通行顺畅\n\t通行\n\t顺畅\n", ZP_E_TARGET_REPEATS, 1, NULL, 0 },
  { "words that say how far", GOALS, "\t道路投诉件数\n\t全年投诉\n\t≤3件\n", "\t道路通行顺畅\n\t通行\n\t不堵车\n", ZP_E_TARGET_REPEATS, 0, NULL, 0 },
  { "no sign, and the name does not tell", GOALS, "\t道路投诉件数\n\t全年投诉\n\t≤3件\n", "\t巡路天数\n\t巡路\n\t30天\n", ZP_E_DIRECTION_OPEN, 1, NULL, 0 },
  { "no sign, but the name tells", GOALS, "\t≥90%\n", "\t90%\n", ZP_E_DIRECTION_OPEN, 0, NULL, 0 },
  { "no sign, lower is better by name", GOALS, "\t≤3件\n", "\t3件\n", ZP_E_DIRECTION_OPEN, 0, NULL, 0 },
  { "the unit is cut", GOALS, "\t≤45万元\n", "\t≤45万\n", ZP_E_UNIT_CUT, 1, NULL, 0 },
  { "a cap with =", GOALS, "\t≤45万元\n", "\t=45万元\n", ZP_E_CAP_WITH_EQUAL, 1, NULL, 0 },
  { "budget execution again", GOALS, "\t养护合格率\n", "\t养护资金使用率\n", ZP_E_EXECUTION_AGAIN, 1, NULL, 0 },
  { "a cost above the fund", GOALS, "\t≤45万元\n", "\t≤46万元\n", ZP_E_COST_OVER_FUND, 1, NULL, 0 },
  { "a price is no sum", GOALS, "\t≤45万元\n", "\t≤9000000元/公里\n", ZP_E_COST_OVER_FUND, 0, NULL, 0 },
  { "the deadline of last year", GOALS, "\t2024年12月底前\n", "\t2023年12月底前\n", ZP_E_TARGET_PAST, 1, NULL, 0 },
  { "a deadline of next year", GOALS, "\t2024年12月底前\n", "\t2025年3月底前\n", ZP_E_TARGET_PAST, 0, NULL, 0 },
  { "no sign in the whole form", GOALS, "\t=12个\n\t计划\n\t20\n\n\t\n\t质量指标\n\t养护合格率\n\t抽查合格的比例\n\t≥95%\n",
    "\t12个\n\t计划\n\t20\n\n\t\n\t质量指标\n\t巡路天数\n\t巡路\n\t30天\n", ZP_E_DIRECTION_OPEN, 2, NULL, 0 },
  { "one indicator twice", GOALS, "\t养护合格率\n\t抽查合格的比例\n\t≥95%\n", "\t养护村数\n\t行政村\n\t=12个\n", ZP_E_FACT_TWICE, 1, NULL, 0 },
  { "one name, another target", GOALS, "\t养护合格率\n", "\t养护村数\n", ZP_E_FACT_TWICE, 0, NULL, 0 },
  { "合格 can be checked", GOALS, "\t养护合格率\n\t抽查合格的比例\n\t≥95%\n", "\t验收合格情况\n\t验收\n\t合格\n", ZP_E_TARGET_REPEATS, 0, NULL, 0 },
  { "a cost that is told in words", GOALS, "\t成本指标\n\t养护总成本\n\t养护总成本\n\t≤45万元\n", "\t社会成本指标\n\t绕行\n\t封路\n\t不封路\n",
    ZP_E_TARGET_WORDS, 0, NULL, 0 },
  { "a group that the pack does not know", GOALS, "\t满意度指标\n\t服务对象满意度指标\n\t群众满意度\n", "\t其他\n\t其他\n\t群众评价\n",
    ZP_E_GROUP_EMPTY, 0, NULL, 9 },
  { "a vague target", GOALS, "\t≥95%\n", "\t进一步提高\n", ZP_E_PACK_WARNS, 1, "进一步", 0 },
  { "a clear target", GOALS, "\t≥95%\n", "\t无返工\n", ZP_E_PACK_WARNS, 0, NULL, 0 },
  // ---- goals: words
  { "the description says otherwise", GOALS, "\t养护总成本\n\t养护总成本\n", "\t养护总成木\n\t养护总成本\n", ZP_E_TEXT_SLIP, 1, "木", 0 },
  { "two characters changed places", GOALS, "\t养护总成本\n\t养护总成本\n", "\t养护总成本\n\t养总护成本\n", ZP_E_TEXT_SLIP, 1, "护", 0 },
  { "a longer description is none", GOALS, "\t养护总成本\n\t养护总成本\n", "\t养护总成本\n\t养护的总成本\n", ZP_E_TEXT_SLIP, 0, NULL, 0 },
  { "a goal with a slip", GOALS, "投诉有人管", "道路投拆件数", ZP_E_TEXT_SLIP, 1, "拆", 0 },
  { "a goal that ends otherwise", GOALS, "投诉有人管", "群众满意", ZP_E_TEXT_SLIP, 0, NULL, 0 },
  { "a word twice", GOALS, "\t道路投诉件数\n", "\t道路道路投诉件数\n", ZP_E_WORD_TWICE, 1, "道路道路", 0 },
  { "a character twice is none", GOALS, "\t道路投诉件数\n", "\t天天投诉件数\n", ZP_E_WORD_TWICE, 0, NULL, 0 },
  { "the title names another project", GOALS, "\t项目名称\n\t道路养护\n", "\t项目名称\n\t村道路养护\n", ZP_E_TITLE_DIFFERS, 1, NULL, 0 },
  { "a general title", GOALS, "\t道路养护项目绩效目标指标表\n", "\t2024年度项目绩效目标指标表\n", ZP_E_TITLE_DIFFERS, 0, NULL, 0 },
  { "the purpose counts otherwise", GOALS, "12个村", "两个村", ZP_E_PURPOSE_DIFFERS, 1, "两个村", 0 },
  { "the purpose in words", GOALS, "12个村", "十二个村", ZP_E_PURPOSE_DIFFERS, 0, NULL, 0 },
  { "an ordinal counts nothing", GOALS, "12个村", "第二个村", ZP_E_PURPOSE_DIFFERS, 0, NULL, 0 },
  { "another thing is counted", GOALS, "12个村", "8个村民小组12个村", ZP_E_PURPOSE_DIFFERS, 0, NULL, 0 },
  { "villages by name", GOALS, "12个村", "陈家庄村北和沙雾庄村东", ZP_E_PURPOSE_DIFFERS, 1, "陈家庄村北和沙雾庄村", 0 },
  { "one village twice", GOALS, "12个村", "陈家庄村北和陈家庄村东", ZP_E_PURPOSE_DIFFERS, 0, NULL, 0 },
  { "villages by name among all", GOALS, "12个村", "陈家庄村、沙雾庄村等12个村", ZP_E_PURPOSE_DIFFERS, 0, NULL, 0 },
  { "villages in general", GOALS, "12个村", "村干部补贴、各行政村绿化、全镇农村环境整治和村级", ZP_E_PURPOSE_DIFFERS, 0, NULL, 0 },
  { "the parts of the fund", GOALS, "财政资金45万元", "财政资金38万元", ZP_E_MONEY_PARTS, 1, "45万元", 0 },

  // ---- filled forms: points
  { "more points than the weight", FILLED, ",20,20,", ",20,21,", ZP_E_POINTS_OVER, 1, NULL, 1 },
  { "a loss without a reason", FILLED, "两村雨后积水，已列入明年计划", "", ZP_E_LOSS_UNEXPLAINED, 1, NULL, 0 },
  { "无 is no reason", FILLED, "两村雨后积水，已列入明年计划", "无", ZP_E_LOSS_UNEXPLAINED, 1, NULL, 0 },
  { "full points though missed", FILLED, "81%,10,9,", "81%,10,10,", ZP_E_FULL_THOUGH_MISSED, 1, NULL, 1 },
  { "full points though late", FILLED, "2024年11月", "2025年1月", ZP_E_FULL_THOUGH_MISSED, 1, NULL, 0 },
  { "full points for nothing", FILLED, ",明显改善,30,", ",未完成,30,", ZP_E_FULL_THOUGH_MISSED, 1, NULL, 0 },
  { "full points for a part", FILLED, ",明显改善,30,", ",部分完成,30,", ZP_E_POINTS_DIFFER, 1, NULL, 0 },
  { "struck out", FILLED, "≥95%,96%,10,10", "/,/,10,10", ZP_E_POINTS_WITHOUT_ACTUAL, 0, NULL, 1 },
  { "points given away", FILLED, "96%,10,10,", "96%,10,8,", ZP_E_LOST_THOUGH_MET, 1, NULL, 1 },
  { "points that the rule does not give", FILLED, "81%,10,9,", "81%,10,6,", ZP_E_POINTS_DIFFER, 1, NULL, 1 },
  { "points within what may differ", FILLED, "81%,10,9,", "81%,10,8.5,", ZP_E_POINTS_DIFFER, 0, NULL, 1 },
  { "points without an actual", FILLED, "≥12个,12个,", "≥12个,,", ZP_E_POINTS_WITHOUT_ACTUAL, 1, NULL, 1 },
  { "nothing done, nothing claimed", FILLED, "≥12个,12个,20,20,", "≥12个,0个,20,0,缺资金", ZP_E_POINTS_WITHOUT_ACTUAL, 0, NULL, 1 },
  { "the sign of the target", FILLED, ",96%,", ",≥96%,", ZP_E_ACTUAL_COPIED, 1, NULL, 0 },
  { "one fact twice", FILLED, "质量指标,养护合格率,≥95%,96%,", "质量指标,养护村数合计,≥12个,12个,", ZP_E_FACT_TWICE, 1, NULL, 0 },
  { "equal figures of other things", FILLED, "质量指标,养护合格率,≥95%,96%,", "质量指标,整修涵洞,≥12个,12个,", ZP_E_FACT_TWICE, 0, NULL, 0 },
  // ---- filled forms: money
  { "the rate is another", FILLED, ",40,80%", ",40,90%", ZP_E_RATE_DIFFERS, 1, NULL, 0 },
  { "the rate as a share", FILLED, ",40,80%", ",40,0.8", ZP_E_RATE_DIFFERS, 0, NULL, 0 },
  { "the rate rounded", FILLED, ",50,50,40,80%", ",51,51,41,80.4%", ZP_E_RATE_DIFFERS, 0, NULL, 0 },
  { "the total is another", FILLED, "总分,,,,,100,97", "总分,,,,,100,99", ZP_E_TOTAL_DIFFERS, 1, NULL, 0 },
  { "the total of something else", FILLED, "总分,,,,,100,97", "小计,,,,,40,37", ZP_E_TOTAL_DIFFERS, 0, NULL, 0 },
  { "the budget rewritten", FILLED, ",10,8.00,冬季停工，尾款未付,50,50,40,80%", ",10,10,,50,40,40,100%", ZP_E_BUDGET_REWRITTEN, 1, NULL, 1 },
  { "a budget spent whole", FILLED, ",10,8.00,冬季停工，尾款未付,50,50,40,80%", ",10,10,,40,40,40,100%", ZP_E_BUDGET_REWRITTEN, 0, NULL, 1 },
};

/// The form with the first `from` replaced; in the static room.
static const char *changed(const struct change *c, char room[8192])
{
  const char *at = strstr(c->form, c->from);
  if (at == NULL) fail_msg("%s: %s is not in the form", c->title, c->from);
  snprintf(room, 8192, "%.*s%s%s", (int)(at - c->form), c->form, c->to, at + strlen(c->from));
  return room;
}

static town review(const char *text)
{
  const char *name = text[0] == '\t' || strstr(text, "\t") != NULL ? "a.txt" : "a.csv";
  return town_review_texts("mof-2020", &name, &text, 1);
}

/// Of what a form alone cannot have: nothing is filled in beside goals.
static bool counts(const zp_finding *f, zp_status status)
{
  return f->status == status;
}

static size_t count_of(const town *t, zp_status status)
{
  size_t count = 0;
  for (size_t u = 0; u < t->result->unit_count; u++)
    for (size_t i = 0; i < t->result->units[u].finding_count; i++) count += counts(&t->result->units[u].findings[i], status);
  return count;
}

static size_t count_others(const town *t, zp_status status)
{
  size_t count = 0;
  for (size_t u = 0; u < t->result->unit_count; u++)
    for (size_t i = 0; i < t->result->units[u].finding_count; i++) {
      const zp_finding *f = &t->result->units[u].findings[i];
      bool other = f->status != status && f->status != ZP_E_NO_ACTUALS;
      if (other) print_message("  also %s at %u:%u\n", zp_status_code(f->status), f->place.row, f->place.column);
      count += other;
    }
  return count;
}

static void nothing_against_the_forms(void **state)
{
  const char *const forms[] = { GOALS, FILLED };
  (void)state;
  for (size_t i = 0; i < 2; i++) {
    town t = review(forms[i]);
    assert_int_equal(t.result->unit_count, 1);
    assert_int_equal(t.result->units[0].project_count, 1);
    assert_int_equal(t.result->units[0].projects[0].row_count, 7);
    assert_int_equal(count_others(&t, ZP_OK), 0);
    assert_int_equal(t.result->finding_count, 0);
    town_close(&t);
  }
}

static void one_change_one_finding(void **state)
{
  char room[8192];
  (void)state;
  for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
    const struct change *c = &changes[i];
    town t = review(changed(c, room));
    size_t found = count_of(&t, c->status), others = count_others(&t, c->status);
    if (found != c->count || others > c->others) fail_msg("%s: %zu of %s, %zu others", c->title, found, zp_status_code(c->status), others);
    const zp_finding *f = town_finding(&t, c->status);
    if (found != 0 && (f->place.row == 0 || f->cell.len == 0)) fail_msg("%s: no place or no cell", c->title);
    if (found != 0 && c->meant != NULL) {
      zp_text part = zp_text_slice(f->cell, f->caret_from, f->caret_bytes == 0 ? f->cell.len : f->caret_from + f->caret_bytes);
      if (!zp_text_equal(part, zp_text_from(c->meant))) fail_msg("%s: the caret is at %.*s", c->title, ZP_ARG(part));
    }
    town_close(&t);
  }
  print_message("%zu changes\n", sizeof changes / sizeof changes[0]);
}

/// Scoring alone finds what it found before, and no score changes by a review.
static void a_review_changes_no_score(void **state)
{
  const char *name = "a.csv", *text = FILLED;
  (void)state;
  town with = town_review_texts("mof-2020", &name, &text, 1), without = town_run_texts("mof-2020", &name, &text, 1);
  assert_int_equal(with.result->units[0].total.score.e4, without.result->units[0].total.score.e4);
  assert_int_equal(without.result->units[0].finding_count, 0);
  town_close(&with);
  town_close(&without);
}

// ---- the published document ------------------------------------------------------------------------------------------

static const struct { zp_status status; size_t least; } classes[] = {
  { ZP_E_ITEM_WITHOUT_TABLE, 5 }, { ZP_E_NAME_DIFFERS, 1 },  { ZP_E_MONEY_PARTS, 1 },     { ZP_E_CAP_WITH_EQUAL, 3 },
  { ZP_E_UNIT_CUT, 2 },           { ZP_E_TITLE_DIFFERS, 1 }, { ZP_E_PURPOSE_DIFFERS, 1 }, { ZP_E_EXECUTION_AGAIN, 3 },
  { ZP_E_SUBGROUP_EMPTY, 4 },     { ZP_E_WEIGHTS_NONE, 4 },  { ZP_E_TEXT_SLIP, 1 },       { ZP_E_WORD_TWICE, 1 },
  { ZP_E_CODE_NONE, 4 },          { ZP_E_TARGET_REPEATS, 3 },
};

static void check_goals(const char *path)
{
  town t = town_review("mof-2020", &path, 1);
  for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++) {
    size_t found = count_of(&t, classes[i].status);
    if (found < classes[i].least) fail_msg("%s: %zu, at least %zu", zp_status_code(classes[i].status), found, classes[i].least);
  }
  town_close(&t);
}

static void our_goals(void **state)
{
  (void)state;
  check_goals(ZP_SOURCE "/tests/data/laozhuangzi-goals.txt");
}

static void published_goals(void **state)
{
  const char *path = ZP_SHARED "/data/laozhuangzi-2024-budget-performance.txt";
  (void)state;
  if (!town_has(path)) {
    print_message("SKIPPED published_goals: %s is absent\n", path);
    skip();
  }
  check_goals(path);
  town t = town_review("mof-2020", &path, 1);
  const zp_finding *slip = NULL;
  for (size_t i = 0; i < t.result->units[0].finding_count; i++) {  // 目标2：方面出行
    const zp_finding *f = &t.result->units[0].findings[i];
    if (f->status == ZP_E_TEXT_SLIP && zp_text_equal(zp_text_slice(f->cell, f->caret_from, f->caret_from + f->caret_bytes), ZP_TEXT("面")))
      slip = f;
  }
  assert_non_null(slip);
  town_close(&t);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(nothing_against_the_forms), cmocka_unit_test(one_change_one_finding),
    cmocka_unit_test(a_review_changes_no_score), cmocka_unit_test(our_goals),
    cmocka_unit_test(published_goals),
  };
  return cmocka_run_group_tests_name("review", tests, NULL, NULL);
}
