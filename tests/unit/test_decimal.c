// test_decimal.c: the tables of decimal.c: what is read, printed and refused, and the boundaries that doubles get wrong.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const zp_dec dec_untouched = { 7777 };

static zp_dec dec(const char *text)
{
  zp_dec value;
  assert_int_equal(zp_dec_parse(zp_text_from(text), &value, NULL), ZP_OK);
  return value;
}

static void assert_prints(zp_text got, const char *wanted)
{
  assert_int_equal(got.len, strlen(wanted));
  assert_string_equal(got.ptr, wanted);
}

static void reads_numbers(void **state)
{
  static const struct { const char *text; int64_t e4; } rows[] = {
    { "0", 0 }, { "12", 120000 }, { "-0.5", -5000 }, { "+3", 30000 }, { ".5", 5000 }, { "-.25", -2500 },
    { "1,234.50", 12345000 }, { "12,345", 123450000 }, { "123,456,789", 1234567890000 }, { "007", 70000 },
    { "-0", 0 }, { "0.0001", 1 }, { "99999999999999.9999", 999999999999999999 },
    { "-99999999999999.9999", -999999999999999999 }, { "000000000000000000000000012.5", 125000 },
    { "  11.70\t", 117000 }, { "\xE3\x80\x80" "8" "\xC2\xA0", 80000 }, { "\xEF\xBB\xBF" "8", 80000 },
    { "１２．５", 125000 }, { "－３", -30000 }, { "＋３", 30000 }, { "１，２３４", 12340000 }, { "−2", -20000 },
  };
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) assert_int_equal(dec(rows[i].text).e4, rows[i].e4);
}

static void refuses_what_is_no_number(void **state)
{
  static const struct { const char *text; uint32_t caret_from, caret_bytes; } rows[] = {
    { "", 0, 0 }, { "   ", 0, 0 }, { "-", 1, 0 }, { "+-3", 1, 1 }, { "1.", 2, 0 }, { ".", 1, 0 }, { "1..2", 2, 1 },
    { "1.2.3", 3, 1 }, { "12a", 2, 1 }, { "a12", 0, 1 }, { "1 2", 1, 1 }, { "1e5", 1, 1 }, { "0x10", 1, 1 },
    { "12%", 2, 1 }, { "万12", 0, 3 }, { "12万元", 2, 3 }, { "1,23", 4, 0 }, { "1234,567", 4, 1 }, { "1,2345", 6, 0 },
    { ",123", 0, 1 }, { "1,,234", 2, 1 }, { "1,234,", 6, 0 }, { "12,34.5", 5, 1 }, { "1.234,567", 5, 1 },
    { "0,125", 1, 1 }, { "00,125", 2, 1 }, { "-0,125", 2, 1 }, { "inf", 0, 1 }, { "nan", 0, 1 }, { "①", 0, 3 },
    { "\xFF" "1", 0, 1 }, { "1\xE4\xB8", 1, 1 }, { "  x", 2, 1 }, { "五", 0, 3 }, { "１２x", 6, 1 },
  };
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    zp_error err = { 0 };
    zp_dec value = dec_untouched;
    assert_int_equal(zp_dec_parse(zp_text_from(rows[i].text), &value, &err), ZP_E_NUMBER);
    assert_int_equal(err.status, ZP_E_NUMBER);
    assert_int_equal(value.e4, dec_untouched.e4);
    if (err.caret_from != rows[i].caret_from || err.caret_bytes != rows[i].caret_bytes)
      fail_msg("\"%s\": caret %u+%u", rows[i].text, err.caret_from, err.caret_bytes);
  }
  zp_dec value;
  assert_int_equal(zp_dec_parse((zp_text){ "1\0" "2", 3 }, &value, NULL), ZP_E_NUMBER);
  assert_int_equal(zp_dec_parse((zp_text){ "1\0", 2 }, &value, NULL), ZP_E_NUMBER);
  assert_int_equal(zp_dec_parse((zp_text){ NULL, 0 }, &value, NULL), ZP_E_NUMBER);
}

