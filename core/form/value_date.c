// value_date.c: reading dates at a cursor.
#include "form/value_date.h"

enum { YEAR_LEAST = 1950, YEAR_MOST = 2099 };

bool zp_date_exists(zp_date date)
{
  int year = date.year == 0 ? 2024 : date.year;
  return date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= zp_month_days(year, date.month);
}

/// The last day of February is the 28th as long as the year is not known: a day every year has.
static int last_day(int year, int month)
{
  return zp_month_days(year == 0 ? 2023 : year, month);
}

static zp_date make_date(int year, int month, int day)
{
  return (zp_date){ (int16_t)year, (uint8_t)month, (uint8_t)day };
}

static void set_months(zp_period *period, int from, int to)
{
  int year = period->last.year;
  period->first = make_date(year, from, 1);
  period->last = make_date(year, to, last_day(year, to));
  period->precision = from == 1 && to == 12 ? ZP_TO_YEAR : ZP_TO_MONTH;
}

static zp_date_reading set_day(zp_period *period, int month, int day)
{
  period->first = period->last = make_date(period->last.year, month > 99 ? 0 : month, day > 99 ? 0 : day);
  period->precision = ZP_TO_DAY;
  period->ended = true;
  return zp_date_exists(period->last) ? ZP_DATE_READ : ZP_DATE_IMPOSSIBLE;
}

static bool is_year(int year)
{
  return year >= YEAR_LEAST && year <= YEAR_MOST;
}

/// 前, 内 and the like behind a date.
static bool sees_op(const zp_scan *scan)
{
  return zp_scan_sees(scan, ZP_VOCAB_DATE_BEFORE) || zp_scan_sees(scan, ZP_VOCAB_DATE_OP);
}

// ---- digits and signs: 2024-12-31, 2024.12, 20241231 ---------------------------------------------------------------------

static bool take_short(zp_scan *scan, int *out)
{
  return zp_scan_digits(scan, 2, out) || zp_scan_digits(scan, 1, out);
}

/// " 00:00:00" behind a day, as spreadsheets print it.
static void skip_clock(zp_scan *scan)
{
  zp_scan ahead = *scan;
  int part;
  if (!zp_scan_byte(&ahead, ' ') && !zp_scan_byte(&ahead, 'T')) return;
  if (!take_short(&ahead, &part)) return;
  while (zp_scan_byte(&ahead, ':'))
    if (!take_short(&ahead, &part)) return;
  *scan = ahead;
}

/// 20241231: only when it is a day of the calendar, else it is a number.
static bool take_compact(zp_scan *scan, zp_period *out)
{
  zp_scan ahead = *scan;
  int digits;
  if (!zp_scan_digits(&ahead, 8, &digits) || !is_year(digits / 10000)) return false;
  if (zp_scan_peek(&ahead) == '.' || zp_scan_peek(&ahead) == ',') return false;
  *out = (zp_period){ .last.year = (int16_t)(digits / 10000), .numeric = true };
  if (set_day(out, digits / 100 % 100, digits % 100) != ZP_DATE_READ) return false;
  *scan = ahead;
  return true;
}

/// 12.31前: without a year only when a word says that it is a date.
static bool take_short_day(zp_scan *scan, zp_period *out)
{
  zp_scan ahead = *scan;
  int month, day;
  if (!take_short(&ahead, &month) || (!zp_scan_byte(&ahead, '.') && !zp_scan_byte(&ahead, '-') && !zp_scan_byte(&ahead, '/'))) return false;
  if (!take_short(&ahead, &day) || !zp_scan_sees(&ahead, ZP_VOCAB_DATE_BEFORE)) return false;
  *out = (zp_period){ .last.year = 0 };
  if (set_day(out, month, day) != ZP_DATE_READ) return false;
  *scan = ahead;
  return true;
}

