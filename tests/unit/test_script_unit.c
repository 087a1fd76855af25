// test_script_unit.c: vetoes, deductions and functions of `combine`: how their files are checked, what they may say, and that
// none of them gets at another.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "script/pack.h"
#include "small_pack.h"

enum { ROW_RULE, VETO, DEDUCTION };

/// Whatever a function asks for is in the example.
#define EXAMPLES                                                                                                          \
  "examples = { { 'x', { score = false, year = false, projects = {}, scores = {}, initial = {}, row_projects = {}, "      \
  "row_points = {}, row_notes = {} }, 'declined' } }"
#define VETO_FILE(body) "-- @basis 测试\nreturn { id = 'v', title = 'V',\n" EXAMPLES ", veto =\n" body "\n}\n"
#define DEDUCT_FILE(body) "-- @basis 测试\nreturn { id = 'd', title = 'D', most = 5,\n" EXAMPLES ", deduct =\n" body "\n}\n"
#define HONEST "function() return nil, 'x' end"

/// SMALL_PACK with more fields, and another `combine` when one is given.
static void write_pack(scratch *s, const char *more, const char *combine)
{
  static const char usual[] = "combine = { unit = 'budget', district = 'mean' }";
  char pack[8192];
  const char *at = strstr(SMALL_PACK, usual);
  snprintf(pack, sizeof pack, "%.*scombine = %s, %s%s", (int)(at - SMALL_PACK), SMALL_PACK,
           combine == NULL ? "{ unit = 'budget', district = 'mean' }" : combine, more, at + sizeof usual);
  scratch_open(s);
  small_pack_write(s, pack, SMALL_RULE);
}

static zp_host *open_units(scratch *s, const char *veto, const char *deduction)
{
  zp_host *host = NULL;
  zp_error err = { 0 };
  write_pack(s, "vetoes = { 'v' }, deductions = { 'd' },", NULL);
  scratch_text(s, "small/v.lua", veto);
  scratch_text(s, "small/d.lua", deduction);
  if (small_pack_open(s, &host, &err) != ZP_OK)
    fail_msg("%s:%u %s %s %s", err.file, err.row, zp_status_code(err.status), err.arg[0], err.arg[1]);
  return host;
}

/// Two projects with three rows, of which one was not scored.
static zp_series series_of(zp_arena *arena)
{
  zp_series series;
  assert_true(zp_series_init(&series, ZP_ASK_UNIT_RULE, 2, 3, arena));
  *series.figures[ZP_SERIES_SCORE] = (zp_figure){ true, 85.5 };
  for (size_t i = 0; i < 2; i++) {
    series.texts[ZP_SERIES_PROJECTS][i] = i == 0 ? ZP_TEXT("道路") : ZP_TEXT("水渠");
    series.figures[ZP_SERIES_SCORES][i] = (zp_figure){ true, i == 0 ? 90 : 80 };
  }
  for (size_t i = 0; i < 3; i++) {
    series.figures[ZP_SERIES_ROW_PROJECTS][i] = (zp_figure){ true, i == 2 ? 2 : 1 };
    series.figures[ZP_SERIES_ROW_WEIGHTS][i] = (zp_figure){ true, 10 };
    series.figures[ZP_SERIES_ROW_POINTS][i] = (zp_figure){ i != 1, i == 1 ? 0 : 9 };
    series.texts[ZP_SERIES_ROW_NOTES][i] = i == 0 ? ZP_TEXT("停工") : ZP_TEXT("");
  }
  return series;
}

// ---- what they say ---------------------------------------------------------------------------------------------------------

