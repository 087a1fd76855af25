// text.c: slices of UTF-8; Unicode tables are utf8proc's.
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

zp_text zp_text_from(const char *string)
{
  return (zp_text){ string, string == NULL ? 0 : strlen(string) };
}

zp_text zp_text_copy(zp_text text, zp_arena *arena)
{
  char *copy = zp_arena_bytes(arena, text.len + 1);
  if (copy == NULL) return (zp_text){ NULL, 0 };
  if (text.len != 0) memcpy(copy, text.ptr, text.len);
  copy[text.len] = '\0';
  return (zp_text){ copy, text.len };
}

zp_text zp_text_format(zp_arena *arena, const char *format, ...)
{
  va_list list, again;
  va_start(list, format);
  va_copy(again, list);
  int need = vsnprintf(NULL, 0, format, list);
  va_end(list);
  char *room = need < 0 ? NULL : zp_arena_bytes(arena, (size_t)need + 1);
  if (room != NULL) vsnprintf(room, (size_t)need + 1, format, again);
  va_end(again);
  return (zp_text){ room, room == NULL ? 0 : (size_t)need };
}

static uint64_t eight_at(const char *p)
{
  uint64_t bytes;
  memcpy(&bytes, p, sizeof bytes);
  return bytes;
}

static uint32_t four_at(const char *p)
{
  uint32_t bytes;
  memcpy(&bytes, p, sizeof bytes);
  return bytes;
}

/// Most texts that are compared are names of a few characters: their two ends, overlapping, are all
/// of them.
bool zp_text_equal(zp_text a, zp_text b)
{
  size_t len = a.len;
  if (len != b.len) return false;
  if (len == 0 || a.ptr == b.ptr) return true;
  if (len > 16) return memcmp(a.ptr, b.ptr, len) == 0;
  if (len >= 8)
    return eight_at(a.ptr) == eight_at(b.ptr) &&
           eight_at(a.ptr + len - 8) == eight_at(b.ptr + len - 8);
  if (len >= 4)
    return four_at(a.ptr) == four_at(b.ptr) && four_at(a.ptr + len - 4) == four_at(b.ptr + len - 4);
  return a.ptr[0] == b.ptr[0] && a.ptr[len / 2] == b.ptr[len / 2] &&
         a.ptr[len - 1] == b.ptr[len - 1];
}

int zp_text_compare(zp_text a, zp_text b)
{
  size_t shorter = a.len < b.len ? a.len : b.len;
  int order = shorter == 0 ? 0 : memcmp(a.ptr, b.ptr, shorter);
  if (order != 0) return order;
  return a.len == b.len ? 0 : a.len < b.len ? -1 : 1;
}

bool zp_text_starts(zp_text text, zp_text prefix)
{
  return text.len >= prefix.len && zp_text_equal((zp_text){ text.ptr, prefix.len }, prefix);
}

bool zp_text_ends(zp_text text, zp_text suffix)
{
  return text.len >= suffix.len && zp_text_equal(zp_text_slice(text, text.len - suffix.len, text.len), suffix);
}

size_t zp_text_find(zp_text text, zp_text part)
{
  if (part.len == 0 || part.len > text.len) return SIZE_MAX;
  const char *found = part.len == 1 ? memchr(text.ptr, part.ptr[0], text.len)
                                    : memmem(text.ptr, text.len, part.ptr, part.len);
  return found == NULL ? SIZE_MAX : (size_t)(found - text.ptr);
}

bool zp_text_contains(zp_text text, zp_text part)
{
  return zp_text_find(text, part) != SIZE_MAX;
}

zp_text zp_text_slice(zp_text text, size_t from, size_t to)
{
  if (to > text.len) to = text.len;
  if (from >= to) return (zp_text){ NULL, 0 };
  return (zp_text){ text.ptr + from, to - from };
}

