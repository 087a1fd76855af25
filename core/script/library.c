// library.c: the allowlist. Every function here is our own: none turns a value into a text by running script code, none depends
// on locale, address, clock or order of a hash, and each that walks over items or bytes charges the call for them.
//
// Left out, and why: pcall, xpcall: would catch the limits · coroutine: another stack to escape into · load, loadstring, dofile:
// code that nobody reviewed · setmetatable, getmetatable, rawget, rawset, rawequal, rawlen: code that runs where none is seen ·
// next, pairs: order differs from process to process (a sorted pairs can come) · collectgarbage: shows and steers memory · print,
// warn, io, os, debug, package: the world outside · math.random: not reproducible · math.pi, huge, sin, exp, log, fmod: libm differs
// from machine to machine, infinity is no score · string.format: %p, %a and %g print addresses and last bits · string.rep: size without
// steps · string.dump, pack, unpack: bytes · string.match, gmatch, gsub, patterns in find: exponential time · table.sort: not
// stable, pivots by the clock · table.move: table.insert does · utf8: names are compared by the host.
#include "script/library.h"

#include <lauxlib.h>
#include <math.h>
#include <string.h>

#include "base/decimal.h"
#include "script/sandbox.h"

// ---- arguments: nothing is converted -------------------------------------------------------------------------------

static lua_Number number_arg(lua_State *L, int index)
{
  luaL_checktype(L, index, LUA_TNUMBER);
  return lua_tonumber(L, index);
}

static lua_Integer whole_arg(lua_State *L, int index, lua_Integer absent)
{
  if (lua_isnoneornil(L, index)) return absent;
  luaL_checktype(L, index, LUA_TNUMBER);
  return luaL_checkinteger(L, index);
}

static zp_text text_arg(lua_State *L, int index)
{
  zp_text text;
  luaL_checktype(L, index, LUA_TSTRING);
  text.ptr = lua_tolstring(L, index, &text.len);
  return text;
}

// ---- globals -------------------------------------------------------------------------------------------------------

/// error(message): raises; the message gets file and line.
static int lib_error(lua_State *L)
{
  text_arg(L, 1);
  luaL_where(L, 1);
  lua_pushvalue(L, 1);
  lua_concat(L, 2);
  return lua_error(L);
}

/// assert(value [, message]) -> value; raises when it is nil or false.
static int lib_assert(lua_State *L)
{
  luaL_checkany(L, 1);
  if (lua_toboolean(L, 1)) {
    lua_settop(L, 1);
    return 1;
  }
  if (lua_isnoneornil(L, 2)) return luaL_error(L, "assertion failed");
  lua_remove(L, 1);
  return lib_error(L);
}

/// type(value) -> text
static int lib_type(lua_State *L)
{
  luaL_checkany(L, 1);
  lua_pushstring(L, luaL_typename(L, 1));
  return 1;
}

/// tonumber(number or text) -> number, or nil when the text is none
static int lib_tonumber(lua_State *L)
{
  if (lua_type(L, 1) == LUA_TNUMBER) {
    lua_settop(L, 1);
    return 1;
  }
  zp_text text = text_arg(L, 1);
  if (lua_stringtonumber(L, text.ptr) != text.len + 1) lua_pushnil(L);
  return 1;
}

/// tostring(number, text, boolean or nil) -> text; a table or function has no text: it would be its address
static int lib_tostring(lua_State *L)
{
  luaL_checkany(L, 1);
  lua_settop(L, 1);
  switch (lua_type(L, 1)) {
    case LUA_TNUMBER:
    case LUA_TSTRING: lua_tolstring(L, 1, NULL); return 1;
    case LUA_TBOOLEAN: lua_pushstring(L, lua_toboolean(L, 1) ? "true" : "false"); return 1;
    case LUA_TNIL: lua_pushstring(L, "nil"); return 1;
    default: return luaL_error(L, "tostring: a %s has no text", luaL_typename(L, 1));
  }
}

/// select(n or "#", ...) -> the arguments from the n-th on, or how many there are
static int lib_select(lua_State *L)
{
  int count = lua_gettop(L);
  if (lua_type(L, 1) == LUA_TSTRING && strcmp(lua_tostring(L, 1), "#") == 0) {
    lua_pushinteger(L, count - 1);
    return 1;
  }
  lua_Integer n = whole_arg(L, 1, 0);
  luaL_argcheck(L, n >= 1, 1, "from 1");
  zp_sandbox_charge(L, (size_t)count);
  return n >= count ? 0 : count - (int)n;
}

