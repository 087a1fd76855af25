// reuse.c: records by digest and stamp; notes of later stamps.
#include "batch/reuse.h"

#include <string.h>

zp_text zp_reuse_digest(const zp_fingerprint *print, char room[ZP_RECORD_DIGEST])
{
  size_t stamp = print->settled ? strlen(print->stamp) : 0;
  memcpy(room, print->digest, ZP_DIGEST_HEX);
  memcpy(room + ZP_DIGEST_HEX, print->stamp, stamp);
  return (zp_text){ room, ZP_DIGEST_HEX + stamp };
}

/// The result of a bundle of that name, of whatever files.
static const zp_journal_entry *record_of(const zp_journal *journal, const zp_roll_entry *entry)
{
  const zp_journal_entry *record = zp_journal_find(journal, ZP_JOURNAL_GROUP, entry->bundle.name);
  return record != NULL && record->kind == ZP_JOURNAL_GROUP && record->digest.len >= ZP_DIGEST_HEX ? record : NULL;
}

static zp_text digest_of(const zp_journal_entry *record)
{
  return zp_text_slice(record->digest, 0, ZP_DIGEST_HEX);
}

static zp_text stamp_of(const zp_journal_entry *record)
{
  return zp_text_slice(record->digest, ZP_DIGEST_HEX, record->digest.len);
}

static bool is_stamped(const zp_journal *journal, const zp_roll_entry *entry, const zp_journal_entry *record)
{
  zp_text now = zp_text_from(entry->stamp);
  const zp_journal_entry *note = zp_journal_find(journal, ZP_JOURNAL_NOTE, entry->bundle.name);
  if (now.len == 0) return false;
  if (zp_text_equal(now, stamp_of(record))) return true;
  return note != NULL && note->digest.len > ZP_DIGEST_HEX && zp_text_equal(digest_of(note), digest_of(record)) &&
         zp_text_equal(now, stamp_of(note));
}

static bool wants_reading(void *context, const zp_roll_entry *entry)
{
  const zp_journal *journal = context;
  const zp_journal_entry *record = record_of(journal, entry);
  return entry->print.digest[0] == '\0' && record != NULL && !is_stamped(journal, entry, record);
}

zp_status zp_reuse_read(const zp_journal *journal, zp_roll *roll, zp_text base, zp_error *err)
{
  union { const zp_journal *from; void *to; } context = { journal };  // it is only looked into
  return zp_roll_read(roll, base, wants_reading, context.to, err);
}

const zp_journal_entry *zp_reuse_find(const zp_journal *journal, const zp_roll_entry *entry)
{
  const zp_journal_entry *record = record_of(journal, entry);
  if (record == NULL) return NULL;
  bool read = entry->print.digest[0] != '\0';
  bool same = read ? zp_text_equal(digest_of(record), zp_text_from(entry->print.digest)) : is_stamped(journal, entry, record);
  return same ? record : NULL;
}
