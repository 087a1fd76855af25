// test_reader_csv.c: RFC 4180 and what real files make of it: separators, quotes, line ends, places, unpaired quotes.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <time.h>

#include "reading.h"

static const struct { const char *title, *text, *expected; size_t quotes; uint32_t row, column; } files[] = {
  { "cells", "甲,乙\n丙,丁\n", "{[1:1 甲][1:2 乙];[2:1 丙][2:2 丁];}", 0, 0, 0 },
  { "no last line end", "a,b\nc,d", "{[1:1 a][1:2 b];[2:1 c][2:2 d];}", 0, 0, 0 },
  { "CR LF", "a,b\r\nc,d\r\n", "{[1:1 a][1:2 b];[2:1 c][2:2 d];}", 0, 0, 0 },
  { "CR", "a,b\rc,d\r", "{[1:1 a][1:2 b];[2:1 c][2:2 d];}", 0, 0, 0 },
  { "byte order mark", "\xEF\xBB\xBF" "a,b\n", "{[1:1 a][1:2 b];}", 0, 0, 0 },
  { "blank cells", "a,,\n,,c\n", "{[1:1 a][1:2 ][1:3 ];[2:1 ][2:2 ][2:3 c];}", 0, 0, 0 },
  { "blank records are no records", "a,b\n,\n , \nc,d\n", "{[1:1 a][1:2 b];[4:1 c][4:2 d];}", 0, 0, 0 },
  { "empty lines are no records", "a,b\n\n\nc,d\n", "{[1:1 a][1:2 b];[4:1 c][4:2 d];}", 0, 0, 0 },
  { "quotes", "\"a,b\",\"c\"\"d\"\n", "{[1:1 a,b][1:2 c\"d];}", 0, 0, 0 },
  { "blanks around quotes", "a, \"b,c\" ,d\n", "{[1:1 a][1:2 b,c][1:3 d];}", 0, 0, 0 },
  { "a quote of quotes", "\"\"\"a\"\"\",b\n", "{[1:1 \"a\"][1:2 b];}", 0, 0, 0 },
  { "an empty quote", "\"\",b\n", "{[1:1 ][1:2 b];}", 0, 0, 0 },
  { "a line end in quotes", "a,\"b\r\nc\",d\ne,f,g\n", "{[1:1 a][1:2 b\nc][1:3 d];[3:1 e][3:2 f][3:3 g];}", 0, 0, 0 },
  { "a quote inside a word", "a,5\" pipe\n", "{[1:1 a][1:2 5\" pipe];}", 0, 0, 0 },
  { "semicolons", "a;b,c\nd;e\n", "{[1:1 a][1:2 b,c];[2:1 d][2:2 e];}", 0, 0, 0 },
  { "tabs", "a\tb\nc\td\n", "{[1:1 a][1:2 b];[2:1 c][2:2 d];}", 0, 0, 0 },
  { "a title line", "title\na;b\nc;d\n", "{[1:1 title];[2:1 a][2:2 b];[3:1 c][3:2 d];}", 0, 0, 0 },
  { "a named separator", "sep=;\na;b\n", "{[2:1 a][2:2 b];}", 0, 0, 0 },
  { "one column", "a\nb\n", "{[1:1 a];[2:1 b];}", 0, 0, 0 },
  { "ragged", "a,b\nc\nd,e,f\n", "{[1:1 a][1:2 b];[2:1 c];[3:1 d][3:2 e][3:3 f];}", 0, 0, 0 },
  { "a quote that never closes", "a,b\nc,\"d\ne,f\n", "{[1:1 a][1:2 b];[2:1 c][2:2 \"d];[3:1 e][3:2 f];}", 1, 2, 2 },
  { "closed by the next cell's quote", "a,\"b\nc,\"d\"\ne,f\n", "{[1:1 a][1:2 \"b];[2:1 c][2:2 d];[3:1 e][3:2 f];}", 1, 1, 2 },
  { "text behind a quote", "a,\"b\"c,d\n", "{[1:1 a][1:2 \"b\"c][1:3 d];}", 1, 1, 2 },
};

static void reads_records(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    reading r = reading_of(&zp_reader_csv, "a.csv", zp_text_from(files[i].text));
    assert_int_equal(r.status, ZP_OK);
    zp_text got = reading_sketch(&r);
    if (!zp_text_equal(got, zp_text_from(files[i].expected)))
      fail_msg("%s: got %.*s, expected %s", files[i].title, ZP_ARG(got), files[i].expected);
    if (r.findings.count != files[i].quotes) fail_msg("%s: %zu findings", files[i].title, r.findings.count);
    if (r.findings.count != 0) {
      assert_int_equal(r.findings.items[0].status, ZP_E_QUOTE);
      assert_int_equal(r.findings.items[0].place.row, files[i].row);
      assert_int_equal(r.findings.items[0].place.column, files[i].column);
    }
    reading_close(&r);
  }
}

static void bounds_cells(void **state)
{
  (void)state;
  assert_int_equal(reading_status(&zp_reader_csv, "a.csv", "a", ",", 5u << 20), ZP_E_CELLS_MANY);
  assert_int_equal(reading_status(&zp_reader_csv, "a.csv", "a", "a", (1u << 20) + 1), ZP_E_CELL_LONG);
  assert_int_equal(reading_status(&zp_reader_csv, "a.csv", "a", "a", (64u << 20) + 1), ZP_E_TOO_LARGE);
}

/// Quotes that open again and again must not make the reader look at the rest of the file again and again.
static void quotes_cost_no_more_than_text(void **state)
{
  (void)state;
  static const char *const patterns[] = { ",\"\"\"a\"\"\n", "\"a\n", ",\"a\"b\n", "\"\"\"\n", ",\"\"\"\"x\n" };
  for (size_t p = 0; p < sizeof patterns / sizeof *patterns; p++) {
    clock_t start = clock();
    reading_status(&zp_reader_csv, "a.csv", "", patterns[p], 2 << 20);
    assert_true((clock() - start) / CLOCKS_PER_SEC < 20);  // seconds even under sanitizers; quadratic would take hours
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(reads_records), cmocka_unit_test(bounds_cells),
                                      cmocka_unit_test(quotes_cost_no_more_than_text) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
