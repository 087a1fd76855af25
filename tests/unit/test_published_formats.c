// test_published_formats.c: ten real published forms in every format that people send: one
// submission, and the printed points.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "form_sketch.h"
#include "grid_files.h"
#include "published_form.h"
#include "town.h"

enum { FORMS_PUBLISHED = 10 };

/// Every form prints the national division of points, or one of its own in its rows, which then
/// counts.
static const char pack[] = "mof-2020";

/// A row whose recomputed points are not the printed ones, and why. `ours` empty: not scored;
/// `printed` empty: the form has none.
typedef struct difference {
  const char *form, *row, *ours, *printed, *why;
} difference;

static const char zeros[] =
    "the printed total of the money is zeros; recomputed from its parts, all of which was spent";
static const char bare[] =
    "full marks without target and actual: nothing to recompute from, so the row is withheld";
static const char checklist[] =
    "the target is a list of deductions and no actual is printed: a person has to judge it";

static const difference differences[] = {
  { "F01", "execution", "10", "0", zeros },
  { "F02", "execution", "10", "0", zeros },
  { "F03", "execution", "8.62", "9",
    "the unit rounded 37.24 of 43.2, which is 86.2 %, to whole points" },
  { "F03", "指标1工程资金金额", "8.62", "9", "the same share, rounded by the unit likewise" },
  { "F10", "指标1:工程质量合格", "", "10", bare },
  { "F10", "指标1:年度资金支付完成率100%", "", "10", bare },
  { "F10", "指标1:资金执行在预算范围内", "", "10", bare },
  { "F10", "指标1:全市安全度汛", "", "10", bare },
  { "F10", "指标1:保护全市人口财产不受损失", "", "10", bare },
  { "F10", "指标1:已建工程良性运行", "", "10", bare },
  { "F16", "execution", "10", "",
    "the form prints the money but gives its execution no points; the pack gives it ten" },
  { "F16", "决策依据", "", "2", checklist },
  { "F16", "财务制度", "", "3", checklist },
  { "F16", "组织机构", "", "2", checklist },
  { "F16", "运行监管", "", "4", checklist },
  { "F16", "目标申报", "", "4", checklist },
  { "F25", "资金到位及时率", "10", "7",
    "100 % of 100 %, yet the unit took off three points without a reason" },
  { "F25", "政策知晓率", "9.8", "9", "98 % of 100 % is 9.8 of 10; the unit rounded down" },
  { "F38", "execution", "10", "",
    "30 of 30 was spent; the published copy does not show the points" },
  { "F38", "演出设备成本件/件", "20", "18",
    "2万元 of 2万元 is on target, yet the unit took off two points without a reason" },
};
enum { DIFFERENCES = sizeof differences / sizeof *differences };

/// Skips the test where the forms are not at hand.
static size_t each_form(published_call call, bool whole, void *data)
{
  size_t count = published_each(ZP_SHARED "/data/published-forms.jsonl", whole, call, data);
  if (count == 0) {
    print_message("skipped: ../shared/data/published-forms.jsonl is absent\n");
    skip();
  }
  return count;
}

// ---- one submission -----------------------------------------------------------------------------

/// Two of the forms print a total of zeros; nothing else may be said, and nothing left unread.
static void no_cell_unread(const char *id, grid_format format, const forms *f)
{
  for (size_t i = 0; i < f->findings.count; i++) {
    const zp_finding *finding = &f->findings.items[i];
    if (finding->status == ZP_E_BUDGET_TOTAL_ZERO) continue;
    fail_msg("%s in %s: %s at %u:%u %.*s", id, grid_file_name(format),
             zp_status_code(finding->status), finding->place.row, finding->place.column,
             ZP_ARG(finding->args[0]));
  }
}

static void read_form(const json_t *form, const form_grid *grid, void *data)
{
  const char *id = published_text(form, "id");
  forms files[GRID_FORMATS];
  zp_text first = { NULL, 0 };
  for (grid_format format = 0; format < GRID_FORMATS; format++) {
    forms *f = &files[format];
    forms_open(f);
    zp_text bytes = grid_file(grid, format, f->arena);
    if (forms_add(f, grid_file_name(format), bytes) != ZP_OK)
      fail_msg("%s in %s: %s", id, grid_file_name(format), zp_status_code(f->err.status));
    zp_text sketch = form_sketch_texts(f);
    if (format == 0) first = sketch;
    no_cell_unread(id, format, f);
    if (!zp_text_equal(first, sketch))
      fail_msg("%s in %s is not as in %s:\n%.*s\n%.*s", id, grid_file_name(format),
               grid_file_name(0), ZP_ARG(sketch), ZP_ARG(first));
    ++*(size_t *)data;
  }
  for (grid_format format = 0; format < GRID_FORMATS; format++) forms_close(&files[format]);
}

static void every_format_reads_the_same(void **state)
{
  (void)state;
  size_t files = 0;
  size_t count = each_form(read_form, false, &files);
  printf("%zu published forms read alike in %d formats, 0 cells unread\n", count, GRID_FORMATS);
  assert_int_equal(count, FORMS_PUBLISHED);
  assert_int_equal(files, FORMS_PUBLISHED * GRID_FORMATS);
}

// ---- the printed points -------------------------------------------------------------------------

/// `kept`: of the equal ones, those whose rule was given the declared points, which stand inside a
/// band.
typedef struct counts {
  size_t rows, scored, equal, kept, differ, unprinted, unscored;
} counts;

typedef struct ledger {
  counts all;
  bool met[DIFFERENCES];
  bool failed;
} ledger;

