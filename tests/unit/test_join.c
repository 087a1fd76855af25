// test_join.c: goals and filled rows find each other by names as people write them, and what finds no partner is named.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <time.h>

#include "failing_allocator.h"
#include "forms.h"
#include "model/format.h"

#define GOALS                                                                                                          \
  "甲镇人民政府\n2024年\n\n一、总体绩效目标\n（一）修路。\n\n"                                                                 \
  "\t道路养护项目绩效目标指标表\n\n\t项目名称\n\t道路养护经费\n\n"                                                             \
  "\t一级指标\n\t二级指标\n\t三级指标\n\t绩效指标描述\n\t指标值\n\n"                                                           \
  "\t产出指标\n\t数量指标\n\t里程\n\t养护里程\n\t≥30公里\n\n"                                                                 \
  "\t\n\t质量指标\n\t合格率\n\t验收合格率\n\t=100%\n\n"                                                                       \
  "\t满意度指标\n\t群众\n\t满意度\n\t群众满意\n\t≧95%\n\n"                                                                    \
  "\t\n\t企业\n\t满意度\n\t企业满意\n\t≧90%\n\n"                                                                              \
  "\t供水项目绩效目标指标表\n\n\t项目名称\n\t供水经费\n\n\t三级指标\n\t指标值\n\n\t户数\n\t≥10户\n\n"

#define HEAD "单位名称,项目名称,一级指标,二级指标,三级指标,实际完成值,分值,自评得分,偏差原因,全年预算数（万元）,执行数（万元）\n"

typedef struct joined { forms f; const zp_unit *unit; const zp_findings *list; } joined;

/// Goals and one filled form, joined; the first unit.
static joined join_with(const char *goals, const char *filled)
{
  joined j = { .unit = NULL };
  forms_open(&j.f);
  if (goals != NULL) assert_int_equal(forms_add_text(&j.f, "a.txt", goals), ZP_OK);
  if (filled != NULL) assert_int_equal(forms_add_text(&j.f, "b.csv", filled), ZP_OK);
  forms_join(&j.f);
  if (j.f.submission.unit_count != 0) {
    j.unit = &j.f.submission.units[0];
    j.list = &j.f.unit_findings[0].list;
  }
  return j;
}

static const struct {
  const char *title, *rows;
  zp_status status;           // of the one finding besides those that every case has; ZP_OK: none
  uint32_t row, column;
  const char *args[3];
  const char *actual;         // of project 0, indicator 0
} cases[] = {
  { "the same names", "甲镇,道路养护经费,产出指标,数量指标,里程,31公里,,,,,\n", ZP_OK, 0, 0, { "", "", "" }, "31公里" },
  { "names written otherwise", "甲镇政府,“道路养护” 经费,产出,数量,里 程。,31公里,,,,,\n", ZP_OK, 0, 0, { "", "", "" }, "31公里" },
  { "a project by the name of its table", "甲镇,道路养护,,,里程,31公里,,,,,\n", ZP_OK, 0, 0, { "", "", "" }, "31公里" },
  { "an indicator by its description", "甲镇,道路养护经费,,,养护里程,31公里,,,,,\n", ZP_E_NAME_BY_DESCRIPTION, 2, 5, { "养护里程", "里程", "" },
    "31公里" },
  { "an unknown indicator", "甲镇,道路养护经费,,,里程数,31公里,,,,,\n", ZP_E_INDICATOR_UNKNOWN, 2, 5, { "里程数", "道路养护经费", "里程" }, "" },
  { "an unknown project", "甲镇,供水费,,,户数,31,,,,,\n,,,,里程,3,,,,,\n", ZP_E_PROJECT_UNKNOWN, 2, 2, { "供水费", "供水经费", "2" }, "" },
  { "nothing near", "甲镇,道路养护经费,,,植树,31,,,,,\n", ZP_E_INDICATOR_UNKNOWN, 2, 5, { "植树", "道路养护经费", "里程 / 合格率 / 满意度" }, "" },
  { "filled in twice", "甲镇,道路养护经费,,,里程,31,,,,,\n,,,,里程,32,,,,,\n", ZP_E_DUPLICATE_INDICATOR, 3, 5, { "里程", "", "" }, "31" },
  { "amounts that differ", "甲镇,道路养护经费,,,里程,31,,,,10,\n,,,,合格率,32,,,,11,\n", ZP_E_BUDGET_CONFLICT, 3, 10,
    { "道路养护经费", "\xFF" "BUDGET_REVISED", "10" }, "31" },
  { "amounts that are the same", "甲镇,道路养护经费,,,里程,31,,,,10,\n,,,,合格率,32,,,,10.00,\n", ZP_OK, 0, 0, { "", "", "" }, "31" },
  { "no project named", "甲镇,,,,里程,31,,,,,\n,,,,合格率,31,,,,,\n", ZP_E_NO_PROJECT_NAMED, 2, 2, { "2", "", "" }, "" },
  { "two execution rows", "甲镇,道路养护经费,预算执行,,,,10,9,,,\n,,预算执行,,,,10,8,,,\n", ZP_E_EXECUTION_TWICE, 3, 1,
    { "道路养护经费", "", "" }, "" },
};

