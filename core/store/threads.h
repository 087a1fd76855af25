// threads.h: items of several lists that are the same thing, one list after the other: a unit, project or indicator through the years.
#pragma once

#include "store/pairing.h"

enum { ZP_THREAD_LISTS = 16 };

typedef struct zp_thread {
  zp_pair_name name;              // in the last list that has it
  size_t at[ZP_THREAD_LISTS];     // its place in each list; ZP_ALONE: not there
} zp_thread;

/// Zero it and set `arena`. Threads stand in the order of their first items.
typedef struct zp_threads {
  zp_arena *arena;
  zp_thread *items;
  size_t count, capacity;
} zp_threads;

/// Ties the items of a list to the threads there are, by zp_pair_names(); the others begin threads. Lists are added in order, each once. Names are
/// borrowed. Fails only when memory is short.
zp_status zp_threads_add(zp_threads *threads, size_t list, const zp_pair_name *names, size_t count, bool strict, zp_arena *scratch,
                         zp_error *err);
