// value_deadline.c: the grammar of dates in cells.
#include "form/value_deadline.h"

#include "base/opening.h"

enum { LEAD_WORDS = 64, SUBJECT_CHARACTERS = 20 };

static zp_date_reading take_dates(zp_scan *scan, zp_deadline *d)
{
  zp_date_reading reading = zp_scan_span(scan, &d->first, &d->last);
  d->span = reading != ZP_DATE_NONE;
  return d->span ? reading : zp_scan_period(scan, NULL, &d->last);
}

static bool is_deadline(const zp_phrase *phrase)
{
  return phrase->op == ZP_OP_LE || phrase->finished;
}

/// Some spellings are dates only in company: 当年 with a deadline word, 12月 without ≥, 2024.12 where no number is expected.
static bool is_meant(const zp_deadline *d, bool number_expected)
{
  const zp_period *last = &d->last;
  bool signed_op = d->phrase.op != ZP_OP_NONE && !d->phrase.op_by_word;
  bool least = signed_op && (d->phrase.op == ZP_OP_GE || d->phrase.op == ZP_OP_GT);
  // 不高于上年 compares with last year; 当年内 and 当年完成 are deadlines.
  if (last->bare_year && !d->phrase.dated && !d->phrase.finished) return false;
  if (last->month_only && !d->span && (least || number_expected)) return false;
  return !last->numeric || (!number_expected && !(signed_op && last->precision != ZP_TO_DAY));
}

/// The words behind the date; false when they are not understood.
static bool finish(const zp_scan *scan, zp_deadline *d, bool loose)
{
  zp_scan ahead = *scan;
  if (zp_phrase_tail(&ahead, &d->phrase, true)) return !loose || is_deadline(&d->phrase);
  return is_deadline(&d->phrase) && zp_phrase_object(&ahead, &d->phrase);
}

/// 道路硬化2024年底前完成: what is to be done may stand before its deadline.
static bool skip_subject(zp_scan *scan, zp_phrase *phrase)
{
  size_t length = zp_scan_han(scan, SUBJECT_CHARACTERS);
  zp_scan ahead = { scan->s, scan->at + length };
  if (length == 0 || !zp_is_digit(zp_scan_peek(&ahead))) return false;
  if (zp_vocab_within(ZP_VOCAB_NEGATION, zp_scan_since(&ahead, scan->at))) return false;
  phrase->words = true;
  *scan = ahead;
  return true;
}

/// Every date has four digits in a row, one of these signs or words, or a quarter's Q.
bool zp_may_hold_date(zp_text s)
{
  static const zp_vocab marks[] = { ZP_VOCAB_YEAR_SIGN, ZP_VOCAB_MONTH_SIGN, ZP_VOCAB_QUARTER,
                                    ZP_VOCAB_DATE_BEFORE };
  size_t digits = 0;
  for (size_t at = 0; at < s.len; at++) {
    char c = s.ptr[at];
    digits = zp_is_digit(c) ? digits + 1 : 0;
    if (digits == 4 || c == 'Q' || c == 'q') return true;
    if (digits != 0 || zp_is_inside(c)) continue;
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
      if (zp_vocab_at(marks[i], s, at) != NULL) return true;
  }
  return false;
}

zp_date_reading zp_read_deadline(zp_text s, bool number_expected, zp_deadline *out)
{
  zp_scan scan = { s, 0 };
  zp_phrase phrase = { .op = ZP_OP_NONE };
  bool loose = false;
  if (!zp_may_hold_date(s)) return ZP_DATE_NONE;
  for (int count = 0; count < LEAD_WORDS; count++) {
    zp_scan ahead = scan;
    zp_deadline tried = { .phrase = phrase, .from = scan.at };
    zp_date_reading reading = take_dates(&ahead, &tried);
    tried.to = ahead.at;
    if (reading != ZP_DATE_NONE && finish(&ahead, &tried, loose) && is_meant(&tried, number_expected)) {
      *out = tried;
      return reading;
    }
    if (zp_phrase_lead(&scan, &phrase)) continue;
    if (loose || !skip_subject(&scan, &phrase)) return ZP_DATE_NONE;
    loose = true;
  }
  return ZP_DATE_NONE;
}
