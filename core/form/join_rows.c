// join_rows.c: filled rows find their project and their indicator.
#include <string.h>

#include "form/cell_list.h"
#include "form/join_unit.h"
#include "form/near_name.h"
#include "form/value_text.h"

static const zp_text none = { NULL, 0 };

// ---- projects ------------------------------------------------------------------------------------------------------

static uint32_t named(const zp_name_index *index, uint32_t scope, zp_text key)
{
  const uint32_t *found = key.len == 0 ? NULL : zp_name_index_find(index, scope, key);
  return found == NULL ? ZP_NOT_FOUND : *found;
}

static zp_status add_stray(zp_join_unit *unit, const zp_filled_row *row, const zp_join_work *work)
{
  zp_stray *strays =
      zp_arena_grow(work->arena, unit->strays, unit->stray_count, &unit->stray_capacity, sizeof *strays);
  if (strays == NULL) return zp_fail_memory(work->err);
  unit->strays = strays;
  bool by_code = zp_cell_blank(row->project) && !zp_cell_blank(row->project_code);
  const zp_cell *shown = by_code ? row->project_code : row->project;
  strays[unit->stray_count++] = (zp_stray){
    .code = *row->project_code,
    .name = *row->project,
    .place = shown->place.row == 0 ? *row->place : shown->place,
    .project = ZP_NOT_FOUND,
  };
  return ZP_OK;
}

void zp_join_count_stray(zp_join_unit *unit, uint32_t stray, const zp_filled_row *row)
{
  zp_stray *group = &unit->strays[stray];
  group->rows++;
  group->targets = group->targets || !zp_cell_blank(row->indicator.target);
}

/// Rows of one unknown project are kept together: by code, else by a name that has no other code.
static zp_status group_stray(zp_join_unit *unit, const zp_filled_row *row, zp_text code, zp_text name,
                             const zp_join_work *work, uint32_t *stray)
{
  *stray = named(&unit->stray_names, ZP_NAMES_CODE, code);
  if (*stray == ZP_NOT_FOUND) {
    const uint32_t *found = zp_name_index_find(&unit->stray_names, ZP_NAMES_NAME, name);
    if (found != NULL && (code.len == 0 || zp_cell_blank(&unit->strays[*found].code))) *stray = *found;
  }
  if (*stray == ZP_NOT_FOUND) {
    *stray = (uint32_t)unit->stray_count;
    if (add_stray(unit, row, work) != ZP_OK) return ZP_E_MEMORY;
  }
  if (code.len != 0 && zp_name_index_put(&unit->stray_names, ZP_NAMES_CODE, code, *stray, NULL, work->err) != ZP_OK)
    return ZP_E_MEMORY;
  bool named_so = name.len != 0 || code.len == 0;
  if (named_so && zp_name_index_put(&unit->stray_names, ZP_NAMES_NAME, name, *stray, NULL, work->err) != ZP_OK)
    return ZP_E_MEMORY;
  zp_join_count_stray(unit, *stray, row);
  return ZP_OK;
}

zp_status zp_join_find_project(zp_join_unit *unit, const zp_filled_row *row, const zp_join_work *work, uint32_t *project,
                               uint32_t *stray)
{
  zp_text code = zp_text_key_of(row->project_code->text, work->arena),
          name = zp_text_key_of(row->project->text, work->arena);
  if (code.ptr == NULL || name.ptr == NULL) return zp_fail_memory(work->err);
  *project = named(&unit->names, ZP_NAMES_CODE, code);
  if (*project == ZP_NOT_FOUND) *project = named(&unit->names, ZP_NAMES_NAME, name);
  if (*project == ZP_NOT_FOUND) *project = named(&unit->names, ZP_NAMES_OTHER, name);
  bool unnamed = code.len == 0 && name.len == 0;
  if (unnamed && unit->goal_projects == 1) *project = 0;
  return *project != ZP_NOT_FOUND ? ZP_OK : group_stray(unit, row, code, name, work, stray);
}