static bool is_blank(uint32_t c)
{
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || (c >= 0x2000 && c <= 0x200B) || c == 0x202F ||
         c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

/// Every blank character begins with one of these bytes; most texts are told from blank ones by their first byte.
static bool may_begin_blank(unsigned char byte)
{
  return byte <= ' ' || byte == 0xC2 || byte == 0xE2 || byte == 0xE3 || byte == 0xEF;
}

/// Offset of the first character that is no blank; text.len when there is none.
static size_t first_visible(zp_text text)
{
  for (size_t at = 0; at < text.len;) {
    size_t before = at;
    if (!may_begin_blank((unsigned char)text.ptr[at]) || !is_blank(zp_text_next(text, &at))) return before;
  }
  return text.len;
}

/// Offset of the last character's first byte. No blank takes more than three bytes.
static size_t last_start(zp_text text)
{
  size_t at = text.len - 1;
  for (int back = 0; back < 2 && at > 0 && ((unsigned char)text.ptr[at] & 0xC0) == 0x80; back++) at--;
  return at;
}

/// No blank at either end, seen by the first bytes of the first and the last character.
static bool is_trimmed(zp_text text)
{
  if (text.len == 0 || may_begin_blank((unsigned char)text.ptr[0])) return false;
  unsigned char last = (unsigned char)text.ptr[text.len - 1];
  return last < 0x80 ? last > ' ' : !may_begin_blank((unsigned char)text.ptr[last_start(text)]);
}

zp_text zp_text_trim(zp_text text)
{
  if (is_trimmed(text)) return text;
  text = zp_text_slice(text, first_visible(text), text.len);
  while (text.len != 0) {
    size_t start = last_start(text), end = start;
    if (!may_begin_blank((unsigned char)text.ptr[start]) || !is_blank(zp_text_next(text, &end)) || end != text.len) break;
    text.len = start;
  }
  return text;
}

zp_text zp_text_last_part(zp_text path)
{
  while (path.len > 1 && path.ptr[path.len - 1] == '/') path.len--;
  size_t from = path.len;
  while (from > 0 && path.ptr[from - 1] != '/') from--;
  return zp_text_slice(path, from, path.len);
}

const char *zp_path_last(const char *path)
{
  const char *slash = strrchr(path, '/');
  return slash == NULL ? path : slash + 1;
}

bool zp_text_blank(zp_text text)
{
  return text.len == 0 ||
         (may_begin_blank((unsigned char)text.ptr[0]) && first_visible(text) == text.len);
}

static bool continues(unsigned char byte)
{
  return (byte & 0xC0) == 0x80;
}

uint32_t zp_text_next(zp_text text, size_t *offset)
{
  if (*offset >= text.len) return UINT32_MAX;
  const unsigned char *p = (const unsigned char *)text.ptr + *offset;
  size_t left = text.len - *offset;
  if (p[0] < 0x80) {
    *offset += 1;
    return p[0];
  }
  // Chinese, mostly: three bytes, neither overlong (E0) nor a surrogate (ED).
  if (p[0] > 0xE0 && p[0] < 0xF0 && p[0] != 0xED && left >= 3 && continues(p[1]) && continues(p[2])) {
    *offset += 3;
    return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (uint32_t)(p[2] & 0x3F);
  }
  utf8proc_int32_t c = -1;
  utf8proc_ssize_t step = utf8proc_iterate(p, left > 8 ? 8 : (utf8proc_ssize_t)left, &c);
  *offset += step > 0 ? (size_t)step : 1;
  return step > 0 ? (uint32_t)c : UINT32_MAX;
}

/// An ideograph of U+4E00..9FFF begins at p, of which `left` bytes are there.
static bool is_ideograph(const char *text, size_t left)
{
  const unsigned char *p = (const unsigned char *)text;
  return left >= 3 && p[0] >= 0xE4 && p[0] <= 0xE9 && (p[0] != 0xE4 || p[1] >= 0xB8) && continues(p[1]) && continues(p[2]);
}

/// 8 when eight ASCII characters stand there, else 1.
static size_t ascii_at(zp_text text, size_t at)
{
  return text.len - at >= 8 && (eight_at(text.ptr + at) & 0x8080808080808080u) == 0 ? 8 : 1;
}

/// Two characters of three bytes each that need no second look: the first bytes are neither E0,
/// behind which overlong forms would have to be told, nor ED, behind which surrogates would. Eight
/// bytes can be read there.
static bool is_plain_pair(const char *text)
{
  static const char mask[] = { '\xF0', '\xC0', '\xC0', '\xF0', '\xC0', '\xC0', 0, 0 };
  static const char pair[] = { '\xE0', '\x80', '\x80', '\xE0', '\x80', '\x80', 0, 0 };
  const unsigned char *p = (const unsigned char *)text;
  if ((eight_at(text) & eight_at(mask)) != eight_at(pair)) return false;
  return p[0] != 0xE0 && p[0] != 0xED && p[3] != 0xE0 && p[3] != 0xED;
}

/// Bytes at `at` that are seen to be UTF-8 without decoding them; 0 when they must be decoded.
static size_t plain_at(zp_text text, size_t at)
{
  if ((unsigned char)text.ptr[at] < 0x80) return ascii_at(text, at);
  if (text.len - at >= 8 && is_plain_pair(text.ptr + at)) return 6;
  return is_ideograph(text.ptr + at, text.len - at) ? 3 : 0;
}

/// No more than 16 bytes, all ASCII: numbers and dates, mostly. Their two ends, overlapping, are all of them.
static bool is_short_ascii(zp_text text)
{
  size_t len = text.len;
  if (len > 16) return false;
  if (len >= 8) return ((eight_at(text.ptr) | eight_at(text.ptr + len - 8)) & 0x8080808080808080u) == 0;
  if (len >= 4) return ((four_at(text.ptr) | four_at(text.ptr + len - 4)) & 0x80808080u) == 0;
  return len == 0 || (((unsigned char)text.ptr[0] | (unsigned char)text.ptr[len / 2] | (unsigned char)text.ptr[len - 1]) & 0x80) == 0;
}

bool zp_text_utf8(zp_text text, size_t *bad)
{
  if (is_short_ascii(text)) return true;
  for (size_t at = 0; at < text.len;) {
    size_t before = at, plain = plain_at(text, at);
    at += plain;
    if (plain != 0 || zp_text_next(text, &at) != UINT32_MAX) continue;
    *bad = before;
    return false;
  }
  return true;
}

zp_text zp_text_fold(zp_text text, zp_arena *arena)
{
  char *out = zp_arena_bytes(arena, text.len + 1);
  if (out == NULL) return (zp_text){ NULL, 0 };
  size_t len = 0;
  for (size_t at = 0; at < text.len;) {
    size_t before = at;
    uint32_t c = zp_text_next(text, &at);
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
    if (is_blank(c)) c = ' ';
    if (c < 0x80) {
      out[len++] = (char)c;
    } else {
      memcpy(out + len, text.ptr + before, at - before);
      len += at - before;
    }
  }
  out[len] = '\0';
  return (zp_text){ out, len };
}

static bool is_joint(utf8proc_int32_t c)
{
  switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_PC: case UTF8PROC_CATEGORY_PD: case UTF8PROC_CATEGORY_PS: case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI: case UTF8PROC_CATEGORY_PF: case UTF8PROC_CATEGORY_PO: case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL: case UTF8PROC_CATEGORY_ZP: case UTF8PROC_CATEGORY_CC: case UTF8PROC_CATEGORY_CF:
      return true;
    default:
      return false;
  }
}

