// changes.h: two results told as what changed between them: what `ziping diff` and `ziping what-if`
// say.
#pragma once

#include "model/changes.h"

/// Units are paired by code and name, projects and indicators likewise, wherever they stand. *out
/// lives in the arena and borrows from both results. Fails when memory is short, and with
/// ZP_E_RANGE when points are out of all bounds.
zp_status zp_changes_make(const zp_result *before, const zp_result *after, zp_arena *arena,
                          zp_changes *out, zp_error *err);
