// published_form.c: one renderer per layout of the published forms.
#include "published_form.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *published_text(const json_t *object, const char *key)
{
  return json_string_value(json_object_get(object, key));
}

static bool is_blank(const char *text)
{
  return text == NULL || text[0] == '\0' || strcmp(text, "/") == 0;
}

bool published_counts(const json_t *indicator)
{
  static const char *const values[] = { "target_text", "actual_text", "weight", "score" };
  const char *name = published_text(indicator, "l3");
  for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
    if (!is_blank(published_text(indicator, values[i]))) return true;
  if (name == NULL) return false;
  size_t len = strlen(name);
  return len != 0 && name[len - 1] != '/';
}

// ---- pieces ----------------------------------------------------------------------------------------------------------

/// A column of the indicator table: headings of its upper and lower row, and the key of its texts.
typedef struct column { const char *upper, *lower, *key; } column;

static void put_row(form_grid *grid, const char *const *texts, size_t count)
{
  grid_row(grid);
  for (size_t i = 0; i < count; i++)
    if (texts[i] != NULL) grid_put(grid, i, texts[i]);
}
#define PUT(grid, ...) put_row(grid, (const char *const[]){ __VA_ARGS__ }, sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

static void put_names(const json_t *form, form_grid *grid)
{
  PUT(grid, "项目名称", NULL, NULL, published_text(form, "project"));
  PUT(grid, "主管部门", NULL, NULL, NULL, NULL, "实施单位", NULL, published_text(form, "unit"));
}

void published_head(const json_t *form, const char *project, form_grid *grid)
{
  PUT(grid, "项目支出绩效自评表");
  PUT(grid, "项目名称", NULL, NULL, project);
  PUT(grid, "主管部门", NULL, NULL, NULL, NULL, "实施单位", NULL, published_text(form, "unit"));
}

/// Rows of money: their names stand in column `name`, amounts from column 4 on.
static void put_money(const json_t *form, form_grid *grid, size_t name, bool fill_total)
{
  static const char *const keys[] = { "initial", "revised", "executed", "weight", "rate", "score" };
  const json_t *budget = json_object_get(form, "budget");
  size_t i;
  json_t *row;
  json_array_foreach(json_object_get(budget, "rows"), i, row) {
    grid_row(grid);
    grid_put(grid, name, published_text(row, "name"));
    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
      const char *text = published_text(row, keys[k]);
      if (text == NULL && fill_total && i == 0) text = published_text(budget, keys[k]);
      if (text != NULL) grid_put(grid, 4 + k, text);
    }
  }
}

static void put_goals(form_grid *grid)
{
  PUT(grid, "年度总体目标", "预期目标", NULL, NULL, NULL, "实际完成情况");
  PUT(grid, NULL, "全年目标一\n全年目标二", NULL, NULL, NULL, "已经完成");
}

/// Texts that repeat the row above stand in merged cells.
static void put_indicators(const json_t *form, form_grid *grid, const column *columns, size_t count, size_t from)
{
  size_t i;
  json_t *row;
  const char *level1 = "", *level2 = "";
  json_array_foreach(json_object_get(form, "indicators"), i, row) {
    grid_row(grid);
    const char *one = published_text(row, "l1"), *two = published_text(row, "l2");
    bool same1 = one != NULL && strcmp(one, level1) == 0, same2 = same1 && two != NULL && strcmp(two, level2) == 0;
    for (size_t c = 0; c < count; c++) {
      const char *text = columns[c].key == NULL ? NULL : published_text(row, columns[c].key);
      if (text == NULL) continue;
      if ((strcmp(columns[c].key, "l1") == 0 && same1) || (strcmp(columns[c].key, "l2") == 0 && same2)) continue;
      grid_put(grid, from + c, text);
    }
    level1 = one == NULL ? "" : one;
    level2 = two == NULL ? "" : two;
  }
}

static void put_headings(form_grid *grid, const char *side, const column *columns, size_t count, bool two_rows)
{
  grid_row(grid);
  if (side != NULL) grid_put(grid, 0, side);
  for (size_t c = 0; c < count; c++)
    if (columns[c].upper != NULL) grid_put(grid, c + (side != NULL), columns[c].upper);
  if (!two_rows) return;
  grid_row(grid);
  for (size_t c = 0; c < count; c++)
    if (columns[c].lower != NULL) grid_put(grid, c + (side != NULL), columns[c].lower);
}

static void put_total(const json_t *form, form_grid *grid, const char *name, size_t weight, size_t score)
{
  grid_row(grid);
  grid_put(grid, 0, name);
  grid_put(grid, weight, "100");
  if (published_text(form, "total_score") != NULL) grid_put(grid, score, published_text(form, "total_score"));
}

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

// ---- variants --------------------------------------------------------------------------------------------------------

