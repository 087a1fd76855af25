// sample_result.h: a result built by hand that touches every member and every enum value; figures and names are made up.
#pragma once

#include "model/result.h"

/// Lives in the arena. Two units: a town as a person would see it, and one whose rows go through all names there are.
const zp_result *sample_result(zp_arena *arena);

/// True when two results are equal in every member, compared by hand and not by model/schema.h. *where names the first
/// difference.
bool sample_results_equal(const zp_result *a, const zp_result *b, const char **where);
