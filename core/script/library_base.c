// library_base.c: arguments, globals and numbers of the library.
#include <lauxlib.h>
#include <math.h>
#include <string.h>

#include "base/decimal.h"
#include "script/library_calls.h"
#include "script/sandbox.h"

// ---- arguments: nothing is converted
// -------------------------------------------------------------------------------

lua_Number zp_lib_number(lua_State *L, int index)
{
  luaL_checktype(L, index, LUA_TNUMBER);
  return lua_tonumber(L, index);
}

lua_Integer zp_lib_whole(lua_State *L, int index, lua_Integer absent)
{
  if (lua_isnoneornil(L, index)) return absent;
  luaL_checktype(L, index, LUA_TNUMBER);
  return luaL_checkinteger(L, index);
}

zp_text zp_lib_text(lua_State *L, int index)
{
  zp_text text;
  luaL_checktype(L, index, LUA_TSTRING);
  text.ptr = lua_tolstring(L, index, &text.len);
  return text;
}

// ---- globals
// -------------------------------------------------------------------------------------------------------

/// error(message): raises; the message gets file and line.
int zp_lib_error(lua_State *L)
{
  zp_lib_text(L, 1);
  luaL_where(L, 1);
  lua_pushvalue(L, 1);
  lua_concat(L, 2);
  return lua_error(L);
}

/// assert(value [, message]) -> value; raises when it is nil or false.
int zp_lib_assert(lua_State *L)
{
  luaL_checkany(L, 1);
  if (lua_toboolean(L, 1)) {
    lua_settop(L, 1);
    return 1;
  }
  if (lua_isnoneornil(L, 2)) return luaL_error(L, "assertion failed");
  lua_remove(L, 1);
  return zp_lib_error(L);
}

/// type(value) -> text
int zp_lib_type(lua_State *L)
{
  luaL_checkany(L, 1);
  lua_pushstring(L, luaL_typename(L, 1));
  return 1;
}

/// tonumber(number or text) -> number, or nil when the text is none
int zp_lib_tonumber(lua_State *L)
{
  if (lua_type(L, 1) == LUA_TNUMBER) {
    lua_settop(L, 1);
    return 1;
  }
  zp_text text = zp_lib_text(L, 1);
  zp_sandbox_charge(L, text.len);
  if (lua_stringtonumber(L, text.ptr) != text.len + 1) lua_pushnil(L);
  return 1;
}

/// tostring(number, text, boolean or nil) -> text; a table or function has no text: it would be its
/// address
int zp_lib_tostring(lua_State *L)
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
int zp_lib_select(lua_State *L)
{
  int count = lua_gettop(L);
  if (lua_type(L, 1) == LUA_TSTRING && strcmp(lua_tostring(L, 1), "#") == 0) {
    lua_pushinteger(L, count - 1);
    return 1;
  }
  lua_Integer n = zp_lib_whole(L, 1, 0);
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
int zp_lib_ipairs(lua_State *L)
{
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_pushcfunction(L, next_item);
  lua_pushvalue(L, 1);
  lua_pushinteger(L, 0);
  return 3;
}

// ---- numbers
// -------------------------------------------------------------------------------------------------------

static int push_whole(lua_State *L, lua_Number value)
{
  lua_Integer whole;
  if (lua_numbertointeger(value, &whole))
    lua_pushinteger(L, whole);
  else
    lua_pushnumber(L, value);
  return 1;
}

/// math.floor(x), math.ceil(x): of the double as it is
int zp_lib_floor_raw(lua_State *L)
{
  return push_whole(L, floor(zp_lib_number(L, 1)));
}

int zp_lib_ceil_raw(lua_State *L)
{
  return push_whole(L, ceil(zp_lib_number(L, 1)));
}

/// floor(x), ceil(x): quantised at 1e-9 first, so that 103.1 - 100.1 is 3 and not a little more
int zp_lib_floor(lua_State *L)
{
  return push_whole(L, floor(zp_quantise(zp_lib_number(L, 1))));
}

int zp_lib_ceil(lua_State *L)
{
  return push_whole(L, ceil(zp_quantise(zp_lib_number(L, 1))));
}

/// abs(x)
int zp_lib_abs(lua_State *L)
{
  zp_lib_number(L, 1);
  if (lua_isinteger(L, 1))
    lua_pushinteger(L,
                    (lua_Integer)(lua_tointeger(L, 1) < 0 ? 0u - (lua_Unsigned)lua_tointeger(L, 1)
                                                          : (lua_Unsigned)lua_tointeger(L, 1)));
  else
    lua_pushnumber(L, fabs(lua_tonumber(L, 1)));
  return 1;
}

/// sqrt(x): correctly rounded everywhere, unlike the rest of libm
int zp_lib_sqrt(lua_State *L)
{
  lua_pushnumber(L, sqrt(zp_lib_number(L, 1)));
  return 1;
}

static int extreme(lua_State *L, bool largest)
{
  int count = lua_gettop(L), best = 1;
  zp_sandbox_charge(L, (size_t)count);
  zp_lib_number(L, 1);
  for (int i = 2; i <= count; i++) {
    zp_lib_number(L, i);
    if (largest ? lua_compare(L, best, i, LUA_OPLT) : lua_compare(L, i, best, LUA_OPLT)) best = i;
  }
  lua_pushvalue(L, best);
  return 1;
}

/// min(x, ...), max(x, ...)
int zp_lib_min(lua_State *L)
{
  return extreme(L, false);
}

int zp_lib_max(lua_State *L)
{
  return extreme(L, true);
}

/// ratio(a, b) -> a / b quantised at 1e-9, so that ratio(11.7, 13) >= 0.9 holds; raises when b is 0
int zp_lib_ratio(lua_State *L)
{
  lua_Number a = zp_lib_number(L, 1), b = zp_lib_number(L, 2);
  if (b == 0) return luaL_error(L, "ratio: divided by zero");
  lua_pushnumber(L, zp_quantise(a / b));
  return 1;
}

/// round(x [, places]) -> x quantised at 1e-9, then half up (away from zero) to 0..4 places; raises
/// above 1e9
int zp_lib_round(lua_State *L)
{
  zp_dec rounded;
  lua_Number value = zp_lib_number(L, 1);
  lua_Integer places = zp_lib_whole(L, 2, 0);
  luaL_argcheck(L, places >= 0 && places <= 4, 2, "0 to 4 places");
  if (!zp_dec_from_answer(value, (int)places, &rounded))
    return luaL_error(L, "round: not a number below 1e9");
  lua_pushnumber(L, zp_dec_to_double(rounded));
  return 1;
}
