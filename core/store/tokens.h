// tokens.h: msgpack tokens into growing bytes, each as short as it can be. Inline: a row is some hundred of them, and through
// msgpack-c's function for writing a token takes longer than what is written. Tests have msgpack-c read what these wrote.
#pragma once

#include <string.h>

#include "model/format.h"

enum { ZP_TOKEN_MOST = 9 };  // bytes of a token without a body

/// First byte, and the low `count` bytes (0, 1, 2, 4 or 8) of the number, big-endian, into room for the longest token. What is behind.
static inline char *zp_write_wide(char *at, uint8_t first, uint64_t number, unsigned count)
{
  *at = (char)first;
  if (count != 0) {
    uint64_t big = __builtin_bswap64(number << (64 - 8 * count));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    big = number << (64 - 8 * count);
#endif
    memcpy(at + 1, &big, sizeof big);
  }
  return at + 1 + count;
}

static inline char *zp_write_number(char *at, uint64_t number)
{
  if (number < 0x80) return zp_write_wide(at, (uint8_t)number, 0, 0);
  if (number <= UINT8_MAX) return zp_write_wide(at, 0xCC, number, 1);
  if (number <= UINT16_MAX) return zp_write_wide(at, 0xCD, number, 2);
  if (number <= UINT32_MAX) return zp_write_wide(at, 0xCE, number, 4);
  return zp_write_wide(at, 0xCF, number, 8);
}

static inline char *zp_write_integer(char *at, int64_t number)
{
  if (number >= 0) return zp_write_number(at, (uint64_t)number);
  if (number >= -32) return zp_write_wide(at, (uint8_t)number, 0, 0);
  if (number >= INT8_MIN) return zp_write_wide(at, 0xD0, (uint64_t)number, 1);
  if (number >= INT16_MIN) return zp_write_wide(at, 0xD1, (uint64_t)number, 2);
  if (number >= INT32_MIN) return zp_write_wide(at, 0xD2, (uint64_t)number, 4);
  return zp_write_wide(at, 0xD3, (uint64_t)number, 8);
}

static inline char *zp_token_room(zp_sink *sink)
{
  if (sink->capacity - sink->len >= ZP_TOKEN_MOST || zp_sink_reserve(sink, ZP_TOKEN_MOST)) return sink->bytes + sink->len;
  return NULL;
}

static inline void zp_token_wide(zp_sink *sink, uint8_t first, uint64_t number, unsigned count)
{
  char *at = zp_token_room(sink);
  if (at != NULL) sink->len = (size_t)(zp_write_wide(at, first, number, count) - sink->bytes);
}

static inline void zp_token_number(zp_sink *sink, uint64_t number)
{
  char *at = zp_token_room(sink);
  if (at != NULL) sink->len = (size_t)(zp_write_number(at, number) - sink->bytes);
}

static inline void zp_token_integer(zp_sink *sink, int64_t number)
{
  char *at = zp_token_room(sink);
  if (at != NULL) sink->len = (size_t)(zp_write_integer(at, number) - sink->bytes);
}

static inline void zp_token_true(zp_sink *sink)
{
  zp_token_wide(sink, 0xC3, 0, 0);
}

static inline void zp_token_array(zp_sink *sink, size_t count)
{
  if (count < 16) zp_token_wide(sink, (uint8_t)(0x90 | count), 0, 0);
  else if (count <= UINT16_MAX) zp_token_wide(sink, 0xDC, count, 2);
  else zp_token_wide(sink, 0xDD, count, 4);
}

static inline void zp_token_map(zp_sink *sink, size_t count)
{
  if (count < 16) zp_token_wide(sink, (uint8_t)(0x80 | count), 0, 0);
  else if (count <= UINT16_MAX) zp_token_wide(sink, 0xDE, count, 2);
  else zp_token_wide(sink, 0xDF, count, 4);
}

/// Head of a text of `len` bytes.
static inline char *zp_write_text_head(char *at, size_t len)
{
  if (len < 32) return zp_write_wide(at, (uint8_t)(0xA0 | len), 0, 0);
  if (len <= UINT8_MAX) return zp_write_wide(at, 0xD9, len, 1);
  if (len <= UINT16_MAX) return zp_write_wide(at, 0xDA, len, 2);
  return zp_write_wide(at, 0xDB, len, 4);
}

static inline void zp_token_text_head(zp_sink *sink, size_t len)
{
  char *at = zp_token_room(sink);
  if (at != NULL) sink->len = (size_t)(zp_write_text_head(at, len) - sink->bytes);
}

static inline void zp_token_text(zp_sink *sink, zp_text text)
{
  zp_token_text_head(sink, text.len);
  zp_sink_put(sink, text);
}
