// test_decimal_exact.c: decimal.c against exact rationals (GMP) and an independent grammar (POSIX regex), a million cases.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <gmp.h>
#include <inttypes.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "random.h"

// Sanitized builds are slow: they run a tenth.
#ifdef ZP_SANITIZE
enum { TENTHS = 1 };
#else
enum { TENTHS = 10 };
#endif

/// Exact numbers to work with, the generator, and how many cases were compared.
typedef struct bench {
  uint64_t seed;
  mpz_t a, b, c, wanted;
  mpq_t exact, part;
  long cases, ties;
} bench;

// ---- exact numbers ---------------------------------------------------------------------------------------------------

static void set_wide(mpz_t out, int64_t value)
{
  mpz_set_si(out, value);  // long is 64 bits wide on every machine this test is for
  _Static_assert(sizeof(long) == sizeof(int64_t), "mpz_set_si takes a long");
}

static bool fits(const mpz_t value)
{
  return mpz_fits_slong_p(value) != 0;
}

/// out = top / bottom to the nearest whole number, ties away from zero: floor((2 |top| + |bottom|) / (2 |bottom|)), signed.
static void divide_half_up(bench *w, mpz_t out, const mpz_t top, const mpz_t bottom)
{
  mpz_t t, d;
  int sign = mpz_sgn(top) * mpz_sgn(bottom);
  mpz_inits(t, d, NULL);
  mpz_abs(t, top);
  mpz_abs(d, bottom);
  mpz_mul_ui(t, t, 2);
  if (mpz_divisible_p(t, d) && !mpz_divisible_p(top, bottom)) w->ties++;
  mpz_add(t, t, d);
  mpz_mul_ui(d, d, 2);
  mpz_fdiv_q(out, t, d);
  if (sign < 0) mpz_neg(out, out);
  mpz_clears(t, d, NULL);
}

static void power_of_ten(mpz_t out, int power)
{
  mpz_ui_pow_ui(out, 10, (unsigned long)power);
}

/// wanted = top / bottom, which is in 1e-4, rounded half up at `places`, in 1e-4 again.
static void round_quotient(bench *w, const mpz_t top, const mpz_t bottom, int places)
{
  mpz_t unit, divisor;
  mpz_inits(unit, divisor, NULL);
  power_of_ten(unit, 4 - places);
  mpz_mul(divisor, bottom, unit);
  divide_half_up(w, w->wanted, top, divisor);
  mpz_mul(w->wanted, w->wanted, unit);
  mpz_clears(unit, divisor, NULL);
}

/// `got` by address: it is filled in while the arguments are made.
static void check(bench *w, zp_status status, const int64_t *got, const char *what)
{
  w->cases++;
  if (!fits(w->wanted)) {
    if (status != ZP_E_RANGE) fail_msg("%s: overflow not refused", what);
  } else if (status != ZP_OK || *got != mpz_get_si(w->wanted)) {
    fail_msg("%s: status %d, got %" PRId64 ", exact %ld", what, (int)status, *got, mpz_get_si(w->wanted));
  }
}

/// Mostly of the size that forms have, so that quotients are round and ties come up; sometimes anything.
static int64_t some_value(bench *w)
{
  int64_t small = (int64_t)random_below(&w->seed, 2000001) - 1000000;
  switch (random_below(&w->seed, 4)) {
    case 0: return random_int64(&w->seed);
    case 1: return small * 100;
    case 2: return small / 1000;
    default: return small;
  }
}

// ---- reading and printing --------------------------------------------------------------------------------------------

/// What a number text is, said once more and otherwise: by a pattern over ASCII. False: no number.
static bool matches(const regex_t *pattern, const char *text, char digits[64], int *places)
{
  if (regexec(pattern, text, 0, NULL, 0) != 0) return false;
  char *out = digits;
  bool behind = false;
  *places = 0;
  for (const char *p = text; *p != '\0'; p++) {
    if (*p == '.') behind = true;
    else if (*p == '-' || (*p >= '0' && *p <= '9')) *out++ = *p;
    if (behind && *p >= '0' && *p <= '9') (*places)++;
  }
  *out = '\0';
  return true;
}

