// sample_result.c: see sample_result.h.
#include "sample_result.h"

#include <stdlib.h>

#include "sample_district.h"

#define T(literal) ZP_TEXT(literal)
#define S(literal) ZP_TEXT_INIT(literal)
#define E4(value) { value }

static void *take(zp_arena *arena, size_t count, size_t size)
{
  void *room = zp_arena_take(arena, count, size);
  if (room == NULL) abort();
  return room;
}

static zp_place place(uint32_t row, uint32_t column)
{
  return (zp_place){ T("样例镇绩效文本.txt"), T("表一"), row, column };
}

// ---- the town ----------------------------------------------------------------------------------------------------------

static const zp_row_result roads[] = {
  { .execution = true, .level1 = S("预算执行"), .level3 = S("预算执行率"), .weight = E4(100000),
    .weight_source = ZP_WEIGHT_PACK, .outcome = ZP_SCORED, .points = E4(95000), .answer = { 95, 1 },
    .rule = S("execution"), .rule_title = S("预算执行率"), .deviation = S("质保金未到支付期") },
  { .level1 = S("产出指标"), .level2 = S("数量指标"), .level3 = S("修缮道路长度"), .description = S("当年修缮的村道"),
    .group = S("output"), .target_text = S("≥12.5公里"), .actual_text = S("12.50"),
    .target = { .kind = ZP_KIND_NUMBER, .op = ZP_OP_GE, .has_number = true, .number = { 125, 1 }, .unit = S("公里"),
                .text = S("≥12.5公里") },
    .actual = { .kind = ZP_KIND_NUMBER, .has_number = true, .number = { 1250, 2 }, .unit = S("公里"), .text = S("12.50"),
                .notes = ZP_NOTE_UNIT_FROM_COLUMN },
    .direction = ZP_DIRECTION_UP, .direction_source = ZP_BY_OPERATOR, .weight = E4(166700),
    .weight_source = ZP_WEIGHT_SHARED, .outcome = ZP_SCORED, .points = E4(166700), .answer = { 1667, 2 },
    .rule = S("ratio_up"), .rule_title = S("正向定量指标"), .has_declared = true, .declared = E4(166700) },
  { .level1 = S("产出指标"), .level2 = S("质量指标"), .level3 = S("工程验收合格率"), .group = S("output"),
    .target_text = S("≥95%"), .actual_text = S("76％"),
    .target = { .kind = ZP_KIND_PERCENT, .op = ZP_OP_GE, .has_number = true, .number = { 95, 0 }, .unit = S("%"),
                .text = S("≥95%") },
    .actual = { .kind = ZP_KIND_PERCENT, .has_number = true, .number = { 76, 0 }, .unit = S("%"), .text = S("76％") },
    .direction = ZP_DIRECTION_UP, .direction_source = ZP_BY_OPERATOR, .weight = E4(333300),
    .weight_source = ZP_WEIGHT_SHARED, .outcome = ZP_SCORED, .points = E4(266600), .answer = { 26664, 3 },
    .rule = S("ratio_up"), .rule_title = S("正向定量指标"), .has_declared = true, .declared = E4(330000),
    .deviation = S("两个标段\n返工") },
  { .level1 = S("效益指标"), .level2 = S("社会效益指标"), .level3 = S("方便群众出行"), .group = S("benefit"),
    .target_text = S("方便"), .actual_text = S("比去年好一些吧"),
    .target = { .kind = ZP_KIND_QUALITATIVE, .text = S("方便") },
    .actual = { .kind = ZP_KIND_QUALITATIVE, .text = S("比去年好一些吧") }, .direction_source = ZP_BY_NOTHING,
    .weight = E4(300000), .weight_source = ZP_WEIGHT_SHARED, .outcome = ZP_UNSCORED, .reason = ZP_REASON_BAND_UNKNOWN,
    .target_place = { S("样例镇绩效文本.txt"), S("表一"), 41, 7 }, .actual_place = { S("填报表.csv"), { NULL, 0 }, 4, 9 } },
  { .level1 = S("满意度指标"), .level2 = S("服务对象满意度指标"), .level3 = S("群众满意度"), .group = S("satisfaction"),
    .target_text = S("≥90%"), .actual_text = S("91%"),
    .target = { .kind = ZP_KIND_PERCENT, .op = ZP_OP_GE, .has_number = true, .number = { 90, 0 }, .unit = S("%"),
                .text = S("≥90%") },
    .actual = { .kind = ZP_KIND_PERCENT, .has_number = true, .number = { 91, 0 }, .unit = S("%"), .text = S("91%") },
    .direction = ZP_DIRECTION_UP, .direction_source = ZP_BY_OPERATOR, .weight = E4(100000),
    .weight_source = ZP_WEIGHT_SHARED, .outcome = ZP_FAULT, .reason = ZP_REASON_FAULT, .rule = S("satisfaction"),
    .rule_title = S("满意度"), .fault = S("\xFF" "FAULT_ANSWER_OVER|12.5|10"),
    .place = { S("样例镇绩效文本.txt"), S("表一"), 52, 3 } },
};

