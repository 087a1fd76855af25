// test_layouts.c: grids in data/layouts, one or more per province's layout: what is understood of each stands beside it as NAME.txt.
// ZP_UPDATE=1 writes these files anew: read the difference.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "form_sketch.h"

enum { LAYOUTS_LEAST = 15, NAME_BYTES = 512, EXPECTED_BYTES = 1 << 16 };

static const char folder[] = ZP_SOURCE "/tests/data/layouts";

static int by_name(const struct dirent **a, const struct dirent **b)
{
  return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_grid(const struct dirent *entry)
{
  size_t len = strlen(entry->d_name);
  return len > 4 && strcmp(entry->d_name + len - 4, ".csv") == 0;
}

static void check_grid(const char *name)
{
  char path[NAME_BYTES], room[EXPECTED_BYTES];
  forms f;
  bool present;
  forms_open(&f);
  snprintf(path, sizeof path, "%s/%s", folder, name);
  if (forms_add_file(&f, path, &present) != ZP_OK || !present) fail_msg("%s: %s", name, zp_status_code(f.err.status));
  zp_text sketch = form_sketch(&f);
  memcpy(path + strlen(path) - 4, ".txt", 4);
  bool update = getenv("ZP_UPDATE") != NULL;
  FILE *file = fopen(path, update ? "wb" : "rb");
  assert_non_null(file);
  if (update) fwrite(sketch.ptr, 1, sketch.len, file);
  size_t len = update ? sketch.len : fread(room, 1, sizeof room, file);
  fclose(file);
  if (!update && (len != sketch.len || memcmp(room, sketch.ptr, len) != 0)) fail_msg("%s reads as\n%.*s", name, ZP_ARG(sketch));
  forms_close(&f);
}

static void grids_read_as_they_should(void **state)
{
  (void)state;
  struct dirent **names;
  int count = scandir(folder, &names, is_grid, by_name);
  assert_true(count >= LAYOUTS_LEAST);
  for (int i = 0; i < count; i++) {
    check_grid(names[i]->d_name);
    free(names[i]);
  }
  free(names);
  printf("%d grids\n", count);
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(grids_read_as_they_should) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
