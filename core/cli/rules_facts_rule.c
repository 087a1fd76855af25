// rules_facts_rule.c: facts of a rule. See rules_facts.h.
#include "cli/rules_facts.h"

static const zp_text none = { NULL, 0 };

static zp_text keep(zp_wording *say, zp_text text)
{
  if (text.ptr == NULL) say->failed = true;
  return text.ptr == NULL ? ZP_TEXT("") : text;
}

// ---- numbers and parameters ------------------------------------------------------------------------------------------

/// A number of a rule file as its author wrote it: with as few decimals as make that very number, at most nine.
static zp_text number(zp_wording *say, double value)
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

static zp_text quoted(zp_wording *say, zp_text text)
{
  return keep(say, zp_text_format(say->arena, "\"%.*s\"", ZP_ARG(text)));
}

zp_text zp_facts_value(zp_wording *say, const zp_param *param)
{
  switch (param->type) {
    case ZP_PARAM_FLAG: return param->flag ? ZP_TEXT("true") : ZP_TEXT("false");
    case ZP_PARAM_TEXT: return quoted(say, param->text);
    default: return number(say, param->number);
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

zp_word zp_facts_input(zp_input input)
{
  static const zp_word words[] = {
#define X(name, lua, type, need, doc) ZP_W_INPUT_##name,
    ZP_INPUT_MAP(X)
#undef X
  };
  return words[input];
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
    *cell++ = zp_text_from(zp_input_name(rule->arguments[i].input));
    *cell++ = zp_wording_word(say, zp_facts_input(rule->arguments[i].input));
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

zp_text zp_facts_applies(zp_wording *say, const zp_policy *policy, const zp_rule *rule)
{
  const zp_applies *to = &rule->applies;
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

// ---- examples --------------------------------------------------------------------------------------------------------

/// A column of the table: an input, or a parameter.
typedef struct column { bool is_param; size_t index; } column;

/// Title, points and these: what is beyond stands in one more column, as name=value.
enum { COLUMNS_MOST = ZP_GRID_COLUMNS - 3 };

static bool same_value(const zp_param *a, const zp_param *b)
{
  return a->number == b->number && a->flag == b->flag && zp_text_equal(a->text, b->text);
}

static bool is_argument(const zp_rule *rule, zp_input input)
{
  for (size_t i = 0; i < rule->argument_count; i++)
    if (!rule->arguments[i].is_param && rule->arguments[i].input == input) return true;
  return false;
}

static bool gives(const zp_rule *rule, const zp_rule_text *text, const zp_example *example, column c)
{
  if (c.is_param) return !same_value(&example->params[c.index], &text->defaults[c.index]);
  if (c.index == ZP_IN_WEIGHT) return true;
  // The rate follows from target and actual: it is told only to rules that ask for it.
  if (c.index == ZP_IN_RATE && !is_argument(rule, ZP_IN_RATE)) return false;
  return (example->inputs.present >> c.index & 1) != 0;
}

static zp_text given(zp_wording *say, const zp_rule *rule, const zp_rule_text *text, const zp_example *example, column c)
{
  char room[ZP_NUMBER_ROOM];
  if (!gives(rule, text, example, c)) return none;
  if (c.is_param) return zp_facts_value(say, &example->params[c.index]);
  if (c.index == ZP_IN_WEIGHT) return keep(say, zp_text_copy(zp_dec_print_short(example->weight, 0, room), say->arena));
  if (c.index < ZP_INPUT_NUMBERS) return number(say, example->inputs.number[c.index]);
  return example->inputs.text[c.index - ZP_INPUT_NUMBERS];
}

typedef struct columns {
  column items[ZP_INPUT_COUNT + ZP_PARAMS_MOST];
  size_t count;
} columns;

/// Adds what some example gives, once.
static void add_column(const zp_rule *rule, const zp_rule_text *text, column c, columns *out)
{
  for (size_t i = 0; i < out->count; i++)
    if (out->items[i].is_param == c.is_param && out->items[i].index == c.index) return;
  for (size_t e = 0; e < rule->example_count; e++) {
    if (!gives(rule, text, &text->examples[e], c)) continue;
    out->items[out->count++] = c;
    return;
  }
}

/// In the order of the function, then what it does not ask for.
static void list_columns(const zp_rule *rule, const zp_rule_text *text, columns *out)
{
  for (size_t i = 0; i < rule->argument_count; i++) {
    const zp_argument *argument = &rule->arguments[i];
    column c = { argument->is_param, argument->is_param ? argument->param : (size_t)argument->input };
    add_column(rule, text, c, out);
  }
  for (size_t i = 0; i < ZP_INPUT_COUNT; i++) add_column(rule, text, (column){ false, i }, out);
  for (size_t i = 0; i < rule->param_count; i++) add_column(rule, text, (column){ true, i }, out);
}

static zp_text column_name(const zp_rule *rule, column c)
{
  return c.is_param ? rule->params[c.index].name : zp_text_from(zp_input_name((zp_input)c.index));
}

static zp_text outcome(zp_wording *say, const zp_example *example)
{
  char room[ZP_NUMBER_ROOM];
  if (example->reason == ZP_REASON_NONE)
    return keep(say, zp_text_copy(zp_dec_print_short(example->points, 0, room), say->arena));
  return zp_wording_of(say, ZP_W_FACT_REASON, zp_text_from(zp_reason_name(example->reason)), none, none);
}

/// What had no column of its own.
static zp_text rest(zp_wording *say, const zp_rule *rule, const zp_rule_text *text, const zp_example *example,
                    const columns *all, size_t from)
{
  zp_text out = ZP_TEXT("");
  for (size_t i = from; i < all->count; i++) {
    column c = all->items[i];
    if (!gives(rule, text, example, c)) continue;
    zp_text name = column_name(rule, c), value = given(say, rule, text, example, c);
    out = keep(say, zp_text_format(say->arena, "%.*s%s%.*s=%.*s", ZP_ARG(out), out.len == 0 ? "" : " ", ZP_ARG(name),
                                   ZP_ARG(value)));
  }
  return out;
}

zp_fact_table zp_facts_examples(zp_wording *say, const zp_rule *rule, const zp_rule_text *text)
{
  columns all = { .count = 0 };
  list_columns(rule, text, &all);
  size_t shown = all.count <= COLUMNS_MOST ? all.count : COLUMNS_MOST, at = 0;
  bool more = all.count > shown;
  zp_fact_table table = { .column_count = shown + 2 + more };
  table.cells = ZP_TAKE(say->arena, zp_text, rule->example_count * table.column_count);
  table.columns[at++] = (zp_grid_column){ zp_wording_word(say, ZP_W_FACT_EXAMPLE), ZP_WRAP };
  for (size_t i = 0; i < shown; i++) table.columns[at++] = (zp_grid_column){ column_name(rule, all.items[i]), ZP_RIGHT };
  if (more) table.columns[at++] = (zp_grid_column){ zp_wording_word(say, ZP_W_FACT_MORE), ZP_LEFT };
  table.columns[at] = (zp_grid_column){ zp_wording_word(say, ZP_W_HEAD_POINTS), ZP_RIGHT };
  if (table.cells == NULL) {
    say->failed = true;
    return table;
  }
  zp_text *cell = table.cells;
  for (size_t e = 0; e < rule->example_count; e++) {
    const zp_example *example = &text->examples[e];
    *cell++ = example->title;
    for (size_t i = 0; i < shown; i++) *cell++ = given(say, rule, text, example, all.items[i]);
    if (more) *cell++ = rest(say, rule, text, example, &all, shown);
    *cell++ = outcome(say, example);
  }
  table.row_count = rule->example_count;
  return table;
}
