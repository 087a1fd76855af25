// worker.h: the other end of the pipes: a process that reads whole bundles of files and answers with their result.
#pragma once

#include "pipeline/pipeline.h"

/// Bytes of one input file at most, and of all files of a bundle.
enum { ZP_INPUT_MOST = 64 << 20, ZP_BUNDLE_MOST = 256 << 20, ZP_BUNDLE_FILES_MOST = 4096 };

/// What a worker runs with; borrowed.
typedef struct zp_worker {
  zp_host *host;
  const zp_layouts *layouts;
  const zp_reader *const *readers;
  zp_encoding encoding;  // see zp_job
  zp_shadow *shadow; // see zp_job; NULL: none
  bool review;       // see zp_job
  int in, out;       // file descriptors of the pipes
} zp_worker;

/// What READY says: the digests of pack and forms, so that a worker that found other rules than the loop process is noticed.
zp_text zp_worker_rules(zp_text pack, zp_text forms, zp_arena *arena);

/// Says READY, then answers RUN after RUN until the pipe ends (ZP_OK). Memory of a bundle is given back before the next. Fails
/// with ZP_E_FRAME when the other side sends what is no frame, or cannot be reached.
zp_status zp_worker_serve(const zp_worker *worker, zp_error *err);
