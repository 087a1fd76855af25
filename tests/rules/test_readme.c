// test_readme.c: the rule that rules/README.md tells a newcomer to copy loads and passes its examples.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "small_pack.h"

enum { README_MOST = 1 << 16 };

/// The first Lua block, without the three blanks it is indented by.
static void take_rule(char rule[README_MOST])
{
  static char readme[README_MOST];
  static const char open[] = "```lua\n", close[] = "```";
  FILE *file = fopen(ZP_SOURCE "/rules/README.md", "rb");
  assert_non_null(file);
  readme[fread(readme, 1, README_MOST - 1, file)] = '\0';
  fclose(file);
  const char *line = strstr(readme, open);
  assert_non_null(line);
  const char *end = strstr(line + sizeof open - 1, close);
  assert_non_null(end);
  size_t len = 0;
  for (line += sizeof open - 1; line < end; line += strcspn(line, "\n") + 1) {
    if (strncmp(line, "   ", 3) == 0) line += 3;
    if (line >= end) break;
    size_t size = strcspn(line, "\n") + 1;
    memcpy(rule + len, line, size);
    len += size;
  }
  rule[len] = '\0';
}

static void the_rule_to_copy(void **state)
{
  (void)state;
  static char rule[README_MOST], pack[4096];
  static const char list[] = "{ 'one' }";
  scratch s;
  zp_host *host = NULL;
  zp_error err = { 0 };
  zp_example_run *runs = NULL;
  size_t count = 0;
  zp_arena *arena = zp_arena_new(NULL, 0);
  const char *at = strstr(SMALL_PACK, list);
  take_rule(rule);
  snprintf(pack, sizeof pack, "%.*s{ 'no_accidents' }%s", (int)(at - SMALL_PACK), SMALL_PACK, at + sizeof list - 1);
  scratch_open(&s);
  small_pack_write(&s, pack, NULL);
  scratch_text(&s, "small/no_accidents.lua", rule);
  if (small_pack_open(&s, &host, &err) != ZP_OK) fail_msg("%s:%u: %s %s", err.file, err.row, zp_status_code(err.status), err.arg[0]);
  assert_int_equal(zp_host_examples(host, arena, &runs, &count, &err), ZP_OK);
  assert_true(count >= 3);
  for (size_t i = 0; i < count; i++)
    if (!runs[i].passed) fail_msg("%s: %s", runs[i].title.ptr, runs[i].got.ptr);
  zp_host_close(host);
  zp_arena_free(arena);
  scratch_close(&s);
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(the_rule_to_copy) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
