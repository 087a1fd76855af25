// test_reader_xls.c: workbooks made by hand: texts over the seams of records, results of formulas, merges, what is hidden, BIFF5,
// damage at every byte.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "plugins/readers/xls_book.h"
#include "reading.h"
#include "xls_builder.h"

extern const zp_reader zp_reader_xls;

static reading read_book(const built_book *book, built *file)
{
  built stream = { 0 };
  build_stream(book, &stream);
  *file = (built){ 0 };
  build_compound("Workbook", built_text(&stream), file);
  free(stream.data);
  return reading_of(&zp_reader_xls, "a.xls", built_text(file));
}

static void expect(const char *title, const reading *r, const char *expected)
{
  zp_text got = reading_sketch(r);
  if (r->status != ZP_OK) fail_msg("%s: %s %s", title, zp_status_code(r->status), r->err.arg[0]);
  if (!zp_text_equal(got, zp_text_from(expected))) fail_msg("%s: got %.*s", title, ZP_ARG(got));
}

static const char *const formats[] = { "0.00", "0.0%", "yyyy\"年\"m\"月\"d\"日\"", "#,##0.00", "@\"元\"" };

static const built_cell cells[] = {
  { 1, 1, BUILT_SHARED, "项目名称", 0, 0 },       { 1, 2, BUILT_SHARED, "plain", 0, 0 },
  { 1, 4, BUILT_LABEL, "标签 label", 0, 0 },      { 2, 1, BUILT_NUMBER, NULL, 0.1, 0 },
  { 2, 2, BUILT_NUMBER, NULL, 101.755, 1 },       { 2, 3, BUILT_NUMBER, NULL, 0.975, 2 },
  { 2, 4, BUILT_NUMBER, NULL, 45657, 3 },         { 3, 1, BUILT_RK, NULL, -17, 0 },
  { 3, 2, BUILT_NUMBER, NULL, 1234567.891, 4 },   { 3, 3, BUILT_BOOL, NULL, 1, 0 },
  { 3, 4, BUILT_ERROR, NULL, 7, 0 },              { 5, 1, BUILT_FORMULA, NULL, 187.5, 0 },
  { 5, 2, BUILT_FORMULA_TEXT, "结果\n第二行", 0, 0 }, { 5, 3, BUILT_SHARED, "12", 0, 5 },
  { 5, 5, BUILT_SHARED, "😀 é末", 0, 0 },
};
static const char shown[] = "{[1:1 项目名称][1:2 plain][1:3 ][1:4 标签 label][1:5 ];[2:1 0.1][2:2 101.76][2:3 97.5%][2:4 2024年12月31日][2:5 ];"
                            "[3:1 -17][3:2 1,234,567.89][3:3 TRUE][3:4 #DIV/0!][3:5 ];"
                            "[5:1 187.5][5:2 结果\n第二行][5:3 12元][5:4 ][5:5 😀 é末];}";

static const built_sheet sheet = { .name = "自评表", .cells = cells, .cell_count = sizeof cells / sizeof *cells };

/// The table of texts is cut into parts of every length, so that seams come in every place a program may put them.
static void reads_cells(void **state)
{
  (void)state;
  built file;
  for (size_t part = 20; part < 140; part++)
    for (int rich = 0; rich < 2; rich++) {
      const built_book book = { .formats = formats, .format_count = 5, .sheets = &sheet, .sheet_count = 1, .part = part, .rich = rich };
      reading r = read_book(&book, &file);
      expect("cells", &r, shown);
      assert_true(zp_text_equal(r.document.blocks[0].rows[0].cells[0].place.sheet, ZP_TEXT("自评表")));
      assert_int_equal(r.findings.count, 0);
      reading_close(&r);
      free(file.data);
    }
}

static void dates_from_1904(void **state)
{
  (void)state;
  static const built_cell one[] = { { 1, 1, BUILT_NUMBER, NULL, 1, 3 } };
  const built_sheet only = { .name = "a", .cells = one, .cell_count = 1 };
  const built_book book = { .formats = formats, .format_count = 5, .sheets = &only, .sheet_count = 1, .dates_1904 = true };
  built file;
  reading r = read_book(&book, &file);
  expect("1904", &r, "{[1:1 1904年1月2日];}");
  reading_close(&r);
  free(file.data);
}

