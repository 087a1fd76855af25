// rules_doc.c: ziping rules doc: a pack as one page of Markdown. Equal packs give equal bytes.
#include <string.h>

#include "cli/rules_facts.h"
#include "store/result_file.h"

typedef struct page {
  const zp_rules_kit *kit;
  const zp_policy *policy;
  zp_wording say;
  zp_sink sink;
} page;

// ---- Markdown --------------------------------------------------------------------------------------------------------

static void put(page *p, const char *literal)
{
  zp_sink_put(&p->sink, zp_text_from(literal));
}

/// Words of an author, so that none of them turns into markup, on one line.
static void put_words(page *p, zp_text words)
{
  static const char special[] = "\\`*_[]<>|#~&$";
  char *room = zp_arena_bytes(p->say.arena, words.len + 1);
  p->say.failed |= room == NULL;
  zp_text text = { room, room == NULL ? 0 : zp_text_clean(words, room, words.len + 1) };
  for (size_t at = 0; at < text.len; at++) {
    char c = text.ptr[at];
    bool blank = at + 1 == text.len || text.ptr[at + 1] == ' ';  // "- a", "1. a" would begin a list
    bool list = blank && at == 0 && strchr("-+", c) != NULL;
    bool numbered = blank && at > 0 && strchr(".)", c) != NULL && strspn(text.ptr, "0123456789") == at;
    if (list || numbered || strchr(special, c) != NULL) put(p, "\\");
    zp_sink_put(&p->sink, zp_text_slice(text, at, at + 1));
  }
}

static void put_word(page *p, zp_word word)
{
  put_words(p, zp_wording_word(&p->say, word));
}

static void put_heading(page *p, const char *marks, zp_text words)
{
  put(p, marks);
  put(p, " ");
  put_words(p, words);
  put(p, "\n\n");
}

static void put_item(page *p, zp_word label, zp_text value)
{
  if (value.len == 0) return;
  put(p, "- **");
  put_word(p, label);
  put(p, "** ");
  put_words(p, value);
  put(p, "\n");
}

static void put_table(page *p, const zp_fact_table *table)
{
  if (table->row_count == 0) return;
  for (size_t c = 0; c < table->column_count; c++) {
    put(p, "| ");
    put_words(p, table->columns[c].heading);
    put(p, " ");
  }
  put(p, "|\n");
  for (size_t c = 0; c < table->column_count; c++) put(p, table->columns[c].align == ZP_RIGHT ? "| --: " : "| --- ");
  put(p, "|\n");
  for (size_t i = 0; i < table->row_count * table->column_count; i++) {
    put(p, "| ");
    put_words(p, table->cells[i]);
    put(p, (i + 1) % table->column_count == 0 ? " |\n" : " ");
  }
  put(p, "\n");
}

/// A fence longer than any run of its sign inside.
static void put_fence(page *p, zp_text code)
{
  size_t longest = 2, run = 0;
  for (size_t i = 0; i < code.len; i++) {
    run = code.ptr[i] == '`' ? run + 1 : 0;
    if (run > longest) longest = run;
  }
  for (size_t i = 0; i <= longest; i++) put(p, "`");
}

static size_t indent_of(zp_text line)
{
  size_t blanks = 0;
  while (blanks < line.len && line.ptr[blanks] == ' ') blanks++;
  return blanks;
}

/// Lua as written, moved to the left as far as its first line is indented.
static void put_code(page *p, zp_text code, size_t indent)
{
  if (code.len == 0) return;
  put_fence(p, code);
  put(p, "lua\n");
  for (size_t at = 0; at < code.len;) {
    zp_text rest = zp_text_slice(code, at, code.len);
    size_t end = zp_text_find(rest, ZP_TEXT("\n"));
    zp_text line = zp_text_slice(rest, 0, end);
    size_t cut = indent_of(line) < indent ? indent_of(line) : indent;
    if (line.len != 0 && line.ptr[line.len - 1] == '\r') line.len--;
    zp_sink_put(&p->sink, zp_text_slice(line, cut, line.len));
    put(p, "\n");
    at = end == SIZE_MAX ? code.len : at + end + 1;
  }
  put_fence(p, code);
  put(p, "\n\n");
}

// ---- the rules -------------------------------------------------------------------------------------------------------

/// The field that holds the rule's function: score of a row, veto or deduct of a unit.
static zp_step function_field(const zp_source *source)
{
  static const zp_step fields[] = { { NULL, ZP_TEXT_INIT("score"), 0 }, { NULL, ZP_TEXT_INIT("veto"), 0 },
                                    { NULL, ZP_TEXT_INIT("deduct"), 0 } };
  size_t i = 0, count = sizeof fields / sizeof fields[0];
  while (i + 1 < count && zp_source_value(source, &fields[i]).len == 0) i++;
  return fields[i];
}

/// The function where the field is, or else where the field leads to in the same file.
static void put_source(page *p, const zp_rule *rule, const zp_source *source)
{
  zp_step field = function_field(source);
  size_t start = 0, at = zp_source_find(source, &field);
  zp_text value = zp_source_value(source, &field);
  if (value.len == 0 || zp_source_place(source, at).row != rule->line) {
    zp_text function = zp_source_function(source, rule->line);
    put_code(p, function, indent_of(function));
  }
  if (value.len != 0) put_code(p, value, indent_of(zp_source_line(source, at, &start)));
}

