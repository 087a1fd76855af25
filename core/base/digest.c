// digest.c: libsodium's generic hash.
#include "base/digest.h"

#include <sodium.h>

_Static_assert(sizeof(zp_hash) == sizeof(crypto_generichash_state), "a hash has the room of the library's");
_Static_assert(ZP_DIGEST_HEX == 2 * ZP_DIGEST_BYTES, "two digits a byte");

void zp_digest_prepare(void)
{
  if (sodium_init() < 0) return;  // then the portable code stays
}

void zp_hash_start(zp_hash *hash)
{
  crypto_generichash_init((crypto_generichash_state *)(void *)hash->state, NULL, 0, ZP_DIGEST_BYTES);
}

void zp_hash_add(zp_hash *hash, zp_text bytes)
{
  crypto_generichash_update((crypto_generichash_state *)(void *)hash->state, (const unsigned char *)bytes.ptr, bytes.len);
}

void zp_hash_end(zp_hash *hash, unsigned char out[ZP_DIGEST_BYTES])
{
  crypto_generichash_final((crypto_generichash_state *)(void *)hash->state, out, ZP_DIGEST_BYTES);
}

zp_text zp_digest_print(const unsigned char digest[ZP_DIGEST_BYTES], char room[ZP_DIGEST_HEX + 1])
{
  sodium_bin2hex(room, ZP_DIGEST_HEX + 1, digest, ZP_DIGEST_BYTES);
  return (zp_text){ room, ZP_DIGEST_HEX };
}

void zp_digest_of(zp_text bytes, unsigned char out[ZP_DIGEST_BYTES])
{
  crypto_generichash(out, ZP_DIGEST_BYTES, (const unsigned char *)bytes.ptr, bytes.len, NULL, 0);
}

zp_text zp_digest(zp_text bytes, zp_arena *arena)
{
  unsigned char hash[ZP_DIGEST_BYTES];
  char *hex = zp_arena_bytes(arena, ZP_DIGEST_HEX + 1);
  if (hex == NULL) return (zp_text){ NULL, 0 };
  crypto_generichash(hash, sizeof hash, (const unsigned char *)bytes.ptr, bytes.len, NULL, 0);
  return zp_digest_print(hash, hex);
}
