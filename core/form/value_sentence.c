// value_sentence.c: telling sentences from near misses.
#include "form/value_sentence.h"

#include "form/value_date.h"

enum { SENTENCE_CHARACTERS = 5 };

void zp_refuse(zp_value *value, const zp_folded *cell, size_t from, size_t to, uint32_t notes)
{
  zp_text text = value->text;
  *value = (zp_value){ .kind = ZP_KIND_COMPOUND, .text = text, .notes = notes };
  if (from >= to || to > cell->s.len) return;
  value->bad_from = zp_fold_origin(cell, from);
  value->bad_bytes = zp_fold_origin(cell, to) - value->bad_from;
}

/// The numbers of a text; the place of the first.
typedef struct count {
  size_t numbers, from, to;
  zp_number first;
} count;

static count count_numbers(zp_text s)
{
  count found = { .numbers = 0 };
  zp_scan scan = { s, 0 };
  while (!zp_scan_end(&scan)) {
    zp_scan ahead = scan;
    zp_number number;
    bool starts = zp_is_digit(zp_scan_peek(&scan)) && zp_scan_number(&ahead, &number);
    if (!starts) {
      zp_text_next(scan.s, &scan.at);
      continue;
    }
    if (found.numbers++ == 0) {
      found.from = scan.at;
      found.to = ahead.at;
      found.first = number;
    }
    scan = ahead;
  }
  return found;
}

static size_t count_words(zp_text s)
{
  size_t words = 0;
  for (size_t at = 0; at < s.len;)
    if (zp_is_han(zp_text_next(s, &at))) words++;
  return words;
}

/// Only words and the signs between them: what stands before the number of a sentence.
static bool is_prose(zp_text s)
{
  static const char signs[] = ",;:()[]\"";
  for (size_t at = 0; at < s.len;) {
    uint32_t c = zp_text_next(s, &at);
    bool sign = c == 0x3001;
    for (size_t i = 0; i + 1 < sizeof signs; i++) sign = sign || c == (uint32_t)signs[i];
    if (!sign && !zp_is_han(c)) return false;
  }
  return true;
}

/// ①②: marks of a list, which is no value whatever stands in it.
static bool has_list_marks(zp_text s)
{
  for (size_t at = 0; at < s.len;) {
    uint32_t c = zp_text_next(s, &at);
    if (c >= 0x2460 && c <= 0x249B) return true;
  }
  return false;
}

/// The number of a sentence, unless it is part of a date, a code or a scoring rule.
static zp_status keep_number(const zp_folded *cell, const count *found, zp_value *value, zp_arena *arena, zp_error *err)
{
  zp_scan scan = { cell->s, found->from };
  zp_period period;
  zp_unit_parts unit;
  zp_number number;
  bool approximate;
  zp_refuse(value, cell, 0, 0, 0);
  if (found->numbers != 1 || zp_vocab_within(ZP_VOCAB_SCORING, cell->s) || has_list_marks(cell->s)) return ZP_OK;
  if (found->first.code || found->first.too_long) return ZP_OK;
  if (zp_scan_period(&scan, NULL, &period) != ZP_DATE_NONE && !period.numeric) return ZP_OK;
  scan.at = found->from;
  if (!zp_scan_amount(&scan, &number, &unit, &approximate)) return ZP_OK;
  value->has_number = true;
  value->number = number.qty;
  value->notes = ZP_NOTE_NUMBER_IN_SENTENCE;
  return zp_unit_text(&unit, arena, &value->unit, err);
}

zp_status zp_read_sentence(const zp_folded *cell, const zp_amount *tried, zp_value *value, zp_arena *arena, zp_error *err)
{
  zp_text s = cell->s;
  count found = count_numbers(s);
  size_t to = tried->to > found.from && tried->to <= s.len ? tried->to : found.to;
  zp_text before = zp_text_slice(s, 0, found.from), behind = zp_text_slice(s, to, s.len);
  bool garbled = !is_prose(before);
  bool short_tail = behind.len != 0 && count_words(behind) < SENTENCE_CHARACTERS;
  if (found.numbers == 0 || has_list_marks(s)) return keep_number(cell, &found, value, arena, err);

  if (found.first.too_long) {
    zp_refuse(value, cell, found.from, found.to, ZP_NOTE_NOT_A_VALUE | ZP_NOTE_OUT_OF_RANGE);
  } else if (found.numbers == 1 && tried->from != tried->to && short_tail) {
    zp_refuse(value, cell, to, s.len, ZP_NOTE_NOT_A_VALUE);
  } else if (behind.len == 0 && tried->from != tried->to && count_words(before) == 0) {
    zp_refuse(value, cell, 0, s.len, ZP_NOTE_NOT_A_VALUE);
  } else if (found.numbers == 1 && garbled && count_words(s) < SENTENCE_CHARACTERS) {
    zp_refuse(value, cell, 0, found.from, ZP_NOTE_NOT_A_VALUE);
  } else if (found.numbers > 1 && count_words(s) == 0) {
    zp_refuse(value, cell, to < s.len ? to : 0, s.len, ZP_NOTE_NOT_A_VALUE);
  } else {
    return keep_number(cell, &found, value, arena, err);
  }
  return ZP_OK;
}
