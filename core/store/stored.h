// stored.h: a result file that stays where it is: what it says of units is in memory, their rows are read unit by unit.
#pragma once

#include "model/format.h"
#include "store/span.h"

/// Where a unit is in the file.
typedef struct zp_stored_unit {
  uint64_t offset;
  size_t length;
  unsigned char sum[16];  // of its bytes
} zp_stored_unit;

typedef struct zp_stored {
  zp_span span;           // open until zp_stored_close()
  zp_result *result;      // its units are whole but for the rows of their projects, of which there are none
  zp_stored_unit *at;     // parallel to result->units
  zp_counts rows;         // of all units
  size_t row_most;        // rows of the unit that has the most
} zp_stored;

/// Checks the file as zp_result_unpack does its bytes, digest included. Memory is that of `out->result` and the largest unit; it
/// lives in the arena. After a failure there is nothing to close. ZP_E_OPEN, ZP_E_RESULT_CORRUPT, _VERSION, _ALTERED.
zp_status zp_stored_open(const char *path, zp_arena *arena, zp_stored *out, zp_error *err);
void zp_stored_close(zp_stored *stored);

/// A unit whole, in the arena. ZP_E_OPEN when its bytes are not those that were checked.
zp_status zp_stored_unit_read(const zp_stored *stored, size_t unit, zp_arena *arena, const zp_unit_result **out, zp_error *err);

/// The same for reports. Borrows `stored`.
zp_unit_source zp_stored_source(const zp_stored *stored);
