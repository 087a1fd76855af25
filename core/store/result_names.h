// result_names.h: by what names the projects and indicators of two results are paired.
#pragma once

#include "model/result.h"
#include "store/pairing.h"

/// One for each: code, and the key of the name; one without either is called by its place. Check zp_arena_short() after.
zp_pair_name *zp_names_of_units(const zp_result *result, zp_arena *arena);
zp_pair_name *zp_names_of_projects(const zp_unit_result *unit, zp_arena *arena);
/// One for each row: name and group, then the name alone. A row without a name is called by its place.
zp_pair_name *zp_names_of_rows(const zp_project_result *project, zp_arena *arena);
