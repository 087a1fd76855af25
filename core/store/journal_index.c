// journal_index.c: entries in a list, found through chains of a hash table.
#include "store/journal_index.h"

#include <string.h>

#include "base/checksum.h"
#include "store/journal_frame.h"

enum { FIRST_BUCKETS = 64 };

static bool same_space(zp_journal_kind a, zp_journal_kind b)
{
  return (a == ZP_JOURNAL_NOTE) == (b == ZP_JOURNAL_NOTE);
}

static uint32_t hash_of(zp_text key)
{
  return (uint32_t)zp_text_hash(key);
}

static zp_journal_entry *find(const zp_journal_index *index, zp_journal_kind kind, zp_text key, uint32_t hash)
{
  uint32_t at = index->bucket_count == 0 ? 0 : index->buckets[hash & (index->bucket_count - 1)];
  while (at != 0) {
    zp_journal_entry *entry = &index->entries[at - 1];
    if (entry->hash == hash && same_space(entry->kind, kind) && zp_text_equal(entry->key, key)) return entry;
    at = entry->next;
  }
  return NULL;
}

const zp_journal_entry *zp_journal_index_find(const zp_journal_index *index, zp_journal_kind kind, zp_text key)
{
  return find(index, kind, key, hash_of(key));
}

static void chain(zp_journal_index *index, size_t i)
{
  uint32_t *bucket = &index->buckets[index->entries[i].hash & (index->bucket_count - 1)];
  index->entries[i].next = *bucket;
  *bucket = (uint32_t)(i + 1);
}

static bool make_room(zp_journal_index *index)
{
  zp_journal_entry *entries = zp_arena_grow(index->arena, index->entries, index->count, &index->capacity, sizeof *entries);
  if (entries == NULL) return false;
  index->entries = entries;
  if (index->count < index->bucket_count) return true;
  size_t wanted = index->bucket_count == 0 ? FIRST_BUCKETS : index->bucket_count * 2;
  uint32_t *buckets = ZP_TAKE(index->arena, uint32_t, wanted);
  if (buckets == NULL) return false;
  index->buckets = buckets;
  index->bucket_count = wanted;
  for (size_t i = 0; i < index->count; i++) chain(index, i);
  return true;
}

uint64_t zp_journal_entry_size(const zp_journal_entry *entry)
{
  zp_journal_frame frame = { .digest_len = (uint8_t)entry->digest.len, .key_len = (uint16_t)entry->key.len,
                             .length = entry->length };
  return zp_frame_size(&frame);
}

zp_status zp_journal_index_put(zp_journal_index *index, const zp_journal_entry *entry, zp_error *err)
{
  uint32_t hash = hash_of(entry->key);
  zp_journal_entry *old = find(index, entry->kind, entry->key, hash);
  zp_journal_entry fresh = *entry;
  fresh.key = old != NULL ? old->key : zp_text_copy(entry->key, index->arena);
  fresh.digest = old != NULL && zp_text_equal(old->digest, entry->digest) ? old->digest
                                                                          : zp_text_copy(entry->digest, index->arena);
  if (fresh.key.ptr == NULL || fresh.digest.ptr == NULL) return zp_fail_memory(err);
  fresh.hash = hash;
  if (old != NULL) {
    index->needed -= zp_journal_entry_size(old);
    fresh.next = old->next;
    *old = fresh;
  } else {
    if (!make_room(index)) return zp_fail_memory(err);
    index->entries[index->count] = fresh;
    chain(index, index->count++);
  }
  index->needed += zp_journal_entry_size(&fresh);
  return ZP_OK;
}