/// A number text, whole, or with one byte struck, doubled or changed. `widened` says the same in full-width characters.
static void write_text(bench *w, char text[64], char widened[192])
{
  int whole = 1 + (int)random_below(&w->seed, 7), len = 0;
  bool grouped = random_below(&w->seed, 3) == 0;
  if (random_below(&w->seed, 3) == 0) text[len++] = "+-"[random_below(&w->seed, 2)];
  if (random_below(&w->seed, 16) == 0) whole += 12;
  for (int i = whole; i > 0; i--) {
    text[len++] = (char)('0' + random_below(&w->seed, 10));
    if (grouped && i > 1 && i % 3 == 1) text[len++] = ',';
  }
  int places = (int)random_below(&w->seed, random_below(&w->seed, 16) == 0 ? 20 : 6);
  if (places > 0) text[len++] = '.';
  for (int i = 0; i < places; i++) text[len++] = (char)('0' + random_below(&w->seed, 10));
  text[len] = '\0';

  int at = (int)random_below(&w->seed, (uint64_t)len);
  char other = "0123456789,.+-% e/x"[random_below(&w->seed, 19)];
  switch (random_below(&w->seed, 8)) {
    case 0: memmove(text + at, text + at + 1, (size_t)(len - at)); break;
    case 1: memmove(text + at + 1, text + at, (size_t)(len - at + 1)); break;
    case 2: if (at > 0 && at < len - 1) text[at] = other; else text[at] = '0'; break;  // blanks at the ends would be trimmed
    default: break;
  }
  for (const char *p = text; (*widened = *p) != '\0'; p++, widened++)
    if (*p != ' ' && random_below(&w->seed, 2)) {
      memcpy(widened, (char[]){ '\xEF', '\xBC', (char)(*p + 0x60) }, 3);  // U+FF01.. for '!'.. up to '?'
      if ((unsigned char)*p >= 0x60) memcpy(widened, (char[]){ '\xEF', '\xBD', (char)(*p + 0x20) }, 3);
      widened += 2;
    }
}

static void parses(void **state)
{
  bench *w = *state;
  regex_t pattern;
  long read = 0, refused = 0;
  int compiled = regcomp(&pattern, "^[+-]?([0-9]+|[1-9][0-9]{0,2}(,[0-9]{3})+)?(\\.[0-9]+)?$", REG_EXTENDED | REG_NOSUB);
  assert_int_equal(compiled, 0);
  for (long i = 0; i < 30000L * TENTHS; i++, w->cases++) {
    char text[64], widened[192], digits[64];
    int places;
    write_text(w, text, widened);
    bool number = matches(&pattern, text, digits, &places) && strpbrk(text, "0123456789") != NULL;
    zp_qty qty = { 0, 0 };
    zp_dec dec = { 0 };
    zp_status as_qty = zp_qty_parse(zp_text_from(widened), &qty, NULL), as_dec = zp_dec_parse(zp_text_from(text), &dec, NULL);
    if (!number) {
      refused++;
      if (as_qty != ZP_E_NUMBER || as_dec != ZP_E_NUMBER) fail_msg("\"%s\" is no number", text);
      continue;
    }
    read++;
    mpz_set_str(w->wanted, digits, 10);
    power_of_ten(w->a, 18);
    bool short_enough = mpz_cmpabs(w->wanted, w->a) < 0 && places <= 18;
    if (as_qty != (short_enough ? ZP_OK : ZP_E_RANGE)) fail_msg("\"%s\": status %d", widened, (int)as_qty);
    if (short_enough && (mpz_cmp_si(w->wanted, qty.digits) != 0 || qty.places != places)) fail_msg("\"%s\" misread", widened);
    power_of_ten(w->a, 14 + places);
    bool is_dec = short_enough && places <= 4 && mpz_cmpabs(w->wanted, w->a) < 0;
    if (as_dec != (is_dec ? ZP_OK : ZP_E_RANGE)) fail_msg("\"%s\": status %d", text, (int)as_dec);
    if (is_dec) power_of_ten(w->a, 4 - places), mpz_mul(w->wanted, w->wanted, w->a);
    if (is_dec && mpz_cmp_si(w->wanted, dec.e4) != 0) fail_msg("\"%s\" misread", text);
  }
  regfree(&pattern);
  assert_true(read > 10000 && refused > 3000);
}

