// test_roll.c: bundles that hold the same unit become one, whatever the order in which they were finished.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "batch/roll.h"

enum { BUNDLES_MOST = 6, UNITS_MOST = 3 };

/// What each bundle turns out to hold: code, name.
typedef struct held { const char *units[UNITS_MOST][2]; } held;

static const struct {
  const char *what;
  held bundles[BUNDLES_MOST];
  size_t count;
  const char *after;  // names of the bundles that are left, in order
} cases[] = {
  { "all different", { { { { "1", "a" } } }, { { { "2", "b" } } } }, 2, "A B" },
  { "the same code, other names", { { { { "1", "a" } } }, { { { "1", "b" } } } }, 2, "A+B" },
  { "the same name, no codes", { { { { "", "a" } } }, { { { "2", "b" } } }, { { { "", "a" } } } }, 3, "B A+C" },
  { "the same name, one code", { { { { "", "a" } } }, { { { "7", "a" } } } }, 2, "A+B" },
  { "the same name, two codes", { { { { "1", "a" } } }, { { { "2", "a" } } } }, 2, "A B" },
  { "a chain", { { { { "1", "a" }, { "2", "b" } } }, { { { "2", "b" }, { "3", "c" } } }, { { { "3", "c" } } } }, 3, "A+B+C" },
  { "full width and blanks", { { { { "", "ａ 镇" } } }, { { { "", "A镇" } } } }, 2, "A+B" },
  { "nothing in one of them", { { { { "1", "a" } } }, { { { NULL, NULL } } } }, 2, "A B" },
};

static void finish(zp_roll *roll, size_t index, const held *what, const zp_lexicon *lexicon)
{
  zp_unit_at *units = ZP_TAKE(roll->arena, zp_unit_at, UNITS_MOST);
  zp_kept_group *group = ZP_TAKE(roll->arena, zp_kept_group, 1);
  zp_error err = { 0 };
  for (size_t u = 0; u < UNITS_MOST && what->units[u][1] != NULL; u++, group->unit_count++) {
    units[u].code = zp_text_from(what->units[u][0]);
    units[u].name = zp_text_from(what->units[u][1]);
  }
  group->units = units;
  zp_roll_set(roll, index, ZP_ROLL_RUNNING);
  assert_int_equal(zp_roll_finish(roll, index, group, lexicon, &err), ZP_OK);
}

static void names_left(const zp_roll *roll, char room[256])
{
  size_t len = 0;
  room[0] = '\0';
  for (size_t e = 0; e < roll->count; e++) {
    zp_text name = roll->entries[e].bundle.name;
    if (roll->entries[e].state == ZP_ROLL_MERGED) continue;
    len += (size_t)snprintf(room + len, 256 - len, "%s%.*s", len == 0 ? "" : " ", ZP_ARG(name));
  }
}

/// Finishes the bundles in an order that begins with `first`.
static void merge_from(size_t c, size_t first)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  const zp_layouts none = { .count = 0 };
  zp_lexicon lexicon;
  zp_error err = { 0 };
  zp_roll roll;
  zp_bundle bundles[BUNDLES_MOST];
  zp_intake_file files[BUNDLES_MOST];
  char names[BUNDLES_MOST][2], left[256];
  size_t merged;
  assert_int_equal(zp_lexicon_make(&none, arena, &lexicon, &err), ZP_OK);
  for (size_t i = 0; i < cases[c].count; i++) {
    snprintf(names[i], sizeof names[i], "%c", (char)('A' + i));
    files[i] = (zp_intake_file){ .path = zp_text_from(names[i]), .shown = zp_text_from(names[i]) };
    bundles[i] = (zp_bundle){ zp_text_from(names[i]), &files[i], 1 };
  }
  const zp_intake intake = { .bundles = bundles, .count = cases[c].count };
  assert_int_equal(zp_roll_make(&intake, arena, &roll, &err), ZP_OK);
  for (size_t i = 0; i < cases[c].count; i++) {
    size_t index = (i + first) % cases[c].count;
    finish(&roll, index, &cases[c].bundles[index], &lexicon);
  }
  assert_int_equal(zp_roll_merge(&roll, &merged, &err), ZP_OK);
  names_left(&roll, left);
  if (strcmp(left, cases[c].after) != 0) fail_msg("%s: %s", cases[c].what, left);
  assert_int_equal(merged, strchr(cases[c].after, '+') != NULL);
  assert_int_equal(roll.waiting, merged);
  for (size_t e = cases[c].count; e < roll.count; e++)  // all files of the old ones, in order
    for (size_t f = 1; f < roll.entries[e].bundle.count; f++)
      assert_true(zp_text_compare(roll.entries[e].bundle.files[f - 1].shown, roll.entries[e].bundle.files[f].shown) < 0);
  zp_arena_free(arena);
}

static void bundles_that_share_a_unit(void **state)
{
  (void)state;
  for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++)
    for (size_t first = 0; first < cases[c].count; first++) merge_from(c, first);
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(bundles_that_share_a_unit) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
