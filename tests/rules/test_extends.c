// test_extends.c: a pack that extends another: what it takes over, what it replaces, and what is refused.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "small_pack.h"

#define HEIR(id, parent, more)                                                                                 \
  "return { id = '" id "', version = '2', title = '子', basis = '测试', api = 1, extends = '" parent "',\n" more "}\n"

typedef struct opened {
  scratch s;
  zp_host *host;
  zp_error err;
} opened;

static void open_pack(opened *o, const char *name)
{
  char folder[512], home[512];
  snprintf(folder, sizeof folder, "%s/%s", o->s.folder, name);
  snprintf(home, sizeof home, "%s/homes", o->s.folder);
  zp_text homes[] = { zp_text_from(home) };
  const zp_pack_place place = { zp_text_from(folder), zp_text_from(name), { NULL, 0 }, { homes, 1 } };
  if (zp_host_open(&place, &o->host, &o->err) != ZP_OK) o->host = NULL;
}

static opened start(void)
{
  opened o = { .host = NULL };
  scratch_open(&o.s);
  small_pack_write(&o.s, SMALL_PACK, SMALL_RULE);
  return o;
}

static void end(opened *o)
{
  zp_host_close(o->host);
  scratch_close(&o->s);
}

/// Opens `heir` with this pack.lua.
static opened open_heir(const char *manifest)
{
  opened o = start();
  scratch_text(&o.s, "heir/pack.lua", manifest);
  open_pack(&o, "heir");
  return o;
}

static const zp_policy *policy_of(const opened *o)
{
  if (o->host == NULL)
    fail_msg("%s:%u: %s %s | %s | %s", o->err.file, o->err.row, zp_status_code(o->err.status), o->err.arg[0],
             o->err.arg[1], o->err.cell);
  return zp_host_policy(o->host);
}

static void assert_text(zp_text got, const char *wanted)
{
  if (!zp_text_equal(got, zp_text_from(wanted))) fail_msg("%.*s is not %s", ZP_ARG(got), wanted);
}

static void all_that_is_not_said_is_the_parents(void **state)
{
  (void)state;
  opened o = open_heir(HEIR("heir", "small", ""));
  const zp_policy *policy = policy_of(&o);
  assert_text(policy->id, "heir");
  assert_text(policy->version, "2");
  assert_int_equal(policy->years[0], 2024);
  assert_int_equal(policy->group_count, 2);
  assert_int_equal(policy->grade_count, 2);
  assert_text(policy->met.items[0], "完成");
  assert_int_equal(policy->rule_count, 1);
  assert_text(policy->rules[0].file, "small/one.lua");
  assert_true(policy->rules[0].params[0].number == 0.5);
  end(&o);
}

static void one_line_sets_a_parameter(void **state)
{
  (void)state;
  opened o = open_heir(HEIR("heir", "small", "params = { one = { floor = 0.25 } },"));
  const zp_param *param = &policy_of(&o)->rules[0].params[0];
  assert_true(param->number == 0.25);
  assert_true(param->overridden);
  end(&o);
}

/// One line sets a threshold of `review`; what the parent requires may be a group that the heir does not have.
static void one_line_sets_a_threshold(void **state)
{
  static char parent[4096];
  static const char line[] = "over_fulfilled = 130,";
  const char *at = strstr(SMALL_PACK, line);
  (void)state;
  assert_non_null(at);
  snprintf(parent, sizeof parent, "%.*sreview = { required = { 'output' }, difference = 0.5, unexplained = 1,\n"
           "findings = { { id = 'a', sentence = 'b', suggestion = 'c', cell = 'use', words = 'd' } } },\n  %s", (int)(at - SMALL_PACK),
           SMALL_PACK, at);
  opened o = start();
  scratch_text(&o.s, "small/pack.lua", parent);
  scratch_text(&o.s, "heir/pack.lua", HEIR("heir", "small", "review = { difference = 0.1 },\n"
                                           "weights = { groups = { { id = 'decision', name = '决策', weight = 90 } } },"));
  open_pack(&o, "heir");
  const zp_review_policy *review = &policy_of(&o)->review;
  assert_int_equal(review->difference.e4, 1000);
  assert_int_equal(review->unexplained.e4, 10000);
  assert_int_equal(review->required.count, 1);
  assert_int_equal(review->finding_count, 1);
  assert_text(review->findings[0].words.items[0], "d");
  assert_int_equal(review->findings[0].cell, ZP_LOOK_USE);
  assert_int_equal(review->findings[0].severity, ZP_WARNING);
  end(&o);
}

