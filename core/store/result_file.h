// result_file.h: a result as bytes and back (msgpack; members in model/schema.h, schema in README.md), and files written whole
// or not at all.
#pragma once

#include "model/format.h"

/// Appends the result to the sink, with a digest of its own bytes at the end (result->digest is not looked at). Equal results
/// give equal bytes.
zp_status zp_result_pack(const zp_result *result, zp_sink *sink, zp_error *err);

/// Appends what a result has of its own: inputs, units and findings. What workers answer and journals keep; read by zp_part_scan().
zp_status zp_part_pack(const zp_result *result, zp_sink *sink, zp_error *err);

/// Reads what zp_result_pack wrote. Hostile input is expected: every count is bounded by the bytes left and memory follows the
/// items read; trailing bytes, wrong types, unknown keys and names, missing members and broken UTF-8 are ZP_E_RESULT_CORRUPT
/// with the key and the byte (from 1); another schema is ZP_E_RESULT_VERSION; bytes that are well formed but not those the digest
/// was made of are ZP_E_RESULT_ALTERED. Texts are slices of `bytes`.
zp_status zp_result_unpack(zp_text bytes, zp_arena *arena, zp_result **out, zp_error *err);

/// Writes a new file in the same folder (.ziping-PID-N.part), fsyncs, renames, fsyncs the folder. A link is followed; what is
/// there and no regular file is refused. On failure nothing is left and ZP_E_WRITE names the cause.
zp_status zp_file_write(const char *path, zp_text bytes, zp_error *err);

/// The same by link(): never replaces. Equal bytes that are there already are as good (*taken); others are ZP_E_FILE_TAKEN with
/// both digests.
zp_status zp_file_publish(const char *path, zp_text bytes, bool *taken, zp_error *err);

/// Reads a regular file whole into the arena; `most` bounds its size (ZP_E_TOO_LARGE). ZP_E_OPEN names the cause.
zp_status zp_file_read(const char *path, size_t most, zp_arena *arena, zp_text *out, zp_error *err);
