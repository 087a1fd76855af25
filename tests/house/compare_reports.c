// compare_reports.c: compare_reports JSON CSV SQLITE: the first run of a file, and the table in
// English, beside the JSON report.
#include <stdio.h>
#include <string.h>

#include "report_compare.h"
#include "store/result_file.h"

static int differs(const char *what, const comparison *c)
{
  printf("%s: %zu cells, %zu numbers%s%s\n", what, c->cells, c->numbers,
         c->where[0] != '\0' ? ": " : "", c->where);
  return c->where[0] != '\0' || c->numbers == 0;
}

int main(int argc, char **argv)
{
  zp_text bytes;
  zp_error err = { 0 };
  sqlite3 *db = NULL;
  zp_arena *arena = zp_arena_new(NULL, 0);
  json_t *root = argc == 4 ? json_load_file(argv[1], JSON_REJECT_DUPLICATES, NULL) : NULL;
  if (root == NULL || zp_file_read(argv[2], 1 << 30, arena, &bytes, &err) != ZP_OK ||
      sqlite3_open_v2(argv[3], &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
    return fprintf(stderr, "usage: compare_reports JSON CSV SQLITE\n"), 2;
  comparison csv = { .cells = 0 }, sqlite = { .cells = 0 };
  compare_csv(&csv, root, bytes.ptr, bytes.len);
  compare_sqlite(&sqlite, root, db, 1);
  int bad = differs("csv", &csv) | differs("sqlite", &sqlite);
  sqlite3_close(db);
  json_decref(root);
  zp_arena_free(arena);
  return bad;
}
