// test_report_xlsx.c: the workbook of a result, read again with our own reader: every figure is that of the result.
#include "report_book.h"

#include <unistd.h>

#include "failing_allocator.h"
#include "plugins/reports/book_sums.h"
#include "sample_district.h"
#include "sample_result.h"
#include "town.h"

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

/// Money as cells show it: 万元, thousands apart.
static void assert_money(const zp_block *sheet, size_t row, size_t column, bool known, zp_money money)
{
  char room[ZP_NUMBER_ROOM], plain[ZP_NUMBER_ROOM];
  zp_text text = cell_of(sheet, row, column), wanted = known ? zp_money_print_wan(money, room) : (zp_text){ "", 0 };
  size_t len = 0;
  assert_true(text.len < sizeof plain);
  for (size_t i = 0; i < text.len; i++)
    if (text.ptr[i] != ',') plain[len++] = text.ptr[i];
  if (!zp_text_equal((zp_text){ plain, len }, wanted))
    fail_msg("%.*s!%zu:%zu: %.*s is not %.*s", ZP_ARG(sheet->title), row, column, ZP_ARG(text), ZP_ARG(wanted));
}

// ---- one unit ------------------------------------------------------------------------------------

enum { EXECUTION = 6, FIRST = 13, WEIGHT = 7, POINTS, DECLARED, EXECUTION_POINTS = 9, EXECUTION_DECLARED };

static void assert_outcome(const zp_block *sheet, size_t at, size_t column, const zp_row_result *row)
{
  if (row->outcome == ZP_SCORED) assert_points(sheet, at, column, row->points);
  else
    assert_cell(sheet, at, column,
                zp_text_from(zp_word_text(row->outcome == ZP_UNSCORED ? ZP_W_CELL_UNSCORED : ZP_W_CELL_FAULT, ZP_LANG_ZH)));
}

/// Returns the cells compared.
static size_t compare_form(const zp_block *sheet, const zp_project_result *p)
{
  size_t count = 0, total = FIRST + p->row_count - 1;
  assert_money(sheet, EXECUTION, 5, p->has_revised, p->revised);
  assert_money(sheet, EXECUTION, 6, p->has_executed, p->executed);
  assert_points(sheet, EXECUTION, WEIGHT, p->rows[0].weight);
  assert_outcome(sheet, EXECUTION, EXECUTION_POINTS, &p->rows[0]);
  if (p->rows[0].has_declared) assert_points(sheet, EXECUTION, EXECUTION_DECLARED, p->rows[0].declared);
  for (size_t i = 1; i < p->row_count; i++, count += 3) {
    const zp_row_result *row = &p->rows[i];
    assert_points(sheet, FIRST + i - 1, WEIGHT, row->weight);
    assert_outcome(sheet, FIRST + i - 1, POINTS, row);
    if (row->has_declared) assert_points(sheet, FIRST + i - 1, DECLARED, row->declared);
    else assert_int_equal(cell_of(sheet, FIRST + i - 1, DECLARED).len, 0);
  }
  assert_points(sheet, total, WEIGHT, p->total.weight);
  if (p->total.known) assert_points(sheet, total, POINTS, p->total.points);
  return count + 7;
}

static void a_unit_has_its_forms(void **state)
{
  static const char *const paths[] = { ZP_SOURCE "/tests/data/laozhuangzi-goals.txt", ZP_SOURCE "/tests/data/laozhuangzi-filled.csv" };
  town t = town_run("mof-2020", paths, 2);
  const zp_unit_result *unit = &t.result->units[0];
  zp_document book = book_read(book_of(t.result, ZP_LANG_ZH, t.arena), t.arena);
  size_t cells = 0;
  (void)state;
  assert_int_equal(book.count, unit->project_count + 2);
  for (size_t i = 0; i < unit->project_count; i++) cells += compare_form(&book.blocks[i + 1], &unit->projects[i]);
  const zp_block *all = sheet_of(&book, "部门整体");
  for (size_t i = 0; i < unit->project_count; i++) {
    const zp_project_result *p = &unit->projects[i];
    assert_money(all, i + 3, 6, p->has_revised, p->revised);
    assert_money(all, i + 3, 7, p->has_executed, p->executed);
    assert_points(all, i + 3, 9, p->total.score);
  }
  const zp_total *total = unit->adjustment_count != 0 ? &unit->combined : &unit->total;
  assert_points(all, unit->project_count + 3, 9, total->score);
  assert_points(all, unit->project_count + 3, 11, total->scored);
  assert_true(sheet_of(&book, "问题清单")->row_count >= 2);
  print_message("%zu cells of %zu forms\n", cells, unit->project_count);
  assert_true(cells > 60);
  town_close(&t);
}

