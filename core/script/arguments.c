// arguments.c: the parameter names of a function say what it is given: they are read once, when the
// file is loaded.
#include <lauxlib.h>
#include <string.h>

#include "script/bounds.h"
#include "script/pack.h"

static const struct {
  zp_input input;
  bool required;
} inputs[] = {
#define REQUIRED true
#define OPTIONAL false
#define X(name, lua, type, need, doc) { ZP_IN_##name, need },
  ZP_INPUT_MAP(X)
#undef X
#undef REQUIRED
#undef OPTIONAL
};

// ---- names
// ----------------------------------------------------------------------------------------------------------

zp_input zp_input_named(zp_text name)
{
  for (zp_input i = 0; i < ZP_INPUT_COUNT; i++)
    if (zp_text_equal(name, zp_text_from(zp_input_name(i)))) return i;
  return ZP_INPUT_COUNT;
}

/// The series of that name, when `who` may ask for it; else ZP_SERIES_COUNT.
static zp_series_name series_named(unsigned who, zp_text name)
{
  for (zp_series_name i = 0; i < ZP_SERIES_COUNT; i++) {
    const zp_series_kind *kind = zp_series_kind_of(i);
    if ((kind->who & who) != 0 && zp_text_equal(name, zp_text_from(kind->name))) return i;
  }
  return ZP_SERIES_COUNT;
}

bool zp_arguments_has(unsigned who, zp_text name)
{
  return who == ZP_ASK_ROW ? zp_input_named(name) != ZP_INPUT_COUNT
                           : series_named(who, name) != ZP_SERIES_COUNT;
}

void zp_arguments_names(unsigned who, const zp_rule *rule, const char *names[ZP_NAMES_MOST])
{
  size_t count = 0;
  for (zp_input i = 0; who == ZP_ASK_ROW && i < ZP_INPUT_COUNT; i++)
    names[count++] = zp_input_name(i);
  for (zp_series_name i = 0; i < ZP_SERIES_COUNT; i++)
    if ((zp_series_kind_of(i)->who & who) != 0) names[count++] = zp_series_kind_of(i)->name;
  for (size_t i = 0; i < rule->param_count; i++)
    names[count++] = rule->params[i].name.ptr; // ends with NUL
  names[count] = NULL;
}

// ---- parameters of a function
// ---------------------------------------------------------------------------------------

/// "score", "combine.unit".
static zp_text function_name(const zp_fields *fields, zp_text name)
{
  if (fields->step == NULL) return name;
  return zp_text_format(fields->arena, "%.*s.%.*s", ZP_ARG(fields->step->name), ZP_ARG(name));
}

/// The line of the function, and in it the argument.
static void fail_argument(const zp_fields *fields, zp_key key, unsigned who, const zp_rule *rule,
                          zp_text name)
{
  const char *names[ZP_NAMES_MOST];
  zp_text texts[ZP_NAMES_MOST];
  size_t count = 0, start;
  zp_arguments_names(who, rule, names);
  for (; names[count] != NULL; count++) texts[count] = zp_text_from(names[count]);
  zp_place place = { .file = fields->source->shown, .row = rule->line };
  zp_fail(fields->err, ZP_E_INPUT_UNKNOWN, &place, name,
          zp_fields_nearest(name, texts, count, fields->arena), function_name(fields, key.name));
  zp_text shown = zp_text_trim(zp_source_line(
      fields->source, zp_source_line_start(fields->source, rule->line), &start));
  size_t at = zp_text_find(shown, name);
  zp_error_cell(fields->err, shown, at == SIZE_MAX ? 0 : at, at == SIZE_MAX ? 0 : name.len);
}

static bool resolve(unsigned who, const zp_rule *rule, zp_text name, zp_argument *argument)
{
  for (size_t i = 0; i < rule->param_count; i++) {
    if (!zp_text_equal(name, rule->params[i].name)) continue;
    *argument = (zp_argument){ .is_param = true, .param = i };
    return true;
  }
  if (who == ZP_ASK_ROW)
    *argument = (zp_argument){ .input = zp_input_named(name) };
  else
    *argument = (zp_argument){ .series = series_named(who, name) };
  return zp_arguments_has(who, name);
}

