// join_project.c: projects while rows are joined to them: room for their rows, and which rows a
// project has already.
#include <string.h>

#include "form/join_unit.h"

zp_text zp_key_again(zp_known_key *last, zp_text text, zp_arena *arena)
{
  if (last->key.ptr != NULL && zp_text_equal(last->text, text)) return last->key;
  *last = (zp_known_key){ text, zp_text_key_of(text, arena), 0 };
  if (last->key.ptr != NULL) last->hash = zp_name_hash(0, last->key);
  return last->key;
}

zp_status zp_join_add_project(zp_join_unit *unit, const zp_project *project,
                              const zp_join_work *work)
{
  size_t count = unit->project_count;
  zp_project *projects =
      zp_arena_grow(work->arena, unit->projects, count, &unit->project_capacity, sizeof *projects);
  if (projects == NULL) return zp_fail_memory(work->err);
  unit->projects = projects;
  zp_join_project *joining =
      zp_arena_grow(work->arena, unit->joining, count, &unit->joining_capacity, sizeof *joining);
  if (joining == NULL) return zp_fail_memory(work->err);
  unit->joining = joining;
  projects[count] = *project;
  joining[count] = (zp_join_project){ .capacity = 0 };
  unit->project_count++;
  return ZP_OK;
}

zp_status zp_join_reserve_projects(zp_join_unit *unit, size_t count, const zp_join_work *work)
{
  if (unit->project_capacity != 0 || count == 0) return ZP_OK;
  unit->projects = ZP_ROOM(work->arena, zp_project, count);
  unit->joining = ZP_ROOM(work->arena, zp_join_project, count);
  if (unit->projects == NULL || unit->joining == NULL) return zp_fail_memory(work->err);
  unit->project_capacity = unit->joining_capacity = count;
  return ZP_OK;
}

zp_status zp_join_reserve_strays(zp_join_unit *unit, size_t count, const zp_join_work *work)
{
  if (unit->stray_capacity != 0 || count == 0) return ZP_OK;
  unit->strays = ZP_ROOM(work->arena, zp_stray, count);
  if (unit->strays == NULL) return zp_fail_memory(work->err);
  unit->stray_capacity = count;
  return ZP_OK;
}

zp_status zp_join_reserve(zp_join_unit *unit, uint32_t number, size_t rows,
                          const zp_join_work *work)
{
  zp_join_project *joining = &unit->joining[number];
  zp_project *project = &unit->projects[number];
  if (project->from_goals || joining->capacity != 0 || rows == 0) return ZP_OK;
  project->indicators = ZP_ROOM(work->arena, zp_indicator, rows);
  if (project->indicators == NULL) return zp_fail_memory(work->err);
  joining->capacity = rows;
  return ZP_OK;
}

void zp_join_borrow(zp_join_unit *unit, uint32_t number, zp_indicator *indicators, size_t count)
{
  zp_join_project *joining = &unit->joining[number];
  zp_project *project = &unit->projects[number];
  if (project->from_goals || joining->capacity != 0 || count == 0) return;
  project->indicators = indicators;
  joining->capacity = count;
  joining->borrowed = true;
}

/// Indicators of its own for a project that has borrowed them.
static zp_status give_back(zp_project *project, zp_join_project *joining, const zp_join_work *work)
{
  zp_indicator *own = ZP_ROOM(work->arena, zp_indicator, joining->capacity);
  if (own == NULL) return zp_fail_memory(work->err);
  if (project->indicator_count != 0)
    memcpy(own, project->indicators, project->indicator_count * sizeof *own);
  project->indicators = own;
  joining->borrowed = false;
  return ZP_OK;
}

/// Adds a row behind the others.
static zp_status append(zp_project *project, zp_join_project *joining, const zp_indicator *row,
                        const zp_join_work *work)
{
  size_t count = project->indicator_count;
  bool there = joining->borrowed && count < joining->capacity && row == &project->indicators[count];
  if (joining->borrowed && !there && give_back(project, joining, work) != ZP_OK) return ZP_E_MEMORY;
  if (!there) {
    zp_indicator *items =
        zp_arena_grow(work->arena, project->indicators, count, &joining->capacity, sizeof *items);
    if (items == NULL) return zp_fail_memory(work->err);
    project->indicators = items;
    items[count] = *row;
  }
  project->indicator_count++;
  return ZP_OK;
}

