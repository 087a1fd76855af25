// params.c: the parameters of a rule: as its file gives them, as an example or a pack sets them.
#include <string.h>

#include "script/pack.h"

// ---- values
// ---------------------------------------------------------------------------------------------------------

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

const zp_param *zp_params_of_example(const zp_fields *values, const zp_rule *rule,
                                     const zp_code *code)
{
  zp_param *params = ZP_TAKE(values->arena, zp_param, rule->param_count);
  if (params == NULL) zp_fail_memory(values->err);
  for (size_t i = 0; params != NULL && i < rule->param_count; i++) {
    zp_key key = zp_key_named(rule->params[i].name);
    params[i] = code->defaults[i];
    if (zp_fields_has(values, key)) zp_param_set(values, key, &params[i]);
  }
  return params;
}

// ---- the `params` of a rule
// -----------------------------------------------------------------------------------------

static void read_param(const zp_fields *map, unsigned who, zp_text name, zp_param *param)
{
  static const char *const names[] = { "default", "doc", NULL };
  zp_fields inner;
  if (zp_arguments_has(who, name))
    zp_fields_fail(map, zp_key_named(name), ZP_E_FIELD_VALUE,
                   zp_text_format(map->arena, "input %s", name.ptr));
  if (!zp_fields_enter(map, zp_key_named(name), ZP_REQUIRED, names, &inner)) return;
  param->name = name;
  param->doc = zp_fields_text(&inner, ZP_NAMED("doc"), ZP_REQUIRED);
  read_value(&inner, ZP_NAMED("default"), param);
  zp_fields_leave(&inner);
}

void zp_params_read(const zp_fields *fields, unsigned who, zp_rule *rule, zp_code *code)
{
  zp_fields map;
  if (!zp_fields_enter(fields, ZP_NAMED("params"), ZP_OPTIONAL, NULL, &map)) return;
  zp_words names = zp_fields_names(&map, ZP_PARAMS_MOST);
  zp_param *defaults = ZP_TAKE(fields->arena, zp_param, names.count);
  rule->params = ZP_TAKE(fields->arena, zp_param, names.count);
  if (defaults == NULL || rule->params == NULL) {
    zp_fail_memory(fields->err);
  } else {
    for (size_t i = 0; i < names.count; i++) read_param(&map, who, names.items[i], &defaults[i]);
    if (names.count != 0) memcpy(rule->params, defaults, names.count * sizeof *defaults);
    rule->param_count = names.count;
    code->defaults = defaults;
  }
  zp_fields_leave(&map);
}

// ---- the `params` of a pack
// -----------------------------------------------------------------------------------------

static void override_rule(const zp_fields *map, zp_rule *rule)
{
  zp_fields inner;
  zp_text *allowed = ZP_TAKE(map->arena, zp_text, rule->param_count);
  if (allowed == NULL) zp_fail_memory(map->err);
  if (allowed == NULL || !zp_fields_enter(map, zp_key_named(rule->id), ZP_REQUIRED, NULL, &inner))
    return;
  for (size_t i = 0; i < rule->param_count; i++) allowed[i] = rule->params[i].name;
  zp_words names = zp_fields_names(&inner, ZP_PARAMS_MOST);
  for (size_t n = 0; n < names.count; n++) {
    size_t i = 0;
    while (i < rule->param_count && !zp_text_equal(names.items[n], allowed[i])) i++;
    if (i == rule->param_count) {
      zp_fields_fail(&inner, zp_key_named(names.items[n]), ZP_E_FIELD_UNKNOWN,
                     zp_fields_nearest(names.items[n], allowed, rule->param_count, map->arena));
      break;
    }
    zp_param *param = &rule->params[i];
    const zp_step step = { inner.step, param->name, 0 };
    zp_place place = zp_source_place(inner.source, zp_source_find(inner.source, &step));
    zp_param_set(&inner, zp_key_named(names.items[n]), param);
    param->overridden = true;
    param->set_file = place.file;
    param->set_line = place.row;
  }
  zp_fields_leave(&inner);
}

/// Index of the rule; `count` when there is none.
static size_t rule_named(const zp_rule *rules, size_t count, zp_text name)
{
  size_t i = 0;
  while (i < count && !zp_text_equal(rules[i].id, name)) i++;
  return i;
}

static void fail_rule_name(const zp_fields *map, const zp_rule *rules, size_t count, zp_text name)
{
  zp_text *ids = ZP_TAKE(map->arena, zp_text, count);
  for (size_t i = 0; ids != NULL && i < count; i++) ids[i] = rules[i].id;
  if (ids == NULL)
    zp_fail_memory(map->err);
  else
    zp_fields_fail(map, zp_key_named(name), ZP_E_FIELD_UNKNOWN,
                   zp_fields_nearest(name, ids, count, map->arena));
}

void zp_params_override(const zp_fields *fields, size_t generation, zp_policy *policy,
                        const zp_code *codes)
{
  zp_fields own = *fields, map;
  size_t count = zp_policy_rules(policy);
  own.base = NULL;
  if (!zp_fields_enter(&own, ZP_NAMED("params"), ZP_OPTIONAL, NULL, &map)) return;
  zp_words names = zp_fields_names(&map, ZP_RULES_MOST);
  for (size_t n = 0; n < names.count; n++) {
    size_t i = rule_named(policy->rules, count, names.items[n]);
    // A parent may set parameters of a rule that its heir does not use, or has written anew.
    bool used = i < count && codes[i].generation >= generation;
    if (used)
      override_rule(&map, &policy->rules[i]);
    else if (generation == 0)
      fail_rule_name(&map, policy->rules, count, names.items[n]);
  }
  zp_fields_leave(&map);
}