static const zp_row_result wardens[] = {
  { .execution = true, .level1 = S("预算执行"), .level3 = S("预算执行率"), .weight = E4(100000),
    .weight_source = ZP_WEIGHT_FORM, .outcome = ZP_SCORED, .points = E4(100000), .answer = { 10, 0 },
    .rule = S("execution"), .rule_title = S("预算执行率") },
  { .level1 = S("成本指标"), .level2 = S("经济成本指标"), .level3 = S("人员补助"), .group = S("cost"), .target_text = S("=45万"),
    .actual_text = S("38万元"),
    .target = { .kind = ZP_KIND_MONEY, .op = ZP_OP_EQ, .has_number = true, .number = { 45, 0 }, .unit = S("万元"),
                .text = S("=45万"), .notes = ZP_NOTE_UNIT_COMPLETED },
    .actual = { .kind = ZP_KIND_MONEY, .has_number = true, .number = { 38, 0 }, .unit = S("万元"), .text = S("38万元") },
    .direction = ZP_DIRECTION_DOWN, .direction_source = ZP_BY_CAP, .weight = E4(900000), .weight_source = ZP_WEIGHT_FORM,
    .outcome = ZP_SCORED, .points = E4(900000), .answer = { 90, 0 }, .rule = S("ratio_down"), .rule_title = S("反向定量指标"),
    .note = S("写作“=”，按上限计分") },
};

static zp_row_result *rows_of(zp_arena *arena, const zp_row_result *rows, size_t count)
{
  zp_row_result *copy = take(arena, count, sizeof *copy);
  for (size_t i = 0; i < count; i++) copy[i] = rows[i];
  return copy;
}

static zp_finding *town_findings(zp_arena *arena, size_t *count)
{
  zp_findings list = { .arena = arena };
  zp_place at = place(3, 5);
  zp_finding *finding = zp_findings_add(&list, ZP_E_ACTUAL_UNREADABLE, &at, T(""), T(""), T(""));
  zp_finding_cell(&list, finding, T("96％左右吧"), 5, 9);
  zp_findings_add(&list, ZP_E_MONEY_PARTS, &at, T("113.06"), T("120.00"), T(""));
  at = (zp_place){ .file = T("填报表.csv"), .row = 9 };
  zp_findings_add(&list, ZP_E_INDICATOR_UNKNOWN, &at, T("道路长度"), T("道路修缮"), T("修缮道路长度"));
  finding = zp_findings_add(&list, ZP_E_ACTUAL_UNREADABLE, &at, T(""), T(""), T(""));
  zp_finding_cell(&list, finding, T("\"约\"\t3"), 0, 0);
  if (list.lost) abort();
  *count = list.count;
  return list.items;
}