/// Iterator of ipairs: (list, i) -> i + 1, value
static int next_item(lua_State *L)
{
  lua_Integer i = lua_tointeger(L, 2) + 1;
  lua_pushinteger(L, i);
  return lua_rawgeti(L, 1, i) == LUA_TNIL ? 1 : 2;
}

/// ipairs(list)
static int lib_ipairs(lua_State *L)
{
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_pushcfunction(L, next_item);
  lua_pushvalue(L, 1);
  lua_pushinteger(L, 0);
  return 3;
}

// ---- numbers -------------------------------------------------------------------------------------------------------

static int push_whole(lua_State *L, lua_Number value)
{
  lua_Integer whole;
  if (lua_numbertointeger(value, &whole)) lua_pushinteger(L, whole);
  else lua_pushnumber(L, value);
  return 1;
}

/// math.floor(x), math.ceil(x): of the double as it is
static int lib_floor_raw(lua_State *L)
{
  return push_whole(L, floor(number_arg(L, 1)));
}

static int lib_ceil_raw(lua_State *L)
{
  return push_whole(L, ceil(number_arg(L, 1)));
}

/// floor(x), ceil(x): quantised at 1e-9 first, so that 103.1 - 100.1 is 3 and not a little more
static int lib_floor(lua_State *L)
{
  return push_whole(L, floor(zp_quantise(number_arg(L, 1))));
}

static int lib_ceil(lua_State *L)
{
  return push_whole(L, ceil(zp_quantise(number_arg(L, 1))));
}

/// abs(x)
static int lib_abs(lua_State *L)
{
  number_arg(L, 1);
  if (lua_isinteger(L, 1)) lua_pushinteger(L, (lua_Integer)(lua_tointeger(L, 1) < 0 ? 0u - (lua_Unsigned)lua_tointeger(L, 1)
                                                                                   : (lua_Unsigned)lua_tointeger(L, 1)));
  else lua_pushnumber(L, fabs(lua_tonumber(L, 1)));
  return 1;
}

/// sqrt(x): correctly rounded everywhere, unlike the rest of libm
static int lib_sqrt(lua_State *L)
{
  lua_pushnumber(L, sqrt(number_arg(L, 1)));
  return 1;
}

static int extreme(lua_State *L, bool largest)
{
  int count = lua_gettop(L), best = 1;
  number_arg(L, 1);
  for (int i = 2; i <= count; i++) {
    number_arg(L, i);
    if (largest ? lua_compare(L, best, i, LUA_OPLT) : lua_compare(L, i, best, LUA_OPLT)) best = i;
  }
  lua_pushvalue(L, best);
  return 1;
}

/// min(x, ...), max(x, ...)
static int lib_min(lua_State *L)
{
  return extreme(L, false);
}

static int lib_max(lua_State *L)
{
  return extreme(L, true);
}

/// ratio(a, b) -> a / b quantised at 1e-9, so that ratio(11.7, 13) >= 0.9 holds; raises when b is 0
static int lib_ratio(lua_State *L)
{
  lua_Number a = number_arg(L, 1), b = number_arg(L, 2);
  if (b == 0) return luaL_error(L, "ratio: divided by zero");
  lua_pushnumber(L, zp_quantise(a / b));
  return 1;
}

/// round(x [, places]) -> x quantised at 1e-9, then half up (away from zero) to 0..4 places; raises above 1e9
static int lib_round(lua_State *L)
{
  zp_dec rounded;
  lua_Number value = number_arg(L, 1);
  lua_Integer places = whole_arg(L, 2, 0);
  luaL_argcheck(L, places >= 0 && places <= 4, 2, "0 to 4 places");
  if (!zp_dec_from_answer(value, (int)places, &rounded)) return luaL_error(L, "round: not a number below 1e9");
  lua_pushnumber(L, zp_dec_to_double(rounded));
  return 1;
}

// ---- texts ---------------------------------------------------------------------------------------------------------

/// Bytes that a step of a text function may touch.
enum { BYTES_A_STEP = 16 };

static void charge_bytes(lua_State *L, size_t bytes)
{
  zp_sandbox_charge(L, bytes / BYTES_A_STEP);
}

