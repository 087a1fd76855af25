// near_name.h: names that may have been meant.
#pragma once

#include "base/text.h"

/// True when two keys are so alike that one is most likely a slip or a short form of the other.
bool zp_near_name(zp_text a, zp_text b);

/// The up to three of `names` nearest to `wanted`, as written, joined with " / "; the first three when none is near or *tries,
/// the comparisons allowed, is used up. ptr is NULL when memory is short.
zp_text zp_near_names(zp_text wanted, const zp_text *names, size_t count, size_t *tries, zp_arena *arena);
