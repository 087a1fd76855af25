// roster.h: the list of the units that should be there, and who of them came.
#pragma once

#include "base/finding.h"
#include "form/lexicon.h"
#include "model/document.h"

/// How far a unit of the roster has come.
typedef enum zp_roster_state {
  ZP_ROSTER_SILENT,   // nothing is known of it
  ZP_ROSTER_UNUSABLE, // it sent something of which nothing could be used
  ZP_ROSTER_FAILED,   // what it sent is a bundle that failed, which is told elsewhere
  ZP_ROSTER_SCORED    // it has a result
} zp_roster_state;

typedef struct zp_roster_unit {
  zp_text code, name;      // as written; not both blank
  zp_place place;
  zp_roster_state state;
} zp_roster_unit;

typedef struct zp_roster {
  const zp_lexicon *lexicon;
  zp_arena *arena;
  zp_text digest;          // of the file, for those who keep the result; set by who read it
  zp_roster_unit *units;   // in the order of the file
  size_t count, capacity;
  zp_name_index index;     // by key of the code, and of the name
  zp_findings findings;    // of the file, and of units that are missing from one side
} zp_roster;

/// Reads the tables and lines of a document: a heading row that names a unit's code or name as the forms do (单位编码, 单位名称 and
/// their synonyms), then a unit a row; rows without both are passed over. A unit that is there twice is a finding (W056).
/// ZP_E_ROSTER_FORM when there is no such heading, or no unit below one. All of it lives in the arena.
zp_status zp_roster_read(const zp_document *document, const zp_lexicon *lexicon, zp_arena *arena, zp_roster *out, zp_error *err);

/// A unit has a result: the one of the roster with that code, else with that name and no other code (names as
/// zp_lexicon_unit_key() makes them). One that is not on the roster is a finding (W055). Fails only when memory is short.
zp_status zp_roster_meet(zp_roster *roster, zp_text code, zp_text name, zp_error *err);

/// Findings that belong to no unit tell whose files failed or could not be used, by the names of folders, files and bundles:
/// 130229001-老庄子镇/填报表.csv as a whole, or a part of it between / - _ + and ., is the code or the name.
zp_status zp_roster_hear(zp_roster *roster, const zp_finding *findings, size_t count, zp_error *err);

/// Adds findings for those that are SILENT (W046) or UNUSABLE (W054), in the roster's order: arguments are name and code.
zp_status zp_roster_close(zp_roster *roster, zp_error *err);
