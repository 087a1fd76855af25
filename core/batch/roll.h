// roll.h: the bundles of a run, what has become of each, and which units they turned out to hold.
#pragma once

#include <uv.h>

#include "batch/fingerprint.h"
#include "form/lexicon.h"
#include "store/group.h"

typedef enum zp_roll_state {
  ZP_ROLL_WAITING,
  ZP_ROLL_RUNNING,
  ZP_ROLL_AGAIN,   // its worker died: once more, alone, when the others are done
  ZP_ROLL_DONE,
  ZP_ROLL_FAILED,
  ZP_ROLL_MERGED   // its files went into another bundle
} zp_roll_state;

/// A unit by the keys it is known by; blank ones are empty.
typedef struct zp_roll_unit { zp_text code, name; } zp_roll_unit;

typedef struct zp_roll_entry {
  zp_bundle bundle;
  zp_fingerprint print;            // as its files were last read; no digest: they were not
  char stamp[ZP_STAMP_HEX + 1];    // as its files were found; empty: one was not to be had
  bool stamped;                    // they were looked for
  zp_roll_state state;
  unsigned attempts;               // that ended with its worker
  size_t place;                    // attempts > 0: of the function its worker ended in; SIZE_MAX: in none
  unsigned changes;                // of its files, seen while they were given to a worker
  uint64_t not_before;             // AGAIN after a change: the loop's time from which on it is tried
  bool taken_over;                 // its result is that of an earlier run
  zp_kept_group *group;            // DONE: what it came to
  zp_roll_unit *units;             // DONE: those of the group
  size_t unit_count;
  zp_finding failure;              // FAILED
} zp_roll_entry;

typedef struct zp_roll {
  zp_arena *arena;
  zp_roll_entry *entries;          // indexes stay; entries move when more are added
  size_t count, capacity;
  size_t waiting, running, again, done, failed, taken_over;
} zp_roll;

/// One WAITING entry per bundle.
zp_status zp_roll_make(const zp_intake *intake, zp_arena *arena, zp_roll *out, zp_error *err);
/// The stamps of all WAITING bundles that have none. `all`: see zp_fingerprint_stamp().
void zp_roll_stamp(zp_roll *roll, zp_text base, zp_hash *all);
/// The same on a thread of libuv's, for a caller who has other things to do: until zp_roll_stamp_end() the roll is the thread's.
typedef struct zp_stamping {
  zp_roll *roll;
  zp_text base;
  zp_hash all;
  uv_thread_t thread;
  bool running;
} zp_stamping;
void zp_roll_stamp_begin(zp_roll *roll, zp_text base, zp_stamping *out);
/// The digest of what the run as a whole is made of.
void zp_roll_stamp_end(zp_stamping *stamping, unsigned char digest[ZP_DIGEST_BYTES]);
/// Reads the WAITING bundles that `wants` says, on libuv's threads, for their fingerprints.
zp_status zp_roll_read(zp_roll *roll, zp_text base, bool (*wants)(void *context, const zp_roll_entry *entry), void *context, zp_error *err);
/// Moves an entry to another state and keeps the counts.
void zp_roll_set(zp_roll *roll, size_t index, zp_roll_state state);
/// Every bundle that was not merged is WAITING again, as if it had never run.
void zp_roll_reset(zp_roll *roll);
/// Keeps what an entry came to (borrowed), and sets it DONE.
zp_status zp_roll_finish(zp_roll *roll, size_t index, zp_kept_group *group, const zp_lexicon *lexicon, zp_error *err);

/// Bundles that hold the same unit (the same code; or the same name, unless both have codes and these differ) become one, WAITING,
/// with all their files; the old ones are MERGED. *merged: how many new ones there are. Does not depend on the order in which
/// bundles were finished.
zp_status zp_roll_merge(zp_roll *roll, size_t *merged, zp_error *err);
