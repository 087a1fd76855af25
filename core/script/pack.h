// pack.h: a loaded pack inside script/: the policy the pipeline obeys, and what only the host needs
// to run its rules.
#pragma once

#include "script/fields.h"
#include "script/host.h"
#include "script/sandbox.h"

/// How one argument of a score function is pushed.
typedef enum zp_push { ZP_PUSH_NUMBER, ZP_PUSH_OPTIONAL, ZP_PUSH_TEXT, ZP_PUSH_PARAM } zp_push;

/// What running a rule takes beside its zp_rule.
typedef struct zp_code {
  size_t generation; // whose folder the file is in: 0 the pack's own, 1 that of the pack it extends
  const char *chunk; // name Lua knows the file by: "=mof-2020/zero.lua"
  zp_source source;
  uint32_t required; // inputs without which the rule is not called
  struct {
    uint8_t how, index;
  } pushes[ZP_ARGUMENTS_MOST]; // the arguments, made ready: input or parameter by index
  const zp_param *defaults;    // as in the file; zp_rule.params has what the pack says
  zp_example *examples;
  size_t
      most_steps; // of a call, when the code tells; else SIZE_MAX, and its instructions are counted
} zp_code;

/// Bounds on what a pack may hold.
enum { ZP_RULES_MOST = 256, ZP_EXAMPLES_MOST = 256 };

/// Reads one rule file of the pack, whose function is left on the stack, on top of what was there.
/// Only inside zp_sandbox_run(). `policy` has the groups that the rule may name.
zp_status zp_rule_load(zp_sandbox *box, const zp_source *source, const zp_policy *policy,
                       zp_text name, zp_rule *rule, zp_code *code, zp_error *err);

/// The input of that name; ZP_INPUT_COUNT when there is none.
zp_input zp_input_named(zp_text name);
/// An example need not say the rate that its target and actual make.
void zp_inputs_add_rate(zp_inputs *out);
/// Sets a parameter from a field of its type.
void zp_param_set(const zp_fields *fields, zp_key key, zp_param *param);

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
  zp_cover *cover; // NULL: nobody asks which lines run
  zp_sandbox box;
  zp_policy policy;
  zp_code *codes;         // parallel to policy.rules
  const zp_lineage *line; // folders, names and sources of the packs; their fields are gone
};

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
/// pack.lua -> policy, without its rules: *names are the rules in order.
void zp_manifest_read(const zp_fields *fields, zp_policy *policy, zp_words *names);
/// Parameters that one pack of the line sets for its rules, once the rules are known.
void zp_manifest_override(const zp_fields *fields, size_t generation, zp_policy *policy,
                          const zp_code *codes);
/// Fails at the `group` field of a rule's `applies` when the pack has no such group.
void zp_manifest_check_group(const zp_fields *applies, const zp_policy *policy, zp_text group);

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

/// The result gate: what a score function left on the stack from `base` + 1 on becomes an outcome.
/// Runs no script code, never raises. False when the arena is full.
bool zp_gate(lua_State *L, int base, zp_dec weight, zp_arena *arena, zp_outcome *outcome);
/// A fault that is a sentence of the catalogue, kept without its language.
bool zp_gate_fault(zp_word sentence, zp_text arg1, zp_text arg2, zp_arena *arena,
                   zp_outcome *outcome);
/// Words of a script as they may be shown: UTF-8, at most 500 bytes, no control characters. ptr
/// NULL: the arena is full.
zp_text zp_gate_words(zp_text text, zp_arena *arena);
