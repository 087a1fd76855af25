// test_journal.c: what was appended is read back or refused, whatever was cut off or damaged.
// Usage: test_journal [--write-seeds]: the second form renews tests/fuzz/corpus/journal/.
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/resource.h>

#include <cmocka.h>

#include "failing_allocator.h"
#include "scratch.h"
#include "store/journal.h"
#include "store/result_file.h"

enum { RECORDS = 20, PATH_ROOM = 400 };

static const zp_journal_head head = { ZP_TEXT_INIT("0.1.0"), ZP_TEXT_INIT("mof-2020 3f2a"), ZP_TEXT_INIT(""),
                                      ZP_TEXT_INIT("inputs-1") };
static const zp_text none = { NULL, 0 };

typedef struct place_of_test {
  scratch scratch;
  char path[PATH_ROOM];
  zp_arena *arena;
} place_of_test;

static int setup(void **state)
{
  place_of_test *t = calloc(1, sizeof *t);
  if (t == NULL) return 1;
  scratch_open(&t->scratch);
  snprintf(t->path, sizeof t->path, "%s/result.journal", t->scratch.folder);
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

static zp_journal *created(place_of_test *t)
{
  zp_journal *j = NULL;
  zp_error err = { 0 };
  assert_int_equal(zp_journal_create(t->path, &head, t->arena, &j, &err), ZP_OK);
  return j;
}

static zp_journal *opened(place_of_test *t, zp_journal_mode mode)
{
  zp_journal *j = NULL;
  zp_error err = { 0 };
  assert_int_equal(zp_journal_open(t->path, mode, t->arena, &j, &err), ZP_OK);
  return j;
}

static zp_text key_of(int i, char room[32])
{
  snprintf(room, 32, "单位%03d", i);
  return zp_text_from(room);
}

/// Payloads of all sizes, the first one empty.
static zp_text payload_of(int i, char room[256])
{
  size_t len = (size_t)i * 7 % 100;
  for (size_t k = 0; k < len; k++) room[k] = (char)(i * 31 + (int)k);
  return (zp_text){ room, len };
}

static void append_all(zp_journal *j, int count)
{
  char key[32], payload[256];
  zp_error err = { 0 };
  for (int i = 0; i < count; i++) {
    zp_journal_kind kind = i % 5 == 4 ? ZP_JOURNAL_NOTE : ZP_JOURNAL_GROUP;
    assert_int_equal(zp_journal_append(j, kind, key_of(i, key), ZP_TEXT("0123456789abcdef"), payload_of(i, payload), &err),
                     ZP_OK);
  }
}

/// The first `count` records and nothing else, each with its own payload.
static void assert_holds(const zp_journal *j, size_t count, zp_arena *arena)
{
  char key[32], payload[256];
  assert_int_equal(zp_journal_count(j), count);
  for (size_t i = 0; i < count; i++) {
    const zp_journal_entry *entry = zp_journal_entry_at(j, i);
    zp_error err = { 0 };
    zp_text got, wanted = payload_of((int)i, payload);
    assert_true(zp_text_equal(entry->key, key_of((int)i, key)));
    assert_true(zp_text_equal(entry->digest, ZP_TEXT("0123456789abcdef")));
    assert_ptr_equal(zp_journal_find(j, entry->kind, entry->key), entry);
    assert_int_equal(zp_journal_read(j, entry, arena, &got, &err), ZP_OK);
    assert_true(zp_text_equal(got, wanted));
  }
}

static zp_text file_of(place_of_test *t)
{
  zp_text bytes;
  zp_error err = { 0 };
  assert_int_equal(zp_file_read(t->path, 1 << 20, t->arena, &bytes, &err), ZP_OK);
  return bytes;
}

static void put_file(place_of_test *t, const char *bytes, size_t len)
{
  scratch_write(&t->scratch, "result.journal", bytes, len);
}

// ---- what it is for ------------------------------------------------------------------------------------------------------------

static void records_come_back_after_closing(void **state)
{
  place_of_test *t = *state;
  zp_error err = { 0 };
  zp_journal *j = created(t);
  append_all(j, RECORDS);
  assert_int_equal(zp_journal_sync(j, &err), ZP_OK);
  assert_holds(j, RECORDS, t->arena);
  zp_journal_close(j);
  j = opened(t, ZP_JOURNAL_READ);
  assert_holds(j, RECORDS, t->arena);
  assert_true(zp_text_equal(zp_journal_head_of(j).pack, head.pack));
  assert_int_equal(zp_journal_match(j, &head, &err), ZP_OK);
  assert_int_equal(zp_journal_append(j, ZP_JOURNAL_NOTE, none, none, none, &err), ZP_E_WRITE);  // opened for reading
  zp_journal_close(j);
}

static void a_later_record_replaces_the_earlier(void **state)
{
  place_of_test *t = *state;
  zp_error err = { 0 };
  zp_text got;
  uint64_t needed;
  zp_journal *j = created(t);
  append_all(j, 3);
  assert_int_equal(zp_journal_append(j, ZP_JOURNAL_GROUP, ZP_TEXT("单位001"), ZP_TEXT("new"), ZP_TEXT("changed"), &err), ZP_OK);
  assert_int_equal(zp_journal_append(j, ZP_JOURNAL_DROP, ZP_TEXT("单位002"), none, ZP_TEXT("单位001"), &err), ZP_OK);
  assert_int_equal(zp_journal_append(j, ZP_JOURNAL_NOTE, ZP_TEXT("单位001"), none, ZP_TEXT("a note"), &err), ZP_OK);
  for (int again = 0; again < 3; again++) {
    assert_int_equal(zp_journal_count(j), again < 2 ? 4 : 3);
    const zp_journal_entry *entry = zp_journal_find(j, ZP_JOURNAL_DROP, ZP_TEXT("单位001"));
    assert_int_equal(entry->kind, ZP_JOURNAL_GROUP);
    assert_true(zp_text_equal(entry->digest, ZP_TEXT("new")));
    assert_int_equal(zp_journal_read(j, entry, t->arena, &got, &err), ZP_OK);
    assert_true(zp_text_equal(got, ZP_TEXT("changed")));
    entry = zp_journal_find(j, ZP_JOURNAL_NOTE, ZP_TEXT("单位001"));
    assert_int_equal(zp_journal_read(j, entry, t->arena, &got, &err), ZP_OK);
    assert_true(zp_text_equal(got, ZP_TEXT("a note")));
    assert_null(zp_journal_find(j, ZP_JOURNAL_NOTE, ZP_TEXT("单位000")));
    assert_true(zp_journal_size(j, &needed) > needed);
    if (again == 1) {
      zp_journal_head other = head;
      other.inputs = ZP_TEXT("inputs-2");
      uint64_t before = zp_journal_size(j, &needed);
      assert_int_equal(zp_journal_renew(j, &other, &err), ZP_OK);
      assert_true(zp_journal_size(j, &needed) < before);
      assert_int_equal(zp_journal_match(j, &other, &err), ZP_OK);
      assert_null(zp_journal_find(j, ZP_JOURNAL_GROUP, ZP_TEXT("单位002")));
      assert_int_equal(zp_journal_count(j), 3);
    }
    zp_journal_close(j);
    j = opened(t, ZP_JOURNAL_APPEND);
  }
  zp_journal_close(j);
}

static void another_run_is_told_by_what_differs(void **state)
{
  place_of_test *t = *state;
  static const struct { zp_journal_head head; zp_word word; } others[] = {
    { { ZP_TEXT_INIT("0.2.0"), ZP_TEXT_INIT("mof-2020 3f2a"), ZP_TEXT_INIT(""), ZP_TEXT_INIT("inputs-1") }, ZP_W_PART_VERSION },
    { { ZP_TEXT_INIT("0.1.0"), ZP_TEXT_INIT("mof-2020 3f2b"), ZP_TEXT_INIT(""), ZP_TEXT_INIT("inputs-1") }, ZP_W_PART_PACK },
    { { ZP_TEXT_INIT("0.1.0"), ZP_TEXT_INIT("mof-2020 3f2a"), ZP_TEXT_INIT("x"), ZP_TEXT_INIT("inputs-1") }, ZP_W_PART_OPTIONS },
    { { ZP_TEXT_INIT("0.1.0"), ZP_TEXT_INIT("mof-2020 3f2a"), ZP_TEXT_INIT(""), ZP_TEXT_INIT("inputs-2") }, ZP_W_PART_INPUTS },
  };
  zp_journal *j = created(t);
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
    zp_error err = { 0 };
    assert_int_equal(zp_journal_match(j, &others[i].head, &err), ZP_E_JOURNAL_OTHER);
    assert_true(zp_text_equal(zp_text_from(err.arg[0]), zp_word_arg(others[i].word)));
    assert_string_equal(err.file, "result.journal");
  }
  zp_journal_close(j);
}

