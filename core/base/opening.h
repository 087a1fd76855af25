// opening.h: with which character a word begins, as a number to compare and as a mark in a set: the cheap question before the
// dear one when many words may stand at many places.
#pragma once

#include "base/text.h"

/// A set of marks: 512 bits. Other characters may share a mark, so that a set only ever says "no" for certain.
enum { ZP_MARK_WORDS = 8 };
typedef struct zp_marks { uint64_t bits[ZP_MARK_WORDS]; } zp_marks;

#define ZP_OPENING_BYTE(word, i) ((uint32_t)(unsigned char)("" word)[i])
/// The opening of a literal in UTF-8 of one to three bytes a character, as a constant.
#define ZP_OPENING(word)                                                                                                \
  (ZP_OPENING_BYTE(word, 0) < 0x80 ? ZP_OPENING_BYTE(word, 0)                                                           \
                                   : ZP_OPENING_BYTE(word, 0) << 16 | ZP_OPENING_BYTE(word, 1) << 8 |                   \
                                         (ZP_OPENING_BYTE(word, 0) < 0xE0 ? 0 : ZP_OPENING_BYTE(word, 2)))
#define ZP_MARK(opening) ((opening) * 0x9E3779B1u >> 23)

/// The same of the character at `at`; 0 when it is cut off or nothing is there.
static inline uint32_t zp_opening_at(zp_text text, size_t at)
{
  if (at >= text.len) return 0;
  const unsigned char *p = (const unsigned char *)text.ptr + at;
  size_t left = text.len - at;
  if (p[0] < 0x80) return p[0];
  if (left < 2 || (p[0] >= 0xE0 && left < 3)) return 0;
  return (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | (p[0] < 0xE0 ? 0 : p[2]);
}

static inline bool zp_marks_has(const zp_marks *marks, uint32_t opening)
{
  uint32_t mark = ZP_MARK(opening);
  return (marks->bits[mark >> 6] >> (mark & 63) & 1) != 0;
}

static inline void zp_marks_add(zp_marks *marks, uint32_t opening)
{
  uint32_t mark = ZP_MARK(opening);
  marks->bits[mark >> 6] |= (uint64_t)1 << (mark & 63);
}

/// True for a byte inside of a character, where no word begins.
static inline bool zp_is_inside(char byte)
{
  return ((unsigned char)byte & 0xC0) == 0x80;
}
