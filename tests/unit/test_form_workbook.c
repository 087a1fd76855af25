// test_form_workbook.c: the official workbook to fill in: what it holds, and what scoring makes of one that was filled in.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "failing_allocator.h"
#include "form_filler.h"
#include "plugins/reports/form_sheet_name.h"
#include "plugins/reports/form_style.h"

// ---- names of sheets ----------------------------------------------------------------------------

static void test_sheet_names(void **state)
{
  static const struct {
    const char *wanted, *name;
  } cases[] = {
    { "村级组织运转经费", "村级组织运转经费" },
    { "村级组织运转经费", "村级组织运转经费（2）" },
    { "村级组织 运转经费", "村级组织 运转经费（3）" },
    { "道路[一期]:a*b?c/d\\e", "道路一期abcde" },
    { "'引号'", "引号" },
    { "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二",
      "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一" },
    { "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一三",
      "一二三四五六七八九十一二三四五六七八九十一二三四五六七八（2）" },
    { "abcd", "abcd" },
    { "ABCD", "ABCD（2）" },
    { "History", "项目10" },
    { "", "项目11" },
    { "[]", "项目12" },
    // A character beyond the first plane counts as two.
    { "𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀", "𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀" },
    { "一行\n两行", "一行两行" },
    { "项目11", "项目11（2）" },
    // Not taken for a number or a cell in a reference.
    { "2024", "项目2024" },
    { "A1", "项目A1" },
    { "R1C1", "项目R1C1" },
    { "RC", "项目RC" },
    { "2024年", "2024年" },
  };
  enum { COUNT = sizeof cases / sizeof cases[0] };
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_wording say = { arena, ZP_LANG_ZH, false };
  zp_text names[COUNT];
  (void)state;
  for (size_t i = 0; i < COUNT; i++) {
    names[i] = zp_sheet_name(&say, zp_text_from(cases[i].wanted), i + 1, names, i);
    assert_true(reads(names[i], cases[i].name));
  }
  zp_arena_free(arena);
}

// ---- heights ------------------------------------------------------------------------------------

static void test_heights(void **state)
{
  static const struct {
    const char *text;
    double width;
    int lines;
  } cases[] = {
    { "", 10, 1 },
    { "一二三四", 9, 1 },
    { "一二三四五", 9, 2 },
    { "一\n二\n三", 40, 3 },
    { "abc abc abc", 8, 2 },
    { "abcdefghijklmnop", 9, 2 },
    { "一二 abcdefgh", 11, 2 },
    { "一", 0, 1 },
  };
  const double one = zp_form_height(zp_text_from(""), 10),
               step = zp_form_height(zp_text_from("一\n二"), 10) - one;
  (void)state;
  assert_true(one > 0 && step > 0);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    double height = zp_form_height(zp_text_from(cases[i].text), cases[i].width);
    if (height != one + step * (cases[i].lines - 1))
      print_error("%s in %g: %g\n", cases[i].text, cases[i].width, height);
    assert_true(height == one + step * (cases[i].lines - 1));
  }
}

// ---- the form -----------------------------------------------------------------------------------

static void test_weights_are_those_of_scoring(void **state)
{
  goals g;
  (void)state;
  goals_open(&g);
  const zp_unit_result *unit = &g.csv.result->units[0];
  assert_int_equal(g.form.sheet_count, unit->project_count);
  for (size_t p = 0; p < unit->project_count; p++) {
    const zp_blank_sheet *sheet = &g.form.sheets[p];
    int64_t sum = sheet->weight.e4;
    assert_int_equal(sheet->row_count + 1, unit->projects[p].row_count);
    assert_int_equal(sheet->weight.e4, unit->projects[p].rows[0].weight.e4);
    for (size_t i = 0; i < sheet->row_count; i++) {
      assert_int_equal(sheet->rows[i].weight.e4, unit->projects[p].rows[i + 1].weight.e4);
      sum += sheet->rows[i].weight.e4;
    }
    assert_int_equal(sum, ZP_DEC(100).e4);
  }
  goals_close(&g);
}

