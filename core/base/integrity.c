// integrity.c: see integrity.h.
#include "base/integrity.h"

#include <sodium.h>

zp_text zp_integrity(zp_text bytes, zp_arena *arena)
{
  unsigned char digest[crypto_hash_sha256_BYTES];
  char room[sodium_base64_ENCODED_LEN(crypto_hash_sha256_BYTES, sodium_base64_VARIANT_ORIGINAL)];
  crypto_hash_sha256(digest, (const unsigned char *)bytes.ptr, bytes.len);
  sodium_bin2base64(room, sizeof room, digest, sizeof digest, sodium_base64_VARIANT_ORIGINAL);
  return zp_text_format(arena, "sha256-%s", room);
}
