// suppose.h: a pack with some parameters set otherwise: a folder of its own with a pack.lua that
// extends it, so that the pack's own strict reader judges what was set.
#pragma once

#include "cli/cli.h"

enum { ZP_SUPPOSED_MOST = 64 };

/// One --set RULE.PARAM=VALUE; slices of the command line.
typedef struct zp_supposed {
  zp_text rule, param, value;
} zp_supposed;

typedef struct zp_suppose {
  zp_supposed items[ZP_SUPPOSED_MOST];
  size_t count;
  zp_text folder; // that was made, and must be ended; empty: none
  zp_text link;   // in it, to the pack
  zp_text pack;   // in it, the folder of the pack that was made
} zp_suppose;

/// Takes the argument of --set. True when it is one; otherwise *why is the word of a usage error.
bool zp_suppose_add(zp_suppose *suppose, const char *argument, zp_word *why);

/// Makes the pack, which is called ID-what-if, and loads it once. Values that read as numbers are
/// numbers, true and false are flags, all else is text. Fails as zp_pack_find and zp_host_open do,
/// with ZP_E_SUPPOSE_ID and ZP_E_WRITE.
zp_status zp_suppose_make(zp_suppose *suppose, const zp_cli *cli, zp_text pack, zp_arena *arena,
                          zp_error *err);
void zp_suppose_end(const zp_suppose *suppose, zp_arena *arena);
