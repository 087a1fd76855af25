// test_recognise.c: forms found in documents: the published text, its variants in other towns, filled forms, and what is missing.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "form/signs.h"
#include "forms.h"
#include "model/format.h"

// ---- the published document and the sample -------------------------------------------------------------------------

static const struct {
  const char *name, *use, *part, *amount;
  const char *names[6], *targets[6];
} tables[] = {
  { "村级组织运转经费", "113.06万元", "政府性基金", "113.06万元",
    { "涉及村庄数量", "资金到位率", "完成时限", "办公经费标注", "方便出行", "群众满意度" },
    { "=17个", "=100%", "2024年12月底前", "=0.5万元", "方便", "≧95%" } },
  { "网格员工作专项经费", "45万元", "财政资金", "38万元",
    { "保证村经费使用使用村庄数量", "保证经费使用完成率", "经费使用完成时限", "网格员经费控制不超成本数", "保障网格员活动顺利开展",
      "群众满意度" },
    { "=17个", "=100%", "2024年12月底前", "=45万元", "开展", "≧95%" } },
  { "村干部工资、保险和劳动保障员工资", "189万元", "财政资金", "189万元",
    { "保证经费全部发放", "保证经费使用完成率", "经费使用完成时限", "保证按照预算指标进行", "保障组织工作顺利开展", "群众满意度" },
    { "=89人", "=100%", "2024年12月底前", "=189万", "开展", "≧95%" } },
  { "村两委考核奖、离任村干部生活补贴", "88万元", "财政资金", "88万元",
    { "保证经费全部发放", "保证经费使用完成率", "经费使用完成时限", "保证按照预算指标进行", "保障组织工作顺利开展", "群众满意度" },
    { "=201人", "=100%", "2024年12月底前", "=88万", "开展", "≧95%" } },
};

static void check_table(const zp_project *p, size_t i)
{
  static const char *const quarters[] = { "30%", "50%", "75%", "100%" };
  static const char *const level1[] = { "产出指标", "产出指标", "产出指标", "产出指标", "效果指标", "满意度指标" };
  static const char *const level2[] = { "数量指标", "质量指标", "时效指标", "成本指标", "社会效益指标", "服务对象满意度指标" };
  static const char *const blanks[] = { "经济效益指标", "生态效益指标", "可持续影响指标" };
  assert_true(reads(p->name.text, tables[i].name));
  assert_int_equal(p->code.text.len, 0);
  assert_int_equal(p->goal_count, 2);
  assert_true(p->from_goals);
  assert_true(reads(p->budget.total.text, tables[i].use));
  assert_int_equal(p->budget.part_count, 1);
  assert_true(reads(p->budget.parts[0].name.text, tables[i].part));
  assert_true(reads(p->budget.parts[0].amount.text, tables[i].amount));
  assert_int_equal(p->budget.initial.text.len, 0);
  for (size_t q = 0; q < 4; q++) assert_true(reads(p->budget.quarter[q].text, quarters[q]));
  assert_int_equal(p->indicator_count, 6);
  for (size_t k = 0; k < 6; k++) {
    assert_true(reads(p->indicators[k].level1->text, level1[k]));
    assert_true(reads(p->indicators[k].level2->text, level2[k]));
    assert_true(reads(p->indicators[k].level3->text, tables[i].names[k]));
    assert_true(reads(p->indicators[k].target->text, tables[i].targets[k]));
    assert_int_not_equal(p->indicators[k].description->text.len, 0);
    assert_int_not_equal(p->indicators[k].basis->text.len, 0);
    assert_int_equal(p->indicators[k].actual->text.len, 0);
  }
  assert_int_equal(p->blank_count, 3);
  for (size_t k = 0; k < 3; k++) {
    assert_true(reads(p->blanks[k].level1->text, "效果指标"));
    assert_true(reads(p->blanks[k].level2->text, blanks[k]));
  }
}

