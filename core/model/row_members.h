// row_members.h: the part of schema.h's table that is there for every row of a result. A header, so that those who write and read
// rows by the million have it while they are compiled (store/row_put.c, store/row_take.c): there is still one table.
#pragma once

#include <stddef.h>

#include "model/schema.h"

// ---- the names of enums, all with one signature --------------------------------------------------------------------

#define NAMES(function, type, of)                                                                                     \
  static const char *function(int value)                                                                              \
  {                                                                                                                   \
    return of((type)value);                                                                                           \
  }
NAMES(kind_name, zp_kind, zp_kind_name)
NAMES(op_name, zp_op, zp_op_name)
NAMES(direction_name, zp_direction, zp_direction_name)
NAMES(source_name, zp_direction_source, zp_direction_source_name)
NAMES(band_name, zp_band, zp_band_name)
NAMES(weight_name, zp_weight_source, zp_weight_source_name)
NAMES(outcome_name, zp_outcome_kind, zp_outcome_name)
NAMES(reason_name, zp_reason, zp_reason_name)
NAMES(input_name, zp_input, zp_input_name)

// ---- when a member means something, and what makes a record sound ----------------------------------------------------

static bool is_scored(const void *record)
{
  return ((const zp_row_result *)record)->outcome == ZP_SCORED;
}

static bool within(zp_text text, uint32_t from, uint32_t bytes)
{
  return from <= text.len && bytes <= text.len - from;
}

static bool value_is_sound(const void *record)
{
  const zp_value *value = record;
  return within(value->text, value->bad_from, value->bad_bytes);
}

// ---- the table -----------------------------------------------------------------------------------------------------

#define AT(kind, field) .type = ZP_M_##kind, .offset = offsetof(OWNER, field)
#define IF(has) .flagged = true, .flag = offsetof(OWNER, has)
#define NAMED(function, last) .name = function, .names = (int)(last) + 1
#define OF(record_) .record = &record_
#define LIST(field, counter, record_) AT(LIST, field), .count = offsetof(OWNER, counter), OF(record_)
#define RECORD(variable, title, list, check)                                                                          \
  const zp_record variable = { .name = title, .members = list, .count = sizeof(list) / sizeof(list)[0],               \
                               .size = sizeof(OWNER), .sound = check }

/// Small records that are there in large numbers.
#define POSITIONAL(variable, title, list)                                                                             \
  const zp_record variable = { .name = title, .members = list, .count = sizeof(list) / sizeof(list)[0],               \
                               .size = sizeof(OWNER), .positional = true }

#define OWNER zp_place
static const zp_member place_members[] = {
  { "file", AT(TEXT, file) },
  { "sheet", AT(TEXT, sheet) },
  { "row", AT(NUMBER, row) },
  { "column", AT(NUMBER, column) },
};
static POSITIONAL(record_place, "place", place_members);
#undef OWNER

#define OWNER zp_value
static const zp_member value_members[] = {
  { "text", AT(TEXT, text) },
  { "kind", AT(NAME, kind), NAMED(kind_name, ZP_KIND_COUNT - 1) },
  { "op", AT(NAME, op), NAMED(op_name, ZP_OP_LT) },
  { "value", AT(QUANTITY, number), IF(has_number) },
  { "high", AT(QUANTITY, high), IF(has_high) },
  { "unit", AT(TEXT, unit) },
  { "date", AT(DATE, date) },
  { "high_date", AT(DATE, high_date) },
  { "dates", AT(FLAG, dates) },
  { "to_month", AT(FLAG, to_month) },
  { "notes", AT(NOTES, notes) },
  { "bad_from", AT(BYTES, bad_from) },
  { "bad_bytes", AT(BYTES, bad_bytes) },
};
static RECORD(record_value, "value", value_members, value_is_sound);
#undef OWNER

#define OWNER zp_given
static const zp_member given_members[] = {
  { "input", AT(NAME, input), NAMED(input_name, ZP_INPUT_COUNT - 1) },
  { "value", AT(TEXT, value) },
};
static POSITIONAL(record_given, "given", given_members);
#undef OWNER

