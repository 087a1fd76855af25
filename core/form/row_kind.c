// row_kind.c: names that make a row a total, a sum of some rows, or budget execution.
#include "form/row_kind.h"

#include "form/signs.h"

/// The first layout that lists one of the two names.
static size_t layout_of(const zp_lexicon *lexicon, zp_row_words words, zp_text key, zp_text bare)
{
  size_t whole = zp_lexicon_row(lexicon, words, key), part = zp_lexicon_row(lexicon, words, bare);
  return whole < part ? whole : part;
}

/// 产出指标小计, 产出得分合计.
static bool ends_as_sum(const zp_lexicon *lexicon, zp_text key)
{
  for (size_t i = 0; i < lexicon->keys.count; i++)
    if (zp_keys_suffix(&lexicon->keys.items[i].subtotals, key) != 0) return true;
  return false;
}

/// Execution or total row by its name, as written or without its brackets: 预算执行率（10分）. The first layout that knows it
/// decides, and takes it for a total when it could be both.
static zp_row_kind kind_of(const zp_lexicon *lexicon, zp_text name, zp_arena *arena)
{
  zp_text inside = { NULL, 0 }, key = zp_text_key_of(name, arena), bare = key;
  if (key.ptr != name.ptr)
    bare = zp_brackets_strip(name, arena, &inside); // what is its own key has no brackets
  bare = inside.len == 0 ? key : zp_text_key_of(bare, arena);
  size_t total = layout_of(lexicon, ZP_ROWS_TOTAL, key, bare), execution = layout_of(lexicon, ZP_ROWS_EXECUTION, key, bare);
  if (total == SIZE_MAX && execution == SIZE_MAX) return ends_as_sum(lexicon, bare) ? ZP_ROW_SUBTOTAL : ZP_ROW_PLAIN;
  return total <= execution ? ZP_ROW_TOTAL : ZP_ROW_EXECUTION;
}

static zp_row_kind recall(zp_filled_table *table, size_t slot, zp_text name, zp_arena *arena)
{
  zp_row_memo *memo = &table->memo[slot];
  if (zp_text_blank(name)) return ZP_ROW_PLAIN;
  if (!zp_text_equal(memo->name, name)) *memo = (zp_row_memo){ name, kind_of(table->lexicon, name, arena) };
  return memo->kind;
}

static zp_text first_text(const zp_row *row)
{
  for (size_t i = 0; i < row->count; i++)
    if (!zp_cell_blank(&row->cells[i])) return row->cells[i].text;
  return (zp_text){ NULL, 0 };
}

/// True when a cell says no more than the name of the row, which a merge may write out again.
static bool adds_nothing(const zp_cell *cell, zp_text name)
{
  return zp_cell_blank(cell) || zp_text_equal(cell->text, name);
}

/// What the row is, by the names it writes itself and the level-1 name it continues.
zp_row_kind zp_row_kind_of(zp_filled_table *table, const zp_row *row, const zp_indicator *written, zp_text level1,
                           zp_arena *arena)
{
  bool levels = table->headings.column[ZP_F_LEVEL1] != 0 || table->headings.column[ZP_F_LEVEL3] != 0;
  zp_row_kind kinds[] = {
    recall(table, 0, first_text(row), arena),
    recall(table, 1, level1, arena),
    recall(table, 2, written->level2->text, arena),
    recall(table, 3, written->level3->text, arena),
  };
  if (kinds[0] == ZP_ROW_TOTAL || kinds[1] == ZP_ROW_TOTAL || kinds[2] == ZP_ROW_TOTAL || kinds[3] == ZP_ROW_TOTAL) return ZP_ROW_TOTAL;
  bool valued = !adds_nothing(written->target, first_text(row)) || !adds_nothing(written->actual, first_text(row));
  if (!valued && (kinds[0] == ZP_ROW_SUBTOTAL || kinds[2] == ZP_ROW_SUBTOTAL || kinds[3] == ZP_ROW_SUBTOTAL)) return ZP_ROW_SUBTOTAL;
  // 预算执行 at level 2 is a group where the indicators below it are called otherwise: 预算调整率, 资金使用合规性.
  bool group = !zp_cell_blank(written->level3) && kinds[1] != ZP_ROW_EXECUTION && kinds[3] != ZP_ROW_EXECUTION;
  if (group) kinds[2] = ZP_ROW_PLAIN;
  // A form whose money is scored by itself may still have an indicator that is called 预算执行率.
  for (size_t i = levels ? 1 : 0; i < (table->executed ? 3u : 4u); i++)
    if (kinds[i] == ZP_ROW_EXECUTION) return ZP_ROW_EXECUTION;
  return ZP_ROW_PLAIN;
}
