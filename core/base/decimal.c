// decimal.c: fixed-point arithmetic on int64 with __int128 in between.
#include "base/decimal.h"

#include <assert.h>
#include <string.h>

__extension__ typedef __int128 wide;

enum { DEC_PLACES = 4, DIGITS_MOST = 18 };

static const int64_t power10[DIGITS_MOST + 1] = {
  1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000, 100000000000, 1000000000000,
  10000000000000, 100000000000000, 1000000000000000, 10000000000000000, 100000000000000000, 1000000000000000000
};

static zp_status out_of_range(zp_error *err)
{
  return zp_fail_with(err, ZP_E_RANGE, NULL, "");
}

static zp_status keep(wide value, int64_t *out, zp_error *err)
{
  if (value > INT64_MAX || value < INT64_MIN) return out_of_range(err);
  *out = (int64_t)value;
  return ZP_OK;
}

/// a / b, half up away from zero; b > 0.
static wide divide_half_up(wide a, wide b)
{
  wide quotient = a / b, rest = a % b;
  if (rest < 0) rest = -rest;
  if (rest >= b - rest) quotient += a < 0 ? -1 : 1;
  return quotient;
}

// ---- reading -------------------------------------------------------------------------------------------------------

typedef struct scan {
  zp_text text;
  size_t at, before;  // offset behind and of the character in `c`
  uint32_t c;         // folded to ASCII where it is full-width; 0 at the end
} scan;

static void step(scan *s)
{
  s->before = s->at;
  if (s->at >= s->text.len) {
    s->c = 0;
    return;
  }
  s->c = zp_text_next(s->text, &s->at);
  if (s->c >= 0xFF01 && s->c <= 0xFF5E) s->c -= 0xFEE0;
  if (s->c == 0x2212) s->c = '-';
  if (s->c == 0) s->c = UINT32_MAX;  // a NUL in the text is no end
}

static bool is_digit(uint32_t c)
{
  return c >= '0' && c <= '9';
}

typedef struct number {
  int64_t digits;
  int significant;  // digits after leading zeros
  int places;
  bool negative, any, too_long;
} number;

static void add_digit(number *n, uint32_t c)
{
  n->any = true;
  if (n->significant > 0 || c != '0') n->significant++;
  if (n->significant > DIGITS_MOST) n->too_long = true;
  else n->digits = n->digits * 10 + (int64_t)(c - '0');
}

/// Digits before the point: all plain, or in groups of three after commas. False at a misplaced comma. The first group has
/// no leading zero: "0,125" is somebody's decimal comma, not 125.
static bool scan_whole(scan *s, number *n)
{
  int run = 0;
  bool grouped = false;
  for (;; step(s)) {
    if (is_digit(s->c)) {
      add_digit(n, s->c);
      run++;
    } else if (s->c == ',' && (grouped ? run == 3 : run >= 1 && run <= 3 && run == n->significant)) {
      grouped = true;
      run = 0;
    } else {
      return !grouped || run == 3;
    }
  }
}

static bool scan_number(scan *s, number *n)
{
  step(s);
  if (s->c == '-' || s->c == '+') {
    n->negative = s->c == '-';
    step(s);
  }
  if (!scan_whole(s, n)) return false;
  if (s->c == '.') {
    bool more = false;
    for (step(s); is_digit(s->c); step(s)) {
      add_digit(n, s->c);
      n->places++;
      more = true;
    }
    if (!more) return false;
  }
  return n->any && s->c == 0;
}

/// "95" and "12.50", as nearly all cells have them: plain ASCII digits around at most one point,
/// too few to be too long.
static bool scan_plain(zp_text text, number *n)
{
  size_t point = SIZE_MAX;
  if (text.len == 0 || text.len > DIGITS_MOST) return false;
  for (size_t i = 0; i < text.len; i++) {
    char c = text.ptr[i];
    if (c >= '0' && c <= '9') {
      n->significant += n->digits != 0 || c != '0';
      n->digits = n->digits * 10 + (c - '0');
    } else if (c == '.' && point == SIZE_MAX) {
      point = i;
    } else {
      return false;
    }
  }
  n->places = point == SIZE_MAX ? 0 : (int)(text.len - 1 - point);
  return point != text.len - 1;
}