static zp_date_reading take_numeric(zp_scan *scan, zp_period *out)
{
  zp_scan ahead = *scan;
  int year, month, day;
  if (take_compact(scan, out) || take_short_day(scan, out)) return ZP_DATE_READ;
  if (!zp_scan_digits(&ahead, 4, &year) || !is_year(year)) return ZP_DATE_NONE;
  char sign = zp_scan_peek(&ahead);
  if (sign != '-' && sign != '/' && sign != '.') return ZP_DATE_NONE;
  ahead.at++;
  if (!take_short(&ahead, &month)) return ZP_DATE_NONE;
  *out = (zp_period){ .last.year = (int16_t)year, .sign = sign };

  zp_scan behind = ahead;
  if (zp_scan_byte(&behind, sign) && take_short(&behind, &day)) {
    zp_scan_word(&behind, ZP_VOCAB_DAY);
    skip_clock(&behind);
    *scan = behind;
    return set_day(out, month, day);
  }
  if (month < 1 || month > 12) {
    if (sign == '.') return ZP_DATE_NONE;
    *scan = ahead;
    return ZP_DATE_IMPOSSIBLE;
  }
  zp_scan_word(&ahead, ZP_VOCAB_MONTH_SIGN);
  out->numeric = sign == '.';
  set_months(out, month, month);
  *scan = ahead;
  return ZP_DATE_READ;
}

// ---- words: 2024年12月31日, 年底, 上半年 ----------------------------------------------------------------------------------

/// What may stand before the part of the year.
typedef struct year_part { bool written, by_word, bare; } year_part;

/// 24年 only when more of a date follows; alone it counts years.
static bool take_short_year(zp_scan *scan, int *year)
{
  zp_scan ahead = *scan;
  int month;
  if (!zp_scan_digits(&ahead, 2, year) || zp_scan_word(&ahead, ZP_VOCAB_YEAR_SIGN) == NULL) return false;
  zp_scan behind = ahead;
  bool more = zp_scan_sees(&ahead, ZP_VOCAB_YEAR_END) || zp_scan_sees(&ahead, ZP_VOCAB_YEAR_PART) ||
              (zp_scan_small(&behind, &month) && zp_scan_sees(&behind, ZP_VOCAB_MONTH_SIGN));
  if (!more) return false;
  *year += 2000;
  *scan = ahead;
  return true;
}

/// 2024年年底, 本年度年内: the year is said twice.
static void skip_repeated_year(zp_scan *scan)
{
  zp_scan ahead = *scan;
  zp_scan_word(scan, ZP_VOCAB_YEAR_REST);
  if (zp_scan_word(&ahead, ZP_VOCAB_YEAR_SIGN) == NULL) return;
  if (zp_scan_sees(&ahead, ZP_VOCAB_YEAR_END) || sees_op(&ahead)) *scan = ahead;
}

static bool take_year(zp_scan *scan, zp_period *out, year_part *part)
{
  zp_scan ahead = *scan;
  int year;
  if (zp_scan_year_digits(&ahead, &year) && is_year(year) && zp_scan_word(&ahead, ZP_VOCAB_YEAR_SIGN) != NULL) {
    part->written = true;
    out->last.year = (int16_t)year;
  } else {
    ahead = *scan;
    if (!take_short_year(&ahead, &year)) return false;
    part->written = true;
    out->last.year = (int16_t)year;
  }
  skip_repeated_year(&ahead);
  *scan = ahead;
  return true;
}

/// 本年, 次年, or 年 alone, which must be followed by one of its ends.
static bool take_year_word(zp_scan *scan, zp_period *out, year_part *part)
{
  zp_scan ahead = *scan;
  const zp_vocab_row *word = zp_scan_word(&ahead, ZP_VOCAB_YEAR);
  if (word != NULL) {
    if (!zp_text_ends(word->word, zp_vocab_first(ZP_VOCAB_YEAR_SIGN)) && !zp_scan_sees(&ahead, ZP_VOCAB_YEAR_SIGN)) return false;
    zp_scan_word(&ahead, ZP_VOCAB_YEAR_SIGN);
    out->later = (int8_t)word->meaning;
    part->by_word = true;
  } else {
    if (zp_scan_word(&ahead, ZP_VOCAB_YEAR_SIGN) == NULL) return false;
    part->bare = true;
  }
  skip_repeated_year(&ahead);
  *scan = ahead;
  return true;
}

/// Behind N月: a day, or a part of the month.
static zp_date_reading take_day(zp_scan *scan, zp_period *out, int month)
{
  zp_scan ahead = *scan;
  int day, hour;
  if (zp_scan_small(&ahead, &day)) {
    bool named = zp_scan_word(&ahead, ZP_VOCAB_DAY) != NULL;
    if (named || zp_scan_end(&ahead) || sees_op(&ahead)) {
      *scan = ahead;
      if (zp_scan_small(&ahead, &hour) && zp_scan_word(&ahead, ZP_VOCAB_HOUR) != NULL) *scan = ahead;
      return set_day(out, month, day);
    }
  }
  const zp_vocab_row *part = zp_scan_word(scan, ZP_VOCAB_MONTH_PART);
  set_months(out, month, month);
  out->month_only = part == NULL && out->last.year == 0;
  out->ended = part != NULL;
  if (part != NULL && part->meaning != 0) out->last.day = (uint8_t)part->meaning;
  return ZP_DATE_READ;
}