/// Finds the one finding of that status, or fails.
static const zp_finding *finding_of(const reading *r, zp_status status)
{
  const zp_finding *found = NULL;
  for (size_t i = 0; i < r->findings.count; i++)
    if (r->findings.items[i].status == status) {
      assert_null(found);
      found = &r->findings.items[i];
    }
  assert_non_null(found);
  return found;
}

static void says_what_is_not_shown(void **state)
{
  (void)state;
  static const built_cell own[] = { { 1, 1, BUILT_LABEL, "a", 0, 0 }, { 2, 1, BUILT_LABEL, "under", 0, 0 },
                                    { 2, 2, BUILT_LABEL, "b", 0, 0 }, { 3, 2, BUILT_FORMULA_OPEN, NULL, 0, 0 },
                                    { 3, 3, BUILT_LABEL, "c", 0, 0 } };
  static const uint16_t merged[][4] = { { 0, 1, 0, 0 }, { 9, 20, 2, 5 } };
  const built_sheet sheets[] = {
    { .name = "看得见", .cells = own, .cell_count = 5, .merges = merged, .merge_count = 2, .hidden_row = 2, .hidden_column = 3 },
    { .name = "藏", .state = 1, .cells = cells, .cell_count = 3 },
    { .name = "深藏", .state = 2, .cells = cells, .cell_count = 3 },
    { .name = "图", .kind = 2 },
  };
  const built_book book = { .sheets = sheets, .sheet_count = 4 };
  built file;
  reading r = read_book(&book, &file);
  expect("hidden", &r, "{[1:1 a][1:2 ][1:3 ];[2:1 ][2:2 b][2:3 ];[3:1 ][3:2 ][3:3 c];}{[1:1 项目名称][1:2 plain][1:3 ][1:4 标签 label];}"
         "{[1:1 项目名称][1:2 plain][1:3 ][1:4 标签 label];}");
  assert_int_equal(r.findings.count, 6);
  assert_true(zp_text_equal(r.findings.items[4].args[0], ZP_TEXT("藏")) && r.findings.items[4].status == ZP_E_SHEET_HIDDEN);
  assert_true(zp_text_equal(r.findings.items[5].args[0], ZP_TEXT("深藏")) && r.findings.items[5].status == ZP_E_SHEET_HIDDEN);
  assert_true(r.document.blocks[1].hidden && zp_text_equal(r.document.blocks[1].title, ZP_TEXT("藏")) && !r.document.blocks[0].hidden);
  const zp_finding *covered = finding_of(&r, ZP_E_CELL_COVERED), *open = finding_of(&r, ZP_E_FORMULA_NO_VALUE);
  assert_true(covered->place.row == 2 && covered->place.column == 1 && zp_text_equal(covered->cell, ZP_TEXT("under")));
  assert_true(open->place.row == 3 && open->place.column == 2);
  assert_int_equal(finding_of(&r, ZP_E_ROWS_HIDDEN)->place.row, 2);
  assert_int_equal(finding_of(&r, ZP_E_COLUMNS_HIDDEN)->place.column, 3);
  reading_close(&r);
  free(file.data);
}

static const struct { const char *title, *text, *expected; unsigned codepage; } pages[] = {
  { "Chinese", "\xCF\xEE\xC4\xBF", "项目", 936 },
  { "Chinese that says it is Western", "\xCF\xEE\xC4\xBF", "项目", 1252 },
  { "no code page", "\xCF\xEE\xC4\xBF" "1", "项目1", 0 },
  { "Western", "caf\xE9 \x80", "café €", 1252 },
  { "ASCII of any code page", "abc", "abc", 1251 },
  { "unknown", "\xE0\xE1", NULL, 1251 },
};

