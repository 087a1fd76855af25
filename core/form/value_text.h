// value_text.h: the grammar of targets and actuals: one cell's text -> a typed value.
// Source of the forms it knows: published self-evaluation forms of many provinces (DOMAIN "What real forms do").
#pragma once

#include "model/value.h"

typedef enum zp_role { ZP_ROLE_TARGET, ZP_ROLE_ACTUAL } zp_role;

/// What stands around the cell. All texts may be empty.
typedef struct zp_value_hints {
  zp_role role;
  zp_text op;             // operator column: ≥, ═, 定量指标 …
  zp_text unit;           // unit column: 万元, %, %(百分比) …
  zp_text name;           // indicator name: …率 makes a bare number a percentage
  int year;               // of the form, for dates written without one; 0: none
  const zp_value *target; // for an actual: the target it answers, whose unit and kind complete it; or NULL
} zp_value_hints;

/// Reads any text; every text has a reading (in doubt: compound, with what is not understood marked in bad_from).
/// `text` must stay valid as long as the value. Fails only when memory is short.
zp_status zp_value_read(zp_text text, const zp_value_hints *hints, zp_arena *arena, zp_value *out, zp_error *err);

/// Operator named by a glyph or word such as "≧", "＞＝", "═", "不超过"; ZP_OP_NONE when it names none.
zp_op zp_op_read(zp_text text);

/// An amount of money such as "113.06万元", "45 万", "380000" (in `unit` when it has none; unit empty: 万元), exact to the fen.
/// Fails with ZP_E_MONEY_UNREADABLE and the caret in err.
zp_status zp_money_read(zp_text text, zp_text unit, zp_arena *arena, zp_money *out, zp_error *err);
