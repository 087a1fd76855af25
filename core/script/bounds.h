// bounds.h: score functions that cannot run long, told from their compiled form, so that they need
// no counting.
#pragma once

#include <lua.h>
#include <stddef.h>

/// The function at the top of the stack (which stays there): at most how many instructions a call
/// of it takes, or SIZE_MAX when that cannot be told: it has a loop or makes closures, or a Lua
/// function is within its reach. Raises when memory is short.
size_t zp_bounds_steps(lua_State *L);
