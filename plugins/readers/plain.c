// plain.c: limits, encoding and lines of plain text files.
#include "plugins/readers/plain.h"

#include <string.h>
#include <strings.h>

#include "base/encoding.h"

enum { HEAD_BYTES = 8192 };

zp_status zp_plain_bound(zp_text bytes, zp_text name, zp_arena *arena, zp_error *err)
{
  zp_place place = { .file = name };
  if (bytes.len <= ZP_PLAIN_BYTES_MOST) return ZP_OK;
  zp_text size = zp_text_format(arena, "%zu MiB", (bytes.len >> 20) + 1);
  zp_text most = zp_text_format(arena, "%d MiB", ZP_PLAIN_BYTES_MOST >> 20);
  return zp_fail(err, ZP_E_TOO_LARGE, &place, size, most, (zp_text){ NULL, 0 });
}

zp_status zp_plain_decode(zp_text bytes, zp_text name, zp_arena *arena, zp_text *out, zp_error *err)
{
  zp_place place = { .file = name };
  if (zp_plain_bound(bytes, name, arena, err) != ZP_OK) return err->status;
  zp_text text = { NULL, 0 };
  if (zp_encoding_read(bytes, name, ZP_ENCODING_DETECT, arena, &text, err) != ZP_OK) return err->status;
  if (zp_text_blank(text)) return zp_fail_with(err, ZP_E_EMPTY_FILE, &place, "");
  *out = text;
  return ZP_OK;
}

bool zp_plain_binary(zp_text bytes, zp_text name)
{
  static const zp_text magics[] = { { "PK\x03\x04", 4 }, { "PK\x05\x06", 4 }, { "\xD0\xCF\x11\xE0", 4 }, { "%PDF", 4 } };
  for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
    if (zp_text_starts(bytes, magics[i])) return true;
  if (zp_plain_named(name, ".csv") || zp_plain_named(name, ".tsv") || zp_plain_named(name, ".txt")) return false;
  zp_text head = zp_text_slice(bytes, 0, HEAD_BYTES);
  zp_encoding encoding = zp_encoding_detect(head);
  if (encoding == ZP_ENCODING_UTF16LE || encoding == ZP_ENCODING_UTF16BE) return false;
  return head.len != 0 && memchr(head.ptr, 0, head.len) != NULL;
}

bool zp_plain_named(zp_text name, const char *suffix)
{
  size_t len = strlen(suffix);
  return name.len >= len && strncasecmp(name.ptr + name.len - len, suffix, len) == 0;
}

/// Offset of the next LF or CR from `at` on; text.len when there is none. Eight bytes are looked at
/// together: a byte is one of the two when it, less the one or the other bit by bit, is 0.
static size_t line_end(zp_text text, size_t at)
{
  const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
  for (uint64_t eight; text.len - at >= sizeof eight; at += sizeof eight) {
    memcpy(&eight, text.ptr + at, sizeof eight);
    uint64_t lf = eight ^ ones * '\n', cr = eight ^ ones * '\r';
    if ((((lf - ones) & ~lf) | ((cr - ones) & ~cr)) & tops) break;
  }
  while (at < text.len && text.ptr[at] != '\n' && text.ptr[at] != '\r') at++;
  return at;
}

bool zp_plain_line(zp_text text, size_t *offset, zp_line *line)
{
  if (*offset >= text.len) return false;
  size_t end = line_end(text, *offset);
  line->from = *offset;
  line->text = zp_text_slice(text, *offset, end);
  line->number++;
  bool pair = end + 1 < text.len && text.ptr[end] == '\r' && text.ptr[end + 1] == '\n';
  *offset = end + (pair ? 2 : 1);
  return true;
}

zp_text zp_plain_newlines(zp_text text, zp_arena *arena)
{
  if (text.len == 0 || memchr(text.ptr, '\r', text.len) == NULL) return text;
  char *copy = zp_arena_bytes(arena, text.len);
  if (copy == NULL) return (zp_text){ NULL, 0 };
  size_t len = 0;
  for (size_t i = 0; i < text.len; i++) {
    bool pair = text.ptr[i] == '\r' && i + 1 < text.len && text.ptr[i + 1] == '\n';
    if (!pair) copy[len++] = text.ptr[i] == '\r' ? '\n' : text.ptr[i];
  }
  return (zp_text){ copy, len };
}
