// audit.c: every row that has declared points is asked; findings of the review say what they say of the row they stand on.
#include "plugins/reports/audit.h"

#include <stdlib.h>
#include <string.h>

#include "plugins/reports/owners.h"
#include "plugins/reports/remarks.h"

const char *zp_doubt_name(zp_doubt doubt)
{
  static const char *const names[ZP_DOUBTS] = { "differs", "no_basis", "unexplained", "missed", "over" };
  return names[doubt];
}

zp_word zp_doubt_word(zp_doubt doubt)
{
  static const zp_word words[ZP_DOUBTS] = { ZP_W_DOUBT_DIFFERS, ZP_W_DOUBT_NO_BASIS, ZP_W_DOUBT_UNEXPLAINED, ZP_W_DOUBT_MISSED, ZP_W_DOUBT_OVER };
  return words[doubt];
}

/// A unit on its way: what its findings say of its rows, row after row of project after project.
typedef struct walk {
  zp_audit *out;
  size_t unit;
  unsigned **said;         // of each project, of each row
  zp_audit_sum *projects;
  zp_arena *arena, *scratch;
  zp_error *err;
} walk;

static bool doubt_of(zp_status code, zp_doubt *out)
{
  switch (code) {
    case ZP_E_LOSS_UNEXPLAINED: *out = ZP_DOUBT_UNEXPLAINED; return true;
    case ZP_E_FULL_THOUGH_MISSED: *out = ZP_DOUBT_MISSED; return true;
    case ZP_E_POINTS_OVER: *out = ZP_DOUBT_OVER; return true;
    default: return false;
  }
}

static bool hear_findings(walk *w, const zp_unit_result *unit, zp_audit_sum *sum)
{
  zp_owners owners;
  zp_doubt doubt;
  w->said = ZP_TAKE(w->scratch, unsigned *, unit->project_count);
  if (w->said == NULL || !zp_owners_init(&owners, unit, w->scratch)) return false;
  for (size_t p = 0; p < unit->project_count; p++) {
    w->said[p] = ZP_TAKE(w->scratch, unsigned, unit->projects[p].row_count);
    if (w->said[p] == NULL) return false;
  }
  for (size_t i = 0; i < unit->finding_count; i++) {
    const zp_finding *f = &unit->findings[i];
    zp_selection owner = zp_owner_of(&owners, f);
    if (f->status == ZP_E_TOTAL_DIFFERS) {
      const zp_project_result *beside = owner.project != SIZE_MAX ? &unit->projects[owner.project] : zp_remark_beside(unit, f);
      if (beside == NULL && unit->project_count == 1) beside = &unit->projects[0];
      sum->totals++;
      if (beside != NULL) w->projects[beside - unit->projects].totals++;
    }
    if (doubt_of(f->status, &doubt) && owner.project != SIZE_MAX && owner.row != SIZE_MAX) w->said[owner.project][owner.row] |= 1U << doubt;
  }
  return true;
}

// ---- one row -----------------------------------------------------------------------------------------------------------------

static zp_dec apart(zp_dec a, zp_dec b)
{
  return (zp_dec){ a.e4 > b.e4 ? a.e4 - b.e4 : b.e4 - a.e4 };
}

static zp_dec larger(zp_dec a, zp_dec b)
{
  return a.e4 > b.e4 ? a : b;
}

static unsigned doubts_of(const zp_row_result *row, unsigned said, zp_dec *stake)
{
  *stake = (zp_dec){ 0 };
  if (row->outcome == ZP_SCORED && row->points.e4 != row->declared.e4) {
    said |= 1U << ZP_DOUBT_DIFFERS;
    *stake = apart(row->points, row->declared);
  }
  if (row->outcome != ZP_SCORED && row->declared.e4 > 0) {
    said |= 1U << ZP_DOUBT_NO_BASIS;
    *stake = row->declared;
  }
  if ((said >> ZP_DOUBT_UNEXPLAINED & 1) != 0) *stake = larger(*stake, apart(row->weight, row->declared));
  return said;
}

static zp_status add_points(zp_audit_sum *sum, const zp_row_result *row, unsigned doubts, zp_dec stake, zp_error *err)
{
  sum->rows++;
  for (int d = 0; d < ZP_DOUBTS; d++) sum->by_doubt[d] += doubts >> d & 1;
  if (zp_dec_add(sum->stake, stake, &sum->stake, err) != ZP_OK) return err->status;
  if (row->outcome != ZP_SCORED) return ZP_OK;
  sum->compared++;
  sum->agree += row->points.e4 == row->declared.e4;
  if (zp_dec_add(sum->declared, row->declared, &sum->declared, err) != ZP_OK) return err->status;
  return zp_dec_add(sum->computed, row->points, &sum->computed, err);
}

