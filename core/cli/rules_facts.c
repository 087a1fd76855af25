// rules_facts.c: facts of a pack. See rules_facts.h; those of a rule are in rules_facts_rule.c.
#include "cli/rules_facts.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static const zp_text none = { NULL, 0 };

static zp_text keep(zp_wording *say, zp_text text)
{
  if (text.ptr == NULL) say->failed = true;
  return text.ptr == NULL ? ZP_TEXT("") : text;
}

static zp_text number(zp_wording *say, zp_dec value)
{
  char room[ZP_NUMBER_ROOM];
  return keep(say, zp_text_copy(zp_dec_print_short(value, 0, room), say->arena));
}

static zp_text count(zp_wording *say, uint64_t value)
{
  return keep(say, zp_text_format(say->arena, "%llu", (unsigned long long)value));
}

static zp_text join(zp_wording *say, zp_text list, zp_text item)
{
  return list.len == 0 ? item : zp_wording_of(say, ZP_W_FACT_LIST, list, item, none);
}

// ---- lines -----------------------------------------------------------------------------------------------------------

/// 2020, 2022–2024
static zp_text years(zp_wording *say, const zp_policy *policy)
{
  zp_text out = none;
  for (size_t i = 0, last; i < policy->year_count; i = last + 1) {
    for (last = i; last + 1 < policy->year_count && policy->years[last + 1] == policy->years[last] + 1;) last++;
    zp_text one = last == i ? zp_text_format(say->arena, "%d", policy->years[i])
                            : zp_text_format(say->arena, "%d–%d", policy->years[i], policy->years[last]);
    out = join(say, out, keep(say, one));
  }
  return out;
}

zp_text zp_facts_parents(zp_wording *say, const zp_host *host, bool folders)
{
  zp_text out = none;
  zp_pack_text pack;
  for (size_t i = 1; zp_host_pack(host, i, &pack); i++) {
    char real[PATH_MAX]; // the way there may lead through other packs
    zp_text folder = realpath(pack.folder.ptr, real) == NULL ? pack.folder : zp_text_from(real);
    out = join(say, out, folders ? zp_wording_of(say, ZP_W_EXPLAIN_SOURCE, pack.id, folder, none) : pack.id);
  }
  return out;
}

zp_text zp_facts_grades(zp_wording *say, const zp_policy *policy)
{
  zp_text out = none;
  for (size_t i = 0; i < policy->grade_count; i++)
    out = join(say, out, zp_wording_of(say, ZP_W_FACT_GRADE, policy->grades[i].name, number(say, policy->grades[i].from), none));
  return out;
}

static zp_text absent(zp_wording *say, const zp_policy *policy)
{
  for (size_t i = 0; i < policy->group_count; i++)
    if (zp_text_equal(policy->absent, policy->groups[i].id))
      return zp_wording_of(say, ZP_W_FACT_ABSENT_TO, policy->groups[i].name, none, none);
  return zp_wording_word(say, ZP_W_FACT_ABSENT_SPREAD);
}

/// Of a function also where it stands. Nothing for the sum of a project's rows, which goes without saying.
static zp_text combine(zp_wording *say, const zp_policy *policy, zp_level level, zp_combine how)
{
  const zp_place *function = &policy->functions[level];
  bool district = level == ZP_LEVEL_DISTRICT;
  switch (how) {
    case ZP_COMBINE_BUDGET: return zp_wording_word(say, district ? ZP_W_FACT_DISTRICT_BUDGET : ZP_W_COMBINE_BUDGET);
    case ZP_COMBINE_MEAN: return zp_wording_word(say, district ? ZP_W_FACT_DISTRICT_MEAN : ZP_W_COMBINE_MEAN);
    case ZP_COMBINE_SUM: return none;
    case ZP_COMBINE_POOL: return zp_wording_word(say, ZP_W_COMBINE_POOL);
    case ZP_COMBINE_FUNCTION: break;
  }
  return zp_wording_of(say, ZP_W_EXPLAIN_SOURCE, zp_wording_word(say, ZP_W_COMBINE_OTHER),
                       zp_facts_place(say, function->file, function->row), none);
}

