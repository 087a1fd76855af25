// year_rows.c: projects are tied together through the years, then their rows, then each row is asked for every sign.
#include "store/year_rows.h"

#include <stdlib.h>

#include "store/result_names.h"
#include "store/threads.h"

_Static_assert((int)ZP_THREAD_LISTS == (int)ZP_YEARS_MOST, "a list for each year");

/// A unit on its way.
typedef struct walk {
  zp_years *out;
  size_t unit;
  const zp_unit_result *const *units;
  const zp_place **low[ZP_YEARS_MOST];  // where W301 stands, in order
  size_t low_count[ZP_YEARS_MOST];
  zp_arena *arena, *scratch;
  zp_error *err;
} walk;

/// A project through the years, and one of its rows.
typedef struct line {
  const zp_project_result *projects[ZP_YEARS_MOST];
  const zp_row_result *rows[ZP_YEARS_MOST];
  size_t years;   // that have the row
  size_t last;    // of them
} line;

// ---- W301 --------------------------------------------------------------------------------------------------------------------

static int compare_places(const zp_place *a, const zp_place *b)
{
  int order = zp_text_compare(a->file, b->file);
  if (order == 0) order = zp_text_compare(a->sheet, b->sheet);
  if (order == 0) order = (a->row > b->row) - (a->row < b->row);
  return order != 0 ? order : (a->column > b->column) - (a->column < b->column);
}

static int by_place(const void *a, const void *b)
{
  return compare_places(*(const zp_place *const *)a, *(const zp_place *const *)b);
}

static bool list_low(walk *w, size_t year)
{
  const zp_unit_result *unit = w->units[year];
  size_t count = 0;
  for (size_t i = 0; i < unit->finding_count; i++) count += unit->findings[i].status == ZP_E_OVER_FULFILLED;
  w->low[year] = ZP_TAKE(w->scratch, const zp_place *, count);
  if (w->low[year] == NULL) return false;
  for (size_t i = 0; i < unit->finding_count; i++)
    if (unit->findings[i].status == ZP_E_OVER_FULFILLED) w->low[year][w->low_count[year]++] = &unit->findings[i].place;
  if (count > 1) qsort(w->low[year], count, sizeof *w->low[year], by_place);
  return true;
}

static bool is_low(const walk *w, size_t year, const zp_row_result *row)
{
  const zp_place *place = &row->actual_place;
  if (w->low_count[year] == 0) return false;
  return bsearch(&place, w->low[year], w->low_count[year], sizeof *w->low[year], by_place) != NULL;
}

// ---- signs -------------------------------------------------------------------------------------------------------------------

/// A target that could have been adapted: a number or a range of them, neither nothing nor everything.
static bool is_adaptable(const zp_row_result *row)
{
  const zp_value *t = &row->target;
  static const zp_qty zero = { 0, 0 }, hundred = { 100, 0 };
  if (row->execution || t->dates) return false;
  if (t->kind == ZP_KIND_RANGE) return t->has_number && t->has_high;
  if (t->kind != ZP_KIND_NUMBER && t->kind != ZP_KIND_PERCENT && t->kind != ZP_KIND_MONEY) return false;
  if (!t->has_number || zp_qty_compare(t->number, zero) == 0) return false;
  return t->kind != ZP_KIND_PERCENT || zp_qty_compare(t->number, hundred) != 0;
}

static bool same_target(const zp_value *a, const zp_value *b)
{
  return a->kind == b->kind && a->op == b->op && zp_text_equal(a->unit, b->unit) && a->has_number == b->has_number &&
         a->has_high == b->has_high && (!a->has_number || zp_qty_compare(a->number, b->number) == 0) &&
         (!a->has_high || zp_qty_compare(a->high, b->high) == 0);
}

/// An actual with a number that is not the target's: what the year taught about the target.
static bool is_off(const zp_row_result *row)
{
  const zp_value *t = &row->target, *a = &row->actual;
  if (!a->has_number || a->kind == ZP_KIND_RANGE || a->kind == ZP_KIND_COMPOUND) return false;
  if (!zp_text_equal(t->unit, a->unit) || zp_qty_compare(t->number, a->number) != 0) return true;
  return t->kind == ZP_KIND_RANGE && zp_qty_compare(t->high, a->number) != 0;
}