static const struct {
  const char *title;
  size_t rule;
  const char *body;
  zp_outcome_kind kind;
  int64_t points;    // e4
  uint32_t line;     // of a fault
  const char *note;  // part of it
} answers[] = {
  { "applies", VETO, "function() return true end", ZP_SCORED, 10000, 0, "" },
  { "does not", VETO, "function() return false, '没有' end", ZP_SCORED, 0, 0, "没有" },
  { "declines", VETO, "function() return nil, '看不清' end", ZP_UNSCORED, 0, 0, "看不清" },
  { "a number is no verdict", VETO, "function() return 1 end", ZP_FAULT, 0, 4, "true 或 false，返回的是 number" },
  { "nothing", VETO, "function() end", ZP_FAULT, 0, 4, "什么也没有返回" },
  { "nil without a reason", VETO, "function() return nil end", ZP_FAULT, 0, 4, "没有说明原因" },
  { "too many", VETO, "function() return true, 'a', 'b' end", ZP_FAULT, 0, 4, "返回了 3 个值" },
  { "a note that is none", VETO, "function() return true, {} end", ZP_FAULT, 0, 4, "说明应当是文本" },
  { "control characters", VETO, "function() return true, 'a\\0b\\27c\\nd' end", ZP_SCORED, 10000, 0, "a b c d" },
  { "lists are there", VETO, "function(projects, row_projects, row_notes) return #projects == 2 and #row_projects == 3 and\n"
    "row_projects[3] == 2 and projects[2] == '水渠' and row_notes[1] == '停工' and row_notes[2] == '' end", ZP_SCORED, 10000, 0, "" },
  { "the unknown is false", VETO, "function(year, row_points, initial) return year == false and row_points[2] == false and\n"
    "initial[1] == false and row_points[4] == nil end", ZP_SCORED, 10000, 0, "" },
  { "the score", VETO, "function(score) return score == 85.5 end", ZP_SCORED, 10000, 0, "" },
  { "never ends", VETO, "function()\n while true do end\nend", ZP_FAULT, 0, 5, "运算步数超过上限 1000000" },
  { "keeps adding", VETO, "function(row_notes)\n while true do row_notes[#row_notes + 1] = 'x' end\nend", ZP_FAULT, 0, 4, "超过上限" },
  { "grows a text", VETO, "function() local s = 'xxxxxxxx' while true do s = s .. s end end", ZP_FAULT, 0, 4, "一个文本超过上限" },
  { "raises", VETO, "function()\n error('不会算') end", ZP_FAULT, 0, 5, "不会算" },
  { "raises a table", VETO, "function() local x = {} error(x) end", ZP_FAULT, 0, 4, "string expected" },
  { "no such library", VETO, "function() return os.time() end", ZP_FAULT, 0, 4, "global 'os'" },
  { "changes the library of strings", VETO, "function() ('').upper = 5 return true end", ZP_FAULT, 0, 4, "string value" },

  { "points", DEDUCTION, "function() return 2.345 end", ZP_SCORED, 23500, 0, "" },
  { "none", DEDUCTION, "function() return 0 end", ZP_SCORED, 0, 0, "" },
  { "all it may", DEDUCTION, "function() return 5, '两项' end", ZP_SCORED, 50000, 0, "两项" },
  { "more than it may", DEDUCTION, "function() return 5.01 end", ZP_FAULT, 0, 4, "5.01 超过上限 5" },
  { "below zero", DEDUCTION, "function() return -1 end", ZP_FAULT, 0, 4, "-1 小于 0" },
  { "not a number", DEDUCTION, "function() return 0/0 end", ZP_FAULT, 0, 4, "不是有限的数" },
  { "infinite", DEDUCTION, "function() return 1/0 end", ZP_FAULT, 0, 4, "不是有限的数" },
  { "a flag", DEDUCTION, "function() return true end", ZP_FAULT, 0, 4, "应当返回一个数" },
  { "a table", DEDUCTION, "function() return {} end", ZP_FAULT, 0, 4, "返回的是 table" },
  { "the unknown is no zero", DEDUCTION, "function(row_points)\n return row_points[1] + row_points[2] end", ZP_FAULT, 0, 5,
    "arithmetic on a boolean" },
};

/// The sentence of a fault, or the rule's own words.
static zp_text said(const zp_outcome *outcome, zp_lang lang, char room[512])
{
  const zp_text args[3] = { outcome->fault.len != 0 ? outcome->fault : outcome->note };
  return (zp_text){ room, zp_message_fill("{1}", lang, args, room, 512) };
}

static void check_answer(size_t i, const zp_outcome *outcome)
{
  char room[512];
  zp_text words = said(outcome, ZP_LANG_ZH, room);
  if (outcome->kind != answers[i].kind || outcome->points.e4 != answers[i].points || outcome->line != answers[i].line)
    fail_msg("%s: %s %ld line %u %.*s", answers[i].title, zp_outcome_name(outcome->kind), (long)outcome->points.e4,
             outcome->line, ZP_ARG(words));
  if (answers[i].note[0] != '\0' && !zp_text_contains(words, zp_text_from(answers[i].note)))
    fail_msg("%s: %.*s", answers[i].title, ZP_ARG(words));
  assert_true(outcome->fault.len == 0 || outcome->note.len == 0);
}