// ---- a district ----------------------------------------------------------------------------------

static void compare_ranking(const zp_block *sheet, const zp_district_result *d)
{
  char room[ZP_NUMBER_ROOM];
  int64_t revised = 0, executed = 0;
  for (size_t i = 0; i < d->ranking_count; i++) {
    const zp_standing *unit = &d->ranking[i];
    snprintf(room, sizeof room, "%u", unit->rank);
    assert_cell(sheet, i + 3, 1, zp_text_from(room));
    assert_cell(sheet, i + 3, 2, unit->name);
    assert_points(sheet, i + 3, 4, unit->score);
    assert_cell(sheet, i + 3, 5, unit->grade);
    assert_money(sheet, i + 3, 8, unit->has_revised, unit->revised);
    assert_money(sheet, i + 3, 9, unit->has_executed, unit->executed);
    revised += unit->revised.fen, executed += unit->executed.fen;
  }
  size_t total = d->ranking_count + 3;
  assert_points(sheet, total, 4, d->total.score);
  assert_cell(sheet, total, 5, d->total.grade);
  assert_money(sheet, total, 8, true, (zp_money){ revised });
  assert_money(sheet, total, 9, true, (zp_money){ executed });
}

static void compare_overview(const zp_block *sheet, const zp_district_result *d)
{
  char room[ZP_NUMBER_ROOM];
  size_t row = row_of(sheet, 1, "等级");
  assert_int_not_equal(row, 0);
  for (size_t i = 0; i < d->grade_count; i++) {
    snprintf(room, sizeof room, "%zu", d->grades[i].units);
    assert_cell(sheet, row + 1 + i, 1, d->grades[i].name);
    assert_cell(sheet, row + 1 + i, 2, zp_text_from(room));
  }
  snprintf(room, sizeof room, "%zu", d->ranking_count);
  assert_cell(sheet, row + 1 + d->grade_count, 2, zp_text_from(room));
  row = row_of(sheet, 1, "一级指标");
  for (size_t i = 0; i < d->group_count; i++) {
    const zp_dec figures[] = { d->groups[i].mean, d->groups[i].least, d->groups[i].most };
    for (size_t f = 0; f < 3; f++) {
      char percent[ZP_NUMBER_ROOM + 1];
      snprintf(percent, sizeof percent, "%s%%", zp_dec_print(figures[f], 2, room).ptr);
      assert_cell(sheet, row + 1 + i, 3 + f, zp_text_from(percent));
    }
  }
}

static void a_district_has_its_ranking(void **state)
{
  enum { UNITS = 120, PROJECTS = 3 };
  zp_arena *arena = *state;
  zp_result result = make_district(UNITS, PROJECTS, 7, arena);
  zp_document book = book_read(book_of(&result, ZP_LANG_ZH, arena), arena);
  const zp_district_result *d = &result.district;
  assert_int_equal(book.count, 4);
  assert_int_equal(d->ranking_count, UNITS);
  compare_overview(sheet_of(&book, "汇总"), d);
  compare_ranking(sheet_of(&book, "排名"), d);
  const zp_block *projects = sheet_of(&book, "项目清单");
  size_t row = 3;
  for (size_t u = 0; u < UNITS; u++)
    for (size_t i = 0; i < PROJECTS; i++, row++) {
      const zp_project_result *p = &result.units[u].projects[i];
      assert_cell(projects, row, 2, result.units[u].name);
      assert_cell(projects, row, 3, p->name);
      assert_money(projects, row, 6, true, p->revised);
      assert_points(projects, row, 9, p->total.score);
      assert_cell(projects, row, 10, p->total.grade);
    }
  assert_int_equal(row, UNITS * PROJECTS + 3);
}

