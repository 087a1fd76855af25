// roll.h: the bundles of a run, what has become of each, and which units they turned out to hold.
#pragma once

#include "base/digest.h"
#include "batch/intake.h"
#include "form/lexicon.h"
#include "model/result.h"

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
  char digest[ZP_DIGEST_HEX + 1];  // see fingerprint.h; as its files were last read
  uint64_t bytes;                  // of its files
  zp_roll_state state;
  unsigned attempts;               // that ended with its worker
  size_t place;                    // attempts > 0: of the function its worker ended in; SIZE_MAX: in none
  unsigned changes;                // of its files, seen while they were given to a worker
  bool taken_over;                 // its result is that of an earlier run
  zp_roll_unit *units;             // DONE
  size_t unit_count;
  zp_counts rows;                  // DONE: by outcome
  zp_finding failure;              // FAILED
  zp_text part;                    // DONE: key of its record in the journal when that is another than its name (partial.h)
} zp_roll_entry;

typedef struct zp_roll {
  zp_arena *arena;
  zp_roll_entry *entries;          // indexes stay; entries move when more are added
  size_t count, capacity;
  size_t waiting, running, again, done, failed, taken_over;
} zp_roll;

/// One WAITING entry per bundle.
zp_status zp_roll_make(const zp_intake *intake, zp_arena *arena, zp_roll *out, zp_error *err);
/// Moves an entry to another state and keeps the counts.
void zp_roll_set(zp_roll *roll, size_t index, zp_roll_state state);
/// Every bundle that was not merged is WAITING again, as if it had never run.
void zp_roll_reset(zp_roll *roll);
/// Keeps what the result of an entry holds, and sets it DONE.
zp_status zp_roll_finish(zp_roll *roll, size_t index, const zp_result *result, const zp_lexicon *lexicon, zp_error *err);

/// Bundles that hold the same unit (the same code; or the same name, unless both have codes and these differ) become one, WAITING,
/// with all their files; the old ones are MERGED. *merged: how many new ones there are. Does not depend on the order in which
/// bundles were finished.
zp_status zp_roll_merge(zp_roll *roll, size_t *merged, zp_error *err);
