// host.h: a rule pack, loaded and ready to judge. Opaque: owns a Lua state. One thread at a time.
#pragma once

#include "base/finding.h"
#include "model/layout.h"
#include "model/policy.h"
#include "model/progress.h"
#include "model/reading.h"
#include "script/source.h"

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

/// Bytes a loaded host holds, all of them for as long as it lives.
typedef struct zp_host_bytes {
  size_t arena;  // sources, policy, examples, and the copy of the state that is put back
  size_t region; // the Lua state at its largest
  size_t kept;   // of the arena: that copy
} zp_host_bytes;
zp_host_bytes zp_host_memory(const zp_host *host);

/// What the pack decides; lives as long as the host.
const zp_policy *zp_host_policy(const zp_host *host);

/// From now on the host tells there where it is, and calls nothing that is barred there: such a row
/// is a fault that says so, such a veto or deduction is open, such a `combine` gives no total. NULL:
/// nobody watches, nothing is barred. Borrowed.
void zp_host_watch(zp_host *host, zp_progress *progress);
/// The functions of the pack, and the name of each by its place (see zp_progress): the id of the
/// rule, or "combine.unit".
size_t zp_host_functions(const zp_host *host);
zp_text zp_host_function(const zp_host *host, size_t place);

/// One example of a rule file: inputs and what must come out.
typedef struct zp_example {
  zp_text title;
  uint32_t line;
  zp_inputs inputs;
  zp_dec weight;
  const zp_param *params; // the rule's defaults with what the example sets
  zp_reason reason;       // NONE: `points` are expected
  zp_dec points;          // of a veto: 1 when it should apply, else 0
  zp_series *series;      // of a veto or a deduction: what it is given, in place of `inputs`
} zp_example;

/// What a rule's file says beside what the policy has of it. All of it lives as long as the host.
typedef struct zp_rule_text {
  const zp_source *source;
  size_t generation;          // whose file: 0 the pack's own, 1 that of the pack it extends …
  const zp_param *defaults;   // parallel to zp_rule.params
  const zp_example *examples; // zp_rule.example_count
} zp_rule_text;
zp_rule_text zp_host_rule(const zp_host *host, size_t rule);

/// The pack itself (0), the one it extends (1) …
typedef struct zp_pack_text {
  zp_text id, folder;
  const zp_source *source; // of its pack.lua
} zp_pack_text;
/// False when the line of packs has no so many.
bool zp_host_pack(const zp_host *host, size_t generation, zp_pack_text *out);

/// A rule that a limit (steps or memory) stopped so often among the rows of one zp_host_score() is
/// not asked again there: each of its further rows is a fault that says so. Rows count in their
/// order, so that the same rows give the same outcomes on every machine. Without it a unit of 1 000
/// rows of an endless rule would take as many times the longest call.
enum { ZP_STOPS_MOST = 3 };

/// Scores rows with the rules chosen for them: rules[i] is an index into the policy's rules, or
/// ZP_NO_RULE. outcomes[i] is written for every i. A rule that breaks faults its own row only.
/// Texts of outcomes live in `arena`. Fails only when memory is short.
zp_status zp_host_score(zp_host *host, const zp_row_reading *const *rows, const uint16_t *rules,
                        size_t count, zp_arena *arena, zp_outcome *outcomes, zp_error *err);

/// Asks a veto or a deduction (an index into the policy's rules) about a unit, whose series are all
/// that ZP_ASK_UNIT_RULE may ask for. SCORED: `points` are what a deduction takes off; of a veto 1
/// when it applies, else 0. UNSCORED: it declined, and `note` is why. FAULT: `fault` or `note`, and
/// `line`, say what broke. Nothing passes from one call to the next. Fails only when memory is
/// short.
zp_status zp_host_judge(zp_host *host, size_t rule, const zp_series *series, zp_arena *arena,
                        zp_outcome *outcome, zp_error *err);

/// Asks the function of a level whose combine is ZP_COMBINE_FUNCTION for a score. SCORED: `points`
/// on a scale of 100, rounded to 0.01; the rest as above. policy->functions[level] has its file.
zp_status zp_host_combine(zp_host *host, zp_level level, const zp_series *series, zp_arena *arena,
                          zp_outcome *outcome, zp_error *err);

/// One example, case or test, run: `passed`, and what was expected and came out as words for people.
typedef struct zp_example_run {
  zp_text rule, title, file; // rule: empty for tests, which may try several
  uint32_t line;
  bool passed;
  zp_text expected, got;     // arguments of a sentence: a fault may be a word of the catalogue
  zp_text more;              // what else `sentence` says
  zp_word sentence;          // when not passed: {1} expected, {2} got, {3} more
  zp_status status;          // whose complaint it is
  const zp_finding *finding; // could not be run, and why; else NULL
} zp_example_run;
/// Runs every example of every rule, in order: each alone, then those of a rule as rows of one
/// unit (vetoes and deductions always alone), and all of that backwards. One that comes out otherwise than before has not passed.
/// *out and texts live in `arena`.
zp_status zp_host_examples(zp_host *host, zp_arena *arena, zp_example_run **out, size_t *count,
                           zp_error *err);

/// Loads the form layouts of a folder (rules/forms/*.lua, in order of name) as plain data; same
/// strictness. Lives in `arena`.
zp_status zp_layouts_load(zp_text folder, zp_arena *arena, zp_layouts *out, zp_error *err);
