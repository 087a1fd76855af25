// names.c: the stable names of the vocabulary's enums, as Lua, msgpack and JSON show them.
#include "model/result.h"

const char *zp_kind_name(zp_kind kind)
{
  static const char *const names[ZP_KIND_COUNT] = { "blank", "number", "percent", "money",
                                                    "date",  "range",  "qualitative", "compound" };
  return names[kind];
}

const char *zp_op_name(zp_op op)
{
  static const char *const names[] = { NULL, "=", ">=", "<=", ">", "<" };
  return names[op];
}

const char *zp_direction_name(zp_direction direction)
{
  static const char *const names[] = { "", "up", "down", "equal", "zero" };
  return names[direction];
}

const char *zp_direction_source_name(zp_direction_source source)
{
  static const char *const names[] = { "", "operator", "name", "cap", "default", "zero" };
  return names[source];
}

const char *zp_band_name(zp_band band)
{
  static const char *const names[] = { "", "met", "partial", "unmet" };
  return names[band];
}

const char *zp_combine_name(zp_combine combine)
{
  static const char *const names[] = { "budget", "mean", "sum", "function", "pool" };
  return names[combine];
}

const char *zp_rule_kind_name(zp_rule_kind kind)
{
  static const char *const names[] = { "row", "veto", "deduction" };
  return names[kind];
}

size_t zp_policy_rules(const zp_policy *policy)
{
  return policy->rule_count + policy->unit_rule_count;
}

const char *zp_ruling_name(zp_ruling ruling)
{
  static const char *const names[] = { "applied", "not_applied", "declined", "fault" };
  return names[ruling];
}

const char *zp_weight_source_name(zp_weight_source source)
{
  static const char *const names[] = { "form", "shared", "pack", "none", "pooled" };
  return names[source];
}

const char *zp_outcome_name(zp_outcome_kind kind)
{
  static const char *const names[] = { "scored", "unscored", "fault" };
  return names[kind];
}

typedef struct reason_row { const char *name; zp_word word; } reason_row;

static const reason_row reasons[ZP_REASON_COUNT] = {
  [ZP_REASON_NONE] = { "", ZP_W_REASON_NONE },
  [ZP_REASON_ACTUAL_BLANK] = { "actual_blank", ZP_W_REASON_ACTUAL_BLANK },
  [ZP_REASON_ACTUAL_UNREADABLE] = { "actual_unreadable", ZP_W_REASON_ACTUAL_UNREADABLE },
  [ZP_REASON_TARGET_BLANK] = { "target_blank", ZP_W_REASON_TARGET_BLANK },
  [ZP_REASON_TARGET_UNREADABLE] = { "target_unreadable", ZP_W_REASON_TARGET_UNREADABLE },
  [ZP_REASON_KIND_MISMATCH] = { "kind_mismatch", ZP_W_REASON_KIND_MISMATCH },
  [ZP_REASON_UNIT_MISMATCH] = { "unit_mismatch", ZP_W_REASON_UNIT_MISMATCH },
  [ZP_REASON_BAND_UNKNOWN] = { "band_unknown", ZP_W_REASON_BAND_UNKNOWN },
  [ZP_REASON_NO_WEIGHT] = { "no_weight", ZP_W_REASON_NO_WEIGHT },
  [ZP_REASON_NO_BUDGET] = { "no_budget", ZP_W_REASON_NO_BUDGET },
  [ZP_REASON_NO_EXECUTED] = { "no_executed", ZP_W_REASON_NO_EXECUTED },
  [ZP_REASON_NO_RULE] = { "no_rule", ZP_W_REASON_NO_RULE },
  [ZP_REASON_INPUT_MISSING] = { "input_missing", ZP_W_REASON_INPUT_MISSING },
  [ZP_REASON_ZERO_TARGET] = { "zero_target", ZP_W_REASON_ZERO_TARGET },
  [ZP_REASON_PART_UNSCORED] = { "part_unscored", ZP_W_REASON_PART_UNSCORED },
  [ZP_REASON_DECLINED] = { "declined", ZP_W_REASON_DECLINED },
  [ZP_REASON_FAULT] = { "fault", ZP_W_REASON_FAULT },
};

const char *zp_reason_name(zp_reason reason)
{
  return reasons[reason].name;
}

zp_word zp_reason_word(zp_reason reason)
{
  return reasons[reason].word;
}

const char *zp_input_name(zp_input input)
{
  static const char *const names[ZP_INPUT_COUNT] = {
#define X(name, lua, type, need, doc) lua,
    ZP_INPUT_MAP(X)
#undef X
  };
  return names[input];
}
