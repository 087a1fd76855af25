// test_text.c: strict UTF-8, trimming, folding, keys of names, widths and distances.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/text.h"
#include "failing_allocator.h"
#include "random.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static int make_arena(void **state)
{
  *state = zp_arena_new(NULL, 0);
  return *state == NULL;
}

static int free_arena(void **state)
{
  zp_arena_free(*state);
  return 0;
}

static void assert_text(zp_text got, const char *wanted)
{
  if (!zp_text_equal(got, zp_text_from(wanted))) fail_msg("got \"%.*s\", wanted \"%s\"", ZP_ARG(got), wanted);
}

static void knows_utf8(void **state)
{
  static const char *const good[] = { "", "a", "é", "元", "𠮷", "\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF",
                                      "\xEE\x80\x80", "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF", "≥95%，元" };
  static const struct { const char *text; size_t bad; } rows[] = {
    { "\x80", 0 }, { "a\xBF", 1 }, { "元\xFF", 3 }, { "\xFE", 0 },
    { "\xC0\x80", 0 }, { "\xC1\xBF", 0 },                                    // overlong, two bytes
    { "\xE0\x80\x80", 0 }, { "\xE0\x9F\xBF", 0 },                            // three
    { "\xF0\x80\x80\x80", 0 }, { "\xF0\x8F\xBF\xBF", 0 },                    // four
    { "ab\xED\xA0\x80", 2 }, { "\xED\xBF\xBF", 0 },                          // surrogates
    { "\xF4\x90\x80\x80", 0 }, { "\xF5\x80\x80\x80", 0 }, { "\xF8\x88\x80\x80\x80", 0 },  // beyond U+10FFFF
    { "元\xE5\x85", 3 }, { "\xC3", 0 }, { "\xF0\x9F\x98", 0 },               // cut short
    { "\xE5\x85" "a", 0 }, { "\xC3\xC3\xA9", 0 }, { "\xB6\xD4", 0 },         // GB18030, half of something
  };
  (void)state;
  for (size_t i = 0; i < COUNT(good); i++) {
    size_t bad = 99;
    assert_true(zp_text_utf8(zp_text_from(good[i]), &bad));
    assert_int_equal(bad, 99);
  }
  for (size_t i = 0; i < COUNT(rows); i++) {
    size_t bad = 99;
    if (zp_text_utf8(zp_text_from(rows[i].text), &bad)) fail_msg("row %zu taken for UTF-8", i);
    assert_int_equal(bad, rows[i].bad);
  }
  size_t bad;
  assert_true(zp_text_utf8((zp_text){ "a\0" "b", 3 }, &bad));
}

static void steps_over_characters(void **state)
{
  static const struct { const char *text; uint32_t c; size_t step; } rows[] = {
    { "a", 'a', 1 }, { "元", 0x5143, 3 }, { "𠮷", 0x20BB7, 4 }, { "é", 0xE9, 2 }, { "\xFF" "a", UINT32_MAX, 1 }, { "\xE5\x85", UINT32_MAX, 1 },
  };
  size_t at = 0;
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    at = 0;
    assert_int_equal(zp_text_next(zp_text_from(rows[i].text), &at), rows[i].c);
    assert_int_equal(at, rows[i].step);
  }
  at = 1;
  assert_int_equal(zp_text_next(ZP_TEXT("a"), &at), UINT32_MAX);
  assert_int_equal(at, 1);
  at = 0;
  assert_int_equal(zp_text_next((zp_text){ "元", 2 }, &at), UINT32_MAX);  // does not look behind the slice
  assert_int_equal(at, 1);
}

