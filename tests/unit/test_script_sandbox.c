// test_script_sandbox.c: what a file may not hold is refused with its line; the memory of a state is put back as it was.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "random.h"
#include "script/region.h"
#include "small_pack.h"

#define HEAD "-- @basis 测试\n"
#define TAIL "\nreturn { id = 'one', title = 'One', applies = {}, examples = { { 'x', { weight = 1 }, 0 } }, score = function() return 1 end }"

// ---- files that are refused -------------------------------------------------------------------------------------------

static const struct { const char *title, *code; zp_status status; uint32_t row; const char *sign; } files[] = {
  { "nothing of the kind", "local x = 5", ZP_OK, 0, "" },
  { "a power", "local x = 5\nlocal y = x\nlocal z = x ^ y", ZP_E_RULE_FORBIDDEN, 4, "^" },
  { "a power of a constant", "local x = 5\nlocal y = x ^ 2", ZP_E_RULE_FORBIDDEN, 3, "^" },
  { "a power the compiler computes", "\n\nlocal y = 2 ^ 0.5", ZP_E_RULE_FORBIDDEN, 4, "^" },
  { "a power behind a comment that ends with CR", "-- x\rlocal y = 2 ^ 0.5", ZP_E_RULE_FORBIDDEN, 2, "^" },
  { "a power in a function in a function", "local f = function()\n  return function(x)\n    return x ^ 2\n  end\nend", ZP_E_RULE_FORBIDDEN, 4, "^" },
  { "the sign in a text", "local x = 'a ^ b' .. \"^\" .. [[^]] .. [==[ ]]^ ]==] .. '\\'^'", ZP_OK, 0, "" },
  { "the sign in comments", "-- 2 ^ 2\n--[[ 3 ^ 3\n]] --[=[ ]]^ ]=]", ZP_OK, 0, "" },
  { "<close>", "local x = 1\ndo\n  local y <close> = nil\nend", ZP_E_RULE_FORBIDDEN, 4, "<close>" },
  { "<const>", "local x <const> = 1", ZP_OK, 0, "" },
  { "a generic for", "for _, x in ipairs({ 1 }) do local y = x end", ZP_OK, 0, "" },
  { "bitwise with few constants", "local x = 5\nlocal y = (x & 3) | (x ~ 1) << 2 >> 1 | ~x", ZP_OK, 0, "" },
  { "a syntax error", "local = 5", ZP_E_RULE_SYNTAX, 2, "" },
};

static void files_are_inspected(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
    scratch s;
    char rule[2048], pack[4096];
    zp_host *host = NULL;
    zp_error err = { 0 };
    snprintf(rule, sizeof rule, HEAD "%s" TAIL, files[i].code);
    snprintf(pack, sizeof pack, "%s", SMALL_PACK);
    scratch_open(&s);
    small_pack_write(&s, pack, rule);
    if (small_pack_open(&s, &host, &err) != files[i].status)
      fail_msg("%s: %s %s", files[i].title, zp_status_code(err.status), err.arg[0]);
    if (err.row != files[i].row) fail_msg("%s: line %u", files[i].title, err.row);
    if (files[i].sign[0] != '\0') assert_string_equal(err.arg[0], files[i].sign);
    zp_host_close(host);
    scratch_close(&s);
  }
}

/// Lines are told by steps of a byte and, every so often, in full.
static void lines_far_down(void **state)
{
  (void)state;
  static const size_t gaps[] = { 0, 1, 100, 126, 127, 128, 129, 300, 5000 };
  for (size_t g = 0; g < sizeof gaps / sizeof gaps[0]; g++)
    for (size_t calls = 0; calls <= 400; calls += 200) {
      scratch s;
      static char rule[32768];
      zp_host *host = NULL;
      zp_error err = { 0 };
      size_t len = (size_t)snprintf(rule, sizeof rule, HEAD "local x = 1\n");
      for (size_t i = 0; i < calls; i++) len += (size_t)snprintf(rule + len, sizeof rule - len, "x = x + 1\n");
      memset(rule + len, '\n', gaps[g]);
      len += gaps[g];
      snprintf(rule + len, sizeof rule - len, "do local y <close> = nil end" TAIL);
      scratch_open(&s);
      small_pack_write(&s, SMALL_PACK, rule);
      assert_int_equal(small_pack_open(&s, &host, &err), ZP_E_RULE_FORBIDDEN);
      assert_int_equal(err.row, 3 + calls + gaps[g]);
      scratch_close(&s);
    }
}

