// finding.h: what was noticed along the way. A run collects findings and goes on; an error (error.h) ends a call.
#pragma once

#include "base/error.h"

/// One remark with its place. All texts live in the arena of the list.
typedef struct zp_finding {
  zp_status status;  // code, severity, sentence and suggestion: statuses.def
  zp_place place;
  zp_text cell;      // text of the cell; empty when there is none
  uint32_t caret_from, caret_bytes;  // part of the cell that is meant; 0 bytes: all of it
  zp_text args[3];
} zp_finding;

typedef struct zp_findings {
  zp_arena *arena;  // where items and texts live
  zp_finding *items;
  size_t count, capacity;
  bool lost;        // memory ran out and a finding could not be kept: the run must fail
} zp_findings;

/// Adds a finding and returns it, so that a cell can be set; NULL and `lost` when memory ran out.
/// Texts are copied and cleaned (zp_text_clean), so that any terminal can show them.
zp_finding *zp_findings_add(zp_findings *list, zp_status status, const zp_place *place, zp_text arg1, zp_text arg2,
                            zp_text arg3);
/// Sets the cell's text (copied) and the part meant. `finding` may be NULL.
void zp_finding_cell(zp_findings *list, zp_finding *finding, zp_text cell, size_t from, size_t bytes);
/// A copy whose texts live in the arena; false when memory is short.
bool zp_finding_copy(const zp_finding *finding, zp_arena *arena, zp_finding *out);
/// Turns the failure of a call into a finding.
void zp_findings_take(zp_findings *list, const zp_error *err);
