// lint_value.h: what is known of the value of an expression without running it, and whether a
// comparison of two such values hangs on binary rounding. Part of lint.h.
#pragma once

#include "script/lint_names.h"

/// Bits of zp_traits.
enum {
  ZP_IS_NUMERAL = 1 << 0,  // made of numerals alone
  ZP_IS_ZERO = 1 << 1,     // the numeral 0
  ZP_IS_FRACTION = 1 << 2, // 0.9, or a name that stands for such a number
  ZP_IS_SHARE = 1 << 3,    // rate or ratio(): exact where it stands
  ZP_IS_SUM = 1 << 4,      // a sum, difference or product of what the row gives
  ZP_IS_SCALED = 1 << 5,   // a product with a fraction or a share
  ZP_IS_QUOTIENT = 1 << 6  // a division
};
/// What a name keeps of what was put into it.
enum { ZP_TRAITS_KEPT = ZP_IS_FRACTION | ZP_IS_SHARE | ZP_IS_SUM | ZP_IS_SCALED | ZP_IS_QUOTIENT };

typedef struct zp_extent {
  size_t from, to; // bytes of the source
} zp_extent;

typedef struct zp_known {
  zp_traits traits;
  zp_extent all;          // the expression
  zp_extent above, below; // of the division in it; to 0: it is elsewhere
} zp_known;

/// The numeral as written.
zp_traits zp_numeral_traits(zp_text numeral);
/// `left sign right`; comparisons that hang on rounding are told to `names`.
zp_known zp_known_binary(zp_names *names, zp_text sign, const zp_known *left,
                         const zp_known *right);
/// One of two values: of `and`, `or`, min, max.
zp_known zp_known_either(const zp_known *left, const zp_known *right);
