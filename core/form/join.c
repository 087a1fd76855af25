// join.c: which unit every sheet and row belongs to, and the order in which their parts are put together.
#include "form/join.h"

#include <stdlib.h>

#include "form/cell_list.h"
#include "form/join_unit.h"

enum { TRIES = 50000 };  // comparisons a unit may spend on "did you mean"

typedef struct join {
  zp_join_work work;
  const zp_sheet *sheets;
  size_t sheet_count;
  uint32_t *goal_unit;      // of each sheet's goals
  uint32_t **row_unit;      // of each sheet's rows
  uint32_t **row_project;   // project or, with STRAY, group of strays
  uint32_t **record_unit;     // of each sheet's records
  uint32_t **record_project;  // of their projects, one after another, like row_project
  zp_join_unit *units;
  size_t unit_count, unit_capacity;
  zp_name_index names;      // units by code and name
  zp_cell district;
  zp_findings *findings;
} join;

static const uint32_t STRAY = 1u << 31;
static const zp_text none = { NULL, 0 };

static zp_status add_unit(join *j, uint32_t *number)
{
  zp_join_unit *units = zp_arena_grow(j->work.arena, j->units, j->unit_count, &j->unit_capacity, sizeof *units);
  if (units == NULL) return zp_fail_memory(j->work.err);
  j->units = units;
  *number = (uint32_t)j->unit_count++;
  zp_join_unit *unit = &units[*number];
  *unit = (zp_join_unit){ .tries = TRIES, .findings = { .arena = j->work.arena } };
  zp_name_index_init(&unit->names, j->work.arena);
  zp_name_index_init(&unit->indicators, j->work.arena);
  zp_name_index_init(&unit->stray_names, j->work.arena);
  return ZP_OK;
}

static uint32_t known_unit(const join *j, uint32_t scope, zp_text key)
{
  const uint32_t *found = key.len == 0 ? NULL : zp_name_index_find(&j->names, scope, key);
  return found == NULL ? ZP_NOT_FOUND : *found;
}

/// The unit with that code, else with that name and no other code, else a new one. ZP_NOT_FOUND when both are blank.
static zp_status identify(join *j, const zp_cell *code, const zp_cell *name, uint32_t *out)
{
  zp_text code_key = zp_text_key_of(code->text, j->work.arena);
  zp_text name_key = zp_lexicon_unit_key(j->work.lexicon, name->text, j->work.arena);
  if (code_key.ptr == NULL || name_key.ptr == NULL) return zp_fail_memory(j->work.err);
  *out = ZP_NOT_FOUND;
  if (code_key.len == 0 && name_key.len == 0) return ZP_OK;
  *out = known_unit(j, ZP_NAMES_CODE, code_key);
  if (*out == ZP_NOT_FOUND) {
    *out = known_unit(j, ZP_NAMES_NAME, name_key);
    bool other = *out != ZP_NOT_FOUND && code_key.len != 0 && !zp_cell_blank(&j->units[*out].unit.code);
    if (other) *out = ZP_NOT_FOUND;
  }
  if (*out == ZP_NOT_FOUND && add_unit(j, out) != ZP_OK) return ZP_E_MEMORY;
  zp_unit *unit = &j->units[*out].unit;
  if (zp_cell_blank(&unit->code)) unit->code = *code;
  if (zp_cell_blank(&unit->name)) unit->name = *name;
  if (code_key.len != 0 && zp_name_index_put(&j->names, ZP_NAMES_CODE, code_key, *out, NULL, j->work.err) != ZP_OK)
    return ZP_E_MEMORY;
  if (name_key.len == 0) return ZP_OK;
  return zp_name_index_put(&j->names, ZP_NAMES_NAME, name_key, *out, NULL, j->work.err);
}

static zp_status identify_rows(join *j, const zp_sheet *sheet, uint32_t *units)
{
  for (size_t i = 0; i < sheet->row_count; i++) {
    const zp_filled_row *row = &sheet->rows[i], *above = i == 0 ? NULL : &sheet->rows[i - 1];
    if (zp_cell_blank(&j->district)) j->district = *row->district;
    bool same = above != NULL && zp_text_equal(row->unit->text, above->unit->text) &&
                zp_text_equal(row->unit_code->text, above->unit_code->text);
    if (same) units[i] = units[i - 1];
    else if (identify(j, row->unit_code, row->unit, &units[i]) != ZP_OK) return ZP_E_MEMORY;
  }
  return ZP_OK;
}