static void assert_printed(bench *w, zp_text got, int places)
{
  char wanted[64];
  power_of_ten(w->b, places);
  mpz_abs(w->a, w->wanted);
  mpz_fdiv_qr(w->a, w->b, w->a, w->b);
  int len = gmp_snprintf(wanted, sizeof wanted, "%s%Zd", mpz_sgn(w->wanted) < 0 ? "-" : "", w->a);
  if (places > 0) gmp_snprintf(wanted + len, sizeof wanted - (size_t)len, ".%0*Zd", places, w->b);
  if (strcmp(got.ptr, wanted) != 0 || got.len != strlen(wanted)) fail_msg("printed %s, exact %s", got.ptr, wanted);
  w->cases++;
}

static void prints(void **state)
{
  bench *w = *state;
  char room[ZP_NUMBER_ROOM];
  for (long i = 0; i < 10000L * TENTHS; i++) {
    zp_dec value = { some_value(w) };
    int places = (int)random_below(&w->seed, 5);
    set_wide(w->a, value.e4);
    power_of_ten(w->b, 4 - places);
    divide_half_up(w, w->wanted, w->a, w->b);
    assert_printed(w, zp_dec_print(value, places, room), places);

    zp_qty qty = { some_value(w), (uint8_t)random_below(&w->seed, 19) };
    set_wide(w->wanted, qty.digits);
    assert_printed(w, zp_qty_print(qty, room), qty.places);

    zp_dec again;
    zp_status status = zp_dec_parse(zp_dec_print_short(value, 0, room), &again, NULL);
    if (status == ZP_OK ? again.e4 != value.e4 : llabs(value.e4 / 10000) < 100000000000000) fail_msg("%s: not read back", room);
    w->cases++;
  }
}

// ---- arithmetic ------------------------------------------------------------------------------------------------------

static void adds_and_rounds(void **state)
{
  bench *w = *state;
  for (long i = 0; i < 10000L * TENTHS; i++) {
    zp_dec a = { some_value(w) }, b = { some_value(w) }, out = { 0 };
    zp_money fen = { 0 };
    set_wide(w->a, a.e4);
    set_wide(w->b, b.e4);
    mpz_add(w->wanted, w->a, w->b);
    check(w, zp_dec_add(a, b, &out, NULL), &out.e4, "add");
    check(w, zp_money_add((zp_money){ a.e4 }, (zp_money){ b.e4 }, &fen, NULL), &fen.fen, "add money");
    mpz_sub(w->wanted, w->a, w->b);
    check(w, zp_dec_sub(a, b, &out, NULL), &out.e4, "sub");

    int places = (int)random_below(&w->seed, 5);
    mpz_set_ui(w->c, 1);
    round_quotient(w, w->a, w->c, places);
    out = zp_dec_round(a, places);
    if (fits(w->wanted)) check(w, ZP_OK, &out.e4, "round");
  }
}

static void multiplies_and_divides(void **state)
{
  bench *w = *state;
  for (long i = 0; i < 25000L * TENTHS; i++) {
    zp_dec a = { some_value(w) }, b = { some_value(w) }, c = { some_value(w) }, out = { 0 };
    int places = (int)random_below(&w->seed, 5);
    if (random_below(&w->seed, 4) == 0) {  // a tie at whatever place
      a.e4 = (2 * (some_value(w) / 1000000) + 1) * (int64_t[]){ 10000, 1000, 100, 10, 1 }[places];
      b.e4 = some_value(w) / 1000000;
      c.e4 = 2 * b.e4;
    }
    zp_status status = zp_dec_muldiv(a, b, c, places, &out, NULL);
    set_wide(w->a, a.e4);
    set_wide(w->b, b.e4);
    set_wide(w->c, c.e4);
    if (c.e4 == 0) power_of_ten(w->wanted, 30);  // refused, as an overflow is
    else mpz_mul(w->a, w->a, w->b), round_quotient(w, w->a, w->c, places);
    check(w, status, &out.e4, "muldiv");
  }
}