static void a_journal_never_replaces_a_file(void **state)
{
  place_of_test *t = *state;
  zp_journal *j = created(t), *second = NULL;
  append_all(j, 2);
  for (int i = 0; i < 2; i++) {  // another one, and one that is the same byte for byte
    zp_error err = { 0 };
    assert_int_equal(zp_journal_create(t->path, &head, t->arena, &second, &err), ZP_E_WRITE);
    assert_true(zp_text_equal(zp_text_from(err.arg[1]), zp_word_arg(ZP_W_CAUSE_EXISTS)));
    assert_null(second);
    assert_holds(j, i == 0 ? 2 : 0, t->arena);
    zp_journal_close(j);
    if (i == 0) unlink(t->path), j = created(t);
  }
}

// ---- cuts and damage -------------------------------------------------------------------------------------------------------------

/// Ends of the records, the head's first.
static size_t record_ends(place_of_test *t, size_t ends[RECORDS + 1])
{
  zp_journal *j = created(t);
  uint64_t needed;
  char key[32], payload[256];
  zp_error err = { 0 };
  ends[0] = (size_t)zp_journal_size(j, &needed);
  for (int i = 0; i < RECORDS; i++) {
    zp_journal_kind kind = i % 5 == 4 ? ZP_JOURNAL_NOTE : ZP_JOURNAL_GROUP;
    assert_int_equal(zp_journal_append(j, kind, key_of(i, key), ZP_TEXT("0123456789abcdef"), payload_of(i, payload), &err),
                     ZP_OK);
    ends[i + 1] = (size_t)zp_journal_size(j, &needed);
  }
  zp_journal_close(j);
  return ends[RECORDS];
}