/// By NFKC and case folding, for any text.
static zp_text key_by_tables(zp_text text, zp_arena *arena)
{
  utf8proc_uint8_t *mapped = NULL;
  utf8proc_ssize_t size = utf8proc_map((const utf8proc_uint8_t *)(text.len ? text.ptr : ""), (utf8proc_ssize_t)text.len, &mapped,
                                       UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STABLE);
  if (size == UTF8PROC_ERROR_NOMEM) return (zp_text){ NULL, 0 };
  if (size < 0) return zp_text_copy(text, arena);  // malformed: compared as it is
  zp_text whole = { (const char *)mapped, (size_t)size };
  char *out = zp_arena_bytes(arena, whole.len + 1);
  size_t len = 0;
  for (size_t at = 0; out != NULL && at < whole.len;) {
    size_t before = at;
    if (is_joint((utf8proc_int32_t)zp_text_next(whole, &at))) continue;
    memcpy(out + len, whole.ptr + before, at - before);
    len += at - before;
  }
  free(mapped);
  if (out != NULL) out[len] = '\0';
  return (zp_text){ out, len };
}

/// What becomes of ASCII in a key: itself, its small letter, or nothing (0). $ + < = > ^ ` | ~ are symbols, not punctuation.
static char key_of_ascii(uint32_t c)
{
  if (c >= 'A' && c <= 'Z') return (char)(c - 'A' + 'a');
  bool kept = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '$' || c == '+' || (c >= '<' && c <= '>') || c == '^' ||
              c == '`' || c == '|' || c == '~';
  return kept ? (char)c : '\0';
}

