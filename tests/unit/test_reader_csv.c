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
  { "a named separator in quotes", "\"sep=\t\"\r\na\tb,c\r\n", "{[2:1 a][2:2 b,c];}", 0, 0, 0 },
  { "codes that stay as they are", "=\"0012\",\"=\"\"0013\"\"\",=1+\"2\"\n", "{[1:1 0012][1:2 0013][1:3 =1+\"2\"];}", 0, 0, 0 },
  { "mixed line ends", "a,b\rc,d\r\ne,f\n\rg,h", "{[1:1 a][1:2 b];[2:1 c][2:2 d];[3:1 e][3:2 f];[5:1 g][5:2 h];}", 0, 0, 0 },
  { "the end of old systems", "a,b\n\x1A", "{[1:1 a][1:2 b];}", 0, 0, 0 },
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

/// The same table in every encoding that a spreadsheet writes.
static const struct { const char *title; zp_text bytes; } encoded[] = {
  { "UTF-8", ZP_TEXT_INIT("项目,\"a\n值\"\n甲,1\n") },
  { "UTF-8 with its mark", ZP_TEXT_INIT("\xEF\xBB\xBF项目,\"a\n值\"\n甲,1\n") },
  { "GB18030", ZP_TEXT_INIT("\xCF\xEE\xC4\xBF,\"a\n\xD6\xB5\"\r\n\xBC\xD7,1\r\n") },
  { "GB18030 with semicolons", ZP_TEXT_INIT("\xCF\xEE\xC4\xBF;\"a\n\xD6\xB5\"\n\xBC\xD7;1") },
  { "UTF-16, low byte first, as Excel's Unicode text", ZP_TEXT_INIT("\xFF\xFE\x79\x98\xEE\x76\t\0\"\0" "a\0\n\0\x3C\x50\"\0\r\0\n\0\x32\x75\t\0" "1\0\r\0\n\0") },
  { "UTF-16, high byte first", ZP_TEXT_INIT("\xFE\xFF\x98\x79\x76\xEE\0\t\0\"\0" "a\0\n\x50\x3C\0\"\0\n\x75\x32\0\t\0" "1") },
  { "UTF-16 without its mark", ZP_TEXT_INIT("\x79\x98\xEE\x76\t\0\"\0" "a\0\n\0\x3C\x50\"\0\r\0\n\0\x32\x75\t\0" "1\0\r\0\n\0") },
};

static void reads_encodings(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof encoded / sizeof *encoded; i++) {
    reading r = reading_of(&zp_reader_csv, "a.xls", encoded[i].bytes);
    if (r.status != ZP_OK) fail_msg("%s: %s", encoded[i].title, zp_status_code(r.status));
    zp_text got = reading_sketch(&r);
    if (!zp_text_equal(got, ZP_TEXT("{[1:1 项目][1:2 a\n值];[3:1 甲][3:2 1];}"))) fail_msg("%s: got %.*s", encoded[i].title, ZP_ARG(got));
    assert_true(zp_reader_csv.claims(encoded[i].bytes, ZP_TEXT("a.xls")) > zp_reader_text.claims(encoded[i].bytes, ZP_TEXT("a.xls")));
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
  const struct CMUnitTest tests[] = { cmocka_unit_test(reads_records), cmocka_unit_test(reads_encodings), cmocka_unit_test(bounds_cells),
                                      cmocka_unit_test(quotes_cost_no_more_than_text) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
