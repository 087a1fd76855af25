// test_filled_files.c: the files of the golden case filled_files are those that their maker makes.
// ZP_UPDATE=1 writes them.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "filled_files.h"

static const char folder[] = ZP_SOURCE "/tests/cli/filled_files";

static built load(const char *path)
{
  built out = { 0 };
  char room[4096];
  FILE *file = fopen(path, "rb");
  if (file == NULL) return out;
  for (size_t got; (got = fread(room, 1, sizeof room, file)) > 0;) built_put(&out, room, got);
  fclose(file);
  return out;
}

static void are_as_made(void **state)
{
  (void)state;
  built csv = load(ZP_SOURCE "/tests/data/laozhuangzi-filled.csv");
  assert_true(csv.len > 1000);
  for (filled_kind kind = 0; kind < FILLED_KINDS; kind++) {
    char path[4096];
    built made;
    filled_make(kind, built_text(&csv), &made);
    snprintf(path, sizeof path, "%s/%s", folder, filled_name(kind));
    if (getenv("ZP_UPDATE") != NULL) {
      FILE *file = fopen(path, "wb");
      assert_non_null(file);
      assert_int_equal(fwrite(made.data, 1, made.len, file), made.len);
      fclose(file);
    }
    built there = load(path);
    if (!zp_text_equal(built_text(&there), built_text(&made))) fail_msg("%s is another one", path);
    free(there.data);
    free(made.data);
  }
  free(csv.data);
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(are_as_made) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