/// Every member and every kind of outcome, with what is not known left blank.
static void whatever_a_result_holds(void **state)
{
  zp_arena *arena = *state;
  const zp_result *units = sample_result(arena);
  zp_result district = sample_with_district(units, arena), one = *units;
  for (zp_lang lang = ZP_LANG_ZH; lang <= ZP_LANG_EN; lang++) {
    book_read(book_of(units, lang, arena), arena);
    zp_document book = book_read(book_of(&district, lang, arena), arena);
    assert_int_equal(book.count, 4);
    assert_points(&book.blocks[1], 7, 4, district.district.total.score);  // no mean of what is listed: the number itself
    for (size_t u = 0; u < units->unit_count; u++) {
      one.units = &units->units[u], one.unit_count = 1;
      book = book_read(book_of(&one, lang, arena), arena);
      assert_int_equal(book.count, units->units[u].project_count + 2);
    }
  }
  one.unit_count = 0;
  assert_int_equal(book_read(book_of(&one, ZP_LANG_ZH, arena), arena).count, 2);
}

// ---- hostile texts -------------------------------------------------------------------------------

static void names_are_only_names(void **state)
{
  static const char *const names[] = {
    "=cmd|' /C calc'!A0", "<script>alert(1)</script>", "@SUM(A1)", "+1", "-1", "a\x01" "b\x1F" "c", "_x0041_", "]]>&amp;",
    "\xEF\xBF\xBE", "部门整体", "问题清单", "",
  };
  enum { COUNT = sizeof names / sizeof names[0], LONG = 2 };
  zp_arena *arena = *state;
  char wide[901] = "";
  zp_project_result projects[COUNT + LONG];
  for (int i = 0; i < 300; i++) strcat(wide, "长");
  zp_row_result row = { .level1 = zp_text_from(wide), .level3 = zp_text_from(names[0]), .target_text = zp_text_from(wide),
                        .actual_text = ZP_TEXT("=1+1"), .deviation = ZP_TEXT("@两行\n第二行"), .outcome = ZP_SCORED };
  for (size_t i = 0; i < COUNT + LONG; i++)
    projects[i] = (zp_project_result){ .name = zp_text_from(i < COUNT ? names[i] : wide), .rows = &row, .row_count = 1 };
  zp_unit_result unit = { .name = zp_text_from(names[0]), .projects = projects, .project_count = COUNT + LONG };
  zp_result result = { .units = &unit, .unit_count = 1 };
  zp_document book = book_read(book_of(&result, ZP_LANG_ZH, arena), arena);
  assert_int_equal(book.count, COUNT + LONG + 2);
  for (size_t i = 1; i + 1 < book.count; i++) {
    const zp_block *sheet = &book.blocks[i];
    assert_cell(sheet, FIRST, 4, row.level3);
    assert_cell(sheet, FIRST, 2, row.level1);
    assert_cell(sheet, FIRST, 5, row.target_text);
    assert_cell(sheet, FIRST, 6, row.actual_text);
    assert_cell(sheet, FIRST, 10, row.deviation);
    for (size_t other = 0; other < i; other++) assert_false(zp_text_equal(sheet->title, book.blocks[other].title));
  }
  assert_cell(&book.blocks[1], 3, 3, zp_text_from(names[0]));
  assert_cell(sheet_of(&book, "部门整体"), 3, 3, zp_text_from(names[0]));
}

/// What doubles cannot round as we do is no formula.
static void ties_are_numbers(void **state)
{
  static const struct { int64_t executed, revised; zp_list_kind kind; double value; } rates[] = {
    { 1, 3, ZP_LIST_FORMULA, 0.3333 },  { 1, 20000, ZP_LIST_NUMBER, 0.0001 }, { 0, 5, ZP_LIST_FORMULA, 0 },
    { 20001, 40000, ZP_LIST_FORMULA, 0.5 }, { 20003, 40000, ZP_LIST_FORMULA, 0.5001 }, { 1, 0, ZP_LIST_BLANK, 0 },
    { 10001, 20000, ZP_LIST_NUMBER, 0.5001 },
  };
  static const struct { int64_t one, two, ours; zp_list_kind kind; } means[] = {
    { 900000, 910000, 905000, ZP_LIST_FORMULA }, { 900000, 900100, 900100, ZP_LIST_NUMBER },
    { 900000, 910000, 905100, ZP_LIST_NUMBER },
  };
  zp_wording say = { *state, ZP_LANG_ZH, false };
  for (size_t i = 0; i < sizeof rates / sizeof rates[0]; i++) {
    zp_list_cell cell = zp_rate_of_row(&say, ZP_LIST_RATE, 2, 1, 0, true, (zp_money){ rates[i].executed },
                                       (zp_money){ rates[i].revised });
    assert_int_equal(cell.kind, rates[i].kind);
    assert_true(cell.number == rates[i].value);
  }
  for (size_t i = 0; i < sizeof means / sizeof means[0]; i++) {
    const zp_dec scores[] = { { means[i].one }, { means[i].two } };
    const zp_mean mean = { .scores = scores, .count = 2 };
    zp_list_cell cell = zp_mean_of(&say, ZP_LIST_POINTS, &mean, true, (zp_dec){ means[i].ours });
    assert_int_equal(cell.kind, means[i].kind);
    assert_true(cell.number == zp_dec_to_double((zp_dec){ means[i].ours }));
  }
}