static void trims(void **state)
{
  static const struct { const char *text, *wanted; } rows[] = {
    { "", "" }, { "  ", "" }, { "a", "a" }, { " a b\t", "a b" }, { "\r\na\v\f", "a" }, { "　甲　乙　", "甲　乙" },
    { "\xC2\xA0" "a" "\xC2\xA0", "a" }, { "\xEF\xBB\xBF" "a", "a" }, { "\xE2\x80\x83" "a" "\xE2\x80\x8B", "a" }, { "\xC2\x85" "a", "a" },
    { "\xFF a ", "\xFF a" }, { " \x80 ", "\x80" }, { "\xE2\x80\xAF" "a" "\xE2\x81\x9F", "a" },
  };
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    assert_text(zp_text_trim(zp_text_from(rows[i].text)), rows[i].wanted);
    assert_int_equal(zp_text_blank(zp_text_from(rows[i].text)), rows[i].wanted[0] == '\0');
  }
  assert_true(zp_text_blank((zp_text){ NULL, 0 }));
}

static void cuts_and_finds(void **state)
{
  const zp_text text = ZP_TEXT("甲乙甲"), none = { NULL, 0 };
  (void)state;
  assert_text(zp_text_slice(text, 3, 6), "乙");
  assert_text(zp_text_slice(text, 6, 100), "甲");
  assert_text(zp_text_slice(text, 6, 3), "");
  assert_text(zp_text_slice(text, 100, 200), "");
  assert_text(zp_text_slice(none, 0, 1), "");
  assert_int_equal(zp_text_find(text, ZP_TEXT("甲")), 0);
  assert_int_equal(zp_text_find(text, ZP_TEXT("乙甲")), 3);
  assert_true(zp_text_find(text, ZP_TEXT("丙")) == SIZE_MAX);
  assert_true(zp_text_find(text, none) == SIZE_MAX);
  assert_true(zp_text_find(none, text) == SIZE_MAX);
  assert_true(zp_text_contains(text, ZP_TEXT("乙")) && !zp_text_contains(ZP_TEXT("乙"), text));
  assert_true(zp_text_starts(text, ZP_TEXT("甲乙")) && zp_text_starts(text, none) && !zp_text_starts(text, ZP_TEXT("乙")));
  assert_true(zp_text_ends(text, ZP_TEXT("乙甲")) && zp_text_ends(text, none) && !zp_text_ends(text, ZP_TEXT("乙")));
  assert_false(zp_text_starts(ZP_TEXT("甲"), text) || zp_text_ends(ZP_TEXT("甲"), text));
  assert_text(zp_text_from(NULL), "");
}

static void orders_by_bytes(void **state)
{
  static const char *const sorted[] = { "", "A", "AB", "B", "a", "一", "丁", "二", "\xFF" };
  (void)state;
  for (size_t i = 0; i < COUNT(sorted); i++)
    for (size_t k = 0; k < COUNT(sorted); k++) {
      int order = zp_text_compare(zp_text_from(sorted[i]), zp_text_from(sorted[k]));
      assert_int_equal(order < 0, i < k);
      assert_int_equal(order > 0, i > k);
    }
  assert_int_equal(zp_text_compare((zp_text){ NULL, 0 }, ZP_TEXT("")), 0);
}

static void folds_width_and_blanks(void **state)
{
  static const struct { const char *text, *wanted; } rows[] = {
    { "", "" }, { "≥９５．５％", "≥95.5%" }, { "（１２，３４５）", "(12,345)" }, { "ＡＢｃ～！", "ABc~!" },
    { "甲　乙\t丙\xC2\xA0" "丁", "甲 乙 丙 丁" }, { "元，。", "元,。" }, { "\xFF" "１", "\xFF" "1" }, { "｡￥", "｡￥" },
  };
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    zp_text folded = zp_text_fold(zp_text_from(rows[i].text), *state);
    assert_text(folded, rows[i].wanted);
    assert_int_equal(folded.ptr[folded.len], '\0');
  }
}

