// form_head.c: labelled cells above a heading row.
#include "form/form_head.h"

#include "form/signs.h"

enum { TITLE_BYTES_MOST = 512, AMOUNT_BYTES_MOST = 40, YEAR_CHARACTERS = 8 };

void zp_form_head_init(zp_form_head *head)
{
  *head = (zp_form_head){ .last = ZP_F_IGNORED };
}

bool zp_form_head_is_title(const zp_lexicon *lexicon, const zp_cell *cell, zp_arena *arena)
{
  if (cell->text.len > TITLE_BYTES_MOST) return false;
  zp_text inside, bare = zp_brackets_strip(cell->text, arena, &inside), key = zp_text_key(bare, arena);
  for (size_t i = 0; key.len != 0 && i < lexicon->keys.count; i++)
    if (zp_keys_suffix(&lexicon->keys.items[i].titles, key) != 0) return true;
  return false;
}

static const zp_cell *first_cell(const zp_row *row)
{
  for (size_t i = 0; i < row->count; i++)
    if (!zp_cell_blank(&row->cells[i])) return &row->cells[i];
  return NULL;
}

uint32_t zp_form_head_label(const zp_lexicon *lexicon, const zp_row *row, zp_arena *arena)
{
  const uint32_t loose = 1u << ZP_F_INITIAL | 1u << ZP_F_REVISED | 1u << ZP_F_ARRIVED | 1u << ZP_F_EXECUTED | 1u << ZP_F_YEAR |
                         1u << ZP_F_TOTAL | 1u << ZP_F_IGNORED;
  const zp_cell *first = first_cell(row);
  zp_cell value, rest;
  if (first == NULL) return 0;
  uint32_t fields = zp_label_of(lexicon, first->text, arena);
  if (fields == 0) fields = zp_label_split(lexicon, first, arena, &value, &rest);
  return fields & ~loose;
}

void zp_form_head_renew(zp_form_head *head)
{
  zp_form_head old = *head;
  zp_form_head_init(head);
  head->fields[ZP_F_DISTRICT] = old.fields[ZP_F_DISTRICT];
  head->fields[ZP_F_UNIT_CODE] = old.fields[ZP_F_UNIT_CODE];
  head->fields[ZP_F_UNIT_NAME] = old.fields[ZP_F_UNIT_NAME];
  head->fields[ZP_F_DEPARTMENT] = old.fields[ZP_F_DEPARTMENT];
  head->fields[ZP_F_YEAR] = old.fields[ZP_F_YEAR];
  head->money_unit = old.money_unit;
}

static size_t quarter_of(const zp_lexicon *lexicon, zp_text text, zp_arena *arena)
{
  zp_text key = zp_text_key(text, arena);
  for (size_t i = 0; key.len != 0 && i < lexicon->keys.count; i++) {
    const zp_words *quarters = &lexicon->keys.items[i].quarters;
    size_t at = zp_keys_find(quarters, key);
    if (at != SIZE_MAX) return at % 4;  // a list may name the four quarters in several ways
  }
  return SIZE_MAX;
}

/// Each line of a goal cell is a goal of its own.
static zp_status add_goals(zp_cell_list *list, const zp_cell *cell, zp_arena *arena, zp_error *err)
{
  zp_text text = cell->text;
  for (size_t from = 0; from < text.len;) {
    size_t step = zp_text_find(zp_text_slice(text, from, text.len), ZP_TEXT("\n"));
    size_t to = step == SIZE_MAX ? text.len : from + step;
    zp_cell goal = zp_cell_part(cell, zp_text_slice(text, from, to));
    if (!zp_cell_blank(&goal) && zp_cell_list_add(list, goal, arena, err) != ZP_OK) return ZP_E_MEMORY;
    from = to + 1;
  }
  return ZP_OK;
}