static void answers_pass_the_gate(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
    char file[2048];
    scratch s;
    bool veto = answers[i].rule == VETO;
    zp_arena *arena = zp_arena_new(NULL, 0);
    zp_error err = { 0 };
    zp_outcome outcome, again;
    const char *form = veto ? VETO_FILE("%s") : DEDUCT_FILE("%s");
    snprintf(file, sizeof file, form, answers[i].body);
    zp_host *host = open_units(&s, veto ? file : VETO_FILE(HONEST), veto ? DEDUCT_FILE(HONEST) : file);
    zp_series series = series_of(arena);
    assert_int_equal(zp_host_judge(host, answers[i].rule, &series, arena, &outcome, &err), ZP_OK);
    check_answer(i, &outcome);
    // Whatever it did, the other rule and it itself find all as it was.
    assert_int_equal(zp_host_judge(host, veto ? DEDUCTION : VETO, &series, arena, &again, &err), ZP_OK);
    assert_int_equal(again.kind, ZP_UNSCORED);
    assert_int_equal(zp_host_judge(host, answers[i].rule, &series, arena, &again, &err), ZP_OK);
    check_answer(i, &again);
    zp_host_close(host);
    zp_arena_free(arena);
    scratch_close(&s);
  }
}

static void nothing_is_passed_on(void **state)
{
  (void)state;
  static const char poison[] =
      "-- @basis 测试\nlocal calls = 0\nreturn { id = 'v', title = 'V', examples = { { 'x', { row_points = {}, row_notes = {} }, true } },\n"
      "veto = function(row_points, row_notes)\n calls = calls + 1\n for i = 1, #row_points do row_points[i] = 0 row_notes[i] = '截留' end\n"
      " return calls == 1\nend }";
  static const char reader[] =
      "-- @basis 测试\nreturn { id = 'd', title = 'D', examples = { { 'x', { row_points = { 9 }, row_notes = { '停工' } }, 9 } },\n"
      "deduct = function(row_points, row_notes) return row_notes[1] == '停工' and row_points[1] or nil end }";
  scratch s;
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_host *host = open_units(&s, poison, reader);
  zp_series series = series_of(arena);
  zp_outcome outcome;
  zp_error err = { 0 };
  for (int round = 0; round < 3; round++) {
    assert_int_equal(zp_host_judge(host, VETO, &series, arena, &outcome, &err), ZP_OK);
    assert_int_equal(outcome.points.e4, 10000);  // its counter begins anew
    assert_int_equal(zp_host_judge(host, DEDUCTION, &series, arena, &outcome, &err), ZP_OK);
    assert_int_equal(outcome.points.e4, 90000);  // and its lists were its own
  }
  zp_host_close(host);
  zp_arena_free(arena);
  scratch_close(&s);
}

static void a_list_beyond_the_limits_is_a_fault(void **state)
{
  (void)state;
  enum { ROWS = 20000 };
  scratch s;
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_host *host = open_units(&s, VETO_FILE("function(row_points) return true end"), DEDUCT_FILE(HONEST));
  zp_series series;
  zp_outcome outcome;
  zp_error err = { 0 };
  assert_true(zp_series_init(&series, ZP_ASK_UNIT_RULE, 1, ROWS, arena));
  assert_int_equal(zp_host_judge(host, VETO, &series, arena, &outcome, &err), ZP_OK);
  assert_int_equal(outcome.kind, ZP_FAULT);
  char room[512];  // kept without a language
  assert_true(zp_text_contains(said(&outcome, ZP_LANG_ZH, room), ZP_TEXT("一个文本或表超过上限")));
  assert_true(zp_text_contains(said(&outcome, ZP_LANG_EN, room), ZP_TEXT("a text or table is larger than")));
  zp_host_close(host);
  zp_arena_free(arena);
  scratch_close(&s);
}

// ---- their files -----------------------------------------------------------------------------------------------------------

