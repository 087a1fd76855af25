// test_merge.c: shards make the result of the whole run, or are refused by name.
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "scratch.h"
#include "split_result.h"
#include "store/merge.h"
#include "store/result_file.h"

enum { UNITS = 24, FILES_MOST = 16, PATH_ROOM = 400 };

typedef struct place_of_test {
  scratch scratch;
  zp_arena *arena;
  char out[PATH_ROOM];
  const char *files[FILES_MOST];
  size_t count;
} place_of_test;

static int setup(void **state)
{
  place_of_test *t = calloc(1, sizeof *t);
  if (t == NULL) return 1;
  scratch_open(&t->scratch);
  snprintf(t->out, sizeof t->out, "%s/result.msgpack", t->scratch.folder);
  t->arena = zp_arena_new(NULL, 0);
  *state = t;
  return t->arena == NULL;
}

static int teardown(void **state)
{
  place_of_test *t = *state;
  zp_arena_free(t->arena);
  scratch_close(&t->scratch);
  free(t);
  return 0;
}

static void add_file(place_of_test *t, const zp_result *result)
{
  char name[32];
  zp_text bytes = split_packed(result, t->arena);
  snprintf(name, sizeof name, "s%zu.msgpack", t->count);
  scratch_write(&t->scratch, name, bytes.ptr, bytes.len);
  t->files[t->count++] = zp_text_format(t->arena, "%s/%s", t->scratch.folder, name).ptr;
}

static void replace_file(place_of_test *t, size_t i, const zp_result *result)
{
  add_file(t, result);
  t->files[i] = t->files[--t->count];
}

/// Shard `number` of `of`: every of-th unit.
static zp_result shard_of(const zp_result *whole, size_t number, size_t of, zp_arena *arena)
{
  zp_result shard = *whole;
  shard.shard = zp_text_format(arena, "%zu/%zu", number, of);
  shard.plan = ZP_TEXT("of the run");
  shard.units = ZP_TAKE(arena, zp_unit_result, UNITS);
  shard.inputs = ZP_TAKE(arena, zp_input_file, UNITS);
  shard.findings = ZP_TAKE(arena, zp_finding, UNITS);
  shard.unit_count = shard.input_count = shard.finding_count = 0;
  for (size_t i = number - 1; i < UNITS; i += of) {
    shard.units[shard.unit_count++] = whole->units[i];
    shard.inputs[shard.input_count++] = whole->inputs[i];
    shard.findings[shard.finding_count++] = whole->findings[i];
  }
  return shard;
}

static void add_shards(place_of_test *t, const zp_result *whole, size_t of)
{
  for (size_t number = of; number > 0; number--) {
    zp_result shard = shard_of(whole, number, of, t->arena);
    add_file(t, &shard);
  }
}

static zp_status merged(place_of_test *t, zp_error *err)
{
  size_t units = 0;
  zp_status status = zp_shards_merge(t->files, t->count, NULL, NULL, t->out, &units, err);
  if (status == ZP_OK) assert_int_equal(units, UNITS);
  else assert_int_equal(access(t->out, F_OK), -1);
  return status;
}

static void shards_make_the_bytes_of_the_whole(void **state)
{
  place_of_test *t = *state;
  static const size_t counts[] = { 1, 3, 8, 13 };
  zp_result *whole = split_whole(UNITS, t->arena);
  zp_text wanted = split_packed(whole, t->arena), got;
  for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
    zp_error err = { 0 };
    t->count = 0;
    add_shards(t, whole, counts[i]);
    zp_result copy = shard_of(whole, 1, counts[i], t->arena);
    add_file(t, &copy);  // an equal copy is used once
    assert_int_equal(merged(t, &err), ZP_OK);
    assert_int_equal(zp_file_read(t->out, 64 << 20, t->arena, &got, &err), ZP_OK);
    assert_int_equal(got.len, wanted.len);
    assert_memory_equal(got.ptr, wanted.ptr, wanted.len);
    unlink(t->out);
  }
}

