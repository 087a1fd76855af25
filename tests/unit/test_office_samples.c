// test_office_samples.c: files that Excel and WPS wrote, cell by cell against what each sheet shows.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "reading.h"

extern const zp_reader zp_reader_xlsx, zp_reader_docx;

#define SAMPLES ZP_SHARED "/data/office/sheetjs"

enum { CELLS_LEAST = 700, SHEETS_LEAST = 12 };

static zp_text slurp(const char *path)
{
  FILE *file = fopen(path, "rb");
  if (file == NULL) fail_msg("%s cannot be read", path);
  fseek(file, 0, SEEK_END);
  long size = ftell(file);
  rewind(file);
  char *bytes = malloc((size_t)size + 1);
  if (bytes == NULL || fread(bytes, 1, (size_t)size, file) != (size_t)size) abort();
  fclose(file);
  return (zp_text){ bytes, (size_t)size };
}

/// The next field of a CSV, quotes taken off; *last at the end of a record.
static zp_text next_field(zp_text csv, size_t *at, bool *last, zp_arena *arena)
{
  char *room = zp_arena_bytes(arena, csv.len - *at + 1);
  size_t len = 0;
  bool quoted = false;
  for (; *at < csv.len; (*at)++) {
    char c = csv.ptr[*at];
    if (c == '"' && quoted && *at + 1 < csv.len && csv.ptr[*at + 1] == '"') {
      room[len++] = c;
      (*at)++;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && (c == ',' || c == '\r' || c == '\n')) {
      break;
    } else {
      room[len++] = c;
    }
  }
  *last = *at >= csv.len || csv.ptr[*at] != ',';
  if (*at < csv.len && csv.ptr[*at] == '\r' && *at + 1 < csv.len && csv.ptr[*at + 1] == '\n') (*at)++;
  if (*at < csv.len) (*at)++;
  return zp_text_trim((zp_text){ room, len });
}

/// The CSVs were saved in an old encoding: `_` stands for what it lacks, and its own bytes are no UTF-8.
static bool alike(zp_text got, zp_text expected)
{
  size_t g = 0, e = 0;
  while (e < expected.len && g < got.len) {
    size_t from = g;
    uint32_t c = zp_text_next(got, &g);
    unsigned char byte = (unsigned char)expected.ptr[e];
    if (c < 0x80 && byte == c) e++;
    else if (c >= 0x80 && (byte == '_' || byte == '?')) e++;
    else if (c >= 0x80 && expected.len - e >= g - from && memcmp(expected.ptr + e, got.ptr + from, g - from) == 0) e += g - from;
    else if (c >= 0x80 && byte >= 0x80) e++;
    else return false;
  }
  return e == expected.len && g == got.len;
}

/// Format 14 is the short date of the country: 2014/10/11 here, 10/11/14 where the CSVs were made. Other texts are what they are.
static zp_text as_there(zp_text got, zp_arena *arena)
{
  char copy[32] = "";
  unsigned year, month, day;
  int end = 0;
  if (got.len < 8 || got.len >= sizeof copy) return got;
  memcpy(copy, got.ptr, got.len);
  if (sscanf(copy, "%4u/%2u/%2u%n", &year, &month, &day, &end) != 3 || year < 1000) return got;
  return zp_text_format(arena, "%u/%u/%02u%s", month, day, year % 100, copy + end);
}

typedef struct counts { size_t sheets, cells, dates; } counts;

static zp_text cell_at(const zp_block *table, uint32_t row, uint32_t column)
{
  for (size_t r = 0; r < table->row_count; r++)
    if (table->rows[r].cells[0].place.row == row)
      return column <= table->rows[r].count ? table->rows[r].cells[column - 1].text : (zp_text){ NULL, 0 };
  return (zp_text){ NULL, 0 };
}

/// Every field of the CSV, and every cell of the sheet that lies beyond it.
static void compare_sheet(const char *title, const zp_block *table, zp_text csv, zp_arena *arena, counts *total)
{
  size_t at = 0;
  uint32_t row = 1, column = 1;
  bool last;
  size_t filled = 0, seen = 0;
  while (at < csv.len) {
    zp_text expected = next_field(csv, &at, &last, arena);
    zp_text got = cell_at(table, row, column);
    zp_text there = as_there(got, arena);
    if (!alike(there, expected)) fail_msg("%s: row %u column %u: got [%.*s], expected [%.*s]", title, row, column, ZP_ARG(there), ZP_ARG(expected));
    if (!zp_text_equal(got, there)) total->dates++;
    total->cells++;
    if (got.len != 0) seen++;
    column = last ? 1 : column + 1;
    if (last) row++;
  }
  for (size_t r = 0; r < table->row_count; r++)
    for (size_t c = 0; c < table->rows[r].count; c++)
      if (table->rows[r].cells[c].text.len != 0) filled++;
  if (filled != seen) fail_msg("%s: %zu cells have content, the CSV shows %zu of them", title, filled, seen);
  total->sheets++;
}