static void tables_are_taken_over_field_by_field(void **state)
{
  (void)state;
  opened o = open_heir(HEIR("heir", "small",
                            "weights = { execution = 20, groups = { { id = 'output', weight = 50 }, "
                            "{ id = 'benefit', weight = 30, name = '效果指标' } } },\n"
                            "qualitative = { met = { '达成', '实现' } }, combine = { unit = 'mean' },"));
  const zp_policy *policy = policy_of(&o);
  assert_int_equal(policy->execution_weight.e4, 200000);
  assert_int_equal(policy->groups[0].weight.e4, 500000);
  assert_text(policy->groups[0].name, "产出指标");
  assert_text(policy->groups[1].name, "效果指标");
  assert_text(policy->absent, "spread");
  assert_int_equal(policy->met.count, 2);
  assert_text(policy->partial.items[0], "基本完成");
  assert_int_equal(policy->unit, ZP_COMBINE_MEAN);
  assert_int_equal(policy->district, ZP_COMBINE_MEAN);
  end(&o);
}

#define OTHER_RULE                                                                           \
  "--- 二\n-- @basis 测试\nreturn { id = 'one', title = 'Other', applies = { kind = 'number' },\n" \
  "  score = function(weight) return weight end,\n"                                          \
  "  examples = { { 'all', { weight = 10 }, 10 }, { 'more', { weight = 11 }, 11 } } }\n"

static void a_rule_file_of_its_own_comes_first(void **state)
{
  (void)state;
  opened o = start();
  // The middle sets a parameter of a rule that the heir writes anew, without it.
  scratch_text(&o.s, "homes/middle/pack.lua", HEIR("middle", "small", "params = { one = { floor = 0.1 } },"));
  scratch_text(&o.s, "homes/small/pack.lua", SMALL_PACK);
  scratch_text(&o.s, "homes/small/one.lua", SMALL_RULE);
  scratch_text(&o.s, "heir/pack.lua", HEIR("heir", "middle", ""));
  scratch_text(&o.s, "heir/one.lua", OTHER_RULE);
  open_pack(&o, "heir");
  assert_text(policy_of(&o)->rules[0].file, "heir/one.lua");
  assert_int_equal(policy_of(&o)->rules[0].param_count, 0);
  end(&o);
}

/// The digest of `heir` after the parent's rule file and pack.lua were written.
static void digest(const char *pack, const char *rule, char out[128])
{
  opened o = start();
  small_pack_write(&o.s, pack, rule);
  scratch_text(&o.s, "heir/pack.lua", HEIR("heir", "small", ""));
  open_pack(&o, "heir");
  snprintf(out, 128, "%.*s", ZP_ARG(policy_of(&o)->digest));
  end(&o);
}

static void the_digest_covers_the_parent(void **state)
{
  (void)state;
  char plain[128], again[128], other[128];
  digest(SMALL_PACK, SMALL_RULE, plain);
  digest(SMALL_PACK, SMALL_RULE, again);
  assert_string_equal(plain, again);
  digest(SMALL_PACK, SMALL_RULE "-- a remark\n", other);
  assert_string_not_equal(plain, other);
  digest(SMALL_PACK "-- a remark\n", SMALL_RULE, other);
  assert_string_not_equal(plain, other);
}

