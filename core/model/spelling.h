// spelling.h: a short text as a format writes it, so that it is told from what stands in a file by one comparison and
// without a loop over its bytes.
#pragma once

#include <stdint.h>
#include <string.h>

#include "base/text.h"

enum { ZP_SPELLING_MOST = 16 };

/// At most 16 bytes as two words, and which of their bits count.
typedef struct zp_spelling {
  uint64_t bytes[2], mask[2];
  size_t len;  // 0: too long to be one; it is never found
} zp_spelling;

static inline zp_spelling zp_spelling_of(zp_text written)
{
  zp_spelling out = { .len = 0 };
  if (written.len == 0 || written.len > ZP_SPELLING_MOST) return out;
  memcpy(out.bytes, written.ptr, written.len);
  memset(out.mask, 0xFF, written.len);
  out.len = written.len;
  return out;
}

/// True when it stands at `at`, where ZP_SPELLING_MOST bytes can be read.
static inline bool zp_spelling_at(const zp_spelling *spelling, const char *at)
{
  uint64_t here[2];
  memcpy(here, at, sizeof here);
  uint64_t other = ((here[0] ^ spelling->bytes[0]) & spelling->mask[0]) |
                   ((here[1] ^ spelling->bytes[1]) & spelling->mask[1]);
  return other == 0 && spelling->len != 0;
}