/// Positions as Lua counts them: from 1, negative from the end.
static size_t position(lua_Integer at, size_t len)
{
  if (at >= 0) return (uint64_t)at > len ? len + 1 : (size_t)at;
  return at < -(lua_Integer)len ? 0 : len - (size_t)-at + 1;
}

/// string.len(text) -> bytes
static int lib_len(lua_State *L)
{
  lua_pushinteger(L, (lua_Integer)text_arg(L, 1).len);
  return 1;
}

/// string.sub(text, from [, to]) -> text, by bytes
static int lib_sub(lua_State *L)
{
  zp_text text = text_arg(L, 1);
  size_t from = position(whole_arg(L, 2, 1), text.len), to = position(whole_arg(L, 3, -1), text.len);
  if (to > text.len) to = text.len;
  zp_text part = zp_text_slice(text, from == 0 ? 0 : from - 1, to);
  charge_bytes(L, part.len);
  lua_pushlstring(L, part.len == 0 ? "" : part.ptr, part.len);
  return 1;
}

/// string.find(text, part [, from]) -> first byte, last byte, or nil; never a pattern
static int lib_find(lua_State *L)
{
  zp_text text = text_arg(L, 1), part = text_arg(L, 2);
  size_t from = position(whole_arg(L, 3, 1), text.len);
  zp_text rest = zp_text_slice(text, from == 0 ? 0 : from - 1, text.len);
  charge_bytes(L, rest.len + part.len);
  size_t found = zp_text_find(rest, part);
  if (found == SIZE_MAX) {
    lua_pushnil(L);
    return 1;
  }
  found += (size_t)(rest.ptr - text.ptr);
  lua_pushinteger(L, (lua_Integer)found + 1);
  lua_pushinteger(L, (lua_Integer)(found + part.len));
  return 2;
}

/// string.byte(text [, at]) -> its byte there, or nil
static int lib_byte(lua_State *L)
{
  zp_text text = text_arg(L, 1);
  size_t at = position(whole_arg(L, 2, 1), text.len);
  if (at == 0 || at > text.len) lua_pushnil(L);
  else lua_pushinteger(L, (unsigned char)text.ptr[at - 1]);
  return 1;
}

/// string.char(byte, ...) -> text
static int lib_char(lua_State *L)
{
  luaL_Buffer buffer;
  int count = lua_gettop(L);
  char *room = luaL_buffinitsize(L, &buffer, (size_t)count);
  for (int i = 1; i <= count; i++) {
    lua_Integer byte = whole_arg(L, i, -1);
    luaL_argcheck(L, byte >= 0 && byte <= 255, i, "a byte");
    room[i - 1] = (char)byte;
  }
  luaL_pushresultsize(&buffer, (size_t)count);
  return 1;
}

static int change_case(lua_State *L, char first, char last)
{
  luaL_Buffer buffer;
  zp_text text = text_arg(L, 1);
  charge_bytes(L, text.len);
  char *room = luaL_buffinitsize(L, &buffer, text.len);
  for (size_t i = 0; i < text.len; i++) {
    char c = text.ptr[i];
    room[i] = c >= first && c <= last ? (char)(c ^ 0x20) : c;
  }
  luaL_pushresultsize(&buffer, text.len);
  return 1;
}

/// string.upper(text), string.lower(text): ASCII letters only, whatever the locale
static int lib_upper(lua_State *L)
{
  return change_case(L, 'a', 'z');
}

static int lib_lower(lua_State *L)
{
  return change_case(L, 'A', 'Z');
}

// ---- lists ---------------------------------------------------------------------------------------------------------

static lua_Integer list_arg(lua_State *L)
{
  luaL_checktype(L, 1, LUA_TTABLE);
  return (lua_Integer)lua_rawlen(L, 1);
}

/// table.insert(list, [at,] value)
static int lib_insert(lua_State *L)
{
  lua_Integer count = list_arg(L), at = count + 1;
  int top = lua_gettop(L);
  luaL_argcheck(L, top == 2 || top == 3, top, "list, [at,] value");
  if (top == 3) at = whole_arg(L, 2, 0);
  luaL_argcheck(L, at >= 1 && at <= count + 1, 2, "position outside of the list");
  zp_sandbox_charge(L, (size_t)(count + 1 - at));
  for (lua_Integer i = count; i >= at; i--) {
    lua_rawgeti(L, 1, i);
    lua_rawseti(L, 1, i + 1);
  }
  lua_settop(L, top);
  lua_rawseti(L, 1, at);
  return 0;
}

