// frame.c: heads of frames: fixarray of three, uint 8, uint 32, bin 32.
#include "batch/frame.h"

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
