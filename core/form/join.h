// join.h: the sheets of all files -> one submission: units, projects and indicators joined by normalised names.
#pragma once

#include "form/recognise.h"

/// A finding that belongs to one unit, so that results can keep them apart.
typedef struct zp_unit_findings { zp_findings list; } zp_unit_findings;

/// Joins goals and filled rows. Units are matched by code, else by name without blanks, punctuation
/// and the layouts' suffixes; projects and indicators by such names (a table's title also names its
/// project). What finds no partner is a finding with its place and a "did you mean". Units come out
/// sorted. `unit_findings` gets one list per unit of `out`, in the arena; what belongs to no unit
/// goes to `findings`. `sheets` stay as they are; cells are shared. zp_join_with takes the layouts
/// as they were read once (lexicon.h); their names are enough for sheets of records.
zp_status zp_join_with(const zp_sheet *sheets, size_t count, const struct zp_lexicon *lexicon,
                       zp_arena *arena, zp_submission *out, zp_unit_findings **unit_findings,
                       zp_findings *findings, zp_error *err);
zp_status zp_join(const zp_sheet *sheets, size_t count, const zp_layouts *layouts, zp_arena *arena, zp_submission *out,
                  zp_unit_findings **unit_findings, zp_findings *findings, zp_error *err);