static void makes_keys_of_names(void **state)
{
  static const char *const same[][2] = {
    { "残疾人两项补贴 项目", "残疾人两项补贴项目" }, { "项目（一期）", "项目(一期)" }, { "“厕所革命”", "厕所革命" },
    { "Ａ级　ＰＭ２．５", "a级pm25" }, { "ABC", "abc" }, { "①期", "1期" }, { "㎡数", "m2数" }, { "Ｋｍ", "km" }, { "甲、乙/丙-丁_戊", "甲乙丙丁戊" },
    { "甲\xC2\xAD乙", "甲乙" }, { "甲\xE2\x80\x8B乙\n", "甲乙" }, { "e\xCC\x81", "é" }, { "～", "~" }, { "……", "" },
  };
  static const char *const different[][2] = { { "甲", "乙" }, { "一期", "二期" }, { "1期", "2期" }, { "≥5", "≤5" }, { "国", "國" } };
  (void)state;
  for (size_t i = 0; i < COUNT(same); i++) {
    zp_text a = zp_text_key(zp_text_from(same[i][0]), *state), b = zp_text_key(zp_text_from(same[i][1]), *state);
    if (a.ptr == NULL || !zp_text_equal(a, b)) fail_msg("\"%s\" and \"%s\": %.*s, %.*s", same[i][0], same[i][1], ZP_ARG(a), ZP_ARG(b));
  }
  for (size_t i = 0; i < COUNT(different); i++)
    assert_false(zp_text_equal(zp_text_key(zp_text_from(different[i][0]), *state), zp_text_key(zp_text_from(different[i][1]), *state)));
  assert_text(zp_text_key(ZP_TEXT("甲 \xFF乙"), *state), "甲 \xFF乙");
  assert_non_null(zp_text_key((zp_text){ NULL, 0 }, *state).ptr);
}

static void measures_width(void **state)
{
  static const struct { const char *text; size_t width; } rows[] = {
    { "", 0 }, { "abc", 3 }, { "甲乙", 4 }, { "≥95%", 4 }, { "（一）", 6 }, { "e\xCC\x81", 1 }, { "𠮷", 2 }, { "甲\xFF", 3 }, { "ｱ", 1 }, { "가", 2 },
  };
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) assert_int_equal(zp_text_width(zp_text_from(rows[i].text)), rows[i].width);
}

static void measures_distance(void **state)
{
  static const struct { const char *a, *b; size_t most, wanted; } rows[] = {
    { "", "", 3, 0 }, { "abc", "", 3, 3 }, { "", "abc", 9, 3 }, { "kitten", "sitting", 9, 3 }, { "甲乙丙", "甲丙", 3, 1 },
    { "甲乙", "乙甲", 3, 2 }, { "floor", "flor", 1, 1 }, { "abcdef", "uvwxyz", 2, 3 }, { "满意度", "满意率", 2, 1 }, { "a", "甲", 0, 1 },
  };
  char words[140];
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    zp_text a = zp_text_from(rows[i].a), b = zp_text_from(rows[i].b);
    assert_int_equal(zp_text_distance(a, b, rows[i].most), rows[i].wanted);
    assert_int_equal(zp_text_distance(b, a, rows[i].most), rows[i].wanted);
  }
  memset(words, 'a', sizeof words);
  zp_text sixty_four = { words, 64 }, sixty_five = { words, 65 };
  assert_int_equal(zp_text_distance(sixty_four, (zp_text){ words, 60 }, 9), 4);
  assert_int_equal(zp_text_distance(sixty_five, sixty_four, 9), 10);
  assert_int_equal(zp_text_distance(sixty_five, (zp_text){ words + 3, 65 }, 9), 0);
}

static void formats_and_copies(void **state)
{
  zp_text text = zp_text_format(*state, "%s-%d", "甲", 42), copy = zp_text_copy(text, *state);
  assert_text(text, "甲-42");
  assert_text(copy, "甲-42");
  assert_true(copy.ptr != text.ptr && copy.ptr[copy.len] == '\0');
  assert_text(zp_text_copy((zp_text){ NULL, 0 }, *state), "");
}

static void says_when_memory_is_short(void **state)
{
  failing_allocator memory = { 0 };
  zp_allocator allocator = allocator_of(&memory);
  zp_arena *arena = zp_arena_new(&allocator, 1);
  (void)state;
  assert_null(zp_text_copy(ZP_TEXT("a"), arena).ptr);
  assert_null(zp_text_format(arena, "a").ptr);
  assert_null(zp_text_fold(ZP_TEXT("a"), arena).ptr);
  assert_null(zp_text_key(ZP_TEXT("a"), arena).ptr);
  assert_null(zp_text_key(ZP_TEXT("\xFF"), arena).ptr);
  zp_arena_free(arena);
}

