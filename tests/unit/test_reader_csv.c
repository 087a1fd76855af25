// test_reader_csv.c: RFC 4180 and what real files make of it: separators, quotes, line ends, places, unpaired quotes.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "model/format.h"

extern const zp_reader zp_reader_csv;

/// Records end with ;, cells are [row:column text].
static zp_text sketch(const zp_document *d, zp_arena *arena)
{
  zp_sink sink = { .arena = arena };
  assert_int_equal(d->count, 1);
  for (size_t r = 0; r < d->blocks[0].row_count; r++) {
    for (size_t c = 0; c < d->blocks[0].rows[r].count; c++) {
      const zp_cell *cell = &d->blocks[0].rows[r].cells[c];
      zp_sink_print(&sink, "[%u:%u %.*s]", cell->place.row, cell->place.column, ZP_ARG(cell->text));
    }
    zp_sink_print(&sink, ";");
  }
  return (zp_text){ sink.bytes, sink.len };
}

static const struct { const char *title, *text, *expected; size_t quotes; uint32_t row, column; } files[] = {
  { "cells", "甲,乙\n丙,丁\n", "[1:1 甲][1:2 乙];[2:1 丙][2:2 丁];", 0, 0, 0 },
  { "no last line end", "a,b\nc,d", "[1:1 a][1:2 b];[2:1 c][2:2 d];", 0, 0, 0 },
  { "CR LF", "a,b\r\nc,d\r\n", "[1:1 a][1:2 b];[2:1 c][2:2 d];", 0, 0, 0 },
  { "CR", "a,b\rc,d\r", "[1:1 a][1:2 b];[2:1 c][2:2 d];", 0, 0, 0 },
  { "byte order mark", "\xEF\xBB\xBF" "a,b\n", "[1:1 a][1:2 b];", 0, 0, 0 },
  { "blank cells", "a,,\n,,c\n", "[1:1 a][1:2 ][1:3 ];[2:1 ][2:2 ][2:3 c];", 0, 0, 0 },
  { "blank records are no records", "a,b\n,\n , \nc,d\n", "[1:1 a][1:2 b];[4:1 c][4:2 d];", 0, 0, 0 },
  { "empty lines are no records", "a,b\n\n\nc,d\n", "[1:1 a][1:2 b];[4:1 c][4:2 d];", 0, 0, 0 },
  { "quotes", "\"a,b\",\"c\"\"d\"\n", "[1:1 a,b][1:2 c\"d];", 0, 0, 0 },
  { "blanks around quotes", "a, \"b,c\" ,d\n", "[1:1 a][1:2 b,c][1:3 d];", 0, 0, 0 },
  { "a quote of quotes", "\"\"\"a\"\"\",b\n", "[1:1 \"a\"][1:2 b];", 0, 0, 0 },
  { "an empty quote", "\"\",b\n", "[1:1 ][1:2 b];", 0, 0, 0 },
  { "a line end in quotes", "a,\"b\r\nc\",d\ne,f,g\n", "[1:1 a][1:2 b\nc][1:3 d];[3:1 e][3:2 f][3:3 g];", 0, 0, 0 },
  { "a quote inside a word", "a,5\" pipe\n", "[1:1 a][1:2 5\" pipe];", 0, 0, 0 },
  { "semicolons", "a;b,c\nd;e\n", "[1:1 a][1:2 b,c];[2:1 d][2:2 e];", 0, 0, 0 },
  { "tabs", "a\tb\nc\td\n", "[1:1 a][1:2 b];[2:1 c][2:2 d];", 0, 0, 0 },
  { "a title line", "title\na;b\nc;d\n", "[1:1 title];[2:1 a][2:2 b];[3:1 c][3:2 d];", 0, 0, 0 },
  { "a named separator", "sep=;\na;b\n", "[2:1 a][2:2 b];", 0, 0, 0 },
  { "one column", "a\nb\n", "[1:1 a];[2:1 b];", 0, 0, 0 },
  { "ragged", "a,b\nc\nd,e,f\n", "[1:1 a][1:2 b];[2:1 c];[3:1 d][3:2 e][3:3 f];", 0, 0, 0 },
  { "a quote that never closes", "a,b\nc,\"d\ne,f\n", "[1:1 a][1:2 b];[2:1 c][2:2 \"d];[3:1 e][3:2 f];", 1, 2, 2 },
  { "closed by the next cell's quote", "a,\"b\nc,\"d\"\ne,f\n", "[1:1 a][1:2 \"b];[2:1 c][2:2 d];[3:1 e][3:2 f];", 1, 1, 2 },
  { "text behind a quote", "a,\"b\"c,d\n", "[1:1 a][1:2 \"b\"c][1:3 d];", 1, 1, 2 },
};