/// The inputs of a row: numbers, a text, and one that the rule names and the row has not.
static void give(zp_arena *arena, zp_row_result *row, const zp_given *given, size_t count)
{
  row->given = take(arena, count, sizeof *given);
  for (size_t i = 0; i < count; i++) row->given[i] = given[i];
  row->given_count = count;
}

static void give_town(zp_arena *arena, zp_row_result *rows)
{
  static const zp_given executed[] = { { ZP_IN_REVISED, S("1130600.00") }, { ZP_IN_EXECUTED, S("1074070.00") } };
  static const zp_given measured[] = { { ZP_IN_ACTUAL, S("76") }, { ZP_IN_TARGET, S("95") }, { ZP_IN_WEIGHT, S("33.33") },
                                       { ZP_IN_DECLARED, { NULL, 0 } }, { ZP_IN_UNIT, S("%") } };
  give(arena, &rows[0], executed, 2);
  give(arena, &rows[2], measured, 5);
}

static void build_town(zp_arena *arena, zp_unit_result *unit)
{
  zp_project_result *projects = take(arena, 2, sizeof *projects);
  projects[0] = (zp_project_result){
    .name = T("道路修缮"), .place = place(30, 2), .has_initial = true, .has_revised = true, .has_executed = true, .initial = { 110000000 },
    .revised = { 113060000 }, .executed = { 107407000 }, .rows = rows_of(arena, roads, sizeof roads / sizeof roads[0]),
    .row_count = sizeof roads / sizeof roads[0],
    .total = { .points = E4(528300), .weight = E4(1000000), .scored = E4(600000), .score = E4(528300), .score_high = E4(928300),
               .known = true, .grade = T("差"), .grade_high = T("优") } };
  give_town(arena, projects[0].rows);
  projects[1] = (zp_project_result){
    .code = T("130284-002"), .name = T("网格员补助"), .has_revised = true, .has_executed = true, .revised = { 45000000 },
    .executed = { 45000000 }, .rows = rows_of(arena, wardens, 2), .row_count = 2,
    .total = { .points = E4(1000000), .weight = E4(1000000), .scored = E4(1000000), .score = E4(1000000),
               .score_high = E4(1000000), .known = true, .graded = true, .grade = T("优"), .grade_high = T("优") } };
  *unit = (zp_unit_result){
    .code = T("130284001"), .name = T("样例镇人民政府"), .year = 2024, .overall_count = 3, .item_count = 11,
    .safeguard_count = 6, .projects = projects, .project_count = 2,
    .total = { .points = E4(662600), .weight = E4(1000000), .scored = E4(713800), .score = E4(662600),
               .score_high = E4(948700), .known = true, .grade = T("中"), .grade_high = T("优") } };
  unit->findings = town_findings(arena, &unit->finding_count);
}

// ---- all the names -------------------------------------------------------------------------------------------------------

static zp_value value_of(size_t i)
{
  zp_value value = { .kind = (zp_kind)(i % ZP_KIND_COUNT), .op = (zp_op)(i % (ZP_OP_LT + 1)), .text = T("约3～4月"),
                     .unit = T("元/人·月"), .notes = (uint32_t)1 << i % ZP_NOTE_COUNT };
  if (i % 2 == 1) value.has_number = true, value.number = (zp_qty){ -999999999999999999, 18 };
  if (i % 4 == 1) value.has_high = true, value.high = (zp_qty){ 999999999999999999, 0 };
  if (i % 3 == 1) value.date = (zp_date){ 2024, 2, 29 }, value.high_date = (zp_date){ 0, 12, 31 };
  value.dates = i % 3 == 1;
  value.to_month = i % 5 == 1;
  if (i == ZP_REASON_COUNT) value.notes = ((uint32_t)1 << ZP_NOTE_COUNT) - 1, value.bad_from = 3, value.bad_bytes = 4;
  return value;
}

