// indicator_row.c: rows of indicators.
#include "form/indicator_row.h"

#include "form/cell_list.h"
#include "form/folded_score.h"

/// The revised target (全年指标值) where a form has both, else the initial one.
static const zp_cell *target_of(zp_headings *headings, const zp_row *row, zp_arena *arena)
{
  const zp_cell *target = zp_headings_cell(headings, row, ZP_F_TARGET, arena);
  if (!zp_cell_blank(target) || headings->column[ZP_F_TARGET_INITIAL] == 0) return target;
  return zp_headings_cell(headings, row, ZP_F_TARGET_INITIAL, arena);
}

/// Weight and points of one cell, where the row does not say them by themselves.
static void unfold(zp_headings *headings, const zp_row *row, zp_indicator *out, zp_arena *arena)
{
  const zp_cell *cell = zp_headings_cell(headings, row, ZP_F_FOLDED, arena);
  zp_folded_score *made = zp_cell_blank(cell) ? NULL : ZP_TAKE(arena, zp_folded_score, 1);
  if (made == NULL || !zp_folded_read(headings->lexicon, cell, headings->declared_first, arena, made)) return;
  if (zp_cell_blank(out->weight)) out->weight = &made->weight;
  if (zp_cell_blank(out->declared)) out->declared = &made->declared;
}

zp_indicator zp_indicator_row(zp_headings *headings, const zp_row *row, zp_arena *arena)
{
  zp_indicator out = {
    .level1 = zp_headings_cell(headings, row, ZP_F_LEVEL1, arena),
    .level2 = zp_headings_cell(headings, row, ZP_F_LEVEL2, arena),
    .level3 = zp_headings_cell(headings, row, ZP_F_LEVEL3, arena),
    .description = zp_headings_cell(headings, row, ZP_F_DESCRIPTION, arena),
    .target = target_of(headings, row, arena),
    .op = zp_headings_cell(headings, row, ZP_F_OP, arena),
    .unit = zp_headings_cell(headings, row, ZP_F_UNIT, arena),
    .basis = zp_headings_cell(headings, row, ZP_F_BASIS, arena),
    .actual = zp_headings_cell(headings, row, ZP_F_ACTUAL, arena),
    .weight = zp_headings_cell(headings, row, ZP_F_WEIGHT, arena),
    .declared = zp_headings_cell(headings, row, ZP_F_DECLARED, arena),
    .note = zp_headings_cell(headings, row, ZP_F_NOTE, arena),
  };
  if (headings->column[ZP_F_FOLDED] != 0) unfold(headings, row, &out, arena);
  return out;
}

void zp_levels_continue(zp_indicator *indicator, const zp_cell **level1, const zp_cell **level2, zp_arena *arena)
{
  if (zp_cell_blank(indicator->level1)) {
    indicator->level1 = zp_cell_continue(indicator->level1, *level1, arena);
  } else {
    if (!zp_text_equal((*level1)->text, indicator->level1->text)) *level2 = &zp_no_cell;
    *level1 = indicator->level1;
  }
  if (zp_cell_blank(indicator->level2)) indicator->level2 = zp_cell_continue(indicator->level2, *level2, arena);
  else *level2 = indicator->level2;
}

bool zp_cell_says_nothing(const zp_lexicon *lexicon, const zp_cell *cell, zp_arena *arena)
{
  if (zp_cell_blank(cell)) return true;
  zp_text key = zp_text_key_of(cell->text, arena);
  return key.len == 0 || zp_lexicon_row(lexicon, ZP_ROWS_NOTHING, key) != SIZE_MAX;
}
