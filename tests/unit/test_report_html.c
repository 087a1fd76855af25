// test_report_html.c: the pages: nothing of a user's is ever markup, nothing is asked of anybody.
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/integrity.h"
#include "failing_allocator.h"
#include "kept_files.h"
#include "sample_district.h"
#include "sample_result.h"

extern const zp_folder_report zp_report_html;

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

static const zp_result *whole_sample(zp_arena *arena)
{
  zp_result *whole = ZP_TAKE(arena, zp_result, 1);
  assert_non_null(whole);
  *whole = sample_with_district(sample_result(arena), arena);
  return whole;
}

static kept_files pages_of(const zp_result *result, zp_lang lang, zp_arena *arena)
{
  kept_files kept = { .folder = { kept_files_put }, .arena = arena };
  zp_report_options options = { .lang = lang };
  zp_error err = { 0 };
  assert_int_equal(zp_report_html.write(result, &options, arena, &kept.folder, &err), ZP_OK);
  return kept;
}

static size_t times(zp_text text, const char *part)
{
  zp_text wanted = zp_text_from(part);
  size_t count = 0;
  for (size_t at; (at = zp_text_find(text, wanted)) != SIZE_MAX; count++) text = zp_text_slice(text, at + wanted.len, text.len);
  return count;
}

// ---- what people write in cells --------------------------------------------------------------------------------------------

static const char nasty[] = "<script>alert(1)</script>&\"'</td><!--{{title}}[[row]]";

static zp_result hostile(zp_row_result *row, zp_project_result *project, zp_unit_result *unit, zp_text text)
{
  zp_row_result rows[2] = {
    { .execution = true, .level1 = text, .level3 = text, .outcome = ZP_SCORED, .weight = { 100000 } },
    { .level1 = text, .level2 = text, .level3 = text, .description = text, .target_text = text, .actual_text = text, .deviation = text,
      .note = text, .rule = text, .rule_title = text, .outcome = ZP_SCORED, .weight = { 100000 }, .points = { 50000 } },
  };
  memcpy(row, rows, sizeof rows);
  *project = (zp_project_result){ .name = text, .code = text, .rows = row, .row_count = 2, .total = { .known = true, .grade = text } };
  *unit = (zp_unit_result){ .name = text, .code = text, .projects = project, .project_count = 1, .total = { .known = true, .grade = text } };
  return (zp_result){ .units = unit, .unit_count = 1, .pack = text, .pack_title = text, .version = text };
}

static void nothing_of_a_user_is_markup(void **state)
{
  zp_row_result rows[2];
  zp_project_result project;
  zp_unit_result unit;
  zp_result result = hostile(rows, &project, &unit, zp_text_from(nasty));
  kept_files kept = pages_of(&result, ZP_LANG_ZH, *state);
  assert_int_equal(kept.count, 2);
  assert_true(zp_text_equal(kept.names[1], ZP_TEXT("n-1.html")));
  for (size_t i = 0; i < kept.count; i++) {
    assert_int_equal(times(kept.bytes[i], "<script"), i == 0);
    assert_int_equal(times(kept.bytes[i], "<!--"), 0);
    assert_true(times(kept.bytes[i], "&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&#39;&lt;/td&gt;&lt;!--{{title}}[[row]]") > 2);
  }
}

static void odd_bytes_come_out_right(void **state)
{
  char text[1000] = "a\x1B[31m\r\n\tb\xC2\x9B\xE2\x80\xAE" "c\xFF" "d";  // escape, line ends, C1, right-to-left override, no UTF-8
  size_t bad, len = strlen(text);
  for (int i = 0; i < 300; i++, len += 3) memcpy(text + len, "字", 3);
  zp_row_result rows[2];
  zp_project_result project;
  zp_unit_result unit;
  zp_result result = hostile(rows, &project, &unit, (zp_text){ text, len });
  kept_files kept = pages_of(&result, ZP_LANG_ZH, *state);
  for (size_t i = 0; i < kept.count; i++) {
    assert_true(zp_text_utf8(kept.bytes[i], &bad));
    for (size_t at = 0; at < kept.bytes[i].len;) {
      uint32_t c = zp_text_next(kept.bytes[i], &at);
      assert_true(c == '\n' || !zp_is_control(c));
    }
  }
  char whole[1000] = "d";
  memcpy(whole + 1, text + len - 900, 900);
  whole[901] = '\0';
  assert_true(times(kept.bytes[1], whole) > 5);  // 300 characters are not cut
}

