// remarks.c: see remarks.h.
#include "plugins/reports/remarks.h"

#include <stdlib.h>
#include <string.h>

#include "plugins/reports/owners.h"
#include "plugins/reports/text_cells.h"

static int by_number(uint32_t a, uint32_t b)
{
  return (a > b) - (a < b);
}

/// Findings of one place stay in the order in which they were made: `finding` points into one list.
static int by_place(const void *a, const void *b)
{
  const zp_remark *left = a, *right = b;
  const zp_place *one = &left->finding->place, *two = &right->finding->place;
  int order = zp_text_compare(one->file, two->file);
  if (order == 0) order = zp_text_compare(one->sheet, two->sheet);
  if (order == 0) order = by_number(one->row, two->row);
  if (order == 0) order = by_number(one->column, two->column);
  return order != 0 ? order : (left->finding > right->finding) - (left->finding < right->finding);
}

static void add(zp_remarks *out, zp_remark remark)
{
  remark.aspect = zp_aspect_of(remark.finding->status);
  out->by_severity[zp_status_severity(remark.finding->status)]++;
  out->by_aspect[remark.aspect]++;
  out->items[out->count++] = remark;
}

static bool filled_something(const zp_unit_result *unit)
{
  for (size_t p = 0; p < unit->project_count; p++)
    for (size_t r = 0; r < unit->projects[p].row_count; r++) {
      const zp_row_result *row = &unit->projects[p].rows[r];
      if (row->has_declared || row->actual_text.len != 0 || unit->projects[p].has_executed) return true;
    }
  return false;
}

const zp_project_result *zp_remark_beside(const zp_unit_result *unit, const zp_finding *finding)
{
  const zp_project_result *found = NULL;
  bool behind = finding->status == ZP_E_TOTAL_DIFFERS;
  if (!behind && finding->status != ZP_E_TITLE_DIFFERS) return NULL;
  for (size_t p = 0; p < unit->project_count; p++) {
    const zp_place *name = &unit->projects[p].place, *place = &finding->place;
    bool there = zp_text_equal(name->file, place->file) && zp_text_equal(name->sheet, place->sheet);
    if (!there || (behind ? name->row >= place->row : name->row <= place->row)) continue;
    bool nearer = found == NULL || (behind ? name->row > found->place.row : name->row < found->place.row);
    if (nearer) found = &unit->projects[p];
  }
  return found;
}

/// `whole` is the unit with its rows, whose owners are found in the scratch memory.
static bool add_unit(zp_remarks *out, const zp_unit_result *unit, const zp_unit_result *whole, zp_arena *scratch)
{
  zp_owners owners;
  size_t first = out->count;
  bool filled = filled_something(whole);
  out->goals_only += !filled;
  if (unit->finding_count == 0) return true;
  if (!zp_owners_init(&owners, whole, scratch)) return false;
  for (size_t i = 0; i < unit->finding_count; i++) {
    const zp_finding *finding = &unit->findings[i];
    bool unfilled = finding->status == ZP_E_NO_ACTUALS || finding->status == ZP_E_ACTUAL_BLANK;
    if (unfilled && !filled) continue;
    zp_selection owner = zp_owner_of(&owners, finding);
    zp_remark remark = { .finding = finding, .unit = unit };
    remark.project = owner.project != SIZE_MAX ? &unit->projects[owner.project] : zp_remark_beside(unit, finding);
    if (owner.project != SIZE_MAX && owner.row != SIZE_MAX && whole == unit) remark.row = &remark.project->rows[owner.row];
    add(out, remark);
  }
  if (out->count > first + 1) qsort(out->items + first, out->count - first, sizeof *out->items, by_place);
  return true;
}

static zp_status add_units(zp_remarks *out, const zp_result *result, const zp_report_options *how, zp_arena *scratch, zp_error *err)
{
  enum { KEPT = 1 << 20 };
  for (size_t u = 0; u < result->unit_count; u++) {
    const zp_unit_result *whole;
    zp_arena_reset(scratch, KEPT);
    if (zp_unit_whole(result, how, u, scratch, &whole, err) != ZP_OK) return err->status;
    if (!add_unit(out, &result->units[u], whole, scratch)) return zp_fail_memory(err);
  }
  return ZP_OK;
}

zp_status zp_remarks_make(const zp_result *result, const zp_report_options *how, zp_arena *arena, zp_remarks *out, zp_error *err)
{
  size_t most = result->finding_count;
  for (size_t u = 0; u < result->unit_count; u++) most += result->units[u].finding_count;
  zp_arena *scratch = zp_arena_beside(arena);
  zp_status status = ZP_E_MEMORY;
  *out = (zp_remarks){ .items = ZP_TAKE(arena, zp_remark, most) };
  if (out->items == NULL || scratch == NULL) zp_fail_memory(err);
  else {
    for (size_t i = 0; i < result->finding_count; i++) add(out, (zp_remark){ .finding = &result->findings[i] });
    status = add_units(out, result, how, scratch, err);
  }
  zp_arena_free(scratch);
  return status;
}

// ---- words -----------------------------------------------------------------------------------------------------------

zp_text zp_remarks_counts(zp_wording *say, const size_t by_severity[ZP_ERROR + 1])
{
  return zp_wording_of(say, ZP_W_CHECK_COUNTS, zp_cell_count(say, by_severity[ZP_ERROR]),
                       zp_cell_count(say, by_severity[ZP_WARNING]), zp_cell_count(say, by_severity[ZP_INFO]));
}

zp_text zp_remark_unit(zp_wording *say, const zp_remark *remark)
{
  return remark->unit == NULL ? ZP_TEXT("") : zp_cell_name(say, remark->unit->name, remark->unit->code);
}

zp_text zp_remark_project(zp_wording *say, const zp_remark *remark)
{
  return remark->project == NULL ? ZP_TEXT("") : zp_cell_name(say, remark->project->name, remark->project->code);
}

zp_text zp_remark_severity(zp_wording *say, const zp_remark *remark)
{
  static const zp_word words[] = { ZP_W_INFO, ZP_W_WARNING, ZP_W_ERROR };
  return zp_wording_word(say, words[zp_status_severity(remark->finding->status)]);
}

const char *zp_severity_name(zp_severity severity)
{
  static const char *const names[] = { "info", "warning", "error" };
  return names[severity];
}