static void anhui(const json_t *form, form_grid *grid)
{
  static const column columns[] = {
    { "一级指标", NULL, "l1" }, { "二级指标", NULL, "l2" }, { "三级指标", NULL, "l3" }, { "年度指标值", NULL, "target_text" },
    { "实际完成值", NULL, "actual_text" }, { "分值", NULL, "weight" }, { "得分", NULL, "score" },
    { "偏差原因分析及改进措施", NULL, "deviation_note" },
  };
  PUT(grid, "项目支出绩效自评表");
  PUT(grid, "（2022年度）");
  put_names(form, grid);
  PUT(grid, "项目资金\n（万元）", NULL, NULL, NULL, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分");
  put_money(form, grid, 1, false);
  put_goals(grid);
  put_headings(grid, "绩\n效\n指\n标", columns, COUNT(columns), false);
  put_indicators(form, grid, columns, COUNT(columns), 1);
  put_total(form, grid, "总分", 6, 7);
  PUT(grid, "注：1.得分一档最高不能超过该指标分值上限。");
}

/// The weight stands before the target.
static void anhui_weight_first(const json_t *form, form_grid *grid)
{
  static const column columns[] = {
    { "一级指标", NULL, "l1" }, { "二级指标", NULL, "l2" }, { "三级指标", NULL, "l3" }, { "分值", NULL, "weight" },
    { "年度指标值", NULL, "target_text" }, { "实际完成值", NULL, "actual_text" }, { "得分", NULL, "score" },
    { "未完成原因分析", NULL, "deviation_note" },
  };
  PUT(grid, "项目支出绩效自评表");
  put_names(form, grid);
  PUT(grid, "项目资金（万元）", NULL, NULL, NULL, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分");
  put_money(form, grid, 1, false);
  put_goals(grid);
  put_headings(grid, "绩效指标", columns, COUNT(columns), false);
  put_indicators(form, grid, columns, COUNT(columns), 1);
  put_total(form, grid, "总  分", 4, 7);
}

/// Headings with line breaks, the units of money in the title line.
static void national(const json_t *form, form_grid *grid)
{
  static const column columns[] = {
    { "一级\n指标", NULL, "l1" }, { "二级指标", NULL, "l2" }, { "三级指标", NULL, "l3" }, { "年度\n指标值", NULL, "target_text" },
    { "实际\n完成值", NULL, "actual_text" }, { "分值", NULL, "weight" }, { "得分", NULL, "score" },
    { "偏差原因分析\n及改进措施", NULL, "deviation_note" },
  };
  PUT(grid, "项目支出绩效自评表");
  PUT(grid, "（2019年度）", NULL, NULL, NULL, NULL, NULL, NULL, "单位：万元");
  put_names(form, grid);
  PUT(grid, "项目资金", NULL, NULL, NULL, "年初\n预算数", "全年\n预算数", "全年\n执行数", "分值", "执行率", "得分");
  put_money(form, grid, 1, true);
  put_goals(grid);
  put_headings(grid, "绩效指标", columns, COUNT(columns), false);
  put_indicators(form, grid, columns, COUNT(columns), 1);
  put_total(form, grid, "总分", 6, 7);
}

/// Every heading of the indicators is split over two rows.
static void split_headings(const json_t *form, form_grid *grid)
{
  static const column columns[] = {
    { "一级", "指标", "l1" }, { "二级", "指标", "l2" }, { "三级", "指标", "l3" }, { "年度", "指标值", "target_text" },
    { "实际", "完成值", "actual_text" }, { "分", "值", "weight" }, { "得", "分", "score" }, { "偏差原因", "分析及改进措施", "deviation_note" },
  };
  PUT(grid, "项目支出绩效自评表（2020年度）");
  put_names(form, grid);
  PUT(grid, "项目资金（万元）", NULL, NULL, NULL, "年初预算数", "全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", "得分");
  put_money(form, grid, 1, true);
  put_goals(grid);
  put_headings(grid, "绩效指标", columns, COUNT(columns), true);
  put_indicators(form, grid, columns, COUNT(columns), 1);
  put_total(form, grid, "总分", 6, 7);
}

static const column sichuan_columns[] = {
  { "一级指标", NULL, "l1" }, { "二级指标", NULL, "l2" }, { "三级指标", NULL, "l3" }, { "指标性质", NULL, "operator_column" },
  { "指标值", NULL, "target_text" }, { "度量单位", NULL, "unit_column" }, { "完成值", NULL, "actual_text" },
  { "权重", NULL, "weight" }, { "得分", NULL, "score" }, { "未完成原因分析", NULL, "deviation_note" },
};

/// Only the tail: the head is on another page.
static void sichuan(const json_t *form, form_grid *grid)
{
  put_headings(grid, "项目绩效指标", sichuan_columns, COUNT(sichuan_columns), false);
  put_indicators(form, grid, sichuan_columns, COUNT(sichuan_columns), 1);
  put_total(form, grid, "合计", 8, 9);
  PUT(grid, "评价结论", "根据财政局资金下达的管理办法，将资金支付给项目施工方。");
  PUT(grid, "存在问题", "无");
  PUT(grid, "项目负责人：", NULL, NULL, NULL, "财务负责人：");
}

static void hubei(const json_t *form, form_grid *grid)
{
  static const column columns[] = {
    { "一级指标", NULL, "l1" }, { "二级指标", NULL, "l2" }, { "三级指标", NULL, "l3" }, { "指标值及评分标准", NULL, "target_text" },
    { "实际完成值", NULL, "actual_text" }, { "分值", NULL, "weight" }, { "自评分", NULL, "score" }, { "复核分", NULL, NULL },
    { "偏差原因", NULL, "deviation_note" },
  };
  PUT(grid, "财政预算支出项目绩效目标自评表");
  put_names(form, grid);
  PUT(grid, "项目资金（万元）", "资金来源", NULL, NULL, "年初预算数", "预算数", "执行数", "分值", "执行率", "得分");
  put_money(form, grid, 1, false);
  put_goals(grid);
  put_headings(grid, NULL, columns, COUNT(columns), false);
  put_indicators(form, grid, columns, COUNT(columns), 0);
  put_total(form, grid, "自评总分", 5, 6);
}

static void yunnan(const json_t *form, form_grid *grid)
{
  static const column columns[] = {
    { NULL, "一级指标", "l1" }, { NULL, "二级指标", "l2" }, { NULL, "三级指标", "l3" }, { "年度指标值", "指标性质", "operator_column" },
    { NULL, "指标值", "target_text" }, { NULL, "度量单位", "unit_column" }, { "实际完成值", NULL, "actual_text" },
    { "分值", NULL, "weight" }, { "得分", NULL, "score" }, { "偏差原因分析及改进措施", NULL, "deviation_note" },
  };
  PUT(grid, "项目支出绩效自评表");
  PUT(grid, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "公开14表");
  PUT(grid, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "金额单位：元");
  put_names(form, grid);
  PUT(grid, "项目资金", NULL, NULL, NULL, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分");
  put_money(form, grid, 1, false);
  put_goals(grid);
  put_headings(grid, "绩效指标", columns, COUNT(columns), true);
  put_indicators(form, grid, columns, COUNT(columns), 1);
  put_total(form, grid, "总分", 8, 9);
  grid_put(grid, 10, "优");
}

static const column goal_columns[] = {
  { "一级指标", NULL, "l1" }, { "二级指标", NULL, "l2" }, { "三级指标", NULL, "l3" }, { "指标值", NULL, "target_text" },
};

static void sichuan_goals(const json_t *form, form_grid *grid)
{
  const json_t *budget = json_object_get(form, "budget");
  PUT(grid, "项目支出绩效目标申报表");
  put_names(form, grid);
  PUT(grid, "项目资金（万元）", "年度资金总额", NULL, NULL, published_text(budget, "initial"));
  put_money(form, grid, 1, false);
  PUT(grid, "总体目标", "全年目标一\n全年目标二");
  put_headings(grid, "绩效指标", goal_columns, COUNT(goal_columns), false);
  put_indicators(form, grid, goal_columns, COUNT(goal_columns), 1);
}

static void hunan_goals(const json_t *form, form_grid *grid)
{
  PUT(grid, "乡村振兴衔接资金绩效目标申报表");
  put_names(form, grid);
  PUT(grid, "资金情况", "年度资金总额", NULL, published_text(json_object_get(form, "budget"), "initial"));
  PUT(grid, "年度目标", "全年目标一\n全年目标二");
  put_headings(grid, "绩效指标", goal_columns, COUNT(goal_columns), false);
  put_indicators(form, grid, goal_columns, COUNT(goal_columns), 1);
}

const form_variant *published_variant(const json_t *form)
{
  static const form_variant variants[] = {
    { "indicator text carries the target", anhui_weight_first },
    { "安徽", anhui },
    { "河北", national },
    { "510000_0013zp", sichuan },
    { "湖北广水", hubei },
    { "公开14表", yunnan },
    { "四川 项目支出绩效目标申报表", sichuan_goals },
    { "湖南", hunan_goals },
    { "财政部标准", split_headings },
  };
  const char *name = published_text(form, "form_variant");
  for (size_t i = 0; i < COUNT(variants); i++)
    if (name != NULL && strstr(name, variants[i].match) != NULL) return &variants[i];
  return NULL;
}

size_t published_each(const char *path, bool whole, published_call call, void *data)
{
  FILE *file = fopen(path, "rb");
  json_error_t err;
  size_t count = 0;
  if (file == NULL) return 0;
  for (json_t *form; (form = json_loadf(file, JSON_DISABLE_EOF_CHECK, &err)) != NULL; count++) {
    form_grid grid = { .rows = 0 };
    const form_variant *variant = published_variant(form);
    if (variant == NULL) {
      fprintf(stderr, "%s: no renderer for %s\n", published_text(form, "id"), published_text(form, "form_variant"));
      abort();
    }
    if (whole && published_text(form, "project") == NULL) published_head(form, "前页所列项目", &grid);
    variant->lay_out(form, &grid);
    call(form, &grid, data);
    json_decref(form);
  }
  fclose(file);
  return count;
}
