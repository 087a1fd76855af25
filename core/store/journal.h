// journal.h: the append-only file of a run: one checksummed record per finished group of files. What was written survives
// kill -9 and is found by the next run; what was only begun is dropped. README.md has the format.
#pragma once

#include "store/span.h"

typedef struct zp_journal zp_journal;

/// What the run was made of; a journal answers only for runs that agree in all of it.
typedef struct zp_journal_head { zp_text version, pack, options, inputs; } zp_journal_head;

typedef enum zp_journal_kind {
  ZP_JOURNAL_GROUP = 1,  // what a group came to: store/group.h
  ZP_JOURNAL_DROP = 2,   // the group is no more: it went into another
  ZP_JOURNAL_NOTE = 3    // anything else; its keys are its own
} zp_journal_kind;

/// What the last record of a key says. The texts live in the journal's arena.
typedef struct zp_journal_entry {
  zp_journal_kind kind;
  zp_text key;       // name of the group
  zp_text digest;    // what the record was made from
  uint64_t offset;   // of the payload in the file
  uint32_t length;   // of the payload
  uint32_t hash, next;  // for finding keys
} zp_journal_entry;

typedef enum zp_journal_mode {
  ZP_JOURNAL_READ,    // the file stays as it is
  ZP_JOURNAL_APPEND,  // a torn record at the end is cut off
  ZP_JOURNAL_SALVAGE  // the same, and so is all from the first damaged record on
} zp_journal_mode;

enum { ZP_JOURNAL_PIECES_MOST = 3 };
enum {
  ZP_JOURNAL_KEY_MOST = 65535, ZP_JOURNAL_DIGEST_MOST = 255,  // bytes
  ZP_JOURNAL_PAYLOAD_MOST = 1 << 30, ZP_JOURNAL_RECORDS_MOST = 1 << 24
};

/// Makes a journal with no records and puts it at `path`; one that is there already is ZP_E_WRITE. Head and index live in the
/// arena, until zp_journal_close().
zp_status zp_journal_create(const char *path, const zp_journal_head *head, zp_arena *arena, zp_journal **out, zp_error *err);

/// Opens a journal and checks every record. A record that the file ends in is dropped: its writer was stopped. A damaged one
/// before others is ZP_E_JOURNAL_CORRUPT with the byte (from 1), unless SALVAGE is asked for: the records before it are kept.
/// A damaged head is always refused; another kind of file or version is ZP_E_JOURNAL_VERSION.
zp_status zp_journal_open(const char *path, zp_journal_mode mode, zp_arena *arena, zp_journal **out, zp_error *err);
/// The head, with the inputs of the run that wrote last (zp_journal_adopt()); the texts hold until the next append.
zp_journal_head zp_journal_head_of(const zp_journal *journal);
/// ZP_E_JOURNAL_OTHER when the head is not `wanted`, naming what differs.
zp_status zp_journal_match(const zp_journal *journal, const zp_journal_head *wanted, zp_error *err);

/// Adds a record; one of the same key (of the notes, or of groups and drops) is replaced. Complete when it returns ZP_OK, and
/// on the disk after zp_journal_sync(). On failure the file is as before and ZP_E_WRITE names the cause; if even that could not
/// be done, every later call fails, and the next zp_journal_open() drops the rest.
zp_status zp_journal_append(zp_journal *journal, zp_journal_kind kind, zp_text key, zp_text digest, zp_text payload,
                            zp_error *err);
/// The same with a payload in pieces, at most ZP_JOURNAL_PIECES_MOST.
zp_status zp_journal_append_pieces(zp_journal *journal, zp_journal_kind kind, zp_text key, zp_text digest, const zp_text *pieces,
                                   size_t count, zp_error *err);
zp_status zp_journal_sync(zp_journal *journal, zp_error *err);

/// Entries in the order in which their keys first came, drops included. The pointers hold until the next append.
size_t zp_journal_count(const zp_journal *journal);
const zp_journal_entry *zp_journal_entry_at(const zp_journal *journal, size_t i);
/// The entry of a key (kind NOTE: among the notes), or NULL.
const zp_journal_entry *zp_journal_find(const zp_journal *journal, zp_journal_kind kind, zp_text key);
/// The payload, checked again; in the arena.
zp_status zp_journal_read(const zp_journal *journal, const zp_journal_entry *entry, zp_arena *arena, zp_text *payload,
                          zp_error *err);
/// Where the payload is; named by the entry's key.
zp_span zp_journal_span(const zp_journal *journal, const zp_journal_entry *entry);
/// The whole file, named by the journal.
zp_span zp_journal_file(const zp_journal *journal);

/// Bytes of the file, and of them those that the entries need: the rest are records that were replaced.
uint64_t zp_journal_size(const zp_journal *journal, uint64_t *needed);
/// Puts a journal with this head and the entries that are no drops in its place, by rename. The journal goes on with that file;
/// after a failure with the old one.
zp_status zp_journal_renew(zp_journal *journal, const zp_journal_head *head, zp_error *err);

/// Makes the inputs of this head those of the journal. Where all else of the head is the same and no more than half of the file is
/// replaced records, by a note with an empty key; else as zp_journal_renew().
zp_status zp_journal_adopt(zp_journal *journal, const zp_journal_head *head, zp_error *err);

/// Closes the file; what was appended stays. NULL is allowed.
void zp_journal_close(zp_journal *journal);
