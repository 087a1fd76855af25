// shadow.h: scores each row again with numbers rounded the other way, and tells which scores hang on that.
// Vetoes, deductions and functions of `combine` judge units, not rows: they are outside of it.
#pragma once

#include "model/reading.h"
#include "base/finding.h"
#include "script/host.h"

/// The other roundings: every inexact number up, every inexact number down.
enum { ZP_SHADOWS = 2 };

/// The pack once more for each rounding: its own numbers ("0.9"), what the compiler computes of them and the parameters
/// are rounded that way too, as are the inputs of rows. So equal decimals stay equal (`actual >= 0.9` of 0.9 holds
/// whatever the rounding), `rate`, ratio() and round() hold what they promise, and only what depends on the last bit of
/// a sum, product or quotient comes out otherwise.
/// Not seen: two inexact numbers whose difference is exact and whose errors happen to be the same (103.1 - 100.1).
typedef struct zp_shadow {
  zp_host *hosts[ZP_SHADOWS];
  size_t checked, hanging;  // rows that a rule was asked for; those of them that came out otherwise
} zp_shadow;

/// Fails like zp_host_open(); also ZP_E_INTERNAL where the machine cannot round otherwise. Release with
/// zp_shadow_close(), which takes one that was never opened (all zeros).
zp_status zp_shadow_open(const zp_pack_place *place, zp_shadow *out, zp_error *err);
void zp_shadow_close(zp_shadow *shadow);

/// Scores the unit again and compares points (at 0.01), outcome and reason with `outcomes`, which stay as they are. Each
/// difference is a finding ZP_E_ROUNDING at the cell of the actual value. The thread rounds to nearest afterwards, whatever
/// the rules did. Fails only when memory is short.
zp_status zp_shadow_check(zp_shadow *shadow, const zp_unit_reading *reading, zp_outcome *const *outcomes,
                          const zp_policy *policy, zp_arena *arena, zp_findings *findings, zp_error *err);
