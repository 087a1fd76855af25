// number_digits.c: decimal digits of stored numbers: fifteen are kept, the rest is rounded half up.
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "plugins/readers/number_section.h"

enum { SCANNED = 40, EXPONENT_MOST = 9999 };  // digits behind the fortieth cannot matter to the fifteenth

static void settle(zp_number *out, const char *digits, size_t count, long point)
{
  size_t kept = count < ZP_NUMBER_DIGITS ? count : ZP_NUMBER_DIGITS;
  memcpy(out->digits, digits, kept);
  if (count > kept && digits[kept] >= '5') {
    size_t at = kept;
    while (at > 0 && out->digits[at - 1] == '9') out->digits[--at] = '0';
    if (at > 0) out->digits[at - 1]++;
    else {
      out->digits[0] = '1';  // the others are zeros, and go below
      point++;
    }
  }
  while (kept > 0 && out->digits[kept - 1] == '0') kept--;
  out->count = (uint8_t)kept;
  out->point = kept == 0 ? 0 : (int16_t)point;
  if (kept == 0) out->negative = false;
}

/// Reads [Ee][+-]digits at *at; false when there is no digit.
static bool take_exponent(zp_text text, size_t *at, long *exponent)
{
  size_t i = *at + 1;
  bool minus = i < text.len && text.ptr[i] == '-';
  if (i < text.len && (text.ptr[i] == '-' || text.ptr[i] == '+')) i++;
  size_t from = i;
  for (; i < text.len && text.ptr[i] >= '0' && text.ptr[i] <= '9'; i++)
    if (*exponent < EXPONENT_MOST) *exponent = *exponent * 10 + (text.ptr[i] - '0');
  *at = i;
  if (minus) *exponent = -*exponent;
  return i > from;
}

bool zp_number_read(zp_text text, zp_number *out)
{
  char digits[SCANNED];
  size_t count = 0, at = 0, seen = 0;
  long point = 0, exponent = 0;
  bool behind = false;
  *out = (zp_number){ .negative = text.len != 0 && text.ptr[0] == '-' };
  if (text.len != 0 && (text.ptr[0] == '-' || text.ptr[0] == '+')) at++;
  for (; at < text.len; at++) {
    char c = text.ptr[at];
    if (c == '.' && !behind) {
      behind = true;
      continue;
    }
    if (c < '0' || c > '9') break;
    seen++;
    if (count == 0 && c == '0') {
      if (behind) point--;
      continue;
    }
    if (!behind) point++;
    if (count < SCANNED) digits[count++] = c;
  }
  if (seen == 0 || point > EXPONENT_MOST || point < -EXPONENT_MOST) return false;
  if (at < text.len && (text.ptr[at] == 'E' || text.ptr[at] == 'e') && !take_exponent(text, &at, &exponent)) return false;
  if (at != text.len) return false;
  point += exponent;
  if (count != 0 && point > 309) return false;
  if (count != 0 && point < -323) count = 0;
  settle(out, digits, count, point);
  return true;
}

bool zp_number_from_double(double value, zp_number *out)
{
  char room[40];
  if (!isfinite(value)) return false;
  int len = snprintf(room, sizeof room, "%.16e", value);  // all the digits that a double can tell apart
  for (int i = 0; i < len; i++)
    if (room[i] == ',') room[i] = '.';                    // a locale's point
  return zp_number_read((zp_text){ room, (size_t)len }, out);
}

size_t zp_number_places(const zp_number *number, size_t decimals, char *room, size_t *len)
{
  // Digits up to 10^-decimals, with one zero in front that a carry may take.
  long whole = number->count == 0 || number->point < 0 ? 0 : number->point;
  size_t total = (size_t)whole + decimals;
  room[0] = '0';
  for (size_t i = 0; i < total; i++) {
    long at = (long)i - whole + number->point;
    room[i + 1] = at >= 0 && at < number->count ? number->digits[at] : '0';
  }
  long next = (long)decimals + number->point;  // the first digit that is not shown
  if (next >= 0 && next < number->count && number->digits[next] >= '5') {
    size_t at = total;
    while (room[at] == '9') room[at--] = '0';
    room[at]++;
  }
  bool carried = room[0] != '0';
  if (!carried) memmove(room, room + 1, total);
  *len = total + (carried ? 1 : 0);
  return (size_t)whole + (carried ? 1 : 0);
}
