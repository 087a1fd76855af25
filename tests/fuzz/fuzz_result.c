// fuzz_result.c: any bytes as a result file: refused, or a result that every report can write and that packs to stable bytes.
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "plugins/reports/explain.h"
#include "reseal.h"
#include "base/checksum.h"
#include "store/group.h"
#include "store/packed.h"
#include "store/result_file.h"
#include "store/stored.h"

extern const zp_report zp_report_json, zp_report_text;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void write_with(const zp_report *report, const zp_result *result, size_t width, zp_arena *arena)
{
  zp_sink sink = { .arena = arena };
  zp_error err = { 0 };
  zp_report_options options = { .lang = width % 2 == 0 ? ZP_LANG_ZH : ZP_LANG_EN, .width = width, .brief = width % 3 == 0 };
  if (report->write(result, &options, &sink, &err) != ZP_OK) abort();
  if (sink.len == 0 || !zp_text_utf8((zp_text){ sink.bytes, sink.len }, &(size_t){ 0 })) abort();
}

/// The first unit, its first project and that one's first row, as far as there are any.
static void explain_first(const zp_result *result, zp_arena *arena)
{
  zp_selection what = { 0, SIZE_MAX, SIZE_MAX };
  for (int depth = 0; depth < 3; depth++) {
    if (depth == 0 && result->unit_count == 0) return;
    if (depth == 1 && result->units[0].project_count == 0) return;
    if (depth == 2 && result->units[0].projects[0].row_count == 0) return;
    if (depth > 0) *(depth == 1 ? &what.project : &what.row) = 0;
    zp_sink sink = { .arena = arena };
    zp_error err = { 0 };
    if (zp_explain(result, &what, ZP_LANG_ZH, &sink, &err) != ZP_OK) abort();
    if (sink.len == 0 || !zp_text_utf8((zp_text){ sink.bytes, sink.len }, &(size_t){ 0 })) abort();
  }
}

/// Read from a file unit by unit, the result is the same to a report.
static void check_by_unit(zp_text bytes, const zp_result *result, zp_arena *arena)
{
  char path[64];
  zp_error err = { 0 };
  zp_stored stored;
  zp_sink whole = { .arena = arena }, by_unit = { .arena = arena };
  int file = memfd_create("result", MFD_CLOEXEC);
  if (file < 0 || write(file, bytes.ptr, bytes.len) != (ssize_t)bytes.len) abort();
  snprintf(path, sizeof path, "/proc/self/fd/%d", file);
  if (zp_stored_open(path, arena, &stored, &err) != ZP_OK) abort();
  const zp_unit_source units = zp_stored_source(&stored);
  const zp_report_options how = { .lang = ZP_LANG_ZH }, apart = { .lang = ZP_LANG_ZH, .units = &units };
  if (zp_report_json.write(result, &how, &whole, &err) != ZP_OK) abort();
  if (zp_report_json.write(stored.result, &apart, &by_unit, &err) != ZP_OK) abort();
  if (whole.len != by_unit.len || memcmp(whole.bytes, by_unit.bytes, whole.len) != 0) abort();
  zp_stored_close(&stored);
  close(file);
}

static void check(const zp_result *result, zp_arena *arena)
{
  zp_error err = { 0 };
  zp_result *again = NULL;
  zp_sink once = { .arena = arena }, twice = { .arena = arena };
  if (zp_result_pack(result, &once, &err) != ZP_OK) abort();
  if (zp_result_unpack((zp_text){ once.bytes, once.len }, arena, &again, &err) != ZP_OK) abort();
  if (zp_result_pack(again, &twice, &err) != ZP_OK) abort();
  if (once.len != twice.len || memcmp(once.bytes, twice.bytes, once.len) != 0) abort();
  write_with(&zp_report_json, result, 0, arena);
  write_with(&zp_report_text, result, 0, arena);
  write_with(&zp_report_text, result, 81, arena);
  check_by_unit((zp_text){ once.bytes, once.len }, again, arena);
  explain_first(result, arena);
}

static void try_bytes(zp_text bytes)
{
  zp_error err = { 0 };
  zp_result *result = NULL;
  zp_arena *arena = zp_arena_new(NULL, 0);
  if (arena == NULL) abort();
  if (zp_result_unpack(bytes, arena, &result, &err) == ZP_OK) check(result, arena);
  zp_arena_free(arena);
}

/// The same bytes as what a worker answers, and as what a journal keeps of it.
static void try_part(zp_text bytes)
{
  const zp_result head = { .unit_count = 0 };
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_group_record record;
  zp_group_front front = { .unit_count = 0 };
  zp_unit_extract extract = { .asked = 0 };
  zp_error err = { 0 };
  if (arena == NULL) abort();
  if (zp_group_check(bytes, &head, arena, &record, &err) == ZP_OK) {
    zp_text packed = zp_text_slice(record.pieces[0], 4 + ZP_SUM_BYTES, record.pieces[0].len);
    if (zp_packed_take(packed, &zp_record_front, arena, &front) != ZP_OK || front.unit_count != record.front.unit_count) abort();
    for (size_t i = 0; i < front.unit_count; i++) {
      const zp_group_unit *unit = &front.units[i];
      zp_text own = zp_text_slice(record.pieces[1], unit->extract_offset, unit->extract_offset + unit->extract_length);
      if (zp_packed_take(own, &zp_record_extract, arena, &extract) != ZP_OK) abort();
    }
  }
  zp_packed_take(bytes, &zp_record_front, arena, &(zp_group_front){ .unit_count = 0 });
  zp_packed_take(bytes, &zp_record_extract, arena, &(zp_unit_extract){ .asked = 0 });
  zp_arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  if (setlocale(LC_CTYPE, "C.UTF-8") == NULL) abort();
  try_bytes((zp_text){ (const char *)data, size });
  try_part((zp_text){ (const char *)data, size });
  char *copy = malloc(size + 1);  // once more, with a digest that fits
  if (copy == NULL) abort();
  if (size != 0) memcpy(copy, data, size);
  reseal(copy, size);
  try_bytes((zp_text){ copy, size });
  free(copy);
  return 0;
}