static size_t count_projects(const zp_submission *records)
{
  size_t count = 0;
  for (size_t i = 0; i < records->unit_count; i++) count += records->units[i].project_count;
  return count;
}

static zp_status take_rooms(join *j)
{
  zp_arena *arena = j->work.arena;
  j->goal_unit = ZP_TAKE(arena, uint32_t, j->sheet_count);
  j->row_unit = ZP_TAKE(arena, uint32_t *, j->sheet_count);
  j->row_project = ZP_TAKE(arena, uint32_t *, j->sheet_count);
  j->record_unit = ZP_TAKE(arena, uint32_t *, j->sheet_count);
  j->record_project = ZP_TAKE(arena, uint32_t *, j->sheet_count);
  if (j->goal_unit == NULL || j->row_unit == NULL || j->row_project == NULL) return zp_fail_memory(j->work.err);
  if (j->record_unit == NULL || j->record_project == NULL) return zp_fail_memory(j->work.err);
  for (size_t i = 0; i < j->sheet_count; i++) {
    j->goal_unit[i] = ZP_NOT_FOUND;
    j->row_unit[i] = ZP_TAKE(arena, uint32_t, j->sheets[i].row_count);
    j->row_project[i] = ZP_TAKE(arena, uint32_t, j->sheets[i].row_count);
    if (j->row_unit[i] == NULL || j->row_project[i] == NULL) return zp_fail_memory(j->work.err);
    const zp_submission *records = j->sheets[i].records;
    if (records == NULL) continue;
    j->record_unit[i] = ZP_TAKE(arena, uint32_t, records->unit_count);
    j->record_project[i] = ZP_TAKE(arena, uint32_t, count_projects(records));
    if (j->record_unit[i] == NULL || j->record_project[i] == NULL) return zp_fail_memory(j->work.err);
  }
  return ZP_OK;
}

static zp_status identify_records(join *j, const zp_submission *records, uint32_t *units)
{
  if (zp_cell_blank(&j->district)) j->district = records->district;
  for (size_t i = 0; i < records->unit_count; i++)
    if (identify(j, &records->units[i].code, &records->units[i].name, &units[i]) != ZP_OK) return ZP_E_MEMORY;
  return ZP_OK;
}

/// Names first from goals, so that a unit is shown as its own document writes it.
static zp_status identify_all(join *j)
{
  for (size_t i = 0; i < j->sheet_count; i++) {
    const zp_unit *goals = j->sheets[i].goals;
    if (goals != NULL && identify(j, &goals->code, &goals->name, &j->goal_unit[i]) != ZP_OK) return ZP_E_MEMORY;
  }
  for (size_t i = 0; i < j->sheet_count; i++) {
    if (identify_rows(j, &j->sheets[i], j->row_unit[i]) != ZP_OK) return ZP_E_MEMORY;
    const zp_submission *records = j->sheets[i].records;
    if (records != NULL && identify_records(j, records, j->record_unit[i]) != ZP_OK) return ZP_E_MEMORY;
  }
  return ZP_OK;
}

/// Where a unit's own name is missing from goals: the first cell of them that stands anywhere; row 0: none does, and nothing is lost.
static zp_place goals_place(const zp_unit *goals)
{
  const zp_project *project = goals->project_count != 0 ? &goals->projects[0] : NULL;
  const zp_item *item = goals->item_count != 0 ? &goals->items[0] : NULL;
  const zp_cell *cells[] = {
    project == NULL ? NULL : &project->name, project == NULL ? NULL : &project->title, goals->overall_count != 0 ? &goals->overall[0] : NULL,
    item == NULL ? NULL : &item->text, item == NULL ? NULL : &item->name, item == NULL ? NULL : &item->number,
    goals->safeguard_count != 0 ? &goals->safeguards[0] : NULL, goals->remark_count != 0 ? &goals->remarks[0] : NULL,
  };
  for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++)
    if (cells[i] != NULL && cells[i]->place.row != 0) return cells[i]->place;
  return (zp_place){ .row = 0 };
}

