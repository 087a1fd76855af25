// test_value_amount.c: the short ways for plain amounts against the grammar they leave out.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>

#include "form/value_amount.h"
#include "form/value_deadline.h"
#include "form/value_text.h"

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

static const char *const signs[] = { "", "≥", "≤", "=", ">", "<", ">=", "不低于", "约", "±", "-" };
static const char *const numbers[] = {
  "0",        "0.0",     "5",    "17",      "95.5",   "007",    "999.999", "1000",     "2024",
  "1999",     "3000",    "1200", "1234.56", "0312",   "9999.5", "12.31",   "2024.12",  "12345",
  "20241231", "1234567", ".5",   "5.",      "3.1234", "1,234",  "1.2.3",   "123456789"
};
static const char *const units[] = { "",     "%",        "个",  "个村",   "万元",  "元",
                                     "万",   "元/人·月", "起",  "事故",   "月",    "年",
                                     "日",   "季度",     "天",  "余人",   "分",    "级",
                                     "km",   "KM",       "x",   "件以上", "次/年", "人次",
                                     "公里", "㎡",       "A级", "个左右", "(元)",  "%(含)" };

static bool same_unit(const zp_unit_parts *a, const zp_unit_parts *b)
{
  bool same = a->count == b->count && a->scale_only == b->scale_only;
  for (size_t i = 0; same && i < a->count; i++) same = zp_text_equal(a->piece[i], b->piece[i]);
  return same;
}

/// What the short way reads is an amount to the grammar too, the same one, and no date.
static bool check(zp_text text)
{
  zp_amount plain, full;
  zp_deadline date;
  if (!zp_read_plain_amount(text, &plain)) return false;
  if (!zp_read_amount(text, &full)) fail_msg("\"%.*s\" is no amount to the grammar", ZP_ARG(text));
  bool same = full.number.qty.digits == plain.number.qty.digits &&
              full.number.qty.places == plain.number.qty.places &&
              full.phrase.op == plain.phrase.op &&
              full.phrase.op_by_word == plain.phrase.op_by_word && full.ranged == plain.ranged &&
              full.tolerance == plain.tolerance && full.zero_in_words == plain.zero_in_words &&
              full.phrase.words == plain.phrase.words &&
              full.phrase.approximate == plain.phrase.approximate;
  if (!same || !same_unit(&full.unit, &plain.unit))
    fail_msg("\"%.*s\" is another amount to the grammar", ZP_ARG(text));
  for (int expected = 0; expected < 2; expected++)
    if (zp_read_deadline(text, expected == 1, &date) != ZP_DATE_NONE)
      fail_msg("\"%.*s\" is a date", ZP_ARG(text));
  return true;
}

static void plain_amounts_are_those_of_the_grammar(void **state)
{
  size_t taken = 0, all = 0;
  (void)state;
  for (size_t s = 0; s < COUNT(signs); s++)
    for (size_t n = 0; n < COUNT(numbers); n++)
      for (size_t u = 0; u < COUNT(units); u++, all++) {
        char room[96];
        int length = snprintf(room, sizeof room, "%s%s%s", signs[s], numbers[n], units[u]);
        taken += check((zp_text){ room, (size_t)length });
      }
  print_message("%zu of %zu texts\n", taken, all);
  assert_in_range(taken, 500, all / 2);
}

/// A blank behind the number sends an amount through the grammar.
static void plain_money_is_that_of_the_grammar(void **state)
{
  static const char *const yuan[] = { "", "元", "万元", "千元", "万", "个" };
  (void)state;
  zp_arena *arena = zp_arena_new(NULL, 0);
  size_t read = 0;
  for (size_t n = 0; n < COUNT(numbers); n++)
    for (size_t u = 0; u < COUNT(yuan); u++)
      for (size_t g = 0; g < COUNT(yuan); g++) {
        zp_text plain = zp_text_format(arena, "%s%s", numbers[n], yuan[u]),
                spaced = zp_text_format(arena, "%s %s", numbers[n], yuan[u]);
        if (yuan[u][0] == '\0') spaced = zp_text_format(arena, "+%s", numbers[n]);
        zp_money a = { -1 }, b = { -1 };
        zp_status first = zp_money_read(plain, zp_text_from(yuan[g]), arena, &a, NULL);
        zp_status second = zp_money_read(spaced, zp_text_from(yuan[g]), arena, &b, NULL);
        if (first != second || a.fen != b.fen) fail_msg("%s%s in %s", numbers[n], yuan[u], yuan[g]);
        read += first == ZP_OK;
      }
  zp_arena_free(arena);
  assert_true(read > 100);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(plain_amounts_are_those_of_the_grammar),
    cmocka_unit_test(plain_money_is_that_of_the_grammar),
  };
  return cmocka_run_group_tests_name("value_amount", tests, NULL, NULL);
}
