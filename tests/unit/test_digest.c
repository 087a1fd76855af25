// test_digest.c: BLAKE2b-256 against published values.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "base/digest.h"
#include "failing_allocator.h"

static void digests(void **state)
{
  static const struct { zp_text bytes; const char *hex; } rows[] = {
    { { NULL, 0 }, "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8" },
    { { "", 0 }, "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8" },
    { { "abc", 3 }, "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319" },
    { { "The quick brown fox jumps over the lazy dog", 43 },
      "01718cec35cd3d796dd00020e0bfecb473ad23457d063b75eff29c0ffa2e58a9" },
  };
  zp_arena *arena = zp_arena_new(NULL, 0);
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    zp_text hex = zp_digest(rows[i].bytes, arena);
    assert_int_equal(hex.len, ZP_DIGEST_HEX);
    assert_string_equal(hex.ptr, rows[i].hex);
  }
  zp_arena_free(arena);
}

static void says_when_memory_is_short(void **state)
{
  failing_allocator memory = { .fail_at = 2 };
  zp_allocator allocator = allocator_of(&memory);
  zp_arena *arena = zp_arena_new(&allocator, 0);
  (void)state;
  assert_null(zp_digest(ZP_TEXT("abc"), arena).ptr);
  zp_arena_free(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(digests), cmocka_unit_test(says_when_memory_is_short) };
  return cmocka_run_group_tests_name("digest", tests, NULL, NULL);
}
