// examples.c: runs the examples of a pack: the documentation that is also the test. An example runs
// with the defaults of its own file, so that a pack that sets a parameter does not break it.
#include "script/pack.h"

/// What a veto says.
static zp_text flag_text(zp_dec points)
{
  return points.e4 != 0 ? ZP_TEXT("true") : ZP_TEXT("false");
}

/// "8.00", "true", "declined: 目标值为零", "fault: …": what a person compares.
static zp_text describe(zp_rule_kind kind, const zp_outcome *outcome, zp_arena *arena)
{
  char room[ZP_NUMBER_ROOM];
  if (outcome->kind == ZP_SCORED && kind == ZP_RULE_VETO) return flag_text(outcome->points);
  if (outcome->kind == ZP_SCORED)
    return zp_text_copy(zp_dec_print_short(outcome->points, 2, room), arena);
  if (outcome->reason == ZP_REASON_INPUT_MISSING)
    return zp_text_format(arena, "%s: %s", zp_reason_name(outcome->reason),
                          zp_input_name(outcome->input));
  if (outcome->note.len == 0) return zp_text_from(zp_reason_name(outcome->reason));
  return zp_text_format(arena, "%s: %.*s", zp_reason_name(outcome->reason), ZP_ARG(outcome->note));
}

static bool agrees(const zp_example *example, const zp_outcome *outcome)
{
  if (example->reason != ZP_REASON_NONE) return outcome->reason == example->reason;
  return outcome->kind == ZP_SCORED && outcome->points.e4 == example->points.e4;
}

static zp_status run_example(zp_host *host, uint16_t index, const zp_example *example,
                             zp_arena *arena, zp_example_run *out, zp_error *err)
{
  const zp_rule *rule = &host->policy.rules[index];
  char room[ZP_NUMBER_ROOM];
  zp_outcome outcome;
  if (zp_example_ask(host, index, example, arena, &outcome, err) != ZP_OK) return err->status;
  zp_text expected = zp_text_from(zp_reason_name(example->reason));
  if (example->reason == ZP_REASON_NONE)
    expected = rule->kind == ZP_RULE_VETO ? flag_text(example->points)
                                          : zp_dec_print_short(example->points, 2, room);
  *out = (zp_example_run){ .rule = rule->id,
                           .title = example->title,
                           .file = rule->file,
                           .line = example->line,
                           .passed = agrees(example, &outcome),
                           .expected = zp_text_copy(expected, arena),
                           .got = describe(rule->kind, &outcome, arena) };
  return out->expected.ptr == NULL || out->got.ptr == NULL ? zp_fail_memory(err) : ZP_OK;
}

zp_status zp_host_examples(zp_host *host, zp_arena *arena, zp_example_run **out, size_t *count,
                           zp_error *err)
{
  size_t total = 0, at = 0, rules = host->policy.rule_count + host->policy.unit_rule_count;
  zp_error own = { 0 };
  if (err == NULL) err = &own;
  for (size_t i = 0; i < rules; i++) total += host->policy.rules[i].example_count;
  zp_example_run *runs = ZP_TAKE(arena, zp_example_run, total);
  if (runs == NULL) return zp_fail_memory(err);
  for (size_t i = 0; i < rules; i++)
    for (size_t e = 0; e < host->policy.rules[i].example_count; e++)
      if (run_example(host, (uint16_t)i, &host->codes[i].examples[e], arena, &runs[at++], err) !=
          ZP_OK)
        return err->status;
  *out = runs;
  *count = total;
  return ZP_OK;
}
