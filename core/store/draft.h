// draft.h: a file on its way: written under a name of its own in the folder it will live in, then put in place whole or dropped.
#pragma once

#include "base/digest.h"
#include "base/error.h"

enum { ZP_DRAFT_NAME = 64 };

/// Write with zp_draft_put(), end with zp_draft_replace() or zp_draft_publish(), and always zp_draft_close(): what was not put
/// in place is removed by then.
typedef struct zp_draft {
  const char *path;          // as given, for errors; borrowed
  char *target;              // the file meant, links resolved; heap
  int folder, file;          // -1: not open
  char name[ZP_DRAFT_NAME];  // in the folder; "": none
  uint64_t length, begun;    // put; of that, what the system was asked to write to the disk
} zp_draft;

/// Once enough lies between them, asks the system to write the bytes from *begun to `end` to the disk, without waiting: the sync that is to come
/// finds less to do. Promises nothing.
void zp_write_ahead(int file, uint64_t *begun, uint64_t end);

/// Creates .ziping-PID-N.part beside the file meant. A link is followed; what is there and no regular file is refused. All calls
/// fail with ZP_E_WRITE and the cause.
zp_status zp_draft_open(const char *path, zp_draft *draft, zp_error *err);
zp_status zp_draft_put(zp_draft *draft, zp_text bytes, zp_error *err);
/// fsync, rename over what is there, fsync of the folder.
zp_status zp_draft_replace(zp_draft *draft, zp_error *err);
/// fsync, link, fsync of the folder: never replaces. A file that is there with the same bytes is as good, and *taken says so;
/// one with others is ZP_E_FILE_TAKEN with both digests.
zp_status zp_draft_publish(zp_draft *draft, bool *taken, zp_error *err);
/// Removes drafts of processes that are no more from a folder: kill -9 leaves them. Only files of exactly that name whose process is
/// not alive on this machine; in a folder that shards share, which may run on others, only those that are an hour old.
void zp_drafts_sweep(const char *folder);
/// The process that made what is called ".ziping-PID-N" and the suffix, when it is no more on this machine; else 0.
long zp_draft_orphan(const char *name, const char *suffix);
void zp_draft_close(zp_draft *draft);