static zp_text vocabulary(zp_wording *say, const zp_policy *policy)
{
  zp_text verdicts = zp_wording_of(say, ZP_W_FACT_VERDICTS, count(say, policy->met.count), count(say, policy->partial.count),
                                   count(say, policy->unmet.count));
  return join(say, verdicts, zp_wording_of(say, ZP_W_FACT_DIRECTIONS, count(say, policy->up.count),
                                           count(say, policy->down.count), count(say, policy->cap.count)));
}

static zp_text over(zp_wording *say, const zp_policy *policy)
{
  if (policy->over_fulfilled.e4 == 0) return none;
  return zp_wording_of(say, ZP_W_FACT_OVER, number(say, policy->over_fulfilled), none, none);
}

static zp_text monitor(zp_wording *say, const zp_policy *policy)
{
  if (!policy->has_monitor) return none;
  return join(say, zp_wording_of(say, ZP_W_FACT_WATCH_EXECUTION, number(say, policy->watch_execution.green),
                                 number(say, policy->watch_execution.yellow), none),
              zp_wording_of(say, ZP_W_FACT_WATCH_GOALS, number(say, policy->watch_goals.green),
                            number(say, policy->watch_goals.yellow), none));
}

/// Nothing for a pack that says nothing of reviews.
static zp_text review(zp_wording *say, const zp_policy *policy)
{
  const zp_review_policy *own = &policy->review;
  bool silent = own->required.count + own->measurable.count + own->execution.count + own->finding_count == 0;
  if (silent && own->difference.e4 == 0 && own->plan_end.e4 == 0) return none;
  zp_text limits = zp_wording_of(say, ZP_W_FACT_REVIEW, number(say, own->difference), number(say, own->unexplained),
                                 number(say, own->plan_end));
  if (own->finding_count == 0) return limits;
  return join(say, limits, zp_wording_of(say, ZP_W_FACT_REVIEW_OWN, count(say, own->finding_count), none, none));
}

size_t zp_facts_pack(zp_wording *say, const zp_host *host, zp_fact facts[ZP_FACTS_MOST])
{
  static const zp_word unscored[] = { ZP_W_POLICY_WITHHOLD, ZP_W_POLICY_ZERO, ZP_W_POLICY_REDISTRIBUTE };
  static const zp_word off_totals[] = { ZP_W_FACT_OFF_SCALE, ZP_W_FACT_OFF_KEEP };
  const zp_policy *policy = zp_host_policy(host);
  const zp_fact all[] = {
    { ZP_W_FACT_BASIS, policy->basis },
    { ZP_W_FACT_YEARS, years(say, policy) },
    { ZP_W_FACT_UNSCORED, zp_wording_word(say, unscored[policy->unscored]) },
    { ZP_W_FACT_ABSENT, absent(say, policy) },
    { ZP_W_FACT_OFF_TOTAL, zp_wording_word(say, off_totals[policy->off_total]) },
    { ZP_W_FACT_PROJECT, combine(say, policy, ZP_LEVEL_PROJECT, policy->project) },
    { ZP_W_FACT_UNIT, combine(say, policy, ZP_LEVEL_UNIT, policy->unit) },
    { ZP_W_FACT_DISTRICT, combine(say, policy, ZP_LEVEL_DISTRICT, policy->district) },
    { ZP_W_FACT_OVER_LABEL, over(say, policy) },
    { ZP_W_FACT_REVIEW_LABEL, review(say, policy) },
    { ZP_W_FACT_GRADES, zp_facts_grades(say, policy) },
    { ZP_W_FACT_MONITOR, monitor(say, policy) },
    { ZP_W_FACT_WORDS, vocabulary(say, policy) },
    { ZP_W_FACT_LIMITS, zp_wording_of(say, ZP_W_FACT_LIMITS_ARE, count(say, policy->steps), count(say, policy->memory), none) },
  };
  size_t kept = 0;
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
    if (all[i].value.len != 0) facts[kept++] = all[i];
  return kept;
}