static void check_town(const forms *f)
{
  static const char *const items[] = {
    "村级组织运转经费", "村干部工资、保险和劳动保障原工资", "村两委考核奖、离任补贴", "信访工作经费", "铁路护路联防经费", "网格工作专项经费",
    "锅炉维修及物业费", "散煤处置等相关经费", "防火站工作经费", "征地拆迁补偿款", "聘用人员工资",
  };
  static const char *const numbers[] = { "", "（二）", "（三）", "（四）", "（五）", "（六）", "", "", "", "", "" };
  const zp_unit *u = f->sheets[0].goals;
  assert_non_null(u);
  assert_int_equal(f->findings.count, 0);
  assert_int_equal(f->sheets[0].row_count, 0);
  assert_true(reads(u->name.text, "老庄子镇人民政府"));
  assert_int_equal(u->name.place.row, 1);
  assert_int_equal(u->year, 2024);
  assert_int_equal(u->overall_count, 3);
  assert_int_equal(u->item_count, 11);
  for (size_t i = 0; i < 11; i++) {
    assert_true(reads(u->items[i].name.text, items[i]));
    assert_true(reads(u->items[i].number.text, numbers[i]));
    assert_int_not_equal(u->items[i].goal.text.len, 0);
    assert_int_not_equal(u->items[i].indicators.text.len, 0);
    assert_false(zp_text_contains(u->items[i].goal.text, ZP_TEXT("绩效目标")));
  }
  assert_int_equal(u->safeguard_count, 6);
  assert_int_equal(u->remark_count, 1);
  assert_int_equal(u->project_count, 4);
  for (size_t i = 0; i < 4; i++) check_table(&u->projects[i], i);
}

static void reads_the_sample(void **state)
{
  (void)state;
  forms f;
  bool present;
  forms_open(&f);
  assert_int_equal(forms_add_file(&f, ZP_SOURCE "/tests/data/laozhuangzi-goals.txt", &present), ZP_OK);
  assert_true(present);
  check_town(&f);
  forms_close(&f);
}

static void reads_the_published_document(void **state)
{
  (void)state;
  forms f;
  bool present;
  forms_open(&f);
  zp_status status = forms_add_file(&f, ZP_SHARED "/data/laozhuangzi-2024-budget-performance.txt", &present);
  if (!present) {
    forms_close(&f);
    print_message("skipped: ../shared/data/laozhuangzi-2024-budget-performance.txt is absent\n");
    skip();
  }
  assert_int_equal(status, ZP_OK);
  check_town(&f);
  const zp_project *p = &f.sheets[0].goals->projects[0];
  assert_int_equal(p->indicators[0].target->place.row, 136);
  assert_int_equal(p->indicators[0].target->place.column, 2);
  assert_true(reads(p->indicators[3].description->text, "办公经费标准"));
  assert_true(reads(f.sheets[0].goals->projects[2].title.text, "村干部、保险和劳动保障员项目绩效目标指标表"));
  forms_close(&f);
}

// ---- prose of other towns ------------------------------------------------------------------------------------------

