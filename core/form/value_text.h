// value_text.h: the grammar of targets and actuals: one cell's text -> a typed value.
// Source of the forms it knows: published self-evaluation forms of many provinces (DOMAIN "What real forms do"). Its words are
// tables: value_words.def.
//
//   cell      = nothing | date | amount | verdict | compound                 the first that takes the whole text, in this order
//   nothing   = blanks | signs only (/ — …… *) | N/A | 不适用 | 无 as a target; 无 as an actual is a verdict: none occurred
//   date      = lead* (period | period to period) tail*                      kind date, or range with `dates`
//   period    = 2024-12-31 | 2024/12 | 2024.12 | 20241231 | [year] (month [day | 底 | 末 | 上旬 …] | quarter | half) | year [底]
//               year = 2024年 | 二〇二四年 | 24年 | 本年 | 年; its date is the last day of what is named
//   amount    = lead* (number | range | 零 event) tail*                      kind number, percent, money, range by the unit
//   number    = digits | numeral unit | 百分之 number, then [余] [unit]; digits: sign, groups of three after commas, one point
//   unit      = [scale] counter [thing] (per counter)*                       万 | 人 | 个村 | 元/人·月; 万 alone is 万元
//   range     = number to number | [a, b) | ≥a 且 <b | a≤X<b
//   lead      = operator | 约 | ¥ | 每人 | label | filler                    label: 合格率…, any words before ≥ : 为 达到
//   tail      = operator (以上, 以内; 前, 内, 后 of dates) | 左右 | filler | (remark) | , remark | , shortfall
//   verdict   = words without digits and without a numeral amount            kind qualitative
//   compound  = the rest: sentences (their one number is kept to be seen, not computed with), near misses (`bad_from`),
//               dates that do not exist, formula errors, more than 4096 bytes
//
// Decisions. The text's own operator and unit win over their columns. "12月底到位" in a target is a deadline (<=); in an actual
// a date with 完成 has no operator. "9月前" is read as by the end of the named month (PERIOD_COUNTED says so). A bare number up to
// 1 for a rate stays a number (it may be a share of one); above it is a percentage. 下降5% answers only targets or names that go
// down too. ±3% is a cap on the deviation. "(50)" and fractions such as 3/5 are no values.
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
/// `text` and the hints' texts must stay valid as long as the value. Takes time in proportion to the text. Fails only when memory
/// is short; `err` may be NULL.
zp_status zp_value_read(zp_text text, const zp_value_hints *hints, zp_arena *arena, zp_value *out, zp_error *err);

/// What the first word of change in a text says: 1 for 增长, 提高 …, -1 for 下降, 减少 …, 0 when there is none.
int zp_value_change(zp_text text);

/// Operator named by a glyph or word such as "≧", "＞＝", "═", "不超过"; ZP_OP_NONE when it names none or several.
zp_op zp_op_read(zp_text text);

/// An amount of money such as "113.06万元", "45 万", "￥380000" (in `unit` when it has none, such as "元" or "单位：元"; unit empty:
/// 万元), rounded half up at the fen; nothing but number and unit may be there. *out is untouched on failure.
/// Fails with ZP_E_MONEY_UNREADABLE, the cell and the caret in err.
zp_status zp_money_read(zp_text text, zp_text unit, zp_arena *arena, zp_money *out, zp_error *err);
