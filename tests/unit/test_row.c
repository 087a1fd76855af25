// test_row.c: rows written and read by the unrolled table are those of the table that is walked, also when bytes are damaged.
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "model/schema.h"
#include "random.h"
#include "sample_result.h"
#include "store/packed.h"
#include "store/row_put.h"

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

/// [texts, row]; *own: bytes of the row. Written by the table that is walked, and compared with the other.
static zp_text packed(const zp_row_result *row, zp_arena *arena, size_t *own)
{
  zp_sink all = { .arena = arena }, body = { .arena = arena };
  zp_text_table texts;
  assert_int_equal(zp_packed_put(zp_packing_new(arena, false), &zp_record_row, row, &all, NULL), ZP_OK);
  zp_text_table_init(&texts, arena);
  zp_row_put(&body, &texts, zp_row_names_first(), row);
  assert_false(body.failed || texts.bytes.failed || texts.broken);
  assert_true(all.len > body.len + texts.bytes.len);
  assert_memory_equal(all.bytes + all.len - body.len, body.bytes, body.len);
  if (texts.bytes.len != 0)
    assert_memory_equal(all.bytes + all.len - body.len - texts.bytes.len, texts.bytes.bytes, texts.bytes.len);
  *own = body.len;
  return (zp_text){ all.bytes, all.len };
}

/// The same with a wider header of the row, which leaves it to the table that is walked.
static zp_text widened(zp_text bytes, size_t own, zp_arena *arena)
{
  size_t at = bytes.len - own;
  char *wide = zp_arena_bytes(arena, bytes.len + 2);
  assert_non_null(wide);
  memcpy(wide, bytes.ptr, at);
  memcpy(wide + at, "\xDF\0\0", 3);
  memcpy(wide + at + 3, bytes.ptr + at + 1, own - 1);
  return (zp_text){ wide, bytes.len + 2 };
}

/// Both readers take the bytes for the same row, or neither takes them. 1 when they did.
static int agree(zp_text bytes, size_t own, zp_arena *arena)
{
  size_t ignored;
  zp_row_result quick = { .rule = { NULL, 0 } }, walked = quick;
  char *exact = malloc(bytes.len);  // a step past the end is seen
  assert_non_null(exact);
  memcpy(exact, bytes.ptr, bytes.len);
  zp_status one = zp_packed_take((zp_text){ exact, bytes.len }, &zp_record_row, arena, &quick);
  zp_status other = zp_packed_take(widened(bytes, own, arena), &zp_record_row, arena, &walked);
  assert_int_equal(one, other);
  if (one == ZP_OK) {
    zp_text a = packed(&quick, arena, &ignored), b = packed(&walked, arena, &ignored);
    assert_int_equal(a.len, b.len);
    assert_memory_equal(a.ptr, b.ptr, a.len);
  }
  free(exact);
  return one == ZP_OK;
}

/// Every byte behind the row's header, changed in several ways.
static void damage(zp_text bytes, size_t own, zp_arena *arena)
{
  static const unsigned char values[] = { 0x00, 0x01, 0x0C, 0x7F, 0x80, 0x90, 0x91, 0xC2, 0xC3, 0xCC, 0xCD, 0xCE, 0xCF, 0xD3, 0xFF };
  char *copy = zp_arena_bytes(arena, bytes.len);
  zp_arena *scratch = zp_arena_new(NULL, 0);
  assert_true(copy != NULL && scratch != NULL);
  for (size_t at = bytes.len - own + 2; at < bytes.len; at++)
    for (size_t i = 0; i < sizeof values; i++) {
      memcpy(copy, bytes.ptr, bytes.len);
      copy[at] = (char)values[i];
      zp_arena_reset(scratch, 1 << 20);
      agree((zp_text){ copy, bytes.len }, own, scratch);
    }
  zp_arena_free(scratch);
}

static void the_rows_of_a_result_are_the_same(void **state)
{
  const zp_result *sample = sample_result(*state);
  size_t rows = 0, own;
  for (size_t u = 0; u < sample->unit_count; u++)
    for (size_t p = 0; p < sample->units[u].project_count; p++)
      for (size_t r = 0; r < sample->units[u].projects[p].row_count; r++, rows++) {
        zp_text bytes = packed(&sample->units[u].projects[p].rows[r], *state, &own);
        assert_int_equal(agree(bytes, own, *state), 1);
        damage(bytes, own, *state);
      }
  assert_true(rows > 2);
}

