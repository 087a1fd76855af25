// sandbox.h: a Lua state with limits and a small library. Scripts run only through it; one thread
// at a time. Source of the design: SANDBOX 1-5. Held here: text chunks only, an allowlisted
// library, limits that no script can catch, a state that is put back before every unit.
//
// Where it departs from SANDBOX 3: there a clock stops a call after 5 ms and its unit runs again
// under the count hook. Here the compiled code says beforehand (bounds.h): a function without loops
// that can reach no Lua function takes at most as many steps as it has instructions and runs
// without the hook; every other runs under it from its first instruction. So the verdict is the
// same on every machine with neither clock nor signal, a library user keeps his own SIGPROF, and no
// unit is scored twice. The price: with the hook Lua traps every instruction, so a rule with a loop
// or a shape that is a Lua function takes about 0.4 times as long again (100 to 130 ns where it
// took 300 without), and one that is stopped takes its whole budget: 3 to 200 ms, at most
// ZP_STOPS_MOST times in a unit.
#pragma once

#include <lua.h>

#include "script/region.h"
#include "script/source.h"

/// What stopped a script.
typedef enum zp_limit {
  ZP_LIMIT_NONE,
  ZP_LIMIT_STEPS,
  ZP_LIMIT_LIVE,
  ZP_LIMIT_BLOCK,
  ZP_LIMIT_TEXT,
  ZP_LIMIT_TOTAL
} zp_limit;

typedef struct zp_limits {
  uint64_t steps; // Lua instructions of one call, more for each where the pack uses % or for; C
                  // functions are charged for the bytes and items they touch
  uint64_t live;  // bytes the state may hold
  uint64_t block; // bytes of one block: bounds every table and the stack
  uint64_t text;  // bytes of one text: an instruction may compare or hash all of it
  uint64_t total; // bytes one call may ask for in all
} zp_limits;

/// What a state starts with. Packs may lower steps and live bytes, never raise them.
#define ZP_LIMITS_DEFAULT ((zp_limits){ 1000000, 8u << 20, 128u << 10, 1u << 10, 64u << 20 })

/// Files a rule may `require`, and what has been read so far.
typedef struct zp_shelf {
  zp_text folder;   // of rules/lib; empty: nothing can be required
  zp_source *files; // in the order they were first asked for, each once
  size_t count, capacity;
} zp_shelf;

/// Told of every line a call comes to, by the name of its chunk. Must not touch the state.
typedef void (*zp_line_reached)(void *context, const char *chunk, uint32_t line);

typedef struct zp_sandbox {
  lua_State *L;
  zp_region region; // all that the state holds
  zp_limits limits;
  uint64_t live, asked; // bytes held; bytes asked for since the last zp_sandbox_arm()
  uint64_t sealed_live; // bytes held at zp_sandbox_seal()
  int64_t left;         // steps left of this call
  zp_limit stopped;     // the limit that was hit: from then on the call gets no more memory
  bool loading;         // require() is allowed
  unsigned cost;        // steps of an instruction in a counted call: the dearest file decides
  bool hooked;          // a hook may be set
  bool forbidden;       // the last failure was of inspect.h
  bool giving;          // the host pushes its own texts, which may be long
  unsigned depth;       // of require() inside require()
  const char *watched;  // chunk name whose line zp_sandbox_trace() looks for
  uint32_t line;        // where the last error was raised in it; 0: not in it
  zp_line_reached on_line; // NULL: lines are not watched
  void *on_line_context;
  zp_arena *arena; // sources live here
  zp_shelf shelf;
} zp_sandbox;

/// `arena` must outlive the sandbox. Fails only when memory is short.
zp_status zp_sandbox_init(zp_sandbox *box, const zp_limits *limits, zp_text lib, zp_arena *arena,
                          zp_error *err);
void zp_sandbox_fini(zp_sandbox *box);

/// Work that may raise a Lua error; what it returns is passed on.
typedef zp_status (*zp_guarded)(zp_sandbox *box, void *context, zp_error *err);
/// Runs `work` with an empty stack inside a protected call. An error it raises becomes
/// ZP_E_RULE_LOAD (memory: as it is).
zp_status zp_sandbox_run(zp_sandbox *box, zp_guarded work, void *context, zp_error *err);

/// Keeps the state as it is, its rubbish collected; the stack must be empty. Once.
zp_status zp_sandbox_seal(zp_sandbox *box, zp_error *err);
/// The state is again as it was when it was sealed. Before that nothing happens.
void zp_sandbox_restore(zp_sandbox *box);

/// Compiles and runs a file, leaving the one value it returns on the stack. Its globals are its own
/// copy of the library. Only inside zp_sandbox_run(). Fails with ZP_E_RULE_SYNTAX or ZP_E_RULE_LOAD
/// and the place.
zp_status zp_sandbox_load(zp_sandbox *box, const zp_source *source, zp_error *err);

/// A new call begins: full steps and a clean count of bytes asked for. `most_steps` is how many
/// instructions it can take at most (bounds.h); when that is within the limit they are not counted
/// one by one. SIZE_MAX: not known.
void zp_sandbox_arm(zp_sandbox *box, size_t most_steps);
/// The next call of the very function that was armed for last, after one that came back.
static inline void zp_sandbox_again(zp_sandbox *box, size_t most_steps)
{
  if (box->hooked) {
    zp_sandbox_arm(box, most_steps);
    return;
  }
  box->left = (int64_t)(box->limits.steps - most_steps);
  box->asked = 0;
  box->stopped = ZP_LIMIT_NONE;
}

/// Message handler for lua_pcall: (message) -> message. Notes the innermost line of the watched
/// chunk. Never raises.
int zp_sandbox_trace(lua_State *L);

/// The sandbox a state belongs to.
zp_sandbox *zp_sandbox_of(lua_State *L);
/// For library functions: takes `steps` from the call. Raises when none are left.
void zp_sandbox_charge(lua_State *L, size_t steps);

/// require(name) -> what rules/lib/NAME.lua returns, made anew for every file that asks. Raises
/// outside of loading.
int zp_sandbox_require(lua_State *L);

/// True when the error at the top of the stack, raised with `code`, was a limit (then
/// box->stopped), not the script's own doing.
bool zp_sandbox_limited(zp_sandbox *box, int code);
/// The limit that stopped a script, as an argument of a sentence (base/messages.h), in the arena.
zp_text zp_sandbox_stop_words(const zp_sandbox *box, zp_arena *arena);
/// Splits Lua's "name:12: text" into line (0 when there is none) and text; `name` gets what stands
/// before the line.
zp_text zp_message_split(zp_text message, zp_text *name, uint32_t *line);
