// rules_trial.h: what the files of `ziping rules test` share: what was tried so far, and how it is
// shown.
#pragma once

#include "cli/rules_kit.h"
#include "script/testing.h"

typedef struct zp_tally {
  const zp_rules_kit *kit;
  size_t passed, failed;
} zp_tally;

/// Prints a line for each run, and of those that failed why; counts them.
void zp_tally_runs(zp_tally *tally, const zp_example_run *runs, size_t count);
/// The same for a file that could not be used.
void zp_tally_error(zp_tally *tally, const zp_error *err);

/// Reads and runs the pack's own case tables, then those named on the command line.
zp_status zp_tally_tables(zp_tally *tally, zp_error *err);

/// Prints which lines ran. *low is set when they are too few.
zp_status zp_tally_coverage(const zp_tally *tally, bool *low, zp_error *err);