/// *adaptable: in all years that have it; else nothing can be said.
static bool is_copied(const line *l, bool *adaptable)
{
  const zp_row_result *before = NULL;
  bool same = true, off = false;
  *adaptable = true;
  for (size_t y = 0; y < ZP_YEARS_MOST; y++) {
    const zp_row_result *row = l->rows[y];
    if (row == NULL) continue;
    *adaptable = *adaptable && is_adaptable(row);
    same = same && (before == NULL || same_target(&before->target, &row->target));
    off = off || (y != l->last && is_off(row));
    before = row;
  }
  return *adaptable && same && off;
}

/// Points lost in every year in which the row is scored; *lost: in all of them.
static bool is_lost(const line *l, zp_dec *lost, zp_status *status, zp_error *err)
{
  size_t scored = 0;
  *lost = (zp_dec){ 0 };
  for (size_t y = 0; y < ZP_YEARS_MOST; y++) {
    const zp_row_result *row = l->rows[y];
    zp_dec own;
    if (row == NULL || row->outcome != ZP_SCORED) continue;
    if (row->points.e4 >= row->weight.e4) return false;
    *status = zp_dec_sub(row->weight, row->points, &own, err);
    if (*status == ZP_OK) *status = zp_dec_add(*lost, own, lost, err);
    if (*status != ZP_OK) return false;
    scored++;
  }
  return scored > 1;
}

static bool is_never_scored(const line *l)
{
  for (size_t y = 0; y < ZP_YEARS_MOST; y++)
    if (l->rows[y] != NULL && l->rows[y]->outcome == ZP_SCORED) return false;
  return true;
}

static bool is_always_low(const walk *w, const line *l)
{
  for (size_t y = 0; y < ZP_YEARS_MOST; y++)
    if (l->rows[y] != NULL && !is_low(w, y, l->rows[y])) return false;
  return true;
}

// ---- what is kept ----------------------------------------------------------------------------------------------------------------

static zp_text kept(const walk *w, zp_text text)
{
  return zp_text_copy(zp_text_trim(text), w->arena);
}

static zp_text project_name(const walk *w, const zp_project_result *project)
{
  return kept(w, zp_text_trim(project->name).len != 0 ? project->name : project->code);
}

static zp_status add_sign(walk *w, zp_sign sign, const line *l, zp_dec lost)
{
  zp_row_signs *list = &w->out->signs[sign];
  const zp_row_result *row = l->rows[l->last];
  zp_row_sign *items = zp_arena_grow(w->arena, list->items, list->count, &list->capacity, sizeof *items);
  if (items == NULL) return zp_fail_memory(w->err);
  list->items = items;
  zp_row_sign *own = &items[list->count];
  *own = (zp_row_sign){ .unit = w->unit, .project = project_name(w, l->projects[l->last]), .level1 = kept(w, row->level1),
                        .name = kept(w, row->level3.len != 0 ? row->level3 : row->level2), .execution = row->execution,
                        .years = l->years, .lost = lost, .each = ZP_TAKE(w->arena, zp_row_year, w->out->count), .order = list->count };
  if (own->each == NULL) return zp_fail_memory(w->err);
  for (size_t y = 0; y < w->out->count; y++) {
    const zp_row_result *r = l->rows[y];
    if (r != NULL) own->each[y] = (zp_row_year){ true, r->outcome, r->points, r->weight, kept(w, r->target_text), kept(w, r->actual_text) };
  }
  if (zp_arena_short(w->arena)) return zp_fail_memory(w->err);
  list->count++;
  return ZP_OK;
}

static zp_status ask(walk *w, const line *l, zp_copied_project *copied)
{
  zp_dec lost, nothing = { 0 };
  bool adaptable;
  zp_status status = ZP_OK;
  if (is_lost(l, &lost, &status, w->err)) status = add_sign(w, ZP_SIGN_LOST, l, lost);
  if (status == ZP_OK && is_never_scored(l)) status = add_sign(w, ZP_SIGN_UNSCORED, l, nothing);
  if (status == ZP_OK && is_always_low(w, l)) status = add_sign(w, ZP_SIGN_LOW, l, nothing);
  bool is = is_copied(l, &adaptable);
  copied->of += adaptable;
  copied->copied += is;
  if (status == ZP_OK && is) status = add_sign(w, ZP_SIGN_COPIED, l, nothing);
  return status;
}

