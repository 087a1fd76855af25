// library_text.c: texts and lists of the library. Each function charges the call for the bytes or
// items it touches.
#include <lauxlib.h>

#include "script/library_calls.h"
#include "script/sandbox.h"

// ---- texts
// ---------------------------------------------------------------------------------------------------------

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
int zp_lib_len(lua_State *L)
{
  lua_pushinteger(L, (lua_Integer)zp_lib_text(L, 1).len);
  return 1;
}

/// string.sub(text, from [, to]) -> text, by bytes
int zp_lib_sub(lua_State *L)
{
  zp_text text = zp_lib_text(L, 1);
  size_t from = position(zp_lib_whole(L, 2, 1), text.len),
         to = position(zp_lib_whole(L, 3, -1), text.len);
  if (to > text.len) to = text.len;
  zp_text part = zp_text_slice(text, from == 0 ? 0 : from - 1, to);
  charge_bytes(L, part.len);
  lua_pushlstring(L, part.len == 0 ? "" : part.ptr, part.len);
  return 1;
}

/// string.find(text, part [, from]) -> first byte, last byte, or nil; never a pattern
int zp_lib_find(lua_State *L)
{
  zp_text text = zp_lib_text(L, 1), part = zp_lib_text(L, 2);
  size_t from = position(zp_lib_whole(L, 3, 1), text.len);
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
int zp_lib_byte(lua_State *L)
{
  zp_text text = zp_lib_text(L, 1);
  size_t at = position(zp_lib_whole(L, 2, 1), text.len);
  if (at == 0 || at > text.len)
    lua_pushnil(L);
  else
    lua_pushinteger(L, (unsigned char)text.ptr[at - 1]);
  return 1;
}

/// string.char(byte, ...) -> text
int zp_lib_char(lua_State *L)
{
  luaL_Buffer buffer;
  int count = lua_gettop(L);
  char *room = luaL_buffinitsize(L, &buffer, (size_t)count);
  for (int i = 1; i <= count; i++) {
    lua_Integer byte = zp_lib_whole(L, i, -1);
    luaL_argcheck(L, byte >= 0 && byte <= 255, i, "a byte");
    room[i - 1] = (char)byte;
  }
  luaL_pushresultsize(&buffer, (size_t)count);
  return 1;
}

static int change_case(lua_State *L, char first, char last)
{
  luaL_Buffer buffer;
  zp_text text = zp_lib_text(L, 1);
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
int zp_lib_upper(lua_State *L)
{
  return change_case(L, 'a', 'z');
}

int zp_lib_lower(lua_State *L)
{
  return change_case(L, 'A', 'Z');
}

// ---- lists
// ---------------------------------------------------------------------------------------------------------

static lua_Integer list_arg(lua_State *L)
{
  luaL_checktype(L, 1, LUA_TTABLE);
  return (lua_Integer)lua_rawlen(L, 1);
}

/// table.insert(list, [at,] value)
int zp_lib_insert(lua_State *L)
{
  lua_Integer count = list_arg(L), at = count + 1;
  int top = lua_gettop(L);
  luaL_argcheck(L, top == 2 || top == 3, top, "list, [at,] value");
  if (top == 3) at = zp_lib_whole(L, 2, 0);
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
int zp_lib_remove(lua_State *L)
{
  lua_Integer count = list_arg(L), at = zp_lib_whole(L, 2, count);
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
int zp_lib_concat(lua_State *L)
{
  luaL_Buffer buffer;
  lua_Integer count = list_arg(L);
  zp_text separator = lua_isnoneornil(L, 2) ? ZP_TEXT("") : zp_lib_text(L, 2);
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
int zp_lib_unpack(lua_State *L)
{
  lua_Integer count = list_arg(L);
  luaL_argcheck(L, count <= 200, 1, "at most 200 items");
  luaL_checkstack(L, (int)count, "unpack");
  zp_sandbox_charge(L, (size_t)count);
  for (lua_Integer i = 1; i <= count; i++) lua_rawgeti(L, 1, i);
  return (int)count;
}
