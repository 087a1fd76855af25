// filled_table.c: the rows of filled forms.
#include "form/filled_table.h"

#include "form/budget_block.h"
#include "form/folded_score.h"
#include "form/form_name.h"
#include "form/indicator_row.h"
#include "form/row_kind.h"
#include "form/signs.h"

/// A cell of the head, which changes while rows still refer to it.
static const zp_cell *keep_cell(const zp_cell *cell, zp_arena *arena)
{
  zp_cell *kept = ZP_TAKE(arena, zp_cell, 1);
  if (kept == NULL) return &zp_no_cell;
  *kept = *cell;
  return kept;
}

static const zp_cell *unit_of(const zp_form_head *head)
{
  const zp_cell *name = &head->fields[ZP_F_UNIT_NAME];
  return zp_cell_blank(name) ? &head->fields[ZP_F_DEPARTMENT] : name;
}

void zp_filled_table_begin(zp_filled_table *table, const zp_lexicon *lexicon, const zp_form_head *head, int year,
                           const zp_headings *headings, zp_arena *arena, zp_findings *findings)
{
  *table = (zp_filled_table){ .lexicon = lexicon, .headings = *headings, .level1 = &zp_no_cell, .level2 = &zp_no_cell,
                              .last = zp_no_indicator, .block = zp_is_budget_block(headings) };
  zp_filled_row *above = &table->above;
  above->district = keep_cell(&head->fields[ZP_F_DISTRICT], arena);
  above->unit_code = keep_cell(&head->fields[ZP_F_UNIT_CODE], arena);
  above->unit = keep_cell(unit_of(head), arena);
  above->project_code = keep_cell(&head->fields[ZP_F_PROJECT_CODE], arena);
  zp_cell name = zp_form_project(lexicon, head, headings, arena, findings);
  above->project = keep_cell(&name, arena);
  above->money_unit = headings->money_unit.len != 0 ? headings->money_unit : head->money_unit;
  size_t at;
  int labelled = zp_year_find(head->fields[ZP_F_YEAR].text, &at), titled = zp_year_find(head->title.text, &at);
  above->year = labelled != 0 ? labelled : titled != 0 ? titled : year;
  table->form.project = name;
  table->form.money_unit = above->money_unit;
}

zp_status zp_filled_table_head(zp_filled_table *table, const zp_form_head *head, zp_filled_rows *rows, zp_arena *arena,
                               zp_error *err)
{
  const zp_cell *initial = keep_cell(&head->fields[ZP_F_INITIAL], arena);
  const zp_cell *revised = keep_cell(&head->fields[ZP_F_REVISED], arena);
  const zp_cell *executed = keep_cell(&head->fields[ZP_F_EXECUTED], arena);
  if (zp_cell_blank(executed) && zp_cell_blank(revised) && zp_cell_blank(initial)) return ZP_OK;
  zp_filled_row row = table->above;
  if (head->money_unit.len != 0) row.money_unit = head->money_unit;
  row.execution = true;
  row.indicator = zp_no_indicator;
  row.initial = initial;
  row.revised = zp_cell_blank(revised) ? initial : revised;  // the only budget that is told is the one that holds
  row.executed = executed;
  row.rate = &zp_no_cell;
  row.place = zp_cell_blank(executed) ? &row.revised->place : &executed->place;
  return zp_filled_rows_add(rows, &row, arena, err);
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
  int year = zp_year_find(cell->text, &at);
  if (year != 0 || zp_cell_blank(cell) || zp_dec_parse(cell->text, &number, NULL) != ZP_OK)
    return year;
  bool plausible = number.e4 % 10000 == 0 && number.e4 / 10000 >= 1900 && number.e4 / 10000 < 3000;
  return plausible ? (int)(number.e4 / 10000) : 0;
}

