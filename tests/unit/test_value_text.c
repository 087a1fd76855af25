// test_value_text.c: the grammar of values: real cells, our own table, spellings that must not matter, and bad texts.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "form/value_text.h"

#define T ZP_ROLE_TARGET
#define A ZP_ROLE_ACTUAL

/// A reading as one line: "percent >= 95 %", "range 90..95 %", "date <= 2024-12-31", "compound ! 左右吧".
static void print_reading(const zp_value *value, char *line, size_t size)
{
  char low[ZP_NUMBER_ROOM], high[ZP_NUMBER_ROOM], first[16], last[16];
  zp_text from = { NULL, 0 }, to = { NULL, 0 }, day = { NULL, 0 };
  if (value->has_number) from = zp_qty_print(value->number, low);
  if (value->has_high) to = zp_qty_print(value->high, high);
  if (value->dates) {
    from = zp_date_print(value->date, first);
    to = zp_date_print(value->high_date, last);
    if (value->to_month) from.len -= 3, to.len -= 3;
  } else if (value->kind == ZP_KIND_DATE) {
    day = zp_date_print(value->date, first);
  }
  const char *op = zp_op_name(value->op);
  zp_text bad = zp_text_slice(value->text, value->bad_from, value->bad_from + value->bad_bytes);
  snprintf(line, size, "%s%s%s%s%.*s%s%.*s%s%.*s%s%.*s", zp_kind_name(value->kind), op ? " " : "", op ? op : "",
           from.len || day.len ? " " : "", ZP_ARG(from.len ? from : day), to.len ? ".." : "", ZP_ARG(to), value->unit.len ? " " : "",
           ZP_ARG(value->unit), bad.len ? " ! " : "", ZP_ARG(bad));
}

static void read_line(const char *text, const zp_value_hints *hints, char *line, size_t size, uint32_t *notes)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_value value;
  zp_error err = { 0 };
  assert_non_null(arena);
  assert_int_equal(zp_value_read(zp_text_from(text), hints, arena, &value, &err), ZP_OK);
  print_reading(&value, line, size);
  if (notes != NULL) *notes = value.notes;
  zp_arena_free(arena);
}

// ---- our own table -----------------------------------------------------------------------------------------------------

