// library_order.c: what has an order in the library: pairs by key, and a stable sort. What a call is charged depends on how
// many items there are and how long, never on the order they were found in: that of a hash differs from process to process.
#include <lauxlib.h>

#include "script/library_calls.h"
#include "script/sandbox.h"

/// Bytes of a text that a step of a comparison may touch.
enum { BYTES_A_STEP = 16 };

// ---- sorting
// -----------------------------------------------------------------------------------------------------------

/// Is the value at index `a` before the one at `b`? The stack stays as it is; may raise.
typedef bool (*precedes)(lua_State *L, int a, int b);

static size_t passes(lua_Integer count)
{
  size_t all = 1;
  for (lua_Integer width = 1; width < count; width *= 2) all++;
  return all;
}

/// Two runs next to each other, from low and from mid, become one. Of equal items the left one stays first.
static void merge(lua_State *L, int from, int to, const lua_Integer at[3], precedes before)
{
  lua_Integer left = at[0], right = at[1];
  for (lua_Integer i = at[0]; i < at[2]; i++) {
    bool take_right = left >= at[1];
    if (!take_right && right < at[2]) {
      lua_rawgeti(L, from, right);
      lua_rawgeti(L, from, left);
      int top = lua_gettop(L);
      take_right = before(L, top - 1, top);
      lua_settop(L, top - 2);
    }
    lua_rawgeti(L, from, take_right ? right++ : left++);
    lua_rawseti(L, to, i);
  }
}

static lua_Integer least(lua_Integer a, lua_Integer b)
{
  return a < b ? a : b;
}

/// Sorts items 1..count of the table at `from` with the help of another as long; returns the index of the one that holds them
/// sorted. Ends whatever `before` answers: nothing depends on its being an order.
static int merge_sort(lua_State *L, int from, int to, lua_Integer count, precedes before)
{
  for (lua_Integer width = 1; width < count; width *= 2) {
    for (lua_Integer low = 1; low <= count; low += 2 * width) {
      const lua_Integer at[] = { low, least(low + width, count + 1), least(low + 2 * width, count + 1) };
      merge(L, from, to, at, before);
    }
    int other = from;
    from = to;
    to = other;
  }
  return from;
}

static bool text_before(lua_State *L, int a, int b)
{
  return zp_text_compare(zp_lib_text(L, a), zp_lib_text(L, b)) < 0;
}

/// Numbers in ascending order, then texts in byte order.
static bool key_before(lua_State *L, int a, int b)
{
  bool a_text = lua_type(L, a) == LUA_TSTRING, b_text = lua_type(L, b) == LUA_TSTRING;
  if (a_text != b_text) return b_text;
  return a_text ? text_before(L, a, b) : lua_compare(L, a, b, LUA_OPLT) != 0;
}

/// Numbers, or texts in byte order whatever the locale; never one of each.
static bool item_before(lua_State *L, int a, int b)
{
  int type = lua_type(L, a);
  if (type != lua_type(L, b) || (type != LUA_TSTRING && type != LUA_TNUMBER))
    return luaL_error(L, "sort: only numbers or only texts, else say how to compare");
  if (type == LUA_TSTRING) {
    zp_sandbox_charge(L, lua_rawlen(L, a) / BYTES_A_STEP);
    return text_before(L, a, b);
  }
  return lua_compare(L, a, b, LUA_OPLT) != 0;
}

/// What the function at index 2 says.
static bool told_before(lua_State *L, int a, int b)
{
  lua_pushvalue(L, 2);
  lua_pushvalue(L, a);
  lua_pushvalue(L, b);
  lua_call(L, 2, 1);
  bool told = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return told;
}

/// table.sort(list [, before(a, b)]): stable; without `before` numbers, or texts in byte order. The list changes only once all
/// is sorted.
int zp_lib_sort(lua_State *L)
{
  luaL_checktype(L, 1, LUA_TTABLE);
  bool told = !lua_isnoneornil(L, 2);
  if (told) luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_Integer count = (lua_Integer)lua_rawlen(L, 1);
  zp_sandbox_charge(L, (size_t)count * passes(count));
  lua_settop(L, 2);
  luaL_checkstack(L, 12, "sort");
  lua_createtable(L, (int)count, 0);
  lua_createtable(L, (int)count, 0);
  for (lua_Integer i = 1; i <= count; i++) {
    lua_rawgeti(L, 1, i);
    lua_rawseti(L, 3, i);
  }
  int sorted = merge_sort(L, 3, 4, count, told ? told_before : item_before);
  for (lua_Integer i = 1; i <= count; i++) {
    lua_rawgeti(L, sorted, i);
    lua_rawseti(L, 1, i);
  }
  return 0;
}

// ---- pairs
// -----------------------------------------------------------------------------------------------------------

enum { ITEMS = 1, KEYS, COUNT, AT }; // upvalues of next_pair

/// Iterator of pairs: () -> key, value. What was taken out meanwhile is passed over, what came is not seen.
static int next_pair(lua_State *L)
{
  lua_Integer count = lua_tointeger(L, lua_upvalueindex(COUNT)), at = lua_tointeger(L, lua_upvalueindex(AT));
  lua_settop(L, 0);
  for (at++; at <= count; at++) {
    zp_sandbox_charge(L, 1);
    lua_rawgeti(L, lua_upvalueindex(KEYS), at);
    lua_pushvalue(L, 1);
    if (lua_rawget(L, lua_upvalueindex(ITEMS)) != LUA_TNIL) break;
    lua_settop(L, 0);
  }
  lua_pushinteger(L, at);
  lua_replace(L, lua_upvalueindex(AT));
  if (at <= count) return 2;
  lua_pushnil(L);
  return 1;
}

/// How many keys the table at 1 has, all numbers or texts; *cost is what sorting them is charged.
static lua_Integer count_keys(lua_State *L, size_t *cost)
{
  lua_Integer count = 0;
  size_t steps = 0;
  for (lua_pushnil(L); lua_next(L, 1) != 0; lua_pop(L, 1), count++) {
    int type = lua_type(L, -2);
    if (type != LUA_TNUMBER && type != LUA_TSTRING)
      luaL_error(L, "pairs: a key that is neither number nor text");  // not which: that depends on the hash
    steps += 1 + (type == LUA_TSTRING ? lua_rawlen(L, -2) / BYTES_A_STEP : 0);
  }
  *cost = steps * passes(count);
  return count;
}

/// pairs(table): the keys there are now, numbers in ascending order, then texts in byte order.
int zp_lib_pairs(lua_State *L)
{
  size_t cost;
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  luaL_checkstack(L, 12, "pairs");
  lua_Integer count = count_keys(L, &cost), at = 0;
  zp_sandbox_charge(L, cost);
  lua_createtable(L, (int)count, 0);
  lua_createtable(L, (int)count, 0);
  for (lua_pushnil(L); lua_next(L, 1) != 0; lua_pop(L, 1)) {
    lua_pushvalue(L, -2);
    lua_rawseti(L, 2, ++at);
  }
  int sorted = merge_sort(L, 2, 3, count, key_before);
  lua_pushvalue(L, 1);
  lua_pushvalue(L, sorted);
  lua_pushinteger(L, count);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, next_pair, AT);
  return 1;
}
