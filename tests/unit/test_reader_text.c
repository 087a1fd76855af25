// test_reader_text.c: paragraphs, tables led by tabs or split by them, places, and files that are refused.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "reading.h"

static const struct { const char *title, *text, *expected; } documents[] = {
  { "a paragraph", "你好\n", "<1:1 你好>" },
  { "no line end", "你好", "<1:1 你好>" },
  { "byte order mark", "\xEF\xBB\xBF你好\n", "<1:1 你好>" },
  { "CR LF and CR", "一\r\n二\r三", "<1:1 一><2:1 二><3:1 三>" },
  { "indented", "  　你好 \n", "<1:4 你好>" },
  { "cells of a row", "\t甲\n\t乙\n", "{[1:2 甲][2:2 乙];}" },
  { "rows are apart by blank lines", "\t甲\n\t乙\n\n\n\t丙\n", "{[1:2 甲][2:2 乙];[5:2 丙];}" },
  { "a blank cell", "\t甲\n\t\n\t丙\n", "{[1:2 甲][2:2 ][3:2 丙];}" },
  { "a cell goes on below", "\t甲\n乙\n\t丙\n", "{[1:2 甲\n乙][3:2 丙];}" },
  { "a cell that starts below", "\t\n甲\r\n乙\n\t丙\n", "{[2:1 甲\n乙][4:2 丙];}" },
  { "blanks before a cell", "\t  甲\n", "{[1:4 甲];}" },
  { "several cells in a line", "\t甲\t乙\t\n", "{[1:2 甲][1:4 乙][1:6 ];}" },
  { "wide lines are rows", "\t甲\t乙\n\t丙\t丁\n", "{[1:2 甲][1:4 乙];[2:2 丙][2:4 丁];}" },
  { "a wide line goes on", "\t甲\n\t乙\t丙\n", "{[1:2 甲][2:2 乙][2:4 丙];}" },
  { "flat rows", "甲\t乙\n丙\t丁\n", "{[1:1 甲][1:3 乙];[2:1 丙][2:3 丁];}" },
  { "a flat row with a blank first", "甲\t乙\n\t丁\n", "{[1:1 甲][1:3 乙];[2:1 ][2:2 丁];}" },
  { "a line above flat rows", "表\n甲\t乙\n", "<1:1 表>{[2:1 甲][2:3 乙];}" },
  { "a paragraph ends a table", "\t甲\n\n表二\n\t乙\n", "{[1:2 甲];}<3:1 表二>{[4:2 乙];}" },
};

static void reads_documents(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
    reading r = reading_of(&zp_reader_text, "a.txt", zp_text_from(documents[i].text));
    assert_int_equal(r.status, ZP_OK);
    zp_text got = reading_sketch(&r);
    if (!zp_text_equal(got, zp_text_from(documents[i].expected)))
      fail_msg("%s: got %.*s, expected %s", documents[i].title, ZP_ARG(got), documents[i].expected);
    assert_int_equal(r.findings.count, 0);
    reading_close(&r);
  }
}

static const struct { const char *title; zp_text bytes; zp_status status; uint32_t row; const char *arg; } refused[] = {
  { "empty", { "", 0 }, ZP_E_EMPTY_FILE, 0, "" },
  { "blank", { " \n\t\n\xE3\x80\x80", 7 }, ZP_E_EMPTY_FILE, 0, "" },
  { "a bad byte", { "ab\nc\xFF", 5 }, ZP_E_ENCODING_OTHER, 2, "5" },
  { "a bad byte behind a mark", { "\xEF\xBB\xBF" "a\xFF", 5 }, ZP_E_ENCODING, 1, "5" },
  { "cut in a character", ZP_TEXT_INIT("绩效目标表\xE4\xBD"), ZP_E_ENCODING, 1, "16" },
  { "one damaged byte", ZP_TEXT_INIT("绩效目标\n自评填\xFF报表"), ZP_E_ENCODING, 2, "23" },
  { "GB18030 cut in a character", ZP_TEXT_INIT("\xC0\xCF\n\xD7\xAF,\xB5"), ZP_E_ENCODING_OTHER, 2, "7" },
  { "GB18030 with a NUL", ZP_TEXT_INIT("\xC0\xCF\n\xD7\xAF,\0,\xD7\xAF"), ZP_E_ENCODING_OTHER, 2, "7" },
  { "UTF-16 cut in a character", ZP_TEXT_INIT("\xFF\xFE" "a\0\n\0b"), ZP_E_ENCODING_OTHER, 2, "7" },
  { "UTF-16 with half a pair", ZP_TEXT_INIT("\xFF\xFE" "a\0\x00\xD8" "b\0"), ZP_E_ENCODING_OTHER, 1, "5" },
  { "a NUL", { "ab\0c", 4 }, ZP_E_ENCODING, 1, "3" },
  { "a NUL before a bad byte", { "\0\xFF", 2 }, ZP_E_ENCODING_OTHER, 1, "1" },
  { "a surrogate", { "\xED\xA0\x80", 3 }, ZP_E_ENCODING_OTHER, 1, "3" },
};