static const struct { const char *text, *expected; } plain[] = {
  { "百分之95", "percent 95 %" },
  { "95％以上（含95%）", "percent >= 95 %" },
  { "＞90%（含90%）", "percent >= 90 %" },
  { "不超过5万元，含5万元", "money <= 5 万元" },
  { "95%以上（含96%）", "compound" },
  { "45万元（含税）", "money 45 万元" },
  { "不高于上年", "qualitative" },
  { "不低于去年", "qualitative" },
  { "当年内", "date <= 12-31" },
  { "不晚于年底", "date <= 12-31" },
  { "≥100百分比", "percent >= 100 %" },
  { "1.2万人", "number 1.2 万人" },
  { "3万亩", "number 3 万亩" },
  { "2万亩次", "number 2 万亩次" },
  { "5万元/公里", "money 5 万元/公里" },
  { "1600元/亩", "money 1600 元/亩" },
  { "500元/人·月", "money 500 元/人·月" },
  { "500元/人/月", "money 500 元/人/月" },
  { "500元/人.月", "money 500 元/人·月" },
  { "350元/人/次", "money 350 元/人/次" },
  { "≥0.97比例", "number >= 0.97 比例" },
  { "3‰", "percent 3 ‰" },
  { "千分之5", "percent 5 ‰" },
  { "2024年12月", "date 2024-12-31" },
  { "2024年6月30日前", "date <= 2024-06-30" },
  { "9月前", "date <= 09-30" },
  { "2024-12-31", "date 2024-12-31" },
  { "2024/12/31", "date 2024-12-31" },
  { "2024.12.31", "date 2024-12-31" },
  { "2024.12", "date 2024-12-31" },
  { "20241231", "date 2024-12-31" },
  { "12月底到位", "date <= 12-31" },
  { "年底前", "date <= 12-31" },
  { "2024年底前", "date <= 2024-12-31" },
  { "2024年年底前", "date <= 2024-12-31" },
  { "2024年年内完成", "date <= 2024-12-31" },
  { "本年度年底前", "date <= 12-31" },
  { "2024年内", "date <= 2024-12-31" },
  { "第四季度前", "date <= 12-31" },
  { "2024年第四季度", "date 2024-12-31" },
  { "上半年", "date 06-30" },
  { "三季度末", "date 09-30" },
  { "12月31日之前", "date <= 12-31" },
  { "12月31", "date 12-31" },
  { "截至2024年12月", "date <= 2024-12-31" },
  { "于2024年11月完成", "date <= 2024-11-30" },
  { "11月中旬", "date 11-20" },
  { "2024年12月20日完成", "date <= 2024-12-20" },
  { "2024年度", "date 2024-12-31" },
  { "当年完成", "date <= 12-31" },
  { "年度内", "date <= 12-31" },
  { "每年12月底前", "date <= 12-31" },
  { "2024-12-31 00:00:00", "date 2024-12-31" },
  { "二〇二四年十二月三十一日", "date 2024-12-31" },
  { "十二月底前", "date <= 12-31" },
  { "24年12月底前", "date <= 2024-12-31" },
  { "2024年12月31日前（含）", "date <= 2024-12-31" },
  { "2024年6月底前完成主体工程", "date <= 2024-06-30" },
  { "在2024年12月31日前完成", "date <= 2024-12-31" },
  { "道路硬化2024年底前完成", "date <= 2024-12-31" },
  { "完成时间：2024年12月", "date <= 2024-12-31" },
  { "12月底前未完成", "compound" },
  { "2024-02-30", "compound ! 2024-02-30" },
  { "13月", "compound ! 13月" },
  { "2024-13", "compound ! 2024-13" },
  { "2023年2月29日", "compound ! 2023年2月29日" },
  { "2024年2月29日", "date 2024-02-29" },
  { "2月底", "date 02-28" },
  { "90%-95%", "range 90..95 %" },
  { "10~20个", "range 10..20 个" },
  { "3至5天", "range 3..5 天" },
  { "80—90", "range 80..90" },
  { "[80,90)", "range 80..90" },
  { "（80，90]", "range 80..90" },
  { "≥80%且<90%", "range 80..90 %" },
  { "≥95 %且≤100%", "range 95..100 %" },
  { "80%≤X<90%", "range 80..90 %" },
  { "80%≤满意度≤90%", "range 80..90 %" },
  { "80分以上90分以下", "range 80..90 分" },
  { "1万-2万元", "range 1..2 万元" },
  { "1-2次/年", "range 1..2 次/年" },
  { "2021年1月-12月", "range 2021-01..2021-12" },
  { "2021年1月1日-2021年12月31日", "range 2021-01-01..2021-12-31" },
  { "2024年1月1日至12月31日", "range 2024-01-01..2024-12-31" },
  { "2024.1-2024.12", "range 2024-01..2024-12" },
  { "2024.1-12", "range 2024-01..2024-12" },
  { "2024.1.1-12.31", "range 2024-01-01..2024-12-31" },
  { "2023-2025年", "range 2023-01..2025-12" },
  { "1-12月", "range 01..12" },
  { "1-2", "range 1..2" },
  { "5-3", "compound ! -3" },
  { "010-12345678", "compound ! -12345678" },
  { "13800138000", "number 13800138000" },
  { "不低于95%", "percent >= 95 %" },
  { "不少于3次", "number >= 3 次" },
  { "大于等于90%", "percent >= 90 %" },
  { "不小于5", "number >= 5" },
  { "至少5个", "number >= 5 个" },
  { "不得低于80%", "percent >= 80 %" },
  { "达到95%以上", "percent >= 95 %" },
  { "95%及以上", "percent >= 95 %" },
  { "不超过10万元", "money <= 10 万元" },
  { "不超5%", "percent <= 5 %" },
  { "控制在5%以内", "percent <= 5 %" },
  { "24小时以内", "number <= 24 小时" },
  { "3天之内", "number <= 3 天" },
  { "30日内", "number <= 30 日" },
  { "7个工作日内", "number <= 7 个工作日" },
  { "低于5%", "percent < 5 %" },
  { "超过90%", "percent > 90 %" },
  { "等于100%", "percent = 100 %" },
  { "＞＝90%", "percent >= 90 %" },
  { "=<5", "number <= 5" },
  { "⩾90%", "percent >= 90 %" },
  { "== 5", "number = 5" },
  { "≥95%以上", "percent >= 95 %" },
  { "大于等于95%以上", "percent >= 95 %" },
  { "100左右", "number 100" },
  { "约50人", "number 50 人" },
  { "近30户", "number 30 户" },
  { "100余人", "number 100 人" },
  { "5万余元", "money 5 万元" },
  { "20多万元", "money 20 万元" },
  { "100±10%", "number 100" },
  { "±10%", "percent <= 10 %" },
  { "误差不超过±3%", "percent <= 3 %" },
  { "≥5O个", "compound ! O个" },
  { "1e999", "compound ! e999" },
  { "1.23E+11", "compound ! E+11" },
  { "12..5", "compound ! ..5" },
  { "95%%", "compound ! %" },
  { "９５％％", "compound ! ％" },
  { "96％左右吧", "compound ! 左右吧" },
  { "5%-10万元", "compound" },
  { "1.2.3", "compound ! .3" },
  { "1/2", "compound ! /2" },
  { "17/17", "compound ! /17" },
  { "1:3", "compound ! :3" },
  { "1,234,56", "compound ! ,56" },
  { "1 234.5", "number 1234.5" },
  { "1 200人", "number 1200 人" },
  { "12 345 678元", "money 12345678 元" },
  { "1 200-1 500户", "range 1200..1500 户" },
  { "1 20", "compound !  20" },
  { "1,200 300", "compound !  300" },
  { "1200 300", "compound !  300" },
  { "85 100%", "compound ! 85 100%" },
  { "100%（17/17）", "percent 100 %" },
  { "94.1%(16/17)", "percent 94.1 %" },
  { "≥98%（49/50）", "percent >= 98 %" },
  { "100%（16/17）", "compound ! （16/17）" },
  { "100%（0/0）", "compound ! （0/0）" },
  { "17个（17/17）", "compound" },
  { "九成", "percent 90 %" },
  { "八成五", "percent 85 %" },
  { "九成以上", "percent >= 90 %" },
  { "约3成", "percent 30 %" },
  { "十成", "percent 100 %" },
  { "九成新", "qualitative" },
  { "一成不变", "qualitative" },
  { "#REF!", "compound ! #REF!" },
  { "#####", "compound ! #####" },
  { "NaN", "compound ! NaN" },
  { "≥", "compound ! ≥" },
  { "≥ %", "compound ! ≥ %" },
  { "万元", "compound ! 万元" },
  { "？", "compound ! ？" },
  { "(50)", "compound ! (50)" },
  { "(95%)", "percent 95 %" },
  { "1、单位财务管理制度1分;2、项目管理制度1分", "compound" },
  { "严格按照预算标准1000元/人给补助对象兑付补助", "compound 1000 元/人" },
  { "17个村89人", "compound" },
  { "①完成②完成", "compound" },
  { "365天×24小时", "compound" },
  { "未完成5个", "compound 5 个" },
  { "未达到95%", "compound 95 %" },
  { "第1名", "compound 1 名" },
  { "3个不合格", "compound ! 不合格" },
  { "", "blank" },
  { "/", "blank" },
  { "／", "blank" },
  { "\\", "blank" },
  { "—", "blank" },
  { "——", "blank" },
  { "--", "blank" },
  { "…", "blank" },
  { "……", "blank" },
  { "·", "blank" },
  { "*", "blank" },
  { "N/A", "blank" },
  { "无", "blank" },
  { "不适用", "blank" },
  { "零上访", "number = 0" },
  { "零事故、零投诉", "number = 0" },
  { "为零", "number = 0" },
  { "事故为零", "number = 0" },
  { "0起", "number 0 起" },
  { "=0", "number = 0" },
  { "一次", "number 1 次" },
  { "三个", "number 3 个" },
  { "十二人", "number 12 人" },
  { "百分之九十五", "percent 95 %" },
  { "百分之百", "percent 100 %" },
  { "两次", "number 2 次" },
  { "一百个", "number 100 个" },
  { "三个村", "number 3 个村" },
  { "半年", "number 0.5 年" },
  { "三万五千人", "number 35000 人" },
  { "三十五万元", "money 35 万元" },
  { "一亿三千万元", "money 130000000 元" },
  { "全部", "qualitative" },
  { "一致", "qualitative" },
  { "一般", "qualitative" },
  { "一流", "qualitative" },
  { "万众一心", "qualitative" },
  { "千方百计", "qualitative" },
  { "十分满意", "qualitative" },
  { "一条龙服务", "qualitative" },
  { "一次性", "qualitative" },
  { "两年一次", "qualitative" },
  { "¥1,234.50", "money 1234.50 元" },
  { "￥5万", "money 5 万元" },
  { "人民币1万元", "money 1 万元" },
  { "5块钱", "money 5 元" },
  { "1.5亿", "money 1.5 亿元" },
  { "1000万", "money 1000 万元" },
  { "2千万元", "money 2 千万元" },
  { "1,234,567.89元", "money 1234567.89 元" },
  { "24小时", "number 24 小时" },
  { "3天/次", "number 3 天/次" },
  { "≥1次/月", "number >= 1 次/月" },
  { "100户次", "number 100 户次" },
  { "每人每月500元", "money 500 元/人·月" },
  { "每月1次", "number 1 次/月" },
  { "每年不少于2次", "number >= 2 次/年" },
  { "500元每人每月", "money 500 元/人·月" },
  { "Ⅲ类水质", "qualitative" },
  { "PM2.5浓度≤35微克/立方米", "number <= 35 微克/立方米" },
  { "A级", "qualitative" },
  { "4A级", "qualitative" },
  { "95分", "number 95 分" },
  { "5星", "number 5 星" },
  { "2.5倍", "number 2.5 倍" },
  { "提高5个百分点", "number 5 个百分点" },
  { "较上年增长5%以上", "percent >= 5 %" },
  { "下降5%", "percent 5 %" },
  { "合格率100%", "percent 100 %" },
  { "群众满意度≥90%", "percent >= 90 %" },
  { "满意度达到95%以上", "percent >= 95 %" },
  { "安全事故0起", "number 0 起" },
  { "12个村（社区）", "number 12 个村" },
  { "1套（系统）", "number 1 套" },
  { "5个行政村", "number 5 个行政村" },
  { "17村", "number 17 村" },
  { "3艘", "number 3 艘" },
  { "3000㎡", "number 3000 平方米" },
  { "10 m³", "number 10 立方米" },
  { "12km", "number 12 公里" },
  { "-10℃", "number -10 ℃" },
  { "－5%", "percent -5 %" },
  { "负5%", "percent -5 %" },
  { "0.0900000762939453", "number 0.0900000762939453" },
  { "100.00%", "percent 100.00 %" },
  { "1234567890123456789012", "compound ! 1234567890123456789012" },
  { "控制在预算范围内", "qualitative" },
  { "无投诉", "qualitative" },
  { "√", "qualitative" },
  { "完成17个", "number 17 个" },
  { "2024年新建5公里", "number 5 公里" },
  { "20年", "number 20 年" },
  { "≥20年", "number >= 20 年" },
  { "≤12月", "date <= 12-31" },
  { "≥12月", "number >= 12 月" },
  { "1个项目", "number 1 个项目" },
  { "3个项目完成", "number 3 个项目" },
  { "12.31前", "date <= 12-31" },
  { "0安全事故", "number = 0" },
  { "不晚于2024年12月31日", "date <= 2024-12-31" },
  { "每公里20万元", "money 20 万元/公里" },
  { "12.31", "number 12.31" },
  { "RMB100", "money 100 元" },
  { "2024年一季度至四季度", "range 2024-01..2024-12" },
  { "7×24小时", "compound" },
  { "四分之三", "qualitative" },
};