// ---- weights ---------------------------------------------------------------------------------------------------------

zp_fact_table zp_facts_weights(zp_wording *say, const zp_policy *policy)
{
  zp_fact_table table = { .columns = { { zp_wording_word(say, ZP_W_HEAD_LEVEL1), ZP_WRAP },
                                       { zp_wording_word(say, ZP_W_HEAD_WEIGHT), ZP_RIGHT },
                                       { zp_wording_word(say, ZP_W_FACT_ID), ZP_LEFT },
                                       { zp_wording_word(say, ZP_W_FACT_SYNONYMS), ZP_RIGHT } },
                          .column_count = 4 };
  table.cells = ZP_TAKE(say->arena, zp_text, (policy->group_count + 1) * table.column_count);
  if (table.cells == NULL) {
    say->failed = true;
    return table;
  }
  zp_text *cell = table.cells;
  *cell++ = zp_wording_word(say, ZP_W_CELL_EXECUTION);
  *cell++ = number(say, policy->execution_weight);
  cell += 2;
  for (size_t i = 0; i < policy->group_count; i++) {
    const zp_group *group = &policy->groups[i];
    *cell++ = group->name;
    *cell++ = number(say, group->weight);
    *cell++ = group->id;
    *cell++ = count(say, group->synonyms.count);
  }
  table.row_count = policy->group_count + 1;
  return table;
}

// ---- rules -----------------------------------------------------------------------------------------------------------

static zp_fact_table list_rules(zp_wording *say, const zp_policy *policy, size_t from, size_t rules)
{
  zp_fact_table table = { .columns = { { zp_wording_word(say, ZP_W_HEAD_NUMBER), ZP_RIGHT },
                                       { zp_wording_word(say, ZP_W_HEAD_RULE), ZP_LEFT },
                                       { zp_wording_word(say, ZP_W_FACT_TITLE), ZP_LEFT },
                                       { zp_wording_word(say, ZP_W_FACT_APPLIES), ZP_WRAP } },
                          .column_count = 4 };
  table.cells = ZP_TAKE(say->arena, zp_text, rules * table.column_count);
  if (table.cells == NULL) {
    say->failed = true;
    return table;
  }
  zp_text *cell = table.cells;
  for (size_t i = 0; i < rules; i++) {
    const zp_rule *rule = &policy->rules[from + i];
    *cell++ = count(say, i + 1);
    *cell++ = rule->id;
    *cell++ = rule->title;
    *cell++ = zp_facts_applies(say, policy, rule);
  }
  table.row_count = rules;
  return table;
}

zp_fact_table zp_facts_rules(zp_wording *say, const zp_policy *policy)
{
  return list_rules(say, policy, 0, policy->rule_count);
}

zp_fact_table zp_facts_unit_rules(zp_wording *say, const zp_policy *policy)
{
  return list_rules(say, policy, policy->rule_count, policy->unit_rule_count);
}

/// Hundreds of words: put together in one go.
zp_text zp_facts_list(zp_wording *say, zp_words words)
{
  zp_text comma = zp_wording_word(say, ZP_W_FACT_COMMA);
  size_t room = 1, len = 0;
  for (size_t i = 0; i < words.count; i++) room += words.items[i].len + comma.len;
  char *bytes = zp_arena_bytes(say->arena, room);
  if (bytes == NULL) return keep(say, none);
  for (size_t i = 0; i < words.count; i++) {
    if (i > 0) memcpy(bytes + len, comma.ptr, comma.len);
    len += i > 0 ? comma.len : 0;
    memcpy(bytes + len, words.items[i].ptr, words.items[i].len);
    len += words.items[i].len;
  }
  return (zp_text){ bytes, len };
}
