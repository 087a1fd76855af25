// name_index.c: open addressing, at most half full.
#include "form/name_index.h"

#include <string.h>

void zp_name_index_init(zp_name_index *index, zp_arena *arena)
{
  *index = (zp_name_index){ .arena = arena };
}

static uint64_t bytes_at(const char *p, size_t count)
{
  uint64_t bytes = 0;
  for (size_t i = 0; i < count; i++) bytes = bytes << 8 | (unsigned char)p[i];
  return bytes;
}

static uint64_t eight_at(const char *p)
{
  uint64_t bytes;
  memcpy(&bytes, p, sizeof bytes);
  return bytes;
}

/// Eight bytes at a step, the last of them once more with those before where they are fewer. The
/// order of a table is never seen, so the machine's byte order does not matter.
uint32_t zp_name_hash(uint32_t scope, zp_text key)
{
  const uint64_t odd = 0x9E3779B97F4A7C15u;
  uint64_t h = ((uint64_t)scope + 1) * odd ^ key.len;
  for (size_t at = 0; at + 8 < key.len; at += 8) {
    h = (h ^ eight_at(key.ptr + at)) * odd;
    h ^= h >> 32;
  }
  h = (h ^ (key.len >= 8 ? eight_at(key.ptr + key.len - 8) : bytes_at(key.ptr, key.len))) * odd;
  return (uint32_t)(h ^ (h >> 32));
}

/// The entry of a name, or the free one where it belongs. The table is never full.
static zp_name_entry *locate(const zp_name_index *index, uint32_t scope, zp_text key, uint32_t hash)
{
  for (size_t at = hash & (index->capacity - 1);; at = (at + 1) & (index->capacity - 1)) {
    zp_name_entry *e = &index->entries[at];
    if (!e->used || (e->hash == hash && e->scope == scope && zp_text_equal(e->key, key))) return e;
  }
}

uint32_t *zp_name_index_find(const zp_name_index *index, uint32_t scope, zp_text key)
{
  if (index->capacity == 0) return NULL;
  zp_name_entry *e = locate(index, scope, key, zp_name_hash(scope, key));
  return e->used ? &e->value : NULL;
}

static zp_status enlarge(zp_name_index *index, zp_error *err)
{
  zp_name_index larger = { .arena = index->arena, .count = index->count };
  larger.capacity = index->capacity == 0 ? 16 : index->capacity * 2;
  larger.entries = ZP_TAKE(index->arena, zp_name_entry, larger.capacity);
  if (larger.entries == NULL) return zp_fail_memory(err);
  for (size_t i = 0; i < index->capacity; i++) {
    const zp_name_entry *e = &index->entries[i];
    if (e->used) *locate(&larger, e->scope, e->key, e->hash) = *e;
  }
  *index = larger;
  return ZP_OK;
}

zp_status zp_name_index_put(zp_name_index *index, uint32_t scope, zp_text key, uint32_t value, uint32_t *found, zp_error *err)
{
  if (index->count * 2 >= index->capacity && enlarge(index, err) != ZP_OK) return ZP_E_MEMORY;
  uint32_t hash = zp_name_hash(scope, key);
  zp_name_entry *e = locate(index, scope, key, hash);
  if (!e->used) {
    *e = (zp_name_entry){ .key = key, .scope = scope, .value = value, .hash = hash, .used = true };
    index->count++;
  }
  if (found != NULL) *found = e->value;
  return ZP_OK;
}
