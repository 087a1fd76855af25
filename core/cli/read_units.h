// read_units.h: files and folders -> units with their readings, for commands that look at goals and
// forms without scoring them.
#pragma once

#include "cli/cli.h"
#include "model/reading.h"

typedef struct zp_read_unit {
  zp_unit_reading reading; // resolved and weighed
  zp_findings findings;    // of its rows
} zp_read_unit;

/// What was read, and all that it rests on. Zero it; end with zp_read_units_close.
typedef struct zp_read_units {
  zp_arena *arena;
  zp_host *host;
  const zp_policy *policy;
  zp_layouts layouts;
  zp_lexicon lexicon;
  zp_read_unit *units; // in byte order of code, then name
  size_t count, capacity;
  zp_findings findings; // of files, and of what belongs to no unit
} zp_read_units;

/// Reads all files in this process, as `verify` does: each folder directly inside a given one is a
/// unit's, files that are named are read together. A unit in two folders is used once
/// (ZP_E_UNIT_TWO_FOLDERS). Failures are said; ZP_EXIT_NO_INPUT when there is no unit, and all
/// findings are said then.
zp_exit zp_read_units_open(const zp_cli *cli, const char *pack, char *const *given,
                           size_t given_count, zp_read_units *out);
void zp_read_units_close(zp_read_units *units);
/// Says all findings unless `quiet`, but none of the status `beside` (ZP_OK: all); returns how many
/// are errors.
size_t zp_read_units_say(const zp_cli *cli, const zp_read_units *units, zp_status beside,
                         bool quiet);
