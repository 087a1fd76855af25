// journal_index.h: what a journal holds, by key: the last record of each.
#pragma once

#include "store/journal.h"

typedef struct zp_journal_index {
  zp_arena *arena;
  zp_journal_entry *entries;
  size_t count, capacity;
  uint32_t *buckets;      // 1 + index of an entry; a power of two of them
  size_t bucket_count;
  uint64_t needed;        // bytes of the records that the entries stand for
} zp_journal_index;

const zp_journal_entry *zp_journal_index_find(const zp_journal_index *index, zp_journal_kind kind, zp_text key);

/// Takes in what a record says, texts copied; `size` is that of the whole record. Room is made before anything changes, so that
/// a failure (ZP_E_MEMORY) leaves the index as it was.
zp_status zp_journal_index_put(zp_journal_index *index, const zp_journal_entry *entry, zp_error *err);

/// Bytes of the record of an entry.
uint64_t zp_journal_entry_size(const zp_journal_entry *entry);
