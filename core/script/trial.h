// trial.h: one row, or one unit, tried on one rule, whoever wrote it: an example, a case of a table.
#pragma once

#include "script/pack.h"

typedef struct zp_trial {
  uint16_t rule;      // index into the policy's rules
  zp_example example; // inputs, parameters and what must come out
  zp_text file;
  zp_status status; // whose complaint it is when something else comes out
} zp_trial;

/// Runs trials alone and as rows of one unit, forwards and backwards; runs[i] tells of trials[i].
/// Trials of vetoes and deductions run alone each time: no two of them are of one unit.
zp_status zp_trials_run(zp_host *host, const zp_trial *trials, size_t count, zp_arena *arena,
                        zp_example_run *runs, zp_error *err);

/// "8.00", of a veto "true", "declined: 目标值为零", "fault: …": what a person compares. ptr NULL: memory
/// is short.
zp_text zp_outcome_words(zp_rule_kind kind, const zp_outcome *outcome, zp_arena *arena);
