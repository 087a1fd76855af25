// years.c: the years, their units tied together, then unit after unit with its rows in all years in memory at once.
#include "store/years.h"

#include <stdlib.h>

#include "store/result_names.h"
#include "store/threads.h"
#include "store/year_rows.h"

typedef struct maker {
  const zp_years_source *sources;
  zp_years *out;
  zp_threads units;            // `at`: of a result's units
  uint32_t *ranks[ZP_YEARS_MOST];  // of a result's units
  zp_text *folders;            // of each thread: where its files were, when that is known
  size_t repeat_room;
  zp_arena *arena, *scratch;   // what is told; what lives until all is made
  zp_error *err;
} maker;

static zp_text kept(const maker *m, zp_text text)
{
  return zp_text_copy(zp_text_trim(text), m->arena);
}

static const zp_result *result_of(const maker *m, size_t year)
{
  return m->sources[year].stored->result;
}

// ---- the years ---------------------------------------------------------------------------------------------------------------

static zp_status copy_total(const maker *m, const zp_total *total, zp_total *out)
{
  *out = *total;
  out->grade = zp_text_copy(total->grade, m->arena);
  out->grade_high = zp_text_copy(total->grade_high, m->arena);
  return zp_arena_short(m->arena) ? zp_fail_memory(m->err) : ZP_OK;
}

static zp_status list_years(maker *m, size_t count)
{
  zp_years *out = m->out;
  out->years = ZP_TAKE(m->arena, zp_year, count);
  if (out->years == NULL) return zp_fail_memory(m->err);
  for (size_t y = 0; y < count; y++) {
    const zp_result *result = result_of(m, y);
    out->years[y] = (zp_year){ .label = kept(m, m->sources[y].label), .pack = kept(m, result->pack),
                               .pack_version = kept(m, result->pack_version), .units = result->unit_count,
                               .rows = m->sources[y].stored->rows, .has_district = result->has_district };
    if (copy_total(m, &result->district.total, &out->years[y].total) != ZP_OK) return m->err->status;
    out->count++;
  }
  return ZP_OK;
}

// ---- the units ---------------------------------------------------------------------------------------------------------------

/// Units are sorted by code, then name. ZP_ALONE: not there.
static size_t unit_at(const zp_result *result, zp_text code, zp_text name)
{
  for (size_t from = 0, to = result->unit_count; from < to;) {
    size_t at = from + (to - from) / 2;
    int order = zp_text_compare(code, result->units[at].code);
    if (order == 0) order = zp_text_compare(name, result->units[at].name);
    if (order == 0) return at;
    if (order < 0) to = at;
    else from = at + 1;
  }
  return ZP_ALONE;
}

static bool list_ranks(maker *m, size_t year)
{
  const zp_result *result = result_of(m, year);
  m->ranks[year] = ZP_TAKE(m->scratch, uint32_t, result->unit_count);
  if (m->ranks[year] == NULL) return false;
  for (size_t i = 0; i < result->district.ranking_count; i++) {
    const zp_standing *s = &result->district.ranking[i];
    size_t at = unit_at(result, s->code, s->name);
    if (at != ZP_ALONE) m->ranks[year][at] = s->rank;
  }
  return true;
}

static int by_code_then_name(const void *a, const void *b)
{
  const zp_pair_name *left = &((const zp_thread *)a)->name, *right = &((const zp_thread *)b)->name;
  int order = zp_text_compare(left->first, right->first);
  return order != 0 ? order : zp_text_compare(left->second, right->second);
}

static zp_status tie_units(maker *m)
{
  m->units.arena = m->scratch;
  for (size_t y = 0; y < m->out->count; y++) {
    const zp_result *result = result_of(m, y);
    zp_pair_name *names = zp_names_of_units(result, m->scratch);
    if (zp_arena_short(m->scratch) || !list_ranks(m, y)) return zp_fail_memory(m->err);
    if (zp_threads_add(&m->units, y, names, result->unit_count, true, m->scratch, m->err) != ZP_OK) return m->err->status;
  }
  if (m->units.count > 1) qsort(m->units.items, m->units.count, sizeof *m->units.items, by_code_then_name);
  return ZP_OK;
}

// ---- a unit in a year that has none of it -----------------------------------------------------------------------------------------

/// The folder of a unit's files, as places name it: what a bundle is called.
static zp_text folder_of(const zp_unit_result *unit)
{
  for (size_t p = 0; p < unit->project_count; p++) {
    zp_text file = unit->projects[p].place.file;
    for (size_t end = file.len; end > 0; end--)
      if (file.ptr[end - 1] == '/') return zp_text_slice(file, 0, end - 1);
  }
  return (zp_text){ "", 0 };
}

