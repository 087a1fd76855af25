// rule_file.c: one rule file -> a rule: what it applies to, its parameters, what its function asks
// for, its examples. What is special to vetoes and deductions is in unit_rule.c.
#include "script/pack.h"

/// The fields of a file and its function, by kind.
static const char *const known[][9] = {
  [ZP_RULE_ROW] = { "id", "title", "basis", "applies", "params", "score", "examples", NULL },
  [ZP_RULE_VETO] = { "id", "title", "basis", "params", "veto", "grade", "examples", NULL },
  [ZP_RULE_DEDUCTION] = { "id", "title", "basis", "params", "deduct", "most", "examples", NULL },
};
static const char *const functions[] = { "score", "veto", "deduct" };

static const char *const kinds[] = { "blank", "number",      "percent",  "money", "date",
                                     "range", "qualitative", "compound", NULL };
static const char *const directions[] = { "none", "up", "down", "equal", "zero", NULL };
static const char *const row_kinds[] = { "indicator", "execution", NULL };

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

/// Fails when the pack has no such group.
static void check_group(const zp_fields *applies, const zp_policy *policy, zp_text group)
{
  zp_text *names = ZP_TAKE(applies->arena, zp_text, policy->group_count);
  for (size_t i = 0; names != NULL && i < policy->group_count; i++) {
    names[i] = policy->groups[i].id;
    if (zp_text_equal(group, names[i])) return;
  }
  if (names == NULL) {
    zp_fail_memory(applies->err);
    return;
  }
  zp_text nearest = zp_fields_nearest(group, names, policy->group_count, applies->arena);
  zp_text about = zp_text_format(applies->arena, "%.*s -> %.*s", ZP_ARG(group), ZP_ARG(nearest));
  zp_fields_fail(applies, ZP_NAMED("group"), ZP_E_FIELD_VALUE, about);
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
    check_group(&inner, policy, applies->groups.items[i]);
  zp_fields_leave(&inner);
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
  const char *names[ZP_NAMES_MOST];
  zp_fields values;
  zp_arguments_names(ZP_ASK_ROW, rule, names);
  if (!zp_fields_enter(item, zp_key_at(2), ZP_REQUIRED, names, &values)) return;
  for (zp_input i = 0; i < ZP_INPUT_COUNT; i++) read_input(&values, i, &example->inputs);
  zp_inputs_add_rate(&example->inputs);
  example->weight =
      zp_fields_dec(&values, ZP_NAMED("weight"), ZP_REQUIRED, ZP_DEC(0), ZP_DEC(1000000));
  example->params = zp_params_of_example(&values, rule, code);
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
  example->title = zp_fields_text(&item, zp_key_at(1), ZP_REQUIRED);
  if (rule->kind == ZP_RULE_ROW) {
    read_values(&item, rule, code, example);
    read_expected(&item, example);
  } else {
    zp_unit_example_read(&item, rule, code, example);
  }
  zp_fields_leave(&item);
}

static void read_examples(const zp_fields *fields, zp_rule *rule, zp_code *code)
{
  zp_fields list;
  if (!zp_fields_enter(fields, ZP_NAMED("examples"), ZP_REQUIRED, NULL, &list)) return;
  size_t count = zp_fields_count(&list, ZP_EXAMPLES_MOST);
  if (count == 0) zp_fields_fail(fields, ZP_NAMED("examples"), ZP_E_FIELD_VALUE, ZP_TEXT("{}"));
  code->examples = ZP_TAKE(fields->arena, zp_example, count);
  size_t *offsets = ZP_TAKE(fields->arena, size_t, count);
  if (code->examples == NULL || offsets == NULL) zp_fail_memory(fields->err);
  if (offsets != NULL) zp_source_items(list.source, list.step, offsets, count);
  for (size_t i = 0; i < count && fields->err->status == ZP_OK; i++) {
    code->examples[i].line = zp_source_place(list.source, offsets[i]).row;
    read_example(&list, i + 1, rule, code, &code->examples[i]);
  }
  rule->example_count = count;
  zp_fields_leave(&list);
}

// ---- the file
// -----------------------------------------------------------------------------------------------------------

/// A veto that is listed among the rules, and the like: say which list it belongs in.
static void check_kind(const zp_fields *fields, zp_rule_kind kind)
{
  static const char *const lists[] = { "pack.lua: rules", "pack.lua: vetoes",
                                       "pack.lua: deductions" };
  for (zp_rule_kind other = ZP_RULE_ROW; other <= ZP_RULE_DEDUCTION; other++) {
    zp_key key = zp_key_named(zp_text_from(functions[other]));
    if (other == kind || fields->err->status != ZP_OK || !zp_fields_has(fields, key)) continue;
    if (zp_fields_has(fields, zp_key_named(zp_text_from(functions[kind])))) continue;
    zp_fields_fail(fields, key, ZP_E_FIELD_VALUE, zp_text_from(lists[other]));
  }
}

static void open_file(zp_fields *fields, zp_rule_kind kind)
{
  zp_fields_open(fields, NULL);
  check_kind(fields, kind);
  zp_fields_open(fields, known[kind]);
}

zp_status zp_rule_load(zp_sandbox *box, const zp_source *source, const zp_policy *policy,
                       zp_text name, zp_rule *rule, zp_code *code, zp_error *err)
{
  unsigned who = rule->kind == ZP_RULE_ROW ? ZP_ASK_ROW : ZP_ASK_UNIT_RULE;
  zp_key function = zp_key_named(zp_text_from(functions[rule->kind]));
  zp_text chunk = zp_text_format(box->arena, "=%.*s", ZP_ARG(source->shown));
  if (chunk.ptr == NULL) return zp_fail_memory(err);
  if (zp_sandbox_load(box, source, err) != ZP_OK) return err->status;
  zp_fields fields = { .L = box->L, .source = source, .arena = box->arena, .err = err };
  open_file(&fields, rule->kind);
  code->chunk = chunk.ptr;
  rule->file = source->shown;
  read_words(&fields, name, rule);
  if (rule->kind == ZP_RULE_ROW)
    read_applies(&fields, policy, &rule->applies);
  else
    zp_unit_rule_read(&fields, policy, rule);
  zp_params_read(&fields, who, rule, code);
  // Examples of a unit give all that the function asks for: it comes first there.
  if (rule->kind == ZP_RULE_ROW) read_examples(&fields, rule, code);
  zp_function_read(&fields, function, who, rule, code);
  if (rule->kind != ZP_RULE_ROW) read_examples(&fields, rule, code);
  if (err->status == ZP_OK) lua_remove(box->L, fields.table);
  return err->status;
}
