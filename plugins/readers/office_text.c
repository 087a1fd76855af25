// office_text.c: texts of Office files.
#include "plugins/readers/office_text.h"

#include <string.h>

#include "plugins/readers/plain.h"

enum { ESCAPE_BYTES = 7 };  // _xHHHH_

static bool is_space(char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

zp_text zp_office_run(zp_text text, bool preserve)
{
  if (preserve) return text;
  while (text.len != 0 && is_space(text.ptr[text.len - 1])) text.len--;
  while (text.len != 0 && is_space(text.ptr[0])) {
    text.ptr++;
    text.len--;
  }
  return text;
}

void zp_office_character(zp_sink *sink, uint32_t c)
{
  char room[4];
  size_t len = 0;
  if (c == 0) return;
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = 0xFFFD;
  if (c < 0x80) room[len++] = (char)c;
  else if (c < 0x800) {
    room[len++] = (char)(0xC0 | c >> 6);
    room[len++] = (char)(0x80 | (c & 0x3F));
  } else {
    if (c >= 0x10000) {
      room[len++] = (char)(0xF0 | c >> 18);
      room[len++] = (char)(0x80 | (c >> 12 & 0x3F));
    } else {
      room[len++] = (char)(0xE0 | c >> 12);
    }
    room[len++] = (char)(0x80 | (c >> 6 & 0x3F));
    room[len++] = (char)(0x80 | (c & 0x3F));
  }
  zp_sink_put(sink, (zp_text){ room, len });
}

/// The code unit of an escape at `at`, or UINT32_MAX.
static uint32_t escape_at(zp_text text, size_t at)
{
  uint32_t unit = 0;
  if (text.len - at < ESCAPE_BYTES || text.ptr[at] != '_' || text.ptr[at + 1] != 'x' || text.ptr[at + 6] != '_') return UINT32_MAX;
  for (size_t i = at + 2; i < at + 6; i++) {
    char c = text.ptr[i];
    bool digit = c >= '0' && c <= '9';
    c = (char)(c | 0x20);
    if (!digit && (c < 'a' || c > 'f')) return UINT32_MAX;
    unit = unit << 4 | (uint32_t)(digit ? text.ptr[i] - '0' : c - 'a' + 10);
  }
  return unit;
}

static zp_text unescape(zp_text text, zp_arena *arena)
{
  zp_sink sink = { .arena = arena };
  zp_sink_put(&sink, ZP_TEXT(""));
  for (size_t at = 0; at < text.len;) {
    uint32_t c = escape_at(text, at);
    if (c == UINT32_MAX) {
      const char *next = memchr(text.ptr + at + 1, '_', text.len - at - 1);
      size_t end = next == NULL ? text.len : (size_t)(next - text.ptr);
      zp_sink_put(&sink, zp_text_slice(text, at, end));
      at = end;
      continue;
    }
    at += ESCAPE_BYTES;
    uint32_t low = c >= 0xD800 && c < 0xDC00 && at < text.len ? escape_at(text, at) : UINT32_MAX;
    if (low >= 0xDC00 && low < 0xE000) {
      c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
      at += ESCAPE_BYTES;
    }
    zp_office_character(&sink, c);
  }
  if (sink.failed) return (zp_text){ NULL, 0 };
  return sink.len == 0 ? ZP_TEXT("") : (zp_text){ sink.bytes, sink.len };
}

zp_text zp_office_text(zp_text text, bool escapes, bool keep, zp_arena *arena)
{
  text = zp_text_trim(text);
  if (text.len == 0) return ZP_TEXT("");
  bool escaped = escapes && zp_text_contains(text, ZP_TEXT("_x"));
  if (escaped) {
    text = unescape(text, arena);
    if (text.ptr == NULL) return text;
    text = zp_text_trim(text);
    if (text.len == 0) return ZP_TEXT("");
  }
  if (memchr(text.ptr, '\r', text.len) != NULL) return zp_plain_newlines(text, arena);
  return keep || escaped ? text : zp_text_copy(text, arena);
}
