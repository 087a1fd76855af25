// monitor.h: 绩效运行监控: budget execution and goals, side by side, at a day during the year. Made
// by pipeline/monitor from a reading, written by plugins/reports/monitor_*. Shares and rates are
// per cent, rounded half up to 0.01, and judged as shown.
#pragma once

#include "model/reading.h"

/// Worst last: of several, the greatest stands. UNKNOWN: something is missing, so that it may not
/// be called green. NOT_DUE: nothing can be said yet and nothing need be.
typedef enum zp_light {
  ZP_LIGHT_NOT_DUE,
  ZP_LIGHT_GREEN,
  ZP_LIGHT_UNKNOWN,
  ZP_LIGHT_YELLOW,
  ZP_LIGHT_RED
} zp_light;
enum { ZP_LIGHTS = ZP_LIGHT_RED + 1 };
const char *zp_light_name(zp_light light); // "not_due", "green" …
zp_word zp_light_word(zp_light light);

/// ZP_WATCH(name, stable name): why a light is what it is. Worded in words.def as WATCH_*.
// clang-format off
#define ZP_WATCH_EXECUTION_MAP(X)                                   \
  X(AHEAD, "ahead_of_plan") X(ON_PLAN, "on_plan")                   \
  X(BEHIND, "behind_plan") X(NOTHING_PLANNED, "nothing_planned")    \
  X(OVER_BUDGET, "over_budget") X(ZERO_BUDGET, "zero_budget")       \
  X(NO_BUDGET, "no_budget") X(NO_EXECUTED, "no_executed")           \
  X(NO_PLAN, "no_plan") X(PLAN_GAPS, "plan_incomplete")             \
  X(PLAN_UNREADABLE, "plan_unreadable") X(PLAN_FALLS, "plan_falls") \
  X(PLAN_NOT_WHOLE, "plan_not_100")
#define ZP_WATCH_GOAL_MAP(X)                                         \
  X(REACHED, "reached") X(ON_TRACK, "on_track")                      \
  X(SHORT, "short") X(SHORT_OPEN, "short_year_open")                 \
  X(KEPT, "cap_kept") X(EXCEEDED, "cap_exceeded")                    \
  X(EXCEEDED_OPEN, "cap_exceeded_year_open") X(IN_RANGE, "in_range") \
  X(OFF_RANGE, "off_range") X(DONE, "done_in_time")                  \
  X(LATE, "done_late") X(EXPECTED_LATE, "expected_late")             \
  X(OVERDUE, "overdue") X(NOT_DUE, "not_due")                        \
  X(MET, "verdict_met") X(PARTIAL, "verdict_partial")                \
  X(UNMET, "verdict_unmet") X(NO_ACTUAL, "no_actual")                \
  X(UNCLEAR, "unclear")
#define ZP_WATCH_MAP(X) ZP_WATCH_EXECUTION_MAP(X) ZP_WATCH_GOAL_MAP(X)
// clang-format on

typedef enum zp_watch {
#define X(name, stable) ZP_WATCH_##name,
  ZP_WATCH_MAP(X)
#undef X
  ZP_WATCH_COUNT
} zp_watch;
const char *zp_watch_name(zp_watch why);
zp_word zp_watch_word(zp_watch why);

/// An indicator. `expected`: what the target asks for by this day, in the target's unit. `rate`:
/// the actual as a share of it.
typedef struct zp_watched_row {
  zp_text level1, name;
  zp_text target_text, actual_text; // as written
  zp_place place;                   // of the name
  zp_light light;
  zp_watch why;
  zp_reason missing; // UNCLEAR: what is not clear
  bool pro_rata; // the target grows through the year, and only its part to this day is asked for
  bool cap;      // `expected` is not to be exceeded
  bool has_expected, has_rate;
  zp_qty expected;
  zp_dec rate;
  zp_text unit; // of `expected`
  zp_date due;  // of a target that is a day; month 0: it is none
} zp_watched_row;

typedef struct zp_watched_project {
  zp_text code, name;
  zp_place place;
  bool has_revised, has_executed;
  zp_money revised, executed;
  bool has_plan, has_share, has_rate;
  zp_dec plan[4]; // cumulative, at the ends of the quarters
  zp_dec planned; // by this day; when has_plan
  zp_dec share;   // executed of revised
  zp_dec rate;    // share of planned
  zp_watch execution_why;
  zp_light execution, goals, light; // light: the worse of the two
  zp_watched_row *rows;
  size_t row_count;
} zp_watched_project;

/// The day. Of a quarter, its last; year 0: the unit's year is not known.
typedef struct zp_watch_day {
  zp_date date;
  int quarter;
} zp_watch_day; // quarter 1..4; 0: the day is not in the unit's year

typedef struct zp_monitor {
  zp_text code, name;
  int year; // 0: not written
  zp_watch_day day;
  zp_dec elapsed; // of the year, a quarter of it each quarter
  zp_light light;
  size_t by_light[ZP_LIGHTS]; // projects
  zp_watched_project *projects;
  size_t project_count;
} zp_monitor;

/// All units at that day, with what judged them.
typedef struct zp_monitoring {
  zp_text pack, pack_version;
  zp_watch_limits execution, goals;
  zp_monitor *units;
  size_t unit_count;
} zp_monitoring;