static int check(const char *text, const char *expected, const zp_value_hints *hints)
{
  char line[512];
  read_line(text, hints, line, sizeof line, NULL);
  if (strcmp(line, expected) == 0) return 0;
  fprintf(stderr, "%s\n  read     %s\n  expected %s\n", text, line, expected);
  return 1;
}

static void reads_targets(void **state)
{
  int wrong = 0;
  (void)state;
  zp_value_hints hints = { .role = T };
  for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++) wrong += check(plain[i].text, plain[i].expected, &hints);
  assert_true(sizeof plain / sizeof plain[0] >= 150);
  assert_int_equal(wrong, 0);
}

static const struct { zp_role role; const char *op, *unit, *name, *text, *expected; } hinted[] = {
  { T, "", "", "验收合格率", "100", "percent 100 %" },
  { T, "", "", "验收合格率", "1", "number 1" },
  { T, "", "", "验收合格率", "0.98", "number 0.98" },
  { T, "", "", "验收合格率", "0", "percent 0 %" },
  { T, "", "", "验收合格率", "95分", "number 95 分" },
  { T, "", "", "验收合格率", "≥95", "percent >= 95 %" },
  { T, "", "", "验收合格率", "90-95", "range 90..95 %" },
  { T, "", "", "办事效率", "100", "number 100" },
  { T, "≤", "万元", "", "30", "money <= 30 万元" },
  { T, "≤", "万元", "", "完成", "qualitative" },
  { T, "≤", "万元", "", "45.5", "money <= 45.5 万元" },
  { A, "≧", "人次", "", "735", "number >= 735 人次" },
  { A, "≧", "人次", "", "无", "qualitative" },
  { A, "≧", "%", "", "100%", "percent >= 100 %" },
  { T, "定量指标", "%", "", "100%", "percent 100 %" },
  { T, "定量指标", "%", "", "100", "percent 100 %" },
  { T, "═", "%(百分比)", "", "100", "percent = 100 %" },
  { T, "═", "%(百分比)", "", "≥95", "percent >= 95 %" },
  { T, "═", "%(百分比)", "", "98.5%", "percent = 98.5 %" },
  { T, "", "人", "", "1.2万", "number 1.2 万人" },
  { T, "", "人", "", "50", "number 50 人" },
  { T, "", "人", "", "50万元", "money 50 万元" },
  { T, "", "元", "", "5万", "money 5 万元" },
  { T, "", "元", "", "¥100", "money 100 元" },
  { T, "", "元", "", "1000", "money 1000 元" },
  { T, "", "年", "", "1", "number 1 年" },
  { T, "", "年", "", "2024", "date 2024-12-31" },
  { T, "", "日期", "", "2024.12", "date 2024-12-31" },
  { T, "", "日期", "", "20241231", "date 2024-12-31" },
  { T, "≤", "万元", "", "2024.12", "money <= 2024.12 万元" },
  { T, "≤", "万元", "", "20241231", "money <= 20241231 万元" },
  { T, "", "", "受益人数", "3万", "number 3 万" },
  { T, "", "", "受益人数", "20块", "number 20 块" },
  { T, "", "", "项目总成本", "3万", "money 3 万元" },
  { T, "", "", "项目总成本", "20块", "money 20 元" },
  { T, "≤", "元/㎡", "", "300", "money <= 300 元/平方米" },
  { T, "≤", "", "", "2024年12月31日", "date <= 2024-12-31" },
  { T, "≤", "", "", "90-95", "range 90..95" },
  { T, "", "个(座)", "", "5", "number 5 个" },
  { T, "", "单位：个", "", "7", "number 7 个" },
  { T, "", "定性", "", "95", "number 95" },
  { A, "", "", "", "≥95%", "percent >= 95 %" },
  { A, "", "", "", "零上访", "number 0" },
  { A, "", "", "", "无", "qualitative" },
  { A, "", "", "", "/", "blank" },
  { A, "", "", "", "完成100%", "percent 100 %" },
  { A, "", "", "", "2024年11月完成", "date 2024-11-30" },
  { A, "", "", "", "下降5%", "compound 5 %" },
  { A, "", "", "", "增长3%", "percent 3 %" },
  { A, "", "", "", "已于12月5日完成", "date 12-05" },
  { A, "", "", "", "100%，完成", "percent 100 %" },
  { A, "", "", "", "实际完成 35 公里", "number 35 公里" },
  { A, "", "", "", "100%（已完成）", "percent 100 %" },
  { A, "", "", "", "98%达标", "percent 98 %" },
  { A, "", "", "", "共17个", "number 17 个" },
  { A, "", "", "", "50%（未完成）", "percent 50 %" },
  { A, "", "", "", "100%，无投诉", "percent 100 %" },
  { A, "", "", "", "基本完成，95%", "percent 95 %" },
  { A, "", "", "", "100%，扣1分", "compound" },
  { A, "", "", "", "达成预期指标", "qualitative" },
  { A, "", "", "", "1.2", "number 1.2" },
  { A, "", "", "投诉下降率", "下降5%", "percent 5 %" },
};

