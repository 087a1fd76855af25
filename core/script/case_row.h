// case_row.h: one row of a case table as a trial.
#pragma once

#include "script/case_words.h"
#include "script/trial.h"

/// What rows are read with.
typedef struct zp_case_reading {
  const zp_policy *policy;
  const zp_case_column *columns;
  size_t column_count;
  size_t rule; // index of the rule that is meant where the row says none; policy->rule_count: none
  zp_text table; // the name that should have told it
  zp_text file;  // as shown
  zp_arena *arena;
  zp_findings findings; // one for each row that cannot be run; its arena is `arena`
} zp_case_reading;

/// Reads a row; false when it cannot be run: then a finding was added. Cells of blank columns have
/// to be blank, cells of unknown ones are passed over. `out` has title and line in either case.
bool zp_case_row_read(zp_case_reading *reading, const zp_row *row, zp_trial *out);