static void names_of_pages_are_safe_and_unique(void **state)
{
  static const struct { const char *code, *page; } rows[] = {
    { "", "n-1.html" },      { "../../etc/passwd", "n-2.html" }, { "130229", "c-130229.html" }, { "130230", "n-4.html" },
    { "130230", "n-5.html" }, { "AB", "n-6.html" },             { "ab", "c-ab.html" },         { "index", "c-index.html" },
    { "0123456789012345678901234567890123456789x", "n-9.html" }, { "\xE5\xAD\x97", "n-10.html" },
  };
  enum { COUNT = sizeof rows / sizeof rows[0] };
  zp_unit_result units[COUNT];
  for (size_t i = 0; i < COUNT; i++) units[i] = (zp_unit_result){ .name = ZP_TEXT("镇"), .code = zp_text_from(rows[i].code) };
  zp_result result = { .units = units, .unit_count = COUNT };
  kept_files kept = pages_of(&result, ZP_LANG_ZH, *state);
  assert_int_equal(kept.count, COUNT + 1);
  for (size_t i = 0; i < COUNT; i++) {
    char href[80];
    assert_true(zp_text_equal(kept.names[i + 1], zp_text_from(rows[i].page)));
    assert_true(zp_report_html.owns(kept.names[i + 1]));
    snprintf(href, sizeof href, "href=\"%s\"", rows[i].page);
    assert_int_equal(times(kept.bytes[0], href), 1);
  }
  static const char *const others[] = { "index.htm", "c-.html", "c-A.html", "n-1.html.bak", "x-1.html", ".html", "", "c-../x.html" };
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) assert_false(zp_report_html.owns(zp_text_from(others[i])));
}

// ---- the policy ------------------------------------------------------------------------------------------------------------

static zp_text between(zp_text page, const char *from, const char *to)
{
  size_t at = zp_text_find(page, zp_text_from(from));
  assert_true(at != SIZE_MAX);
  page = zp_text_slice(page, at + strlen(from), page.len);
  size_t end = zp_text_find(page, zp_text_from(to));
  assert_true(end != SIZE_MAX);
  return zp_text_slice(page, 0, end);
}

static void the_policy_allows_what_is_there_and_nothing_else(void **state)
{
  static const char *const banned[] = { "http:", "https:", "url(", "@import", " style=", " src=", "onclick", "onload", "javascript:", "<link", "<img" };
  kept_files kept = pages_of(whole_sample(*state), ZP_LANG_ZH, *state);
  zp_text script = zp_integrity(between(kept.bytes[0], "<script>", "</script>"), *state);
  for (size_t i = 0; i < kept.count; i++) {
    zp_text policy = between(kept.bytes[i], "Content-Security-Policy\" content=\"", "\">");
    zp_text style = zp_integrity(between(kept.bytes[i], "<style>", "</style>"), *state);
    char wanted[400];
    snprintf(wanted, sizeof wanted, "default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'", style.ptr, script.ptr);
    assert_true(zp_text_equal(policy, zp_text_from(wanted)));
    for (size_t b = 0; b < sizeof banned / sizeof banned[0]; b++)
      if (times(kept.bytes[i], banned[b]) != 0) fail_msg("%s in page %zu", banned[b], i);
  }
}

