// number_date.c: dates and times in a section of a format.
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "plugins/readers/number_section.h"

enum { DAYS_MOST = 2958465, DAYS_1904 = 1462, DAY_SECONDS = 86400 };  // 9999-12-31; from 1900-01-00 to 1904-01-01

static const struct { zp_text written, forenoon, afternoon; } noons[] = {
#define ZP_NOON(written, forenoon, afternoon) { ZP_TEXT_INIT(written), ZP_TEXT_INIT(forenoon), ZP_TEXT_INIT(afternoon) },
#include "plugins/readers/number_codes.def"
#undef ZP_NOON
};

typedef enum date_word { DATE_WORD_MONTH, DATE_WORD_WEEKDAY } date_word;
static const struct { date_word kind; zp_text zh, en; } words[] = {
#define ZP_DATE_WORD(kind, zh, en) { DATE_WORD_##kind, ZP_TEXT_INIT(zh), ZP_TEXT_INIT(en) },
#include "plugins/readers/number_codes.def"
#undef ZP_DATE_WORD
};

typedef struct moment {
  long days;           // since the base, whole
  long year, month, day, weekday;  // weekday 0: Sunday
  long seconds;        // of the day
  long parts;          // of a second, in 10^-places
  long hour;
} moment;

/// Civil date of a count of days since 1970-01-01 (the proleptic Gregorian calendar; eras of 400 years that begin in March).
static void civil(long days, moment *m)
{
  long z = days + 719468, era = z / 146097, in_era = z - era * 146097;
  long year_of_era = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
  long day_of_year = in_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  long shifted = (5 * day_of_year + 2) / 153;
  m->day = day_of_year - (153 * shifted + 2) / 5 + 1;
  m->month = shifted < 10 ? shifted + 3 : shifted - 9;
  m->year = year_of_era + era * 400 + (m->month <= 2 ? 1 : 0);
}

static void calendar(moment *m, zp_date_base base)
{
  enum { EPOCH = 25569 };  // serial number of 1970-01-01
  long serial = m->days + (base == ZP_DATES_1904 ? DAYS_1904 : 0);
  m->weekday = (serial + 6) % 7;
  if (base == ZP_DATES_1900 && serial == 60) {  // the day that never was
    m->year = 1900;
    m->month = 2;
    m->day = 29;
  } else if (base == ZP_DATES_1900 && serial == 0) {
    m->year = 1900;
    m->month = 1;
    m->day = 0;
  } else {
    civil(serial - EPOCH + (base == ZP_DATES_1900 && serial < 60 ? 1 : 0), m);
  }
}

/// Takes the number apart, rounded half up to 10^-places of a second.
static bool moment_of(const zp_number *number, long places, zp_date_base base, moment *m)
{
  enum { KEPT = 17 };
  char room[ZP_NUMBER_ROOM];
  size_t total;
  if (number->negative || number->point > 7) return false;
  size_t whole = zp_number_places(number, KEPT, room, &total);
  long scale = 1;
  wide part = 0, one = 1;
  for (size_t i = 0; i < whole; i++) m->days = m->days * 10 + (room[i] - '0');
  for (size_t i = 0; i < KEPT; i++) {
    part = part * 10 + (room[whole + i] - '0');
    one *= 10;
  }
  for (long i = 0; i < places; i++) scale *= 10;
  long ticks = (long)((part * DAY_SECONDS * scale * 2 + one) / (one * 2));
  if (ticks >= DAY_SECONDS * scale) {
    ticks -= DAY_SECONDS * scale;
    m->days++;
  }
  m->seconds = ticks / scale;
  m->parts = ticks % scale;
  m->hour = m->seconds / 3600;
  if (m->days > DAYS_MOST - (base == ZP_DATES_1904 ? DAYS_1904 : 0)) return false;
  calendar(m, base);
  return true;
}

/// Two digits, or four, at *at; -1 when they are not there.
static long digits_at(zp_text text, size_t *at, size_t count)
{
  long value = 0;
  if (text.len - *at < count) return -1;
  for (size_t end = *at + count; *at < end; (*at)++) {
    if (text.ptr[*at] < '0' || text.ptr[*at] > '9') return -1;
    value = value * 10 + (text.ptr[*at] - '0');
  }
  return value;
}

static bool sign_at(zp_text text, size_t *at, char sign)
{
  return *at < text.len && text.ptr[*at] == sign ? (++*at, true) : false;
}

/// Reads hh:mm[:ss[.fff]] as thousandths of a second; -1 when it is no time of day.
static long time_at(zp_text text, size_t *at)
{
  long hour = digits_at(text, at, 2), minute = sign_at(text, at, ':') ? digits_at(text, at, 2) : -1, second = 0, part = 0;
  if (sign_at(text, at, ':')) second = digits_at(text, at, 2);
  if (sign_at(text, at, '.'))
    for (long scale = 100; *at < text.len && text.ptr[*at] >= '0' && text.ptr[*at] <= '9'; (*at)++, scale /= 10) part += scale * (text.ptr[*at] - '0');
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return -1;
  return ((hour * 60 + minute) * 60 + second) * 1000 + part;
}

