// test_pooled.c: rows of one name over the projects of a unit: what is summed, averaged, shared out
// and left unscored.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "pipeline/pooled.h"

enum { PROJECTS = 2, ROWS_MOST = 4 };

/// A row of a project: name, kind, unit, target and actual; actual 0 places and digits -1: it could
/// not be read.
typedef struct row {
  const char *name;
  zp_kind kind;
  const char *unit;
  zp_qty target, actual;
  int weight, points; // points -1: it was not scored
} row;

typedef struct town {
  zp_arena *arena;
  zp_unit unit;
  zp_project projects[PROJECTS];
  zp_project_reading readings[PROJECTS];
  zp_outcome outcomes[PROJECTS][ROWS_MOST + 1];
  zp_outcome *lists[PROJECTS];
  zp_unit_reading reading;
} town;

static zp_cell *cell(town *t, const char *text)
{
  zp_cell *made = ZP_TAKE(t->arena, zp_cell, 1);
  made->text = zp_text_from(text);
  return made;
}

static void add_row(town *t, size_t p, const row *from)
{
  zp_project_reading *project = &t->readings[p];
  zp_row_reading *to = &project->rows[project->row_count];
  zp_indicator *indicator = ZP_TAKE(t->arena, zp_indicator, 1);
  *indicator = zp_no_indicator;
  indicator->level3 = cell(t, from->name);
  *to = (zp_row_reading){ .indicator = indicator,
                          .target = { .kind = from->kind,
                                      .unit = zp_text_from(from->unit),
                                      .has_number = true,
                                      .number = from->target },
                          .actual = { .kind = from->kind,
                                      .unit = zp_text_from(from->unit),
                                      .has_number = true,
                                      .number = from->actual },
                          .aligned = from->actual,
                          .direction = ZP_DIRECTION_UP,
                          .weight = ZP_DEC(from->weight),
                          .weight_source = ZP_WEIGHT_FORM };
  if (from->actual.digits < 0) to->missing = ZP_REASON_ACTUAL_UNREADABLE;
  t->outcomes[p][project->row_count++] =
      (zp_outcome){ .kind = from->points < 0 ? ZP_UNSCORED : ZP_SCORED,
                    .points = ZP_DEC(from->points) };
}

static town *open_town(int64_t budget_1, int64_t budget_2)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  town *t = ZP_TAKE(arena, town, 1);
  t->arena = arena;
  t->reading =
      (zp_unit_reading){ .unit = &t->unit, .projects = t->readings, .project_count = PROJECTS };
  for (size_t p = 0; p < PROJECTS; p++) {
    int64_t fen = p == 0 ? budget_1 : budget_2;
    t->projects[p].name.text = p == 0 ? ZP_TEXT("A") : ZP_TEXT("B");
    t->readings[p] = (zp_project_reading){ .project = &t->projects[p],
                                           .has_revised = fen >= 0,
                                           .revised = { fen },
                                           .has_executed = true,
                                           .executed = { fen / 2 },
                                           .rows = ZP_TAKE(arena, zp_row_reading, ROWS_MOST + 1),
                                           .row_count = 1 };
    t->readings[p].rows[0] = (zp_row_reading){ .group = SIZE_MAX,
                                               .weight = ZP_DEC(10),
                                               .weight_source = ZP_WEIGHT_FORM };
    t->lists[p] = t->outcomes[p];
  }
  return t;
}

/// The one pooled row, or the `i`-th of several.
static const zp_row_reading *pooled(town *t, size_t i, zp_unit_reading *out, bool *all_zero)
{
  zp_error err = { 0 };
  assert_int_equal(zp_pool_projects(&t->reading, t->lists, t->arena, out, all_zero, &err), ZP_OK);
  assert_int_equal(out->project_count, 1);
  assert_true(i < out->projects[0].row_count);
  return &out->projects[0].rows[i];
}

static void assert_text(zp_text text, const char *wanted)
{
  char room[400];
  snprintf(room, sizeof room, "%.*s", ZP_ARG(text));
  assert_string_equal(room, wanted);
}

typedef struct pair {
  const char *what;
  row a, b;
  const char *target, *actual;
  zp_reason missing;
  zp_kind kind;
} pair;