// "abc" of FIPS 180-2.
static void integrity_is_sha_256(void **state)
{
  assert_string_equal(zp_integrity(ZP_TEXT("abc"), *state).ptr, "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
}

// ---- the whole -------------------------------------------------------------------------------------------------------------

static void pages_are_built_for_everybody(void **state)
{
  static const struct { zp_lang lang; const char *begins, *heading; } rows[] = {
    { ZP_LANG_ZH, "<!DOCTYPE html>\n<html lang=\"zh-CN\">", "<h1>样例区  预算绩效自评汇总</h1>" },
    { ZP_LANG_EN, "<!DOCTYPE html>\n<html lang=\"en\">", "<h1>样例区, summary of budget performance self-evaluations</h1>" },
  };
  for (size_t l = 0; l < sizeof rows / sizeof rows[0]; l++) {
    kept_files kept = pages_of(whole_sample(*state), rows[l].lang, *state);
    assert_int_equal(times(kept.bytes[0], rows[l].heading), 1);
    for (size_t i = 0; i < kept.count; i++) {
      zp_text page = kept.bytes[i];
      assert_true(zp_text_starts(page, zp_text_from(rows[l].begins)));
      assert_int_equal(times(page, "<h1>"), 1);
      assert_int_equal(times(page, "<th>") + times(page, "<th "), times(page, "<th scope=\""));
      assert_int_equal(times(page, "<table"), times(page, "</table>"));
      assert_int_equal(times(page, "<tr"), times(page, "</tr>"));
      assert_int_equal(times(page, "<tbody>"), times(page, "</tbody>"));
      assert_int_equal(times(page, "<section"), times(page, "</section>"));
      assert_int_equal(times(page, "<details>"), times(page, "</details>"));
      assert_int_equal(times(page, "<dl"), times(page, "</dl>"));
    }
  }
}

static void one_unit_has_an_overview_too(void **state)
{
  zp_result one = *sample_result(*state);
  one.unit_count = 1;
  kept_files kept = pages_of(&one, ZP_LANG_ZH, *state);
  assert_int_equal(kept.count, 2);
  assert_int_equal(times(kept.bytes[0], "<a href=\""), 1);
  assert_int_equal(times(kept.bytes[0], "data-k=\"ranking.score\">66.26<"), 1);
  one.unit_count = 0;
  kept = pages_of(&one, ZP_LANG_ZH, *state);
  assert_int_equal(kept.count, 1);
  assert_true(zp_text_contains(kept.bytes[0], ZP_TEXT("没有可以显示的单位")));
}

static void equal_results_give_equal_bytes(void **state)
{
  kept_files first = pages_of(whole_sample(*state), ZP_LANG_ZH, *state), second = pages_of(whole_sample(*state), ZP_LANG_ZH, *state);
  assert_int_equal(first.count, second.count);
  for (size_t i = 0; i < first.count; i++) {
    assert_true(zp_text_equal(first.names[i], second.names[i]));
    assert_true(zp_text_equal(first.bytes[i], second.bytes[i]));
  }
}

static void memory_that_runs_out_is_said(void **state)
{
  const zp_result *sample = whole_sample(*state);
  size_t failures = 0;
  for (size_t n = 1;; n++) {
    failing_allocator memory = { .fail_at = n };
    zp_allocator source = allocator_of(&memory);
    zp_arena *arena = zp_arena_new(&source, 0);
    zp_status status = ZP_E_MEMORY;
    if (arena != NULL) {
      kept_files kept = { .folder = { kept_files_put }, .arena = *state };
      zp_report_options options = { .lang = ZP_LANG_ZH };
      zp_error err = { 0 };
      status = zp_report_html.write(sample, &options, arena, &kept.folder, &err);
      assert_int_equal(err.status, status);
    }
    zp_arena_free(arena);
    assert_int_equal(memory.blocks, 0);
    if (status == ZP_OK) break;
    assert_int_equal(status, ZP_E_MEMORY);
    failures++;
  }
  print_message("%zu requests failed\n", failures);
  assert_true(failures > 3);
}

static zp_status refuse(zp_folder *folder, zp_text name, zp_text bytes, zp_error *err)
{
  (void)folder;
  (void)bytes;
  return zp_fail(err, ZP_E_WRITE, NULL, name, ZP_TEXT("x"), (zp_text){ NULL, 0 });
}

static void a_folder_that_fails_ends_the_report(void **state)
{
  zp_folder folder = { refuse };
  zp_report_options options = { .lang = ZP_LANG_ZH };
  zp_error err = { 0 };
  assert_int_equal(zp_report_html.write(whole_sample(*state), &options, *state, &folder, &err), ZP_E_WRITE);
  assert_string_equal(err.arg[0], "index.html");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(nothing_of_a_user_is_markup, setup, teardown),
    cmocka_unit_test_setup_teardown(odd_bytes_come_out_right, setup, teardown),
    cmocka_unit_test_setup_teardown(names_of_pages_are_safe_and_unique, setup, teardown),
    cmocka_unit_test_setup_teardown(the_policy_allows_what_is_there_and_nothing_else, setup, teardown),
    cmocka_unit_test_setup_teardown(integrity_is_sha_256, setup, teardown),
    cmocka_unit_test_setup_teardown(pages_are_built_for_everybody, setup, teardown),
    cmocka_unit_test_setup_teardown(one_unit_has_an_overview_too, setup, teardown),
    cmocka_unit_test_setup_teardown(equal_results_give_equal_bytes, setup, teardown),
    cmocka_unit_test_setup_teardown(memory_that_runs_out_is_said, setup, teardown),
    cmocka_unit_test_setup_teardown(a_folder_that_fails_ends_the_report, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
