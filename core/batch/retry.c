// retry.c: notes "failed NAME" with the digest of the files that failed; one that counts no more
// has an empty digest.
#include "batch/retry.h"

static const zp_text none = { NULL, 0 };

/// A name that is too long for a key is cut: it may then be tried once too often, never too seldom.
static zp_text key_of(zp_text bundle, zp_arena *arena)
{
  static const char begins[] = "failed ";
  return zp_text_format(arena, "%s%.*s", begins,
                        ZP_ARG(zp_text_slice(bundle, 0, ZP_JOURNAL_KEY_MOST - sizeof begins)));
}

static zp_status put(zp_journal *journal, zp_text bundle, zp_text digest, bool only_known,
                     zp_error *err)
{
  zp_arena *scratch = zp_arena_new(NULL, 0);
  zp_text key = scratch == NULL ? none : key_of(bundle, scratch);
  zp_status status = key.ptr == NULL ? zp_fail_memory(err) : ZP_OK;
  const zp_journal_entry *old =
      status == ZP_OK ? zp_journal_find(journal, ZP_JOURNAL_NOTE, key) : NULL;
  bool as_is = old == NULL ? only_known : zp_text_equal(old->digest, digest);
  if (status == ZP_OK && !as_is)
    status = zp_journal_append(journal, ZP_JOURNAL_NOTE, key, digest, none, err);
  zp_arena_free(scratch);
  return status;
}

zp_status zp_retry_note(zp_journal *journal, zp_text bundle, zp_text digest, zp_error *err)
{
  return put(journal, bundle, digest, false, err);
}

zp_status zp_retry_clear(zp_journal *journal, zp_text bundle, zp_error *err)
{
  return put(journal, bundle, none, true, err);
}

static bool has_result(const zp_journal *journal, const zp_roll_entry *entry)
{
  const zp_journal_entry *record = zp_journal_find(journal, ZP_JOURNAL_GROUP, entry->bundle.name);
  return record != NULL && record->kind == ZP_JOURNAL_GROUP &&
         zp_text_equal(record->digest, zp_text_from(entry->digest));
}

/// Also those that several bundles were joined into, which no roll has at the start.
static size_t count_failed(const zp_journal *journal)
{
  size_t count = 0;
  for (size_t i = 0; i < zp_journal_count(journal); i++) {
    const zp_journal_entry *entry = zp_journal_entry_at(journal, i);
    count += entry->kind == ZP_JOURNAL_NOTE && entry->digest.len != 0 &&
             zp_text_starts(entry->key, ZP_TEXT("failed "));
  }
  return count;
}

zp_status zp_retry_check(const zp_journal *journal, const zp_roll *roll, zp_arena *scratch,
                         size_t *count, zp_error *err)
{
  for (size_t i = 0; i < roll->count; i++) {
    const zp_roll_entry *entry = &roll->entries[i];
    if (has_result(journal, entry)) continue;
    zp_text key = key_of(entry->bundle.name, scratch);
    if (key.ptr == NULL) return zp_fail_memory(err);
    const zp_journal_entry *note = zp_journal_find(journal, ZP_JOURNAL_NOTE, key);
    if (note == NULL || note->digest.len == 0)
      return zp_fail(err, ZP_E_RETRY_OTHER, NULL, entry->bundle.name, none, none);
  }
  *count = count_failed(journal);
  return ZP_OK;
}
