// verdict.h: which band a verdict in words belongs to, by the pack's words.
#pragma once

#include "model/reading.h"

/// MET when the actual repeats the target's words; else the band of the longest word found in the actual (ties: the worse
/// band); a word of `met` or `partial` behind a negation (at most two characters between) does not count. NONE when nothing is found.
/// Fails only when memory is short.
zp_status zp_verdict_band(const zp_policy *policy, const zp_value *target, const zp_value *actual, zp_arena *arena,
                          zp_band *out);
