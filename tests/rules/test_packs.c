// test_packs.c: every example of every rule of every pack in rules/ and here runs and comes out as its author wrote, and so
// do the packs' own tests; together they run nearly every line. Case tables: the golden case rules_test_every_pack.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "script/testing.h"

enum { EXAMPLES_LEAST = 2 };

static size_t say_failed(const zp_example_run *runs, size_t count)
{
  size_t failed = 0;
  for (size_t i = 0; i < count; i++) {
    const zp_example_run *run = &runs[i];
    if (run->passed) continue;
    failed++;
    print_message("%.*s:%u: %.*s: expected %.*s, got %.*s\n", ZP_ARG(run->file), run->line, ZP_ARG(run->title),
                  ZP_ARG(run->expected), ZP_ARG(run->got));
  }
  return failed;
}

/// At least 95 % of the rule lines ran; of the shapes, where they are what is tested, all.
static void check_coverage(const zp_host *host, zp_arena *arena, bool shapes)
{
  zp_file_coverage *files = NULL;
  size_t count = 0, lines[2] = { 0, 0 }, run[2] = { 0, 0 };
  zp_error err = { 0 };
  assert_int_equal(zp_host_coverage(host, arena, &files, &count, &err), ZP_OK);
  for (size_t i = 0; i < count; i++) {
    lines[files[i].lib] += files[i].lines;
    run[files[i].lib] += files[i].run;
    if (files[i].missed.len != 0) print_message("%.*s: not run: %.*s\n", ZP_ARG(files[i].file), ZP_ARG(files[i].missed));
  }
  assert_true(lines[0] > 0 && run[0] * 1000 >= lines[0] * ZP_COVERAGE_LEAST);
  if (shapes) assert_true(lines[1] > 0 && run[1] == lines[1]);
}

static size_t run_pack(const char *root, const char *name)
{
  char folder[512];
  zp_error err = { 0 };
  zp_host *host = NULL;
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_example_run *runs = NULL;
  size_t count = 0, tests = 0, failed = 0;
  snprintf(folder, sizeof folder, "%s/%s", root, name);
  zp_text home = ZP_TEXT(ZP_SOURCE "/rules");
  const zp_pack_place place = { zp_text_from(folder), zp_text_from(name), ZP_TEXT(ZP_SOURCE "/rules/lib"), { &home, 1 } };
  zp_status status = zp_host_open(&place, &host, &err);
  if (status != ZP_OK)
    fail_msg("%s:%u: %s %s | %s | %s", err.file, err.row, zp_status_code(err.status), err.arg[0], err.arg[1], err.cell);
  const zp_policy *policy = zp_host_policy(host);
  assert_true(policy->rule_count > 0);
  for (size_t i = 0; i < zp_policy_rules(policy); i++) {
    if (policy->rules[i].example_count < EXAMPLES_LEAST) fail_msg("%s: too few examples", policy->rules[i].id.ptr);
    assert_true(policy->rules[i].basis.len > 0);
    assert_true(policy->rules[i].doc.len > 0);
  }
  assert_int_equal(zp_host_cover(host, &err), ZP_OK);
  assert_int_equal(zp_host_examples(host, arena, &runs, &count, &err), ZP_OK);
  failed += say_failed(runs, count);
  assert_int_equal(zp_host_tests(host, &place, arena, &runs, &tests, &err), ZP_OK);
  failed += say_failed(runs, tests);
  print_message("%s: %zu examples, %zu tests\n", name, count, tests);
  check_coverage(host, arena, strcmp(name, "shapes") == 0);
  assert_int_equal(failed, 0);
  zp_host_close(host);
  zp_arena_free(arena);
  return count;
}

static bool is_pack(const char *root, const char *name)
{
  char path[512];
  snprintf(path, sizeof path, "%s/%s/pack.lua", root, name);
  return name[0] != '.' && access(path, R_OK) == 0;
}

static void run_packs(const char *root, size_t least)
{
  size_t packs = 0, examples = 0;
  DIR *dir = opendir(root);
  assert_non_null(dir);
  for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
    if (!is_pack(root, entry->d_name)) continue;
    packs++;
    examples += run_pack(root, entry->d_name);
  }
  closedir(dir);
  assert_true(packs >= least);
  assert_true(examples >= packs * EXAMPLES_LEAST);
}

static void every_example_of_every_pack(void **state)
{
  (void)state;
  run_packs(ZP_SOURCE "/rules", 6);
}

/// Packs that are only here to be tested: one rule for each shape of rules/lib.
static void every_shape(void **state)
{
  (void)state;
  run_packs(ZP_SOURCE "/tests/rules", 1);
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(every_example_of_every_pack), cmocka_unit_test(every_shape) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
