// rule_file.c: one rule file -> a rule: what it applies to, its parameters, what its score function
// asks for, its examples.
#include <lauxlib.h>
#include <string.h>

#include "script/bounds.h"
#include "script/pack.h"

static const char *const known[] = { "id",     "title", "basis",    "applies",
                                     "params", "score", "examples", NULL };

static const char *const kinds[] = { "blank", "number",      "percent",  "money", "date",
                                     "range", "qualitative", "compound", NULL };
static const char *const directions[] = { "none", "up", "down", "equal", "zero", NULL };
static const char *const row_kinds[] = { "indicator", "execution", NULL };

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

// ---- the comments at the head of the file
// -------------------------------------------------------------------------------

/// First `---` line and `-- @basis` line of the comments before any code.
static void read_header(const zp_source *source, zp_text *doc, zp_text *basis)
{
  static const zp_text mark = { "@basis", 6 };
  for (size_t at = 0; at < source->bytes.len;) {
    size_t start;
    zp_text line = zp_source_line(source, at, &start);
    at = start + line.len + 1;
    line = zp_text_trim(line);
    if (line.len == 0) continue;
    if (!zp_text_starts(line, ZP_TEXT("--"))) return;
    bool main = zp_text_starts(line, ZP_TEXT("---"));
    zp_text words = zp_text_trim(zp_text_slice(line, main ? 3 : 2, line.len));
    if (zp_text_starts(words, mark))
      *basis = zp_text_trim(zp_text_slice(words, mark.len, words.len));
    else if (main && doc->len == 0)
      *doc = words;
  }
}

static void read_words(zp_fields *fields, zp_text name, zp_rule *rule)
{
  zp_text basis = { NULL, 0 };
  rule->id = zp_fields_text(fields, ZP_NAMED("id"), ZP_REQUIRED);
  rule->title = zp_fields_text(fields, ZP_NAMED("title"), ZP_REQUIRED);
  read_header(fields->source, &rule->doc, &basis);
  rule->basis = zp_fields_text(fields, ZP_NAMED("basis"), ZP_OPTIONAL);
  if (rule->basis.len == 0) rule->basis = basis;
  if (rule->basis.len == 0)
    zp_fields_fail(fields, ZP_NAMED("basis"), ZP_E_FIELD_MISSING, (zp_text){ NULL, 0 });
  if (!zp_text_equal(rule->id, name)) {
    zp_text about = zp_text_format(fields->arena, "%.*s -> %.*s", ZP_ARG(rule->id), ZP_ARG(name));
    zp_fields_fail(fields, ZP_NAMED("id"), ZP_E_FIELD_VALUE, about);
  }
}

static void read_applies(const zp_fields *fields, const zp_policy *policy, zp_applies *applies)
{
  static const char *const names[] = { "row",   "kind",   "dates", "actual", "direction",
                                       "group", "level2", "name",  NULL };
  zp_fields inner;
  if (!zp_fields_enter(fields, ZP_NAMED("applies"), ZP_REQUIRED, names, &inner)) return;
  applies->execution = zp_fields_choice(&inner, ZP_NAMED("row"), ZP_OPTIONAL, row_kinds) == 1;
  applies->kinds = zp_fields_choices(&inner, ZP_NAMED("kind"), ZP_OPTIONAL, kinds);
  applies->actual_kinds = zp_fields_choices(&inner, ZP_NAMED("actual"), ZP_OPTIONAL, kinds);
  if (zp_fields_has(&inner, ZP_NAMED("dates")))
    applies->dates =
        zp_fields_flag(&inner, ZP_NAMED("dates"), ZP_REQUIRED) ? ZP_DATES_ONLY : ZP_DATES_NONE;
  applies->directions = zp_fields_choices(&inner, ZP_NAMED("direction"), ZP_OPTIONAL, directions);
  applies->groups = zp_fields_words(&inner, ZP_NAMED("group"), ZP_OPTIONAL);
  applies->level2 = zp_fields_words(&inner, ZP_NAMED("level2"), ZP_OPTIONAL);
  applies->names = zp_fields_words(&inner, ZP_NAMED("name"), ZP_OPTIONAL);
  for (size_t i = 0; i < applies->groups.count; i++)
    zp_manifest_check_group(&inner, policy, applies->groups.items[i]);
  zp_fields_leave(&inner);
}

// ---- parameters
// -----------------------------------------------------------------------------------------------------

