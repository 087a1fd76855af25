// test_script_source.c: Lua files take the memory they need, whatever they claim to be; a loaded pack takes at most 1 MiB.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scratch.h"
#include "script/host.h"
#include "script/source.h"

static zp_status read_source(const char *path, zp_arena *arena, zp_source *source)
{
  zp_error err = { 0 };
  zp_status status = zp_source_read(zp_text_from(path), ZP_TEXT("x.lua"), arena, source, &err);
  assert_int_equal(err.status, status);
  return status;
}

/// A file of `size` dashes.
static zp_status read_sized(size_t size, zp_arena *arena, zp_source *source)
{
  scratch s;
  char path[512];
  static char bytes[ZP_SOURCE_MOST + 8];
  assert_true(size < sizeof bytes);
  memset(bytes, '-', size);
  bytes[size] = '\0';
  scratch_open(&s);
  scratch_text(&s, "x.lua", bytes);
  snprintf(path, sizeof path, "%s/x.lua", s.folder);
  zp_status status = read_source(path, arena, source);
  scratch_close(&s);
  return status;
}

static void memory_follows_the_bytes(void **state)
{
  (void)state;
  static const struct { size_t size; zp_status status; } files[] = {
    { 0, ZP_E_EMPTY_FILE }, { 1, ZP_OK }, { 4096, ZP_OK }, { ZP_SOURCE_MOST - 1, ZP_OK }, { ZP_SOURCE_MOST, ZP_OK },
    { ZP_SOURCE_MOST + 1, ZP_E_TOO_LARGE }, { ZP_SOURCE_MOST + 2, ZP_E_TOO_LARGE },
  };
  for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
    zp_source source = { .bytes = { NULL, 0 } };
    zp_arena *arena = zp_arena_new(NULL, 0);
    assert_int_equal(read_sized(files[i].size, arena, &source), files[i].status);
    if (files[i].status == ZP_OK) assert_int_equal(source.bytes.len, files[i].size);
    assert_true(zp_arena_used(arena) <= (files[i].size < ZP_SOURCE_MOST ? files[i].size : ZP_SOURCE_MOST) + 1024);
    zp_arena_free(arena);
  }
}

/// A file that says it holds nothing and holds something is one that has grown; a pipe is refused at once.
static void files_that_are_not_what_they_say(void **state)
{
  (void)state;
  scratch s;
  char path[512];
  zp_source source;
  zp_arena *arena = zp_arena_new(NULL, 0);
  if (access("/proc/self/status", R_OK) == 0) {
    assert_int_equal(read_source("/proc/self/status", arena, &source), ZP_OK);
    assert_true(source.bytes.len > 100 && zp_text_ends(source.bytes, ZP_TEXT("\n")));
  }
  scratch_open(&s);
  snprintf(path, sizeof path, "%s/pipe.lua", s.folder);
  assert_int_equal(mkfifo(path, 0600), 0);
  assert_int_equal(read_source(path, arena, &source), ZP_E_OPEN);
  assert_int_equal(read_source(s.folder, arena, &source), ZP_E_OPEN);
  scratch_close(&s);
  zp_arena_free(arena);
}

static void a_loaded_pack_takes_at_most_one_mebibyte(void **state)
{
  (void)state;
  static const char *const packs[] = { "mof-2020", "mof-2021-cost", "bands-80-50", "execution-20", "department-steps", "audit-example" };
  zp_text home = ZP_TEXT(ZP_SOURCE "/rules");
  for (size_t i = 0; i < sizeof packs / sizeof packs[0]; i++) {
    char folder[512];
    zp_host *host = NULL;
    zp_error err = { 0 };
    snprintf(folder, sizeof folder, "%s/rules/%s", ZP_SOURCE, packs[i]);
    const zp_pack_place place = { zp_text_from(folder), zp_text_from(packs[i]), ZP_TEXT(ZP_SOURCE "/rules/lib"), { &home, 1 } };
    assert_int_equal(zp_host_open(&place, &host, &err), ZP_OK);
    zp_host_bytes bytes = zp_host_memory(host);
    print_message("%s: arena %zu bytes (copy of the state %zu), state %zu\n", packs[i], bytes.arena, bytes.kept, bytes.region);
    assert_true(bytes.kept > 0 && bytes.kept <= bytes.region && bytes.kept < bytes.arena);
    assert_true(bytes.arena + bytes.region <= 1 << 20);
    zp_host_close(host);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(memory_follows_the_bytes),
    cmocka_unit_test(files_that_are_not_what_they_say),
    cmocka_unit_test(a_loaded_pack_takes_at_most_one_mebibyte),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
