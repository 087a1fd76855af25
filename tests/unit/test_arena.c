// test_arena.c: alignment, zeroing, growing, the limit, and every single allocation failing in turn.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdalign.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "failing_allocator.h"

static void takes_aligned_and_zeroed(void **state)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  size_t wanted = 0;
  (void)state;
  for (size_t size = 0; size < 300; size++) {
    char *text = zp_arena_bytes(arena, size);
    unsigned char *room = zp_arena_take(arena, size, 3);
    assert_true(text != NULL && room != NULL);
    assert_int_equal((uintptr_t)room % alignof(max_align_t), 0);
    for (size_t i = 0; i < size * 3; i++) assert_int_equal(room[i], 0);
    unsigned char *raw = zp_arena_room(arena, size, 2, 4);
    assert_true(raw != NULL && (uintptr_t)raw % 4 == 0);
    memset(text, 0xAA, size);
    memset(room, 0xBB, size * 3);
    memset(raw, 0xCC, size * 2);
    wanted += size * 6;
  }
  assert_int_equal(zp_arena_used(arena), wanted);
  assert_false(zp_arena_short(arena));
  zp_arena_free(arena);
}

static void keeps_what_was_taken_apart(void **state)
{
  enum { PIECES = 400 };
  zp_arena *arena = zp_arena_new(NULL, 0);
  char *pieces[PIECES];
  (void)state;
  for (size_t i = 0; i < PIECES; i++) {
    pieces[i] = zp_arena_bytes(arena, 1 + i * 37 % 5000);
    memset(pieces[i], (int)(i % 251), 1 + i * 37 % 5000);
  }
  for (size_t i = 0; i < PIECES; i++)
    for (size_t k = 0; k < 1 + i * 37 % 5000; k++) assert_int_equal((unsigned char)pieces[i][k], i % 251);
  zp_arena_free(arena);
}

static void refuses_sizes_that_overflow(void **state)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  (void)state;
  assert_null(zp_arena_take(arena, SIZE_MAX / 2, 3));
  assert_null(zp_arena_take(arena, SIZE_MAX, 1));
  assert_null(zp_arena_room(arena, SIZE_MAX / 2, 3, 8));
  assert_null(zp_arena_bytes(arena, SIZE_MAX));
  assert_null(zp_arena_bytes(arena, SIZE_MAX - 8));
  assert_non_null(zp_arena_take(arena, 0, SIZE_MAX));
  assert_non_null(zp_arena_take(arena, SIZE_MAX, 0));
  assert_non_null(zp_arena_bytes(arena, 16));
  zp_arena_free(arena);
  zp_arena_free(NULL);
}

static void grows_lists(void **state)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  int *items = NULL;
  size_t capacity = 0;
  (void)state;
  for (int i = 0; i < 5000; i++) {
    items = zp_arena_grow(arena, items, (size_t)i, &capacity, sizeof *items);
    assert_non_null(items);
    assert_true(capacity > (size_t)i);
    items[i] = i;
  }
  for (int i = 0; i < 5000; i++) assert_int_equal(items[i], i);
  size_t size = 0, used;
  long *last = zp_arena_grow(arena, NULL, 0, &size, sizeof *last);
  used = zp_arena_used(arena);
  last[0] = 7;
  long *longer = zp_arena_grow(arena, last, size, &size, sizeof *last);
  assert_int_equal(longer[0], 7);
  assert_int_equal(longer[size - 1], 0);
#ifndef ZP_SANITIZE // there every taking is a block of its own
  assert_ptr_equal(longer, last);
  assert_int_equal(zp_arena_used(arena), used + size / 2 * sizeof *last);
#else
  (void)used;
#endif
  size_t most = SIZE_MAX / 2 + 1;
  assert_null(zp_arena_grow(arena, items, most, &most, sizeof *items));
  assert_int_equal(most, SIZE_MAX / 2 + 1);
  zp_arena_free(arena);
}

