// biff.c: bytes of records, over the seams of CONTINUE. Every length is held against what is there
// before anything is taken.
#include "plugins/readers/biff.h"

#include <string.h>

enum { HEAD = 4, FLAG_WIDE = 1, FLAG_PHONETIC = 4, FLAG_RICH = 8, RUN_BYTES = 4 };

static uint16_t u16_at(zp_text stream, size_t at)
{
  const unsigned char *p = (const unsigned char *)stream.ptr + at;
  return (uint16_t)(p[0] | p[1] << 8);
}

bool zp_biff_open(zp_biff *record, size_t at)
{
  if (at > record->stream.len || record->stream.len - at < HEAD) return false;
  size_t size = u16_at(record->stream, at + 2);
  if (size > record->stream.len - at - HEAD) return false;
  record->type = u16_at(record->stream, at);
  record->start = record->at = at + HEAD;
  record->end = record->next = record->at + size;
  record->cut = false;
  return true;
}

size_t zp_biff_left(const zp_biff *record)
{
  return record->end - record->at;
}

/// Moves into the CONTINUE record that follows; false when there is none.
static bool go_on(zp_biff *record)
{
  zp_biff more = *record;
  if (!zp_biff_open(&more, record->next) || more.type != ZP_BIFF_CONTINUE) return false;
  record->at = more.at;
  record->end = record->next = more.end;
  return true;
}

/// True when a byte is there, maybe in the next part.
static bool more(zp_biff *record)
{
  while (record->at == record->end)
    if (record->cut || !go_on(record)) {
      record->cut = true;
      return false;
    }
  return true;
}

uint8_t zp_biff_u8(zp_biff *record)
{
  return more(record) ? (uint8_t)record->stream.ptr[record->at++] : 0;
}

uint16_t zp_biff_u16(zp_biff *record)
{
  uint16_t low = zp_biff_u8(record);
  return (uint16_t)(low | zp_biff_u8(record) << 8);
}

uint32_t zp_biff_u32(zp_biff *record)
{
  uint32_t low = zp_biff_u16(record);
  return low | (uint32_t)zp_biff_u16(record) << 16;
}

double zp_biff_double(zp_biff *record)
{
  uint64_t bits = zp_biff_u32(record);
  double value;
  bits |= (uint64_t)zp_biff_u32(record) << 32;
  memcpy(&value, &bits, sizeof value);
  return value;
}

void zp_biff_skip(zp_biff *record, size_t bytes)
{
  while (bytes != 0 && more(record)) {
    size_t step = bytes < zp_biff_left(record) ? bytes : zp_biff_left(record);
    record->at += step;
    bytes -= step;
  }
}

double zp_biff_rk(uint32_t rk)
{
  double value;
  if ((rk & 2) != 0) {
    value = (double)((int32_t)rk >> 2);
  } else {
    uint64_t bits = (uint64_t)(rk & ~3u) << 32;
    memcpy(&value, &bits, sizeof value);
  }
  return (rk & 1) != 0 ? value / 100 : value;
}

// ---- Unicode texts
// ---------------------------------------------------------------------------------------------------

/// UTF-16 on its way to UTF-8; a pair may have a seam in the middle.
typedef struct units {
  char *room;
  size_t len;
  uint32_t high;
} units;

static void put_unit(units *out, uint32_t unit)
{
  bool low = unit >= 0xDC00 && unit < 0xE000;
  if (out->high != 0) {
    uint32_t pair = 0x10000 + ((out->high - 0xD800) << 10) + (unit - 0xDC00);
    out->len += zp_encoding_put(low ? pair : 0xFFFD, out->room + out->len);
    out->high = 0;
    if (low) return;
  }
  if (unit >= 0xD800 && unit < 0xDC00)
    out->high = unit;
  else if (unit != 0)
    out->len += zp_encoding_put(unit, out->room + out->len);
}

/// Characters of one part; returns how many.
static size_t put_part(zp_biff *record, bool two, size_t count, units *out)
{
  size_t there = two ? zp_biff_left(record) / 2 : zp_biff_left(record);
  if (there > count) there = count;
  for (size_t i = 0; i < there; i++) {
    put_unit(out, two ? u16_at(record->stream, record->at)
                      : (unsigned char)record->stream.ptr[record->at]);
    record->at += two ? 2 : 1;
  }
  return there;
}

/// Bytes of UTF-8 that the text may need: exactly known for the usual case of plain characters
/// without a seam.
static size_t room_for(const zp_biff *record, bool two, size_t count)
{
  size_t room = count;
  if (two || count > zp_biff_left(record)) return count * 3 + 1;
  for (size_t i = 0; i < count; i++) room += (unsigned char)record->stream.ptr[record->at + i] >> 7;
  return room + 1;
}