/// Characters whose key needs no table: ideographs stay, full-width ASCII is ASCII, and the punctuation of Chinese prose goes.
/// Nothing among them composes with its neighbour. Returns the bytes written, SIZE_MAX when a table is needed.
static size_t key_of_plain(zp_text text, char *out)
{
  size_t len = 0;
  for (size_t at = 0; at < text.len;) {
    if (is_ideograph(text.ptr + at, text.len - at)) {
      memcpy(out + len, text.ptr + at, 3);
      len += 3;
      at += 3;
      continue;
    }
    uint32_t c = zp_text_next(text, &at);
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
    if (c < 0x80) {
      char kept = key_of_ascii(c);
      if (kept != '\0') out[len++] = kept;
    } else if (c != 0x3000 && c != 0x3001 && c != 0x3002 && (c < 0x3008 || c > 0x3011) && (c < 0x201C || c > 0x201D)) {
      return SIZE_MAX;
    }
  }
  return len;
}

/// Two ideographs whose first bytes tell them from all else; eight bytes can be read there.
static bool is_ideograph_pair(const char *text)
{
  const unsigned char *p = (const unsigned char *)text;
  return p[0] >= 0xE5 && p[0] <= 0xE9 && p[3] >= 0xE5 && p[3] <= 0xE9 && is_plain_pair(text);
}

/// True for what a key leaves as it is: ideographs, digits and small letters.
static bool is_key(zp_text text)
{
  for (size_t at = 0; at < text.len;) {
    unsigned char c = (unsigned char)text.ptr[at];
    if (text.len - at >= 8 && is_ideograph_pair(text.ptr + at)) {
      at += 6;
      continue;
    }
    if (c < 0x80) {
      if (c == 0 || key_of_ascii(c) != (char)c) return false;
      at++;
    } else {
      if (!is_ideograph(text.ptr + at, text.len - at)) return false;
      at += 3;
    }
  }
  return true;
}

zp_text zp_text_key_of(zp_text text, zp_arena *arena)
{
  return text.len != 0 && is_key(text) ? text : zp_text_key(text, arena);
}

zp_text zp_text_key(zp_text text, zp_arena *arena)
{
  char *out = zp_arena_bytes(arena, text.len + 1);
  if (out == NULL) return (zp_text){ NULL, 0 };
  size_t len = key_of_plain(text, out);
  if (len == SIZE_MAX) return key_by_tables(text, arena);
  out[len] = '\0';
  return (zp_text){ out, len };
}

bool zp_is_control(uint32_t c)
{
  bool turning = c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 || turning;
}

size_t zp_text_clean(zp_text text, char *room, size_t size)
{
  size_t len = 0;
  for (size_t at = 0; at < text.len; len = at) {
    uint32_t c = zp_text_next(text, &at);
    if (at > size - 1) break;
    if (c == UINT32_MAX) room[len] = '?';
    else if (zp_is_control(c)) memset(room + len, ' ', at - len);
    else memcpy(room + len, text.ptr + len, at - len);
  }
  room[len] = '\0';
  return len;
}

size_t zp_text_width(zp_text text)
{
  size_t width = 0;
  for (size_t at = 0; at < text.len;) {
    uint32_t c = zp_text_next(text, &at);
    width += c == UINT32_MAX ? 1 : (size_t)utf8proc_charwidth((utf8proc_int32_t)c);
  }
  return width;
}

enum { DISTANCE_MOST = 64 };

static size_t decode(zp_text text, uint32_t out[DISTANCE_MOST])
{
  size_t count = 0;
  for (size_t at = 0; at < text.len;) {
    if (count == DISTANCE_MOST) return SIZE_MAX;
    out[count++] = zp_text_next(text, &at);
  }
  return count;
}

size_t zp_text_distance(zp_text a, zp_text b, size_t most)
{
  uint32_t left[DISTANCE_MOST], right[DISTANCE_MOST];
  size_t row[DISTANCE_MOST + 1];
  if (zp_text_equal(a, b)) return 0;
  size_t n = decode(a, left), m = decode(b, right);
  if (n == SIZE_MAX || m == SIZE_MAX) return most + 1;
  for (size_t j = 0; j <= m; j++) row[j] = j;
  for (size_t i = 1; i <= n; i++) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= m; j++) {
      size_t best = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
      if (row[j] + 1 < best) best = row[j] + 1;
      if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
      diagonal = row[j];
      row[j] = best;
    }
  }
  return row[m] > most ? most + 1 : row[m];
}
