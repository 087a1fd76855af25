// plain.h: what the readers of plain text share: limits, encoding and lines.
#pragma once

#include "model/format.h"

enum {
  ZP_PLAIN_BYTES_MOST = 64 << 20,   // of a file
  ZP_PLAIN_CELL_MOST = 1 << 20,     // bytes of one cell or paragraph
  ZP_PLAIN_CELLS_MOST = 1500000     // cells of one file: with 64 MiB of GB18030 a worker stays below 256 MiB
};

/// ZP_E_TOO_LARGE for a file of more than ZP_PLAIN_BYTES_MOST.
zp_status zp_plain_bound(zp_text bytes, zp_text name, zp_arena *arena, zp_error *err);

/// The text of a file as UTF-8, whatever its encoding (zp_encoding_read). A slice of `bytes`, or in the arena where it had to be
/// converted. Fails with ZP_E_TOO_LARGE, ZP_E_EMPTY_FILE (nothing but blanks), ZP_E_ENCODING or ZP_E_ENCODING_OTHER.
zp_status zp_plain_decode(zp_text bytes, zp_text name, zp_arena *arena, zp_text *out, zp_error *err);

/// True for bytes that no text file contains at its start: the magic of an archive, an old Office file or a PDF, or NULs unless
/// the name says that it is text: then reading names the place of the NUL.
bool zp_plain_binary(zp_text bytes, zp_text name);

/// True when the name ends in `suffix`, capital letters of ASCII meaning the same.
bool zp_plain_named(zp_text name, const char *suffix);

/// One line without its end. LF, CR LF and CR end a line.
typedef struct zp_line {
  zp_text text;
  size_t from;      // offset of the line in the whole text
  uint32_t number;  // from 1
} zp_line;
/// Moves to the next line; start with *offset 0 and a zeroed line. False at the end.
bool zp_plain_line(zp_text text, size_t *offset, zp_line *line);

/// `text` with every line end made LF: the slice itself when it is so already. ptr is NULL when memory is short.
zp_text zp_plain_newlines(zp_text text, zp_arena *arena);
