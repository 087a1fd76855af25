// dump.h: a compiled file as lua_dump() writes it, function by function, without running any of it.
#pragma once

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// One function of a dumped file. Lives as long as the visit.
typedef struct zp_dumped {
  int depth;                 // 0: the file itself, 1: a function written in it, and so on
  const unsigned char *code; // instructions of four bytes, not aligned
  size_t count;              // of instructions
  size_t constants;
  const uint32_t *lines; // of each instruction; 0: not known
} zp_dumped;

typedef void (*zp_dump_visit)(void *context, const zp_dumped *function);

/// Shows every function of the one at the top of the stack, which stays there; inner ones before
/// those around them. *known is false when this is not the dump of a Lua that is known here: then
/// only some have been shown. Returns false when memory is short. Never raises.
bool zp_dump_walk(lua_State *L, zp_dump_visit visit, void *context, bool *known);

/// The number of an instruction, at most 127.
unsigned zp_dumped_op(const zp_dumped *function, size_t at);
