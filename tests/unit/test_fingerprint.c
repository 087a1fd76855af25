// test_fingerprint.c: what a bundle is known by follows its files, however they are read.
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "batch/feed.h"
#include "scratch.h"

typedef struct place_of_test {
  scratch scratch;
  char paths[2][500];
  zp_intake_file files[2];
  zp_bundle bundle;
} place_of_test;

static void put(const char *path, const char *mode, const char *text)
{
  FILE *file = fopen(path, mode);
  assert_non_null(file);
  fputs(text, file);
  assert_int_equal(fclose(file), 0);
}

static void open_place(place_of_test *t)
{
  scratch_open(&t->scratch);
  for (int i = 0; i < 2; i++) {
    snprintf(t->paths[i], sizeof t->paths[i], "%s/%d.csv", t->scratch.folder, i);
    put(t->paths[i], "w", i == 0 ? "one" : "two");
    t->files[i] = (zp_intake_file){ .path = zp_text_from(t->paths[i]), .shown = i == 0 ? ZP_TEXT("0.csv") : ZP_TEXT("1.csv") };
  }
  t->bundle = (zp_bundle){ ZP_TEXT("b"), t->files, 2 };
}

static bool stamp(const place_of_test *t, const char *base, char out[ZP_STAMP_HEX + 1])
{
  zp_hash all;
  zp_hash_start(&all);
  return zp_fingerprint_stamp(&t->bundle, zp_text_from(base), out, &all);
}

static zp_fingerprint fed(const place_of_test *t)
{
  zp_feed feed = { .file = -1 };
  uv_buf_t part;
  zp_feed_start(&feed, 1, &t->bundle, ZP_TEXT("base"));
  while (zp_feed_next(&feed, &part)) assert_true(part.len > 0);
  zp_fingerprint given = feed.given;
  assert_true(zp_feed_finished(&feed));
  zp_feed_free(&feed);
  return given;
}

static void assert_same(const zp_fingerprint *a, const zp_fingerprint *b)
{
  assert_string_equal(a->digest, b->digest);
  assert_string_equal(a->stamp, b->stamp);
  assert_int_equal(a->bytes, b->bytes);
  assert_true(a->settled == b->settled && a->steady == b->steady);
}

static void reading_and_feeding_agree(void **state)
{
  (void)state;
  place_of_test t;
  zp_fingerprint print, given;
  char now[ZP_STAMP_HEX + 1];
  open_place(&t);
  zp_fingerprint_read(&t.bundle, ZP_TEXT("base"), &print);
  given = fed(&t);
  assert_same(&print, &given);
  assert_true(print.steady && print.bytes == 6);
  assert_true(stamp(&t, "base", now));
  assert_string_equal(now, print.stamp);
  // Of files that were changed only just a stamp says nothing about the next change.
  assert_false(print.settled);
  scratch_close(&t.scratch);
}

static void every_change_is_seen(void **state)
{
  (void)state;
  place_of_test t;
  zp_fingerprint before, after;
  char first[ZP_STAMP_HEX + 1], now[ZP_STAMP_HEX + 1];
  const struct timespec times[2] = { { 1000, 0 }, { 1000, 0 } };
  open_place(&t);
  zp_fingerprint_read(&t.bundle, ZP_TEXT("base"), &before);
  assert_true(stamp(&t, "base", first) && stamp(&t, "other", now));
  assert_string_not_equal(first, now);  // another pack
  assert_int_equal(utimensat(-1, t.paths[0], times, 0), 0);
  assert_true(stamp(&t, "base", now));
  assert_string_not_equal(first, now);  // touched: another stamp, but the same bytes
  zp_fingerprint_read(&t.bundle, ZP_TEXT("base"), &after);
  assert_string_equal(before.digest, after.digest);
  put(t.paths[0], "a", "+");
  zp_fingerprint_read(&t.bundle, ZP_TEXT("base"), &after);
  assert_string_not_equal(before.digest, after.digest);
  t.files[0].shown = ZP_TEXT("another.csv");
  zp_fingerprint_read(&t.bundle, ZP_TEXT("base"), &before);
  assert_string_not_equal(before.digest, after.digest);
  scratch_close(&t.scratch);
}

static void what_cannot_be_read_has_no_stamp(void **state)
{
  (void)state;
  place_of_test t;
  zp_fingerprint print, given;
  char now[ZP_STAMP_HEX + 1];
  open_place(&t);
  unlink(t.paths[0]);
  assert_false(stamp(&t, "base", now));
  zp_fingerprint_read(&t.bundle, ZP_TEXT("base"), &print);
  given = fed(&t);
  assert_same(&print, &given);
  assert_true(print.stamp[0] == '\0' && !print.settled);
  assert_int_equal(mkdir(t.paths[0], 0700), 0);  // a folder is no file either, and another cause
  zp_fingerprint_read(&t.bundle, ZP_TEXT("base"), &given);
  assert_string_not_equal(print.digest, given.digest);
  rmdir(t.paths[0]);
  scratch_close(&t.scratch);
}

/// Once the files are old enough, a stamp is to be relied on.
static void old_files_are_settled(void **state)
{
  (void)state;
  place_of_test t;
  zp_fingerprint print;
  open_place(&t);
  sleep(ZP_STAMP_AGE + 2);
  zp_fingerprint_read(&t.bundle, ZP_TEXT("base"), &print);
  assert_true(print.settled && print.steady);
  scratch_close(&t.scratch);
}

/// Made of a file that was sent: other bytes of the same origin are the same, the file itself as it was sent is another.
static void what_is_made_of_a_file_is_known_by_it(void **state)
{
  (void)state;
  static const unsigned char origin[ZP_DIGEST_BYTES] = { 1 }, other[ZP_DIGEST_BYTES] = { 2 };
  place_of_test t;
  zp_fingerprint prints[4];
  open_place(&t);
  t.bundle.count = 1;
  for (size_t i = 0; i < 4; i++) {
    put(t.paths[0], "w", i == 0 ? "one" : "another, longer");
    t.files[0].packed = true;
    t.files[0].length = i == 0 ? 3 : 15;
    t.files[0].origin = i < 2 ? origin : i == 2 ? other : NULL;
    zp_fingerprint_read(&t.bundle, ZP_TEXT("base"), &prints[i]);
    assert_string_equal(fed(&t).digest, prints[i].digest);
    assert_string_equal(prints[i].stamp, "");
  }
  assert_string_equal(prints[0].digest, prints[1].digest);
  assert_string_not_equal(prints[1].digest, prints[2].digest);
  assert_string_not_equal(prints[1].digest, prints[3].digest);
  scratch_close(&t.scratch);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(reading_and_feeding_agree),
    cmocka_unit_test(every_change_is_seen),
    cmocka_unit_test(what_cannot_be_read_has_no_stamp),
    cmocka_unit_test(old_files_are_settled),
    cmocka_unit_test(what_is_made_of_a_file_is_known_by_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