static void empty_shards_are_shards(void **state)
{
  place_of_test *t = *state;
  zp_error err = { 0 };
  zp_result *whole = split_whole(UNITS, t->arena), all = *whole, none = *whole;
  all.plan = none.plan = ZP_TEXT("of the run");
  all.shard = ZP_TEXT("2/2");
  none.shard = ZP_TEXT("1/2");
  none.unit_count = none.input_count = none.finding_count = 0;
  add_file(t, &all);
  add_file(t, &none);
  assert_int_equal(merged(t, &err), ZP_OK);
}

static void what_does_not_belong_together_is_refused(void **state)
{
  place_of_test *t = *state;
  zp_result *whole = split_whole(UNITS, t->arena);
  for (int change = 0; change < 9; change++) {
    static const zp_status wanted[] = { ZP_E_SHARD_MISSING, ZP_E_SHARD_UNEQUAL, ZP_E_PART_OTHER, ZP_E_SHARD_NAME,
                                        ZP_E_PART_OTHER,    ZP_E_UNIT_TWICE,    ZP_E_SHARD_NAME, ZP_E_SHARD_PLAN,
                                        ZP_E_OPEN };
    zp_error err = { 0 };
    zp_result shard = shard_of(whole, 2, 5, t->arena), plain = *whole;
    t->count = 0;
    add_shards(t, whole, 5);  // files 0..4 are shards 5..1
    switch (change) {
      case 0: t->files[1] = t->files[0], t->files[3] = t->files[0]; break;
      case 1: shard.units[0].year++; add_file(t, &shard); break;
      case 2: shard.shard = ZP_TEXT("2/6"); add_file(t, &shard); break;
      case 3: add_file(t, &plain); break;
      case 4: shard.pack_digest = ZP_TEXT("other"); replace_file(t, 3, &shard); break;
      case 5: shard.units[0] = whole->units[0]; replace_file(t, 3, &shard); break;
      case 6: shard.shard = ZP_TEXT("0/5"); add_file(t, &shard); break;
      case 7: shard.plan = ZP_TEXT("of another"); replace_file(t, 3, &shard); break;
      default: t->files[2] = "nowhere.msgpack"; break;
    }
    zp_status status = merged(t, &err);
    if (status != wanted[change]) fail_msg("change %d: status %d %s %s", change, (int)status, err.arg[0], err.arg[1]);
    if (change == 0) assert_string_equal(err.arg[0], "2, 4");
    if (change == 0) assert_string_equal(err.arg[1], "5");
    if (change == 4) assert_string_equal(err.arg[0], "pack_digest");
    if (change == 5) assert_int_not_equal(err.arg[0][0], '\0');
    if (change == 8) assert_string_equal(err.file, "nowhere.msgpack");
  }
}

static void names_of_shards_are_read_strictly(void **state)
{
  (void)state;
  static const struct { const char *text; bool good; uint32_t number, of; } cases[] = {
    { "1/1", true, 1, 1 }, { "3/8", true, 3, 8 }, { "8/8", true, 8, 8 }, { "9/8", false, 0, 0 }, { "0/8", false, 0, 0 },
    { "1/0", false, 0, 0 }, { "", false, 0, 0 },  { "1", false, 0, 0 },  { "/", false, 0, 0 },   { "01/8", false, 0, 0 },
    { "1/8 ", false, 0, 0 }, { "-1/8", false, 0, 0 }, { "1/8/8", false, 0, 0 }, { "1/99999999999", false, 0, 0 },
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    zp_shard shard;
    bool good = zp_shard_read(zp_text_from(cases[i].text), &shard);
    if (good != cases[i].good) fail_msg("%s", cases[i].text);
    if (good) assert_true(shard.number == cases[i].number && shard.of == cases[i].of);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(shards_make_the_bytes_of_the_whole, setup, teardown),
    cmocka_unit_test_setup_teardown(empty_shards_are_shards, setup, teardown),
    cmocka_unit_test_setup_teardown(what_does_not_belong_together_is_refused, setup, teardown),
    cmocka_unit_test(names_of_shards_are_read_strictly),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