static zp_status parse(zp_text text, number *n, zp_error *err)
{
  if (scan_plain(text, n)) return ZP_OK;
  *n = (number){ 0 };
  zp_text inner = zp_text_trim(text);
  scan s = { .text = inner };
  if (!scan_number(&s, n)) {
    if (err != NULL && err->status != ZP_OK) return err->status;
    size_t lead = inner.len == 0 ? 0 : (size_t)(inner.ptr - text.ptr);
    zp_status status = zp_fail_with(err, ZP_E_NUMBER, NULL, "");
    zp_error_cell(err, text, lead + s.before, s.at - s.before);
    return status;
  }
  if (n->too_long || n->places > DIGITS_MOST) return out_of_range(err);
  if (n->negative) n->digits = -n->digits;
  return ZP_OK;
}

zp_status zp_qty_parse(zp_text text, zp_qty *out, zp_error *err)
{
  number n = { 0 };
  zp_status status = parse(text, &n, err);
  if (status == ZP_OK) *out = (zp_qty){ n.digits, (uint8_t)n.places };
  return status;
}

zp_status zp_dec_parse(zp_text text, zp_dec *out, zp_error *err)
{
  number n = { 0 };
  zp_status status = parse(text, &n, err);
  if (status != ZP_OK) return status;
  if (n.places > DEC_PLACES || n.significant - n.places > 14) return out_of_range(err);
  return keep((wide)n.digits * power10[DEC_PLACES - n.places], &out->e4, err);
}

// ---- printing ------------------------------------------------------------------------------------------------------

/// digits * 10^-places with all its places, into the end of `room`.
static zp_text print(int64_t digits, int places, char room[ZP_NUMBER_ROOM])
{
  assert(places >= 0 && places <= DIGITS_MOST);
  char *end = room + ZP_NUMBER_ROOM - 1, *p = end;
  uint64_t rest = digits < 0 ? 0 - (uint64_t)digits : (uint64_t)digits;
  *end = '\0';
  for (int i = 0; i < places; i++, rest /= 10) *--p = (char)('0' + rest % 10);
  if (places > 0) *--p = '.';
  do {
    *--p = (char)('0' + rest % 10);
    rest /= 10;
  } while (rest != 0);
  if (digits < 0) *--p = '-';
  return (zp_text){ p, (size_t)(end - p) };
}

static zp_text print_short(int64_t digits, int places, int least, char room[ZP_NUMBER_ROOM])
{
  while (places >= least + 2 && digits % 100 == 0) {
    digits /= 100;
    places -= 2;
  }
  while (places > least && digits % 10 == 0) {
    digits /= 10;
    places--;
  }
  return print(digits, places, room);
}

zp_text zp_dec_print(zp_dec value, int places, char room[ZP_NUMBER_ROOM])
{
  return print((int64_t)divide_half_up(value.e4, power10[DEC_PLACES - places]), places, room);
}

zp_text zp_dec_print_short(zp_dec value, int least, char room[ZP_NUMBER_ROOM])
{
  return print_short(value.e4, DEC_PLACES, least, room);
}

zp_text zp_qty_print(zp_qty value, char room[ZP_NUMBER_ROOM])
{
  return print(value.digits, value.places, room);
}

zp_text zp_qty_print_short(zp_qty value, char room[ZP_NUMBER_ROOM])
{
  return print_short(value.digits, value.places, 0, room);
}

zp_text zp_money_print_yuan(zp_money value, char room[ZP_NUMBER_ROOM])
{
  return print(value.fen, 2, room);
}

zp_text zp_money_print_wan(zp_money value, char room[ZP_NUMBER_ROOM])
{
  return print_short(value.fen, 6, 2, room);
}

