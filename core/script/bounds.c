// bounds.c: a function without a way back in its code takes at most as many steps as it has
// instructions, if all it can call is the library, which charges for its own work. Counting every
// instruction of such a function would only cost time.
#include "script/bounds.h"

#include <lauxlib.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

// The layout of a dumped function and the numbers of its instructions, Lua 5.4. Another version:
// nothing is told, all is counted.
enum { VERSION = 0x54, HEAD_BYTES = 32, OP_BITS = 7, JUMP_ZERO = 16777215 };
enum { OP_JMP = 56, OP_FORLOOP = 73, OP_TFORLOOP = 77, OP_CLOSURE = 79, OP_LAST = 82 };

/// The first bytes of a dumped function: its code comes first. A longer function is counted.
enum { CODE_MOST = 1024, ROOM = HEAD_BYTES + 32 + CODE_MOST * 4 };

typedef struct prefix {
  unsigned char bytes[ROOM];
  size_t len;
} prefix;

/// lua_Writer; what does not fit is not needed.
static int append(lua_State *L, const void *bytes, size_t size, void *context)
{
  prefix *kept = context;
  (void)L;
  if (size > ROOM - kept->len) size = ROOM - kept->len;
  if (size != 0) memcpy(kept->bytes + kept->len, bytes, size);
  kept->len += size;
  return 0;
}

typedef struct dump {
  const unsigned char *at, *end;
} dump;

/// Seven bits a byte, the last one marked; 0 at the end of the dump.
static size_t read_size(dump *d)
{
  size_t value = 0;
  while (d->at < d->end && value < SIZE_MAX >> 8) {
    unsigned char byte = *d->at++;
    value = value << 7 | (byte & 0x7Fu);
    if ((byte & 0x80u) != 0) return value;
  }
  return 0;
}

/// To the instructions; returns how many there are, 0 when the dump is not as expected.
static size_t find_code(dump *d)
{
  if (d->end - d->at < HEAD_BYTES || memcmp(d->at, LUA_SIGNATURE, 4) != 0 || d->at[4] != VERSION ||
      d->at[5] != 0 || d->at[12] != sizeof(uint32_t))
    return 0;
  d->at += HEAD_BYTES;
  if (read_size(d) != 0) return 0; // the source: stripped
  read_size(d);                    // first and last line
  read_size(d);
  if (d->end - d->at < 3) return 0;
  d->at += 3; // parameters, varargs, stack
  size_t count = read_size(d);
  return count <= (size_t)(d->end - d->at) / sizeof(uint32_t) ? count : 0;
}

static bool only_forward(const dump *code, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    uint32_t word;
    memcpy(&word, code->at + i * sizeof word, sizeof word);
    uint32_t op = word & ((1u << OP_BITS) - 1);
    if (op == OP_JMP && (int64_t)(word >> OP_BITS) < JUMP_ZERO) return false;
    if ((op >= OP_FORLOOP && op <= OP_TFORLOOP) || op == OP_CLOSURE || op > OP_LAST) return false;
  }
  return true;
}

/// Nothing but data and C functions, which are the library's; tables of them to the depth of
/// math.floor.
static bool is_harmless(lua_State *L, int index, int depth)
{
  index = lua_absindex(L, index);
  if (lua_type(L, index) == LUA_TFUNCTION) return lua_iscfunction(L, index);
  if (lua_type(L, index) != LUA_TTABLE) return true;
  if (depth == 0) return false;
  for (lua_pushnil(L); lua_next(L, index) != 0; lua_pop(L, 1)) {
    if (is_harmless(L, -1, depth - 1) && is_harmless(L, -2, 0)) continue;
    lua_pop(L, 2);
    return false;
  }
  return true;
}

static bool reaches_only_library(lua_State *L)
{
  int function = lua_gettop(L);
  for (int i = 1; lua_getupvalue(L, function, i) != NULL; i++) {
    bool harmless = is_harmless(L, -1, 2);
    lua_pop(L, 1);
    if (!harmless) return false;
  }
  return true;
}

size_t zp_bounds_steps(lua_State *L)
{
  prefix head = { .len = 0 };
  luaL_checkstack(L, 12, NULL);
  if (LUA_VERSION_NUM != 504 || lua_iscfunction(L, -1) || !reaches_only_library(L)) return SIZE_MAX;
  lua_dump(L, append, &head, 1);
  dump d = { head.bytes, head.bytes + head.len };
  size_t count = find_code(&d);
  return count != 0 && only_forward(&d, count) ? count : SIZE_MAX;
}
