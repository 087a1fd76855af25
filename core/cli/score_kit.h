// score_kit.h: what the parts of `ziping score` share: score_options.c reads the words, cmd_score.c runs the district,
// score_watch.c tells how it stands, score_print.c what came out.
#pragma once

#include "batch/run.h"
#include "batch/shard.h"
#include "cli/cli.h"
#include "pipeline/pipeline.h"

enum { ZP_WITHOUT_MOST = 64 };

typedef struct zp_score_options {
  const char *out, *pack;
  zp_encoding encoding;    // of text files; ZP_ENCODING_DETECT: each says itself
  const char *roster;      // file of the units that should be there; NULL: none
  bool review;             // what a reviewer objects to is found too
  bool office;             // files of old office programs are converted by LibreOffice first
  bool quiet, shadow, resume, fresh, retry, dry_run, json_log;
  const char *shard_word;  // of --shard; NULL: the whole run
  zp_shard shard;          // what it means; of 0: the whole run
  size_t jobs;             // worker processes
  unsigned deadline;       // seconds for a bundle
  size_t failures_most;    // SIZE_MAX: any number
  bool has_fail_under;
  zp_dec fail_under;       // score of a unit below which the run counts as failed
  const char *without[ZP_WITHOUT_MOST];  // rules that are out of use from the start
  size_t without_count;
  char *const *given;      // inputs
  size_t given_count;
} zp_score_options;

/// Fills *out, or says what is wrong. `given_count` 0 with ZP_EXIT_OK: only help was asked for.
zp_exit zp_score_read_options(zp_cli *cli, int argc, char **argv, zp_score_options *out);

/// Prints how the files of a bundle are understood: forms with their columns, rows, and what is joined with what; findings below
/// them. They are read in a confined process of their own.
zp_status zp_score_show(const zp_cli *cli, const zp_bundle *bundle, const zp_layouts *layouts, zp_encoding encoding,
                        zp_arena *arena, zp_error *err);

/// What came out, added up as the units pass by in their order.
typedef struct zp_score_sum {
  const zp_cli *cli;
  const zp_score_options *options;
  size_t units, ungraded, below;   // ungraded: without a total
  zp_counts rows;
  size_t open_adjustments;
  size_t asked, hanging;           // --shadow: rows that a rule was asked for, scores that hang on rounding
} zp_score_sum;

/// Adds a unit up.
void zp_score_add(zp_score_sum *sum, const zp_unit_extract *unit);
/// The tables (of few units) or the district in short (of many), and where the result is. `result` has all but the units.
zp_status zp_score_print(const zp_score_sum *sum, const zp_roll *roll, const zp_result *result, const char *path, zp_arena *arena,
                         zp_error *err);

/// Tells how the run stands: a line that is written over on a terminal, else a line at a time; `context` is a zp_score_watch.
typedef struct zp_score_watch {
  const zp_cli *cli;
  bool json, terminal, quiet;
} zp_score_watch;
void zp_score_tell(void *context, const zp_run_state *state, bool last);
/// Milliseconds between two lines.
unsigned zp_score_tell_every(const zp_score_watch *watch);

/// Locks the result for this run, or the one of its shard: shards may run at once. *lock is the open file, -1 when none.
/// ZP_E_LOCKED names the run that has it.
zp_status zp_score_lock(const zp_score_options *options, zp_arena *arena, int *lock, zp_error *err);
