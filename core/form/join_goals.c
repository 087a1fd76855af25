// join_goals.c: the goals of a unit, from one document or several: projects, prose, itemised goals.
#include <string.h>

#include "form/cell_list.h"
#include "form/goal_table.h"
#include "form/join_unit.h"
#include "form/near_name.h"
#include "form/value_text.h"

static const zp_text none = { NULL, 0 };

/// The two lists one after the other; the first itself when the second is empty.
static void *concat(void *a, size_t n, const void *b, size_t m, size_t size, zp_arena *arena)
{
  if (m == 0) return a;
  char *both = zp_arena_take(arena, n + m, size);
  if (both == NULL) return NULL;
  if (n != 0) memcpy(both, a, n * size);
  memcpy(both + n * size, b, m * size);
  return both;
}

#define APPEND(list, count, more)                                                                                     \
  do {                                                                                                                \
    if ((more)->count == 0) break;                                                                                    \
    void *both = concat(own->list, own->count, (more)->list, (more)->count, sizeof *own->list, work->arena);          \
    if (both == NULL) return zp_fail_memory(work->err);                                                               \
    own->list = both;                                                                                                 \
    own->count += (more)->count;                                                                                      \
  } while (0)

static zp_status append_prose(zp_unit *own, const zp_unit *goals, const zp_join_work *work)
{
  APPEND(overall, overall_count, goals);
  APPEND(items, item_count, goals);
  APPEND(safeguards, safeguard_count, goals);
  APPEND(remarks, remark_count, goals);
  return ZP_OK;
}

static zp_status name_key(const zp_join_work *work, zp_text name, zp_text *out)
{
  *out = zp_text_key(name, work->arena);
  return out->ptr == NULL ? zp_fail_memory(work->err) : ZP_OK;
}

/// Index of the project with that code or name; `number` when it is new and has taken both.
static zp_status claim(zp_join_unit *unit, const zp_project *project, uint32_t number, const zp_join_work *work, uint32_t *owner)
{
  zp_text code, name;
  *owner = number;
  if (name_key(work, project->code.text, &code) != ZP_OK || name_key(work, project->name.text, &name) != ZP_OK)
    return ZP_E_MEMORY;
  if (code.len != 0 && zp_name_index_put(&unit->names, ZP_NAMES_CODE, code, number, owner, work->err) != ZP_OK)
    return ZP_E_MEMORY;
  if (*owner != number || name.len == 0) return ZP_OK;
  return zp_name_index_put(&unit->names, ZP_NAMES_NAME, name, number, owner, work->err);
}

static zp_status add_project(zp_join_unit *unit, const zp_project *project, const zp_join_work *work)
{
  const zp_cell *shown = zp_cell_blank(&project->name) ? &project->code : &project->name;
  uint32_t number = (uint32_t)unit->project_count, owner;
  if (zp_cell_blank(shown)) zp_findings_add(&unit->findings, ZP_E_PROJECT_UNNAMED, &project->name.place, none, none, none);
  if (claim(unit, project, number, work, &owner) != ZP_OK) return ZP_E_MEMORY;
  if (owner != number) {
    zp_finding *finding = zp_findings_add(&unit->findings, ZP_E_DUPLICATE_PROJECT, &shown->place, shown->text, none, none);
    zp_finding_cell(&unit->findings, finding, shown->text, 0, 0);
    return ZP_OK;
  }
  if (zp_join_add_project(unit, project, work) != ZP_OK) return ZP_E_MEMORY;
  zp_indicator *own = ZP_TAKE(work->arena, zp_indicator, project->indicator_count);  // rows are joined to a copy
  if (own == NULL) return zp_fail_memory(work->err);
  if (project->indicator_count != 0) memcpy(own, project->indicators, project->indicator_count * sizeof *own);
  unit->projects[number].indicators = own;
  unit->goal_projects = unit->project_count;
  return zp_join_chain(unit, number, work);
}

zp_status zp_join_goals(zp_join_unit *unit, const zp_unit *goals, const zp_join_work *work)
{
  unit->has_goals = true;
  if (unit->unit.year == 0) unit->unit.year = goals->year;
  if (append_prose(&unit->unit, goals, work) != ZP_OK) return ZP_E_MEMORY;
  for (size_t i = 0; i < goals->project_count; i++)
    if (add_project(unit, &goals->projects[i], work) != ZP_OK) return ZP_E_MEMORY;
  return ZP_OK;
}

/// A further name of a project: never stronger than the name another project is known by.
static zp_status add_name(zp_join_unit *unit, zp_text name, uint32_t project, const zp_join_work *work)
{
  zp_text key;
  if (name_key(work, name, &key) != ZP_OK) return ZP_E_MEMORY;
  if (key.len == 0) return ZP_OK;
  return zp_name_index_put(&unit->names, ZP_NAMES_OTHER, key, project, NULL, work->err);
}

static zp_status add_titles(zp_join_unit *unit, const zp_join_work *work)
{
  for (size_t i = 0; i < unit->goal_projects; i++) {
    zp_text title = unit->projects[i].title.text;
    zp_text name = zp_title_name(work->lexicon, title, work->arena);
    if (add_name(unit, title, (uint32_t)i, work) != ZP_OK) return ZP_E_MEMORY;
    if (name.len != 0 && add_name(unit, name, (uint32_t)i, work) != ZP_OK) return ZP_E_MEMORY;
  }
  return ZP_OK;
}

