// spec_calls.c: what a test can call: t.score, t.fails, t.equal, t.same. What is wrong is kept as a
// sentence of the catalogue; the error that is raised only ends the test.
#include <lauxlib.h>

#include "script/spec.h"
#include "script/trial.h"

enum { SAME_DEPTH = 16, SAME_MOST = 10000 };

static zp_spec *spec_of(lua_State *L)
{
  return lua_touserdata(L, lua_upvalueindex(1));
}

/// Raises. Texts may belong to the state: they are copied.
static int complain(lua_State *L, zp_word sentence, zp_text arg1, zp_text arg2, zp_text arg3)
{
  zp_spec *spec = spec_of(L);
  const zp_text args[3] = { arg1, arg2, arg3 };
  spec->complaint = (zp_complaint){ .made = true, .sentence = sentence };
  for (int i = 0; i < 3; i++) {
    if (args[i].len == 0) continue;
    spec->complaint.args[i] = zp_gate_words(args[i], spec->arena);
    if (spec->complaint.args[i].ptr == NULL) spec->no_memory = true;
  }
  return luaL_error(L, "complaint");
}

static int fail_memory(lua_State *L)
{
  spec_of(L)->no_memory = true;
  return luaL_error(L, "memory");
}

static zp_text text_at(lua_State *L, int index)
{
  zp_text text = { NULL, 0 };
  if (lua_type(L, index) == LUA_TSTRING) text.ptr = lua_tolstring(L, index, &text.len);
  return text;
}

// ---- asking for a score
// ---------------------------------------------------------------------------------------------

/// A veto or a deduction, whose inputs are those of a unit.
static void refuse_unit_rule(lua_State *L, const zp_policy *policy, zp_text wanted)
{
  zp_text none = { NULL, 0 };
  for (size_t i = policy->rule_count; wanted.len != 0 && i < zp_policy_rules(policy); i++)
    if (zp_text_equal(policy->rules[i].id, wanted)) complain(L, ZP_W_TEST_UNIT_RULE, wanted, none, none);
}

static uint16_t find_rule(lua_State *L, const zp_policy *policy)
{
  zp_text ids[ZP_RULES_MOST], wanted = text_at(L, 1);
  for (size_t i = 0; i < policy->rule_count; i++) {
    ids[i] = policy->rules[i].id;
    if (wanted.len != 0 && zp_text_equal(ids[i], wanted)) return (uint16_t)i;
  }
  refuse_unit_rule(L, policy, wanted);
  complain(L, ZP_W_TEST_RULE, wanted, zp_fields_near(wanted, ids, policy->rule_count),
           (zp_text){ NULL, 0 });
  return ZP_NO_RULE;
}

static void refuse_type(lua_State *L, zp_text name, const char *wanted)
{
  complain(L, ZP_W_TEST_TYPE, name, zp_text_from(wanted), zp_text_from(luaL_typename(L, -1)));
}

/// The value at the top of the stack as an input.
static void take_input(lua_State *L, zp_input input, zp_row_reading *row)
{
  zp_text name = zp_text_from(zp_input_name(input));
  bool number = (int)input < (int)ZP_INPUT_NUMBERS;
  if (lua_type(L, -1) != (number ? LUA_TNUMBER : LUA_TSTRING))
    refuse_type(L, name, number ? "number" : "string");
  row->inputs.present |= 1u << input;
  if (number)
    row->inputs.number[input] = lua_tonumber(L, -1);
  else
    row->inputs.text[input - ZP_INPUT_NUMBERS] = text_at(L, -1);
  if (input != ZP_IN_WEIGHT) return;
  bool fits = zp_dec_from_answer(row->inputs.number[input], 4, &row->weight);
  if (!fits || row->weight.e4 < 0 || row->weight.e4 > ZP_DEC(1000000).e4)
    complain(L, ZP_W_TEST_WEIGHT, name, (zp_text){ NULL, 0 }, (zp_text){ NULL, 0 });
}

/// The value at the top of the stack as a parameter.
static void take_param(lua_State *L, zp_param *param)
{
  static const int types[] = { LUA_TNUMBER, LUA_TBOOLEAN, LUA_TSTRING };
  if (lua_type(L, -1) != types[param->type])
    refuse_type(L, param->name, lua_typename(L, types[param->type]));
  switch (param->type) {
    case ZP_PARAM_NUMBER: param->number = lua_tonumber(L, -1); break;
    case ZP_PARAM_FLAG: param->flag = lua_toboolean(L, -1); break;
    case ZP_PARAM_TEXT: param->text = text_at(L, -1); break;
  }
}

