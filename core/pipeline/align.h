// align.h: an actual in the unit of its target.
#pragma once

#include "model/value.h"

/// `actual` in the unit of `target`: 5000米 for 公里 is 5, 12000亩 for 万亩 is 1.2, 17村 for 个 is 17. False when they do not
/// measure the same thing, or too many digits would be needed. Both hold a number.
bool zp_align(const zp_value *target, const zp_value *actual, zp_qty *out);
