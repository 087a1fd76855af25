// test_mixed_files.c: the files of the golden case mixed_folder are those that their maker makes.
// ZP_UPDATE=1 writes them.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mixed_files.h"
#include "pipeline/pipeline.h"
#include "plugins/registry.h"
#include "reading.h"
#include "store/result_file.h"

enum { FILE_MOST = 1 << 20 };

static zp_text load(const char *path, zp_arena *arena)
{
  zp_error err = { 0 };
  zp_text out;
  if (zp_file_read(path, FILE_MOST, arena, &out, &err) != ZP_OK) return (zp_text){ NULL, 0 };
  return out;
}

static void write_out(const char *path, const made_file *made)
{
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(made->bytes, 1, made->len, file), made->len);
  fclose(file);
}

/// Packed bytes differ from one zlib to the next: what is read of them may not.
static bool reads_the_same(zp_text a, zp_text b)
{
  zp_text name = ZP_TEXT("file");
  const zp_reader *reader = zp_surest_reader(zp_readers, a, name);
  if (reader == NULL || reader != zp_surest_reader(zp_readers, b, name)) return false;
  reading left = reading_of(reader, "file", a), right = reading_of(reader, "file", b);
  bool same = left.status == ZP_OK && right.status == ZP_OK && left.document.count > 0 &&
              zp_text_equal(reading_sketch(&left), reading_sketch(&right));
  reading_close(&left);
  reading_close(&right);
  return same;
}

static void are_as_made(void **state)
{
  (void)state;
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_text goals = load(ZP_SOURCE "/tests/data/laozhuangzi-goals.txt", arena);
  zp_text csv = load(ZP_SOURCE "/tests/data/laozhuangzi-filled.csv", arena);
  assert_true(goals.len > 1000 && csv.len > 1000);
  for (mixed_file file = 0; file < MIXED_FILES; file++) {
    char path[4096];
    made_file made = mixed_make(file, goals, csv);
    snprintf(path, sizeof path, ZP_SOURCE "/tests/cli/mixed_folder/%s", mixed_name(file));
    if (getenv("ZP_UPDATE") != NULL) write_out(path, &made);
    zp_text there = load(path, arena), bytes = { made.bytes, made.len };
    if (!zp_text_equal(there, bytes) && !(mixed_packed(file) && reads_the_same(there, bytes)))
      fail_msg("%s is another one", path);
    free(made.bytes);
  }
  zp_arena_free(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(are_as_made) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
