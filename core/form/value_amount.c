// value_amount.c: the grammar of numbers in cells.
#include "form/value_amount.h"

#include "form/value_deadline.h"

enum { LEAD_WORDS = 64 };

// ---- one number ----------------------------------------------------------------------------------------------------------

static void set_unit(zp_unit_parts *unit, zp_text text)
{
  *unit = (zp_unit_parts){ .piece = { text }, .count = 1 };
}

/// 百分之九十五, 百分之百, 千分之3.
static bool take_share(zp_scan *scan, zp_number *number, zp_unit_parts *unit)
{
  zp_scan ahead = *scan;
  if (zp_scan_word(scan, ZP_VOCAB_HUNDRED) != NULL) {
    *number = (zp_number){ .qty = { 100, 0 }, .in_words = true };
    set_unit(unit, ZP_TEXT("%"));
    return true;
  }
  const zp_vocab_row *share = zp_scan_word(&ahead, ZP_VOCAB_SHARE);
  if (share == NULL || (!zp_scan_number(&ahead, number) && !zp_scan_numeral(&ahead, number))) return false;
  set_unit(unit, share->usual);
  *scan = ahead;
  return true;
}

/// 九成, 八成五, 3成: tenths, with a digit for the hundredths.
static bool take_tenths(zp_scan *scan, zp_number *number, zp_unit_parts *unit)
{
  zp_scan ahead = *scan;
  zp_number more;
  bool digits = zp_scan_number(&ahead, number);
  if (!digits && !zp_scan_numeral(&ahead, number)) return false;
  if (number->qty.places != 0 || number->qty.digits < 1 || number->qty.digits > 10) return false;
  if (zp_scan_word(&ahead, ZP_VOCAB_TENTH) == NULL) return false;
  int64_t share = number->qty.digits * 10;
  *scan = ahead;
  if (zp_scan_numeral(&ahead, &more) && more.qty.digits >= 1 && more.qty.digits <= 9 && share < 100) {
    share += more.qty.digits;
    *scan = ahead;
  }
  *number = (zp_number){ .qty = { share, 0 }, .in_words = !digits };
  set_unit(unit, ZP_TEXT("%"));
  return true;
}

/// 半年, 半个月: only before what is measured, not counted.
static bool take_half(zp_scan *scan, zp_number *number, zp_unit_parts *unit)
{
  zp_scan ahead = *scan;
  if (zp_scan_word(&ahead, ZP_VOCAB_HALF) == NULL || !zp_scan_unit(&ahead, unit)) return false;
  if (unit->counter || unit->digits_only || unit->scale_only) return false;
  *number = (zp_number){ .qty = { 5, 1 }, .in_words = true };
  *scan = ahead;
  return true;
}

/// 100余人: the word counts only with a unit behind it; at the end it is one of the words around.
static bool take_unit(zp_scan *scan, zp_unit_parts *unit, bool *approximate)
{
  zp_scan ahead = *scan;
  if (zp_scan_word(&ahead, ZP_VOCAB_APPROX_INSIDE) != NULL && zp_scan_unit(&ahead, unit)) {
    *approximate = true;
    *scan = ahead;
    return true;
  }
  return zp_scan_unit(scan, unit);
}

/// 5万余元 and 万 alone: the scale is there, what it counts follows the word.
static void take_late_unit(zp_scan *scan, zp_unit_parts *unit, bool *approximate)
{
  zp_scan ahead = *scan;
  zp_unit_parts rest = { .count = 0 };
  if (!unit->scale_only || zp_scan_word(&ahead, ZP_VOCAB_APPROX_INSIDE) == NULL) return;
  if (!zp_scan_unit(&ahead, &rest) || rest.scale_only) return;
  zp_text scale = unit->piece[0];
  *unit = (zp_unit_parts){ .piece = { scale }, .count = 1, .counter = rest.counter, .joins = rest.joins };
  zp_unit_per(unit, &rest);
  *approximate = true;
  *scan = ahead;
}