static void refuses_what_is_out_of_range(void **state)
{
  static const char *const too_much[] = { "100000000000000", "0.00001", "1.00000", "99999999999999999999999999",
                                          "-100000000000000", "1.23456" };
  static const char *const too_much_of_a_quantity[] = { "1000000000000000000", "-1000000000000000000",
                                                        "0.0000000000000000001", "1.000000000000000000" };
  (void)state;
  for (size_t i = 0; i < COUNT(too_much); i++) {
    zp_error err = { 0 };
    zp_dec value = dec_untouched;
    assert_int_equal(zp_dec_parse(zp_text_from(too_much[i]), &value, &err), ZP_E_RANGE);
    assert_int_equal(value.e4, dec_untouched.e4);
  }
  for (size_t i = 0; i < COUNT(too_much_of_a_quantity); i++) {
    zp_qty value = { 5, 3 };
    assert_int_equal(zp_qty_parse(zp_text_from(too_much_of_a_quantity[i]), &value, NULL), ZP_E_RANGE);
    assert_int_equal(value.digits, 5);
    assert_int_equal(value.places, 3);
  }
}

static void a_first_failure_stays(void **state)
{
  zp_error err = { .status = ZP_E_EMPTY_FILE };
  zp_dec value;
  (void)state;
  assert_int_equal(zp_dec_parse(ZP_TEXT("x"), &value, &err), ZP_E_EMPTY_FILE);
  assert_int_equal(err.status, ZP_E_EMPTY_FILE);
  assert_string_equal(err.cell, "");
}

static void keeps_quantities_as_written(void **state)
{
  static const struct { const char *text; int64_t digits; uint8_t places; const char *printed, *brief; } rows[] = {
    { "95", 95, 0, "95", "95" }, { "95.0", 950, 1, "95.0", "95" }, { "0.50", 50, 2, "0.50", "0.5" },
    { "-0.001", -1, 3, "-0.001", "-0.001" }, { "100", 100, 0, "100", "100" }, { "0.00", 0, 2, "0.00", "0" },
    { "999999999999999999", 999999999999999999, 0, "999999999999999999", "999999999999999999" },
    { "0.000000000000000001", 1, 18, "0.000000000000000001", "0.000000000000000001" },
    { "1,000.10", 100010, 2, "1000.10", "1000.1" }, { "-0", 0, 0, "0", "0" },
  };
  char room[ZP_NUMBER_ROOM];
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    zp_qty value;
    assert_int_equal(zp_qty_parse(zp_text_from(rows[i].text), &value, NULL), ZP_OK);
    assert_int_equal(value.digits, rows[i].digits);
    assert_int_equal(value.places, rows[i].places);
    assert_prints(zp_qty_print(value, room), rows[i].printed);
    assert_prints(zp_qty_print_short(value, room), rows[i].brief);
  }
}

static void prints_half_up(void **state)
{
  static const struct { int64_t e4; int places; const char *wanted; } rows[] = {
    { 599950, 2, "60.00" }, { 599949, 2, "59.99" }, { -599950, 2, "-60.00" }, { 50, 2, "0.01" }, { 49, 2, "0.00" },
    { -49, 2, "0.00" }, { -50, 2, "-0.01" }, { 5000, 0, "1" }, { 4999, 0, "0" }, { -4999, 0, "0" }, { 125000, 4, "12.5000" },
    { INT64_MAX, 4, "922337203685477.5807" }, { INT64_MIN, 4, "-922337203685477.5808" },
    { INT64_MAX, 0, "922337203685478" }, { INT64_MIN, 0, "-922337203685478" }, { INT64_MIN, 1, "-922337203685477.6" },
  };
  char room[ZP_NUMBER_ROOM];
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) assert_prints(zp_dec_print((zp_dec){ rows[i].e4 }, rows[i].places, room), rows[i].wanted);
}

