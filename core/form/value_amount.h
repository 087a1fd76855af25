// value_amount.h: a whole cell as a number, a range of numbers, or zero in words.
#pragma once

#include "form/value_number.h"
#include "form/value_phrase.h"

typedef struct zp_amount {
  zp_phrase phrase;
  zp_number number, high;
  bool ranged;         // number..high
  bool tolerance;      // ±
  bool deviation;      // ± alone: the number is how far something may be off
  bool zero_in_words;  // 零上访
  zp_unit_parts unit;
  size_t from, to;     // the first number in digits with its unit; from == to: there is none
} zp_amount;

/// The short way for what most cells hold, "≥95%" and "17个": a sign, plain digits and a known
/// unit. False for anything that the grammar might read otherwise.
bool zp_read_plain_amount(zp_text s, zp_amount *out);
/// True when the folded text is one amount and nothing but known words around it. Otherwise `from`, `to` and `number` still
/// tell how far it was understood.
bool zp_read_amount(zp_text s, zp_amount *out);
/// Number and unit at the cursor, without words around.
bool zp_scan_amount(zp_scan *scan, zp_number *number, zp_unit_parts *unit, bool *approximate);