/// Any bytes at all: nothing reads past the end (the copy has a block of its own), and what is said agrees.
static void takes_any_bytes(void **state)
{
  static const unsigned char telling[] = { 'a', '1', ' ', 0, 0x80, 0xC0, 0xC2, 0xE0, 0xE5, 0xED, 0xEF, 0xBC, 0xBB, 0xBF, 0xF0, 0xF4, 0xFF, 0x85 };
  uint64_t seed = 0x13198A2E03707344u;
  (void)state;
  for (int i = 0; i < 20000; i++) {
    zp_arena *arena = zp_arena_new(NULL, 0);
    size_t len = random_below(&seed, 12), bad = 0, at = 0;
    char *bytes = zp_arena_bytes(arena, len);
    for (size_t k = 0; k < len; k++) bytes[k] = (char)telling[random_below(&seed, sizeof telling)];
    zp_text text = { bytes, len };
    bool valid = zp_text_utf8(text, &bad), stepped = true;
    while (at < len) stepped &= zp_text_next(text, &at) != UINT32_MAX;
    assert_int_equal(valid, stepped);
    assert_int_equal(at, len);
    assert_true(valid || bad < len);
    assert_true(zp_text_fold(text, arena).len <= len);
    assert_true(zp_text_trim(text).len <= len);
    assert_true(zp_text_width(text) <= 2 * len);
    assert_non_null(zp_text_key(text, arena).ptr);
    zp_arena_free(arena);
  }
}

// ---- the short ways against the long ones ----------------------------------------------------------------------------

/// Characters from every range that a short way treats by itself, and from those around them.
static size_t draw_character(uint64_t *seed, char room[4])
{
  static const struct { uint32_t from, to; } ranges[] = {
    { 0x00, 0x7F }, { 0x00, 0x7F }, { 0x80, 0x17F }, { 0x300, 0x36F }, { 0x2000, 0x206F }, { 0x2010, 0x2033 }, { 0x2100, 0x22FF },
    { 0x2460, 0x24FF }, { 0x3000, 0x3020 }, { 0x3099, 0x30FF }, { 0x3400, 0x4DFF }, { 0x4DF0, 0x4E10 }, { 0x4E00, 0x9FFF },
    { 0x4E00, 0x9FFF }, { 0x4E00, 0x9FFF }, { 0x9FF0, 0xA010 }, { 0xAC00, 0xD7A3 }, { 0xF900, 0xFAFF }, { 0xFE30, 0xFEFF },
    { 0xFF00, 0xFFEF }, { 0xFF00, 0xFF60 }, { 0x1F100, 0x1F1FF }, { 0x20000, 0x2A6DF },
  };
  size_t range = (size_t)random_below(seed, COUNT(ranges) + 1);
  if (range == COUNT(ranges)) {  // any byte: malformed
    room[0] = (char)random_below(seed, 256);
    return 1;
  }
  uint32_t c = ranges[range].from + (uint32_t)random_below(seed, ranges[range].to - ranges[range].from + 1);
  return (size_t)utf8proc_encode_char((utf8proc_int32_t)c, (utf8proc_uint8_t *)room);
}

static zp_text draw_text(uint64_t *seed, char room[64])
{
  size_t count = (size_t)random_below(seed, 12), len = 0;
  bool plain = random_below(seed, 2) == 0;
  for (size_t i = 0; i < count; i++) {
    size_t bytes = draw_character(seed, room + len);
    if (plain && ((unsigned char)room[len] < 0x20 || bytes == 2 || bytes == 4)) continue;
    len += bytes;
  }
  return (zp_text){ room, len };
}