/// What names no unit belongs to the only one there is; otherwise it is a finding, one per sheet.
static void settle_unnamed(join *j)
{
  uint32_t only = j->unit_count == 1 ? 0 : ZP_NOT_FOUND;
  for (size_t s = 0; s < j->sheet_count; s++) {
    const zp_sheet *sheet = &j->sheets[s];
    zp_place place = { .row = 0 };
    if (sheet->goals != NULL && j->goal_unit[s] == ZP_NOT_FOUND && only == ZP_NOT_FOUND) place = goals_place(sheet->goals);
    if (j->goal_unit[s] == ZP_NOT_FOUND) j->goal_unit[s] = only;
    for (size_t i = 0; i < sheet->row_count; i++) {
      if (j->row_unit[s][i] != ZP_NOT_FOUND) continue;
      j->row_unit[s][i] = only;
      if (only == ZP_NOT_FOUND && place.row == 0) place = *sheet->rows[i].place;
    }
    if (place.row != 0) zp_findings_add(j->findings, ZP_E_UNIT_UNKNOWN, &place, none, none, none);
  }
}

static zp_status join_goals(join *j)
{
  for (size_t s = 0; s < j->sheet_count; s++) {
    const zp_unit *goals = j->sheets[s].goals;
    if (goals == NULL || j->goal_unit[s] == ZP_NOT_FOUND) continue;
    if (zp_join_goals(&j->units[j->goal_unit[s]], goals, &j->work) != ZP_OK) return ZP_E_MEMORY;
  }
  for (size_t u = 0; u < j->unit_count; u++)
    if (zp_join_items(&j->units[u], &j->work) != ZP_OK) return ZP_E_MEMORY;
  return ZP_OK;
}

/// The row that says what a record says of a project itself.
static zp_filled_row row_of_project(const zp_unit *unit, const zp_project *project)
{
  zp_filled_row row = {
    .district = &zp_no_cell, .unit_code = &unit->code, .unit = &unit->name,
    .project_code = &project->code, .project = &project->name, .year = unit->year, .execution = true,
    .indicator = zp_no_indicator, .initial = &project->budget.initial, .revised = &project->budget.revised,
    .executed = &project->budget.executed, .rate = &zp_no_cell, .place = &project->name.place,
  };
  row.indicator.weight = &project->budget.weight;
  row.indicator.declared = &project->budget.declared;
  row.indicator.note = &project->budget.note;
  return row;
}

static zp_status find_record_projects(join *j, size_t sheet)
{
  const zp_submission *records = j->sheets[sheet].records;
  uint32_t *project = j->record_project[sheet];
  for (size_t u = 0; u < records->unit_count; u++) {
    const zp_unit *from = &records->units[u];
    zp_join_unit *unit = &j->units[j->record_unit[sheet][u]];
    if (unit->unit.year == 0) unit->unit.year = from->year;
    if (zp_join_reserve_strays(unit, from->project_count, &j->work) != ZP_OK) return ZP_E_MEMORY;
    for (size_t p = 0; p < from->project_count; p++, project++) {
      const zp_project *written = &from->projects[p];
      zp_filled_row row = row_of_project(from, written);
      uint32_t stray = 0;
      if (zp_join_find_project(unit, &row, &j->work, project, &stray) != ZP_OK) return ZP_E_MEMORY;
      if (*project != ZP_NOT_FOUND) continue;
      *project = stray | STRAY;
      unit->strays[stray].rows += written->indicator_count;
      for (size_t i = 0; i < written->indicator_count && !unit->strays[stray].targets; i++)
        unit->strays[stray].targets = !zp_cell_blank(written->indicators[i].target);
    }
  }
  return ZP_OK;
}

static zp_status find_projects(join *j)
{
  for (size_t s = 0; s < j->sheet_count; s++)
    for (size_t i = 0; i < j->sheets[s].row_count; i++) {
      const zp_filled_row *row = &j->sheets[s].rows[i], *above = i == 0 ? NULL : row - 1;
      uint32_t unit = j->row_unit[s][i], stray = 0, *project = &j->row_project[s][i];
      if (unit == ZP_NOT_FOUND) continue;
      if (j->units[unit].unit.year == 0) j->units[unit].unit.year = row->year;
      bool same = above != NULL && unit == j->row_unit[s][i - 1] &&
                  zp_text_equal(row->project->text, above->project->text) &&
                  zp_text_equal(row->project_code->text, above->project_code->text);
      if (same) *project = j->row_project[s][i - 1];
      else if (zp_join_find_project(&j->units[unit], row, &j->work, project, &stray) != ZP_OK) return ZP_E_MEMORY;
      if (same && (*project & STRAY) != 0)
        zp_join_count_stray(&j->units[unit], *project & ~STRAY, row);
      if (*project == ZP_NOT_FOUND) *project = stray | STRAY;
    }
  for (size_t s = 0; s < j->sheet_count; s++)
    if (j->sheets[s].records != NULL && find_record_projects(j, s) != ZP_OK) return ZP_E_MEMORY;
  for (size_t u = 0; u < j->unit_count; u++)
    if (zp_join_settle(&j->units[u], &j->work) != ZP_OK) return ZP_E_MEMORY;
  return ZP_OK;
}

