// cursor.c: headers, texts, whole numbers, true and false: there is nothing else in a result.
#include "store/cursor.h"

#include <string.h>

typedef struct form { uint8_t fix, fix_mask, wide16, wide32; } form;
static const form map_form = { 0x80, 0xF0, 0xDE, 0xDF }, array_form = { 0x90, 0xF0, 0xDC, 0xDD };

static size_t left(const zp_cursor *cursor)
{
  return cursor->bytes.len - cursor->at;
}

static const uint8_t *here(const zp_cursor *cursor)
{
  return (const uint8_t *)cursor->bytes.ptr + cursor->at;
}

/// The token may go on where the window ends.
static size_t cut_off(zp_cursor *cursor)
{
  cursor->cut = cursor->behind != 0;
  return 0;
}

/// Bytes of the header of that form, its count in *count; 0 when it is not one or is cut off.
static size_t header(zp_cursor *cursor, form wanted, size_t *count)
{
  const uint8_t *p = here(cursor);
  size_t rest = left(cursor), bytes = 0;
  *count = 0;
  cursor->cut = false;
  if (rest == 0) return cut_off(cursor);
  if ((p[0] & wanted.fix_mask) == wanted.fix) {
    *count = p[0] & 0x0F;
    return 1;
  }
  if (p[0] == wanted.wide16) bytes = 2;
  if (p[0] == wanted.wide32) bytes = 4;
  if (bytes == 0) return 0;
  if (rest <= bytes) return cut_off(cursor);
  for (size_t i = 1; i <= bytes; i++) *count = *count << 8 | p[i];
  return 1 + bytes;
}

static bool enter(zp_cursor *cursor, form wanted, size_t least, size_t *count)
{
  size_t bytes = header(cursor, wanted, count);
  if (bytes == 0 || *count > (left(cursor) - bytes + cursor->behind) / least) return false;
  cursor->at += bytes;
  return true;
}

bool zp_cursor_map(zp_cursor *cursor, size_t *pairs)
{
  return enter(cursor, map_form, 2, pairs);
}

bool zp_cursor_array(zp_cursor *cursor, size_t *items)
{
  return enter(cursor, array_form, 1, items);
}

/// Bytes of the header of a text that is there as a whole, its length in *len; 0 when it is none or is cut off.
static size_t text_header(zp_cursor *cursor, size_t *len)
{
  const uint8_t *p = here(cursor);
  size_t rest = left(cursor), bytes = 0;
  cursor->cut = false;
  if (rest == 0) return cut_off(cursor);
  if ((p[0] & 0xE0) == 0xA0) *len = p[0] & 0x1F;
  else if (p[0] >= 0xD9 && p[0] <= 0xDB) bytes = (size_t)1 << (p[0] - 0xD9);
  else return 0;
  if (rest <= bytes) return cut_off(cursor);
  if (bytes != 0) *len = 0;
  for (size_t i = 1; i <= bytes; i++) *len = *len << 8 | p[i];
  return *len > rest - bytes - 1 ? cut_off(cursor) : 1 + bytes;
}

bool zp_cursor_text(zp_cursor *cursor, zp_text *out)
{
  size_t len = 0, head = text_header(cursor, &len), bytes = head + len, bad;
  if (head == 0) return false;
  zp_text text = { cursor->bytes.ptr + cursor->at + head, len };
  if (!zp_text_utf8(text, &bad)) return false;
  if (cursor->keep != NULL) {
    text = zp_text_copy(text, cursor->keep);
    if (text.ptr == NULL) return false;
  }
  cursor->at += bytes;
  *out = text;
  return true;
}

/// Bytes of the number that stands here, first byte included, and its value; 0 when there is none, it is cut off, or too large.
static size_t wide_number(zp_cursor *cursor, int64_t *out)
{
  const uint8_t *p = here(cursor);
  uint64_t value = 0;
  cursor->cut = false;
  if (left(cursor) == 0) return cut_off(cursor);
  if (p[0] >= 0xE0) return *out = (int8_t)p[0], 1;
  if (p[0] < 0xCC || p[0] > 0xD3) return 0;
  bool negative = p[0] >= 0xD0;
  size_t bytes = (size_t)1 << (p[0] - (negative ? 0xD0 : 0xCC));
  if (left(cursor) <= bytes) return cut_off(cursor);
  for (size_t i = 1; i <= bytes; i++) value = value << 8 | p[i];
  if (negative && bytes < 8 && (value >> (8 * bytes - 1)) != 0) value |= UINT64_MAX << 8 * bytes;
  if (!negative && value > INT64_MAX) return 0;
  *out = (int64_t)value;
  return 1 + bytes;
}

bool zp_cursor_wide(zp_cursor *cursor, int64_t low, int64_t high, int64_t *out)
{
  int64_t value = 0;
  size_t bytes = 1;
  if (left(cursor) != 0 && *here(cursor) < 0x80) value = *here(cursor);
  else bytes = wide_number(cursor, &value);
  if (bytes == 0 || value < low || value > high) return false;
  cursor->at += bytes;
  *out = value;
  return true;
}

bool zp_cursor_flag(zp_cursor *cursor, bool *out)
{
  cursor->cut = false;
  if (left(cursor) == 0) return cut_off(cursor) != 0;
  if (*here(cursor) != 0xC2 && *here(cursor) != 0xC3) return false;
  *out = *here(cursor) == 0xC3;
  cursor->at++;
  return true;
}

bool zp_cursor_same(zp_cursor *cursor, zp_text wanted)
{
  size_t there = left(cursor) < wanted.len ? left(cursor) : wanted.len;
  cursor->cut = false;
  if (memcmp(here(cursor), wanted.ptr, there) != 0) return false;
  if (there < wanted.len) return cut_off(cursor) != 0;
  cursor->at += wanted.len;
  return true;
}