static void bitwise_behind_many_constants(void **state)
{
  (void)state;
  for (size_t count = 200; count <= 300; count += 100) {
    scratch s;
    static char rule[32768];
    zp_host *host = NULL;
    zp_error err = { 0 };
    size_t len = (size_t)snprintf(rule, sizeof rule, HEAD "local t = {");
    for (size_t i = 0; i < count; i++) len += (size_t)snprintf(rule + len, sizeof rule - len, " %zu.25,", i);
    snprintf(rule + len, sizeof rule - len, " }\nlocal x = #t | 2" TAIL);
    scratch_open(&s);
    small_pack_write(&s, SMALL_PACK, rule);
    assert_int_equal(small_pack_open(&s, &host, &err), count > 255 ? ZP_E_RULE_FORBIDDEN : ZP_OK);
    if (count > 255) assert_int_equal(err.row, 3);
    zp_host_close(host);
    scratch_close(&s);
  }
}

// ---- the region ---------------------------------------------------------------------------------------------------------

enum { PIECES = 200, ROUNDS = 20000, REGION = 64 << 20 };

typedef struct piece { unsigned char *at; size_t size; unsigned char mark; } piece;

static void check_piece(const piece *p)
{
  for (size_t i = 0; i < p->size; i++)
    if (p->at[i] != p->mark) fail_msg("byte %zu of %zu changed", i, p->size);
}

/// Resizes pieces at random, each filled with its mark.
static void churn(zp_region *region, piece *pieces, uint64_t *random, size_t rounds)
{
  for (size_t i = 0; i < rounds; i++) {
    piece *p = &pieces[random_below(random, PIECES)];
    size_t most = random_below(random, 20) == 0 ? ZP_REGION_PIECE_MOST + 1 : 600;
    size_t size = (size_t)random_below(random, most), kept = size < p->size ? size : p->size;
    check_piece(p);
    unsigned char *at = zp_region_resize(region, p->at, p->size, size);
    if (size != 0 && at == NULL) fail_msg("no room for %zu", size);
    assert_int_equal((uintptr_t)at % 16, 0);
    for (size_t k = 0; k < kept; k++) assert_int_equal(at[k], p->mark);
    if (size != 0) memset(at, p->mark, size);
    p->at = at;
    p->size = size;
  }
}

static void what_was_kept_is_put_back(void **state)
{
  (void)state;
  zp_region region;
  uint64_t random = 7;
  piece pieces[PIECES] = { { NULL, 0, 0 } }, sealed[PIECES], places[2][PIECES];
  zp_arena *arena = zp_arena_new(NULL, 0);
  assert_true(zp_region_open(&region, REGION));
  for (size_t i = 0; i < PIECES; i++) pieces[i].mark = (unsigned char)(i + 1);
  churn(&region, pieces, &random, ROUNDS);
  assert_true(zp_region_seal(&region, arena));
  memcpy(sealed, pieces, sizeof sealed);
  for (size_t unit = 0; unit < 2; unit++) {
    uint64_t again = 11;
    zp_region_restore(&region);
    memcpy(pieces, sealed, sizeof pieces);
    for (size_t i = 0; i < PIECES; i++) check_piece(&pieces[i]);
    churn(&region, pieces, &again, ROUNDS);
    memcpy(places[unit], pieces, sizeof pieces);
  }
  for (size_t i = 0; i < PIECES; i++) assert_ptr_equal(places[0][i].at, places[1][i].at); // equal requests, equal places
  zp_region_close(&region);
  zp_arena_free(arena);
}

static void a_region_has_an_end(void **state)
{
  (void)state;
  zp_region region;
  assert_true(zp_region_open(&region, 4096));
  assert_null(zp_region_resize(&region, NULL, 0, ZP_REGION_PIECE_MOST + 1));
  void *all = zp_region_resize(&region, NULL, 0, 4096);
  assert_non_null(all);
  assert_null(zp_region_resize(&region, NULL, 0, 1));
  assert_null(zp_region_resize(&region, all, 4096, 5000));
  assert_ptr_equal(zp_region_resize(&region, all, 4096, 16), all); // no room to shrink into: it stays
  zp_region_close(&region);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(files_are_inspected),       cmocka_unit_test(lines_far_down), cmocka_unit_test(bitwise_behind_many_constants),
    cmocka_unit_test(what_was_kept_is_put_back), cmocka_unit_test(a_region_has_an_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
