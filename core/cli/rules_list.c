// rules_list.c: ziping rules list: the rules of a pack in order, vetoes and deductions marked as such; whose file each is, and the
// parameters the pack sets.
#include "cli/rules_facts.h"

void zp_rules_pad(FILE *file, zp_text text, size_t width)
{
  fprintf(file, "%.*s", ZP_ARG(text));
  for (size_t at = zp_text_width(text); at < width + 2; at++) fputc(' ', file);
}

/// Nothing for rules that score rows.
static const char *mark(const zp_cli *cli, zp_rule_kind kind)
{
  if (kind == ZP_RULE_ROW) return "";
  return zp_word_text(kind == ZP_RULE_VETO ? ZP_W_RULES_VETO : ZP_W_RULES_DEDUCTION, cli->lang);
}

zp_exit zp_rules_list(const zp_rules_kit *kit)
{
  const zp_policy *policy = zp_host_policy(kit->host);
  zp_wording say = { .arena = kit->arena, .lang = kit->cli->lang };
  FILE *out = kit->cli->out;
  size_t id = 0, title = 0, count = zp_policy_rules(policy);
  for (size_t i = 0; i < count; i++) {
    size_t a = zp_text_width(policy->rules[i].id), b = zp_text_width(policy->rules[i].title);
    if (a > id) id = a;
    if (b > title) title = b;
  }
  fprintf(out, "%.*s %.*s  %.*s\n", ZP_ARG(policy->id), ZP_ARG(policy->version),
          ZP_ARG(policy->title));
  for (size_t i = 0; i < count; i++) {
    const zp_rule *rule = &policy->rules[i];
    zp_rules_pad(out, rule->id, id);
    zp_rules_pad(out, rule->title, title);
    fprintf(out, "%3zu  %.*s:%u%s", rule->example_count, ZP_ARG(rule->file), rule->line, mark(kit->cli, rule->kind));
    for (size_t p = 0; p < rule->param_count; p++) {
      if (!rule->params[p].overridden) continue;
      zp_text value = zp_facts_value(&say, &rule->params[p]);
      fprintf(out, "  %.*s=%.*s", ZP_ARG(rule->params[p].name), ZP_ARG(value));
    }
    fputc('\n', out);
  }
  return ZP_EXIT_OK;
}