static void reads_with_surroundings(void **state)
{
  int wrong = 0;
  (void)state;
  for (size_t i = 0; i < sizeof hinted / sizeof hinted[0]; i++) {
    zp_value_hints hints = { hinted[i].role, zp_text_from(hinted[i].op), zp_text_from(hinted[i].unit),
                             zp_text_from(hinted[i].name), 0, NULL };
    wrong += check(hinted[i].text, hinted[i].expected, &hints);
  }
  assert_int_equal(wrong, 0);
}

/// Actuals completed by the target they answer; the form is of 2024.
static const struct { const char *target, *text, *expected; } answers[] = {
  { "≥95%", "96", "percent 96 %" },
  { "≥95%", "0.97", "number 0.97 比例" },
  { "≥95%", "1", "number 1 比例" },
  { "≤5%", "0.8", "percent 0.8 %" },
  { "=189万", "180.5", "money 180.5 万元" },
  { "≤30万元", "28万", "money 28 万元" },
  { "≥1.2万人", "1.3", "number 1.3 万人" },
  { "=17个", "17", "number 17 个" },
  { "=17个", "已完成17个", "number 17 个" },
  { "1", "1", "number 1" },
  { "12月底前", "11月", "date 2024-11-30" },
  { "12月底前", "2月底", "date 2024-02-29" },
  { "2024年12月底前", "2024.12", "date 2024-12-31" },
  { "≤2100万元", "2024.12", "money 2024.12 万元" },
  { "增长5%", "增长6%", "percent 6 %" },
  { "增长5%", "下降6%", "compound 6 %" },
  { "下降5%以上", "下降6%", "percent 6 %" },
  { "下降5%以上", "增长6%", "compound 6 %" },
  { "≥95%", "90%-95%", "range 90..95 %" },
  { "方便", "方便", "qualitative" },
};

