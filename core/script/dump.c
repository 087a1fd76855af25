// dump.c: walks a dump of Lua 5.4, checked at every step: header, then functions with code,
// constants, upvalues, inner functions and lines.
#include "script/dump.h"

#include <string.h>

#include "base/arena.h"

enum { VERSION = 0x54, HEAD_BYTES = 32, UPVALUE_BYTES = 3, DEEPEST = 200, OP_MASK = 0x7F };
enum { FIRST_ROOM = 16384 };  // of most dumps this is all
enum { SIZE_AT = 12, LINE_ABSOLUTE = 0x80 };

// Constants, by tag.
enum {
  TAG_NIL = 0,
  TAG_FALSE = 1,
  TAG_TRUE = 17,
  TAG_INTEGER = 3,
  TAG_FLOAT = 19,
  TAG_SHORT = 4,
  TAG_LONG = 20
};

typedef struct dump {
  zp_arena *arena;
  zp_dump_visit visit;
  void *context;
  unsigned char *bytes;
  size_t len, capacity, at;
  bool broken; // not as expected, or at its end
  bool no_memory;
} dump;

// ---- reading
// -------------------------------------------------------------------------------------------------------

/// lua_Writer. Another result than 0 ends the dump.
static int append(lua_State *L, const void *bytes, size_t size, void *context)
{
  dump *d = context;
  (void)L;
  if (d->len + size > d->capacity) {
    size_t twice = (d->len + size) * 2, capacity = twice > FIRST_ROOM ? twice : FIRST_ROOM;
    unsigned char *grown = (unsigned char *)zp_arena_bytes(d->arena, capacity);
    if (grown == NULL) return 1;
    if (d->len != 0) memcpy(grown, d->bytes, d->len);
    d->bytes = grown;
    d->capacity = capacity;
  }
  if (size != 0) memcpy(d->bytes + d->len, bytes, size);
  d->len += size;
  return 0;
}

/// `size` bytes, or NULL and the dump is broken.
static const unsigned char *read_bytes(dump *d, size_t size)
{
  if (d->broken || size > d->len - d->at) {
    d->broken = true;
    return NULL;
  }
  d->at += size;
  return d->bytes + d->at - size;
}

static unsigned read_byte(dump *d)
{
  const unsigned char *byte = read_bytes(d, 1);
  return byte == NULL ? 0 : *byte;
}

/// Seven bits a byte, the last one marked.
static size_t read_size(dump *d)
{
  for (size_t value = 0; !d->broken && value < SIZE_MAX >> 8;) {
    unsigned byte = read_byte(d);
    value = value << 7 | (byte & 0x7Fu);
    if ((byte & 0x80u) != 0) return value;
  }
  d->broken = true;
  return 0;
}

/// How many of something that takes at least a byte each: never more than there are bytes.
static size_t read_count(dump *d)
{
  size_t count = read_size(d);
  if (count > d->len - d->at) d->broken = true;
  return d->broken ? 0 : count;
}

static void skip_text(dump *d)
{
  size_t size = read_size(d);
  if (size > 1) read_bytes(d, size - 1);
}

static void skip_constant(dump *d)
{
  switch (read_byte(d)) {
    case TAG_NIL:
    case TAG_FALSE:
    case TAG_TRUE: break;
    case TAG_INTEGER: read_bytes(d, sizeof(lua_Integer)); break;
    case TAG_FLOAT: read_bytes(d, sizeof(lua_Number)); break;
    case TAG_SHORT:
    case TAG_LONG: skip_text(d); break;
    default: d->broken = true;
  }
}

// ---- functions
// -----------------------------------------------------------------------------------------------------

/// What is known of lines: a step from line to line for each instruction, and now and then, where a
/// step says so, the line itself. Behind them names.
static uint32_t *read_lines(dump *d, size_t first, size_t instructions)
{
  size_t count = read_count(d), line = first;
  const unsigned char *steps = read_bytes(d, count);
  uint32_t *lines = ZP_TAKE(d->arena, uint32_t, instructions);
  size_t left = read_count(d);
  if (lines == NULL) d->no_memory = true;
  for (size_t pc = 0; lines != NULL && steps != NULL && pc < count && pc < instructions; pc++) {
    if (steps[pc] == LINE_ABSOLUTE) {
      if (left == 0 || read_size(d) != pc) d->broken = true;
      line = left == 0 ? 0 : read_size(d);
      left -= left != 0;
    } else {
      line += steps[pc] < LINE_ABSOLUTE ? steps[pc] : (size_t)0 - (256u - steps[pc]);
    }
    lines[pc] = line > INT32_MAX ? 0 : (uint32_t)line;
  }
  if (left != 0) d->broken = true;
  for (size_t i = 0, names = read_count(d); i < names && !d->broken; i++) {
    skip_text(d);
    read_size(d);
    read_size(d);
  }
  for (size_t i = 0, names = read_count(d); i < names && !d->broken; i++) skip_text(d);
  return lines;
}

static void read_function(dump *d, int depth)
{
  zp_dumped function = { .depth = depth };
  skip_text(d); // the source
  size_t first = read_size(d);
  read_size(d);     // last line
  read_bytes(d, 3); // parameters, varargs, stack
  function.count = read_count(d);
  function.code = function.count > d->len / sizeof(uint32_t)
                      ? NULL
                      : read_bytes(d, function.count * sizeof(uint32_t));
  function.constants = read_count(d);
  for (size_t i = 0; i < function.constants && !d->broken; i++) skip_constant(d);
  size_t upvalues = read_count(d);
  read_bytes(d, upvalues <= d->len / UPVALUE_BYTES ? upvalues * UPVALUE_BYTES : d->len);
  if (function.code == NULL || d->broken || depth > DEEPEST) {
    d->broken = true;
    return;
  }
  for (size_t i = 0, inner = read_count(d); i < inner && !d->broken; i++)
    read_function(d, depth + 1);
  function.lines = read_lines(d, first, function.count);
  if (!d->broken && !d->no_memory) d->visit(d->context, &function);
}

bool zp_dump_walk(lua_State *L, zp_dump_visit visit, void *context, bool *known)
{
  dump d = { .arena = zp_arena_new(NULL, 0), .visit = visit, .context = context };
  bool whole = d.arena != NULL && lua_dump(L, append, &d, 0) == 0;
  d.broken = !whole || d.len < HEAD_BYTES || memcmp(d.bytes, LUA_SIGNATURE, 4) != 0 ||
             d.bytes[4] != VERSION || d.bytes[5] != 0 || d.bytes[SIZE_AT] != sizeof(uint32_t) ||
             d.bytes[SIZE_AT + 1] != sizeof(lua_Integer) ||
             d.bytes[SIZE_AT + 2] != sizeof(lua_Number);
  d.at = HEAD_BYTES;
  if (!d.broken) read_function(&d, 0);
  *known = !d.broken && d.at == d.len;
  zp_arena_free(d.arena);
  return whole && !d.no_memory;
}

unsigned zp_dumped_op(const zp_dumped *function, size_t at)
{
  uint32_t word;
  memcpy(&word, function->code + at * sizeof word, sizeof word);
  return word & OP_MASK;
}
