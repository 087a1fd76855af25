// journal.c: records added at the end and read back. Nothing is believed before its checksum.
#include "store/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/draft.h"
#include "store/journal_frame.h"
#include "store/journal_index.h"

enum { MAGIC_BYTES = 8, VERSION_BYTES = 4, PREAMBLE = MAGIC_BYTES + VERSION_BYTES, VERSION = 2 };
enum { HEAD_TEXTS = 4, HEAD_TEXT_MOST = 1 << 16 };
static const char magic[] = "\x89ZPJ\r\n\x1A\n";

struct zp_journal {
  zp_arena *arena;
  const char *path;
  zp_span span;                 // of the file up to `end`
  zp_journal_head head;
  unsigned char seed[ZP_SUM_BYTES];
  uint64_t end;                 // behind the last good record
  uint64_t begun;               // up to where the system was asked to write to the disk
  bool writable, broken;        // broken: the file could not be brought back to `end`
  zp_journal_index index;
  zp_window window;             // while it is opened
};

static zp_status write_failed(const zp_journal *j, int cause, zp_error *err)
{
  char room[ZP_ERROR_ARG];
  return zp_fail(err, ZP_E_WRITE, NULL, zp_text_from(j->path), zp_error_cause(cause, room), (zp_text){ NULL, 0 });
}

static zp_status corrupt(const zp_journal *j, zp_word what, uint64_t at, zp_error *err)
{
  char byte[24];
  zp_place place = { .file = j->span.name };
  snprintf(byte, sizeof byte, "%llu", (unsigned long long)at + 1);
  return zp_fail(err, ZP_E_JOURNAL_CORRUPT, &place, zp_word_arg(what), zp_text_from(byte), (zp_text){ NULL, 0 });
}

// ---- writing -----------------------------------------------------------------------------------------------------------------

static zp_journal_seal seal_at(const zp_journal *j, uint64_t at)
{
  zp_journal_seal seal = { .offset = at };
  memcpy(seal.seed, j->seed, sizeof seal.seed);
  return seal;
}

/// The head's texts, each behind its length; ptr NULL when memory is short.
static zp_text pack_head(const zp_journal_head *head, zp_arena *arena)
{
  const zp_text texts[HEAD_TEXTS] = { head->version, head->pack, head->options, head->inputs };
  size_t len = 0, at = 0;
  for (int i = 0; i < HEAD_TEXTS; i++) len += 4 + texts[i].len;
  char *bytes = zp_arena_bytes(arena, len);
  for (int i = 0; i < HEAD_TEXTS && bytes != NULL; i++) {
    zp_put_be((unsigned char *)bytes + at, 4, texts[i].len);
    if (texts[i].len != 0) memcpy(bytes + at + 4, texts[i].ptr, texts[i].len);
    at += 4 + texts[i].len;
  }
  return (zp_text){ bytes, bytes == NULL ? 0 : len };
}

/// Magic, version and head into an empty file; sets seed and end.
static zp_status start_file(int file, const zp_journal_head *head, zp_journal *j, zp_error *err)
{
  char preamble[PREAMBLE];
  zp_journal_seal seal = { .offset = PREAMBLE };
  zp_text payload = pack_head(head, j->arena);
  zp_journal_record record = { .kind = ZP_JOURNAL_HEAD_KIND, .pieces = &payload, .piece_count = 1 };
  if (payload.ptr == NULL) return zp_fail_memory(err);
  memcpy(preamble, magic, MAGIC_BYTES);
  zp_put_be((unsigned char *)preamble + MAGIC_BYTES, VERSION_BYTES, VERSION);
  int cause = zp_bytes_put(file, (zp_text){ preamble, PREAMBLE }, 0);
  if (cause == 0) cause = zp_record_put(file, &record, &seal, j->seed);
  j->end = PREAMBLE + ZP_FRAME_BYTES + payload.len + ZP_SUM_BYTES;
  return cause == 0 ? ZP_OK : write_failed(j, cause, err);
}

static bool is_too_long(const zp_journal *j, const zp_journal_record *record)
{
  size_t len = 0;
  for (size_t i = 0; i < record->piece_count; i++) {
    if (record->pieces[i].len > ZP_JOURNAL_PAYLOAD_MOST - len) return true;
    len += record->pieces[i].len;
  }
  return record->key.len > ZP_JOURNAL_KEY_MOST || record->digest.len > ZP_JOURNAL_DIGEST_MOST ||
         record->piece_count > ZP_JOURNAL_PIECES_MOST || j->index.count >= ZP_JOURNAL_RECORDS_MOST;
}

