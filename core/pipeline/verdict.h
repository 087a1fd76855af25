// verdict.h: which band a verdict in words belongs to, by the pack's words.
#pragma once

#include "model/reading.h"
#include "model/word_index.h"

enum { ZP_VERDICTS_KNOWN = 256 };

/// A text and the band its words say.
typedef struct zp_known_verdict {
  zp_text text;
  zp_band band;
} zp_known_verdict;

/// The policy's words, ready to be looked for, and what was found in texts before: rows repeat
/// them.
typedef struct zp_verdicts {
  zp_word_index met, partial, unmet;
  size_t *behind; // of each word of a list: where it ended last in the text at hand
  const zp_words *negations;
  zp_known_verdict known[ZP_VERDICTS_KNOWN]; // each at the place its hash says; texts are borrowed
} zp_verdicts;

/// `policy` is borrowed. False when memory is short.
bool zp_verdicts_make(const zp_policy *policy, zp_arena *arena, zp_verdicts *out);

/// MET when the actual repeats the target's words; else the band of the longest word found in the
/// actual (ties: the worse band); a word of `met` or `partial` behind a negation (at most two
/// characters between) does not count. NONE when nothing is found. `actual`'s text must stay valid
/// as long as `words`. Fails only when memory is short.
zp_status zp_verdict_band(zp_verdicts *words, const zp_value *target, const zp_value *actual,
                          zp_arena *arena, zp_band *out);
