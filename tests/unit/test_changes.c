// test_changes.c: what changed between two results, and why: each reason alone, units that came,
// went and moved, and how it is told.
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "failing_allocator.h"
#include "plugins/reports/changes_report.h"
#include "sample_result.h"
#include "split_result.h"
#include "store/changes.h"
#include "store/pairing.h"
#include "store/result_file.h"

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

static zp_result *copy_of(const zp_result *result, zp_arena *arena)
{
  zp_error err = { 0 };
  zp_result *copy = NULL;
  assert_int_equal(zp_result_unpack(split_packed(result, arena), arena, &copy, &err), ZP_OK);
  return copy;
}

static zp_changes changes_of(const zp_result *before, const zp_result *after, zp_arena *arena)
{
  zp_error err = { 0 };
  zp_changes changes;
  assert_int_equal(zp_changes_make(before, after, arena, &changes, &err), ZP_OK);
  return changes;
}

// ---- pairs --------------------------------------------------------------------------------------

#define N(first, second)                                                                           \
  {                                                                                                \
    ZP_TEXT_INIT(first), ZP_TEXT_INIT(second)                                                      \
  }
enum { PAIRED_MOST = 4 };

static const struct {
  zp_pair_name a[PAIRED_MOST], b[PAIRED_MOST];
  size_t count_a, count_b;
  bool strict;
  size_t wanted[PAIRED_MOST];
} pairs[] = {
  { { N("1", "x"), N("2", "y") }, { N("2", "y"), N("1", "x") }, 2, 2, true, { 1, 0 } },
  { { N("1", "x") }, { N("1", "renamed") }, 1, 1, true, { 0 } },
  { { N("", "x") }, { N("7", "x") }, 1, 1, true, { 0 } },         // one side has no code
  { { N("1", "x") }, { N("2", "x") }, 1, 1, true, { ZP_ALONE } }, // two codes: two things
  { { N("1", "x") }, { N("2", "x") }, 1, 1, false, { 0 } },
  { { N("", "") }, { N("", "") }, 1, 1, false, { ZP_ALONE } }, // nothing names them
  { { N("", "x"), N("", "x") }, { N("", "x") }, 2, 1, false, { 0, ZP_ALONE } },
  { { N("1", "x"), N("1", "y") }, { N("1", "y"), N("1", "x") }, 2, 2, true, { 1, 0 } },
  { { N("1", "x"), N("1", "z") }, { N("1", "y"), N("1", "x") }, 2, 2, true, { 1, 0 } },
  { { N("1", "x") }, { N("", "") }, 1, 0, true, { ZP_ALONE } },
};

static void items_are_paired_by_what_they_are_called(void **state)
{
  zp_arena *arena = *state;
  for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
    size_t partners[PAIRED_MOST], sources[PAIRED_MOST];
    zp_error err = { 0 };
    assert_int_equal(zp_pair_names(pairs[i].a, pairs[i].count_a, pairs[i].b, pairs[i].count_b,
                                   pairs[i].strict, arena, partners, sources, &err),
                     ZP_OK);
    for (size_t k = 0; k < pairs[i].count_a; k++) {
      if (partners[k] != pairs[i].wanted[k])
        fail_msg("%zu: item %zu goes with %zu", i, k, partners[k]);
      if (partners[k] != ZP_ALONE) assert_int_equal(sources[partners[k]], k);
    }
  }
}

// ---- reasons ------------------------------------------------------------------------------------

#define BIT(name) (1U << ZP_CAUSE_##name)
enum { ROW_EXECUTION, ROW_LENGTH, ROW_PASSED, ROW_VERDICT, ROW_FAULT };

static void earn(zp_row_result *row, int64_t points)
{
  row->outcome = ZP_SCORED;
  row->points.e4 = points;
}

static void other_actual(zp_result *r, zp_row_result *rows)
{
  (void)r;
  rows[ROW_PASSED].actual_text = ZP_TEXT("85%");
  rows[ROW_PASSED].actual.number.digits = 85;
  earn(&rows[ROW_PASSED], 298200);
}

