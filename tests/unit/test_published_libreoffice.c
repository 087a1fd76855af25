// test_published_libreoffice.c: ten real published forms, saved as .xls and .xlsx by LibreOffice,
// are the same submissions. Needs LibreOffice Calc.
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
#include "scratch.h"

enum { FORMS_PUBLISHED = 10 };

/// A format that LibreOffice writes.
typedef struct saved_format {
  const char *suffix, *filter;
} saved_format;
static const saved_format formats[] = { { "xls", "MS Excel 97" },
                                        { "xlsx", "Calc MS Excel 2007 XML" } };
enum { FORMATS = sizeof formats / sizeof *formats };

static void write_workbook(const json_t *form, const form_grid *grid, void *data)
{
  char name[64];
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_text bytes = grid_file(grid, GRID_XLSX, arena);
  snprintf(name, sizeof name, "made/%s.xlsx", published_text(form, "id"));
  scratch_write(data, name, bytes.ptr, bytes.len);
  zp_arena_free(arena);
}

static void save_again(const scratch *s, const saved_format *format)
{
  char command[2048];
  snprintf(command, sizeof command,
           "soffice -env:UserInstallation=file://%s/profile --headless --convert-to '%s:%s' "
           "--outdir %s/%s "
           "%s/made/*.xlsx >/dev/null 2>&1",
           s->folder, format->suffix, format->filter, s->folder, format->suffix, s->folder);
  assert_int_equal(system(command), 0);
}

static zp_text sketch_of(forms *f, const char *id)
{
  for (size_t i = 0; i < f->findings.count; i++)
    if (f->findings.items[i].status != ZP_E_BUDGET_TOTAL_ZERO) // two of them print a total of zeros
      fail_msg("%s: %s", id, zp_status_code(f->findings.items[i].status));
  return form_sketch_texts(f);
}

static void compare(const json_t *form, const form_grid *grid, void *data)
{
  const scratch *s = data;
  const char *id = published_text(form, "id");
  forms csv;
  forms_open(&csv);
  assert_int_equal(forms_add(&csv, "form.csv", grid_csv(grid, csv.arena)), ZP_OK);
  zp_text expected = sketch_of(&csv, id);
  for (size_t i = 0; i < FORMATS; i++) {
    char path[512];
    bool present;
    forms saved;
    forms_open(&saved);
    snprintf(path, sizeof path, "%s/%s/%s.%s", s->folder, formats[i].suffix, id, formats[i].suffix);
    zp_status status = forms_add_file(&saved, path, &present);
    if (!present || status != ZP_OK)
      fail_msg("%s: %s", path, present ? zp_status_code(status) : "not written");
    zp_text got = sketch_of(&saved, id);
    if (!zp_text_equal(got, expected))
      fail_msg("%s.%s:\n%.*s\n%.*s", id, formats[i].suffix, ZP_ARG(got), ZP_ARG(expected));
    forms_close(&saved);
  }
  forms_close(&csv);
}

static void saved_by_libreoffice(void **state)
{
  (void)state;
  const char *path = ZP_SHARED "/data/published-forms.jsonl";
  scratch s;
  if (system("command -v soffice >/dev/null 2>&1") != 0) {
    print_message("skipped: no LibreOffice\n");
    skip();
  }
  scratch_open(&s);
  size_t count = published_each(path, false, write_workbook, &s);
  for (size_t i = 0; count != 0 && i < FORMATS; i++) save_again(&s, &formats[i]);
  if (count != 0) published_each(path, false, compare, &s);
  scratch_close(&s);
  if (count == 0) {
    print_message("skipped: ../shared/data/published-forms.jsonl is absent\n");
    skip();
  }
  printf("%zu published forms saved by LibreOffice read alike in %d formats\n", count, FORMATS);
  assert_int_equal(count, FORMS_PUBLISHED);
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(saved_by_libreoffice) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