static void refuse_name(lua_State *L, const zp_rule *rule, zp_text name)
{
  zp_text names[ZP_INPUT_COUNT + ZP_PARAMS_MOST];
  size_t count = 0;
  for (zp_input i = 0; i < ZP_INPUT_COUNT; i++) names[count++] = zp_text_from(zp_input_name(i));
  for (size_t i = 0; i < rule->param_count; i++) names[count++] = rule->params[i].name;
  complain(L, ZP_W_TEST_INPUT, name, zp_fields_near(name, names, count), rule->id);
}

/// The table at index 2: inputs by name, and parameters that are to differ from the pack's. Texts
/// stay the state's: the table keeps them while the rule runs.
static void take_inputs(lua_State *L, const zp_rule *rule, zp_row_reading *row,
                        zp_param params[ZP_PARAMS_MOST])
{
  if (lua_type(L, 2) != LUA_TTABLE) {
    lua_settop(L, 2);
    refuse_type(L, ZP_TEXT("inputs"), "table");
  }
  for (size_t i = 0; i < rule->param_count; i++) params[i] = rule->params[i];
  for (lua_pushnil(L); lua_next(L, 2) != 0; lua_pop(L, 1)) {
    zp_text name = text_at(L, -2);
    zp_input input = zp_input_named(name);
    size_t p = 0;
    if (input != ZP_INPUT_COUNT) {
      take_input(L, input, row);
      continue;
    }
    while (p < rule->param_count && !zp_text_equal(name, rule->params[p].name)) p++;
    if (p == rule->param_count) refuse_name(L, rule, name);
    take_param(L, &params[p]);
  }
  zp_inputs_add_rate(&row->inputs);
}

/// What the rule used counts as the test's own.
static void charge_score(lua_State *L, const zp_sandbox *box)
{
  int64_t used = (int64_t)box->limits.steps - box->left;
  zp_sandbox_charge(L, ZP_TEST_SCORE_STEPS + (used > 0 ? (size_t)used : 0));
}

static void run_rule(lua_State *L, zp_outcome *outcome)
{
  zp_spec *spec = spec_of(L);
  zp_param params[ZP_PARAMS_MOST];
  const zp_param *all = params;
  zp_error err = { 0 };
  uint16_t index = find_rule(L, &spec->host->policy);
  zp_row_reading row = { .group = SIZE_MAX };
  const zp_row_reading *const rows[] = { &row };
  take_inputs(L, &spec->host->policy.rules[index], &row, params);
  const zp_batch batch = { rows, &index, 1, &all };
  if (zp_bridge_score(spec->host, &batch, spec->arena, outcome, &err) != ZP_OK) fail_memory(L);
  charge_score(L, &spec->host->box);
}

static void push_note(lua_State *L, zp_text note)
{
  zp_sandbox *box = zp_sandbox_of(L);
  box->giving = true;
  if (note.len == 0)
    lua_pushnil(L);
  else
    lua_pushlstring(L, note.ptr, note.len);
  box->giving = false;
}

/// What is wrong, as a Chinese sentence: a test is written once, in whatever language its output is read.
static void push_fault(lua_State *L, zp_text fault)
{
  char room[512];
  const zp_text args[3] = { fault };
  push_note(L, (zp_text){ room, zp_message_fill("{1}", ZP_LANG_ZH, args, room, sizeof room) });
}

static void push_words(lua_State *L, const zp_outcome *outcome)
{
  if (outcome->fault.len != 0)
    push_fault(L, outcome->fault);
  else
    push_note(L, outcome->note);
}

/// t.score(rule, inputs) -> points, note or nil; when not scored: nil, reason, note or nil
static int call_score(lua_State *L)
{
  zp_outcome outcome;
  run_rule(L, &outcome);
  if (outcome.kind == ZP_SCORED)
    lua_pushnumber(L, zp_dec_to_double(outcome.points));
  else
    lua_pushnil(L);
  if (outcome.kind != ZP_SCORED) lua_pushstring(L, zp_reason_name(outcome.reason));
  push_words(L, &outcome);
  return outcome.kind == ZP_SCORED ? 2 : 3;
}

/// t.fails(rule, inputs) -> note: what is wrong with the rule's answer; raises when nothing is
static int call_fails(lua_State *L)
{
  zp_outcome outcome;
  run_rule(L, &outcome);
  if (outcome.kind != ZP_FAULT) {
    zp_text got = zp_outcome_words(ZP_RULE_ROW, &outcome, spec_of(L)->arena);
    return complain(L, ZP_W_RULES_EXPECTED, zp_text_from(zp_reason_name(ZP_REASON_FAULT)), got,
                    (zp_text){ NULL, 0 });
  }
  push_words(L, &outcome);
  return 1;
}

// ---- comparing
// ------------------------------------------------------------------------------------------------------

