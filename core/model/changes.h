// changes.h: what changed between two results: made by store/changes.h, told by reports. Borrows
// from both results.
#pragma once

#include "model/result.h"

/// Why an indicator is not what it was; sets of them are bits, 1 << cause.
// clang-format off
#define ZP_CAUSE_MAP(X)                                                                   \
  X(ACTUAL, "actual_changed") X(TARGET, "target_changed") X(WEIGHT, "weight_changed")      \
  X(RULE, "rule_changed") X(PARAMS, "parameters_changed")                                  \
  X(SCORED, "newly_scored") X(UNSCORED, "no_longer_scored")                                \
  X(CAME, "came") X(WENT, "went")                                                          \
  X(INPUT, "other_input_changed") X(OTHER, "rule_text_or_program")
// clang-format on

typedef enum zp_cause {
#define X(name, stable) ZP_CAUSE_##name,
  ZP_CAUSE_MAP(X)
#undef X
      ZP_CAUSE_COUNT
} zp_cause;
const char *zp_cause_name(zp_cause cause);
zp_word zp_cause_word(zp_cause cause);

/// An indicator; NULL: that side has none.
typedef struct zp_row_change {
  const zp_project_result *project_before, *project_after;
  const zp_row_result *before, *after;
  bool pooled; // of the projects as one
  uint32_t causes;
  bool known;   // scored on both sides
  zp_dec by;    // points after minus before; a side that is not scored or not there earned none
  size_t order; // among the rows of the unit
} zp_row_change;

/// A veto or a deduction; NULL: that side's pack has none.
typedef struct zp_adjustment_change {
  const zp_adjustment *before, *after;
} zp_adjustment_change;

/// A unit; NULL: it came or went, and then nothing else is set.
typedef struct zp_unit_change {
  const zp_unit_result *before, *after;
  bool known;    // both sides have a total
  bool moved;    // another score, or a score on one side only
  bool regraded; // another grade, or another span of grades that are still possible
  zp_dec by;     // score after minus before, when known
  zp_row_change
      *rows; // most points first, those whose points, weight and outcome are the same last
  size_t row_count, rows_moved;
  zp_adjustment_change *adjustments;
  size_t adjustment_count;
  uint32_t causes; // of rows whose points changed
  size_t order;    // among the units of both results
} zp_unit_change;

/// A member of the run or of the district; texts empty: that side has none.
typedef struct zp_fact_change {
  const char *key; // as in JSON
  zp_word word;
  zp_text before, after;
} zp_fact_change;

/// A file by its name; a digest that is empty: that side does not have it.
typedef struct zp_input_change {
  zp_text name, before, after;
} zp_input_change;

/// A rule by its id: it came, went, or has other parameters.
typedef struct zp_rule_change {
  const zp_rule_result *before, *after;
} zp_rule_change;

/// Units that went from one grade to another.
typedef struct zp_grade_change {
  const zp_total *before, *after; // of the first of them
  size_t units;
} zp_grade_change;

/// What a rule has to do with it: rows and adjustments that it judges now (or, gone, judged
/// before), whose points changed.
typedef struct zp_culprit {
  zp_text rule, title;
  size_t rows, units, regraded; // units: that have such rows; regraded: of them with another grade
  zp_dec gained, lost;          // of these rows; lost is not negative
  size_t seen;                  // the last unit that was counted, and one
} zp_culprit;

typedef struct zp_changes {
  const zp_result *before, *after;
  bool equal;     // nothing at all differs, findings and places included
  size_t figures; // that differ, as store/compare.h counts
  zp_fact_change *facts;
  size_t fact_count;
  zp_input_change *inputs; // by name
  size_t input_count;
  zp_rule_change *rules;
  size_t rule_count;
  zp_unit_change
      *units; // a total on one side only, then most moved first; those that came or went last
  size_t unit_count;
  size_t came, went, moved, regraded, both; // units; both: in both results
  zp_grade_change *grades;                  // most units first
  size_t grade_count;
  zp_culprit *culprits; // most points first
  size_t culprit_count;
} zp_changes;
