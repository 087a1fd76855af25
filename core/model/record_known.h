// record_known.h: what records say again and again, known by how it is written: keys, names of kinds and operators, units,
// points.
#pragma once

#include "model/record.h"
#include "model/record_schema.h"

enum { ZP_KINDS_KNOWN = ZP_KIND_QUALITATIVE - ZP_KIND_NUMBER + 1, ZP_OPS_KNOWN = ZP_OP_LT - ZP_OP_EQ + 1 };
enum { ZP_UNITS_KNOWN = 8, ZP_POINTS_KNOWN_BITS = 6 };

typedef struct zp_known_points { zp_dec value; zp_text text; } zp_known_points;

typedef struct zp_record_known {
  zp_text kinds[ZP_KINDS_KNOWN], ops[ZP_OPS_KNOWN];  // names that a record may give
  zp_text units[ZP_UNITS_KNOWN];                     // the last ones of values
  zp_spelling spelled_kinds[ZP_KINDS_KNOWN], spelled_ops[ZP_OPS_KNOWN], spelled_units[ZP_UNITS_KNOWN];
  size_t units_read;
  const zp_spelling *keys[ZP_SCHEMA_COUNT];           // NULL: not asked for yet
  zp_known_points points[1 << ZP_POINTS_KNOWN_BITS];  // each at the place its value says
} zp_record_known;

void zp_known_start(const zp_tokens *tokens, zp_record_known *out);

/// The keys of a schema; NULL when the format does not say how it writes them, or memory is short.
const zp_spelling *zp_known_keys(zp_record_known *known, const zp_tokens *tokens,
                                 const zp_record_schema *schema, zp_arena *arena);

/// A unit that was read, in the place of the one read longest ago. Borrowed.
void zp_known_unit(zp_record_known *known, const zp_tokens *tokens, zp_text unit);

/// The text of points, which repeat from row to row. ptr NULL when memory is short.
zp_text zp_known_print(zp_record_known *known, zp_dec points, zp_arena *arena);

/// The first of the texts from number `from` on that is the next token, which is read, though nobody is told where it stood;
/// else `count`, and nothing happened. `known` may be NULL. Here, since it is asked two dozen times a row.
static inline size_t zp_known_pass(zp_tokens *tokens, const zp_spelling *known, size_t from, size_t count)
{
  if (known == NULL || tokens->owed == 0 || tokens->end - tokens->at < ZP_SPELLING_MOST) return count;
  while (from < count && !zp_spelling_at(&known[from], tokens->at)) from++;
  if (from >= count) return count;
  tokens->at += known[from].len;
  tokens->owed--;
  return from;
}
