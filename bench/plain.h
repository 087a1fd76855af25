// plain.h: a pack in an ordinary Lua state: Lua's own allocator, no limits, no state put back. What the sandbox adds is
// measured against it. For benches only: rules are trusted here.
#pragma once

#include "script/pack.h"

/// The rules of `host` loaded once more from `folder` (that of the pack) into `out`, which zp_bridge_score() can run.
/// Lives in `arena`, but for the Lua state: zp_plain_close().
zp_status zp_plain_open(const zp_host *host, zp_text folder, zp_text lib, zp_arena *arena, zp_host *out, zp_error *err);
void zp_plain_close(zp_host *plain);
