// inspect.c: walks a dump of Lua 5.4, checked at every step: header, then functions with code,
// constants, upvalues, inner functions and lines.
#include "script/inspect.h"

#include <stdint.h>
#include <string.h>

enum { VERSION = 0x54, HEAD_BYTES = 32, UPVALUE_BYTES = 3, DEEPEST = 200, BITWISE_CONSTANTS = 255 };
enum { SIZE_AT = 12, LINE_ABSOLUTE = 0x80 };

// Instructions, by number.
enum {
  OP_MODK = 25,
  OP_POWK = 26,
  OP_BANDK = 29,
  OP_SHLI = 33,
  OP_MOD = 37,
  OP_POW = 38,
  OP_BAND = 41,
  OP_SHR = 45,
  OP_BNOT = 50,
  OP_TBC = 55,
  OP_FORPREP = 74,
  OP_LAST = 82,
  OP_MASK = 0x7F
};

/// Steps of an instruction in files that use it: % of numbers far apart, a numeric for whose limit
/// is a long numeral.
enum { COST_PLAIN = 1, COST_FOR = 3, COST_MODULO = 8 };

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
  unsigned char *bytes;
  size_t len, capacity, at;
  bool broken; // not as expected, or at its end
} dump;

/// What one function holds, before its line is known.
typedef struct finding {
  zp_forbidden found;
  size_t pc;
} finding;

// ---- reading
// -------------------------------------------------------------------------------------------------------

/// lua_Writer. Another result than 0 ends the dump.
static int append(lua_State *L, const void *bytes, size_t size, void *context)
{
  dump *d = context;
  (void)L;
  if (d->len + size > d->capacity) {
    size_t capacity = (d->len + size) * 2;
    unsigned char *grown = zp_arena_take(d->arena, capacity, 1);
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

static zp_forbidden judge(unsigned op, size_t constants)
{
  if (op == OP_POWK || op == OP_POW) return ZP_FORBIDDEN_POWER;
  if (op == OP_TBC) return ZP_FORBIDDEN_CLOSE;
  if (op > OP_LAST) return ZP_FORBIDDEN_UNKNOWN;
  bool bitwise =
      (op >= OP_BANDK && op <= OP_SHLI) || (op >= OP_BAND && op <= OP_SHR) || op == OP_BNOT;
  return bitwise && constants > BITWISE_CONSTANTS ? ZP_FORBIDDEN_BITWISE : ZP_FORBIDDEN_NOTHING;
}

static unsigned cost_of(unsigned op)
{
  if (op == OP_MOD || op == OP_MODK) return COST_MODULO;
  return op == OP_FORPREP ? COST_FOR : COST_PLAIN;
}

static finding judge_code(const unsigned char *code, size_t count, size_t constants, unsigned *cost)
{
  for (size_t i = 0; i < count; i++) {
    uint32_t word;
    memcpy(&word, code + i * sizeof word, sizeof word);
    unsigned op = word & OP_MASK;
    unsigned own = cost_of(op);
    if (own > *cost) *cost = own;
    zp_forbidden found = judge(op, constants);
    if (found != ZP_FORBIDDEN_NOTHING) return (finding){ found, i };
  }
  return (finding){ ZP_FORBIDDEN_NOTHING, 0 };
}

/// Reads what is known of lines and names; returns the line of instruction `pc`.
static uint32_t read_lines(dump *d, size_t first, size_t pc)
{
  size_t count = read_count(d), line = first, absolute_at = 0;
  const unsigned char *steps = read_bytes(d, count);
  for (size_t i = 0; steps != NULL && i < count && i <= pc; i++) {
    if (steps[i] == LINE_ABSOLUTE)
      absolute_at = i + 1;
    else
      line += steps[i] < LINE_ABSOLUTE ? steps[i] : (size_t)0 - (256u - steps[i]);
  }
  for (size_t i = 0, absolutes = read_count(d); i < absolutes && !d->broken; i++) {
    size_t at = read_size(d), known = read_size(d);
    if (absolute_at == 0 || at + 1 != absolute_at) continue;
    line = known;
    for (size_t k = at + 1; steps != NULL && k < count && k <= pc; k++)
      line += steps[k] < LINE_ABSOLUTE ? steps[k] : (size_t)0 - (256u - steps[k]);
  }
  for (size_t i = 0, names = read_count(d); i < names && !d->broken; i++) {
    skip_text(d);
    read_size(d);
    read_size(d);
  }
  for (size_t i = 0, names = read_count(d); i < names && !d->broken; i++) skip_text(d);
  return line > INT32_MAX ? 0 : (uint32_t)line;
}

static void inspect_function(dump *d, int depth, zp_inspection *out)
{
  skip_text(d); // the source
  size_t first = read_size(d);
  read_size(d);     // last line
  read_bytes(d, 3); // parameters, varargs, stack
  size_t count = read_count(d);
  const unsigned char *code =
      count > d->len / sizeof(uint32_t) ? NULL : read_bytes(d, count * sizeof(uint32_t));
  size_t constants = read_count(d);
  for (size_t i = 0; i < constants && !d->broken; i++) skip_constant(d);
  size_t upvalues = read_count(d);
  read_bytes(d, upvalues <= d->len / UPVALUE_BYTES ? upvalues * UPVALUE_BYTES : d->len);
  if (code == NULL || d->broken || depth > DEEPEST) {
    d->broken = true;
    return;
  }
  finding own = judge_code(code, count, constants, &out->cost);
  for (size_t i = 0, inner = read_count(d); i < inner && !d->broken; i++)
    inspect_function(d, depth + 1, out);
  uint32_t line = read_lines(d, first, own.pc);
  if (own.found == ZP_FORBIDDEN_NOTHING || d->broken) return;
  if (out->found != ZP_FORBIDDEN_NOTHING && out->line <= line) return;
  out->found = own.found;
  out->line = line;
}

bool zp_inspect(lua_State *L, zp_inspection *out)
{
  *out = (zp_inspection){ .found = ZP_FORBIDDEN_NOTHING, .cost = COST_PLAIN };
  dump d = { .arena = zp_arena_new(NULL, 0) };
  bool whole = d.arena != NULL && lua_dump(L, append, &d, 0) == 0;
  d.broken = !whole || d.len < HEAD_BYTES || memcmp(d.bytes, LUA_SIGNATURE, 4) != 0 ||
             d.bytes[4] != VERSION || d.bytes[5] != 0 || d.bytes[SIZE_AT] != sizeof(uint32_t) ||
             d.bytes[SIZE_AT + 1] != sizeof(lua_Integer) ||
             d.bytes[SIZE_AT + 2] != sizeof(lua_Number);
  d.at = HEAD_BYTES;
  if (!d.broken) inspect_function(&d, 0, out);
  if (d.broken || d.at != d.len) *out = (zp_inspection){ .found = ZP_FORBIDDEN_UNKNOWN };
  zp_arena_free(d.arena);
  return whole;
}

const char *zp_forbidden_sign(zp_forbidden forbidden)
{
  static const char *const signs[] = { "", "^", "<close>", "& | ~ << >>",
                                       "Lua " LUA_VERSION_MAJOR "." LUA_VERSION_MINOR };
  return signs[forbidden];
}
