// test_script_score.c: what becomes of rows: points through the result gate, reasons, and faults that stay in their own row.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "script/pack.h"
#include "said.h"
#include "small_pack.h"

#define HEAD "-- @basis 测试\nreturn { id = 'one', title = 'One', applies = {},\nexamples = { { 'x', { weight = 1 }, 0 } }, score =\n"
#define RULE(score) HEAD score "\n}\n"

enum { HONEST, BROKEN };

static const char honest[] = "-- @basis 测试\nreturn { id = 'honest', title = 'Honest', applies = {},\n"
                             "examples = { { 'x', { actual = 1, target = 3, weight = 10 }, 3.33 } },\n"
                             "score = function(actual, target, weight) return weight * actual / target end }";

static void open_two(scratch *s, const char *broken, zp_host **host)
{
  static const char list[] = "{ 'one' }";
  char pack[4096];
  zp_error err = { 0 };
  const char *at = strstr(SMALL_PACK, list);
  snprintf(pack, sizeof pack, "%.*s{ 'honest', 'one' }%s", (int)(at - SMALL_PACK), SMALL_PACK, at + sizeof list - 1);
  scratch_open(s);
  small_pack_write(s, pack, broken);
  scratch_text(s, "small/honest.lua", honest);
  if (small_pack_open(s, host, &err) != ZP_OK) fail_msg("%s:%u %s %s", err.file, err.row, zp_status_code(err.status), err.arg[0]);
}

static void give(zp_row_reading *row, zp_input input, double value)
{
  row->inputs.present |= 1u << input;
  row->inputs.number[input] = value;
}

static zp_row_reading full_row(void)
{
  zp_row_reading row = { .weight = ZP_DEC(10) };
  give(&row, ZP_IN_ACTUAL, 1);
  give(&row, ZP_IN_TARGET, 3);
  give(&row, ZP_IN_WEIGHT, 10);
  return row;
}

// ---- one row's fault is nobody else's -----------------------------------------------------------------------------------

