// budget_block.c: rows of amounts.
#include "form/budget_block.h"

#include "form/signs.h"
#include "form/value_text.h"

enum { AMOUNT_BYTES_MOST = 48 };  // longer texts are sentences

bool zp_is_budget_block(const zp_headings *headings)
{
  static const zp_field others[] = { ZP_F_LEVEL1, ZP_F_LEVEL2, ZP_F_LEVEL3, ZP_F_ACTUAL, ZP_F_TARGET, ZP_F_PROJECT_NAME,
                                     ZP_F_PROJECT_CODE, ZP_F_UNIT_NAME, ZP_F_UNIT_CODE };
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
    if (headings->column[others[i]] != 0) return false;
  return headings->column[ZP_F_REVISED] != 0 || headings->column[ZP_F_EXECUTED] != 0 || headings->column[ZP_F_INITIAL] != 0;
}

void zp_budget_block_claim(zp_headings *headings)
{
  static const zp_field others[] = { ZP_F_LEVEL1, ZP_F_LEVEL2, ZP_F_LEVEL3, ZP_F_ACTUAL, ZP_F_TARGET };
  size_t column = headings->column[ZP_F_PROJECT_NAME];
  if (column == 0 || headings->column[ZP_F_EXECUTED] == 0) return;
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
    if (headings->column[others[i]] != 0) return;
  headings->columns[column - 1].field = ZP_F_IGNORED;
  headings->column[ZP_F_PROJECT_NAME] = 0;
  headings->known--;
}

/// Index of the first column that is read.
static size_t first_used(const zp_headings *headings)
{
  size_t first = 0;
  while (first < headings->count && (headings->columns[first].use != ZP_COLUMN_USED ||
                                     headings->columns[first].field == ZP_F_IGNORED))
    first++;
  return first;
}

/// What the row is called: the text nearest to its amounts that does not just repeat the heading beside the block.
static const zp_cell *name_of(const zp_headings *headings, const zp_row *row)
{
  size_t end = first_used(headings);
  for (size_t i = end < row->count ? end : row->count; i-- > 0;) {
    const zp_cell *cell = &row->cells[i];
    bool heading = i < headings->count && zp_text_equal(headings->columns[i].heading.text, cell->text);
    if (!zp_cell_blank(cell) && !heading) return cell;
  }
  return &zp_no_cell;
}

static bool has_digits(const zp_cell *cell)
{
  size_t next;
  zp_text text = zp_text_trim(cell->text);
  return text.len != 0 && text.len <= AMOUNT_BYTES_MOST && zp_sign_find(text, 0, ZP_SIGN_DIGIT, &next) != SIZE_MAX;
}

static bool has_amounts(const zp_budget_row *b)
{
  return has_digits(b->initial) || has_digits(b->revised) || has_digits(b->executed);
}

/// Whether a list of the layouts names the row: as written, without brackets, or without its numbering.
static bool is_named(const zp_lexicon *lexicon, zp_row_words words, zp_text name, zp_arena *arena)
{
  zp_text inside, bare = zp_brackets_strip(name, arena, &inside);
  const zp_text tries[] = { name, bare, zp_numbering_read(zp_text_trim(bare)).rest };
  for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++)
    if (zp_lexicon_row(lexicon, words, zp_text_key(tries[i], arena)) != SIZE_MAX) return true;
  return false;
}

static zp_status note_row(zp_filled_table *table, const zp_budget_row *row, zp_arena *arena, zp_error *err)
{
  zp_budget_row *items =
      zp_arena_grow(arena, table->form.budget, table->form.budget_count, &table->budget_capacity, sizeof *items);
  if (items == NULL) return zp_fail_memory(err);
  table->form.budget = items;
  items[table->form.budget_count++] = *row;
  return ZP_OK;
}

/// A weight that stands in the heading: 得分（20分）.
static void take_points(const zp_filled_table *table, zp_filled_row *row, zp_arena *arena)
{
  if (table->headings.column[ZP_F_WEIGHT] != 0 || zp_cell_blank(&table->headings.points)) return;
  zp_cell *points = ZP_TAKE(arena, zp_cell, 1);
  if (points == NULL) return;
  *points = table->headings.points;
  row->indicator.weight = points;
}

static zp_status keep(zp_filled_table *table, size_t number, zp_filled_row *row, zp_filled_rows *rows, zp_arena *arena,
                      zp_error *err)
{
  row->execution = true;
  take_points(table, row, arena);
  zp_budget_row *seen = &table->form.budget[number];
  seen->scored = true;
  seen->weight = row->indicator.weight;
  table->total = number + 1;
  return zp_filled_rows_add(rows, row, arena, err);
}

