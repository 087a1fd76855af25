// district_total.h: the total of a district, as the pack says.
#pragma once

#include "model/result.h"
#include "script/host.h"

/// True when the pack combines units by a function of its own.
bool zp_district_by_function(const zp_result *head);

/// Sets total, counted, budgets_zero and fault of `out`, and `counted` of its ranking, which is in the order of units. `head` has
/// what the pack decides. Fails only when memory is short.
zp_status zp_district_total(const zp_result *head, zp_host *host, zp_arena *arena, zp_district_result *out, zp_error *err);