static void completes_answers(void **state)
{
  int wrong = 0;
  (void)state;
  for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
    zp_arena *arena = zp_arena_new(NULL, 0);
    zp_value target;
    zp_value_hints hints = { .role = T, .year = 2024 };
    assert_int_equal(zp_value_read(zp_text_from(answers[i].target), &hints, arena, &target, NULL), ZP_OK);
    hints = (zp_value_hints){ .role = A, .year = 2024, .target = &target };
    wrong += check(answers[i].text, answers[i].expected, &hints);
    zp_arena_free(arena);
  }
  assert_int_equal(wrong, 0);
}

static void notes_what_it_did(void **state)
{
  static const struct { zp_role role; const char *op, *unit, *name, *text; uint32_t notes; } rows[] = {
    { T, "", "", "", "=189万", ZP_NOTE_UNIT_COMPLETED },
    { T, "≤", "万元", "", "30", ZP_NOTE_UNIT_FROM_COLUMN | ZP_NOTE_OP_FROM_COLUMN },
    { T, "", "", "", "不低于95%", ZP_NOTE_OP_FROM_WORD },
    { T, "", "", "合格率", "100", ZP_NOTE_PERCENT_BY_NAME },
    { T, "", "", "", "约50人", ZP_NOTE_APPROXIMATE },
    { A, "", "", "", "已完成17个", ZP_NOTE_WITH_VERDICT },
    { A, "", "", "", "≥95%", ZP_NOTE_OP_IN_ACTUAL },
    { T, "", "", "", "12月31日", ZP_NOTE_NO_YEAR },
    { T, "", "", "", "100±10%", ZP_NOTE_TOLERANCE },
    { T, "≤", "", "", "≥95%", ZP_NOTE_OP_CONFLICT },
    { T, "", "人", "", "50万元", ZP_NOTE_UNIT_CONFLICT },
    { T, "", "", "", "按标准发放共计约定补助1000元给对象使用", ZP_NOTE_NUMBER_IN_SENTENCE },
    { T, "", "", "", "2024-02-30", ZP_NOTE_DATE_IMPOSSIBLE | ZP_NOTE_NOT_A_VALUE },
    { T, "", "", "", "96％左右吧", ZP_NOTE_NOT_A_VALUE },
    { T, "", "", "", "1234567890123456789012", ZP_NOTE_NOT_A_VALUE | ZP_NOTE_OUT_OF_RANGE },
    { T, "", "", "", "#DIV/0!", ZP_NOTE_NOT_A_VALUE | ZP_NOTE_FORMULA_ERROR },
    { T, "", "", "", "9月前", ZP_NOTE_OP_FROM_WORD | ZP_NOTE_NO_YEAR | ZP_NOTE_PERIOD_COUNTED },
    { T, "", "", "", "零上访", ZP_NOTE_ZERO_IN_WORDS },
    { T, "", "", "", "95%", 0 },
  };
  char line[512];
  uint32_t notes;
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    zp_value_hints hints = { rows[i].role, zp_text_from(rows[i].op), zp_text_from(rows[i].unit), zp_text_from(rows[i].name), 0, NULL };
    read_line(rows[i].text, &hints, line, sizeof line, &notes);
    if (notes != rows[i].notes) fprintf(stderr, "%s: notes %x, expected %x\n", rows[i].text, notes, rows[i].notes);
    assert_int_equal(notes, rows[i].notes);
  }
}

