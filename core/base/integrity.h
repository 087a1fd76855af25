// integrity.h: SHA-256 of bytes in the form in which pages name what they carry ("sha256-…", base64).
#pragma once

#include "base/text.h"

/// In the arena; ptr NULL when memory is short.
zp_text zp_integrity(zp_text bytes, zp_arena *arena);
