// heading_text.c: the words of one heading.
#include "form/heading_text.h"

#include "form/signs.h"

enum { HEADING_BYTES_MOST = 240, FOLDED_BYTES_MOST = 60 };  // longer texts are sentences

/// The next bracketed part at or after *at; empty and false when there is none.
static bool next_bracket(zp_text text, size_t *at, zp_text *inside)
{
  size_t from, to;
  size_t open = zp_sign_find(text, *at, ZP_SIGN_OPEN, &from);
  size_t close = open == SIZE_MAX ? SIZE_MAX : zp_sign_find(text, from, ZP_SIGN_CLOSE, &to);
  if (close == SIZE_MAX) return false;
  *inside = zp_text_trim(zp_text_slice(text, from, close));
  *at = to;
  return true;
}

static zp_text leading_digits(zp_text text)
{
  size_t end = 0, next;
  while (end < text.len) {
    zp_sign sign = zp_sign_at(text, end, &next);
    if (sign != ZP_SIGN_DIGIT && (sign != ZP_SIGN_POINT || end == 0)) break;
    end = next;
  }
  return zp_text_slice(text, 0, end);
}

zp_text zp_bracket_points(const zp_lexicon *lexicon, zp_text text)
{
  zp_text inside, none = { NULL, 0 };
  for (size_t at = 0; next_bracket(text, &at, &inside);) {
    zp_text digits = leading_digits(inside);
    if (digits.len == 0) continue;
    zp_text rest = zp_text_trim(zp_text_slice(inside, digits.len, inside.len));
    for (size_t i = 0; rest.len != 0 && i < lexicon->layouts->count; i++)
      if (zp_words_prefix(&lexicon->layouts->items[i].point_units, rest) != 0) return digits;
  }
  return none;
}

static zp_text money_unit(const zp_lexicon *lexicon, zp_text text, zp_arena *arena)
{
  zp_text inside, none = { NULL, 0 };
  for (size_t at = 0; next_bracket(text, &at, &inside);) {
    zp_text unit = zp_lexicon_money_unit(lexicon, inside, arena);
    if (unit.len != 0) return unit;
  }
  return none;
}

/// Fields of a key as it is, in the layout or one that it names.
static uint32_t exact(const zp_lexicon *lexicon, size_t layout, zp_text key)
{
  uint32_t fields = zp_lexicon_fields(lexicon, layout, key);
  if (fields != 0 || layout == zp_lexicon_any(lexicon)) return fields;
  const zp_words *also = &lexicon->layouts->items[layout].also;
  for (size_t i = 0; i < also->count && fields == 0; i++)
    for (size_t k = 0; k < lexicon->layouts->count; k++)
      if (zp_text_equal(lexicon->layouts->items[k].id, also->items[i])) fields |= zp_lexicon_fields(lexicon, k, key);
  return fields;
}

static const uint32_t both = 1u << ZP_F_WEIGHT | 1u << ZP_F_DECLARED;

/// 分值/得分: where two headings in one meet in their key, by all layouts together; 0: it is one. Something must stand between
/// them, for 权重得分 may be one word.
static size_t meeting(const zp_lexicon *lexicon, zp_text text, zp_text key)
{
  size_t any = zp_lexicon_any(lexicon);
  if (key.len > FOLDED_BYTES_MOST || zp_text_trim(text).len == key.len) return 0;
  for (size_t at = 1; at < key.len; at++) {
    if (((unsigned char)key.ptr[at] & 0xC0u) == 0x80u) continue;
    uint32_t left = zp_lexicon_fields(lexicon, any, zp_text_slice(key, 0, at)) & both;
    if (left == 0 || left == both) continue;
    if ((left ^ (zp_lexicon_fields(lexicon, any, zp_text_slice(key, at, key.len)) & both)) == both) return at;
  }
  return 0;
}

static uint32_t folded(const zp_lexicon *lexicon, size_t layout, const zp_heading_words *words)
{
  if (words->meeting == 0 || layout == zp_lexicon_any(lexicon)) return 0;
  zp_text key = words->keys[0];
  uint32_t left = exact(lexicon, layout, zp_text_slice(key, 0, words->meeting));
  uint32_t right = exact(lexicon, layout, zp_text_slice(key, words->meeting, key.len));
  return (left ^ right) == both && (left & right) == 0 ? 1u << ZP_F_FOLDED : 0;
}

zp_status zp_heading_words_read(const zp_lexicon *lexicon, zp_text text, zp_arena *arena, zp_heading_words *out, zp_error *err)
{
  *out = (zp_heading_words){ .text = text };
  if (zp_text_blank(text) || text.len > HEADING_BYTES_MOST) return ZP_OK;
  zp_text inside, bare = zp_brackets_strip(text, arena, &inside);
  zp_text rest = zp_numbering_read(zp_text_trim(bare)).rest;
  const zp_text tries[] = { text, bare, rest };
  for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++) {
    if (i != 0 && tries[i].len == tries[i - 1].len) continue;
    zp_text key = zp_text_key(tries[i], arena);
    if (key.ptr == NULL) return zp_fail_memory(err);
    out->keys[out->count++] = key;
  }
  out->meeting = meeting(lexicon, text, out->keys[0]);
  if (inside.len == 0) return ZP_OK;
  out->unit = money_unit(lexicon, text, arena);
  out->points = zp_bracket_points(lexicon, text);
  return ZP_OK;
}

void zp_heading_words_mean(const zp_lexicon *lexicon, size_t layout, const zp_heading_words *words, bool guessing,
                           zp_heading_meaning *out)
{
  *out = (zp_heading_meaning){ .unit = words->unit, .points = words->points };
  for (size_t i = 0; i < words->count && out->fields == 0; i++) {
    out->fields = exact(lexicon, layout, words->keys[i]);
    if (i == 0 && out->fields == 0) out->fields = folded(lexicon, layout, words);
  }
  if (out->fields != 0 || !guessing || words->count == 0) return;
  out->fields = zp_lexicon_guess(lexicon, layout, words->keys[words->count - 1]);
  out->guessed = out->fields != 0;
}

zp_status zp_heading_mean(const zp_lexicon *lexicon, size_t layout, zp_text text, bool guessing, zp_arena *arena,
                          zp_heading_meaning *out, zp_error *err)
{
  zp_heading_words words;
  if (zp_heading_words_read(lexicon, text, arena, &words, err) != ZP_OK) return ZP_E_MEMORY;
  zp_heading_words_mean(lexicon, layout, &words, guessing, out);
  return ZP_OK;
}