static const struct {
  const char *title, *rule;
  zp_outcome_kind kind;
  zp_reason reason;
  uint32_t line;
  const char *note;  // part of it
} cases[] = {
  { "a number", RULE("function(weight) return weight / 2 end"), ZP_SCORED, ZP_REASON_NONE, 0, "" },
  { "a whole number", RULE("function() return 5 end"), ZP_SCORED, ZP_REASON_NONE, 0, "" },
  { "a number and a note", RULE("function() return 5, '说明' end"), ZP_SCORED, ZP_REASON_NONE, 0, "说明" },
  { "nil as a note", RULE("function() return 5, nil end"), ZP_SCORED, ZP_REASON_NONE, 0, "" },
  { "declines", RULE("function() return nil, '目标值为零' end"), ZP_UNSCORED, ZP_REASON_DECLINED, 0, "目标值为零" },

  { "not a number", RULE("function() return 0/0 end"), ZP_FAULT, ZP_REASON_FAULT, 4, "不是有限的数" },
  { "infinite", RULE("function() return 1/0 end"), ZP_FAULT, ZP_REASON_FAULT, 4, "不是有限的数" },
  { "minus infinite", RULE("function() return -1/0 end"), ZP_FAULT, ZP_REASON_FAULT, 4, "不是有限的数" },
  { "above the weight", RULE("function(weight) return weight + 0.01 end"), ZP_FAULT, ZP_REASON_FAULT, 4, "10.01 超过分值 10" },
  { "far above", RULE("function() return 1e300 end"), ZP_FAULT, ZP_REASON_FAULT, 4, "超过分值 10" },
  { "below zero", RULE("function() return -0.01 end"), ZP_FAULT, ZP_REASON_FAULT, 4, "-0.01 小于 0" },
  { "far below", RULE("function() return -1e300 end"), ZP_FAULT, ZP_REASON_FAULT, 4, "小于 0" },
  { "a text", RULE("function() return '5' end"), ZP_FAULT, ZP_REASON_FAULT, 4, "返回的是 string" },
  { "a flag", RULE("function() return true end"), ZP_FAULT, ZP_REASON_FAULT, 4, "返回的是 boolean" },
  { "a table", RULE("function() return {5} end"), ZP_FAULT, ZP_REASON_FAULT, 4, "返回的是 table" },
  { "nothing", RULE("function() end"), ZP_FAULT, ZP_REASON_FAULT, 4, "没有返回得分" },
  { "nil without a reason", RULE("function() return nil end"), ZP_FAULT, ZP_REASON_FAULT, 4, "没有说明原因" },
  { "nil with an empty reason", RULE("function() return nil, '' end"), ZP_FAULT, ZP_REASON_FAULT, 4, "没有说明原因" },
  { "nil with a number", RULE("function() return nil, 5 end"), ZP_FAULT, ZP_REASON_FAULT, 4, "没有说明原因" },
  { "too many", RULE("function() return 1, 'x', 3 end"), ZP_FAULT, ZP_REASON_FAULT, 4, "返回了 3 个值" },
  { "a note that is none", RULE("function() return 1, {} end"), ZP_FAULT, ZP_REASON_FAULT, 4, "说明应当是文本" },

  { "raises", RULE("function(actual)\n  local x\n  return x.y\nend"), ZP_FAULT, ZP_REASON_FAULT, 6, "index a nil value" },
  { "raises with words", RULE("function(actual)\n  error('不会算')\nend"), ZP_FAULT, ZP_REASON_FAULT, 5, "不会算" },
  { "raises in a helper", "-- @basis 测试\nlocal function helper(x)\n  return x + nil\nend\n" RULE("function(weight)\n return helper(weight) + 1 end"),
    ZP_FAULT, ZP_REASON_FAULT, 3, "arithmetic on a nil value" },
  { "adds a text", RULE("function(weight) return weight + '5' end"), ZP_FAULT, ZP_REASON_FAULT, 4, "arithmetic on a string" },
  { "compares nil", RULE("function(declared, weight) if declared > 5 then return 0 end return weight end"), ZP_FAULT,
    ZP_REASON_FAULT, 4, "compare" },
  { "no such function", RULE("function() return os.time() end"), ZP_FAULT, ZP_REASON_FAULT, 4, "global 'os'" },
  { "require at work", RULE("function() return require('x') end"), ZP_FAULT, ZP_REASON_FAULT, 4, "only while the file loads" },
  { "ratio by zero", RULE("function(actual) return ratio(actual, 0) end"), ZP_FAULT, ZP_REASON_FAULT, 4, "divided by zero" },
  { "changes the library of strings", RULE("function() ('').upper = 5 return 1 end"), ZP_FAULT, ZP_REASON_FAULT, 4, "string value" },
  { "control characters", RULE("function() return nil, 'a\\0b\\27c\\nd' end"), ZP_UNSCORED, ZP_REASON_DECLINED, 0, "a b c d" },
  { "broken UTF-8", RULE("function() return nil, 'a\\xffb' end"), ZP_UNSCORED, ZP_REASON_DECLINED, 0, "a\xEF\xBF\xBD" "b" },

  { "directions", RULE("function() return nil, 'a\xE2\x80\xAE\xEF\xBB\xBF' .. '“b”，c' end"), ZP_UNSCORED, ZP_REASON_DECLINED, 0,
    "a  “b”，c" },

  { "never ends", RULE("function()\n  while true do end\nend"), ZP_FAULT, ZP_REASON_FAULT, 5, "运算步数超过上限 1000000" },
  { "never ends counting", RULE("function() for i = math.floor(1), 1 << 62 do end return 1 end"), ZP_FAULT, ZP_REASON_FAULT, 4, "步数" },
  { "calls itself", RULE("(function() local f f = function(x) return f(x) end return function(weight) return f(weight) end end)()"),
    ZP_FAULT, ZP_REASON_FAULT, 4, "步数" },
  { "goes deep", RULE("(function() local f f = function(x) return 1 + f(x) end return function(weight) return f(weight) end end)()"),
    ZP_FAULT, ZP_REASON_FAULT, 4, "" },
  { "grows a text", RULE("function() local s = 'xxxxxxxx' while true do s = s .. s end end"), ZP_FAULT, ZP_REASON_FAULT, 4,
    "一个文本超过上限 1024 字节" },
  { "grows a table", RULE("function() local t = {} while true do t[#t + 1] = 1 end end"), ZP_FAULT, ZP_REASON_FAULT, 4,
    "一个文本或表超过上限 131072 字节" },
  { "grows many tables", RULE("function() local t while true do t = { t, {}, {}, {}, {}, {}, {}, {}, {} } end end"), ZP_FAULT,
    ZP_REASON_FAULT, 4, "占用内存超过上限 8388608 字节" },
  { "throws memory away", RULE("function()\n local s = string.char(65) repeat s = s .. s until #s > 300\n"
                               "while true do local t = s .. 'x' end end"), ZP_FAULT, ZP_REASON_FAULT, 4, "合计超过上限" },
  { "searches long texts", RULE("function()\n local s = string.char(65) for i = 1, 9 do s = s .. s end\n"
                                "while true do local t = s:find('AAB') end end"), ZP_FAULT, ZP_REASON_FAULT, 6, "步数" },
  { "shifts long lists", RULE("function()\n local t = {} for i = 1, 4000 do t[i] = i end\n"
                              "while true do table.insert(t, 1, 1) table.remove(t, 1) end end"), ZP_FAULT, ZP_REASON_FAULT, 6, "步数" },
  { "raises a table", RULE("function() local x = {} error(x) end"), ZP_FAULT, ZP_REASON_FAULT, 4, "string expected" },
};