static void takes_means(void **state)
{
  bench *w = *state;
  for (long i = 0; i < 10000L * TENTHS; i++) {
    zp_dec values[12], out = { 0 };
    zp_money weights[12];
    size_t count = 1 + random_below(&w->seed, 12);
    int places = (int)random_below(&w->seed, 5);
    bool wide = false;  // a sum of products over 128 bits is refused, whatever the mean
    mpz_set_ui(w->a, 0);
    mpz_set_ui(w->b, 0);
    for (size_t k = 0; k < count; k++) {
      values[k].e4 = some_value(w);
      weights[k].fen = llabs(some_value(w) / 2);
      set_wide(w->c, values[k].e4);
      mpz_mul_si(w->c, w->c, weights[k].fen);
      mpz_add(w->a, w->a, w->c);
      mpz_add_ui(w->b, w->b, (unsigned long)weights[k].fen);
      wide |= mpz_sizeinbase(w->a, 2) > 127;
    }
    zp_status status = zp_dec_weighted_mean(values, weights, count, places, &out, NULL);
    if (wide || mpz_sgn(w->b) == 0) power_of_ten(w->wanted, 30);
    else round_quotient(w, w->a, w->b, places);
    check(w, status, &out.e4, "mean");
  }
}

// ---- sharing ---------------------------------------------------------------------------------------------------------

enum { PARTS_MOST = 24 };

/// Largest remainder by the book: whole shares, then one unit each to the parts in order of their remainders.
static void share_by_the_book(bench *w, int64_t units, const zp_dec *parts, size_t count, int64_t *out)
{
  mpz_t rest[PARTS_MOST];
  int64_t left = units;
  mpz_set_ui(w->a, 0);
  for (size_t i = 0; i < count; i++) mpz_add_ui(w->a, w->a, parts == NULL ? 1 : (unsigned long)parts[i].e4);
  for (size_t i = 0; i < count; i++) {
    mpz_init(rest[i]);
    set_wide(w->b, units);
    mpz_mul_si(w->b, w->b, parts == NULL ? 1 : parts[i].e4);
    mpz_fdiv_qr(w->c, rest[i], w->b, w->a);
    out[i] = mpz_get_si(w->c);
    left -= out[i];
  }
  for (; left > 0; left--) {
    size_t best = 0;
    for (size_t i = 1; i < count; i++)
      if (mpz_cmp(rest[i], rest[best]) > 0) best = i;
    out[best]++;
    mpz_set_si(rest[best], -1);
  }
  for (size_t i = 0; i < count; i++) mpz_clear(rest[i]);
}

static void shares(void **state)
{
  bench *w = *state;
  for (long i = 0; i < 10000L * TENTHS; i++, w->cases++) {
    zp_dec parts[PARTS_MOST], out[PARTS_MOST];
    int64_t wanted[PARTS_MOST], sum = 0, total = 0;
    size_t count = 1 + random_below(&w->seed, PARTS_MOST);
    int places = (int)random_below(&w->seed, 5);
    bool equal = random_below(&w->seed, 3) == 0, wide = random_below(&w->seed, 4) == 0;
    for (size_t k = 0; k < count; k++) {
      parts[k].e4 = wide ? llabs(random_int64(&w->seed) / 2) : (int64_t)random_below(&w->seed, 12) * 5000;
      total += parts[k].e4 > 0;
    }
    if (total == 0) parts[0].e4 = 1;
    int64_t unit = places == 4 ? 1 : places == 3 ? 10 : places == 2 ? 100 : places == 1 ? 1000 : 10000;
    int64_t units = wide ? llabs(random_int64(&w->seed) / 2) / unit : (int64_t)random_below(&w->seed, 20001);
    share_by_the_book(w, units, equal ? NULL : parts, count, wanted);
    zp_dec whole = { units * unit };
    assert_int_equal(zp_dec_share(whole, equal ? NULL : parts, count, places, out, NULL), ZP_OK);
    for (size_t k = 0; k < count; k++) {
      sum += out[k].e4;
      if (out[k].e4 != wanted[k] * unit) fail_msg("part %zu of %zu differs", k, count);
    }
    assert_int_equal(sum, whole.e4);
  }
}