static void joins_and_names_what_does_not(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    zp_arena *arena = zp_arena_new(NULL, 0);
    zp_text filled = zp_text_format(arena, "%s%s", HEAD, cases[i].rows);
    joined j = join_with(GOALS, filled.ptr);
    assert_int_equal(j.f.submission.unit_count, 1);
    assert_int_equal(j.unit->project_count, 2);
    size_t unfilled = count_of(j.list, ZP_E_NO_ACTUALS);
    if (j.list->count - unfilled != (cases[i].status == ZP_OK ? 0u : 1u)) fail_msg("%s: %zu findings", cases[i].title, j.list->count);
    if (!reads(j.unit->projects[0].indicators[0].actual->text, cases[i].actual)) fail_msg("%s", cases[i].title);
    if (cases[i].status != ZP_OK) {
      const zp_finding *finding = finding_of(j.list, cases[i].status, 0);
      if (finding == NULL) fail_msg("%s: no such finding", cases[i].title);
      if (finding->place.row != cases[i].row || finding->place.column != cases[i].column)
        fail_msg("%s: at %u:%u", cases[i].title, finding->place.row, finding->place.column);
      for (size_t k = 0; k < 3; k++)
        if (!reads(finding->args[k], cases[i].args[k])) fail_msg("%s", cases[i].title);
    }
    forms_close(&j.f);
    zp_arena_free(arena);
  }
}

static void one_name_twice_is_told_apart_by_its_group(void **state)
{
  (void)state;
  joined j = join_with(GOALS, HEAD "甲镇,道路养护经费,满意度指标,企业,满意度,91%,,,,,\n,,,群众,满意度,96%,,,,,\n");
  assert_true(reads(j.unit->projects[0].indicators[2].actual->text, "96%"));
  assert_true(reads(j.unit->projects[0].indicators[3].actual->text, "91%"));
  assert_int_equal(count_of(j.list, ZP_E_DUPLICATE_INDICATOR), 0);
  forms_close(&j.f);
  j = join_with(GOALS, HEAD "甲镇,道路养护经费,,,满意度,96%,,,,,\n,,,,满意度,91%,,,,,\n,,,,满意度,90%,,,,,\n");  // in order
  assert_true(reads(j.unit->projects[0].indicators[2].actual->text, "96%"));
  assert_true(reads(j.unit->projects[0].indicators[3].actual->text, "91%"));
  assert_int_equal(count_of(j.list, ZP_E_DUPLICATE_INDICATOR), 1);
  forms_close(&j.f);
}

static void rows_bring_points_notes_and_amounts(void **state)
{
  (void)state;
  joined j = join_with(GOALS, HEAD "甲镇,道路养护经费,预算执行,,,,10,9.5,慢,10,9\n,,产出,,里程,29公里,50,40,雨多,,\n");
  const zp_project *p = &j.unit->projects[0];
  assert_true(p->filled && p->from_goals);
  assert_false(j.unit->projects[1].filled);
  assert_true(reads(p->budget.revised.text, "10"));
  assert_true(reads(p->budget.executed.text, "9"));
  assert_true(reads(p->budget.money_unit, "万元"));
  assert_true(reads(p->budget.weight.text, "10"));
  assert_true(reads(p->budget.declared.text, "9.5"));
  assert_true(reads(p->budget.note.text, "慢"));
  assert_true(reads(p->indicators[0].weight->text, "50"));
  assert_true(reads(p->indicators[0].declared->text, "40"));
  assert_true(reads(p->indicators[0].note->text, "雨多"));
  assert_true(reads(p->indicators[0].target->text, "≥30公里"));
  assert_int_equal(p->indicators[1].actual->text.len, 0);
  const zp_finding *finding = finding_of(j.list, ZP_E_NO_ACTUALS, 0);
  assert_non_null(finding);
  assert_true(reads(finding->args[0], "供水经费"));
  assert_int_equal(j.f.sheets[0].goals->projects[0].indicators[0].actual->text.len, 0);  // sheets stay as they are
  forms_close(&j.f);
}

