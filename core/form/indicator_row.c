// indicator_row.c: rows of indicators.
#include "form/indicator_row.h"

#include "form/cell_list.h"

zp_indicator zp_indicator_row(const zp_headings *headings, const zp_row *row)
{
  return (zp_indicator){
    .level1 = zp_headings_cell(headings, row, ZP_F_LEVEL1),
    .level2 = zp_headings_cell(headings, row, ZP_F_LEVEL2),
    .level3 = zp_headings_cell(headings, row, ZP_F_LEVEL3),
    .description = zp_headings_cell(headings, row, ZP_F_DESCRIPTION),
    .target = zp_headings_cell(headings, row, ZP_F_TARGET),
    .op = zp_headings_cell(headings, row, ZP_F_OP),
    .unit = zp_headings_cell(headings, row, ZP_F_UNIT),
    .basis = zp_headings_cell(headings, row, ZP_F_BASIS),
    .actual = zp_headings_cell(headings, row, ZP_F_ACTUAL),
    .weight = zp_headings_cell(headings, row, ZP_F_WEIGHT),
    .declared = zp_headings_cell(headings, row, ZP_F_DECLARED),
    .note = zp_headings_cell(headings, row, ZP_F_NOTE),
  };
}

void zp_levels_continue(zp_indicator *indicator, zp_cell *level1, zp_cell *level2)
{
  if (zp_cell_blank(&indicator->level1)) {
    indicator->level1.text = level1->text;
  } else {
    if (!zp_text_equal(level1->text, indicator->level1.text)) *level2 = (zp_cell){ .text = { NULL, 0 } };
    *level1 = indicator->level1;
  }
  if (zp_cell_blank(&indicator->level2)) indicator->level2.text = level2->text;
  else *level2 = indicator->level2;
}

bool zp_cell_says_nothing(const zp_lexicon *lexicon, const zp_cell *cell, zp_arena *arena)
{
  if (zp_cell_blank(cell)) return true;
  zp_text key = zp_text_key(cell->text, arena);
  if (key.len == 0) return true;
  for (size_t i = 0; i < lexicon->keys.count; i++)
    if (zp_keys_find(&lexicon->keys.items[i].nothing, key) != SIZE_MAX) return true;
  return false;
}
