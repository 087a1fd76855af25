// input.h: everything a rule can ask for by naming it as a parameter. One table: the bridge, the checks and the
// editor annotations (rules/meta/ziping.lua) all follow it.
#pragma once

/// ZP_INPUT(name, Lua name, NUMBER|TEXT, REQUIRED|OPTIONAL, what it is and its unit)
/// REQUIRED: a row that lacks it is unscored before the rule is called. OPTIONAL: it is nil then. Blank is never 0.
#define ZP_INPUT_MAP(X)                                                                                               \
  X(ACTUAL, "actual", NUMBER, REQUIRED, "actual value, in the unit of the target")                                    \
  X(TARGET, "target", NUMBER, REQUIRED, "target value, as written; low end of a range")                               \
  X(HIGH, "high", NUMBER, REQUIRED, "high end of a target range")                                                     \
  X(RATE, "rate", NUMBER, REQUIRED, "actual / target, quantised at 1e-9; missing when the target is 0")               \
  X(WEIGHT, "weight", NUMBER, REQUIRED, "points the row can earn")                                                    \
  X(DAYS_LATE, "days_late", NUMBER, REQUIRED, "days from the target date to the actual date; negative: early")        \
  X(MONTHS_LATE, "months_late", NUMBER, REQUIRED, "calendar months late; 0: same month; negative: early")             \
  X(DECLARED, "declared", NUMBER, OPTIONAL, "points the unit gave itself")                                            \
  X(INITIAL, "initial", NUMBER, OPTIONAL, "initial budget of the project, yuan")                                      \
  X(REVISED, "revised", NUMBER, REQUIRED, "revised budget of the project, yuan")                                      \
  X(EXECUTED, "executed", NUMBER, REQUIRED, "executed amount of the project, yuan")                                   \
  X(YEAR, "year", NUMBER, OPTIONAL, "budget year")                                                                    \
  X(BAND, "band", TEXT, REQUIRED, "verdict: met, partial or unmet, by the pack's words")                              \
  X(ACTUAL_TEXT, "actual_text", TEXT, OPTIONAL, "actual as written")                                                  \
  X(TARGET_TEXT, "target_text", TEXT, OPTIONAL, "target as written")                                                  \
  X(UNIT, "unit", TEXT, OPTIONAL, "unit of target and actual")                                                        \
  X(OP, "op", TEXT, OPTIONAL, "operator of the target: = >= <= > <")                                                  \
  X(KIND, "kind", TEXT, OPTIONAL, "kind of the target")                                                               \
  X(DIRECTION, "direction", TEXT, OPTIONAL, "up, down, equal or zero")                                                \
  X(GROUP, "group", TEXT, OPTIONAL, "id of the level-1 group, such as output")                                        \
  X(LEVEL1, "level1", TEXT, OPTIONAL, "level-1 name as written")                                                      \
  X(LEVEL2, "level2", TEXT, OPTIONAL, "level-2 name as written")                                                      \
  X(NAME, "name", TEXT, OPTIONAL, "level-3 name as written")                                                          \
  X(NOTE, "note", TEXT, OPTIONAL, "deviation note of the unit")

typedef enum zp_input {
#define X(name, lua, type, need, doc) ZP_IN_##name,
  ZP_INPUT_MAP(X)
#undef X
  ZP_INPUT_COUNT
} zp_input;

/// Numbers come first in the table, so that inputs below this one index zp_inputs.number and the others .text.
enum { ZP_INPUT_NUMBERS = ZP_IN_BAND, ZP_INPUT_TEXTS = ZP_INPUT_COUNT - ZP_IN_BAND };

/// "actual" …: what a rule writes. Static storage.
const char *zp_input_name(zp_input input);
