// select.h: finds what a path of names means in a result.
#pragma once

#include "cli/cli.h"
#include "plugins/reports/explain.h"

/// What stops a selection, for zp_say_finding; status OK: nothing did.
typedef struct zp_selected { zp_selection what; zp_finding problem; } zp_selected;

/// UNIT[/PROJECT[/INDICATOR]]: each a name or a code as zp_text_key compares them, a part of a name that only one of them has, or
/// #N counted from 1. Whole names come before parts. A name may itself hold slashes: of the ways to cut the path the shortest first
/// part that is a name is taken. An empty path means the only unit. What is unknown, or may be several, is a problem with
/// candidates. Texts live in `arena`. Fails when memory is short.
zp_status zp_select_path(const zp_result *result, zp_text path, zp_arena *arena, zp_selected *out, zp_error *err);