bool zp_scan_amount(zp_scan *scan, zp_number *number, zp_unit_parts *unit, bool *approximate)
{
  zp_scan ahead = *scan;
  *unit = (zp_unit_parts){ .count = 0 };
  if (take_share(scan, number, unit) || take_half(scan, number, unit) || take_tenths(scan, number, unit)) return true;
  if (!zp_scan_number(&ahead, number) && !zp_scan_numeral(&ahead, number)) return false;
  if (take_unit(&ahead, unit, approximate)) take_late_unit(&ahead, unit, approximate);
  bool idiom = unit->count == 0 ? number->qty.digits != 0 : unit->digits_only;  // 一流, 十分
  if (number->in_words && idiom) return false;
  *scan = ahead;
  return true;
}

// ---- two numbers -----------------------------------------------------------------------------------------------------------

static bool same_unit(const zp_unit_parts *a, const zp_unit_parts *b)
{
  if (a->count != b->count) return false;
  for (size_t i = 0; i < a->count; i++)
    if (!zp_text_equal(a->piece[i], b->piece[i])) return false;
  return true;
}

/// The unit both ends share: 90-95%, 1万-2万元.
static bool share_unit(zp_amount *a, const zp_unit_parts *high)
{
  bool fuller = a->unit.count == 0 || (a->unit.scale_only && high->count > 1 && zp_text_equal(a->unit.piece[0], high->piece[0]));
  if (fuller) a->unit = *high;
  return fuller || high->count == 0 || same_unit(&a->unit, high);
}

static bool take_high(zp_scan *scan, zp_amount *a)
{
  zp_scan ahead = *scan;
  zp_amount both = *a;
  zp_unit_parts unit;
  if (!zp_scan_amount(&ahead, &both.high, &unit, &both.phrase.approximate)) return false;
  if (both.number.code || both.high.code || both.number.too_long || both.high.too_long) return false;
  if (zp_qty_compare(both.number.qty, both.high.qty) > 0 || !share_unit(&both, &unit)) return false;
  both.ranged = true;
  both.phrase.op = ZP_OP_NONE;
  *a = both;
  *scan = ahead;
  return true;
}

static bool is_up(zp_op op)
{
  return op == ZP_OP_GE || op == ZP_OP_GT;
}

static bool is_down(zp_op op)
{
  return op == ZP_OP_LE || op == ZP_OP_LT;
}

static zp_op take_op_after(zp_scan *scan)
{
  const zp_vocab_row *row = zp_scan_word(scan, ZP_VOCAB_OP_AFTER);
  return row == NULL ? ZP_OP_NONE : (zp_op)row->meaning;
}

/// ≥80%且<90%, 80分以上90分以下.
static bool take_both_sides(zp_scan *scan, zp_amount *a)
{
  zp_scan ahead = *scan;
  zp_amount both = *a;
  bool by_word;
  zp_op low = a->phrase.op, after = take_op_after(&ahead);
  if (!is_up(low == ZP_OP_NONE ? after : low)) return false;
  zp_scan_word(&ahead, ZP_VOCAB_RANGE_AND);
  zp_op high = zp_scan_op(&ahead, &by_word);
  if (!take_high(&ahead, &both)) return false;
  after = take_op_after(&ahead);
  if (!is_down(high == ZP_OP_NONE ? after : high)) return false;
  *a = both;
  *scan = ahead;
  return true;
}

/// 80%≤X≤90%: whatever stands in the middle is the thing measured.
static bool take_middle(zp_scan *scan, zp_amount *a)
{
  zp_scan ahead = *scan;
  bool by_word;
  if (a->phrase.op != ZP_OP_NONE || !is_down(zp_scan_op(&ahead, &by_word)) || by_word) return false;
  for (int count = 0; count < 16 && !zp_scan_end(&ahead) && !zp_scan_sees(&ahead, ZP_VOCAB_OP_GLYPH); count++)
    zp_text_next(ahead.s, &ahead.at);
  if (!is_down(zp_scan_op(&ahead, &by_word)) || !take_high(&ahead, a)) return false;
  *scan = ahead;
  return true;
}