/// More digits than a spreadsheet keeps: as text, not another number.
static void large_amounts_are_texts(void **state)
{
  zp_arena *arena = *state;
  zp_project_result projects[] = { { .name = ZP_TEXT("大"), .has_revised = true, .revised = { 1234567890123456789 } },
                                   { .name = ZP_TEXT("中"), .has_revised = true, .revised = { 999999999999999 } } };
  zp_unit_result unit = { .projects = projects, .project_count = 2 };
  zp_result result = { .units = &unit, .unit_count = 1 };
  zp_document book = book_read(book_of(&result, ZP_LANG_ZH, arena), arena);
  assert_cell(sheet_of(&book, "大"), EXECUTION, 5, ZP_TEXT("1234567890123.456789"));
  assert_cell(sheet_of(&book, "中"), EXECUTION, 5, ZP_TEXT("999,999,999.999999"));
}

static void equal_results_give_equal_bytes(void **state)
{
  zp_arena *arena = *state;
  zp_result district = make_district(5, 2, 3, arena), unit = district;
  unit.unit_count = 1, unit.has_district = false;
  zp_text one = book_of(&district, ZP_LANG_ZH, arena), first = book_of(&unit, ZP_LANG_ZH, arena);
  sleep(2);
  assert_true(zp_text_equal(one, book_of(&district, ZP_LANG_ZH, arena)));
  assert_true(zp_text_equal(first, book_of(&unit, ZP_LANG_ZH, arena)));
}

/// Returns how many requests can fail.
static size_t fail_each(const zp_result *result)
{
  size_t failures = 0;
  for (size_t n = 1;; n++) {
    failing_allocator memory = { .fail_at = n };
    zp_allocator allocator = allocator_of(&memory);
    zp_arena *arena = zp_arena_new(&allocator, 0);
    if (arena == NULL) continue;
    zp_sink sink = { .arena = arena };
    zp_error err = { 0 };
    zp_report_options options = { .lang = ZP_LANG_ZH };
    zp_status status = zp_report_xlsx.write(result, &options, &sink, &err);
    zp_arena_free(arena);
    assert_int_equal(memory.blocks, 0);
    if (status == ZP_OK && memory.requests < n) return failures;
    assert_int_equal(status, ZP_E_MEMORY);
    failures++;
  }
}

static void short_of_memory_it_fails_whole(void **state)
{
  zp_result district = make_district(2, 1, 5, *state), unit = district;
  unit.unit_count = 1, unit.has_district = false;
  assert_true(fail_each(&district) > 2);
  assert_true(fail_each(&unit) > 2);
}

static void too_large_is_said(void **state)
{
  enum { MANY = 1001 };
  zp_arena *arena = *state;
  zp_unit_result unit = { .projects = ZP_TAKE(arena, zp_project_result, MANY), .project_count = MANY };
  zp_result result = { .units = &unit, .unit_count = 1 };
  zp_sink sink = { .arena = arena };
  zp_error err = { 0 };
  zp_report_options options = { .lang = ZP_LANG_ZH };
  assert_int_equal(zp_report_xlsx.write(&result, &options, &sink, &err), ZP_E_BOOK_LARGE);
  assert_int_equal(sink.len, 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_unit_has_its_forms),
    cmocka_unit_test_setup_teardown(a_district_has_its_ranking, setup, teardown),
    cmocka_unit_test_setup_teardown(whatever_a_result_holds, setup, teardown),
    cmocka_unit_test_setup_teardown(names_are_only_names, setup, teardown),
    cmocka_unit_test_setup_teardown(ties_are_numbers, setup, teardown),
    cmocka_unit_test_setup_teardown(large_amounts_are_texts, setup, teardown),
    cmocka_unit_test_setup_teardown(equal_results_give_equal_bytes, setup, teardown),
    cmocka_unit_test_setup_teardown(short_of_memory_it_fails_whole, setup, teardown),
    cmocka_unit_test_setup_teardown(too_large_is_said, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