static void score_five(zp_host *host, const zp_row_reading *row, zp_arena *arena, zp_outcome outcomes[5])
{
  const zp_row_reading *rows[] = { row, row, row, row, row };
  const uint16_t which[] = { HONEST, BROKEN, HONEST, BROKEN, HONEST };
  zp_error err = { 0 };
  assert_int_equal(zp_host_score(host, rows, which, 5, arena, outcomes, &err), ZP_OK);
}

static void check_case(size_t i, const zp_outcome *outcome)
{
  if (outcome->kind != cases[i].kind || outcome->reason != cases[i].reason)
    fail_msg("%s: %s, %.*s", cases[i].title, zp_outcome_name(outcome->kind), ZP_ARG(outcome->note));
  // Where memory ran out Lua does not say: the line is the function's then.
  if (outcome->line != cases[i].line) fail_msg("%s: line %u", cases[i].title, outcome->line);
  char room[SAID_ROOM];
  zp_text words = zp_text_from(said(outcome->fault.len != 0 ? outcome->fault : outcome->note, ZP_LANG_ZH, room));
  if (cases[i].note[0] != '\0' && !zp_text_contains(words, zp_text_from(cases[i].note)))
    fail_msg("%s: %.*s", cases[i].title, ZP_ARG(words));
  assert_true(outcome->fault.len == 0 || outcome->note.len == 0);
  if (cases[i].note[0] == '\0' && outcome->kind == ZP_SCORED) assert_int_equal(outcome->note.len, 0);
  assert_int_equal(outcome->rule, BROKEN);
  if (outcome->kind == ZP_SCORED) assert_int_equal(outcome->points.e4, 50000);
  else assert_int_equal(outcome->points.e4, 0);
}

static void a_fault_stays_in_its_row(void **state)
{
  (void)state;
  zp_row_reading row = full_row();
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    scratch s;
    zp_host *host = NULL;
    zp_outcome outcomes[5];
    zp_arena *arena = zp_arena_new(NULL, 0);
    open_two(&s, cases[i].rule, &host);
    score_five(host, &row, arena, outcomes);
    for (size_t r = 0; r < 5; r += 2) {
      assert_int_equal(outcomes[r].kind, ZP_SCORED);
      assert_int_equal(outcomes[r].points.e4, 33300);
      assert_int_equal(outcomes[r].rule, HONEST);
      assert_int_equal(outcomes[r].note.len, 0);
    }
    check_case(i, &outcomes[1]);
    check_case(i, &outcomes[3]);
    zp_host_close(host);
    zp_arena_free(arena);
    scratch_close(&s);
  }
}

// ---- the gate's rounding ----------------------------------------------------------------------------------------------