static zp_date_reading take_month(zp_scan *scan, zp_period *out)
{
  zp_scan ahead = *scan;
  int month;
  if (!zp_scan_small(&ahead, &month) || zp_scan_word(&ahead, ZP_VOCAB_MONTH_SIGN) == NULL) return ZP_DATE_NONE;
  zp_scan_word(&ahead, ZP_VOCAB_MONTH_REST);
  *scan = ahead;
  if (month < 1 || month > 12) {
    out->month_only = out->last.year == 0;
    return ZP_DATE_IMPOSSIBLE;
  }
  return take_day(scan, out, month);
}

static bool take_quarter(zp_scan *scan, zp_period *out)
{
  zp_scan ahead = *scan;
  int quarter;
  zp_scan_word(&ahead, ZP_VOCAB_ORDINAL);
  if (!zp_scan_small(&ahead, &quarter) || quarter < 1 || quarter > 4) return false;
  if (zp_scan_word(&ahead, ZP_VOCAB_QUARTER) == NULL) return false;
  set_months(out, quarter * 3 - 2, quarter * 3);
  *scan = ahead;
  return true;
}

static bool take_part(zp_scan *scan, zp_period *out)
{
  const zp_vocab_row *part = zp_scan_word(scan, ZP_VOCAB_YEAR_PART);
  if (part != NULL) set_months(out, part->meaning / 100, part->meaning % 100);
  else if (!take_quarter(scan, out)) return false;
  const zp_vocab_row *end = zp_scan_word(scan, ZP_VOCAB_MONTH_PART);
  out->ended = end != NULL;
  return true;
}

/// The year as a whole, or its end.
static zp_date_reading take_whole_year(zp_scan *scan, zp_period *out, const year_part *year)
{
  zp_scan ahead = *scan;
  const zp_vocab_row *end = zp_scan_word(&ahead, ZP_VOCAB_YEAR_END);
  set_months(out, 1, end == NULL ? 12 : end->meaning);
  out->precision = ZP_TO_YEAR;
  out->ended = end != NULL;
  out->bare_year = end == NULL && !year->written;
  *scan = ahead;
  return year->bare && end == NULL && !sees_op(scan) ? ZP_DATE_NONE : ZP_DATE_READ;
}

static zp_date_reading take_written(zp_scan *scan, const zp_period *before, zp_period *out)
{
  zp_scan ahead = *scan;
  year_part year = { false, false, false };
  int day;
  *out = (zp_period){ .last.year = before == NULL ? (int16_t)0 : before->last.year };
  if (!take_year(&ahead, out, &year)) take_year_word(&ahead, out, &year);

  zp_date_reading reading = take_month(&ahead, out);
  if (reading == ZP_DATE_NONE && take_part(&ahead, out)) reading = ZP_DATE_READ;
  if (reading == ZP_DATE_NONE && (year.written || year.by_word || year.bare)) reading = take_whole_year(&ahead, out, &year);
  if (reading == ZP_DATE_NONE && before != NULL && before->precision == ZP_TO_DAY && zp_scan_small(&ahead, &day) &&
      zp_scan_word(&ahead, ZP_VOCAB_DAY) != NULL)
    reading = set_day(out, before->last.month, day);
  if (reading != ZP_DATE_NONE) *scan = ahead;
  return reading;
}

zp_date_reading zp_scan_period(zp_scan *scan, const zp_period *before, zp_period *out)
{
  zp_date_reading reading = take_numeric(scan, out);
  return reading == ZP_DATE_NONE ? take_written(scan, before, out) : reading;
}

// ---- spans -----------------------------------------------------------------------------------------------------------

static bool take_to(zp_scan *scan)
{
  return zp_scan_word(scan, ZP_VOCAB_RANGE_TO) != NULL;
}