static void what_is_refused(void **state)
{
  (void)state;
  static const struct { const char *manifest, *file; zp_status status; uint32_t row; const char *arg1, *arg2; } cases[] = {
    { HEIR("heir", "smal", ""), "heir/pack.lua", ZP_E_PACK_PARENT, 1, "smal", "small" },
    { HEIR("heir", "nothing-like-it", ""), "heir/pack.lua", ZP_E_PACK_PARENT, 1, "nothing-like-it", "small" },
    { HEIR("heir", "../small", ""), "heir/pack.lua", ZP_E_PACK_PARENT, 1, "../small", "small" },
    { HEIR("heir", "", ""), "heir/pack.lua", ZP_E_FIELD_VALUE, 1, "extends", "" },
    { HEIR("heir", "heir", ""), "heir/pack.lua", ZP_E_PACK_CIRCLE, 1, "heir", "" },
    { HEIR("heir", "small", "params = { two = { floor = 1 } },"), "heir/pack.lua", ZP_E_FIELD_UNKNOWN, 2, "params.two", "one" },
    { HEIR("heir", "small", "params = { one = { flor = 1 } },"), "heir/pack.lua", ZP_E_FIELD_UNKNOWN, 2, "params.one.flor", "floor" },
    { HEIR("heir", "small", "rules = { 'one', 'onne' },"), "heir/pack.lua", ZP_E_RULE_FILE, 2, "onne", "one" },
    { HEIR("heir", "small", "weights = { execution = 20 },"), "heir/pack.lua", ZP_E_FIELD_VALUE, 2, "weights", "" },
    { HEIR("heir", "small", "weights = { executoin = 20 },"), "heir/pack.lua", ZP_E_FIELD_UNKNOWN, 2, "weights.executoin", "execution" },
    { "return { id = 'heir', version = '1', title = 't', api = 1, extends = 'small' }", "heir/pack.lua", ZP_E_FIELD_MISSING, 1, "basis", "" },
    { "return { id = 'heir', extends = 7 }", "heir/pack.lua", ZP_E_FIELD_TYPE, 1, "extends", "string" },
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    opened o = open_heir(cases[i].manifest);
    if (o.host != NULL || o.err.status != cases[i].status || o.err.row != cases[i].row)
      fail_msg("case %zu: %s:%u %s %s %s", i, o.err.file, o.err.row, zp_status_code(o.err.status), o.err.arg[0], o.err.arg[1]);
    assert_string_equal(o.err.file, cases[i].file);
    assert_string_equal(o.err.arg[0], cases[i].arg1);
    if (cases[i].arg2[0] != '\0') assert_string_equal(o.err.arg[1], cases[i].arg2);
    end(&o);
  }
}

static void a_parent_under_another_id(void **state)
{
  (void)state;
  opened o = start();
  scratch_text(&o.s, "copy/pack.lua", SMALL_PACK);
  scratch_text(&o.s, "heir/pack.lua", HEIR("heir", "copy", ""));
  open_pack(&o, "heir");
  assert_null(o.host);
  assert_int_equal(o.err.status, ZP_E_FIELD_VALUE);
  assert_string_equal(o.err.file, "copy/pack.lua");
  assert_string_equal(o.err.arg[1], "small -> copy");
  end(&o);
}

static void a_circle_of_two(void **state)
{
  (void)state;
  opened o = start();
  scratch_text(&o.s, "heir/pack.lua", HEIR("heir", "other", ""));
  scratch_text(&o.s, "other/pack.lua", HEIR("other", "heir", ""));
  open_pack(&o, "heir");
  assert_null(o.host);
  assert_int_equal(o.err.status, ZP_E_PACK_CIRCLE);
  assert_string_equal(o.err.file, "other/pack.lua");
  end(&o);
}

/// p1 extends p2 … extends `small`.
static zp_status open_line(int length)
{
  opened o = start();
  for (int i = 1; i <= length; i++) {
    char name[32], text[256], next[16] = "small";
    if (i < length) snprintf(next, sizeof next, "p%d", i + 1);
    snprintf(name, sizeof name, "p%d/pack.lua", i);
    snprintf(text, sizeof text, "return { id = 'p%d', version = '1', title = 't', basis = 'b', api = 1, extends = '%s' }", i, next);
    scratch_text(&o.s, name, text);
  }
  open_pack(&o, "p1");
  zp_status status = o.host == NULL ? o.err.status : ZP_OK;
  end(&o);
  return status;
}

static void eight_deep_and_no_deeper(void **state)
{
  (void)state;
  assert_int_equal(open_line(1), ZP_OK);
  assert_int_equal(open_line(8), ZP_OK);
  assert_int_equal(open_line(9), ZP_E_PACK_DEPTH);
  assert_int_equal(open_line(40), ZP_E_PACK_DEPTH);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(all_that_is_not_said_is_the_parents), cmocka_unit_test(one_line_sets_a_parameter),
    cmocka_unit_test(one_line_sets_a_threshold),
    cmocka_unit_test(tables_are_taken_over_field_by_field), cmocka_unit_test(a_rule_file_of_its_own_comes_first),
    cmocka_unit_test(the_digest_covers_the_parent), cmocka_unit_test(what_is_refused),
    cmocka_unit_test(a_parent_under_another_id), cmocka_unit_test(a_circle_of_two),
    cmocka_unit_test(eight_deep_and_no_deeper),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