zp_status zp_journal_append(zp_journal *journal, zp_journal_kind kind, zp_text key, zp_text digest, zp_text payload,
                            zp_error *err)
{
  return zp_journal_append_pieces(journal, kind, key, digest, &payload, 1, err);
}

zp_status zp_journal_append_pieces(zp_journal *journal, zp_journal_kind kind, zp_text key, zp_text digest, const zp_text *pieces,
                                   size_t count, zp_error *err)
{
  zp_journal_record record = { (uint8_t)kind, key, digest, pieces, count };
  zp_journal_seal seal = seal_at(journal, journal->end);
  unsigned char sum[ZP_SUM_BYTES];
  if (!journal->writable || journal->broken) return write_failed(journal, EIO, err);
  if (is_too_long(journal, &record)) return write_failed(journal, EFBIG, err);
  int cause = zp_record_put(journal->span.file, &record, &seal, sum);
  zp_journal_entry entry = { .kind = kind, .key = key, .digest = digest, .length = zp_record_payload(&record),
                             .offset = journal->end + ZP_FRAME_BYTES + key.len + digest.len };
  zp_status status = cause != 0 ? write_failed(journal, cause, err) : zp_journal_index_put(&journal->index, &entry, err);
  if (status == ZP_OK) {
    journal->end += zp_journal_entry_size(&entry);
    journal->span.length = journal->end;
    zp_write_ahead(journal->span.file, &journal->begun, journal->end);
    return ZP_OK;
  }
  while (ftruncate(journal->span.file, (off_t)journal->end) != 0)
    if (errno != EINTR) {
      journal->broken = true;
      break;
    }
  return status;
}

zp_status zp_journal_sync(zp_journal *journal, zp_error *err)
{
  if (journal->broken) return write_failed(journal, EIO, err);
  while (fdatasync(journal->span.file) != 0)
    if (errno != EINTR) {
      journal->broken = true;  // what the system held is lost, and it will not say so twice
      return write_failed(journal, errno, err);
    }
  return ZP_OK;
}

// ---- reading -----------------------------------------------------------------------------------------------------------------

/// The head's texts out of its payload.
static bool unpack_head(zp_text bytes, zp_journal_head *head)
{
  zp_text *const texts[HEAD_TEXTS] = { &head->version, &head->pack, &head->options, &head->inputs };
  size_t at = 0;
  for (int i = 0; i < HEAD_TEXTS; i++) {
    if (bytes.len - at < 4) return false;
    uint64_t len = zp_take_be((const unsigned char *)bytes.ptr + at, 4);
    at += 4;
    if (len > bytes.len - at) return false;
    *texts[i] = (zp_text){ bytes.ptr + at, (size_t)len };
    at += (size_t)len;
  }
  return at == bytes.len;
}

static zp_status read_head(zp_journal *j, zp_error *err)
{
  char preamble[PREAMBLE];
  unsigned char sum[ZP_SUM_BYTES];
  zp_journal_frame frame;
  zp_place place = { .file = j->span.name };
  bool known = j->span.length >= PREAMBLE;
  if (known && zp_span_read(&j->span, 0, preamble, PREAMBLE, err) != ZP_OK) return err->status;
  known = known && memcmp(preamble, magic, MAGIC_BYTES) == 0;
  if (!known || zp_take_be((unsigned char *)preamble + MAGIC_BYTES, VERSION_BYTES) != VERSION)
    return zp_fail_with(err, ZP_E_JOURNAL_VERSION, &place, "");
  zp_journal_seal seal = { .offset = PREAMBLE };
  zp_verdict is = zp_record_check(&j->window, &seal, &frame, sum, err);
  if (is == ZP_RECORD_FAILED) return err->status;
  bool sound = is == ZP_RECORD_GOOD && frame.kind == ZP_JOURNAL_HEAD_KIND && frame.key_len == 0 && frame.digest_len == 0;
  if (!sound || frame.length > HEAD_TEXTS * (4 + HEAD_TEXT_MOST)) return corrupt(j, ZP_W_JOURNAL_HEAD, PREAMBLE, err);
  char *bytes = zp_arena_bytes(j->arena, frame.length);
  if (bytes == NULL) return zp_fail_memory(err);
  if (zp_span_read(&j->span, PREAMBLE + ZP_FRAME_BYTES, bytes, frame.length, err) != ZP_OK) return err->status;
  if (!unpack_head((zp_text){ bytes, frame.length }, &j->head)) return corrupt(j, ZP_W_JOURNAL_HEAD, PREAMBLE, err);
  memcpy(j->seed, sum, sizeof sum);
  j->end = PREAMBLE + zp_frame_size(&frame);
  return ZP_OK;
}

