// value.h: a typed target or actual, as read from one cell.
#pragma once

#include "base/decimal.h"

typedef enum zp_kind {
  ZP_KIND_BLANK,
  ZP_KIND_NUMBER,
  ZP_KIND_PERCENT,      // unit % or ‰
  ZP_KIND_MONEY,        // unit 元, 万元, 亿元 …, or a price such as 元/人
  ZP_KIND_DATE,         // a day, or the last day of a named month or year
  ZP_KIND_RANGE,        // between two numbers or two dates
  ZP_KIND_QUALITATIVE,  // words without a number
  ZP_KIND_COMPOUND      // a sentence around numbers, or a text that is nearly a value: not to be computed with
} zp_kind;
enum { ZP_KIND_COUNT = ZP_KIND_COMPOUND + 1 };

typedef enum zp_op { ZP_OP_NONE, ZP_OP_EQ, ZP_OP_GE, ZP_OP_LE, ZP_OP_GT, ZP_OP_LT } zp_op;

/// year 0: not written. month and day 1..; day is the last of the named period.
typedef struct zp_date { int16_t year; uint8_t month, day; } zp_date;

/// Remarks on how a text was read; a set of bits, worded in words.def as NOTE_*.
typedef enum zp_value_note {
  ZP_NOTE_UNIT_COMPLETED = 1 << 0,     // 万 read as 万元
  ZP_NOTE_UNIT_FROM_COLUMN = 1 << 1,   // unit taken from the unit column (or the target)
  ZP_NOTE_OP_FROM_COLUMN = 1 << 2,     // operator taken from the operator column
  ZP_NOTE_OP_FROM_WORD = 1 << 3,       // 不低于, 不超过, 以内 …
  ZP_NOTE_PERCENT_BY_NAME = 1 << 4,    // bare number read as % because the indicator is a rate
  ZP_NOTE_APPROXIMATE = 1 << 5,        // 左右, 约
  ZP_NOTE_WITH_VERDICT = 1 << 6,       // a verdict word beside the number was left out
  ZP_NOTE_OP_IN_ACTUAL = 1 << 7,       // an actual that repeats the operator
  ZP_NOTE_NO_YEAR = 1 << 8,            // date without a year
  ZP_NOTE_YEAR_ASSUMED = 1 << 9,       // year taken from the form
  ZP_NOTE_TOLERANCE = 1 << 10,         // ±10%
  ZP_NOTE_OP_CONFLICT = 1 << 11,       // text and column name different operators; the text's is used
  ZP_NOTE_UNIT_CONFLICT = 1 << 12,     // text and column name different units; the text's is used
  ZP_NOTE_NUMBER_IN_SENTENCE = 1 << 13,// compound: the one number found in a sentence
  ZP_NOTE_DATE_IMPOSSIBLE = 1 << 14,   // 2024-02-30
  ZP_NOTE_NOT_A_VALUE = 1 << 15,       // compound: nearly a value, but some of it is not understood (see bad_from)
  ZP_NOTE_OUT_OF_RANGE = 1 << 16,      // too many digits to compute with
  ZP_NOTE_FORMULA_ERROR = 1 << 17,     // #REF!, #DIV/0! …
  ZP_NOTE_SHARE_OF_ONE = 1 << 18,      // 0.97 in answer to ≥95%: read as 比例
  ZP_NOTE_PERIOD_COUNTED = 1 << 19,    // 9月前: whether September still counts is open; read as by its end
  ZP_NOTE_ZERO_IN_WORDS = 1 << 20      // 零上访, 为零
} zp_value_note;
enum { ZP_NOTE_COUNT = 21 };

/// The remarks in words, in the order of the bits, joined by semicolons; empty when there are none. In the arena; ptr NULL with
/// len 0 when memory is short too.
zp_text zp_notes_text(uint32_t notes, zp_lang lang, zp_arena *arena);

/// Texts are slices of the cell or static storage or live in the arena of the reading.
typedef struct zp_value {
  zp_kind kind;
  zp_op op;
  bool has_number, has_high;
  bool dates;              // a RANGE of dates: date..high_date
  zp_qty number, high;     // in `unit`, as written (万元 stays 万元); low and high end of a RANGE
  zp_date date, high_date; // DATE: date; RANGE of dates: first day and last day
  bool to_month;           // RANGE of dates written by month
  zp_text unit;            // usual spelling: "%", "万元", "个"; empty when there is none
  zp_text text;            // as written, trimmed
  uint32_t notes;          // zp_value_note bits
  uint32_t bad_from, bad_bytes;  // NOT_A_VALUE etc.: the part of `text` that is not understood
} zp_value;

/// "number", "percent" …: stable names used in Lua and JSON.
const char *zp_kind_name(zp_kind kind);
/// "=", ">=" … or NULL for ZP_OP_NONE.
const char *zp_op_name(zp_op op);
/// Days since 1970-01-01 (proleptic Gregorian); year must be known.
int32_t zp_date_days(zp_date date);
/// Last day of a month; month 1..12.
uint8_t zp_month_days(int year, int month);
/// "2024-12-31", or "12-31" when the year is not known. Needs 12 bytes.
zp_text zp_date_print(zp_date date, char room[16]);

/// Units that measure the same thing and the power of ten from one to the base of its family.
typedef enum zp_family { ZP_FAMILY_OTHER, ZP_FAMILY_RATE, ZP_FAMILY_MONEY, ZP_FAMILY_LENGTH, ZP_FAMILY_MASS } zp_family;
/// Family of a unit; *power is set so that value * 10^power is in the base (比例, 元, 米, 克). OTHER: *power 0, and such units
/// are comparable only when equal.
zp_family zp_unit_family(zp_text unit, int *power);
/// 元, 万元 …, or a price: 元/人.
bool zp_unit_is_money(zp_text unit);
/// %, ‰ …
bool zp_unit_is_share(zp_text unit);