static const struct { const char *answer; int64_t weight_e4, points_e4; zp_outcome_kind kind; } roundings[] = {
  { "0", 100000, 0, ZP_SCORED },
  { "-0.0", 100000, 0, ZP_SCORED },
  { "10", 100000, 100000, ZP_SCORED },
  { "10.0000000009", 100000, 100000, ZP_SCORED },   // within 1e-9: the weight
  { "10.00000001", 100000, 0, ZP_FAULT },
  { "-0.0000000001", 100000, 0, ZP_SCORED },
  { "-0.000000001", 100000, 0, ZP_FAULT },
  { "8.624999999", 100000, 86200, ZP_SCORED },
  { "8.6249999999", 100000, 86300, ZP_SCORED },     // 8.625 but for binary dust
  { "8.625", 100000, 86300, ZP_SCORED },
  { "1.005", 100000, 10100, ZP_SCORED },            // below 1.005 as a double
  { "0.1 + 0.2", 3000, 3000, ZP_SCORED },
  { "3.335", 33350, 33300, ZP_SCORED },             // never rounded above the weight
  { "0", 0, 0, ZP_SCORED },
  { "0.01", 0, 0, ZP_FAULT },
};

static void rounding(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof roundings / sizeof roundings[0]; i++) {
    scratch s;
    zp_host *host = NULL;
    zp_outcome outcomes[5];
    char rule[1024];
    zp_arena *arena = zp_arena_new(NULL, 0);
    zp_row_reading row = full_row();
    row.weight.e4 = roundings[i].weight_e4;
    give(&row, ZP_IN_ACTUAL, 0);
    snprintf(rule, sizeof rule, "%sfunction() return %s end }", HEAD, roundings[i].answer);
    open_two(&s, rule, &host);
    score_five(host, &row, arena, outcomes);
    if (outcomes[1].kind != roundings[i].kind || outcomes[1].points.e4 != roundings[i].points_e4)
      fail_msg("%s of %lld: %s %lld", roundings[i].answer, (long long)roundings[i].weight_e4, zp_outcome_name(outcomes[1].kind),
               (long long)outcomes[1].points.e4);
    zp_host_close(host);
    zp_arena_free(arena);
    scratch_close(&s);
  }
}

// ---- rows that lack something -----------------------------------------------------------------------------------------

static const struct { const char *names; uint32_t lacks; zp_reason missing, reason; zp_input input; bool called; } lacking[] = {
  { "actual, weight", 1u << ZP_IN_ACTUAL, ZP_REASON_ACTUAL_BLANK, ZP_REASON_ACTUAL_BLANK, ZP_IN_ACTUAL, false },
  { "actual, weight", 1u << ZP_IN_ACTUAL, ZP_REASON_NONE, ZP_REASON_INPUT_MISSING, ZP_IN_ACTUAL, false },
  { "weight, band", 0, ZP_REASON_BAND_UNKNOWN, ZP_REASON_BAND_UNKNOWN, ZP_IN_BAND, false },
  { "rate, weight", 0, ZP_REASON_NONE, ZP_REASON_INPUT_MISSING, ZP_IN_RATE, false },
  { "weight", 1u << ZP_IN_WEIGHT, ZP_REASON_NONE, ZP_REASON_NO_WEIGHT, ZP_IN_WEIGHT, false },
  { "executed, revised", 0, ZP_REASON_NONE, ZP_REASON_NO_BUDGET, ZP_IN_REVISED, false },
  { "executed", 0, ZP_REASON_NONE, ZP_REASON_NO_EXECUTED, ZP_IN_EXECUTED, false },
  { "declared, name, unit, year, op", 0, ZP_REASON_NONE, ZP_REASON_NONE, 0, true },  // optional: nil
  { "weight", 1u << ZP_IN_ACTUAL, ZP_REASON_ACTUAL_BLANK, ZP_REASON_NONE, 0, true }, // not asked for: not missed
};

static void missing_inputs(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof lacking / sizeof lacking[0]; i++) {
    scratch s;
    zp_host *host = NULL;
    zp_outcome outcome;
    char rule[1024];
    zp_error err = { 0 };
    const uint16_t which = BROKEN;
    zp_arena *arena = zp_arena_new(NULL, 0);
    zp_row_reading row = full_row();
    const zp_row_reading *rows[] = { &row };
    row.inputs.present &= ~lacking[i].lacks;
    row.missing = lacking[i].missing;
    snprintf(rule, sizeof rule, "%sfunction(%s) return 1 end }", HEAD, lacking[i].names);
    open_two(&s, rule, &host);
    assert_int_equal(zp_host_score(host, rows, &which, 1, arena, &outcome, &err), ZP_OK);
    if (outcome.reason != lacking[i].reason) fail_msg("%s: %s", lacking[i].names, zp_reason_name(outcome.reason));
    assert_int_equal(outcome.kind, lacking[i].called ? ZP_SCORED : ZP_UNSCORED);
    assert_int_equal(outcome.input, lacking[i].input);
    zp_host_close(host);
    zp_arena_free(arena);
    scratch_close(&s);
  }
}