static const struct {
  const char *title, *text, *unit;
  int year;
  size_t overall, items, safeguards, remarks;
  const char *first;  // overall goal
} towns[] = {
  { "numbered by digits", "柳河镇人民政府2023年部门预算绩效文本\n\n一、总体目标\n1.修路。\n2.供水。\n二、分项目标\n1、道路经费\n绩效目标：修好。\n"
    "绩效指标：里程。\n2、供水经费\n绩效目标：通水。\n绩效指标：户数。\n三、保障措施\n（1）加强领导。\n（2）加强监督。\n",
    "柳河镇人民政府", 2023, 2, 2, 2, 0, "修路。" },
  { "circled and half-width brackets", "单位名称：柳河镇\n2023年度\n一、年度总体目标\n(一)修路。\n(二)供水。\n三、工作保障措施\n①领导。\n②监督。\n",
    "柳河镇", 2023, 2, 0, 2, 0, "修路。" },
  { "goals go on", "柳河镇人民政府\n一、总体绩效目标\n（一）修路。\n其中县道两条。\n1.一条在东。\n（二）供水。\n", "柳河镇人民政府", 0, 2, 0, 0, 0,
    "修路。\n其中县道两条。\n1.一条在东。" },
  { "an introduction", "柳河镇人民政府\n一、总体绩效目标\n目标如下：\n（一）修路。\n", "柳河镇人民政府", 0, 1, 0, 0, 1, "修路。" },
  { "text behind the heading", "柳河镇人民政府\n一、总体绩效目标：修路并供水。\n", "柳河镇人民政府", 0, 1, 0, 0, 0, "修路并供水。" },
  { "sections nobody knows", "柳河镇人民政府\n一、部门职责\n管理道路。\n二、总体绩效目标\n（一）修路。\n三、其他事项\n另行通知。\n", "柳河镇人民政府", 0, 1, 0, 0,
    4, "修路。" },
  { "safeguards without numbers", "柳河镇人民政府\n一、总体绩效目标\n（一）修路。\n二、保障措施\n加强领导。\n加强监督。\n", "柳河镇人民政府", 0, 1, 0, 2, 0,
    "修路。" },
  { "compiled by", "2023年文本\n柳河林场编制\n一、总体绩效目标\n（一）修路。\n", "柳河林场", 2023, 1, 0, 0, 0, "修路。" },
  { "indented by tabs", "\t柳河镇人民政府\n\n\t一、总体绩效目标\n\n\t（一）修路。\n", "柳河镇人民政府", 0, 1, 0, 0, 0, "修路。" },
  { "full-width year", "柳河镇人民政府\n２０２３年文本\n一、总体绩效目标\n（一）修路。\n", "柳河镇人民政府", 2023, 1, 0, 0, 0, "修路。" },
};

static void reads_prose_of_other_towns(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof towns / sizeof *towns; i++) {
    forms f;
    forms_open(&f);
    if (forms_add_text(&f, "a.txt", towns[i].text) != ZP_OK) fail_msg("%s: %s", towns[i].title, zp_status_code(f.err.status));
    const zp_unit *u = f.sheets[0].goals;
    bool same = u != NULL && u->year == towns[i].year && u->overall_count == towns[i].overall && u->item_count == towns[i].items &&
                u->safeguard_count == towns[i].safeguards && u->remark_count == towns[i].remarks;
    if (!same && u != NULL)
      fail_msg("%s: year %d, %zu overall, %zu items, %zu safeguards, %zu remarks", towns[i].title, u->year, u->overall_count,
               u->item_count, u->safeguard_count, u->remark_count);
    if (u == NULL || !reads(u->name.text, towns[i].unit) || !reads(u->overall[0].text, towns[i].first)) fail_msg("%s", towns[i].title);
    forms_close(&f);
  }
}

// ---- fund use ------------------------------------------------------------------------------------------------------

static const struct { const char *use, *total, *parts; } funds[] = {
  { "预算数113.06万元。其中：政府性基金113.06万元。主要用于道路。", "113.06万元", "政府性基金=113.06万元;" },
  { "预算数45万元，其中财政资金 38 万、自筹7万元，用于网格员。", "45万元", "财政资金=38 万;自筹=7万元;" },
  { "2024年预算数1,234.50万元；其中：中央资金1,000万元；县级资金234.5万元。", "1,234.50万元", "中央资金=1,000万元;县级资金=234.5万元;" },
  { "854万(高标准农田400万元,示范295万元,畅通工程159万元)", "854万", "高标准农田=400万元;示范=295万元;畅通工程=159万元;" },
  { "预算数：３８万元（其中：财政拨款３０万元）。主要用于8万元以下的支出。", "３８万元", "财政拨款=３０万元;" },
  { "预算45。", "", "" },
  { "预算数45，全部为财政资金", "45", "" },
  { "用于修路3公里，共计2.5亿元", "2.5亿元", "" },
  { "无资金", "", "" },
};