static zp_status give(zp_form_head *head, zp_field field, const zp_cell *value, zp_arena *arena, zp_error *err)
{
  if (zp_cell_blank(value) || field == ZP_F_IGNORED) return ZP_OK;
  if (field == ZP_F_GOAL) return add_goals(&head->goals, value, arena, err);
  if (field == ZP_F_OUTCOME) return add_goals(&head->outcomes, value, arena, err);
  if (field != ZP_F_PLAN && zp_cell_blank(&head->fields[field])) head->fields[field] = *value;
  return ZP_OK;
}

/// The label the column of a cell stands under: the nearest to its left.
static zp_field hanging_over(const zp_form_head *head, size_t column)
{
  zp_field field = ZP_F_IGNORED;
  for (size_t i = 0; i < head->hanging_count; i++)
    if (head->hanging[i].column <= column) field = head->hanging[i].field;
  return field;
}

/// A row whose first cell is blank, or repeats the one above, continues the labels above: shares below the quarters, or goals and
/// what became of them.
static zp_status continue_label(zp_form_head *head, const zp_row *row, bool *used, zp_arena *arena, zp_error *err)
{
  for (size_t i = 1; i < row->count; i++) {
    const zp_cell *cell = &row->cells[i];
    if (zp_cell_blank(cell) || zp_text_equal(cell->text, head->side)) continue;
    bool again = zp_text_equal(cell->text, row->cells[i - 1].text);  // a merge written out; under quarters, a plan that stands still
    zp_field field = head->hanging_count != 0 ? hanging_over(head, i + 1) : head->last;
    if (!again && (field == ZP_F_GOAL || field == ZP_F_OUTCOME)) {
      *used = true;
      if (give(head, field, cell, arena, err) != ZP_OK) return ZP_E_MEMORY;
    }
    for (size_t q = 0; head->last == ZP_F_PLAN && q < 4; q++)
      if (head->quarter_column[q] == i + 1 && zp_cell_blank(&head->quarter[q])) {
        head->quarter[q] = *cell;
        *used = true;
      }
  }
  return ZP_OK;
}

void zp_form_head_money_unit(zp_form_head *head, const zp_lexicon *lexicon, const zp_cell *cell, zp_arena *arena)
{
  size_t next = 0, at = 0, behind = 0;
  for (size_t colon; (colon = zp_sign_find(cell->text, at, ZP_SIGN_COLON, &next)) != SIZE_MAX; at = next) behind = next;
  if (behind == 0 || head->money_unit.len != 0) return;
  zp_text tail = zp_text_trim(zp_text_slice(cell->text, behind, cell->text.len));
  zp_text unit = zp_lexicon_money_unit(lexicon, tail, arena);
  if (unit.len != 0 && zp_text_starts(tail, unit)) head->money_unit = unit;
}

/// 单位：万元 names no organisation.
static zp_status give_labelled(zp_form_head *head, const zp_lexicon *lexicon, zp_field field, const zp_cell *value,
                               zp_arena *arena, zp_error *err)
{
  zp_text text = zp_text_trim(value->text), unit = zp_lexicon_money_unit(lexicon, text, arena);
  bool money = unit.len != 0 && zp_text_starts(text, unit);
  if (!money || (field != ZP_F_UNIT_NAME && field != ZP_F_DEPARTMENT && field != ZP_F_IGNORED))
    return give(head, field, value, arena, err);
  if (head->money_unit.len == 0) head->money_unit = unit;
  return ZP_OK;
}

/// The money unit in the brackets of a label: 项目资金（万元）.
static void take_brackets(zp_form_head *head, const zp_lexicon *lexicon, const zp_cell *label, zp_arena *arena)
{
  zp_text inside, bare = zp_brackets_strip(label->text, arena, &inside);
  (void)bare;
  if (inside.len != 0 && head->money_unit.len == 0) head->money_unit = zp_lexicon_money_unit(lexicon, inside, arena);
}

static zp_status take_quarter(zp_form_head *head, const zp_lexicon *lexicon, const zp_row *row, size_t i, size_t quarter,
                              zp_arena *arena)
{
  head->quarter_column[quarter] = i + 1;
  head->last = ZP_F_PLAN;
  bool beside = i + 1 < row->count && quarter_of(lexicon, row->cells[i + 1].text, arena) == SIZE_MAX;
  if (beside && zp_cell_blank(&head->quarter[quarter])) head->quarter[quarter] = row->cells[i + 1];
  return ZP_OK;
}