static void take_second(zp_scan *scan, zp_amount *a)
{
  zp_scan ahead = *scan;
  zp_number off;
  zp_unit_parts unit;
  bool approximate;
  if (zp_scan_word(&ahead, ZP_VOCAB_TOLERANCE) != NULL && zp_scan_amount(&ahead, &off, &unit, &approximate)) {
    if (a->unit.count == 0 && !zp_text_equal(unit.piece[0], ZP_TEXT("%"))) a->unit = unit;
    a->tolerance = true;
    *scan = ahead;
    return;
  }
  ahead = *scan;
  if (zp_scan_word(&ahead, ZP_VOCAB_RANGE_TO) != NULL && take_high(&ahead, a)) *scan = ahead;
  else if (!take_both_sides(scan, a)) take_middle(scan, a);
}

/// [80,90), （80，90]
static bool take_interval(zp_scan *scan, zp_amount *a)
{
  zp_scan ahead = *scan;
  zp_amount both = *a;
  if (!zp_scan_byte(&ahead, '[') && !zp_scan_byte(&ahead, '(')) return false;
  if (!zp_scan_amount(&ahead, &both.number, &both.unit, &both.phrase.approximate)) return false;
  zp_scan_byte(&ahead, ' ');
  if (!zp_scan_byte(&ahead, ',') && zp_scan_word(&ahead, ZP_VOCAB_RANGE_TO) == NULL) return false;
  zp_scan_byte(&ahead, ' ');
  if (!take_high(&ahead, &both) || (!zp_scan_byte(&ahead, ']') && !zp_scan_byte(&ahead, ')'))) return false;
  zp_unit_parts unit;
  if (both.unit.count == 0 && zp_scan_unit(&ahead, &unit)) both.unit = unit;
  *a = both;
  *scan = ahead;
  return true;
}

// ---- zero in words -----------------------------------------------------------------------------------------------------------

/// 零 or 0.
static bool take_nought(zp_scan *scan)
{
  zp_number number;
  zp_scan ahead = *scan;
  if (!zp_scan_numeral(&ahead, &number) && !zp_scan_number(&ahead, &number)) return false;
  if (number.qty.digits != 0 || number.too_long) return false;
  *scan = ahead;
  return true;
}

/// 零上访, 零事故、零投诉, 0安全事故, 为零: what is to be nothing is named, or the end comes.
static bool take_zero(zp_scan *scan, zp_amount *a)
{
  zp_scan ahead = *scan, rest;
  zp_number number;
  bool named = false;
  for (int count = 0; count < 8; count++) {
    if (!take_nought(&ahead) || zp_scan_word(&ahead, ZP_VOCAB_EVENT) == NULL) break;
    *scan = ahead;
    named = true;
    if (zp_scan_word(&ahead, ZP_VOCAB_RANGE_AND) == NULL) break;
  }
  rest = *scan;
  bool alone = !named && zp_scan_numeral(&rest, &number) && number.qty.digits == 0 && zp_scan_end(&rest);
  if (!named && !alone) return false;
  if (alone) *scan = rest;
  a->number = (zp_number){ .in_words = true };
  a->unit = (zp_unit_parts){ .count = 0 };
  a->zero_in_words = true;
  return true;
}

// ---- the whole cell ------------------------------------------------------------------------------------------------------------

static bool take_core(zp_scan *scan, zp_amount *a)
{
  zp_scan ahead = *scan;
  if (take_zero(scan, a) || take_interval(scan, a)) return true;
  a->deviation = zp_scan_word(&ahead, ZP_VOCAB_TOLERANCE) != NULL;
  if (!zp_scan_amount(&ahead, &a->number, &a->unit, &a->phrase.approximate)) return false;
  if (!a->number.in_words) {
    a->from = scan->at;
    a->to = ahead.at;
  }
  take_second(&ahead, a);
  *scan = ahead;
  return true;
}