static void continue_names(zp_filled_table *table, const zp_row *row, zp_filled_row *out, zp_arena *arena)
{
  zp_headings *headings = &table->headings;
  zp_filled_row *above = &table->above;
  out->district = zp_headings_cell(headings, row, ZP_F_DISTRICT, arena);
  if (zp_cell_blank(out->district)) out->district = zp_cell_continue(out->district, above->district, arena);
  else above->district = out->district;
  out->unit_code = zp_headings_cell(headings, row, ZP_F_UNIT_CODE, arena);
  out->unit = zp_headings_cell(headings, row, ZP_F_UNIT_NAME, arena);
  if (headings->column[ZP_F_UNIT_NAME] == 0) out->unit = zp_headings_cell(headings, row, ZP_F_DEPARTMENT, arena);
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

zp_status zp_filled_rows_add(zp_filled_rows *rows, const zp_filled_row *row, zp_arena *arena, zp_error *err)
{
  zp_filled_row *items = zp_arena_grow(arena, rows->items, rows->count, &rows->capacity, sizeof *items);
  if (items == NULL) return zp_fail_memory(err);
  rows->items = items;
  items[rows->count++] = *row;
  return ZP_OK;
}

/// The row's own texts, before anything is continued from above.
static zp_filled_row read_cells(zp_headings *headings, const zp_row *row, zp_arena *arena)
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

/// An indicator row: named by a coarser column when its own is blank; of no use when it says what nothing can be joined to.
static zp_status indicator_row(zp_filled_table *table, const zp_indicator *written, const zp_row *row, zp_filled_row *out,
                               zp_filled_rows *rows, zp_arena *arena, zp_findings *findings, zp_error *err)
{
  zp_indicator named = *written;
  name_indicator(&named);
  out->indicator.level3 = named.level3;
  if (!zp_cell_blank(named.level3)) {
    table->last = named;
    table->form.indicators++;
  }
  if (!zp_cell_blank(named.level3) || has_budget(out)) return zp_filled_rows_add(rows, out, arena, err);
  bool group = !zp_cell_blank(written->level1) || !zp_cell_blank(written->level2);
  if (group) table->form.blanks++;
  if (!group || says_something(written)) report_unused(row, findings);
  return ZP_OK;
}

static bool is_decimal(const zp_cell *cell)
{
  zp_dec number;
  return zp_dec_parse(cell->text, &number, NULL) == ZP_OK;
}

/// In a table of several projects a total with a weight is that of the project of the row above; one without may sum up all.
static zp_status list_total(zp_filled_table *table, const zp_indicator *i, const zp_filled_rows *rows, zp_arena *arena,
                            zp_error *err)
{
  const size_t *column = table->headings.column;
  zp_form *form = &table->form;
  bool many = column[ZP_F_PROJECT_NAME] != 0 || column[ZP_F_PROJECT_CODE] != 0;
  if (!many || rows->count == form->first_row || zp_cell_blank(i->weight) || !is_decimal(i->declared)) return ZP_OK;
  zp_form_total *totals = zp_arena_grow(arena, form->totals, form->total_count, &table->total_capacity, sizeof *totals);
  if (totals == NULL) return zp_fail_memory(err);
  form->totals = totals;
  totals[form->total_count++] = (zp_form_total){ rows->count - 1, *i->weight, *i->declared };
  return ZP_OK;
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

static bool same_or_blank(const zp_cell *cell, const zp_cell *above)
{
  return zp_cell_blank(cell) || zp_text_equal(zp_text_trim(cell->text), zp_text_trim(above->text));
}

/// A row that repeats part of the indicator above it: 其中：…, the same name with another target, or no name at all. One with
/// another weight stands for itself; so do rows of lists of projects.
static bool is_sub_row(const zp_filled_table *table, const zp_indicator *i, zp_arena *arena)
{
  const zp_indicator *last = &table->last;
  if (table->headings.column[ZP_F_PROJECT_NAME] != 0 || zp_cell_blank(last->level3)) return false;
  bool struck = !zp_cell_blank(i->weight) && zp_cell_says_nothing(table->lexicon, i->weight, arena);
  bool own_weight = !zp_cell_says_nothing(table->lexicon, i->weight, arena) && !same_or_blank(i->weight, last->weight);
  const zp_cell *name = zp_cell_blank(i->level3) ? i->description : i->level3;
  if (own_weight) return false;
  if (!zp_cell_blank(name) && zp_lexicon_part(table->lexicon, zp_text_key(name->text, arena))) return true;
  bool value = !zp_cell_blank(i->target) || !zp_cell_blank(i->actual);
  if (struck && zp_cell_says_nothing(table->lexicon, i->declared, arena)) return true;  // "-" as weight and points
  bool group = same_or_blank(i->level1, last->level1) && same_or_blank(i->level2, last->level2);
  if (!value || !group) return false;
  if (zp_cell_blank(i->level3)) return zp_cell_blank(i->level2) && zp_cell_blank(i->description);
  return zp_text_equal(i->level3->text, last->level3->text) && !zp_cell_blank(i->target) &&
         !zp_text_equal(i->target->text, last->target->text);
}

static void report_sub_row(zp_filled_table *table, const zp_filled_row *row, zp_findings *findings)
{
  zp_text none = { NULL, 0 };
  const zp_indicator *i = &row->indicator;
  const zp_cell *cell = !zp_cell_blank(i->level3) ? i->level3 : !zp_cell_blank(i->description) ? i->description : i->target;
  zp_finding *finding = zp_findings_add(findings, ZP_E_SUB_ROW, zp_cell_blank(cell) ? row->place : &cell->place,
                                        table->last.level3->text, none, none);
  zp_finding_cell(findings, finding, cell->text, 0, 0);
  table->form.sub_rows++;
}

static bool starts_with_digit(const zp_cell *cell)
{
  size_t next;
  zp_text text = zp_text_trim(cell->text);
  return text.len != 0 && zp_sign_at(text, 0, &next) == ZP_SIGN_DIGIT;
}

/// 总分 | 100 | 96 | 优: what a total row says. Its cells are often merged otherwise than those above: numbers under other headings
/// are taken in their order.
static void take_total(zp_filled_table *table, const zp_indicator *i, const zp_row *row, zp_arena *arena)
{
  zp_form *form = &table->form;
  const zp_headings *headings = &table->headings;
  zp_folded_score both;
  if (!zp_cell_blank(i->weight)) form->total_weight = *i->weight;
  if (!zp_cell_blank(i->declared)) form->total_declared = *i->declared;
  if (!zp_cell_blank(i->note)) form->total_grade = *i->note;
  size_t numbers = 0;
  for (size_t k = 0; k < row->count && zp_cell_blank(i->declared); k++) {
    if (!starts_with_digit(&row->cells[k])) continue;
    if (headings->column[ZP_F_FOLDED] != 0 &&
        zp_folded_read(table->lexicon, &row->cells[k], headings->declared_first, arena, &both)) {
      form->total_weight = both.weight;
      form->total_declared = both.declared;
      return;
    }
    const zp_cell *points = zp_points_cell(table->lexicon, &row->cells[k], false, arena);
    if (numbers++ == 0 && table->headings.column[ZP_F_WEIGHT] != 0) form->total_weight = *points;
    else form->total_declared = *points;
  }
}

/// Column of the first text, from 0.
static size_t first_column(const zp_row *row)
{
  size_t i = 0;
  while (i < row->count && zp_cell_blank(&row->cells[i])) i++;
  return i;
}

/// A note below the table: it begins before the columns of values.
static bool is_note(const zp_filled_table *table, const zp_row *row, zp_arena *arena)
{
  static const zp_field values[] = { ZP_F_TARGET, ZP_F_TARGET_INITIAL, ZP_F_ACTUAL, ZP_F_WEIGHT, ZP_F_DECLARED, ZP_F_NOTE,
                                     ZP_F_INITIAL, ZP_F_REVISED, ZP_F_EXECUTED };
  if (table->headings.column[ZP_F_PROJECT_NAME] != 0) return false;
  size_t at = first_column(row);
  if (at == row->count) return false;
  for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
    if (table->headings.column[values[i]] != 0 && at + 1 >= table->headings.column[values[i]]) return false;
  return zp_is_remark(table->lexicon, row->cells[at].text, zp_row_only(row) != NULL, arena);
}

static zp_status take_note(zp_filled_table *table, const zp_row *row, zp_arena *arena, zp_error *err)
{
  for (size_t i = 0; i < row->count; i++) {
    bool repeated = i != 0 && zp_text_equal(row->cells[i].text, row->cells[i - 1].text);
    if (zp_cell_blank(&row->cells[i]) || repeated) continue;
    if (zp_cell_list_add(&table->notes, row->cells[i], arena, err) != ZP_OK) return ZP_E_MEMORY;
  }
  return ZP_OK;
}

/// Cells that should hold weight and points but do not, and cells that do under a heading that names only one of them.
static void review_folded(zp_filled_table *table, const zp_row *row, const zp_indicator *i, zp_arena *arena,
                          zp_findings *findings)
{
  zp_text none = { NULL, 0 };
  zp_headings *h = &table->headings;
  zp_folded_score both;
  zp_status status = ZP_E_FOLDED_UNREAD;
  zp_field field = ZP_F_FOLDED;
  const zp_cell *cell = zp_headings_cell(h, row, field, arena);
  bool unread = !zp_cell_says_nothing(table->lexicon, cell, arena) && zp_cell_blank(i->weight) && zp_cell_blank(i->declared);
  if (!unread) {
    if ((h->column[ZP_F_WEIGHT] != 0) == (h->column[ZP_F_DECLARED] != 0)) return;
    field = h->column[ZP_F_WEIGHT] != 0 ? ZP_F_WEIGHT : ZP_F_DECLARED;
    cell = field == ZP_F_WEIGHT ? i->weight : i->declared;
    status = ZP_E_FOLDED_UNTOLD;
    if (h->column[ZP_F_FOLDED] != 0 || !zp_folded_read(table->lexicon, cell, false, arena, &both)) return;
  }
  zp_finding *finding = zp_findings_add(findings, status, &cell->place, h->columns[h->column[field] - 1].heading.text, none, none);
  zp_finding_cell(findings, finding, cell->text, 0, 0);
}

/// The first cell of a row in which no other says anything else; NULL when one does. A merge may be written out in every cell.
static const zp_cell *lone_cell(const zp_row *row)
{
  size_t first = first_column(row);
  for (size_t i = first; i < row->count; i++)
    if (!zp_cell_blank(&row->cells[i]) && !zp_text_equal(row->cells[i].text, row->cells[first].text)) return NULL;
  return first == row->count ? NULL : &row->cells[first];
}

/// 一、产出指标（50分）, and below it （一）数量指标: groups as rows of their own, in a form without columns for them.
static bool take_group(zp_filled_table *table, const zp_row *row)
{
  const size_t *column = table->headings.column;
  const zp_cell *name = lone_cell(row);
  if (name == NULL || column[ZP_F_LEVEL1] != 0 || column[ZP_F_LEVEL2] != 0 || column[ZP_F_PROJECT_NAME] != 0) return false;
  zp_numbering_kind kind = zp_numbering_read(zp_text_trim(name->text)).kind;
  if (kind == ZP_NUMBERING_HAN) {
    table->level1 = name;
    table->level2 = &zp_no_cell;
    return true;
  }
  if (kind != ZP_NUMBERING_HAN_BRACKET || zp_cell_blank(table->level1)) return false;
  table->level2 = name;
  return true;
}

zp_status zp_filled_table_row(zp_filled_table *table, const zp_row *row, zp_filled_rows *rows, zp_arena *arena,
                              zp_findings *findings, zp_error *err)
{
  zp_filled_row out = read_cells(&table->headings, row, arena);
  zp_indicator written = out.indicator;
  if (is_note(table, row, arena)) return take_note(table, row, arena, err);
  if (take_group(table, row)) return ZP_OK;
  review_folded(table, row, &written, arena, findings);
  if (table->block) {
    continue_names(table, row, &out, arena);
    return zp_budget_block_row(table, &out, row, rows, arena, err);
  }
  zp_row_kind kind = zp_row_kind_of(table, row, &written, written.level1->text, arena);
  if (kind == ZP_ROW_TOTAL) {
    bool sums_money = has_budget(&out);  // 其中：当年财政拨款
    if (!sums_money || (is_decimal(written.weight) && is_decimal(written.declared))) take_total(table, &written, row, arena);
    return sums_money ? ZP_OK : list_total(table, &written, rows, arena, err);
  }
  if (kind == ZP_ROW_SUBTOTAL && !has_budget(&out)) return ZP_OK;
  zp_headings_note(&table->headings, table->lexicon, row, arena);
  continue_names(table, row, &out, arena);
  zp_levels_continue(&out.indicator, &table->level1, &table->level2, arena);
  if (kind == ZP_ROW_PLAIN) kind = zp_row_kind_of(table, row, &written, out.indicator.level1->text, arena);
  out.execution = kind == ZP_ROW_EXECUTION;
  if (out.execution) return zp_filled_rows_add(rows, &out, arena, err);
  if (is_struck_out(table->lexicon, &written, arena) && !has_budget(&out)) {
    table->form.blanks++;
    return ZP_OK;
  }
  if (is_sub_row(table, &written, arena)) {
    report_sub_row(table, &out, findings);
    return ZP_OK;
  }
  return indicator_row(table, &written, row, &out, rows, arena, findings, err);
}

zp_status zp_filled_table_end(zp_filled_table *table, zp_filled_rows *rows, zp_arena *arena, zp_findings *findings, zp_error *err)
{
  zp_headings_close(&table->headings, table->lexicon, arena, findings);
  table->form.notes = table->notes.items;
  table->form.note_count = table->notes.count;
  return table->block ? zp_budget_block_end(table, rows, arena, findings, err) : ZP_OK;
}
