// case_words.h: what the headings and cells of a case table mean; the words are in case_words.def.
#pragma once

#include "script/pack.h"

typedef enum zp_case_role {
  ZP_COLUMN_BLANK, // no heading
  ZP_COLUMN_UNKNOWN,
  ZP_COLUMN_IGNORED,
  ZP_COLUMN_EXPECTED,
  ZP_COLUMN_RULE,
  ZP_COLUMN_TITLE,
  ZP_COLUMN_INPUT,
  ZP_COLUMN_PARAM // of at least one rule
} zp_case_role;

typedef struct zp_case_column {
  zp_case_role role;
  zp_input input;  // INPUT
  zp_text heading; // as written; of a parameter: its name
} zp_case_column;

/// What a heading means for cases of the rules of `policy`. *nearest is what may be meant when it
/// is unknown; empty: nothing is near. False when memory is short.
bool zp_case_column_read(zp_text heading, const zp_policy *policy, zp_arena *arena,
                         zp_case_column *out, zp_text *nearest);

/// What a rule sees of a text cell. False when the input has a fixed set of values and this is
/// none; *nearest as above.
bool zp_case_text_read(zp_text cell, zp_input input, const zp_policy *policy, zp_text *out,
                       zp_text *nearest);

/// "是", "false" …; false when the text is neither.
bool zp_case_flag_read(zp_text cell, bool *out);

/// A reason by its name, or its word in either language. False when it is none; *nearest as above.
bool zp_case_reason_read(zp_text cell, zp_arena *arena, zp_reason *out, zp_text *nearest);
