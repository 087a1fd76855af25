// extract.h: a unit in short.
#pragma once

#include "model/extract.h"

/// Fills *out; lists live in the arena, texts and findings are those of the unit. `groups` are the pack's, in its order.
zp_status zp_extract_unit(const zp_unit_result *unit, const zp_group_result *groups, size_t group_count, zp_arena *arena,
                          zp_unit_extract *out, zp_error *err);
