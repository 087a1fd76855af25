// truth.c: the units of a result one by one beside those of the reference.
#include "truth.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "store/result_file.h"
#include "store/scan.h"

enum { FILE_MOST = 256 << 20 };

typedef struct check {
  const truth *want;
  size_t next;         // of the reference's units
  bool *there;
  zp_text wrong;       // name of the first unit that is not the reference's
} check;

zp_text truth_file(const char *path, zp_arena *arena)
{
  zp_text bytes = { NULL, 0 };
  zp_error ignored = { 0 };
  zp_file_read(path, FILE_MOST, arena, &bytes, &ignored);
  return bytes;
}

static zp_status keep_unit(void *context, const zp_unit_result *unit, zp_text bytes, uint64_t offset, zp_error *err)
{
  truth *t = context;
  (void)offset;
  truth_unit *units = zp_arena_grow(t->arena, t->units, t->count, &t->capacity, sizeof *units);
  if (units == NULL) return zp_fail_memory(err);
  t->units = units;
  units[t->count++] = (truth_unit){ zp_text_copy(unit->name, t->arena), zp_text_copy(bytes, t->arena) };
  return ZP_OK;
}

static bool scan(const char *path, zp_scan_unit each, void *context, zp_arena *arena, zp_result **head, zp_error *err)
{
  zp_span span = { .file = -1 };
  bool sound = zp_span_open(path, false, &span, err) == ZP_OK && zp_result_scan(&span, each, context, arena, head, err) == ZP_OK;
  if (span.file >= 0) close(span.file);
  return sound;
}

bool truth_read(const char *path, zp_arena *arena, truth *out)
{
  zp_result *head = NULL;
  zp_error err = { 0 };
  *out = (truth){ .arena = arena, .bytes = truth_file(path, arena) };
  return out->bytes.ptr != NULL && scan(path, keep_unit, out, arena, &head, &err);
}

static zp_status check_unit(void *context, const zp_unit_result *unit, zp_text bytes, uint64_t offset, zp_error *err)
{
  check *c = context;
  const truth *want = c->want;
  (void)offset;
  while (c->next < want->count && !zp_text_equal(want->units[c->next].name, unit->name)) c->next++;
  if (c->next < want->count && zp_text_equal(want->units[c->next].bytes, bytes)) {
    c->there[c->next++] = true;
    return ZP_OK;
  }
  return zp_fail(err, ZP_E_INTERNAL, NULL, unit->name, (zp_text){ NULL, 0 }, (zp_text){ NULL, 0 });
}

static bool holds(zp_text text, zp_text part)
{
  return part.len != 0 && part.len <= text.len && memmem(text.ptr, text.len, part.ptr, part.len) != NULL;
}

/// True when an error of the findings is about the unit, or about the folder all of them are in.
static bool is_told(const zp_result *head, zp_text unit, zp_text input)
{
  for (size_t i = 0; i < head->finding_count; i++) {
    const zp_finding *finding = &head->findings[i];
    if (zp_status_severity(finding->status) != ZP_ERROR) continue;
    if (holds(finding->place.file, unit) || zp_text_equal(finding->place.file, input)) return true;
  }
  return false;
}

const char *truth_check(const truth *want, const char *path, const char *input, char *room, size_t size)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  check c = { .want = want, .there = ZP_TAKE(arena, bool, want->count) };
  zp_result *head = NULL;
  zp_error err = { 0 };
  const char *wrong = NULL;
  memset(c.there, 0, want->count);
  if (!scan(path, check_unit, &c, arena, &head, &err)) {
    snprintf(room, size, "a wrong result: %s %s %s", zp_status_code(err.status), err.file, err.arg[0]);
    wrong = room;
  }
  for (size_t i = 0; i < want->count && wrong == NULL; i++) {
    if (c.there[i] || is_told(head, want->units[i].name, zp_text_from(input))) continue;
    snprintf(room, size, "unit %.*s is lost and nothing says so", ZP_ARG(want->units[i].name));
    wrong = room;
  }
  zp_arena_free(arena);
  return wrong;
}
