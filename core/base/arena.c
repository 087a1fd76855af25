// arena.c: a chain of blocks, each twice the last up to a bound.
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// Sanitized builds give every taking a block that ends where it ends, so that a step past it is seen.
#ifdef ZP_SANITIZE
enum { FIRST_BLOCK = 1, LARGEST_BLOCK = 1 };
#else
enum { FIRST_BLOCK = 4096, LARGEST_BLOCK = 1 << 20 };
#endif

typedef struct block {
  struct block *next;
  size_t size;  // of the whole block, this head included
  size_t used;  // head included
} block;

struct zp_arena {
  zp_allocator allocator;
  block *head;
  block *spare;  // kept by a reset
  size_t limit;
  size_t held;  // bytes asked of the allocator
  size_t used;  // bytes handed out
  bool refused; // a request was
};

static void *heap_call(void *context, void *old, size_t old_size, size_t size)
{
  (void)context;
  (void)old_size;
  if (size == 0) {
    free(old);
    return NULL;
  }
  return realloc(old, size);
}

zp_arena *zp_arena_new(const zp_allocator *allocator, size_t limit)
{
  zp_allocator source = { heap_call, NULL };
  if (allocator != NULL) source = *allocator;
  zp_arena *arena = source.call(source.context, NULL, 0, sizeof *arena);
  if (arena == NULL) return NULL;
  *arena = (zp_arena){ .allocator = source, .limit = limit };
  return arena;
}

zp_arena *zp_arena_beside(const zp_arena *arena)
{
  return zp_arena_new(&arena->allocator, arena->limit);
}

static void free_blocks(const zp_arena *arena, block *first)
{
  for (block *b = first, *next; b != NULL; b = next) {
    next = b->next;
    arena->allocator.call(arena->allocator.context, b, b->size, 0);
  }
}

void zp_arena_free(zp_arena *arena)
{
  if (arena == NULL) return;
  zp_allocator source = arena->allocator;
  free_blocks(arena, arena->head);
  free_blocks(arena, arena->spare);
  source.call(source.context, arena, sizeof *arena, 0);
}

void zp_arena_reset(zp_arena *arena, size_t most)
{
#ifdef ZP_SANITIZE
  most = 0;  // what is used after its time must be seen
#endif
  block *all[] = { arena->spare, arena->head };
  arena->head = arena->spare = NULL;
  arena->used = arena->held = 0;
  arena->refused = false;
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
    for (block *b = all[i], *next; b != NULL; b = next) {
      next = b->next;
      b->next = NULL;
      if (b->size > most) {
        free_blocks(arena, b);
        continue;
      }
      most -= b->size;
      b->next = arena->spare;
      arena->spare = b;
    }
}

/// A kept block of at least `need` bytes; the largest were kept first and come first.
static block *reuse_block(zp_arena *arena, size_t need, size_t room)
{
  for (block **at = &arena->spare; *at != NULL; at = &(*at)->next) {
    block *b = *at;
    if (b->size < need || b->size > room) continue;
    *at = b->next;
    return b;
  }
  return NULL;
}

/// A block of at least `need` bytes, head included; near the limit it may be smaller than usual.
static block *add_block(zp_arena *arena, size_t need)
{
  size_t size = FIRST_BLOCK, room = arena->limit == 0 ? SIZE_MAX : arena->limit - arena->held;
  if (need > room) return NULL;
  if (arena->head != NULL) size = arena->head->size > LARGEST_BLOCK / 2 ? LARGEST_BLOCK : arena->head->size * 2;
  if (size > room) size = room;
  if (size < need) size = need;
  block *b = reuse_block(arena, need, room);
  if (b != NULL) size = b->size;
  else b = arena->allocator.call(arena->allocator.context, NULL, 0, size);
  if (b == NULL) return NULL;
  *b = (block){ .next = arena->head, .size = size, .used = sizeof(block) };
  arena->head = b;
  arena->held += size;
  return b;
}

static size_t align(size_t offset, size_t alignment)
{
  return (offset + alignment - 1) & ~(alignment - 1);
}

