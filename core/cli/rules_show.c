// rules_show.c: ziping rules show: what a pack decides, or all there is to know of some of its rules.
#include "cli/rules_facts.h"
#include "form/near_name.h"
#include "plugins/reports/labels.h"

typedef struct page {
  const zp_rules_kit *kit;
  const zp_policy *policy;
  zp_wording say;
  zp_labels labels;
  zp_sink sink;
  zp_error err;
} page;

static void line(page *p, zp_text text)
{
  zp_sink_put(&p->sink, zp_wording_line(&p->say, text));
  zp_sink_put(&p->sink, ZP_TEXT("\n"));
}

static void heading(page *p, zp_text id, zp_text more, zp_text title)
{
  line(p, zp_text_format(p->say.arena, "%.*s%s%.*s  %.*s", ZP_ARG(id), more.len == 0 ? "" : " ", ZP_ARG(more), ZP_ARG(title)));
}

/// The table below an empty line; nothing when it has no rows.
static void put_table(page *p, const zp_fact_table *table)
{
  zp_grid grid = { .arena = p->say.arena, .width = p->kit->cli->width, .column_count = table->column_count };
  if (table->row_count == 0) return;
  for (size_t i = 0; i < table->column_count; i++) grid.columns[i] = table->columns[i];
  for (size_t i = 0; i < table->row_count; i++) {
    zp_text *cells = &table->cells[i * table->column_count];
    for (size_t c = 0; c < table->column_count; c++) cells[c] = zp_wording_line(&p->say, cells[c]);
    zp_grid_row(&grid, cells);
  }
  zp_sink_put(&p->sink, ZP_TEXT("\n"));
  zp_grid_put(&grid, false, &p->sink, &p->err);
}

// ---- the pack --------------------------------------------------------------------------------------------------------

static void put_pack(page *p)
{
  zp_fact facts[ZP_FACTS_MOST];
  size_t count = zp_facts_pack(&p->say, p->kit->host, facts);
  heading(p, p->policy->id, p->policy->version, p->policy->title);
  zp_labels_word(&p->labels, 1, ZP_W_FACT_EXTENDS, zp_facts_parents(&p->say, p->kit->host, true));
  for (size_t i = 0; i < count; i++) zp_labels_word(&p->labels, 1, facts[i].label, facts[i].value);
  zp_labels_put(&p->labels, &p->sink);
  const zp_fact_table tables[] = { zp_facts_weights(&p->say, p->policy), zp_facts_rules(&p->say, p->policy),
                                   zp_facts_unit_rules(&p->say, p->policy) };
  for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) put_table(p, &tables[i]);
}

// ---- a rule ----------------------------------------------------------------------------------------------------------

static void put_rule(page *p, size_t index)
{
  const zp_rule *rule = &p->policy->rules[index];
  zp_rule_text text = zp_host_rule(p->kit->host, index);
  heading(p, rule->id, (zp_text){ NULL, 0 }, rule->title);
  zp_labels_word(&p->labels, 1, ZP_W_FACT_ABOUT, rule->doc);
  zp_labels_word(&p->labels, 1, ZP_W_FACT_BASIS, rule->basis);
  zp_labels_word(&p->labels, 1, ZP_W_FACT_FILE, zp_facts_place(&p->say, rule->file, rule->line));
  zp_labels_word(&p->labels, 1, ZP_W_FACT_APPLIES, zp_facts_applies(&p->say, p->policy, rule));
  zp_labels_put(&p->labels, &p->sink);
  const zp_fact_table tables[] = { zp_facts_params(&p->say, rule, &text), zp_facts_inputs(&p->say, rule),
                                   zp_facts_examples(&p->say, rule, &text) };
  for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) put_table(p, &tables[i]);
}

/// zp_policy_rules() when the pack has no such rule.
static size_t rule_named(const zp_policy *policy, zp_text name)
{
  size_t i = 0;
  while (i < zp_policy_rules(policy) && !zp_text_equal(policy->rules[i].id, name)) i++;
  return i;
}

static zp_exit unknown(const page *p, zp_text name)
{
  size_t count = zp_policy_rules(p->policy), tries = count;
  zp_text *names = ZP_TAKE(p->kit->arena, zp_text, count);
  for (size_t i = 0; names != NULL && i < count; i++) names[i] = p->policy->rules[i].id;
  zp_text near = names == NULL ? name : zp_near_names(name, names, count, &tries, p->kit->arena);
  zp_finding finding = { .status = ZP_E_RULE_FILE, .args = { name, near } };
  zp_say_finding(p->kit->cli, &finding);
  return ZP_EXIT_USAGE;
}

zp_exit zp_rules_show(const zp_rules_kit *kit)
{
  page p = { .kit = kit, .policy = zp_host_policy(kit->host), .say = { .arena = kit->arena, .lang = kit->cli->lang } };
  p.labels.say = &p.say;
  p.sink.arena = kit->arena;
  if (kit->word_count == 0) put_pack(&p);
  for (size_t i = 0; i < kit->word_count; i++) {
    zp_text name = zp_text_from(kit->words[i]);
    size_t index = rule_named(p.policy, name);
    if (index == zp_policy_rules(p.policy)) return unknown(&p, name);
    if (i > 0) zp_sink_put(&p.sink, ZP_TEXT("\n"));
    put_rule(&p, index);
  }
  if (p.say.failed || p.sink.failed) zp_fail_memory(&p.err);
  if (p.err.status != ZP_OK) return zp_rules_failed(kit, &p.err);
  fwrite(p.sink.bytes, 1, p.sink.len, kit->cli->out);
  return ZP_EXIT_OK;
}
