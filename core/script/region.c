// region.c: pieces by size, and a copy of those in use.
#include "script/region.h"

#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

enum { GRAIN = 16, SMALL = 512, SMALL_SIZES = SMALL / GRAIN };

/// Free pieces shorter than this are copied with their neighbours: one long copy is faster than
/// two.
enum { GAP_LEAST = 512 };

/// More than this left behind by a unit goes back to the machine.
enum { LEFT_MOST = 1 << 20 };

// ---- sizes
// ---------------------------------------------------------------------------------------------------------

/// The list of pieces that `size` bytes (1 .. ZP_REGION_PIECE_MOST) come from, and how large those
/// are.
static size_t size_class(size_t size, size_t *room)
{
  if (size <= SMALL) {
    size_t index = (size - 1) / GRAIN;
    *room = (index + 1) * GRAIN;
    return index;
  }
  size_t base = SMALL, index = SMALL_SIZES;
  while (size > base * 2) {
    base *= 2;
    index += 4;
  }
  size_t step = base / 4, quarter = (size - base - 1) / step;
  *room = base + (quarter + 1) * step;
  return index + quarter;
}

// ---- pieces
// --------------------------------------------------------------------------------------------------------

bool zp_region_open(zp_region *region, size_t size)
{
  *region = (zp_region){ .size = size };
  void *base =
      mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (base == MAP_FAILED) return false;
  region->base = base;
  return true;
}

void zp_region_close(zp_region *region)
{
  if (region->base != NULL) munmap(region->base, region->size);
  *region = (zp_region){ .base = NULL };
}

static void *take(zp_region *region, size_t size)
{
  size_t room, index;
  if (size > ZP_REGION_PIECE_MOST) return NULL;
  index = size_class(size, &room);
  void *piece = region->free[index];
  if (piece != NULL) {
    memcpy(&region->free[index], piece, sizeof piece);
    return piece;
  }
  if (room > region->size - region->top) return NULL;
  piece = region->base + region->top;
  region->top += room;
  return piece;
}

static void give_back(zp_region *region, void *piece, size_t size)
{
  size_t room, index = size_class(size, &room);
  memcpy(piece, &region->free[index], sizeof piece);
  region->free[index] = piece;
}

void *zp_region_resize(zp_region *region, void *piece, size_t old_size, size_t size)
{
  size_t old_room, room;
  if (size == 0) {
    if (piece != NULL && old_size != 0) give_back(region, piece, old_size);
    return NULL;
  }
  if (piece == NULL || old_size == 0) return take(region, size);
  if (size <= ZP_REGION_PIECE_MOST && size_class(old_size, &old_room) == size_class(size, &room))
    return piece;
  void *moved = take(region, size);
  if (moved == NULL) return size < old_size ? piece : NULL;
  memcpy(moved, piece, size < old_size ? size : old_size);
  give_back(region, piece, old_size);
  return moved;
}

// ---- keeping
// -------------------------------------------------------------------------------------------------------

/// One byte per grain: 1 where a piece is free.
static unsigned char *map_free(const zp_region *region, zp_arena *arena)
{
  unsigned char *map = zp_arena_take(arena, region->top / GRAIN + 1, 1);
  for (size_t i = 0; map != NULL && i < ZP_REGION_SIZES; i++) {
    size_t room = i < SMALL_SIZES ? (i + 1) * GRAIN : 0;
    if (room == 0) {
      size_t base = (size_t)SMALL << (i - SMALL_SIZES) / 4;
      room = base + base / 4 * ((i - SMALL_SIZES) % 4 + 1);
    }
    for (unsigned char *piece = region->free[i]; piece != NULL;) {
      memset(map + (size_t)(piece - region->base) / GRAIN, 1, room / GRAIN);
      memcpy(&piece, piece, sizeof piece);
    }
  }
  return map;
}

/// The spans in use, gaps below GAP_LEAST included; with `spans` NULL only counts them.
static size_t find_spans(const zp_region *region, const unsigned char *map, zp_span *spans)
{
  size_t count = 0, grains = region->top / GRAIN, end = SIZE_MAX;
  for (size_t i = 0; i < grains; i++) {
    if (map[i] != 0) continue;
    bool joined = end != SIZE_MAX && (i - end) * GRAIN < GAP_LEAST;
    if (!joined && spans != NULL) spans[count] = (zp_span){ i * GRAIN, 0 };
    if (!joined) count++;
    end = i + 1;
    if (spans != NULL) spans[count - 1].len = end * GRAIN - spans[count - 1].at;
  }
  return count;
}

bool zp_region_seal(zp_region *region, zp_arena *arena)
{
  const unsigned char *map = map_free(region, arena);
  if (map == NULL) return false;
  region->span_count = find_spans(region, map, NULL);
  region->spans = ZP_TAKE(arena, zp_span, region->span_count);
  if (region->spans == NULL) return false;
  find_spans(region, map, region->spans);
  size_t total = 0, at = 0;
  for (size_t i = 0; i < region->span_count; i++) total += region->spans[i].len;
  region->kept = zp_arena_take(arena, total, 1);
  if (region->kept == NULL) return false;
  for (size_t i = 0; i < region->span_count; at += region->spans[i].len, i++)
    memcpy(region->kept + at, region->base + region->spans[i].at, region->spans[i].len);
  memset(region->free, 0, sizeof region->free);
  region->sealed = region->top;
  return true;
}

/// Pages that only a hoarding script used.
static void drop_left(zp_region *region)
{
  size_t from = (region->sealed + LEFT_MOST) & ~(size_t)(LEFT_MOST - 1);
  if (region->top > from) madvise(region->base + from, region->top - from, MADV_DONTNEED);
}

void zp_region_restore(zp_region *region)
{
  const unsigned char *from = region->kept;
  if (region->sealed == 0) return;
  drop_left(region);
  for (size_t i = 0; i < region->span_count; from += region->spans[i].len, i++)
    memcpy(region->base + region->spans[i].at, from, region->spans[i].len);
  memset(region->free, 0, sizeof region->free);
  region->top = region->sealed;
}