/// A room that grows keeps its bytes, leaves others alone, and, once it is large, leaves nothing behind.
static void enlarges_rooms(void **state)
{
  enum { SMALL = 100, WHOLE = 16 << 20 };
  failing_allocator memory = { 0 };
  zp_allocator allocator = allocator_of(&memory);
  zp_arena *arena = zp_arena_new(&allocator, 0);
  char *room = NULL, *other[64];
  size_t outside = memory.bytes, held = 0, count = 0;
  (void)state;
  for (size_t size = SMALL; size <= WHOLE; size = size * 3 / 2) {
    room = zp_arena_enlarge(arena, room, held, size);
    assert_non_null(room);
    for (size_t i = 0; i < held; i++) assert_int_equal((unsigned char)room[i], i % 251);
    for (size_t i = held; i < size; i++) room[i] = (char)(unsigned char)(i % 251);
    held = size;
    other[count] = zp_arena_bytes(arena, SMALL);
    memset(other[count], (int)count, SMALL);
    count++;
    assert_int_equal(zp_arena_held(arena), memory.bytes - outside);
  }
  for (size_t k = 0; k < count; k++)
    for (size_t i = 0; i < SMALL; i++) assert_int_equal(other[k][i], k);
  assert_ptr_equal(zp_arena_enlarge(arena, room, held, held), room);
  assert_true(zp_arena_held(arena) < held + held / 2);  // what doubles and copies would hold thrice as much
  assert_null(zp_arena_enlarge(arena, room, held, SIZE_MAX));
  assert_null(zp_arena_enlarge(arena, room, held, SIZE_MAX - 8));
  assert_int_equal(room[0], 0);
  zp_arena_free(arena);
  assert_int_equal(memory.blocks, 0);
}

/// The limit holds for rooms that move, and a refused one stays as it was.
static void enlarges_to_the_limit(void **state)
{
  enum { LIMIT = 8 << 20 };
  zp_arena *arena = zp_arena_new(NULL, LIMIT);
  char *room = NULL;
  size_t held = 0;
  (void)state;
  for (size_t size = 1000; size < 2 * LIMIT; size *= 2) {
    char *larger = zp_arena_enlarge(arena, room, held, size);
    if (larger == NULL) break;
    room = larger;
    memset(room + held, 'x', size - held);
    held = size;
    assert_true(zp_arena_held(arena) <= LIMIT);
  }
  assert_true(held >= LIMIT / 4 && held <= LIMIT && zp_arena_short(arena));
  for (size_t i = 0; i < held; i++) assert_int_equal(room[i], 'x');
  zp_arena_free(arena);
}

/// The bytes held never pass the limit, and what is left below it can be used.
static void holds_no_more_than_the_limit(void **state)
{
  (void)state;
  for (size_t limit = 100; limit < 40000; limit = limit * 3 / 2) {
    failing_allocator memory = { 0 };
    zp_allocator allocator = allocator_of(&memory);
    zp_arena *arena = zp_arena_new(&allocator, limit);
    size_t outside = memory.bytes, taken = 0;
    while (zp_arena_bytes(arena, 10) != NULL) taken += 10;
    assert_true(memory.bytes - outside <= limit);
    assert_int_equal(zp_arena_used(arena), taken);
#ifndef ZP_SANITIZE  // there every taking has a block of its own
    assert_true(taken + 200 > limit);
#endif
    assert_null(zp_arena_bytes(arena, limit));
    assert_true(zp_arena_short(arena));
    zp_arena_free(arena);
    assert_int_equal(memory.blocks, 0);
  }
}