static void target_read_anew(zp_result *r, zp_row_result *rows)
{
  (void)r, rows[ROW_PASSED].target.number.digits = 96;
}
static void other_weight(zp_result *r, zp_row_result *rows)
{
  (void)r, rows[ROW_PASSED].weight.e4 = 400000;
}
static void points_alone(zp_result *r, zp_row_result *rows)
{
  (void)r, earn(&rows[ROW_PASSED], 100000);
}
static void newly_scored(zp_result *r, zp_row_result *rows)
{
  (void)r, earn(&rows[ROW_VERDICT], 150000);
}
static void not_scored(zp_result *r, zp_row_result *rows)
{
  (void)r, rows[ROW_PASSED].outcome = ZP_UNSCORED;
}
static void row_went(zp_result *r, zp_row_result *rows)
{
  (void)rows, r->units[0].projects[0].row_count--;
}
static void project_went(zp_result *r, zp_row_result *rows)
{
  (void)rows, r->units[0].project_count--;
}

static void other_rule(zp_result *r, zp_row_result *rows)
{
  points_alone(r, rows);
  rows[ROW_PASSED].rule = ZP_TEXT("other");
}

static void other_input(zp_result *r, zp_row_result *rows)
{
  points_alone(r, rows);
  rows[ROW_PASSED].given[3].value = ZP_TEXT("30");
}

static void other_parameters(zp_result *r, zp_row_result *rows)
{
  r->rules[0].params = ZP_TEXT("x=1");
  earn(&rows[ROW_EXECUTION], 90000);
}

static void other_money(zp_result *r, zp_row_result *rows)
{
  r->units[0].projects[0].executed.fen++;
  earn(&rows[ROW_EXECUTION], 95100);
}

static const struct {
  void (*change)(zp_result *result, zp_row_result *rows);
  uint32_t causes;
  int64_t by;
  bool known;
  size_t rows, moved;
} reasons[] = {
  { other_actual, BIT(ACTUAL), 31600, true, 1, 1 },
  { target_read_anew, BIT(TARGET), 0, true, 1, 0 },
  { other_weight, BIT(WEIGHT), 0, true, 1, 1 },
  { points_alone, BIT(OTHER), -166600, true, 1, 1 },
  { newly_scored, BIT(SCORED) | BIT(OTHER), 150000, false, 1, 1 },
  { not_scored, BIT(UNSCORED) | BIT(OTHER), -266600, false, 1, 1 },
  { row_went, BIT(WENT), 0, false, 1, 1 },
  { project_went, BIT(WENT), -900000, false, 2, 2 },
  { other_rule, BIT(RULE), -166600, true, 1, 1 },
  { other_input, BIT(INPUT), -166600, true, 1, 1 },
  { other_parameters, BIT(PARAMS), -5000, true, 1, 1 },
  { other_money, BIT(ACTUAL), 100, true, 1, 1 },
};

static void every_reason_is_found(void **state)
{
  zp_arena *arena = *state;
  const zp_result *sample = sample_result(arena);
  for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++) {
    zp_result *other = copy_of(sample, arena);
    reasons[i].change(other, other->units[0].projects[0].rows);
    zp_changes c = changes_of(sample, other, arena);
    if (c.unit_count != 1 || c.equal || c.figures == 0) fail_msg("%zu: %zu units", i, c.unit_count);
    const zp_unit_change *unit = &c.units[0];
    if (unit->row_count != reasons[i].rows || unit->rows_moved != reasons[i].moved)
      fail_msg("%zu: %zu rows, %zu moved", i, unit->row_count, unit->rows_moved);
    const zp_row_change *row = &unit->rows[0];
    if (row->causes != reasons[i].causes || row->by.e4 != reasons[i].by ||
        row->known != reasons[i].known)
      fail_msg("%zu: causes %x, by %ld", i, row->causes, (long)row->by.e4);
    zp_changes back = changes_of(other, sample, arena);
    assert_int_equal(back.units[0].rows[0].by.e4, -reasons[i].by);
  }
}

