// reading.h: a unit's texts as typed values, weights and directions, ready to be scored. Made by pipeline/resolve from a
// submission; parallel to it: projects[i].rows belong to submission projects[i].
#pragma once

#include "model/policy.h"
#include "model/submission.h"

/// Why a row is not scored, before or after a rule was asked. Worded in words.def as REASON_*.
typedef enum zp_reason {
  ZP_REASON_NONE,
  ZP_REASON_ACTUAL_BLANK,
  ZP_REASON_ACTUAL_UNREADABLE,
  ZP_REASON_TARGET_BLANK,
  ZP_REASON_TARGET_UNREADABLE,
  ZP_REASON_KIND_MISMATCH,
  ZP_REASON_UNIT_MISMATCH,
  ZP_REASON_BAND_UNKNOWN,
  ZP_REASON_NO_WEIGHT,
  ZP_REASON_NO_BUDGET,
  ZP_REASON_NO_EXECUTED,
  ZP_REASON_NO_RULE,
  ZP_REASON_INPUT_MISSING,  // the rule named an input the row does not have (outcome.input says which)
  ZP_REASON_ZERO_TARGET,
  ZP_REASON_PART_UNSCORED,  // a pooled row, of which a part was not scored
  ZP_REASON_DECLINED,       // the rule returned nil and a reason
  ZP_REASON_FAULT           // the rule broke
} zp_reason;
enum { ZP_REASON_COUNT = ZP_REASON_FAULT + 1 };
/// "actual_blank" …: stable names for JSON.
const char *zp_reason_name(zp_reason reason);
/// The word of words.def for people.
zp_word zp_reason_word(zp_reason reason);

typedef enum zp_weight_source { ZP_WEIGHT_FORM, ZP_WEIGHT_SHARED, ZP_WEIGHT_PACK, ZP_WEIGHT_NONE, ZP_WEIGHT_POOLED } zp_weight_source;
const char *zp_weight_source_name(zp_weight_source source);        // "form", "shared", "pack", "none", "pooled"
const char *zp_direction_source_name(zp_direction_source source);  // "operator", "name", "cap", "default", "zero", ""

/// What rules are given: numbers and texts by input, and which are there.
typedef struct zp_inputs {
  uint32_t present;                 // 1 << zp_input
  double number[ZP_INPUT_NUMBERS];
  zp_text text[ZP_INPUT_TEXTS];     // index: input - ZP_INPUT_NUMBERS
} zp_inputs;

/// One row to score: an indicator, or the budget execution of a project (indicator NULL).
typedef struct zp_row_reading {
  const zp_indicator *indicator;
  zp_value target, actual;
  zp_qty aligned;                   // the actual number in the unit of the target, when nothing is missing
  zp_date due, done;                // target and actual dates with their years, when nothing is missing
  zp_direction direction;
  zp_direction_source direction_source;
  zp_band band;
  size_t group;                     // index into policy groups; SIZE_MAX: none
  zp_dec weight;
  zp_weight_source weight_source;
  bool has_declared;
  zp_dec declared;
  zp_reason missing;                // why inputs are missing; NONE when nothing is
  zp_inputs inputs;
} zp_row_reading;

typedef struct zp_project_reading {
  const zp_project *project;
  bool has_initial, has_revised, has_executed;
  zp_money initial, revised, executed;
  zp_row_reading *rows;             // rows[0] is budget execution
  size_t row_count;
} zp_project_reading;

typedef struct zp_unit_reading {
  const zp_unit *unit;
  zp_project_reading *projects;
  size_t project_count;
} zp_unit_reading;

typedef enum zp_outcome_kind { ZP_SCORED, ZP_UNSCORED, ZP_FAULT } zp_outcome_kind;
const char *zp_outcome_name(zp_outcome_kind kind);  // "scored", "unscored", "fault"

/// What became of one row. Exactly one of the three kinds; points are 0 unless scored and then mean it.
typedef struct zp_outcome {
  zp_outcome_kind kind;
  zp_reason reason;   // unscored and fault
  uint16_t rule;      // index into policy rules; UINT16_MAX: none
  uint8_t input;      // ZP_REASON_INPUT_MISSING: zp_input
  zp_dec points;      // rounded to 0.01
  double answer;      // what the formula gave before rounding
  zp_text fault;      // what stopped the rule: a word of the catalogue as an argument (zp_word_arg); empty: the rule's own error
  zp_text note;       // the rule's note, reason or error in its own words; in the arena
  uint32_t line;      // fault: line of the rule file, 0 when not known
} zp_outcome;
enum { ZP_NO_RULE = 0xFFFF };
