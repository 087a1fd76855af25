// bridge.c: rows in, outcomes out. One protected call carries a whole batch; a rule that raises
// ends it, its row becomes a fault, and a new one carries the rest. The state is put back before
// every batch, so that nothing passes from one unit to the next. Nothing is allocated for a row
// that scores without a note.
//
// The rows of a rule are called one after another, in their order, and the rules in that of the
// pack: what holds for a rule is looked up once, and the same code again and again is what a
// processor foresees best. No rule can tell: each has globals and shapes of its own.
#include <lauxlib.h>

#include "script/pack.h"

typedef struct run {
  zp_host *host;
  const zp_batch *batch;
  zp_arena *arena;
  zp_outcome *outcomes;
  uint32_t *order;  // rows as they are called
  size_t count, at; // how many are called; place in `order` of the row that is
  zp_text note;     // the last one, in the arena
  uint32_t ends[ZP_RULES_MOST];   // by rule: where its rows end in `order`
  uint8_t stopped[ZP_RULES_MOST]; // by rule: how often a limit stopped it
  bool no_memory;
} run;

/// In place of a count of stops: the rule is barred.
enum { BARRED = UINT8_MAX };

/// Stack slots of the batch function: the run, then one function per rule, then a few answers that
/// were taken.
enum { SLOT_RULES = 2, ANSWERS_LEFT = 16, STACK_SPARE = ZP_ARGUMENTS_MOST + ANSWERS_LEFT + 8 };

// ---- rows that are not called
// ---------------------------------------------------------------------------------------

static zp_input first_input(uint32_t set)
{
  zp_input input = 0;
  while ((set >> input & 1) == 0) input++;
  return input;
}

/// Why a row without an input is not scored: what the reading says, else what the input itself
/// tells.
static zp_reason reason_for(const zp_row_reading *row, zp_input input)
{
  if (input == ZP_IN_WEIGHT) return ZP_REASON_NO_WEIGHT;
  if (row->missing != ZP_REASON_NONE) return row->missing;
  bool has_target = (row->inputs.present >> ZP_IN_TARGET & 1) != 0;
  if (input == ZP_IN_RATE && has_target && row->inputs.number[ZP_IN_TARGET] == 0)
    return ZP_REASON_ZERO_TARGET;
  if (input == ZP_IN_REVISED) return ZP_REASON_NO_BUDGET;
  if (input == ZP_IN_EXECUTED) return ZP_REASON_NO_EXECUTED;
  return ZP_REASON_INPUT_MISSING;
}

static void leave_unruled(const zp_row_reading *row, zp_outcome *outcome)
{
  outcome->kind = ZP_UNSCORED;
  outcome->reason = row->missing != ZP_REASON_NONE ? row->missing : ZP_REASON_NO_RULE;
}

static void leave_unscored(const zp_row_reading *row, uint32_t missing, zp_outcome *outcome)
{
  zp_input input = first_input(missing);
  outcome->kind = ZP_UNSCORED;
  outcome->reason = reason_for(row, input);
  outcome->input = (uint8_t)input;
}

bool zp_barred_fault(uint32_t line, zp_arena *arena, zp_outcome *outcome)
{
  zp_text none = { NULL, 0 };
  outcome->line = line;
  return zp_gate_fault(ZP_W_FAULT_BARRED, none, none, arena, outcome);
}

/// The rule of a row was stopped too often, or is barred: a fault that says so.
static bool leave_unasked(const zp_rule *rule, uint8_t stopped, zp_arena *arena,
                          zp_outcome *outcome)
{
  char room[ZP_NUMBER_ROOM];
  if (stopped == BARRED) return zp_barred_fault(rule->line, arena, outcome);
  outcome->line = rule->line;
  return zp_gate_fault(ZP_W_FAULT_NOT_ASKED, zp_dec_print(ZP_DEC(ZP_STOPS_MOST), 0, room),
                       (zp_text){ NULL, 0 }, arena, outcome);
}

// ---- rows that are called
// --------------------------------------------------------------------------------------------

static void push_text(lua_State *L, zp_text text)
{
  lua_pushlstring(L, text.len == 0 ? "" : text.ptr, text.len);
}

void zp_param_push(lua_State *L, const zp_param *param)
{
  switch (param->type) {
    case ZP_PARAM_NUMBER: lua_pushnumber(L, param->number); break;
    case ZP_PARAM_FLAG: lua_pushboolean(L, param->flag); break;
    case ZP_PARAM_TEXT: push_text(L, param->text); break;
  }
}

