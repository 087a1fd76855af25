// pairing.h: which items of two lists are the same thing, by what they are called.
#pragma once

#include "base/error.h"
#include "base/text.h"

/// Two names of an item, such as a code and a name; what is empty names nothing.
typedef struct zp_pair_name {
  zp_text first, second;
} zp_pair_name;

/// An item without a partner.
#define ZP_ALONE SIZE_MAX

/// Pairs those that agree in both names, then those left that agree in the first, then in the
/// second: there, when `strict`, only if one of the two has no first name. Of items with equal
/// names the first goes with the first. partners[i] is the index in b of a[i], or ZP_ALONE;
/// sources[k] likewise in a. Fails only when memory is short.
zp_status zp_pair_names(const zp_pair_name *a, size_t count_a, const zp_pair_name *b,
                        size_t count_b, bool strict, zp_arena *scratch, size_t *partners,
                        size_t *sources, zp_error *err);
