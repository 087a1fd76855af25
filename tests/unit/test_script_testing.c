// test_script_testing.c: what `ziping rules test` asks of a pack: rules that remember are caught, headings are known,
// watching lines changes nothing, and memory may run out anywhere.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "failing_allocator.h"
#include "script/case_words.h"
#include "script/testing.h"
#include "small_pack.h"

static zp_host *open_rule(const scratch *s, const char *rule)
{
  zp_host *host = NULL;
  zp_error err = { 0 };
  small_pack_write(s, SMALL_PACK, rule);
  if (small_pack_open(s, &host, &err) != ZP_OK)
    fail_msg("%s:%u: %s %s", err.file, err.row, zp_status_code(err.status), err.arg[0]);
  return host;
}

static zp_pack_place place_of(const scratch *s, char folder[512])
{
  snprintf(folder, 512, "%s/small", s->folder);
  return (zp_pack_place){ zp_text_from(folder), ZP_TEXT("small"), { NULL, 0 }, { NULL, 0 } };
}

// ---- two orders ----------------------------------------------------------------------------------------------------

#define RULE(locals, body, examples)                                                           \
  "--- 一\n-- @basis 测试\n" locals                                                            \
  "\nreturn { id = 'one', title = 'One', applies = {},\n  score = function(actual, weight)\n " body \
  "\n  end,\n  examples = { " examples " } }\n"
#define TWO "{ 'a', { actual = 1, weight = 9 }, 9 }, { 'b', { actual = 2, weight = 9 }, 9 }"

static void rules_that_remember(void **state)
{
  (void)state;
  static const struct {
    const char *rule;
    size_t passed;
  } rows[] = {
    { RULE("local n = 0", "n = n + 1; return weight", TWO), 2 },  // remembers, but nobody can tell
    { RULE("local n = 0", "n = n + 1; return n == 1 and weight or 0", TWO), 0 },
    { RULE("local n = 0", "n = n + 1; return weight, tostring(n)", TWO), 0 },
    { RULE("local n = 0", "n = n + 1; if n > 1 then return nil, 'no' end return weight", TWO), 0 },
    { RULE("local n = 0", "n = n + 1; if n > 1 then error('x') end return weight", TWO), 0 },
    { RULE("local n = 0", "n = n + 1; if n > 1 then while true do end end return weight", TWO), 0 },
    { RULE("local seen = {}", "local w = seen[1] or weight; seen[1] = 0; return w", TWO), 0 },
    { RULE("", "kept = (kept or 0) + 1; return kept == 1 and weight or 0", TWO), 0 },
    { RULE("", "math.n = (math.n or 0) + 1; return math.n == 1 and weight or 0", TWO), 0 },
    { RULE("local last = 0", "local l = last; last = actual; return l > actual and 0 or weight", TWO), 1 },
    { RULE("", "return weight", TWO), 2 },
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    scratch s;
    zp_example_run *runs = NULL;
    size_t count = 0, passed = 0;
    zp_error err = { 0 };
    zp_arena *arena = zp_arena_new(NULL, 0);
    scratch_open(&s);
    zp_host *host = open_rule(&s, rows[i].rule);
    assert_int_equal(zp_host_examples(host, arena, &runs, &count, &err), ZP_OK);
    assert_int_equal(count, 2);
    for (size_t r = 0; r < count; r++) {
      passed += runs[r].passed;
      if (!runs[r].passed) assert_int_equal(runs[r].sentence, ZP_W_RULES_DEPENDS);
    }
    if (passed != rows[i].passed) fail_msg("row %zu: %zu passed", i, passed);
    zp_host_close(host);
    zp_arena_free(arena);
    scratch_close(&s);
  }
}

// ---- words of tables -----------------------------------------------------------------------------------------------

static void headings_of_inputs(void **state)
{
  (void)state;
  static const struct {
    zp_input input;
    const char *heading;
  } rows[] = {
#define ZP_CASE_INPUT(input, heading) { ZP_IN_##input, heading },
#include "script/case_words.def"
#undef ZP_CASE_INPUT
  };
  static const zp_policy none = { 0 };
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_case_column column;
  zp_text nearest;
  uint32_t seen = 0;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char remark[128];
    seen |= 1u << rows[i].input;
    snprintf(remark, sizeof remark, " %s（元）", rows[i].heading);
    const char *const written[] = { rows[i].heading, remark, zp_input_name(rows[i].input) };
    for (size_t w = 0; w < 3; w++) {
      assert_true(zp_case_column_read(zp_text_from(written[w]), &none, arena, &column, &nearest));
      if (column.role != ZP_COLUMN_INPUT || column.input != rows[i].input) fail_msg("%s", written[w]);
    }
  }
  for (zp_input i = 0; i < ZP_INPUT_COUNT; i++)
    if ((seen >> i & 1) == 0) fail_msg("no heading for %s", zp_input_name(i));
  zp_arena_free(arena);
}