/// Operator and unit columns become part of the one target cell, so that it reads as before.
static void test_target_text(void **state)
{
  static const struct {
    const char *target, *op, *unit, *text;
    zp_fill fill;
    const char *asks;
  } cases[] = {
    { "≥50个", "", "", "≥50个", ZP_FILL_NUMBER, "个" },
    { "50", "≥", "个", "≥50个", ZP_FILL_NUMBER, "个" },
    { "95", "≥", "%", "≥95%", ZP_FILL_PERCENT, "" },
    { "5‰", "≤", "", "≤5‰", ZP_FILL_NUMBER, "‰" },
    { "2024年12月底前", "", "", "2024年12月底前", ZP_FILL_DATE, "" },
    { "明显改善", "", "", "明显改善", ZP_FILL_VERDICT, "" },
    { "=0.5万元", "", "", "=0.5万元", ZP_FILL_NUMBER, "万元" },
    { "10%-20%", "", "", "10%-20%", ZP_FILL_PERCENT, "" },
    { "", "", "", "", ZP_FILL_TEXT, "" },
  };
  static const zp_policy policy = { .id = ZP_TEXT_INIT("") };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    zp_arena *arena = zp_arena_new(NULL, 0);
    zp_cell cells[] = { { .text = zp_text_from("指标") },
                        { .text = zp_text_from(cases[i].target) },
                        { .text = zp_text_from(cases[i].op) },
                        { .text = zp_text_from(cases[i].unit) } };
    zp_indicator row = zp_no_indicator;
    row.level3 = &cells[0], row.target = &cells[1], row.op = &cells[2], row.unit = &cells[3];
    zp_project project = { .name = cells[0], .indicators = &row, .indicator_count = 1 };
    zp_unit unit = { .projects = &project, .project_count = 1 };
    zp_unit_reading reading;
    zp_blank form;
    zp_findings findings = { .arena = arena };
    zp_error err = { 0 };
    assert_int_equal(zp_resolve(&unit, &policy, arena, arena, &reading, &findings, &err), ZP_OK);
    assert_int_equal(zp_blank_form(&reading, &policy, arena, &form, &err), ZP_OK);
    assert_true(reads(form.sheets[0].rows[0].target, cases[i].text));
    assert_int_equal(form.sheets[0].rows[0].fill, cases[i].fill);
    assert_true(reads(form.sheets[0].rows[0].unit, cases[i].asks));
    zp_arena_free(arena);
  }
}

// ---- the file -----------------------------------------------------------------------------------

static void test_content(void **state)
{
  static const char *const wanted[] = {
    "<sheetProtection sheet=\"1\"", // locked, without a password
    "state=\"frozen\"",
    "paperSize=\"9\"",
    "orientation=\"landscape\"",
    "fitToPage=\"1\"",
    "<mergeCell ref=\"A1:J1\"/>",
    "<mergeCell ref=\"B13:B16\"/>",
    "type=\"decimal\"",
    "type=\"list\"",
    "type=\"custom\"",
    "达成预期指标,部分达成,未达成",
    "<f>IF(COUNT(F6,G6)&lt;2,\"\",IF(F6=0,\"\",G6/F6))</f><v></v>",
  };
  scratch s;
  goals g;
  (void)state;
  goals_open(&g);
  zp_arena *arena = g.files.arena;
  zp_text bytes = workbook_of(&g.form, arena), again = workbook_of(&g.form, arena);
  assert_true(zp_text_equal(bytes, again));
  scratch_open(&s);
  scratch_write(&s, "form.xlsx", bytes.ptr, bytes.len);
  const char *sheet = part_of(&s, "xl/worksheets/sheet2.xml", arena),
             *book = part_of(&s, "xl/workbook.xml", arena);
  for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
    if (strstr(sheet, wanted[i]) == NULL) print_error("no %s in\n%s\n", wanted[i], sheet);
    assert_non_null(strstr(sheet, wanted[i]));
  }
  assert_null(strstr(sheet, "password"));
  assert_null(strstr(sheet, "17个</f>")); // "=17个" is no formula
  assert_non_null(strstr(book, "_xlnm.Print_Titles"));
  assert_non_null(strstr(book, "name=\"填报说明\""));
  assert_non_null(strstr(part_of(&s, "docProps/core.xml", arena), "2000-01-01T00:00:00Z"));
  scratch_close(&s);
  goals_close(&g);
}

