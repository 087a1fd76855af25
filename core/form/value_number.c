// value_number.c: reading digits and numerals at a cursor.
#include "form/value_number.h"

enum { GROUPED_BYTES = 64 };

static size_t digit_run(const zp_scan *scan)
{
  size_t at = scan->at;
  while (at < scan->s.len && zp_is_digit(scan->s.ptr[at])) at++;
  return at - scan->at;
}

/// ",123" or " 123" not followed by a fourth digit; *mark, 0 at first, is what the first group was set off by.
static bool take_group(zp_scan *scan, char *mark)
{
  zp_scan ahead = *scan;
  char c = zp_scan_peek(scan);
  if ((c != ',' && c != ' ') || (*mark != 0 && *mark != c)) return false;
  if (!zp_scan_byte(&ahead, c) || digit_run(&ahead) != 3) return false;
  *mark = c;
  scan->at += 4;
  return true;
}

/// The digits without the blanks between their groups.
static zp_status parse_blank_groups(zp_text digits, zp_qty *out)
{
  char room[GROUPED_BYTES];
  size_t len = 0;
  if (digits.len > sizeof room) return ZP_E_RANGE;
  for (size_t i = 0; i < digits.len; i++)
    if (digits.ptr[i] != ' ') room[len++] = digits.ptr[i];
  return zp_qty_parse((zp_text){ room, len }, out, NULL);
}

static bool take_fraction(zp_scan *scan)
{
  zp_scan ahead = *scan;
  if (!zp_scan_byte(&ahead, '.')) return false;
  size_t run = digit_run(&ahead);
  if (run == 0) return false;
  scan->at += 1 + run;
  return true;
}

bool zp_scan_number(zp_scan *scan, zp_number *out)
{
  zp_scan ahead = *scan;
  const zp_vocab_row *sign = zp_scan_word(&ahead, ZP_VOCAB_SIGN);
  size_t from = ahead.at, whole = digit_run(&ahead);
  char mark = 0;
  ahead.at += whole;
  if (whole >= 1 && whole <= 3) {
    while (take_group(&ahead, &mark)) {}
  }
  bool fraction = take_fraction(&ahead);
  if (whole == 0 && !fraction) return false;
  zp_text digits = zp_scan_since(&ahead, from);
  *out = (zp_number){ .code = whole > 1 && digits.ptr[0] == '0' };
  zp_status read = mark == ' ' ? parse_blank_groups(digits, &out->qty) : zp_qty_parse(digits, &out->qty, NULL);
  out->blanks = mark == ' ';
  if (read != ZP_OK) out->too_long = true;
  if (sign != NULL && sign->meaning < 0) out->qty.digits = -out->qty.digits;
  *scan = ahead;
  return true;
}

// ---- numerals ------------------------------------------------------------------------------------------------------

typedef struct numeral {
  int64_t total, section;  // above and below the last 万 or 亿
  int digit;               // waiting for its scale; -1: none
  int scale;               // last scale of the section: they must fall
  bool any;
  bool gap;                // a zero stands between the last scale and the digit
} numeral;

static bool add_digit(numeral *n, int digit)
{
  if (digit == 0) n->gap = true;
  if (digit == 0) return n->digit < 0;  // 一百零五: only keeps the place
  if (n->digit >= 0) return false;      // 二三: digits in a row are no numeral
  n->digit = digit;
  return true;
}

static bool add_scale(numeral *n, int scale)
{
  bool bare = n->digit < 0;
  if (bare && (scale != 10 || n->section != 0)) return false;
  if (n->scale != 0 && scale >= n->scale) return false;
  n->section += (int64_t)(bare ? 1 : n->digit) * scale;
  n->scale = scale;
  n->digit = -1;
  n->gap = false;
  return true;
}

static bool add_large(numeral *n, int64_t scale)
{
  if (n->digit >= 0) n->section += n->digit;
  if (n->section == 0 || (n->total != 0 && n->total % (scale * 10000) != 0)) return false;
  n->total += n->section * scale;
  n->section = 0;
  n->scale = 0;
  n->digit = -1;
  n->gap = false;
  return true;
}

/// A first 万 is part of the numeral only when more of it follows; else it is the scale of the unit.
static bool large_continues(const zp_scan *after)
{
  const zp_vocab_row *next = zp_scan_end(after) ? NULL : zp_vocab_at(ZP_VOCAB_NUMERAL, after->s, after->at);
  return next != NULL && next->meaning < 10000;
}

/// 一百二 and 三万五 leave open whether the last digit counts tens or ones.
static bool is_complete(const numeral *n)
{
  bool loose = n->digit > 0 && !n->gap && (n->scale >= 100 || (n->total != 0 && n->scale == 0));
  return n->any && !loose;
}

static bool add(numeral *n, int meaning)
{
  n->any = true;
  if (meaning < 10) return add_digit(n, meaning);
  return meaning < 10000 ? add_scale(n, meaning) : add_large(n, meaning);
}

bool zp_scan_numeral(zp_scan *scan, zp_number *out)
{
  zp_scan ahead = *scan;
  numeral n = { .digit = -1 };
  for (int count = 0; count < 24; count++) {
    zp_scan after = ahead;
    const zp_vocab_row *row = zp_scan_word(&after, ZP_VOCAB_NUMERAL);
    if (row == NULL) break;
    if (row->meaning >= 10000 && n.total == 0 && !large_continues(&after)) break;
    if (!add(&n, row->meaning)) return false;
    ahead = after;
  }
  if (!is_complete(&n)) return false;
  if (n.digit > 0) n.section += n.digit;
  *out = (zp_number){ .qty = { n.total + n.section, 0 }, .in_words = true };
  *scan = ahead;
  return true;
}

bool zp_scan_digits(zp_scan *scan, int count, int *out)
{
  if (digit_run(scan) != (size_t)count) return false;
  *out = 0;
  for (int i = 0; i < count; i++) *out = *out * 10 + (scan->s.ptr[scan->at++] - '0');
  return true;
}

bool zp_scan_small(zp_scan *scan, int *out)
{
  zp_scan ahead = *scan;
  zp_number number;
  if (zp_scan_digits(scan, 1, out) || zp_scan_digits(scan, 2, out)) return true;
  if (!zp_scan_numeral(&ahead, &number) || number.qty.digits > 99) return false;
  *out = (int)number.qty.digits;
  *scan = ahead;
  return true;
}

bool zp_scan_year_digits(zp_scan *scan, int *out)
{
  zp_scan ahead = *scan;
  int year = 0;
  if (zp_scan_digits(scan, 4, out)) return true;
  for (int i = 0; i < 4; i++) {
    const zp_vocab_row *row = zp_scan_word(&ahead, ZP_VOCAB_NUMERAL);
    if (row == NULL || row->meaning > 9) return false;
    year = year * 10 + row->meaning;
  }
  *out = year;
  *scan = ahead;
  return true;
}