static void other_headings(void **state)
{
  (void)state;
  static const struct {
    const char *heading;
    zp_case_role role;
    const char *nearest;
  } rows[] = {
    { "", ZP_COLUMN_BLANK, "" },           { " 　", ZP_COLUMN_BLANK, "" },
    { "应得分", ZP_COLUMN_EXPECTED, "" },  { "Points", ZP_COLUMN_EXPECTED, "" },
    { "规则", ZP_COLUMN_RULE, "" },        { "用例", ZP_COLUMN_TITLE, "" },
    { "备注", ZP_COLUMN_IGNORED, "" },     { "per_day", ZP_COLUMN_PARAM, "" },
    { "Per Day", ZP_COLUMN_PARAM, "" },    { "per_dya", ZP_COLUMN_UNKNOWN, "per_day" },
    { "actaul", ZP_COLUMN_UNKNOWN, "actual" }, { "实际直", ZP_COLUMN_UNKNOWN, "实际值" },
    { "（元）", ZP_COLUMN_UNKNOWN, "" },   { "quite another", ZP_COLUMN_UNKNOWN, "" },
  };
  zp_param param = { .name = ZP_TEXT("per_day") };
  zp_rule rule = { .params = &param, .param_count = 1 };
  const zp_policy policy = { .rules = &rule, .rule_count = 1 };
  zp_arena *arena = zp_arena_new(NULL, 0);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    zp_case_column column;
    zp_text nearest;
    assert_true(zp_case_column_read(zp_text_from(rows[i].heading), &policy, arena, &column, &nearest));
    if (column.role != rows[i].role || !zp_text_equal(nearest, zp_text_from(rows[i].nearest)))
      fail_msg("%s: role %d, nearest %.*s", rows[i].heading, (int)column.role, ZP_ARG(nearest));
  }
  zp_arena_free(arena);
}

/// Every reason can be written by its name and by its word in both languages.
static void reasons_in_words(void **state)
{
  (void)state;
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_text nearest;
  zp_reason read;
  for (int i = ZP_REASON_NONE + 1; i < ZP_REASON_COUNT; i++) {
    zp_reason reason = (zp_reason)i;
    const char *const written[] = { zp_reason_name(reason), zp_word_text(zp_reason_word(reason), ZP_LANG_ZH),
                                    zp_word_text(zp_reason_word(reason), ZP_LANG_EN) };
    for (size_t w = 0; w < 3; w++) {
      assert_true(zp_case_reason_read(zp_text_from(written[w]), arena, &read, &nearest));
      assert_int_equal(read, reason);
    }
  }
  assert_true(zp_case_reason_read(ZP_TEXT("缺少输入"), arena, &read, &nearest));
  assert_int_equal(read, ZP_REASON_INPUT_MISSING);
  assert_false(zp_case_reason_read(ZP_TEXT("declind"), arena, &read, &nearest));
  assert_true(zp_text_equal(nearest, ZP_TEXT("declined")));
  assert_false(zp_case_reason_read(ZP_TEXT(""), arena, &read, &nearest));
  zp_arena_free(arena);
}

// ---- lines ---------------------------------------------------------------------------------------------------------

/// Watching lines changes no outcome, not even of a rule that runs nearly all the steps it has.
static void watching_changes_nothing(void **state)
{
  (void)state;
  static const char rule[] =
      RULE("", "for i = 1, 249000 do actual = actual + 1 end return weight, tostring(actual)",
           "{ 'a', { actual = 1, weight = 9 }, 9 }, { 'b', { actual = 0.5, weight = 9 }, 9 }");
  zp_example_run *runs[2] = { NULL, NULL };
  size_t count[2] = { 0, 0 };
  zp_arena *arena = zp_arena_new(NULL, 0);
  scratch s;
  scratch_open(&s);
  zp_host *host = open_rule(&s, rule);
  for (int i = 0; i < 2; i++) {
    zp_error err = { 0 };
    if (i == 1) assert_int_equal(zp_host_cover(host, &err), ZP_OK);
    assert_int_equal(zp_host_examples(host, arena, &runs[i], &count[i], &err), ZP_OK);
  }
  assert_int_equal(count[0], count[1]);
  for (size_t i = 0; i < count[0]; i++) {
    assert_int_equal(runs[0][i].passed, runs[1][i].passed);
    assert_true(zp_text_equal(runs[0][i].got, runs[1][i].got));
  }
  zp_host_close(host);
  zp_arena_free(arena);
  scratch_close(&s);
}