/// Reads a number, flag or text; `param->type` is set from what is there.
static void read_value(const zp_fields *fields, zp_key key, zp_param *param)
{
  switch (zp_fields_type(fields, key)) {
    case LUA_TNUMBER:
      param->type = ZP_PARAM_NUMBER;
      param->number = zp_fields_number(fields, key, ZP_REQUIRED);
      break;
    case LUA_TBOOLEAN:
      param->type = ZP_PARAM_FLAG;
      param->flag = zp_fields_flag(fields, key, ZP_REQUIRED);
      break;
    case LUA_TSTRING:
      param->type = ZP_PARAM_TEXT;
      param->text = zp_fields_text(fields, key, ZP_OPTIONAL);
      break;
    case LUA_TNIL: zp_fields_fail(fields, key, ZP_E_FIELD_MISSING, (zp_text){ NULL, 0 }); break;
    default: zp_fields_fail(fields, key, ZP_E_FIELD_TYPE, ZP_TEXT("number | boolean | string"));
  }
}

void zp_param_set(const zp_fields *fields, zp_key key, zp_param *param)
{
  static const char *const types[] = { "number", "boolean", "string" };
  zp_param given = *param;
  read_value(fields, key, &given);
  if (given.type != param->type)
    zp_fields_fail(fields, key, ZP_E_FIELD_TYPE, zp_text_from(types[param->type]));
  else
    *param = given;
}

zp_input zp_input_named(zp_text name)
{
  for (zp_input i = 0; i < ZP_INPUT_COUNT; i++)
    if (zp_text_equal(name, zp_text_from(zp_input_name(i)))) return i;
  return ZP_INPUT_COUNT;
}

static void read_param(const zp_fields *map, zp_text name, zp_param *param)
{
  static const char *const names[] = { "default", "doc", NULL };
  zp_fields inner;
  if (zp_input_named(name) != ZP_INPUT_COUNT)
    zp_fields_fail(map, zp_key_named(name), ZP_E_FIELD_VALUE,
                   zp_text_format(map->arena, "input %s", name.ptr));
  if (!zp_fields_enter(map, zp_key_named(name), ZP_REQUIRED, names, &inner)) return;
  param->name = name;
  param->doc = zp_fields_text(&inner, ZP_NAMED("doc"), ZP_REQUIRED);
  read_value(&inner, ZP_NAMED("default"), param);
  zp_fields_leave(&inner);
}

static void read_params(const zp_fields *fields, zp_rule *rule, zp_code *code)
{
  zp_fields map;
  if (!zp_fields_enter(fields, ZP_NAMED("params"), ZP_OPTIONAL, NULL, &map)) return;
  zp_words names = zp_fields_names(&map, ZP_PARAMS_MOST);
  zp_param *defaults = ZP_TAKE(fields->arena, zp_param, names.count);
  rule->params = ZP_TAKE(fields->arena, zp_param, names.count);
  if (defaults == NULL || rule->params == NULL) {
    zp_fail_memory(fields->err);
  } else {
    for (size_t i = 0; i < names.count; i++) read_param(&map, names.items[i], &defaults[i]);
    if (names.count != 0) memcpy(rule->params, defaults, names.count * sizeof *defaults);
    rule->param_count = names.count;
    code->defaults = defaults;
  }
  zp_fields_leave(&map);
}

// ---- the score function
// ---------------------------------------------------------------------------------------------

enum { NAMES_MOST = ZP_INPUT_COUNT + ZP_PARAMS_MOST + 1 };

/// Every name a score function or an example may use, NULL-terminated.
static void list_names(const zp_rule *rule, const char *names[NAMES_MOST])
{
  size_t count = 0;
  for (zp_input i = 0; i < ZP_INPUT_COUNT; i++) names[count++] = zp_input_name(i);
  for (size_t i = 0; i < rule->param_count; i++)
    names[count++] = rule->params[i].name.ptr; // ends with NUL
  names[count] = NULL;
}

/// The line of the function, and in it the argument.
static void fail_argument(const zp_fields *fields, const zp_rule *rule, uint32_t line, zp_text name)
{
  const char *names[NAMES_MOST];
  zp_text texts[NAMES_MOST], none = { NULL, 0 };
  size_t count = 0, start;
  list_names(rule, names);
  for (; names[count] != NULL; count++) texts[count] = zp_text_from(names[count]);
  zp_place place = { .file = fields->source->shown, .row = line };
  zp_fail(fields->err, ZP_E_INPUT_UNKNOWN, &place, name,
          zp_fields_nearest(name, texts, count, fields->arena), none);
  zp_text shown = zp_text_trim(
      zp_source_line(fields->source, zp_source_line_start(fields->source, line), &start));
  size_t at = zp_text_find(shown, name);
  zp_error_cell(fields->err, shown, at == SIZE_MAX ? 0 : at, at == SIZE_MAX ? 0 : name.len);
}