/// A writer that was stopped anywhere: whole records stay, the one begun goes, and writing goes on.
static void every_cut_keeps_the_whole_records(void **state)
{
  place_of_test *t = *state;
  size_t ends[RECORDS + 1], size = record_ends(t, ends), refused = 0;
  zp_text bytes = file_of(t);
  assert_int_equal(bytes.len, size);
  for (size_t len = 0; len < size; len++) {
    zp_error err = { 0 };
    zp_journal *j = NULL;
    zp_arena *arena = zp_arena_new(NULL, 0);
    size_t whole = 0;
    put_file(t, bytes.ptr, len);
    zp_status status = zp_journal_open(t->path, ZP_JOURNAL_APPEND, arena, &j, &err);
    if (len < ends[0]) {
      assert_true(status == ZP_E_JOURNAL_VERSION || status == ZP_E_JOURNAL_CORRUPT);
      refused++;
    } else {
      assert_int_equal(status, ZP_OK);
      while (whole < RECORDS && ends[whole + 1] <= len) whole++;
      assert_holds(j, whole, arena);
      struct stat is;
      assert_int_equal(stat(t->path, &is), 0);
      assert_int_equal(is.st_size, ends[whole]);
      assert_int_equal(zp_journal_append(j, ZP_JOURNAL_NOTE, ZP_TEXT("on"), none, ZP_TEXT("and on"), &err), ZP_OK);
      assert_int_equal(zp_journal_count(j), whole + 1);
      zp_journal_close(j);
      assert_int_equal(zp_journal_open(t->path, ZP_JOURNAL_READ, arena, &j, &err), ZP_OK);
      assert_int_equal(zp_journal_count(j), whole + 1);
      zp_journal_close(j);
    }
    zp_arena_free(arena);
  }
  assert_int_equal(refused, ends[0]);
}

