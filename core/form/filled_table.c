// filled_table.c: filled forms with one heading row.
#include "form/filled_table.h"

#include "form/indicator_row.h"
#include "form/signs.h"

/// A cell of the head, which changes while rows still refer to it.
static const zp_cell *keep_cell(const zp_cell *cell, zp_arena *arena)
{
  zp_cell *kept = ZP_TAKE(arena, zp_cell, 1);
  if (kept == NULL) return &zp_no_cell;
  *kept = *cell;
  return kept;
}

void zp_filled_table_begin(zp_filled_table *table, const zp_lexicon *lexicon, const zp_form_head *head, int year,
                           const zp_headings *headings, zp_arena *arena)
{
  *table = (zp_filled_table){ .lexicon = lexicon, .headings = *headings, .level1 = &zp_no_cell, .level2 = &zp_no_cell };
  zp_filled_row *above = &table->above;
  above->district = keep_cell(&head->fields[ZP_F_DISTRICT], arena);
  above->unit_code = keep_cell(&head->fields[ZP_F_UNIT_CODE], arena);
  above->unit = keep_cell(&head->fields[ZP_F_UNIT_NAME], arena);
  above->project_code = keep_cell(&head->fields[ZP_F_PROJECT_CODE], arena);
  above->project = keep_cell(&head->fields[ZP_F_PROJECT_NAME], arena);
  above->money_unit = headings->money_unit.len != 0 ? headings->money_unit : head->money_unit;
  size_t at;
  int labelled = zp_year_find(head->fields[ZP_F_YEAR].text, &at);
  above->year = labelled != 0 ? labelled : year;
}

/// A pair of code and name that blank cells continue: what is written in either starts a new pair. True when it is another one.
static bool continue_pair(const zp_cell **code, const zp_cell **name, const zp_cell **code_above, const zp_cell **name_above,
                          zp_arena *arena)
{
  if (zp_cell_blank(*code) && zp_cell_blank(*name)) {
    *code = zp_cell_continue(*code, *code_above, arena);
    *name = zp_cell_continue(*name, *name_above, arena);
    return false;
  }
  bool same = zp_text_equal((*code)->text, (*code_above)->text) && zp_text_equal((*name)->text, (*name_above)->text);
  *code_above = *code;
  *name_above = *name;
  return !same;
}

/// Year of a cell such as 2024 or 2024年.
static int year_of(const zp_cell *cell)
{
  size_t at;
  zp_dec number;
  zp_error ignored = { 0 };
  int year = zp_year_find(cell->text, &at);
  if (year != 0 || zp_cell_blank(cell) || zp_dec_parse(cell->text, &number, &ignored) != ZP_OK) return year;
  bool plausible = number.e4 % 10000 == 0 && number.e4 / 10000 >= 1900 && number.e4 / 10000 < 3000;
  return plausible ? (int)(number.e4 / 10000) : 0;
}

static void continue_names(zp_filled_table *table, const zp_row *row, zp_filled_row *out, zp_arena *arena)
{
  const zp_headings *headings = &table->headings;
  zp_filled_row *above = &table->above;
  out->district = zp_headings_cell(headings, row, ZP_F_DISTRICT, arena);
  if (zp_cell_blank(out->district)) out->district = zp_cell_continue(out->district, above->district, arena);
  else above->district = out->district;
  out->unit_code = zp_headings_cell(headings, row, ZP_F_UNIT_CODE, arena);
  out->unit = zp_headings_cell(headings, row, ZP_F_UNIT_NAME, arena);
  bool unit = continue_pair(&out->unit_code, &out->unit, &above->unit_code, &above->unit, arena);
  if (unit && headings->column[ZP_F_PROJECT_NAME] != 0)
    above->project_code = above->project = table->level1 = table->level2 = &zp_no_cell;
  out->project_code = zp_headings_cell(headings, row, ZP_F_PROJECT_CODE, arena);
  out->project = zp_headings_cell(headings, row, ZP_F_PROJECT_NAME, arena);
  if (continue_pair(&out->project_code, &out->project, &above->project_code, &above->project, arena))
    table->level1 = table->level2 = &zp_no_cell;
  int year = year_of(zp_headings_cell(headings, row, ZP_F_YEAR, arena));
  if (year != 0) above->year = year;
  out->year = above->year;
  out->money_unit = above->money_unit;
}