static void no_rule_and_zero_target(void **state)
{
  (void)state;
  scratch s;
  zp_host *host = NULL;
  zp_error err = { 0 };
  zp_outcome outcomes[3];
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_row_reading plain = full_row(), unread = full_row(), zero = full_row();
  unread.missing = ZP_REASON_TARGET_UNREADABLE;
  give(&zero, ZP_IN_TARGET, 0);
  const zp_row_reading *rows[] = { &plain, &unread, &zero };
  const uint16_t which[] = { ZP_NO_RULE, ZP_NO_RULE, BROKEN };
  open_two(&s, RULE("function(rate) return rate end"), &host);
  assert_int_equal(zp_host_score(host, rows, which, 3, arena, outcomes, &err), ZP_OK);
  assert_int_equal(outcomes[0].reason, ZP_REASON_NO_RULE);
  assert_int_equal(outcomes[0].rule, ZP_NO_RULE);
  assert_int_equal(outcomes[1].reason, ZP_REASON_TARGET_UNREADABLE);
  assert_int_equal(outcomes[2].reason, ZP_REASON_ZERO_TARGET);
  zp_host_close(host);
  zp_arena_free(arena);
  scratch_close(&s);
}

// ---- rules that limits stop ---------------------------------------------------------------------------------------------

/// After how many rows that a limit stopped the rule is no longer asked; 0: it is asked for every row.
static const struct { const char *score; size_t stops; } stopping[] = {
  { "function(actual) while true do end end", ZP_STOPS_MOST },
  { "function(actual) local t = {} while true do t = { t } end end", ZP_STOPS_MOST },
  { "function(actual) local s = 'x' while true do s = s .. s end end", ZP_STOPS_MOST },
  { "function(actual) error('mine') end", 0 },            // its own doing, and soon over
  { "function(actual) return 'no number' end", 0 },
};

/// Ten rows of the broken rule, an honest one after each.
static void score_twenty(zp_host *host, zp_arena *arena, zp_outcome *outcomes)
{
  zp_error err = { 0 };
  zp_row_reading row = full_row();
  const zp_row_reading *rows[20];
  uint16_t rules[20];
  for (size_t i = 0; i < 20; i++) {
    rows[i] = &row;
    rules[i] = i % 2 == 0 ? BROKEN : HONEST;
  }
  assert_int_equal(zp_host_score(host, rows, rules, 20, arena, outcomes, &err), ZP_OK);
}

static void a_rule_that_is_stopped_is_not_asked_for_ever(void **state)
{
  static const char unasked[] = "本单位已有 3 行在这条规则上超限，不再运行";
  (void)state;
  for (size_t c = 0; c < sizeof stopping / sizeof stopping[0]; c++) {
    scratch s;
    zp_host *host = NULL;
    zp_outcome outcomes[20];
    char rule[1024], sentence[256];
    zp_arena *arena = zp_arena_new(NULL, 0);
    snprintf(rule, sizeof rule, "%s%s }", HEAD, stopping[c].score);
    open_two(&s, rule, &host);
    for (int unit = 0; unit < 2; unit++) {  // every unit begins anew
      score_twenty(host, arena, outcomes);
      size_t asked = 0;
      for (size_t i = 0; i < 20; i += 2) {
        assert_int_equal(outcomes[i].kind, ZP_FAULT);
        assert_int_equal(outcomes[i].reason, ZP_REASON_FAULT);
        assert_int_equal(outcomes[i].rule, BROKEN);
        assert_true(outcomes[i].line != 0);
        assert_int_equal(outcomes[i + 1].kind, ZP_SCORED);
        zp_message_fill("{1}", ZP_LANG_ZH, (const zp_text[3]){ outcomes[i].fault }, sentence, sizeof sentence);
        if (strcmp(sentence, unasked) == 0) assert_true(i / 2 >= ZP_STOPS_MOST);
        else asked++;
      }
      if (asked != (stopping[c].stops == 0 ? 10 : stopping[c].stops)) fail_msg("%s: %zu", stopping[c].score, asked);
    }
    zp_host_close(host);
    zp_arena_free(arena);
    scratch_close(&s);
  }
}

