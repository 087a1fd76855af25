// scan.h: a stored result read from front to back through a window, so that only one unit of it is in memory at a time.
#pragma once

#include "model/result.h"
#include "store/span.h"
#include "store/unpack.h"

/// Called for each unit in the order of the file. The unit, its texts and `bytes` (as stored) live until it returns; `offset` is
/// where the bytes begin in the span. Another status than ZP_OK ends the scan with it.
typedef zp_status (*zp_scan_unit)(void *context, const zp_unit_result *unit, zp_text bytes, uint64_t offset, zp_error *err);

/// Checks and reads a stored result as zp_result_unpack does, its digest included. The units go to `each` and are not in *out;
/// all else lives in the arena. Memory follows the largest unit. What was called for units before a failure was found stands
/// on bytes that are not vouched for.
zp_status zp_result_scan(const zp_span *span, zp_scan_unit each, void *context, zp_arena *arena, zp_result **out, zp_error *err);

/// The same of what zp_part_pack() made, in memory: *out has its inputs and findings. With `each` NULL also its units.
zp_status zp_part_scan(zp_text bytes, zp_scan_unit each, void *context, zp_arena *arena, zp_result **out, zp_error *err);
/// The same, the rows of each unit passed on before the unit is: that one has their number, and none of them.
zp_status zp_part_pass(zp_text bytes, zp_scan_unit each, zp_pass_row row, void *context, zp_arena *arena, zp_result **out, zp_error *err);
