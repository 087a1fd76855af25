// test_assemble.c: results are read unit by unit as they are read whole, and joined into the bytes of the whole.
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <sys/mman.h>

#include <cmocka.h>

#include "failing_allocator.h"
#include "random.h"
#include "sample_result.h"
#include "scratch.h"
#include "split_result.h"
#include "store/assemble.h"
#include "store/result_file.h"

enum { PARTS_MOST = 64 };

typedef struct place_of_test {
  scratch scratch;
  char path[400];
  zp_arena *arena;
  int files[PARTS_MOST];
  zp_span parts[PARTS_MOST];
  size_t count;
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

static void drop_parts(place_of_test *t)
{
  while (t->count > 0) close(t->files[--t->count]);
}

static int teardown(void **state)
{
  place_of_test *t = *state;
  drop_parts(t);
  zp_arena_free(t->arena);
  scratch_close(&t->scratch);
  free(t);
  return 0;
}

static int memory_file(zp_text bytes)
{
  int file = memfd_create("part", MFD_CLOEXEC);
  assert_true(file >= 0);
  assert_int_equal(write(file, bytes.ptr, bytes.len), bytes.len);
  return file;
}

static void add_part(place_of_test *t, const zp_result *result)
{
  zp_text bytes = split_packed(result, t->arena);
  size_t i = t->count++;
  assert_true(i < PARTS_MOST);
  t->files[i] = memory_file(bytes);
  t->parts[i] = (zp_span){ t->files[i], 0, bytes.len, zp_text_format(t->arena, "group%zu", i) };
}

static zp_status joined(place_of_test *t, const zp_result *head, const zp_district_hook *hook, zp_arena *arena, zp_error *err)
{
  zp_result own = *head;
  zp_assembly assembly = { .head = &own, .parts = t->parts, .part_count = t->count, .hook = hook };
  zp_assembled done;
  zp_draft draft;
  own.input_count = own.finding_count = 0;
  zp_status status = zp_draft_open(t->path, &draft, err);
  if (status == ZP_OK) status = zp_assemble(&assembly, arena, &draft, &done, err);
  if (status == ZP_OK) status = zp_draft_replace(&draft, err);
  zp_draft_close(&draft);
  return status;
}

static void assert_joined(place_of_test *t, const zp_result *whole)
{
  zp_error err = { 0 };
  zp_text bytes, wanted = split_packed(whole, t->arena);
  assert_int_equal(joined(t, whole, NULL, t->arena, &err), ZP_OK);
  assert_int_equal(zp_file_read(t->path, 64 << 20, t->arena, &bytes, &err), ZP_OK);
  assert_int_equal(bytes.len, wanted.len);
  assert_memory_equal(bytes.ptr, wanted.ptr, wanted.len);
}

// ---- joining ---------------------------------------------------------------------------------------------------------------------

static void one_part_gives_its_own_bytes(void **state)
{
  place_of_test *t = *state;
  const zp_result *sample = sample_result(t->arena);
  zp_result empty = *sample;
  add_part(t, sample);
  assert_joined(t, sample);
  drop_parts(t);
  empty.unit_count = empty.input_count = empty.finding_count = 0;
  assert_joined(t, &empty);  // no part at all
  add_part(t, &empty);
  assert_joined(t, &empty);
}

/// Part `p` of a partition: every unit whose number in `of` is p.
static zp_result taken(const zp_result *whole, const size_t *of, size_t p, zp_arena *arena)
{
  zp_result part = *whole;
  part.units = ZP_TAKE(arena, zp_unit_result, whole->unit_count);
  part.inputs = ZP_TAKE(arena, zp_input_file, whole->unit_count);
  part.findings = ZP_TAKE(arena, zp_finding, whole->unit_count);
  part.unit_count = part.input_count = part.finding_count = 0;
  for (size_t i = 0; i < whole->unit_count; i++) {
    if (of[i] != p) continue;
    part.units[part.unit_count++] = whole->units[i];
    part.inputs[part.input_count++] = whole->inputs[i];
    part.findings[part.finding_count++] = whole->findings[i];
  }
  return part;
}

static void any_partition_in_any_order_gives_the_whole(void **state)
{
  place_of_test *t = *state;
  enum { UNITS = 60, ROUNDS = 12 };
  const zp_result *whole = split_whole(UNITS, t->arena);
  uint64_t seed = 4;
  for (int round = 0; round < ROUNDS; round++) {
    size_t of[UNITS], parts = 1 + (size_t)random_below(&seed, 20);
    for (size_t i = 0; i < UNITS; i++) of[i] = (size_t)random_below(&seed, parts);
    for (size_t p = parts; p-- > 0;) {
      zp_result part = taken(whole, of, p, t->arena);
      add_part(t, &part);
    }
    assert_joined(t, whole);
    drop_parts(t);
  }
}

typedef struct seen { size_t count; char last[32]; bool ordered; zp_dec sum; } seen;

static void see(void *context, const zp_unit_extract *unit)
{
  seen *s = context;
  char code[32];
  snprintf(code, sizeof code, "%.*s", ZP_ARG(unit->code));
  s->ordered = s->ordered && strcmp(s->last, code) < 0;
  strcpy(s->last, code);
  s->count++;
  s->sum.e4 += unit->total.points.e4;
}

/// Few units are seen by the caller's thread, many by one of their own.
static void the_district_sees_all_units_in_order(void **state)
{
  place_of_test *t = *state;
  const zp_result *whole = split_whole(20, t->arena), *many = split_whole(200, t->arena);
  seen s = { .ordered = true }, large = s;
  zp_district_hook hook = { .unit = see, .context = &s }, other = { .unit = see, .context = &large };
  zp_error err = { 0 };
  add_part(t, many);
  assert_int_equal(joined(t, many, &other, t->arena, &err), ZP_OK);
  assert_true(large.ordered && large.count == 200 && large.sum.e4 != 0);
  drop_parts(t);
  for (size_t i = 0; i < 20; i++) {
    zp_result part = split_part(whole, (i * 7 + 3) % 20);
    add_part(t, &part);
  }
  assert_int_equal(joined(t, whole, &hook, t->arena, &err), ZP_OK);
  assert_int_equal(s.count, 20);
  assert_true(s.ordered);
  assert_int_equal(s.sum.e4, 10 * 662600);
}

static zp_status forget_findings(void *context, zp_result *result, zp_error *err)
{
  (void)context;
  (void)err;
  result->finding_count = 0;
  return ZP_OK;
}

/// How many members there are is written first: one that goes away later would leave a file that cannot be read.
static void a_member_that_goes_while_it_is_written_is_an_error(void **state)
{
  place_of_test *t = *state;
  zp_result whole = *split_whole(1, t->arena), part = split_part(&whole, 0);
  zp_district_hook hook = { .finish = forget_findings };
  zp_error err = { 0 };
  add_part(t, &part);
  assert_int_equal(joined(t, &whole, &hook, t->arena, &err), ZP_E_INTERNAL);
  assert_int_equal(access(t->path, F_OK), -1);
}

static void a_unit_in_two_parts_is_refused_by_name(void **state)
{
  place_of_test *t = *state;
  static const struct { const char *code1, *name1, *code2, *name2; bool same; } pairs[] = {
    { "01", "甲镇", "01", "甲镇", true },     { "01", "甲镇", "01", "乙镇", true }, { "01", "甲镇", "02", "甲镇", false },
    { "", "甲镇", "", "甲镇", true },         { "01", "甲镇", "", "甲镇", true },   { "", "甲 镇", "01", "甲镇", true },
    { "01", "甲镇", "", "乙镇", false },      { "", "", "", "", false },            { "０1", "甲镇", "01", "乙镇", true },
  };
  for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
    zp_result *whole = split_whole(2, t->arena);
    zp_error err = { 0 };
    whole->units[0].code = zp_text_from(pairs[i].code1);
    whole->units[0].name = zp_text_from(pairs[i].name1);
    whole->units[1].code = zp_text_from(pairs[i].code2);
    whole->units[1].name = zp_text_from(pairs[i].name2);
    for (size_t u = 0; u < 2; u++) {
      zp_result part = split_part(whole, u);
      add_part(t, &part);
    }
    zp_status status = joined(t, whole, NULL, t->arena, &err);
    if (status != (pairs[i].same ? ZP_E_UNIT_TWICE : ZP_OK)) fail_msg("pair %zu: status %d", i, (int)status);
    if (pairs[i].same) {
      bool forward = strcmp(err.arg[1], "group0") == 0;
      assert_string_equal(err.arg[forward ? 1 : 2], "group0");
      assert_string_equal(err.arg[forward ? 2 : 1], "group1");
    }
    drop_parts(t);
  }
}

