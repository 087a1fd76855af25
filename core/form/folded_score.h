// folded_score.h: weight and points that a form writes into one cell: 10/9, 10（9）, 分值10 得分9.
#pragma once

#include "form/cell_list.h"
#include "form/lexicon.h"

/// Both at the place of their cell. Points that were not given (10/) are blank.
typedef struct zp_folded_score { zp_cell weight, declared; } zp_folded_score;

/// True when the cell holds just these two. Words in the cell tell which is which, else
/// `declared_first` does.
bool zp_folded_read(const zp_lexicon *lexicon, const zp_cell *cell, bool declared_first,
                    zp_arena *arena, zp_folded_score *out);

/// Which of the two the heading of such a column names first: true for 得分/分值.
bool zp_folded_declared_first(const zp_lexicon *lexicon, zp_text heading, zp_arena *arena);