/// In every part that goes on with a text, its first byte says again how wide the characters are.
static zp_status wide_text(zp_biff *record, size_t count, zp_arena *arena, zp_text *out)
{
  uint8_t flags = zp_biff_u8(record);
  size_t runs = (flags & FLAG_RICH) != 0 ? zp_biff_u16(record) : 0;
  size_t phonetic = (flags & FLAG_PHONETIC) != 0 ? zp_biff_u32(record) : 0;
  bool two = (flags & FLAG_WIDE) != 0;
  if (record->cut || count > record->stream.len - record->at) {
    record->cut = true;
    return ZP_OK;
  }
  units made = { .room = zp_arena_bytes(arena, room_for(record, two, count)) };
  if (made.room == NULL) return ZP_E_MEMORY;
  for (size_t left = count; left != 0;) {
    left -= put_part(record, two, left, &made);
    if (left == 0) break;
    record->at = record->end; // half a character has no meaning
    if (!more(record)) return ZP_OK;
    two = (zp_biff_u8(record) & FLAG_WIDE) != 0;
  }
  if (made.high != 0) made.len += zp_encoding_put(0xFFFD, made.room + made.len);
  zp_biff_skip(record, runs * RUN_BYTES);
  zp_biff_skip(record, phonetic);
  *out = (zp_text){ made.room, made.len };
  return ZP_OK;
}

// ---- texts in a code page
// --------------------------------------------------------------------------------------------

enum {
  CODEPAGE_CHINESE = 936,
  CODEPAGE_MAC_CHINESE = 10008,
  CODEPAGE_LATIN = 1252,
  CODEPAGE_LATIN_OLD = 0x8001,
  CODEPAGE_UTF16 = 1200
};

/// Bytes 0x80 to 0x9F of code page 1252; 0: none there.
static const uint16_t latin[32] = {
  0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
  0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
  0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

/// Bytes over 0xA0 come only in pairs, and there are some: GB2312, whatever the code page says.
/// Chinese programs that write this format name none, or the Western one.
static bool is_paired(zp_text bytes)
{
  size_t pairs = 0;
  for (size_t i = 0; i < bytes.len; i++) {
    unsigned char byte = (unsigned char)bytes.ptr[i];
    if (byte < 0x80) continue;
    if (byte <= 0xA0 || i + 1 == bytes.len || (unsigned char)bytes.ptr[i + 1] <= 0xA0) return false;
    pairs++;
    i++;
  }
  return pairs != 0;
}

static zp_status latin_text(zp_text bytes, zp_arena *arena, zp_text *out)
{
  char *room = zp_arena_bytes(arena, bytes.len * 3 + 4);
  size_t len = 0;
  if (room == NULL) return ZP_E_MEMORY;
  for (size_t i = 0; i < bytes.len; i++) {
    unsigned char byte = (unsigned char)bytes.ptr[i];
    uint32_t c = byte >= 0x80 && byte < 0xA0 ? latin[byte - 0x80] : byte;
    if (byte != 0) len += zp_encoding_put(c == 0 ? 0xFFFD : c, room + len);
  }
  *out = (zp_text){ room, len };
  return ZP_OK;
}

static zp_status page_text(zp_biff *record, size_t count, zp_arena *arena, zp_text *out)
{
  if (count > zp_biff_left(record)) {
    record->cut = true;
    return ZP_OK;
  }
  zp_text bytes = { record->stream.ptr + record->at, count }, none = { NULL, 0 };
  uint16_t page = record->codepage;
  record->at += count;
  bool western =
      page == 0 || page == CODEPAGE_LATIN || page == CODEPAGE_LATIN_OLD || page == CODEPAGE_UTF16;
  bool chinese =
      page == CODEPAGE_CHINESE || page == CODEPAGE_MAC_CHINESE || (western && is_paired(bytes));
  zp_error err = { 0 };
  size_t bad;
  if (chinese) return zp_encoding_read(bytes, none, ZP_ENCODING_GB18030, arena, out, &err);
  if (western) return latin_text(bytes, arena, out);
  *out = bytes;
  for (bad = 0; bad < bytes.len; bad++)
    if ((unsigned char)bytes.ptr[bad] >= 0x80 || bytes.ptr[bad] == 0) return ZP_E_ENCODING_OTHER;
  return ZP_OK;
}

zp_status zp_biff_text(zp_biff *record, size_t count, zp_arena *arena, zp_text *out)
{
  *out = (zp_text){ NULL, 0 };
  return record->wide ? wide_text(record, count, arena, out) : page_text(record, count, arena, out);
}
