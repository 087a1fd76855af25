// pack.h: a loaded pack inside script/: the policy the pipeline obeys, and what only the host needs
// to run its rules.
#pragma once

#include "model/progress.h"
#include "script/fields.h"
#include "script/gate.h"
#include "script/host.h"
#include "script/sandbox.h"

/// How one argument of a function is pushed.
typedef enum zp_push {
  ZP_PUSH_NUMBER,
  ZP_PUSH_OPTIONAL,
  ZP_PUSH_TEXT,
  ZP_PUSH_PARAM,
  ZP_PUSH_SERIES
} zp_push;

/// What running a rule takes beside its zp_rule.
typedef struct zp_code {
  size_t generation; // whose folder the file is in: 0 the pack's own, 1 that of the pack it extends
  const char *chunk; // name Lua knows the file by: "=mof-2020/zero.lua"
  zp_source source;
  uint32_t required; // inputs without which the rule is not called
  struct {
    uint8_t how, index;
  } pushes[ZP_ARGUMENTS_MOST]; // the arguments, made ready: input, parameter or series by index
  uint8_t lead, tail; // before `lead` all are ZP_PUSH_NUMBER; from `tail` on, parameters that are
                      // numbers; between them, anything
  const zp_param *defaults;    // as in the file; zp_rule.params has what the pack says
  zp_example *examples;
  size_t
      most_steps; // of a call, when the code tells; else SIZE_MAX, and its instructions are counted
} zp_code;

/// A function of pack.lua's `combine`, as a rule without examples; not there: `line` 0.
typedef struct zp_combiner {
  zp_rule rule;
  zp_code code;
} zp_combiner;

/// Bounds on what a pack may hold.
enum { ZP_RULES_MOST = 256, ZP_EXAMPLES_MOST = 256 };

// ---- what functions are given (arguments.c, params.c, series.c)

/// Who asks for the inputs of a row: a rule's score function. The others are ZP_ASK_* of series.h.
enum { ZP_ASK_ROW = 0 };
enum { ZP_NAMES_MOST = ZP_INPUT_COUNT + ZP_SERIES_COUNT + ZP_PARAMS_MOST + 1 };

/// The input of that name; ZP_INPUT_COUNT when there is none.
zp_input zp_input_named(zp_text name);
/// An example need not say the rate that its target and actual make.
void zp_inputs_add_rate(zp_inputs *out);
/// True for the name of an input that `who` may ask for.
bool zp_arguments_has(unsigned who, zp_text name);
/// Every name that the function or an example of a rule may use, NULL-terminated.
void zp_arguments_names(unsigned who, const zp_rule *rule, const char *names[ZP_NAMES_MOST]);
/// The function in a field: what it asks for, its line, its bound of steps. It is left on the
/// stack when all is well. Name and chunk of the file are already in `rule` and `code`.
void zp_function_read(const zp_fields *fields, zp_key key, unsigned who, zp_rule *rule,
                      zp_code *code);

/// The `params` of a rule file.
void zp_params_read(const zp_fields *fields, unsigned who, zp_rule *rule, zp_code *code);
/// The rule's defaults with what an example sets.
const zp_param *zp_params_of_example(const zp_fields *values, const zp_rule *rule,
                                     const zp_code *code);
/// Parameters that one pack of the line sets for its rules, once the rules are known.
void zp_params_override(const zp_fields *fields, size_t generation, zp_policy *policy,
                        const zp_code *codes);
/// Sets a parameter from a field of its type.
void zp_param_set(const zp_fields *fields, zp_key key, zp_param *param);

/// What an example of a veto or a deduction gives; all that its function asks for must be there.
zp_series *zp_series_read(const zp_fields *values, const zp_rule *rule);
/// A new list, or the number, of one series. Raises when a limit is hit.
void zp_series_push(lua_State *L, const zp_series *series, zp_series_name name);

// ---- files of a pack

/// Reads one rule file of the pack, whose function is left on the stack, on top of what was there.
/// `rule->kind` says what is expected. Only inside zp_sandbox_run(). `policy` has the groups and
/// grades that the rule may name.
zp_status zp_rule_load(zp_sandbox *box, const zp_source *source, const zp_policy *policy,
                       zp_text name, zp_rule *rule, zp_code *code, zp_error *err);
