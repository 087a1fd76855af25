// digest.c: libsodium's generic hash.
#include "base/digest.h"

#include <sodium.h>

zp_text zp_digest(zp_text bytes, zp_arena *arena)
{
  unsigned char hash[ZP_DIGEST_HEX / 2];
  char *hex = zp_arena_bytes(arena, ZP_DIGEST_HEX + 1);
  if (hex == NULL) return (zp_text){ NULL, 0 };
  crypto_generichash(hash, sizeof hash, (const unsigned char *)bytes.ptr, bytes.len, NULL, 0);
  sodium_bin2hex(hex, ZP_DIGEST_HEX + 1, hash, sizeof hash);
  return (zp_text){ hex, ZP_DIGEST_HEX };
}
