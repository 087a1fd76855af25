// run.h: a whole district in one run: which bundles have to run, workers for them, the journal, and the result at the end.
#pragma once

#include "batch/quarantine.h"
#include "batch/roll.h"
#include "form/lexicon.h"
#include "store/journal.h"

/// How a run stands, for those who watch it.
typedef struct zp_run_state {
  size_t bundles, done, failed, taken_over, running;
  zp_counts rows;       // of the bundles that are done
  double seconds;       // since the first worker was asked for
} zp_run_state;

typedef struct zp_run_setup {
  const char *program;  // of the workers
  char **arguments;     // argv of a worker, NULL-terminated
  zp_text ready;        // see zp_pool_setup
  size_t jobs;          // 1 .. ZP_WORKERS_MOST
  unsigned deadline;    // seconds for a bundle
  zp_quarantine *quarantine; // what results depend on beside the files; grows when a rule kills workers
  const zp_result *head; // what the pack decides (its groups), without units
  const zp_lexicon *lexicon;
  zp_arena *arena;
  size_t failures_most; // more failed bundles end the run; SIZE_MAX: never
  void *context;
  /// Called every `watch_every` milliseconds (0: never) and at the end of each round.
  void (*watch)(void *context, const zp_run_state *state, bool last);
  unsigned watch_every;
} zp_run_setup;

typedef enum zp_run_end {
  ZP_RUN_COMPLETE,  // every bundle is DONE, FAILED or MERGED
  ZP_RUN_STOPPED,   // by a signal: the journal has what was done
  ZP_RUN_GIVEN_UP   // more failures than were allowed
} zp_run_end;

/// Makes sure that there is room for the files of a run with that many workers: libuv ends the process when it cannot open its
/// first. Before anything else of core/batch. ZP_E_START.
zp_status zp_run_prepare(size_t jobs, zp_error *err);

/// Takes over what `journal` has of the same files: by their stamps, or when these differ by their digests; runs the rest, merges
/// bundles that share a unit and runs those, until none do. A bundle whose worker ends is tried once more, alone; when both ended in
/// the same function of the pack, that is stopped and all bundles run again without it, else the bundle has failed. Results go into
/// the journal as they come. Failed bundles stay in the roll with their finding. SIGINT and SIGTERM stop the run within a second, a
/// second one at once; SIGUSR1 calls `watch`.
zp_status zp_run_bundles(const zp_run_setup *setup, zp_roll *roll, zp_journal *journal, zp_run_end *end,
                         zp_error *err);
