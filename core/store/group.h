// group.h: what a bundle of files came to, as a run keeps it: in memory what it takes to put all together, in the journal that and
// the units. README.md has the bytes.
#pragma once

#include "model/extract.h"
#include "store/journal.h"
#include "store/unit_index.h"

/// Texts and lists live in the arena it was made in.
typedef struct zp_kept_group {
  zp_counts rows;
  zp_input_file *inputs;
  size_t input_count;
  zp_finding *findings;       // of no unit
  size_t finding_count;
  zp_unit_at *units;          // where they are in the journal
  size_t unit_count;
} zp_kept_group;

enum { ZP_GROUP_PIECES = 3 };

/// A group on its way into the journal: front, extracts, part.
typedef struct zp_group_record {
  zp_group_front front;
  zp_text pieces[ZP_GROUP_PIECES];
} zp_group_record;

/// Reads what a worker answered (zp_part_pack), checking every byte: this is the one time that it is, from here on sums vouch for it. All of *out lives in
/// `scratch`; the part is borrowed. `head`: groups of the pack. ZP_E_RESULT_CORRUPT.
zp_status zp_group_check(zp_text part, const zp_result *head, zp_arena *scratch, zp_group_record *out, zp_error *err);

/// Appends it, and takes what is kept of it. `digest`: see zp_journal_append().
zp_status zp_group_append(zp_journal *journal, zp_text key, zp_text digest, const zp_group_record *draft, zp_arena *arena,
                          zp_kept_group **out, zp_error *err);

/// Takes what is kept of a group that is in the journal: reads its front alone, which has a sum of its own.
/// ZP_E_JOURNAL_CORRUPT.
zp_status zp_group_open(const zp_journal *journal, const zp_journal_entry *entry, zp_arena *arena, zp_kept_group **out, zp_error *err);

/// The part (zp_part_pack()) of a group that is in the journal, whole, its sum checked. In the arena. ZP_E_JOURNAL_CORRUPT.
zp_status zp_group_part(const zp_journal *journal, const zp_journal_entry *entry, zp_arena *arena, zp_text *part, zp_error *err);

/// An extract of its bytes, whose texts are slices of them; lists live in the arena. `file` is told when they are not what was written
/// (ZP_E_OPEN).
zp_status zp_extract_take(zp_text packed, const zp_span *file, const zp_unit_at *unit, zp_arena *arena, zp_unit_extract *out, zp_error *err);