static void parts_of_another_run_are_refused(void **state)
{
  place_of_test *t = *state;
  static const char *const keys[] = { "version", "pack_digest", "unscored_policy", "rules" };
  zp_result *whole = split_whole(2, t->arena);
  for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
    zp_result part = split_part(whole, 0), other = split_part(whole, 1);
    zp_error err = { 0 };
    if (i == 0) other.version = ZP_TEXT("9.9.9");
    if (i == 1) other.pack_digest = ZP_TEXT("00");
    if (i == 2) other.unscored_policy = ZP_TEXT("zero");
    if (i == 3) other.rule_count--;
    add_part(t, &part);
    add_part(t, &other);
    assert_int_equal(joined(t, whole, NULL, t->arena, &err), ZP_E_PART_OTHER);
    assert_string_equal(err.arg[0], keys[i]);
    assert_string_equal(err.arg[1], "group1");
    drop_parts(t);
  }
}

typedef struct meddler { int file; off_t at; } meddler;

static void meddle(void *context, const zp_unit_extract *unit)
{
  const meddler *m = context;
  (void)unit;
  if (pwrite(m->file, "\xFF", 1, m->at) != 1) abort();
}

/// The file is changed after it was checked: what would be copied is not what was read.
static void a_part_that_changes_meanwhile_is_refused(void **state)
{
  place_of_test *t = *state;
  const zp_result *whole = split_whole(2, t->arena);
  zp_error err = { 0 };
  for (size_t u = 0; u < 2; u++) {
    zp_result part = split_part(whole, u);
    add_part(t, &part);
  }
  meddler m = { t->files[1], (off_t)t->parts[1].length * 7 / 10 };  // within the unit
  zp_district_hook hook = { .unit = meddle, .context = &m };
  assert_int_equal(joined(t, whole, &hook, t->arena, &err), ZP_E_OPEN);
  assert_string_equal(err.file, "group1");
  assert_int_equal(access(t->path, F_OK), -1);
}

