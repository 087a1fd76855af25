// test_result_file.c: a result survives the file unchanged, and damaged files are refused or read as something well formed.
// Usage: test_result_file [--write-seeds]: the second form renews tests/fuzz/corpus/result/.
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <msgpack.h>

#include "model/schema.h"
#include "reseal.h"
#include "sample_district.h"
#include "sample_result.h"
#include "store/legend.h"
#include "store/result_file.h"

#define SEED ZP_SOURCE "/tests/fuzz/corpus/result/sample.msgpack"

static int setup(void **state)
{
  *state = zp_arena_new(NULL, 0);
  return *state == NULL;
}

static int teardown(void **state)
{
  zp_arena_free(*state);
  return 0;
}

static zp_text packed(const zp_result *result, zp_arena *arena)
{
  zp_sink sink = { .arena = arena };
  zp_error err = { 0 };
  assert_int_equal(zp_result_pack(result, &sink, &err), ZP_OK);
  return (zp_text){ sink.bytes, sink.len };
}

static void assert_same_bytes(zp_text a, zp_text b)
{
  assert_int_equal(a.len, b.len);
  assert_memory_equal(a.ptr, b.ptr, a.len);
}

/// With a district record, so that every kind of record is there.
static const zp_result *whole_sample(zp_arena *arena)
{
  zp_result *whole = ZP_TAKE(arena, zp_result, 1);
  assert_non_null(whole);
  *whole = sample_with_district(sample_result(arena), arena);
  return whole;
}

static void every_member_survives(void **state)
{
  zp_arena *arena = *state;
  zp_error err = { 0 };
  zp_result *back = NULL;
  const char *where = "";
  const zp_result *sample = whole_sample(arena);
  zp_text bytes = packed(sample, arena);
  assert_int_equal(zp_result_unpack(bytes, arena, &back, &err), ZP_OK);
  if (!sample_results_equal(sample, back, &where)) fail_msg("differs: %s", where);
  assert_same_bytes(bytes, packed(back, arena));
}

/// The comparison itself must be able to fail: one change in each kind of struct is seen.
static void the_comparison_sees_changes(void **state)
{
  zp_arena *arena = *state;
  const zp_result *sample = whole_sample(arena);
  for (int change = 0; change < 10; change++) {
    zp_error err = { 0 };
    zp_result *back = NULL;
    const char *where = NULL;
    assert_int_equal(zp_result_unpack(packed(sample, arena), arena, &back, &err), ZP_OK);
    zp_project_result *project = &back->units[0].projects[0];
    switch (change) {
      case 0: project->rows[1].target.high_date.day++; break;
      case 1: project->rows[3].actual_place.column++; break;
      case 2: project->rows[4].note.len--; break;
      case 3: project->total.score_high.e4++; break;
      case 4: back->units[1].findings[1].args[2].len--; break;
      case 5: project->rows[2].given[1].value.len--; break;
      case 6: back->rules[1].params.len--; break;
      case 7: back->district.ranking[2].score_high.e4++; break;
      case 8: back->district.missing[1].name.len--; break;
      default: back->inputs[0].bytes++; break;
    }
    assert_false(sample_results_equal(sample, back, &where));
    assert_non_null(where);
  }
}

static void an_empty_result_survives(void **state)
{
  zp_arena *arena = *state;
  zp_error err = { 0 };
  zp_result none = { .version = { NULL, 0 } }, *back = NULL;
  const char *where = "";
  zp_text bytes = packed(&none, arena);
  assert_int_equal(zp_result_unpack(bytes, arena, &back, &err), ZP_OK);
  assert_true(sample_results_equal(&none, back, &where));
}

static void every_status_survives(void **state)
{
  zp_arena *arena = *state;
  zp_finding findings[ZP_STATUS_COUNT - 1] = { { .status = ZP_OK } };
  zp_result result = { .findings = findings, .finding_count = ZP_STATUS_COUNT - 1 }, *back = NULL;
  zp_error err = { 0 };
  const char *where = "";
  for (int status = 1; status < ZP_STATUS_COUNT; status++) findings[status - 1].status = (zp_status)status;
  assert_int_equal(zp_result_unpack(packed(&result, arena), arena, &back, &err), ZP_OK);
  assert_true(sample_results_equal(&result, back, &where));
}

