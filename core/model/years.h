// years.h: results of several years side by side: made by store/years.h, told by reports. Texts live with it, in one arena; it
// refers to no result.
#pragma once

#include "model/result.h"

enum { ZP_YEARS_MOST = 16 };

typedef struct zp_year {
  zp_text label;              // "2024", or what the user calls it
  zp_text pack, pack_version;
  size_t units;
  zp_counts rows;
  bool has_district;
  zp_total total;             // of the district
} zp_year;

/// What is known of a unit in a year. Only a KNOWN one has points: nothing else is ever a zero.
typedef enum zp_year_state {
  ZP_YEAR_ABSENT,             // nobody speaks of it
  ZP_YEAR_SILENT,             // on the roster, and sent nothing (W046)
  ZP_YEAR_UNUSABLE,           // sent nothing that can be used (W054)
  ZP_YEAR_FAILED,             // its files could not be worked on
  ZP_YEAR_UNKNOWN,            // it is there, without a total
  ZP_YEAR_KNOWN
} zp_year_state;
enum { ZP_YEAR_STATES = ZP_YEAR_KNOWN + 1 };
const char *zp_year_state_name(zp_year_state state);  // "absent" …
zp_word zp_year_state_word(zp_year_state state);

typedef struct zp_unit_year {
  zp_year_state state;
  bool partly;                // it is there, but files called after it could not be worked on (E067)
  zp_total total;             // KNOWN
  uint32_t rank;              // in its district; 0: none
} zp_unit_year;

/// How the score went from one known year to the next. A step counts when it is of ZP_TREND_STEP points or more.
typedef enum zp_trend {
  ZP_TREND_NONE,              // fewer than two known years
  ZP_TREND_STEADY,            // no step counts
  ZP_TREND_RISING, ZP_TREND_FALLING,
  ZP_TREND_MIXED              // up and down
} zp_trend;
enum { ZP_TRENDS = ZP_TREND_MIXED + 1 };
#define ZP_TREND_STEP ZP_DEC(2)
const char *zp_trend_name(zp_trend trend);
zp_word zp_trend_word(zp_trend trend);

typedef struct zp_unit_years {
  zp_text code, name;         // as in the last year that has it
  zp_unit_year *years;        // one for each year
  bool has_by;
  zp_dec by;                  // the last known score less the known one before it
  zp_trend trend;
} zp_unit_years;

/// A finding that a unit has in two years or more: how many of that code each year. Of warnings and errors.
typedef struct zp_repeat {
  size_t unit;                // index
  zp_status code;
  size_t years;               // with any
  size_t *counts;             // one for each year
} zp_repeat;

/// What is odd about an indicator that two years or more have. Each holds for all years that have the indicator.
typedef enum zp_sign {
  ZP_SIGN_LOST,               // points lost in every year in which it is scored, which are two or more
  ZP_SIGN_UNSCORED,           // never scored
  ZP_SIGN_LOW,                // W301 every year: the actual is far above the target, which is suspiciously low
  ZP_SIGN_COPIED              // a number as target, neither 0 nor 100 %, is never changed, although an actual of an earlier year was another number
} zp_sign;
enum { ZP_SIGNS = ZP_SIGN_COPIED + 1 };
const char *zp_sign_name(zp_sign sign);  // "points_lost" …

/// An indicator in one year. `there` false: that year has none, and nothing else is set.
typedef struct zp_row_year {
  bool there;
  zp_outcome_kind outcome;
  zp_dec points, weight;
  zp_text target, actual;     // as written
} zp_row_year;

typedef struct zp_row_sign {
  size_t unit;                // index
  zp_text project, level1, name;
  bool execution;             // of the budget
  size_t years;               // that have it
  zp_dec lost;                // LOST: in all years
  zp_row_year *each;          // one for each year
  size_t order;               // among all as they were found
} zp_row_sign;

typedef struct zp_row_signs { zp_row_sign *items; size_t count, capacity; } zp_row_signs;

/// A project whose targets were copied: `copied` of `of` indicators that could be (a number as target in two years or more).
typedef struct zp_copied_project { size_t unit; zp_text project; size_t copied, of, order; } zp_copied_project;
typedef struct zp_copied_projects { zp_copied_project *items; size_t count, capacity; } zp_copied_projects;

typedef struct zp_years {
  zp_year *years;             // in order
  size_t count;
  zp_unit_years *units;       // by code, then name
  size_t unit_count;
  size_t by_trend[ZP_TRENDS];
  zp_repeat *repeats;         // most years first, then most findings, then by unit
  size_t repeat_count;
  zp_row_signs signs[ZP_SIGNS];  // LOST: most points first; the others as they stand in the units
  zp_copied_projects copied;  // the largest share first
} zp_years;
