// test_script_lint.c: what lint.h finds in a file, where, and what it leaves alone.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "script/lint.h"
#include "small_pack.h"

/// The rule that the sources below are read as: `floor` is 0.6, `most` is 2.
static zp_param params[] = {
  { .name = ZP_TEXT_INIT("floor"), .type = ZP_PARAM_NUMBER, .number = 0.6 },
  { .name = ZP_TEXT_INIT("most"), .type = ZP_PARAM_NUMBER, .number = 2 },
};
static const zp_rule rule = { .params = params, .param_count = 2 };

#define SCORE(arguments, body) "return { score = function(" arguments ")\n" body "\nend }"

/// Finds all there is as "W421 1:7 name; …".
static void lint(const char *bytes, bool as_rule, char *out, size_t size)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_findings findings = { .arena = arena };
  const zp_source source = { ZP_TEXT("a.lua"), zp_text_from(bytes) };
  size_t len = 0;
  zp_lint_source(&source, as_rule ? &rule : NULL, params, &findings);
  assert_false(findings.lost);
  out[0] = '\0';
  for (size_t i = 0; i < findings.count; i++) {
    const zp_finding *f = &findings.items[i];
    zp_text meant = zp_text_slice(f->cell, f->caret_from, f->caret_from + f->caret_bytes);
    assert_true(meant.len > 0);
    len += (size_t)snprintf(out + len, size - len, "%s%s %u:%u %.*s|%.*s", len == 0 ? "" : "; ", zp_status_code(f->status),
                            f->place.row, f->place.column, ZP_ARG(meant), ZP_ARG(f->args[1]));
    assert_true(len < size);
  }
  zp_arena_free(arena);
}

static const struct { const char *source, *found; } cases[] = {
  // unused
  { "local a = 1", "W421 1:7 a|" },
  { "local a, b = 1, 2 return b", "W421 1:7 a|" },
  { "local a a = 2", "W421 1:7 a|" },
  { "local _, _b = 1, 2", "" },
  { "local function f() end", "W421 1:16 f|" },
  { "local function f(x) return 1 end return f", "W421 1:18 x|" },
  { "for i = 1, 3 do end", "W421 1:5 i|" },
  { "for _, v in ipairs({}) do tostring(v) end", "" },
  { "local t = {} function t.f(self) return self end return t", "" },
  { "local t = {} function t:f() end return t", "" },
  { "local x <const> = 1 return x", "" },
  { "repeat local x = 1 until x == 1", "" },
  { "local x = 1 do local y = x end", "W421 1:22 y|" },
  { "local x = 1 goto out ::out:: return x", "" },
  { SCORE("actual, weight", "return weight"), "W422 1:27 actual|" },
  { SCORE("actual, weight, floor", "return min(actual, weight, floor)"), "" },
  { "return { params = { score = function(x) return 1 end }, score = function() return 1 end }", "W421 1:38 x|" },
  // hidden
  { "local a = 1 do local a = 2 tostring(a) end return a", "W424 1:22 a|1" },
  { "local a = 1\nlocal a = a return a", "W424 2:7 a|1" },
  { "local a = 1\nreturn function(a) return a end, a", "W424 2:17 a|1" },
  { "local a = a return a", "W427 1:11 a|" },
  { "local max = math.max return max", "W425 1:7 max|" },
  { "local string = 1 return string", "W425 1:7 string|" },
  { "for type = 1, 2 do tostring(type) end", "W425 1:5 type|" },
  { SCORE("actual, floor", "return floor(actual)"), "W425 1:35 floor|" },
  // globals
  { "a = 1", "W426 1:1 a|" },
  { "a = 1 a = 2 return a", "W426 1:1 a|" },
  { "function f() end", "W426 1:10 f|" },
  { "local a a, b = 1, 2 return a", "W426 1:12 b|" },
  { "local t = {} t.x, t[1] = 1, 2", "" },
  { "return acutal", "W427 1:8 acutal|" },
  { SCORE("actual", "return acutal + actual"), "W427 2:8 acutal|actual" },
  { SCORE("weight", "return weight * rate"), "W427 2:17 rate|" },
  { "return mix(1, 2)", "W427 1:8 mix|min" },
  { "return math.random()", "W427 1:13 random|" },
  { "return string.fnd('a', 'b')", "W427 1:15 fnd|find" },
  { "local math = {} return math.random", "W425 1:7 math|" },
  { "return _ENV", "" },
  // comparisons
  { SCORE("actual, target", "return actual / target >= 0.9"), "W428 2:8 actual / target >= 0.9|ratio(actual, target)" },
  { SCORE("actual, target", "return 0.9 <= actual / target"), "W428 2:8 0.9 <= actual / target|ratio(actual, target)" },
  { SCORE("actual, target", "return (actual * 100) / target >= 90"),
    "W428 2:8 (actual * 100) / target >= 90|ratio((actual * 100), target)" },
  { SCORE("actual, target", "local s = actual / target\nreturn s >= 1"), "W428 3:8 s >= 1|ratio(…, …)" },
  { SCORE("actual, target", "return min(actual / target, 1) == 1"),
    "W428 2:8 min(actual / target, 1) == 1|ratio(actual, target)" },
  { SCORE("actual, target", "return math.floor(actual / target * 10) >= 9"),
    "W428 2:8 math.floor(actual / target * 10) >= 9|ratio(actual, target)" },
  { SCORE("actual, target", "return actual >= target * 0.9"), "W428 2:8 actual >= target * 0.9|round(target * 0.9, 4)" },
  { SCORE("actual, target, floor", "return actual >= target * floor"),
    "W428 2:8 actual >= target * floor|round(target * floor, 4)" },
  { SCORE("actual, target, most", "return actual >= target * most"), "" },
  { SCORE("actual, target", "return actual - target > 0.3"), "W428 2:8 actual - target > 0.3|round(actual - target, 4)" },
  { SCORE("actual, target", "return abs(actual - target) <= 0.5"),
    "W428 2:8 abs(actual - target) <= 0.5|round(abs(actual - target), 4)" },
  { SCORE("rate", "return rate * 100 >= 57"), "W428 2:8 rate * 100 >= 57|round(rate * 100, 4)" },
  { SCORE("rate", "return 1 - rate >= 0.1"), "W428 2:8 1 - rate >= 0.1|round(1 - rate, 4)" },
  { SCORE("actual, target", "return ratio(actual, target) * 100 ~= 57"),
    "W428 2:8 ratio(actual, target) * 100 ~= 57|round(ratio(actual, target) * 100, 4)" },
  { SCORE("actual, target, rate", "return ratio(actual, target) >= 0.9 and rate >= 0.9"), "" },
  { SCORE("actual, target", "return round(actual / target, 4) >= 0.9 and floor(actual / target) == 1"), "" },
  { SCORE("actual, target", "return actual / target > 0 and actual - target <= 0.0"), "" },
  { SCORE("actual", "return actual >= 0.9 and actual ~= 1.5 and 9 / 10 < actual and 1 / 3 == 0.1 * 3"), "" },
  { SCORE("actual, target", "return actual - target > 3 and actual + 1 >= target * 2"), "" },
  { "local t = {} return t[1] / 2 .. 'x' == 'y', -t.x // 1, #t, not t, ~1 & 2 | 3 << 4 >> 5, 2 ^ 3", "" },
  // what is no code
  { "return 'a = 1 local x' --[[ a = 1 ]] -- b = 2\n", "" },
  { "return [==[ a = 1 ]] ]==]", "" },
  // no Lua: nothing is told
  { "local a = ", "" }, { "local x = 1 }", "" }, { "if", "" }, { "return return", "" }, { "a, b", "" }, { "local 1", "" },
  { "for for", "" }, { "f(", "" }, { "{", "" }, { "x = {1 2}", "" }, { "", "" }, { "\"", "" }, { "[[", "" }, { "a:", "" },
};

