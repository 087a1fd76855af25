// years.h: results of several years put side by side: what `ziping years` says.
#pragma once

#include "model/years.h"
#include "store/stored.h"

/// A result of a year, and what the year is called.
typedef struct zp_years_source { const zp_stored *stored; zp_text label; } zp_years_source;

/// Two to ZP_YEARS_MOST results in the order of their years. Units are paired by code and name, projects and indicators likewise. Memory is that of
/// what is told, and of one unit in all years at a time. *out lives in the arena and refers to no result. Fails when memory is short, with ZP_E_RANGE when points
/// are out of all bounds, and as zp_stored_unit_read().
zp_status zp_years_make(const zp_years_source *sources, size_t count, zp_arena *arena, zp_years *out, zp_error *err);