/// The journal with one byte changed: refused with a byte not behind the damage, or the last record is gone; salvaged, it keeps
/// the records before the damage. No payload is ever another one.
static void every_changed_byte_is_found(void **state)
{
  place_of_test *t = *state;
  size_t ends[RECORDS + 1], size = record_ends(t, ends), refused = 0, dropped = 0;
  zp_text bytes = file_of(t);
  char *copy = malloc(size);
  assert_non_null(copy);
  for (size_t at = 0; at < size; at++) {
    zp_error err = { 0 };
    zp_journal *j = NULL;
    zp_arena *arena = zp_arena_new(NULL, 0);
    size_t whole = 0;
    memcpy(copy, bytes.ptr, size);
    copy[at] = (char)(copy[at] ^ (1 << at % 8));
    put_file(t, copy, size);
    while (whole < RECORDS && ends[whole + 1] <= at) whole++;
    zp_status status = zp_journal_open(t->path, ZP_JOURNAL_READ, arena, &j, &err);
    if (status == ZP_OK) {
      assert_int_equal(whole, RECORDS - 1);
      assert_holds(j, whole, arena);
      zp_journal_close(j);
      dropped++;
    } else {
      assert_true(status == ZP_E_JOURNAL_CORRUPT || (status == ZP_E_JOURNAL_VERSION && at < 12));
      if (status == ZP_E_JOURNAL_CORRUPT) assert_true((size_t)atol(err.arg[1]) - 1 <= at && err.arg[1][0] != '\0');
      refused++;
    }
    status = zp_journal_open(t->path, ZP_JOURNAL_SALVAGE, arena, &j, &err);
    assert_int_equal(status == ZP_OK, at >= ends[0]);
    if (status == ZP_OK) {
      assert_holds(j, whole, arena);
      zp_journal_close(j);
      assert_int_equal(file_of(t).len, ends[whole]);
    }
    zp_arena_free(arena);
  }
  free(copy);
  assert_int_equal(refused + dropped, size);
  assert_true(dropped > 0 && dropped <= size - ends[RECORDS - 1]);
  print_message("journal: %zu bytes changed: %zu refused, %zu times the last record dropped\n", size, refused, dropped);
}

/// A file that was made longer before its blocks were filled.
static void zeros_at_the_end_are_dropped(void **state)
{
  place_of_test *t = *state;
  size_t ends[RECORDS + 1], size = record_ends(t, ends);
  assert_int_equal(truncate(t->path, (off_t)size + 100000), 0);
  zp_journal *j = opened(t, ZP_JOURNAL_APPEND);
  assert_holds(j, RECORDS, t->arena);
  zp_journal_close(j);
  assert_int_equal(file_of(t).len, size);
}

/// A record put in another place, or of another journal, is no record.
static void records_do_not_move(void **state)
{
  place_of_test *t = *state;
  size_t ends[RECORDS + 1], size = record_ends(t, ends);
  zp_text bytes = file_of(t);
  zp_error err = { 0 };
  zp_journal *j = NULL;
  char *longer = malloc(size + ends[1]);
  assert_non_null(longer);
  memcpy(longer, bytes.ptr, size);
  memcpy(longer + size, bytes.ptr + ends[0], ends[1] - ends[0]);
  put_file(t, longer, size + ends[1] - ends[0]);
  free(longer);
  assert_int_equal(zp_journal_open(t->path, ZP_JOURNAL_READ, t->arena, &j, &err), ZP_E_JOURNAL_CORRUPT);
}