static void every_lack_of_memory_is_reported(void **state)
{
  place_of_test *t = *state;
  const zp_result *whole = split_whole(4, t->arena);
  size_t n = 1;
  for (size_t u = 0; u < 4; u++) {
    zp_result part = split_part(whole, u);
    add_part(t, &part);
  }
  for (;; n++) {
    failing_allocator memory = { .fail_at = n };
    zp_allocator allocator = allocator_of(&memory);
    zp_arena *arena = zp_arena_new(&allocator, 0);
    zp_error err = { 0 };
    if (arena == NULL) continue;
    zp_status status = joined(t, whole, NULL, arena, &err);
    zp_arena_free(arena);
    assert_int_equal(memory.blocks, 0);
    if (status == ZP_OK) break;
    assert_int_equal(status, ZP_E_MEMORY);
    assert_int_equal(access(t->path, F_OK), -1);
    assert_true(n < 1000);
  }
  assert_true(n > 3);
}

// ---- reading unit by unit --------------------------------------------------------------------------------------------------------

typedef struct gathered { zp_result *whole; size_t next; zp_arena *arena; zp_text bytes; } gathered;

/// The unit is the next one of the whole, and its bytes are where it says.
static zp_status compare(void *context, const zp_unit_result *unit, zp_text bytes, uint64_t offset, zp_error *err)
{
  gathered *g = context;
  (void)err;
  if (g->whole == NULL) return ZP_OK;
  const zp_unit_result *wanted = &g->whole->units[g->next++];
  assert_true(zp_text_equal(unit->code, wanted->code) && zp_text_equal(unit->name, wanted->name));
  assert_int_equal(unit->project_count, wanted->project_count);
  assert_int_equal(unit->finding_count, wanted->finding_count);
  assert_true(zp_text_equal(bytes, zp_text_slice(g->bytes, (size_t)offset, (size_t)offset + bytes.len)));
  return ZP_OK;
}

static zp_status scanned(int file, size_t len, gathered *g, zp_error *err)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_result *head = NULL;
  zp_span span = { file, 0, len, ZP_TEXT("r") };
  zp_status status = zp_result_scan(&span, compare, g, arena, &head, err);
  if (status == ZP_OK && g->whole != NULL) {
    zp_result rest = *head;  // together with the units it is the whole
    rest.units = g->whole->units;
    rest.unit_count = g->next;
    zp_text again = split_packed(&rest, arena);
    assert_true(zp_text_equal(again, g->bytes));
  }
  zp_arena_free(arena);
  return status;
}

static void a_scan_reads_what_unpack_reads(void **state)
{
  place_of_test *t = *state;
  zp_error err = { 0 };
  static const size_t sizes[] = { 0, 1, 2, 30, 300 };
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
    zp_result *whole = split_whole(sizes[i], t->arena);
    if (sizes[i] == 30) {  // one unit larger than any window at first
      char *text = zp_arena_bytes(t->arena, 3 << 20);
      memset(text, 'x', 3 << 20);
      whole->units[7].projects[0].name = (zp_text){ text, 3 << 20 };
    }
    gathered g = { whole, 0, t->arena, split_packed(whole, t->arena) };
    int file = memory_file(g.bytes);
    assert_int_equal(scanned(file, g.bytes.len, &g, &err), ZP_OK);
    assert_int_equal(g.next, sizes[i]);
    close(file);
  }
}

typedef struct told { zp_hash hash; zp_text bytes; size_t at; } told;

