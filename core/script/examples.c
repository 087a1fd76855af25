// examples.c: runs the examples of a pack: the documentation that is also the test. An example runs
// with the defaults of its own file, so that a pack that sets a parameter does not break it.
#include "script/trial.h"

static zp_status run_rule(zp_host *host, size_t index, zp_arena *arena, zp_example_run *runs,
                          zp_error *err)
{
  const zp_rule *rule = &host->policy.rules[index];
  zp_trial *trials = ZP_TAKE(arena, zp_trial, rule->example_count);
  if (trials == NULL) return zp_fail_memory(err);
  for (size_t i = 0; i < rule->example_count; i++)
    trials[i] = (zp_trial){ .rule = (uint16_t)index,
                            .example = host->codes[index].examples[i],
                            .file = rule->file,
                            .status = ZP_E_EXAMPLE_FAILED };
  return zp_trials_run(host, trials, rule->example_count, arena, runs, err);
}

zp_status zp_host_examples(zp_host *host, zp_arena *arena, zp_example_run **out, size_t *count,
                           zp_error *err)
{
  size_t total = 0, at = 0, rules = zp_policy_rules(&host->policy);
  zp_error own = { 0 };
  if (err == NULL) err = &own;
  for (size_t i = 0; i < rules; i++) total += host->policy.rules[i].example_count;
  zp_example_run *runs = ZP_TAKE(arena, zp_example_run, total);
  if (runs == NULL) return zp_fail_memory(err);
  for (size_t i = 0; i < rules; at += host->policy.rules[i++].example_count)
    if (run_rule(host, i, arena, runs + at, err) != ZP_OK) return err->status;
  *out = runs;
  *count = total;
  return ZP_OK;
}