/// The sample's second unit has a rule of every kind and outcome, and its projects pooled.
static void vetoes_and_deductions_are_told_and_pooled_rows_once(void **state)
{
  zp_arena *arena = *state;
  zp_result *sample = copy_of(sample_result(arena), arena), *other = copy_of(sample, arena);
  zp_adjustment *before = sample->units[1].adjustments, *after = other->units[1].adjustments;
  size_t count = sample->units[1].adjustment_count;
  for (size_t i = 0; i < count;
       i++) { // one deduction that takes more, and a veto that no longer applies
    before[i].kind = after[i].kind = i == 0 ? ZP_RULE_VETO : ZP_RULE_DEDUCTION;
    before[i].outcome = after[i].outcome = ZP_APPLIED;
  }
  after[0].outcome = ZP_NOT_APPLIED;
  after[1].points.e4 = before[1].points.e4 + 5000;
  other->units[1].pooled[0].rows[0].weight.e4 += 10000;
  other->units[1].projects[0].rows[0].weight.e4 += 10000;
  zp_changes c = changes_of(sample, other, arena);
  assert_int_equal(c.unit_count, 1);
  assert_int_equal(c.units[0].adjustment_count, 2);
  assert_int_equal(c.units[0].row_count, 1);
  assert_true(c.units[0].rows[0].pooled);
  assert_int_equal(c.culprit_count, 2);
  assert_int_equal(c.culprits[0].lost.e4, 5000);
  assert_true(zp_text_equal(c.culprits[0].rule, before[1].rule));
  assert_int_equal(c.culprits[1].lost.e4, 0);
  other->units[1].adjustment_count = 0;
  c = changes_of(sample, other, arena);
  assert_int_equal(c.units[0].adjustment_count, count);
  assert_null(c.units[0].adjustments[0].after);
}

static void the_order_of_rows_is_no_change(void **state)
{
  zp_arena *arena = *state;
  const zp_result *sample = sample_result(arena);
  zp_result *other = copy_of(sample, arena);
  zp_row_result *rows = other->units[0].projects[0].rows, first = rows[ROW_LENGTH];
  rows[ROW_LENGTH] = rows[ROW_PASSED];
  rows[ROW_PASSED] = first;
  zp_changes c = changes_of(sample, other, arena);
  assert_int_equal(c.unit_count, 0);
  assert_false(c.equal); // places of figures differ, and that is said
  c = changes_of(sample, copy_of(sample, arena), arena);
  assert_true(c.equal);
  assert_int_equal(c.figures, 0);
}

// ---- units --------------------------------------------------------------------------------------

enum { UNITS = 60, FEW = 10 };

/// Units move by as many points as their place says, every second one downwards; the last is gone,
/// a new one is there.
static void make_district(zp_arena *arena, size_t count, zp_result **before, zp_result **after)
{
  *before = split_whole(count, arena);
  zp_result *other = copy_of(*before, arena);
  for (size_t i = 0; i < count; i++) {
    zp_total *total = &other->units[i].total;
    (*before)->units[i].total.known = total->known = true;
    (*before)->units[i].total.score.e4 = 500000;
    total->score.e4 = 500000 + (i % 2 == 0 ? 1 : -1) * (int64_t)(i * 1000);
    if (i == 7) total->graded = true, total->grade = total->grade_high = ZP_TEXT("new grade");
  }
  other->units[count - 1].code = ZP_TEXT("zzz");
  other->units[count - 1].name = ZP_TEXT("=cmd\x1b[31m<script>");
  *after = other;
}

static void units_stand_with_the_most_moved_first(void **state)
{
  zp_result *before, *after;
  make_district(*state, UNITS, &before, &after);
  zp_changes c = changes_of(before, after, *state);
  assert_int_equal(c.came, 1);
  assert_int_equal(c.went, 1);
  assert_int_equal(c.both, UNITS - 1);
  assert_int_equal(c.moved, UNITS - 2); // the first moves by nothing
  assert_int_equal(c.regraded, 1);
  assert_int_equal(c.grade_count, 1);
  assert_int_equal(c.unit_count, UNITS);
  for (size_t i = 1; i < c.moved; i++)
    assert_true(llabs(c.units[i - 1].by.e4) >= llabs(c.units[i].by.e4));
  assert_int_equal(c.units[0].by.e4, 58000);
  assert_null(c.units[UNITS - 2].after);
  assert_null(c.units[UNITS - 1].before);
}

static size_t lines_of(zp_text text)
{
  size_t lines = 0;
  for (size_t i = 0; i < text.len; i++) lines += text.ptr[i] == '\n';
  return lines;
}

