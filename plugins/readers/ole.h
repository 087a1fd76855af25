// ole.h: the compound files that Office wrote before 2007: named streams in one file. [MS-CFB]
//
// Own code, because a worker is confined: libgsf reads the system's time zone files for every dated
// entry, which ends the process there, and loads twenty libraries into each worker (2 ms).
#pragma once

#include "model/format.h"

/// True for the magic of a compound file.
bool zp_ole_is(zp_text bytes);

/// A compound file taken apart; its lists live in the arena it was opened with.
typedef struct zp_ole {
  zp_text bytes;
  zp_arena *arena;
  unsigned shift;      // a sector is 1 << shift bytes
  unsigned mini_shift; // of the sectors that short streams are cut into
  uint32_t sectors;    // in the file
  uint32_t *fat;       // which sector follows each
  uint32_t fat_count;
  uint32_t mini_cutoff; // streams below it are short
  uint32_t mini_first;  // of the table that says what follows each short sector
  zp_text entries;      // the directory, 128 bytes each
} zp_ole;

typedef enum zp_ole_end { ZP_OLE_FINE, ZP_OLE_ABSENT, ZP_OLE_DAMAGED, ZP_OLE_MEMORY } zp_ole_end;

/// `bytes` must outlive the arena. ZP_OLE_FINE, ZP_OLE_DAMAGED or ZP_OLE_MEMORY.
zp_ole_end zp_ole_open(zp_text bytes, zp_arena *arena, zp_ole *out);

/// Whether the root holds something of that name. Case does not matter, and the order of the
/// directory is not relied on.
bool zp_ole_has(const zp_ole *ole, const char *name);

/// A stream of the root: a slice of the file where it lies in one piece, else in the arena. One
/// that is cut short is as long as what is there.
zp_ole_end zp_ole_stream(const zp_ole *ole, const char *name, zp_text *out);
