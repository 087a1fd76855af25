// score_apart.h: a second run of `ziping score`, into a folder of its own: for commands that need a result of files and keep none.
#pragma once

#include "cli/cli.h"

enum { ZP_APART_WORDS_MOST = 256 };

typedef struct zp_score_apart {
  const char *words[ZP_APART_WORDS_MOST];  // options of score, without --out; borrowed
  size_t word_count;
  zp_text folder;  // where the result is, once it was made; empty: none
} zp_score_apart;

/// Adds an option, with its argument unless that is NULL. What is over the bound is left out.
void zp_score_apart_add(zp_score_apart *apart, const char *option, const char *argument);

/// Scores the inputs by the same program in the same way, so that what belongs together is found alike, in confined workers.
/// Anything but OK or PARTLY has been told already. The folder stays until zp_score_apart_end().
zp_exit zp_score_apart_run(zp_score_apart *apart, const zp_cli *cli, char *const *inputs, size_t count, zp_arena *arena);

/// What `ziping check` and `ziping audit` hand on to a run with --review. NULL, false: not given.
typedef struct zp_review_options { const char *pack, *jobs, *encoding; bool office; } zp_review_options;
/// The same with --review and these.
zp_exit zp_score_apart_review(zp_score_apart *apart, const zp_cli *cli, const zp_review_options *how, char *const *inputs, size_t count,
                              zp_arena *arena);
void zp_score_apart_end(const zp_score_apart *apart);
