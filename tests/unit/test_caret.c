// test_caret.c: a cell with a caret below what is meant, by display width, however long the cell is.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/caret.h"

static const struct { const char *cell; size_t from, bytes; const char *lines; } rows[] = {
  { "", 0, 0, "" },
  { "  ", 0, 0, "" },
  { "=45", 0, 0, "    │ =45\n    │ ^^^\n" },
  { "办公标注", 9, 3, "    │ 办公标注\n    │       ^^\n" },
  { "a办b", 1, 3, "    │ a办b\n    │  ^^\n" },
  { "abc", 1, 99, "    │ abc\n    │  ^^\n" },
};

static void puts_carets_below(void **state)
{
  char room[ZP_CARET_ROOM];
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    zp_text lines = zp_caret_lines(zp_text_from(rows[i].cell), rows[i].from, rows[i].bytes, room);
    if (!zp_text_equal(lines, zp_text_from(rows[i].lines))) fail_msg("%s: %.*s", rows[i].cell, ZP_ARG(lines));
  }
}

/// A long cell is cut around what is meant; a cell of marks without width, too. Two whole lines every time.
static void cuts_long_cells(void **state)
{
  enum { LONG = 60000 };
  static const char *const units[] = { "x", "字", "\xCC\x81" };
  char room[ZP_CARET_ROOM], *bytes = malloc(LONG + 8);
  (void)state;
  assert_non_null(bytes);
  for (size_t u = 0; u < 3; u++) {
    size_t len = 0, width = strlen(units[u]), bad;
    while (len < LONG) {
      memcpy(bytes + len, units[u], width);
      len += width;
    }
    for (size_t at = 0; at < len; at += len / 7 / width * width) {
      zp_text lines = zp_caret_lines((zp_text){ bytes, len }, at, width, room);
      assert_true(lines.len > 0 && lines.len < ZP_CARET_ROOM && lines.ptr[lines.len - 1] == '\n');
      assert_true(zp_text_utf8(lines, &bad));
      size_t first = zp_text_find(lines, ZP_TEXT("\n"));
      assert_int_equal(zp_text_find(zp_text_slice(lines, first + 1, lines.len), ZP_TEXT("\n")), lines.len - first - 2);
    }
  }
  free(bytes);
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(puts_carets_below), cmocka_unit_test(cuts_long_cells) };
  return cmocka_run_group_tests_name("caret", tests, NULL, NULL);
}