// ---- one file cannot reach another ------------------------------------------------------------------------------------

static void files_do_not_share_globals(void **state)
{
  (void)state;
  scratch s;
  zp_host *host = NULL;
  zp_outcome outcomes[5];
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_row_reading row = full_row();
  open_two(&s, "-- @basis 测试\nmin = nil ratio = nil math.min = nil string.len = nil table.concat = nil\n" RULE("function() return 5 end"),
           &host);
  scratch_text(&s, "small/honest.lua",
               "-- @basis 测试\nreturn { id = 'honest', title = 'H', applies = {}, examples = { { 'x', { weight = 1 }, 1 } },\n"
               "score = function(weight) return math.min(weight, min(3.33, 5)) * (('x'):len() + string.len('') + "
               "(table.concat({ 'a' }) == 'a' and 0 or 1)) end }");
  zp_host_close(host);
  zp_error err = { 0 };
  assert_int_equal(small_pack_open(&s, &host, &err), ZP_OK);
  score_five(host, &row, arena, outcomes);
  assert_int_equal(outcomes[1].points.e4, 50000);
  assert_int_equal(outcomes[2].kind, ZP_SCORED);
  assert_int_equal(outcomes[4].points.e4, 33300);
  zp_host_close(host);
  zp_arena_free(arena);
  scratch_close(&s);
}

// ---- counting -----------------------------------------------------------------------------------------------------------

static const struct { const char *rule; bool told; } counted[] = {
  { RULE("function(actual, target) if actual > target then return 1 end return 0 end"), true },
  { RULE("function(actual) return min(actual, math.max(1, 2)) end"), true },
  { RULE("function(name) return name and name:len() or 0 end"), true },
  { RULE("function(actual) while actual > 0 do actual = actual - 1 end return 0 end"), false },
  { RULE("function(actual) for i = 1, 3 do actual = actual + i end return 0 end"), false },
  { RULE("function(actual) for _, x in ipairs({ 1 }) do actual = x end return 0 end"), false },
  { RULE("function(actual) repeat actual = actual - 1 until actual < 0 return 0 end"), false },
  { RULE("function(actual) ::again:: if actual > 0 then goto again end return 0 end"), false },
  { RULE("function(actual) local f = function() return actual end return f() end"), false },
  { "-- @basis 测试\nlocal function help(x) return x end\n" RULE("function(actual) return help(actual) end"), false },
  { "-- @basis 测试\nfunction help(x) return x end\n" RULE("function(actual) return 0 end"), true },
  { "-- @basis 测试\nfunction help(x) return x end\n" RULE("function(actual) return help(actual) end"), false },
  { "-- @basis 测试\nlocal t = { f = function(x) return x end }\n" RULE("function(actual) return t.f(actual) end"), false },
  { "-- @basis 测试\nlocal t = { a = { b = { c = function(x) return x end } } }\n" RULE("function(actual) return t.a.b.c(actual) end"), false },
  { "-- @basis 测试\nlocal t = { a = 1, b = 'x' }\n" RULE("function(actual) return t.a end"), true },
};

static void straight_functions_are_told(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof counted / sizeof counted[0]; i++) {
    scratch s;
    zp_host *host = NULL;
    open_two(&s, counted[i].rule, &host);
    if ((host->codes[BROKEN].most_steps != SIZE_MAX) != counted[i].told) fail_msg("%zu: %s", i, counted[i].rule);
    zp_host_close(host);
    scratch_close(&s);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_fault_stays_in_its_row), cmocka_unit_test(rounding),
    cmocka_unit_test(a_rule_that_is_stopped_is_not_asked_for_ever), cmocka_unit_test(missing_inputs),           cmocka_unit_test(no_rule_and_zero_target),
    cmocka_unit_test(files_do_not_share_globals), cmocka_unit_test(straight_functions_are_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