static zp_row_result row_of(size_t i)
{
  zp_row_result row = {
    .execution = i == 0, .level1 = T("一级"), .level2 = T("二级"), .level3 = T("三级"), .description = T("说明"), .group = T("g"),
    .target_text = T(" ≥3 "), .actual_text = T("4"), .target = value_of(i), .actual = value_of(i + 1),
    .direction = (zp_direction)(i % (ZP_DIRECTION_ZERO + 1)), .direction_source = (zp_direction_source)(i % (ZP_BY_ZERO + 1)),
    .band = (zp_band)(i % (ZP_BAND_UNMET + 1)), .weight = E4((int64_t)i * 12345),
    .weight_source = (zp_weight_source)(i % (ZP_WEIGHT_NONE + 1)), .outcome = (zp_outcome_kind)(i % (ZP_FAULT + 1)),
    .reason = (zp_reason)(i % ZP_REASON_COUNT), .rule = T("rule_id"), .rule_title = T("规则"), .note = T("说明一二三"),
    .deviation = T("原因"), .target_place = place(70000, 300), .actual_place = { T("f"), T("s"), UINT32_MAX, 1 } };
  if (row.reason == ZP_REASON_INPUT_MISSING) row.reason_input = T("days_late");
  if (row.outcome == ZP_SCORED) row.points.e4 = (int64_t)i * 10000, row.answer = (zp_qty){ (int64_t)i * 1000000001, 9 };
  if (i % 2 == 0) row.has_declared = true, row.declared.e4 = -(int64_t)i;
  return row;
}

static const zp_adjustment adjustments[] = {
  { .kind = ZP_RULE_VETO, .rule = S("misuse"), .title = S("截留挪用资金"), .outcome = ZP_NOT_APPLIED },
  { .kind = ZP_RULE_VETO, .rule = S("forged"), .title = S("数据造假"), .outcome = ZP_DECLINED, .grade = S("差"),
    .note = S("没有附件") },
  { .kind = ZP_RULE_DEDUCTION, .rule = S("no_note"), .title = S("失分未说明偏差"), .outcome = ZP_APPLIED, .points = E4(5000),
    .note = S("1 项") },
  { .kind = ZP_RULE_DEDUCTION, .rule = S("late"), .title = S("迟报"), .outcome = ZP_BROKEN, .points = E4(50000),
    .fault = S("\xFF" "FAULT_STEPS|1000000"), .line = 12 },
};

static void build_names(zp_arena *arena, zp_unit_result *unit)
{
  zp_project_result *project = take(arena, 1, sizeof *project);
  project->row_count = ZP_REASON_COUNT + 2;
  project->rows = take(arena, project->row_count, sizeof *project->rows);
  for (size_t i = 0; i < project->row_count; i++) project->rows[i] = row_of(i);
  project->code = T("P1");
  project->name = T("A|B");
  project->has_executed = true;
  project->executed = (zp_money){ INT64_MAX };
  project->total.weight.e4 = INT64_MAX;
  *unit = (zp_unit_result){ .code = T("2"), .projects = project, .project_count = 1, .pooled = project, .pooled_count = 1, .total = { .weight = E4(1000000) } };
  unit->combined = (zp_total){ .points = E4(667600), .weight = E4(1000000), .scored = E4(1), .score = E4(667600),
                               .score_high = E4(1000000), .known = true, .grade = T("中"), .grade_high = T("优") };
  unit->adjustment_count = sizeof adjustments / sizeof adjustments[0];
  unit->adjustments = take(arena, unit->adjustment_count, sizeof *adjustments);
  for (size_t i = 0; i < unit->adjustment_count; i++) unit->adjustments[i] = adjustments[i];
  zp_findings list = { .arena = arena };
  zp_place at = place(1, 1);
  zp_findings_add(&list, ZP_E_RULE_FAULT, &at, T("甲"), T("乙"), T("丙"));
  zp_findings_add(&list, ZP_E_OVER_FULFILLED, NULL, T("150"), T("120"), T(""));
  zp_findings_add(&list, ZP_E_RULE_FAULT, &at, T("#KIND_DATE"), zp_word_arg_with(ZP_W_FAULT_STEPS, (const zp_text[3]){ T("9") }, arena), T("##"));
  zp_findings_add(&list, ZP_E_KIND_MISMATCH, &at, zp_word_arg(ZP_W_KIND_DATE), zp_word_arg(ZP_W_KIND_MONEY), T("#"));
  if (list.lost) abort();
  unit->findings = list.items;
  unit->finding_count = list.count;
}

