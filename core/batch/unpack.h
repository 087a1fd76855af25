// unpack.h: archives -> files. The loop process never looks into an archive: another process of the
// same binary, confined like a worker, is sent its bytes and sends back names and bytes of what is
// in it, as frames. They go into a spool: one file without a name, which is gone with the process
// that has it.
#pragma once

#include "base/finding.h"
#include "model/archive.h"

typedef struct zp_spool {
  int file; // -1: none yet
  uint64_t length;
  char path[32]; // opens it within this process
} zp_spool;

typedef struct zp_unpacked {
  zp_text name;            // within the archive
  uint64_t offset, length; // in the spool
} zp_unpacked;

typedef struct zp_unpack_setup {
  const char *program;
  char **arguments,
      **environment;  // argv and environment of the process that unpacks, NULL-terminated
  const char *folder; // for the spool
  unsigned deadline;  // seconds for an archive
} zp_unpack_setup;

/// Takes an archive apart. What cannot be taken of it is a finding, with `shown` in front of its
/// name. *package: it is one file after all. Fails when memory is short or the spool cannot be
/// written; everything else is a finding. All lives in `arena`.
zp_status zp_unpack(const zp_unpack_setup *setup, const char *path, zp_text shown, zp_spool *spool,
                    zp_arena *arena, zp_unpacked **out, size_t *count, bool *package,
                    zp_findings *findings, zp_error *err);
/// Opens it when it is not open yet, and adds bytes at its end. ZP_E_WRITE names the folder.
zp_status zp_spool_open(const char *folder, zp_spool *spool, zp_error *err);
zp_status zp_spool_add(const char *folder, zp_spool *spool, zp_text bytes, zp_error *err);
void zp_spool_close(zp_spool *spool);

/// The other process: one archive from `in`, what is in it to `out`. ZP_E_FRAME when the other side
/// is gone or sends what is no frame.
zp_status zp_unpack_serve(const zp_archive_reader *reader, void *state, int in, int out,
                          zp_error *err);
