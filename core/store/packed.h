// packed.h: single records as bytes that can stand alone: [texts, record], as units are stored.
#pragma once

#include "model/format.h"
#include "model/schema.h"

/// What records are written with; used again and again. Lives in the arena. `vouched`: their texts come from checked bytes, and are
/// known to be UTF-8.
typedef struct zp_packing zp_packing;
zp_packing *zp_packing_new(zp_arena *arena, bool vouched);

/// Appends a record to the sink. Fails with ZP_E_MEMORY, or ZP_E_INTERNAL when a text is not UTF-8.
zp_status zp_packed_put(zp_packing *packing, const zp_record *kind, const void *record, zp_sink *sink, zp_error *err);

/// Reads all of `bytes` into a zeroed struct; texts are slices of them, lists live in the arena. ZP_E_RESULT_CORRUPT.
zp_status zp_packed_take(zp_text bytes, const zp_record *kind, zp_arena *arena, void *record);
