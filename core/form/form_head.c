// form_head.c: labelled cells above a heading row.
#include "form/form_head.h"

#include "form/signs.h"

/// Fields that a label before a value can name.
static const uint32_t LABELS = 1u << ZP_F_DISTRICT | 1u << ZP_F_UNIT_CODE | 1u << ZP_F_UNIT_NAME | 1u << ZP_F_YEAR |
                               1u << ZP_F_PROJECT_CODE | 1u << ZP_F_PROJECT_NAME | 1u << ZP_F_FUND_USE | 1u << ZP_F_PLAN |
                               1u << ZP_F_GOAL | 1u << ZP_F_INITIAL | 1u << ZP_F_REVISED | 1u << ZP_F_EXECUTED;

enum { TITLE_BYTES_MOST = 512 };

void zp_form_head_init(zp_form_head *head)
{
  *head = (zp_form_head){ .last = ZP_F_IGNORED };
}

bool zp_form_head_is_title(const zp_lexicon *lexicon, const zp_cell *cell, zp_arena *arena)
{
  if (cell->text.len > TITLE_BYTES_MOST) return false;
  zp_text key = zp_text_key(cell->text, arena);
  for (size_t i = 0; key.len != 0 && i < lexicon->keys.count; i++)
    if (zp_keys_suffix(&lexicon->keys.items[i].titles, key) != 0) return true;
  return false;
}

static uint32_t label_of(const zp_lexicon *lexicon, zp_text text, zp_arena *arena)
{
  if (zp_text_blank(text)) return 0;
  zp_text inside;
  uint32_t fields = zp_lexicon_kind_fields(lexicon, ZP_LAYOUT_GOAL_TABLE, zp_text_key(text, arena)) & LABELS;
  if (fields != 0) return fields;
  zp_text bare = zp_brackets_strip(text, arena, &inside);
  return inside.len == 0 ? 0 : zp_lexicon_kind_fields(lexicon, ZP_LAYOUT_GOAL_TABLE, zp_text_key(bare, arena)) & LABELS;
}

static zp_field first_field(uint32_t fields)
{
  for (int f = 0; f < ZP_FIELD_COUNT; f++)
    if ((fields >> f & 1u) != 0) return (zp_field)f;
  return ZP_F_IGNORED;
}

uint32_t zp_label_split(const zp_lexicon *lexicon, const zp_cell *cell, zp_arena *arena, zp_cell *value)
{
  size_t next, colon = zp_sign_find(cell->text, 0, ZP_SIGN_COLON, &next);
  if (colon == SIZE_MAX) return 0;
  *value = zp_cell_part(cell, zp_text_slice(cell->text, next, cell->text.len));
  return label_of(lexicon, zp_text_slice(cell->text, 0, colon), arena);
}

static const zp_cell *first_cell(const zp_row *row)
{
  for (size_t i = 0; i < row->count; i++)
    if (!zp_cell_blank(&row->cells[i])) return &row->cells[i];
  return NULL;
}

uint32_t zp_form_head_label(const zp_lexicon *lexicon, const zp_row *row, zp_arena *arena)
{
  const uint32_t loose = 1u << ZP_F_INITIAL | 1u << ZP_F_REVISED | 1u << ZP_F_EXECUTED | 1u << ZP_F_YEAR;
  const zp_cell *first = first_cell(row);
  zp_cell value;
  if (first == NULL) return 0;
  uint32_t fields = label_of(lexicon, first->text, arena);
  if (fields == 0) fields = zp_label_split(lexicon, first, arena, &value);
  return fields & ~loose;
}

