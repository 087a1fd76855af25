// test_group.c: what bundles came to goes into a journal and comes out of it as the whole; nothing damaged is used.
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "sample_result.h"
#include "scratch.h"
#include "split_result.h"
#include "store/assemble.h"
#include "store/result_file.h"

typedef struct place_of_test {
  scratch scratch;
  char path[400];
  zp_arena *arena;
} place_of_test;

static int setup(void **state)
{
  place_of_test *t = calloc(1, sizeof *t);
  if (t == NULL) return 1;
  scratch_open(&t->scratch);
  snprintf(t->path, sizeof t->path, "%s/result.msgpack", t->scratch.folder);
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

typedef struct seen { size_t count; char last[32]; bool ordered; } seen;

static void see(void *context, const zp_unit_extract *unit)
{
  seen *s = context;
  char code[32];
  snprintf(code, sizeof code, "%.*s", ZP_ARG(unit->code));
  s->ordered = s->ordered && strcmp(s->last, code) < 0;
  strcpy(s->last, code);
  s->count++;
}

/// Checks a part as the loop process does, and puts it into the journal.
static void add_group(zp_journal *j, zp_text key, const zp_result *part, zp_arena *kept, zp_kept_group **out)
{
  zp_arena *own = zp_arena_new(NULL, 0);
  zp_sink sink = { .arena = own };
  zp_group_record record;
  zp_error err = { 0 };
  assert_int_equal(zp_part_pack(part, &sink, &err), ZP_OK);
  assert_int_equal(zp_group_check((zp_text){ sink.bytes, sink.len }, part, own, &record, &err), ZP_OK);
  assert_int_equal(zp_group_append(j, key, ZP_TEXT("d"), &record, kept, out, &err), ZP_OK);
  zp_arena_free(own);
}

/// Writes what the groups come to, and has the units with findings told.
static void write_groups(place_of_test *t, const zp_result *head, zp_journal *j, const zp_kept_group **groups, const zp_text *names, size_t count,
                         zp_arena *arena, seen *s)
{
  zp_district_hook hook = { .unit = see, .context = s };
  zp_assembly assembly = { .head = head, .groups = groups, .group_names = names, .group_count = count,
                           .journal = zp_journal_file(j), .hook = &hook };
  zp_assembled done;
  zp_draft draft;
  zp_error err = { 0 };
  assert_int_equal(zp_draft_open(t->path, &draft, &err), ZP_OK);
  assert_int_equal(zp_assemble(&assembly, arena, &draft, &done, &err), ZP_OK);
  assert_int_equal(zp_draft_replace(&draft, &err), ZP_OK);
  zp_draft_close(&draft);
  assert_int_equal(done.index.count, count);
  assert_int_equal(s->count, count);
  assert_true(s->ordered);
  *s = (seen){ .ordered = true };
  assert_int_equal(zp_assembled_tell(&assembly, &done, see, s, &err), ZP_OK);
  assert_true(s->ordered);
}

static const zp_journal_head journal_head = { ZP_TEXT_INIT("1"), ZP_TEXT_INIT("2"), ZP_TEXT_INIT("3"), ZP_TEXT_INIT("4") };

/// From the groups of a journal, as they were put there or as they are found there again, comes what the whole packs to.
static void groups_of_a_journal_give_the_whole(void **state)
{
  place_of_test *t = *state;
  enum { UNITS = 40 };
  const zp_result *whole = split_whole(UNITS, t->arena);
  zp_result head = *whole;
  zp_text wanted = split_packed(whole, t->arena), names[UNITS], bytes;
  const zp_kept_group *groups[UNITS];
  zp_error err = { 0 };
  zp_journal *j = NULL;
  char path[440];
  size_t told = 0;
  for (size_t i = 0; i < UNITS; i++) told += whole->units[i].finding_count != 0;
  snprintf(path, sizeof path, "%s/j", t->scratch.folder);
  head.unit_count = head.input_count = head.finding_count = 0;
  assert_int_equal(zp_journal_create(path, &journal_head, t->arena, &j, &err), ZP_OK);
  for (int again = 0; again < 2; again++) {
    for (size_t i = 0; i < UNITS; i++) {
      zp_result part = split_part(whole, (i * 7 + 3) % UNITS);
      zp_kept_group *group = NULL;
      names[i] = part.units->code;
      if (again == 0) add_group(j, names[i], &part, t->arena, &group);
      else assert_int_equal(zp_group_open(j, zp_journal_find(j, ZP_JOURNAL_GROUP, names[i]), t->arena, &group, &err), ZP_OK);
      groups[i] = group;
    }
    seen s = { .ordered = true };
    write_groups(t, &head, j, groups, names, UNITS, t->arena, &s);
    assert_int_equal(s.count, told);
    assert_int_equal(zp_file_read(t->path, 64 << 20, t->arena, &bytes, &err), ZP_OK);
    assert_true(zp_text_equal(bytes, wanted));
    zp_journal_close(j);
    assert_int_equal(zp_journal_open(path, ZP_JOURNAL_APPEND, t->arena, &j, &err), ZP_OK);
  }
  zp_journal_close(j);
}

/// Whatever byte of a group is damaged after the journal was opened, nothing wrong is written.
static void a_damaged_group_is_never_used(void **state)
{
  place_of_test *t = *state;
  const zp_result *whole = split_whole(2, t->arena);
  zp_result head = *whole, part = split_part(whole, 1);
  zp_kept_group *kept = NULL;
  zp_error err = { 0 };
  zp_journal *j = NULL;
  char path[440];
  snprintf(path, sizeof path, "%s/j", t->scratch.folder);
  head.unit_count = head.input_count = head.finding_count = 0;
  assert_int_equal(zp_journal_create(path, &journal_head, t->arena, &j, &err), ZP_OK);
  add_group(j, ZP_TEXT("k"), &part, t->arena, &kept);
  const zp_journal_entry *entry = zp_journal_find(j, ZP_JOURNAL_GROUP, ZP_TEXT("k"));
  zp_span file = zp_journal_file(j);
  size_t refused = 0;
  int writable = open(path, O_RDWR | O_CLOEXEC);
  assert_true(writable >= 0);
  for (uint64_t at = entry->offset; at < entry->offset + entry->length; at += 3, refused++) {
    char byte, other;
    zp_arena *arena = zp_arena_new(NULL, 0);
    zp_kept_group *group = NULL;
    zp_text name = ZP_TEXT("k");
    seen s = { .ordered = true };
    zp_district_hook hook = { .unit = see, .context = &s };
    zp_assembled done;
    zp_draft draft;
    zp_error own = { 0 };
    assert_int_equal(pread(writable, &byte, 1, (off_t)at), 1);
    other = (char)(byte ^ 0x20);
    assert_int_equal(pwrite(writable, &other, 1, (off_t)at), 1);
    zp_status status = zp_group_open(j, entry, arena, &group, &own);
    if (status == ZP_OK) {
      const zp_kept_group *one = group;
      zp_assembly assembly = { .head = &head, .groups = &one, .group_names = &name, .group_count = 1, .journal = file, .hook = &hook };
      assert_int_equal(zp_draft_open(t->path, &draft, &own), ZP_OK);
      status = zp_assemble(&assembly, arena, &draft, &done, &own);
      zp_draft_close(&draft);
    }
    // What is neither front, extract nor unit (the part's inputs and findings) is in the front already.
    if (status == ZP_OK) {
      assert_true(at >= kept->units[0].offset + kept->units[0].length || at < kept->units[0].offset);
      refused--;
    } else {
      assert_true(status == ZP_E_OPEN || status == ZP_E_JOURNAL_CORRUPT);
    }
    assert_int_equal(pwrite(writable, &byte, 1, (off_t)at), 1);
    zp_arena_free(arena);
  }
  assert_true(refused > (kept->units[0].length + kept->units[0].extract_length) / 3);
  close(writable);
  zp_journal_close(j);
}

/// 20,000 groups in a journal: memory follows the number of units, not their size.
static void memory_is_the_index_and_one_unit(void **state)
{
  place_of_test *t = *state;
#ifdef ZP_SANITIZE
  enum { UNITS = 2000 };
#else
  enum { UNITS = 20000 };
#endif
  zp_result *whole = split_whole(UNITS, t->arena), bare;
  zp_error err = { 0 };
  zp_journal *j = NULL;
  char path[440];
  uint64_t needed;
  snprintf(path, sizeof path, "%s/j", t->scratch.folder);
  zp_arena *index = zp_arena_new(NULL, 0), *arena = zp_arena_new(NULL, 0);
  const zp_kept_group **groups = ZP_TAKE(t->arena, const zp_kept_group *, UNITS);
  zp_text *names = ZP_TAKE(t->arena, zp_text, UNITS);
  assert_int_equal(zp_journal_create(path, &journal_head, index, &j, &err), ZP_OK);
  for (size_t i = 0; i < UNITS; i++) {
    zp_result part = split_part(whole, (i * 7919) % UNITS);  // a prime: every unit once
    zp_kept_group *group = NULL;
    part.finding_count = 0;
    names[i] = part.units->code;
    add_group(j, names[i], &part, index, &group);
    groups[i] = group;
  }
  bare = *whole;
  bare.input_count = bare.unit_count = bare.finding_count = 0;
  seen s = { .ordered = true };
  write_groups(t, &bare, j, groups, names, UNITS, arena, &s);
  size_t each = zp_arena_used(arena) / UNITS, entry = zp_arena_used(index) / UNITS;
  print_message("assemble: %d units, journal of %llu MiB; index %zu, journal %zu bytes a unit\n", (int)UNITS,
                (unsigned long long)zp_journal_size(j, &needed) >> 20, each, entry);
  assert_true(each < 700 && entry < 900);
  zp_journal_close(j);
  zp_arena_free(arena);
  zp_arena_free(index);
}

/// Bytes of a worker that are no part of a result: refused, and nothing is kept.
static void what_is_no_part_is_refused(void **state)
{
  place_of_test *t = *state;
  const zp_result *whole = split_whole(1, t->arena);
  zp_result part = split_part(whole, 0);
  zp_sink sink = { .arena = t->arena };
  zp_error err = { 0 };
  assert_int_equal(zp_part_pack(&part, &sink, &err), ZP_OK);
  zp_text packed = split_packed(whole, t->arena);
  const zp_text bad[] = { { "", 0 }, packed, { sink.bytes, sink.len - 1 }, ZP_TEXT("\x81\xA4pack\xA1" "a"), ZP_TEXT("\x81\xA6" "digest\xA1" "a") };
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    zp_arena *own = zp_arena_new(NULL, 0);
    zp_group_record record;
    zp_error failure = { 0 };
    assert_int_equal(zp_group_check(bad[i], whole, own, &record, &failure), ZP_E_RESULT_CORRUPT);
    zp_arena_free(own);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(groups_of_a_journal_give_the_whole, setup, teardown),
    cmocka_unit_test_setup_teardown(a_damaged_group_is_never_used, setup, teardown),
    cmocka_unit_test_setup_teardown(what_is_no_part_is_refused, setup, teardown),
    cmocka_unit_test_setup_teardown(memory_is_the_index_and_one_unit, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
