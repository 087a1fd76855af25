// test_owners.c: a finding belongs to the row, the project or the unit on whose cells it stands.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "failing_allocator.h"
#include "plugins/reports/owners.h"

#define NONE SIZE_MAX
#define AT(file, sheet, row, column) { ZP_TEXT_INIT(file), ZP_TEXT_INIT(sheet), row, column }

/// Goals in a text file, a cell a line; what was filled in as one sheet, two rows side by side on line 4; another sheet.
static zp_row_result roads[] = {
  { .execution = true, .target_place = AT("filled", "一", 3, 10), .actual_place = AT("filled", "一", 3, 11) },
  { .place = AT("goals", "", 20, 2), .target_place = AT("goals", "", 24, 2), .actual_place = AT("filled", "一", 4, 6) },
  { .place = AT("goals", "", 30, 2), .target_place = AT("goals", "", 34, 2), .actual_place = AT("filled", "一", 4, 16) },
};
static zp_row_result wells[] = {
  { .execution = true },
  { .place = AT("filled", "一", 9, 5), .target_place = AT("filled", "一", 9, 5), .actual_place = AT("filled", "一", 9, 8) },
  { .place = AT("filled", "二", 4, 5), .target_place = AT("filled", "二", 4, 6), .actual_place = AT("filled", "二", 4, 7) },
};
static zp_project_result projects[] = {
  { .place = AT("goals", "", 12, 6), .rows = roads, .row_count = 3 },
  { .place = AT("filled", "一", 8, 2), .rows = wells, .row_count = 3 },
};
static const zp_unit_result unit = { .projects = projects, .project_count = 2 };

static const struct { const char *title; zp_place place; size_t project, row; } cases[] = {
  { "no place", { { NULL, 0 }, { NULL, 0 }, 0, 0 }, NONE, NONE },
  { "a file without a line", { ZP_TEXT_INIT("filled"), { NULL, 0 }, 0, 0 }, NONE, NONE },
  { "the target's cell", AT("goals", "", 24, 2), 0, 1 },
  { "the name's line", AT("goals", "", 30, 9), 0, 2 },
  { "the line as a whole", AT("goals", "", 34, 0), 0, 2 },
  { "the actual's cell of the first on the line", AT("filled", "一", 4, 6), 0, 1 },
  { "behind it", AT("filled", "一", 4, 9), 0, 1 },
  { "before it", AT("filled", "一", 4, 1), 0, 1 },
  { "the second on the line", AT("filled", "一", 4, 16), 0, 2 },
  { "behind the second", AT("filled", "一", 4, 90), 0, 2 },
  { "the same line of another sheet", AT("filled", "二", 4, 6), 1, 2 },
  { "the same line of another file", AT("else", "一", 4, 6), NONE, NONE },
  { "the same line of a sheet that is not there", AT("filled", "三", 4, 6), NONE, NONE },
  { "amounts", AT("filled", "一", 3, 11), 0, 0 },
  { "the name of a project", AT("goals", "", 12, 6), 0, NONE },
  { "its line", AT("goals", "", 12, 1), 0, NONE },
  { "a name that is a row's too", AT("filled", "一", 8, 2), 1, NONE },
  { "between a project's lines", AT("goals", "", 27, 2), 0, NONE },
  { "between name and first row", AT("goals", "", 15, 2), 0, NONE },
  { "before the first project", AT("goals", "", 3, 1), NONE, NONE },
  { "behind the last row", AT("goals", "", 99, 1), NONE, NONE },
  { "between two projects", AT("filled", "一", 6, 1), NONE, NONE },
};

static void every_place_has_its_owner(void **state)
{
  zp_owners owners;
  zp_arena *arena = zp_arena_new(NULL, 0);
  (void)state;
  assert_true(zp_owners_init(&owners, &unit, arena));
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    const zp_finding finding = { .status = ZP_E_NUMBER, .place = cases[i].place };
    zp_selection owner = zp_owner_of(&owners, &finding);
    if (owner.project != cases[i].project || owner.row != cases[i].row)
      fail_msg("%s: project %zd, row %zd", cases[i].title, (ssize_t)owner.project, (ssize_t)owner.row);
  }
  zp_arena_free(arena);
}

static void a_unit_without_projects_owns_everything(void **state)
{
  zp_owners owners;
  zp_arena *arena = zp_arena_new(NULL, 0);
  const zp_unit_result empty = { .project_count = 0 };
  const zp_finding finding = { .place = AT("goals", "", 24, 2) };
  (void)state;
  assert_true(zp_owners_init(&owners, &empty, arena));
  assert_true(zp_owner_of(&owners, &finding).project == NONE);
  zp_arena_free(arena);
}

static void memory_may_run_out(void **state)
{
  (void)state;
  for (size_t n = 2; n < 4; n++) {
    failing_allocator memory = { .fail_at = n };
    zp_allocator allocator = allocator_of(&memory);
    zp_arena *arena = zp_arena_new(&allocator, 0);
    zp_owners owners;
    bool done = zp_owners_init(&owners, &unit, arena);
    assert_int_equal(done, !zp_arena_short(arena));
    zp_arena_free(arena);
    assert_int_equal(memory.blocks, 0);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_place_has_its_owner),
    cmocka_unit_test(a_unit_without_projects_owns_everything),
    cmocka_unit_test(memory_may_run_out),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