static void push_argument(lua_State *L, zp_push how, unsigned index, const zp_param *params,
                          const zp_inputs *inputs)
{
  bool present = (inputs->present >> (index & 31) & 1) != 0;
  switch (how) {
    case ZP_PUSH_NUMBER: lua_pushnumber(L, inputs->number[index]); break;
    case ZP_PUSH_PARAM: zp_param_push(L, &params[index]); break;
    case ZP_PUSH_OPTIONAL:
      if (present)
        lua_pushnumber(L, inputs->number[index]);
      else
        lua_pushnil(L);
      break;
    case ZP_PUSH_TEXT:
      if (present)
        push_text(L, inputs->text[index - ZP_INPUT_NUMBERS]);
      else
        lua_pushnil(L);
      break;
    case ZP_PUSH_SERIES: break; // rules for rows name none
  }
}

static void push_arguments(lua_State *L, const zp_code *code, size_t count, const zp_param *params,
                           const zp_inputs *inputs)
{
  size_t k = 0, lead = code->lead, tail = code->tail;
  for (; k < lead; k++) lua_pushnumber(L, inputs->number[code->pushes[k].index]);
  for (; k < tail; k++)
    push_argument(L, (zp_push)code->pushes[k].how, code->pushes[k].index, params, inputs);
  for (; k < count; k++) lua_pushnumber(L, params[code->pushes[k].index].number);
}

/// Leaves what the function answers on the stack.
static void call_function(lua_State *L, run *r, const zp_rule *rule, const zp_code *code, uint32_t i)
{
  zp_sandbox *box = &r->host->box;
  const zp_param *params = r->batch->params != NULL ? r->batch->params[i] : rule->params;
  zp_sandbox_again(box, code->most_steps);
  lua_pushvalue(L, SLOT_RULES + r->batch->rules[i]);
  box->giving = true;
  push_arguments(L, code, rule->argument_count, params, &r->batch->rows[i]->inputs);
  box->giving = false;
  lua_call(L, (int)rule->argument_count, LUA_MULTRET);
}

/// True for what nearly every answer is: one good number. It may stay on the stack.
static bool take_number(lua_State *L, int top, zp_dec weight, zp_outcome *outcome)
{
  return lua_gettop(L) == top + 1 && lua_type(L, -1) == LUA_TNUMBER &&
         zp_gate_number(lua_tonumber(L, -1), weight, outcome);
}

/// The rows of one rule from r->at on, before `end` in the order.
static void call_rule(lua_State *L, run *r, uint16_t index, size_t end)
{
  zp_host *host = r->host;
  const zp_rule *rule = &host->policy.rules[index];
  const zp_code *code = &host->codes[index];
  int base = SLOT_RULES - 1 + (int)host->policy.rule_count, top = base;
  host->progress->inside = (uint32_t)index + 1;
  host->box.watched = code->chunk;
  zp_sandbox_arm(&host->box, code->most_steps);
  for (; r->at < end && !r->no_memory; r->at++) {
    uint32_t i = r->order[r->at];
    zp_dec weight = r->batch->rows[i]->weight;
    zp_outcome *outcome = &r->outcomes[i];
    if (r->stopped[index] >= ZP_STOPS_MOST) {
      r->no_memory = !leave_unasked(rule, r->stopped[index], r->arena, outcome);
      continue;
    }
    call_function(L, r, rule, code, i);
    if (take_number(L, top, weight, outcome) && top < base + ANSWERS_LEFT) {
      top++;
      continue;
    }
    r->no_memory = !zp_gate(L, top, weight, r->arena, &r->note, outcome);
    if (outcome->kind == ZP_FAULT) outcome->line = rule->line;
    lua_settop(L, top = base);
  }
  lua_settop(L, base);
}

/// (light userdata run) -> nothing. Raises what a rule raises; run->at is its row then.
static int score_rows(lua_State *L)
{
  run *r = lua_touserdata(L, 1);
  size_t rules = r->host->policy.rule_count;
  if (!lua_checkstack(L, (int)rules + STACK_SPARE)) {
    r->no_memory = true;
    return 0;
  }
  lua_rawgetp(L, LUA_REGISTRYINDEX, r->host);
  for (size_t i = 1; i <= rules; i++) lua_rawgeti(L, SLOT_RULES, (lua_Integer)i);
  lua_remove(L, SLOT_RULES);
  while (r->at < r->count && !r->no_memory) {
    uint16_t index = r->batch->rules[r->order[r->at]];
    call_rule(L, r, index, r->ends[index]);
  }
  return 0;
}

