// mixed_files.h: the sample district's goals and filled forms as three other towns would send them:
// goals in Word, forms in .xlsx, .xls and a .csv of Windows.
#pragma once

#include "package_maker.h"

typedef enum mixed_file {
  MIXED_EAST_GOALS,
  MIXED_EAST_FORM, // .xlsx
  MIXED_WEST_GOALS,
  MIXED_WEST_FORM, // .xls
  MIXED_SOUTH_GOALS,
  MIXED_SOUTH_FORM, // .csv in GB18030
  MIXED_FILES
} mixed_file;

/// "east/goals.docx" …: in the folder of the golden case that scores them.
const char *mixed_name(mixed_file file);
/// True when its bytes are a zip, and so are those of the zlib that packed it.
bool mixed_packed(mixed_file file);

/// Made of the sample's goals (text) and form (CSV); each town has its own name and missed another
/// target. free() the bytes.
made_file mixed_make(mixed_file file, zp_text goals, zp_text csv);
