// region.h: the memory of one Lua state: one mapping at a fixed place, so that what it holds can be
// kept and put back byte by byte. Pieces come from lists by size; equal requests in equal states
// get equal places.
#pragma once

#include "base/arena.h"

/// Sizes that pieces come in: by 16 up to 512 bytes, then four to a doubling up to 128 KiB.
enum { ZP_REGION_SIZES = 64, ZP_REGION_PIECE_MOST = 128 * 1024 };

typedef struct zp_span {
  size_t at, len;
} zp_span;

typedef struct zp_region {
  unsigned char *base;
  size_t size, top;            // bytes mapped; bytes that pieces were cut from
  void *free[ZP_REGION_SIZES]; // pieces given back, the last one first
  zp_span *spans;              // what was in use when the region was sealed, in order
  size_t span_count, sealed;   // `sealed`: top at that time; 0: never sealed
  unsigned char *kept;         // the bytes of the spans, one after the other
} zp_region;

/// Maps `size` bytes; only what is used takes room. False when the machine refuses.
bool zp_region_open(zp_region *region, size_t size);
/// Everything in it is gone. An unopened region (all zeros) is allowed.
void zp_region_close(zp_region *region);

/// Like realloc with sizes, 16-byte aligned. `old_size` is what the piece was asked for with. NULL:
/// size 0, or full, or `size` above ZP_REGION_PIECE_MOST; the piece stays valid then. A piece that
/// shrinks never fails.
void *zp_region_resize(zp_region *region, void *piece, size_t old_size, size_t size);

/// Keeps what is in use now, in the arena. What is free at this moment is never used again. Once.
/// False when memory is short.
bool zp_region_seal(zp_region *region, zp_arena *arena);
/// Puts back what was kept; what came later is forgotten. Nothing happens before the seal.
void zp_region_restore(zp_region *region);
