// shortfall.h: which indicators lose the most points over all units.
#pragma once

#include "model/extract.h"

/// Spellings of names that are kept apart; rows with one that comes after so many are only added up.
enum { ZP_SPELLINGS_MOST = 50000 };

typedef struct zp_spelling zp_spelling;
typedef struct zp_shortfall_name zp_shortfall_name;

/// Numbers of spellings or names + 1, by hash; 0 is free.
typedef struct zp_shortfall_slots { uint32_t *at; size_t capacity; } zp_shortfall_slots;

/// Start with zp_shortfall_init(). All in the arena; memory follows the number of spellings (some 300 bytes each).
typedef struct zp_shortfall {
  zp_arena *arena;
  zp_shortfall_slots by_text, by_key;
  zp_spelling *spellings;           // a group and a name as written
  size_t spelling_count, spelling_capacity;
  zp_shortfall_name *names;         // a group and the key of a name
  size_t name_count, name_capacity;
  zp_weak_indicator others;         // of names beyond ZP_SPELLINGS_MOST
  size_t others_unit;               // the last one of `others` that lost points, from 1
} zp_shortfall;

void zp_shortfall_init(zp_shortfall *shortfall, zp_arena *arena);

/// Adds what unit number `unit` (from 1) has of a name in a group (any numbering). Sums stop at the largest number. Names may come
/// in any order; beyond ZP_SPELLINGS_MOST it decides which are kept apart. Fails only when memory is short.
zp_status zp_shortfall_add(zp_shortfall *shortfall, const zp_name_share *share, size_t unit, zp_error *err);

/// The names that lost points, most first, at most ZP_WORST_MOST; texts live in the arena. group_of(context, group) is its id.
zp_status zp_shortfall_worst(const zp_shortfall *shortfall, zp_text (*group_of)(const void *context, uint32_t group),
                             const void *context, zp_weak_indicator **out, size_t *count, zp_error *err);
