// district.h: figures over all units of a result, made by pipeline/district.h. Self-contained like the result it is part of.
#pragma once

#include "base/finding.h"
#include "model/total.h"

/// Units or projects by what is known of their totals.
typedef struct zp_totals {
  size_t graded;              // the grade is settled
  size_t open;                // there is a total, but what is not scored could still change the grade
  size_t unknown;             // there is no total
} zp_totals;

typedef struct zp_grade_count { zp_text name; size_t units; } zp_grade_count;

/// A unit in the ranking: its total and its place. Ranked are those whose grade is settled; equal scores share a rank, and as
/// many ranks are left out behind them. The others follow in the order of units.
typedef struct zp_standing {
  uint32_t rank;              // from 1; 0: none
  zp_text code, name;
  bool has_initial, has_revised, has_executed;
  zp_money initial, revised, executed;  // of all its projects
  bool counted;               // it is part of the district's total
  bool known, graded;         // as in its total
  zp_dec scored, score, score_high;
  zp_text grade, grade_high;
} zp_standing;

/// What the units earned of a level-1 group: of each unit, the points of its scored rows in per cent of their weight.
typedef struct zp_group_spread {
  zp_text group;              // id; "execution" is the budget execution
  size_t units;               // that have scored rows in it
  zp_dec mean, least, most;   // per cent; the mean of the units is a simple one
} zp_group_spread;

/// An indicator over all units that have it: rows with one name (compared as zp_text_key() does) in one group.
typedef struct zp_weak_indicator {
  zp_text group, name;        // the spelling most rows have; empty for the budget execution
  size_t units;               // that lost points by it
  size_t rows, unscored;      // in all, and of them without points
  zp_dec lost, weight;        // of the scored rows
} zp_weak_indicator;

/// Findings of one code.
typedef struct zp_problem { zp_status code; size_t count, units; } zp_problem;

/// A bundle of files that could not be worked on.
typedef struct zp_failed_bundle {
  zp_text name, file;         // of the bundle; of its first file
  zp_status code;             // of the finding that says so
  zp_text reason;             // its second argument
} zp_failed_bundle;

/// A unit of the roster that has no result.
typedef struct zp_missing_unit {
  zp_text code, name;
  zp_status finding;          // W046: it sent nothing; W054: nothing that could be used
} zp_missing_unit;

enum { ZP_WORST_MOST = 20 };

typedef struct zp_district_result {
  zp_text name;               // as most units write it; empty: none does
  size_t name_units;          // that write it so
  zp_text roster;             // digest of the roster; empty: there was none
  size_t roster_units;
  zp_total total;             // of the units counted: what failed or is missing is not in it
  size_t counted;
  bool budgets_zero;          // all budgets are zero and the simple mean was taken
  zp_text fault;              // why there is no total, as an argument of a sentence; empty: there is one
  uint32_t fault_line;        // of the pack's function; 0: not known
  zp_totals units, projects;
  zp_counts rows;
  zp_grade_count *grades;     // in the pack's order
  size_t grade_count;
  zp_standing *ranking;
  size_t ranking_count;
  zp_group_spread *groups;    // the execution, then in the pack's order
  size_t group_count;
  zp_weak_indicator *worst;   // most points lost first, at most ZP_WORST_MOST
  size_t worst_count;
  zp_weak_indicator others;   // what was not kept apart because there are too many names; rows 0: nothing
  zp_problem *problems;       // errors first, then the most frequent
  size_t problem_count;
  zp_failed_bundle *failed;   // in order of file
  size_t failed_count;
  zp_missing_unit *missing;   // in the roster's order
  size_t missing_count;
} zp_district_result;