static zp_status take_record(zp_journal *j, const zp_journal_frame *frame, zp_error *err)
{
  size_t texts = (size_t)frame->key_len + frame->digest_len;
  const char *bytes = zp_window_bytes(&j->window, j->end + ZP_FRAME_BYTES, texts, err);
  if (bytes == NULL) return err->status;
  zp_journal_entry entry = { .kind = (zp_journal_kind)frame->kind, .key = { bytes, frame->key_len },
                             .digest = { bytes + frame->key_len, frame->digest_len }, .length = frame->length,
                             .offset = j->end + ZP_FRAME_BYTES + texts };
  if (zp_journal_index_put(&j->index, &entry, err) != ZP_OK) return ZP_E_MEMORY;
  j->end += zp_frame_size(frame);
  return ZP_OK;
}

/// All records that are good; what follows them is dropped if it may be.
static zp_status read_records(zp_journal *j, zp_journal_mode mode, zp_error *err)
{
  zp_verdict is = ZP_RECORD_GOOD;
  while (j->end < j->span.length && is == ZP_RECORD_GOOD) {
    zp_journal_frame frame;
    unsigned char sum[ZP_SUM_BYTES];
    zp_journal_seal seal = seal_at(j, j->end);
    is = zp_record_check(&j->window, &seal, &frame, sum, err);
    if (is == ZP_RECORD_FAILED) return err->status;
    bool fits = is == ZP_RECORD_GOOD && frame.kind != ZP_JOURNAL_HEAD_KIND && j->index.count < ZP_JOURNAL_RECORDS_MOST;
    if (is == ZP_RECORD_GOOD && !fits) is = ZP_RECORD_BAD;
    if (fits && take_record(j, &frame, err) != ZP_OK) return err->status;
  }
  if (is == ZP_RECORD_BAD && mode != ZP_JOURNAL_SALVAGE) return corrupt(j, ZP_W_JOURNAL_RECORD, j->end, err);
  bool cut = j->end < j->span.length && mode != ZP_JOURNAL_READ;
  j->span.length = j->end;
  while (cut && ftruncate(j->span.file, (off_t)j->end) != 0)
    if (errno != EINTR) return write_failed(j, errno, err);
  return ZP_OK;
}

// ---- making and opening --------------------------------------------------------------------------------------------------------

static zp_journal *new_journal(const char *path, zp_arena *arena)
{
  zp_journal *j = ZP_TAKE(arena, zp_journal, 1);
  zp_text own = zp_text_copy(zp_text_from(path), arena);
  if (j == NULL || own.ptr == NULL) return NULL;
  *j = (zp_journal){ .arena = arena, .path = own.ptr, .span = { .file = -1, .name = zp_text_from(zp_path_last(own.ptr)) },
                     .index = { .arena = arena }, .writable = true };
  return j;
}

static bool heads_fit(const zp_journal_head *head)
{
  const zp_text texts[HEAD_TEXTS] = { head->version, head->pack, head->options, head->inputs };
  for (int i = 0; i < HEAD_TEXTS; i++)
    if (texts[i].len > HEAD_TEXT_MOST) return false;
  return true;
}

static zp_status keep_head(zp_journal *j, const zp_journal_head *head, zp_error *err)
{
  zp_text bytes = pack_head(head, j->arena);
  if (bytes.ptr == NULL || !unpack_head(bytes, &j->head)) return zp_fail_memory(err);
  return ZP_OK;
}

/// Puts the draft in place, never over another file, and keeps it open.
static zp_status place_new(zp_journal *j, zp_draft *draft, zp_error *err)
{
  bool taken = false;
  zp_error failure = { 0 };
  int file = fcntl(draft->file, F_DUPFD_CLOEXEC, 0);
  if (file < 0) return write_failed(j, errno, err);
  zp_status status = zp_draft_publish(draft, &taken, &failure);
  if (status == ZP_OK && !taken) {
    j->span.file = file;
    return ZP_OK;
  }
  close(file);
  if (taken) return write_failed(j, EEXIST, err);
  if (err != NULL && err->status == ZP_OK) *err = failure;
  return status;
}

