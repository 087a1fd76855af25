// value_complete.h: what the cell leaves out, taken from what stands around it.
#pragma once

#include "form/value_text.h"

/// What reading left open.
typedef struct zp_open_ends {
  bool scale_only;  // the unit so far is 万 or 亿
  bool currency;    // a ¥ stands before the number
} zp_open_ends;

/// The cell's surroundings, its unit column already read.
typedef struct zp_around {
  const zp_value_hints *hints;
  zp_text column;  // empty: no unit there
} zp_around;

zp_status zp_around_read(const zp_value_hints *hints, zp_arena *arena, zp_around *out, zp_error *err);
/// Unit, kind and operator of a number or range, from the columns, the target and the indicator's name.
zp_status zp_complete_number(zp_value *value, const zp_open_ends *ends, const zp_around *around, zp_arena *arena, zp_error *err);
/// Year and operator of a date or a range of dates. `later`: years after the form's; `month_end`: the day is the month's last.
/// False when the year has no such day.
bool zp_complete_date(zp_value *value, int later, bool month_end, const zp_around *around);
/// True when column or target say that a number is meant here, not a date.
bool zp_expects_number(const zp_around *around);
