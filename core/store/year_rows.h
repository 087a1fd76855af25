// year_rows.h: the indicators of one unit through the years, and what is odd about them.
#pragma once

#include "model/years.h"

/// Adds what is found to `out`; its lists are sorted by zp_year_rows_sort(). units[i]: the unit in year i, whole; NULL: not there. `unit`: its
/// index. What is kept is copied into `arena`. Fails when memory is short, and with ZP_E_RANGE.
zp_status zp_year_rows_add(zp_years *out, size_t unit, const zp_unit_result *const *units, zp_arena *arena, zp_arena *scratch,
                           zp_error *err);
void zp_year_rows_sort(zp_years *out);
