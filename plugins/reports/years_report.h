// years_report.h: several years side by side, for people and for programs: `ziping years`.
#pragma once

#include "model/format.h"
#include "model/years.h"

/// As many years fit beside each other; of more, the last are shown.
enum { ZP_YEARS_SHOWN = 8 };

/// Tables: the years, the units, and what comes back every year; `brief` shows the first of each. Fails only when memory is short.
zp_status zp_years_text(const zp_years *all, const zp_report_options *options, zp_sink *sink, zp_error *err);
/// One object with everything; its members are in plugins/README.md. Fails only when memory is short.
zp_status zp_years_json(const zp_years *all, zp_sink *sink, zp_error *err);
