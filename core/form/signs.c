// signs.c: the marks of Chinese prose; the characters themselves are in signs.def.
#include "form/signs.h"

#include <string.h>

zp_sign zp_sign_at(zp_text text, size_t at, size_t *next)
{
  *next = at;
  switch (zp_text_next(text, next)) {
#define ZP_SIGN(class, character) case character: return ZP_SIGN_##class;
#include "form/signs.def"
#undef ZP_SIGN
    default: return ZP_SIGN_NONE;
  }
}

size_t zp_sign_find(zp_text text, size_t from, zp_sign sign, size_t *next)
{
  for (size_t at = from; at < text.len; at = *next)
    if (zp_sign_at(text, at, next) == sign) return at;
  return SIZE_MAX;
}

/// Offset behind the signs of one class that start at `at`.
static size_t skip(zp_text text, size_t at, zp_sign sign)
{
  for (size_t next; at < text.len && zp_sign_at(text, at, &next) == sign;) at = next;
  return at;
}

static zp_sign sign_or_none(zp_text text, size_t at, size_t *next)
{
  *next = at;
  return at < text.len ? zp_sign_at(text, at, next) : ZP_SIGN_NONE;
}

static zp_numbering numbering_of(zp_text text, size_t end, zp_numbering_kind kind)
{
  return (zp_numbering){ kind, zp_text_slice(text, 0, end), zp_text_trim(zp_text_slice(text, end, text.len)) };
}

enum { NUMERAL_BYTES_MOST = 12 };

static zp_numbering bracketed(zp_text text, size_t inside)
{
  zp_numbering none = { ZP_NUMBERING_NONE, { NULL, 0 }, text };
  size_t han = skip(text, inside, ZP_SIGN_HAN), digits = skip(text, inside, ZP_SIGN_DIGIT), next;
  size_t end = han > inside ? han : digits;
  if (end == inside || end - inside > NUMERAL_BYTES_MOST) return none;
  if (sign_or_none(text, end, &next) != ZP_SIGN_CLOSE) return none;
  return numbering_of(text, next, han > inside ? ZP_NUMBERING_HAN_BRACKET : ZP_NUMBERING_ARABIC_BRACKET);
}

zp_numbering zp_numbering_read(zp_text whole)
{
  zp_text text = zp_text_trim(whole);
  zp_numbering none = { ZP_NUMBERING_NONE, { NULL, 0 }, text };
  size_t next, behind;
  zp_sign first = sign_or_none(text, 0, &next);
  if (first == ZP_SIGN_OPEN) return bracketed(text, next);
  if (first == ZP_SIGN_CIRCLED) return numbering_of(text, next, ZP_NUMBERING_CIRCLED);
  if (first != ZP_SIGN_HAN && first != ZP_SIGN_DIGIT) return none;
  size_t end = skip(text, 0, first);
  if (end > NUMERAL_BYTES_MOST) return none;
  zp_sign mark = sign_or_none(text, end, &next);
  if (first == ZP_SIGN_HAN)
    return mark == ZP_SIGN_LISTING || mark == ZP_SIGN_POINT ? numbering_of(text, next, ZP_NUMBERING_HAN) : none;
  if (mark == ZP_SIGN_CLOSE) return numbering_of(text, next, ZP_NUMBERING_ARABIC_BRACKET);
  if (mark == ZP_SIGN_POINT && sign_or_none(text, next, &behind) == ZP_SIGN_DIGIT) return none;
  return mark == ZP_SIGN_LISTING || mark == ZP_SIGN_POINT ? numbering_of(text, next, ZP_NUMBERING_ARABIC) : none;
}

/// Value of a digit of half or full width: the last byte of both ends in its value.
static int digit_value(zp_text text, size_t next)
{
  unsigned char last = (unsigned char)text.ptr[next - 1];
  return last < 0x80 ? last - '0' : last - 0x90;
}

int zp_year_find(zp_text text, size_t *at)
{
  size_t start = 0, next = 0;
  int value = 0, digits = 0;
  for (size_t i = 0; i < text.len; i = next) {
    zp_sign sign = zp_sign_at(text, i, &next);
    if (sign == ZP_SIGN_YEAR && digits == 4 && value >= 1900 && value < 3000) {
      *at = start;
      return value;
    }
    if (sign != ZP_SIGN_DIGIT) {
      value = digits = 0;
      continue;
    }
    if (digits == 0) start = i;
    if (digits < 5) {
      value = value * 10 + digit_value(text, next);
      digits++;
    }
  }
  return 0;
}

zp_text zp_brackets_strip(zp_text text, zp_arena *arena, zp_text *inside)
{
  *inside = (zp_text){ NULL, 0 };
  char *room = zp_arena_bytes(arena, text.len + 1);
  if (room == NULL) return (zp_text){ NULL, 0 };
  size_t len = 0, next = 0;
  for (size_t at = 0; at < text.len; at = next) {
    if (zp_sign_at(text, at, &next) == ZP_SIGN_OPEN) {
      size_t open = next, close = zp_sign_find(text, open, ZP_SIGN_CLOSE, &next);
      if (close != SIZE_MAX) {
        *inside = zp_text_trim(zp_text_slice(text, open, close));
        continue;
      }
      next = open;
    }
    memcpy(room + len, text.ptr + at, next - at);
    len += next - at;
  }
  zp_text rest = { room, len };
  if (!zp_text_blank(rest)) return rest;
  *inside = (zp_text){ NULL, 0 };
  return text.ptr == NULL ? ZP_TEXT("") : text;
}

size_t zp_character_count(zp_text text)
{
  size_t count = 0;
  for (size_t i = 0; i < text.len; i++)
    if (((unsigned char)text.ptr[i] & 0xC0) != 0x80) count++;
  return count;
}