static zp_text told(const zp_changes *c, zp_lang lang, bool brief, zp_arena *arena)
{
  zp_sink sink = { .arena = arena };
  zp_error err = { 0 };
  const zp_report_options how = { .lang = lang, .width = 100, .brief = brief };
  assert_int_equal(zp_changes_text(c, false, &how, &sink, &err), ZP_OK);
  return (zp_text){ sink.bytes, sink.len };
}

static void a_district_is_told_in_brief_and_in_full(void **state)
{
  zp_result *before, *after;
  make_district(*state, UNITS, &before, &after);
  zp_changes c = changes_of(before, after, *state);
  for (zp_lang lang = ZP_LANG_ZH; lang <= ZP_LANG_EN; lang++) {
    zp_text brief = told(&c, lang, true, *state), full = told(&c, lang, false, *state);
    assert_true(lines_of(brief) + (UNITS - 2) - 20 <= lines_of(full) + 1);
    assert_true(zp_text_contains(full, ZP_TEXT("new grade")));
    assert_true(zp_text_contains(full, ZP_TEXT("+5.80")));
    assert_true(zp_text_contains(brief, ZP_TEXT("<script>")));
    assert_false(zp_text_contains(full, ZP_TEXT("\x1b")));
    assert_true(zp_text_contains(brief, ZP_TEXT("--all")));
    assert_false(zp_text_contains(full, ZP_TEXT("--all")));
  }
}

static void all_of_it_is_there_as_json(void **state)
{
  zp_result *before, *after;
  make_district(*state, UNITS, &before, &after);
  zp_changes c = changes_of(before, after, *state);
  zp_sink sink = { .arena = *state };
  zp_error err = { 0 };
  assert_int_equal(zp_changes_json(&c, &sink, &err), ZP_OK);
  zp_text text = { sink.bytes, sink.len };
  assert_true(zp_text_contains(text, ZP_TEXT("\"change\": \"5.80\"")));
  assert_true(zp_text_contains(text, ZP_TEXT("\\u001B[31m<script>")));
  size_t names = 0;
  for (size_t at = 0; at < text.len;) {
    size_t found = zp_text_find(zp_text_slice(text, at, text.len), ZP_TEXT("\"regraded\": "));
    if (found == SIZE_MAX) break;
    names++;
    at += found + 1;
  }
  assert_int_equal(names, UNITS + 1); // the count, and each unit
}

static void every_lack_of_memory_is_reported(void **state)
{
  zp_result *before, *after;
  make_district(*state, FEW, &before, &after);
  size_t n = 1;
  for (;; n++) {
    failing_allocator memory = { .fail_at = n };
    zp_allocator allocator = allocator_of(&memory);
    zp_arena *arena = zp_arena_new(&allocator, 0);
    zp_changes c;
    zp_error err = { 0 };
    if (arena == NULL) continue;
    zp_sink sink = { .arena = arena };
    const zp_report_options how = { .lang = ZP_LANG_ZH, .width = 100 };
    zp_status status = zp_changes_make(before, after, arena, &c, &err);
    if (status == ZP_OK) status = zp_changes_text(&c, false, &how, &sink, &err);
    zp_arena_free(arena);
    assert_int_equal(memory.blocks, 0);
    if (status == ZP_OK) break;
    assert_int_equal(status, ZP_E_MEMORY);
    assert_true(n < 5000);
  }
  assert_true(n > 3);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(items_are_paired_by_what_they_are_called, setup, teardown),
    cmocka_unit_test_setup_teardown(every_reason_is_found, setup, teardown),
    cmocka_unit_test_setup_teardown(vetoes_and_deductions_are_told_and_pooled_rows_once, setup,
                                    teardown),
    cmocka_unit_test_setup_teardown(the_order_of_rows_is_no_change, setup, teardown),
    cmocka_unit_test_setup_teardown(units_stand_with_the_most_moved_first, setup, teardown),
    cmocka_unit_test_setup_teardown(a_district_is_told_in_brief_and_in_full, setup, teardown),
    cmocka_unit_test_setup_teardown(all_of_it_is_there_as_json, setup, teardown),
    cmocka_unit_test_setup_teardown(every_lack_of_memory_is_reported, setup, teardown),
  };
  if (setlocale(LC_CTYPE, "C.UTF-8") == NULL) return 1;
  return cmocka_run_group_tests(tests, NULL, NULL);
}
