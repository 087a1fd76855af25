// goal_table.c: goal tables.
#include "form/goal_table.h"

#include "form/form_name.h"
#include "form/fund_use.h"
#include "form/indicator_row.h"
#include "form/signs.h"

enum { TITLE_BYTES_MOST = 512 };

zp_text zp_title_name(const zp_lexicon *lexicon, zp_text title, zp_arena *arena)
{
  size_t best = SIZE_MAX, next = 0;
  zp_text trimmed = zp_text_trim(title);
  if (trimmed.len > TITLE_BYTES_MOST) return (zp_text){ NULL, 0 };
  // The shortest head whose rest is an ending of titles: blanks inside the ending do not matter.
  for (size_t at = 0; at < trimmed.len && best == SIZE_MAX; at = next) {
    next = at;
    zp_text_next(trimmed, &next);
    zp_text key = zp_text_key(zp_text_slice(trimmed, at, trimmed.len), arena);
    for (size_t i = 0; key.len != 0 && i < lexicon->keys.count; i++)
      if (zp_keys_find(&lexicon->keys.items[i].titles, key) != SIZE_MAX) best = at;
  }
  return best == SIZE_MAX ? (zp_text){ NULL, 0 } : zp_text_trim(zp_text_slice(trimmed, 0, best));
}

static zp_status take_head(zp_project *project, const zp_lexicon *lexicon, const zp_form_head *head, const zp_layout *layout,
                           zp_arena *arena, zp_error *err)
{
  project->title = head->title;
  project->code = head->fields[ZP_F_PROJECT_CODE];
  project->name = head->fields[ZP_F_PROJECT_NAME];
  project->goals = head->goals.items;
  project->goal_count = head->goals.count;
  project->from_goals = true;
  if (zp_cell_blank(&project->name)) {
    zp_text whole = zp_title_whole(lexicon, head->title.text);
    zp_text name = whole.len != 0 ? whole : zp_title_name(lexicon, head->title.text, arena);
    project->name = zp_cell_part(&head->title, name);
  }
  zp_budget *budget = &project->budget;
  budget->initial = head->fields[ZP_F_INITIAL];
  budget->revised = head->fields[ZP_F_REVISED];
  budget->executed = head->fields[ZP_F_EXECUTED];
  budget->money_unit = head->money_unit;
  budget->use = head->fields[ZP_F_FUND_USE];
  for (size_t q = 0; q < 4; q++) budget->quarter[q] = head->quarter[q];
  return zp_fund_use_read(layout, budget, arena, err);
}

zp_status zp_goal_table_begin(zp_goal_table *table, const zp_lexicon *lexicon, const zp_form_head *head,
                              const zp_headings *headings, zp_arena *arena, zp_error *err)
{
  *table = (zp_goal_table){ .lexicon = lexicon, .headings = *headings, .level1 = &zp_no_cell, .level2 = &zp_no_cell };
  const zp_layout *layout = &lexicon->layouts->items[headings->layout];
  if (take_head(&table->project, lexicon, head, layout, arena, err) != ZP_OK) return ZP_E_MEMORY;
  for (size_t i = 0; i < headings->count && table->project.name.place.row == 0; i++)
    table->project.name.place = headings->columns[i].heading.place;  // of a table that names no project
  return ZP_OK;
}

static zp_status add(zp_indicator **list, size_t *count, size_t *capacity, const zp_indicator *row, zp_arena *arena,
                     zp_error *err)
{
  zp_indicator *items = zp_arena_grow(arena, *list, *count, capacity, sizeof *items);
  if (items == NULL) return zp_fail_memory(err);
  *list = items;
  items[(*count)++] = *row;
  return ZP_OK;
}

static bool is_total(const zp_lexicon *lexicon, const zp_row *row, zp_arena *arena)
{
  for (size_t i = 0; i < row->count; i++) {
    if (zp_cell_blank(&row->cells[i])) continue;
    zp_text key = zp_text_key(row->cells[i].text, arena);
    for (size_t l = 0; l < lexicon->keys.count; l++)
      if (zp_keys_find(&lexicon->keys.items[l].totals, key) != SIZE_MAX) return true;
    return false;
  }
  return false;
}

/// A remark below the table, such as 注：…
static bool is_remark(const zp_row *row)
{
  size_t next;
  const zp_cell *only = zp_row_only(row);
  return only != NULL && zp_sign_find(only->text, 0, ZP_SIGN_COLON, &next) != SIZE_MAX;
}

zp_status zp_goal_table_row(zp_goal_table *table, const zp_row *row, zp_arena *arena, zp_findings *findings, zp_error *err)
{
  zp_project *project = &table->project;
  if (is_total(table->lexicon, row, arena)) return ZP_OK;
  if (is_remark(row)) {
    zp_text none = { NULL, 0 };
    const zp_cell *only = zp_row_only(row);
    zp_finding *finding = zp_findings_add(findings, ZP_E_ROW_UNUSED, &only->place, none, none, none);
    zp_finding_cell(findings, finding, only->text, 0, 0);
    return ZP_OK;
  }
  zp_headings_note(&table->headings, table->lexicon, row, arena);
  zp_indicator indicator = zp_indicator_row(&table->headings, row, arena);
  bool unnamed = zp_cell_says_nothing(table->lexicon, indicator.level3, arena);
  bool untold = zp_cell_says_nothing(table->lexicon, indicator.target, arena);
  bool undescribed = zp_cell_blank(indicator.description);
  zp_levels_continue(&indicator, &table->level1, &table->level2, arena);
  if (unnamed && untold && undescribed)
    return add(&project->blanks, &project->blank_count, &table->blank_capacity, &indicator, arena, err);
  if (unnamed) indicator.level3 = undescribed ? indicator.level2 : indicator.description;
  return add(&project->indicators, &project->indicator_count, &table->indicator_capacity, &indicator, arena, err);
}

void zp_goal_table_end(zp_goal_table *table, zp_arena *arena, zp_findings *findings)
{
  zp_headings_close(&table->headings, table->lexicon, arena, findings);
}