/// Another night: the inputs are others, the records stay where they are until more than half of them are of no use.
static void other_inputs_are_adopted_in_place(void **state)
{
  place_of_test *t = *state;
  zp_error err = { 0 };
  zp_journal *j = created(t);
  append_all(j, 3);
  zp_journal_head next = zp_journal_head_of(j), other = next;
  uint64_t needed, size = zp_journal_size(j, &needed);
  next.inputs = ZP_TEXT("tomorrow");
  assert_int_equal(zp_journal_adopt(j, &next, &err), ZP_OK);
  zp_journal_close(j);
  assert_int_equal(zp_journal_open(t->path, ZP_JOURNAL_APPEND, t->arena, &j, &err), ZP_OK);
  assert_int_equal(zp_journal_match(j, &next, &(zp_error){ 0 }), ZP_OK);
  zp_text big = { memset(zp_arena_bytes(t->arena, 10000), 'x', 10000), 10000 };
  for (int i = 0; i < 3; i++) assert_int_equal(zp_journal_append(j, ZP_JOURNAL_GROUP, ZP_TEXT("again"), none, big, &err), ZP_OK);
  size = zp_journal_size(j, &needed);
  assert_int_equal(zp_journal_match(j, &other, &(zp_error){ 0 }), ZP_E_JOURNAL_OTHER);
  assert_int_equal(zp_journal_adopt(j, &other, &err), ZP_OK);
  assert_true(zp_journal_size(j, &needed) < size - 19000);  // written anew
  zp_journal_close(j);
}

static void what_is_no_journal_is_refused(void **state)
{
  place_of_test *t = *state;
  static const struct { const char *bytes; size_t len; zp_status status; } bad[] = {
    { "", 0, ZP_E_JOURNAL_VERSION }, { "unit,project\n", 13, ZP_E_JOURNAL_VERSION },
    { "\x89ZPJ\r\n\x1A\n\0\0\0\1", 12, ZP_E_JOURNAL_VERSION }, { "\x89ZPJ\r\n\x1A\n\0\0\0\2", 12, ZP_E_JOURNAL_CORRUPT },
  };
  zp_journal *j = NULL;
  zp_error err = { 0 };
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    zp_error own = { 0 };
    put_file(t, bad[i].bytes, bad[i].len);
    assert_int_equal(zp_journal_open(t->path, ZP_JOURNAL_SALVAGE, t->arena, &j, &own), bad[i].status);
    assert_string_equal(own.file, "result.journal");
  }
  assert_int_equal(zp_journal_open(t->scratch.folder, ZP_JOURNAL_READ, t->arena, &j, &err), ZP_E_OPEN);
  assert_null(j);
}

// ---- lack of room ----------------------------------------------------------------------------------------------------------------

/// A disk that fills up in the middle of a record: the record is not there, all before it is, and later there is room again.
static void a_record_that_does_not_fit_leaves_the_file_as_it_was(void **state)
{
  place_of_test *t = *state;
  struct rlimit before;
  uint64_t needed;
  zp_error err = { 0 };
  zp_journal *j = created(t);
  append_all(j, 3);
  uint64_t size = zp_journal_size(j, &needed);
  assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
  void (*old)(int) = signal(SIGXFSZ, SIG_IGN);
  for (rlim_t room = 0; room < 55; room += 3) {
    zp_error own = { 0 };
    struct rlimit small = { (rlim_t)size + room, before.rlim_max };
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    zp_status status = zp_journal_append(j, ZP_JOURNAL_GROUP, ZP_TEXT("key"), none, ZP_TEXT("twenty bytes of text"), &own);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(status, ZP_E_WRITE);
    assert_int_not_equal(own.arg[1][0], '\0');
    assert_int_equal(file_of(t).len, size);
    assert_holds(j, 3, t->arena);
  }
  signal(SIGXFSZ, old);
  assert_int_equal(zp_journal_append(j, ZP_JOURNAL_GROUP, ZP_TEXT("key"), none, ZP_TEXT("text"), &err), ZP_OK);
  zp_journal_close(j);
  j = opened(t, ZP_JOURNAL_READ);
  assert_int_equal(zp_journal_count(j), 4);
  zp_journal_close(j);
}

static void keys_that_are_too_long_are_refused(void **state)
{
  place_of_test *t = *state;
  zp_error err = { 0 };
  zp_journal *j = created(t);
  char *key = zp_arena_bytes(t->arena, ZP_JOURNAL_KEY_MOST + 1);
  memset(key, 'k', ZP_JOURNAL_KEY_MOST + 1);
  zp_text fits = { key, ZP_JOURNAL_KEY_MOST }, longer = { key, ZP_JOURNAL_KEY_MOST + 1 };
  assert_int_equal(zp_journal_append(j, ZP_JOURNAL_GROUP, fits, none, none, &err), ZP_OK);
  assert_int_equal(zp_journal_append(j, ZP_JOURNAL_GROUP, longer, none, none, &err), ZP_E_WRITE);
  zp_journal_close(j);
  j = opened(t, ZP_JOURNAL_READ);
  assert_int_equal(zp_journal_count(j), 1);
  assert_non_null(zp_journal_find(j, ZP_JOURNAL_GROUP, fits));
  zp_journal_close(j);
}

