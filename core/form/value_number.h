// value_number.h: numbers in digits and in Chinese numerals.
#pragma once

#include "base/decimal.h"
#include "form/value_scan.h"

typedef struct zp_number {
  zp_qty qty;
  bool in_words;  // 十二, 三百
  bool too_long;  // more digits than a quantity holds; qty is 0
  bool blanks;    // 1 200: its groups are set off by blanks
  bool code;      // starts with a zero it does not need, as telephone and serial numbers do
} zp_number;

/// "12", "-0.5", "1,234.5", "负3", ".5": the longest number at the cursor. Sets too_long rather than cut digits.
bool zp_scan_number(zp_scan *scan, zp_number *out);
/// "三", "十二", "两百五十", "一百零五", "三万五千": a well-formed numeral below 10^12. A last 万 or 亿 is left, as the scale of the unit.
bool zp_scan_numeral(zp_scan *scan, zp_number *out);
/// One or two digits, or a numeral up to 99: months and days.
bool zp_scan_small(zp_scan *scan, int *out);
/// Exactly `count` digits not followed by another.
bool zp_scan_digits(zp_scan *scan, int count, int *out);
/// Four digits, or four Chinese ones (二〇二四).
bool zp_scan_year_digits(zp_scan *scan, int *out);