/// Settles the rows that are not called, and counts those of each rule that are.
static void sort_out(run *r, uint32_t *counts)
{
  const zp_host *host = r->host;
  for (size_t i = 0; i < r->batch->count; i++) {
    const zp_row_reading *row = r->batch->rows[i];
    uint16_t index = r->batch->rules[i];
    bool ruled = index < host->policy.rule_count;
    r->outcomes[i] = (zp_outcome){ .rule = ruled ? index : ZP_NO_RULE };
    uint32_t missing = ruled ? host->codes[index].required & ~row->inputs.present : 0;
    if (!ruled)
      leave_unruled(row, &r->outcomes[i]);
    else if (missing != 0)
      leave_unscored(row, missing, &r->outcomes[i]);
    else
      counts[index]++;
  }
}

/// The rows to call, those of a rule side by side. False when memory is short.
static bool put_in_order(run *r)
{
  size_t rules = r->host->policy.rule_count;
  sort_out(r, r->ends);
  for (size_t rule = 0; rule < rules; rule++) {
    uint32_t count = r->ends[rule];
    r->ends[rule] = (uint32_t)r->count; // moves to its end while the rows are put there
    r->count += count;
  }
  r->order = ZP_TAKE(r->arena, uint32_t, r->count);
  if (r->order == NULL) return false;
  for (size_t i = 0; i < r->batch->count; i++)
    if (r->outcomes[i].kind == ZP_SCORED) r->order[r->ends[r->outcomes[i].rule]++] = (uint32_t)i;
  return true;
}

// ---- rules that raise
// -------------------------------------------------------------------------------------------------

/// What the error at the top of the stack says in its own words; nothing of the script runs.
static zp_text raised_words(const zp_sandbox *box, zp_arena *arena)
{
  zp_text message, name;
  uint32_t line;
  message.ptr = lua_tolstring(box->L, -1, &message.len);
  zp_text text = zp_message_split(message, &name, &line);
  bool elsewhere = name.len != 0 && !zp_text_starts(zp_text_from(box->watched + 1), name);
  return zp_gate_words(elsewhere ? message : text, arena);
}

bool zp_raised_fault(const zp_sandbox *box, bool limited, zp_arena *arena, zp_outcome *outcome)
{
  if (limited)
    outcome->fault = zp_sandbox_stop_words(box, arena);
  else if (lua_type(box->L, -1) != LUA_TSTRING)
    outcome->fault = zp_word_arg(ZP_W_FAULT_NOT_TEXT);
  else
    outcome->note = raised_words(box, arena);
  return outcome->fault.ptr != NULL || outcome->note.ptr != NULL;
}

/// Turns what was raised into the fault of the row it was raised for. False when memory is short.
static bool take_fault(run *r, int code)
{
  zp_sandbox *box = &r->host->box;
  uint32_t i = r->order[r->at];
  zp_outcome *outcome = &r->outcomes[i];
  uint16_t index = r->batch->rules[i];
  bool limited = zp_sandbox_limited(box, code);
  if (code == LUA_ERRMEM && !limited) return false;
  *outcome = (zp_outcome){ .kind = ZP_FAULT, .reason = ZP_REASON_FAULT, .rule = index };
  outcome->line = box->line != 0 ? box->line : r->host->policy.rules[index].line;
  if (!zp_raised_fault(box, limited, r->arena, outcome)) return false;
  if (limited) {
    r->stopped[index]++;
    zp_sandbox_restore(box); // faster than to collect what it hoarded
    zp_sandbox_arm(box, SIZE_MAX);
  }
  return outcome->fault.ptr != NULL || outcome->note.ptr != NULL;
}

zp_status zp_bridge_score(zp_host *host, const zp_batch *batch, zp_arena *arena,
                          zp_outcome *outcomes, zp_error *err)
{
  lua_State *L = host->box.L;
  run r = { .host = host, .batch = batch, .arena = arena, .outcomes = outcomes };
  if (batch->count > UINT32_MAX || !put_in_order(&r)) return zp_fail_memory(err);
  zp_sandbox_restore(&host->box);
  for (size_t i = 0; i < host->policy.rule_count; i++)
    if (host->progress->barred[i] != 0) r.stopped[i] = BARRED;
  while (r.at < r.count && !r.no_memory) {
    lua_settop(L, 0);
    lua_pushcfunction(L, zp_sandbox_trace);
    lua_pushcfunction(L, score_rows);
    lua_pushlightuserdata(L, &r);
    int code = lua_pcall(L, 1, 0, 1);
    if (code == LUA_OK) break;
    if (!take_fault(&r, code)) r.no_memory = true;
    r.at++;
  }
  lua_settop(L, 0);
  host->progress->inside = 0;
  return r.no_memory ? zp_fail_memory(err) : ZP_OK;
}
