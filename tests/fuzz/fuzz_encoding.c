// fuzz_encoding.c: any bytes in any encoding: refused with a reason, or UTF-8 without NUL; what is
// peeked at never goes past them.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/encoding.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(zp_text bytes, zp_encoding wanted, zp_arena *arena)
{
  zp_error err = { 0 };
  zp_text text;
  size_t bad;
  if (zp_encoding_read(bytes, ZP_TEXT("a"), wanted, arena, &text, &err) != ZP_OK) {
    if ((err.status != ZP_E_ENCODING && err.status != ZP_E_ENCODING_OTHER) || err.row == 0) abort();
  } else if (!zp_text_utf8(text, &bad) ||
             (text.len != 0 && memchr(text.ptr, 0, text.len) != NULL)) {
    abort();
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_text bytes = { (const char *)data, size };
  char room[64];
  if (arena == NULL) abort();
  for (zp_encoding e = ZP_ENCODING_DETECT; e <= ZP_ENCODING_BIG5; e++) check(bytes, e, arena);
  if (zp_encoding_peek(bytes, room, sizeof room).len > (size > sizeof room ? size : sizeof room))
    abort();
  zp_arena_free(arena);
  return 0;
}
