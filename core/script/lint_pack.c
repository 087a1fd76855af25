// lint_pack.c: what only shows when the files of a pack are seen together. See lint.h.
#include "script/lint_names.h"

#include <stdlib.h>

#include "model/value.h"

static const zp_text none = { NULL, 0 };

// ---- rules that are never reached ------------------------------------------------------------------

/// Sets of bits, where none means all.
static bool covers_set(uint32_t earlier, uint32_t later)
{
  return earlier == 0 || (later != 0 && (later & ~earlier) == 0);
}

/// What the kinds of a target say of dates when the rule itself does not.
static zp_dates dates_of(const zp_applies *applies)
{
  uint32_t dated = 1u << ZP_KIND_DATE, range = 1u << ZP_KIND_RANGE;
  if (applies->dates != ZP_DATES_ANY || applies->kinds == 0) return applies->dates;
  if (applies->kinds == dated) return ZP_DATES_ONLY;
  return (applies->kinds & (dated | range)) == 0 ? ZP_DATES_NONE : ZP_DATES_ANY;
}

static bool holds_one(zp_text text, zp_words parts)
{
  for (size_t i = 0; i < parts.count; i++)
    if (zp_text_contains(text, parts.items[i])) return true;
  return false;
}

static bool is_one(zp_text text, zp_words words)
{
  for (size_t i = 0; i < words.count; i++)
    if (zp_text_equal(text, words.items[i])) return true;
  return false;
}

/// Lists, where none means any: each word of `later` must fit one of `earlier`.
static bool covers_words(zp_words earlier, zp_words later, bool (*fits)(zp_text, zp_words))
{
  for (size_t i = 0; earlier.count != 0 && i < later.count; i++)
    if (!fits(later.items[i], earlier)) return false;
  return earlier.count == 0 || later.count != 0;
}

bool zp_lint_covers(const zp_applies *earlier, const zp_applies *later)
{
  if (earlier->execution != later->execution) return false;
  if (later->execution) return true;
  return covers_set(earlier->kinds, later->kinds) &&
         covers_set(earlier->actual_kinds, later->actual_kinds) &&
         covers_set(earlier->directions, later->directions) &&
         (earlier->dates == ZP_DATES_ANY || earlier->dates == dates_of(later)) &&
         covers_words(earlier->groups, later->groups, is_one) &&
         covers_words(earlier->level2, later->level2, holds_one) &&
         covers_words(earlier->names, later->names, holds_one);
}

static void check_reached(const zp_policy *policy, size_t index, const zp_source *source,
                          zp_findings *findings)
{
  static const zp_step applies = { NULL, ZP_TEXT_INIT("applies"), 0 };
  const zp_rule *rule = &policy->rules[index];
  for (size_t i = 0; i < index; i++) {
    const zp_rule *earlier = &policy->rules[i];
    if (!zp_lint_covers(&earlier->applies, &rule->applies)) continue;
    const zp_mark mark = { ZP_E_LINT_UNREACHED, zp_source_find(source, &applies),
                           applies.name.len, { rule->id, earlier->id, none } };
    zp_lint_add(findings, source, &mark);
    return;
  }
}

// ---- parameters that set nothing -------------------------------------------------------------------

static void check_params(const zp_rule *rule, const zp_source *source, zp_findings *findings)
{
  static const zp_step params = { NULL, ZP_TEXT_INIT("params"), 0 };
  for (size_t p = 0; p < rule->param_count; p++) {
    size_t i = 0;
    while (i < rule->argument_count && !(rule->arguments[i].is_param && rule->arguments[i].param == p)) i++;
    if (i < rule->argument_count) continue;
    const zp_step step = { &params, rule->params[p].name, 0 };
    const zp_mark mark = { ZP_E_LINT_UNUSED_PARAM, zp_source_find(source, &step),
                           rule->params[p].name.len, { rule->params[p].name, none, none } };
    zp_lint_add(findings, source, &mark);
  }
}

// ---- files nobody lists ----------------------------------------------------------------------------

static bool is_rule(const zp_policy *policy, zp_text name)
{
  for (size_t i = 0; i < zp_policy_rules(policy); i++)
    if (zp_text_equal(policy->rules[i].id, name)) return true;
  return false;
}

static zp_status check_files(const zp_host *host, zp_findings *findings, zp_error *err)
{
  zp_pack_text pack;
  zp_text *names;
  size_t count;
  if (!zp_host_pack(host, 0, &pack)) return ZP_OK;
  if (zp_source_list(pack.folder, findings->arena, &names, &count, err) != ZP_OK)
    return err->status;
  for (size_t i = 0; i < count; i++) {
    bool test = zp_text_ends(names[i], ZP_TEXT("_test"));
    if (test || zp_text_equal(names[i], ZP_TEXT("pack")) || is_rule(zp_host_policy(host), names[i]))
      continue;
    zp_place place = {
      .file = zp_text_format(findings->arena, "%.*s/%.*s.lua", ZP_ARG(pack.id), ZP_ARG(names[i])),
      .row = 1,
      .column = 1
    };
    zp_findings_add(findings, ZP_E_LINT_UNLISTED, &place, names[i], none, none);
  }
  return ZP_OK;
}

// ---- the pack --------------------------------------------------------------------------------------

static int by_place(const void *a, const void *b)
{
  const zp_finding *left = a, *right = b;
  if (left->place.row != right->place.row) return left->place.row < right->place.row ? -1 : 1;
  if (left->place.column != right->place.column) return left->place.column < right->place.column ? -1 : 1;
  return (left->status > right->status) - (left->status < right->status);
}

static void check_rule(const zp_host *host, size_t index, zp_findings *findings)
{
  const zp_policy *policy = zp_host_policy(host);
  zp_rule_text rule = zp_host_rule(host, index);
  size_t first = findings->count;
  zp_lint_source(rule.source, &policy->rules[index], rule.defaults, findings);
  check_params(&policy->rules[index], rule.source, findings);
  if (policy->rules[index].kind == ZP_RULE_ROW) check_reached(policy, index, rule.source, findings);
  if (findings->count > first + 1)
    qsort(findings->items + first, findings->count - first, sizeof *findings->items, by_place);
}

zp_status zp_lint_pack(const zp_host *host, zp_findings *findings, zp_error *err)
{
  const zp_policy *policy = zp_host_policy(host);
  zp_pack_text pack;
  if (zp_host_pack(host, 0, &pack)) zp_lint_source(pack.source, NULL, NULL, findings);
  for (size_t i = 0; i < zp_policy_rules(policy); i++) check_rule(host, i, findings);
  if (check_files(host, findings, err) != ZP_OK) return err->status;
  return findings->lost ? zp_fail_memory(err) : ZP_OK;
}
