// test_join_form.c: what a form says once — its goals and its total — reaches the project its rows are about.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forms.h"

static const zp_project *project_named(const forms *f, zp_text name)
{
  for (size_t u = 0; u < f->submission.unit_count; u++)
    for (size_t p = 0; p < f->submission.units[u].project_count; p++)
      if (zp_text_equal(f->submission.units[u].projects[p].name.text, name)) return &f->submission.units[u].projects[p];
  fail_msg("no project %.*s", ZP_ARG(name));
  return NULL;
}

static void wants(zp_text is, zp_text wanted)
{
  if (!zp_text_equal(is, wanted)) fail_msg("%.*s, not %.*s", ZP_ARG(is), ZP_ARG(wanted));
}

static void open_grid(forms *f, const char *path)
{
  bool present;
  forms_open(f);
  assert_int_equal(forms_add_file(f, path, &present), ZP_OK);
  assert_true(present);
  forms_join(f);
}

static void goals_and_total_of_one_project(void **state)
{
  (void)state;
  forms f;
  open_grid(&f, ZP_SOURCE "/tests/data/layouts/national.csv");
  const zp_project *p = project_named(&f, ZP_TEXT("农村公路养护"));
  assert_int_equal(p->goal_count, 2);
  wants(p->goals[0].text, ZP_TEXT("1.养护里程30公里；"));
  wants(p->goals[1].text, ZP_TEXT("2.群众满意。"));
  wants(p->total_declared.text, ZP_TEXT("98.6"));
  wants(p->total_weight.text, ZP_TEXT("100"));
  forms_close(&f);
}

static void totals_of_a_list(void **state)
{
  (void)state;
  forms f;
  open_grid(&f, ZP_SOURCE "/tests/data/layouts/list-totals.csv");
  wants(project_named(&f, ZP_TEXT("道路"))->total_declared.text, ZP_TEXT("95"));
  wants(project_named(&f, ZP_TEXT("桥梁"))->total_declared.text, ZP_TEXT("80"));
  wants(project_named(&f, ZP_TEXT("涵洞"))->total_declared.text, ZP_TEXT(""));
  forms_close(&f);
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(goals_and_total_of_one_project), cmocka_unit_test(totals_of_a_list) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