const zp_result *sample_result(zp_arena *arena)
{
  zp_result *result = take(arena, 1, sizeof *result);
  *result = (zp_result){ .version = T("0.1.0"), .pack = T("mof-2020"), .pack_version = T("1.0"), .pack_title = T("全国通用"),
                         .pack_digest = T("3f2a91c0b7d4e6581122334455667788990011223344556677889900aabbccdd"),
                         .unscored_policy = T("withhold"), .combine_project = T("sum"), .combine = T("budget"),
                         .combine_district = T("mean"), .grade_count = 4, .group_count = 2 };
  result->grades = take(arena, 4, sizeof *result->grades);
  result->grades[0] = (zp_grade){ T("优"), E4(900000) };
  result->grades[1] = (zp_grade){ T("良"), E4(800000) };
  result->grades[2] = (zp_grade){ T("中"), E4(600000) };
  result->grades[3] = (zp_grade){ T("差"), E4(0) };
  result->groups = take(arena, 2, sizeof *result->groups);
  result->groups[0] = (zp_group_result){ T("output"), T("产出指标"), E4(500000) };
  result->groups[1] = (zp_group_result){ T("benefit"), T("效益指标"), E4(400000) };
  result->rule_count = 2;
  result->rules = take(arena, 2, sizeof *result->rules);
  result->rules[0] = (zp_rule_result){ T("execution"), T("预算执行率"), T("财预〔2020〕10号"), T("mof-2020/execution.lua"), 7, T(""), ZP_RULE_ROW };
  result->rules[1] = (zp_rule_result){ T("ratio_up"), T("正向定量指标"), T(""), T("mof-2020/ratio_up.lua"), 0, T("floor=0.6"), ZP_RULE_VETO };
  result->input_count = 1;
  result->inputs = take(arena, 1, sizeof *result->inputs);
  result->inputs[0] = (zp_input_file){ T("样例镇绩效文本.txt"), T("00ff"), 123456 };
  result->unit_count = 2;
  result->units = take(arena, 2, sizeof *result->units);
  build_town(arena, &result->units[0]);
  build_names(arena, &result->units[1]);
  zp_findings list = { .arena = arena };
  zp_place at = { .file = T("空.txt") };
  zp_findings_add(&list, ZP_E_EMPTY_FILE, &at, T(""), T(""), T(""));
  if (list.lost) abort();
  result->findings = list.items;
  result->finding_count = list.count;
  return result;
}

// ---- comparing -----------------------------------------------------------------------------------------------------------

#define SAME(condition)                                                                                               \
  do {                                                                                                                \
    if (!(condition)) {                                                                                               \
      *where = #condition;                                                                                            \
      return false;                                                                                                   \
    }                                                                                                                 \
  } while (0)
#define SAME_TEXT(field) SAME(zp_text_equal(a->field, b->field))
#define SAME_NUMBER(field) SAME(a->field == b->field)

static bool same_place(const zp_place *a, const zp_place *b, const char **where)
{
  SAME_TEXT(file); SAME_TEXT(sheet); SAME_NUMBER(row); SAME_NUMBER(column);
  return true;
}

static bool same_finding(const zp_finding *a, const zp_finding *b, const char **where)
{
  SAME_NUMBER(status); SAME_TEXT(cell); SAME_NUMBER(caret_from); SAME_NUMBER(caret_bytes);
  SAME_TEXT(args[0]); SAME_TEXT(args[1]); SAME_TEXT(args[2]);
  return same_place(&a->place, &b->place, where);
}

