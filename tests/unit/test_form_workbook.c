// test_form_workbook.c: the official workbook to fill in: what it holds, and what scoring makes of one that was filled in.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <zip.h>

#include "forms.h"
#include "pipeline/blank_form.h"
#include "pipeline/stages.h"
#include "plugins/registry.h"
#include "plugins/reports/form_sheet_name.h"
#include "plugins/reports/form_style.h"
#include "plugins/reports/form_workbook.h"
#include "scratch.h"
#include "town.h"

#define GOALS ZP_SOURCE "/tests/data/laozhuangzi-goals.txt"
#define FILLED ZP_SOURCE "/tests/data/laozhuangzi-filled.csv"

enum { PART_MOST = 1 << 20 };

// ---- names of sheets -------------------------------------------------------------------------------------------------------

static void test_sheet_names(void **state)
{
  static const struct { const char *wanted, *name; } cases[] = {
    { "村级组织运转经费", "村级组织运转经费" },
    { "村级组织运转经费", "村级组织运转经费（2）" },
    { "村级组织 运转经费", "村级组织 运转经费（3）" },
    { "道路[一期]:a*b?c/d\\e", "道路一期abcde" },
    { "'引号'", "引号" },
    { "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二", "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一" },
    { "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一三", "一二三四五六七八九十一二三四五六七八九十一二三四五六七八（2）" },
    { "abc", "abc" },
    { "ABC", "ABC（2）" },
    { "History", "项目10" },
    { "", "项目11" },
    { "[]", "项目12" },
    // A character beyond the first plane counts as two.
    { "𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀", "𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀" },
    { "一行\n两行", "一行两行" },
    { "项目11", "项目11（2）" },
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

// ---- heights ---------------------------------------------------------------------------------------------------------------

static void test_heights(void **state)
{
  static const struct { const char *text; double width; int lines; } cases[] = {
    { "", 10, 1 },         { "一二三四", 9, 1 },        { "一二三四五", 9, 2 },   { "一\n二\n三", 40, 3 },
    { "abc abc abc", 8, 2 }, { "abcdefghijklmnop", 9, 2 }, { "一二 abcdefgh", 11, 2 }, { "一", 0, 1 },
  };
  const double one = zp_form_height(zp_text_from(""), 10), step = zp_form_height(zp_text_from("一\n二"), 10) - one;
  (void)state;
  assert_true(one > 0 && step > 0);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    double height = zp_form_height(zp_text_from(cases[i].text), cases[i].width);
    if (height != one + step * (cases[i].lines - 1)) print_error("%s in %g: %g\n", cases[i].text, cases[i].width, height);
    assert_true(height == one + step * (cases[i].lines - 1));
  }
}

// ---- the form --------------------------------------------------------------------------------------------------------------

/// The sample town's goals, with the weights of the national pack.
typedef struct goals {
  forms files;
  town csv;  // the same town scored by its CSV form
  zp_unit_reading reading;
  zp_blank form;
} goals;

static void goals_open(goals *g)
{
  static const char *const paths[] = { GOALS, FILLED };
  zp_error err = { 0 };
  zp_findings findings;
  bool present;
  g->csv = town_run("mof-2020", paths, 2);
  forms_open(&g->files);
  assert_int_equal(forms_add_file(&g->files, GOALS, &present), ZP_OK);
  forms_join(&g->files);
  findings = (zp_findings){ .arena = g->files.arena };
  const zp_policy *policy = zp_host_policy(g->csv.host);
  assert_int_equal(g->files.submission.unit_count, 1);
  assert_int_equal(zp_resolve(&g->files.submission.units[0], policy, g->files.arena, &g->reading, &findings, &err), ZP_OK);
  assert_int_equal(zp_weigh(&g->reading, policy, g->files.arena, &findings, &err), ZP_OK);
  assert_int_equal(zp_blank_form(&g->reading, policy, g->files.arena, &g->form, &err), ZP_OK);
}

static void goals_close(goals *g)
{
  forms_close(&g->files);
  town_close(&g->csv);
}

static zp_text workbook_of(const zp_blank *form, zp_arena *arena)
{
  zp_sink sink = { .arena = arena };
  zp_error err = { 0 };
  assert_int_equal(zp_form_workbook(form, &sink, &err), ZP_OK);
  return (zp_text){ sink.bytes, sink.len };
}

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
  static const struct { const char *target, *op, *unit, *text; zp_fill fill; const char *asks; } cases[] = {
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
    zp_cell cells[] = { { .text = zp_text_from("指标") }, { .text = zp_text_from(cases[i].target) },
                        { .text = zp_text_from(cases[i].op) }, { .text = zp_text_from(cases[i].unit) } };
    zp_indicator row = zp_no_indicator;
    row.level3 = &cells[0], row.target = &cells[1], row.op = &cells[2], row.unit = &cells[3];
    zp_project project = { .name = cells[0], .indicators = &row, .indicator_count = 1 };
    zp_unit unit = { .projects = &project, .project_count = 1 };
    zp_unit_reading reading;
    zp_blank form;
    zp_findings findings = { .arena = arena };
    zp_error err = { 0 };
    assert_int_equal(zp_resolve(&unit, &policy, arena, &reading, &findings, &err), ZP_OK);
    assert_int_equal(zp_blank_form(&reading, &policy, arena, &form, &err), ZP_OK);
    assert_true(reads(form.sheets[0].rows[0].target, cases[i].text));
    assert_int_equal(form.sheets[0].rows[0].fill, cases[i].fill);
    assert_true(reads(form.sheets[0].rows[0].unit, cases[i].asks));
    zp_arena_free(arena);
  }
}

