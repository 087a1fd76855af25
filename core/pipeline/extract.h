// extract.h: a unit in short.
#pragma once

#include "model/extract.h"

/// Fills *out; lists live in the arena, texts and findings are those of the unit. `groups` are the pack's, in its order.
zp_status zp_extract_unit(const zp_unit_result *unit, const zp_group_result *groups, size_t group_count, zp_arena *arena,
                          zp_unit_extract *out, zp_error *err);

/// The same for who sees the rows of a unit pass by and does not keep them. Lives in the arena; NULL: memory is short.
typedef struct zp_extraction zp_extraction;
zp_extraction *zp_extraction_new(const zp_group_result *groups, size_t group_count, zp_arena *arena);
/// A row of its projects, or of the projects as one (`pooled`), in their order; its texts must stay. False: memory is short.
bool zp_extraction_row(zp_extraction *e, bool pooled, const zp_row_result *row);
/// `unit`: all but the rows. *out is whole.
void zp_extraction_end(zp_extraction *e, const zp_unit_result *unit, zp_unit_extract *out);