static zp_status use(place_of_test *t, zp_arena *arena, zp_error *err)
{
  zp_journal *j = NULL;
  zp_text got;
  char key[32];
  zp_status status = zp_journal_open(t->path, ZP_JOURNAL_APPEND, arena, &j, err);
  for (int i = 0; i < 100 && status == ZP_OK; i++)
    status = zp_journal_append(j, ZP_JOURNAL_GROUP, key_of(100 + i, key), none, ZP_TEXT("x"), err);
  if (status == ZP_OK) status = zp_journal_read(j, zp_journal_entry_at(j, 5), arena, &got, err);
  if (status == ZP_OK) status = zp_journal_renew(j, &head, err);
  zp_journal_close(j);
  return status;
}

static void every_lack_of_memory_is_reported(void **state)
{
  place_of_test *t = *state;
  size_t ends[RECORDS + 1], size = record_ends(t, ends), n = 1;
  zp_text bytes = file_of(t);
  for (;; n++) {
    failing_allocator memory = { .fail_at = n };
    zp_allocator allocator = allocator_of(&memory);
    zp_arena *arena = zp_arena_new(&allocator, 0);
    zp_error err = { 0 };
    put_file(t, bytes.ptr, size);
    if (arena == NULL) continue;
    zp_status status = use(t, arena, &err);
    zp_arena_free(arena);
    assert_int_equal(memory.blocks, 0);
    if (status == ZP_OK) break;
    assert_int_equal(status, ZP_E_MEMORY);
    zp_journal *j = opened(t, ZP_JOURNAL_READ);  // the file is sound whatever happened
    assert_true(zp_journal_count(j) >= RECORDS);
    zp_journal_close(j);
    assert_true(n < 2000);
  }
  assert_true(n > 3);
}

static int write_seeds(void)
{
  void *state = NULL;
  if (setup(&state) != 0) return EXIT_FAILURE;
  place_of_test *t = state;
  zp_journal *j = created(t);
  append_all(j, 6);
  zp_journal_close(j);
  zp_error err = { 0 };
  zp_status status = zp_file_write(ZP_SOURCE "/tests/fuzz/corpus/journal/small.journal", file_of(t), &err);
  teardown(&state);
  return status == ZP_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}

int main(int argc, char **argv)
{
  if (argc > 1 && strcmp(argv[1], "--write-seeds") == 0) return write_seeds();
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(records_come_back_after_closing, setup, teardown),
    cmocka_unit_test_setup_teardown(a_later_record_replaces_the_earlier, setup, teardown),
    cmocka_unit_test_setup_teardown(another_run_is_told_by_what_differs, setup, teardown),
    cmocka_unit_test_setup_teardown(a_journal_never_replaces_a_file, setup, teardown),
    cmocka_unit_test_setup_teardown(every_cut_keeps_the_whole_records, setup, teardown),
    cmocka_unit_test_setup_teardown(every_changed_byte_is_found, setup, teardown),
    cmocka_unit_test_setup_teardown(zeros_at_the_end_are_dropped, setup, teardown),
    cmocka_unit_test_setup_teardown(records_do_not_move, setup, teardown),
    cmocka_unit_test_setup_teardown(other_inputs_are_adopted_in_place, setup, teardown),
    cmocka_unit_test_setup_teardown(what_is_no_journal_is_refused, setup, teardown),
    cmocka_unit_test_setup_teardown(a_record_that_does_not_fit_leaves_the_file_as_it_was, setup, teardown),
    cmocka_unit_test_setup_teardown(keys_that_are_too_long_are_refused, setup, teardown),
    cmocka_unit_test_setup_teardown(every_lack_of_memory_is_reported, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