/// table.remove(list [, at]) -> the value taken out, or nil when the list is empty
static int lib_remove(lua_State *L)
{
  lua_Integer count = list_arg(L), at = whole_arg(L, 2, count);
  if (count == 0) return 0;
  luaL_argcheck(L, at >= 1 && at <= count, 2, "position outside of the list");
  zp_sandbox_charge(L, (size_t)(count - at));
  lua_rawgeti(L, 1, at);
  for (lua_Integer i = at; i < count; i++) {
    lua_rawgeti(L, 1, i + 1);
    lua_rawseti(L, 1, i);
  }
  lua_pushnil(L);
  lua_rawseti(L, 1, count);
  return 1;
}

/// table.concat(list [, separator]) -> text of texts and numbers
static int lib_concat(lua_State *L)
{
  luaL_Buffer buffer;
  lua_Integer count = list_arg(L);
  zp_text separator = lua_isnoneornil(L, 2) ? ZP_TEXT("") : text_arg(L, 2);
  zp_sandbox_charge(L, (size_t)count);
  luaL_buffinit(L, &buffer);
  for (lua_Integer i = 1; i <= count; i++) {
    int type = lua_rawgeti(L, 1, i);
    if (type != LUA_TSTRING && type != LUA_TNUMBER)
      return luaL_error(L, "concat: item %d is a %s", (int)i, lua_typename(L, type));
    luaL_addvalue(&buffer);
    if (i < count) luaL_addlstring(&buffer, separator.ptr, separator.len);
  }
  luaL_pushresult(&buffer);
  return 1;
}

/// table.unpack(list) -> its items
static int lib_unpack(lua_State *L)
{
  lua_Integer count = list_arg(L);
  luaL_argcheck(L, count <= 200, 1, "at most 200 items");
  luaL_checkstack(L, (int)count, "unpack");
  zp_sandbox_charge(L, (size_t)count);
  for (lua_Integer i = 1; i <= count; i++) lua_rawgeti(L, 1, i);
  return (int)count;
}

// ---- the list ------------------------------------------------------------------------------------------------------

static const struct { const char *module, *name; lua_CFunction call; const char *why; } library[] = {
  { NULL, "assert", lib_assert, "a rule states what it takes for granted" },
  { NULL, "error", lib_error, "a rule refuses with file and line; texts only" },
  { NULL, "type", lib_type, "optional inputs are nil" },
  { NULL, "tonumber", lib_tonumber, "numbers in texts" },
  { NULL, "tostring", lib_tostring, "notes; never an address" },
  { NULL, "select", lib_select, "shapes with any number of steps" },
  { NULL, "ipairs", lib_ipairs, "lists, in their order" },
  { NULL, "require", zp_sandbox_require, "shapes of rules/lib, while a file loads" },
  { NULL, "ratio", lib_ratio, "boundaries such as 0.9 hold" },
  { NULL, "round", lib_round, "half up in decimal" },
  { NULL, "floor", lib_floor, "whole points, binary dust removed" },
  { NULL, "ceil", lib_ceil, "started points, binary dust removed" },
  { NULL, "abs", lib_abs, "differences" },
  { NULL, "min", lib_min, "caps" },
  { NULL, "max", lib_max, "floors" },
  { NULL, "sqrt", lib_sqrt, "the one root that is the same everywhere" },
  { "math", "floor", lib_floor_raw, "as Lua authors know it" },
  { "math", "ceil", lib_ceil_raw, "as Lua authors know it" },
  { "math", "abs", lib_abs, "as Lua authors know it" },
  { "math", "min", lib_min, "as Lua authors know it" },
  { "math", "max", lib_max, "as Lua authors know it" },
  { "math", "sqrt", lib_sqrt, "as Lua authors know it" },
  { "string", "len", lib_len, "empty notes" },
  { "string", "sub", lib_sub, "parts of names" },
  { "string", "find", lib_find, "words in names; plain" },
  { "string", "byte", lib_byte, "parsing in rules/lib" },
  { "string", "char", lib_char, "parsing in rules/lib" },
  { "string", "upper", lib_upper, "codes" },
  { "string", "lower", lib_lower, "codes" },
  { "table", "concat", lib_concat, "notes made of parts" },
  { "table", "insert", lib_insert, "lists that grow" },
  { "table", "remove", lib_remove, "lists that shrink" },
  { "table", "unpack", lib_unpack, "lists as arguments" },
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