static void reads_fund_use(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof funds / sizeof *funds; i++) {
    forms f;
    forms_open(&f);
    zp_text text = zp_text_format(f.arena, "\t项目名称\n\t甲\n\n\t项目资金主要用途\n\t%s\n\n\t三级指标\n\t指标值\n\n\t长度\n\t≥3公里\n", funds[i].use);
    assert_int_equal(forms_add(&f, "a.txt", text), ZP_OK);
    const zp_budget *b = &f.sheets[0].goals->projects[0].budget;
    zp_text parts = ZP_TEXT("");
    for (size_t k = 0; k < b->part_count; k++)
      parts = zp_text_format(f.arena, "%.*s%.*s=%.*s;", ZP_ARG(parts), ZP_ARG(b->parts[k].name.text), ZP_ARG(b->parts[k].amount.text));
    if (!reads(b->total.text, funds[i].total) || !reads(parts, funds[i].parts)) fail_msg("%s", funds[i].use);
    assert_true(reads(b->use.text, funds[i].use));
    forms_close(&f);
  }
}

// ---- filled forms --------------------------------------------------------------------------------------------------

/// Rows as unit/project/level1/level2/level3=actual, X for execution, budgets in [].
static zp_text sketch(const forms *f)
{
  zp_sink sink = { .arena = f->arena };
  for (size_t i = 0; i < f->sheets[0].row_count; i++) {
    const zp_filled_row *r = &f->sheets[0].rows[i];
    const zp_indicator *k = &r->indicator;
    zp_sink_print(&sink, "%.*s/%.*s/%.*s/%.*s/%.*s=%.*s", ZP_ARG(r->unit->text), ZP_ARG(r->project->text), ZP_ARG(k->level1->text),
                  ZP_ARG(k->level2->text), ZP_ARG(k->level3->text), ZP_ARG(k->actual->text));
    if (r->execution) zp_sink_print(&sink, "X");
    if (r->revised->text.len + r->executed->text.len != 0)
      zp_sink_print(&sink, "[%.*s %.*s %.*s]", ZP_ARG(r->revised->text), ZP_ARG(r->executed->text), ZP_ARG(r->money_unit));
    zp_sink_print(&sink, ";");
  }
  return (zp_text){ sink.bytes, sink.len };
}

