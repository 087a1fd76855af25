// host.h: a rule pack, loaded and ready to judge. Opaque: owns a Lua state. One thread at a time.
#pragma once

#include "model/layout.h"
#include "model/policy.h"
#include "model/reading.h"

typedef struct zp_host zp_host;

/// Loads a pack folder (pack.lua and the rules it lists). Field checks are strict: an unknown or
/// missing field, an unknown parameter of a score function, a syntax error end the load with file,
/// line, field and a suggestion in err (all are "pack refused", exit 4). `folder` is a path;
/// `shown` the pack's name in places ("mof-2020"). `lib` is the folder of shared shapes that rules
/// `require` (rules/lib), or empty. Caller frees with zp_host_close().
zp_status zp_host_open(zp_text folder, zp_text shown, zp_text lib, zp_host **out, zp_error *err);
void zp_host_close(zp_host *host);

/// What the pack decides; lives as long as the host.
const zp_policy *zp_host_policy(const zp_host *host);

/// Scores rows with the rules chosen for them: rules[i] is an index into the policy's rules, or
/// ZP_NO_RULE. outcomes[i] is written for every i. A rule that breaks faults its own row only.
/// Texts of outcomes live in `arena`. Fails only when memory is short.
zp_status zp_host_score(zp_host *host, const zp_row_reading *const *rows, const uint16_t *rules,
                        size_t count, zp_arena *arena, zp_outcome *outcomes, zp_error *err);

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
