// test_office_xls.c: workbooks that Excel, WPS and others wrote, against what each sheet shows in
// Excel (NAME.xls.N.csv beside it).
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reading.h"

extern const zp_reader zp_reader_xls;

static const char folder[] = ZP_SHARED "/data/office";

typedef struct office {
  size_t files, sheets, cells, differing, refused;
} office;

static zp_text load(const char *path)
{
  FILE *file = fopen(path, "rb");
  if (file == NULL) return (zp_text){ NULL, 0 };
  fseek(file, 0, SEEK_END);
  size_t size = (size_t)ftell(file);
  char *bytes = malloc(size + 1);
  rewind(file);
  if (bytes == NULL || fread(bytes, 1, size, file) != size) abort();
  fclose(file);
  return (zp_text){ bytes, size };
}

static zp_text cell_at(const zp_block *table, uint32_t row, uint32_t column)
{
  for (size_t r = 0; r < table->row_count; r++)
    for (size_t c = 0; c < table->rows[r].count; c++)
      if (table->rows[r].cells[c].place.row == row &&
          table->rows[r].cells[c].place.column == column)
        return table->rows[r].cells[c].text;
  return (zp_text){ NULL, 0 };
}

/// The CSVs were saved in a Western code page: what it lacks is an underscore there, what it has an
/// unreadable byte.
static bool same(zp_text expected, zp_text got)
{
  size_t e = 0, g = 0;
  while (e < expected.len && g < got.len) {
    unsigned char c = (unsigned char)expected.ptr[e++];
    uint32_t shown = zp_text_next(got, &g);
    if (c == '_' || c == 1 ? shown >= ' ' || shown == '\n' : shown == c) continue;
    return false;
  }
  return e == expected.len && g == got.len;
}

/// What differs for a reason: Excel in America shows the system's date as m/d/yy, the Chinese
/// edition as yyyy/m/d.
static const struct {
  const char *file, *expected, *got;
} explained[] = {
  { "ErrorTypes.xls", "10/11/14", "2014/10/11" },
};

static bool is_explained(const char *file, zp_text expected, zp_text got)
{
  for (size_t i = 0; i < sizeof explained / sizeof *explained; i++)
    if (strcmp(file, explained[i].file) == 0 &&
        zp_text_equal(expected, zp_text_from(explained[i].expected)) &&
        zp_text_equal(got, zp_text_from(explained[i].got)))
      return true;
  return false;
}

/// One cell of a CSV as Excel saves it, unquoted into `room`; returns where the next one begins.
/// *last: it ended its row.
static size_t next_cell(zp_text csv, size_t at, char *room, zp_text *out, bool *last)
{
  size_t len = 0;
  bool quoted = at < csv.len && csv.ptr[at] == '"';
  if (quoted) at++;
  for (; at < csv.len; at++) {
    char c = csv.ptr[at];
    if (quoted && c == '"') {
      if (at + 1 < csv.len && csv.ptr[at + 1] == '"')
        at++;
      else {
        quoted = false;
        continue;
      }
    } else if (!quoted && (c == ',' || c == '\n' || c == '\r')) {
      break;
    }
    room[len++] = (unsigned char)c >= 0x80 ? 1 : c;
  }
  *out = zp_text_trim((zp_text){ room, len });
  *last = at >= csv.len || csv.ptr[at] != ',';
  if (at + 1 < csv.len && csv.ptr[at] == '\r' && csv.ptr[at + 1] == '\n') at++;
  return at < csv.len ? at + 1 : at;
}

static size_t differing(const char *file, zp_text csv, const zp_block *table, size_t *cells)
{
  size_t count = 0;
  uint32_t row = 1, column = 1;
  char *room = malloc(csv.len + 1);
  if (room == NULL) abort();
  *cells = 0;
  for (size_t at = 0; at < csv.len;) {
    zp_text expected;
    bool last;
    at = next_cell(csv, at, room, &expected, &last);
    zp_text got = cell_at(table, row, column);
    ++*cells;
    if (!same(expected, got) && !is_explained(file, expected, got) && count++ < 5)
      printf("  %s %u:%u expected '%.*s', got '%.*s'\n", file, row, column,
             expected.len > 60 ? 60 : (int)expected.len, room, got.len > 60 ? 60 : (int)got.len,
             got.len == 0 ? "" : got.ptr);
    row += last;
    column = last ? 1 : column + 1;
  }
  free(room);
  return count;
}

static bool is_refused(zp_status status)
{
  return status == ZP_E_OFFICE_ENCRYPTED || status == ZP_E_OFFICE_OTHER;
}

static void check_file(const char *where, const char *file, office *sum)
{
  enum { SHEETS_MOST = 64 };
  char path[4096];
  snprintf(path, sizeof path, "%s/%s/%s", folder, where, file);
  zp_text bytes = load(path);
  reading r = reading_of(&zp_reader_xls, file, bytes);
  sum->files++;
  if (r.status != ZP_OK && !is_refused(r.status))
    fail_msg("%s: %s %s", file, zp_status_code(r.status), r.err.arg[0]);
  if (r.status != ZP_OK) {
    printf("  %s refused: %s\n", file, zp_status_code(r.status));
    sum->refused++;
  }
  for (int sheet = SHEETS_MOST; sheet-- > 0 && r.status == ZP_OK;) {
    snprintf(path, sizeof path, "%s/%s/%s.%d.csv", folder, where, file, sheet);
    zp_text csv = load(path);
    if (csv.ptr == NULL) continue;
    if ((size_t)sheet >= r.document.count) fail_msg("%s: there is no sheet %d", file, sheet);
    size_t cells, count = differing(file, csv, &r.document.blocks[sheet], &cells);
    sum->sheets++;
    sum->cells += cells;
    sum->differing += count;
    free((char *)(uintptr_t)csv.ptr);
  }
  reading_close(&r);
  free((char *)(uintptr_t)bytes.ptr);
}

static bool is_workbook(const char *name)
{
  size_t len = strlen(name);
  return (len > 4 && strcmp(name + len - 4, ".xls") == 0) ||
         (len > 3 && strcmp(name + len - 3, ".et") == 0);
}

static void shows_what_excel_shows(void **state)
{
  (void)state;
  static const char *const folders[] = { "easyexcel", "sheetjs" };
  office sum = { 0 };
  for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, folders[i]);
    DIR *dir = opendir(path);
    if (dir == NULL) {
      printf("absent: %s\n", path);
      skip();
    }
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;)
      if (is_workbook(entry->d_name)) check_file(folders[i], entry->d_name, &sum);
    closedir(dir);
  }
  printf("%zu workbooks, %zu refused; %zu sheets compared, %zu cells, %zu differ\n", sum.files,
         sum.refused, sum.sheets, sum.cells, sum.differing);
  assert_true(sum.files > 20 && sum.sheets >= 8 && sum.cells > 300);
  assert_int_equal(sum.differing, 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(shows_what_excel_shows) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
