// test_form_libreoffice.c: the workbook, filled in and saved again by LibreOffice, scores as before. Needs LibreOffice Calc.
#include <stdlib.h>

#include "form_filler.h"

static bool has_libreoffice(void)
{
  return system("command -v soffice >/dev/null 2>&1") == 0;
}

/// Saves form.xlsx again, as saved/form.xlsx; LibreOffice ends with 0 on failure too.
static void save_again(const scratch *s, char saved[512])
{
  char command[2048];
  snprintf(command, sizeof command,
           "soffice -env:UserInstallation=file://%s/profile --headless --convert-to 'xlsx:Calc MS "
           "Excel 2007 XML' --outdir %s/saved "
           "%s/form.xlsx >/dev/null 2>&1",
           s->folder, s->folder, s->folder);
  snprintf(saved, 512, "%s/saved/form.xlsx", s->folder);
  assert_int_equal(system(command), 0);
  assert_true(town_has(saved));
}

static void test_saved_again(void **state)
{
  char saved[512];
  scratch s;
  goals g;
  (void)state;
  if (!has_reader("xlsx") || !has_libreoffice()) {
    print_message("no reader named xlsx, or no LibreOffice: the workbook is not saved again\n");
    skip();
  }
  goals_open(&g);
  scratch_open(&s);
  fill_workbook(&s, &g);
  save_again(&s, saved);
  compare_with_csv(&g, saved);
  scratch_close(&s);
  goals_close(&g);
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(test_saved_again) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
