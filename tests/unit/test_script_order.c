// test_script_order.c: pairs and table.sort as a rule sees them.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "small_pack.h"

/// What a chunk that ends with a text returns as its note, or the words of the fault.
static const struct { const char *body, *wanted; bool fault; } cases[] = {
  // pairs: numbers ascending, then texts by bytes
  { "local t = { b = 1, a = 2, [3] = 3, [1] = 4, [2.5] = 5, [-7] = 6 } local s = '' for k, v in pairs(t) do s = s .. k .. '=' .. v .. ' ' end return s",
    "-7=6 1=4 2.5=5 3=3 a=2 b=1 ", false },
  { "local s = '' for k in pairs({ ['é'] = 1, z = 1, ['Z'] = 1, [''] = 1, ['中'] = 1, zz = 1 }) do s = s .. k .. ',' end return s",
    ",Z,z,zz,é,中,", false },
  { "for k in pairs({}) do return 'some' end return 'none'", "none", false },
  { "local t, s = { 1, 2, 3, 4 }, '' for k, v in pairs(t) do s = s .. v t[k + 1] = nil end return s", "13", false },
  { "local t, s = { 1, 2 }, '' for k, v in pairs(t) do t[k] = v * 10 t.new = 1 end for k, v in pairs(t) do s = s .. k .. v end return s",
    "110220new1", false },
  { "local n = 0 for a in pairs({ 1, 2 }) do for b in pairs({ 3, 4, 5 }) do n = n + 1 end end return '' .. n", "6", false },
  { "local s = '' for k in pairs({ [9007199254740993] = 1, [9007199254740992.0] = 1 }) do s = s .. k .. ' ' end return s",
    "9007199254740992 9007199254740993 ", false },
  { "for k in pairs({ [true] = 1 }) do end", "pairs: a key that is neither number nor text", true },
  { "pairs('text')", "bad argument #1 to 'pairs' (table expected, got string)", true },
  // sort
  { "local t = { 3, 1, 2.5, -1, 2 } table.sort(t) return table.concat(t, ' ')", "-1 1 2 2.5 3", false },
  { "local t = { 'b', 'é', 'B', 'a', '' } table.sort(t) return table.concat(t, ' ')", " B a b é", false },
  { "local t = { 1, 2, 3, 4, 5, 6, 7 } table.sort(t, function(a, b) return a > b end) return table.concat(t)", "7654321", false },
  { "local t = { 'b1', 'a1', 'b2', 'a2', 'b3' } table.sort(t, function(a, b) return a:sub(1, 1) < b:sub(1, 1) end) return table.concat(t, ' ')",
    "a1 a2 b1 b2 b3", false },
  { "local t = { 3, 1, 2 } table.sort(t, function() return false end) return table.concat(t)", "312", false },  // all equal: as it was
  { "local t = {} table.sort(t) t[1] = 1 table.sort(t) return '' .. #t", "1", false },
  { "table.sort({ 1, 'a' })", "sort: only numbers or only texts, else say how to compare", true },
  { "table.sort({ {}, {} })", "sort: only numbers or only texts, else say how to compare", true },
  { "table.sort({ 2, 1 }, 5)", "bad argument #2 to 'sort' (function expected, got number)", true },
  { "table.sort({ 2, 1 }, function() error('mine') end)", "mine", true },
};

static void run_case(size_t i)
{
  scratch s;
  zp_host *host = NULL;
  zp_error err = { 0 };
  zp_outcome outcome;
  char rule[2048];
  const uint16_t rules[] = { 0 };
  zp_row_reading row = { .weight = ZP_DEC(1) };
  const zp_row_reading *rows[] = { &row };
  zp_arena *arena = zp_arena_new(NULL, 0);
  snprintf(rule, sizeof rule,
           "-- @basis 测试\nlocal function body() %s end\nreturn { id = 'one', title = 'One', applies = {},\n"
           "examples = { { 'x', { weight = 1 }, 0 } }, score = function() return 0, body() end }\n", cases[i].body);
  scratch_open(&s);
  small_pack_write(&s, SMALL_PACK, rule);
  if (small_pack_open(&s, &host, &err) != ZP_OK) fail_msg("%s: %s", cases[i].body, err.arg[0]);
  assert_int_equal(zp_host_score(host, rows, rules, 1, arena, &outcome, &err), ZP_OK);
  if (outcome.kind != (cases[i].fault ? ZP_FAULT : ZP_SCORED) ||
      (cases[i].wanted[0] != '\0' && !zp_text_equal(outcome.note, zp_text_from(cases[i].wanted))))
    fail_msg("%s: %s \"%.*s\"", cases[i].body, zp_outcome_name(outcome.kind), ZP_ARG(outcome.note));
  zp_host_close(host);
  zp_arena_free(arena);
  scratch_close(&s);
}

static void order_is_the_same_everywhere(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) run_case(i);
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(order_is_the_same_everywhere) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
