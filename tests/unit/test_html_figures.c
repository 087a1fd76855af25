// test_html_figures.c: every figure on the pages is that of the JSON report, all of them, in order.
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "kept_files.h"
#include "sample_district.h"
#include "sample_result.h"

extern const zp_report zp_report_json;
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

// ---- figures -------------------------------------------------------------------------------------------------------------

enum { FIGURES_MOST = 2000, FIGURE_ROOM = 96 };

typedef struct figure { char key[40], text[FIGURE_ROOM]; } figure;
typedef struct figures { figure items[FIGURES_MOST]; size_t count; } figures;

static void note(figures *list, const char *key, const char *text)
{
  assert_true(list->count < FIGURES_MOST);
  figure *item = &list->items[list->count++];
  snprintf(item->key, sizeof item->key, "%s", key);
  snprintf(item->text, sizeof item->text, "%s", text);
}

/// The figures of a page in its order: what stands in elements with data-k, without tags.
static figures *shown_in(zp_text page, zp_arena *arena)
{
  static const char mark[] = "data-k=\"";
  figures *list = ZP_TAKE(arena, figures, 1);
  assert_non_null(list);
  for (size_t at; (at = zp_text_find(page, zp_text_from(mark))) != SIZE_MAX;) {
    char key[40], text[FIGURE_ROOM];
    size_t len = 0;
    page = zp_text_slice(page, at + strlen(mark), page.len);
    snprintf(key, sizeof key, "%.*s", (int)zp_text_find(page, ZP_TEXT("\"")), page.ptr);
    size_t end = zp_text_find(page, ZP_TEXT("</d")), cell = zp_text_find(page, ZP_TEXT("</td"));
    if (cell < end) end = cell;
    assert_true(end != SIZE_MAX);
    bool tag = true;  // the one that the key is in
    for (size_t i = 0; i < end; i++) {
      if (page.ptr[i] == '<') tag = true;
      else if (page.ptr[i] == '>') tag = false;
      else if (!tag && len + 1 < sizeof text) text[len++] = page.ptr[i];
    }
    text[len] = '\0';
    note(list, key, text);
  }
  return list;
}

static const json_t *get(const json_t *object, const char *key)
{
  const json_t *value = json_object_get(object, key);
  if (value == NULL) fail_msg("no %s", key);
  return value;
}

static const char *string_of(const json_t *object, const char *key)
{
  return json_string_value(get(object, key));
}

/// A figure of the JSON report as pages show it: null is a dash.
static void want(figures *list, const char *key, const json_t *object, const char *member, const char *suffix)
{
  const json_t *value = get(object, member);
  char text[FIGURE_ROOM];
  if (json_is_integer(value)) snprintf(text, sizeof text, "%lld", (long long)json_integer_value(value));
  else if (json_is_string(value)) snprintf(text, sizeof text, "%s%s", json_string_value(value), suffix);
  else snprintf(text, sizeof text, "—");
  note(list, key, text);
}

/// Yuan of the JSON report are 万元 on a page.
static void want_money(figures *list, const char *key, const json_t *object, const char *member)
{
  char room[ZP_NUMBER_ROOM], fen[ZP_NUMBER_ROOM];
  const json_t *value = get(object, member);
  if (json_is_null(value)) {
    note(list, key, "—");
    return;
  }
  size_t len = 0;
  for (const char *p = json_string_value(value); *p != '\0'; p++)  // two decimals always: without the point it is fen
    if (*p != '.' && len + 1 < sizeof fen) fen[len++] = *p;
  fen[len] = '\0';
  note(list, key, zp_money_print_wan((zp_money){ strtoll(fen, NULL, 10) }, room).ptr);
}

static void want_grade(figures *list, const json_t *total)
{
  char text[FIGURE_ROOM];
  const char *low = string_of(total, "grade"), *high = string_of(total, "grade_high");
  if (!json_is_true(get(total, "known"))) snprintf(text, sizeof text, "算不出");
  else if (json_is_true(get(total, "graded"))) snprintf(text, sizeof text, "%s", low);
  else snprintf(text, sizeof text, "待定（%s～%s）", low, high);
  note(list, "total.grade", text);
}

static void want_row(figures *list, const json_t *row, bool declared)
{
  const char *outcome = string_of(row, "outcome");
  want(list, "rows.weight", row, "weight", "");
  if (strcmp(outcome, "scored") == 0) want(list, "rows.points", row, "points", "");
  else note(list, "rows.points", strcmp(outcome, "fault") == 0 ? "规则出错" : "未评");
  if (!declared) return;
  if (json_is_null(get(row, "declared"))) note(list, "rows.declared", "");
  else want(list, "rows.declared", row, "declared", "");
}

static void want_form(figures *list, const json_t *project)
{
  const json_t *rows = get(project, "rows"), *total = get(project, "total");
  want_money(list, "form.initial", project, "initial");
  want_money(list, "form.revised", project, "revised");
  want_money(list, "form.executed", project, "executed");
  for (size_t i = 0; i < json_array_size(rows); i++) want_row(list, json_array_get(rows, i), i > 0);
  want(list, "total.weight", total, "weight", "");
  want(list, "total.points", total, "points", "");
}

static figures *wanted_of_unit(const json_t *unit, zp_arena *arena)
{
  figures *list = ZP_TAKE(arena, figures, 1);
  const json_t *projects = get(unit, "projects"), *pooled = get(unit, "pooled"), *total = get(unit, "total");
  assert_non_null(list);
  want(list, "total.score", total, "score", "");
  want_grade(list, total);
  want(list, "total.scored", total, "scored", "");
  for (size_t i = 0; i < json_array_size(projects); i++) {
    const json_t *project = json_array_get(projects, i);
    want_money(list, "projects.revised", project, "revised");
    want_money(list, "projects.executed", project, "executed");
    want(list, "projects.total.score", get(project, "total"), "score", "");
    want(list, "projects.total.scored", get(project, "total"), "scored", "");
  }
  for (size_t i = 0; i < json_array_size(projects); i++) want_form(list, json_array_get(projects, i));
  for (size_t i = 0; i < json_array_size(pooled); i++) want_form(list, json_array_get(pooled, i));
  return list;
}

