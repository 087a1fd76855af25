// test_layouts_published.c: ten real published forms, laid out as they were, are read back cell by cell.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "forms.h"
#include "published_form.h"

enum { FORMS_PUBLISHED = 10 };

static void check(const char *id, const char *what, const zp_cell *cell, const char *expected)
{
  if (!reads(cell->text, expected == NULL ? "" : expected)) fail_msg("%s: %s", id, what);
}

/// The name a row goes by: of the finest level that is written.
static const char *name_of(const json_t *indicator)
{
  const char *name = published_text(indicator, "l3");
  return name == NULL ? published_text(indicator, "l2") : name;
}

static void check_indicator(const char *id, const zp_indicator *i, const json_t *from)
{
  check(id, "level 1", i->level1, published_text(from, "l1"));
  check(id, "level 2", i->level2, published_text(from, "l2"));
  check(id, "level 3", i->level3, name_of(from));
  check(id, "target", i->target, published_text(from, "target_text"));
  check(id, "operator", i->op, published_text(from, "operator_column"));
  check(id, "unit", i->unit, published_text(from, "unit_column"));
  check(id, "actual", i->actual, published_text(from, "actual_text"));
  check(id, "weight", i->weight, published_text(from, "weight"));
  check(id, "score", i->declared, published_text(from, "score"));
  check(id, "note", i->note, published_text(from, "deviation_note"));
}

/// The row of budget execution: what the form prints in its total.
static const zp_filled_row *check_execution(const char *id, const zp_sheet *sheet, const json_t *budget)
{
  const zp_filled_row *found = NULL;
  for (size_t i = 0; i < sheet->row_count; i++)
    if (sheet->rows[i].execution) {
      if (found != NULL) fail_msg("%s: two execution rows", id);
      found = &sheet->rows[i];
    }
  if (!json_is_object(budget)) {
    if (found != NULL) fail_msg("%s: an execution row", id);
    return NULL;
  }
  if (found == NULL) fail_msg("%s: no execution row", id);
  check(id, "initial", found->initial, published_text(budget, "initial"));
  check(id, "revised", found->revised, published_text(budget, "revised"));
  check(id, "executed", found->executed, published_text(budget, "executed"));
  check(id, "execution weight", found->indicator.weight, published_text(budget, "weight"));
  check(id, "execution score", found->indicator.declared, published_text(budget, "score"));
  if (!reads(found->money_unit, published_text(budget, "unit_yuan_or_wan"))) fail_msg("%s: unit of money", id);
  return found;
}

static void check_money(const char *id, const zp_sheet *sheet, const json_t *budget)
{
  static const char *const keys[] = { "initial", "revised", "executed" };
  const zp_form *form = NULL;
  for (size_t i = 0; i < sheet->form_count && form == NULL; i++)
    if (sheet->forms[i].budget_count != 0) form = &sheet->forms[i];
  const json_t *rows = json_object_get(budget, "rows");
  if (form == NULL || form->budget_count != json_array_size(rows)) fail_msg("%s: rows of money", id);
  for (size_t i = 0; i < form->budget_count; i++) {
    const zp_budget_row *row = &form->budget[i];
    const json_t *from = json_array_get(rows, i);
    const zp_cell *amounts[] = { row->initial, row->revised, row->executed };
    check(id, "name of an amount", row->name, published_text(from, "name"));
    for (size_t k = 0; k < 3 && !row->scored; k++) check(id, keys[k], amounts[k], published_text(from, keys[k]));
  }
}

static void check_head(const char *id, const zp_form *form, const json_t *from)
{
  assert_int_equal(form->goal_count, 2);
  check(id, "goal", &form->goals[1], "全年目标二");
  if (strcmp(published_text(from, "kind"), "self_evaluation") != 0) return;
  assert_int_equal(form->outcome_count, 1);
  check(id, "outcome", &form->outcomes[0], "已经完成");
  check(id, "total", &form->total_declared, published_text(from, "total_score"));
}

