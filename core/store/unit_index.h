// unit_index.h: the units of many stored results: who they are and where their bytes are, in the order of the final result.
#pragma once

#include "base/digest.h"
#include "form/lexicon.h"
#include "model/result.h"

enum { ZP_UNIT_CHECK = 16 };

typedef struct zp_unit_at {
  zp_text code, name;             // in the index's arena
  uint32_t part;                  // number of the result it is in
  uint32_t length;                // of its bytes
  uint64_t offset;                // of its bytes in that result
  unsigned char check[ZP_UNIT_CHECK];  // sum of its bytes: they are read a second time
  bool digested;
  unsigned char digest[ZP_DIGEST_BYTES];  // digested: of its bytes
  uint64_t extract_offset;        // of its extract in the same file
  uint32_t extract_length;        // 0: there is none, it has to be made
  unsigned char extract_check[ZP_UNIT_CHECK];
  size_t findings;                // that the unit has
} zp_unit_at;

typedef struct zp_unit_index {
  zp_arena *arena;
  zp_unit_at *units;
  size_t count, capacity;
} zp_unit_index;

/// Adds a unit; texts are copied unless they are to outlive the index (`borrow`), all else is taken as it is.
zp_status zp_unit_index_add(zp_unit_index *index, const zp_unit_at *unit, bool borrow, zp_error *err);

/// Sorts by code, then name, then part.
void zp_unit_index_sort(zp_unit_index *index);

/// Two units of different parts that are one and the same: equal codes, or equal names when one of them has no code (codes
/// compared as zp_text_key() does, names too, or as zp_lexicon_unit_key() does when there is a lexicon).
typedef void (*zp_unit_clash)(void *context, const zp_unit_at *a, const zp_unit_at *b);

/// Calls for such pairs, enough of them to connect all parts that share a unit. Needs scratch memory for a while.
zp_status zp_unit_index_clashes(const zp_unit_index *index, const zp_lexicon *lexicon, zp_unit_clash each, void *context, zp_error *err);
