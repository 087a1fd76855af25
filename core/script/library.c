// library.c: the allowlist. Every function here is our own: none turns a value into a text by
// running script code, none depends on locale, address, clock or order of a hash, and each that
// walks over items or bytes charges the call for them.
//
// Left out, and why (every function of Lua 5.4 is either in the table below or here):
//   assert with a value that is no text, error with one: a message is shown to people
//   collectgarbage           shows and steers memory
//   dofile, load, loadfile   code that nobody reviewed
//   getmetatable, setmetatable, rawequal, rawget, rawlen, rawset   code that runs where none is seen
//   next                     order differs from process to process: pairs goes by key
//   pcall, xpcall            would catch the limits
//   print, warn, _VERSION    the world outside, the machine
//   _G                       each file's globals are its own; no way to reach them by name
//   coroutine.*              another stack to escape into
//   debug.*, io.*, os.*, package.*   the world outside: files, clock, environment, code
//   math.acos, asin, atan, cos, deg, exp, log, rad, sin, tan, fmod, modf   libm differs from machine to machine in the
//                            last bit (fmod and modf do not, but % and floor say the same)
//   math.pi, huge, maxinteger, mininteger   no score needs them; infinity is none
//   math.random, randomseed  not reproducible
//   math.tointeger, type, ult   integers and floats are one kind of number to a rule; floor makes whole ones
//   string.dump, pack, packsize, unpack   bytes of the machine
//   string.format            %p, %a and %g print addresses and last bits; .. and tostring do for notes
//   string.match, gmatch, gsub, patterns in find   exponential time
//   string.rep               size without steps
//   string.reverse           turns characters of several bytes into none
//   table.move, pack         table.insert and { ... } do
//   utf8.*                   names are compared by the host
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
  { NULL, "pairs", zp_lib_pairs, "tables by name; in the order of the keys" },
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
  { "table", "sort", zp_lib_sort, "the best of several; stable, whatever the comparison says" },
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
