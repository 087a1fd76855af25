// findings_sheet.h: the findings of a result as a sheet to work through, one row each, with columns
// for who mends it by when.
#pragma once

#include "plugins/reports/list_sheet.h"
#include "plugins/reports/remarks.h"

/// Rows a sheet takes at most, here and in other lists.
enum { ZP_LIST_ROWS_MOST = 1000000 };

/// `title` empty: none. False when the sheet cannot be made. Of at most ZP_LIST_ROWS_MOST remarks.
bool zp_findings_sheet(zp_list_book *book, zp_text title, const zp_remarks *all);
