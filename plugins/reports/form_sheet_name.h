// form_sheet_name.h: names of sheets that every spreadsheet program accepts.
#pragma once

#include "plugins/reports/wording.h"

/// Characters (UTF-16 units, as Excel counts) of a sheet's name.
enum { ZP_SHEET_NAME_MOST = 31 };

/// A name like `wanted` that is valid (no []:*?/\ and controls, no quote at its ends, at most 31
/// characters) and that none of the `count` names before it has, whatever the case; followed by a
/// NUL. `number` names a sheet of which nothing is left. Empty when memory is short; say->failed
/// tells.
zp_text zp_sheet_name(zp_wording *say, zp_text wanted, size_t number, const zp_text *taken,
                      size_t count);