/// Texts that a spreadsheet would compute, or that XML cannot hold.
static void test_hostile_texts(void **state)
{
  static const char *const texts[] = { "=1+1",     "+1",   "-1",       "@SUM(A1)",    "<a>&\"'",
                                       "\x01\x02", "{=1}", "http://a", "=cmd|'/c'!A1" };
  enum { COUNT = sizeof texts / sizeof texts[0] };
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_blank_row rows[COUNT];
  zp_blank_sheet sheet = { .name = zp_text_from("=1+1"),
                           .code = zp_text_from("=2"),
                           .goal = zp_text_from("=3"),
                           .rows = rows,
                           .row_count = COUNT };
  zp_blank form = { .unit = zp_text_from("@甲"), .sheets = &sheet, .sheet_count = 1 };
  scratch s;
  (void)state;
  for (size_t i = 0; i < COUNT; i++) {
    zp_text text = zp_text_from(texts[i]);
    rows[i] =
        (zp_blank_row){ text, text, text,  text, (zp_fill)(i % 5), text, false, true, { 10000 },
                        text, text, false, { 0 } };
  }
  zp_text bytes = workbook_of(&form, arena);
  scratch_open(&s);
  scratch_write(&s, "form.xlsx", bytes.ptr, bytes.len);
  const char *xml = part_of(&s, "xl/worksheets/sheet2.xml", arena);
  size_t formulas = 0;
  for (const char *at = xml; (at = strstr(at, "<f>")) != NULL; at++) formulas++;
  assert_int_equal(formulas, 3); // the rate and the two sums
  scratch_close(&s);
  zp_arena_free(arena);
}

static void test_too_large(void **state)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  char *text = zp_arena_bytes(arena, 40000);
  memset(text, 'a', 40000);
  zp_blank_row row = { .level3 = { text, 40000 } };
  zp_blank_sheet sheet = { .name = zp_text_from("甲"), .rows = &row, .row_count = 1 };
  zp_blank form = { .unit = zp_text_from("镇"), .sheets = &sheet, .sheet_count = 1 };
  zp_sink sink = { .arena = arena };
  zp_error err = { 0 };
  (void)state;
  assert_int_equal(zp_form_workbook(&form, &sink, &err), ZP_E_FORM_LARGE);
  row.level3.len = 30000;
  err = (zp_error){ 0 };
  assert_int_equal(zp_form_workbook(&form, &sink, &err), ZP_OK);
  sheet.row_count = ZP_FORM_ROWS_MOST + 1;
  assert_int_equal(zp_form_workbook(&form, &sink, &err), ZP_E_FORM_LARGE);
  zp_arena_free(arena);
}

static void test_memory(void **state)
{
  zp_blank_row rows[] = { { .level3 = zp_text_from("数量"), .fill = ZP_FILL_DATE },
                          { .level3 = zp_text_from("出行"), .fill = ZP_FILL_VERDICT } };
  zp_blank_sheet sheet = { .name = zp_text_from("甲"), .rows = rows, .row_count = 2 };
  zp_blank form = { .unit = zp_text_from("镇"),
                    .verdicts = { zp_text_from("达成") },
                    .sheets = &sheet,
                    .sheet_count = 1 };
  size_t failures = 0;
  zp_status status = ZP_E_MEMORY;
  (void)state;
  for (size_t n = 1; status != ZP_OK; n++) {
    failing_allocator memory = { .fail_at = n };
    zp_allocator allocator = allocator_of(&memory);
    zp_arena *arena = zp_arena_new(&allocator, 0);
    zp_sink sink = { .arena = arena };
    zp_error err = { 0 };
    status = arena == NULL ? ZP_E_MEMORY : zp_form_workbook(&form, &sink, &err);
    zp_arena_free(arena);
    assert_int_equal(memory.blocks, 0);
    failures += status != ZP_OK;
    assert_true(status == ZP_OK || status == ZP_E_MEMORY);
    assert_true(n < 1000);
  }
  assert_true(failures > 1);
}

// ---- the round trip -----------------------------------------------------------------------------

/// The workbook filled in with what the CSV form says scores the same, with and without the goals beside it.
static void test_round_trip(void **state)
{
  char path[512];
  scratch s;
  goals g;
  (void)state;
  if (!has_reader("xlsx")) {
    print_message("no reader named xlsx: the workbook is not read back\n");
    skip();
  }
  goals_open(&g);
  scratch_open(&s);
  form_path(&s, path);
  fill_workbook(&s, &g);
  compare_with_csv(&g, path);
  scratch_close(&s);
  goals_close(&g);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_sheet_names),
    cmocka_unit_test(test_heights),
    cmocka_unit_test(test_weights_are_those_of_scoring),
    cmocka_unit_test(test_target_text),
    cmocka_unit_test(test_content),
    cmocka_unit_test(test_hostile_texts),
    cmocka_unit_test(test_too_large),
    cmocka_unit_test(test_memory),
  };
  const struct CMUnitTest there_and_back[] = { cmocka_unit_test(test_round_trip) };
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  return failed != 0 ? failed : cmocka_run_group_tests(there_and_back, NULL, NULL);
}
