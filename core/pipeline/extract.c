// extract.c: rows added up by group and by name. What comes out depends on the unit alone.
#include "pipeline/extract.h"

#include <string.h>

#include "base/checksum.h"

enum { EXECUTION = 0, FIRST_SLOTS = 128, REMEMBERED = 64 };

struct zp_extraction {
  const zp_group_result *groups;
  size_t group_count, last_group;  // last_group: of the row before
  zp_arena *arena;
  zp_unit_extract out;
  size_t name_room;
  uint32_t *slots;                 // numbers of names + 1, by hash; 0 is free; at most half full
  size_t slot_count;
  struct { const char *ptr; size_t len, group; uint32_t number; } seen[REMEMBERED];  // the same slice again; number 0: none
};
typedef struct zp_extraction extraction;

/// The number of a row's group; one more than there are when the pack has no such group.
static size_t group_of(extraction *e, const zp_row_result *row)
{
  if (row->execution) return EXECUTION;
  size_t i = e->last_group;
  if (i < e->group_count && zp_text_equal(e->groups[i].id, row->group)) return i + 1;
  for (i = 0; i < e->group_count && !zp_text_equal(e->groups[i].id, row->group);) i++;
  e->last_group = i;
  return i + 1;
}

static zp_text name_of(const zp_row_result *row)
{
  if (row->execution) return (zp_text){ "", 0 };
  return row->level3.len != 0 ? row->level3 : row->level2;
}

/// No term is negative, so that the order does not matter even where the sum is cut.
static void add_to(zp_dec *sum, int64_t e4)
{
  if (e4 > 0 && __builtin_add_overflow(sum->e4, e4, &sum->e4)) sum->e4 = INT64_MAX;
}

/// What a row that was scored lost, not below nothing.
static int64_t lost_by(const zp_row_result *row)
{
  int64_t lost;
  if (__builtin_sub_overflow(row->weight.e4, row->points.e4, &lost)) return INT64_MAX;
  return lost < 0 ? 0 : lost;
}

static uint32_t *slot_of(const extraction *e, size_t group, zp_text name)
{
  for (size_t at = zp_text_hash(name) + group;; at++) {
    uint32_t *slot = &e->slots[at & (e->slot_count - 1)];
    if (*slot == 0) return slot;
    const zp_name_share *share = &e->out.names[*slot - 1];
    if (share->group == group && zp_text_equal(share->name, name)) return slot;
  }
}

/// Room for one more name.
static bool make_room(extraction *e)
{
  zp_unit_extract *out = &e->out;
  zp_name_share *names = zp_arena_grow(e->arena, out->names, out->name_count, &e->name_room, sizeof *names);
  if (names == NULL || out->name_count == UINT32_MAX) return false;
  out->names = names;
  if (2 * (out->name_count + 1) <= e->slot_count) return true;
  size_t wanted = e->slot_count == 0 ? FIRST_SLOTS : 2 * e->slot_count;
  uint32_t *slots = ZP_TAKE(e->arena, uint32_t, wanted);
  if (slots == NULL) return false;
  e->slots = slots;
  e->slot_count = wanted;
  for (size_t i = 0; i < out->name_count; i++) *slot_of(e, names[i].group, names[i].name) = (uint32_t)i + 1;
  return true;
}

/// NULL: memory is short.
static zp_name_share *share_of(extraction *e, size_t group, zp_text name)
{
  size_t at = ((uintptr_t)name.ptr ^ (uintptr_t)name.ptr >> 6) % REMEMBERED;
  if (e->seen[at].ptr == name.ptr && e->seen[at].len == name.len && e->seen[at].group == group && e->seen[at].number != 0)
    return &e->out.names[e->seen[at].number - 1];
  uint32_t *slot = e->slot_count == 0 ? NULL : slot_of(e, group, name);
  if (slot == NULL || *slot == 0) {
    if (!make_room(e)) return NULL;
    slot = slot_of(e, group, name);
    e->out.names[e->out.name_count++] = (zp_name_share){ .group = group, .name = name };
    *slot = (uint32_t)e->out.name_count;
  }
  e->seen[at].ptr = name.ptr;
  e->seen[at].len = name.len;
  e->seen[at].group = group;
  e->seen[at].number = *slot;
  return &e->out.names[*slot - 1];
}

