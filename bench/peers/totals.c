// totals.c: rows and cents of a result, as every peer prints them: only scored rows have points. Usage: totals RESULT
#include <stdio.h>

#include "store/result_file.h"

int main(int argc, char **argv)
{
  zp_error err = { 0 };
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_text bytes;
  zp_result *result = NULL;
  if (argc != 2) return fprintf(stderr, "usage: totals RESULT\n"), 2;
  if (arena == NULL) return 1;
  if (zp_file_read(argv[1], SIZE_MAX >> 1, arena, &bytes, &err) != ZP_OK ||
      zp_result_unpack(bytes, arena, &result, &err) != ZP_OK)
    return fprintf(stderr, "totals: %s: %s\n", argv[1], zp_status_code(err.status)), 1;
  long long rows = 0, unscored = 0, e4 = 0;
  for (size_t u = 0; u < result->unit_count; u++)
    for (size_t p = 0; p < result->units[u].project_count; p++) {
      const zp_project_result *project = &result->units[u].projects[p];
      for (size_t i = 0; i < project->row_count; i++) {
        bool scored = project->rows[i].outcome == ZP_SCORED;
        rows++;
        unscored += !scored;
        if (scored) e4 += project->rows[i].points.e4;
      }
    }
  printf("rows %lld\ncents %lld\n", rows, e4 / 100);
  if (unscored != 0) fprintf(stderr, "totals: %lld rows without points\n", unscored);
  zp_arena_free(arena);
  return 0;
}