static void prints_short_and_money(void **state)
{
  char room[ZP_NUMBER_ROOM];
  (void)state;
  assert_prints(zp_dec_print_short((zp_dec){ 125000 }, 0, room), "12.5");
  assert_prints(zp_dec_print_short((zp_dec){ 125000 }, 2, room), "12.50");
  assert_prints(zp_dec_print_short((zp_dec){ 120000 }, 0, room), "12");
  assert_prints(zp_dec_print_short((zp_dec){ 1 }, 0, room), "0.0001");
  assert_prints(zp_dec_print_short((zp_dec){ INT64_MIN }, 0, room), "-922337203685477.5808");
  assert_prints(zp_money_print_yuan((zp_money){ 113060000 }, room), "1130600.00");
  assert_prints(zp_money_print_yuan((zp_money){ -5 }, room), "-0.05");
  assert_prints(zp_money_print_wan((zp_money){ 113060000 }, room), "113.06");
  assert_prints(zp_money_print_wan((zp_money){ 45000000 }, room), "45.00");
  assert_prints(zp_money_print_wan((zp_money){ 1 }, room), "0.000001");
  assert_prints(zp_money_print_wan((zp_money){ INT64_MIN }, room), "-9223372036854.775808");
}

/// The boundaries of SANDBOX "Numbers", and the classic: each is wrong when done in doubles.
static void decides_boundaries_exactly(void **state)
{
  zp_dec sum, rate;
  (void)state;
  assert_int_equal(zp_dec_muldiv(dec("11.70"), dec("100"), dec("13"), 4, &rate, NULL), ZP_OK);
  assert_int_equal(rate.e4, dec("90").e4);
  assert_true(zp_quantise(11.70 / 13) >= 0.9);

  assert_int_equal(zp_dec_add(dec("20.90"), dec("59.11"), &sum, NULL), ZP_OK);
  assert_int_equal(zp_dec_add(sum, dec("9.99"), &sum, NULL), ZP_OK);
  assert_int_equal(sum.e4, dec("90").e4);

  assert_int_equal(zp_dec_round(dec("59.995"), 2).e4, dec("60").e4);
  assert_int_equal(zp_dec_add(dec("0.1"), dec("0.2"), &sum, NULL), ZP_OK);
  assert_int_equal(sum.e4, dec("0.3").e4);
  assert_int_equal(zp_dec_sub(dec("0.3"), sum, &sum, NULL), ZP_OK);
  assert_int_equal(sum.e4, 0);
}

static void refuses_overflow(void **state)
{
  const zp_dec most = { INT64_MAX }, least = { INT64_MIN }, one = { 1 }, none = { 0 };
  zp_dec out = dec_untouched;
  zp_money money = { 1 };
  (void)state;
  assert_int_equal(zp_dec_add(most, one, &out, NULL), ZP_E_RANGE);
  assert_int_equal(zp_dec_sub(least, one, &out, NULL), ZP_E_RANGE);
  assert_int_equal(zp_dec_sub(none, least, &out, NULL), ZP_E_RANGE);
  assert_int_equal(zp_money_add((zp_money){ INT64_MAX }, money, &money, NULL), ZP_E_RANGE);
  assert_int_equal(zp_dec_muldiv(most, most, one, 4, &out, NULL), ZP_E_RANGE);
  assert_int_equal(zp_dec_muldiv(least, least, least, 4, &out, NULL), ZP_OK);
  assert_int_equal(out.e4, INT64_MIN);
  out = dec_untouched;
  assert_int_equal(zp_dec_muldiv(least, one, (zp_dec){ -1 }, 4, &out, NULL), ZP_E_RANGE);
  assert_int_equal(zp_dec_muldiv(one, one, none, 2, &out, NULL), ZP_E_RANGE);
  assert_int_equal(zp_dec_muldiv(most, one, one, 3, &out, NULL), ZP_E_RANGE);  // rounds up past the limit
  assert_int_equal(zp_dec_round(most, 3).e4, INT64_MAX - INT64_MAX % 10);
  assert_int_equal(zp_dec_round(least, 3).e4, INT64_MIN - INT64_MIN % 10);
  assert_int_equal(out.e4, dec_untouched.e4);
}

static void takes_weighted_means(void **state)
{
  const zp_dec values[] = { { 900000 }, { 800000 }, { 700000 } };
  const zp_money weights[] = { { 100 }, { 200 }, { 0 } }, nothing[] = { { 0 }, { 0 }, { 0 } }, negative[] = { { 5 }, { -1 }, { 2 } };
  zp_dec out = dec_untouched;
  (void)state;
  assert_int_equal(zp_dec_weighted_mean(values, nothing, 3, 2, &out, NULL), ZP_E_RANGE);
  assert_int_equal(zp_dec_weighted_mean(values, negative, 3, 2, &out, NULL), ZP_E_RANGE);
  assert_int_equal(zp_dec_weighted_mean(values, weights, 0, 2, &out, NULL), ZP_E_RANGE);
  assert_int_equal(out.e4, dec_untouched.e4);
  assert_int_equal(zp_dec_weighted_mean(values, weights, 3, 2, &out, NULL), ZP_OK);
  assert_int_equal(out.e4, dec("83.33").e4);
}