static void files(void **state)
{
  (void)state;
  char found[4096];
  size_t count = sizeof cases / sizeof cases[0];
  for (size_t i = 0; i < count; i++) {
    lint(cases[i].source, true, found, sizeof found);
    if (strcmp(found, cases[i].found) != 0) fail_msg("%s\nexpected: %s\nfound:    %s", cases[i].source, cases[i].found, found);
  }
  print_message("%zu files\n", count);
  assert_true(count >= 74);
}

/// Only the score function of a rule is asked for what it reads.
static void a_file_without_rule(void **state)
{
  (void)state;
  char found[256];
  lint(SCORE("actual, weight", "return weight"), false, found, sizeof found);
  assert_string_equal(found, "W421 1:27 actual|");
}

static void deep_and_long(void **state)
{
  (void)state;
  enum { MANY = 60000 };
  static char text[MANY + 64];
  static const char *const units[] = { "(", "{", "not ", "f(", "a.", "-", "function() ", "if a then ", "1..", "a[", "local a " };
  char found[1 << 16];
  for (size_t u = 0; u < sizeof units / sizeof units[0]; u++) {
    size_t step = strlen(units[u]), len = 0;
    for (text[0] = '\0'; len + step < MANY; len += step) memcpy(text + len, units[u], step + 1);
    lint(text, true, found, sizeof found);
    assert_string_equal(found, "");
  }
}

// ---- packs -----------------------------------------------------------------------------------------------------------

static void lint_pack(const char *root, const char *name)
{
  char folder[512];
  zp_error err = { 0 };
  zp_host *host = NULL;
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_findings findings = { .arena = arena };
  zp_text home = ZP_TEXT(ZP_SOURCE "/rules");
  snprintf(folder, sizeof folder, "%s/%s", root, name);
  const zp_pack_place place = { zp_text_from(folder), zp_text_from(name), ZP_TEXT(ZP_SOURCE "/rules/lib"), { &home, 1 } };
  assert_int_equal(zp_host_open(&place, &host, &err), ZP_OK);
  assert_int_equal(zp_lint_pack(host, &findings, &err), ZP_OK);
  for (size_t i = 0; i < findings.count; i++) {
    const zp_finding *f = &findings.items[i];
    print_message("%.*s:%u:%u: %s %.*s\n", ZP_ARG(f->place.file), f->place.row, f->place.column, zp_status_code(f->status),
                  ZP_ARG(f->cell));
  }
  assert_int_equal(findings.count, 0);
  zp_host_close(host);
  zp_arena_free(arena);
}