#define V(fields) "-- @basis 测试\nreturn { id = 'v', title = 'V'," fields " }"
#define GOOD_V V("veto = function() return true end, examples = { { 'x', {}, true } }")

static const struct {
  const char *title, *more, *combine, *veto;
  zp_status status;
  const char *file;
  const char *arg1, *arg2;  // parts
} refusals[] = {
  { "an unknown name", "vetoes = { 'v' },", NULL, V("veto = function(row_note) return true end, examples = { { 'x', {}, true } }"),
    ZP_E_INPUT_UNKNOWN, "small/v.lua", "row_note", "row_notes" },
  { "what others may ask for", "vetoes = { 'v' },", NULL, V("veto = function(units) return true end, examples = { { 'x', {}, true } }"),
    ZP_E_INPUT_UNKNOWN, "small/v.lua", "units", "" },
  { "no example", "vetoes = { 'v' },", NULL, V("veto = function() return true end"), ZP_E_FIELD_MISSING, "small/v.lua", "examples", "" },
  { "an empty list of them", "vetoes = { 'v' },", NULL, V("veto = function() return true end, examples = {}"), ZP_E_FIELD_VALUE,
    "small/v.lua", "examples", "" },
  { "an example without a list", "vetoes = { 'v' },", NULL,
    V("veto = function(row_notes) return true end, examples = { { 'x', {}, true } }"), ZP_E_FIELD_MISSING, "small/v.lua",
    "row_notes", "" },
  { "lists of two lengths", "vetoes = { 'v' },", NULL,
    V("veto = function(row_notes, row_points) return true end, examples = { { 'x', { row_notes = { 'a' }, row_points = {} }, true } }"),
    ZP_E_FIELD_VALUE, "small/v.lua", "row_notes", "1 ~= 0" },
  { "true in a list of numbers", "vetoes = { 'v' },", NULL,
    V("veto = function(scores) return true end, examples = { { 'x', { scores = { true } }, true } }"), ZP_E_FIELD_TYPE,
    "small/v.lua", "scores", "" },
  { "a number in a list of texts", "vetoes = { 'v' },", NULL,
    V("veto = function(projects) return true end, examples = { { 'x', { projects = { 1 } }, true } }"), ZP_E_FIELD_TYPE,
    "small/v.lua", "projects", "string" },
  { "points for a veto", "vetoes = { 'v' },", NULL, V("veto = function() return true end, examples = { { 'x', {}, 1 } }"),
    ZP_E_FIELD_TYPE, "small/v.lua", "examples", "boolean" },
  { "an unknown grade", "vetoes = { 'v' },", NULL, V("grade = '劣', veto = function() return true end, examples = { { 'x', {}, true } }"),
    ZP_E_FIELD_VALUE, "small/v.lua", "grade", "劣" },
  { "a parameter named as a list", "vetoes = { 'v' },", NULL,
    V("params = { scores = { default = 1, doc = 'x' } }, veto = function() return true end, examples = { { 'x', {}, true } }"),
    ZP_E_FIELD_VALUE, "small/v.lua", "scores", "" },
  { "a veto among the deductions", "deductions = { 'v' },", NULL, GOOD_V, ZP_E_FIELD_VALUE, "small/v.lua", "veto", "vetoes" },
  { "a rule among the vetoes", "vetoes = { 'v' },", NULL, V("score = function() return 1 end, applies = {}"), ZP_E_FIELD_VALUE,
    "small/v.lua", "score", "rules" },
  { "both", "vetoes = { 'v' },", NULL, V("veto = function() return true end, deduct = function() return 1 end"), ZP_E_FIELD_UNKNOWN,
    "small/v.lua", "deduct", "" },
  { "applies", "vetoes = { 'v' },", NULL, V("applies = {}, veto = function() return true end"), ZP_E_FIELD_UNKNOWN, "small/v.lua",
    "applies", "" },
  { "a cap of nothing", "deductions = { 'v' },", NULL, V("most = 0, deduct = function() return 0 end, examples = { { 'x', {}, 0 } }"),
    ZP_E_FIELD_VALUE, "small/v.lua", "most", "" },
  { "an example above the cap", "deductions = { 'v' },", NULL,
    V("most = 1, deduct = function() return 0 end, examples = { { 'x', {}, 2 } }"), ZP_E_FIELD_VALUE, "small/v.lua", "examples", "" },
  { "twice", "vetoes = { 'v', 'v' },", NULL, GOOD_V, ZP_E_RULE_DUPLICATE, "small/pack.lua", "v", "" },
  { "in two lists", "vetoes = { 'v' }, deductions = { 'v' },", NULL, GOOD_V, ZP_E_RULE_DUPLICATE, "small/pack.lua", "v", "" },
  { "a rule in two lists", "vetoes = { 'one' },", NULL, GOOD_V, ZP_E_RULE_DUPLICATE, "small/pack.lua", "one", "" },
  { "no file", "vetoes = { 'w' },", NULL, GOOD_V, ZP_E_RULE_FILE, "small/pack.lua", "w", "v" },
  { "a parameter it has not", "vetoes = { 'v' }, params = { v = { x = 1 } },", NULL, GOOD_V, ZP_E_FIELD_UNKNOWN, "small/pack.lua", "x", "" },

  { "an unknown shape", "", "{ unit = 'median', district = 'mean' }", GOOD_V, ZP_E_FIELD_VALUE, "small/pack.lua", "combine.unit", "mean" },
  { "a mean of rows", "", "{ project = 'mean', unit = 'mean', district = 'mean' }", GOOD_V, ZP_E_FIELD_VALUE, "small/pack.lua",
    "combine.project", "sum" },
  { "a number", "", "{ unit = 1, district = 'mean' }", GOOD_V, ZP_E_FIELD_TYPE, "small/pack.lua", "combine.unit", "string | function" },
  { "an unknown name in combine", "", "{ unit = function(score) return 1 end, district = 'mean' }", GOOD_V, ZP_E_INPUT_UNKNOWN,
    "small/pack.lua", "score", "scores" },
  { "rows of a unit", "", "{ unit = function(row_points) return 1 end, district = 'mean' }", GOOD_V, ZP_E_INPUT_UNKNOWN,
    "small/pack.lua", "row_points", "" },
  { "any number of arguments", "", "{ unit = function(...) return 1 end, district = 'mean' }", GOOD_V, ZP_E_FIELD_VALUE,
    "small/pack.lua", "combine.unit", "" },
  { "a function of the library", "", "{ unit = max, district = 'mean' }", GOOD_V, ZP_E_FIELD_TYPE, "small/pack.lua", "combine.unit", "" },
  { "an unknown level", "", "{ unit = 'mean', district = 'mean', region = 'mean' }", GOOD_V, ZP_E_FIELD_UNKNOWN, "small/pack.lua",
    "region", "" },
};

