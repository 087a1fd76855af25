// sample_district.h: a district record made by hand that touches every member; figures and names are made up.
#pragma once

#include "model/result.h"

/// `result` with a district record, all of it in the arena.
zp_result sample_with_district(const zp_result *result, zp_arena *arena);

/// True when two are equal in every member, compared by hand and not by model/schema.h. *where names the first difference.
bool sample_districts_equal(const zp_district_result *a, const zp_district_result *b, const char **where);