static zp_status make_project(zp_join_unit *unit, zp_stray *stray, const zp_join_work *work)
{
  const zp_project project = { .code = stray->code, .name = stray->name };
  stray->project = (uint32_t)unit->project_count;
  return zp_join_add_project(unit, &project, work);
}

static zp_status report_stray(zp_join_unit *unit, const zp_stray *stray, const zp_text *names, const zp_join_work *work)
{
  zp_text shown = zp_text_blank(stray->name.text) ? stray->code.text : stray->name.text;
  if (zp_text_blank(shown)) {
    zp_text rows = zp_text_format(work->arena, "%zu", stray->rows);
    zp_findings_add(&unit->findings, ZP_E_NO_PROJECT_NAMED, &stray->place, rows, none, none);
    return ZP_OK;
  }
  zp_text rows = zp_text_format(work->arena, "%zu", stray->rows);
  zp_text near = zp_near_names(shown, names, unit->goal_projects, &unit->tries, work->arena);
  if (rows.ptr == NULL || near.ptr == NULL) return zp_fail_memory(work->err);
  zp_finding *finding = zp_findings_add(&unit->findings, ZP_E_PROJECT_UNKNOWN, &stray->place, shown, near, rows);
  zp_finding_cell(&unit->findings, finding, shown, 0, 0);
  return ZP_OK;
}

zp_status zp_join_settle(zp_join_unit *unit, const zp_join_work *work)
{
  zp_text *names = ZP_TAKE(work->arena, zp_text, unit->goal_projects);
  if (names == NULL) return zp_fail_memory(work->err);
  if (zp_join_reserve_projects(unit, unit->stray_count, work) != ZP_OK) return ZP_E_MEMORY;
  for (size_t i = 0; i < unit->goal_projects; i++) names[i] = unit->projects[i].name.text;
  for (size_t i = 0; i < unit->stray_count; i++) {
    zp_stray *stray = &unit->strays[i];
    zp_text shown = zp_text_blank(stray->name.text) ? stray->code.text : stray->name.text;
    bool makes = !zp_text_blank(shown) && (stray->targets || unit->goal_projects == 0);
    zp_status status = makes ? make_project(unit, stray, work) : report_stray(unit, stray, names, work);
    if (status != ZP_OK) return status;
    if (makes && unit->has_goals) {
      zp_finding *finding = zp_findings_add(&unit->findings, ZP_E_PROJECT_ADDED, &stray->place, shown, none, none);
      zp_finding_cell(&unit->findings, finding, shown, 0, 0);
    }
  }
  return ZP_OK;
}

// ---- indicators ----------------------------------------------------------------------------------------------------

/// The key of an indicator for one way of matching; empty when it has none. Levels are kept apart by a control character, which
/// keys never contain.
static zp_status match_key(zp_join_unit *unit, const zp_indicator *i, zp_match match, const zp_join_work *work, zp_text *out)
{
  zp_text name = zp_text_key_of(
      match == ZP_MATCH_DESCRIPTION ? i->description->text : i->level3->text, work->arena);
  if (name.ptr == NULL) return zp_fail_memory(work->err);
  *out = name;
  if (name.len == 0 || match >= ZP_MATCH_NAME) return ZP_OK;
  zp_text level2 = zp_key_again(&unit->level2, i->level2->text, work->arena);
  zp_text level1 = match == ZP_MATCH_LEVELS
                       ? zp_key_again(&unit->level1, i->level1->text, work->arena)
                       : ZP_TEXT("");
  if (level2.ptr == NULL || level1.ptr == NULL) return zp_fail_memory(work->err);
  const zp_text parts[] = { name, level2, level1 };
  char *room = zp_arena_bytes(work->arena, name.len + level2.len + level1.len + 3), *p = room;
  if (room == NULL) return zp_fail_memory(work->err);
  for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++) {
    if (parts[k].len != 0) p = mempcpy(p, parts[k].ptr, parts[k].len);
    *p++ = '\x1F';
  }
  *out = (zp_text){ room, (size_t)(p - room) };
  return ZP_OK;
}