/// 2023-2025, 2023-2025年, 2023至2025年度.
static bool take_years(zp_scan *scan, zp_period *first, zp_period *last)
{
  zp_scan ahead = *scan;
  int from, to;
  if (!zp_scan_digits(&ahead, 4, &from)) return false;
  zp_scan_word(&ahead, ZP_VOCAB_YEAR_SIGN);
  if (!take_to(&ahead) || !zp_scan_digits(&ahead, 4, &to) || !is_year(from) || !is_year(to) || from > to) return false;
  bool named = zp_scan_word(&ahead, ZP_VOCAB_YEAR_SIGN) != NULL;
  if (zp_is_digit(zp_scan_peek(&ahead)) || zp_scan_peek(&ahead) == '.' || zp_scan_peek(&ahead) == '-') return false;
  zp_scan_word(&ahead, ZP_VOCAB_YEAR_REST);
  *first = (zp_period){ .last.year = (int16_t)from, .numeric = !named };
  *last = (zp_period){ .last.year = (int16_t)to, .numeric = !named };
  set_months(first, 1, 12);
  set_months(last, 1, 12);
  *scan = ahead;
  return true;
}

/// 2024年1-12月, 1至3月份: the first month leaves its sign to the second.
static bool take_months(zp_scan *scan, zp_period *first, zp_period *last)
{
  zp_scan ahead = *scan;
  year_part year = { false, false, false };
  int from, to;
  *first = (zp_period){ .last.year = 0 };
  if (!take_year(&ahead, first, &year)) take_year_word(&ahead, first, &year);
  if (!zp_scan_small(&ahead, &from) || !take_to(&ahead) || !zp_scan_small(&ahead, &to)) return false;
  bool quarters = zp_scan_sees(&ahead, ZP_VOCAB_QUARTER);
  int most = quarters ? 4 : 12;
  if (zp_scan_word(&ahead, quarters ? ZP_VOCAB_QUARTER : ZP_VOCAB_MONTH_SIGN) == NULL) return false;
  if (from < 1 || to > most || from >= to) return false;
  zp_scan_word(&ahead, ZP_VOCAB_MONTH_REST);
  *last = *first;
  set_months(first, quarters ? from * 3 - 2 : from, quarters ? from * 3 : from);
  set_months(last, quarters ? to * 3 - 2 : to, quarters ? to * 3 : to);
  last->ended = zp_scan_word(&ahead, ZP_VOCAB_MONTH_PART) != NULL;
  *scan = ahead;
  return true;
}

/// 2024.1-12, 2024.1.1-12.31: digits only, the end without its year.
static bool take_short_end(zp_scan *scan, const zp_period *first, zp_period *last)
{
  zp_scan ahead = *scan;
  int month, day;
  if (first->sign == 0 || !take_short(&ahead, &month)) return false;
  *last = (zp_period){ .last.year = first->last.year };
  if (first->precision == ZP_TO_DAY) {
    if (!zp_scan_byte(&ahead, first->sign) || !take_short(&ahead, &day)) return false;
    if (set_day(last, month, day) != ZP_DATE_READ) return false;
  } else {
    if (!first->numeric || month <= first->last.month || month > 12) return false;
    set_months(last, month, month);
  }
  *scan = ahead;
  return true;
}

static bool in_order(const zp_period *first, const zp_period *last)
{
  if ((first->last.year == 0) != (last->last.year == 0)) return false;
  zp_date from = first->first, to = last->last;
  if (from.year == 0) from.year = to.year = 2024;
  return zp_date_days(from) <= zp_date_days(to);
}

zp_date_reading zp_scan_span(zp_scan *scan, zp_period *first, zp_period *last)
{
  zp_scan ahead = *scan;
  if (take_years(scan, first, last) || take_months(scan, first, last)) return ZP_DATE_READ;
  zp_date_reading reading = zp_scan_period(&ahead, NULL, first);
  if (reading == ZP_DATE_NONE || !take_to(&ahead)) return ZP_DATE_NONE;
  zp_date_reading end = zp_scan_period(&ahead, first, last);
  if (end == ZP_DATE_NONE && take_short_end(&ahead, first, last)) end = ZP_DATE_READ;
  if (end == ZP_DATE_NONE) return ZP_DATE_NONE;
  *scan = ahead;
  return reading == ZP_DATE_READ && end == ZP_DATE_READ && in_order(first, last) ? ZP_DATE_READ : ZP_DATE_IMPOSSIBLE;
}
