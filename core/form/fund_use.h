// fund_use.h: the amounts in the prose about a project's money: "预算数45万元。其中：财政资金38万元。主要用于…".
#pragma once

#include "form/lexicon.h"
#include "model/submission.h"

/// Reads budget->use: fills `total` (the amount named first, or after one of the layout's words) and `parts` (name and amount,
/// as written). Reads only what is written; no total or parts when there are none. Slices of the text.
zp_status zp_fund_use_read(const zp_layout *layout, zp_budget *budget, zp_arena *arena, zp_error *err);