static uint32_t scope_of(uint32_t project, zp_match match)
{
  return project * ZP_MATCH_COUNT + (uint32_t)match;
}

zp_status zp_join_chain(zp_join_unit *unit, uint32_t number, const zp_join_work *work)
{
  const zp_project *project = &unit->projects[number];
  zp_join_project *p = &unit->joining[number];
  size_t count = project->indicator_count;
  p->taken = ZP_TAKE(work->arena, bool, count);
  if (p->taken == NULL) return zp_fail_memory(work->err);
  for (zp_match match = 0; match < ZP_MATCH_COUNT; match++) {
    p->next[match] = ZP_TAKE(work->arena, uint32_t, count);
    if (p->next[match] == NULL) return zp_fail_memory(work->err);
    for (size_t i = count; i-- > 0;) {  // backwards, so that the first of a name ends up at the head
      zp_text key;
      uint32_t head;
      if (match_key(unit, &project->indicators[i], match, work, &key) != ZP_OK) return ZP_E_MEMORY;
      if (key.len == 0) continue;
      if (zp_name_index_put(&unit->indicators, scope_of(number, match), key, 0, &head, work->err) != ZP_OK) return ZP_E_MEMORY;
      p->next[match][i] = head;
      *zp_name_index_find(&unit->indicators, scope_of(number, match), key) = (uint32_t)i + 1;
    }
  }
  return ZP_OK;
}

typedef struct found_indicator { uint32_t number; zp_match match; bool known; } found_indicator;

/// The indicator a row means: `known` when there is one of that name, number ZP_NOT_FOUND when rows have taken all of them.
static zp_status find_indicator(zp_join_unit *unit, uint32_t project, const zp_indicator *row, const zp_join_work *work,
                                found_indicator *out)
{
  zp_join_project *p = &unit->joining[project];
  *out = (found_indicator){ ZP_NOT_FOUND, ZP_MATCH_LEVELS, false };
  for (zp_match match = 0; match < ZP_MATCH_COUNT; match++) {
    zp_indicator wanted = *row;
    zp_text key;
    wanted.description = row->level3;  // the row's name may be what the goals call the description
    if (match_key(unit, &wanted, match, work, &key) != ZP_OK) return ZP_E_MEMORY;
    uint32_t *head = key.len == 0 ? NULL : zp_name_index_find(&unit->indicators, scope_of(project, match), key);
    if (head == NULL) continue;
    while (*head != 0 && p->taken[*head - 1]) *head = p->next[match][*head - 1];
    *out = (found_indicator){ *head == 0 ? ZP_NOT_FOUND : *head - 1, match, true };
    return ZP_OK;
  }
  return ZP_OK;
}

static zp_status report_unknown(zp_join_unit *unit, const zp_project *project, const zp_cell *name, const zp_join_work *work)
{
  zp_text *names = ZP_TAKE(work->arena, zp_text, unit->tries == 0 ? 3 : project->indicator_count + 3);
  if (names == NULL) return zp_fail_memory(work->err);
  size_t count = unit->tries == 0 && project->indicator_count > 3 ? 3 : project->indicator_count;
  for (size_t i = 0; i < count; i++) names[i] = project->indicators[i].level3->text;
  zp_text near = zp_near_names(name->text, names, count, &unit->tries, work->arena);
  if (near.ptr == NULL) return zp_fail_memory(work->err);
  zp_finding *finding =
      zp_findings_add(&unit->findings, ZP_E_INDICATOR_UNKNOWN, &name->place, name->text, project->name.text, near);
  zp_finding_cell(&unit->findings, finding, name->text, 0, 0);
  return ZP_OK;
}

