// digest.h: BLAKE2b-256 of bytes, in lower-case hex.
#pragma once

#include "base/text.h"

enum { ZP_DIGEST_HEX = 64 };

/// 64 hex digits in the arena; ptr NULL when memory is short.
zp_text zp_digest(zp_text bytes, zp_arena *arena);