/// A job that takes, copies and grows; false when memory ran out. What it had before stays valid.
static bool work(zp_arena *arena)
{
  int *items = NULL;
  size_t capacity = 0;
  for (int i = 0; i < 3000; i++) {
    int *larger = zp_arena_grow(arena, items, (size_t)i, &capacity, sizeof *items);
    if (larger == NULL) {
      for (int k = 0; k < i; k++) assert_int_equal(items[k], k);
      return false;
    }
    items = larger;
    items[i] = i;
    char *text = zp_arena_bytes(arena, 100);
    if (text == NULL) return false;
    memset(text, 'x', 100);
  }
  char *room = zp_arena_enlarge(arena, NULL, 0, 2 << 20);
  if (room == NULL) return false;
  memset(room, 'y', 2 << 20);
  char *larger = zp_arena_enlarge(arena, room, 2 << 20, 3 << 20);
  for (size_t i = 0; i < 2 << 20; i++) assert_int_equal((larger == NULL ? room : larger)[i], 'y');
  return larger != NULL;
}

/// What a reset keeps is used again; nothing is asked for anew, and what is taken is zeroed as ever.
static void takes_back_and_reuses(void **state)
{
  (void)state;
  failing_allocator memory = { .fail_at = 0 };
  zp_allocator allocator = allocator_of(&memory);
  zp_arena *arena = zp_arena_new(&allocator, 0);
  size_t requests = 0;
  for (int round = 0; round < 5; round++) {
    for (int i = 0; i < 100; i++) {
      unsigned char *room = zp_arena_take(arena, 1000, 3);
      assert_non_null(room);
      for (size_t k = 0; k < 3000; k++) assert_int_equal(room[k], 0);
      memset(room, 0xAA, 3000);
    }
    assert_int_equal(zp_arena_used(arena), 300000);
    if (round == 0) requests = memory.requests;
    zp_arena_reset(arena, 1 << 20);
    assert_int_equal(zp_arena_used(arena), 0);
  }
#ifdef ZP_SANITIZE
  (void)requests;  // every taking is a block of its own there
#else
  assert_int_equal(memory.requests, requests);
#endif
  zp_arena_reset(arena, 0);
  assert_int_equal(memory.blocks, 1);  // the arena itself
  zp_arena_free(arena);
  assert_int_equal(memory.blocks, 0);
}

/// An arena beside another one asks the same source, holds no more than it may, and goes its own way.
static void stands_beside_another(void **state)
{
  (void)state;
  failing_allocator memory = { .fail_at = 0 };
  zp_allocator allocator = allocator_of(&memory);
  zp_arena *arena = zp_arena_new(&allocator, 10000), *beside = zp_arena_beside(arena);
  assert_non_null(zp_arena_bytes(beside, 5000));
  assert_null(zp_arena_bytes(beside, 10000));
  assert_false(zp_arena_short(arena));
  assert_int_equal(zp_arena_used(arena), 0);
  assert_int_equal(memory.blocks, 3);  // two arenas and a block
  zp_arena_free(beside);
  assert_int_equal(memory.blocks, 1);
  zp_arena_free(arena);
}

static void survives_each_failing_request(void **state)
{
  bool done = false;
  size_t failures = 0;
  (void)state;
  for (size_t n = 1; !done; n++) {
    failing_allocator memory = { .fail_at = n };
    zp_allocator allocator = allocator_of(&memory);
    zp_arena *arena = zp_arena_new(&allocator, 0);
    done = arena != NULL && work(arena);
    failures += !done;
    assert_int_equal(!done, memory.requests >= n);  // it fails when, and only when, a request failed
    zp_arena_free(arena);
    assert_int_equal(memory.blocks, 0);
    assert_int_equal(memory.bytes, 0);
  }
  assert_true(failures >= 5);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(takes_aligned_and_zeroed),
    cmocka_unit_test(keeps_what_was_taken_apart),
    cmocka_unit_test(refuses_sizes_that_overflow),
    cmocka_unit_test(grows_lists),
    cmocka_unit_test(enlarges_rooms),
    cmocka_unit_test(enlarges_to_the_limit),
    cmocka_unit_test(holds_no_more_than_the_limit),
    cmocka_unit_test(takes_back_and_reuses),
    cmocka_unit_test(stands_beside_another),
    cmocka_unit_test(survives_each_failing_request),
  };
  return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
