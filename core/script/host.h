// host.h: a rule pack, loaded and ready to judge. Opaque: owns a Lua state. One thread at a time.
#pragma once

#include "model/layout.h"
#include "model/policy.h"
#include "model/reading.h"

typedef struct zp_host zp_host;

/// Where a pack lies and what it may rest on. The texts need only live as long as the call.
typedef struct zp_pack_place {
  zp_text folder; // path of the folder with pack.lua
  zp_text shown;  // the pack's name in places: "mof-2020"
  zp_text lib;    // folder of shapes that rules `require` (rules/lib); empty: none
  zp_words homes; // folders that hold packs (rules, those of ZIPING_PACKS). A pack that is extended
                  // is the folder of that name beside the extending pack, else in the first home
} zp_pack_place;

/// Loads a pack: pack.lua, those of the packs it extends, and the rules it lists, each file from
/// the pack's own folder or else the nearest extended pack's. Field checks are strict: an unknown
/// or missing field, an unknown pack or parameter, a syntax error end the load with file, line,
/// field and a suggestion in err (all are "pack refused", exit 4). Caller frees with
/// zp_host_close().
zp_status zp_host_open(const zp_pack_place *place, zp_host **out, zp_error *err);
void zp_host_close(zp_host *host);

/// What the pack decides; lives as long as the host.
const zp_policy *zp_host_policy(const zp_host *host);

/// Scores rows with the rules chosen for them: rules[i] is an index into the policy's rules, or
/// ZP_NO_RULE. outcomes[i] is written for every i. A rule that breaks faults its own row only.
/// Texts of outcomes live in `arena`. Fails only when memory is short.
zp_status zp_host_score(zp_host *host, const zp_row_reading *const *rows, const uint16_t *rules,
                        size_t count, zp_arena *arena, zp_outcome *outcomes, zp_error *err);

/// Asks a veto or a deduction (an index into the policy's rules) about a unit, whose series are all
/// that ZP_ASK_UNIT_RULE may ask for. SCORED: `points` are what a deduction takes off; of a veto 1
/// when it applies, else 0. UNSCORED: it declined, and `note` is why. FAULT: `note` and `line` say
/// what broke. Nothing passes from one call to the next. Fails only when memory is short.
zp_status zp_host_judge(zp_host *host, size_t rule, const zp_series *series, zp_arena *arena,
                        zp_outcome *outcome, zp_error *err);

/// Asks the function of a level whose combine is ZP_COMBINE_FUNCTION for a score. SCORED: `points`
/// on a scale of 100, rounded to 0.01; the rest as above. policy->functions[level] has its file.
zp_status zp_host_combine(zp_host *host, zp_level level, const zp_series *series, zp_arena *arena,
                          zp_outcome *outcome, zp_error *err);

/// One example of a rule, run: `passed`, and what was expected and came out as words for people.
typedef struct zp_example_run {
  zp_text rule, title, file;
  uint32_t line;
  bool passed;
  zp_text expected, got;
} zp_example_run;
/// Runs every example of every rule, in order. *out and texts live in `arena`.
zp_status zp_host_examples(zp_host *host, zp_arena *arena, zp_example_run **out, size_t *count,
                           zp_error *err);

/// Loads the form layouts of a folder (rules/forms/*.lua, in order of name) as plain data; same
/// strictness. Lives in `arena`.
zp_status zp_layouts_load(zp_text folder, zp_arena *arena, zp_layouts *out, zp_error *err);