static bool resolve(const zp_rule *rule, zp_text name, zp_argument *argument)
{
  for (size_t i = 0; i < rule->param_count; i++) {
    if (!zp_text_equal(name, rule->params[i].name)) continue;
    *argument = (zp_argument){ .is_param = true, .param = i };
    return true;
  }
  *argument = (zp_argument){ .input = zp_input_named(name) };
  return argument->input != ZP_INPUT_COUNT;
}

/// What the bridge has to do for an argument, decided once.
static void prepare_push(const zp_argument *argument, size_t at, zp_code *code)
{
  bool required = !argument->is_param && inputs[argument->input].required;
  bool number = (int)argument->input < (int)ZP_INPUT_NUMBERS;
  code->pushes[at].index =
      (uint8_t)(argument->is_param ? argument->param : (size_t)argument->input);
  if (argument->is_param)
    code->pushes[at].how = ZP_PUSH_PARAM;
  else if (!number)
    code->pushes[at].how = ZP_PUSH_TEXT;
  else
    code->pushes[at].how = required ? ZP_PUSH_NUMBER : ZP_PUSH_OPTIONAL;
  if (required) code->required |= 1u << argument->input;
}

/// The function is at the top of the stack and stays there.
static void read_arguments(const zp_fields *fields, const lua_Debug *about, zp_rule *rule,
                           zp_code *code)
{
  for (size_t i = 0; i < about->nparams && fields->err->status == ZP_OK; i++) {
    lua_pushvalue(fields->L, -1);
    zp_text name = zp_text_from(lua_getlocal(fields->L, NULL, (int)i + 1));
    lua_pop(fields->L, 1);
    if (!resolve(rule, name, &rule->arguments[i])) {
      fail_argument(fields, rule, rule->line, name);
      return;
    }
    prepare_push(&rule->arguments[i], i, code);
  }
  rule->argument_count = about->nparams;
}

/// Leaves the function on the stack when all is well.
static void read_score(const zp_fields *fields, zp_rule *rule, zp_code *code)
{
  lua_State *L = fields->L;
  lua_Debug about;
  zp_key key = ZP_NAMED("score");
  int type = zp_fields_type(fields, key);
  if (type == LUA_TNIL)
    zp_fields_fail(fields, key, ZP_E_FIELD_MISSING, (zp_text){ NULL, 0 });
  else if (type != LUA_TFUNCTION)
    zp_fields_fail(fields, key, ZP_E_FIELD_TYPE, ZP_TEXT("function"));
  if (fields->err->status != ZP_OK) return;
  lua_pushliteral(L, "score");
  lua_rawget(L, fields->table);
  lua_pushvalue(L, -1);
  lua_getinfo(L, ">Su", &about);
  if (about.what[0] == 'C')
    zp_fields_fail(fields, key, ZP_E_FIELD_TYPE, ZP_TEXT("function(...) ... end"));
  else if (about.isvararg)
    zp_fields_fail(fields, key, ZP_E_FIELD_VALUE, ZP_TEXT("function(...)"));
  else if (about.nparams > ZP_ARGUMENTS_MOST)
    zp_fields_fail(fields, key, ZP_E_FIELD_VALUE,
                   zp_text_format(fields->arena, "%d > %d", about.nparams, ZP_ARGUMENTS_MOST));
  // A shape of rules/lib is defined in another file: then the line of the field is what the author
  // can find.
  zp_step step = { NULL, key.name, 0 };
  bool here = strcmp(about.source, code->chunk) == 0 && about.linedefined > 0;
  rule->line = here ? (uint32_t)about.linedefined
                    : zp_source_place(fields->source, zp_source_find(fields->source, &step)).row;
  read_arguments(fields, &about, rule, code);
  code->most_steps = zp_bounds_steps(L);
}

// ---- examples
// ---------------------------------------------------------------------------------------------------------

static void read_input(const zp_fields *values, zp_input input, zp_inputs *out)
{
  zp_key key = zp_key_named(zp_text_from(zp_input_name(input)));
  if (!zp_fields_has(values, key)) return;
  out->present |= 1u << input;
  if ((int)input < (int)ZP_INPUT_NUMBERS)
    out->number[input] = zp_fields_number(values, key, ZP_REQUIRED);
  else
    out->text[input - ZP_INPUT_NUMBERS] = zp_fields_text(values, key, ZP_OPTIONAL);
}