/// Index of the project that rows or records of `unit` were found to belong to; ZP_NOT_FOUND: to none.
static uint32_t settled(const zp_join_unit *unit, uint32_t project)
{
  return (project & STRAY) != 0 ? unit->strays[project & ~STRAY].project : project;
}

static zp_status join_record(join *j, zp_join_unit *unit, uint32_t number, const zp_unit *from, const zp_project *project)
{
  const zp_filled_row row = row_of_project(from, project);
  if (zp_join_row(unit, number, &row, &j->work) != ZP_OK) return ZP_E_MEMORY;
  zp_join_borrow(unit, number, project->indicators, project->indicator_count);
  for (size_t i = 0; i < project->indicator_count; i++)
    if (zp_join_indicator(unit, number, &project->indicators[i], &j->work) != ZP_OK)
      return ZP_E_MEMORY;
  return ZP_OK;
}

static zp_status join_records(join *j, size_t sheet)
{
  const zp_submission *records = j->sheets[sheet].records;
  const uint32_t *project = j->record_project[sheet];
  for (size_t u = 0; u < records->unit_count; u++) {
    zp_join_unit *unit = &j->units[j->record_unit[sheet][u]];
    for (size_t p = 0; p < records->units[u].project_count; p++, project++) {
      uint32_t number = settled(unit, *project);
      if (number == ZP_NOT_FOUND) continue;
      if (join_record(j, unit, number, &records->units[u], &records->units[u].projects[p]) != ZP_OK) return ZP_E_MEMORY;
    }
  }
  return ZP_OK;
}

/// How many rows from `first` on are of one project of one unit.
static size_t run_length(const join *j, size_t sheet, size_t first)
{
  const uint32_t *unit = j->row_unit[sheet], *project = j->row_project[sheet];
  size_t end = first + 1;
  while (end < j->sheets[sheet].row_count && unit[end] == unit[first] &&
         project[end] == project[first])
    end++;
  return end - first;
}

static zp_status join_sheet(join *j, size_t s)
{
  const zp_sheet *sheet = &j->sheets[s];
  for (size_t i = 0, run; i < sheet->row_count; i += run) {
    uint32_t unit = j->row_unit[s][i];
    run = run_length(j, s, i);
    if (unit == ZP_NOT_FOUND) continue;
    uint32_t project = settled(&j->units[unit], j->row_project[s][i]);
    if (project == ZP_NOT_FOUND) continue;
    if (zp_join_reserve(&j->units[unit], project, run, &j->work) != ZP_OK) return ZP_E_MEMORY;
    for (size_t k = i; k < i + run; k++)
      if (zp_join_row(&j->units[unit], project, &sheet->rows[k], &j->work) != ZP_OK)
        return ZP_E_MEMORY;
  }
  return ZP_OK;
}

/// The project that a row of a sheet was joined to; NULL: to none.
static zp_project *project_of(join *j, size_t s, size_t row)
{
  uint32_t unit = j->row_unit[s][row];
  if (unit == ZP_NOT_FOUND) return NULL;
  uint32_t project = settled(&j->units[unit], j->row_project[s][row]);
  return project == ZP_NOT_FOUND ? NULL : &j->units[unit].projects[project];
}