static void *refuse(zp_arena *arena)
{
  arena->refused = true;
  return NULL;
}

static void *take(zp_arena *arena, size_t size, size_t alignment)
{
  block *b = arena->head;
  size_t start = b == NULL ? 0 : align(b->used, alignment);
  if (b == NULL || start > b->size || size > b->size - start) {
    start = align(sizeof(block), alignment);
    b = size > SIZE_MAX - start ? NULL : add_block(arena, start + size);
    if (b == NULL) return refuse(arena);
  }
  b->used = start + size;
  arena->used += size;
  return (char *)b + start;
}

void *zp_arena_take(zp_arena *arena, size_t count, size_t size)
{
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes)) return refuse(arena);
  void *room = take(arena, bytes, alignof(max_align_t));
  if (room != NULL) memset(room, 0, bytes);
  return room;
}

void *zp_arena_room(zp_arena *arena, size_t count, size_t size, size_t alignment)
{
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes)) return refuse(arena);
  return take(arena, bytes, alignment);
}

char *zp_arena_bytes(zp_arena *arena, size_t size)
{
  return take(arena, size, 1);
}

/// True when `size` more bytes could be added to what was taken last, `items` of `held` bytes.
static bool extend(zp_arena *arena, const void *items, size_t held, size_t size)
{
  block *b = arena->head;
  if (b == NULL || items == NULL || (const char *)items + held != (const char *)b + b->used ||
      size > b->size - b->used)
    return false;
  b->used += size;
  arena->used += size;
  return true;
}

void *zp_arena_grow(zp_arena *arena, void *items, size_t count, size_t *capacity, size_t item_size)
{
  if (count < *capacity) return items;
  size_t wanted = *capacity == 0 ? 8 : *capacity * 2, bytes, held = *capacity * item_size;
  if (wanted < *capacity || __builtin_mul_overflow(wanted, item_size, &bytes)) return refuse(arena);
  char *larger = items;
  if (!extend(arena, items, held, bytes - held)) {
    larger = take(arena, bytes, alignof(max_align_t));
    if (larger == NULL) return NULL;
    if (count != 0) memcpy(larger, items, count * item_size);
  }
  memset(larger + count * item_size, 0, (wanted - count) * item_size);
  *capacity = wanted;
  return larger;
}

/// The block that holds `room` and nothing else; NULL: none. The one that a large room was given has no space left, so what is
/// taken next begins another.
static block **alone(zp_arena *arena, const char *room, size_t held)
{
  for (block **at = &arena->head; *at != NULL; at = &(*at)->next)
    if (room == (const char *)*at + sizeof(block) && (*at)->used == sizeof(block) + held) return at;
  return NULL;
}

/// The block moves with its room. NULL: it stays.
static char *move(zp_arena *arena, block **at, size_t size)
{
  block *b = *at;
  size_t whole = size + sizeof(block), room = arena->limit == 0 ? SIZE_MAX : arena->limit - arena->held + b->size;
  if (whole > room) return NULL;
  block *moved = arena->allocator.call(arena->allocator.context, b, b->size, whole);
  if (moved == NULL) return NULL;
  *at = moved;
  arena->held += whole - moved->size;
  arena->used += whole - moved->used;
  moved->size = moved->used = whole;
  return (char *)moved + sizeof(block);
}

char *zp_arena_enlarge(zp_arena *arena, char *room, size_t held, size_t size)
{
  if (size <= held) return room;
  if (size > SIZE_MAX - sizeof(block)) return refuse(arena);
  if (held != 0 && extend(arena, room, held, size - held)) return room;
  block **at = held < LARGEST_BLOCK ? NULL : alone(arena, room, held);
  char *larger = at != NULL ? move(arena, at, size) : take(arena, size, 1);
  if (larger == NULL) return refuse(arena);
  if (at == NULL && held != 0) memcpy(larger, room, held);
  return larger;
}

size_t zp_arena_used(const zp_arena *arena)
{
  return arena->used;
}

size_t zp_arena_held(const zp_arena *arena)
{
  return arena->held;
}

bool zp_arena_short(const zp_arena *arena)
{
  return arena->refused;
}
