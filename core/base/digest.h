// digest.h: BLAKE2b-256 of bytes, in lower-case hex.
#pragma once

#include "base/text.h"

enum { ZP_DIGEST_BYTES = 32, ZP_DIGEST_HEX = 64 };

/// Chooses the code for this processor, once for the process: digests are the same without, but take twice as long. Asks the system
/// things, so before a process gives up its rights.
void zp_digest_prepare(void);

/// 64 hex digits in the arena; ptr NULL when memory is short.
zp_text zp_digest(zp_text bytes, zp_arena *arena);

/// The same as bytes.
void zp_digest_of(zp_text bytes, unsigned char out[ZP_DIGEST_BYTES]);

/// The same of bytes that come in pieces. Holds alignment that an arena does not give: a variable, or a member of one.
typedef struct zp_hash { _Alignas(64) unsigned char state[384]; } zp_hash;

void zp_hash_start(zp_hash *hash);
void zp_hash_add(zp_hash *hash, zp_text bytes);
/// After this the hash can only be started again.
void zp_hash_end(zp_hash *hash, unsigned char out[ZP_DIGEST_BYTES]);
/// The digits, with a NUL behind them.
zp_text zp_digest_print(const unsigned char digest[ZP_DIGEST_BYTES], char room[ZP_DIGEST_HEX + 1]);
