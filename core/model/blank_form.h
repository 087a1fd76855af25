// blank_form.h: the self-evaluation form a unit is to fill in, one sheet per project, as plain
// data. Made by pipeline/blank_form from a reading, never from a result; written by
// plugins/reports.
#pragma once

#include "base/decimal.h"
#include "base/text.h"

/// What a cell for an actual has to hold. TEXT: nothing can be said of it.
typedef enum zp_fill {
  ZP_FILL_TEXT,
  ZP_FILL_NUMBER,
  ZP_FILL_PERCENT,
  ZP_FILL_DATE,
  ZP_FILL_VERDICT
} zp_fill;

/// One indicator. Texts are as the goals write them; the target has the operator and the unit of
/// its columns with it.
typedef struct zp_blank_row {
  zp_text level1, level2, level3, target;
  zp_fill fill;
  zp_text unit;  // NUMBER: of what is asked for; empty: none
  bool negative; // NUMBER: may be below zero, because the target is
  bool has_weight;
  zp_dec weight;        // points
  zp_text actual, note; // what was filled in already; mostly empty
  bool has_declared;
  zp_dec declared;
} zp_blank_row;

typedef struct zp_blank_sheet {
  zp_text name, code; // of the project
  zp_text goal;       // its goals, a line each
  bool has_initial, has_revised, has_executed;
  zp_money initial, revised, executed;
  bool has_weight;
  zp_dec weight; // of budget execution
  bool has_declared;
  zp_dec declared;
  zp_blank_row *rows; // in the order of the goals
  size_t row_count;
} zp_blank_sheet;

enum { ZP_FORM_VERDICTS = 3 };

typedef struct zp_blank {
  zp_text unit; // name, else code
  int year;     // 0: not written
  zp_text verdicts[ZP_FORM_VERDICTS]; // a word of each band of the pack; an empty one is left out
  zp_blank_sheet *sheets;
  size_t sheet_count;
} zp_blank;
