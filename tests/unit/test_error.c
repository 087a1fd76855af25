// test_error.c: failures in fixed storage, and findings in an arena: cut at characters, clean for terminals, first one wins.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "base/finding.h"
#include "failing_allocator.h"

static const zp_text none = { NULL, 0 };

static void records_the_first_failure(void **state)
{
  zp_place place = { ZP_TEXT("form.csv"), ZP_TEXT("表一"), 3, 5 };
  zp_error err = { 0 };
  (void)state;
  assert_int_equal(zp_fail(&err, ZP_E_NUMBER, &place, ZP_TEXT("甲"), ZP_TEXT("乙"), ZP_TEXT("丙")), ZP_E_NUMBER);
  assert_int_equal(zp_fail_with(&err, ZP_E_RANGE, NULL, "later"), ZP_E_NUMBER);
  assert_int_equal(zp_fail_memory(&err), ZP_E_NUMBER);
  assert_string_equal(err.file, "form.csv");
  assert_string_equal(err.sheet, "表一");
  assert_int_equal(err.row, 3);
  assert_int_equal(err.column, 5);
  assert_string_equal(err.arg[0], "甲");
  assert_string_equal(err.arg[1], "乙");
  assert_string_equal(err.arg[2], "丙");
  assert_int_equal(zp_fail_memory(NULL), ZP_E_MEMORY);
  zp_error_cell(NULL, ZP_TEXT("x"), 0, 1);
}

static void names_places(void **state)
{
  (void)state;
  static const struct { zp_place place; const char *expected; } places[] = {
    { { .row = 0, .column = 0 }, "" }, { { .row = 7, .column = 5 }, ":7:5" }, { { .row = 7 }, ":7" }, { { .sheet = ZP_TEXT_INIT("s") }, "" },
    { { .sheet = ZP_TEXT_INIT("s"), .row = 7, .column = 5 }, "!E7" }, { { .sheet = ZP_TEXT_INIT("s"), .row = 1, .column = 26 }, "!Z1" },
    { { .sheet = ZP_TEXT_INIT("s"), .row = 1, .column = 27 }, "!AA1" }, { { .sheet = ZP_TEXT_INIT("s"), .row = 1048576, .column = 16384 }, "!XFD1048576" },
    { { .sheet = ZP_TEXT_INIT("s"), .row = UINT32_MAX, .column = UINT32_MAX }, "!MWLQKWU4294967295" }, { { .sheet = ZP_TEXT_INIT("s"), .row = 3 }, ":3" },
  };
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    char room[ZP_PLACE_ROOM];
    assert_int_equal(zp_place_within(&places[i].place, room), strlen(places[i].expected));
    assert_string_equal(room, places[i].expected);
  }
}

static void leaves_no_trace_of_before(void **state)
{
  zp_error err;
  (void)state;
  memset(&err, 'x', sizeof err);
  err.status = ZP_OK;
  zp_fail_memory(&err);
  assert_true(err.file[0] == '\0' && err.sheet[0] == '\0' && err.cell[0] == '\0' && err.arg[0][0] == '\0');
  assert_true(err.row == 0 && err.column == 0 && err.caret_from == 0 && err.caret_bytes == 0);
}

/// Every length around the room, with a character of each size across the cut.
static void cuts_between_characters(void **state)
{
  static const char *const characters[] = { "a", "é", "元", "𠮷" };
  (void)state;
  for (size_t c = 0; c < 4; c++)
    for (size_t lead = ZP_ERROR_ARG - 6; lead < ZP_ERROR_ARG + 3; lead++) {
      char text[ZP_ERROR_ARG + 16] = { 0 };
      size_t size = strlen(characters[c]), kept = lead < ZP_ERROR_ARG - 1 ? lead : ZP_ERROR_ARG - 1;
      memset(text, 'x', lead);
      memcpy(text + lead, characters[c], size);
      zp_error err = { 0 };
      zp_fail_with(&err, ZP_E_NUMBER, NULL, text);
      if (lead + size < ZP_ERROR_ARG) kept = lead + size;
      assert_int_equal(strlen(err.arg[0]), kept);
      assert_memory_equal(err.arg[0], text, kept);
    }
}

static void cleans_for_terminals(void **state)
{
  static const struct { zp_text text; const char *wanted; } rows[] = {
    { { "a\tb\nc\x1B[31m", 10 }, "a b c [31m" }, { { "a\0b", 3 }, "a b" }, { { "\x7F", 1 }, " " },
    { { "a\xC2\x9B" "31m", 6 }, "a  31m" },  // C1: a terminal may take U+009B for ESC [
    { { "a\xE2\x80\xAE" "b", 5 }, "a   b" },        // U+202E turns the text around
    { { "\xC2\xA0", 2 }, "\xC2\xA0" }, { { "a\xFF\xE5\x85" "b", 5 }, "a???b" }, { { "\x80\x80\x80", 3 }, "???" }, { { "≥9元", 7 }, "≥9元" },
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    zp_error err = { 0 };
    zp_fail(&err, ZP_E_NUMBER, NULL, rows[i].text, none, none);
    assert_string_equal(err.arg[0], rows[i].wanted);
  }
}

