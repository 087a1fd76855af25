// failing_allocator.h: memory whose n-th request fails, and that knows what is still held.
#pragma once

#include <stdlib.h>

#include "base/arena.h"

/// Zero it, set `fail_at` (1: the first request fails; 0: none) and pass allocator_of() to zp_arena_new().
typedef struct failing_allocator {
  size_t fail_at, requests;
  size_t blocks, bytes;  // held now
} failing_allocator;

static inline void *failing_call(void *context, void *old, size_t old_size, size_t size)
{
  failing_allocator *memory = context;
  if (size == 0) {
    if (old != NULL) memory->blocks--, memory->bytes -= old_size;
    free(old);
    return NULL;
  }
  if (++memory->requests == memory->fail_at) return NULL;
  void *block = realloc(old, size);
  if (block == NULL) abort();
  if (old == NULL) memory->blocks++;
  memory->bytes += size - old_size;
  return block;
}

static inline zp_allocator allocator_of(failing_allocator *memory)
{
  return (zp_allocator){ failing_call, memory };
}
