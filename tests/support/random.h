// random.h: a small seeded generator, the same on every machine, for generated cases.
#pragma once

#include <stdint.h>

/// xorshift64. The state must not be 0.
static inline uint64_t random_next(uint64_t *state)
{
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;
  return *state;
}

/// 0 .. count - 1; count > 0.
static inline uint64_t random_below(uint64_t *state, uint64_t count)
{
  return (random_next(state) >> 11) % count;
}

/// Any magnitude is as likely as any other, from 0 to the limits of int64, which come up themselves too.
static inline int64_t random_int64(uint64_t *state)
{
  uint64_t bits = random_below(state, 65), value = random_next(state);  // 64: one of the limits
  if (bits == 64) return value & 1 ? INT64_MAX : INT64_MIN;
  int64_t magnitude = bits == 0 ? 0 : (int64_t)(value >> (64 - bits));
  return random_next(state) & 1 ? magnitude : -magnitude;
}
