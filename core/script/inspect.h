// inspect.h: what a compiled file must not hold, found in its own dump before any of it runs.
#pragma once

#include <lua.h>

#include "base/arena.h"
#include "base/text.h"

typedef enum zp_forbidden {
  ZP_FORBIDDEN_NOTHING,
  ZP_FORBIDDEN_POWER,   // pow() of libm differs from machine to machine in the last bit
  ZP_FORBIDDEN_CLOSE,   // <close>: code that runs when nobody calls it
  ZP_FORBIDDEN_BITWISE, // behind 255 constants Lua 5.4.4 compiles it wrongly
  ZP_FORBIDDEN_UNKNOWN  // not the dump of a Lua that is known here
} zp_forbidden;

typedef struct zp_inspection {
  zp_forbidden found; // the first
  uint32_t line;      // where; 0: not known
  unsigned cost;      // of an instruction, in steps: more where the dearest one takes long
} zp_inspection;

/// Reads the dump of the function at the top of the stack, which stays there, and of all functions
/// in it. What the compiler computes itself, as 2^0.5, leaves nothing to see: look into the source
/// for that. False when memory is short. Never raises.
bool zp_inspect(lua_State *L, zp_inspection *out);
/// How the source writes it: "^", "<close>" …
const char *zp_forbidden_sign(zp_forbidden forbidden);