static void clumsy_files_are_refused(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
    scratch s;
    zp_host *host = NULL;
    zp_error err = { 0 };
    write_pack(&s, refusals[i].more, refusals[i].combine);
    scratch_text(&s, "small/v.lua", refusals[i].veto);
    zp_status status = small_pack_open(&s, &host, &err);
    scratch_close(&s);
    if (status != refusals[i].status || strcmp(err.file, refusals[i].file) != 0 || err.row == 0 ||
        strstr(err.arg[0], refusals[i].arg1) == NULL || strstr(err.arg[1], refusals[i].arg2) == NULL)
      fail_msg("%s: %s at %s:%u, %s, %s", refusals[i].title, zp_status_code(status), err.file, err.row, err.arg[0], err.arg[1]);
    assert_null(host);
  }
}

static void packs_set_grades_caps_and_parameters(void **state)
{
  (void)state;
  scratch s;
  zp_host *host = NULL;
  zp_error err = { 0 };
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_example_run *runs;
  size_t count;
  write_pack(&s, "vetoes = { 'v' }, deductions = { 'd' }, params = { d = { each = 2 } },", NULL);
  scratch_text(&s, "small/v.lua", GOOD_V);
  scratch_text(&s, "small/d.lua", "-- @basis 测试\nreturn { id = 'd', title = 'D', most = 7.5, params = { each = { default = 1, doc = 'x' } },\n"
               "deduct = function(scores, each) return #scores * each end,\nexamples = { { 'two', { scores = { 1, false } }, 2 },\n"
               "{ 'wrong', { scores = { 1 } }, 3 } } }");
  assert_int_equal(small_pack_open(&s, &host, &err), ZP_OK);
  const zp_policy *policy = zp_host_policy(host);
  assert_int_equal(policy->rule_count, 1);
  assert_int_equal(policy->unit_rule_count, 2);
  assert_int_equal(policy->rules[VETO].kind, ZP_RULE_VETO);
  assert_int_equal(policy->rules[VETO].grade, 1);  // the lowest of two
  assert_int_equal(policy->rules[DEDUCTION].most.e4, 75000);
  zp_series series = series_of(arena);
  zp_outcome outcome;
  assert_int_equal(zp_host_judge(host, DEDUCTION, &series, arena, &outcome, &err), ZP_OK);
  assert_int_equal(outcome.points.e4, 40000);
  // Examples run with the defaults of the file, and one that is wrong is told.
  assert_int_equal(zp_host_examples(host, arena, &runs, &count, &err), ZP_OK);
  assert_int_equal(count, 4);
  assert_true(runs[1].passed && zp_text_equal(runs[1].got, ZP_TEXT("true")));
  assert_true(runs[2].passed);
  assert_true(!runs[3].passed && zp_text_equal(runs[3].expected, ZP_TEXT("3.00")) && zp_text_equal(runs[3].got, ZP_TEXT("1.00")));
  zp_host_close(host);
  zp_arena_free(arena);
  scratch_close(&s);
}