static void lines_that_can_run(void **state)
{
  (void)state;
  static const struct {
    const char *rule;
    size_t lines, run;
    const char *missed;
  } rows[] = {
    { RULE("", "return weight", TWO), 1, 1, "" },
    { RULE("", "if actual < 0 then\n return 0\n end\n return weight", TWO), 3, 2, "7" },
    { RULE("local function f(x)\n return x\n end", "return f(weight)", TWO), 2, 2, "" },
    { RULE("local function f(x)\n x = x * 2\n\n return x\n end\n f = nil", "return weight", TWO), 3, 1, "4-6" },
    { RULE("local function f(...)\n return ...\n end", "return f(weight)", TWO), 2, 2, "" },
    { RULE("local function f(x)\n return function()\n return x\n end\n end", "return f(weight)()", TWO), 3, 3, "" },
    { RULE("local function f(x)\n return function()\n return x\n end\n end", "local g = f(weight)\n return weight, g and nil", TWO),
      4, 3, "5" },
    { RULE("local function load_only()\n return 2\n end\nlocal two = load_only()", "return weight * two / 2", TWO), 2, 2, "" },
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    scratch s;
    zp_example_run *runs = NULL;
    zp_file_coverage *files = NULL;
    size_t count = 0;
    zp_error err = { 0 };
    zp_arena *arena = zp_arena_new(NULL, 0);
    scratch_open(&s);
    zp_host *host = open_rule(&s, rows[i].rule);
    assert_int_equal(zp_host_cover(host, &err), ZP_OK);
    assert_int_equal(zp_host_examples(host, arena, &runs, &count, &err), ZP_OK);
    for (size_t r = 0; r < count; r++) assert_true(runs[r].passed);
    assert_int_equal(zp_host_coverage(host, arena, &files, &count, &err), ZP_OK);
    assert_int_equal(count, 1);
    if (files[0].lines != rows[i].lines || files[0].run != rows[i].run ||
        !zp_text_equal(files[0].missed, zp_text_from(rows[i].missed)))
      fail_msg("row %zu: %zu/%zu, missed %.*s", i, files[0].run, files[0].lines, ZP_ARG(files[0].missed));
    zp_host_close(host);
    zp_arena_free(arena);
    scratch_close(&s);
  }
}

// ---- memory --------------------------------------------------------------------------------------------------------

static zp_status try_all(zp_host *host, const zp_pack_place *place, zp_arena *arena)
{
  static const char *const cells[3][5] = {
    { "points", "actual", "target", "weight", "wieght" }, { "5", "1", "2", "10", "" }, { "declind", "x", "2", "10", "" }
  };
  zp_cell filled[3][5];
  zp_row rows[3];
  zp_example_run *runs = NULL;
  size_t count = 0;
  zp_error err = { 0 };
  if (arena == NULL) return ZP_E_MEMORY;
  for (uint32_t r = 0; r < 3; r++) {
    for (uint32_t c = 0; c < 5; c++)
      filled[r][c] = (zp_cell){ zp_text_from(cells[r][c]), { ZP_TEXT("one.csv"), { NULL, 0 }, r + 1, c + 1 } };
    rows[r] = (zp_row){ filled[r], 5 };
  }
  const zp_case_table table = { ZP_TEXT("one"), ZP_TEXT("one.csv"), rows, 3 };
  if (zp_host_examples(host, arena, &runs, &count, &err) != ZP_OK) return err.status;
  if (zp_host_cases(host, &table, arena, &runs, &count, &err) != ZP_OK) return err.status;
  assert_int_equal(count, 3);
  assert_false(runs[0].passed);
  assert_true(runs[1].passed);
  assert_true(runs[2].finding != NULL && runs[2].finding->place.row == 3);
  if (zp_host_tests(host, place, arena, &runs, &count, &err) != ZP_OK) return err.status;
  assert_int_equal(count, 3);
  assert_true(runs[0].passed && !runs[1].passed && runs[2].finding != NULL);
  return ZP_OK;
}

static void memory_runs_out(void **state)
{
  (void)state;
  scratch s;
  char folder[512];
  scratch_open(&s);
  zp_host *host = open_rule(&s, SMALL_RULE);
  scratch_text(&s, "small/a_test.lua",
               "return {\n { 'x', function(t) t.equal(t.score('one', { actual = 1, target = 2, weight = 10 }), 5) end },\n"
               " { 'y', function(t) t.same({ 1 }, { 2 }) end } }");
  scratch_text(&s, "small/b_test.lua", "return {");
  const zp_pack_place place = place_of(&s, folder);
  size_t failed = 0;
  for (size_t n = 1;; n++) {
    failing_allocator memory = { .fail_at = n };
    zp_allocator allocator = allocator_of(&memory);
    zp_arena *arena = zp_arena_new(&allocator, 0);
    zp_status status = try_all(host, &place, arena);
    zp_arena_free(arena);
    assert_int_equal(memory.blocks, 0);
    if (status == ZP_OK) break;
    assert_int_equal(status, ZP_E_MEMORY);
    failed++;
  }
  print_message("%zu requests failed\n", failed);
  assert_true(failed > 3);
  zp_host_close(host);
  scratch_close(&s);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(rules_that_remember), cmocka_unit_test(headings_of_inputs),       cmocka_unit_test(other_headings),
    cmocka_unit_test(reasons_in_words),    cmocka_unit_test(watching_changes_nothing), cmocka_unit_test(lines_that_can_run),
    cmocka_unit_test(memory_runs_out),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