static void shares_exactly(void **state)
{
  static const struct { const char *total; int places; size_t count; const char *parts[6], *wanted[6]; } rows[] = {
    { "100", 2, 3, { NULL }, { "33.34", "33.33", "33.33" } },
    { "50", 2, 6, { NULL }, { "8.34", "8.34", "8.33", "8.33", "8.33", "8.33" } },
    { "10", 0, 4, { NULL }, { "3", "3", "2", "2" } },
    { "90", 2, 3, { "50", "30", "10" }, { "50", "30", "10" } },
    { "100", 2, 2, { "0", "7" }, { "0", "100" } },
    { "0.01", 2, 3, { "1", "1", "1" }, { "0.01", "0", "0" } },
    { "0.02", 2, 3, { "1", "3", "2" }, { "0", "0.01", "0.01" } },
    { "0", 2, 2, { "1", "2" }, { "0", "0" } },
    { "1", 4, 1, { "3" }, { "1" } },
  };
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    zp_dec parts[6], out[6];
    bool equal = rows[i].parts[0] == NULL;
    for (size_t k = 0; !equal && k < rows[i].count; k++) parts[k] = dec(rows[i].parts[k]);
    assert_int_equal(zp_dec_share(dec(rows[i].total), equal ? NULL : parts, rows[i].count, rows[i].places, out, NULL), ZP_OK);
    for (size_t k = 0; k < rows[i].count; k++) assert_int_equal(out[k].e4, dec(rows[i].wanted[k]).e4);
  }
}

static void refuses_sharing_what_cannot_be(void **state)
{
  const zp_dec parts[] = { { 1 }, { 2 } }, negative[] = { { 3 }, { -1 } }, nothing[] = { { 0 }, { 0 } };
  zp_dec out[2] = { dec_untouched, dec_untouched };
  (void)state;
  assert_int_equal(zp_dec_share(dec("0.005"), parts, 2, 2, out, NULL), ZP_E_RANGE);
  assert_int_equal(zp_dec_share(dec("-1"), parts, 2, 2, out, NULL), ZP_E_RANGE);
  assert_int_equal(zp_dec_share(dec("1"), negative, 2, 2, out, NULL), ZP_E_RANGE);
  assert_int_equal(zp_dec_share(dec("1"), nothing, 2, 2, out, NULL), ZP_E_RANGE);
  assert_int_equal(zp_dec_share(dec("1"), parts, 0, 2, out, NULL), ZP_E_RANGE);
  assert_int_equal(zp_dec_share(dec("1"), NULL, 0, 2, out, NULL), ZP_E_RANGE);
  for (size_t i = 0; i < 2; i++) assert_int_equal(out[i].e4, dec_untouched.e4);
}

/// A form with very many rows must not take quadratic time: this would be hours.
static void shares_among_very_many(void **state)
{
  enum { ROWS = 1000000 };
  zp_dec *out = malloc(ROWS * sizeof *out);
  int64_t sum = 0;
  (void)state;
  assert_non_null(out);
  assert_int_equal(zp_dec_share(dec("100000000.0007"), NULL, ROWS, 4, out, NULL), ZP_OK);
  for (size_t i = 0; i < ROWS; i++) {
    assert_int_equal(out[i].e4, i < 7 ? 1000001 : 1000000);
    sum += out[i].e4;
  }
  assert_int_equal(sum, dec("100000000.0007").e4);
  free(out);
}