// ---- quantities ------------------------------------------------------------------------------------------------------

static zp_qty some_quantity(bench *w)
{
  int64_t digits = some_value(w) % 1000000000000000000;
  return (zp_qty){ digits, (uint8_t)random_below(&w->seed, 19) };
}

static void set_quantity(bench *w, mpq_t out, zp_qty value)
{
  power_of_ten(w->c, value.places);
  mpq_set_si(out, value.digits, 1);
  mpq_set_den(out, w->c);
  mpq_canonicalize(out);
}

static void shifts(void **state)
{
  bench *w = *state;
  for (long i = 0; i < 10000L * TENTHS; i++, w->cases++) {
    zp_qty value = some_quantity(w), out = { 0, 0 };
    int power = (int)random_below(&w->seed, 37) - 18, places = value.places - power;
    zp_status status = zp_qty_shift(value, power, &out, NULL);
    set_quantity(w, w->exact, value);
    power_of_ten(w->c, abs(power));
    mpq_set_z(w->part, w->c);
    if (power < 0) mpq_div(w->exact, w->exact, w->part);
    else mpq_mul(w->exact, w->exact, w->part);

    // It fits when 18 places are enough and, without places below none, 18 digits.
    power_of_ten(w->c, 18);
    mpq_set_z(w->part, w->c);
    bool possible = places >= 0 || mpz_cmpabs(mpq_numref(w->exact), w->c) < 0;
    mpq_mul(w->part, w->exact, w->part);
    possible = possible && mpz_cmp_ui(mpq_denref(w->part), 1) == 0;
    if (status != (possible ? ZP_OK : ZP_E_RANGE)) fail_msg("shift of %" PRId64 "/%d by %d", value.digits, value.places, power);
    if (!possible) continue;
    set_quantity(w, w->part, out);
    assert_true(out.places <= 18 && mpq_equal(w->exact, w->part));
    if (places >= 0 && places <= 18) assert_int_equal(out.places, places);
  }
}

static void compares_and_converts(void **state)
{
  bench *w = *state;
  for (long i = 0; i < 10000L * TENTHS; i++, w->cases++) {
    zp_qty a = some_quantity(w), b = some_quantity(w);
    if (random_below(&w->seed, 4) == 0 && zp_qty_shift(a, 0, &b, NULL) == ZP_OK && b.places < 18 && llabs(b.digits) < 100000000)
      b = (zp_qty){ b.digits * 10, (uint8_t)(b.places + 1) };  // the same, written longer
    set_quantity(w, w->exact, a);
    set_quantity(w, w->part, b);
    int wanted = mpq_cmp(w->exact, w->part), got = zp_qty_compare(a, b);
    if ((wanted > 0) != (got > 0) || (wanted < 0) != (got < 0)) fail_msg("compare");

    zp_dec dec = { 0 };
    zp_money money = { 0 };
    mpz_mul_ui(w->a, mpq_numref(w->exact), 10000);
    divide_half_up(w, w->wanted, w->a, mpq_denref(w->exact));
    check(w, zp_qty_to_dec(a, &dec, NULL), &dec.e4, "to dec");
    mpz_mul_ui(w->a, mpq_numref(w->exact), 100);
    divide_half_up(w, w->wanted, w->a, mpq_denref(w->exact));
    check(w, zp_qty_to_money(a, &money, NULL), &money.fen, "to money");

    char room[ZP_NUMBER_ROOM];
    if (llabs(a.digits) < 1000000000000000 && zp_qty_to_double(a) != strtod(zp_qty_print(a, room).ptr, NULL)) fail_msg("double of %s", room);
  }
}