/// A label in a cell of its own may have its value below it.
static void hang(zp_form_head *head, size_t column)
{
  if (head->hanging_count == ZP_HANGING_MOST) return;
  head->hanging[head->hanging_count].field = head->last;
  head->hanging[head->hanging_count++].column = column;
}

/// "填报单位：甲镇  单位：万元": one label after another in one cell.
static zp_status take_pairs(zp_form_head *head, const zp_lexicon *lexicon, const zp_cell *cell, bool *used, zp_arena *arena,
                            zp_error *err)
{
  zp_cell rest = *cell, value, more;
  for (uint32_t fields; (fields = zp_label_split(lexicon, &rest, arena, &value, &more)) != 0; rest = more) {
    head->last = zp_label_field(fields);
    head->labelled = head->labelled || head->last != ZP_F_IGNORED;
    *used = true;
    head->waiting = zp_cell_blank(&value);
    if (give_labelled(head, lexicon, head->last, &value, arena, err) != ZP_OK) return ZP_E_MEMORY;
  }
  return ZP_OK;
}

/// A cell that holds nothing but a year: （2023年度）.
static void take_year(zp_form_head *head, const zp_cell *cell)
{
  size_t at;
  bool year = zp_character_count(zp_text_trim(cell->text)) <= YEAR_CHARACTERS && zp_year_find(cell->text, &at) != 0;
  if (year && zp_cell_blank(&head->fields[ZP_F_YEAR])) head->fields[ZP_F_YEAR] = *cell;
}

/// One cell of a label row: a label, a value of the label before it, or a quarter's heading.
static zp_status take_cell(zp_form_head *head, const zp_lexicon *lexicon, const zp_row *row, size_t i, bool *used,
                           zp_arena *arena, zp_error *err)
{
  const zp_cell *cell = &row->cells[i];
  size_t quarter = quarter_of(lexicon, cell->text, arena);
  if (quarter != SIZE_MAX) {
    *used = true;
    return take_quarter(head, lexicon, row, i, quarter, arena);
  }
  uint32_t fields = zp_label_of(lexicon, cell->text, arena);
  if (fields != 0) {
    head->last = zp_label_field(fields);
    head->labelled = head->labelled || head->last != ZP_F_IGNORED;
    *used = head->waiting = true;
    take_brackets(head, lexicon, cell, arena);
    hang(head, i + 1);
    return ZP_OK;
  }
  bool waited = head->waiting, before = *used;
  if (!waited) take_year(head, cell);
  if (!waited) take_brackets(head, lexicon, cell, arena);
  if (!waited) {
    bool pair = false;
    if (take_pairs(head, lexicon, cell, &pair, arena, err) != ZP_OK) return ZP_E_MEMORY;
    *used = before || pair;
    if (pair) return ZP_OK;
  }
  head->waiting = false;
  zp_form_head_money_unit(head, lexicon, cell, arena);
  return before ? give_labelled(head, lexicon, head->last, cell, arena, err) : ZP_OK;
}

/// Labels that got their value beside them do not wait for one below.
static void settle_hanging(zp_form_head *head, const zp_row *row, const zp_lexicon *lexicon, zp_arena *arena)
{
  size_t kept = 0;
  bool goals = false;
  for (size_t i = 0; i < head->hanging_count; i++) {
    size_t next = head->hanging[i].column;
    while (next < row->count && zp_cell_blank(&row->cells[next])) next++;
    bool waits = next >= row->count || zp_label_of(lexicon, row->cells[next].text, arena) != 0;
    if (!waits) continue;
    goals = goals || head->hanging[i].field == ZP_F_GOAL || head->hanging[i].field == ZP_F_OUTCOME;
    head->hanging[kept++] = head->hanging[i];
  }
  head->hanging_count = goals ? kept : 0;
}

