// arena.h: memory that is freed all at once. One arena per unit; slices and structs live as long as it does.
#pragma once

#include <stdbool.h>
#include <stddef.h>

/// Where an arena gets its blocks from. `call` behaves like realloc with sizes: size 0 frees and returns NULL.
/// Injectable, so that tests can make the n-th request fail.
typedef struct zp_allocator {
  void *(*call)(void *context, void *block, size_t old_size, size_t size);
  void *context;
} zp_allocator;

typedef struct zp_arena zp_arena;

/// New arena; `allocator` NULL means the C heap. `limit` bounds the bytes of the blocks it may ever hold (0: no bound).
/// Returns NULL when memory is short. The caller frees it with zp_arena_free().
zp_arena *zp_arena_new(const zp_allocator *allocator, size_t limit);

/// Another arena with the same source of blocks and the same limit of its own.
zp_arena *zp_arena_beside(const zp_arena *arena);

/// Frees the arena and all that was taken from it. NULL is allowed.
void zp_arena_free(zp_arena *arena);

/// Takes back all that was taken, for the next use, and keeps up to `most` bytes of blocks, so that they need not be asked for
/// (and cleared by the system) again.
void zp_arena_reset(zp_arena *arena, size_t most);

/// `count * size` zeroed bytes aligned for any type, or NULL when memory or the limit is reached
/// (the product is checked for overflow). count or size 0 gives a pointer to nothing that is not NULL.
void *zp_arena_take(zp_arena *arena, size_t count, size_t size);

/// Like zp_arena_take, not zeroed and aligned to `alignment` (a power of two): for what is written
/// whole at once.
void *zp_arena_room(zp_arena *arena, size_t count, size_t size, size_t alignment);

/// Like zp_arena_take, without alignment and zeroing: for text.
char *zp_arena_bytes(zp_arena *arena, size_t size);

/// Makes room for one more item in a list that lives in the arena: returns `items` itself or a
/// larger copy, the new items zeroed; NULL when memory is short (the old list stays valid).
/// `capacity` is updated. A list that was taken last grows where it is.
void *zp_arena_grow(zp_arena *arena, void *items, size_t count, size_t *capacity, size_t item_size);

/// Room for `size` bytes in the place of `room`, which has `held` of them (0: it is none) and was taken without alignment: the same
/// bytes, then new ones. Large rooms move with their block instead of leaving it behind, so nothing may point into the old one.
/// NULL when memory is short; `room` stays valid then.
char *zp_arena_enlarge(zp_arena *arena, char *room, size_t held, size_t size);

/// True once a request was refused. Lets a stage that asks for much scratch memory check once, at its end, that nothing it
/// made rests on a text it did not get.
bool zp_arena_short(const zp_arena *arena);

/// Bytes handed out so far.
size_t zp_arena_used(const zp_arena *arena);
/// Bytes asked of the allocator: those handed out, and what is still free in the blocks.
size_t zp_arena_held(const zp_arena *arena);

#define ZP_TAKE(arena, type, count) ((type *)zp_arena_take((arena), (count), sizeof(type)))
#define ZP_ROOM(arena, type, count)                                                                \
  ((type *)zp_arena_room((arena), (count), sizeof(type), _Alignof(type)))