/// What the bridge has to do for an argument, decided once.
static void prepare_push(unsigned who, const zp_argument *argument, size_t at, zp_code *code)
{
  if (argument->is_param || who != ZP_ASK_ROW) {
    code->pushes[at].how = argument->is_param ? ZP_PUSH_PARAM : ZP_PUSH_SERIES;
    code->pushes[at].index =
        (uint8_t)(argument->is_param ? argument->param : (size_t)argument->series);
    return;
  }
  bool required = inputs[argument->input].required;
  bool number = (int)argument->input < (int)ZP_INPUT_NUMBERS;
  code->pushes[at].index = (uint8_t)argument->input;
  if (!number)
    code->pushes[at].how = ZP_PUSH_TEXT;
  else
    code->pushes[at].how = required ? ZP_PUSH_NUMBER : ZP_PUSH_OPTIONAL;
  if (required) code->required |= 1u << argument->input;
}

static bool is_number_param(const zp_rule *rule, const zp_argument *argument)
{
  return argument->is_param && rule->params[argument->param].type == ZP_PARAM_NUMBER;
}

/// Numbers of the row come first in most rules, and numbers of the pack last: those are pushed
/// without asking what each is.
static void find_stretches(const zp_rule *rule, zp_code *code)
{
  size_t lead = 0, tail = rule->argument_count;
  while (lead < tail && code->pushes[lead].how == ZP_PUSH_NUMBER) lead++;
  while (tail > lead && is_number_param(rule, &rule->arguments[tail - 1])) tail--;
  code->lead = (uint8_t)lead;
  code->tail = (uint8_t)tail;
}

/// The function is at the top of the stack and stays there.
static void read_arguments(const zp_fields *fields, zp_key key, unsigned who,
                           const lua_Debug *about, zp_rule *rule, zp_code *code)
{
  for (size_t i = 0; i < about->nparams && fields->err->status == ZP_OK; i++) {
    lua_pushvalue(fields->L, -1);
    zp_text name = zp_text_from(lua_getlocal(fields->L, NULL, (int)i + 1));
    lua_pop(fields->L, 1);
    if (!resolve(who, rule, name, &rule->arguments[i])) {
      fail_argument(fields, key, who, rule, name);
      return;
    }
    prepare_push(who, &rule->arguments[i], i, code);
  }
  rule->argument_count = about->nparams;
  if (fields->err->status == ZP_OK) find_stretches(rule, code);
}

// ---- the function
// ---------------------------------------------------------------------------------------------------

static void check_type(const zp_fields *fields, zp_key key)
{
  int type = zp_fields_type(fields, key);
  if (type == LUA_TNIL)
    zp_fields_fail(fields, key, ZP_E_FIELD_MISSING, (zp_text){ NULL, 0 });
  else if (type != LUA_TFUNCTION)
    zp_fields_fail(fields, key, ZP_E_FIELD_TYPE, ZP_TEXT("function"));
}

static void check_form(const zp_fields *fields, zp_key key, const lua_Debug *about)
{
  if (about->what[0] == 'C')
    zp_fields_fail(fields, key, ZP_E_FIELD_TYPE, ZP_TEXT("function(...) ... end"));
  else if (about->isvararg)
    zp_fields_fail(fields, key, ZP_E_FIELD_VALUE, ZP_TEXT("function(...)"));
  else if (about->nparams > ZP_ARGUMENTS_MOST)
    zp_fields_fail(fields, key, ZP_E_FIELD_VALUE,
                   zp_text_format(fields->arena, "%d > %d", about->nparams, ZP_ARGUMENTS_MOST));
}

void zp_function_read(const zp_fields *fields, zp_key key, unsigned who, zp_rule *rule,
                      zp_code *code)
{
  lua_State *L = fields->L;
  lua_Debug about;
  check_type(fields, key);
  if (fields->err->status != ZP_OK) return;
  lua_pushlstring(L, key.name.ptr, key.name.len);
  lua_rawget(L, fields->table);
  lua_pushvalue(L, -1);
  lua_getinfo(L, ">Su", &about);
  check_form(fields, key, &about);
  // A shape of rules/lib is defined in another file: then the line of the field is what the author
  // can find.
  zp_step step = { fields->step, key.name, 0 };
  bool here = strcmp(about.source, code->chunk) == 0 && about.linedefined > 0;
  rule->line = here ? (uint32_t)about.linedefined
                    : zp_source_place(fields->source, zp_source_find(fields->source, &step)).row;
  read_arguments(fields, key, who, &about, rule, code);
  code->most_steps = zp_bounds_steps(L);
}