static void reads_biff5(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
    const built_cell one[] = { { 2, 3, BUILT_LABEL, pages[i].text, 0, 0 }, { 3, 1, BUILT_FORMULA_TEXT, pages[i].text, 0, 0 } };
    const built_sheet only = { .name = "s", .cells = one, .cell_count = 2 };
    const built_book book = { .narrow = true, .codepage = pages[i].codepage, .sheets = &only, .sheet_count = 1 };
    built file, stream = { 0 };
    reading r = read_book(&book, &file);
    if (pages[i].expected == NULL) {
      assert_int_equal(r.status, ZP_E_OFFICE_OTHER);
    } else {
      zp_text expected = zp_text_format(r.arena, "{[2:1 ][2:2 ][2:3 %s];[3:1 %s][3:2 ][3:3 ];}", pages[i].expected, pages[i].expected);
      expect(pages[i].title, &r, expected.ptr);
    }
    reading_close(&r);
    free(file.data);
    free(stream.data);
  }
}

/// What a dozen lines of Delphi write, still in use: records without a container, names or formats; texts are GBK.
static void reads_bare_sheets(void **state)
{
  (void)state;
  static const unsigned char bytes[] = {
    0x09, 0x08, 8, 0, 0, 0, 0x10, 0, 0, 0, 0, 0,
    0x04, 0x02, 12, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0xCF, 0xEE, 0xC4, 0xBF,
    0x03, 0x02, 14, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x29, 0x40,
    0x7E, 0x02, 10, 0, 1, 0, 2, 0, 0, 0, 0x16, 0, 0, 0,
    0x0A, 0, 0, 0,
  };
  const zp_text whole = { (const char *)bytes, sizeof bytes };
  assert_int_equal(zp_reader_xls.claims(whole, ZP_TEXT("a.txt")), ZP_CERTAIN);
  assert_int_equal(zp_reader_xls.claims(ZP_TEXT("\t\0\x08\0abcdef"), ZP_TEXT("a.txt")), 0);
  reading r = reading_of(&zp_reader_xls, "a.xls", whole);
  expect("bare", &r, "{[1:1 项目][1:2 ][1:3 ];[2:1 ][2:2 12.5][2:3 5];}");
  reading_close(&r);
}

static const struct { const char *title, *stream; zp_status status; } others[] = {
  { "Word", "WordDocument", ZP_E_OFFICE_OTHER },         { "PowerPoint", "PowerPoint Document", ZP_E_OFFICE_OTHER },
  { "encrypted", "EncryptedPackage", ZP_E_OFFICE_ENCRYPTED }, { "something", "Contents", ZP_E_OFFICE_OTHER },
  { "no records", "Workbook", ZP_E_PACKAGE_DAMAGED },
};

static void refuses_others_by_name(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    built file = { 0 };
    build_compound(others[i].stream, ZP_TEXT("x"), &file);
    assert_int_equal(zp_reader_xls.claims(built_text(&file), ZP_TEXT("a.csv")), ZP_CERTAIN);
    reading r = reading_of(&zp_reader_xls, "a.xls", built_text(&file));
    if (r.status != others[i].status) fail_msg("%s: %s", others[i].title, zp_status_code(r.status));
    reading_close(&r);
    free(file.data);
  }
  const built_book locked = { .sheets = &sheet, .sheet_count = 1, .locked = true };
  built file;
  reading r = read_book(&locked, &file);
  assert_int_equal(r.status, ZP_E_OFFICE_ENCRYPTED);
  reading_close(&r);
  free(file.data);
  const zp_text old = ZP_TEXT("\x09\x04\x06\0\0\x04\x10\0\0\0\x0A\0\0\0");
  assert_int_equal(zp_reader_xls.claims(old, ZP_TEXT("a.xls")), ZP_CERTAIN);
  reading ancient = reading_of(&zp_reader_xls, "a.xls", old);
  assert_int_equal(ancient.status, ZP_E_OFFICE_OTHER);
  reading_close(&ancient);
}