zp_status zp_journal_create(const char *path, const zp_journal_head *head, zp_arena *arena, zp_journal **out, zp_error *err)
{
  zp_draft draft;
  zp_journal *j = new_journal(path, arena);
  if (j == NULL || keep_head(j, head, err) != ZP_OK) return zp_fail_memory(err);
  if (!heads_fit(head)) return write_failed(j, EFBIG, err);
  zp_status status = zp_draft_open(path, &draft, err);
  if (status == ZP_OK) status = start_file(draft.file, head, j, err);
  if (status == ZP_OK) status = place_new(j, &draft, err);
  zp_draft_close(&draft);
  if (status != ZP_OK) return status;
  j->span.length = j->end;
  *out = j;
  return ZP_OK;
}

zp_status zp_journal_open(const char *path, zp_journal_mode mode, zp_arena *arena, zp_journal **out, zp_error *err)
{
  zp_error own = { 0 };
  zp_error *failure = err != NULL ? err : &own;
  zp_journal *j = new_journal(path, arena);
  if (j == NULL) return zp_fail_memory(err);
  j->writable = mode != ZP_JOURNAL_READ;
  j->window = (zp_window){ .span = &j->span, .room = zp_arena_bytes(arena, ZP_WINDOW) };
  if (j->window.room == NULL) return zp_fail_memory(err);
  zp_text name = j->span.name;
  zp_status status = zp_span_open(path, j->writable, &j->span, failure);
  j->span.name = name;
  if (status == ZP_OK) status = read_head(j, failure);
  if (status == ZP_OK) status = read_records(j, mode, failure);
  j->begun = j->end;
  if (status == ZP_OK) *out = j;
  else zp_journal_close(j);
  return status;
}

void zp_journal_close(zp_journal *journal)
{
  if (journal == NULL) return;
  if (journal->span.file >= 0) close(journal->span.file);
  journal->span.file = -1;
}

// ---- what is in it -------------------------------------------------------------------------------------------------------------

/// The inputs that were noted last, or those of the head.
static zp_text inputs_of(const zp_journal *j)
{
  const zp_journal_entry *note = zp_journal_index_find(&j->index, ZP_JOURNAL_NOTE, ZP_TEXT(""));
  return note != NULL ? note->digest : j->head.inputs;
}

zp_journal_head zp_journal_head_of(const zp_journal *journal)
{
  zp_journal_head head = journal->head;
  head.inputs = inputs_of(journal);
  return head;
}

zp_status zp_journal_match(const zp_journal *journal, const zp_journal_head *wanted, zp_error *err)
{
  const zp_journal_head head = zp_journal_head_of(journal);
  zp_place place = { .file = journal->span.name };
  zp_text none = { NULL, 0 };
  const struct { zp_text has, wanted; zp_word word; } texts[HEAD_TEXTS] = {
    { head.version, wanted->version, ZP_W_PART_VERSION }, { head.pack, wanted->pack, ZP_W_PART_PACK },
    { head.options, wanted->options, ZP_W_PART_OPTIONS }, { head.inputs, wanted->inputs, ZP_W_PART_INPUTS },
  };
  for (int i = 0; i < HEAD_TEXTS; i++)
    if (!zp_text_equal(texts[i].has, texts[i].wanted))
      return zp_fail(err, ZP_E_JOURNAL_OTHER, &place, zp_word_arg(texts[i].word), none, none);
  return ZP_OK;
}

size_t zp_journal_count(const zp_journal *journal)
{
  return journal->index.count;
}

const zp_journal_entry *zp_journal_entry_at(const zp_journal *journal, size_t i)
{
  return &journal->index.entries[i];
}

const zp_journal_entry *zp_journal_find(const zp_journal *journal, zp_journal_kind kind, zp_text key)
{
  return zp_journal_index_find(&journal->index, kind, key);
}

zp_span zp_journal_span(const zp_journal *journal, const zp_journal_entry *entry)
{
  return (zp_span){ journal->span.file, entry->offset, entry->length, entry->key };
}

