// test_report_text.c: the tables for people: what they say, that their columns stand straight, and that no width hangs them.
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "model/format.h"
#include "sample_result.h"

extern const zp_report zp_report_text;

static int setup(void **state)
{
  *state = zp_arena_new(NULL, 0);
  return *state == NULL;
}

static int teardown(void **state)
{
  zp_arena_free(*state);
  return 0;
}

static zp_text written(const zp_result *result, zp_lang lang, size_t width, zp_arena *arena)
{
  zp_sink sink = { .arena = arena };
  zp_error err = { 0 };
  zp_report_options options = { .lang = lang, .width = width };
  assert_int_equal(zp_report_text.write(result, &options, &sink, &err), ZP_OK);
  return (zp_text){ sink.bytes, sink.len };
}

static bool next_line(zp_text text, size_t *at, zp_text *line)
{
  if (*at >= text.len) return false;
  size_t end = *at;
  while (end < text.len && text.ptr[end] != '\n') end++;
  *line = zp_text_slice(text, *at, end);
  *at = end + 1;
  return true;
}

/// Whole lines that must be there, in this order.
static const char *const lines_zh[] = {
  "样例镇人民政府  2024 年度预算绩效自评",
  "总分 66.26，等级待定（中～优）；100 分中 71.38 分有评分依据",
  "未评分项若全部得满，总分可到 94.87",
  "项目        全年预算数（万元）  执行数（万元）   执行率    得分  等级            已评分值",
  "-----------------------------------------------------------------------------------------",
  "道路修缮                113.06         107.407   95.00%   52.83  待定（差～优）     60.00",
  "网格员补助               45.00           45.00  100.00%  100.00  优                100.00",
  "1. 道路修缮",
  "一级指标    指标            指标值      实际完成值        分值      得分   自评     差  规则          说明",
  "预算执行    预算执行率      113.06万元  107.407万元      10.00      9.50                预算执行率    "
  "失分 0.50；偏差原因：质保金未到支付期",
  "            工程验收合格率  ≥95%        76％             33.33     26.66  33.00  -6.34  正向定量指标  "
  "失分 6.67；偏差原因：两个标段 返工",
  "效益指标    方便群众出行    方便        比去年好一些吧   30.00      未评                —             定性结论归不了档",
  "满意度指标  群众满意度      ≥90%        91%              10.00  规则出错                满意度        "
  "得分 12.5 超过分值 10",
  "合计                                                    100.00     52.83                              待定（差～优）",
  "2. 网格员补助",
  "成本指标  人员补助    =45万      38万元       90.00   90.00  反向定量指标  写作“=”，按上限计分",
  "问题：错误 3 条，警告 1 条，提示 0 条",
  "错误  E101  样例镇绩效文本.txt!表一!E3  实际完成值读不成数：“96％左右吧”",
  "错误  E101  填报表.csv:9                实际完成值读不成数：“\"约\" 3”",
  "警告  W210  样例镇绩效文本.txt!表一!E3  资金各部分合计 113.06 万元，与预算数 120.00 万元不一致",
  "2  预算绩效自评",
  "总分算不出来，原因见下面的问题；100 分中 0.00 分有评分依据",
  "不属于任何单位的问题：错误 1 条，警告 0 条，提示 0 条",
  "指标：已评 12 项，未评 7 项，规则出错 7 项",
  "未评分项：不计分，等级待定",
  "规则包：mof-2020 1.0（全国通用），摘要 3f2a91c0b7d4",
};

static const char *const lines_en[] = {
  "样例镇人民政府, budget performance self-evaluation 2024",
  "Total 66.26, grade open (中 to 优); 71.38 of 100 points rest on scored rows",
  "预算执行    预算执行率      113.06万元  107.407万元      10.00         9.50                        execution     "
  "lost 0.50; deviation: 质保金未到支付期",
  "满意度指标  群众满意度      ≥90%        91%              10.00  rule failed                        satisfaction  "
  "the points 12.5 are above the weight 10",
  "Rows: 12 scored, 7 unscored, 7 with a failed rule",
};

static void assert_lines(zp_text text, const char *const *wanted, size_t count)
{
  zp_text line;
  size_t found = 0;
  for (size_t at = 0; found < count && next_line(text, &at, &line);)
    if (zp_text_equal(line, zp_text_from(wanted[found]))) found++;
  if (found < count) fail_msg("not there, or not in this place:\n%s\nin\n%.*s", wanted[found], ZP_ARG(text));
}

static void it_says_what_the_model_says(void **state)
{
  const zp_result *sample = sample_result(*state);
  assert_lines(written(sample, ZP_LANG_ZH, 0, *state), lines_zh, sizeof lines_zh / sizeof lines_zh[0]);
  assert_lines(written(sample, ZP_LANG_EN, 0, *state), lines_en, sizeof lines_en / sizeof lines_en[0]);
}