static size_t lint_packs(const char *root)
{
  size_t packs = 0;
  DIR *dir = opendir(root);
  assert_non_null(dir);
  for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
    char path[512];
    snprintf(path, sizeof path, "%s/%s/pack.lua", root, entry->d_name);
    if (entry->d_name[0] == '.' || access(path, R_OK) != 0) continue;
    lint_pack(root, entry->d_name);
    packs++;
  }
  closedir(dir);
  return packs;
}

static void packs_are_clean(void **state)
{
  (void)state;
  size_t shipped = lint_packs(ZP_SOURCE "/rules"), tests = lint_packs(ZP_SOURCE "/tests/rules");
  print_message("%zu packs\n", shipped + tests);
  assert_true(shipped >= 6);
  assert_true(tests >= 1);
}

static void shapes_and_templates_are_clean(void **state)
{
  (void)state;
  static const char *const folders[] = { ZP_SOURCE "/rules/lib", ZP_SOURCE "/rules/forms", ZP_SOURCE "/rules/template" };
  zp_arena *arena = zp_arena_new(NULL, 0);
  size_t files_read = 0;
  for (size_t f = 0; f < sizeof folders / sizeof folders[0]; f++) {
    zp_text *names;
    size_t count;
    assert_int_equal(zp_source_list(zp_text_from(folders[f]), arena, &names, &count, NULL), ZP_OK);
    for (size_t i = 0; i < count; i++, files_read++) {
      zp_source source;
      zp_findings findings = { .arena = arena };
      zp_text path = zp_text_format(arena, "%s/%.*s.lua", folders[f], ZP_ARG(names[i]));
      assert_int_equal(zp_source_read(path, names[i], arena, &source, NULL), ZP_OK);
      zp_lint_source(&source, NULL, NULL, &findings);
      if (findings.count != 0) fail_msg("%s: %s", path.ptr, zp_status_code(findings.items[0].status));
    }
  }
  assert_true(files_read >= 8);
  zp_arena_free(arena);
}

// ---- rules that are never reached ------------------------------------------------------------------------------------

enum { N = 1 << ZP_KIND_NUMBER, P = 1 << ZP_KIND_PERCENT, D = 1 << ZP_KIND_DATE, R = 1 << ZP_KIND_RANGE };

static zp_text accident[] = { ZP_TEXT_INIT("事故") }, fire[] = { ZP_TEXT_INIT("火灾事故"), ZP_TEXT_INIT("事故") };
static zp_text flood[] = { ZP_TEXT_INIT("事故"), ZP_TEXT_INIT("洪水") };

static void covering(void **state)
{
  (void)state;
  static const struct { zp_applies earlier, later; bool covers; } table[] = {
    { { 0 }, { 0 }, true },
    { { 0 }, { .kinds = N }, true },
    { { .kinds = N }, { 0 }, false },
    { { .kinds = N | P }, { .kinds = P }, true },
    { { .kinds = N }, { .kinds = N | P }, false },
    { { .actual_kinds = N }, { .actual_kinds = N }, true },
    { { .actual_kinds = N }, { 0 }, false },
    { { .directions = 2 }, { .directions = 6 }, false },
    { { .directions = 6 }, { .directions = 2 }, true },
    { { .execution = true }, { 0 }, false },
    { { 0 }, { .execution = true }, false },
    { { .execution = true, .kinds = N }, { .execution = true, .kinds = P }, true },
    { { .dates = ZP_DATES_ONLY }, { .kinds = D }, true },
    { { .dates = ZP_DATES_ONLY }, { .kinds = D | R }, false },
    { { .dates = ZP_DATES_NONE }, { .kinds = N }, true },
    { { .dates = ZP_DATES_NONE }, { 0 }, false },
    { { .dates = ZP_DATES_NONE }, { .kinds = R, .dates = ZP_DATES_ONLY }, false },
    { { .names = { accident, 1 } }, { .names = { fire, 2 } }, true },
    { { .names = { fire, 1 } }, { .names = { accident, 1 } }, false },
    { { .names = { accident, 1 } }, { .names = { flood, 2 } }, false },
    { { .names = { accident, 1 } }, { 0 }, false },
    { { .groups = { accident, 1 } }, { .groups = { fire, 1 } }, false },
    { { .groups = { fire, 2 } }, { .groups = { accident, 1 } }, true },
    { { .level2 = { accident, 1 } }, { .level2 = { fire, 1 } }, true },
  };
  for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
    if (zp_lint_covers(&table[i].earlier, &table[i].later) != table[i].covers) fail_msg("row %zu", i);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(files),           cmocka_unit_test(a_file_without_rule),
    cmocka_unit_test(deep_and_long),   cmocka_unit_test(packs_are_clean),
    cmocka_unit_test(shapes_and_templates_are_clean), cmocka_unit_test(covering),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