static void print_counts(const char *what, const counts *c)
{
  printf("%-4s %3zu rows, %2zu scored: %2zu equal (%2zu as declared inside a band), %zu differ, "
         "%zu with none printed; %2zu unscored\n",
         what, c->rows, c->scored, c->equal, c->kept, c->differ, c->unprinted, c->unscored);
}

static const char *points_of(bool has, zp_dec points, char room[ZP_NUMBER_ROOM])
{
  return has ? zp_dec_print_short(points, 0, room).ptr : "";
}

/// True when the table expects the difference; what it does not expect is printed as a row of it.
static bool expected(const char *id, const zp_row_result *row, const char *ours,
                     const char *printed, ledger *l)
{
  zp_text name = row->execution ? ZP_TEXT("execution") : row->level3;
  for (size_t i = 0; i < DIFFERENCES; i++) {
    const difference *d = &differences[i];
    if (l->met[i] || strcmp(d->form, id) != 0 || !zp_text_equal(name, zp_text_from(d->row)))
      continue;
    if (strcmp(d->ours, ours) != 0 || strcmp(d->printed, printed) != 0) continue;
    l->met[i] = true;
    printf("    %.*s: %s, printed %s: %s\n", ZP_ARG(name),
           ours[0] == '\0' ? zp_reason_name(row->reason) : ours, printed, d->why);
    return true;
  }
  print_error("not expected: { \"%s\", \"%.*s\", \"%s\", \"%s\", \"%s\" },\n", id, ZP_ARG(name),
              ours, printed, row->outcome == ZP_SCORED ? "" : zp_reason_name(row->reason));
  return false;
}

static bool was_given_declared(const zp_row_result *row)
{
  for (size_t i = 0; i < row->given_count; i++)
    if (row->given[i].input == ZP_IN_DECLARED && row->given[i].value.len != 0) return true;
  return false;
}

static void count_row(const zp_row_result *row, bool equal, counts *c)
{
  c->rows++;
  c->scored += row->outcome == ZP_SCORED;
  c->unscored += row->outcome != ZP_SCORED;
  if (row->outcome != ZP_SCORED) return;
  c->equal += equal;
  c->kept += equal && was_given_declared(row);
  c->differ += !equal && row->has_declared;
  c->unprinted += !equal && !row->has_declared;
}

static void compare_points(const char *id, const zp_project_result *project, ledger *l)
{
  counts own = { .rows = 0 };
  for (size_t i = 0; i < project->row_count; i++) {
    char a[ZP_NUMBER_ROOM], b[ZP_NUMBER_ROOM];
    const zp_row_result *row = &project->rows[i];
    if (row->execution && !row->has_declared && row->outcome != ZP_SCORED)
      continue; // the form has no such row
    const char *ours = points_of(row->outcome == ZP_SCORED, row->points, a),
               *printed = points_of(row->has_declared, row->declared, b);
    bool equal = ours[0] != '\0' && strcmp(ours, printed) == 0;
    count_row(row, equal, &own);
    count_row(row, equal, &l->all);
    if (!equal && !expected(id, row, ours, printed, l)) l->failed = true;
  }
  print_counts(id, &own);
}

/// The rows of all formats come out alike.
static void compare_formats(const char *id, grid_format format, const zp_project_result *csv,
                            const zp_project_result *other)
{
  if (csv->row_count != other->row_count)
    fail_msg("%s in %s: %zu rows", id, grid_file_name(format), other->row_count);
  for (size_t i = 0; i < csv->row_count; i++) {
    const zp_row_result *a = &csv->rows[i], *b = &other->rows[i];
    if (a->outcome != b->outcome || a->reason != b->reason || a->points.e4 != b->points.e4 ||
        a->weight.e4 != b->weight.e4 || a->declared.e4 != b->declared.e4 ||
        !zp_text_equal(a->level3, b->level3))
      fail_msg("%s in %s: %.*s", id, grid_file_name(format), ZP_ARG(a->level3));
  }
}

static const zp_project_result *only_project(const char *id, const town *t)
{
  if (t->result->unit_count != 1 || t->result->units[0].project_count != 1)
    fail_msg("%s: one unit with one project", id);
  return &t->result->units[0].projects[0];
}

static void score_form(const json_t *form, const form_grid *grid, void *data)
{
  const char *id = published_text(form, "id");
  if (strcmp(published_text(form, "kind"), "target_table") == 0)
    return; // goals: nothing was filled in
  zp_arena *arena = zp_arena_new(NULL, 0);
  town csv = town_run_bytes(pack, grid_file_name(0), grid_file(grid, 0, arena));
  for (grid_format format = 1; format < GRID_FORMATS; format++) {
    town other = town_run_bytes(pack, grid_file_name(format), grid_file(grid, format, arena));
    compare_formats(id, format, only_project(id, &csv), only_project(id, &other));
    town_close(&other);
  }
  compare_points(id, only_project(id, &csv), data);
  town_close(&csv);
  zp_arena_free(arena);
}

static void recomputed_points_are_the_printed_ones_or_explained(void **state)
{
  (void)state;
  ledger l = { .failed = false };
  each_form(score_form, true, &l);
  print_counts("all", &l.all);
  for (size_t i = 0; i < DIFFERENCES; i++)
    if (!l.met[i]) {
      print_error("gone: %s %s\n", differences[i].form, differences[i].row);
      l.failed = true;
    }
  assert_false(l.failed);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_format_reads_the_same),
    cmocka_unit_test(recomputed_points_are_the_printed_ones_or_explained),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