// ---- combine ---------------------------------------------------------------------------------------------------------------

static const struct {
  const char *title, *body;
  zp_outcome_kind kind;
  int64_t points;
  const char *note;
} combined[] = {
  { "a mean of its own", "function(scores, revised) return (scores[1] * revised[1] + scores[2] * revised[2]) / (revised[1] + revised[2]) end",
    ZP_SCORED, 825000, "" },
  { "half up", "function() return 80.005 end", ZP_SCORED, 800100, "" },
  { "above 100", "function() return 100.5 end", ZP_FAULT, 0, "100.5 超过上限 100" },
  { "below 0", "function() return -1 end", ZP_FAULT, 0, "小于 0" },
  { "not a number", "function() return 0/0 end", ZP_FAULT, 0, "不是有限的数" },
  { "a note is not kept, so it is none", "function() return 80, 'x' end", ZP_FAULT, 0, "返回了 2 个值，最多 1 个" },
  { "nothing", "function() end", ZP_FAULT, 0, "什么也没有返回" },
  { "declines", "function() return nil, '缺预算' end", ZP_UNSCORED, 0, "缺预算" },
  { "not known", "function(executed) return executed[1] end", ZP_FAULT, 0, "返回的是 boolean" },
  { "never ends", "function() while true do end end", ZP_FAULT, 0, "步数" },
};

static void functions_combine(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof combined / sizeof combined[0]; i++) {
    scratch s;
    char combine[512];
    zp_host *host = NULL;
    zp_error err = { 0 };
    zp_arena *arena = zp_arena_new(NULL, 0);
    snprintf(combine, sizeof combine, "{ unit = 'mean', district =\n%s }", combined[i].body);
    write_pack(&s, "", combine);
    assert_int_equal(small_pack_open(&s, &host, &err), ZP_OK);
    const zp_policy *policy = zp_host_policy(host);
    assert_int_equal(policy->district, ZP_COMBINE_FUNCTION);
    assert_int_equal(policy->project, ZP_COMBINE_SUM);
    assert_true(zp_text_equal(policy->functions[ZP_LEVEL_DISTRICT].file, ZP_TEXT("small/pack.lua")));
    zp_series series;
    zp_outcome outcome;
    assert_true(zp_series_init(&series, ZP_ASK_DISTRICT, 2, 0, arena));
    for (size_t u = 0; u < 2; u++) {
      series.figures[ZP_SERIES_SCORES][u] = (zp_figure){ true, u == 0 ? 90 : 80 };
      series.figures[ZP_SERIES_REVISED][u] = (zp_figure){ true, u == 0 ? 1e6 : 3e6 };
    }
    assert_int_equal(zp_host_combine(host, ZP_LEVEL_DISTRICT, &series, arena, &outcome, &err), ZP_OK);
    char room[512];
    zp_text words = said(&outcome, ZP_LANG_ZH, room);
    if (outcome.kind != combined[i].kind || outcome.points.e4 != combined[i].points ||
        (combined[i].note[0] != '\0' && !zp_text_contains(words, zp_text_from(combined[i].note))))
      fail_msg("%s: %s %ld %.*s", combined[i].title, zp_outcome_name(outcome.kind), (long)outcome.points.e4, ZP_ARG(words));
    if (outcome.kind == ZP_FAULT) assert_int_equal(outcome.line, policy->functions[ZP_LEVEL_DISTRICT].row);
    zp_host_close(host);
    zp_arena_free(arena);
    scratch_close(&s);
  }
}