static bool same_findings(const zp_finding *a, const zp_finding *b, size_t count, const char **where)
{
  for (size_t i = 0; i < count; i++)
    if (!same_finding(&a[i], &b[i], where)) return false;
  return true;
}

static bool same_value(const zp_value *a, const zp_value *b, const char **where)
{
  SAME_NUMBER(kind); SAME_NUMBER(op); SAME_NUMBER(has_number); SAME_NUMBER(has_high); SAME_NUMBER(dates);
  SAME_NUMBER(number.digits); SAME_NUMBER(number.places); SAME_NUMBER(high.digits); SAME_NUMBER(high.places);
  SAME_NUMBER(date.year); SAME_NUMBER(date.month); SAME_NUMBER(date.day); SAME_NUMBER(high_date.year);
  SAME_NUMBER(high_date.month); SAME_NUMBER(high_date.day); SAME_NUMBER(to_month); SAME_TEXT(unit); SAME_TEXT(text);
  SAME_NUMBER(notes); SAME_NUMBER(bad_from); SAME_NUMBER(bad_bytes);
  return true;
}

static bool same_row(const zp_row_result *a, const zp_row_result *b, const char **where)
{
  SAME_NUMBER(execution); SAME_TEXT(level1); SAME_TEXT(level2); SAME_TEXT(level3); SAME_TEXT(description); SAME_TEXT(group);
  SAME_TEXT(target_text); SAME_TEXT(actual_text); SAME_NUMBER(direction); SAME_NUMBER(direction_source); SAME_NUMBER(band);
  SAME_NUMBER(weight.e4); SAME_NUMBER(weight_source); SAME_NUMBER(outcome); SAME_NUMBER(points.e4);
  SAME_NUMBER(given_count);
  for (size_t i = 0; i < a->given_count; i++) {
    SAME_NUMBER(given[i].input); SAME_TEXT(given[i].value);
  }
  SAME_NUMBER(answer.digits); SAME_NUMBER(answer.places); SAME_NUMBER(reason); SAME_TEXT(reason_input); SAME_TEXT(rule);
  SAME_TEXT(rule_title); SAME_TEXT(fault); SAME_TEXT(note); SAME_NUMBER(has_declared); SAME_NUMBER(declared.e4); SAME_TEXT(deviation);
  return same_value(&a->target, &b->target, where) && same_value(&a->actual, &b->actual, where) &&
         same_place(&a->place, &b->place, where) && same_place(&a->target_place, &b->target_place, where) &&
         same_place(&a->actual_place, &b->actual_place, where);
}

static bool same_total(const zp_total *a, const zp_total *b, const char **where)
{
  SAME_NUMBER(points.e4); SAME_NUMBER(weight.e4); SAME_NUMBER(scored.e4); SAME_NUMBER(score.e4); SAME_NUMBER(score_high.e4);
  SAME_NUMBER(known); SAME_NUMBER(graded); SAME_TEXT(grade); SAME_TEXT(grade_high);
  return true;
}

static bool same_project(const zp_project_result *a, const zp_project_result *b, const char **where)
{
  SAME_TEXT(code); SAME_TEXT(name); SAME_NUMBER(has_initial); SAME_NUMBER(has_revised); SAME_NUMBER(has_executed);
  SAME_NUMBER(initial.fen); SAME_NUMBER(revised.fen); SAME_NUMBER(executed.fen); SAME_NUMBER(row_count);
  for (size_t i = 0; i < a->row_count; i++)
    if (!same_row(&a->rows[i], &b->rows[i], where)) return false;
  return same_place(&a->place, &b->place, where) && same_total(&a->total, &b->total, where);
}

