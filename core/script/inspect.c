// inspect.c: judges the instructions of every function of a file.
#include "script/inspect.h"

#include <stdint.h>

#include "script/dump.h"

enum { BITWISE_CONSTANTS = 255 };

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
  OP_LAST = 82
};

/// Steps of an instruction in files that use it: % of numbers far apart, a numeric for whose limit
/// is a long numeral.
enum { COST_PLAIN = 1, COST_FOR = 3, COST_MODULO = 8 };

/// What one function holds first.
typedef struct finding {
  zp_forbidden found;
  size_t pc;
} finding;

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

static finding judge_code(const zp_dumped *function, unsigned *cost)
{
  for (size_t i = 0; i < function->count; i++) {
    unsigned op = zp_dumped_op(function, i), own = cost_of(op);
    if (own > *cost) *cost = own;
    zp_forbidden found = judge(op, function->constants);
    if (found != ZP_FORBIDDEN_NOTHING) return (finding){ found, i };
  }
  return (finding){ ZP_FORBIDDEN_NOTHING, 0 };
}

/// zp_dump_visit: the first line with something forbidden is told.
static void inspect_function(void *context, const zp_dumped *function)
{
  zp_inspection *out = context;
  finding own = judge_code(function, &out->cost);
  if (own.found == ZP_FORBIDDEN_NOTHING) return;
  uint32_t line = function->lines[own.pc];
  if (out->found != ZP_FORBIDDEN_NOTHING && out->line <= line) return;
  out->found = own.found;
  out->line = line;
}

bool zp_inspect(lua_State *L, zp_inspection *out)
{
  bool known;
  *out = (zp_inspection){ .found = ZP_FORBIDDEN_NOTHING, .cost = COST_PLAIN };
  bool whole = zp_dump_walk(L, inspect_function, out, &known);
  if (!known) *out = (zp_inspection){ .found = ZP_FORBIDDEN_UNKNOWN };
  return whole;
}

const char *zp_forbidden_sign(zp_forbidden forbidden)
{
  static const char *const signs[] = { "", "^", "<close>", "& | ~ << >>",
                                       "Lua " LUA_VERSION_MAJOR "." LUA_VERSION_MINOR };
  return signs[forbidden];
}
