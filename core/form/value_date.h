// value_date.h: days, months, quarters and years as forms write them, and spans between two of them.
#pragma once

#include "form/value_number.h"
#include "model/value.h"

typedef enum zp_precision { ZP_TO_DAY, ZP_TO_MONTH, ZP_TO_YEAR } zp_precision;

/// The named period. Years are 0 where none is written.
typedef struct zp_period {
  zp_date first, last;
  zp_precision precision;  // TO_MONTH: also quarters and half years
  bool ended;              // names its last day itself (12月底, 年底, a day)
  bool month_only;         // "12月": could count months
  bool numeric;            // digits and points only: could be a plain number (2024.12)
  bool bare_year;          // 当年 and the like: a date only with a deadline word behind it
  char sign;               // between digits: '-', '.' or '/'; 0 when written in words
  int8_t later;            // years after the form's (次年)
} zp_period;

typedef enum zp_date_reading {
  ZP_DATE_NONE,       // no date stands here
  ZP_DATE_READ,
  ZP_DATE_IMPOSSIBLE  // written as a date but not in the calendar; the cursor has moved past it
} zp_date_reading;

/// One period at the cursor: 2024年12月底, 2024-12-31, 20241231, 12月31日, 年底, 上半年, 第三季度, 二〇二四年十二月.
/// `before` is the period a span starts with, from which year and month are taken over; NULL when there is none.
zp_date_reading zp_scan_period(zp_scan *scan, const zp_period *before, zp_period *out);

/// Two periods with a sign between them: 2021年1月-12月, 1-12月, 2023-2025年, 2024.1.1-2024.12.31.
zp_date_reading zp_scan_span(zp_scan *scan, zp_period *first, zp_period *last);

/// In the calendar? A year of 0 allows 29 February.
bool zp_date_exists(zp_date date);