// ---- the file --------------------------------------------------------------------------------------------------------------

static void same_path(const scratch *s, char path[512])
{
  snprintf(path, 512, "%s/form.xlsx", s->folder);
}

/// A part of the workbook; followed by a NUL, in the arena.
static char *part_of(const scratch *s, const char *name, zp_arena *arena)
{
  char path[512];
  same_path(s, path);
  zip_t *archive = zip_open(path, ZIP_RDONLY, NULL);
  assert_non_null(archive);
  zip_file_t *file = zip_fopen(archive, name, 0);
  assert_non_null(file);
  char *bytes = zp_arena_bytes(arena, PART_MOST);
  zip_int64_t len = zip_fread(file, bytes, PART_MOST - 1);
  assert_true(len >= 0);
  bytes[len] = '\0';
  zip_fclose(file);
  zip_discard(archive);
  return bytes;
}

static void test_content(void **state)
{
  static const char *const wanted[] = {
    "<sheetProtection sheet=\"1\"",                   // locked, without a password
    "state=\"frozen\"", "paperSize=\"9\"", "orientation=\"landscape\"", "fitToPage=\"1\"",
    "<mergeCell ref=\"A1:J1\"/>", "<mergeCell ref=\"B13:B16\"/>",
    "type=\"decimal\"", "type=\"list\"", "type=\"custom\"",
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
  const char *sheet = part_of(&s, "xl/worksheets/sheet2.xml", arena), *book = part_of(&s, "xl/workbook.xml", arena);
  for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
    if (strstr(sheet, wanted[i]) == NULL) print_error("no %s in\n%s\n", wanted[i], sheet);
    assert_non_null(strstr(sheet, wanted[i]));
  }
  assert_null(strstr(sheet, "password"));
  assert_null(strstr(sheet, "17个</f>"));  // "=17个" is no formula
  assert_non_null(strstr(book, "_xlnm.Print_Titles"));
  assert_non_null(strstr(book, "name=\"填报说明\""));
  assert_non_null(strstr(part_of(&s, "docProps/core.xml", arena), "2000-01-01T00:00:00Z"));
  scratch_close(&s);
  goals_close(&g);
}

