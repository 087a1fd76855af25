// checksum.c: libxxhash.
#include "base/checksum.h"

#include <string.h>
#define XXH_INLINE_ALL  // short texts are most of what is hashed: a call would cost more than the sum
#include <xxhash.h>

_Static_assert(sizeof(zp_sum) >= sizeof(XXH3_state_t), "a sum has the room of the library's");
_Static_assert(ZP_SUM_BYTES == sizeof(XXH128_canonical_t), "the stored form");

static XXH3_state_t *state_of(zp_sum *sum)
{
  return (XXH3_state_t *)(void *)sum->state;
}

static void store(XXH128_hash_t hash, unsigned char out[ZP_SUM_BYTES])
{
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, hash);
  memcpy(out, canonical.digest, ZP_SUM_BYTES);
}

void zp_sum_of(zp_text bytes, unsigned char out[ZP_SUM_BYTES])
{
  store(XXH3_128bits(bytes.ptr, bytes.len), out);
}

void zp_sum_start(zp_sum *sum)
{
  XXH3_INITSTATE(state_of(sum));
  XXH3_128bits_reset(state_of(sum));
}

void zp_sum_add(zp_sum *sum, zp_text bytes)
{
  if (bytes.len != 0) XXH3_128bits_update(state_of(sum), bytes.ptr, bytes.len);
}

void zp_sum_end(const zp_sum *sum, unsigned char out[ZP_SUM_BYTES])
{
  store(XXH3_128bits_digest((const XXH3_state_t *)(const void *)sum->state), out);
}

uint64_t zp_text_hash(zp_text text)
{
  return XXH3_64bits(text.len != 0 ? text.ptr : "", text.len);
}