/// An amount with a name before it: 1.一般公共预算 | 6.30.
static zp_status take_fund(zp_form_head *head, const zp_lexicon *lexicon, const zp_row *row, bool *used, zp_arena *arena,
                           zp_error *err)
{
  for (size_t i = 0, k; i + 1 < row->count; i = k) {
    const zp_cell *name = &row->cells[i];
    size_t next;
    k = i + 1;
    if (zp_cell_blank(name)) continue;
    while (k < row->count && (zp_cell_blank(&row->cells[k]) || zp_text_equal(row->cells[k].text, name->text))) k++;
    if (k >= row->count) break;
    zp_text amount = zp_text_trim(row->cells[k].text), key = zp_text_key(name->text, arena);
    bool number = amount.len <= AMOUNT_BYTES_MOST && zp_sign_at(amount, 0, &next) == ZP_SIGN_DIGIT;
    bool named = zp_lexicon_part(lexicon, key) || zp_numbering_read(name->text).kind != ZP_NUMBERING_NONE || head->fund_count != 0;
    if (!number || !named) continue;
    zp_fund *funds = zp_arena_grow(arena, head->funds, head->fund_count, &head->fund_capacity, sizeof *funds);
    if (funds == NULL) return zp_fail_memory(err);
    head->funds = funds;
    funds[head->fund_count++] = (zp_fund){ *name, row->cells[k++] };
    *used = true;
  }
  return ZP_OK;
}

static zp_status take_labels(zp_form_head *head, const zp_lexicon *lexicon, const zp_row *row, bool *used, zp_arena *arena,
                             zp_error *err)
{
  const zp_cell *first = first_cell(row);
  head->waiting = false;
  head->hanging_count = 0;
  head->side = first == NULL ? (zp_text){ NULL, 0 } : first->text;
  for (size_t i = 0; i < row->count; i++) {
    if (zp_cell_blank(&row->cells[i])) continue;
    if (i != 0 && zp_text_equal(row->cells[i].text, row->cells[i - 1].text)) continue;  // one merged cell, written out
    if (take_cell(head, lexicon, row, i, used, arena, err) != ZP_OK) return ZP_E_MEMORY;
  }
  if (*used) settle_hanging(head, row, lexicon, arena);
  else head->last = ZP_F_IGNORED;
  return ZP_OK;
}

/// True when a label stands in the row, other than the one beside it that the row above began with.
static bool has_label(const zp_form_head *head, const zp_lexicon *lexicon, const zp_row *row, zp_arena *arena)
{
  for (size_t i = 1; i < row->count; i++)
    if (!zp_text_equal(row->cells[i].text, head->side) && zp_label_of(lexicon, row->cells[i].text, arena) != 0) return true;
  return false;
}

zp_status zp_form_head_take(zp_form_head *head, const zp_lexicon *lexicon, const zp_row *row, zp_arena *arena, bool *used,
                            zp_error *err)
{
  *used = false;
  bool below = row->count > 1 && (zp_cell_blank(&row->cells[0]) || zp_text_equal(row->cells[0].text, head->side));
  bool continues = below && (head->last == ZP_F_PLAN || ((head->last != ZP_F_IGNORED || head->hanging_count != 0) &&
                                                        !has_label(head, lexicon, row, arena)));
  if (continues && continue_label(head, row, used, arena, err) != ZP_OK) return ZP_E_MEMORY;
  if (*used) return ZP_OK;
  if (take_labels(head, lexicon, row, used, arena, err) != ZP_OK) return ZP_E_MEMORY;
  bool funded = false;
  if (!*used && take_fund(head, lexicon, row, &funded, arena, err) != ZP_OK) return ZP_E_MEMORY;
  *used = *used || funded;
  if (*used || zp_row_only(row) != NULL) return ZP_OK;
  const zp_cell *first = first_cell(row);
  return first == NULL ? ZP_OK : zp_cell_list_add(&head->unread, *first, arena, err);
}
