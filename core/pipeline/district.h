// district.h: figures over all units, added up as they pass by: memory follows their number (some 200 bytes a unit) and the number
// of different indicators (bounded), never the size of a unit. Exact integers; what comes out does not depend on the order.
#pragma once

#include "form/roster.h"
#include "model/extract.h"
#include "script/host.h"

typedef struct zp_district zp_district;

/// Borrowed, all of it.
typedef struct zp_district_setup {
  zp_arena *arena;       // where all of it lives
  zp_host *host;         // only asked when the pack combines units by a function; NULL: no pack is at hand
  zp_roster *roster;     // the units that should be there; NULL: it is not known
} zp_district_setup;

zp_status zp_district_new(const zp_district_setup *setup, zp_district **out, zp_error *err);

/// The four are called in this order; as functions of a zp_district_hook (store/assemble.h), `district` is the zp_district.
/// First every unit by code and name, for the roster.
zp_status zp_district_meet(void *district, zp_text code, zp_text name, zp_error *err);
/// `result` has what the pack decides, the number of units and all findings that belong to no unit; those of the roster are
/// added to them. Bundles that failed (E043 …) and units that are missing (W046, W054) are read off these. Settles whether there is a district record: for more than one
/// unit, with a roster, or when something failed or is missing; never for a shard, which is no district. ZP_E_DISTRICT_PACK when
/// a function of the pack is needed and no host was given.
zp_status zp_district_begin(void *district, zp_result *result, zp_error *err);
/// Adds a unit in short; nothing of it is kept but copies.
void zp_district_take(void *district, const zp_unit_extract *unit);
/// Adds a unit.
void zp_district_add(void *district, const zp_unit_result *unit);
/// Sets result->district. The total is made of the units that have one (and, weighed by budgets, a revised budget); the others,
/// what failed and what is missing are counted and never averaged in. A function of the pack runs in the pack's sandbox in this
/// process, over the units in the order of their codes; when it breaks there is no total and `fault` says why.
zp_status zp_district_finish(void *district, zp_result *result, zp_error *err);

/// All four over a result whose units are in memory.
zp_status zp_district_of(const zp_district_setup *setup, zp_result *result, zp_error *err);
