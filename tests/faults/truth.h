// truth.h: what the result of a run must be, and whether a result file says anything else.
#pragma once

#include "model/result.h"

/// A unit as the reference has it.
typedef struct truth_unit { zp_text name, bytes; } truth_unit;

typedef struct truth {
  zp_arena *arena;
  zp_text bytes;       // of the reference file
  truth_unit *units;   // in the order of the file
  size_t count, capacity;
} truth;

/// Whole bytes of a file in the arena; ptr NULL when it is not there.
zp_text truth_file(const char *path, zp_arena *arena);

/// Reads the reference; false when it cannot be read.
bool truth_read(const char *path, zp_arena *arena, truth *out);

/// NULL when the result at `path` is sound and honest: every unit in it is that of the reference to the byte, and each that it
/// lacks is the subject of an error in its findings (as is the folder `input`, when that could not be read whole). Else what
/// is wrong with it, in `room`.
const char *truth_check(const truth *want, const char *path, const char *input, char *room, size_t size);