/// The first layout that lists one of the two names.
static size_t layout_of(const zp_lexicon *lexicon, zp_row_words words, zp_text key, zp_text bare)
{
  size_t whole = zp_lexicon_row(lexicon, words, key), part = zp_lexicon_row(lexicon, words, bare);
  return whole < part ? whole : part;
}

/// Execution or total row by its name, as written or without its brackets: 预算执行率（10分）. The first layout that knows it
/// decides, and takes it for a total when it could be both.
static zp_row_kind kind_of(const zp_lexicon *lexicon, zp_text name, zp_arena *arena)
{
  zp_text inside, bare = zp_brackets_strip(name, arena, &inside), key = zp_text_key(name, arena);
  if (inside.len == 0) bare = key;
  else bare = zp_text_key(bare, arena);
  size_t total = layout_of(lexicon, ZP_ROWS_TOTAL, key, bare), execution = layout_of(lexicon, ZP_ROWS_EXECUTION, key, bare);
  if (total == SIZE_MAX && execution == SIZE_MAX) return ZP_ROW_PLAIN;
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

static bool has_budget(const zp_filled_row *row)
{
  return !zp_cell_blank(row->initial) || !zp_cell_blank(row->revised) || !zp_cell_blank(row->executed);
}

/// An indicator's name may stand in a coarser column when the finest is blank: the description, or the level-2 name.
static void name_indicator(zp_indicator *i)
{
  if (!zp_cell_blank(i->level3)) return;
  if (!zp_cell_blank(i->description)) i->level3 = i->description;
  else if (!zp_cell_blank(i->level2) && (!zp_cell_blank(i->actual) || !zp_cell_blank(i->target))) i->level3 = i->level2;
}

/// True when the row says more than to which group it belongs.
static bool says_something(const zp_indicator *i)
{
  return !zp_cell_blank(i->target) || !zp_cell_blank(i->actual) || !zp_cell_blank(i->weight) ||
         !zp_cell_blank(i->declared) || !zp_cell_blank(i->note);
}

static void report_unused(const zp_row *row, zp_findings *findings)
{
  zp_text none = { NULL, 0 };
  for (size_t i = 0; i < row->count; i++) {
    if (zp_cell_blank(&row->cells[i])) continue;
    zp_finding *finding = zp_findings_add(findings, ZP_E_ROW_UNUSED, &row->cells[i].place, none, none, none);
    zp_finding_cell(findings, finding, row->cells[i].text, 0, 0);
    return;
  }
}

static zp_status keep(zp_filled_rows *rows, const zp_filled_row *row, zp_arena *arena, zp_error *err)
{
  zp_filled_row *items = zp_arena_grow(arena, rows->items, rows->count, &rows->capacity, sizeof *items);
  if (items == NULL) return zp_fail_memory(err);
  rows->items = items;
  items[rows->count++] = *row;
  return ZP_OK;
}

/// The row's own texts, before anything is continued from above.
static zp_filled_row read_cells(const zp_headings *headings, const zp_row *row, zp_arena *arena)
{
  return (zp_filled_row){
    .indicator = zp_indicator_row(headings, row, arena),
    .initial = zp_headings_cell(headings, row, ZP_F_INITIAL, arena),
    .revised = zp_headings_cell(headings, row, ZP_F_REVISED, arena),
    .executed = zp_headings_cell(headings, row, ZP_F_EXECUTED, arena),
    .rate = zp_headings_cell(headings, row, ZP_F_RATE, arena),
    .place = &row->cells[0].place,
  };
}

/// What the row is, by the names it writes itself and the level-1 name it continues.
static zp_row_kind row_kind(zp_filled_table *table, const zp_row *row, const zp_indicator *written, zp_text level1,
                            zp_arena *arena)
{
  bool levels = table->headings.column[ZP_F_LEVEL1] != 0 || table->headings.column[ZP_F_LEVEL3] != 0;
  zp_row_kind kinds[] = {
    recall(table, 0, first_text(row), arena),
    recall(table, 1, level1, arena),
    recall(table, 2, written->level2->text, arena),
    recall(table, 3, written->level3->text, arena),
  };
  if (kinds[0] == ZP_ROW_TOTAL || kinds[1] == ZP_ROW_TOTAL || kinds[3] == ZP_ROW_TOTAL) return ZP_ROW_TOTAL;
  for (size_t i = levels ? 1 : 0; i < 4; i++)
    if (kinds[i] == ZP_ROW_EXECUTION) return ZP_ROW_EXECUTION;
  return ZP_ROW_PLAIN;
}

/// An indicator row: named by a coarser column when its own is blank; of no use when it says what nothing can be joined to.
static zp_status indicator_row(const zp_indicator *written, const zp_row *row, zp_filled_row *out, zp_filled_rows *rows,
                               zp_arena *arena, zp_findings *findings, zp_error *err)
{
  zp_indicator named = *written;
  name_indicator(&named);
  out->indicator.level3 = named.level3;
  if (!zp_cell_blank(named.level3) || has_budget(out)) return keep(rows, out, arena, err);
  bool group = !zp_cell_blank(written->level1) || !zp_cell_blank(written->level2);
  if (!group || says_something(written)) report_unused(row, findings);
  return ZP_OK;
}

/// The total a form writes is kept to be compared with its rows; it belongs to the project of the rows above. In a table of many
/// projects one without a weight may sum up all of them, and is left out.
static zp_status total_row(const zp_filled_table *table, zp_filled_row *out, zp_filled_rows *rows, zp_arena *arena, zp_error *err)
{
  const zp_filled_row *above = &table->above;
  const size_t *column = table->headings.column;
  bool many = column[ZP_F_PROJECT_NAME] != 0 || column[ZP_F_PROJECT_CODE] != 0;
  zp_dec points;
  bool sums_money = has_budget(out);  // 其中：当年财政拨款
  if (rows->count == 0 || sums_money || zp_dec_parse(out->indicator.declared->text, &points, NULL) != ZP_OK) return ZP_OK;
  if (many && zp_cell_blank(out->indicator.weight)) return ZP_OK;
  out->district = above->district;
  out->unit_code = above->unit_code;
  out->unit = above->unit;
  out->project_code = above->project_code;
  out->project = above->project;
  out->year = above->year;
  out->money_unit = above->money_unit;
  out->total = true;
  return keep(rows, out, arena, err);
}

/// What a numbered label leaves of a name: "/" of 指标1:/.
static zp_cell without_label(const zp_cell *name)
{
  static const zp_text colons[] = { ZP_TEXT_INIT(":"), ZP_TEXT_INIT("\xEF\xBC\x9A") };
  for (size_t i = 0; i < sizeof colons / sizeof colons[0]; i++) {
    size_t at = zp_text_find(name->text, colons[i]);
    if (at != SIZE_MAX) return zp_cell_part(name, zp_text_slice(name->text, at + colons[i].len, name->text.len));
  }
  return *name;
}

/// A printed row that was struck out (指标1:/ | / | 无) names no indicator; with an actual or a weight it would.
static bool is_struck_out(const zp_lexicon *lexicon, const zp_indicator *i, zp_arena *arena)
{
  const zp_cell *others[] = { i->target, i->actual, i->weight, i->declared };
  if (zp_cell_blank(i->level3)) return false;
  zp_cell name = without_label(i->level3);
  if (!zp_cell_says_nothing(lexicon, &name, arena)) return false;
  for (size_t k = 0; k < sizeof others / sizeof others[0]; k++)
    if (!zp_cell_says_nothing(lexicon, others[k], arena)) return false;
  return true;
}

zp_status zp_filled_table_row(zp_filled_table *table, const zp_row *row, zp_filled_rows *rows, zp_arena *arena,
                              zp_findings *findings, zp_error *err)
{
  zp_filled_row out = read_cells(&table->headings, row, arena);
  zp_indicator written = out.indicator;
  zp_row_kind kind = row_kind(table, row, &written, written.level1->text, arena);
  if (kind == ZP_ROW_TOTAL) return total_row(table, &out, rows, arena, err);
  zp_headings_note(&table->headings, row);
  continue_names(table, row, &out, arena);
  zp_levels_continue(&out.indicator, &table->level1, &table->level2, arena);
  if (kind == ZP_ROW_PLAIN) kind = row_kind(table, row, &written, out.indicator.level1->text, arena);
  out.execution = kind == ZP_ROW_EXECUTION;
  if (out.execution) return keep(rows, &out, arena, err);
  if (is_struck_out(table->lexicon, &written, arena) && !has_budget(&out)) return ZP_OK;
  return indicator_row(&written, row, &out, rows, arena, findings, err);
}

void zp_filled_table_end(zp_filled_table *table, zp_arena *arena, zp_findings *findings)
{
  zp_headings_close(&table->headings, arena, findings);
}