static void targets_of_the_form(void **state)
{
  (void)state;
  const char *head = "单位名称,项目名称,三级指标,年度指标值,实际完成值\n";
  zp_arena *arena = zp_arena_new(NULL, 0);
  joined j = join_with(GOALS, zp_text_format(arena, "%s甲镇,道路养护经费,里程,30,31\n,,合格率,90%%,95%%\n", head).ptr);
  const zp_finding *finding = finding_of(j.list, ZP_E_TARGET_DIFFERS, 0);
  assert_int_equal(count_of(j.list, ZP_E_TARGET_DIFFERS), 1);  // "30" repeats "≥30公里", "90%" contradicts "=100%"
  assert_true(reads(finding->args[0], "合格率"));
  assert_true(reads(j.unit->projects[0].indicators[1].target->text, "=100%"));
  forms_close(&j.f);
  j = join_with(GOALS, zp_text_format(arena, "%s甲镇,植树,棵数,≥30,31\n,,棵数,≥30,31\n", head).ptr);
  assert_int_equal(j.unit->project_count, 3);
  assert_int_equal(count_of(j.list, ZP_E_PROJECT_ADDED), 1);
  assert_int_equal(count_of(j.list, ZP_E_DUPLICATE_INDICATOR), 1);
  assert_false(j.unit->projects[2].from_goals);
  assert_true(reads(j.unit->projects[2].indicators[0].target->text, "≥30"));
  forms_close(&j.f);
  zp_arena_free(arena);
}

static void a_form_alone_makes_the_submission(void **state)
{
  (void)state;
  joined j = join_with(NULL, HEAD "乙镇,A,产出,,a,1,,,,,\n,B,,,b,2,,,,,\n甲镇,C,,,c,3,,,,,\n乙镇人民政府,A,产出,,d,4,,,,,\n");
  assert_int_equal(j.f.submission.unit_count, 2);
  const zp_unit *second = &j.f.submission.units[0];  // 乙 sorts before 甲 in byte order
  assert_true(reads(second->name.text, "乙镇"));
  assert_int_equal(second->project_count, 2);
  assert_int_equal(second->projects[0].indicator_count, 2);
  assert_true(reads(j.f.submission.units[1].name.text, "甲镇"));
  assert_int_equal(j.list->count + j.f.findings.count, 0);
  forms_close(&j.f);
}

static void units_are_matched_by_code_first(void **state)
{
  (void)state;
  joined j = join_with(NULL, "单位编码,单位名称,项目名称,三级指标,实际完成值\n002,甲镇,A,a,1\n001,乙镇,B,b,1\n002,甲镇（本级）,A,c,1\n,乙镇,B,d,1\n003,甲镇,C,a,1\n");
  assert_int_equal(j.f.submission.unit_count, 3);
  assert_true(reads(j.f.submission.units[0].code.text, "001"));
  assert_int_equal(j.f.submission.units[0].projects[0].indicator_count, 2);
  assert_int_equal(j.f.submission.units[1].projects[0].indicator_count, 2);
  assert_true(reads(j.f.submission.units[2].code.text, "003"));
  forms_close(&j.f);
}

static void rows_without_a_unit(void **state)
{
  (void)state;
  const char *rows = "项目名称,三级指标,实际完成值\n道路养护经费,里程,31\n";
  joined j = join_with(GOALS, rows);
  assert_true(reads(j.unit->projects[0].indicators[0].actual->text, "31"));
  assert_int_equal(j.f.findings.count, 0);
  forms_close(&j.f);
  forms_open(&j.f);  // two units are known: whose are they?
  assert_int_equal(forms_add_text(&j.f, "a.txt", GOALS), ZP_OK);
  assert_int_equal(forms_add_text(&j.f, "b.csv", HEAD "乙镇,A,,,a,1,,,,,\n"), ZP_OK);
  assert_int_equal(forms_add_text(&j.f, "c.csv", rows), ZP_OK);
  forms_join(&j.f);
  assert_int_equal(j.f.submission.unit_count, 2);
  assert_int_equal(count_of(&j.f.findings, ZP_E_UNIT_UNKNOWN), 1);
  assert_true(reads(j.f.findings.items[0].place.file, "c.csv"));
  assert_int_equal(j.f.findings.items[0].place.row, 2);
  forms_close(&j.f);
  j = join_with(NULL, rows);
  assert_int_equal(j.f.submission.unit_count, 0);
  assert_int_equal(count_of(&j.f.findings, ZP_E_UNIT_UNKNOWN), 1);
  forms_close(&j.f);
}

