// assemble.h: many stored results made into one file: units in order, inputs and findings sorted, figures of the district.
#pragma once

#include "store/emit.h"
#include "store/journal.h"
#include "store/scan.h"
#include "store/unit_index.h"

/// Figures over all units, made while they pass by in their final order. NULL functions are left out.
typedef struct zp_district_hook {
  /// Every unit by code and name, in their final order, before all else.
  zp_status (*meet)(void *context, zp_text code, zp_text name, zp_error *err);
  /// Before anything is written: may add findings and settles in the result what will be there behind the units. It has the number of units, not the
  /// units, and all findings.
  zp_status (*begin)(void *context, zp_result *result, zp_error *err);
  void (*unit)(void *context, const zp_unit_result *unit);
  /// After the last unit: sets what is stored behind the units.
  zp_status (*finish)(void *context, zp_result *result, zp_error *err);
  void *context;
} zp_district_hook;

typedef struct zp_assembly {
  const zp_result *head;         // all members before the units; its inputs and findings are added to those of the parts
  const zp_span *parts;          // stored results without a unit in common, named for errors
  size_t part_count;
  const zp_district_hook *hook;  // NULL: none
  const zp_lexicon *lexicon;     // for comparing names of units (zp_unit_clash); NULL: none
} zp_assembly;

/// Writes the joined result into the draft. The order of the parts does not matter; a result taken apart in any way gives the
/// same bytes, and one part gives what zp_result_pack() gives (with findings that are sorted by place and code). Each part is
/// checked whole, then each unit's bytes once more as they are copied. A part made by another version, pack or options is
/// ZP_E_PART_OTHER, a unit that is in two parts ZP_E_UNIT_TWICE. Memory: an index (some 150 bytes a unit and an input, the
/// findings) and the largest unit; taken from the arena.
zp_status zp_assemble(const zp_assembly *assembly, zp_arena *arena, zp_draft *draft, size_t *unit_count, zp_error *err);

/// The order of findings that belong to no unit: by place, then code and the rest.
void zp_findings_sort(zp_finding *items, size_t count);

/// The groups of a journal as parts.
zp_status zp_journal_parts(const zp_journal *journal, zp_arena *arena, zp_span **out, size_t *count, zp_error *err);