static void compare_book(const char *name, counts *total)
{
  char path[1024];
  snprintf(path, sizeof path, "%s/%s", SAMPLES, name);
  zp_text bytes = slurp(path);
  assert_int_equal(zp_reader_xlsx.claims(bytes, ZP_TEXT("x.dat")), ZP_CERTAIN);
  reading r = reading_of(&zp_reader_xlsx, name, bytes);
  if (r.status != ZP_OK) fail_msg("%s: %s %s", name, zp_status_code(r.status), r.err.arg[0]);
  for (size_t sheet = 0; sheet < r.document.count; sheet++) {
    struct stat about;
    snprintf(path, sizeof path, "%s/%s.%zu.csv", SAMPLES, name, sheet);
    if (stat(path, &about) != 0) continue;
    zp_text csv = slurp(path);
    compare_sheet(path, &r.document.blocks[sheet], csv, r.arena, total);
    free((void *)csv.ptr);
  }
  reading_close(&r);
  free((void *)bytes.ptr);
}

static void shows_what_excel_shows(void **state)
{
  (void)state;
  counts total = { 0 };
  DIR *dir = opendir(SAMPLES);
  if (dir == NULL) {
    print_message("absent: %s\n", SAMPLES);
    skip();
  }
  for (struct dirent *entry; (entry = readdir(dir)) != NULL;)
    if (zp_text_ends(zp_text_from(entry->d_name), ZP_TEXT(".xlsx"))) compare_book(entry->d_name, &total);
  closedir(dir);
  print_message("%zu sheets, %zu cells as their CSV, %zu of them dates in this country's order\n", total.sheets, total.cells, total.dates);
  assert_true(total.sheets >= SHEETS_LEAST);
  assert_true(total.cells >= CELLS_LEAST);
}

/// This workbook says beside each number what Excel shows for it: in Chinese, or as the English edition does.
static void shows_formats_as_written_beside(void **state)
{
  (void)state;
  struct stat about;
  const char *path = ZP_SHARED "/data/office/easyexcel/dataformat.xlsx";
  if (stat(path, &about) != 0) {
    print_message("absent: %s\n", path);
    skip();
  }
  zp_text bytes = slurp(path);
  reading r = reading_of(&zp_reader_xlsx, "dataformat.xlsx", bytes);
  assert_int_equal(r.status, ZP_OK);
  const zp_block *table = &r.document.blocks[0];
  size_t numbers = 0;
  assert_true(table->row_count >= 28);
  for (uint32_t row = 2; row <= 28; row++) {
    zp_text date = cell_at(table, row, 1), zh = cell_at(table, row, 2), en = cell_at(table, row, 4), number = cell_at(table, row, 5);
    if (!zp_text_equal(date, zh) && !zp_text_equal(date, en)) fail_msg("row %u: got %.*s, expected %.*s", row, ZP_ARG(date), ZP_ARG(zh));
    if (!zp_text_equal(number, cell_at(table, row, 6))) fail_msg("row %u: got %.*s", row, ZP_ARG(number));
    numbers += number.len != 0;
  }
  assert_int_equal(numbers, 14);
  reading_close(&r);
  free((void *)bytes.ptr);
}

static size_t read_folder(const char *folder, const char *suffix, const zp_reader *reader)
{
  size_t count = 0;
  DIR *dir = opendir(folder);
  if (dir == NULL) {
    print_message("absent: %s\n", folder);
    skip();
  }
  for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
    char path[1024];
    if (!zp_text_ends(zp_text_from(entry->d_name), zp_text_from(suffix))) continue;
    snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
    zp_text bytes = slurp(path);
    assert_int_equal(reader->claims(bytes, ZP_TEXT("x")), ZP_CERTAIN);
    reading r = reading_of(reader, entry->d_name, bytes);
    if (r.status != ZP_OK && r.status != ZP_E_EMPTY_FILE) fail_msg("%s: %s %s", entry->d_name, zp_status_code(r.status), r.err.arg[0]);
    reading_close(&r);
    free((void *)bytes.ptr);
    count++;
  }
  closedir(dir);
  return count;
}

static void reads_the_others(void **state)
{
  (void)state;
  assert_true(read_folder(ZP_SHARED "/data/office/easyexcel", ".xlsx", &zp_reader_xlsx) >= 10);
  assert_true(read_folder(ZP_SHARED "/data/office/docx", ".docx", &zp_reader_docx) >= 15);
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(shows_what_excel_shows), cmocka_unit_test(shows_formats_as_written_beside),
                                      cmocka_unit_test(reads_the_others) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