static const struct { const char *title, *text, *rows; zp_status finding; uint32_t row, column; } filled[] = {
  { "merged cells", "单位名称,项目名称,一级指标,二级指标,三级指标,实际完成值\n甲镇,A,产出,数量,a,1\n,,,,b,2\n,B,,,c,3\n乙镇,C,效益,社会,d,4\n",
    "甲镇/A/产出/数量/a=1;甲镇/A/产出/数量/b=2;甲镇/B///c=3;乙镇/C/效益/社会/d=4;", ZP_OK, 0, 0 },
  { "a new level 1 ends level 2", "项目,一级指标,二级指标,三级指标,实际完成值\nA,产出,数量,a,1\n,效益,,b,2\n,效益,生态,c,3\n,效益,,d,4\n",
    "/A/产出/数量/a=1;/A/效益//b=2;/A/效益/生态/c=3;/A/效益/生态/d=4;", ZP_OK, 0, 0 },
  { "execution rows and totals", "项目名称,一级指标,三级指标,全年实际完成值,全年预算数(万元),执行数(万元)\nA,预算执行率（10分）,,,10,9\n,产出,a,1,,\n,合计,,,,\n总分,,,,,\n",
    "/A/预算执行率（10分）//=X[10 9 万元];/A/产出//a=1;", ZP_OK, 0, 0 },
  { "wrapped and full-width headings", "\"项目\n名称\",三级指标（名称）,\"实际\n完成值\",全年预算数（元）\nA,a,1,100\n", "/A///a=1[100  元];", ZP_OK, 0, 0 },
  { "title lines give unit and money unit", "自评表,,,\n单位名称：甲镇,,,单位：万元\n项目名称,三级指标,实际完成值,全年预算数\nA,a,1,10\n", "甲镇/A///a=1[10  万元];",
    ZP_OK, 0, 0 },
  { "labels give unit and project", "填报单位,甲镇,,\n项目名称,A,,\n一级指标,二级指标,三级指标,实际完成值\n产出,数量,a,1\n", "甲镇/A/产出/数量/a=1;", ZP_OK, 0, 0 },
  { "one form below another", "项目名称,A,\n三级指标,实际完成值,分值\na,1,5\n项目名称,B,\n三级指标,实际完成值,分值\nb,2,5\n", "/A///a=1;/B///b=2;", ZP_OK, 0, 0 },
  { "two heading rows", "绩效指标,,,年度指标值,,,实际完成值\n一级指标,二级指标,三级指标,指标性质,指标值,度量单位,\n产出,数量,a,≥,3,个,4\n", "//产出/数量/a=4;", ZP_OK, 0, 0 },
  { "the national form's budget rows",
    "项目名称,A,,,,\n项目资金（万元）,年初预算数,全年预算数,执行数,分值,得分\n年度资金总额,10,12,11,10,9\n其中：当年财政拨款,10,12,11,-,-\n一级指标,二级指标,三级指标,年度指标值,实际完成值,分值\n产出,数量,a,3,4,50\n",
    "/A///=X[12 11 万元];/A/产出/数量/a=4;", ZP_OK, 0, 0 },
  { "an unknown column", "项目名称,三级指标,实际完成值,颜色\nA,a,1,\nA,b,2,红\n", "/A///a=1;/A///b=2;", ZP_E_COLUMN_UNKNOWN, 1, 4 },
  { "an unknown column without content", "项目名称,三级指标,实际完成值,颜色\nA,a,1,\n", "/A///a=1;", ZP_OK, 0, 0 },
  { "cells right of the headings", "项目名称,三级指标,实际完成值\nA,a,1,9\n", "/A///a=1;", ZP_E_COLUMN_UNKNOWN, 2, 4 },
  { "a column without heading", "项目名称,三级指标,,实际完成值\nA,a,9,1\n", "/A///a=1;", ZP_E_COLUMN_UNKNOWN, 1, 3 },
  { "the same heading twice", "项目名称,三级指标,实际完成值,完成值\nA,a,1,2\n", "/A///a=1;", ZP_E_COLUMN_TWICE, 1, 4 },
  { "a row of no indicator", "项目名称,三级指标,实际完成值,偏差原因\nA,a,1,\n,,,注：数据待核\n", "/A///a=1;", ZP_E_ROW_UNUSED, 3, 4 },
  { "a group without indicators", "项目名称,一级指标,二级指标,三级指标,实际完成值\nA,产出,数量,a,1\n,效益,生态,,\n", "/A/产出/数量/a=1;", ZP_OK, 0, 0 },
  { "an indicator named by its group", "项目名称,一级指标,二级指标,三级指标,实际完成值\nA,产出,数量,,1\n", "/A/产出/数量/数量=1;", ZP_OK, 0, 0 },
  { "单位 before and behind the name", "单位,项目,三级指标,实际完成值,单位\n甲镇,A,a,1,个\n", "甲镇/A///a=1;", ZP_OK, 0, 0 },
};

static void reads_filled_forms(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof filled / sizeof *filled; i++) {
    forms f;
    forms_open(&f);
    if (forms_add_text(&f, "a.csv", filled[i].text) != ZP_OK) fail_msg("%s: %s", filled[i].title, zp_status_code(f.err.status));
    if (!reads(sketch(&f), filled[i].rows)) fail_msg("%s", filled[i].title);
    assert_null(f.sheets[0].goals);
    if (f.findings.count != (filled[i].finding == ZP_OK ? 0u : 1u)) fail_msg("%s: %zu findings", filled[i].title, f.findings.count);
    if (f.findings.count != 0) {
      assert_int_equal(f.findings.items[0].status, filled[i].finding);
      assert_int_equal(f.findings.items[0].place.row, filled[i].row);
      assert_int_equal(f.findings.items[0].place.column, filled[i].column);
    }
    forms_close(&f);
  }
}