/// What a form says once of the one project it is about: its goals, unless a goal document gave them, and its total.
static void join_form(join *j, size_t s, const zp_form *form)
{
  zp_project *only = form->row_count == 0 ? NULL : project_of(j, s, form->first_row);
  for (size_t i = 1; i < form->row_count && only != NULL; i++)
    if (project_of(j, s, form->first_row + i) != only) only = NULL;
  for (size_t i = 0; i < form->total_count && only == NULL; i++) {
    zp_project *project = project_of(j, s, form->totals[i].row);
    if (project == NULL) continue;
    project->total_weight = form->totals[i].weight;
    project->total_declared = form->totals[i].declared;
  }
  if (only == NULL) return;
  if (only->goal_count == 0) {
    only->goals = form->goals;
    only->goal_count = form->goal_count;
  }
  if (zp_cell_blank(&form->total_declared)) return;
  only->total_weight = form->total_weight;
  only->total_declared = form->total_declared;
}

static zp_status join_rows(join *j)
{
  for (size_t s = 0; s < j->sheet_count; s++)
    if (join_sheet(j, s) != ZP_OK) return ZP_E_MEMORY;
  for (size_t s = 0; s < j->sheet_count; s++)
    for (size_t i = 0; i < j->sheets[s].form_count; i++) join_form(j, s, &j->sheets[s].forms[i]);
  for (size_t s = 0; s < j->sheet_count; s++)
    if (j->sheets[s].records != NULL && join_records(j, s) != ZP_OK) return ZP_E_MEMORY;
  for (size_t u = 0; u < j->unit_count; u++)
    if (zp_join_check(&j->units[u], &j->work) != ZP_OK) return ZP_E_MEMORY;
  return ZP_OK;
}

static int by_code_then_name(const void *a, const void *b)
{
  const zp_join_unit *const *left = a, *const *right = b;
  int order = zp_text_compare((*left)->unit.code.text, (*right)->unit.code.text);
  return order != 0 ? order : zp_text_compare((*left)->unit.name.text, (*right)->unit.name.text);
}

static zp_status hand_over(join *j, zp_submission *out, zp_unit_findings **unit_findings)
{
  zp_arena *arena = j->work.arena;
  const zp_join_unit **sorted = zp_arena_take(arena, j->unit_count, sizeof *sorted);
  *out = (zp_submission){ .district = j->district, .unit_count = j->unit_count };
  out->units = ZP_TAKE(arena, zp_unit, j->unit_count);
  *unit_findings = ZP_TAKE(arena, zp_unit_findings, j->unit_count);
  if (sorted == NULL || out->units == NULL || *unit_findings == NULL) return zp_fail_memory(j->work.err);
  for (size_t u = 0; u < j->unit_count; u++) sorted[u] = &j->units[u];
  if (j->unit_count > 1) qsort(sorted, j->unit_count, sizeof *sorted, by_code_then_name);
  for (size_t u = 0; u < j->unit_count; u++) {
    zp_unit *unit = &out->units[u];
    *unit = sorted[u]->unit;
    unit->project_count = sorted[u]->project_count;
    unit->projects = sorted[u]->projects;
    (*unit_findings)[u].list = sorted[u]->findings;
  }
  return ZP_OK;
}

zp_status zp_join_with(const zp_sheet *sheets, size_t count, const zp_lexicon *lexicon,
                       zp_arena *arena, zp_submission *out, zp_unit_findings **unit_findings,
                       zp_findings *findings, zp_error *err)
{
  join j = {
    .work = { lexicon, arena, err }, .sheets = sheets, .sheet_count = count, .findings = findings
  };
  zp_name_index_init(&j.names, arena);
  if (take_rooms(&j) != ZP_OK || identify_all(&j) != ZP_OK) return ZP_E_MEMORY;
  settle_unnamed(&j);
  if (join_goals(&j) != ZP_OK || find_projects(&j) != ZP_OK || join_rows(&j) != ZP_OK) return ZP_E_MEMORY;
  if (hand_over(&j, out, unit_findings) != ZP_OK) return ZP_E_MEMORY;
  return zp_arena_short(arena) ? zp_fail_memory(err) : ZP_OK;
}

zp_status zp_join(const zp_sheet *sheets, size_t count, const zp_layouts *layouts, zp_arena *arena,
                  zp_submission *out, zp_unit_findings **unit_findings, zp_findings *findings,
                  zp_error *err)
{
  zp_lexicon lexicon;
  if (zp_lexicon_make(layouts, arena, &lexicon, err) != ZP_OK) return ZP_E_MEMORY;
  return zp_join_with(sheets, count, &lexicon, arena, out, unit_findings, findings, err);
}