static void keeps_carets_in_the_cell(void **state)
{
  char long_cell[3 * ZP_ERROR_CELL];
  static const struct { size_t from, bytes; uint32_t kept_from, kept_bytes; } rows[] = {
    { 0, 3, 0, 3 }, { 200, 3, 200, 3 }, { 238, 9, 238, 1 }, { 240, 1, 0, 0 }, { 700, 3, 0, 0 }, { SIZE_MAX, SIZE_MAX, 0, 0 },
    { 10, SIZE_MAX, 10, 229 },
  };
  (void)state;
  memset(long_cell, 'x', sizeof long_cell);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    zp_error err = { 0 };
    zp_fail_with(&err, ZP_E_NUMBER, NULL, "");
    zp_error_cell(&err, (zp_text){ long_cell, sizeof long_cell }, rows[i].from, rows[i].bytes);
    assert_int_equal(strlen(err.cell), ZP_ERROR_CELL - 1);
    assert_int_equal(err.caret_from, rows[i].kept_from);
    assert_int_equal(err.caret_bytes, rows[i].kept_bytes);
  }
}

static void collects_findings(void **state)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_findings list = { .arena = arena };
  char name[] = "甲", cell[] = "12a";
  (void)state;
  for (uint32_t i = 0; i < 100; i++) {
    zp_place place = { zp_text_from(name), none, i, 2 };
    zp_finding *row = zp_findings_add(&list, ZP_E_NUMBER, &place, zp_text_from(name), none, none);
    zp_finding_cell(&list, row, zp_text_from(cell), 2, 1);
  }
  memset(name, '?', 3);  // all is copied
  memset(cell, '?', 3);
  assert_int_equal(list.count, 100);
  for (uint32_t i = 0; i < 100; i++) {
    const zp_finding *row = &list.items[i];
    assert_int_equal(row->place.row, i);
    assert_true(zp_text_equal(row->place.file, ZP_TEXT("甲")) && zp_text_equal(row->args[0], ZP_TEXT("甲")));
    assert_true(zp_text_equal(row->cell, ZP_TEXT("12a")) && row->caret_from == 2 && row->caret_bytes == 1);
  }
  zp_finding_cell(&list, &list.items[0], ZP_TEXT("ab"), 9, 9);
  assert_true(list.items[0].caret_from == 0 && list.items[0].caret_bytes == 0);
  zp_finding_cell(&list, &list.items[0], ZP_TEXT("ab"), 1, 9);
  assert_true(list.items[0].caret_from == 1 && list.items[0].caret_bytes == 1);
  assert_false(list.lost);
  zp_arena_free(arena);
}

static void turns_failures_into_findings(void **state)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_findings list = { .arena = arena };
  zp_place place = { ZP_TEXT("a.csv"), ZP_TEXT("表"), 1, 2 };
  zp_error err = { 0 };
  (void)state;
  zp_fail(&err, ZP_E_UNIT_MISMATCH, &place, ZP_TEXT("个"), ZP_TEXT("户"), none);
  zp_error_cell(&err, ZP_TEXT("5个"), 1, 3);
  zp_findings_take(&list, &err);
  memset(&err, '?', sizeof err);
  assert_int_equal(list.count, 1);
  assert_int_equal(list.items[0].status, ZP_E_UNIT_MISMATCH);
  assert_true(zp_text_equal(list.items[0].place.sheet, ZP_TEXT("表")) && list.items[0].place.column == 2);
  assert_true(zp_text_equal(list.items[0].args[1], ZP_TEXT("户")) && zp_text_equal(list.items[0].cell, ZP_TEXT("5个")));
  assert_true(list.items[0].caret_from == 1 && list.items[0].caret_bytes == 3);
  zp_arena_free(arena);
}

/// A finding that could not be kept, or only in part, is told by `lost`: it never just disappears.
static void says_when_a_finding_is_lost(void **state)
{
  size_t lost = 0;
  bool done = false;
  (void)state;
  for (size_t n = 2; !done; n++) {
    failing_allocator memory = { .fail_at = n };
    zp_allocator allocator = allocator_of(&memory);
    zp_findings list = { .arena = zp_arena_new(&allocator, 0) };
    for (int i = 0; i < 200; i++) {
      zp_finding *row = zp_findings_add(&list, ZP_E_NUMBER, NULL, ZP_TEXT("甲"), ZP_TEXT("乙"), none);
      zp_finding_cell(&list, row, ZP_TEXT("12a"), 2, 1);
    }
    done = memory.requests < n;
    lost += list.lost;
    assert_int_equal(list.lost, !done);
    zp_arena_free(list.arena);
  }
  assert_true(lost >= 3);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(records_the_first_failure), cmocka_unit_test(names_places), cmocka_unit_test(leaves_no_trace_of_before),
    cmocka_unit_test(cuts_between_characters),   cmocka_unit_test(cleans_for_terminals),
    cmocka_unit_test(keeps_carets_in_the_cell),  cmocka_unit_test(collects_findings),
    cmocka_unit_test(turns_failures_into_findings),
    cmocka_unit_test(says_when_a_finding_is_lost),
  };
  return cmocka_run_group_tests_name("error", tests, NULL, NULL);
}
