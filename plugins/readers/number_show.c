// number_show.c: numbers in a section of a format: places, groups, percents, exponents, fractions; and General.
#include <stdio.h>
#include <string.h>

#include "plugins/readers/number_section.h"

enum { GENERAL_POINT_MOST = 21, GENERAL_POINT_LEAST = -8 };  // plain from 1e-9 to 1e20

void zp_shown_char(shown *out, char c)
{
  char *bytes = zp_arena_grow(out->arena, out->bytes, out->len, &out->capacity, 1);
  if (bytes == NULL) {
    out->failed = true;
    return;
  }
  out->bytes = bytes;
  bytes[out->len++] = c;
}

void zp_shown_put(shown *out, zp_text text)
{
  for (size_t i = 0; i < text.len && !out->failed; i++) zp_shown_char(out, text.ptr[i]);
}

static void put_exponent(shown *out, long exponent, bool plus, size_t least)
{
  char room[24];
  int len = snprintf(room, sizeof room, "%0*ld", (int)least, exponent < 0 ? -exponent : exponent);
  if (exponent < 0 || plus) zp_shown_char(out, exponent < 0 ? '-' : '+');
  zp_shown_put(out, (zp_text){ room, (size_t)len });
}

void zp_show_general(const zp_number *number, shown *out)
{
  long point = number->point;
  if (number->count == 0) {
    zp_shown_char(out, '0');
    return;
  }
  bool plain = point <= GENERAL_POINT_MOST && point >= GENERAL_POINT_LEAST;
  long whole = plain ? point : 1;
  if (whole <= 0) zp_shown_char(out, '0');
  for (long i = 0; i < whole; i++) zp_shown_char(out, i < number->count ? number->digits[i] : '0');
  if (whole < number->count) zp_shown_char(out, '.');
  for (long i = whole; i < number->count; i++) zp_shown_char(out, i < 0 ? '0' : number->digits[i]);
  if (plain) return;
  zp_shown_char(out, 'E');
  put_exponent(out, point - 1, true, 2);
}

/// What is being written of the digits of a number.
typedef struct writing {
  const section *part;
  const char *digits;   // before and behind the point
  size_t whole, total;  // of them
  size_t place;         // placeholders before the point passed so far
  size_t decimal;       // behind it
  size_t last;          // decimals that are shown: behind them only optional zeros stand
  bool begun;           // a digit was written
} writing;

static void put_whole(writing *w, char digit, size_t from_right, shown *out)
{
  zp_shown_char(out, digit);
  w->begun = true;
  if (w->part->grouped && from_right > 0 && from_right % 3 == 0) zp_shown_char(out, ',');
}

/// The digit that belongs to a placeholder before the point; the first one takes all digits that have no place of their own.
static void put_place(writing *w, char mark, shown *out)
{
  size_t behind = w->part->digits - ++w->place;
  if (w->place == 1)
    for (size_t i = w->whole; i > (size_t)behind + 1; i--) put_whole(w, w->digits[w->whole - i], i - 1, out);
  if (behind < w->whole) put_whole(w, w->digits[w->whole - 1 - behind], behind, out);
  else if (mark == '0') put_whole(w, '0', behind, out);
  else if (mark == '?') zp_shown_char(out, ' ');
}

static void put_decimal(writing *w, char mark, shown *out)
{
  size_t at = w->decimal++;
  if (at < w->last && w->whole + at < w->total) zp_shown_char(out, w->digits[w->whole + at]);
  else if (mark == '?') zp_shown_char(out, ' ');
}

/// How many decimals are shown: up to the last that is not zero or has to be there.
static size_t last_decimal(const section *part, const writing *w)
{
  size_t last = 0, at = 0;
  bool behind = false;
  for (size_t i = 0; i < part->count && part->tokens[i].kind != TOKEN_EXPONENT; i++) {
    const token *one = &part->tokens[i];
    if (one->kind == TOKEN_POINT) behind = true;
    if (!behind || one->kind != TOKEN_DIGIT) continue;
    at++;
    bool needed = one->c == '0' || (w->whole + at <= w->total && w->digits[w->whole + at - 1] != '0');
    if (needed) last = at;
  }
  return last;
}

/// The exponent for as many digits before the point as the format has places, in steps of that many.
static long exponent_of(const section *part, const zp_number *number)
{
  long places = part->digits == 0 ? 1 : part->digits, e = number->point - 1;
  if (number->count == 0) return 0;
  if (places == 1) return e;
  return (e >= 0 ? e / places : -((-e + places - 1) / places)) * places;
}

static size_t mantissa(const section *part, zp_number *number, char *room, size_t *total, long *exponent)
{
  long places = part->digits == 0 ? 1 : part->digits;
  *exponent = exponent_of(part, number);
  zp_number scaled = *number;
  scaled.point = (int16_t)(scaled.point - *exponent);
  size_t whole = zp_number_places(&scaled, part->decimals, room, total);
  if ((long)whole <= places) return whole;
  *exponent += places;  // 9.96 rounded to 10.0: one step further
  scaled.point = (int16_t)(scaled.point - places);
  return zp_number_places(&scaled, part->decimals, room, total);
}