// ---- spellings that must not matter --------------------------------------------------------------------------------------

/// ASCII as full-width characters, or a blank before and behind everything that is no digit.
static void respell(const char *text, int how, char *out)
{
  for (const char *p = text; *p != '\0'; p++) {
    unsigned char c = (unsigned char)*p;
    if (how == 0 && c > ' ' && c < 0x7F) {
      uint32_t wide = 0xFEE0u + c;
      *out++ = (char)(0xE0 | wide >> 12);
      *out++ = (char)(0x80 | (wide >> 6 & 0x3F));
      *out++ = (char)(0x80 | (wide & 0x3F));
      continue;
    }
    bool digit = c >= '0' && c <= '9';
    bool after = p[1] >= '0' && p[1] <= '9';
    *out++ = *p;
    bool whole = c < 0x80 || ((unsigned char)p[1] & 0xC0) != 0x80;  // not within a character
    if (how == 1 && whole && digit != after && c != '.' && c != ',' && p[1] != '.' && p[1] != ',') out = strcpy(out, "\u3000 ") + 4;
  }
  *out = '\0';
}

static int check_spellings(const char *text, const zp_value_hints *hints)
{
  char expected[512], line[512], spelt[4096];
  int wrong = 0;
  if (strlen(text) > 900) return 0;
  read_line(text, hints, expected, sizeof expected, NULL);
  if (strchr(expected, '!') != NULL) *strchr(expected, '!') = '\0';  // the part not understood is spelt otherwise too
  for (int how = 0; how < 3; how++) {
    if (how < 2) respell(text, how, spelt);
    else snprintf(spelt, sizeof spelt, " \n\t\u3000%s\u00a0\r\n", text);
    read_line(spelt, hints, line, sizeof line, NULL);
    if (strchr(line, '!') != NULL) *strchr(line, '!') = '\0';
    if (strcmp(line, expected) == 0) continue;
    fprintf(stderr, "%s\n  read     %s\n  expected %s\n", spelt, line, expected);
    wrong++;
  }
  return wrong;
}

static void spellings_do_not_matter(void **state)
{
  int wrong = 0;
  (void)state;
  zp_value_hints hints = { .role = T };
  for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++) wrong += check_spellings(plain[i].text, &hints);
  assert_int_equal(wrong, 0);
}

// ---- the sample of real cells ----------------------------------------------------------------------------------------------

typedef struct sample { char *role, *kind, *op, *value, *unit, *text, *op_column, *unit_column; } sample;

static char *field(char **rest)
{
  char *start = *rest, *end = strpbrk(start, "\t\n");
  if (end == NULL) return start;
  *rest = end + 1;
  *end = '\0';
  return start;
}

