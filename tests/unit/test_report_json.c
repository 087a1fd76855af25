// test_report_json.c: the JSON report says what the model says, to the digit, and every object has all its keys.
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "model/schema.h"
#include "sample_district.h"
#include "sample_result.h"
#include "store/result_file.h"

extern const zp_report zp_report_json;

static int setup(void **state)
{
  *state = zp_arena_new(NULL, 0);
  return *state == NULL;
}

static int teardown(void **state)
{
  zp_arena_free(*state);
  return 0;
}

/// With a district record, so that every kind of record is there.
static const zp_result *whole_sample(zp_arena *arena)
{
  zp_result *whole = ZP_TAKE(arena, zp_result, 1);
  assert_non_null(whole);
  *whole = sample_with_district(sample_result(arena), arena);
  return whole;
}

static zp_text written(const zp_result *result, zp_lang lang, zp_arena *arena)
{
  zp_sink sink = { .arena = arena };
  zp_error err = { 0 };
  zp_report_options options = { .lang = lang };
  assert_int_equal(zp_report_json.write(result, &options, &sink, &err), ZP_OK);
  return (zp_text){ sink.bytes, sink.len };
}

static json_t *parsed(zp_text text)
{
  json_error_t err;
  json_t *root = json_loadb(text.ptr, text.len, JSON_REJECT_DUPLICATES, &err);
  if (root == NULL) fail_msg("line %d: %s", err.line, err.text);
  return root;
}

/// "units.0.projects.1.name": keys and indices from the root.
static const json_t *at(const json_t *node, const char *path)
{
  char step[64];
  for (const char *p = path; node != NULL && *p != '\0';) {
    size_t len = strcspn(p, ".");
    assert_true(len < sizeof step);
    memcpy(step, p, len);
    step[len] = '\0';
    node = json_is_array(node) ? json_array_get(node, (size_t)strtoul(step, NULL, 10)) : json_object_get(node, step);
    p += len + (p[len] == '.');
  }
  if (node == NULL) fail_msg("no %s", path);
  return node;
}

/// What is wanted: text, or NULL for null.
static const struct { const char *path, *text; } texts[] = {
  { "version", "0.1.0" },
  { "pack_digest", "3f2a91c0b7d4e6581122334455667788990011223344556677889900aabbccdd" },
  { "unscored_policy", "withhold" },
  { "combine", "budget" },
  { "combine_district", "mean" },
  { "grades.1.from", "80.00" },
  { "groups.0.name", "产出指标" },
  { "district.name", "样例区" },
  { "district.total.score", "85.00" },
  { "district.ranking.0.revised", "1130600.00" },
  { "district.ranking.2.initial", NULL },
  { "district.ranking.3.score", NULL },
  { "district.groups.0.mean", "90.33" },
  { "district.worst.0.lost", "20.00" },
  { "district.problems.1.code", "W046" },
  { "district.failed.0.code", "E043" },
  { "district.failed.0.reason", "SIGSEGV" },
  { "district.missing.0.code", "130229009" },
  { "district.missing.1.finding", "W054" },
  { "rules.0.file", "mof-2020/execution.lua" },
  { "inputs.0.digest", "00ff" },
  { "units.0.name", "样例镇人民政府" },
  { "units.0.total.score", "66.26" },
  { "units.0.total.score_high", "94.87" },
  { "units.0.total.scored", "71.38" },
  { "units.0.total.weight", "100.00" },
  { "units.0.total.grade", "中" },
  { "units.0.total.grade_high", "优" },
  { "units.1.total.score", NULL },
  { "units.1.total.points", NULL },
  { "units.0.projects.0.initial", "1100000.00" },
  { "units.0.projects.0.revised", "1130600.00" },
  { "units.0.projects.0.executed", "1074070.00" },
  { "units.0.projects.1.initial", NULL },
  { "units.0.projects.0.total.points", "52.83" },
  { "units.0.projects.0.rows.0.points", "9.50" },
  { "units.0.projects.0.rows.0.answer", "9.5" },
  { "units.0.projects.0.rows.1.target_text", "≥12.5公里" },
  { "units.0.projects.0.rows.1.target.op", ">=" },
  { "units.0.projects.0.rows.1.target.value", "12.5" },
  { "units.0.projects.0.rows.1.target.unit", "公里" },
  { "units.0.projects.0.rows.1.target.date", NULL },
  { "units.0.projects.0.rows.1.actual.value", "12.50" },
  { "units.0.projects.0.rows.1.actual.op", NULL },
  { "units.0.projects.0.rows.1.actual.notes.0", "unit_from_column" },
  { "units.0.projects.0.rows.1.direction", "up" },
  { "units.0.projects.0.rows.1.direction_source", "operator" },
  { "units.0.projects.0.rows.1.weight", "16.67" },
  { "units.0.projects.0.rows.1.weight_source", "shared" },
  { "units.0.projects.0.rows.1.outcome", "scored" },
  { "units.0.projects.0.rows.1.reason", NULL },
  { "units.0.projects.0.rows.1.declared", "16.67" },
  { "units.0.projects.0.rows.2.points", "26.66" },
  { "units.0.projects.0.rows.2.answer", "26.664" },
  { "units.0.projects.0.rows.2.given.0.input", "actual" },
  { "units.0.projects.0.rows.2.given.0.value", "76" },
  { "units.0.projects.0.rows.2.given.3.value", "" },
  { "units.0.projects.0.rows.2.deviation", "两个标段\n返工" },
  { "units.0.projects.0.rows.3.outcome", "unscored" },
  { "units.0.projects.0.rows.3.reason", "band_unknown" },
  { "units.0.projects.0.rows.3.points", NULL },
  { "units.0.projects.0.rows.3.answer", NULL },
  { "units.0.projects.0.rows.3.declared", NULL },
  { "units.0.projects.0.rows.3.actual_place.file", "填报表.csv" },
  { "units.0.projects.0.rows.3.actual_place.sheet", "" },
  { "units.0.projects.0.rows.4.outcome", "fault" },
  { "units.0.projects.0.rows.4.points", NULL },
  { "units.0.projects.0.rows.4.fault", "#FAULT_ANSWER_OVER|12.5|10" },
  { "units.0.projects.0.rows.4.fault_sentence", "得分 12.5 超过分值 10" },
  { "units.0.projects.0.rows.4.note", "" },
  { "units.0.projects.0.rows.3.fault", "" },
  { "units.0.projects.0.rows.3.fault_sentence", "" },
  { "units.1.findings.2.args.0", "##KIND_DATE" },
  { "units.1.findings.2.args.1", "#FAULT_STEPS|9" },
  { "units.1.findings.2.args.2", "###" },
  { "units.1.findings.2.sentence", "规则“#KIND_DATE”（##）出错：运算步数超过上限 9" },
  { "units.1.findings.3.sentence", "实际值是日期，指标值是金额，不能比较" },
  { "units.1.projects.0.rows.1.target.value", "-0.999999999999999999" },
  { "units.1.projects.0.rows.1.target.high", "999999999999999999" },
  { "units.1.projects.0.rows.1.target.date", "2024-02-29" },
  { "units.1.projects.0.rows.1.target.high_date", "12-31" },
  { "units.1.projects.0.rows.1.weight", "1.2345" },
  { "units.1.projects.0.executed", "92233720368547758.07" },
  { "units.0.findings.0.code", "E101" },
  { "units.0.findings.0.severity", "error" },
  { "units.0.findings.0.cell", "96％左右吧" },
  { "units.0.findings.0.sentence", "实际完成值读不成数" },
  { "units.0.findings.1.code", "W210" },
  { "units.0.findings.1.severity", "warning" },
  { "units.0.findings.1.sentence", "资金各部分合计 113.06 万元，与预算数 120.00 万元不一致" },
  { "units.0.findings.1.args.0", "113.06" },
  { "units.0.findings.2.suggestion", "改成绩效目标表里的指标名称：修缮道路长度" },
  { "units.1.findings.1.place", NULL },
  { "findings.0.place.file", "空.txt" },
  { "findings.0.place.row", NULL },
};

