// extract.h: what is asked of a unit when all units are put together: enough for the district, for counting and for telling what
// was found, without its rows. Made by pipeline/extract.h; the journal of a run keeps it beside the unit.
#pragma once

#include "model/result.h"

/// The scored rows of a unit in one group.
typedef struct zp_group_share {
  size_t group;              // 0: the budget execution; 1 ..: the pack's groups
  zp_dec points, weight;
} zp_group_share;

/// The rows of a unit in one group that have one name, as it is written.
typedef struct zp_name_share {
  size_t group;              // as above; one more than there are when the pack has no such group
  zp_text name;              // empty: the budget execution, or a row without a name
  size_t rows, unscored;     // in all, and of them without points
  zp_dec lost, weight;       // of the scored rows; stop at the largest number
} zp_name_share;

typedef struct zp_unit_extract {
  zp_text code, name, district;
  zp_total total;
  bool has_initial, has_revised, has_executed;
  zp_money initial, revised, executed;  // of all its projects, where all are known
  zp_totals projects;
  zp_counts rows;
  zp_counts pooled;          // rows of the projects as one, when the pack pools them: of no other sum
  size_t asked;              // rows that a rule was asked for
  size_t open_adjustments;
  zp_group_share *groups;    // those with scored rows, in the order of their first
  size_t group_count;
  zp_name_share *names;      // in the order of their first rows
  size_t name_count;
  zp_finding *findings;      // of the unit
  size_t finding_count;
} zp_unit_extract;

/// Where a unit of a group is, and its extract; offsets from the end of the front (store/group.h).
typedef struct zp_group_unit {
  zp_text code, name;
  size_t offset, extract_offset;
  uint32_t length, extract_length;
  zp_text sum, extract_sum;  // of their bytes, in hex
  size_t findings;           // of the unit
  zp_text digest;            // of its bytes, in hex: what the digest of a result is made of
} zp_group_unit;

/// What a run has to know of the result of a bundle of files.
typedef struct zp_group_front {
  zp_counts rows;
  zp_input_file *inputs;
  size_t input_count;
  zp_finding *findings;      // of no unit
  size_t finding_count;
  zp_group_unit *units;
  size_t unit_count;
} zp_group_front;