static bool list_folders(maker *m)
{
  m->folders = ZP_TAKE(m->scratch, zp_text, m->units.count);
  for (size_t i = 0; m->folders != NULL && i < m->units.count; i++)
    for (size_t y = 0; y < m->out->count; y++) {
      size_t at = m->units.items[i].at[y];
      zp_text folder = at == ZP_ALONE ? (zp_text){ "", 0 } : folder_of(&result_of(m, y)->units[at]);
      if (folder.len != 0) m->folders[i] = folder;
    }
  return m->folders != NULL;
}

static bool is_called(const maker *m, const zp_thread *unit, zp_text code, zp_text name)
{
  if (unit->name.first.len != 0 && code.len != 0) return zp_text_equal(unit->name.first, code);
  return unit->name.second.len != 0 && zp_text_equal(unit->name.second, zp_text_key_of(name, m->scratch));
}

/// By what the district says of who is missing and of what failed, whose bundle is called after the unit or its folder.
static zp_year_state absent_state(const maker *m, size_t i, size_t year)
{
  const zp_thread *unit = &m->units.items[i];
  const zp_district_result *d = &result_of(m, year)->district;
  for (size_t k = 0; k < d->failed_count; k++) {
    zp_text name = d->failed[k].name;
    if (m->folders[i].len != 0 && zp_text_equal(name, m->folders[i])) return ZP_YEAR_FAILED;
    if (is_called(m, unit, name, name)) return ZP_YEAR_FAILED;
  }
  for (size_t k = 0; k < d->missing_count; k++)
    if (is_called(m, unit, d->missing[k].code, d->missing[k].name))
      return d->missing[k].finding == ZP_E_UNIT_UNUSABLE ? ZP_YEAR_UNUSABLE : ZP_YEAR_SILENT;
  return ZP_YEAR_ABSENT;
}

static zp_status fill_year(maker *m, size_t i, size_t year, zp_unit_year *out)
{
  size_t at = m->units.items[i].at[year];
  *out = (zp_unit_year){ .state = ZP_YEAR_ABSENT };
  if (at == ZP_ALONE) {
    out->state = absent_state(m, i, year);
    return ZP_OK;
  }
  const zp_unit_result *unit = &result_of(m, year)->units[at];
  out->state = unit->total.known ? ZP_YEAR_KNOWN : ZP_YEAR_UNKNOWN;
  out->rank = m->ranks[year][at];
  for (size_t f = 0; f < unit->finding_count; f++) out->partly = out->partly || unit->findings[f].status == ZP_E_UNIT_PARTIAL;
  return copy_total(m, &unit->total, &out->total);
}

// ---- its course ------------------------------------------------------------------------------------------------------------------

static zp_status find_trend(maker *m, zp_unit_years *unit)
{
  const zp_total *before = NULL;
  bool up = false, down = false;
  for (size_t y = 0; y < m->out->count; y++) {
    if (unit->years[y].state != ZP_YEAR_KNOWN) continue;
    const zp_total *total = &unit->years[y].total;
    if (before != NULL) {
      if (zp_dec_sub(total->score, before->score, &unit->by, m->err) != ZP_OK) return m->err->status;
      unit->has_by = true;
      up = up || unit->by.e4 >= ZP_TREND_STEP.e4;
      down = down || unit->by.e4 <= -ZP_TREND_STEP.e4;
    }
    before = total;
  }
  if (!unit->has_by) unit->trend = ZP_TREND_NONE;
  else if (up && down) unit->trend = ZP_TREND_MIXED;
  else unit->trend = up ? ZP_TREND_RISING : down ? ZP_TREND_FALLING : ZP_TREND_STEADY;
  m->out->by_trend[unit->trend]++;
  return ZP_OK;
}

/// Name and code as they were written last.
static zp_status name_unit(maker *m, size_t i, zp_unit_years *unit)
{
  for (size_t y = 0; y < m->out->count; y++) {
    size_t at = m->units.items[i].at[y];
    if (at == ZP_ALONE) continue;
    const zp_unit_result *one = &result_of(m, y)->units[at];
    if (one->code.len != 0) unit->code = one->code;
    if (one->name.len != 0) unit->name = one->name;
  }
  unit->code = kept(m, unit->code);
  unit->name = kept(m, unit->name);
  return zp_arena_short(m->arena) ? zp_fail_memory(m->err) : ZP_OK;
}

// ---- its findings ----------------------------------------------------------------------------------------------------------------

static zp_status add_repeat(maker *m, size_t i, zp_status code, const size_t *counts, size_t years)
{
  zp_years *out = m->out;
  zp_repeat *repeats = zp_arena_grow(m->arena, out->repeats, out->repeat_count, &m->repeat_room, sizeof *repeats);
  if (repeats == NULL) return zp_fail_memory(m->err);
  out->repeats = repeats;
  size_t *own = ZP_TAKE(m->arena, size_t, out->count);
  if (own == NULL) return zp_fail_memory(m->err);
  for (size_t y = 0; y < out->count; y++) own[y] = counts[y];
  repeats[out->repeat_count++] = (zp_repeat){ i, code, years, own };
  return ZP_OK;
}