static const struct { const char *path; json_int_t number; } numbers[] = {
  { "schema", ZP_RESULT_SCHEMA },
  { "counts.scored", 12 },
  { "counts.unscored", 7 },
  { "counts.fault", 7 },
  { "inputs.0.bytes", 123456 },
  { "rules.0.line", 7 },
  { "units.0.year", 2024 },
  { "units.0.item_count", 11 },
  { "units.0.projects.0.rows.3.target_place.row", 41 },
  { "units.0.projects.0.rows.3.actual_place.column", 9 },
  { "units.1.projects.0.rows.0.actual_place.row", UINT32_MAX },
  { "units.0.findings.0.caret_from", 5 },
  { "units.0.findings.0.caret_bytes", 9 },
  { "units.0.findings.1.caret_from", 0 },
};

static void figures_are_those_of_the_model(void **state)
{
  json_t *root = parsed(written(whole_sample(*state), ZP_LANG_ZH, *state));
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    const json_t *node = at(root, texts[i].path);
    if (texts[i].text == NULL && json_is_null(node)) continue;
    if (texts[i].text == NULL || !json_is_string(node) || strcmp(json_string_value(node), texts[i].text) != 0)
      fail_msg("%s: %s", texts[i].path, json_is_string(node) ? json_string_value(node) : "no text");
  }
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
    const json_t *node = at(root, numbers[i].path);
    if (!json_is_integer(node) || json_integer_value(node) != numbers[i].number) fail_msg("%s", numbers[i].path);
  }
  assert_true(json_is_true(at(root, "units.0.projects.1.total.graded")));
  assert_true(json_is_false(at(root, "units.0.projects.0.total.graded")));
  assert_true(json_is_true(at(root, "units.0.projects.0.rows.0.execution")));
  json_decref(root);
}