static const pair pairs[] = {
  { "sums, exactly",
    { "n", ZP_KIND_NUMBER, "个", { 1, 1 }, { 2, 1 }, 90, 9 },
    { "n", ZP_KIND_NUMBER, "个", { 1000000007, 9 }, { 3, 0 }, 90, 9 },
    "1.100000007个",
    "3.2个",
    ZP_REASON_NONE,
    ZP_KIND_NUMBER },
  { "rates by budget",
    { "n", ZP_KIND_PERCENT, "%", { 95, 0 }, { 90, 0 }, 90, 9 },
    { "n", ZP_KIND_PERCENT, "%", { 98, 0 }, { 99, 0 }, 90, 9 },
    "97.25%",
    "96.75%",
    ZP_REASON_NONE,
    ZP_KIND_PERCENT },
  { "prices are no amounts",
    { "n", ZP_KIND_MONEY, "元/人", { 500, 0 }, { 400, 0 }, 90, 9 },
    { "n", ZP_KIND_MONEY, "元/人", { 300, 0 }, { 300, 0 }, 90, 9 },
    "350元/人",
    "325元/人",
    ZP_REASON_NONE,
    ZP_KIND_MONEY },
  { "verdicts: the share earned",
    { "n", ZP_KIND_QUALITATIVE, "", { 0, 0 }, { 0, 0 }, 30, 30 },
    { "n", ZP_KIND_QUALITATIVE, "", { 0, 0 }, { 0, 0 }, 10, 5 },
    ">=100%",
    "87.5%",
    ZP_REASON_NONE,
    ZP_KIND_PERCENT },
  { "a number answered in words: the share earned",
    { "n", ZP_KIND_NUMBER, "个", { 5, 0 }, { -1, 0 }, 40, 40 },
    { "n", ZP_KIND_NUMBER, "个", { 5, 0 }, { 4, 0 }, 60, 48 },
    ">=100%",
    "88%",
    ZP_REASON_NONE,
    ZP_KIND_PERCENT },
  { "a part that is not scored",
    { "n", ZP_KIND_NUMBER, "个", { 5, 0 }, { -1, 0 }, 40, -1 },
    { "n", ZP_KIND_NUMBER, "个", { 5, 0 }, { 5, 0 }, 40, 40 },
    "",
    "",
    ZP_REASON_PART_UNSCORED,
    ZP_KIND_NUMBER },
  { "sums beyond all figures: the share earned",
    { "n", ZP_KIND_NUMBER, "个", { 999999999999999999, 0 }, { 1, 18 }, 40, 40 },
    { "n", ZP_KIND_NUMBER, "个", { 1, 0 }, { 1, 0 }, 40, 20 },
    ">=100%",
    "75%",
    ZP_REASON_NONE,
    ZP_KIND_PERCENT },
};

static void two_rows_of_one_name(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
    zp_unit_reading out;
    bool all_zero;
    town *t = open_town(100, 300);
    add_row(t, 0, &pairs[i].a);
    add_row(t, 1, &pairs[i].b);
    const zp_row_reading *made = pooled(t, 1, &out, &all_zero);
    print_message("%s\n", pairs[i].what);
    assert_int_equal(out.projects[0].row_count, 2);
    assert_text(made->target.text, pairs[i].target);
    assert_text(made->actual.text, pairs[i].actual);
    assert_int_equal(made->missing, pairs[i].missing);
    assert_int_equal(made->target.kind, pairs[i].kind);
    assert_false(all_zero);
    assert_int_equal(out.projects[0].revised.fen, 400);
    assert_int_equal(out.projects[0].executed.fen, 200);
    zp_arena_free(t->arena);
  }
}

/// Another kind, unit or name is another row; they come as the document first has them, and their
/// weights sum up.
static void rows_that_differ(void **state)
{
  (void)state;
  static const row rows[2][3] = {
    { { "x", ZP_KIND_NUMBER, "个", { 1, 0 }, { 1, 0 }, 33, 33 },
      { "y", ZP_KIND_NUMBER, "个", { 1, 0 }, { 1, 0 }, 33, 33 },
      { "x", ZP_KIND_NUMBER, "公里", { 1, 0 }, { 1, 0 }, 24, 24 } },
    { { "z", ZP_KIND_NUMBER, "个", { 1, 0 }, { 1, 0 }, 45, 45 },
      { "y", ZP_KIND_PERCENT, "%", { 1, 0 }, { 1, 0 }, 15, 15 },
      { "x", ZP_KIND_NUMBER, "个", { 1, 0 }, { 1, 0 }, 30, 30 } },
  };
  static const char *const names[] = { "x", "y", "x", "z", "y" };
  zp_unit_reading out;
  bool all_zero;
  int64_t sum = 0;
  town *t = open_town(100, 200);
  for (size_t p = 0; p < PROJECTS; p++)
    for (size_t i = 0; i < 3; i++) add_row(t, p, &rows[p][i]);
  pooled(t, 0, &out, &all_zero);
  assert_int_equal(out.projects[0].row_count, 6);
  for (size_t i = 1; i < 6; i++)
    assert_text(out.projects[0].rows[i].indicator->level3->text, names[i - 1]);
  assert_int_equal(out.projects[0].rows[1].weight.e4, 310000); // (33 + 2 × 30) ÷ 3
  assert_text(out.projects[0].rows[1].target.text, "2个");
  assert_text(out.projects[0].rows[1].indicator->description->text, "A  / ; B  / ");
  for (size_t i = 0; i < 6; i++) {
    assert_int_equal(out.projects[0].rows[i].weight.e4 % 100, 0);
    sum += out.projects[0].rows[i].weight.e4;
  }
  assert_int_equal(sum, ZP_DEC(100).e4);
  zp_arena_free(t->arena);
}

static void budgets(void **state)
{
  (void)state;
  static const row one = { "n", ZP_KIND_PERCENT, "%", { 90, 0 }, { 80, 0 }, 90, 9 },
                   two = { "n", ZP_KIND_PERCENT, "%", { 80, 0 }, { 60, 0 }, 90, 9 };
  zp_unit_reading out;
  bool all_zero;
  zp_error err = { 0 };
  town *t = open_town(0, 0);
  add_row(t, 0, &one);
  add_row(t, 1, &two);
  assert_text(pooled(t, 1, &out, &all_zero)->actual.text, "70%");
  assert_true(all_zero);
  zp_arena_free(t->arena);
  t = open_town(100, -1);
  assert_int_equal(zp_pool_projects(&t->reading, t->lists, t->arena, &out, &all_zero, &err), ZP_OK);
  assert_int_equal(out.project_count, 0);
  zp_arena_free(t->arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(two_rows_of_one_name),
                                      cmocka_unit_test(rows_that_differ),
                                      cmocka_unit_test(budgets) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
