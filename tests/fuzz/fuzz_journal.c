// fuzz_journal.c: any bytes as a journal, and journals made of any bytes and then damaged: what is read is what was written.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "store/journal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { RECORDS = 32 };

typedef struct tape { const uint8_t *data; size_t size, at; } tape;

static uint8_t next(tape *t)
{
  return t->at < t->size ? t->data[t->at++] : 0;
}

static zp_text stretch(tape *t)
{
  size_t len = next(t);
  if (len > t->size - t->at) len = t->size - t->at;
  t->at += len;
  return (zp_text){ (const char *)t->data + t->at - len, len };
}

/// A file without a name, which open() reaches through its number.
static int make_file(const void *bytes, size_t size, char path[64])
{
  int file = memfd_create("journal", MFD_CLOEXEC);
  if (file < 0 || (size != 0 && write(file, bytes, size) != (ssize_t)size)) abort();
  snprintf(path, 64, "/proc/self/fd/%d", file);
  return file;
}

/// Opens it as it may be opened; what can be listed can be read.
static void try_file(const char *path, zp_journal_mode mode)
{
  zp_arena *arena = zp_arena_new(NULL, 64 << 20);
  zp_journal *j = NULL;
  zp_error err = { 0 };
  if (arena == NULL) abort();
  if (zp_journal_open(path, mode, arena, &j, &err) == ZP_OK) {
    for (size_t i = 0; i < zp_journal_count(j); i++) {
      const zp_journal_entry *entry = zp_journal_entry_at(j, i);
      zp_text payload;
      if (zp_journal_read(j, entry, arena, &payload, &err) != ZP_OK || payload.len != entry->length) abort();
      if (zp_journal_find(j, entry->kind, entry->key) != entry) abort();
    }
    zp_text key = ZP_TEXT("one more"), none = { NULL, 0 };
    if (mode != ZP_JOURNAL_READ && zp_journal_append(j, ZP_JOURNAL_NOTE, key, none, key, &err) != ZP_OK) abort();
  } else if (err.status == ZP_OK) {
    abort();
  }
  zp_journal_close(j);
  zp_arena_free(arena);
}

typedef struct kept { zp_journal_kind kind; zp_text key, payload; } kept;

/// Appends records made of the bytes to the journal at `path`; how many there are.
static size_t fill(const char *path, tape *t, kept records[RECORDS])
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_journal *j = NULL;
  zp_error err = { 0 };
  size_t count = 0;
  if (zp_journal_open(path, ZP_JOURNAL_SALVAGE, arena, &j, &err) == ZP_OK) {
    while (t->at < t->size && count < RECORDS) {
      kept *record = &records[count++];
      record->kind = (zp_journal_kind)(1 + next(t) % 3);
      record->key = stretch(t);
      record->payload = stretch(t);
      if (zp_journal_append(j, record->kind, record->key, record->key, record->payload, &err) != ZP_OK) abort();
    }
    for (size_t i = 0; i < count; i++) {
      const zp_journal_entry *entry = zp_journal_find(j, records[i].kind, records[i].key);
      if (entry == NULL || !zp_text_equal(entry->digest, entry->key)) abort();
    }
  }
  zp_journal_close(j);
  zp_arena_free(arena);
  return count;
}

/// Every payload that can still be read is one that was written under its key.
static void check(const char *path, const kept records[RECORDS], size_t count)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_journal *j = NULL;
  zp_error err = { 0 };
  if (zp_journal_open(path, ZP_JOURNAL_SALVAGE, arena, &j, &err) == ZP_OK)
    for (size_t i = 0; i < count; i++) {
      const zp_journal_entry *entry = zp_journal_find(j, records[i].kind, records[i].key);
      zp_text payload;
      bool found = false;
      if (entry == NULL) continue;
      if (zp_journal_read(j, entry, arena, &payload, &err) != ZP_OK) abort();
      for (size_t k = 0; k < count; k++)
        found = found || (zp_text_equal(records[k].key, entry->key) && zp_text_equal(records[k].payload, payload));
      if (!found) abort();
    }
  zp_journal_close(j);
  zp_arena_free(arena);
}

/// The seed journal, records made of the data, and a byte of all that changed.
static void try_records(const uint8_t *data, size_t size)
{
  static const uint8_t empty[1];
  kept records[RECORDS];
  tape t = { size == 0 ? empty : data, size, 0 };
  char path[64];
  char folder[32];
  zp_journal_head head = { ZP_TEXT("1"), ZP_TEXT("p"), ZP_TEXT(""), ZP_TEXT("") };
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_journal *j = NULL;
  zp_error err = { 0 };
  snprintf(folder, sizeof folder, "%s/ziping_XXXXXX", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");  // nothing to sync
  if (arena == NULL || mkdtemp(folder) == NULL) abort();
  snprintf(path, sizeof path, "%s/j", folder);
  if (zp_journal_create(path, &head, arena, &j, &err) != ZP_OK) abort();
  zp_journal_close(j);
  size_t count = fill(path, &t, records);
  zp_span span;
  if (zp_span_open(path, true, &span, &err) != ZP_OK) abort();
  uint8_t byte = 0;
  uint64_t at = (size == 0 ? 0 : data[size - 1] + (uint64_t)data[0] * 256) % span.length;
  if (pread(span.file, &byte, 1, (off_t)at) != 1) abort();
  byte ^= (uint8_t)(1 + (size > 1 ? data[1] % 255 : 0));
  if (pwrite(span.file, &byte, 1, (off_t)at) != 1) abort();
  close(span.file);
  check(path, records, count);
  unlink(path);
  rmdir(folder);
  zp_arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static const zp_journal_mode modes[] = { ZP_JOURNAL_READ, ZP_JOURNAL_APPEND, ZP_JOURNAL_SALVAGE };
  char path[64];
  int file = make_file(data, size, path);
  for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) try_file(path, modes[i]);
  close(file);
  try_records(data, size);
  return 0;
}
