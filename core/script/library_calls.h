// library_calls.h: the functions of the library, for library.c to list. Each has its Lua signature
// in the .c; all are lua_CFunctions that raise at a wrong argument and convert nothing.
#pragma once

#include <lua.h>

#include "base/text.h"

// Arguments: raise when the value is of another type. `absent` stands for a missing or nil
// argument.
lua_Number zp_lib_number(lua_State *L, int index);
lua_Integer zp_lib_whole(lua_State *L, int index, lua_Integer absent);
zp_text zp_lib_text(lua_State *L, int index);

// library_base.c
int zp_lib_error(lua_State *L);
int zp_lib_assert(lua_State *L);
int zp_lib_type(lua_State *L);
int zp_lib_tonumber(lua_State *L);
int zp_lib_tostring(lua_State *L);
int zp_lib_select(lua_State *L);
int zp_lib_ipairs(lua_State *L);
int zp_lib_floor_raw(lua_State *L);
int zp_lib_ceil_raw(lua_State *L);
int zp_lib_floor(lua_State *L);
int zp_lib_ceil(lua_State *L);
int zp_lib_abs(lua_State *L);
int zp_lib_sqrt(lua_State *L);
int zp_lib_min(lua_State *L);
int zp_lib_max(lua_State *L);
int zp_lib_ratio(lua_State *L);
int zp_lib_round(lua_State *L);

// library_text.c
int zp_lib_len(lua_State *L);
int zp_lib_sub(lua_State *L);
int zp_lib_find(lua_State *L);
int zp_lib_byte(lua_State *L);
int zp_lib_char(lua_State *L);
int zp_lib_upper(lua_State *L);
int zp_lib_lower(lua_State *L);
int zp_lib_insert(lua_State *L);
int zp_lib_remove(lua_State *L);
int zp_lib_concat(lua_State *L);
int zp_lib_unpack(lua_State *L);

// library_order.c
int zp_lib_pairs(lua_State *L);
int zp_lib_sort(lua_State *L);