/// Texts that a spreadsheet would compute, or that XML cannot hold.
static void test_hostile_texts(void **state)
{
  static const char *const texts[] = { "=1+1", "+1", "-1", "@SUM(A1)", "<a>&\"'", "\x01\x02", "{=1}", "http://a", "=cmd|'/c'!A1" };
  enum { COUNT = sizeof texts / sizeof texts[0] };
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_blank_row rows[COUNT];
  zp_blank_sheet sheet = { .name = zp_text_from("=1+1"), .code = zp_text_from("=2"), .goal = zp_text_from("=3"), .rows = rows, .row_count = COUNT };
  zp_blank form = { .unit = zp_text_from("@甲"), .sheets = &sheet, .sheet_count = 1 };
  scratch s;
  (void)state;
  for (size_t i = 0; i < COUNT; i++) {
    zp_text text = zp_text_from(texts[i]);
    rows[i] = (zp_blank_row){ text, text, text, text, (zp_fill)(i % 5), text, false, true, { 10000 }, text, text, false, { 0 } };
  }
  zp_text bytes = workbook_of(&form, arena);
  scratch_open(&s);
  scratch_write(&s, "form.xlsx", bytes.ptr, bytes.len);
  const char *xml = part_of(&s, "xl/worksheets/sheet2.xml", arena);
  size_t formulas = 0;
  for (const char *at = xml; (at = strstr(at, "<f>")) != NULL; at++) formulas++;
  assert_int_equal(formulas, 3);  // the rate and the two sums
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

// ---- the round trip --------------------------------------------------------------------------------------------------------

/// Fills in a cell of a sheet's XML as a spreadsheet program does: a number, or text.
static char *fill_in(char *xml, const char *cell, const char *number, zp_text text, zp_arena *arena)
{
  char open[32];
  snprintf(open, sizeof open, "<c r=\"%s\" ", cell);
  char *at = strstr(xml, open);
  assert_non_null(at);
  char *end = strstr(at, "/>");
  assert_non_null(end);
  zp_text value = number != NULL ? zp_text_format(arena, "><v>%s</v></c>", number)
                                 : zp_text_format(arena, " t=\"inlineStr\"><is><t>%.*s</t></is></c>", ZP_ARG(text));
  char *whole = zp_arena_bytes(arena, strlen(xml) + value.len + 1);
  sprintf(whole, "%.*s%.*s%s", (int)(end - xml), xml, ZP_ARG(value), end + 2);
  return whole;
}

/// What a person types into a cell of that kind: 96% and 96 become 0.96 there, 17个 is typed as 17.
static const char *typed(const zp_blank_row *row, const zp_value *actual, char room[ZP_NUMBER_ROOM])
{
  zp_qty share;
  if (!actual->has_number || actual->op != ZP_OP_NONE || actual->kind == ZP_KIND_COMPOUND) return NULL;
  if (row->fill == ZP_FILL_PERCENT && zp_qty_shift(actual->number, -2, &share, NULL) == ZP_OK) return zp_qty_print(share, room).ptr;
  return row->fill == ZP_FILL_NUMBER && zp_text_equal(actual->unit, row->unit) ? zp_qty_print(actual->number, room).ptr : NULL;
}

static void fill_sheet(zip_t *archive, const scratch *s, const zp_blank_sheet *sheet, const zp_project_result *done, size_t number,
                       zp_arena *arena)
{
  enum { FIRST = 13 };  // row of the first indicator
  char name[64], cell[16], room[ZP_NUMBER_ROOM];
  snprintf(name, sizeof name, "xl/worksheets/sheet%zu.xml", number + 1);
  char *xml = part_of(s, name, arena);
  xml = fill_in(xml, "G6", zp_money_print_wan(done->executed, room).ptr, (zp_text){ NULL, 0 }, arena);
  for (size_t i = 0; i < sheet->row_count; i++) {
    const zp_row_result *row = &done->rows[i + 1];
    snprintf(cell, sizeof cell, "F%zu", FIRST + i);
    if (row->actual_text.len != 0) xml = fill_in(xml, cell, typed(&sheet->rows[i], &row->actual, room), row->actual_text, arena);
    snprintf(cell, sizeof cell, "H%zu", FIRST + i);
    if (row->has_declared) xml = fill_in(xml, cell, zp_dec_print_short(row->declared, 0, room).ptr, row->deviation, arena);
    snprintf(cell, sizeof cell, "I%zu", FIRST + i);
    if (row->deviation.len != 0) xml = fill_in(xml, cell, NULL, row->deviation, arena);
  }
  zip_int64_t index = zip_name_locate(archive, name, 0);
  assert_true(index >= 0);
  zip_source_t *source = zip_source_buffer(archive, xml, strlen(xml), 0);
  assert_int_equal(zip_file_replace(archive, (zip_uint64_t)index, source, 0), 0);
}

static bool has_reader(const char *name)
{
  for (const zp_reader *const *r = zp_readers; *r != NULL; r++)
    if (strcmp((*r)->name, name) == 0) return true;
  return false;
}

static void compare_units(const zp_unit_result *csv, const zp_unit_result *xlsx)
{
  assert_int_equal(xlsx->project_count, csv->project_count);
  for (size_t p = 0; p < csv->project_count; p++) {
    const zp_project_result *a = &csv->projects[p], *b = &xlsx->projects[p];
    assert_true(zp_text_equal(a->name, b->name));
    assert_int_equal(b->row_count, a->row_count);
    for (size_t i = 0; i < a->row_count; i++) {
      const zp_row_result *left = &a->rows[i], *right = &b->rows[i];
      if (left->outcome != right->outcome || left->points.e4 != right->points.e4 || left->weight.e4 != right->weight.e4)
        print_error("%.*s, %.*s: %s against %s\n", ZP_ARG(a->name), ZP_ARG(left->level3), zp_outcome_name(left->outcome),
                    zp_outcome_name(right->outcome));
      assert_int_equal(right->outcome, left->outcome);
      assert_int_equal(right->points.e4, left->points.e4);
      assert_int_equal(right->weight.e4, left->weight.e4);
    }
  }
  assert_int_equal(xlsx->total.score.e4, csv->total.score.e4);
  assert_int_equal(xlsx->total.score_high.e4, csv->total.score_high.e4);
  assert_int_equal(xlsx->total.scored.e4, csv->total.scored.e4);
}

/// The workbook filled in with what the CSV form says scores the same, with and without the goals beside it.
static void test_round_trip(void **state)
{
  char path[512];
  const char *paths[] = { GOALS, path };
  scratch s;
  goals g;
  (void)state;
  if (!has_reader("xlsx")) {
    print_message("no reader named xlsx: the workbook is not read back\n");
    skip();
  }
  goals_open(&g);
  scratch_open(&s);
  same_path(&s, path);
  zp_text bytes = workbook_of(&g.form, g.files.arena);
  scratch_write(&s, "form.xlsx", bytes.ptr, bytes.len);
  zip_t *archive = zip_open(path, 0, NULL);
  assert_non_null(archive);
  for (size_t p = 0; p < g.form.sheet_count; p++)
    fill_sheet(archive, &s, &g.form.sheets[p], &g.csv.result->units[0].projects[p], p + 1, g.files.arena);
  assert_int_equal(zip_close(archive), 0);
  for (size_t from = 0; from < 2; from++) {
    town xlsx = town_run("mof-2020", paths + from, 2 - from);
    assert_int_equal(xlsx.result->unit_count, 1);
    compare_units(&g.csv.result->units[0], &xlsx.result->units[0]);
    town_close(&xlsx);
  }
  scratch_close(&s);
  goals_close(&g);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_sheet_names), cmocka_unit_test(test_heights), cmocka_unit_test(test_weights_are_those_of_scoring),
    cmocka_unit_test(test_target_text), cmocka_unit_test(test_content), cmocka_unit_test(test_hostile_texts),
    cmocka_unit_test(test_too_large),
  };
  const struct CMUnitTest there_and_back[] = { cmocka_unit_test(test_round_trip) };
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  return failed != 0 ? failed : cmocka_run_group_tests(there_and_back, NULL, NULL);
}
