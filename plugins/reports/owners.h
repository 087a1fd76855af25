// owners.h: whose a finding is: a row's, a project's or the unit's, by its place alone.
#pragma once

#include "model/result.h"
#include "plugins/reports/explain.h"

/// A cell that belongs to a row, or (row SIZE_MAX) is the name of a project.
typedef struct zp_owned_cell { const zp_place *place; size_t project, row; } zp_owned_cell;

/// The cells of one unit in the order of their places.
typedef struct zp_owners {
  zp_owned_cell *cells, *names;
  size_t cell_count, name_count;
} zp_owners;

/// Borrows the unit's places. False when memory is short.
bool zp_owners_init(zp_owners *owners, const zp_unit_result *unit, zp_arena *arena);

/// The project and row of a finding; SIZE_MAX: none. The unit is not set.
///
/// A row owns the line that its name, target or actual stands on; where rows share a line, each owns the columns from one of
/// these cells to the next. A project owns its name, and lines that lie between two of its own. All else is the unit's.
zp_selection zp_owner_of(const zp_owners *owners, const zp_finding *finding);