static void want_worst(figures *list, const json_t *weak)
{
  want(list, "worst.lost", weak, "lost", "");
  want(list, "worst.weight", weak, "weight", "");
  want(list, "worst.units", weak, "units", "");
  want(list, "worst.unscored", weak, "unscored", "");
}

static void want_unit_row(figures *list, const json_t *unit)
{
  want(list, "ranking.rank", unit, "rank", "");
  want(list, "ranking.score", unit, "score", "");
  want(list, "ranking.scored", unit, "scored", "");
  want_money(list, "ranking.revised", unit, "revised");
  want_money(list, "ranking.executed", unit, "executed");
}

static void want_cards(figures *list, const json_t *d)
{
  const json_t *rows = get(d, "rows");
  char text[FIGURE_ROOM];
  long long scored = json_integer_value(get(rows, "scored")), others = json_integer_value(get(rows, "unscored"));
  want(list, "total.score", get(d, "total"), "score", "");
  want_grade(list, get(d, "total"));
  want(list, "counted", d, "counted", "");
  snprintf(text, sizeof text, "%lld / %lld", scored, scored + others + (long long)json_integer_value(get(rows, "fault")));
  note(list, "rows", text);
}

static figures *wanted_of_district(const json_t *d, zp_arena *arena)
{
  figures *list = ZP_TAKE(arena, figures, 1);
  size_t i;
  json_t *item;
  assert_non_null(list);
  want_cards(list, d);
  json_array_foreach((json_t *)get(d, "grades"), i, item) want(list, "grades.units", item, "units", "");
  want(list, "units.open", get(d, "units"), "open", "");
  want(list, "units.unknown", get(d, "units"), "unknown", "");
  json_array_foreach((json_t *)get(d, "groups"), i, item) {
    want(list, "groups.units", item, "units", "");
    want(list, "groups.mean", item, "mean", "%");
    want(list, "groups.least", item, "least", "%");
    want(list, "groups.most", item, "most", "%");
  }
  json_array_foreach((json_t *)get(d, "ranking"), i, item) want_unit_row(list, item);
  json_array_foreach((json_t *)get(d, "worst"), i, item) want_worst(list, item);
  want_worst(list, get(d, "others"));
  json_array_foreach((json_t *)get(d, "problems"), i, item) {
    want(list, "problems.count", item, "count", "");
    want(list, "problems.units", item, "units", "");
  }
  return list;
}

static void assert_figures(const figures *shown, const figures *wanted)
{
  for (size_t i = 0; i < shown->count && i < wanted->count; i++) {
    const figure *a = &shown->items[i], *b = &wanted->items[i];
    if (strcmp(a->key, b->key) != 0 || strcmp(a->text, b->text) != 0)
      fail_msg("figure %zu: the page has %s \"%s\", the JSON %s \"%s\"", i, a->key, a->text, b->key, b->text);
  }
  assert_int_equal(shown->count, wanted->count);
}

static json_t *json_of(const zp_result *result, zp_arena *arena)
{
  zp_sink sink = { .arena = arena };
  zp_error err = { 0 };
  zp_report_options options = { .lang = ZP_LANG_ZH };
  assert_int_equal(zp_report_json.write(result, &options, &sink, &err), ZP_OK);
  json_t *root = json_loadb(sink.bytes, sink.len, JSON_REJECT_DUPLICATES, NULL);
  assert_non_null(root);
  return root;
}

/// What the formula gave is behind every row that lost points, unrounded.
static size_t assert_answers(zp_text page, const json_t *unit)
{
  size_t p, r, checked = 0;
  json_t *project, *row;
  json_array_foreach((json_t *)get(unit, "projects"), p, project) json_array_foreach((json_t *)get(project, "rows"), r, row) {
    char room[ZP_NUMBER_ROOM], wanted[FIGURE_ROOM];
    zp_qty answer;
    if (json_is_null(get(row, "answer")) || strcmp(string_of(row, "points"), string_of(row, "weight")) == 0) continue;
    checked++;
    assert_int_equal(zp_qty_parse(zp_text_from(string_of(row, "answer")), &answer, NULL), ZP_OK);
    snprintf(wanted, sizeof wanted, "<dd>%s</dd>", zp_qty_print_short(answer, room).ptr);
    if (!zp_text_contains(page, zp_text_from(wanted))) fail_msg("no %s", wanted);
  }
  return checked;
}

static void every_figure_is_that_of_the_json(void **state)
{
  const zp_result *sample = whole_sample(*state);
  kept_files kept = pages_of(sample, ZP_LANG_ZH, *state);
  json_t *root = json_of(sample, *state);
  const json_t *units = get(root, "units");
  size_t answers = 0;
  assert_int_equal(kept.count, 1 + json_array_size(units));
  const figures *wanted = wanted_of_district(get(root, "district"), *state);
  assert_true(wanted->count > 40);
  assert_figures(shown_in(kept.bytes[0], *state), wanted);
  for (size_t i = 0; i < json_array_size(units); i++) {
    const json_t *unit = json_array_get(units, i);
    assert_figures(shown_in(kept.bytes[1 + i], *state), wanted_of_unit(unit, *state));
    answers += assert_answers(kept.bytes[1 + i], unit);
  }
  assert_true(answers > 1);
  json_decref(root);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(every_figure_is_that_of_the_json, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
