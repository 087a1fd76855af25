// row_changes.h: which indicators of a unit are not what they were, and why.
#pragma once

#include "model/changes.h"

/// Fills in rows and causes of a unit that both results have, whose other members are there.
/// `rules` are those that changed. What is kept lives in `arena`; `scratch` is for the way. Fails
/// when memory is short, and with ZP_E_RANGE.
zp_status zp_row_changes(zp_unit_change *unit, const zp_rule_change *rules, size_t rule_count,
                         zp_arena *arena, zp_arena *scratch, zp_error *err);

/// True when points, weight or outcome are others.
bool zp_row_moved(const zp_row_change *row);