zp_span zp_journal_file(const zp_journal *journal)
{
  return journal->span;
}

uint64_t zp_journal_size(const zp_journal *journal, uint64_t *needed)
{
  *needed = journal->index.needed;
  return journal->end;
}

zp_status zp_journal_read(const zp_journal *journal, const zp_journal_entry *entry, zp_arena *arena, zp_text *payload,
                          zp_error *err)
{
  unsigned char sum[ZP_SUM_BYTES], stored[ZP_SUM_BYTES];
  zp_journal_seal seal = seal_at(journal, entry->offset - entry->digest.len - entry->key.len - ZP_FRAME_BYTES);
  zp_span span = { journal->span.file, entry->offset, (uint64_t)entry->length + ZP_SUM_BYTES, journal->span.name };
  char *bytes = zp_arena_bytes(arena, entry->length);
  if (bytes == NULL) return zp_fail_memory(err);
  zp_status status = zp_span_read(&span, 0, bytes, entry->length, err);
  if (status == ZP_OK) status = zp_span_read(&span, entry->length, (char *)stored, sizeof stored, err);
  if (status != ZP_OK) return status;
  zp_text all = { bytes, entry->length };
  zp_journal_record record = { (uint8_t)entry->kind, entry->key, entry->digest, &all, 1 };
  zp_record_sum(&record, &seal, sum);
  if (memcmp(sum, stored, sizeof sum) != 0) return corrupt(journal, ZP_W_JOURNAL_RECORD, seal.offset, err);
  *payload = all;
  return ZP_OK;
}

/// The entries that are no drops into another file, which `fresh` stands for.
static zp_status copy_entries(const zp_journal *old, zp_journal *fresh, zp_error *err)
{
  for (size_t i = 0; i < old->index.count; i++) {
    const zp_journal_entry *entry = &old->index.entries[i];
    zp_text payload = { NULL, 0 };
    bool inputs = entry->kind == ZP_JOURNAL_NOTE && entry->key.len == 0;  // the new head has them
    if (entry->kind == ZP_JOURNAL_DROP || inputs) continue;
    zp_arena *arena = zp_arena_new(NULL, 0);
    if (arena == NULL) return zp_fail_memory(err);
    zp_status status = zp_journal_read(old, entry, arena, &payload, err);
    if (status == ZP_OK) status = zp_journal_append(fresh, entry->kind, entry->key, entry->digest, payload, err);
    zp_arena_free(arena);
    if (status != ZP_OK) return status;
  }
  return ZP_OK;
}

zp_status zp_journal_renew(zp_journal *journal, const zp_journal_head *head, zp_error *err)
{
  zp_draft draft;
  zp_journal fresh = *journal;
  fresh.index = (zp_journal_index){ .arena = journal->arena };
  fresh.begun = 0;
  if (!heads_fit(head)) return write_failed(journal, EFBIG, err);
  zp_status status = keep_head(&fresh, head, err);
  if (status != ZP_OK) return status;
  status = zp_draft_open(journal->path, &draft, err);
  fresh.span.file = status == ZP_OK ? fcntl(draft.file, F_DUPFD_CLOEXEC, 0) : -1;
  if (status == ZP_OK && fresh.span.file < 0) status = write_failed(journal, errno, err);
  if (status == ZP_OK) status = start_file(draft.file, head, &fresh, err);
  if (status == ZP_OK) status = copy_entries(journal, &fresh, err);
  if (status == ZP_OK) status = zp_draft_replace(&draft, err);
  zp_draft_close(&draft);
  int unused = status == ZP_OK ? journal->span.file : fresh.span.file;
  if (unused >= 0) close(unused);
  if (status == ZP_OK) *journal = fresh;
  return status;
}

zp_status zp_journal_adopt(zp_journal *journal, const zp_journal_head *head, zp_error *err)
{
  const zp_journal_head *own = &journal->head;
  bool same = zp_text_equal(own->version, head->version) && zp_text_equal(own->pack, head->pack) &&
              zp_text_equal(own->options, head->options) && head->inputs.len <= ZP_JOURNAL_DIGEST_MOST;
  if (!same || journal->index.needed < journal->end / 2) return zp_journal_renew(journal, head, err);
  return zp_journal_append(journal, ZP_JOURNAL_NOTE, ZP_TEXT(""), head->inputs, (zp_text){ NULL, 0 }, err);
}
