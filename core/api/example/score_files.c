// score_files.c: scores the files of a town through libziping: its total, every indicator that lost points, and what is to be mended.
// Usage: score_files [--write RESULT] FILE…    cc score_files.c $(pkg-config --cflags --libs ziping)
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <ziping.h>

enum { FILES_MOST = 64 };

static bool read_file(const char *path, ziping_input *out)
{
  FILE *file = fopen(path, "rb");
  if (file == NULL || fseek(file, 0, SEEK_END) != 0) return false;
  long length = ftell(file);
  char *bytes = length < 0 ? NULL : malloc((size_t)length + 1);
  rewind(file);
  const char *slash = strrchr(path, '/');
  *out = (ziping_input){ slash == NULL ? path : slash + 1, bytes, (size_t)length };
  bool whole = bytes != NULL && fread(bytes, 1, out->length, file) == out->length;
  fclose(file);
  return whole;
}

static void print_points(int64_t e4)
{
  printf("%lld.%02lld", (long long)(e4 / 10000), (long long)(e4 % 10000 / 100));
}

static void print_project(const ziping_result *result, size_t unit, size_t number)
{
  ziping_project project;
  ziping_row row;
  if (!ziping_result_project(result, unit, number, &project)) return;
  for (size_t i = 0; ziping_result_row(result, unit, number, i, &row); i++) {
    if (row.outcome == ZIPING_SCORED && row.points >= row.weight) continue;
    printf("  %.*s: %.*s: ", (int)project.name.length, project.name.bytes, (int)row.level3.length, row.level3.bytes);
    if (row.outcome == ZIPING_SCORED) print_points(row.points);
    else printf("-");
    printf(" / ");
    print_points(row.weight);
    printf("\n");
  }
}

static void print_unit(const ziping_result *result, size_t number)
{
  ziping_unit unit;
  ziping_finding finding;
  if (!ziping_result_unit(result, number, &unit)) return;
  printf("%.*s: ", (int)unit.name.length, unit.name.bytes);
  if (unit.total.known) print_points(unit.total.score);
  else printf("-");
  printf(" %.*s\n", (int)unit.total.grade.length, unit.total.grade.bytes);
  for (size_t i = 0; i < unit.projects; i++) print_project(result, number, i);
  for (size_t i = 0; ziping_result_finding(result, number, i, &finding); i++)
    printf("  %.*s:%u:%u: %s %.*s\n", (int)finding.file.length, finding.file.bytes, finding.row, finding.column, finding.code,
           (int)finding.sentence.length, finding.sentence.bytes);
}

static bool write_result(const ziping_result *result, const char *path, ziping_error *error)
{
  ziping_bytes bytes;
  if (!ziping_result_write(result, &bytes, error)) return false;
  FILE *file = fopen(path, "wb");
  bool whole = file != NULL && fwrite(bytes.bytes, 1, bytes.length, file) == bytes.length;
  if (file != NULL && fclose(file) != 0) whole = false;
  ziping_bytes_free(&bytes);
  if (!whole) snprintf(error->sentence, sizeof error->sentence, "%s", path);
  return whole;
}

int main(int argc, char **argv)
{
  ziping_error error = { "", "", "" };
  ziping_input inputs[FILES_MOST] = { { NULL, NULL, 0 } };
  size_t count = 0;
  const char *path = argc > 2 && strcmp(argv[1], "--write") == 0 ? argv[2] : NULL;
  for (int i = path == NULL ? 1 : 3; i < argc && count < FILES_MOST; i++)
    if (!read_file(argv[i], &inputs[count++])) return perror(argv[i]), 2;
  ziping *rules = ziping_open(NULL, &error);
  ziping_result *result = rules == NULL ? NULL : ziping_score(rules, inputs, count, 0, &error);
  ziping_close(rules);  // a result needs no rules any more
  for (size_t i = 0; i < count; i++) free((void *)inputs[i].bytes);
  bool fine = result != NULL && (path == NULL || write_result(result, path, &error));
  for (size_t i = 0; fine && i < ziping_result_units(result); i++) print_unit(result, i);
  ziping_result_free(result);
  if (!fine) fprintf(stderr, "%s: %s %s\n", error.place, error.code, error.sentence);
  return fine ? 0 : 1;
}