static sample split(char *line)
{
  sample s;
  s.text = field(&line);
  s.role = field(&line);
  field(&line);
  s.kind = field(&line);
  s.op = field(&line);
  s.value = field(&line);
  s.unit = field(&line);
  s.op_column = field(&line);
  s.unit_column = field(&line);
  if (strcmp(s.kind, "date-deadline") == 0) s.kind = "date";
  if (strcmp(s.unit, "万(元)") == 0) s.unit = "万元";
  if (strcmp(s.unit, "date") == 0) s.unit = "";
  return s;
}

/// What the sample calls the unit when neither the cell nor its column says it: the name (a rate), the target or the form's head.
static void surround(const sample *s, zp_arena *arena, zp_value *target, zp_value_hints *hints)
{
  bool percent = strcmp(s->kind, "percent") == 0, said = strstr(s->text, s->unit) != NULL || s->unit_column[0] != '\0';
  hints->role = strcmp(s->role, "actual") == 0 ? A : T;
  hints->op = zp_text_from(s->op_column);
  hints->unit = zp_text_from(s->unit_column);
  if (s->unit[0] == '\0' || said || strcmp(s->kind, "compound") == 0) return;
  if (percent) {
    hints->name = ZP_TEXT("工程验收合格率");
  } else if (hints->role == T) {
    hints->unit = zp_text_from(s->unit);
  } else {
    zp_value_hints none = { .role = T };
    zp_text text = zp_text_format(arena, "≤%s%s", s->value, s->unit);
    assert_int_equal(zp_value_read(text, &none, arena, target, NULL), ZP_OK);
    hints->target = target;
  }
}

static const char *expect_line(const sample *s, zp_arena *arena)
{
  bool number = s->value[0] != '\0';
  return zp_text_format(arena, "%s%s%s%s%s%s%s", s->kind, s->op[0] ? " " : "", s->op, number ? " " : "", s->value,
                        s->unit[0] ? " " : "", s->unit).ptr;
}

static void reads_the_sample(void **state)
{
  FILE *file = fopen(ZP_SHARED "/data/value-readings.tsv", "r");
  char row[4096];
  int rows = 0, wrong = 0;
  (void)state;
  if (file == NULL) {
    print_message("skipped: reads_the_sample (no shared/data/value-readings.tsv)\n");
    skip();
  }
  assert_non_null(fgets(row, sizeof row, file));
  while (fgets(row, sizeof row, file) != NULL) {
    zp_arena *arena = zp_arena_new(NULL, 0);
    zp_value target;
    zp_value_hints hints = { .role = T };
    sample s = split(row);
    surround(&s, arena, &target, &hints);
    wrong += check(s.text, expect_line(&s, arena), &hints) + check_spellings(s.text, &hints);
    rows++;
    zp_arena_free(arena);
  }
  fclose(file);
  assert_int_equal(rows, 100);
  assert_int_equal(wrong, 0);
}

// ---- operators and money ---------------------------------------------------------------------------------------------------

static void reads_operators(void **state)
{
  static const struct { const char *text; zp_op op; } rows[] = {
    { "=", ZP_OP_EQ }, { "＝", ZP_OP_EQ }, { "═", ZP_OP_EQ }, { "等于", ZP_OP_EQ }, { "≥", ZP_OP_GE }, { "≧", ZP_OP_GE },
    { "⩾", ZP_OP_GE }, { "＞＝", ZP_OP_GE }, { ">=", ZP_OP_GE }, { "=>", ZP_OP_GE }, { "> =", ZP_OP_GE }, { "大于等于", ZP_OP_GE },
    { "不低于", ZP_OP_GE }, { "≥(大于等于)", ZP_OP_GE }, { "正向≥", ZP_OP_GE }, { "≮", ZP_OP_GE }, { "≤", ZP_OP_LE },
    { "≦", ZP_OP_LE }, { "⩽", ZP_OP_LE }, { "<=", ZP_OP_LE }, { "=<", ZP_OP_LE }, { "＜＝", ZP_OP_LE }, { "不超过", ZP_OP_LE },
    { "小于等于", ZP_OP_LE }, { "以内", ZP_OP_LE }, { "≯", ZP_OP_LE }, { ">", ZP_OP_GT }, { "＞", ZP_OP_GT }, { "﹥", ZP_OP_GT },
    { "大于", ZP_OP_GT }, { "<", ZP_OP_LT }, { "﹤", ZP_OP_LT }, { "小于", ZP_OP_LT }, { "", ZP_OP_NONE }, { "定量指标", ZP_OP_NONE },
    { "定性指标", ZP_OP_NONE }, { "/", ZP_OP_NONE }, { "≥或≤", ZP_OP_NONE }, { "定性", ZP_OP_NONE }, { "\xFF", ZP_OP_NONE },
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    if (zp_op_read(zp_text_from(rows[i].text)) != rows[i].op) fprintf(stderr, "operator: %s\n", rows[i].text);
    assert_int_equal(zp_op_read(zp_text_from(rows[i].text)), rows[i].op);
  }
}

