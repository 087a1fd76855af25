// value_unit.c: reading units.
#include "form/value_unit.h"

#include <string.h>

#include "model/value.h"

static void add_piece(zp_unit_parts *unit, zp_text piece)
{
  if (unit->count < ZP_UNIT_PIECES && piece.len != 0) unit->piece[unit->count++] = piece;
}

static bool is_letter(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// A row of the unit table; one in Latin letters must not run into another letter.
static const zp_vocab_row *take_word(zp_scan *scan)
{
  zp_scan ahead = *scan;
  const zp_vocab_row *row = zp_scan_word(&ahead, ZP_VOCAB_UNIT);
  if (row == NULL) return NULL;
  if (is_letter(row->word.ptr[row->word.len - 1]) && is_letter(zp_scan_peek(&ahead))) return NULL;
  *scan = ahead;
  return row;
}

static void add_word(zp_unit_parts *unit, const zp_vocab_row *row)
{
  add_piece(unit, row->usual);
  unit->counter = row->meaning == 1 || row->meaning == 2;
  unit->joins = row->meaning == 1;
  unit->digits_only = row->meaning == 3;
}

/// 次 behind 点 makes 点次; but 月 in 个月 is in the table, and a tail never swallows the head of a longer word.
static void take_tail(zp_scan *scan, zp_unit_parts *unit, const zp_vocab_row *head)
{
  zp_scan ahead = *scan;
  if (head->meaning == 0 || zp_scan_end(scan)) return;
  const zp_vocab_row *tail = zp_scan_word(&ahead, ZP_VOCAB_UNIT_TAIL);
  if (tail == NULL || zp_scan_han(&ahead, 1) != 0) return;
  add_piece(unit, tail->word);
  unit->counter = unit->digits_only = false;
  *scan = ahead;
}

/// A unit without "per": 个, 万元, 万人次, or 万 alone.
static bool take_simple(zp_scan *scan, zp_unit_parts *unit)
{
  zp_scan ahead = *scan;
  const zp_vocab_row *word = take_word(&ahead);
  if (word == NULL) {
    const zp_vocab_row *scale = zp_scan_word(&ahead, ZP_VOCAB_SCALE);
    if (scale == NULL) return false;
    add_piece(unit, scale->word);
    word = take_word(&ahead);
    unit->scale_only = word == NULL;
    if (word == NULL && scale->meaning == 0) return false;
  }
  if (word != NULL) {
    add_word(unit, word);
    take_tail(&ahead, unit, word);
  }
  *scan = ahead;
  return true;
}

/// An unknown word of up to `most` Chinese characters that runs up to the end or to something that is no word.
static size_t new_word(const zp_scan *scan, size_t most)
{
  zp_scan ahead = *scan;
  for (size_t count = 0; zp_scan_han(&ahead, 1) != 0; count++) {
    if (count > 0 && (zp_scan_sees(&ahead, ZP_VOCAB_OP_AFTER) || zp_scan_sees(&ahead, ZP_VOCAB_APPROX_AFTER))) break;
    if (count == most || zp_scan_sees(&ahead, ZP_VOCAB_DOUBT) || zp_scan_sees(&ahead, ZP_VOCAB_NO_UNIT)) return 0;
    ahead.at += zp_scan_han(&ahead, 1);
  }
  return zp_is_digit(zp_scan_peek(&ahead)) || is_letter(zp_scan_peek(&ahead)) ? 0 : ahead.at - scan->at;
}

static bool take_per_thing(zp_scan *scan, zp_unit_parts *unit, bool open)
{
  zp_unit_parts thing = { .count = 0 };
  zp_scan ahead = *scan;
  size_t fresh = open ? new_word(scan, 4) : 0;
  bool known = take_simple(&ahead, &thing) && !thing.scale_only && ahead.at - scan->at >= fresh;
  if (known && !zp_text_contains(zp_scan_since(&ahead, scan->at), ZP_TEXT("/"))) {
    for (size_t i = 0; i < thing.count; i++) add_piece(unit, thing.piece[i]);
    *scan = ahead;
    return true;
  }
  if (fresh == 0) return false;
  add_piece(unit, zp_text_slice(scan->s, scan->at, scan->at + fresh));
  scan->at += fresh;
  return true;
}

static void take_pers(zp_scan *scan, zp_unit_parts *unit)
{
  for (int count = 0; count < 3; count++) {
    zp_scan ahead = *scan;
    const zp_vocab_row *per = zp_scan_word(&ahead, ZP_VOCAB_PER);
    if (per == NULL || (per->meaning == 1 && count == 0)) return;
    zp_unit_parts longer = *unit;
    bool slash = per->word.ptr[0] == '/';
    if (longer.scale_only) add_piece(&longer, zp_vocab_first(ZP_VOCAB_YUAN));  // 3万/公里
    longer.scale_only = false;
    add_piece(&longer, count == 0 || slash ? ZP_TEXT("/") : ZP_TEXT("\xC2\xB7"));
    if (!take_per_thing(&ahead, &longer, slash)) return;
    longer.counter = longer.joins = longer.digits_only = false;
    *unit = longer;
    *scan = ahead;
  }
}

bool zp_scan_unit(zp_scan *scan, zp_unit_parts *out)
{
  zp_scan ahead = *scan;
  zp_unit_parts unit = { .count = 0 };
  bool bracket = zp_scan_byte(&ahead, '(');
  if (!take_simple(&ahead, &unit)) return false;
  take_pers(&ahead, &unit);
  if (bracket && !zp_scan_byte(&ahead, ')')) return false;
  *out = unit;
  *scan = ahead;
  return true;
}

bool zp_scan_new_unit(zp_scan *scan, zp_unit_parts *out)
{
  zp_unit_parts unit = { .count = 0 };
  size_t fresh = new_word(scan, 3);
  if (fresh == 0) return false;
  add_piece(&unit, zp_text_slice(scan->s, scan->at, scan->at + fresh));
  scan->at += fresh;
  take_pers(scan, &unit);
  *out = unit;
  return true;
}

bool zp_scan_thing(zp_scan *scan, bool known, zp_unit_parts *unit, bool *left_out)
{
  zp_scan ahead = *scan;
  size_t length = new_word(scan, 10), joined = new_word(scan, 5);
  if (!unit->counter) return false;
  if (known) {
    const zp_vocab_row *row = zp_scan_word(&ahead, ZP_VOCAB_NOUN);
    if (row == NULL) return false;
    length = joined = row->word.len;
  }
  if (length == 0) return false;
  if (unit->joins && joined != 0) add_piece(unit, zp_text_slice(scan->s, scan->at, scan->at + joined));
  else *left_out = true;
  unit->counter = false;
  scan->at += length;
  return true;
}

bool zp_scan_each(zp_scan *scan, zp_unit_parts *each)
{
  zp_scan ahead = *scan;
  zp_unit_parts longer = *each, thing = { .count = 0 };
  const zp_vocab_row *per = zp_scan_word(&ahead, ZP_VOCAB_PER);
  if (per == NULL || per->word.ptr[0] == '/' || per->meaning == 1) return false;
  if (!take_simple(&ahead, &thing) || thing.scale_only) return false;
  add_piece(&longer, each->count == 0 ? ZP_TEXT("/") : ZP_TEXT("\xC2\xB7"));
  for (size_t i = 0; i < thing.count; i++) add_piece(&longer, thing.piece[i]);
  *each = longer;
  *scan = ahead;
  return true;
}

void zp_unit_per(zp_unit_parts *unit, const zp_unit_parts *each)
{
  for (size_t i = 0; i < each->count; i++) add_piece(unit, each->piece[i]);
}

// ---- as text -------------------------------------------------------------------------------------------------------

zp_status zp_unit_text(const zp_unit_parts *unit, zp_arena *arena, zp_text *out, zp_error *err)
{
  size_t length = 0, at = 0;
  *out = unit->count == 1 ? unit->piece[0] : (zp_text){ NULL, 0 };
  if (unit->count <= 1) return ZP_OK;
  for (size_t i = 0; i < unit->count; i++) length += unit->piece[i].len;
  char *room = zp_arena_bytes(arena, length);
  if (room == NULL) return zp_fail_memory(err);
  for (size_t i = 0; i < unit->count; i++) {
    if (unit->piece[i].len == 0) continue;
    memcpy(room + at, unit->piece[i].ptr, unit->piece[i].len);
    at += unit->piece[i].len;
  }
  *out = (zp_text){ room, length };
  return ZP_OK;
}

enum { COLUMN_MOST = 96 };

static bool has_words(zp_text s)
{
  for (size_t at = 0; at < s.len;) {
    uint32_t c = zp_text_next(s, &at);
    if (c == '%' || c == 0x2030 || c == 0x2103 || zp_is_han(c) || (c < 0x80 && is_letter((char)c))) return true;
  }
  return false;
}

/// "(人民币)" behind a unit.
static bool is_remark(zp_text rest)
{
  return rest.len == 0 || (rest.ptr[0] == '(' && rest.ptr[rest.len - 1] == ')');
}

/// A column that is one word of the unit table, as it is spelt there, and of no other.
static bool is_known(zp_text column, zp_text *usual)
{
  const zp_vocab_row *row = zp_vocab_whole(ZP_VOCAB_UNIT, column);
  bool other = row == NULL || !zp_text_equal(row->word, column) ||
               zp_vocab_whole(ZP_VOCAB_UNIT_NONE, column) != NULL ||
               zp_vocab_whole(ZP_VOCAB_PLACEHOLDER, column) != NULL ||
               zp_vocab_at(ZP_VOCAB_UNIT_LABEL, column, 0) != NULL;
  if (!other) *usual = row->usual;
  return !other;
}

zp_status zp_unit_column(zp_text column, zp_arena *arena, zp_text *out, zp_error *err)
{
  zp_folded cell;
  zp_unit_parts unit = { .count = 0 };
  *out = (zp_text){ NULL, 0 };
  if (column.len > COLUMN_MOST || zp_text_blank(column)) return ZP_OK;
  if (is_known(column, out)) return ZP_OK;
  if (zp_fold(column, arena, &cell, err) != ZP_OK) return err->status;
  zp_scan scan = { cell.s, 0 };
  zp_scan_word(&scan, ZP_VOCAB_UNIT_LABEL);
  zp_text s = zp_scan_rest(&scan);
  bool none = !has_words(s) || zp_vocab_whole(ZP_VOCAB_UNIT_NONE, s) != NULL || zp_vocab_whole(ZP_VOCAB_PLACEHOLDER, s) != NULL;
  if (none) return ZP_OK;
  if (zp_scan_unit(&scan, &unit) && is_remark(zp_scan_rest(&scan))) {
    if (unit.scale_only) add_piece(&unit, zp_vocab_first(ZP_VOCAB_YUAN));
    return zp_unit_text(&unit, arena, out, err);
  }
  *out = s;
  return ZP_OK;
}
