// records.h: unit records as JSON, the same as msgpack by msgpack-c, and a line that shows what was read of them.
#pragma once

#include "model/format.h"

extern const zp_reader zp_reader_json, zp_reader_msgpack;

/// The value (or values one after another) as msgpack-c packs it; every number that is no whole one as a float64. In the arena.
/// Aborts when the text is not JSON.
zp_text records_pack(const char *json, zp_arena *arena);

/// Units in {}, projects in (), indicators in [], typed values in <>.
zp_text records_sketch(const zp_submission *read, zp_arena *arena);

/// Aborts when something read is not UTF-8, not trimmed, has no place, or is NULL.
void records_check(const zp_submission *read);