static void reads_money(void **state)
{
  static const struct { const char *text, *unit; int64_t fen; } rows[] = {
    { "113.06万元", "", 113060000 }, { "45 万", "", 45000000 }, { "380000", "元", 38000000 }, { "380000", "单位：元", 38000000 },
    { "38", "", 38000000 }, { "89.974", "万元", 89974000 }, { "0.0900000762939453", "万元", 90000 }, { "￥1,234.50", "万元", 123450 },
    { "¥5万", "", 5000000 }, { "1.5亿元", "", 15000000000 }, { "１１３．０６", "(万元)", 113060000 }, { "-3.2", "", -3200000 },
    { "0", "", 0 }, { "12.345元", "", 1235 }, { "人民币3万元整", "", 3000000 }, { "2千元", "", 200000 },
  };
  static const char *const bad[] = { "", " ", "/", "45万吧", "45个", "12..5", "1e9", "45万元/公里", "99999999999999999万元", "约45万", "\xFF\xFE", "三" };
  (void)state;
  zp_arena *arena = zp_arena_new(NULL, 0);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    zp_money money = { -1 };
    zp_error err = { 0 };
    zp_status status = zp_money_read(zp_text_from(rows[i].text), zp_text_from(rows[i].unit), arena, &money, &err);
    if (status != ZP_OK || money.fen != rows[i].fen) fprintf(stderr, "money: %s -> %lld\n", rows[i].text, (long long)money.fen);
    assert_int_equal(status, ZP_OK);
    assert_int_equal(money.fen, rows[i].fen);
  }
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    zp_money money = { 77 };
    zp_error err = { 0 };
    assert_int_equal(zp_money_read(zp_text_from(bad[i]), ZP_TEXT(""), arena, &money, &err), ZP_E_MONEY_UNREADABLE);
    assert_int_equal(money.fen, 77);
  }
  zp_arena_free(arena);
}

static void points_at_what_money_is_not(void **state)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_money money;
  zp_error err = { 0 };
  (void)state;
  assert_int_equal(zp_money_read(ZP_TEXT("45万吧"), ZP_TEXT(""), arena, &money, &err), ZP_E_MONEY_UNREADABLE);
  assert_string_equal(err.cell, "45万吧");
  assert_int_equal(err.caret_from, strlen("45万"));
  assert_int_equal(err.caret_bytes, strlen("吧"));
  zp_arena_free(arena);
}

// ---- bounds ------------------------------------------------------------------------------------------------------------------

static void long_texts_are_compound(void **state)
{
  char line[512], *text = malloc(300000);
  zp_value_hints hints = { .role = T };
  (void)state;
  assert_non_null(text);
  for (size_t length = 4094; length <= 299998; length += 295904) {
    memset(text, '9', length);
    text[length] = '\0';
    read_line(text, &hints, line, 20, NULL);
    assert_memory_equal(line, "compound", 8);
  }
  free(text);
}

typedef struct short_memory { int left; } short_memory;

static void *take_or_fail(void *context, void *block, size_t old_size, size_t size)
{
  short_memory *memory = context;
  (void)old_size;
  if (size == 0) {
    free(block);
    return NULL;
  }
  return memory->left-- > 0 ? realloc(block, size) : NULL;
}

static void says_when_memory_is_short(void **state)
{
  short_memory memory = { 1 };
  zp_allocator allocator = { take_or_fail, &memory };
  char text[4001];
  (void)state;
  memset(text, ' ', 4000);
  memcpy(text, "5", 1);
  memcpy(text + 3990, "1.2万人/年", 10);
  text[4000] = '\0';
  int failures = 0;
  for (int allowed = 0; allowed < 12; allowed++) {
    memory.left = allowed;
    zp_arena *arena = zp_arena_new(&allocator, 0);
    zp_value value;
    zp_error err = { 0 };
    zp_value_hints hints = { .role = T };
    if (arena == NULL) continue;
    zp_status status = zp_value_read(zp_text_from(text), &hints, arena, &value, &err);
    assert_true(status == ZP_OK || status == ZP_E_MEMORY);
    failures += status == ZP_E_MEMORY;
    zp_arena_free(arena);
  }
  assert_true(failures > 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(reads_targets),
    cmocka_unit_test(reads_with_surroundings),
    cmocka_unit_test(completes_answers),
    cmocka_unit_test(notes_what_it_did),
    cmocka_unit_test(spellings_do_not_matter),
    cmocka_unit_test(reads_the_sample),
    cmocka_unit_test(reads_operators),
    cmocka_unit_test(reads_money),
    cmocka_unit_test(points_at_what_money_is_not),
    cmocka_unit_test(long_texts_are_compound),
    cmocka_unit_test(says_when_memory_is_short),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