// ---- arithmetic ----------------------------------------------------------------------------------------------------

zp_status zp_dec_add(zp_dec a, zp_dec b, zp_dec *out, zp_error *err)
{
  return keep((wide)a.e4 + b.e4, &out->e4, err);
}

zp_status zp_dec_sub(zp_dec a, zp_dec b, zp_dec *out, zp_error *err)
{
  return keep((wide)a.e4 - b.e4, &out->e4, err);
}

zp_status zp_money_add(zp_money a, zp_money b, zp_money *out, zp_error *err)
{
  return keep((wide)a.fen + b.fen, &out->fen, err);
}

zp_dec zp_dec_round(zp_dec value, int places)
{
  int64_t unit = power10[DEC_PLACES - places];
  wide rounded = divide_half_up(value.e4, unit) * unit;
  return (zp_dec){ rounded > INT64_MAX || rounded < INT64_MIN ? value.e4 / unit * unit : (int64_t)rounded };
}

zp_status zp_dec_muldiv(zp_dec a, zp_dec b, zp_dec c, int places, zp_dec *out, zp_error *err)
{
  // The quotient in units of 10^-places: a*b/c is in 1e-4, so the divisor grows by what is cut.
  wide top = (wide)a.e4 * b.e4, bottom = (wide)c.e4 * power10[DEC_PLACES - places];
  if (c.e4 == 0) return out_of_range(err);
  if (bottom < 0) {
    bottom = -bottom;
    top = -top;
  }
  wide quotient = divide_half_up(top, bottom);
  if (quotient > INT64_MAX || quotient < INT64_MIN) return out_of_range(err);
  return keep(quotient * power10[DEC_PLACES - places], &out->e4, err);
}

zp_status zp_dec_weighted_mean(const zp_dec *values, const zp_money *weights, size_t count, int places, zp_dec *out,
                               zp_error *err)
{
  wide top = 0, bottom = 0;
  for (size_t i = 0; i < count; i++) {
    wide product = (wide)values[i].e4 * weights[i].fen;
    if (weights[i].fen < 0 || __builtin_add_overflow(top, product, &top)) return out_of_range(err);
    bottom += weights[i].fen;
  }
  if (bottom == 0 || __builtin_mul_overflow(bottom, (wide)power10[DEC_PLACES - places], &bottom)) return out_of_range(err);
  return keep(divide_half_up(top, bottom) * power10[DEC_PLACES - places], &out->e4, err);
}

typedef struct sharing {
  int64_t units;  // to be shared out, in units of 10^-places
  const zp_dec *parts;
  size_t count;
  wide sum;  // of the parts
} sharing;

static wide part_product(const sharing *s, size_t i)
{
  return (wide)s->units * (s->parts == NULL ? 1 : s->parts[i].e4);
}

/// The least remainder that still earns one of the `left` extra units (1 or more). Found by halving, not by sorting: there is
/// no room to sort in, and taking the largest one by one would be quadratic in a form with very many rows.
static wide earning_rest(const sharing *s, int64_t left)
{
  wide low = 0, high = s->sum - 1;
  while (low < high) {
    wide middle = low + (high - low + 1) / 2;
    int64_t reached = 0;
    for (size_t i = 0; i < s->count; i++) reached += part_product(s, i) % s->sum >= middle;
    if (reached >= left) low = middle;
    else high = middle - 1;
  }
  return low;
}

/// Gives `left` extra units to the largest remainders; of equal ones to the earlier.
static void share_rest(const sharing *s, int64_t left, zp_dec *out)
{
  wide least = earning_rest(s, left);
  for (size_t i = 0; i < s->count; i++) {
    if (part_product(s, i) % s->sum <= least) continue;
    out[i].e4++;
    left--;
  }
  for (size_t i = 0; i < s->count && left > 0; i++) {
    if (part_product(s, i) % s->sum != least) continue;
    out[i].e4++;
    left--;
  }
}

