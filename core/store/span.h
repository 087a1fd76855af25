// span.h: a stretch of an open file, read without a position of its own: several may share the file.
#pragma once

#include "base/error.h"

typedef struct zp_span {
  int file;               // borrowed, open for reading
  uint64_t offset, length;
  zp_text name;           // of the file, for errors
} zp_span;

/// The bytes [from, from + size) of the span into `room`. They must lie within it; a file that is shorter than it was, or
/// cannot be read, is ZP_E_OPEN with the cause.
zp_status zp_span_read(const zp_span *span, uint64_t from, char *room, size_t size, zp_error *err);

/// Opens a regular file for reading, or reading and writing, and spans all of it; a pipe never blocks. The caller closes span->file, which is -1 after a
/// failure. `path` is kept as the name. ZP_E_OPEN names the cause.
zp_status zp_span_open(const char *path, bool writable, zp_span *out, zp_error *err);