/// The stored bytes are a contract: when this fails, the schema changed. Then raise ZP_RESULT_SCHEMA if an old reader would
/// misread the new bytes, say so in core/store/README.md, and renew the seeds.
static void the_bytes_are_those_of_the_seed(void **state)
{
  zp_arena *arena = *state;
  zp_error err = { 0 };
  zp_text seed;
  assert_int_equal(zp_file_read(SEED, 1 << 20, arena, &seed, &err), ZP_OK);
  assert_same_bytes(seed, packed(whole_sample(arena), arena));
}

/// Whatever the bytes: an error that says what and where, or a result that packs and reads again.
static zp_status try_bytes(zp_text bytes)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_error err = { 0 };
  zp_result *result = NULL, *again = NULL;
  assert_non_null(arena);
  zp_status status = zp_result_unpack(bytes, arena, &result, &err);
  if (status == ZP_OK) {
    const char *where = "";
    zp_text once_more = packed(result, arena);
    assert_int_equal(zp_result_unpack(once_more, arena, &again, &err), ZP_OK);
    if (!sample_results_equal(result, again, &where)) fail_msg("differs: %s", where);
  } else {
    assert_true(status == ZP_E_RESULT_CORRUPT || status == ZP_E_RESULT_VERSION || status == ZP_E_RESULT_ALTERED);
    assert_null(result);
    assert_int_not_equal(err.arg[0][0], '\0');
    assert_int_not_equal(err.arg[1][0], '\0');
  }
  zp_arena_free(arena);
  return status;
}

/// In a block of its own size, so that the sanitizer sees a byte read too far.
static void try_exactly(const char *bytes, size_t len)
{
  char *copy = malloc(len == 0 ? 1 : len);
  assert_non_null(copy);
  memcpy(copy, bytes, len);
  try_bytes((zp_text){ copy, len });
  free(copy);
}

static void every_cut_is_refused(void **state)
{
  zp_arena *arena = *state;
  zp_text bytes = packed(whole_sample(arena), arena);
  for (size_t len = 0; len < bytes.len; len++) {
    zp_arena *own = zp_arena_new(NULL, 0);
    zp_error err = { 0 };
    zp_result *result = NULL;
    zp_text cut = { bytes.ptr, len };
    assert_int_equal(zp_result_unpack(cut, own, &result, &err), ZP_E_RESULT_CORRUPT);
    zp_arena_free(own);
  }
  try_exactly(bytes.ptr, bytes.len / 2);
}

static void every_damaged_byte_is_survived(void **state)
{
  static const uint8_t telling[] = { 0x00, 0x7F, 0x80, 0x90, 0xA0, 0xC0, 0xC1, 0xC2, 0xC6, 0xC9, 0xCB, 0xCF, 0xD3, 0xD9,
                                     0xDB, 0xDC, 0xDD, 0xDE, 0xDF, 0xFF };
  zp_arena *arena = *state;
  zp_text bytes = packed(whole_sample(arena), arena);
#ifdef ZP_SANITIZE
  enum { STEP = 5 };
#else
  enum { STEP = 1 };
#endif
  size_t refused = 0, tried = 0;
  char *copy = malloc(bytes.len);
  assert_non_null(copy);
  for (size_t at = 0; at < bytes.len; at += STEP) {
    const uint8_t changed[] = { (uint8_t)(bytes.ptr[at] ^ 1), telling[at % sizeof telling] };
    for (size_t i = 0; i < sizeof changed; i++) {
      memcpy(copy, bytes.ptr, bytes.len);
      copy[at] = (char)changed[i];
      if (copy[at] == bytes.ptr[at]) continue;
      assert_int_not_equal(try_bytes((zp_text){ copy, bytes.len }), ZP_OK);  // the digest sees what the schema does not
      reseal(copy, bytes.len);
      refused += try_bytes((zp_text){ copy, bytes.len }) != ZP_OK;
      tried++;
    }
  }
  assert_true(refused > tried / 4 && refused < tried);
  free(copy);
}