static void keeps_the_unit_of_measure(void **state)
{
  (void)state;
  forms f;
  forms_open(&f);
  assert_int_equal(forms_add_text(&f, "a.csv", "单位,项目,三级指标,指标性质,指标值,单位,实际完成值\n甲镇,A,a,≥,3,个,4\n"), ZP_OK);
  const zp_filled_row *row = &f.sheets[0].rows[0];
  assert_true(reads(row->unit->text, "甲镇"));
  assert_true(reads(row->indicator.unit->text, "个"));
  assert_true(reads(row->indicator.op->text, "≥"));
  assert_true(reads(row->indicator.target->text, "3"));
  forms_close(&f);
}

// ---- what cannot be read -------------------------------------------------------------------------------------------

static const struct { const char *title, *text; uint32_t row; } nothing[] = {
  { "a table without headings", "甲,乙\n丙,丁\n", 1 },
  { "headings that say too little", "项目名称,颜色\nA,红\n", 1 },
  { "prose without sections", "\n你好\n", 2 },
};

static void refuses_documents_without_forms(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++) {
    forms f;
    forms_open(&f);
    if (forms_add_text(&f, "a.csv", nothing[i].text) != ZP_E_NO_HEADINGS || f.err.row != nothing[i].row)
      fail_msg("%s: %s at row %u", nothing[i].title, zp_status_code(f.err.status), f.err.row);
    assert_int_equal(f.findings.count, 0);
    forms_close(&f);
  }
}

static void names_tables_without_headings(void **state)
{
  (void)state;
  forms f;
  forms_open(&f);
  assert_int_equal(forms_add_text(&f, "a.txt", "甲镇人民政府\n\n一、总体绩效目标\n（一）修路。\n\n\t甲\n\t乙\n\n\t丙\n\t丁\n"), ZP_OK);
  assert_int_equal(f.findings.count, 1);
  assert_int_equal(f.findings.items[0].status, ZP_E_NO_HEADINGS);
  assert_int_equal(f.findings.items[0].place.row, 6);
  forms_close(&f);
}

static void a_table_of_labels_alone_is_named(void **state)
{
  (void)state;
  forms f;
  forms_open(&f);
  assert_int_equal(forms_add_text(&f, "a.txt", "\t甲项目绩效目标指标表\n\n\t项目名称\n\t甲\n\n\t乙项目绩效目标指标表\n\n\t项目名称\n\t乙\n\n"
                                  "\t三级指标\n\t指标值\n\n\ta\n\t1\n"), ZP_OK);
  assert_int_equal(f.sheets[0].goals->project_count, 1);
  assert_true(reads(f.sheets[0].goals->projects[0].name.text, "乙"));
  assert_int_equal(count_of(&f.findings, ZP_E_NO_HEADINGS), 1);
  assert_int_equal(f.findings.items[0].place.row, 4);
  forms_close(&f);
}

static void a_title_names_its_project(void **state)
{
  (void)state;
  forms f;
  forms_open(&f);
  assert_int_equal(forms_add_text(&f, "a.txt", "道路养护项目  绩效目标指标表\n\n三级指标\t指标值\n长度\t≥3公里\n\n注：按年填报\t\n"), ZP_OK);
  assert_true(reads(f.sheets[0].goals->projects[0].name.text, "道路养护"));
  assert_int_equal(f.sheets[0].goals->projects[0].indicator_count, 1);
  assert_int_equal(count_of(&f.findings, ZP_E_ROW_UNUSED), 1);
  forms_close(&f);
}

// ---- forms over several tables ---------------------------------------------------------------------------------------

