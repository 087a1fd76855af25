// reading.h: what a reader makes of bytes, and a line that shows it, for tests of readers.
#pragma once

#include "model/format.h"

extern const zp_reader zp_reader_text, zp_reader_csv;

typedef struct reading {
  zp_arena *arena;
  zp_findings findings;
  zp_document document;
  zp_error err;
  zp_status status;
} reading;

/// Has a reader read; the bytes must outlive what it made.
reading reading_of(const zp_reader *reader, const char *name, zp_text bytes);
void reading_close(reading *r);

/// The status for `size` bytes that go on with `pattern` after `head`.
zp_status reading_status(const zp_reader *reader, const char *name, const char *head, const char *pattern, size_t size);

/// A document as one line: paragraphs in <>, tables in {}, rows end with ;, cells are [row:column text].
zp_text reading_sketch(const reading *r);