/// `grade` or `most` of a veto or a deduction.
void zp_unit_rule_read(const zp_fields *fields, const zp_policy *policy, zp_rule *rule);
/// Inputs and expectation of one of its examples.
void zp_unit_example_read(const zp_fields *item, const zp_rule *rule, const zp_code *code,
                          zp_example *example);

/// A pack may extend a pack that extends another …, at most so many times.
enum { ZP_EXTENDS_MOST = 8 };

/// A pack on the way from the one that was asked for to the last that is extended.
typedef struct zp_ancestor {
  zp_text folder, shown;
  zp_source source; // of pack.lua
  zp_fields fields; // its table; `base` is that of the next
} zp_ancestor;

typedef struct zp_lineage {
  zp_words homes; // folders whose folders are packs
  zp_ancestor packs[ZP_EXTENDS_MOST + 1];
  size_t count; // 0: the pack itself, and so on
} zp_lineage;

typedef struct zp_cover zp_cover; // cover.h

struct zp_host {
  zp_arena *arena;
  zp_progress *progress; // never NULL
  zp_progress own;       // when nobody else watches
  zp_cover *cover; // NULL: nobody asks which lines run
  zp_sandbox box;
  zp_policy policy;
  zp_code *codes;         // parallel to policy.rules: for rows and for units
  zp_combiner combiners[ZP_LEVELS];
  const zp_lineage *line; // folders, names and sources of the packs; their fields are gone
};
// The registry holds, under the host's address, a list of all functions: those of the rules in
// order, then those of the combiners.

/// Reads pack.lua of packs[0] (whose folder and name are given) and of all it extends; their tables
/// stay on the stack. Fails with the place of the `extends` that leads nowhere, in a circle or too
/// far.
zp_status zp_lineage_load(zp_sandbox *box, zp_lineage *line, zp_error *err);
/// Reads NAME.lua from the nearest folder that has it; *generation is whose. ZP_E_RULE_FILE, with
/// nothing recorded in err, when none has.
zp_status zp_lineage_read(const zp_lineage *line, zp_text name, zp_arena *arena, zp_source *out,
                          size_t *generation, zp_error *err);

/// The table of a pack.lua, at the top of the stack: only known fields.
void zp_manifest_open(zp_fields *fields);
/// The lists of rule files, in the pack's order, by zp_rule_kind.
enum { ZP_RULE_KINDS = ZP_RULE_DEDUCTION + 1 };
typedef struct zp_rule_lists {
  zp_words names[ZP_RULE_KINDS];
} zp_rule_lists;
/// "rules", "vetoes", "deductions": the field of pack.lua.
zp_key zp_rule_list_key(zp_rule_kind kind);

/// pack.lua -> policy, without its rules and functions.
void zp_manifest_read(const zp_fields *fields, zp_policy *policy, zp_rule_lists *lists);
/// `combine`: how scores of one level become that of the next. Functions go into the list at stack
/// index 1, behind those of the rules.
void zp_combine_read(const zp_fields *fields, zp_host *host);

// ---- running

/// Rows to score, and with what: params[i] are those of rows[i]; `params` NULL: each rule's own.
typedef struct zp_batch {
  const zp_row_reading *const *rows;
  const uint16_t *rules;
  size_t count;
  const zp_param *const *params;
} zp_batch;

/// See zp_host_score().
zp_status zp_bridge_score(zp_host *host, const zp_batch *batch, zp_arena *arena,
                          zp_outcome *outcomes, zp_error *err);

/// Calls a veto, a deduction (with `params`) or a combiner on a state put back to what it was after
/// loading. `slot`: its place in the list of functions.
zp_status zp_ask(zp_host *host, const zp_rule *rule, const zp_code *code, size_t slot,
                 const zp_param *params, const zp_series *series, zp_arena *arena,
                 zp_outcome *outcome, zp_error *err);
/// The same for a veto or a deduction by its index in the policy's rules.
zp_status zp_ask_rule(zp_host *host, size_t rule, const zp_param *params, const zp_series *series,
                      zp_arena *arena, zp_outcome *outcome, zp_error *err);
void zp_param_push(lua_State *L, const zp_param *param);
/// The fault of a function that is barred, whose code begins in that line. False when the arena is full.
bool zp_barred_fault(uint32_t line, zp_arena *arena, zp_outcome *outcome);
/// What a script raised, at the top of the stack, as the `fault` or `note` of an outcome; nothing of
/// the script runs. False when memory is short.
bool zp_raised_fault(const zp_sandbox *box, bool limited, zp_arena *arena, zp_outcome *outcome);