void zp_inputs_add_rate(zp_inputs *out)
{
  uint32_t both = 1u << ZP_IN_TARGET | 1u << ZP_IN_ACTUAL, rate = 1u << ZP_IN_RATE;
  if ((out->present & (both | rate)) != both || out->number[ZP_IN_TARGET] == 0) return;
  out->number[ZP_IN_RATE] = zp_quantise(out->number[ZP_IN_ACTUAL] / out->number[ZP_IN_TARGET]);
  out->present |= rate;
}

static void read_values(const zp_fields *item, const zp_rule *rule, const zp_code *code,
                        zp_example *example)
{
  const char *names[NAMES_MOST];
  zp_fields values;
  list_names(rule, names);
  if (!zp_fields_enter(item, zp_key_at(2), ZP_REQUIRED, names, &values)) return;
  for (zp_input i = 0; i < ZP_INPUT_COUNT; i++) read_input(&values, i, &example->inputs);
  zp_inputs_add_rate(&example->inputs);
  example->weight =
      zp_fields_dec(&values, ZP_NAMED("weight"), ZP_REQUIRED, ZP_DEC(0), ZP_DEC(1000000));
  zp_param *params = ZP_TAKE(item->arena, zp_param, rule->param_count);
  if (params == NULL) zp_fail_memory(item->err);
  for (size_t i = 0; params != NULL && i < rule->param_count; i++) {
    zp_key key = zp_key_named(rule->params[i].name);
    params[i] = code->defaults[i];
    if (zp_fields_has(&values, key)) zp_param_set(&values, key, &params[i]);
  }
  example->params = params;
  zp_fields_leave(&values);
}

static void read_expected(const zp_fields *item, zp_example *example)
{
  const char *reasons[ZP_REASON_COUNT + 1] = { NULL };
  if (zp_fields_type(item, zp_key_at(3)) != LUA_TSTRING) {
    example->points = zp_fields_dec(item, zp_key_at(3), ZP_REQUIRED, ZP_DEC(0), ZP_DEC(1000000));
    return;
  }
  for (int i = 0; i < ZP_REASON_COUNT; i++) reasons[i] = zp_reason_name((zp_reason)i);
  example->reason = (zp_reason)zp_fields_choice(item, zp_key_at(3), ZP_REQUIRED, reasons);
}

static void read_example(const zp_fields *list, size_t index, const zp_rule *rule,
                         const zp_code *code, zp_example *example)
{
  zp_fields item;
  if (!zp_fields_enter(list, zp_key_at(index), ZP_REQUIRED, NULL, &item)) return;
  size_t count = zp_fields_count(&item, 3);
  (void)count; // what is missing is told by the reads below
  example->line = zp_source_place(list->source, zp_source_find(list->source, item.step)).row;
  example->title = zp_fields_text(&item, zp_key_at(1), ZP_REQUIRED);
  read_values(&item, rule, code, example);
  read_expected(&item, example);
  zp_fields_leave(&item);
}

static void read_examples(const zp_fields *fields, zp_rule *rule, zp_code *code)
{
  zp_fields list;
  if (!zp_fields_enter(fields, ZP_NAMED("examples"), ZP_REQUIRED, NULL, &list)) return;
  size_t count = zp_fields_count(&list, ZP_EXAMPLES_MOST);
  if (count == 0) zp_fields_fail(fields, ZP_NAMED("examples"), ZP_E_FIELD_VALUE, ZP_TEXT("{}"));
  code->examples = ZP_TAKE(fields->arena, zp_example, count);
  if (code->examples == NULL) zp_fail_memory(fields->err);
  for (size_t i = 0; i < count && fields->err->status == ZP_OK; i++)
    read_example(&list, i + 1, rule, code, &code->examples[i]);
  rule->example_count = count;
  zp_fields_leave(&list);
}

// ---- the file
// -----------------------------------------------------------------------------------------------------------

zp_status zp_rule_load(zp_sandbox *box, const zp_source *source, const zp_policy *policy,
                       zp_text name, zp_rule *rule, zp_code *code, zp_error *err)
{
  zp_text chunk = zp_text_format(box->arena, "=%.*s", ZP_ARG(source->shown));
  if (chunk.ptr == NULL) return zp_fail_memory(err);
  if (zp_sandbox_load(box, source, err) != ZP_OK) return err->status;
  zp_fields fields = { .L = box->L, .source = source, .arena = box->arena, .err = err };
  zp_fields_open(&fields, known);
  code->chunk = chunk.ptr;
  rule->file = source->shown;
  read_words(&fields, name, rule);
  read_applies(&fields, policy, &rule->applies);
  read_params(&fields, rule, code);
  read_examples(&fields, rule, code);
  read_score(&fields, rule, code);
  if (err->status == ZP_OK) lua_remove(box->L, fields.table);
  return err->status;
}
