// checksum.h: XXH3 of bytes: finds damage at the speed of memory. It says nothing about people who want two texts to have one sum;
// what they could gain by that is digested (digest.h).
#pragma once

#include "base/text.h"

enum { ZP_SUM_BYTES = 16 };

/// 128 bits, the same on every machine.
void zp_sum_of(zp_text bytes, unsigned char out[ZP_SUM_BYTES]);

/// The same of bytes that come in pieces. Holds alignment that an arena does not give.
typedef struct zp_sum { _Alignas(64) unsigned char state[576]; } zp_sum;
void zp_sum_start(zp_sum *sum);
void zp_sum_add(zp_sum *sum, zp_text bytes);
void zp_sum_end(const zp_sum *sum, unsigned char out[ZP_SUM_BYTES]);

/// 64 bits, for tables in memory; never stored.
uint64_t zp_text_hash(zp_text text);