static zp_status tell_unit(void *context, const zp_unit_result *unit, zp_text bytes, uint64_t offset, zp_error *err)
{
  told *t = context;
  unsigned char digest[ZP_DIGEST_BYTES];
  (void)unit, (void)err;
  zp_hash_add(&t->hash, zp_text_slice(t->bytes, t->at, (size_t)offset));
  zp_digest_of(bytes, digest);
  zp_hash_add(&t->hash, (zp_text){ (const char *)digest, sizeof digest });
  t->at = (size_t)offset + bytes.len;
  return ZP_OK;
}

/// As README.md says: all bytes before the key, and 32 in place of each unit.
static void the_digest_sees_units_by_theirs(void **state)
{
  enum { TRAILER = 73 };
  place_of_test *t = *state;
  zp_error err = { 0 };
  zp_result *head = NULL;
  char room[ZP_DIGEST_HEX + 1];
  unsigned char digest[ZP_DIGEST_BYTES];
  told own = { .bytes = split_packed(split_whole(30, t->arena), t->arena) };
  int file = memory_file(own.bytes);
  zp_span span = { file, 0, own.bytes.len, ZP_TEXT("r") };
  zp_hash_start(&own.hash);
  assert_int_equal(zp_result_scan(&span, tell_unit, &own, t->arena, &head, &err), ZP_OK);
  zp_hash_add(&own.hash, zp_text_slice(own.bytes, own.at, own.bytes.len - TRAILER));
  zp_hash_end(&own.hash, digest);
  zp_text wanted = zp_digest_print(digest, room);
  assert_true(own.at != 0 && zp_text_equal(head->digest, wanted));
  assert_true(zp_text_equal(zp_text_slice(own.bytes, own.bytes.len - ZP_DIGEST_HEX, own.bytes.len), wanted));
  close(file);
}

/// Cut or damaged anywhere, the scan says what unpack says, at the same byte.
static void a_scan_refuses_what_unpack_refuses(void **state)
{
  place_of_test *t = *state;
  zp_text bytes = split_packed(split_whole(400, t->arena), t->arena);
  char *copy = malloc(bytes.len);
  uint64_t seed = 11;
  size_t refused = 0;
  assert_non_null(copy);
  assert_true(bytes.len > 512 * 1024);
  for (int round = 0; round < 400; round++) {
    zp_error scan_err = { 0 }, unpack_err = { 0 };
    zp_arena *arena = zp_arena_new(NULL, 0);
    zp_result *result = NULL;
    gathered g = { NULL, 0, NULL, { NULL, 0 } };
    size_t at = (size_t)random_below(&seed, bytes.len), len = round % 2 == 0 ? at : bytes.len;
    memcpy(copy, bytes.ptr, bytes.len);
    if (round % 2 == 1) copy[at] = (char)random_next(&seed);
    int file = memory_file((zp_text){ copy, len });
    zp_status scan_status = scanned(file, len, &g, &scan_err);
    zp_status unpack_status = zp_result_unpack((zp_text){ copy, len }, arena, &result, &unpack_err);
    if (scan_status != unpack_status || strcmp(scan_err.arg[0], unpack_err.arg[0]) != 0 ||
        strcmp(scan_err.arg[1], unpack_err.arg[1]) != 0)
      fail_msg("round %d: %d %s %s, not %d %s %s", round, (int)scan_status, scan_err.arg[0], scan_err.arg[1],
               (int)unpack_status, unpack_err.arg[0], unpack_err.arg[1]);
    refused += scan_status != ZP_OK;
    close(file);
    zp_arena_free(arena);
  }
  assert_true(refused > 390);
  free(copy);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(one_part_gives_its_own_bytes, setup, teardown),
    cmocka_unit_test_setup_teardown(any_partition_in_any_order_gives_the_whole, setup, teardown),
    cmocka_unit_test_setup_teardown(the_district_sees_all_units_in_order, setup, teardown),
    cmocka_unit_test_setup_teardown(a_member_that_goes_while_it_is_written_is_an_error, setup, teardown),
    cmocka_unit_test_setup_teardown(a_unit_in_two_parts_is_refused_by_name, setup, teardown),
    cmocka_unit_test_setup_teardown(parts_of_another_run_are_refused, setup, teardown),
    cmocka_unit_test_setup_teardown(a_part_that_changes_meanwhile_is_refused, setup, teardown),
    cmocka_unit_test_setup_teardown(every_lack_of_memory_is_reported, setup, teardown),
    cmocka_unit_test_setup_teardown(a_scan_reads_what_unpack_reads, setup, teardown),
    cmocka_unit_test_setup_teardown(the_digest_sees_units_by_theirs, setup, teardown),
    cmocka_unit_test_setup_teardown(a_scan_refuses_what_unpack_refuses, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
