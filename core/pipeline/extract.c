// extract.c: rows added up by group and by name. What comes out depends on the unit alone.
#include "pipeline/extract.h"

#include <string.h>

#include "base/checksum.h"

enum { EXECUTION = 0 };

typedef struct extraction {
  const zp_group_result *groups;
  size_t group_count, last_group;  // last_group: of the row before
  zp_unit_extract *out;
  uint32_t *slots;                 // numbers of names + 1, by hash; 0 is free
  size_t slot_count;
} extraction;

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

static zp_name_share *share_of(extraction *e, size_t group, zp_text name)
{
  zp_unit_extract *out = e->out;
  for (size_t at = zp_text_hash(name) + group;; at++) {
    uint32_t *slot = &e->slots[at & (e->slot_count - 1)];
    if (*slot == 0) {
      out->names[out->name_count++] = (zp_name_share){ .group = group, .name = name };
      *slot = (uint32_t)out->name_count;
    }
    zp_name_share *share = &out->names[*slot - 1];
    if (share->group == group && zp_text_equal(share->name, name)) return share;
  }
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

static void add_row(extraction *e, const zp_row_result *row)
{
  zp_unit_extract *out = e->out;
  size_t group = group_of(e, row);
  bool scored = row->outcome == ZP_SCORED;
  zp_name_share *share = share_of(e, group, name_of(row));
  count_row(row, &out->rows);
  out->asked += row->rule.len != 0;
  share->rows++;
  share->unscored += !scored;
  if (!scored) return;
  add_to(&share->weight, row->weight.e4);
  add_to(&share->lost, lost_by(row));
  if (group <= e->group_count) add_to_group(out, group, row);
}

/// A sum is known when all its parts are.
static void add_money(bool has, zp_money part, bool *known, zp_money *sum)
{
  if (!has || zp_money_add(*sum, part, sum, NULL) != ZP_OK) *known = false;
}

static void add_project(extraction *e, const zp_project_result *project)
{
  zp_unit_extract *out = e->out;
  ++*(!project->total.known ? &out->projects.unknown : project->total.graded ? &out->projects.graded : &out->projects.open);
  add_money(project->has_initial, project->initial, &out->has_initial, &out->initial);
  add_money(project->has_revised, project->revised, &out->has_revised, &out->revised);
  add_money(project->has_executed, project->executed, &out->has_executed, &out->executed);
  for (size_t r = 0; r < project->row_count; r++) add_row(e, &project->rows[r]);
}

/// Room for as many names as there are rows: no sum waits for memory.
static bool make_room(extraction *e, const zp_unit_result *unit, zp_arena *arena)
{
  size_t rows = 0;
  for (size_t p = 0; p < unit->project_count; p++) rows += unit->projects[p].row_count;
  for (e->slot_count = 16; e->slot_count < 2 * (rows + 1);) e->slot_count *= 2;
  e->slots = ZP_TAKE(arena, uint32_t, e->slot_count);
  e->out->names = ZP_TAKE(arena, zp_name_share, rows);
  e->out->groups = ZP_TAKE(arena, zp_group_share, e->group_count + 1);
  return rows < UINT32_MAX && e->slots != NULL && e->out->names != NULL && e->out->groups != NULL;
}

zp_status zp_extract_unit(const zp_unit_result *unit, const zp_group_result *groups, size_t group_count, zp_arena *arena,
                          zp_unit_extract *out, zp_error *err)
{
  bool any = unit->project_count != 0;
  extraction e = { .groups = groups, .group_count = group_count, .out = out };
  *out = (zp_unit_extract){
    .code = unit->code, .name = unit->name, .district = unit->district, .total = unit->total, .has_initial = any,
    .has_revised = any, .has_executed = any, .findings = unit->findings, .finding_count = unit->finding_count,
  };
  if (!make_room(&e, unit, arena)) return zp_fail_memory(err);
  for (size_t p = 0; p < unit->project_count; p++) add_project(&e, &unit->projects[p]);
  for (size_t p = 0; p < unit->pooled_count; p++)
    for (size_t r = 0; r < unit->pooled[p].row_count; r++) count_row(&unit->pooled[p].rows[r], &out->pooled);
  for (size_t i = 0; i < unit->adjustment_count; i++) out->open_adjustments += zp_adjustment_open(&unit->adjustments[i]);
  if (!out->has_initial) out->initial = (zp_money){ 0 };
  if (!out->has_revised) out->revised = (zp_money){ 0 };
  if (!out->has_executed) out->executed = (zp_money){ 0 };
  return ZP_OK;
}
