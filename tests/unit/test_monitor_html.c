// test_monitor_html.c: pages of monitoring: every figure and light is there, in both languages, and nothing of a user's is markup.
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "failing_allocator.h"
#include "kept_files.h"
#include "plugins/reports/monitor_report.h"

static const char nasty[] = "<script>alert(1)</script>&\"'</td><!--{{title}}[[row]]";

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

static size_t times(zp_text text, const char *part)
{
  zp_text wanted = zp_text_from(part);
  size_t count = 0;
  for (size_t at; (at = zp_text_find(text, wanted)) != SIZE_MAX; count++) text = zp_text_slice(text, at + wanted.len, text.len);
  return count;
}

enum { ROWS = ZP_LIGHTS };
typedef struct sample {
  zp_watched_row rows[ROWS];
  zp_watched_project project;
  zp_monitor units[3];
  zp_monitoring all;
} sample;

/// Two units whose one project has a row of every light, and one without projects.
static void make(sample *s, zp_text text)
{
  *s = (sample){ .all = { .pack = text, .pack_version = ZP_TEXT("1.2.3"), .execution = { { 900000 }, { 700000 } },
                          .goals = { { 950000 }, { 600000 } }, .units = s->units, .unit_count = 3 } };
  for (int i = 0; i < ROWS; i++)
    s->rows[i] = (zp_watched_row){ .level1 = text, .name = text, .target_text = text, .actual_text = text, .light = (zp_light)i,
                                   .why = (zp_watch)(ZP_WATCH_REACHED + i), .has_rate = true, .rate = { 123400 + i * 10000 },
                                   .has_expected = true, .expected = { 125 + i, 1 }, .unit = text, .cap = i == 1 };
  s->project = (zp_watched_project){ .name = text, .code = text, .has_revised = true, .has_executed = true, .revised = { 45678000 },
                                     .executed = { 12345000 }, .has_plan = true, .planned = { 613300 }, .has_share = true,
                                     .share = { 270200 }, .has_rate = true, .rate = { 440600 }, .execution = ZP_LIGHT_RED,
                                     .goals = ZP_LIGHT_YELLOW, .light = ZP_LIGHT_RED, .execution_why = ZP_WATCH_BEHIND, .rows = s->rows,
                                     .row_count = ROWS };
  for (int i = 0; i < 3; i++)
    s->units[i] = (zp_monitor){ .name = text, .code = i == 0 ? ZP_TEXT("130229001") : text, .year = 2024, .day = { { 2024, 9, 30 }, 3 },
                                .elapsed = { 750000 }, .light = i == 2 ? ZP_LIGHT_NOT_DUE : ZP_LIGHT_RED,
                                .by_light = { [ZP_LIGHT_RED] = 1 }, .projects = &s->project, .project_count = i == 2 ? 0 : 1 };
}

static kept_files pages_of(const zp_monitoring *all, zp_lang lang, zp_arena *arena)
{
  kept_files kept = { .folder = { kept_files_put }, .arena = arena };
  const zp_report_options options = { .lang = lang };
  zp_error err = { 0 };
  assert_int_equal(zp_monitor_html(all, &options, arena, &kept.folder, &err), ZP_OK);
  return kept;
}

static void every_light_and_figure_is_there(void **state)
{
  static const char *const words[][ZP_LIGHTS] = { { "未到期", "绿", "不明", "黄", "红" }, { "not due", "green", "unknown", "yellow", "red" } };
  static const char *const figures[] = { ">45.678<", ">12.345<", "61.33%", "27.02%", "44.06%", "12.34%", "16.34%", "12.6" };
  sample s;
  make(&s, ZP_TEXT("乡道"));
  for (int lang = ZP_LANG_ZH; lang <= ZP_LANG_EN; lang++) {
    kept_files kept = pages_of(&s.all, (zp_lang)lang, *state);
    assert_int_equal(kept.count, 4);
    assert_true(zp_text_equal(kept.names[0], ZP_TEXT("index.html")));
    assert_true(zp_text_equal(kept.names[1], ZP_TEXT("mc-130229001.html")));
    assert_true(zp_text_equal(kept.names[2], ZP_TEXT("mn-2.html")));
    for (size_t f = 0; f < sizeof figures / sizeof figures[0]; f++)
      if (times(kept.bytes[1], figures[f]) == 0) fail_msg("%s is missing", figures[f]);
    for (int light = 0; light < ZP_LIGHTS; light++) {
      char span[80];
      snprintf(span, sizeof span, "<span class=\"l-%s\">%s</span>", zp_light_name((zp_light)light), words[lang][light]);
      assert_int_equal(times(kept.bytes[1], span), light == ZP_LIGHT_RED ? 3 : light == ZP_LIGHT_YELLOW ? 2 : 1);
    }
    assert_int_equal(times(kept.bytes[0], "class=\"l-red\""), 2);
    assert_int_equal(times(kept.bytes[0], "class=\"l-not_due\""), 1);
    assert_int_equal(times(kept.bytes[0], "2024-09-30"), 1);
    assert_int_equal(times(kept.bytes[0], "<script"), 1);
    assert_int_equal(times(kept.bytes[1], "<script"), 0);
    assert_int_equal(times(kept.bytes[1], "href=\"index.html\""), 1);
    assert_int_equal(times(kept.bytes[3], "<table"), 0);  // no projects
    for (size_t i = 0; i < kept.count; i++) assert_int_equal(times(kept.bytes[i], "1.2.3"), 1);
  }
}

static void nothing_of_a_user_is_markup(void **state)
{
  sample s;
  make(&s, zp_text_from(nasty));
  kept_files kept = pages_of(&s.all, ZP_LANG_ZH, *state);
  for (size_t i = 0; i < kept.count; i++) {
    assert_int_equal(times(kept.bytes[i], "<script"), i == 0);
    assert_int_equal(times(kept.bytes[i], "<!--"), 0);
    assert_true(times(kept.bytes[i], "&lt;script&gt;alert(1)") > 0);
    assert_true(zp_monitor_owns(kept.names[i]));
  }
}

static void owns_no_pages_of_results(void **state)
{
  static const char *const others[] = { "c-130229001.html", "n-1.html", "mc-.html", "mc-A.html", "mn-1.htm", "m-1.html", "", "mc-../x.html" };
  (void)state;
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) assert_false(zp_monitor_owns(zp_text_from(others[i])));
}

static void says_when_memory_is_short(void **state)
{
  sample s;
  bool done = false;
  make(&s, ZP_TEXT("乡道"));
  for (size_t n = 1; !done; n++) {
    failing_allocator memory = { .fail_at = n };
    zp_allocator allocator = allocator_of(&memory);
    zp_arena *arena = zp_arena_new(&allocator, 0);
    if (arena == NULL) continue;
    static kept_files kept;
    kept = (kept_files){ .folder = { kept_files_put }, .arena = *state };
    const zp_report_options options = { .lang = ZP_LANG_ZH };
    zp_error err = { 0 };
    zp_status status = zp_monitor_html(&s.all, &options, arena, &kept.folder, &err);
    assert_true(status == ZP_OK || status == ZP_E_MEMORY);
    done = status == ZP_OK;
    zp_arena_free(arena);
    assert_int_equal(memory.blocks, 0);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(every_light_and_figure_is_there, setup, teardown),
    cmocka_unit_test_setup_teardown(nothing_of_a_user_is_markup, setup, teardown),
    cmocka_unit_test_setup_teardown(owns_no_pages_of_results, setup, teardown),
    cmocka_unit_test_setup_teardown(says_when_memory_is_short, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