/// The last convergent of part / whole whose denominator has at most so many digits (as spreadsheets choose), or the nearest one
/// with the denominator that is given.
static void nearest(wide part, wide whole, long digits, long given, long *top, long *bottom)
{
  long most = digits >= 4 ? 9999 : digits == 3 ? 999 : digits == 2 ? 99 : 9;
  wide h = part / whole, k = 1, h_before = 1, k_before = 0, rest = part % whole, over = whole;
  if (given != 0) {
    *bottom = given;
    *top = (long)((part * given * 2 + whole) / (whole * 2));
    return;
  }
  while (rest != 0) {
    wide step = over / rest, remainder = over % rest;
    wide h_next = step * h + h_before, k_next = step * k + k_before;
    if (k_next > most) break;
    h_before = h;
    k_before = k;
    h = h_next;
    k = k_next;
    over = rest;
    rest = remainder;
  }
  *top = (long)h;
  *bottom = (long)k;
}

/// Where the figures of a fraction format stand: `# ?/?`, `?/?`, `# ?/16`.
typedef struct fraction {
  size_t first, last;   // tokens with figures; literals stand around them
  long bottom_digits;   // placeholders below the line
  long given;           // a denominator that is written out; 0: none
  bool mixed;           // whole ones have a place of their own
} fraction;

static fraction fraction_of(const section *part)
{
  fraction f = { .first = part->count };
  bool below = false, digit = false;
  size_t groups = 0;
  for (size_t i = 0; i < part->count; i++) {
    const token *one = &part->tokens[i];
    char c = one->kind == TOKEN_LITERAL && one->literal.len == 1 ? one->literal.ptr[0] : 'x';
    bool figure = below && ((c >= '1' && c <= '9') || (one->kind == TOKEN_DIGIT && f.given != 0));
    if (one->kind == TOKEN_DIGIT && !digit && !below) groups++;
    digit = one->kind == TOKEN_DIGIT;
    if (one->kind == TOKEN_SLASH) below = true;
    if (figure && f.given < 1000) f.given = f.given * 10 + (c == 'x' ? 0 : c - '0');
    if (digit && below) f.bottom_digits++;
    if (!digit && !figure) continue;
    if (f.first == part->count) f.first = i;
    f.last = i;
  }
  f.mixed = groups > 1;
  return f;
}

static void put_literals(const section *part, size_t from, size_t to, shown *out)
{
  for (size_t i = from; i < to && i < part->count; i++)
    if (part->tokens[i].kind == TOKEN_LITERAL) zp_shown_put(out, part->tokens[i].literal);
}

static void show_fraction(const section *part, const zp_number *number, shown *out)
{
  enum { KEPT = 15 };
  char room[ZP_NUMBER_ROOM], line[64];
  size_t total, whole = zp_number_places(number, KEPT, room, &total);
  long top = 0, bottom = 1;
  wide behind = 0, one = 1;
  fraction f = fraction_of(part);
  for (size_t i = 0; i < KEPT; i++) {
    behind = behind * 10 + (room[whole + i] - '0');
    one *= 10;
  }
  if (!f.mixed && whole == 1) behind += (room[0] - '0') * one;  // 3/2; larger ones are clearer as 12 1/2
  if (!f.mixed && whole <= 1) whole = 0;
  else f.mixed = true;
  nearest(behind, one, f.bottom_digits, f.given, &top, &bottom);
  if (f.mixed && top == bottom) {
    whole = zp_number_places(number, 0, room, &total);  // .999 is a whole one
    top = 0;
  }
  put_literals(part, 0, f.first, out);
  if (f.mixed && (whole != 0 || top == 0)) zp_shown_put(out, whole != 0 ? (zp_text){ room, whole } : ZP_TEXT("0"));
  int len = snprintf(line, sizeof line, "%s%ld/%ld", f.mixed && whole != 0 ? " " : "", top, bottom);
  if (top != 0 || !f.mixed) zp_shown_put(out, (zp_text){ line, (size_t)len });
  put_literals(part, f.last + 1, part->count, out);
}

static void show_token(writing *w, const token *one, bool behind, const zp_number *number, shown *out)
{
  switch (one->kind) {
    case TOKEN_DIGIT:
      if (behind) put_decimal(w, one->c, out);
      else put_place(w, one->c, out);
      return;
    case TOKEN_POINT: zp_shown_char(out, '.'); return;
    case TOKEN_PERCENT: zp_shown_char(out, '%'); return;
    case TOKEN_SLASH: zp_shown_char(out, '/'); return;
    case TOKEN_GENERAL:
    case TOKEN_TEXT: zp_show_general(number, out); return;
    default: zp_shown_put(out, one->literal); return;
  }
}

void zp_show_number(const section *part, const zp_number *number, shown *out)
{
  char room[ZP_NUMBER_ROOM];
  bool behind = false;
  long exponent = 0;
  zp_number scaled = *number;
  writing w = { .part = part, .digits = room };
  if (scaled.count != 0) scaled.point = (int16_t)(scaled.point + part->shift);
  if (part->fraction && !part->exponent) {
    show_fraction(part, &scaled, out);
    return;
  }
  if (part->exponent) w.whole = mantissa(part, &scaled, room, &w.total, &exponent);
  else w.whole = zp_number_places(&scaled, part->decimals, room, &w.total);
  w.last = last_decimal(part, &w);
  for (size_t i = 0; i < part->count; i++) {
    const token *one = &part->tokens[i];
    if (one->kind == TOKEN_EXPONENT) {
      zp_shown_char(out, 'E');
      put_exponent(out, exponent, one->c == '+', part->exponent_digits);
      while (i + 1 < part->count && part->tokens[i + 1].kind == TOKEN_DIGIT) i++;
      continue;
    }
    if (one->kind == TOKEN_POINT && part->digits == 0 && !behind && w.whole != 0)
      zp_shown_put(out, (zp_text){ room, w.whole });  // .00 of 12.5: the digits before the point have no place
    if (one->kind == TOKEN_POINT) behind = true;
    show_token(&w, one, behind, number, out);
  }
}
