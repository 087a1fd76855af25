// library.c: the allowlist. Every function here is our own: none turns a value into a text by
// running script code, none depends on locale, address, clock or order of a hash, and each that
// walks over items or bytes charges the call for them.
//
// Left out, and why: pcall, xpcall: would catch the limits · coroutine: another stack to escape
// into · load, loadstring, dofile: code that nobody reviewed · setmetatable, getmetatable, rawget,
// rawset, rawequal, rawlen: code that runs where none is seen · next, pairs: order differs from
// process to process (a sorted pairs can come) · collectgarbage: shows and steers memory · print,
// warn, io, os, debug, package: the world outside · math.random: not reproducible · math.pi, huge,
// sin, exp, log, fmod: libm differs from machine to machine, infinity is no score · string.format:
// %p, %a and %g print addresses and last bits · string.rep: size without steps · string.dump, pack,
// unpack: bytes · string.match, gmatch, gsub, patterns in find: exponential time · table.sort: not
// stable, pivots by the clock · table.move: table.insert does · utf8: names are compared by the
// host.
#include "script/library.h"

#include <lauxlib.h>
#include <string.h>

#include "script/library_calls.h"
#include "script/sandbox.h"

static const struct {
  const char *module, *name;
  lua_CFunction call;
  const char *why;
} library[] = {
  { NULL, "assert", zp_lib_assert, "a rule states what it takes for granted" },
  { NULL, "error", zp_lib_error, "a rule refuses with file and line; texts only" },
  { NULL, "type", zp_lib_type, "optional inputs are nil" },
  { NULL, "tonumber", zp_lib_tonumber, "numbers in texts" },
  { NULL, "tostring", zp_lib_tostring, "notes; never an address" },
  { NULL, "select", zp_lib_select, "shapes with any number of steps" },
  { NULL, "ipairs", zp_lib_ipairs, "lists, in their order" },
  { NULL, "require", zp_sandbox_require, "shapes of rules/lib, while a file loads" },
  { NULL, "ratio", zp_lib_ratio, "boundaries such as 0.9 hold" },
  { NULL, "round", zp_lib_round, "half up in decimal" },
  { NULL, "floor", zp_lib_floor, "whole points, binary dust removed" },
  { NULL, "ceil", zp_lib_ceil, "started points, binary dust removed" },
  { NULL, "abs", zp_lib_abs, "differences" },
  { NULL, "min", zp_lib_min, "caps" },
  { NULL, "max", zp_lib_max, "floors" },
  { NULL, "sqrt", zp_lib_sqrt, "the one root that is the same everywhere" },
  { "math", "floor", zp_lib_floor_raw, "as Lua authors know it" },
  { "math", "ceil", zp_lib_ceil_raw, "as Lua authors know it" },
  { "math", "abs", zp_lib_abs, "as Lua authors know it" },
  { "math", "min", zp_lib_min, "as Lua authors know it" },
  { "math", "max", zp_lib_max, "as Lua authors know it" },
  { "math", "sqrt", zp_lib_sqrt, "as Lua authors know it" },
  { "string", "len", zp_lib_len, "empty notes" },
  { "string", "sub", zp_lib_sub, "parts of names" },
  { "string", "find", zp_lib_find, "words in names; plain" },
  { "string", "byte", zp_lib_byte, "parsing in rules/lib" },
  { "string", "char", zp_lib_char, "parsing in rules/lib" },
  { "string", "upper", zp_lib_upper, "codes" },
  { "string", "lower", zp_lib_lower, "codes" },
  { "table", "concat", zp_lib_concat, "notes made of parts" },
  { "table", "insert", zp_lib_insert, "lists that grow" },
  { "table", "remove", zp_lib_remove, "lists that shrink" },
  { "table", "unpack", zp_lib_unpack, "lists as arguments" },
};
enum { LIBRARY_COUNT = sizeof library / sizeof library[0] };

void zp_library_push(lua_State *L)
{
  luaL_checkstack(L, 4, NULL);
  lua_createtable(L, 0, LIBRARY_COUNT);
  for (size_t i = 0; i < LIBRARY_COUNT; i++) {
    lua_pushvalue(L, -1);
    if (library[i].module != NULL) luaL_getsubtable(L, -1, library[i].module);
    lua_pushcfunction(L, library[i].call);
    lua_setfield(L, -2, library[i].name);
    lua_pop(L, library[i].module != NULL ? 2 : 1);
  }
}

void zp_library_strings(lua_State *L)
{
  lua_pushliteral(L, "");
  lua_createtable(L, 0, 1);
  lua_createtable(L, 0, 8);
  for (size_t i = 0; i < LIBRARY_COUNT; i++) {
    if (library[i].module == NULL || strcmp(library[i].module, "string") != 0) continue;
    lua_pushcfunction(L, library[i].call);
    lua_setfield(L, -2, library[i].name);
  }
  lua_setfield(L, -2, "__index");
  lua_setmetatable(L, -2);
  lua_pop(L, 1);
}

const char *zp_library_why(size_t index, const char **module, const char **name)
{
  if (index >= LIBRARY_COUNT) return NULL;
  *module = library[index].module;
  *name = library[index].name;
  return library[index].why;
}