void zp_form_head_renew(zp_form_head *head)
{
  zp_form_head old = *head;
  zp_form_head_init(head);
  head->fields[ZP_F_DISTRICT] = old.fields[ZP_F_DISTRICT];
  head->fields[ZP_F_UNIT_CODE] = old.fields[ZP_F_UNIT_CODE];
  head->fields[ZP_F_UNIT_NAME] = old.fields[ZP_F_UNIT_NAME];
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
static zp_status add_goals(zp_form_head *head, const zp_cell *cell, zp_arena *arena, zp_error *err)
{
  zp_text text = cell->text;
  for (size_t from = 0; from < text.len;) {
    size_t step = zp_text_find(zp_text_slice(text, from, text.len), ZP_TEXT("\n"));
    size_t to = step == SIZE_MAX ? text.len : from + step;
    zp_cell goal = zp_cell_part(cell, zp_text_slice(text, from, to));
    if (!zp_cell_blank(&goal) && zp_cell_list_add(&head->goals, goal, arena, err) != ZP_OK) return ZP_E_MEMORY;
    from = to + 1;
  }
  return ZP_OK;
}

static zp_status give(zp_form_head *head, zp_field field, const zp_cell *value, zp_arena *arena, zp_error *err)
{
  if (zp_cell_blank(value)) return ZP_OK;
  if (field == ZP_F_GOAL) return add_goals(head, value, arena, err);
  if (field != ZP_F_PLAN && zp_cell_blank(&head->fields[field])) head->fields[field] = *value;
  return ZP_OK;
}

/// A row whose first cell is blank continues the label above: shares below the quarters, or further goals.
static zp_status continue_label(zp_form_head *head, const zp_row *row, bool *used, zp_arena *arena, zp_error *err)
{
  for (size_t i = 1; i < row->count; i++) {
    const zp_cell *cell = &row->cells[i];
    if (zp_cell_blank(cell)) continue;
    if (head->last == ZP_F_GOAL) {
      *used = true;
      if (add_goals(head, cell, arena, err) != ZP_OK) return ZP_E_MEMORY;
    }
    for (size_t q = 0; head->last == ZP_F_PLAN && q < 4; q++)
      if (head->quarter_column[q] == i + 1 && zp_cell_blank(&head->quarter[q])) {
        head->quarter[q] = *cell;
        *used = true;
      }
  }
  return ZP_OK;
}

/// The money unit of a line such as "金额单位：万元".
static void take_money_unit(zp_form_head *head, const zp_lexicon *lexicon, const zp_cell *cell, zp_arena *arena)
{
  size_t next = 0, at = 0, behind = 0;
  for (size_t colon; (colon = zp_sign_find(cell->text, at, ZP_SIGN_COLON, &next)) != SIZE_MAX; at = next) behind = next;
  if (behind == 0 || head->money_unit.len != 0) return;
  zp_text tail = zp_text_trim(zp_text_slice(cell->text, behind, cell->text.len));
  zp_text unit = zp_lexicon_money_unit(lexicon, tail, arena);
  if (unit.len != 0 && zp_text_starts(tail, unit)) head->money_unit = unit;
}

/// One cell of a label row: a label, a value of the label before it, or a quarter's heading.
static zp_status take_cell(zp_form_head *head, const zp_lexicon *lexicon, const zp_row *row, size_t i, bool *used,
                           zp_arena *arena, zp_error *err)
{
  const zp_cell *cell = &row->cells[i];
  zp_cell value = { .text = { NULL, 0 } };
  size_t quarter = quarter_of(lexicon, cell->text, arena);
  uint32_t fields = label_of(lexicon, cell->text, arena);
  if (fields == 0 && !head->waiting) fields = zp_label_split(lexicon, cell, arena, &value);
  if (quarter != SIZE_MAX) {
    head->quarter_column[quarter] = i + 1;
    head->last = ZP_F_PLAN;
    *used = true;
    bool beside = i + 1 < row->count && quarter_of(lexicon, row->cells[i + 1].text, arena) == SIZE_MAX;
    if (beside && zp_cell_blank(&head->quarter[quarter])) head->quarter[quarter] = row->cells[i + 1];
    return ZP_OK;
  }
  if (fields != 0) {
    head->last = first_field(fields);
    head->labelled = *used = true;
    head->waiting = zp_cell_blank(&value);
    return give(head, head->last, &value, arena, err);
  }
  head->waiting = false;
  take_money_unit(head, lexicon, cell, arena);
  return *used && head->last != ZP_F_IGNORED ? give(head, head->last, cell, arena, err) : ZP_OK;
}

zp_status zp_form_head_take(zp_form_head *head, const zp_lexicon *lexicon, const zp_row *row, zp_arena *arena, bool *used,
                            zp_error *err)
{
  *used = false;
  bool continues = row->count > 1 && zp_cell_blank(&row->cells[0]) && head->last != ZP_F_IGNORED;
  if (continues && continue_label(head, row, used, arena, err) != ZP_OK) return ZP_E_MEMORY;
  if (*used) return ZP_OK;
  head->waiting = false;
  for (size_t i = 0; i < row->count; i++) {
    if (zp_cell_blank(&row->cells[i])) continue;
    if (take_cell(head, lexicon, row, i, used, arena, err) != ZP_OK) return ZP_E_MEMORY;
  }
  if (!*used) head->last = ZP_F_IGNORED;
  return ZP_OK;
}
