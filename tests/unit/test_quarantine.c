// test_quarantine.c: which rules are out of use and which bundles failed: kept by the journal of
// one run, and by no other; and a host that calls nothing that is barred.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "batch/progress_page.h"
#include "batch/quarantine.h"
#include "batch/retry.h"
#include "small_pack.h"

static const zp_journal_head head = { ZP_TEXT_INIT("0.1.0"), ZP_TEXT_INIT("small 3f2a"),
                                      ZP_TEXT_INIT(""), ZP_TEXT_INIT("in 1") };

typedef struct place_of_test {
  scratch scratch;
  char path[400];
  zp_arena *arena;
  zp_host *host;
} place_of_test;

static int setup(void **state)
{
  place_of_test *t = calloc(1, sizeof *t);
  zp_error err = { 0 };
  if (t == NULL) return 1;
  scratch_open(&t->scratch);
  snprintf(t->path, sizeof t->path, "%s/result.journal", t->scratch.folder);
  small_pack_write(&t->scratch, SMALL_PACK, SMALL_RULE);
  t->arena = zp_arena_new(NULL, 0);
  *state = t;
  return t->arena == NULL || small_pack_open(&t->scratch, &t->host, &err) != ZP_OK;
}

static int teardown(void **state)
{
  place_of_test *t = *state;
  zp_host_close(t->host);
  zp_arena_free(t->arena);
  scratch_close(&t->scratch);
  free(t);
  return 0;
}

static zp_journal *open_at(const place_of_test *t)
{
  zp_journal *journal = NULL;
  zp_error err = { 0 };
  zp_status status = access(t->path, F_OK) == 0
                         ? zp_journal_open(t->path, ZP_JOURNAL_APPEND, t->arena, &journal, &err)
                         : zp_journal_create(t->path, &head, t->arena, &journal, &err);
  assert_int_equal(status, ZP_OK);
  return journal;
}

static zp_quarantine fresh(const place_of_test *t)
{
  zp_quarantine q;
  zp_quarantine_init(&q, t->host, ZP_TEXT("base"), t->arena);
  return q;
}

static void assert_base(const zp_quarantine *q, const char *wanted)
{
  assert_true(zp_text_equal(q->base, zp_text_from(wanted)));
}

static void asked_for(void **state)
{
  const place_of_test *t = *state;
  zp_quarantine q = fresh(t);
  zp_error err = { 0 };
  assert_base(&q, "base");
  assert_int_equal(zp_quarantine_words(&q).len, 0);
  assert_int_equal(zp_quarantine_ask(&q, ZP_TEXT("one"), &err), ZP_OK);
  assert_int_equal(zp_quarantine_ask(&q, ZP_TEXT("one"), &err), ZP_OK);
  assert_base(&q, "base stopped one");
  assert_int_equal(q.count, 1);
  assert_int_equal(zp_quarantine_ask(&q, ZP_TEXT("two"), &err), ZP_E_QUARANTINE_UNKNOWN);
}

static void kept_for_the_same_run(void **state)
{
  const place_of_test *t = *state;
  zp_error err = { 0 };
  zp_journal *journal = open_at(t);
  zp_quarantine q = fresh(t);
  assert_int_equal(zp_quarantine_stop(&q, journal, 0, ZP_TEXT("SIGSEGV"), ZP_TEXT("#甲|乙"), &err),
                   ZP_OK);
  zp_journal_close(journal);

  journal = open_at(t);
  zp_quarantine again = fresh(t);
  assert_int_equal(zp_quarantine_read(&again, journal, &err), ZP_OK);
  assert_int_equal(again.barred[0], 1);
  assert_base(&again, "base stopped one");
  zp_findings told[2] = { { .arena = t->arena }, { .arena = t->arena } };
  zp_quarantine_tell(&q, &told[0]);
  zp_quarantine_tell(&again, &told[1]);
  assert_int_equal(told[1].count, 1);
  assert_int_equal(told[1].items[0].status, ZP_E_RULE_STOPPED);
  assert_true(zp_text_contains(told[1].items[0].args[1], ZP_TEXT("SIGSEGV")));
  assert_true(zp_text_equal(told[0].items[0].args[1], told[1].items[0].args[1]));

  // Other files: it is tried again.
  zp_journal_head other = head;
  other.inputs = ZP_TEXT("in 2");
  assert_int_equal(zp_journal_renew(journal, &other, &err), ZP_OK);
  again = fresh(t);
  assert_int_equal(zp_quarantine_read(&again, journal, &err), ZP_OK);
  assert_int_equal(again.count, 0);
  zp_journal_close(journal);
}

static void lifted(void **state)
{
  const place_of_test *t = *state;
  zp_error err = { 0 };
  zp_journal *journal = open_at(t);
  zp_quarantine q = fresh(t);
  assert_int_equal(zp_quarantine_stop(&q, journal, 0, ZP_TEXT("SIGKILL"), ZP_TEXT("a"), &err),
                   ZP_OK);
  assert_int_equal(zp_quarantine_lift(journal, &err), ZP_OK);
  q = fresh(t);
  assert_int_equal(zp_quarantine_read(&q, journal, &err), ZP_OK);
  assert_int_equal(q.count, 0);
  zp_journal_close(journal);
}

