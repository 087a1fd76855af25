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

bool zp_text_equal(zp_text a, zp_text b)
{
  return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
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
  const char *found = memmem(text.ptr, text.len, part.ptr, part.len);
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

zp_text zp_text_trim(zp_text text)
{
  size_t from = SIZE_MAX, to = 0;
  for (size_t at = 0; at < text.len;) {
    size_t before = at;
    if (is_blank(zp_text_next(text, &at))) continue;
    if (from == SIZE_MAX) from = before;
    to = at;
  }
  return from == SIZE_MAX ? (zp_text){ NULL, 0 } : zp_text_slice(text, from, to);
}

bool zp_text_blank(zp_text text)
{
  return zp_text_trim(text).len == 0;
}

uint32_t zp_text_next(zp_text text, size_t *offset)
{
  utf8proc_int32_t c = -1;
  if (*offset >= text.len) return UINT32_MAX;
  size_t left = text.len - *offset;
  utf8proc_ssize_t step =
      utf8proc_iterate((const utf8proc_uint8_t *)text.ptr + *offset, left > 8 ? 8 : (utf8proc_ssize_t)left, &c);
  *offset += step > 0 ? (size_t)step : 1;
  return step > 0 ? (uint32_t)c : UINT32_MAX;
}

bool zp_text_utf8(zp_text text, size_t *bad)
{
  for (size_t at = 0; at < text.len;) {
    size_t before = at;
    if ((unsigned char)text.ptr[at] < 0x80) {
      at++;
      continue;
    }
    if (zp_text_next(text, &at) != UINT32_MAX) continue;
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

zp_text zp_text_key(zp_text text, zp_arena *arena)
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
