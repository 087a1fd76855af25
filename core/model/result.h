// result.h: outcomes and totals of a run with the evidence behind every point. Self-contained: refers to no submission,
// reading or pack, so that it can be written, read back and reported alone. core/store/README.md has the stored schema.
#pragma once

#include "base/finding.h"
#include "model/district.h"
#include "model/reading.h"
#include "model/total.h"

/// An input that the row's rule names, as it was given. Numbers are decimal texts: exact, and `rate` the multiple of 1e-9 that
/// the rule saw. Empty: the row had none, and the rule was given nil or not called.
typedef struct zp_given { zp_input input; zp_text value; } zp_given;

/// One scored row. Texts are as written; numbers exact.
typedef struct zp_row_result {
  bool execution;             // the budget execution row
  zp_text level1, level2, level3, description;
  zp_text group;              // id of the level-1 group; empty: none
  zp_text target_text, actual_text;
  zp_value target, actual;    // as read
  zp_direction direction;
  zp_direction_source direction_source;
  zp_band band;
  zp_dec weight;
  zp_weight_source weight_source;
  zp_outcome_kind outcome;
  zp_dec points;              // meaningful when scored
  zp_qty answer;              // formula before rounding, quantised at 1e-9, when scored
  zp_reason reason;           // unscored, fault
  zp_text reason_input;       // name of the missing input, when that is the reason
  zp_text rule;               // rule id; empty: none
  zp_text rule_title;
  zp_given *given;            // in the order in which the rule names its inputs
  size_t given_count;
  zp_text fault;              // what stopped the rule: a word of the catalogue as an argument (zp_word_arg); empty: none
  zp_text note;               // the rule's own words: note, reason to decline, error
  bool has_declared;
  zp_dec declared;
  zp_text deviation;          // 偏差原因 as written
  zp_place place;             // of the indicator's name
  zp_place target_place, actual_place;
} zp_row_result;

typedef struct zp_project_result {
  zp_text code, name;
  zp_place place;             // of the name
  bool has_initial, has_revised, has_executed;
  zp_money initial, revised, executed;
  zp_row_result *rows;        // rows[0] is budget execution
  size_t row_count;
  zp_total total;
} zp_project_result;

/// What became of a veto or a deduction. DECLINED and FAULT leave open whether it applies.
typedef enum zp_ruling { ZP_APPLIED, ZP_NOT_APPLIED, ZP_DECLINED, ZP_BROKEN } zp_ruling;
const char *zp_ruling_name(zp_ruling ruling);  // "applied", "not_applied", "declined", "fault"

typedef struct zp_adjustment {
  zp_rule_kind kind;          // veto or deduction
  zp_text rule, title;
  zp_ruling outcome;
  zp_dec points;              // deduction: taken off; of an open one, what may still be taken off
  zp_text grade;              // veto: the grade the unit is lowered to, or may be
  zp_text fault;              // what stopped the rule: a word of the catalogue as an argument (zp_word_arg); empty: none
  zp_text note;               // the rule's own words: note, reason to decline, error
  uint32_t line;              // fault: of the rule's file
} zp_adjustment;
bool zp_adjustment_open(const zp_adjustment *adjustment);

typedef struct zp_unit_result {
  zp_text code, name;
  zp_text district;           // as its forms write it; empty: they do not
  int year;
  size_t overall_count, item_count, safeguard_count;  // what was read of the goals
  zp_project_result *projects;
  size_t project_count;
  zp_project_result *pooled;  // the projects as one, which the total is that of: combine "pool"; else none
  size_t pooled_count;
  zp_total combined;          // of the projects, before vetoes and deductions; only when there are any
  zp_adjustment *adjustments; // vetoes, then deductions, in the pack's order
  size_t adjustment_count;
  zp_total total;             // what stands, after the adjustments
  zp_finding *findings;       // in the order of the data's way
  size_t finding_count;
} zp_unit_result;

/// A rule as it was used.
typedef struct zp_rule_result {
  zp_text id, title, basis, file;
  uint32_t line;
  zp_text params;
  zp_rule_kind kind;
} zp_rule_result;

/// A level-1 group of the pack.
typedef struct zp_group_result { zp_text id, name; zp_dec weight; } zp_group_result;

typedef struct zp_input_file { zp_text name, digest; size_t bytes; } zp_input_file;

typedef struct zp_result {
  zp_text version;            // of the program
  zp_text pack, pack_version, pack_title, pack_digest;
  zp_text unscored_policy;    // "withhold" …
  zp_text combine_project;    // how rows make up a project: "sum", or "function my-pack/pack.lua:31"
  zp_text combine;            // how projects make up the unit: "budget", "mean", "pool", or a function as above
  zp_text combine_district;   // how units make up the district, likewise
  zp_grade *grades;           // best first
  size_t grade_count;
  zp_group_result *groups;    // in the pack's order
  size_t group_count;
  zp_rule_result *rules;
  size_t rule_count;
  zp_text shard;              // "2/8": the second of eight parts of a run; empty: the whole run
  zp_text plan;               // of a shard: digest of options and names of all files of the run
  zp_input_file *inputs;      // sorted by name, then digest
  size_t input_count;
  zp_unit_result *units;      // sorted by code, then name
  size_t unit_count;
  bool has_district;          // more than one unit, or something is missing from it (pipeline/district.h)
  zp_district_result district;
  zp_finding *findings;       // that belong to no unit: files that could not be read …
  size_t finding_count;
  zp_text digest;             // of the stored bytes; set by reading them, made anew by writing
} zp_result;

/// Rows of a result by outcome.
zp_counts zp_result_counts(const zp_result *result);
/// The year of all units; 0: they differ, or none has one.
int zp_result_year(const zp_result *result);
/// Vetoes and deductions of a result that are open.
size_t zp_result_open_count(const zp_result *result);
