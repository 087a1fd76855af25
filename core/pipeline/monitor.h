// monitor.h: readings -> how execution and goals stand at a day. Figures of the lights are the
// pack's (policy.h).
#pragma once

#include "model/monitor.h"

/// What `--quarter N` or `--date D` asks for: quarter 1..4, or 0 and a date with its year.
typedef struct zp_watch_wish {
  int quarter;
  zp_date date;
} zp_watch_wish;

/// `reading` is resolved; the policy has limits (policy->has_monitor). Texts are borrowed. Fails
/// only when memory is short.
zp_status zp_watch_unit(const zp_unit_reading *reading, const zp_policy *policy,
                        const zp_watch_wish *wish, zp_arena *arena, zp_monitor *out, zp_error *err);

/// The share of a year's course that `day` has reached, where ends[i] is that at the end of quarter
/// i + 1: within a quarter it grows from day to day. `year` 0: that of the day.
zp_dec zp_watch_share(const zp_dec ends[4], const zp_watch_day *day, int year);

/// Per cent of what `actual` should be when `share` per cent of `target` are expected, in one exact
/// step. False when nothing is expected, or the numbers are too long.
bool zp_watch_rate(zp_qty actual, zp_qty target, zp_dec share, zp_dec *out);

/// Green, yellow or red.
zp_light zp_watch_judge(zp_dec rate, const zp_watch_limits *limits);

// watch_plan.c
/// Reads the plan and compares what was executed with it.
zp_status zp_watch_execution(const zp_project_reading *project, const zp_watch_limits *limits,
                             const zp_watch_day *day, int year, zp_arena *arena,
                             zp_watched_project *out, zp_error *err);
// watch_goal.c
/// Compares an indicator's actual with its target to date. `elapsed`: share of the year.
void zp_watch_goal(const zp_row_reading *row, const zp_watch_limits *limits,
                   const zp_watch_day *day, zp_dec elapsed, zp_watched_row *out);