/// The key as its definition says it, by the tables alone.
static zp_text key_by_definition(zp_text text, zp_arena *arena)
{
  utf8proc_uint8_t *mapped = NULL;
  utf8proc_ssize_t size = utf8proc_map((const utf8proc_uint8_t *)text.ptr, (utf8proc_ssize_t)text.len, &mapped,
                                       UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STABLE);
  if (size < 0) return text;
  char *out = zp_arena_bytes(arena, (size_t)size + 1);
  size_t len = 0;
  for (utf8proc_ssize_t at = 0, step; at < size; at += step) {
    utf8proc_int32_t c;
    step = utf8proc_iterate(mapped + at, size - at, &c);
    utf8proc_category_t category = utf8proc_category(c);
    bool joint = (category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO) ||
                 (category >= UTF8PROC_CATEGORY_ZS && category <= UTF8PROC_CATEGORY_CF);
    if (joint) continue;
    memcpy(out + len, mapped + at, (size_t)step);
    len += (size_t)step;
  }
  free(mapped);
  return (zp_text){ out, len };
}

static bool is_blank_character(utf8proc_int32_t c)
{
  return c == ' ' || (c >= 9 && c <= 13) || c == 0x85 || c == 0xA0 || (c >= 0x2000 && c <= 0x200B) || c == 0x202F || c == 0x205F ||
         c == 0x3000 || c == 0xFEFF;
}

/// Walks the whole text from its beginning, by utf8proc; *valid tells whether all of it is UTF-8.
static zp_text trim_by_definition(zp_text text, bool *valid)
{
  size_t from = SIZE_MAX, to = 0;
  *valid = true;
  for (size_t at = 0; at < text.len;) {
    utf8proc_int32_t c = -1;
    utf8proc_ssize_t step = utf8proc_iterate((const utf8proc_uint8_t *)text.ptr + at, (utf8proc_ssize_t)(text.len - at), &c);
    size_t before = at;
    *valid = *valid && step > 0;
    at += step > 0 ? (size_t)step : 1;
    if (step > 0 && is_blank_character(c)) continue;
    if (from == SIZE_MAX) from = before;
    to = at;
  }
  return from == SIZE_MAX ? (zp_text){ NULL, 0 } : zp_text_slice(text, from, to);
}

static void equals_the_long_way(void **state)
{
  enum { TEXTS = 200000 };
  (void)state;
  uint64_t seed = 20241231;
  size_t keyed = 0;
  zp_arena *arena = zp_arena_new(NULL, 0);
  for (size_t i = 0; i < TEXTS; i++) {
    char room[64];
    bool valid;
    size_t bad;
    zp_text text = draw_text(&seed, room), trimmed = trim_by_definition(text, &valid), key = zp_text_key(text, arena);
    if (!zp_text_equal(key, key_by_definition(text, arena))) fail_msg("key of \"%.*s\": \"%.*s\"", ZP_ARG(text), ZP_ARG(key));
    if (!zp_text_equal(zp_text_key_of(text, arena), key))
      fail_msg("another key of \"%.*s\"", ZP_ARG(text));
    if (!zp_text_equal(zp_text_trim(text), trimmed)) fail_msg("trimmed \"%.*s\"", ZP_ARG(text));
    assert_int_equal(zp_text_blank(text), trimmed.len == 0);
    assert_int_equal(zp_text_utf8(text, &bad), valid);
    keyed += valid && key.len != 0;
    if (i % 1000 == 999) zp_arena_reset(arena, 1 << 20);
  }
  print_message("%d texts, %zu with a key\n", TEXTS, keyed);
  assert_true(keyed > TEXTS / 2);
  zp_arena_free(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(knows_utf8),      cmocka_unit_test(steps_over_characters),
    cmocka_unit_test(trims),           cmocka_unit_test(cuts_and_finds),
    cmocka_unit_test(orders_by_bytes), cmocka_unit_test(folds_width_and_blanks),
    cmocka_unit_test(makes_keys_of_names),
    cmocka_unit_test(equals_the_long_way),
    cmocka_unit_test(measures_width),  cmocka_unit_test(measures_distance),
    cmocka_unit_test(formats_and_copies),
    cmocka_unit_test(says_when_memory_is_short),
    cmocka_unit_test(takes_any_bytes),
  };
  return cmocka_run_group_tests_name("text", tests, make_arena, free_arena);
}