static void reads_records(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    zp_arena *arena = zp_arena_new(NULL, 0);
    zp_findings findings = { .arena = arena };
    zp_document d;
    zp_error err = { 0 };
    assert_int_equal(zp_reader_csv.read(zp_text_from(files[i].text), ZP_TEXT("a.csv"), arena, &d, &findings, &err), ZP_OK);
    zp_text got = sketch(&d, arena);
    if (!zp_text_equal(got, zp_text_from(files[i].expected)))
      fail_msg("%s: got %.*s, expected %s", files[i].title, ZP_ARG(got), files[i].expected);
    if (findings.count != files[i].quotes) fail_msg("%s: %zu findings", files[i].title, findings.count);
    if (findings.count != 0) {
      assert_int_equal(findings.items[0].status, ZP_E_QUOTE);
      assert_int_equal(findings.items[0].place.row, files[i].row);
      assert_int_equal(findings.items[0].place.column, files[i].column);
    }
    zp_arena_free(arena);
  }
}

static void bounds_cells(void **state)
{
  (void)state;
  static const struct { size_t size; int fill; zp_status status; } sizes[] = {
    { 5u << 20, ',', ZP_E_CELLS_MANY },
    { (1u << 20) + 1, 'a', ZP_E_CELL_LONG },
    { (64u << 20) + 1, 'a', ZP_E_TOO_LARGE },
  };
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    zp_arena *arena = zp_arena_new(NULL, 0);
    zp_findings findings = { .arena = arena };
    zp_document d;
    zp_error err = { 0 };
    char *bytes = malloc(sizes[i].size);
    assert_non_null(bytes);
    memset(bytes, sizes[i].fill, sizes[i].size);
    bytes[0] = 'a';
    zp_text text = { bytes, sizes[i].size };
    assert_int_equal(zp_reader_csv.read(text, ZP_TEXT("a.csv"), arena, &d, &findings, &err), sizes[i].status);
    free(bytes);
    zp_arena_free(arena);
  }
}

/// Quotes that open again and again must not make the reader look at the rest of the file again and again.
static void quotes_cost_no_more_than_text(void **state)
{
  (void)state;
  static const char *const patterns[] = { ",\"\"\"a\"\"\n", "\"a\n", ",\"a\"b\n", "\"\"\"\n", ",\"\"\"\"x\n" };
  for (size_t p = 0; p < sizeof patterns / sizeof *patterns; p++) {
    enum { SIZE = 2 << 20 };
    zp_arena *arena = zp_arena_new(NULL, 0);
    zp_findings findings = { .arena = arena };
    zp_document d;
    zp_error err = { 0 };
    char *bytes = malloc(SIZE);
    assert_non_null(bytes);
    for (size_t i = 0, len = strlen(patterns[p]); i < SIZE; i++) bytes[i] = patterns[p][i % len];
    clock_t start = clock();
    zp_reader_csv.read((zp_text){ bytes, SIZE }, ZP_TEXT("a.csv"), arena, &d, &findings, &err);
    assert_true((clock() - start) / CLOCKS_PER_SEC < 20);  // seconds even under sanitizers; quadratic would take hours
    free(bytes);
    zp_arena_free(arena);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(reads_records), cmocka_unit_test(bounds_cells),
                                      cmocka_unit_test(quotes_cost_no_more_than_text) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