static void a_project_of_goals_twice(void **state)
{
  (void)state;
  forms f;
  forms_open(&f);
  assert_int_equal(forms_add_text(&f, "a.txt", GOALS), ZP_OK);
  assert_int_equal(forms_add_text(&f, "b.txt", "甲镇人民政府\n2024年\n\n\t供水项目绩效目标指标表\n\n\t项目名称\n\t供水 经费\n\n\t三级指标\n\t指标值\n\n\t户数\n\t≥11户\n"), ZP_OK);
  forms_join(&f);
  const zp_finding *finding = finding_of(&f.unit_findings[0].list, ZP_E_DUPLICATE_PROJECT, 0);
  assert_non_null(finding);
  assert_true(reads(finding->place.file, "b.txt"));
  assert_int_equal(finding->place.row, 7);
  assert_int_equal(f.submission.units[0].project_count, 2);
  assert_true(reads(f.submission.units[0].projects[1].indicators[0].target->text, "≥10户"));
  forms_close(&f);
}

// ---- the sample and the published document ---------------------------------------------------------------------------

static void check_town(forms *f)
{
  bool present;
  assert_int_equal(forms_add_file(f, ZP_SOURCE "/tests/data/laozhuangzi-filled.csv", &present), ZP_OK);
  assert_true(present);
  forms_join(f);
  assert_int_equal(f->findings.count, 0);
  assert_int_equal(f->submission.unit_count, 1);
  const zp_unit *unit = &f->submission.units[0];
  const zp_findings *list = &f->unit_findings[0].list;
  static const char *const budgets[][2] = { { "113.06", "101.75" }, { "45", "45" }, { "189", "187.5" }, { "88", "70" } };
  assert_true(reads(unit->name.text, "老庄子镇人民政府"));
  assert_int_equal(unit->project_count, 4);
  size_t blank = 0;
  for (size_t p = 0; p < 4; p++) {
    assert_true(unit->projects[p].filled);
    assert_true(reads(unit->projects[p].budget.revised.text, budgets[p][0]));
    assert_true(reads(unit->projects[p].budget.executed.text, budgets[p][1]));
    for (size_t i = 0; i < 6; i++)
      if (unit->projects[p].indicators[i].actual->text.len == 0) blank++;
  }
  assert_int_equal(blank, 1);
  assert_int_equal(count_of(list, ZP_E_ITEM_WITHOUT_TABLE), 7);  // 11 items, 4 tables
  assert_int_equal(count_of(list, ZP_E_NAME_DIFFERS), 3);
  assert_int_equal(count_of(list, ZP_E_NAME_BY_DESCRIPTION), 1);
  assert_int_equal(count_of(list, ZP_E_MONEY_PARTS), 1);
  const zp_finding *parts = finding_of(list, ZP_E_MONEY_PARTS, 0);
  assert_true(reads(parts->args[0], "38.00"));
  assert_true(reads(parts->args[1], "45.00"));
}

static void joins_the_sample(void **state)
{
  (void)state;
  forms f;
  bool present;
  forms_open(&f);
  assert_int_equal(forms_add_file(&f, ZP_SOURCE "/tests/data/laozhuangzi-goals.txt", &present), ZP_OK);
  check_town(&f);
  forms_close(&f);
}

static void joins_the_published_document(void **state)
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
  forms_close(&f);
}

// ---- size and memory -------------------------------------------------------------------------------------------------

