// value_deadline.h: a whole cell as a date or a span of dates.
#pragma once

#include "form/value_date.h"
#include "form/value_phrase.h"

typedef struct zp_deadline {
  zp_phrase phrase;
  zp_period first, last;  // first only of a span
  bool span;
  size_t from, to;        // the date in the folded text
} zp_deadline;

/// False for a folded text in which there can be no date: most cells need no second look.
bool zp_may_hold_date(zp_text s);

/// Reads the folded text when it is one date (or span) and nothing but known words around it; behind a deadline whatever is to be
/// done by then may follow. `number_expected`: digits and points alone (2024.12) are no date here.
zp_date_reading zp_read_deadline(zp_text s, bool number_expected, zp_deadline *out);