static void refuses_what_is_no_text(void **state)
{
  (void)state;
  const zp_reader *readers[] = { &zp_reader_text, &zp_reader_csv };
  for (size_t i = 0; i < 2 * sizeof refused / sizeof *refused; i++) {
    size_t n = i / 2;
    reading r = reading_of(readers[i % 2], "a.txt", refused[n].bytes);
    if (r.status != refused[n].status || r.err.row != refused[n].row || strcmp(r.err.arg[0], refused[n].arg) != 0)
      fail_msg("%s (%s): status %s, row %u, byte %s", refused[n].title, readers[i % 2]->name, zp_status_code(r.status),
               r.err.row, r.err.arg[0]);
    assert_string_equal(r.err.file, "a.txt");
    reading_close(&r);
  }
}

static void bounds_sizes(void **state)
{
  (void)state;
  assert_int_equal(reading_status(&zp_reader_text, "a.txt", "", "a", (64u << 20) + 1), ZP_E_TOO_LARGE);
  assert_int_equal(reading_status(&zp_reader_text, "a.txt", "", "a", (1u << 20) + 1), ZP_E_CELL_LONG);
  assert_int_equal(reading_status(&zp_reader_text, "a.txt", "", "a", 1u << 20), ZP_OK);
  assert_int_equal(reading_status(&zp_reader_text, "a.txt", "a", "\t", 5u << 20), ZP_E_CELLS_MANY);
}

static void leaves_other_formats(void **state)
{
  (void)state;
  assert_int_equal(zp_reader_text.claims((zp_text){ "PK\x03\x04 rest", 9 }, ZP_TEXT("a.txt")), 0);
  assert_int_equal(zp_reader_text.claims((zp_text){ "a\0b", 3 }, ZP_TEXT("a.jpg")), 0);
  assert_true(zp_reader_text.claims((zp_text){ "a\0b", 3 }, ZP_TEXT("a.txt")) > 0);  // refused with its place when read
  assert_int_equal(zp_reader_csv.claims((zp_text){ "\xD0\xCF\x11\xE0 rest", 9 }, ZP_TEXT("a.csv")), 0);
}

static const struct { const char *title, *name, *text; bool csv; } claimed[] = {
  { "a goal document", "a.txt", "镇人民政府\n\n一、总体绩效目标\n（一）甲，乙，丙。\n\n\t项目名称\n\t甲\n\n\t一级指标\n\t二级指标\n", false },
  { "a goal document named .csv", "a.csv", "镇人民政府\n\n一、总体绩效目标\n（一）甲, 乙, 丙。\n\n\t项目名称\n\t甲\n\n\t一级\n\t二级\n", false },
  { "a CSV", "a.csv", "项目名称,实际完成值\n甲,1\n", true },
  { "a CSV named .txt", "a.txt", "项目名称,三级指标,实际完成值\n甲,乙,1\n甲,丙,2\n", true },
  { "a CSV with title lines", "a.txt", "自评表\n2024年\n项目,指标,值\n甲,乙,1\n甲,丙,2\n甲,丁,2\n甲,戊,2\n", true },
  { "columns apart by tabs", "a.tsv", "项目名称\t指标\t值\n甲\t乙\t1\n", true },
  { "semicolons", "a.csv", "项目名称;值\n甲;1,5\n乙;2,5\n", true },
  { "prose", "a.txt", "第一段，说明。\n第二段, with a comma.\n第三段。\n", false },
  { "nothing known, named .csv", "a.csv", "只有一列\n甲\n", true },
};

static void readers_know_their_files(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof claimed / sizeof *claimed; i++) {
    zp_text text = zp_text_from(claimed[i].text), name = zp_text_from(claimed[i].name);
    int csv = zp_reader_csv.claims(text, name), prose = zp_reader_text.claims(text, name);
    if ((csv > prose) != claimed[i].csv) fail_msg("%s: csv %d, text %d", claimed[i].title, csv, prose);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(reads_documents),      cmocka_unit_test(refuses_what_is_no_text), cmocka_unit_test(bounds_sizes),
    cmocka_unit_test(leaves_other_formats), cmocka_unit_test(readers_know_their_files),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