/// A sum that would be too large leaves the row out.
static void add_to_group(zp_unit_extract *out, size_t group, const zp_row_result *row)
{
  size_t i = 0;
  while (i < out->group_count && out->groups[i].group != group) i++;
  zp_dec points = { 0 }, weight = { 0 };
  if (i < out->group_count) points = out->groups[i].points, weight = out->groups[i].weight;
  if (zp_dec_add(points, row->points, &points, NULL) != ZP_OK || zp_dec_add(weight, row->weight, &weight, NULL) != ZP_OK) return;
  out->groups[i] = (zp_group_share){ group, points, weight };
  out->group_count += i == out->group_count;
}

static void count_row(const zp_row_result *row, zp_counts *counts)
{
  ++*(row->outcome == ZP_SCORED ? &counts->scored : row->outcome == ZP_FAULT ? &counts->fault : &counts->unscored);
}

bool zp_extraction_row(zp_extraction *e, bool pooled, const zp_row_result *row)
{
  zp_unit_extract *out = &e->out;
  count_row(row, pooled ? &out->pooled : &out->rows);
  if (pooled) return true;
  size_t group = group_of(e, row);
  bool scored = row->outcome == ZP_SCORED;
  zp_name_share *share = share_of(e, group, name_of(row));
  if (share == NULL) return false;
  out->asked += row->rule.len != 0;
  share->rows++;
  share->unscored += !scored;
  if (!scored) return true;
  add_to(&share->weight, row->weight.e4);
  add_to(&share->lost, lost_by(row));
  if (group <= e->group_count) add_to_group(out, group, row);
  return true;
}

/// A sum is known when all its parts are.
static void add_money(bool has, zp_money part, bool *known, zp_money *sum)
{
  if (!has || zp_money_add(*sum, part, sum, NULL) != ZP_OK) *known = false;
}

static void add_project(zp_unit_extract *out, const zp_project_result *project)
{
  ++*(!project->total.known ? &out->projects.unknown : project->total.graded ? &out->projects.graded : &out->projects.open);
  add_money(project->has_initial, project->initial, &out->has_initial, &out->initial);
  add_money(project->has_revised, project->revised, &out->has_revised, &out->revised);
  add_money(project->has_executed, project->executed, &out->has_executed, &out->executed);
}

zp_extraction *zp_extraction_new(const zp_group_result *groups, size_t group_count, zp_arena *arena)
{
  zp_extraction *e = ZP_TAKE(arena, zp_extraction, 1);
  if (e == NULL) return NULL;
  e->groups = groups;
  e->group_count = group_count;
  e->arena = arena;
  e->out.groups = ZP_TAKE(arena, zp_group_share, group_count + 1);
  return e->out.groups != NULL ? e : NULL;
}

void zp_extraction_end(zp_extraction *e, const zp_unit_result *unit, zp_unit_extract *out)
{
  bool any = unit->project_count != 0;
  *out = e->out;
  out->code = unit->code;
  out->name = unit->name;
  out->district = unit->district;
  out->total = unit->total;
  out->findings = unit->findings;
  out->finding_count = unit->finding_count;
  out->has_initial = out->has_revised = out->has_executed = any;
  for (size_t p = 0; p < unit->project_count; p++) add_project(out, &unit->projects[p]);
  for (size_t i = 0; i < unit->adjustment_count; i++) out->open_adjustments += zp_adjustment_open(&unit->adjustments[i]);
  if (!out->has_initial) out->initial = (zp_money){ 0 };
  if (!out->has_revised) out->revised = (zp_money){ 0 };
  if (!out->has_executed) out->executed = (zp_money){ 0 };
}

static bool add_rows(zp_extraction *e, bool pooled, const zp_project_result *projects, size_t count)
{
  for (size_t p = 0; p < count; p++)
    for (size_t r = 0; r < projects[p].row_count; r++)
      if (!zp_extraction_row(e, pooled, &projects[p].rows[r])) return false;
  return true;
}

zp_status zp_extract_unit(const zp_unit_result *unit, const zp_group_result *groups, size_t group_count, zp_arena *arena,
                          zp_unit_extract *out, zp_error *err)
{
  zp_extraction *e = zp_extraction_new(groups, group_count, arena);
  if (e == NULL || !add_rows(e, false, unit->projects, unit->project_count) || !add_rows(e, true, unit->pooled, unit->pooled_count))
    return zp_fail_memory(err);
  zp_extraction_end(e, unit, out);
  return ZP_OK;
}