/// A value as people read it: numbers to nine decimals, texts in quotes, tables and functions by
/// their kind.
static zp_text value_words(lua_State *L, int index)
{
  zp_arena *arena = spec_of(L)->arena;
  char room[ZP_NUMBER_ROOM];
  switch (lua_type(L, index)) {
    case LUA_TNUMBER: {
      lua_Number number = lua_tonumber(L, index);
      if (number > -1e9 && number < 1e9)
        return zp_text_copy(zp_qty_print_short(zp_qty_from_answer(number), room), arena);
      return number == number ? ZP_TEXT("1000000000+") : ZP_TEXT("nan");
    }
    case LUA_TSTRING: return zp_text_format(arena, "\"%.*s\"", ZP_ARG(text_at(L, index)));
    case LUA_TBOOLEAN: return lua_toboolean(L, index) ? ZP_TEXT("true") : ZP_TEXT("false");
    default: return zp_text_from(luaL_typename(L, index));
  }
}

/// Numbers are the same when they are to nine decimals, as everywhere in rules.
static bool is_same(lua_State *L, int a, int b)
{
  if (lua_type(L, a) != LUA_TNUMBER || lua_type(L, b) != LUA_TNUMBER) return lua_rawequal(L, a, b);
  return zp_quantise(lua_tonumber(L, a)) == zp_quantise(lua_tonumber(L, b));
}

static int complain_values(lua_State *L, int got, int expected, zp_text what)
{
  return complain(L, what.len == 0 ? ZP_W_RULES_EXPECTED : ZP_W_TEST_EXPECTED,
                  value_words(L, expected), value_words(L, got), what);
}

/// t.equal(got, expected [, what]): raises when they differ
static int call_equal(lua_State *L)
{
  lua_settop(L, 3);
  if (!is_same(L, 1, 2)) complain_values(L, 1, 2, text_at(L, 3));
  return 0;
}

/// The largest position of a list; lists may have holes. Raises when it is none.
static lua_Integer list_end(lua_State *L, int list)
{
  lua_Integer end = 0;
  for (lua_pushnil(L); lua_next(L, list) != 0; lua_pop(L, 1)) {
    lua_Integer at = lua_isinteger(L, -2) ? lua_tointeger(L, -2) : 0;
    if (at < 1 || at > SAME_MOST)
      complain(L, ZP_W_TEST_LIST, (zp_text){ NULL, 0 }, (zp_text){ NULL, 0 }, (zp_text){ NULL, 0 });
    if (at > end) end = at;
  }
  return end;
}

/// The way to an item of a list in a list, from the inside; printed only when it is needed, since a
/// test may compare often.
typedef struct way {
  const struct way *up;
  lua_Integer at;
} way;

/// "[2][1]"
static zp_text print_way(lua_State *L, const way *step)
{
  zp_text text = ZP_TEXT("");
  for (; step != NULL && text.ptr != NULL; step = step->up)
    text = zp_text_format(spec_of(L)->arena, "[%d]%.*s", (int)step->at, ZP_ARG(text));
  return text;
}

static void compare_lists(lua_State *L, int got, int expected, const way *up, int depth)
{
  if (depth > SAME_DEPTH || !lua_checkstack(L, 8)) luaL_error(L, "same: lists too deep");
  lua_Integer end = list_end(L, got), other = list_end(L, expected);
  if (other > end) end = other;
  zp_sandbox_charge(L, (size_t)end + 1);
  for (lua_Integer i = 1; i <= end; i++) {
    const way step = { up, i };
    lua_rawgeti(L, got, i);
    lua_rawgeti(L, expected, i);
    int top = lua_gettop(L);
    if (lua_istable(L, top) && lua_istable(L, top - 1))
      compare_lists(L, top - 1, top, &step, depth + 1);
    else if (!is_same(L, top - 1, top))
      complain_values(L, top - 1, top, print_way(L, &step));
    lua_settop(L, top - 2);
  }
}

/// t.same(got, expected): raises when two lists, and lists in them, differ in an item
static int call_same(lua_State *L)
{
  lua_settop(L, 2);
  if (!lua_istable(L, 1) || !lua_istable(L, 2)) return complain_values(L, 1, 2, ZP_TEXT(""));
  compare_lists(L, 1, 2, NULL, 0);
  return 0;
}

static const luaL_Reg calls[] = {
  { "score", call_score }, { "fails", call_fails }, { "equal", call_equal }, { "same", call_same }
};
enum { CALLS = sizeof calls / sizeof calls[0] };

void zp_spec_push(zp_spec *spec)
{
  lua_State *L = spec->box.L;
  luaL_checkstack(L, 4, NULL);
  lua_createtable(L, 0, CALLS);
  for (size_t i = 0; i < CALLS; i++) {
    lua_pushlightuserdata(L, spec);
    lua_pushcclosure(L, calls[i].func, 1);
    lua_setfield(L, -2, calls[i].name);
  }
}

const char *zp_spec_call(size_t index)
{
  return index < CALLS ? calls[index].name : NULL;
}
