// assemble.h: many stored results made into one file: units in order, inputs and findings sorted, figures of the district.
#pragma once

#include "store/emit.h"
#include "store/group.h"
#include "store/scan.h"
#include "store/unit_index.h"

/// Figures over all units, made while they pass by in their final order. NULL functions are left out.
typedef struct zp_district_hook {
  /// Every unit by code and name, in their final order, before all else.
  zp_status (*meet)(void *context, zp_text code, zp_text name, zp_error *err);
  /// Before anything is written: may add findings and settles in the result what will be there behind the units. It has the number of units, not the
  /// units, and all findings.
  zp_status (*begin)(void *context, zp_result *result, zp_error *err);
  /// Each unit in that order; of many units on another thread, while they are copied: between begin and finish `context` and the arena of the assembly
  /// are its alone.
  void (*unit)(void *context, const zp_unit_extract *unit);
  /// After the last unit: sets what is stored behind the units.
  zp_status (*finish)(void *context, zp_result *result, zp_error *err);
  void *context;
} zp_district_hook;

typedef struct zp_assembly {
  const zp_result *head;         // all members before the units; its inputs and findings are added to those of the parts
  const zp_span *parts;          // stored results without a unit in common, named for errors
  size_t part_count;
  const zp_kept_group *const *groups; // of a journal, read before
  const zp_text *group_names;    // for errors
  size_t group_count;
  zp_span journal;               // the file the groups are in
  const zp_district_hook *hook;  // NULL: none
  const zp_lexicon *lexicon;     // for comparing names of units (zp_unit_clash); NULL: none
} zp_assembly;

/// What was written.
typedef struct zp_assembled {
  zp_result result;              // without its units, with the digest of the file
  zp_unit_index index;           // who and where the units are
} zp_assembled;

/// Writes the joined result into the draft. The order of parts and groups does not matter; a result taken apart in any way gives the
/// same bytes, and one part gives what zp_result_pack() gives (with findings that are sorted by place and code). Each part is
/// checked whole, then each unit's bytes once more as they are copied; those of groups were checked when they were made. A part
/// made by another version, pack or options is ZP_E_PART_OTHER, a unit that is in two ZP_E_UNIT_TWICE. Memory: an index (some 200
/// bytes a unit and an input, the findings) and the largest unit; taken from the arena, where *out lives too.
zp_status zp_assemble(const zp_assembly *assembly, zp_arena *arena, zp_draft *draft, zp_assembled *out, zp_error *err);

/// Goes once more through the units that have findings, in their order, for those who tell them.
zp_status zp_assembled_tell(const zp_assembly *assembly, const zp_assembled *assembled, void (*each)(void *context, const zp_unit_extract *unit),
                            void *context, zp_error *err);

/// The order of findings that belong to no unit: by place, then code and the rest.
void zp_findings_sort(zp_finding *items, size_t count);
