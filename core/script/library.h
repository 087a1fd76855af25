// library.h: everything a rule file can call. A function that is not in library.c does not exist
// for rules.
#pragma once

#include <lua.h>
#include <stddef.h>

/// Pushes a new table of globals with new inner tables, so that a file that writes into them harms
/// only itself. Stack +1; raises when memory is short.
void zp_library_push(lua_State *L);
/// Gives strings their methods (("x"):upper()) from a table no script can reach. Stack 0; raises
/// when memory is short.
void zp_library_strings(lua_State *L);
/// Why the library has its index-th function, and its name; `*module` is NULL for a global. NULL
/// behind the last.
const char *zp_library_why(size_t index, const char **module, const char **name);
