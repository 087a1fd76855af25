// unit_rule.c: what is special to vetoes and deductions: rules that judge a unit as a whole, once
// its projects are scored.
#include "script/pack.h"

/// The grade a veto lowers to, by name; the lowest when it names none.
static size_t read_grade(const zp_fields *fields, const zp_policy *policy)
{
  zp_text *names = ZP_TAKE(fields->arena, zp_text, policy->grade_count);
  size_t lowest = policy->grade_count == 0 ? 0 : policy->grade_count - 1;
  if (names == NULL) zp_fail_memory(fields->err);
  zp_text wanted = zp_fields_text(fields, ZP_NAMED("grade"), ZP_OPTIONAL);
  if (names == NULL || !zp_fields_has(fields, ZP_NAMED("grade"))) return lowest;
  for (size_t i = 0; i < policy->grade_count; i++) {
    names[i] = policy->grades[i].name;
    if (zp_text_equal(names[i], wanted)) return i;
  }
  zp_text nearest = zp_fields_nearest(wanted, names, policy->grade_count, fields->arena);
  zp_text about = zp_text_format(fields->arena, "%.*s -> %.*s", ZP_ARG(wanted), ZP_ARG(nearest));
  zp_fields_fail(fields, ZP_NAMED("grade"), ZP_E_FIELD_VALUE, about);
  return lowest;
}

void zp_unit_rule_read(const zp_fields *fields, const zp_policy *policy, zp_rule *rule)
{
  if (rule->kind == ZP_RULE_VETO) rule->grade = read_grade(fields, policy);
  if (rule->kind != ZP_RULE_DEDUCTION) return;
  rule->most = ZP_DEC(100);
  if (zp_fields_has(fields, ZP_NAMED("most")))
    rule->most = zp_fields_dec(fields, ZP_NAMED("most"), ZP_REQUIRED, (zp_dec){ 100 }, ZP_DEC(100));
}

/// true or false, points, or "declined" and "fault".
static void read_expected(const zp_fields *item, const zp_rule *rule, zp_example *example)
{
  static const char *const reasons[] = { "declined", "fault", NULL };
  zp_key key = zp_key_at(3);
  if (zp_fields_type(item, key) == LUA_TSTRING)
    example->reason = zp_fields_choice(item, key, ZP_REQUIRED, reasons) == 0 ? ZP_REASON_DECLINED
                                                                             : ZP_REASON_FAULT;
  else if (rule->kind == ZP_RULE_VETO)
    example->points = ZP_DEC(zp_fields_flag(item, key, ZP_REQUIRED) ? 1 : 0);
  else
    example->points = zp_fields_dec(item, key, ZP_REQUIRED, ZP_DEC(0), rule->most);
}

void zp_unit_example_read(const zp_fields *item, const zp_rule *rule, const zp_code *code,
                          zp_example *example)
{
  const char *names[ZP_NAMES_MOST];
  zp_fields values;
  zp_arguments_names(ZP_ASK_UNIT_RULE, rule, names);
  if (!zp_fields_enter(item, zp_key_at(2), ZP_REQUIRED, names, &values)) return;
  example->series = zp_series_read(&values, rule);
  example->params = zp_params_of_example(&values, rule, code);
  zp_fields_leave(&values);
  read_expected(item, rule, example);
}