/// Every object made of a record has the record's keys, in its order, and below them the same again.
static void check_shape(const json_t *object, const zp_record *kind)
{
  void *step = json_object_iter((json_t *)object);
  if (json_is_null(object)) return;
  assert_true(json_is_object(object));
  for (size_t i = 0; i < kind->count; i++, step = json_object_iter_next((json_t *)object, step)) {
    const zp_member *member = &kind->members[i];
    zp_text word = zp_member_word(member);
    while (kind == &zp_record_result && step != NULL &&
           (strcmp(json_object_iter_key(step), "schema") == 0 || strcmp(json_object_iter_key(step), "counts") == 0))
      step = json_object_iter_next((json_t *)object, step);
    assert_non_null(step);
    assert_true(zp_text_equal(zp_text_from(json_object_iter_key(step)), word));
    const json_t *value = json_object_iter_value(step);
    if (member->type == ZP_M_ARG) step = json_object_iter_next((json_t *)object, step);  // its sentence
    if (member->type == ZP_M_RECORD) check_shape(value, member->record);
    if (member->type == ZP_M_LIST) {
      assert_true(json_is_array(value));
      for (size_t item = 0; item < json_array_size(value); item++) check_shape(json_array_get(value, item), member->record);
    }
  }
}

static void objects_have_all_keys_in_order(void **state)
{
  json_t *root = parsed(written(whole_sample(*state), ZP_LANG_ZH, *state));
  check_shape(root, &zp_record_result);
  json_decref(root);
}

static void no_number_is_a_float(const json_t *node)
{
  const char *key;
  json_t *child;
  size_t i;
  assert_false(json_is_real(node));
  json_array_foreach(node, i, child) no_number_is_a_float(child);
  json_object_foreach((json_t *)node, key, child) no_number_is_a_float(child);
}

static void exact_numbers_are_texts(void **state)
{
  json_t *root = parsed(written(whole_sample(*state), ZP_LANG_ZH, *state));
  no_number_is_a_float(root);
  json_decref(root);
}

static void the_stored_result_gives_the_same_bytes(void **state)
{
  zp_arena *arena = *state;
  zp_error err = { 0 };
  zp_sink sink = { .arena = arena };
  zp_result *back = NULL;
  const zp_result *sample = whole_sample(arena);
  assert_int_equal(zp_result_pack(sample, &sink, &err), ZP_OK);
  assert_int_equal(zp_result_unpack((zp_text){ sink.bytes, sink.len }, arena, &back, &err), ZP_OK);
  assert_int_equal(back->digest.len, 64);  // only what was stored has one
  back->digest.len = 0;
  zp_text first = written(sample, ZP_LANG_ZH, arena), second = written(back, ZP_LANG_ZH, arena);
  assert_int_equal(first.len, second.len);
  assert_memory_equal(first.ptr, second.ptr, first.len);
}

static void chinese_stays_readable_and_the_file_ends_with_a_line(void **state)
{
  zp_text text = written(whole_sample(*state), ZP_LANG_ZH, *state);
  assert_true(zp_text_contains(text, ZP_TEXT("\n      \"name\": \"样例镇人民政府\",\n")));
  assert_false(zp_text_contains(text, ZP_TEXT("\\u")));
  assert_true(zp_text_ends(text, ZP_TEXT("\n}\n")));
}

static void only_sentences_follow_the_language(void **state)
{
  json_t *root = parsed(written(whole_sample(*state), ZP_LANG_EN, *state));
  assert_string_equal(json_string_value(at(root, "units.0.findings.0.sentence")), "the actual value cannot be read");
  assert_string_equal(json_string_value(at(root, "units.0.findings.0.severity")), "error");
  assert_string_equal(json_string_value(at(root, "units.0.total.grade")), "中");
  json_decref(root);
}

/// A sentence is whole however long its arguments are.
static void long_arguments_are_not_cut(void **state)
{
  enum { LONG = 100000 };
  char *name = zp_arena_bytes(*state, LONG);
  memset(name, 'x', LONG);
  zp_finding finding = { .status = ZP_E_DUPLICATE_PROJECT, .args = { { name, LONG } } };
  zp_result result = { .findings = &finding, .finding_count = 1 };
  json_t *root = parsed(written(&result, ZP_LANG_EN, *state));
  assert_int_equal(json_string_length(at(root, "findings.0.sentence")),
                   strlen("the project  appears again; only the first is used") + LONG);
  json_decref(root);
}

static void an_empty_result_can_be_written(void **state)
{
  zp_result none = { .version = { NULL, 0 } };
  json_t *root = parsed(written(&none, ZP_LANG_ZH, *state));
  assert_int_equal(json_array_size(at(root, "units")), 0);
  json_decref(root);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(figures_are_those_of_the_model, setup, teardown),
    cmocka_unit_test_setup_teardown(objects_have_all_keys_in_order, setup, teardown),
    cmocka_unit_test_setup_teardown(exact_numbers_are_texts, setup, teardown),
    cmocka_unit_test_setup_teardown(the_stored_result_gives_the_same_bytes, setup, teardown),
    cmocka_unit_test_setup_teardown(chinese_stays_readable_and_the_file_ends_with_a_line, setup, teardown),
    cmocka_unit_test_setup_teardown(only_sentences_follow_the_language, setup, teardown),
    cmocka_unit_test_setup_teardown(long_arguments_are_not_cut, setup, teardown),
    cmocka_unit_test_setup_teardown(an_empty_result_can_be_written, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
