// decimal.h: exact decimal numbers, so that totals equal the printed column on every machine.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

/// Points, weights and shares: one unit is 0.0001. Every operation reports overflow, none wraps.
typedef struct zp_dec { int64_t e4; } zp_dec;

/// Money: one unit is one fen (0.01 yuan).
typedef struct zp_money { int64_t fen; } zp_money;

/// A measured number exactly as written: digits * 10^-places. At most 18 significant digits, places 0..18.
/// Changing to a unit a power of ten away only moves `places` (zp_qty_shift), so nothing is lost.
typedef struct zp_qty { int64_t digits; uint8_t places; } zp_qty;

#define ZP_DEC(whole) ((zp_dec){ (int64_t)(whole) * 10000 })

/// Reads "12", "-0.5", ".5", "+3", "1,234.50" (commas only between groups of three, the first without a leading zero),
/// full-width digits and signs included, blanks around allowed. At most 14 digits before and 4 after the point.
/// Never goes through a double. `text` is borrowed.
/// Fails with ZP_E_NUMBER (err->cell set, caret at the first bad byte) or ZP_E_RANGE; *out is untouched then.
zp_status zp_dec_parse(zp_text text, zp_dec *out, zp_error *err);
/// The same grammar for a quantity: at most 18 significant digits and 18 places; trailing zeros are kept as written.
zp_status zp_qty_parse(zp_text text, zp_qty *out, zp_error *err);

/// Bytes a printed number needs, with its NUL.
enum { ZP_NUMBER_ROOM = 40 };
/// Prints with exactly `places` (0..4) decimals, half up (away from zero); returns the text in `room`. "-0.00" is printed "0.00".
zp_text zp_dec_print(zp_dec value, int places, char room[ZP_NUMBER_ROOM]);
/// Prints as many decimals as needed, at least `least`.
zp_text zp_dec_print_short(zp_dec value, int least, char room[ZP_NUMBER_ROOM]);
/// Prints all places as written: {950, 1} is "95.0".
zp_text zp_qty_print(zp_qty value, char room[ZP_NUMBER_ROOM]);
/// Prints without trailing zeros: {950, 1} is "95".
zp_text zp_qty_print_short(zp_qty value, char room[ZP_NUMBER_ROOM]);
/// Yuan with two decimals / 万元 without trailing zeros and at least two decimals ("113.06").
zp_text zp_money_print_yuan(zp_money value, char room[ZP_NUMBER_ROOM]);
zp_text zp_money_print_wan(zp_money value, char room[ZP_NUMBER_ROOM]);

/// Sums and differences; ZP_E_RANGE on overflow.
zp_status zp_dec_add(zp_dec a, zp_dec b, zp_dec *out, zp_error *err);
zp_status zp_dec_sub(zp_dec a, zp_dec b, zp_dec *out, zp_error *err);
zp_status zp_money_add(zp_money a, zp_money b, zp_money *out, zp_error *err);

/// a * b / c in one exact step (__int128), rounded half up (away from zero) to `places` (0..4).
/// c == 0 or overflow fails with ZP_E_RANGE.
zp_status zp_dec_muldiv(zp_dec a, zp_dec b, zp_dec c, int places, zp_dec *out, zp_error *err);
/// Half up (away from zero) to `places` (0..4). Within one unit of the limits of int64, where the rounded number does not
/// fit, towards zero.
zp_dec zp_dec_round(zp_dec value, int places);

/// sum(values[i] * weights[i]) / sum(weights) in one exact step, half up to `places`. Weights are money and not negative.
/// ZP_E_RANGE when the weights sum to 0 or a product does not fit. `count` 0 is ZP_E_RANGE.
zp_status zp_dec_weighted_mean(const zp_dec *values, const zp_money *weights, size_t count, int places, zp_dec *out,
                               zp_error *err);

/// Shares `total` in proportion to `parts` (not negative, not all 0) so that the shares, each a multiple of 10^-places,
/// sum exactly to `total`: largest remainder, ties to the earlier part. `total` must itself be such a multiple.
/// ZP_E_RANGE otherwise. parts NULL: equal shares. `out` must not overlap `parts`; it is untouched on failure.
zp_status zp_dec_share(zp_dec total, const zp_dec *parts, size_t count, int places, zp_dec *out, zp_error *err);

/// value * 10^power, exact. ZP_E_RANGE when it does not fit in 18 digits and 18 places. power -18..18.
zp_status zp_qty_shift(zp_qty value, int power, zp_qty *out, zp_error *err);
/// Exact comparison: negative, 0, positive.
int zp_qty_compare(zp_qty a, zp_qty b);
/// Rounds half up to 1e-4; ZP_E_RANGE when too large.
zp_status zp_qty_to_dec(zp_qty value, zp_dec *out, zp_error *err);
/// Yuan to fen, rounded half up at the fen; ZP_E_RANGE when too large.
zp_status zp_qty_to_money(zp_qty yuan, zp_money *out, zp_error *err);
/// The nearest double for up to 15 significant digits (what a rule sees); the way back is only zp_dec_from_answer().
double zp_qty_to_double(zp_qty value);
double zp_dec_to_double(zp_dec value);
/// Money in yuan as a double for rules.
double zp_money_to_double(zp_money value);

/// The result gate's rounding: quantise at 1e-9, then half up to `places` (0..4). False when not finite or |value| > 1e9.
/// A decimal tie is seen as one up to |value| 1e6; above that a double is too coarse to tell.
bool zp_dec_from_answer(double value, int places, zp_dec *out);
/// A rule's answer as evidence: the nearest multiple of 1e-9. Not finite or |value| >= 1e9 gives 0.
zp_qty zp_qty_from_answer(double value);
/// The quantising used for rate, ratio and comparisons: nearest multiple of 1e-9 (half away from zero). Not finite or
/// |value| > 9e6: returned as it is.
double zp_quantise(double value);
