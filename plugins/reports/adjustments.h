// adjustments.h: vetoes and deductions of a unit in words.
#pragma once

#include "model/result.h"
#include "plugins/reports/wording.h"

/// "扣 0.50 分：失分未说明偏差（2 项）": one line, in the arena of the wording.
zp_text zp_adjustment_line(zp_wording *say, const zp_adjustment *adjustment);
/// True for those that changed the total or still may.
bool zp_adjustment_matters(const zp_adjustment *adjustment);
