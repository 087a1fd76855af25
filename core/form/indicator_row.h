// indicator_row.h: cells of a row by its headings -> indicator; shared by goal tables and filled forms.
#pragma once

#include "form/headings.h"
#include "model/submission.h"

/// The indicator texts of a row as its cells say; nothing is continued from above. Weight and points are without their unit, and
/// a form without a column of weights has them from the brackets behind the names: 养护里程（20分）.
zp_indicator zp_indicator_row(zp_headings *headings, const zp_row *row, zp_arena *arena);

/// 20 of 20分, and of 20% when `shares`; the cell itself when it holds anything else.
const zp_cell *zp_points_cell(const zp_lexicon *lexicon, const zp_cell *cell, bool shares, zp_arena *arena);

/// Blank level-1 and level-2 cells take the names above them, which are then updated: a new level-1 name starts afresh.
void zp_levels_continue(zp_indicator *indicator, const zp_cell **level1, const zp_cell **level2, zp_arena *arena);

/// True when a cell says nothing: blank, only punctuation such as "/" or "—", or one of the layouts' empty words (无).
bool zp_cell_says_nothing(const zp_lexicon *lexicon, const zp_cell *cell, zp_arena *arena);
