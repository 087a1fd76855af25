// align.h: an actual in the unit of its target.
#pragma once

#include "model/value.h"

/// `actual` in the unit of `target`: 5000米 for 公里 is 5, 12000亩 for 万亩 is 1.2, 17村 for 个 is 17. False when they do not
/// measure the same thing, or too many digits would be needed. Both hold a number.
bool zp_align(const zp_value *target, const zp_value *actual, zp_qty *out);

/// The same for units that people use for one another: 个 for 人, 户 for 家, 个百分点 for %. Not 小时 for 天.
bool zp_align_near(const zp_value *target, const zp_value *actual, zp_qty *out);

/// True when a bare actual answers a target of money or of thousands as if it were in another scale: 98000 for ≤10万元. It is then
/// about that power of ten off.
bool zp_scale_doubtful(const zp_value *target, const zp_value *actual, zp_qty aligned);