static uint32_t project_named(const zp_join_unit *unit, zp_text key)
{
  const uint32_t *found = zp_name_index_find(&unit->names, ZP_NAMES_NAME, key);
  if (found == NULL) found = zp_name_index_find(&unit->names, ZP_NAMES_OTHER, key);
  return found == NULL ? ZP_NOT_FOUND : *found;
}

static zp_status link_exactly(zp_join_unit *unit, uint32_t *links, zp_text *keys, const zp_join_work *work)
{
  for (size_t i = 0; i < unit->unit.item_count; i++) {
    if (name_key(work, unit->unit.items[i].name.text, &keys[i]) != ZP_OK) return ZP_E_MEMORY;
    links[i] = keys[i].len == 0 ? ZP_NOT_FOUND : project_named(unit, keys[i]);
    if (links[i] != ZP_NOT_FOUND) unit->joining[links[i]].has_item = true;
  }
  return ZP_OK;
}

/// Looks among the projects that no item names yet for one with nearly the same name.
static zp_status link_nearly(zp_join_unit *unit, zp_text key, uint32_t *link, const zp_join_work *work)
{
  for (uint32_t p = 0; p < unit->goal_projects && unit->tries > 0; p++) {
    zp_text name;
    if (unit->joining[p].has_item) continue;
    unit->tries--;
    if (name_key(work, unit->projects[p].name.text, &name) != ZP_OK) return ZP_E_MEMORY;
    if (name.len == 0 || !zp_near_name(key, name)) continue;
    unit->joining[p].has_item = true;
    *link = p;
    return ZP_OK;
  }
  return ZP_OK;
}

zp_status zp_join_items(zp_join_unit *unit, const zp_join_work *work)
{
  size_t count = unit->unit.item_count;
  uint32_t *links = ZP_TAKE(work->arena, uint32_t, count);
  zp_text *keys = ZP_TAKE(work->arena, zp_text, count);
  if (links == NULL || keys == NULL) return zp_fail_memory(work->err);
  if (add_titles(unit, work) != ZP_OK || link_exactly(unit, links, keys, work) != ZP_OK) return ZP_E_MEMORY;
  for (size_t i = 0; i < count; i++) {
    const zp_cell *name = &unit->unit.items[i].name;
    bool exact = links[i] != ZP_NOT_FOUND;
    if (!exact && link_nearly(unit, keys[i], &links[i], work) != ZP_OK) return ZP_E_MEMORY;
    if (links[i] == ZP_NOT_FOUND) {
      zp_finding *finding = zp_findings_add(&unit->findings, ZP_E_ITEM_WITHOUT_TABLE, &name->place, name->text, none, none);
      zp_finding_cell(&unit->findings, finding, name->text, 0, 0);
      continue;
    }
    if (exact) continue;
    zp_text project = unit->projects[links[i]].name.text;
    zp_findings_add(&unit->findings, ZP_E_NAME_DIFFERS, &name->place, name->text, project, none);
    if (add_name(unit, name->text, links[i], work) != ZP_OK) return ZP_E_MEMORY;
  }
  return ZP_OK;
}

/// Parts of the fund that do not sum to its total. An amount that cannot be read is a finding of its own.
static void check_parts(zp_join_unit *unit, const zp_budget *budget, const zp_join_work *work)
{
  zp_money total, sum = { 0 }, part;
  zp_error failure = { 0 };
  char a[ZP_NUMBER_ROOM], b[ZP_NUMBER_ROOM];
  if (budget->part_count == 0) return;
  bool read = zp_money_read(budget->total.text, none, work->arena, &total, &failure) == ZP_OK;
  for (size_t i = 0; read && i < budget->part_count; i++)
    read = zp_money_read(budget->parts[i].amount.text, none, work->arena, &part, &failure) == ZP_OK &&
           zp_money_add(sum, part, &sum, &failure) == ZP_OK;
  if (!read) {
    zp_finding *finding = zp_findings_add(&unit->findings, failure.status, &budget->use.place, none, none, none);
    zp_finding_cell(&unit->findings, finding, budget->use.text, 0, 0);
    return;
  }
  if (sum.fen == total.fen) return;
  zp_finding *finding = zp_findings_add(&unit->findings, ZP_E_MONEY_PARTS, &budget->use.place, zp_money_print_wan(sum, a),
                                        zp_money_print_wan(total, b), none);
  size_t at = zp_text_find(budget->use.text, budget->total.text);
  zp_finding_cell(&unit->findings, finding, budget->use.text, at == SIZE_MAX ? 0 : at, budget->total.text.len);
}

zp_status zp_join_check(zp_join_unit *unit, const zp_join_work *work)
{
  for (size_t i = 0; i < unit->project_count; i++) {
    const zp_project *project = &unit->projects[i];
    check_parts(unit, &project->budget, work);
    if (project->filled) continue;
    zp_text shown = zp_cell_blank(&project->name) ? project->code.text : project->name.text;
    zp_findings_add(&unit->findings, ZP_E_NO_ACTUALS, &project->name.place, shown, none, none);
  }
  return ZP_OK;
}