static void barred_rows_are_faults(void **state)
{
  const place_of_test *t = *state;
  zp_progress *page = NULL;
  int file = -1;
  zp_error err = { 0 };
  zp_row_reading row = { .weight = ZP_DEC(10) };
  const zp_row_reading *rows[] = { &row, &row };
  const uint16_t rules[] = { 0, 0 };
  zp_outcome outcomes[2];
  row.inputs.present = 1u << ZP_IN_ACTUAL | 1u << ZP_IN_TARGET | 1u << ZP_IN_WEIGHT;
  row.inputs.number[ZP_IN_ACTUAL] = 1;
  row.inputs.number[ZP_IN_TARGET] = 2;
  row.inputs.number[ZP_IN_WEIGHT] = 10;
  assert_int_equal(zp_progress_page_new(&page, &file), 0);
  close(file);
  zp_host_watch(t->host, page);
  assert_int_equal(zp_host_score(t->host, rows, rules, 2, t->arena, outcomes, &err), ZP_OK);
  assert_int_equal(outcomes[0].kind, ZP_SCORED);
  assert_int_equal(outcomes[0].points.e4, 50000);
  assert_int_equal(page->inside, 0);
  page->barred[0] = 1;
  assert_int_equal(zp_host_score(t->host, rows, rules, 2, t->arena, outcomes, &err), ZP_OK);
  for (int i = 0; i < 2; i++) {
    assert_int_equal(outcomes[i].kind, ZP_FAULT);
    assert_true(zp_text_equal(outcomes[i].fault, zp_word_arg(ZP_W_FAULT_BARRED)));
    assert_int_equal(outcomes[i].line, zp_host_policy(t->host)->rules[0].line);
  }
  zp_host_watch(t->host, NULL);
  assert_int_equal(zp_host_score(t->host, rows, rules, 2, t->arena, outcomes, &err), ZP_OK);
  assert_int_equal(outcomes[1].kind, ZP_SCORED);
  assert_true(zp_text_equal(zp_host_function(t->host, 0), ZP_TEXT("one")));
  zp_progress_page_free(page);
}

static void failed_bundles(void **state)
{
  const place_of_test *t = *state;
  zp_error err = { 0 };
  zp_journal *journal = open_at(t);
  zp_roll_entry entries[2] = { { .bundle = { .name = ZP_TEXT("a") }, .digest = "d1" },
                               { .bundle = { .name = ZP_TEXT("b") }, .digest = "d2" } };
  const zp_roll roll = { .entries = entries, .count = 2 };
  size_t count = 9;
  assert_int_equal(
      zp_journal_append(journal, ZP_JOURNAL_GROUP, ZP_TEXT("a"), ZP_TEXT("d1"), ZP_TEXT("x"), &err),
      ZP_OK);
  assert_int_equal(zp_retry_check(journal, &roll, t->arena, &count, &err), ZP_E_RETRY_OTHER);
  assert_string_equal(err.arg[0], "b");
  err = (zp_error){ 0 };
  assert_int_equal(zp_retry_note(journal, ZP_TEXT("b"), ZP_TEXT("d0"), &err), ZP_OK);
  assert_int_equal(zp_retry_check(journal, &roll, t->arena, &count, &err), ZP_OK);
  assert_int_equal(count, 1);
  entries[0].digest[1] = '9';
  assert_int_equal(zp_retry_check(journal, &roll, t->arena, &count, &err), ZP_E_RETRY_OTHER);
  assert_string_equal(err.arg[0], "a");
  entries[0].digest[1] = '1';
  err = (zp_error){ 0 };

  assert_int_equal(
      zp_journal_append(journal, ZP_JOURNAL_GROUP, ZP_TEXT("b"), ZP_TEXT("d2"), ZP_TEXT("y"), &err),
      ZP_OK);
  assert_int_equal(zp_retry_clear(journal, ZP_TEXT("b"), &err), ZP_OK);
  size_t records = zp_journal_count(journal);
  assert_int_equal(zp_retry_clear(journal, ZP_TEXT("a"), &err),
                   ZP_OK); // never failed: nothing is written
  assert_int_equal(zp_journal_count(journal), records);
  assert_int_equal(zp_retry_check(journal, &roll, t->arena, &count, &err), ZP_OK);
  assert_int_equal(count, 0);
  zp_journal_close(journal);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(asked_for, setup, teardown),
    cmocka_unit_test_setup_teardown(kept_for_the_same_run, setup, teardown),
    cmocka_unit_test_setup_teardown(lifted, setup, teardown),
    cmocka_unit_test_setup_teardown(barred_rows_are_faults, setup, teardown),
    cmocka_unit_test_setup_teardown(failed_bundles, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