// ---- straight columns --------------------------------------------------------------------------------------------------

enum { COLUMNS_MOST = 1024, HEADS_MOST = 16 };

typedef struct shape { size_t gap[HEADS_MOST]; size_t count; } shape;  // display columns of which each and the next are blank

static bool is_right(zp_text heading)
{
  static const char *const right[] = { "全年预算数（万元）", "执行数（万元）", "执行率", "得分", "已评分值", "分值", "自评", "差" };
  for (size_t i = 0; i < sizeof right / sizeof right[0]; i++)
    if (zp_text_equal(heading, zp_text_from(right[i]))) return true;
  return false;
}

/// Marks the display columns that a line fills.
static void fill(zp_text line, bool filled[COLUMNS_MOST])
{
  memset(filled, 0, COLUMNS_MOST * sizeof filled[0]);
  for (size_t at = 0, column = 0; at < line.len;) {
    size_t from = at;
    bool blank = zp_text_next(line, &at) == ' ';
    for (size_t wide = zp_text_width(zp_text_slice(line, from, at)); wide > 0; wide--, column++) {
      assert_true(column < COLUMNS_MOST);
      filled[column] = !blank;
    }
  }
}

/// Where columns end or begin, from the heading line: before a left heading, behind a right one.
static shape shape_of(zp_text heading)
{
  shape s = { .count = 0 };
  for (size_t at = 0; at < heading.len;) {
    size_t from = at, end;
    while (at < heading.len && heading.ptr[at] != ' ') at++;
    end = at;
    while (at < heading.len && heading.ptr[at] == ' ') at++;
    size_t start_column = zp_text_width(zp_text_slice(heading, 0, from));
    size_t end_column = zp_text_width(zp_text_slice(heading, 0, end));
    if (is_right(zp_text_slice(heading, from, end))) s.gap[s.count++] = end_column;
    else if (start_column >= 2) s.gap[s.count++] = start_column - 2;
  }
  return s;
}

static bool is_heading(zp_text line)
{
  return zp_text_starts(line, ZP_TEXT("项目  ")) || zp_text_starts(line, ZP_TEXT("一级指标  ")) ||
         zp_text_starts(line, ZP_TEXT("级别  "));
}

/// Checks all tables of a report; returns how many lines of tables there were.
static size_t check_tables(zp_text text)
{
  static bool filled[COLUMNS_MOST];
  zp_text line;
  shape s = { .count = 0 };
  size_t checked = 0;
  for (size_t at = 0; next_line(text, &at, &line);) {
    if (line.len == 0) s.count = 0;
    if (is_heading(line)) s = shape_of(line);
    if (line.len > 0) assert_int_not_equal(line.ptr[line.len - 1], ' ');
    if (s.count == 0 || line.ptr[0] == '-') continue;
    fill(line, filled);
    for (size_t i = 0; i < s.count; i++)
      if (filled[s.gap[i]] || filled[s.gap[i] + 1]) fail_msg("column %zu is not straight: %.*s", s.gap[i], ZP_ARG(line));
    checked++;
  }
  return checked;
}

static void columns_stand_straight(void **state)
{
  static const size_t widths[] = { 0, 200, 140, 120, 100, 80 };
  const zp_result *sample = sample_result(*state);
  for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++)
    assert_true(check_tables(written(sample, ZP_LANG_ZH, widths[i], *state)) > 40);
}

static void tables_fit_the_terminal(void **state)
{
  zp_result town = *sample_result(*state);
  town.unit_count = 1;
  for (size_t width = 100; width < 160; width += 7) {
    zp_text line, text = written(&town, ZP_LANG_ZH, width, *state);
    for (size_t at = 0; next_line(text, &at, &line);)
      if (zp_text_width(line) > width) fail_msg("wider than %zu: %.*s", width, ZP_ARG(line));
  }
}

/// libsmartcols does not end when a column is narrower than a character; nothing may bring it there.
static void every_width_comes_to_an_end(void **state)
{
  (void)state;
  for (size_t width = 1; width < 150; width++) {
    zp_arena *arena = zp_arena_new(NULL, 64 << 20);
    assert_true(written(sample_result(arena), ZP_LANG_ZH, width, arena).len > 1000);
    zp_arena_free(arena);
  }
}

// ---- what people write in cells ------------------------------------------------------------------------------------------

static zp_result result_of(zp_row_result *row, zp_project_result *project, zp_unit_result *unit)
{
  *project = (zp_project_result){ .name = ZP_TEXT("P"), .rows = row, .row_count = 1, .total = { .known = true } };
  *unit = (zp_unit_result){ .name = ZP_TEXT("U"), .projects = project, .project_count = 1 };
  return (zp_result){ .units = unit, .unit_count = 1 };
}

