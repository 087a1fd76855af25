// test_api.c: libziping as a program sees it: rules, results, reports, errors.
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/ziping.h"

#define RULES ZP_SOURCE "/rules"

static const char goals_path[] = ZP_SOURCE "/tests/data/laozhuangzi-goals.txt", filled_path[] = ZP_SOURCE "/tests/data/laozhuangzi-filled.csv";

static ziping_input file_at(const char *path)
{
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  assert_int_equal(fseek(file, 0, SEEK_END), 0);
  size_t length = (size_t)ftell(file);
  char *bytes = malloc(length);
  rewind(file);
  assert_int_equal(fread(bytes, 1, length, file), length);
  fclose(file);
  return (ziping_input){ strrchr(path, '/') + 1, bytes, length };
}

static ziping *rules_of(ziping_language language)
{
  ziping_error error;
  const ziping_options options = { .rules = RULES, .language = language };
  ziping *rules = ziping_open(&options, &error);
  if (rules == NULL) fail_msg("%s %s", error.code, error.sentence);
  return rules;
}

static ziping_result *sample(ziping_language language, unsigned flags)
{
  ziping_error error;
  ziping *rules = rules_of(language);
  ziping_input inputs[] = { file_at(goals_path), file_at(filled_path) };
  ziping_result *result = ziping_score(rules, inputs, 2, flags, &error);
  ziping_close(rules);
  for (size_t i = 0; i < 2; i++) {
    memset((char *)(uintptr_t)inputs[i].bytes, '#', inputs[i].length);  // the result must not look there
    free((void *)(uintptr_t)inputs[i].bytes);
  }
  assert_non_null(result);
  return result;
}

static void tells_units_projects_and_rows(void **state)
{
  ziping_result *result = sample(ZIPING_CHINESE, 0);
  ziping_unit unit;
  ziping_project project;
  ziping_row row;
  int64_t lost = 0;
  size_t rows = 0, unscored = 0;
  (void)state;
  assert_int_equal(ziping_result_units(result), 1);
  assert_true(ziping_result_unit(result, 0, &unit));
  assert_int_equal(unit.year, 2024);
  assert_true(unit.total.known && unit.projects == 4 && unit.total.score <= unit.total.score_high && unit.findings > 0);
  for (size_t p = 0; p < unit.projects; p++) {
    assert_true(ziping_result_project(result, 0, p, &project));
    assert_true(project.has_revised && project.revised > 0);
    for (size_t i = 0; i < project.rows; i++, rows++) {
      assert_true(ziping_result_row(result, 0, p, i, &row));
      assert_int_equal(row.execution, i == 0);
      if (row.outcome == ZIPING_SCORED) lost += row.weight - row.points;
      else unscored++;
    }
    assert_false(ziping_result_row(result, 0, p, project.rows, &row));
  }
  assert_true(rows > 20 && lost > 0 && unscored > 0);
  assert_false(ziping_result_unit(result, 1, &unit));
  assert_false(ziping_result_project(result, 0, 4, &project));
  ziping_result_free(result);
}

static void findings_speak_both_languages(void **state)
{
  (void)state;
  for (int language = ZIPING_CHINESE; language <= ZIPING_ENGLISH; language++) {
    ziping_result *plain = sample((ziping_language)language, 0), *reviewed = sample((ziping_language)language, ZIPING_REVIEW);
    ziping_finding finding;
    size_t count = ziping_result_findings(plain, 0);
    assert_true(ziping_result_findings(reviewed, 0) > count);
    for (size_t i = 0; i < count; i++) {
      assert_true(ziping_result_finding(plain, 0, i, &finding));
      assert_true(strlen(finding.code) == 4 && finding.severity >= 0 && finding.severity <= 2 && finding.sentence.length > 0);
      assert_true(finding.file.length > 0 && finding.row > 0);
      if (i == 0) assert_int_equal((unsigned char)finding.sentence.bytes[0] < 128, language == ZIPING_ENGLISH);
    }
    assert_false(ziping_result_finding(plain, 0, count, &finding));
    assert_false(ziping_result_finding(plain, ZIPING_NO_UNIT, 0, &finding));
    assert_int_equal(ziping_result_findings(plain, 7), 0);
    ziping_result_free(plain);
    ziping_result_free(reviewed);
  }
}

static void survives_its_bytes(void **state)
{
  ziping_result *result = sample(ZIPING_CHINESE, 0);
  ziping_bytes bytes, again;
  ziping_error error;
  (void)state;
  assert_true(ziping_result_write(result, &bytes, &error));
  ziping_result *read = ziping_result_read(bytes.bytes, bytes.length, ZIPING_CHINESE, &error);
  assert_non_null(read);
  assert_true(ziping_result_write(read, &again, &error));
  assert_int_equal(bytes.length, again.length);
  assert_memory_equal(bytes.bytes, again.bytes, bytes.length);
  ziping_result_free(read);
  bytes.bytes[bytes.length / 2] ^= 1;
  assert_null(ziping_result_read(bytes.bytes, bytes.length, ZIPING_ENGLISH, &error));
  assert_int_equal(strncmp(error.code, "E50", 3), 0);
  assert_true(error.sentence[0] != '\0');
  assert_null(ziping_result_read("", 0, ZIPING_ENGLISH, NULL));
  ziping_bytes_free(&bytes);
  ziping_bytes_free(&again);
  ziping_bytes_free(NULL);
  ziping_result_free(result);
}