bool zp_number_from_iso(zp_text text, zp_date_base base, zp_number *out)
{
  enum { DAY_PARTS = DAY_SECONDS * 1000, DAYS_BEFORE = 693899 };  // from 0000-03-01 to 1899-12-30
  size_t at = 0;
  long year = digits_at(text, &at, 4), month = sign_at(text, &at, '-') ? digits_at(text, &at, 2) : -1;
  long day = sign_at(text, &at, '-') ? digits_at(text, &at, 2) : -1, time = sign_at(text, &at, 'T') ? time_at(text, &at) : 0;
  if (!sign_at(text, &at, 'Z') && at != text.len) return false;
  if (at != text.len || year < 1900 || month < 1 || month > 12 || day < 1 || day > 31 || time < 0) return false;
  long y = month <= 2 ? year - 1 : year, m = month <= 2 ? month + 9 : month - 3;
  long days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - DAYS_BEFORE;
  moment back = { 0 };
  civil(days - 25569, &back);
  if (back.day != day || back.month != month) return false;  // the 30th of February
  if (base == ZP_DATES_1904) days -= DAYS_1904;
  else if (days <= 60) days--;
  if (days < 0) return false;
  char room[48];
  wide part = ((wide)time * 1000000000000 * 2 + DAY_PARTS) / (2 * (wide)DAY_PARTS);
  int len = snprintf(room, sizeof room, "%ld.%012ld", days, (long)part);
  return zp_number_read((zp_text){ room, (size_t)len }, out);
}

static void put_number(shown *out, long value, size_t least)
{
  char room[24];
  int len = snprintf(room, sizeof room, "%0*ld", (int)least, value);
  zp_shown_put(out, (zp_text){ room, (size_t)len });
}

static zp_text word_of(date_word kind, long index, bool chinese)
{
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (words[i].kind == kind && index-- == 0) return chinese ? words[i].zh : words[i].en;
  return (zp_text){ NULL, 0 };
}

static zp_text first_character(zp_text text)
{
  size_t end = 0;
  zp_text_next(text, &end);
  return zp_text_slice(text, 0, end);
}

static zp_text last_character(zp_text text)
{
  size_t at = 0, last = 0;
  while (at < text.len) {
    last = at;
    zp_text_next(text, &at);
  }
  return zp_text_slice(text, last, text.len);
}

static void put_month(const token *one, const moment *m, bool chinese, shown *out)
{
  zp_text name = word_of(DATE_WORD_MONTH, m->month - 1, chinese);
  if (one->count <= 2) put_number(out, m->month, one->count);
  else if (one->count == 5) zp_shown_put(out, first_character(name));
  else zp_shown_put(out, one->count == 3 && !chinese ? zp_text_slice(name, 0, 3) : name);
}

/// aaa and aaaa are Chinese by themselves; ddd and dddd follow the format's language.
static void put_weekday(const token *one, const moment *m, bool chinese, shown *out)
{
  zp_text name = word_of(DATE_WORD_WEEKDAY, m->weekday, chinese || one->c != 'd');
  bool brief = one->count == 3;
  if (one->c != 'd' && brief) name = last_character(name);
  else if (!chinese && brief) name = zp_text_slice(name, 0, 3);
  zp_shown_put(out, name);
}

static void put_noon(const token *one, const moment *m, shown *out)
{
  for (size_t i = 0; i < sizeof noons / sizeof *noons; i++)
    if (one->literal.len == noons[i].written.len && strncasecmp(one->literal.ptr, noons[i].written.ptr, noons[i].written.len) == 0) {
      zp_shown_put(out, m->hour < 12 ? noons[i].forenoon : noons[i].afternoon);
      return;
    }
}

static void put_clock(const token *one, const moment *m, bool noon, shown *out)
{
  size_t least = one->count > 2 && !one->elapsed ? 2 : one->count > 9 ? 9 : one->count;
  long hour = noon ? (m->hour + 11) % 12 + 1 : m->hour;
  switch (one->kind) {
    case TOKEN_HOUR: put_number(out, one->elapsed ? m->days * 24 + m->hour : hour, least); return;
    case TOKEN_MINUTE: put_number(out, one->elapsed ? m->days * 1440 + m->seconds / 60 : m->seconds / 60 % 60, least); return;
    default: put_number(out, one->elapsed ? m->days * DAY_SECONDS + m->seconds : m->seconds % 60, least); return;
  }
}

static void put_token(const section *part, const token *one, const moment *m, bool noon, shown *out)
{
  switch (one->kind) {
    case TOKEN_YEAR:
      if (one->count <= 2) put_number(out, m->year % 100, 2);
      else put_number(out, m->year, 4);
      return;
    case TOKEN_MONTH: put_month(one, m, part->chinese, out); return;
    case TOKEN_DAY: put_number(out, m->day, one->count); return;
    case TOKEN_WEEKDAY: put_weekday(one, m, part->chinese, out); return;
    case TOKEN_HOUR:
    case TOKEN_MINUTE:
    case TOKEN_SECOND: put_clock(one, m, noon, out); return;
    case TOKEN_FRACTION:
      zp_shown_char(out, '.');
      put_number(out, m->parts, one->count);
      return;
    case TOKEN_NOON: put_noon(one, m, out); return;
    case TOKEN_POINT: zp_shown_char(out, '.'); return;
    case TOKEN_COMMA: zp_shown_char(out, ','); return;
    case TOKEN_PERCENT: zp_shown_char(out, '%'); return;
    case TOKEN_SLASH: zp_shown_char(out, '/'); return;
    case TOKEN_LITERAL: zp_shown_put(out, one->literal); return;
    default: return;  // placeholders and @ say nothing in a date
  }
}

bool zp_show_date(const section *part, const zp_number *number, zp_date_base base, shown *out)
{
  bool noon = false;
  long places = 0;
  moment m = { 0 };
  for (size_t i = 0; i < part->count; i++) {
    noon = noon || part->tokens[i].kind == TOKEN_NOON;
    if (part->tokens[i].kind == TOKEN_FRACTION && part->tokens[i].count > places) places = part->tokens[i].count;
  }
  if (!moment_of(number, places, base, &m)) return false;
  for (size_t i = 0; i < part->count; i++) put_token(part, &part->tokens[i], &m, noon, out);
  return true;
}