/// A figure that was changed by hand reads well, but is not what was written.
static void a_changed_figure_is_told_from_a_broken_file(void **state)
{
  zp_arena *arena = *state;
  zp_text bytes = packed(whole_sample(arena), arena);
  zp_error err = { 0 };
  zp_result *result = NULL;
  char *copy = malloc(bytes.len);
  assert_non_null(copy);
  memcpy(copy, bytes.ptr, bytes.len);
  size_t at = zp_text_find(bytes, ZP_TEXT("mof-2020"));
  copy[at] = 'n';
  assert_int_equal(zp_result_unpack((zp_text){ copy, bytes.len }, arena, &result, &err), ZP_E_RESULT_ALTERED);
  assert_int_equal(strlen(err.arg[0]), ZP_DIGEST_HEX);
  assert_string_not_equal(err.arg[0], err.arg[1]);
  free(copy);
}

static void bytes_behind_the_end_are_refused(void **state)
{
  zp_arena *arena = *state;
  zp_error err = { 0 };
  zp_result *result = NULL;
  zp_sink sink = { .arena = arena };
  assert_int_equal(zp_result_pack(whole_sample(arena), &sink, &err), ZP_OK);
  zp_sink_put(&sink, ZP_TEXT("\xC0"));
  assert_int_equal(zp_result_unpack((zp_text){ sink.bytes, sink.len }, arena, &result, &err), ZP_E_RESULT_CORRUPT);
  assert_string_equal(err.arg[0], "end");
}

/// What each file begins with; `members` follow.
static zp_text front(uint8_t members, zp_arena *arena)
{
  zp_sink sink = { .arena = arena };
  const char map[] = { (char)(0x82 + members) };
  zp_sink_put(&sink, (zp_text){ map, 1 });
  zp_sink_put(&sink, ZP_TEXT("\xA6schema\x04\xA6legend"));
  zp_legend_put(&sink);
  assert_false(sink.failed);
  return (zp_text){ sink.bytes, sink.len };
}

/// Bytes behind the front with `members` more keys (-1: no front). `byte` counts from the end of the front.
static const struct { const char *what, *bytes; size_t len; zp_status status; const char *key, *byte; int members; } hostile[] = {
  { "nothing", "", 0, ZP_E_RESULT_CORRUPT, "schema", "1", -1 },
  { "an array that asks for 96 GiB", "\xDD\xFF\xFF\xFF\xFF", 5, ZP_E_RESULT_CORRUPT, "schema", "1", -1 },
  { "a map of four milliards", "\xDF\xFF\xFF\xFF\xFF", 5, ZP_E_RESULT_CORRUPT, "schema", "1", -1 },
  { "a text that asks for 4 GiB", "\x81\xDB\xFF\xFF\xFF\xFF", 6, ZP_E_RESULT_CORRUPT, "schema", "2", -1 },
  { "text, not msgpack", "unit,project\n", 13, ZP_E_RESULT_CORRUPT, "schema", "1", -1 },
  { "no schema", "\x81\xA7version\xA1" "1", 11, ZP_E_RESULT_CORRUPT, "schema", "10", -1 },
  { "schema as text", "\x81\xA6schema\xA1" "1", 10, ZP_E_RESULT_CORRUPT, "schema", "9", -1 },
  { "another schema", "\x81\xA6schema\x01", 9, ZP_E_RESULT_VERSION, "1", "4", -1 },
  { "the schema before", "\x81\xA6schema\x03", 9, ZP_E_RESULT_VERSION, "3", "4", -1 },
  { "a much later schema", "\x81\xA6schema\xCF\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 17, ZP_E_RESULT_VERSION,
    "9223372036854775807", "4", -1 },
  { "nothing but a schema", "\x81\xA6schema\x04", 9, ZP_E_RESULT_CORRUPT, "legend", "10", -1 },
  { "no legend", "\x82\xA6schema\x04\xA4pack\xA1" "a", 16, ZP_E_RESULT_CORRUPT, "legend", "15", -1 },
  { "another legend", "\x82\xA6schema\x04\xA6legend\x80", 17, ZP_E_RESULT_CORRUPT, "legend", "17", -1 },
  { "no digest", "\xC0", 1, ZP_E_RESULT_CORRUPT, "digest", "1", 0 },
  { "an unknown key", "\xA5hello\x01", 7, ZP_E_RESULT_CORRUPT, "hello", "7", 1 },
  { "a key twice", "\xA4pack\xA1" "a\xA4pack\xA1" "b", 14, ZP_E_RESULT_CORRUPT, "pack", "13", 2 },
  { "keys out of order", "\xA4pack\xA1" "a\xA7version\xA1" "b", 17, ZP_E_RESULT_CORRUPT, "version", "16", 2 },
  { "a blank member", "\xA4pack\xA0", 6, ZP_E_RESULT_CORRUPT, "pack", "7", 1 },
  { "broken UTF-8", "\xA4pack\xA1\xFF", 7, ZP_E_RESULT_CORRUPT, "pack", "6", 1 },
  { "a number for a text", "\xA4pack\x05", 6, ZP_E_RESULT_CORRUPT, "pack", "6", 1 },
  { "nil for a text", "\xA4pack\xC0", 6, ZP_E_RESULT_CORRUPT, "pack", "6", 1 },
  { "more units than bytes", "\xA5units\xDD\x00\x10\x00\x00", 11, ZP_E_RESULT_CORRUPT, "units", "7", 1 },
  { "a unit that is a number", "\xA5units\x91\x01", 8, ZP_E_RESULT_CORRUPT, "unit", "8", 1 },
  { "a unit without its texts", "\xA5units\x91\x91\x80", 9, ZP_E_RESULT_CORRUPT, "unit", "9", 1 },
  { "an argument that names no word", "\xA8" "findings\x91\x82\x00\xA4" "E010\x05\x93\xA2#X\xA0\xA0", 24, ZP_E_RESULT_CORRUPT, "args",
    "23", 1 },
  { "a code that is none", "\xA8" "findings\x91\x81\x00\xA4" "E000", 17, ZP_E_RESULT_CORRUPT, "code", "13", 1 },
  { "a unit without its counts", "\xA5units\x91\x92\x90\x80", 10, ZP_E_RESULT_CORRUPT, "overall_count", "11", 1 },
  { "members out of order", "\xA5units\x91\x92\x90\x82\x05\x01\x04\x01", 14, ZP_E_RESULT_CORRUPT, "overall_count", "12", 1 },
  { "a member that nobody knows", "\xA5units\x91\x92\x90\x81\x0D\x01", 12, ZP_E_RESULT_CORRUPT, "unit", "11", 1 },
  { "a text that is not in front", "\xA5units\x91\x92\x90\x81\x00\x01", 12, ZP_E_RESULT_CORRUPT, "code", "12", 1 },
  { "an empty text in front", "\xA5units\x91\x92\x91\xA0\x80", 11, ZP_E_RESULT_CORRUPT, "text", "11", 1 },
  { "the second text told first", "\xA5units\x91\x92\x92\xA1" "a\xA1" "b\x81\x00\x02", 16, ZP_E_RESULT_CORRUPT, "code", "16", 1 },
};