/// Cut anywhere, a file is refused or, where only padding went, read whole. A stream that is cut is never taken for a whole one.
static void refuses_what_is_cut(void **state)
{
  (void)state;
  const built_book book = { .formats = formats, .format_count = 5, .sheets = &sheet, .sheet_count = 1, .part = 40, .rich = true };
  built stream = { 0 }, file;
  build_stream(&book, &stream);
  for (size_t len = 0; len < stream.len; len++) {
    zp_arena *arena = zp_arena_new(NULL, 0);
    zp_findings findings = { .arena = arena };
    zp_document document;
    zp_error err = { 0 };
    zp_text part = zp_text_copy((zp_text){ (const char *)stream.data, len }, arena);
    assert_int_equal(zp_xls_read_stream(part, ZP_TEXT("a"), arena, &document, &findings, &err), ZP_E_PACKAGE_DAMAGED);
    zp_arena_free(arena);
  }
  reading whole = read_book(&book, &file);
  reading_close(&whole);
  for (size_t len = 8; len < file.len; len++) {
    reading r = reading_of(&zp_reader_xls, "a.xls", (zp_text){ (const char *)file.data, len });
    if (r.status == ZP_OK) expect("only padding was cut", &r, shown);
    else assert_true(r.status == ZP_E_PACKAGE_DAMAGED || r.status == ZP_E_OFFICE_OTHER);
    reading_close(&r);
  }
  free(stream.data);
  free(file.data);
}

/// Merges that all lie over each other must not cost their product.
static void merges_cost_no_more_than_cells(void **state)
{
  (void)state;
  enum { ROWS = 2000, MERGES = 1000 };
  static built_cell many[ROWS];
  static uint16_t merged[MERGES][4];
  for (uint32_t i = 0; i < ROWS; i++) many[i] = (built_cell){ ROWS - i, 1, BUILT_RK, NULL, i, 0 };  // from below, too
  for (size_t i = 0; i < MERGES; i++) merged[i][1] = 65535;
  const built_sheet only = { .name = "m", .cells = many, .cell_count = ROWS, .merges = (const uint16_t (*)[4])merged, .merge_count = MERGES };
  const built_book book = { .sheets = &only, .sheet_count = 1 };
  built file;
  reading r = read_book(&book, &file);
  expect("merges", &r, "{[1:1 1999];}");
  assert_true(zp_text_equal(finding_of(&r, ZP_E_CELL_COVERED)->args[0], ZP_TEXT("1999")));
  reading_close(&r);
  free(file.data);
}

/// A list of sheets that names one of them again and again must not cost their product.
static void sheets_are_read_once(void **state)
{
  (void)state;
  enum { SHEETS = 12, BOUNDSHEET = 0x85 };
  built_sheet sheets[SHEETS];
  for (size_t i = 0; i < SHEETS; i++) sheets[i] = i == 0 ? sheet : (built_sheet){ .name = "x" };
  const built_book book = { .formats = formats, .format_count = 5, .sheets = sheets, .sheet_count = SHEETS };
  built stream = { 0 };
  build_stream(&book, &stream);
  unsigned char *first = NULL;
  for (size_t at = 0; at + 8 < stream.len; at += 4u + stream.data[at + 2] + 256u * stream.data[at + 3]) {
    if (stream.data[at] != BOUNDSHEET || stream.data[at + 1] != 0) continue;
    if (first == NULL) first = stream.data + at + 4;
    else memcpy(stream.data + at + 4, first, 4);
  }
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_findings findings = { .arena = arena };
  zp_document document;
  zp_error err = { 0 };
  assert_int_equal(zp_xls_read_stream(built_text(&stream), ZP_TEXT("a"), arena, &document, &findings, &err), ZP_E_PACKAGE_DAMAGED);
  assert_true(zp_text_equal(zp_text_from(err.arg[0]), zp_word_arg(ZP_W_DAMAGE_SHEET)));
  zp_arena_free(arena);
  free(stream.data);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(reads_cells),  cmocka_unit_test(dates_from_1904),        cmocka_unit_test(says_what_is_not_shown),
    cmocka_unit_test(reads_biff5), cmocka_unit_test(reads_bare_sheets), cmocka_unit_test(refuses_others_by_name), cmocka_unit_test(refuses_what_is_cut),
    cmocka_unit_test(merges_cost_no_more_than_cells), cmocka_unit_test(sheets_are_read_once),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
