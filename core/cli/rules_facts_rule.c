// rules_facts_rule.c: facts of a rule. See rules_facts.h; its examples are in rules_facts_examples.c.
#include "cli/rules_facts.h"

static const zp_text none = { NULL, 0 };

static zp_text keep(zp_wording *say, zp_text text)
{
  if (text.ptr == NULL) say->failed = true;
  return text.ptr == NULL ? ZP_TEXT("") : text;
}

// ---- numbers and parameters ------------------------------------------------------------------------------------------

zp_text zp_facts_number(zp_wording *say, double value)
{
  enum { PLACES_MOST = 9 };
  const double exact = 9e15; // whole numbers below are told apart
  char room[ZP_NUMBER_ROOM];
  zp_qty written = zp_qty_from_answer(value);
  double power = 1;
  for (uint8_t places = 0; places <= PLACES_MOST; places++, power *= 10) {
    double scaled = value * power;
    if (!(scaled > -exact && scaled < exact)) break;
    int64_t digits = (int64_t)(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
    if ((double)digits / power != value) continue;
    written = (zp_qty){ digits, places };
    break;
  }
  if (written.digits == 0 && value != 0) return ZP_TEXT("?"); // beyond all that a form can say
  return keep(say, zp_text_copy(zp_qty_print_short(written, room), say->arena));
}

zp_text zp_facts_quoted(zp_wording *say, zp_text text)
{
  return keep(say, zp_text_format(say->arena, "\"%.*s\"", ZP_ARG(text)));
}

zp_text zp_facts_value(zp_wording *say, const zp_param *param)
{
  switch (param->type) {
    case ZP_PARAM_FLAG: return param->flag ? ZP_TEXT("true") : ZP_TEXT("false");
    case ZP_PARAM_TEXT: return zp_facts_quoted(say, param->text);
    default: return zp_facts_number(say, param->number);
  }
}

zp_text zp_facts_place(zp_wording *say, zp_text file, uint32_t line)
{
  return zp_wording_place(say, &(zp_place){ .file = file, .row = line });
}

zp_text zp_facts_set_by(zp_wording *say, const zp_param *param)
{
  if (!param->overridden) return zp_wording_word(say, ZP_W_FACT_DEFAULT);
  return zp_facts_place(say, param->set_file, param->set_line);
}

static zp_fact_table table_of(zp_wording *say, const zp_word *heads, size_t columns, size_t rows)
{
  zp_fact_table table = { .column_count = columns };
  for (size_t i = 0; i < columns; i++) table.columns[i] = (zp_grid_column){ zp_wording_word(say, heads[i]), ZP_LEFT };
  table.cells = ZP_TAKE(say->arena, zp_text, rows * columns);
  if (table.cells == NULL) say->failed = true;
  else table.row_count = rows;
  return table;
}

zp_fact_table zp_facts_params(zp_wording *say, const zp_rule *rule, const zp_rule_text *text)
{
  static const zp_word heads[] = { ZP_W_FACT_PARAM, ZP_W_FACT_VALUE, ZP_W_FACT_SET_BY, ZP_W_FACT_USUAL, ZP_W_FACT_MEANING };
  zp_fact_table table = table_of(say, heads, 5, rule->param_count);
  table.columns[4].align = ZP_WRAP;
  zp_text *cell = table.cells;
  for (size_t i = 0; i < table.row_count; i++) {
    const zp_param *param = &rule->params[i];
    *cell++ = param->name;
    *cell++ = zp_facts_value(say, param);
    *cell++ = zp_facts_set_by(say, param);
    *cell++ = zp_facts_value(say, &text->defaults[i]);
    *cell++ = param->doc;
  }
  return table;
}

// ---- inputs ----------------------------------------------------------------------------------------------------------

zp_text zp_facts_input_name(const zp_rule *rule, const zp_argument *argument)
{
  if (rule->kind == ZP_RULE_ROW) return zp_text_from(zp_input_name(argument->input));
  return zp_text_from(zp_series_kind_of(argument->series)->name);
}

zp_word zp_facts_input(const zp_rule *rule, const zp_argument *argument)
{
  static const zp_word inputs[] = {
#define X(name, lua, type, need, doc) ZP_W_INPUT_##name,
    ZP_INPUT_MAP(X)
#undef X
  };
  static const zp_word series[] = {
#define X(name, lua, shape, type, who, doc) ZP_W_SERIES_##name,
    ZP_SERIES_MAP(X)
#undef X
  };
  return rule->kind == ZP_RULE_ROW ? inputs[argument->input] : series[argument->series];
}

zp_fact_table zp_facts_inputs(zp_wording *say, const zp_rule *rule)
{
  static const zp_word heads[] = { ZP_W_FACT_INPUT, ZP_W_FACT_MEANING };
  size_t rows = 0;
  for (size_t i = 0; i < rule->argument_count; i++) rows += !rule->arguments[i].is_param;
  zp_fact_table table = table_of(say, heads, 2, rows);
  zp_text *cell = table.cells;
  for (size_t i = 0; i < rule->argument_count && table.row_count != 0; i++) {
    if (rule->arguments[i].is_param) continue;
    *cell++ = zp_facts_input_name(rule, &rule->arguments[i]);
    *cell++ = zp_wording_word(say, zp_facts_input(rule, &rule->arguments[i]));
  }
  return table;
}

// ---- applies ---------------------------------------------------------------------------------------------------------

static zp_text either(zp_wording *say, zp_text list, zp_text item)
{
  return list.len == 0 ? item : zp_wording_of(say, ZP_W_FACT_OR, list, item, none);
}

static zp_text kinds(zp_wording *say, uint32_t set)
{
  static const zp_word words[ZP_KIND_COUNT] = { ZP_W_KIND_BLANK, ZP_W_KIND_NUMBER, ZP_W_KIND_PERCENT,     ZP_W_KIND_MONEY,
                                                ZP_W_KIND_DATE,  ZP_W_KIND_RANGE,  ZP_W_KIND_QUALITATIVE, ZP_W_KIND_COMPOUND };
  zp_text out = none;
  for (unsigned i = 0; i < ZP_KIND_COUNT; i++)
    if ((set >> i & 1) != 0) out = either(say, out, zp_wording_word(say, words[i]));
  return out;
}

static zp_text directions(zp_wording *say, uint32_t set)
{
  static const zp_word words[] = { ZP_W_FACT_NO_DIRECTION, ZP_W_DIRECTION_UP, ZP_W_DIRECTION_DOWN, ZP_W_DIRECTION_EQUAL,
                                   ZP_W_DIRECTION_ZERO };
  zp_text out = none;
  for (unsigned i = 0; i < sizeof words / sizeof words[0]; i++)
    if ((set >> i & 1) != 0) out = either(say, out, zp_wording_word(say, words[i]));
  return out;
}

static zp_text groups(zp_wording *say, const zp_policy *policy, zp_words ids)
{
  zp_text out = none;
  for (size_t i = 0; i < ids.count; i++)
    for (size_t g = 0; g < policy->group_count; g++)
      if (zp_text_equal(ids.items[i], policy->groups[g].id)) out = either(say, out, policy->groups[g].name);
  return out;
}

static zp_text parts(zp_wording *say, zp_words words)
{
  zp_text out = none;
  for (size_t i = 0; i < words.count; i++)
    out = either(say, out, zp_wording_of(say, ZP_W_FACT_QUOTED, words.items[i], none, none));
  return out;
}

static zp_text also(zp_wording *say, zp_text so_far, zp_text said)
{
  return so_far.len == 0 ? said : zp_wording_of(say, ZP_W_CELL_JOINED, so_far, said, none);
}

/// What is not said does not matter, and is left out.
static zp_text also_of(zp_wording *say, zp_text so_far, zp_word sentence, zp_text what)
{
  return what.len == 0 ? so_far : also(say, so_far, zp_wording_of(say, sentence, what, none, none));
}

/// What a veto or a deduction can do.
static zp_text reach(zp_wording *say, const zp_policy *policy, const zp_rule *rule)
{
  char room[ZP_NUMBER_ROOM];
  if (rule->kind == ZP_RULE_VETO)
    return zp_wording_of(say, ZP_W_FACT_APPLIES_VETO, zp_wording_of(say, ZP_W_FACT_QUOTED, policy->grades[rule->grade].name, none, none),
                         none, none);
  return zp_wording_of(say, ZP_W_FACT_APPLIES_DEDUCTION, zp_dec_print_short(rule->most, 0, room), none, none);
}

zp_text zp_facts_applies(zp_wording *say, const zp_policy *policy, const zp_rule *rule)
{
  const zp_applies *to = &rule->applies;
  if (rule->kind != ZP_RULE_ROW) return reach(say, policy, rule);
  if (to->execution) return zp_wording_word(say, ZP_W_FACT_APPLIES_EXECUTION);
  zp_text out = also_of(say, none, ZP_W_FACT_APPLIES_KIND, kinds(say, to->kinds));
  if (to->dates != ZP_DATES_ANY)
    out = also(say, out, zp_wording_word(say, to->dates == ZP_DATES_ONLY ? ZP_W_FACT_APPLIES_DATES : ZP_W_FACT_APPLIES_NO_DATES));
  out = also_of(say, out, ZP_W_FACT_APPLIES_ACTUAL, kinds(say, to->actual_kinds));
  out = also_of(say, out, ZP_W_FACT_APPLIES_DIRECTION, directions(say, to->directions));
  out = also_of(say, out, ZP_W_FACT_APPLIES_GROUP, groups(say, policy, to->groups));
  out = also_of(say, out, ZP_W_FACT_APPLIES_LEVEL2, parts(say, to->level2));
  out = also_of(say, out, ZP_W_FACT_APPLIES_NAME, parts(say, to->names));
  return out.len != 0 ? out : zp_wording_word(say, ZP_W_FACT_APPLIES_ALL);
}
