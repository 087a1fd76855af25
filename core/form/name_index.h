// name_index.h: finds names by their keys (zp_text_key) in constant time, so that no form is too long.
#pragma once

#include "base/error.h"

/// A table of (scope, key) -> number. Scope keeps names of different owners apart, such as the indicators of two projects.
typedef struct zp_name_entry { zp_text key; uint32_t scope, value, hash; bool used; } zp_name_entry;
typedef struct zp_name_index {
  zp_arena *arena;
  zp_name_entry *entries;
  size_t count, capacity;
} zp_name_index;

/// What a name is found by; equal names have equal hashes.
uint32_t zp_name_hash(uint32_t scope, zp_text key);

/// An empty index in caller's storage; entries live in the arena. Keys are borrowed.
void zp_name_index_init(zp_name_index *index, zp_arena *arena);

/// The number stored for a name, or NULL. The pointer is valid until the next zp_name_index_put.
uint32_t *zp_name_index_find(const zp_name_index *index, uint32_t scope, zp_text key);

/// Stores `value` unless the name is there already; *found is the stored number in both cases (may be NULL).
zp_status zp_name_index_put(zp_name_index *index, uint32_t scope, zp_text key, uint32_t value, uint32_t *found, zp_error *err);