static void reports_and_explains(void **state)
{
  static const char *const names[] = { "json", "csv", "xlsx", "sqlite", "markdown", "docx", "text" };
  ziping_result *result = sample(ZIPING_ENGLISH, 0);
  ziping_bytes bytes;
  ziping_error error;
  (void)state;
  assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    assert_true(ziping_result_report(result, names[i], &bytes, &error));
    assert_true(bytes.length > 100 && bytes.bytes[bytes.length] == '\0');
    ziping_bytes_free(&bytes);
  }
  assert_false(ziping_result_report(result, "pdf", &bytes, &error));
  assert_string_equal(error.code, "E601");
  assert_non_null(strstr(error.sentence, "pdf"));
  assert_true(ziping_result_explain(result, 0, 0, 1, &bytes, &error));
  assert_true(bytes.length > 100);
  ziping_bytes_free(&bytes);
  assert_true(ziping_result_explain(result, 0, 0, SIZE_MAX, &bytes, &error));
  ziping_bytes_free(&bytes);
  assert_true(ziping_result_explain(result, 0, SIZE_MAX, SIZE_MAX, &bytes, &error));
  ziping_bytes_free(&bytes);
  assert_false(ziping_result_explain(result, 0, 9, SIZE_MAX, &bytes, &error));
  assert_string_equal(error.code, "E602");
  assert_false(ziping_result_explain(result, 3, SIZE_MAX, SIZE_MAX, &bytes, NULL));
  ziping_result_free(result);
}

/// Two towns make a district; one alone does not.
static void adds_up_a_district(void **state)
{
  static const char form[] = "年度,单位名称,项目名称,一级指标,三级指标,年度指标值,实际完成值,分值\n"
                             "2024,甲镇,道路,产出指标,里程,≥100公里,100公里,100\n2024,乙镇,道路,产出指标,里程,≥100公里,50公里,100\n";
  ziping *rules = rules_of(ZIPING_CHINESE);
  ziping_error error;
  ziping_district district;
  ziping_unit unit;
  const ziping_input input = { "两镇.csv", form, sizeof form - 1 };
  (void)state;
  ziping_result *two = ziping_score(rules, &input, 1, 0, &error), *one = sample(ZIPING_CHINESE, 0);
  ziping_close(rules);
  assert_non_null(two);
  assert_int_equal(ziping_result_units(two), 2);
  assert_true(ziping_result_unit(two, 0, &unit) && ziping_result_unit(two, 1, &unit));
  assert_true(ziping_result_district(two, &district));
  assert_true(district.counted <= 2);
  assert_false(ziping_result_district(one, &district));
  ziping_result_free(one);
  ziping_result_free(two);
}

static void says_what_is_wrong(void **state)
{
  ziping_error error;
  ziping_finding finding;
  (void)state;
  assert_null(ziping_open(&(ziping_options){ .rules = "/nowhere" }, &error));
  assert_true(error.code[0] == 'E' && error.sentence[0] != '\0');
  assert_null(ziping_open(&(ziping_options){ .rules = RULES, .pack = "no-such-pack", .language = ZIPING_ENGLISH }, &error));
  assert_true(error.code[0] == 'E');
  assert_null(ziping_open(&(ziping_options){ .rules = RULES, .pack = RULES "/forms" }, NULL));
  // A file that cannot be read is no error: the result says it.
  ziping *rules = rules_of(ZIPING_CHINESE);
  const ziping_input broken = { "坏.xlsx", "PK\003\004 broken", 12 };
  ziping_result *result = ziping_score(rules, &broken, 1, 0, &error);
  assert_non_null(result);
  assert_int_equal(ziping_result_units(result), 0);
  assert_true(ziping_result_finding(result, ZIPING_NO_UNIT, 0, &finding));
  assert_int_equal(finding.severity, 2);
  ziping_result_free(result);
  result = ziping_score(rules, NULL, 0, 0, &error);
  assert_non_null(result);
  ziping_result_free(result);
  ziping_close(rules);
  ziping_close(NULL);
  ziping_result_free(NULL);
  assert_true(strlen(ziping_version()) >= 5);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(tells_units_projects_and_rows), cmocka_unit_test(findings_speak_both_languages), cmocka_unit_test(survives_its_bytes),
    cmocka_unit_test(reports_and_explains),          cmocka_unit_test(says_what_is_wrong),
    cmocka_unit_test(adds_up_a_district),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
