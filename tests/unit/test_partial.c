// test_partial.c: a bundle that failed is called after a unit that another one holds: the unit says
// that it is scored on the rest.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "batch/partial.h"
#include "sample_result.h"
#include "scratch.h"
#include "store/result_file.h"

static const zp_journal_head head = { ZP_TEXT_INIT("0.1.0"), ZP_TEXT_INIT("p"), ZP_TEXT_INIT(""),
                                      ZP_TEXT_INIT("in") };

typedef struct place_of_test {
  scratch scratch;
  zp_arena *arena;
  zp_lexicon lexicon;
  zp_journal *journal;
  const zp_result *sample;
  zp_roll_entry entries[3];
  zp_roll roll;
} place_of_test;

/// "done" holds the sample's units; the other two have failed.
static int setup(void **state)
{
  static const zp_layouts nothing = { .count = 0 };
  place_of_test *t = calloc(1, sizeof *t);
  char path[400];
  zp_error err = { 0 };
  if (t == NULL) return 1;
  scratch_open(&t->scratch);
  snprintf(path, sizeof path, "%s/result.journal", t->scratch.folder);
  t->arena = zp_arena_new(NULL, 0);
  t->sample = sample_result(t->arena);
  zp_sink sink = { .arena = t->arena };
  if (zp_lexicon_make(&nothing, t->arena, &t->lexicon, &err) != ZP_OK ||
      zp_result_pack(t->sample, &sink, &err) != ZP_OK)
    return 1;
  if (zp_journal_create(path, &head, t->arena, &t->journal, &err) != ZP_OK) return 1;
  if (zp_journal_append(t->journal, ZP_JOURNAL_GROUP, ZP_TEXT("done"), ZP_TEXT("d"),
                        (zp_text){ sink.bytes, sink.len }, &err) != ZP_OK)
    return 1;
  t->roll = (zp_roll){ .arena = t->arena, .entries = t->entries, .count = 3, .waiting = 3 };
  t->entries[0].bundle.name = ZP_TEXT("done");
  if (zp_roll_finish(&t->roll, 0, t->sample, &t->lexicon, &err) != ZP_OK) return 1;
  *state = t;
  return 0;
}

static int teardown(void **state)
{
  place_of_test *t = *state;
  zp_journal_close(t->journal);
  zp_arena_free(t->arena);
  scratch_close(&t->scratch);
  free(t);
  return 0;
}

static void fail_as(place_of_test *t, size_t i, zp_text name, const zp_intake_file *file)
{
  zp_roll_entry *entry = &t->entries[i];
  entry->bundle = (zp_bundle){ name, (zp_intake_file *)(uintptr_t)file, file != NULL };
  entry->failure =
      (zp_finding){ .status = ZP_E_BUNDLE_DIED, .place = { .file = ZP_TEXT("x.csv") } };
  zp_roll_set(&t->roll, i, ZP_ROLL_FAILED);
}

/// How many findings of that kind the first unit of the record has.
static size_t marked(const place_of_test *t, const zp_result **out)
{
  zp_error err = { 0 };
  zp_text bytes;
  zp_result *result = NULL;
  const zp_roll_entry *entry = &t->entries[0];
  const zp_journal_entry *record = zp_journal_find(
      t->journal, ZP_JOURNAL_GROUP, entry->part.len != 0 ? entry->part : ZP_TEXT("done"));
  assert_non_null(record);
  assert_int_equal(zp_journal_read(t->journal, record, t->arena, &bytes, &err), ZP_OK);
  assert_int_equal(zp_result_unpack(bytes, t->arena, &result, &err), ZP_OK);
  size_t count = 0;
  for (size_t i = 0; i < result->units[0].finding_count; i++)
    count += result->units[0].findings[i].status == ZP_E_UNIT_PARTIAL;
  *out = result;
  return count;
}

static void by_the_name_of_the_bundle(void **state)
{
  place_of_test *t = *state;
  zp_error err = { 0 };
  const zp_result *result;
  zp_text name = zp_text_format(t->arena, "2024-%.*s", ZP_ARG(t->sample->units[0].name));
  fail_as(t, 1, name, NULL);
  fail_as(t, 2, ZP_TEXT("another"), NULL);
  assert_int_equal(zp_partial_mark(&t->roll, t->journal, &t->lexicon, &err), ZP_OK);
  assert_int_equal(marked(t, &result), 1);
  const zp_finding *last = &result->units[0].findings[result->units[0].finding_count - 1];
  assert_int_equal(last->status, ZP_E_UNIT_PARTIAL);
  assert_true(zp_text_equal(last->args[0], name));
  assert_true(zp_text_equal(last->args[1], ZP_TEXT("E043")));
  assert_int_equal(result->units[1].finding_count, t->sample->units[1].finding_count);
  assert_int_equal(result->units[0].total.score.e4, t->sample->units[0].total.score.e4);
}

static void by_the_name_of_a_file_and_by_code(void **state)
{
  place_of_test *t = *state;
  zp_error err = { 0 };
  const zp_result *result;
  zp_text code = t->sample->units[0].code;
  const zp_intake_file file = { .shown = zp_text_format(
                                    t->arena, "%.*s_自评.csv",
                                    ZP_ARG(code.len != 0 ? code : t->sample->units[0].name)) };
  fail_as(t, 1, ZP_TEXT("files"), &file);
  fail_as(t, 2, t->sample->units[0].name, NULL);
  assert_int_equal(zp_partial_mark(&t->roll, t->journal, &t->lexicon, &err), ZP_OK);
  assert_int_equal(marked(t, &result), 2);
}

static void others_stay_as_they_are(void **state)
{
  place_of_test *t = *state;
  zp_error err = { 0 };
  const zp_result *result;
  fail_as(t, 1, ZP_TEXT("别的镇"), NULL);
  size_t records = zp_journal_count(t->journal);
  assert_int_equal(zp_partial_mark(&t->roll, t->journal, &t->lexicon, &err), ZP_OK);
  assert_int_equal(t->entries[0].part.len, 0);
  assert_int_equal(zp_journal_count(t->journal), records);
  assert_int_equal(marked(t, &result), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(by_the_name_of_the_bundle, setup, teardown),
    cmocka_unit_test_setup_teardown(by_the_name_of_a_file_and_by_code, setup, teardown),
    cmocka_unit_test_setup_teardown(others_stay_as_they_are, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
