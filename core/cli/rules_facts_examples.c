// rules_facts_examples.c: the examples of a rule as a table. See rules_facts.h.
#include "cli/rules_facts.h"

static const zp_text none = { NULL, 0 };

static zp_text keep(zp_wording *say, zp_text text)
{
  if (text.ptr == NULL) say->failed = true;
  return text.ptr == NULL ? ZP_TEXT("") : text;
}

// ---- what a unit is given --------------------------------------------------------------------------------------------

static zp_text figure(zp_wording *say, zp_figure given)
{
  return given.known ? zp_facts_number(say, given.number) : ZP_TEXT("false");
}

/// 88.5, or a list as in Lua: {9, false}, {"停工", ""}
static zp_text series(zp_wording *say, const zp_series *all, zp_series_name name)
{
  const zp_series_kind *kind = zp_series_kind_of(name);
  zp_text out = ZP_TEXT("{");
  if (kind->shape == ZP_SERIES_ONE) return figure(say, *all->figures[name]);
  for (size_t i = 0; i < all->count[kind->shape]; i++) {
    zp_text item = kind->texts ? zp_facts_quoted(say, all->texts[name][i]) : figure(say, all->figures[name][i]);
    out = keep(say, zp_text_format(say->arena, "%.*s%s%.*s", ZP_ARG(out), i == 0 ? "" : ", ", ZP_ARG(item)));
  }
  return keep(say, zp_text_format(say->arena, "%.*s}", ZP_ARG(out)));
}

// ---- columns ---------------------------------------------------------------------------------------------------------

/// A column of the table: an input (of a unit rule a series), or a parameter.
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
  if (rule->kind != ZP_RULE_ROW) return example->series->figures[c.index] != NULL || example->series->texts[c.index] != NULL;
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
  if (rule->kind != ZP_RULE_ROW) return series(say, example->series, (zp_series_name)c.index);
  if (c.index == ZP_IN_WEIGHT) return keep(say, zp_text_copy(zp_dec_print_short(example->weight, 0, room), say->arena));
  if (c.index < ZP_INPUT_NUMBERS) return zp_facts_number(say, example->inputs.number[c.index]);
  return example->inputs.text[c.index - ZP_INPUT_NUMBERS];
}

typedef struct columns {
  column items[(size_t)ZP_INPUT_COUNT + (size_t)ZP_SERIES_COUNT + ZP_PARAMS_MOST];
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
  bool row = rule->kind == ZP_RULE_ROW;
  for (size_t i = 0; i < rule->argument_count; i++) {
    const zp_argument *argument = &rule->arguments[i];
    size_t input = row ? (size_t)argument->input : (size_t)argument->series;
    add_column(rule, text, (column){ argument->is_param, argument->is_param ? argument->param : input }, out);
  }
  for (size_t i = 0; i < (row ? (size_t)ZP_INPUT_COUNT : (size_t)ZP_SERIES_COUNT); i++) add_column(rule, text, (column){ false, i }, out);
  for (size_t i = 0; i < rule->param_count; i++) add_column(rule, text, (column){ true, i }, out);
}

static zp_text column_name(const zp_rule *rule, column c)
{
  if (c.is_param) return rule->params[c.index].name;
  return zp_facts_input_name(rule, &(zp_argument){ .input = (zp_input)c.index, .series = (zp_series_name)c.index });
}

// ---- the table -------------------------------------------------------------------------------------------------------

static zp_text outcome(zp_wording *say, zp_rule_kind kind, const zp_example *example)
{
  char room[ZP_NUMBER_ROOM];
  if (example->reason == ZP_REASON_NONE && kind == ZP_RULE_VETO)
    return example->points.e4 != 0 ? ZP_TEXT("true") : ZP_TEXT("false");
  if (example->reason == ZP_REASON_NONE)
    return keep(say, zp_text_copy(zp_dec_print_short(example->points, 0, room), say->arena));
  return zp_wording_of(say, kind == ZP_RULE_ROW ? ZP_W_FACT_REASON : ZP_W_FACT_OPEN, zp_text_from(zp_reason_name(example->reason)), none, none);
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
  zp_word last = rule->kind == ZP_RULE_VETO ? ZP_W_FACT_OUTCOME : rule->kind == ZP_RULE_DEDUCTION ? ZP_W_FACT_TAKEN : ZP_W_HEAD_POINTS;
  zp_fact_table table = { .column_count = shown + 2 + more };
  table.cells = ZP_TAKE(say->arena, zp_text, rule->example_count * table.column_count);
  table.columns[at++] = (zp_grid_column){ zp_wording_word(say, ZP_W_FACT_EXAMPLE), ZP_WRAP };
  for (size_t i = 0; i < shown; i++) table.columns[at++] = (zp_grid_column){ column_name(rule, all.items[i]), ZP_RIGHT };
  if (more) table.columns[at++] = (zp_grid_column){ zp_wording_word(say, ZP_W_FACT_MORE), ZP_LEFT };
  table.columns[at] = (zp_grid_column){ zp_wording_word(say, last), ZP_RIGHT };
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
    *cell++ = outcome(say, rule->kind, example);
  }
  table.row_count = rule->example_count;
  return table;
}
