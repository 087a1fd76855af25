// ask.c: calls what judges a unit as a whole: vetoes, deductions, functions of `combine`. Each call
// starts from the state as it was after loading and gets lists of its own, so that no call can tell
// another anything.
#include <lauxlib.h>

#include "script/pack.h"

typedef struct call {
  zp_host *host;
  const zp_rule *rule;
  const zp_code *code;
  size_t slot;
  const zp_param *params;
  const zp_series *series;
  zp_arena *arena;
  zp_outcome *outcome;
  bool no_memory;
} call;

static void push_arguments(lua_State *L, const call *c)
{
  for (size_t i = 0; i < c->rule->argument_count; i++) {
    unsigned index = c->code->pushes[i].index;
    if (c->code->pushes[i].how == ZP_PUSH_PARAM)
      zp_param_push(L, &c->params[index]);
    else
      zp_series_push(L, c->series, (zp_series_name)index);
  }
}

static zp_answer_kind answer_of(const call *c)
{
  if (c->slot > zp_policy_rules(&c->host->policy))
    return ZP_ANSWER_SCORE;
  return c->rule->kind == ZP_RULE_VETO ? ZP_ANSWER_VETO : ZP_ANSWER_POINTS;
}

/// (light userdata call) -> nothing. Raises what the function raises.
static int run(lua_State *L)
{
  enum { BASE = 1, SPARE = 8 };
  call *c = lua_touserdata(L, BASE);
  zp_sandbox *box = &c->host->box;
  zp_sandbox_arm(box, c->code->most_steps);
  luaL_checkstack(L, ZP_ARGUMENTS_MOST + SPARE, NULL);
  lua_rawgetp(L, LUA_REGISTRYINDEX, c->host);
  lua_rawgeti(L, -1, (lua_Integer)c->slot);
  lua_remove(L, -2);
  box->giving = true;
  push_arguments(L, c);
  box->giving = false;
  lua_call(L, (int)c->rule->argument_count, LUA_MULTRET);
  c->no_memory = !zp_gate_unit(L, BASE, answer_of(c), c->rule->most, c->arena, c->outcome);
  return 0;
}

/// What was raised becomes the outcome. False when memory is short.
static bool take_fault(call *c, int code)
{
  zp_sandbox *box = &c->host->box;
  bool limited = zp_sandbox_limited(box, code);
  box->giving = false; // a list too long for the limits is raised while it is made
  if (code == LUA_ERRMEM && !limited) return false;
  *c->outcome = (zp_outcome){ .kind = ZP_FAULT, .reason = ZP_REASON_FAULT, .line = box->line };
  return zp_raised_fault(box, limited, c->arena, c->outcome);
}

zp_status zp_ask(zp_host *host, const zp_rule *rule, const zp_code *code, size_t slot,
                 const zp_param *params, const zp_series *series, zp_arena *arena,
                 zp_outcome *outcome, zp_error *err)
{
  lua_State *L = host->box.L;
  call c = { host, rule, code, slot, params, series, arena, outcome, false };
  *outcome = (zp_outcome){ .rule = ZP_NO_RULE };
  if (host->progress->barred[slot - 1] != 0)
    return zp_barred_fault(rule->line, arena, outcome) ? ZP_OK : zp_fail_memory(err);
  zp_sandbox_restore(&host->box);
  host->progress->inside = (uint32_t)slot;
  host->box.watched = code->chunk;
  lua_settop(L, 0);
  lua_pushcfunction(L, zp_sandbox_trace);
  lua_pushcfunction(L, run);
  lua_pushlightuserdata(L, &c);
  int status = lua_pcall(L, 1, 0, 1);
  if (status != LUA_OK && !take_fault(&c, status)) c.no_memory = true;
  if (outcome->kind == ZP_FAULT && outcome->line == 0) outcome->line = rule->line;
  lua_settop(L, 0);
  host->progress->inside = 0;
  return c.no_memory ? zp_fail_memory(err) : ZP_OK;
}

zp_status zp_ask_rule(zp_host *host, size_t rule, const zp_param *params, const zp_series *series,
                      zp_arena *arena, zp_outcome *outcome, zp_error *err)
{
  return zp_ask(host, &host->policy.rules[rule], &host->codes[rule], rule + 1, params, series,
                arena, outcome, err);
}

zp_status zp_host_judge(zp_host *host, size_t rule, const zp_series *series, zp_arena *arena,
                        zp_outcome *outcome, zp_error *err)
{
  return zp_ask_rule(host, rule, host->policy.rules[rule].params, series, arena, outcome, err);
}
