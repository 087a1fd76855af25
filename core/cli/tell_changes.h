// tell_changes.h: two results compared and the answer printed: for `ziping diff` and `ziping
// what-if`.
#pragma once

#include "cli/cli.h"

typedef struct zp_telling {
  bool json, all;
  bool supposed; // what would change, not what did
} zp_telling;

/// Takes the argument of --format; false: it is none.
bool zp_telling_format(zp_telling *telling, const char *word);
/// ZP_EXIT_OK when the two are equal (supposed: when no unit has another score or grade), else
/// ZP_EXIT_PARTLY; ZP_EXIT_INTERNAL (told) when memory is short.
zp_exit zp_tell_changes(const zp_cli *cli, const zp_telling *telling, const zp_result *before,
                        const zp_result *after, zp_arena *arena);