zp_status zp_dec_share(zp_dec total, const zp_dec *parts, size_t count, int places, zp_dec *out, zp_error *err)
{
  int64_t unit = power10[DEC_PLACES - places];
  sharing s = { total.e4 / unit, parts, count, parts == NULL ? (wide)count : 0 };
  for (size_t i = 0; parts != NULL && i < count; i++) {
    if (parts[i].e4 < 0) return out_of_range(err);
    s.sum += parts[i].e4;
  }
  if (s.sum == 0 || total.e4 % unit != 0 || total.e4 < 0) return out_of_range(err);

  int64_t left = s.units;
  for (size_t i = 0; i < count; i++) {
    out[i].e4 = (int64_t)(part_product(&s, i) / s.sum);
    left -= out[i].e4;
  }
  if (left > 0) share_rest(&s, left, out);
  for (size_t i = 0; i < count; i++) out[i].e4 *= unit;
  return ZP_OK;
}

// ---- quantities ----------------------------------------------------------------------------------------------------

zp_status zp_qty_shift(zp_qty value, int power, zp_qty *out, zp_error *err)
{
  int places = (int)value.places - power;
  int64_t digits = value.digits;
  for (; places > DIGITS_MOST && digits % 10 == 0; places--) digits /= 10;
  for (; places < 0; places++)
    if (__builtin_mul_overflow(digits, (int64_t)10, &digits)) return out_of_range(err);
  if (places > DIGITS_MOST || digits >= power10[DIGITS_MOST] || digits <= -power10[DIGITS_MOST]) return out_of_range(err);
  *out = (zp_qty){ digits, (uint8_t)places };
  return ZP_OK;
}

int zp_qty_compare(zp_qty a, zp_qty b)
{
  wide left = a.digits, right = b.digits;
  if (a.places < b.places) left *= power10[b.places - a.places];
  else right *= power10[a.places - b.places];
  return left < right ? -1 : left > right;
}

static zp_status to_places(zp_qty value, int places, int64_t *out, zp_error *err)
{
  if (value.places <= places) return keep((wide)value.digits * power10[places - value.places], out, err);
  return keep(divide_half_up(value.digits, power10[value.places - places]), out, err);
}

zp_status zp_qty_to_dec(zp_qty value, zp_dec *out, zp_error *err)
{
  return to_places(value, DEC_PLACES, &out->e4, err);
}

zp_status zp_qty_to_money(zp_qty yuan, zp_money *out, zp_error *err)
{
  return to_places(yuan, 2, &out->fen, err);
}

double zp_qty_to_double(zp_qty value)
{
  return (double)value.digits / (double)power10[value.places];
}

double zp_dec_to_double(zp_dec value)
{
  return (double)value.e4 / 1e4;
}

double zp_money_to_double(zp_money value)
{
  return (double)value.fen / 1e2;
}

// ---- answers of rules ----------------------------------------------------------------------------------------------

/// The nearest whole number, halves away from zero, whatever the rounding mode: llround() without the call. What is cut off is
/// exact, since a double with a fraction is below 2^53. The whole number fits.
static int64_t nearest(double value)
{
  int64_t whole = (int64_t)value;
  double rest = value - (double)whole;
  return whole + (rest >= 0.5) - (rest <= -0.5);
}

bool zp_dec_from_answer(double value, int places, zp_dec *out)
{
  if (!(value >= -1e9 && value <= 1e9)) return false;  // NaN fails too
  int64_t e9 = nearest(value * 1e9);
  wide units = divide_half_up(e9, power10[9 - places]);
  out->e4 = (int64_t)(units * power10[DEC_PLACES - places]);
  return true;
}

zp_qty zp_qty_from_answer(double value)
{
  bool fits = value > -1e9 && value < 1e9;  // 18 digits; NaN fails too
  return (zp_qty){ fits ? nearest(value * 1e9) : 0, 9 };
}

double zp_quantise(double value)
{
  if (!(value >= -9e6 && value <= 9e6)) return value;
  return (double)nearest(value * 1e9) / 1e9;
}