/// 100 000 rows of unknown projects and indicators: the work must grow with the rows, not with their square.
static void many_rows_take_little_time(void **state)
{
  (void)state;
  enum { ROWS = 100000, ROOM = 64 };
  char *csv = malloc((size_t)ROWS * 2 * ROOM);
  assert_non_null(csv);
  for (int shape = 0; shape < 3; shape++) {
    size_t len = (size_t)sprintf(csv, "单位名称,项目名称,三级指标,实际完成值\n");
    for (int i = 0; i < ROWS; i++)
      len += (size_t)sprintf(csv + len, shape == 0 ? "甲镇,项目%d,指标,1\n" : shape == 1 ? "甲镇,道路养护经费,指标%d,1\n" : "甲镇,道路养护经费,里程,%d\n", i);
    forms f;
    clock_t start = clock();
    forms_open(&f);
    assert_int_equal(forms_add_text(&f, "a.txt", GOALS), ZP_OK);
    assert_int_equal(forms_add(&f, "b.csv", (zp_text){ csv, len }), ZP_OK);
    forms_join(&f);
    assert_true((clock() - start) / CLOCKS_PER_SEC < 60);  // about a second; the bound leaves room for sanitizers
    assert_true(f.unit_findings[0].list.count >= ROWS - 1);
    forms_close(&f);
  }
  free(csv);
}

extern const zp_reader zp_reader_csv, zp_reader_text;

static zp_status read_and_join(zp_arena *arena, const zp_layouts *layouts, zp_error *err)
{
  zp_findings findings = { .arena = arena };
  zp_document goals, filled;
  zp_sheet sheets[2];
  zp_submission out;
  zp_unit_findings *lists;
  zp_status status = zp_reader_text.read(zp_text_from(GOALS), ZP_TEXT("a.txt"), arena, &goals, &findings, err);
  if (status == ZP_OK)
    status = zp_reader_csv.read(ZP_TEXT(HEAD "甲镇,道路养护经费,产出,,里程,1,,,,10,9\n,,,,不知,1,,,,,\n,X,,,a,1,,,,,\n"), ZP_TEXT("b.csv"), arena,
                                &filled, &findings, err);
  if (status == ZP_OK) status = zp_recognise(&goals, layouts, arena, &sheets[0], &findings, err);
  if (status == ZP_OK) status = zp_recognise(&filled, layouts, arena, &sheets[1], &findings, err);
  if (status == ZP_OK) status = zp_join(sheets, 2, layouts, arena, &out, &lists, &findings, err);
  return status == ZP_OK && findings.lost ? ZP_E_MEMORY : status;
}

/// Every request for memory may fail: the call says so, and nothing else happens.
static void survives_every_shortage(void **state)
{
  (void)state;
  forms f;
  forms_open(&f);
  for (size_t limit = 4096; limit < (4u << 20); limit += limit < 65536 ? 1024 : limit) {
    zp_error err = { 0 };
    zp_arena *arena = zp_arena_new(NULL, limit);
    zp_status status = arena == NULL ? ZP_E_MEMORY : read_and_join(arena, &f.layouts, &err);
    assert_true(status == ZP_OK || status == ZP_E_MEMORY);
    zp_arena_free(arena);
  }
  failing_allocator memory = { 0 };
  zp_allocator allocator = allocator_of(&memory);
  size_t needed = 0;
  for (size_t fail_at = 0; fail_at <= needed; fail_at++) {
    memory = (failing_allocator){ .fail_at = fail_at };
    zp_error err = { 0 };
    zp_arena *arena = zp_arena_new(&allocator, 0);
    zp_status status = arena == NULL ? ZP_E_MEMORY : read_and_join(arena, &f.layouts, &err);
    if (fail_at == 0) needed = memory.requests;
    assert_int_equal(status, fail_at == 0 ? ZP_OK : ZP_E_MEMORY);
    zp_arena_free(arena);
    assert_int_equal(memory.blocks, 0);
  }
  assert_true(needed > 2);
  forms_close(&f);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(joins_and_names_what_does_not),
    cmocka_unit_test(one_name_twice_is_told_apart_by_its_group),
    cmocka_unit_test(rows_bring_points_notes_and_amounts),
    cmocka_unit_test(targets_of_the_form),
    cmocka_unit_test(a_form_alone_makes_the_submission),
    cmocka_unit_test(units_are_matched_by_code_first),
    cmocka_unit_test(rows_without_a_unit),
    cmocka_unit_test(a_project_of_goals_twice),
    cmocka_unit_test(joins_the_sample),
    cmocka_unit_test(joins_the_published_document),
    cmocka_unit_test(many_rows_take_little_time),
    cmocka_unit_test(survives_every_shortage),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