static void report_duplicate(zp_join_unit *unit, const zp_cell *name)
{
  zp_finding *finding = zp_findings_add(&unit->findings, ZP_E_DUPLICATE_INDICATOR, &name->place, name->text, none, none);
  zp_finding_cell(&unit->findings, finding, name->text, 0, 0);
}

static void fill(const zp_cell **cell, const zp_cell *from)
{
  if (zp_cell_blank(*cell)) *cell = from;
}

/// The goals' target stays; the form's is only compared. One that repeats part of the other ("95" for "≥95%") is the same.
static zp_status compare_targets(zp_join_unit *unit, const zp_indicator *goal, const zp_indicator *row, const zp_join_work *work)
{
  zp_text ours = zp_text_key_of(goal->target->text, work->arena),
          theirs = zp_text_key_of(row->target->text, work->arena);
  if (ours.ptr == NULL || theirs.ptr == NULL) return zp_fail_memory(work->err);
  if (theirs.len == 0 || zp_text_contains(ours, theirs) || zp_text_contains(theirs, ours)) return ZP_OK;
  zp_findings_add(&unit->findings, ZP_E_TARGET_DIFFERS, &row->target->place, goal->level3->text, row->target->text,
                  goal->target->text);
  return ZP_OK;
}

static zp_status merge(zp_join_unit *unit, zp_indicator *goal, const zp_indicator *row, const zp_join_work *work)
{
  if (zp_cell_blank(goal->target)) {
    goal->target = row->target;
    goal->typed_target = row->typed_target;
    fill(&goal->op, row->op);
  } else if (compare_targets(unit, goal, row, work) != ZP_OK) {
    return ZP_E_MEMORY;
  }
  fill(&goal->unit, row->unit);
  goal->actual = row->actual;
  goal->typed_actual = row->typed_actual;
  fill(&goal->weight, row->weight);
  goal->declared = row->declared;
  goal->note = row->note;
  return ZP_OK;
}

/// A row of a project that the goals know.
static zp_status join_indicator(zp_join_unit *unit, uint32_t number, const zp_indicator *row, const zp_join_work *work)
{
  zp_project *project = &unit->projects[number];
  found_indicator found;
  if (find_indicator(unit, number, row, work, &found) != ZP_OK) return ZP_E_MEMORY;
  if (!found.known) return report_unknown(unit, project, row->level3, work);
  if (found.number == ZP_NOT_FOUND) {
    report_duplicate(unit, row->level3);
    return ZP_OK;
  }
  zp_indicator *goal = &project->indicators[found.number];
  unit->joining[number].taken[found.number] = true;
  if (found.match == ZP_MATCH_DESCRIPTION)
    zp_findings_add(&unit->findings, ZP_E_NAME_BY_DESCRIPTION, &row->level3->place, row->level3->text, goal->level3->text, none);
  return merge(unit, goal, row, work);
}

/// A row of a project that only filled rows make.
static zp_status add_indicator(zp_join_unit *unit, uint32_t number, const zp_indicator *row, const zp_join_work *work)
{
  bool again;
  if (zp_join_add_row(unit, number, row, work, &again) != ZP_OK) return ZP_E_MEMORY;
  if (again) report_duplicate(unit, row->level3);
  return ZP_OK;
}

zp_status zp_join_indicator(zp_join_unit *unit, uint32_t number, const zp_indicator *row,
                            const zp_join_work *work)
{
  bool goals = unit->projects[number].from_goals;
  return goals ? join_indicator(unit, number, row, work) : add_indicator(unit, number, row, work);
}

// ---- amounts -------------------------------------------------------------------------------------------------------

/// True when two amounts are the same money, or not readable but the same text.
static bool same_amount(zp_text a, zp_text unit_a, zp_text b, zp_text unit_b, zp_arena *arena)
{
  zp_money x, y;
  zp_error ignored;
  ignored.status = ZP_OK; // all else is written by what fails
  bool read = zp_money_read(a, unit_a, arena, &x, &ignored) == ZP_OK && zp_money_read(b, unit_b, arena, &y, &ignored) == ZP_OK;
  return read ? x.fen == y.fen : zp_text_equal(zp_text_trim(a), zp_text_trim(b));
}