static void hostile_bytes_are_refused_with_key_and_byte(void **state)
{
  for (size_t i = 0; i < sizeof hostile / sizeof hostile[0]; i++) {
    zp_arena *arena = zp_arena_new(NULL, 1 << 20);  // memory must not follow what is only declared
    zp_error err = { 0 };
    zp_result *result = NULL;
    zp_text bytes = { hostile[i].bytes, hostile[i].len }, byte = zp_text_from(hostile[i].byte);
    if (hostile[i].members >= 0) {
      zp_text before = front((uint8_t)hostile[i].members, *state);
      char *all = zp_arena_bytes(*state, before.len + bytes.len);
      memcpy(all, before.ptr, before.len);
      memcpy(all + before.len, bytes.ptr, bytes.len);
      bytes = (zp_text){ all, before.len + bytes.len };
      byte = zp_text_format(*state, "%zu", before.len + (size_t)atoi(hostile[i].byte));
    }
    zp_status status = zp_result_unpack(bytes, arena, &result, &err);
    if (status != hostile[i].status || strcmp(err.arg[0], hostile[i].key) != 0 || strcmp(err.arg[1], byte.ptr) != 0)
      fail_msg("%s: status %d, key %s, byte %s, not %s", hostile[i].what, (int)status, err.arg[0], err.arg[1], byte.ptr);
    zp_arena_free(arena);
    try_exactly(bytes.ptr, bytes.len);
  }
}

