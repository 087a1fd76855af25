// stored.c: the file is scanned once; of each unit everything but its rows is packed anew and kept.
#include "store/stored.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/checksum.h"
#include "store/packed.h"
#include "store/scan.h"

_Static_assert(sizeof ((zp_stored_unit *)0)->sum == ZP_SUM_BYTES, "a sum of base/checksum.h");

typedef struct opening {
  zp_stored *out;
  zp_arena *arena;        // of what is kept
  zp_arena *scratch;      // for one unit
  zp_packing *packing;
  zp_unit_result *units;
  size_t count, unit_capacity, at_capacity;
} opening;

/// A unit without the rows of its projects.
static bool strip(zp_unit_result *unit, zp_arena *scratch)
{
  zp_project_result **lists[] = { &unit->projects, &unit->pooled };
  const size_t counts[] = { unit->project_count, unit->pooled_count };
  for (size_t i = 0; i < 2; i++) {
    zp_project_result *bare = ZP_TAKE(scratch, zp_project_result, counts[i]);
    if (bare == NULL) return false;
    if (counts[i] != 0) memcpy(bare, *lists[i], counts[i] * sizeof *bare);
    for (size_t p = 0; p < counts[i]; p++) {
      bare[p].rows = NULL;
      bare[p].row_count = 0;
    }
    *lists[i] = bare;
  }
  return true;
}

static zp_status keep(opening *o, const zp_unit_result *unit, zp_unit_result *out, zp_error *err)
{
  enum { KEPT = 1 << 20 };
  zp_unit_result bare = *unit;
  zp_arena_reset(o->scratch, KEPT);
  zp_sink sink = { .arena = o->scratch };
  if (!strip(&bare, o->scratch)) return zp_fail_memory(err);
  if (zp_packed_put(o->packing, &zp_record_unit, &bare, &sink, err) != ZP_OK) return err->status;
  zp_text bytes = zp_text_copy((zp_text){ sink.bytes, sink.len }, o->arena);
  zp_status status = bytes.ptr == NULL ? ZP_E_MEMORY : zp_packed_take(bytes, &zp_record_unit, o->arena, out);
  if (status == ZP_E_MEMORY) return zp_fail_memory(err);
  return status == ZP_OK ? ZP_OK : zp_fail_with(err, ZP_E_INTERNAL, NULL, "a unit packed anew");
}

static void count_rows(zp_stored *out, const zp_unit_result *unit)
{
  const zp_result alone = { .units = (zp_unit_result *)(uintptr_t)unit, .unit_count = 1 };
  zp_counts rows = zp_result_counts(&alone);
  size_t all = rows.scored + rows.unscored + rows.fault;
  out->rows.scored += rows.scored;
  out->rows.unscored += rows.unscored;
  out->rows.fault += rows.fault;
  if (all > out->row_most) out->row_most = all;
}

static zp_status take_unit(void *context, const zp_unit_result *unit, zp_text bytes, uint64_t offset, zp_error *err)
{
  opening *o = context;
  zp_unit_result *units = zp_arena_grow(o->arena, o->units, o->count, &o->unit_capacity, sizeof *units);
  if (units == NULL) return zp_fail_memory(err);
  o->units = units;
  zp_stored_unit *at = zp_arena_grow(o->arena, o->out->at, o->count, &o->at_capacity, sizeof *at);
  if (at == NULL) return zp_fail_memory(err);
  o->out->at = at;
  at[o->count] = (zp_stored_unit){ .offset = offset, .length = bytes.len };
  zp_sum_of(bytes, at[o->count].sum);
  count_rows(o->out, unit);
  if (keep(o, unit, &units[o->count], err) != ZP_OK) return err->status;
  o->count++;
  return ZP_OK;
}

static zp_status scan(opening *o, zp_error *err)
{
  zp_stored *out = o->out;
  zp_status status = ZP_E_MEMORY;
  o->scratch = zp_arena_beside(o->arena);
  o->packing = zp_packing_new(o->arena, true);
  if (o->scratch == NULL || o->packing == NULL) zp_fail_memory(err);
  else status = zp_result_scan(&out->span, take_unit, o, o->arena, &out->result, err);
  zp_arena_free(o->scratch);
  if (status != ZP_OK) return status;
  out->result->units = o->units;
  out->result->unit_count = o->count;
  return ZP_OK;
}

zp_status zp_stored_open(const char *path, zp_arena *arena, zp_stored *out, zp_error *err)
{
  opening o = { .out = out, .arena = arena };
  *out = (zp_stored){ .span = { .file = -1 } };
  if (zp_span_open(path, false, &out->span, err) != ZP_OK) return err->status;
  out->span.name = zp_text_last_part(out->span.name);
  if (scan(&o, err) == ZP_OK) return ZP_OK;
  if (err != NULL && err->file[0] == '\0') zp_text_clean(out->span.name, err->file, sizeof err->file);
  zp_stored_close(out);
  return err->status;
}

void zp_stored_close(zp_stored *stored)
{
  if (stored->span.file >= 0) close(stored->span.file);
  stored->span.file = -1;
}

/// Someone writes into the file that was checked.
static zp_status altered(const zp_stored *stored, zp_error *err)
{
  const zp_place place = { .file = stored->span.name };
  char room[ZP_ERROR_ARG];
  return zp_fail(err, ZP_E_OPEN, &place, zp_error_cause(EIO, room), (zp_text){ NULL, 0 }, (zp_text){ NULL, 0 });
}

zp_status zp_stored_unit_read(const zp_stored *stored, size_t unit, zp_arena *arena, const zp_unit_result **out, zp_error *err)
{
  const zp_stored_unit *at = &stored->at[unit];
  unsigned char sum[ZP_SUM_BYTES];
  char *room = zp_arena_bytes(arena, at->length);
  zp_unit_result *own = ZP_TAKE(arena, zp_unit_result, 1);
  if (room == NULL || own == NULL) return zp_fail_memory(err);
  if (zp_span_read(&stored->span, at->offset, room, at->length, err) != ZP_OK) return err->status;
  zp_sum_of((zp_text){ room, at->length }, sum);
  if (memcmp(sum, at->sum, sizeof sum) != 0) return altered(stored, err);
  zp_status status = zp_packed_take((zp_text){ room, at->length }, &zp_record_unit, arena, own);
  if (status == ZP_E_MEMORY) return zp_fail_memory(err);
  if (status != ZP_OK) return zp_fail_with(err, ZP_E_INTERNAL, NULL, "a unit read twice");
  *out = own;
  return ZP_OK;
}

static zp_status read_unit(void *context, size_t unit, zp_arena *arena, const zp_unit_result **out, zp_error *err)
{
  return zp_stored_unit_read(context, unit, arena, out, err);
}

zp_unit_source zp_stored_source(const zp_stored *stored)
{
  return (zp_unit_source){ read_unit, (void *)(uintptr_t)stored, stored->rows };
}
