// cursor.c: headers of containers and texts by hand, every other token by msgpack-c.
#include "store/cursor.h"

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

/// Reads a token of that type without passing it; the bytes it takes, or 0.
static size_t peek(zp_cursor *cursor, msgpack_object *out)
{
  size_t ignored, bytes = 0;
  if (header(cursor, map_form, &ignored) != 0 || header(cursor, array_form, &ignored) != 0) return 0;
  if (left(cursor) == 0) return 0;  // said by header()
  msgpack_unpack_return got =
    msgpack_unpack(cursor->bytes.ptr + cursor->at, left(cursor), &bytes, cursor->zone, out);
  if (got == MSGPACK_UNPACK_CONTINUE) return cut_off(cursor);
  return got == MSGPACK_UNPACK_SUCCESS || got == MSGPACK_UNPACK_EXTRA_BYTES ? bytes : 0;
}

/// Bytes of the header of a text that is there as a whole, its length in *len; 0 when it is none or is cut off. By hand, for
/// texts are most of what is stored.
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

bool zp_cursor_number(zp_cursor *cursor, int64_t low, int64_t high, int64_t *out)
{
  msgpack_object token;
  if (left(cursor) != 0 && *here(cursor) < 0x80) {  // most numbers are small
    if (*here(cursor) < low || *here(cursor) > high) return false;
    *out = *here(cursor);
    cursor->at++;
    return true;
  }
  size_t bytes = peek(cursor, &token);
  if (bytes == 0) return false;
  if (token.type != MSGPACK_OBJECT_POSITIVE_INTEGER && token.type != MSGPACK_OBJECT_NEGATIVE_INTEGER) return false;
  if (token.type == MSGPACK_OBJECT_POSITIVE_INTEGER && token.via.u64 > INT64_MAX) return false;
  if (token.via.i64 < low || token.via.i64 > high) return false;
  cursor->at += bytes;
  *out = token.via.i64;
  return true;
}

bool zp_cursor_flag(zp_cursor *cursor, bool *out)
{
  msgpack_object token;
  size_t bytes = peek(cursor, &token);
  if (bytes == 0 || token.type != MSGPACK_OBJECT_BOOLEAN) return false;
  cursor->at += bytes;
  *out = token.via.boolean;
  return true;
}