static void check_record(const zp_record *kind, int depth)
{
  assert_true(kind->count < 128 && depth < 8);
  for (size_t i = 0; i < kind->count; i++) {
    const zp_member *member = &kind->members[i];
    for (int value = 1; member->type == ZP_M_NAME && value < member->names; value++) {
      const char *name = member->name(value);
      if (name == NULL || *name == '\0') fail_msg("%s.%s: value %d says nothing", kind->name, member->key, value);
    }
    bool simple = member->type == ZP_M_TEXT || member->type == ZP_M_NUMBER || member->type == ZP_M_COUNT ||
                  member->type == ZP_M_POINTS || (member->type == ZP_M_NAME && !zp_member_spelled(member));
    if (kind->positional && (!simple || member->flagged || member->when != NULL || kind->sound != NULL))
      fail_msg("%s.%s cannot be told by its place", kind->name, member->key);
    bool plain = member->type == ZP_M_TEXT || member->type == ZP_M_NAME || member->type == ZP_M_NUMBER || member->type == ZP_M_NOTES;
    if (plain && (member->flagged || member->when != NULL)) fail_msg("%s.%s has a condition", kind->name, member->key);
    if (member->record != NULL) check_record(member->record, depth + 1);
  }
}

/// What reading and writing take for granted of the table.
static void the_table_is_as_it_must_be(void **state)
{
  (void)state;
  check_record(&zp_record_result, 0);
  check_record(&zp_record_extract, 0);
  check_record(&zp_record_front, 0);
}

/// What is written by hand is msgpack to msgpack-c: one object, all of it, with the keys a stranger looks for.
static void another_reader_reads_it(void **state)
{
  zp_arena *arena = *state;
  zp_text bytes = packed(whole_sample(arena), arena);
  msgpack_unpacked got;
  size_t at = 0;
  msgpack_unpacked_init(&got);
  assert_int_equal(msgpack_unpack_next(&got, bytes.ptr, bytes.len, &at), MSGPACK_UNPACK_SUCCESS);
  assert_int_equal(at, bytes.len);
  assert_int_equal(got.data.type, MSGPACK_OBJECT_MAP);
  const msgpack_object_kv *pairs = got.data.via.map.ptr;
  assert_memory_equal(pairs[1].key.via.str.ptr, "legend", 6);
  const msgpack_object_kv *row = NULL;
  for (uint32_t i = 0; i < pairs[1].val.via.map.size; i++)
    if (strncmp(pairs[1].val.via.map.ptr[i].key.via.str.ptr, "row", 3) == 0) row = &pairs[1].val.via.map.ptr[i];
  assert_non_null(row);
  assert_memory_equal(row->val.via.array.ptr[1].via.array.ptr[0].via.str.ptr, "execution", 9);
  msgpack_unpacked_destroy(&got);
}

/// Deeply nested arrays and maps in place of a member must not use up the stack.
static void nesting_is_refused_at_the_first_wrong_token(void **state)
{
  zp_arena *arena = *state;
  enum { DEPTH = 100000 };
  char *bytes = zp_arena_bytes(arena, DEPTH + 32);
  zp_text head = front(1, arena);
  for (int i = 0; i < 2; i++) {
    memset(bytes, i == 0 ? 0x91 : 0x81, DEPTH + 32);
    memcpy(bytes, head.ptr, head.len);
    memcpy(bytes + head.len, "\xA5units", 6);
    try_exactly(bytes, DEPTH + 32);
  }
}

static void out_of_range_members_are_refused(void **state)
{
  zp_arena *arena = *state;
  for (int change = 0; change < 7; change++) {
    zp_error err = { 0 };
    zp_result *back = NULL, *again = NULL;
    assert_int_equal(zp_result_unpack(packed(whole_sample(arena), arena), arena, &back, &err), ZP_OK);
    zp_row_result *row = &back->units[0].projects[0].rows[1];
    zp_finding *finding = &back->units[0].findings[0];
    switch (change) {
      case 0: row->target.number.places = 19; break;
      case 1: row->target.number.digits = 1000000000000000000; break;
      case 2: row->target.date = (zp_date){ 2023, 2, 29 }; break;
      case 3: row->weight.e4 = INT64_MIN; break;
      case 4: back->units[0].year = -1; break;
      case 5: finding->caret_bytes = (uint32_t)finding->cell.len; break;
      default: row->target.bad_from = (uint32_t)row->target.text.len + 1; break;
    }
    assert_int_equal(zp_result_unpack(packed(back, arena), arena, &again, &err), ZP_E_RESULT_CORRUPT);
  }
}

static void a_text_that_is_no_utf8_is_not_written(void **state)
{
  zp_arena *arena = *state;
  zp_sink sink = { .arena = arena };
  zp_error err = { 0 };
  zp_result result = { .pack = ZP_TEXT("\xFF") };
  assert_int_equal(zp_result_pack(&result, &sink, &err), ZP_E_INTERNAL);
}