static void shifts_within_18_digits_and_places(void **state)
{
  static const struct { zp_qty value; int power; zp_status status; zp_qty wanted; } rows[] = {
    { { 1, 0 }, 17, ZP_OK, { 100000000000000000, 0 } },  { { 1, 0 }, 18, ZP_E_RANGE, { 0, 0 } },
    { { -1, 0 }, 18, ZP_E_RANGE, { 0, 0 } },             { { 1, 18 }, 18, ZP_OK, { 1, 0 } },
    { { 1, 0 }, -18, ZP_OK, { 1, 18 } },                 { { 1, 1 }, -18, ZP_E_RANGE, { 0, 0 } },
    { { 10, 1 }, -18, ZP_OK, { 1, 18 } },                { { 0, 18 }, -18, ZP_OK, { 0, 18 } },
    { { 0, 0 }, 18, ZP_OK, { 0, 0 } },                   { { 45, 1 }, 4, ZP_OK, { 45000, 0 } },
    { { 4500, 2 }, -2, ZP_OK, { 4500, 4 } },             { { INT64_MAX, 0 }, 1, ZP_E_RANGE, { 0, 0 } },
  };
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    zp_qty out = { 0, 0 };
    assert_int_equal(zp_qty_shift(rows[i].value, rows[i].power, &out, NULL), rows[i].status);
    assert_int_equal(out.digits, rows[i].wanted.digits);
    assert_int_equal(out.places, rows[i].wanted.places);
  }
}

static void takes_answers_of_rules(void **state)
{
  static const struct { double value; int places; int64_t e4; } rows[] = {
    { 59.995, 2, 600000 }, { 1.005, 2, 10100 }, { 2.675, 2, 26800 }, { -1.005, 2, -10100 }, { 0.1 + 0.2, 4, 3000 },
    { 20.90 + 59.11 + 9.99, 2, 900000 }, { 10 * 0.8, 2, 80000 }, { -0.0, 2, 0 }, { 1e-12, 2, 0 }, { 0.004999999, 2, 0 },
    { 0.00499999999999, 2, 100 }, { 1e9, 0, 10000000000000 }, { -1e9, 4, -10000000000000 }, { DBL_MIN, 4, 0 },
  };
  const double refused[] = { NAN, INFINITY, -INFINITY, 1e9 + 1, -1e9 - 1, DBL_MAX };
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    zp_dec out = dec_untouched;
    assert_true(zp_dec_from_answer(rows[i].value, rows[i].places, &out));
    assert_int_equal(out.e4, rows[i].e4);
  }
  for (size_t i = 0; i < COUNT(refused); i++) {
    zp_dec out = dec_untouched;
    assert_false(zp_dec_from_answer(refused[i], 2, &out));
    assert_int_equal(out.e4, dec_untouched.e4);
    assert_int_equal(zp_qty_from_answer(refused[i]).digits, 0);
  }
  assert_int_equal(zp_qty_from_answer(0.1 + 0.2).digits, 300000000);
  assert_int_equal(zp_qty_from_answer(1e9).digits, 0);
  assert_int_equal(zp_qty_from_answer(nextafter(1e9, 0)).digits, 999999999999999872);
}

static void quantises(void **state)
{
  (void)state;
  assert_true(zp_quantise(0.1 + 0.2) == 0.3);
  assert_true(zp_quantise(11.70 / 13) == 0.9);
  assert_true(zp_quantise(-11.70 / 13) == -0.9);
  assert_true(zp_quantise(1e-12) == 0 && !signbit(zp_quantise(-1e-12)));
  assert_true(zp_quantise(1e300) == 1e300 && zp_quantise(-INFINITY) == -INFINITY && isnan(zp_quantise(NAN)));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(reads_numbers),
    cmocka_unit_test(refuses_what_is_no_number),
    cmocka_unit_test(refuses_what_is_out_of_range),
    cmocka_unit_test(a_first_failure_stays),
    cmocka_unit_test(keeps_quantities_as_written),
    cmocka_unit_test(prints_half_up),
    cmocka_unit_test(prints_short_and_money),
    cmocka_unit_test(decides_boundaries_exactly),
    cmocka_unit_test(refuses_overflow),
    cmocka_unit_test(takes_weighted_means),
    cmocka_unit_test(shares_exactly),
    cmocka_unit_test(refuses_sharing_what_cannot_be),
    cmocka_unit_test(shares_among_very_many),
    cmocka_unit_test(shifts_within_18_digits_and_places),
    cmocka_unit_test(takes_answers_of_rules),
    cmocka_unit_test(quantises),
  };
  return cmocka_run_group_tests_name("decimal", tests, NULL, NULL);
}