// ---- answers of rules ------------------------------------------------------------------------------------------------

/// A decimal written as a double, and a weight times a ratio: the exact value decides, ties included.
static void takes_answers(void **state)
{
  bench *w = *state;
  for (long i = 0; i < 15000L * TENTHS; i++) {
    int places = (int)random_below(&w->seed, 5);
    zp_qty written = { (int64_t)random_below(&w->seed, 200000001) - 100000000, (uint8_t)(3 + random_below(&w->seed, 4)) };
    zp_dec out = { 0 };
    if (random_below(&w->seed, 2) == 0) {  // ends where it is cut, in a 5
      written.digits = written.digits / 10 * 10 + (written.digits < 0 ? -5 : 5);
      places = written.places <= 4 ? written.places - 1 : places;
    }
    set_quantity(w, w->exact, written);
    mpz_mul_ui(w->a, mpq_numref(w->exact), 10000);
    round_quotient(w, w->a, mpq_denref(w->exact), places);
    assert_true(zp_dec_from_answer(zp_qty_to_double(written), places, &out));
    check(w, ZP_OK, &out.e4, "answer");

    unsigned long weight = 1 + random_below(&w->seed, 2000), actual = random_below(&w->seed, 100000);
    unsigned long target = 1 + random_below(&w->seed, 2000);
    mpz_set_ui(w->a, weight * 100);  // the weight is in 0.01
    mpz_mul_ui(w->a, w->a, actual);
    mpz_set_ui(w->b, target);
    round_quotient(w, w->a, w->b, 2);
    double points = (double)weight / 100 * ((double)actual / (double)target);
    assert_true(zp_dec_from_answer(points, 2, &out));
    check(w, ZP_OK, &out.e4, "weight * ratio");
  }
}

static void quantises(void **state)
{
  bench *w = *state;
  for (long i = 0; i < 10000L * TENTHS; i++, w->cases++) {
    unsigned long target = 1 + random_below(&w->seed, 100000), actual = random_below(&w->seed, 1000000);
    unsigned long share = random_below(&w->seed, 10001);  // of 10 000: 90 % is 9000
    bool reached = actual * 10000 >= share * target;
    if (reached != (zp_quantise((double)actual / (double)target) >= (double)share / 1e4))
      fail_msg("%lu of %lu against %lu / 10000", actual, target, share);
  }
}

static void compared_a_million(void **state)
{
  bench *w = *state;
  printf("%ld generated cases compared with exact numbers, %ld of them exact ties%s\n", w->cases, w->ties,
         TENTHS < 10 ? " (sanitized: a tenth of the usual number)" : "");
  assert_true(w->cases >= 100000L * TENTHS);
  assert_true(w->ties >= 2000L * TENTHS);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(parses),        cmocka_unit_test(prints),
    cmocka_unit_test(adds_and_rounds), cmocka_unit_test(multiplies_and_divides),
    cmocka_unit_test(takes_means),   cmocka_unit_test(shares),
    cmocka_unit_test(shifts),        cmocka_unit_test(compares_and_converts),
    cmocka_unit_test(takes_answers), cmocka_unit_test(quantises),
    cmocka_unit_test(compared_a_million),
  };
  bench work = { .seed = 0x243F6A8885A308D3u };
  struct CMUnitTest with_state[sizeof tests / sizeof tests[0]];
  memcpy(with_state, tests, sizeof tests);
  for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++) with_state[i].initial_state = &work;
  mpz_inits(work.a, work.b, work.c, work.wanted, NULL);
  mpq_inits(work.exact, work.part, NULL);
  int failed = cmocka_run_group_tests_name("decimal, exact", with_state, NULL, NULL);
  mpz_clears(work.a, work.b, work.c, work.wanted, NULL);
  mpq_clears(work.exact, work.part, NULL);
  return failed;
}
