// indicator_row.c: rows of indicators.
#include "form/indicator_row.h"

#include "form/cell_list.h"
#include "form/folded_score.h"
#include "form/heading_text.h"
#include "form/signs.h"

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

/// Bytes of the unit of points a text ends with, or of its sign of percent when `shares`; 0 when it ends with neither.
static size_t unit_bytes(const zp_lexicon *lexicon, zp_text text, bool shares)
{
  static const zp_text percent[] = { ZP_TEXT_INIT("%"), ZP_TEXT_INIT("\xEF\xBC\x85") };
  for (size_t i = 0; shares && i < sizeof percent / sizeof percent[0]; i++)
    if (zp_text_ends(text, percent[i])) return percent[i].len;
  for (size_t l = 0; l < lexicon->layouts->count; l++) {
    const zp_words *units = &lexicon->layouts->items[l].point_units;
    for (size_t i = 0; i < units->count; i++)
      if (zp_text_ends(text, units->items[i])) return units->items[i].len;
  }
  return 0;
}

const zp_cell *zp_points_cell(const zp_lexicon *lexicon, const zp_cell *cell, bool shares, zp_arena *arena)
{
  zp_dec points;
  zp_text text = zp_text_trim(cell->text);
  size_t unit = unit_bytes(lexicon, text, shares);
  zp_text number = zp_text_trim(zp_text_slice(text, 0, text.len - unit));
  if (unit == 0 || zp_dec_parse(number, &points, NULL) != ZP_OK) return cell;
  zp_cell *made = ZP_TAKE(arena, zp_cell, 1);
  if (made == NULL) return cell;
  *made = zp_cell_part(cell, number);
  return made;
}

/// 20分 and 20% are 20. Points of 100% may be a rate, unless the weight is told in percent too.
static void plain_points(const zp_headings *headings, zp_indicator *out, zp_arena *arena)
{
  const zp_cell *weight = zp_points_cell(headings->lexicon, out->weight, true, arena);
  out->declared = zp_points_cell(headings->lexicon, out->declared, weight != out->weight, arena);
  out->weight = weight;
}

/// Offset of the bracket a text ends with; its length when it ends with none.
static size_t last_bracket(zp_text text)
{
  size_t open = text.len, next, behind = 0;
  for (size_t at = 0; (at = zp_sign_find(text, at, ZP_SIGN_OPEN, &next)) != SIZE_MAX; at = next) open = at;
  size_t close = open == text.len ? SIZE_MAX : zp_sign_find(text, open, ZP_SIGN_CLOSE, &behind);
  return close != SIZE_MAX && behind == text.len ? open : text.len;
}

/// 养护里程（20分）: a form without a column of weights may write them behind the names.
static void weigh_by_name(const zp_headings *headings, zp_indicator *out, zp_arena *arena)
{
  zp_text name = zp_text_trim(out->level3->text);
  size_t open = last_bracket(name);
  zp_text points = zp_bracket_points(headings->lexicon, zp_text_slice(name, open, name.len));
  zp_cell *made = points.len == 0 || open == 0 ? NULL : ZP_TAKE(arena, zp_cell, 2);
  if (made == NULL) return;
  made[0] = zp_cell_part(out->level3, points);
  made[1] = zp_cell_part(out->level3, zp_text_trim(zp_text_slice(name, 0, open)));
  out->weight = &made[0];
  out->level3 = &made[1];
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
  else if (headings->column[ZP_F_WEIGHT] == 0) weigh_by_name(headings, &out, arena);
  plain_points(headings, &out, arena);
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
