// number_format.h: a stored number as a person sees it in a spreadsheet's cell. No double takes part in what is shown.
#pragma once

#include <stdint.h>

#include "base/text.h"

enum {
  ZP_NUMBER_DIGITS = 15,        // spreadsheets show no more of a number, and round the rest half up
  ZP_FORMAT_CODE_MOST = 1024,   // bytes of a code; a longer one is General
  ZP_FORMAT_SECTIONS = 4
};

/// A decimal number: 0.d1d2d3… × 10^point; no zero stands first or last. `count` 0 is zero.
typedef struct zp_number {
  char digits[ZP_NUMBER_DIGITS];  // '0' to '9'
  uint8_t count;
  bool negative;
  int16_t point;
} zp_number;

/// Reads what files hold: "87.35000000000001", "-4.5E-2". False when it is no such number, or beyond what a double can hold.
bool zp_number_read(zp_text text, zp_number *out);
/// The same of a double, which .xls files hold. False for infinities and NaN.
bool zp_number_from_double(double value, zp_number *out);
/// As General shows it: plain digits from 1e-9 to 1e20, else like 1.5E-12. ptr is NULL when memory is short.
zp_text zp_number_plain(const zp_number *number, zp_arena *arena);

/// The day that serial number 0 stands before: 1900-01-01 (with the day 1900-02-29 that never was), or 1904-01-01 itself.
typedef enum zp_date_base { ZP_DATES_1900, ZP_DATES_1904 } zp_date_base;

/// The serial number of "2024-12-31" or "2024-12-31T08:30:00.5Z", which strict workbooks hold. False when it is no such day.
bool zp_number_from_iso(zp_text text, zp_date_base base, zp_number *out);

/// A format code, taken apart once for many cells. Never changes afterwards.
typedef struct zp_number_format zp_number_format;

/// The code of a built-in format as the Chinese edition shows it: 14 is yyyy/m/d. Empty for General and for ids that have none.
zp_text zp_number_format_builtin(unsigned id);

/// Takes a code such as `#,##0.00;[Red]-#,##0.00` apart. What cannot be understood is shown as written. An empty or overlong
/// code, and General, give the General format. The code must outlive the format. NULL when memory is short.
const zp_number_format *zp_number_format_read(zp_text code, zp_arena *arena);

/// True when a number in this format is a date or a time.
bool zp_number_format_is_date(const zp_number_format *format);

/// The number in that format (NULL: General), with the blanks the format asks for. Empty when the format shows nothing. A date that no
/// calendar has is shown as General. Digits are always Arabic, also where [DBNum1] asks for Chinese ones.
/// ptr is NULL when memory is short, and only then.
zp_text zp_number_format_show(const zp_number_format *format, const zp_number *number, zp_date_base base, zp_arena *arena);

/// A text in that format: as it is, or with what the format's @ section puts around it. The same NULL.
zp_text zp_number_format_text(const zp_number_format *format, zp_text text, zp_arena *arena);