#define OWNER zp_row_result
static const zp_member row_members[] = {
  { "execution", AT(FLAG, execution) },
  { "level1", AT(TEXT, level1) },
  { "level2", AT(TEXT, level2) },
  { "level3", AT(TEXT, level3) },
  { "place", AT(RECORD, place), OF(record_place) },
  { "description", AT(TEXT, description) },
  { "group", AT(TEXT, group) },
  { "target_text", AT(TEXT, target_text) },
  { "target", AT(RECORD, target), OF(record_value) },
  { "target_place", AT(RECORD, target_place), OF(record_place) },
  { "actual_text", AT(TEXT, actual_text) },
  { "actual", AT(RECORD, actual), OF(record_value) },
  { "actual_place", AT(RECORD, actual_place), OF(record_place) },
  { "direction", AT(NAME, direction), NAMED(direction_name, ZP_DIRECTION_ZERO) },
  { "direction_source", AT(NAME, direction_source), NAMED(source_name, ZP_BY_ZERO) },
  { "band", AT(NAME, band), NAMED(band_name, ZP_BAND_UNMET) },
  { "weight_e4", AT(POINTS, weight) },
  { "weight_source", AT(NAME, weight_source), NAMED(weight_name, ZP_WEIGHT_POOLED) },
  { "outcome", AT(NAME, outcome), NAMED(outcome_name, ZP_FAULT) },
  { "points_e4", AT(POINTS, points), .when = is_scored },
  { "answer", AT(QUANTITY, answer), .when = is_scored },
  { "reason", AT(NAME, reason), NAMED(reason_name, ZP_REASON_COUNT - 1) },
  { "reason_input", AT(TEXT, reason_input) },
  { "rule", AT(TEXT, rule) },
  { "rule_title", AT(TEXT, rule_title) },
  { "given", LIST(given, given_count, record_given) },
  { "fault", AT(ARG, fault) },
  { "note", AT(TEXT, note) },
  { "declared_e4", AT(POINTS, declared), IF(has_declared) },
  { "deviation", AT(TEXT, deviation) },
};
#undef OWNER

// ---- one after another, unrolled -------------------------------------------------------------------------------------

/// DO(list, 0) DO(list, 1) … for as many members as the largest record of these has; those behind the end of the list are never done.
#define ZP_EACH_MEMBER(DO, list)                                                                                      \
  do {                                                                                                                \
    ZP_FOUR_MEMBERS(DO, list, 0) ZP_FOUR_MEMBERS(DO, list, 4) ZP_FOUR_MEMBERS(DO, list, 8)                            \
    ZP_FOUR_MEMBERS(DO, list, 12) ZP_FOUR_MEMBERS(DO, list, 16) ZP_FOUR_MEMBERS(DO, list, 20)                         \
    ZP_FOUR_MEMBERS(DO, list, 24) ZP_FOUR_MEMBERS(DO, list, 28)                                                       \
  } while (0)
#define ZP_FOUR_MEMBERS(DO, list, i)                                                                                  \
  ZP_ONE_MEMBER(DO, list, (i)) ZP_ONE_MEMBER(DO, list, (i) + 1) ZP_ONE_MEMBER(DO, list, (i) + 2) ZP_ONE_MEMBER(DO, list, (i) + 3)
#define ZP_ONE_MEMBER(DO, list, i) if ((i) < ZP_MEMBERS(list)) DO(&(list)[(i) < ZP_MEMBERS(list) ? (i) : 0], i);
#define ZP_MEMBERS(list) (sizeof(list) / sizeof(list)[0])
_Static_assert(ZP_MEMBERS(row_members) <= 32 && ZP_MEMBERS(value_members) <= 32, "ZP_EACH_MEMBER has 32");
/// What such a function needs to be, or nothing is gained: its member is a constant.
#define ZP_UNROLLED static inline __attribute__((always_inline))