static bool same_adjustment(const zp_adjustment *a, const zp_adjustment *b, const char **where)
{
  SAME_NUMBER(kind); SAME_TEXT(rule); SAME_TEXT(title); SAME_NUMBER(outcome); SAME_NUMBER(points.e4); SAME_TEXT(grade);
  SAME_TEXT(fault); SAME_TEXT(note); SAME_NUMBER(line);
  return true;
}

static bool same_unit(const zp_unit_result *a, const zp_unit_result *b, const char **where)
{
  SAME_TEXT(code); SAME_TEXT(name); SAME_TEXT(district); SAME_NUMBER(year); SAME_NUMBER(overall_count); SAME_NUMBER(item_count);
  SAME_NUMBER(safeguard_count); SAME_NUMBER(project_count); SAME_NUMBER(pooled_count); SAME_NUMBER(finding_count);
  for (size_t i = 0; i < a->project_count; i++)
    if (!same_project(&a->projects[i], &b->projects[i], where)) return false;
  for (size_t i = 0; i < a->pooled_count; i++)
    if (!same_project(&a->pooled[i], &b->pooled[i], where)) return false;
  SAME_NUMBER(adjustment_count);
  for (size_t i = 0; i < a->adjustment_count; i++)
    if (!same_adjustment(&a->adjustments[i], &b->adjustments[i], where)) return false;
  if (!same_total(&a->combined, &b->combined, where)) return false;
  return same_total(&a->total, &b->total, where) && same_findings(a->findings, b->findings, a->finding_count, where);
}

static bool same_rule(const zp_rule_result *a, const zp_rule_result *b, const char **where)
{
  SAME_TEXT(id); SAME_TEXT(title); SAME_TEXT(basis); SAME_TEXT(file); SAME_NUMBER(line); SAME_TEXT(params); SAME_NUMBER(kind);
  return true;
}

static bool same_input(const zp_input_file *a, const zp_input_file *b, const char **where)
{
  SAME_TEXT(name); SAME_TEXT(digest); SAME_NUMBER(bytes);
  return true;
}

static bool same_grade(const zp_grade *a, const zp_grade *b, const char **where)
{
  SAME_TEXT(name); SAME_NUMBER(from.e4);
  return true;
}

static bool same_group(const zp_group_result *a, const zp_group_result *b, const char **where)
{
  SAME_TEXT(id); SAME_TEXT(name); SAME_NUMBER(weight.e4);
  return true;
}

bool sample_results_equal(const zp_result *a, const zp_result *b, const char **where)
{
  SAME_TEXT(version); SAME_TEXT(pack); SAME_TEXT(pack_version); SAME_TEXT(pack_title); SAME_TEXT(pack_digest);
  SAME_TEXT(unscored_policy); SAME_TEXT(combine_project); SAME_TEXT(combine); SAME_TEXT(shard); SAME_TEXT(plan);
  SAME_TEXT(combine_district); SAME_NUMBER(grade_count); SAME_NUMBER(group_count); SAME_NUMBER(rule_count); SAME_NUMBER(input_count);
  SAME_NUMBER(unit_count); SAME_NUMBER(finding_count); SAME_NUMBER(has_district);
  for (size_t i = 0; i < a->grade_count; i++)
    if (!same_grade(&a->grades[i], &b->grades[i], where)) return false;
  for (size_t i = 0; i < a->group_count; i++)
    if (!same_group(&a->groups[i], &b->groups[i], where)) return false;
  if (a->has_district && !sample_districts_equal(&a->district, &b->district, where)) return false;
  for (size_t i = 0; i < a->rule_count; i++)
    if (!same_rule(&a->rules[i], &b->rules[i], where)) return false;
  for (size_t i = 0; i < a->input_count; i++)
    if (!same_input(&a->inputs[i], &b->inputs[i], where)) return false;
  for (size_t i = 0; i < a->unit_count; i++)
    if (!same_unit(&a->units[i], &b->units[i], where)) return false;
  return same_findings(a->findings, b->findings, a->finding_count, where);
}