zp_status zp_budget_block_row(zp_filled_table *table, zp_filled_row *out, const zp_row *row, zp_filled_rows *rows,
                              zp_arena *arena, zp_error *err)
{
  table->headings.names = first_used(&table->headings);
  zp_headings_note(&table->headings, table->lexicon, row, arena);
  const zp_cell *name = name_of(&table->headings, row);
  zp_budget_row seen = { .name = name, .initial = out->initial, .revised = out->revised, .executed = out->executed,
                         .weight = out->indicator.weight, .declared = out->indicator.declared, .note = out->indicator.note };
  size_t number = table->form.budget_count;
  if (note_row(table, &seen, arena, err) != ZP_OK) return ZP_E_MEMORY;
  if (table->total == 0 && is_named(table->lexicon, ZP_ROWS_EXECUTION, name->text, arena))
    return keep(table, number, out, rows, arena, err);
  if (table->total != 0 || !has_amounts(&seen)) return ZP_OK;
  bool sum = is_named(table->lexicon, ZP_ROWS_SUM, name->text, arena);
  table->amounts++;
  if (table->spare != 0 && (!sum || table->spare_sum)) return ZP_OK;
  table->spare = number + 1;
  table->spare_sum = sum;
  table->spare_row = *out;
  return ZP_OK;
}

static bool is_zero(const zp_cell *cell, zp_text unit, zp_arena *arena)
{
  zp_money money;
  zp_error ignored = { 0 };
  if (zp_cell_blank(cell)) return true;
  return zp_money_read(cell->text, unit, arena, &money, &ignored) == ZP_OK && money.fen == 0;
}

static bool is_money(const zp_cell *cell, zp_text unit, zp_arena *arena)
{
  zp_money money;
  zp_error ignored = { 0 };
  return !zp_cell_blank(cell) && zp_money_read(cell->text, unit, arena, &money, &ignored) == ZP_OK && money.fen != 0;
}

/// A total of zeros above parts that are none: the first such part is named.
static void check_total(const zp_filled_table *table, zp_arena *arena, zp_findings *findings)
{
  const zp_budget_row *total = &table->form.budget[table->total - 1];
  zp_text unit = table->above.money_unit, none = { NULL, 0 };
  if (!is_zero(total->revised, unit, arena) || !is_zero(total->executed, unit, arena)) return;
  for (size_t i = table->total; i < table->form.budget_count; i++) {
    const zp_budget_row *part = &table->form.budget[i];
    const zp_cell *amount = is_money(part->executed, unit, arena) ? part->executed : part->revised;
    if (!is_money(amount, unit, arena)) continue;
    zp_finding *finding =
        zp_findings_add(findings, ZP_E_BUDGET_TOTAL_ZERO, &total->name->place, part->name->text, amount->text, none);
    zp_finding_cell(findings, finding, total->name->text, 0, 0);
    return;
  }
}

static zp_status settle(zp_filled_table *table, zp_filled_rows *rows, zp_arena *arena, zp_findings *findings, zp_error *err)
{
  zp_text none = { NULL, 0 };
  if (table->amounts == 0) return ZP_OK;
  if (!table->spare_sum && table->amounts != 1) {
    zp_findings_add(findings, ZP_E_BUDGET_NO_TOTAL, &table->form.place, none, none, none);
    return ZP_OK;
  }
  const zp_cell *name = table->form.budget[table->spare - 1].name;
  if (!table->spare_sum && !zp_cell_blank(name)) {
    zp_finding *finding = zp_findings_add(findings, ZP_E_BUDGET_ROW_GUESSED, &name->place, name->text, none, none);
    zp_finding_cell(findings, finding, name->text, 0, 0);
  }
  return keep(table, table->spare - 1, &table->spare_row, rows, arena, err);
}

/// Amounts without any unit are 万元 by custom, which may be wrong by a factor of 10 000.
static void check_unit(const zp_filled_table *table, zp_arena *arena, zp_findings *findings)
{
  const zp_budget_row *total = &table->form.budget[table->total - 1];
  const zp_cell *amount = !zp_cell_blank(total->revised) ? total->revised : !zp_cell_blank(total->executed) ? total->executed
                                                                                                            : total->initial;
  zp_text none = { NULL, 0 };
  if (table->above.money_unit.len != 0 || is_zero(amount, none, arena)) return;
  if (zp_lexicon_money_unit(table->lexicon, amount->text, arena).len != 0) return;
  zp_finding *finding = zp_findings_add(findings, ZP_E_MONEY_UNIT_ASSUMED, &amount->place, none, none, none);
  zp_finding_cell(findings, finding, amount->text, 0, 0);
}

zp_status zp_budget_block_end(zp_filled_table *table, zp_filled_rows *rows, zp_arena *arena, zp_findings *findings,
                              zp_error *err)
{
  if (table->total == 0 && settle(table, rows, arena, findings, err) != ZP_OK) return ZP_E_MEMORY;
  if (table->total == 0) return ZP_OK;
  check_total(table, arena, findings);
  check_unit(table, arena, findings);
  return ZP_OK;
}