static void *limited(void *context, void *block, size_t old_size, size_t size)
{
  (void)old_size;
  long *granted = context;
  if (size == 0) {
    free(block);
    return NULL;
  }
  return (*granted)-- > 0 ? realloc(block, size) : NULL;
}

static void every_lack_of_memory_is_reported(void **state)
{
  zp_text bytes = packed(sample_result(*state), *state);
  bool failed = true;
  long requests = 1;
  for (; failed && requests < 1000; requests++) {
    long granted = requests;
    zp_allocator allocator = { limited, &granted };
    zp_arena *arena = zp_arena_new(&allocator, 0);
    zp_error err = { 0 };
    zp_result *result = NULL;
    zp_sink sink = { .arena = arena };
    zp_status status = zp_result_unpack(bytes, arena, &result, &err);
    if (status == ZP_OK) status = zp_result_pack(result, &sink, &err);
    assert_true(status == ZP_OK || status == ZP_E_MEMORY);
    failed = status != ZP_OK;
    zp_arena_free(arena);
  }
  assert_true(requests > 3 && requests < 1000);
}

static zp_status write_packed(const char *path, const zp_result *result, zp_arena *arena)
{
  zp_error err = { 0 };
  zp_sink sink = { .arena = arena };
  zp_status status = zp_result_pack(result, &sink, &err);
  return status == ZP_OK ? zp_file_write(path, (zp_text){ sink.bytes, sink.len }, &err) : status;
}

/// The sample, and for the fuzzer a town of one project, where mutations more often hit something that matters.
static int write_seeds(void)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_result small = *whole_sample(arena);
  bool done = write_packed(SEED, &small, arena) == ZP_OK;
  small.rule_count = small.input_count = small.finding_count = 0;
  small.unit_count = small.units[0].project_count = small.units[0].finding_count = 1;
  small.units[0].projects[0].row_count = 2;
  done = done && write_packed(ZP_SOURCE "/tests/fuzz/corpus/result/small.msgpack", &small, arena) == ZP_OK;
  zp_sink part = { .arena = arena };
  zp_error err = { 0 };
  done = done && zp_part_pack(&small, &part, &err) == ZP_OK &&
         zp_file_write(ZP_SOURCE "/tests/fuzz/corpus/result/part.msgpack", (zp_text){ part.bytes, part.len }, &err) == ZP_OK;
  zp_arena_free(arena);
  return done ? EXIT_SUCCESS : EXIT_FAILURE;
}

int main(int argc, char **argv)
{
  if (argc == 2 && strcmp(argv[1], "--write-seeds") == 0) return write_seeds();
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(every_member_survives, setup, teardown),
    cmocka_unit_test_setup_teardown(the_comparison_sees_changes, setup, teardown),
    cmocka_unit_test_setup_teardown(an_empty_result_survives, setup, teardown),
    cmocka_unit_test_setup_teardown(every_status_survives, setup, teardown),
    cmocka_unit_test_setup_teardown(the_bytes_are_those_of_the_seed, setup, teardown),
    cmocka_unit_test_setup_teardown(every_cut_is_refused, setup, teardown),
    cmocka_unit_test_setup_teardown(every_damaged_byte_is_survived, setup, teardown),
    cmocka_unit_test_setup_teardown(a_changed_figure_is_told_from_a_broken_file, setup, teardown),
    cmocka_unit_test_setup_teardown(bytes_behind_the_end_are_refused, setup, teardown),
    cmocka_unit_test_setup_teardown(hostile_bytes_are_refused_with_key_and_byte, setup, teardown),
    cmocka_unit_test_setup_teardown(the_table_is_as_it_must_be, setup, teardown),
    cmocka_unit_test_setup_teardown(another_reader_reads_it, setup, teardown),
    cmocka_unit_test_setup_teardown(nesting_is_refused_at_the_first_wrong_token, setup, teardown),
    cmocka_unit_test_setup_teardown(out_of_range_members_are_refused, setup, teardown),
    cmocka_unit_test_setup_teardown(a_text_that_is_no_utf8_is_not_written, setup, teardown),
    cmocka_unit_test_setup_teardown(every_lack_of_memory_is_reported, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