static void put_rule(page *p, size_t index)
{
  const zp_rule *rule = &p->policy->rules[index];
  zp_rule_text text = zp_host_rule(p->kit->host, index);
  put_heading(p, "###", zp_text_format(p->say.arena, "%.*s %.*s", ZP_ARG(rule->id), ZP_ARG(rule->title)));
  put_words(p, rule->doc);
  put(p, rule->doc.len != 0 ? "\n\n" : "");
  put_item(p, ZP_W_FACT_BASIS, rule->basis);
  put_item(p, ZP_W_FACT_APPLIES, zp_facts_applies(&p->say, p->policy, rule));
  put_item(p, ZP_W_FACT_FILE, zp_facts_place(&p->say, rule->file, rule->line));
  put(p, "\n");
  put_source(p, rule, text.source);
  const zp_fact_table tables[] = { zp_facts_params(&p->say, rule, &text), zp_facts_inputs(&p->say, rule),
                                   zp_facts_examples(&p->say, rule, &text) };
  for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) put_table(p, &tables[i]);
}

static void put_rules(page *p)
{
  for (size_t i = 0; i < zp_policy_rules(p->policy); i++) put_rule(p, i);
}

// ---- the pack --------------------------------------------------------------------------------------------------------

static void put_facts(page *p)
{
  zp_fact facts[ZP_FACTS_MOST];
  size_t count = zp_facts_pack(&p->say, p->kit->host, facts);
  put_item(p, ZP_W_FACT_EXTENDS, zp_facts_parents(&p->say, p->kit->host, false)); // folders differ from machine to machine
  for (size_t i = 0; i < count; i++) put_item(p, facts[i].label, facts[i].value);
  put(p, "\n");
}

static void put_order(page *p)
{
  put_word(p, ZP_W_DOC_ORDER);
  put(p, "\n\n");
  zp_fact_table rules = zp_facts_rules(&p->say, p->policy);
  put_table(p, &rules);
}

static void put_unit_order(page *p)
{
  put_word(p, ZP_W_DOC_UNIT_ORDER);
  put(p, "\n\n");
  zp_fact_table rules = zp_facts_unit_rules(&p->say, p->policy);
  put_table(p, &rules);
}

static void put_weights(page *p)
{
  zp_fact_table weights = zp_facts_weights(&p->say, p->policy);
  put_table(p, &weights);
  for (size_t i = 0; i < p->policy->group_count; i++) {
    const zp_group *group = &p->policy->groups[i];
    zp_text names = zp_facts_list(&p->say, group->synonyms);
    if (names.len == 0) continue;
    put(p, "- **");
    put_words(p, group->name);
    put(p, "** ");
    put_words(p, names);
    put(p, "\n");
  }
  put(p, "\n");
}

static void put_vocabulary(page *p)
{
  put_item(p, ZP_W_BAND_MET, zp_facts_list(&p->say, p->policy->met));
  put_item(p, ZP_W_BAND_PARTIAL, zp_facts_list(&p->say, p->policy->partial));
  put_item(p, ZP_W_BAND_UNMET, zp_facts_list(&p->say, p->policy->unmet));
  put_item(p, ZP_W_DOC_NEGATIONS, zp_facts_list(&p->say, p->policy->negations));
  put_item(p, ZP_W_DIRECTION_UP, zp_facts_list(&p->say, p->policy->up));
  put_item(p, ZP_W_DIRECTION_DOWN, zp_facts_list(&p->say, p->policy->down));
  put_item(p, ZP_W_BY_CAP, zp_facts_list(&p->say, p->policy->cap));
}

/// The page, section by section.
static void put_pack(page *p)
{
  static const struct { zp_word heading; void (*put)(page *p); } sections[] = {
    { ZP_W_DOC_PACK, put_facts }, { ZP_W_DOC_RULES, put_order },     { ZP_W_DOC_UNIT_RULES, put_unit_order },
    { ZP_W_DOC_EACH, put_rules }, { ZP_W_DOC_WEIGHTS, put_weights }, { ZP_W_DOC_WORDS, put_vocabulary },
  };
  put_heading(p, "#", zp_text_format(p->say.arena, "%.*s (%.*s %.*s)", ZP_ARG(p->policy->title), ZP_ARG(p->policy->id),
                                     ZP_ARG(p->policy->version)));
  for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++) {
    if (sections[i].put == put_unit_order && p->policy->unit_rule_count == 0) continue;
    put_heading(p, "##", zp_wording_word(&p->say, sections[i].heading));
    sections[i].put(p);
  }
}

zp_exit zp_rules_doc(const zp_rules_kit *kit)
{
  page p = { .kit = kit, .policy = zp_host_policy(kit->host), .say = { .arena = kit->arena, .lang = kit->cli->lang } };
  zp_error err = { 0 };
  p.sink.arena = kit->arena;
  put_pack(&p);
  if (p.say.failed || p.sink.failed) zp_fail_memory(&err);
  zp_text bytes = { p.sink.bytes, p.sink.len };
  if (err.status == ZP_OK && kit->out != NULL) zp_file_write(kit->out, bytes, &err);
  if (err.status != ZP_OK) return zp_rules_failed(kit, &err);
  if (kit->out == NULL) fwrite(bytes.ptr, 1, bytes.len, kit->cli->out);
  return ZP_EXIT_OK;
}
