// frame.c: heads of frames: fixarray of three, uint 8, uint 32, bin 32; and failures.
#include "batch/frame.h"

#include <string.h>

enum { ARRAY_OF_3 = 0x93, UINT8 = 0xcc, UINT32 = 0xce, BIN32 = 0xc6, AT_ID = 3, AT_LENGTH = 8 };

static void put_32(uint32_t value, unsigned char *out)
{
  for (int i = 0; i < 4; i++) out[i] = (unsigned char)(value >> (24 - 8 * i));
}

static uint32_t take_32(const unsigned char *from)
{
  return (uint32_t)from[0] << 24 | (uint32_t)from[1] << 16 | (uint32_t)from[2] << 8 | from[3];
}

void zp_frame_put_head(const zp_frame *frame, unsigned char head[ZP_FRAME_HEAD])
{
  head[0] = ARRAY_OF_3;
  head[1] = UINT8;
  head[2] = (unsigned char)frame->type;
  head[AT_ID] = UINT32;
  put_32(frame->id, head + AT_ID + 1);
  head[AT_LENGTH] = BIN32;
  put_32(frame->len, head + AT_LENGTH + 1);
}

bool zp_frame_take_head(const unsigned char head[ZP_FRAME_HEAD], zp_frame *out)
{
  if (head[0] != ARRAY_OF_3 || head[1] != UINT8 || head[AT_ID] != UINT32 || head[AT_LENGTH] != BIN32) return false;
  if (head[2] == 0 || head[2] >= ZP_FRAME_TYPES) return false;
  *out = (zp_frame){ (zp_frame_type)head[2], take_32(head + AT_ID + 1), take_32(head + AT_LENGTH + 1) };
  return out->len <= (out->type == ZP_FRAME_DATA ? (uint32_t)ZP_FRAME_PART : (uint32_t)ZP_FRAME_MOST);
}

// ---- failures --------------------------------------------------------------------------------------------------------

static size_t append(char *room, size_t size, size_t len, zp_text text)
{
  if (text.len > size - len) text.len = size - len;
  if (text.len != 0) memcpy(room + len, text.ptr, text.len);
  return len + text.len;
}

size_t zp_frame_put_failure(zp_status status, zp_text first, zp_text second, char *room, size_t size)
{
  const zp_text end = { "", 1 };
  size_t len = append(room, size, 0, zp_text_from(zp_status_code(status)));
  len = append(room, size, len, end);
  len = append(room, size, len, first);
  len = append(room, size, len, end);
  return append(room, size, len, second);
}

/// The part of the bytes before the next NUL; *at moves behind it.
static zp_text next_part(zp_text bytes, size_t *at)
{
  size_t from = *at, to = from;
  while (to < bytes.len && bytes.ptr[to] != '\0') to++;
  *at = to < bytes.len ? to + 1 : to;
  return zp_text_slice(bytes, from, to);
}

bool zp_frame_take_failure(zp_text bytes, zp_status *status, zp_text *first, zp_text *second)
{
  size_t at = 0;
  *status = zp_status_from_code(next_part(bytes, &at));
  *first = next_part(bytes, &at);
  *second = next_part(bytes, &at);
  return *status != ZP_STATUS_COUNT && *status != ZP_OK;
}