// ---- rows that are there already ----------------------------------------------------------------

/// What tells the rows of a project apart. Rows whose name has no key are all the same.
typedef struct levels {
  zp_text name, level2, level1;
  uint32_t hash; // of these two
} levels;

static bool read_levels(zp_join_unit *unit, const zp_indicator *row, zp_arena *arena, levels *out)
{
  const zp_text none = ZP_TEXT("");
  *out = (levels){ zp_text_key_of(row->level3->text, arena), none, none, 0 };
  if (out->name.ptr == NULL) return false;
  if (out->name.len == 0) return true;
  out->level2 = zp_key_again(&unit->level2, row->level2->text, arena);
  out->level1 = zp_key_again(&unit->level1, row->level1->text, arena);
  out->hash = unit->level2.hash * 31 + unit->level1.hash;
  return out->level2.ptr != NULL && out->level1.ptr != NULL;
}

static uint32_t hash_of(uint32_t project, const levels *row)
{
  return zp_name_hash(project + row->hash, row->name);
}

static bool same_levels(const levels *a, const levels *b)
{
  return zp_text_equal(a->name, b->name) && zp_text_equal(a->level2, b->level2) &&
         zp_text_equal(a->level1, b->level1);
}

/// The free place for a hash that no row of the table has.
static zp_seen_row *free_place(const zp_seen_rows *seen, uint32_t hash)
{
  size_t at = hash & (seen->capacity - 1);
  while (seen->items[at].number != 0) at = (at + 1) & (seen->capacity - 1);
  return &seen->items[at];
}

/// At most half full.
static zp_status widen(zp_seen_rows *seen, const zp_join_work *work)
{
  enum { LEAST = 64 };
  zp_seen_rows wider = { .count = seen->count,
                         .capacity = seen->capacity == 0 ? LEAST : seen->capacity * 2 };
  wider.items = ZP_TAKE(work->arena, zp_seen_row, wider.capacity);
  if (wider.items == NULL) return zp_fail_memory(work->err);
  for (size_t i = 0; i < seen->capacity; i++)
    if (seen->items[i].number != 0) *free_place(&wider, seen->items[i].hash) = seen->items[i];
  *seen = wider;
  return ZP_OK;
}

/// Looks for a row of the project with the same levels: *place is its place, or the free one where
/// it belongs.
static zp_status find_row(zp_join_unit *unit, const zp_seen_row *wanted, const levels *row,
                          const zp_join_work *work, zp_seen_row **place)
{
  const zp_seen_rows *seen = &unit->seen;
  for (size_t at = wanted->hash & (seen->capacity - 1);; at = (at + 1) & (seen->capacity - 1)) {
    levels other;
    *place = &seen->items[at];
    if ((*place)->number == 0) return ZP_OK;
    if ((*place)->hash != wanted->hash || (*place)->project != wanted->project) continue;
    if (!read_levels(unit, &unit->projects[wanted->project].indicators[(*place)->number - 1],
                     work->arena, &other))
      return zp_fail_memory(work->err);
    if (same_levels(row, &other)) return ZP_OK;
  }
}

zp_status zp_join_add_row(zp_join_unit *unit, uint32_t number, const zp_indicator *row,
                          const zp_join_work *work, bool *again)
{
  zp_project *project = &unit->projects[number];
  zp_seen_row *place;
  levels own;
  if (unit->seen.count * 2 >= unit->seen.capacity && widen(&unit->seen, work) != ZP_OK)
    return ZP_E_MEMORY;
  if (!read_levels(unit, row, work->arena, &own)) return zp_fail_memory(work->err);
  const zp_seen_row wanted = { hash_of(number, &own), number,
                               (uint32_t)project->indicator_count + 1 };
  if (find_row(unit, &wanted, &own, work, &place) != ZP_OK) return ZP_E_MEMORY;
  *again = place->number != 0;
  if (*again) return ZP_OK;
  if (append(project, &unit->joining[number], row, work) != ZP_OK) return ZP_E_MEMORY;
  *place = wanted;
  unit->seen.count++;
  return ZP_OK;
}