static void control_characters_become_blanks(void **state)
{
  zp_row_result row = { .level3 = ZP_TEXT("a\x1B[31mb\r\n\tc\xC2\x9B" "d"), .outcome = ZP_UNSCORED };
  zp_project_result project;
  zp_unit_result unit;
  zp_result result = result_of(&row, &project, &unit);
  zp_text text = written(&result, ZP_LANG_ZH, 0, *state);
  assert_true(zp_text_contains(text, ZP_TEXT("a [31mb c d")));
  for (size_t i = 0; i < text.len; i++) assert_true(text.ptr[i] == '\n' || (unsigned char)text.ptr[i] >= ' ');
}

/// No 0 where nothing was scored; a true zero is shown.
static void unscored_is_never_a_zero(void **state)
{
  static const struct { zp_outcome_kind outcome; const char *shown; bool zero; } rows[] = {
    { ZP_SCORED, " 0.00", true }, { ZP_UNSCORED, "未评", false }, { ZP_FAULT, "规则出错", false },
  };
  for (size_t i = 0; i < 3; i++) {
    zp_row_result row = { .level3 = ZP_TEXT("指标一"), .outcome = rows[i].outcome, .weight = { 100000 }, .has_declared = true,
                          .declared = { 50000 }, .reason = ZP_REASON_ACTUAL_BLANK };
    zp_project_result project;
    zp_unit_result unit;
    zp_result result = result_of(&row, &project, &unit);
    zp_text line, text = written(&result, ZP_LANG_ZH, 0, *state);
    size_t at = 0;
    while (next_line(text, &at, &line) && !zp_text_contains(line, ZP_TEXT("指标一"))) continue;
    assert_true(zp_text_contains(line, zp_text_from(rows[i].shown)));
    assert_int_equal(zp_text_contains(line, ZP_TEXT(" 0.00")), rows[i].zero);
    assert_int_equal(zp_text_contains(line, ZP_TEXT("-5.00")), rows[i].zero);
  }
}

static void operator_and_unit_of_other_columns_are_shown(void **state)
{
  zp_row_result row = { .level3 = ZP_TEXT("x"), .target_text = ZP_TEXT(" 95 "),
                        .target = { .op = ZP_OP_GE, .unit = ZP_TEXT("户"),
                                    .notes = ZP_NOTE_OP_FROM_COLUMN | ZP_NOTE_UNIT_FROM_COLUMN } };
  zp_project_result project;
  zp_unit_result unit;
  zp_result result = result_of(&row, &project, &unit);
  assert_true(zp_text_contains(written(&result, ZP_LANG_ZH, 0, *state), ZP_TEXT("  ≥95户  ")));
}

/// What should be hex may be anything in a file from elsewhere: no character is cut in two.
static void a_strange_digest_is_cut_between_characters(void **state)
{
  size_t bad;
  zp_result odd = { .pack_digest = ZP_TEXT("x摘要摘要摘要摘要摘要摘要摘要") };
  zp_text text = written(&odd, ZP_LANG_ZH, 0, *state);
  assert_true(zp_text_utf8(text, &bad));
  assert_true(zp_text_contains(text, ZP_TEXT("摘要 x摘要摘要摘要摘要摘要摘\n")));
}

static void an_empty_result_says_so(void **state)
{
  zp_result none = { .version = ZP_TEXT("0.1.0") };
  static const char *const wanted[] = { "没有可以显示的单位", "指标：已评 0 项，未评 0 项，规则出错 0 项" };
  assert_lines(written(&none, ZP_LANG_ZH, 0, *state), wanted, 2);
}

int main(void)
{
  if (setlocale(LC_CTYPE, "C.UTF-8") == NULL) return EXIT_FAILURE;
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(it_says_what_the_model_says, setup, teardown),
    cmocka_unit_test_setup_teardown(columns_stand_straight, setup, teardown),
    cmocka_unit_test_setup_teardown(tables_fit_the_terminal, setup, teardown),
    cmocka_unit_test_setup_teardown(every_width_comes_to_an_end, setup, teardown),
    cmocka_unit_test_setup_teardown(control_characters_become_blanks, setup, teardown),
    cmocka_unit_test_setup_teardown(unscored_is_never_a_zero, setup, teardown),
    cmocka_unit_test_setup_teardown(operator_and_unit_of_other_columns_are_shown, setup, teardown),
    cmocka_unit_test_setup_teardown(a_strange_digest_is_cut_between_characters, setup, teardown),
    cmocka_unit_test_setup_teardown(an_empty_result_says_so, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