#define PAGE "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\n"

static const struct { const char *title, *between, *rows; size_t further; } pages[] = {
  { "marked as continued", "项目支出绩效自评表（续）\n\n", "/A/产出/数量/a=1;/A/产出/数量/b=2;", 0 },
  { "the same title again", "项目支出绩效自评表\n\n", "/A/产出/数量/a=1;/A/产出/数量/b=2;", 0 },
  { "no title: likely, and said", "（接上页）\n\n", "/A/产出/数量/a=1;/A/产出/数量/b=2;", 1 },
  { "another title, which names a project", "桥梁支出绩效评价表\n\n", "/A/产出/数量/a=1;/桥梁//数量/b=2;", 0 },
  { "another project", "项目支出绩效自评表\n\n项目名称\tB\n", "/A/产出/数量/a=1;/B//数量/b=2;", 0 },
};

static void forms_go_on_over_tables(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
    forms f;
    forms_open(&f);
    zp_text text = zp_text_format(f.arena, "项目支出绩效自评表\n\n项目名称\tA\n" PAGE "产出\t数量\ta\t1\t1\t5\n\n%s" PAGE "%s\tb\t2\t2\t5\n",
                                  pages[i].between, i < 3 ? "\t" : "\t数量");
    if (forms_add(&f, "a.txt", text) != ZP_OK) fail_msg("%s: %s", pages[i].title, zp_status_code(f.err.status));
    if (!reads(sketch(&f), pages[i].rows)) fail_msg("%s", pages[i].title);
    assert_int_equal(count_of(&f.findings, ZP_E_FURTHER_PAGE), pages[i].further);
    forms_close(&f);
  }
}

// ---- numbering -----------------------------------------------------------------------------------------------------

static const struct { const char *text; zp_numbering_kind kind; const char *rest; } numbers[] = {
  { "一、总体", ZP_NUMBERING_HAN, "总体" },          { "十一、总体", ZP_NUMBERING_HAN, "总体" },
  { "（一）总体", ZP_NUMBERING_HAN_BRACKET, "总体" }, { "(二) 总体", ZP_NUMBERING_HAN_BRACKET, "总体" },
  { "1. 总体", ZP_NUMBERING_ARABIC, "总体" },         { "１、总体", ZP_NUMBERING_ARABIC, "总体" },
  { "1）总体", ZP_NUMBERING_ARABIC_BRACKET, "总体" }, { "（12）总体", ZP_NUMBERING_ARABIC_BRACKET, "总体" },
  { "①总体", ZP_NUMBERING_CIRCLED, "总体" },          { "1.5万元", ZP_NUMBERING_NONE, "1.5万元" },
  { "一是总体", ZP_NUMBERING_NONE, "一是总体" },      { "（总体）一", ZP_NUMBERING_NONE, "（总体）一" },
  { "2024年", ZP_NUMBERING_NONE, "2024年" },          { "", ZP_NUMBERING_NONE, "" },
  { "（一", ZP_NUMBERING_NONE, "（一" },
};

static void splits_numbering(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    zp_numbering n = zp_numbering_read(zp_text_from(numbers[i].text));
    if (n.kind != numbers[i].kind || !reads(n.rest, numbers[i].rest)) fail_msg("%s: kind %d", numbers[i].text, (int)n.kind);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(reads_the_sample),
    cmocka_unit_test(reads_the_published_document),
    cmocka_unit_test(reads_prose_of_other_towns),
    cmocka_unit_test(reads_fund_use),
    cmocka_unit_test(reads_filled_forms),
    cmocka_unit_test(keeps_the_unit_of_measure),
    cmocka_unit_test(refuses_documents_without_forms),
    cmocka_unit_test(names_tables_without_headings),
    cmocka_unit_test(a_table_of_labels_alone_is_named),
    cmocka_unit_test(a_title_names_its_project),
    cmocka_unit_test(forms_go_on_over_tables),
    cmocka_unit_test(splits_numbering),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
