// rules_check.c: ziping rules check: what the names of each rule's function stand for, and what most likely is a slip.
#include "cli/rules_facts.h"
#include "plugins/reports/labels.h"
#include "script/lint.h"

typedef struct page {
  zp_wording say;
  zp_labels labels;
  zp_sink sink;
} page;

static const zp_text none = { NULL, 0 };

static void put_argument(page *p, const zp_rule *rule, const zp_rule_text *text, const zp_argument *argument)
{
  if (!argument->is_param) {
    zp_text meaning = zp_wording_word(&p->say, zp_facts_input(rule, argument));
    zp_labels_add(&p->labels, 1, zp_facts_input_name(rule, argument),
                  zp_wording_of(&p->say, ZP_W_CHECK_INPUT, meaning, none, none));
    return;
  }
  const zp_param *param = &rule->params[argument->param];
  zp_text value = zp_facts_value(&p->say, param), by = zp_facts_set_by(&p->say, param);
  zp_text usual = zp_facts_value(&p->say, &text->defaults[argument->param]);
  zp_labels_add(&p->labels, 1, param->name,
                zp_wording_of(&p->say, param->overridden ? ZP_W_CHECK_PARAM_SET : ZP_W_CHECK_PARAM, value, by, usual));
}

static void put_rule(page *p, const zp_rule *rule, const zp_rule_text *text)
{
  zp_text place = zp_facts_place(&p->say, rule->file, rule->line);
  zp_sink_print(&p->sink, "%.*s  %.*s\n", ZP_ARG(place), ZP_ARG(zp_wording_line(&p->say, rule->title)));
  for (size_t i = 0; i < rule->argument_count; i++) put_argument(p, rule, text, &rule->arguments[i]);
  zp_labels_put(&p->labels, &p->sink);
}

zp_exit zp_rules_check(const zp_rules_kit *kit)
{
  const zp_policy *policy = zp_host_policy(kit->host);
  page p = { .say = { .arena = kit->arena, .lang = kit->cli->lang }, .sink = { .arena = kit->arena } };
  zp_findings findings = { .arena = kit->arena };
  zp_error err = { 0 };
  p.labels.say = &p.say;
  for (size_t i = 0; i < zp_policy_rules(policy); i++) {
    zp_rule_text text = zp_host_rule(kit->host, i);
    put_rule(&p, &policy->rules[i], &text);
  }
  if (zp_lint_pack(kit->host, &findings, &err) == ZP_OK && (p.say.failed || p.sink.failed)) zp_fail_memory(&err);
  if (err.status != ZP_OK) return zp_rules_failed(kit, &err);
  zp_text rules = zp_text_format(kit->arena, "%zu", zp_policy_rules(policy));
  zp_text found = zp_text_format(kit->arena, "%zu", findings.count);
  zp_text last = zp_wording_of(&p.say, ZP_W_CHECK_COUNT, rules, found, none);
  fwrite(p.sink.bytes, 1, p.sink.len, kit->cli->out);
  fflush(kit->cli->out); // what was resolved comes before what is wrong, on a terminal too
  for (size_t i = 0; i < findings.count; i++) zp_say_finding(kit->cli, &findings.items[i]);
  fprintf(kit->cli->out, "%.*s\n", ZP_ARG(last));
  return findings.count == 0 ? ZP_EXIT_OK : ZP_EXIT_PARTLY;
}