static zp_status find_repeats(maker *m, size_t i)
{
  size_t (*counts)[ZP_YEARS_MOST] = zp_arena_take(m->scratch, ZP_STATUS_COUNT, sizeof *counts);
  if (counts == NULL) return zp_fail_memory(m->err);
  for (size_t y = 0; y < m->out->count; y++) {
    size_t at = m->units.items[i].at[y];
    const zp_unit_result *unit = at == ZP_ALONE ? NULL : &result_of(m, y)->units[at];
    for (size_t f = 0; unit != NULL && f < unit->finding_count; f++) counts[unit->findings[f].status][y]++;
  }
  for (int code = 0; code < ZP_STATUS_COUNT; code++) {
    size_t years = 0;
    for (size_t y = 0; y < m->out->count; y++) years += counts[code][y] != 0;
    if (years < 2 || zp_status_severity((zp_status)code) == ZP_INFO) continue;
    if (add_repeat(m, i, (zp_status)code, counts[code], years) != ZP_OK) return m->err->status;
  }
  return ZP_OK;
}

// ---- all of a unit -----------------------------------------------------------------------------------------------------------------

/// With its rows in all years.
static zp_status read_rows(maker *m, size_t i, zp_arena *room)
{
  const zp_unit_result *units[ZP_YEARS_MOST] = { NULL };
  size_t years = 0;
  for (size_t y = 0; y < m->out->count; y++) {
    size_t at = m->units.items[i].at[y];
    if (at == ZP_ALONE) continue;
    if (zp_stored_unit_read(m->sources[y].stored, at, room, &units[y], m->err) != ZP_OK) return m->err->status;
    years++;
  }
  return years < 2 ? ZP_OK : zp_year_rows_add(m->out, i, units, m->arena, room, m->err);
}

static zp_status add_unit(maker *m, size_t i, zp_arena *room)
{
  enum { KEPT = 4 << 20 };
  zp_unit_years *unit = &m->out->units[i];
  zp_arena *lasting = m->scratch;
  unit->years = ZP_TAKE(m->arena, zp_unit_year, m->out->count);
  if (unit->years == NULL) return zp_fail_memory(m->err);
  for (size_t y = 0; y < m->out->count; y++)
    if (fill_year(m, i, y, &unit->years[y]) != ZP_OK) return m->err->status;
  if (name_unit(m, i, unit) != ZP_OK || find_trend(m, unit) != ZP_OK) return m->err->status;
  zp_arena_reset(room, KEPT);
  m->scratch = room;
  zp_status status = find_repeats(m, i);
  if (status == ZP_OK) status = read_rows(m, i, room);
  m->scratch = lasting;
  return status;
}

static size_t sum_of(const zp_repeat *repeat, size_t years)
{
  size_t sum = 0;
  for (size_t y = 0; y < years; y++) sum += repeat->counts[y];
  return sum;
}

static int by_years(const void *left, const void *right, void *years)
{
  const zp_repeat *a = left, *b = right;
  size_t count = *(const size_t *)years, one = sum_of(a, count), two = sum_of(b, count);
  if (a->years != b->years) return a->years < b->years ? 1 : -1;
  if (one != two) return one < two ? 1 : -1;
  if (a->unit != b->unit) return a->unit < b->unit ? -1 : 1;
  return (a->code > b->code) - (a->code < b->code);
}

static zp_status make(maker *m, size_t count)
{
  zp_years *out = m->out;
  if (list_years(m, count) != ZP_OK || tie_units(m) != ZP_OK) return m->err->status;
  out->units = ZP_TAKE(m->arena, zp_unit_years, m->units.count);
  zp_arena *room = zp_arena_beside(m->arena);
  zp_status status = ZP_OK;
  if (out->units == NULL || room == NULL || !list_folders(m)) status = zp_fail_memory(m->err);
  for (size_t i = 0; i < m->units.count && status == ZP_OK; i++, out->unit_count++) status = add_unit(m, i, room);
  zp_arena_free(room);
  if (status != ZP_OK) return status;
  if (out->repeat_count > 1) qsort_r(out->repeats, out->repeat_count, sizeof *out->repeats, by_years, &out->count);
  zp_year_rows_sort(out);
  return ZP_OK;
}

zp_status zp_years_make(const zp_years_source *sources, size_t count, zp_arena *arena, zp_years *out, zp_error *err)
{
  zp_error own = { 0 };
  maker m = { .sources = sources, .out = out, .arena = arena, .scratch = zp_arena_beside(arena), .err = err != NULL ? err : &own };
  *out = (zp_years){ .count = 0 };
  zp_status status = m.scratch == NULL ? zp_fail_memory(m.err) : make(&m, count);
  zp_arena_free(m.scratch);
  return status;
}
