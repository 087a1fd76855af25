// form_workbook.h: the official self-evaluation workbook (.xlsx) that a unit fills in:
// instructions, then a sheet per project in the layout of 财预〔2020〕10号. Targets, names and
// weights are locked; what is asked for is open and validated. Always in Chinese.
#pragma once

#include "model/blank_form.h"
#include "model/format.h"

/// Sheets and rows of a sheet that are written at most.
enum { ZP_FORM_SHEETS_MOST = 1000, ZP_FORM_ROWS_MOST = 5000 };

/// Appends the workbook's bytes to the sink. Equal forms give equal bytes. Fails with
/// ZP_E_FORM_LARGE (too many sheets or rows, or a text that no cell holds), ZP_E_FORM_WRITE (the
/// cause in words) or ZP_E_MEMORY.
zp_status zp_form_workbook(const zp_blank *form, zp_sink *sink, zp_error *err);
