// fuzz_archive_zip.c: any bytes as a .zip: refused, or members with safe names and no more bytes
// than are allowed.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plugins/registry.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct taken {
  bool open;
  uint64_t bytes, all;
  size_t members;
} taken;

static _Noreturn void broken(const char *property)
{
  fprintf(stderr, "broken: %s\n", property);
  abort();
}

static bool begin(void *context, zp_text name)
{
  taken *t = context;
  size_t bad;
  if (t->open) broken("a member ends before the next");
  if (name.len == 0 || name.ptr[0] == '/' || !zp_text_utf8(name, &bad))
    broken("a name is relative and UTF-8");
  for (size_t from = 0, at = 0; at <= name.len; at++) {
    if (at < name.len && name.ptr[at] != '/') continue;
    zp_text part = zp_text_slice(name, from, at);
    if (part.len == 0 || zp_text_equal(part, ZP_TEXT("..")) || zp_text_equal(part, ZP_TEXT(".")))
      broken("parts of a name are plain");
    from = at + 1;
  }
  t->bytes = 0;
  return t->open = true;
}

static bool data(void *context, zp_text bytes)
{
  taken *t = context;
  t->bytes += bytes.len;
  t->all += bytes.len;
  if (!t->open) broken("bytes belong to a member");
  if (t->bytes > ZP_ARCHIVE_MEMBER_MOST || t->all > ZP_ARCHIVE_INFLATED_MOST)
    broken("members are bounded");
  return true;
}

static bool end(void *context)
{
  taken *t = context;
  if (!t->open || ++t->members > ZP_ARCHIVE_MEMBERS_MOST) broken("members are counted");
  t->open = false;
  return true;
}

static bool refuse(void *context, zp_text name, zp_status status, zp_text arg1, zp_text arg2)
{
  taken *t = context;
  (void)name, (void)arg1, (void)arg2;
  if (status == ZP_OK) broken("a refusal has a reason");
  t->open = false;
  return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *input, size_t size)
{
  taken t = { .open = false };
  const zp_archive_sink sink = { &t, begin, data, end, refuse };
  zp_arena *arena = zp_arena_new(NULL, 0);
  void *state = zp_archive_zip.prepare();
  zp_error err = { 0 };
  bool package = false;
  if (arena == NULL || state == NULL) abort();
  zp_status status = zp_archive_zip.unpack(state, (zp_text){ (const char *)input, size }, &sink,
                                           &package, arena, &err);
  if (status != err.status) broken("what is returned is what is said");
  if (package && t.members != 0) broken("a package gives nothing");
  zp_archive_zip.release(state);
  zp_arena_free(arena);
  return 0;
}
