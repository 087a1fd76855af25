// test_script_pack.c: a pack is refused with file, line, field and a suggestion, or loaded with all it says.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "said.h"
#include "small_pack.h"

/// `text` with the first `from` replaced; the caller frees it.
static char *replaced(const char *text, const char *from, const char *to)
{
  const char *at = strstr(text, from);
  if (at == NULL) fail_msg("not in the text: %s", from);
  size_t size = strlen(text) + strlen(to) + 1;
  char *out = malloc(size);
  if (out == NULL) abort();
  snprintf(out, size, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
  return out;
}

typedef struct refusal {
  const char *from, *to;  // what is broken
  zp_status status;
  uint32_t line;
  const char *arg1, *arg2;  // NULL: not compared
} refusal;

static const refusal packs[] = {
  { "version", "verison", ZP_E_FIELD_UNKNOWN, 1, "verison", "version" },
  { "version = '1', ", "", ZP_E_FIELD_MISSING, 1, "version", "" },
  { "api = 1", "api = 2", ZP_E_FIELD_VALUE, 1, "api", "1 ... 1" },
  { "api = 1", "api = 'x'", ZP_E_FIELD_TYPE, 1, "api", "integer" },
  { "title = '小'", "title = 5", ZP_E_FIELD_TYPE, 1, "title", "string" },
  { "title = '小'", "title = '  '", ZP_E_FIELD_VALUE, 1, "title", NULL },
  { "{ 2024 }", "{ 24 }", ZP_E_FIELD_VALUE, 1, "years[1]", "1990 ... 2100" },
  { "weight = 30", "weight = 31", ZP_E_FIELD_VALUE, 3, "weights", "101 ~= 100" },
  { "weight = 30", "weight = 30.00001", ZP_E_FIELD_VALUE, 5, "weights.groups[2].weight", NULL },
  { "weight = 30", "weight = 1/0", ZP_E_FIELD_TYPE, 5, "weights.groups[2].weight", "number" },
  { "weight = 30", "weight = '30'", ZP_E_FIELD_TYPE, 5, "weights.groups[2].weight", "number" },
  { "id = 'benefit'", "id = 'output'", ZP_E_FIELD_VALUE, 5, "weights.groups[2]", "output" },
  { "name = '效益指标'", "nmae = '效益指标'", ZP_E_FIELD_UNKNOWN, 5, "weights.groups[2].nmae", "name" },
  { "absent = 'spread'", "absent = 'ouput'", ZP_E_FIELD_VALUE, 5, "weights.absent", "ouput -> output" },
  { "off_total = 'scale'", "off_total = 'scales'", ZP_E_FIELD_VALUE, 5, "weights.off_total", "scales -> scale" },
  { "partial = { '基本完成' }", "partial = { '完成' }", ZP_E_FIELD_VALUE, 6, "qualitative", "完成" },
  { "from = 0", "from = 95", ZP_E_FIELD_VALUE, 9, "grades[2]", NULL },
  { "from = 0", "from = 1", ZP_E_FIELD_VALUE, 9, "grades", NULL },
  { "'withhold'", "'withold'", ZP_E_FIELD_VALUE, 10, "unscored", "withold -> withhold" },
  { "unit = 'budget'", "unit = 'sum'", ZP_E_FIELD_VALUE, 10, "combine.unit", "sum -> budget | mean | pool" },
  { "district = 'mean'", "district = 'pool'", ZP_E_POOL_DISTRICT, 10, NULL, NULL },
  { "over_fulfilled = 130", "over_fulfilled = 130, monitor = { goal = {} }", ZP_E_FIELD_UNKNOWN, 8, "monitor.goal", NULL },
  { "over_fulfilled = 130", "over_fulfilled = 130, monitor = { execution = { green = 90 } }", ZP_E_FIELD_MISSING, 8,
    "monitor.execution.yellow", NULL },
  { "over_fulfilled = 130", "over_fulfilled = 130, monitor = { execution = { green = 90, yellow = 91 } }", ZP_E_FIELD_VALUE, 8,
    "monitor.execution.green", NULL },
  { "over_fulfilled = 130", "over_fulfilled = 130, monitor = { execution = { green = 101, yellow = 91 } }", ZP_E_FIELD_VALUE, 8,
    "monitor.execution.green", NULL },
  { "over_fulfilled = 130", "over_fulfilled = -1", ZP_E_FIELD_VALUE, 8, "over_fulfilled", NULL },
  { "over_fulfilled = 130", "over_fulfilled = 130, review = { diference = 1 }", ZP_E_FIELD_UNKNOWN, 8, "review.diference", "difference" },
  { "over_fulfilled = 130", "over_fulfilled = 130, review = { difference = -1 }", ZP_E_FIELD_VALUE, 8, "review.difference", NULL },
  { "over_fulfilled = 130", "over_fulfilled = 130, review = { plan_end = '100' }", ZP_E_FIELD_TYPE, 8, "review.plan_end", "number" },
  { "over_fulfilled = 130", "over_fulfilled = 130, review = { counted = { 1 } }", ZP_E_FIELD_TYPE, 8, "review.counted[1]", NULL },
  { "over_fulfilled = 130", "over_fulfilled = 130, review = { findings = { { id = 'a' } } }", ZP_E_FIELD_MISSING, 8,
    "review.findings[1].sentence", NULL },
  { "over_fulfilled = 130",
    "over_fulfilled = 130, review = { findings = { { id = 'a', sentence = 'b', suggestion = 'c', cell = 'tagret', words = 'd' } } }",
    ZP_E_FIELD_VALUE, 8, "review.findings[1].cell", NULL },
  { "over_fulfilled = 130", "over_fulfilled = 130, review = { required = { 'ouput' } }", ZP_E_FIELD_VALUE, 8, "review.required",
    "ouput -> output" },
  { "over_fulfilled = 130", "over_fulfilled = 130, limits = { steps = 2000000 }", ZP_E_FIELD_VALUE, 8, "limits.steps",
    "1000 ... 1000000" },
  { "{ 'one' }", "{ 'one', 'one' }", ZP_E_RULE_DUPLICATE, 2, "one", "" },
  { "{ 'one' }", "{ 'oen' }", ZP_E_RULE_FILE, 2, "oen", "one" },
  { "{ 'one' }", "{ '../one' }", ZP_E_FIELD_VALUE, 2, "rules[1]", "../one" },
  { "over_fulfilled = 130", "over_fulfilled = 130,\n  params = { won = { floor = 1 } }", ZP_E_FIELD_UNKNOWN, 9, "params.won",
    "one" },
  { "over_fulfilled = 130", "over_fulfilled = 130,\n  params = { one = {\n flor = 1 } }", ZP_E_FIELD_UNKNOWN, 10,
    "params.one.flor", "floor" },
  { "over_fulfilled = 130", "over_fulfilled = 130, params = { one = { floor = true } }", ZP_E_FIELD_TYPE, 8,
    "params.one.floor", "number" },
  { "years = ", "years = = ", ZP_E_RULE_SYNTAX, 1, NULL, "" },
  { "return", "local x = nil + 1 return", ZP_E_RULE_LOAD, 1, "attempt to perform arithmetic on a nil value", "" },
};

static const refusal rules[] = {
  { "title =", "titel =", ZP_E_FIELD_UNKNOWN, 3, "titel", "title" },
  { "id = 'one'", "id = 'two'", ZP_E_FIELD_VALUE, 3, "id", "two -> one" },
  { "-- @basis 测试\n", "\n", ZP_E_FIELD_MISSING, 3, "basis", "" },
  { "kind = 'number'", "kind = 'nubmer'", ZP_E_FIELD_VALUE, 3, "applies.kind", "nubmer -> number" },
  { "kind = 'number'", "kidn = 'number'", ZP_E_FIELD_UNKNOWN, 3, "applies.kidn", "kind" },
  { "kind = 'number'", "group = 'ouptut'", ZP_E_FIELD_VALUE, 3, "applies.group", "ouptut -> output" },
  { "applies = { kind = 'number' }", "applies = 5", ZP_E_FIELD_TYPE, 3, "applies", "table" },
  { "default = 0.5", "defualt = 0.5", ZP_E_FIELD_UNKNOWN, 4, "params.floor.defualt", "default" },
  { "default = 0.5", "default = {}", ZP_E_FIELD_TYPE, 4, "params.floor.default", "number | boolean | string" },
  { ", doc = 'a floor'", "", ZP_E_FIELD_MISSING, 4, "params.floor.doc", "" },
  { "floor = {", "actual = {", ZP_E_FIELD_VALUE, 4, "params.actual", "input actual" },
  { "function(actual,", "function(actaul,", ZP_E_INPUT_UNKNOWN, 5, "actaul", "actual" },
  { "weight, floor)", "weight, flor)", ZP_E_INPUT_UNKNOWN, 5, "flor", "floor" },
  { "(actual, target, weight, floor)", "(actual, ...)", ZP_E_FIELD_VALUE, 5, "score", NULL },
  { "(actual, target, weight, floor)",
    "(a1,a2,a3,a4,a5,a6,a7,a8,a9,b1,b2,b3,b4,b5,b6,b7,b8,b9,c1,c2,c3,c4,c5,c6,c7,c8,c9,d1,d2,d3,d4,d5,d6)",
    ZP_E_FIELD_VALUE, 5, "score", "33 > 32" },
  { "score = function", "score = min, x = function", ZP_E_FIELD_UNKNOWN, 5, "x", NULL },
  { "return weight", "retrun weight", ZP_E_RULE_SYNTAX, 6, NULL, "" },
  { "examples = { { 'half', { actual = 1, target = 2, weight = 10 }, 5 } }", "examples = {}", ZP_E_FIELD_VALUE, 8, "examples",
    "{}" },
  { "actual = 1, target", "actaul = 1, target", ZP_E_FIELD_UNKNOWN, 8, "examples[1][2].actaul", "actual" },
  { ", weight = 10 }", " }", ZP_E_FIELD_MISSING, 8, "examples[1][2].weight", "" },
  { "weight = 10 }, 5", "weight = 10 }, 'declinde'", ZP_E_FIELD_VALUE, 8, "examples[1][3]", "declinde -> declined" },
  { "weight = 10 }, 5", "weight = 10 }", ZP_E_FIELD_MISSING, 8, "examples[1][3]", "" },
  { "return { id", "local r = require('ratoi') return { id", ZP_E_RULE_LOAD, 3, NULL, "" },
  { "return { id", "while true do end return { id", ZP_E_RULE_LOAD, 0, "运算步数超过上限 1000000", "" },
  { "--- 一", "\x1bLua", ZP_E_RULE_SYNTAX, 0, NULL, "" },
};

static void expect(const refusal *r, const char *file, const zp_error *err)
{
  if (err->status != r->status)
    fail_msg("%s: %s %s | %s", r->to, zp_status_code(err->status), err->arg[0], err->arg[1]);
  if (err->row != r->line) fail_msg("%s: line %u", r->to, err->row);
  assert_string_equal(err->file, file);
  char room[SAID_ROOM];
  if (r->arg1 != NULL && strcmp(r->arg1, said(zp_text_from(err->arg[0]), ZP_LANG_ZH, room)) != 0) fail_msg("%s: {1} is %s", r->to, room);
  if (r->arg2 != NULL && strcmp(r->arg2, err->arg[1]) != 0) fail_msg("%s: {2} is %s", r->to, err->arg[1]);
}

static void refuse_all(const refusal *cases, size_t count, bool in_pack)
{
  for (size_t i = 0; i < count; i++) {
    scratch s;
    zp_host *host = NULL;
    zp_error err = { 0 };
    char *text = replaced(in_pack ? SMALL_PACK : SMALL_RULE, cases[i].from, cases[i].to);
    scratch_open(&s);
    small_pack_write(&s, in_pack ? text : SMALL_PACK, in_pack ? SMALL_RULE : text);
    zp_status status = small_pack_open(&s, &host, &err);
    assert_int_equal(status, err.status);
    assert_null(host);
    expect(&cases[i], in_pack ? "small/pack.lua" : "small/one.lua", &err);
    scratch_close(&s);
    free(text);
  }
}

static void broken_manifests(void **state)
{
  (void)state;
  refuse_all(packs, sizeof packs / sizeof packs[0], true);
}

static void broken_rules(void **state)
{
  (void)state;
  refuse_all(rules, sizeof rules / sizeof rules[0], false);
}

static void what_a_pack_says(void **state)
{
  (void)state;
  scratch s;
  zp_host *host = NULL;
  zp_error err = { 0 };
  char *text = replaced(SMALL_PACK, "over_fulfilled = 130", "over_fulfilled = 130, params = { one = { floor = 0.25 } },\n"
                                                            "  limits = { steps = 5000, memory = 2097152 }");
  scratch_open(&s);
  small_pack_write(&s, text, SMALL_RULE);
  assert_int_equal(small_pack_open(&s, &host, &err), ZP_OK);
  const zp_policy *policy = zp_host_policy(host);
  assert_int_equal(policy->group_count, 2);
  assert_int_equal(policy->groups[0].weight.e4, 600000);
  assert_int_equal(policy->execution_weight.e4, 100000);
  assert_int_equal(policy->unscored, ZP_UNSCORED_WITHHOLD);
  assert_int_equal(policy->unit, ZP_COMBINE_BUDGET);
  assert_int_equal(policy->district, ZP_COMBINE_MEAN);
  assert_int_equal(policy->steps, 5000);
  assert_int_equal(policy->memory, 2097152);
  assert_int_equal(policy->digest.len, 64);
  const zp_rule *rule = &policy->rules[0];
  assert_int_equal(rule->line, 5);
  assert_true(zp_text_equal(rule->doc, ZP_TEXT("一")));
  assert_true(zp_text_equal(rule->basis, ZP_TEXT("测试")));
  assert_true(zp_text_equal(rule->file, ZP_TEXT("small/one.lua")));
  assert_int_equal(rule->applies.kinds, 1u << ZP_KIND_NUMBER);
  assert_int_equal(rule->argument_count, 4);
  assert_true(rule->arguments[3].is_param);
  assert_int_equal(rule->arguments[2].input, ZP_IN_WEIGHT);
  assert_true(rule->params[0].overridden);
  assert_true(rule->params[0].number == 0.25);
  zp_host_close(host);
  scratch_close(&s);
  free(text);
}

/// The digest is of contents and names in the pack, not of where it lies; one byte changes it.
static void the_digest(void **state)
{
  (void)state;
  char digests[3][65];
  for (int i = 0; i < 3; i++) {
    scratch s;
    zp_host *host = NULL;
    zp_error err = { 0 };
    scratch_open(&s);
    small_pack_write(&s, SMALL_PACK, i < 2 ? SMALL_RULE : SMALL_RULE " ");
    assert_int_equal(small_pack_open(&s, &host, &err), ZP_OK);
    memcpy(digests[i], zp_host_policy(host)->digest.ptr, 65);
    zp_host_close(host);
    scratch_close(&s);
  }
  assert_string_equal(digests[0], digests[1]);
  assert_string_not_equal(digests[0], digests[2]);
}

static void shared_shapes(void **state)
{
  (void)state;
  scratch s;
  zp_host *host = NULL;
  zp_error err = { 0 };
  zp_example_run *runs = NULL;
  size_t count = 0;
  zp_arena *arena = zp_arena_new(NULL, 0);
  scratch_open(&s);
  scratch_text(&s, "lib/half.lua", "return { of = function(weight) return weight / 2 end }");
  scratch_text(&s, "lib/round_and_round.lua", "return require('round_and_round')");
  small_pack_write(&s, SMALL_PACK,
                   "-- @basis 测试\nlocal half = require('half')\nreturn { id = 'one', title = 'One', applies = {},\n"
                   "examples = { { 'x', { weight = 9 }, 4.5 } },\nscore = half.of }");
  assert_int_equal(small_pack_open(&s, &host, &err), ZP_OK);
  assert_int_equal(zp_host_policy(host)->rules[0].line, 5);
  assert_int_equal(zp_host_examples(host, arena, &runs, &count, &err), ZP_OK);
  assert_true(count == 1 && runs[0].passed);
  zp_host_close(host);
  small_pack_write(&s, SMALL_PACK, "local x = require('round_and_round')\nreturn {}");
  assert_int_equal(small_pack_open(&s, &host, &err), ZP_E_RULE_LOAD);
  assert_non_null(strstr(err.arg[0], "circle"));
  scratch_close(&s);
  zp_arena_free(arena);
}

static void no_pack_there(void **state)
{
  (void)state;
  scratch s;
  zp_host *host = NULL;
  zp_error err = { 0 };
  scratch_open(&s);
  assert_int_equal(small_pack_open(&s, &host, &err), ZP_E_OPEN);
  assert_string_equal(err.file, "small/pack.lua");
  scratch_close(&s);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(broken_manifests), cmocka_unit_test(broken_rules),  cmocka_unit_test(what_a_pack_says),
    cmocka_unit_test(the_digest),       cmocka_unit_test(shared_shapes), cmocka_unit_test(no_pack_there),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