/// 95%以上（含95%）, ＞95%（含95%）: the brackets say once more that the bound counts.
static void take_inclusion(zp_scan *scan, zp_amount *a)
{
  zp_scan ahead = *scan;
  zp_number again;
  zp_unit_parts unit;
  bool approximate;
  zp_op after = take_op_after(&ahead), op = a->phrase.op == ZP_OP_NONE ? after : a->phrase.op;
  if (op == ZP_OP_NONE || a->ranged || (!zp_scan_byte(&ahead, '(') && !zp_scan_byte(&ahead, ','))) return;
  if (zp_scan_word(&ahead, ZP_VOCAB_INCLUDING) == NULL || !zp_scan_amount(&ahead, &again, &unit, &approximate)) return;
  if (zp_qty_compare(again.qty, a->number.qty) != 0 || (unit.count != 0 && !same_unit(&unit, &a->unit))) return;
  zp_scan_byte(&ahead, ')');
  a->phrase.op_by_word = a->phrase.op_by_word || a->phrase.op == ZP_OP_NONE;
  a->phrase.op = is_up(op) ? ZP_OP_GE : is_down(op) ? ZP_OP_LE : op;
  *scan = ahead;
}

/// 100%（17/17）: the share once more as a fraction, when it is that share as far as it was rounded.
static void take_fraction(zp_scan *scan, zp_amount *a)
{
  enum { PARTS_MOST = 1000000000 };
  static const int64_t tens[] = { 1, 10, 100, 1000, 10000 };
  zp_scan ahead = *scan;
  zp_number part, whole;
  bool percent = !a->ranged && a->unit.count == 1 && zp_text_equal(a->unit.piece[0], ZP_TEXT("%"));
  zp_qty share = a->number.qty;
  if (!percent || share.places > 4 || share.digits < 0 || share.digits > PARTS_MOST || !zp_scan_byte(&ahead, '(')) return;
  if (!zp_scan_number(&ahead, &part) || !zp_scan_byte(&ahead, '/') || !zp_scan_number(&ahead, &whole)) return;
  if (!zp_scan_byte(&ahead, ')') || part.qty.places != 0 || whole.qty.places != 0) return;
  int64_t p = part.qty.digits, w = whole.qty.digits;
  if (p < 0 || w <= 0 || p > PARTS_MOST || w > PARTS_MOST) return;
  int64_t off = p * 100 * tens[share.places] - share.digits * w;  // at most 10^18
  if ((off < 0 ? -off : off) * 2 > w) return;
  a->phrase.words = true;
  *scan = ahead;
}

/// The words behind the number, after the thing counted or an unknown unit when `thing` says so.
static bool finish_with(const zp_scan *scan, zp_amount *a, bool thing, bool known)
{
  zp_scan ahead = *scan;
  zp_amount with = *a;
  bool left_out = false;
  if (thing) {
    bool fresh = !known && with.unit.count == 0 && zp_scan_new_unit(&ahead, &with.unit);
    if (!fresh && !zp_scan_thing(&ahead, known, &with.unit, &left_out)) return false;
    with.phrase.words = with.phrase.words || left_out;
  }
  take_fraction(&ahead, &with);
  take_inclusion(&ahead, &with);
  if (!zp_phrase_tail(&ahead, &with.phrase, false)) return false;
  *a = with;
  return true;
}

/// Things and words are known ones first; an unknown thing or unit is the last resort, and none behind a numeral (一条龙).
static bool finish(const zp_scan *scan, zp_amount *a)
{
  return finish_with(scan, a, true, true) || finish_with(scan, a, false, false) ||
         (!a->number.in_words && finish_with(scan, a, true, false));
}

/// 2024年完成17个: the year before an amount tells nothing that the form does not.
static bool skip_year(zp_scan *scan, zp_phrase *phrase)
{
  zp_scan ahead = *scan;
  int year;
  if (!zp_scan_year_digits(&ahead, &year) || year < 1950 || year > 2099) return false;
  if (zp_scan_word(&ahead, ZP_VOCAB_YEAR_SIGN) == NULL) return false;
  zp_scan_word(&ahead, ZP_VOCAB_YEAR_REST);
  phrase->words = true;
  *scan = ahead;
  return true;
}

