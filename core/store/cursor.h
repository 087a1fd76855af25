// cursor.h: one msgpack token after another, by hand: msgpack-c takes memory for a declared count before it has seen the items
// (five bytes can ask for 96 GiB), and for a number as long as a row of them may take.
#pragma once

#include "base/text.h"

typedef struct zp_cursor {
  zp_text bytes;       // what is at hand: all, or a window on a file
  size_t at;           // offset of the next token; a refused token is not passed
  uint64_t before, behind;  // bytes of the file on both sides of the window
  bool cut;            // the last token was refused because it goes on behind the window
  zp_arena *keep;      // texts are copied there, for the window moves on; NULL: they stay slices of the bytes
} zp_cursor;

/// Header of a map or an array; false when another token stands here or more items are declared than bytes are left.
bool zp_cursor_map(zp_cursor *cursor, size_t *pairs);
bool zp_cursor_array(zp_cursor *cursor, size_t *items);
/// A string in UTF-8. Also false when there is no memory to keep it: zp_arena_short() tells.
bool zp_cursor_text(zp_cursor *cursor, zp_text *out);
/// A whole number from `low` to `high`.
bool zp_cursor_wide(zp_cursor *cursor, int64_t low, int64_t high, int64_t *out);
static inline bool zp_cursor_number(zp_cursor *cursor, int64_t low, int64_t high, int64_t *out)
{
  if (cursor->at >= cursor->bytes.len || (uint8_t)cursor->bytes.ptr[cursor->at] > 0x7F) return zp_cursor_wide(cursor, low, high, out);
  int64_t value = cursor->bytes.ptr[cursor->at];  // most numbers are small
  if (value < low || value > high) {
    cursor->cut = false;
    return false;
  }
  cursor->at++;
  *out = value;
  return true;
}
bool zp_cursor_flag(zp_cursor *cursor, bool *out);
/// Exactly these bytes.
bool zp_cursor_same(zp_cursor *cursor, zp_text wanted);