static zp_text some_text(uint64_t *seed)
{
  static const char *const texts[] = { "", "", "a", "95%", "2024-12", "twelve bytes", "#REF!", "a text of more than sixteen bytes",
                                       "\xE8\x87\xAA\xE8\xAF\x84", "\xE8\x87\xAA\xE8\xAF\x84\xE8\xA1\xA8\xE6\xA0\xBC" };
  return zp_text_from(texts[random_below(seed, sizeof texts / sizeof texts[0])]);
}

/// Of any size, small ones as often as others.
static int64_t some_number(uint64_t *seed, bool negative)
{
  int64_t number = (int64_t)(random_next(seed) >> (2 + random_below(seed, 62)));
  return negative && random_below(seed, 4) == 0 ? -number : number;
}

static zp_qty some_quantity(uint64_t *seed)
{
  return (zp_qty){ .digits = some_number(seed, true) % 1000000000000000000, .places = (uint8_t)random_below(seed, 19) };
}

static zp_place some_place(uint64_t *seed)
{
  if (random_below(seed, 3) == 0) return (zp_place){ .row = 0 };
  return (zp_place){ some_text(seed), some_text(seed), (uint32_t)some_number(seed, false), (uint32_t)random_below(seed, 300) };
}

static zp_value some_value(uint64_t *seed)
{
  zp_value value = { .text = some_text(seed), .unit = some_text(seed) };
  if (random_below(seed, 3) == 0) return (zp_value){ .text = { "", 0 } };
  value.kind = (zp_kind)random_below(seed, ZP_KIND_COUNT);
  value.op = (zp_op)random_below(seed, ZP_OP_LT + 1);
  if ((value.has_number = random_below(seed, 2))) value.number = some_quantity(seed);
  if ((value.has_high = random_below(seed, 4) == 0)) value.high = some_quantity(seed);
  if (random_below(seed, 3) == 0) value.date = (zp_date){ .year = (int16_t)random_below(seed, 3000), .month = 2, .day = 28 };
  if (random_below(seed, 3) == 0) value.high_date = (zp_date){ .year = 2024, .month = 12, .day = 31 };
  value.dates = random_below(seed, 2);
  value.to_month = random_below(seed, 2);
  value.notes = (uint32_t)random_below(seed, 1U << ZP_NOTE_COUNT);
  value.bad_from = (uint32_t)random_below(seed, value.text.len + 1);
  value.bad_bytes = (uint32_t)random_below(seed, value.text.len - value.bad_from + 1);
  return value;
}

static zp_row_result some_row(uint64_t *seed, zp_arena *arena)
{
  zp_row_result row = {
    .execution = random_below(seed, 2), .level1 = some_text(seed), .level2 = some_text(seed), .level3 = some_text(seed),
    .description = some_text(seed), .group = some_text(seed), .target_text = some_text(seed), .actual_text = some_text(seed),
    .target = some_value(seed), .actual = some_value(seed), .direction = (zp_direction)random_below(seed, ZP_DIRECTION_ZERO + 1),
    .band = (zp_band)random_below(seed, ZP_BAND_UNMET + 1), .weight = { some_number(seed, true) },
    .outcome = (zp_outcome_kind)random_below(seed, ZP_FAULT + 1), .points = { some_number(seed, true) },
    .answer = some_quantity(seed), .reason = (zp_reason)random_below(seed, ZP_REASON_COUNT), .rule = some_text(seed),
    .given_count = random_below(seed, 20), .note = some_text(seed), .has_declared = random_below(seed, 2), .deviation = some_text(seed),
    .place = some_place(seed), .target_place = some_place(seed), .actual_place = some_place(seed),
  };
  if (random_below(seed, 4) == 0) row.fault = some_text(seed);
  if (row.has_declared) row.declared.e4 = some_number(seed, true);
  row.given = ZP_TAKE(arena, zp_given, row.given_count);
  assert_non_null(row.given);
  for (size_t i = 0; i < row.given_count; i++)
    row.given[i] = (zp_given){ (zp_input)random_below(seed, ZP_INPUT_COUNT), some_text(seed) };
  return row;
}

static void rows_of_all_kinds_are_the_same(void **state)
{
  enum { ROWS = 2000, DAMAGED = 20 };
  uint64_t seed = 7;
  size_t own;
  for (int i = 0; i < ROWS; i++) {
    zp_arena_reset(*state, 1 << 20);
    zp_row_result row = some_row(&seed, *state);
    zp_text bytes = packed(&row, *state, &own);
    assert_int_equal(agree(bytes, own, *state), 1);
    if (i < DAMAGED) damage(bytes, own, *state);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(the_rows_of_a_result_are_the_same, setup, teardown),
    cmocka_unit_test_setup_teardown(rows_of_all_kinds_are_the_same, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