/// Gives a project one amount. The first one stays; another one that differs is a finding.
static zp_status give_amount(zp_join_unit *unit, zp_project *p, zp_cell *into, const zp_cell *from,
                             zp_text money_unit, zp_word word, const zp_join_work *work)
{
  zp_budget *budget = &p->budget;
  if (zp_cell_blank(from)) return ZP_OK;
  if (zp_cell_blank(into)) {
    bool first = zp_cell_blank(&budget->initial) && zp_cell_blank(&budget->revised) && zp_cell_blank(&budget->executed);
    zp_money ignored;
    *into = *from;
    if (first) budget->money_unit = money_unit;
    if (zp_text_equal(budget->money_unit, money_unit)) return ZP_OK;
    // Another sheet counts in another unit: write it into the text, unless it says its own.
    zp_text spelled = zp_text_format(work->arena, "%.*s%.*s", ZP_ARG(from->text), ZP_ARG(money_unit));
    if (spelled.ptr == NULL) return zp_fail_memory(work->err);
    if (money_unit.len != 0 && zp_money_read(spelled, none, work->arena, &ignored, NULL) == ZP_OK) into->text = spelled;
    return ZP_OK;
  }
  if (same_amount(into->text, budget->money_unit, from->text, money_unit, work->arena)) return ZP_OK;
  zp_text shown = zp_text_blank(p->name.text) ? p->code.text : p->name.text;
  zp_finding *finding = zp_findings_add(&unit->findings, ZP_E_BUDGET_CONFLICT, &from->place, shown, zp_word_arg(word), into->text);
  zp_finding_cell(&unit->findings, finding, from->text, 0, 0);
  return ZP_OK;
}

static zp_status give_amounts(zp_join_unit *unit, zp_project *p, const zp_filled_row *row,
                              const zp_join_work *work)
{
  zp_budget *budget = &p->budget;
  zp_status status = give_amount(unit, p, &budget->initial, row->initial, row->money_unit, ZP_W_BUDGET_INITIAL, work);
  if (status == ZP_OK) status = give_amount(unit, p, &budget->revised, row->revised, row->money_unit, ZP_W_BUDGET_REVISED, work);
  if (status == ZP_OK) status = give_amount(unit, p, &budget->executed, row->executed, row->money_unit, ZP_W_BUDGET_EXECUTED, work);
  if (zp_cell_blank(&budget->rate) && !zp_cell_blank(row->executed)) budget->rate = *row->rate;
  return status;
}

/// Weight, points and note of the execution row; a second row that says such things is a finding.
static void give_execution(zp_join_unit *unit, zp_project *p, zp_place *executed_at,
                           const zp_filled_row *row)
{
  const zp_indicator *i = &row->indicator;
  bool says = !zp_cell_blank(i->weight) || !zp_cell_blank(i->declared) || !zp_cell_blank(i->note);
  if (says && executed_at->row != 0)
    zp_findings_add(&unit->findings, ZP_E_EXECUTION_TWICE, row->place, p->name.text, none, none);
  if (!says || executed_at->row != 0) return;
  *executed_at = *row->place;
  p->budget.weight = *i->weight;
  p->budget.declared = *i->declared;
  p->budget.note = *i->note;
}

zp_status zp_join_row(zp_join_unit *unit, uint32_t number, const zp_filled_row *row, const zp_join_work *work)
{
  zp_project *p = &unit->projects[number];
  p->filled = true;
  if (give_amounts(unit, p, row, work) != ZP_OK) return ZP_E_MEMORY;
  if (row->execution) give_execution(unit, p, &unit->joining[number].executed_at, row);
  if (row->execution || zp_cell_blank(row->indicator.level3)) return ZP_OK;
  return zp_join_indicator(unit, number, &row->indicator, work);
}