static zp_status add_row(walk *w, zp_audit_sum *unit, size_t project, const zp_row_result *row, unsigned said)
{
  zp_audit *out = w->out;
  zp_dec stake;
  if (!row->has_declared) return ZP_OK;
  unsigned doubts = doubts_of(row, said, &stake);
  if (add_points(&w->projects[project], row, doubts, stake, w->err) != ZP_OK || add_points(unit, row, doubts, stake, w->err) != ZP_OK ||
      add_points(&out->all, row, doubts, stake, w->err) != ZP_OK)
    return w->err->status;
  if (doubts == 0) return ZP_OK;
  zp_audit_row *rows = zp_arena_grow(w->arena, out->rows, out->row_count, &out->row_capacity, sizeof *rows);
  if (rows == NULL) return zp_fail_memory(w->err);
  out->rows = rows;
  rows[out->row_count] = (zp_audit_row){ w->unit, project, row, doubts, stake, out->row_count };
  out->row_count++;
  return ZP_OK;
}

// ---- all of it -----------------------------------------------------------------------------------------------------------------

static bool is_doubtful(const zp_audit_sum *sum)
{
  size_t doubts = sum->totals;
  for (int d = 0; d < ZP_DOUBTS; d++) doubts += sum->by_doubt[d];
  return doubts != 0;
}

static zp_status add_unit(walk *w, const zp_unit_result *unit)
{
  zp_audit *out = w->out;
  zp_audit_sum sum = { .unit = w->unit, .project = SIZE_MAX };
  w->projects = &out->projects[out->project_count];
  for (size_t p = 0; p < unit->project_count; p++) w->projects[p] = (zp_audit_sum){ .unit = w->unit, .project = p };
  if (!hear_findings(w, unit, &sum)) return zp_fail_memory(w->err);
  for (size_t p = 0; p < unit->project_count; p++)
    for (size_t r = 0; r < unit->projects[p].row_count; r++)
      if (add_row(w, &sum, p, &unit->projects[p].rows[r], w->said[p][r]) != ZP_OK) return w->err->status;
  out->all.totals += sum.totals;
  for (size_t p = 0; p < unit->project_count; p++) {  // those without a doubt make room
    if (!is_doubtful(&w->projects[p])) continue;
    w->projects[p].order = out->project_count;
    out->projects[out->project_count++] = w->projects[p];
  }
  if (!is_doubtful(&sum)) return ZP_OK;
  sum.order = out->unit_count;
  out->units[out->unit_count++] = sum;
  return ZP_OK;
}

static int by_stake(zp_dec a, zp_dec b, size_t order_a, size_t order_b)
{
  if (a.e4 != b.e4) return a.e4 < b.e4 ? 1 : -1;
  return (order_a > order_b) - (order_a < order_b);
}

static int compare_sums(const void *a, const void *b)
{
  const zp_audit_sum *left = a, *right = b;
  return by_stake(left->stake, right->stake, left->order, right->order);
}

static int compare_rows(const void *a, const void *b)
{
  const zp_audit_row *left = a, *right = b;
  return by_stake(left->stake, right->stake, left->order, right->order);
}

static zp_status walk_units(walk *w)
{
  enum { KEPT = 1 << 20 };
  const zp_result *result = w->out->result;
  for (size_t u = 0; u < result->unit_count; u++) {
    w->unit = u;
    zp_arena_reset(w->scratch, KEPT);
    if (add_unit(w, &result->units[u]) != ZP_OK) return w->err->status;
  }
  return ZP_OK;
}

zp_status zp_audit_make(const zp_result *result, zp_arena *arena, zp_audit *out, zp_error *err)
{
  zp_error own = { 0 };
  size_t projects = 0;
  for (size_t u = 0; u < result->unit_count; u++) projects += result->units[u].project_count;
  *out = (zp_audit){ .result = result, .units = ZP_TAKE(arena, zp_audit_sum, result->unit_count), .projects = ZP_TAKE(arena, zp_audit_sum, projects) };
  walk w = { .out = out, .arena = arena, .scratch = zp_arena_beside(arena), .err = err != NULL ? err : &own };
  zp_status status = out->units == NULL || out->projects == NULL || w.scratch == NULL ? zp_fail_memory(w.err) : walk_units(&w);
  zp_arena_free(w.scratch);
  if (status != ZP_OK) return status;
  if (out->unit_count > 1) qsort(out->units, out->unit_count, sizeof *out->units, compare_sums);
  if (out->project_count > 1) qsort(out->projects, out->project_count, sizeof *out->projects, compare_sums);
  if (out->row_count > 1) qsort(out->rows, out->row_count, sizeof *out->rows, compare_rows);
  return ZP_OK;
}