// ---- projects and rows ---------------------------------------------------------------------------------------------------------

static zp_status add_copied(walk *w, const zp_copied_project *copied)
{
  zp_copied_projects *list = &w->out->copied;
  zp_copied_project *items = zp_arena_grow(w->arena, list->items, list->count, &list->capacity, sizeof *items);
  if (items == NULL) return zp_fail_memory(w->err);
  list->items = items;
  items[list->count] = *copied;
  items[list->count].order = list->count;
  list->count++;
  return ZP_OK;
}

static zp_status walk_rows(walk *w, line *l, const zp_threads *rows, zp_copied_project *copied)
{
  zp_status status = ZP_OK;
  for (size_t i = 0; i < rows->count && status == ZP_OK; i++) {
    l->years = 0;
    for (size_t y = 0; y < ZP_YEARS_MOST; y++) {
      size_t at = rows->items[i].at[y];
      l->rows[y] = at == ZP_ALONE ? NULL : &l->projects[y]->rows[at];
      if (at == ZP_ALONE) continue;
      l->years++;
      l->last = y;
    }
    if (l->years > 1) status = ask(w, l, copied);
  }
  return status;
}

static zp_status walk_project(walk *w, const zp_thread *project)
{
  line l = { .years = 0 };
  zp_threads rows = { .arena = w->scratch };
  zp_copied_project copied = { .unit = w->unit };
  size_t last = 0;
  for (size_t y = 0; y < w->out->count; y++) {
    if (project->at[y] == ZP_ALONE) continue;
    last = y;
    l.projects[y] = &w->units[y]->projects[project->at[y]];
    zp_pair_name *names = zp_names_of_rows(l.projects[y], w->scratch);
    if (zp_arena_short(w->scratch)) return zp_fail_memory(w->err);
    if (zp_threads_add(&rows, y, names, l.projects[y]->row_count, false, w->scratch, w->err) != ZP_OK) return w->err->status;
  }
  if (walk_rows(w, &l, &rows, &copied) != ZP_OK) return w->err->status;
  if (copied.copied == 0) return ZP_OK;
  copied.project = project_name(w, l.projects[last]);
  return copied.project.ptr == NULL ? zp_fail_memory(w->err) : add_copied(w, &copied);
}

zp_status zp_year_rows_add(zp_years *out, size_t unit, const zp_unit_result *const *units, zp_arena *arena, zp_arena *scratch,
                           zp_error *err)
{
  zp_error own = { 0 };
  walk w = { .out = out, .unit = unit, .units = units, .arena = arena, .scratch = scratch, .err = err != NULL ? err : &own };
  zp_threads projects = { .arena = scratch };
  for (size_t y = 0; y < out->count; y++) {
    if (units[y] == NULL) continue;
    zp_pair_name *names = zp_names_of_projects(units[y], scratch);
    if (zp_arena_short(scratch) || !list_low(&w, y)) return zp_fail_memory(w.err);
    if (zp_threads_add(&projects, y, names, units[y]->project_count, false, scratch, w.err) != ZP_OK) return w.err->status;
  }
  zp_status status = ZP_OK;
  for (size_t i = 0; i < projects.count && status == ZP_OK; i++) status = walk_project(&w, &projects.items[i]);
  return status;
}

// ---- order ----------------------------------------------------------------------------------------------------------------------

static int by_lost(const void *left, const void *right)
{
  const zp_row_sign *a = left, *b = right;
  int order = (a->lost.e4 < b->lost.e4) - (a->lost.e4 > b->lost.e4);
  return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

/// The larger share first; of equal ones that of more indicators.
static int by_share(const void *left, const void *right)
{
  const zp_copied_project *a = left, *b = right;
  unsigned long long one = (unsigned long long)a->copied * b->of, two = (unsigned long long)b->copied * a->of;
  int order = (one < two) - (one > two);
  if (order == 0) order = (a->of < b->of) - (a->of > b->of);
  return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

void zp_year_rows_sort(zp_years *out)
{
  zp_row_signs *lost = &out->signs[ZP_SIGN_LOST];
  if (lost->count > 1) qsort(lost->items, lost->count, sizeof *lost->items, by_lost);
  if (out->copied.count > 1) qsort(out->copied.items, out->copied.count, sizeof *out->copied.items, by_share);
}