static void check_filled(const char *id, const forms *f, const json_t *form)
{
  const zp_sheet *sheet = &f->sheets[0];
  size_t k = 0, at;
  json_t *from;
  const zp_filled_row *execution = check_execution(id, sheet, json_object_get(form, "budget"));
  json_array_foreach(json_object_get(form, "indicators"), at, from) {
    if (!published_counts(from)) continue;
    while (k < sheet->row_count && sheet->rows[k].execution) k++;
    if (k == sheet->row_count) fail_msg("%s: %s is not read", id, name_of(from));
    check_indicator(id, &sheet->rows[k].indicator, from);
    check(id, "project", sheet->rows[k].project, published_text(form, "project"));
    if (published_text(form, "project") != NULL) check(id, "unit", sheet->rows[k].unit, published_text(form, "unit"));
    k++;
  }
  while (k < sheet->row_count && sheet->rows[k].execution) k++;
  if (k != sheet->row_count) fail_msg("%s: %zu rows too many", id, sheet->row_count - k);
  if (execution == NULL) return;
  check_money(id, sheet, json_object_get(form, "budget"));
  check_head(id, &sheet->forms[sheet->form_count - 1], form);
}

static void check_goals(const char *id, const forms *f, const json_t *form)
{
  const zp_unit *goals = f->sheets[0].goals;
  if (goals == NULL || goals->project_count != 1) fail_msg("%s: no goals", id);
  const zp_project *p = &goals->projects[0];
  check(id, "project", &p->name, published_text(form, "project"));
  check(id, "unit", &goals->name, published_text(form, "unit"));
  check(id, "budget", &p->budget.initial, published_text(json_object_get(form, "budget"), "initial"));
  size_t count = json_array_size(json_object_get(form, "indicators"));
  if (p->indicator_count != count) fail_msg("%s: %zu indicators", id, p->indicator_count);
  for (size_t i = 0; i < count; i++)
    check_indicator(id, &p->indicators[i], json_array_get(json_object_get(form, "indicators"), i));
  if (json_object_get(json_object_get(form, "budget"), "rows") != NULL) check_money(id, &f->sheets[0], json_object_get(form, "budget"));
  check_head(id, &f->sheets[0].forms[0], form);
}

static void check_form(const json_t *form, const form_grid *grid, void *data)
{
  const char *id = published_text(form, "id");
  (void)data;
  forms f;
  forms_open(&f);
  zp_text csv = grid_csv(grid, f.arena);
  if (getenv("ZP_SHOW") != NULL) printf("%.*s\n", ZP_ARG(csv));
  if (forms_add(&f, "form.csv", csv) != ZP_OK) fail_msg("%s: %s", id, zp_status_code(f.err.status));
  for (size_t i = 0; i < f.findings.count; i++) {
    const zp_finding *finding = &f.findings.items[i];
    if (finding->status == ZP_E_BUDGET_TOTAL_ZERO) continue;  // two of them print a total of zeros
    fail_msg("%s: %s at %u:%u %.*s", id, zp_status_code(finding->status), finding->place.row, finding->place.column,
             ZP_ARG(finding->args[0]));
  }
  if (strcmp(published_text(form, "kind"), "target_table") == 0) check_goals(id, &f, form);
  else check_filled(id, &f, form);
  printf("%s: %s, %zu indicators\n", id, published_text(form, "form_variant"), json_array_size(json_object_get(form, "indicators")));
  forms_close(&f);
}

static void published_forms_are_read_back(void **state)
{
  (void)state;
  size_t count = published_each(ZP_SHARED "/data/published-forms.jsonl", false, check_form, NULL);
  if (count == 0) {
    print_message("skipped: ../shared/data/published-forms.jsonl is absent\n");
    skip();
  }
  printf("%zu published forms read back\n", count);
  assert_int_equal(count, FORMS_PUBLISHED);
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(published_forms_are_read_back) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
