// filled_files.h: the sample town's filled form as other programs would have saved it: made from
// tests/data/laozhuangzi-filled.csv.
#pragma once

#include "xls_builder.h"

typedef enum filled_kind {
  FILLED_GB18030,
  FILLED_SEMICOLONS,
  FILLED_HTML,
  FILLED_XML,
  FILLED_XLS,
  FILLED_KINDS
} filled_kind;

/// "filled-gb18030.csv" …: in the folder of the golden case that scores them.
const char *filled_name(filled_kind kind);

/// The file; `csv` is the sample. In .xls numbers are numbers, percentages and dates too, and blank
/// groups are merged cells.
void filled_make(filled_kind kind, zp_text csv, built *out);