/// The unit as the words around complete it. (50) is refused: where money is kept, brackets make it negative.
static bool add_each(zp_text s, zp_amount *a)
{
  bool bare = a->unit.count == 0 && !a->zero_in_words;
  bool negative = s.ptr[0] == '(' && !a->ranged && a->phrase.op == ZP_OP_NONE;
  if (negative) a->to = s.len;
  if (bare && (negative || a->phrase.each.count != 0)) return false;
  zp_unit_per(&a->unit, &a->phrase.each);
  return true;
}

/// Digits or a numeral: without one the words around need not be looked at.
static bool may_hold_number(zp_text s)
{
  for (size_t at = 0; at < s.len; zp_text_next(s, &at))
    if (zp_is_digit(s.ptr[at]) || zp_vocab_at(ZP_VOCAB_NUMERAL, s, at) != NULL || zp_vocab_at(ZP_VOCAB_HALF, s, at) != NULL) return true;
  return false;
}

bool zp_read_amount(zp_text s, zp_amount *out)
{
  zp_scan scan = { s, 0 };
  zp_phrase phrase = { .op = ZP_OP_NONE };
  *out = (zp_amount){ .from = 0 };
  if (!may_hold_number(s)) return false;
  for (int count = 0; count < LEAD_WORDS; count++) {
    zp_scan ahead = scan;
    zp_amount tried = { .phrase = phrase };
    if (take_core(&ahead, &tried)) {
      bool whole = finish(&ahead, &tried);
      *out = tried;
      if (whole) return add_each(s, out);
      if (!tried.number.in_words && !skip_year(&scan, &phrase)) return false;
    }
    if (!zp_phrase_lead(&scan, &phrase)) return false;
  }
  return false;
}

// ---- the short way ------------------------------------------------------------------------------

/// Digits that no date is written with: up to seven that are no year, a fraction of up to three.
static bool take_plain_digits(zp_scan *scan, zp_number *number)
{
  size_t from = scan->at, point;
  while (zp_is_digit(zp_scan_peek(scan))) scan->at++;
  size_t whole = scan->at - from;
  point = scan->at;
  if (whole == 0 || whole > 7) return false;
  if (zp_scan_byte(scan, '.'))
    while (zp_is_digit(zp_scan_peek(scan))) scan->at++;
  size_t places = scan->at == point ? 0 : scan->at - point - 1;
  if (places > 3 || (places == 0 && scan->at != point)) return false;
  *number = (zp_number){ .code = whole > 1 && scan->s.ptr[from] == '0' };
  int year;
  zp_scan first = { scan->s, from };
  if (zp_scan_digits(&first, 4, &year) && year >= 1900 && year < 2200) return false;
  return zp_qty_parse(zp_scan_since(scan, from), &number->qty, NULL) == ZP_OK;
}

bool zp_read_plain_amount(zp_text s, zp_amount *out)
{
  zp_scan scan = { s, 0 };
  bool signed_op = s.len != 0 && !zp_is_digit(s.ptr[0]);
  const zp_vocab_row *op = signed_op ? zp_scan_word(&scan, ZP_VOCAB_OP_GLYPH) : NULL;
  zp_number number;
  if ((signed_op && op == NULL) || !take_plain_digits(&scan, &number)) return false;
  zp_text rest = zp_scan_rest(&scan);
  // 0起 may be an event that did not happen, 100余人 is about a hundred, 12月 and 3年 may be dates.
  if (rest.len != 0 && (number.qty.digits == 0 || zp_scan_sees(&scan, ZP_VOCAB_APPROX_INSIDE) ||
                        zp_may_hold_date(rest)))
    return false;
  *out = (zp_amount){ .number = number, .phrase.op = op == NULL ? ZP_OP_NONE : (zp_op)op->meaning };
  return rest.len == 0 ||
         (zp_scan_unit(&scan, &out->unit) && zp_scan_end(&scan) && !out->unit.scale_only);
}