// ---- extends ---------------------------------------------------------------------------------------------------------------

static zp_status open_heir(const scratch *s, const char *heir, zp_host **host, zp_error *err)
{
  char folder[512], text[512];
  snprintf(folder, sizeof folder, "%s/heir", s->folder);
  snprintf(text, sizeof text, "return { id = 'heir', version = '1', title = '继', basis = '测试', api = 1, extends = 'small', %s }", heir);
  scratch_text(s, "heir/pack.lua", text);
  const zp_pack_place place = { zp_text_from(folder), ZP_TEXT("heir"), { NULL, 0 }, { NULL, 0 } };
  return zp_host_open(&place, host, err);
}

static void heirs_take_over_and_replace(void **state)
{
  (void)state;
  static const struct { const char *heir; size_t unit_rules; zp_combine unit, district; const char *file; } heirs[] = {
    { "", 1, ZP_COMBINE_FUNCTION, ZP_COMBINE_MEAN, "small/pack.lua" },
    { "vetoes = {}", 0, ZP_COMBINE_FUNCTION, ZP_COMBINE_MEAN, "small/pack.lua" },
    { "combine = { unit = 'mean' }", 1, ZP_COMBINE_MEAN, ZP_COMBINE_MEAN, "" },
    { "combine = { district = 'budget' }", 1, ZP_COMBINE_FUNCTION, ZP_COMBINE_BUDGET, "small/pack.lua" },
    { "combine = { unit = function(scores) return scores[1] end }", 1, ZP_COMBINE_FUNCTION, ZP_COMBINE_MEAN, "heir/pack.lua" },
  };
  for (size_t i = 0; i < sizeof heirs / sizeof heirs[0]; i++) {
    scratch s;
    zp_host *host = NULL;
    zp_error err = { 0 };
    write_pack(&s, "vetoes = { 'v' },", "{ unit = function() return 1 end, district = 'mean' }");
    scratch_text(&s, "small/v.lua", GOOD_V);
    if (open_heir(&s, heirs[i].heir, &host, &err) != ZP_OK) fail_msg("%s: %s %s", heirs[i].heir, err.arg[0], err.arg[1]);
    const zp_policy *policy = zp_host_policy(host);
    assert_int_equal(policy->unit_rule_count, heirs[i].unit_rules);
    assert_int_equal(policy->unit, heirs[i].unit);
    assert_int_equal(policy->district, heirs[i].district);
    assert_true(zp_text_equal(policy->functions[ZP_LEVEL_UNIT].file, zp_text_from(heirs[i].file)));
    zp_host_close(host);
    scratch_close(&s);
  }
}

/// The files of vetoes and deductions are part of what an auditor signs.
static void the_digest_covers_them(void **state)
{
  (void)state;
  char digests[2][80];
  for (size_t i = 0; i < 2; i++) {
    scratch s;
    zp_host *host = open_units(&s, i == 0 ? VETO_FILE(HONEST) : VETO_FILE("function() return nil, 'y' end"), DEDUCT_FILE(HONEST));
    snprintf(digests[i], sizeof digests[i], "%.*s", ZP_ARG(zp_host_policy(host)->digest));
    zp_host_close(host);
    scratch_close(&s);
  }
  assert_string_not_equal(digests[0], digests[1]);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(answers_pass_the_gate),
    cmocka_unit_test(nothing_is_passed_on),
    cmocka_unit_test(a_list_beyond_the_limits_is_a_fault),
    cmocka_unit_test(clumsy_files_are_refused),
    cmocka_unit_test(packs_set_grades_caps_and_parameters),
    cmocka_unit_test(functions_combine),
    cmocka_unit_test(heirs_take_over_and_replace),
    cmocka_unit_test(the_digest_covers_them),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
