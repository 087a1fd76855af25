// side_hash.h: BLAKE2b of what is being written, made by another thread meanwhile.
#pragma once

#include "base/digest.h"

typedef struct zp_side_hash zp_side_hash;

/// NULL when memory is short. Where no thread is to be had the hash is made by the caller's.
zp_side_hash *zp_side_hash_new(void);
/// Adds bytes, which must stay as they are until the next call.
void zp_side_hash_add(zp_side_hash *side, zp_text bytes);
/// The digest of all that was added. After this the hash can only be freed.
void zp_side_hash_end(zp_side_hash *side, unsigned char out[ZP_DIGEST_BYTES]);
/// Ends the thread, whatever it is at. NULL is allowed.
void zp_side_hash_free(zp_side_hash *side);
