// test_messages.c: the catalogue is whole: both languages say something, with the same arguments, under codes of their own.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "base/messages.h"

static bool has_wide(const char *text)
{
  for (; *text != '\0'; text++)
    if ((unsigned char)*text >= 0xE3 && (unsigned char)*text <= 0xEF) return true;
  return false;
}

/// Bit n for {n}; fails on a brace that is no argument.
static unsigned arguments(const char *text)
{
  unsigned found = 0;
  for (const char *p = text; *p != '\0'; p++) {
    if (*p == '}' && (p - text < 2 || p[-2] != '{')) fail_msg("a stray } in \"%s\"", text);
    if (*p != '{') continue;
    if (p[1] < '1' || p[1] > '3' || p[2] != '}') fail_msg("a stray { in \"%s\"", text);
    found |= 1u << (p[1] - '0');
  }
  return found;
}

static void assert_pair(const char *zh, const char *en)
{
  if (zh[0] == '\0' || en[0] == '\0') fail_msg("only one language: \"%s\", \"%s\"", zh, en);
  if (arguments(zh) != arguments(en)) fail_msg("arguments differ: \"%s\", \"%s\"", zh, en);
}

static void every_status_speaks_both_languages(void **state)
{
  (void)state;
  for (int i = 1; i < ZP_STATUS_COUNT; i++) {
    zp_status status = (zp_status)i;
    const char *zh = zp_status_sentence(status, ZP_LANG_ZH), *fix = zp_status_suggestion(status, ZP_LANG_ZH);
    assert_pair(zh, zp_status_sentence(status, ZP_LANG_EN));
    assert_pair(fix, zp_status_suggestion(status, ZP_LANG_EN));
    if (status != ZP_E_USAGE && !has_wide(zh)) fail_msg("not Chinese: \"%s\"", zh);
    if (!has_wide(fix)) fail_msg("not Chinese: \"%s\"", fix);
  }
  assert_string_equal(zp_status_sentence(ZP_OK, ZP_LANG_ZH), "");
}

static void every_word_speaks_both_languages(void **state)
{
  (void)state;
  for (int i = 0; i < ZP_WORD_COUNT; i++) {
    if (i == ZP_W_REASON_NONE) continue;
    assert_pair(zp_word_text((zp_word)i, ZP_LANG_ZH), zp_word_text((zp_word)i, ZP_LANG_EN));
  }
  assert_string_equal(zp_word_text(ZP_W_REASON_NONE, ZP_LANG_EN), "");
}

/// A letter for the severity and three digits, each code once; findable again.
static void every_code_is_one_of_a_kind(void **state)
{
  (void)state;
  for (int i = 1; i < ZP_STATUS_COUNT; i++) {
    const char *code = zp_status_code((zp_status)i);
    if (strlen(code) != 4 || strspn(code + 1, "0123456789") != 3) fail_msg("code \"%s\"", code);
    if (code[0] != "IWE"[zp_status_severity((zp_status)i)]) fail_msg("%s: its letter is not its severity's", code);
    for (int k = 1; k < i; k++)
      if (strcmp(code + 1, zp_status_code((zp_status)k) + 1) == 0) fail_msg("%s and %s", code, zp_status_code((zp_status)k));
    assert_int_equal(zp_status_from_code(zp_text_from(code)), i);
  }
  assert_string_equal(zp_status_code(ZP_OK), "");
  assert_int_equal(zp_status_from_code(ZP_TEXT("E999")), ZP_STATUS_COUNT);
  assert_int_equal(zp_status_from_code(ZP_TEXT("E00")), ZP_STATUS_COUNT);
}

/// Each part of an explanation fits on the line `ziping explain` gives it, says something in both languages, and takes no arguments.
static void explanations_are_whole(void **state)
{
  enum { COLUMNS_MOST = 240, LEAST = 30 };
  size_t count = 0;
  (void)state;
  for (int i = 1; i < ZP_STATUS_COUNT; i++) {
    zp_explanation zh, en;
    const char *code = zp_status_code((zp_status)i);
    bool found = zp_status_explained((zp_status)i, ZP_LANG_ZH, &zh);
    assert_int_equal(zp_status_explained((zp_status)i, ZP_LANG_EN, &en), found);
    bool review = (strcmp(code + 1, "260") >= 0 && strcmp(code + 1, "300") < 0) || (strcmp(code + 1, "320") >= 0 && strcmp(code + 1, "360") < 0);
    if (review && !found) fail_msg("%s is not explained", code);
    if (!found) continue;
    count++;
    const char *pairs[][2] = { { zh.means, en.means }, { zh.why, en.why }, { zh.mend, en.mend }, { zh.example, en.example } };
    for (size_t p = 0; p < 4; p++) {
      for (size_t l = 0; l < 2; l++)
        if (zp_text_width(zp_text_from(pairs[p][l])) > COLUMNS_MOST || arguments(pairs[p][l]) != 0) fail_msg("%s: %s", code, pairs[p][l]);
      if (pairs[p][0][0] == '\0' || pairs[p][1][0] == '\0') fail_msg("%s: a part says nothing", code);
    }
    if (!has_wide(zh.means) || !has_wide(zh.why) || !has_wide(zh.mend)) fail_msg("%s: not Chinese", code);
  }
  assert_true(count >= LEAST);
}

static void fills_templates(void **state)
{
  const zp_text args[3] = { ZP_TEXT("甲"), ZP_TEXT("{1}"), { NULL, 0 } };
  static const struct { const char *pattern, *wanted; } rows[] = {
    { "", "" }, { "a", "a" }, { "{1}", "甲" }, { "a{1}b{1}", "a甲b甲" }, { "{2}", "{1}" }, { "[{3}]", "[]" }, { "{4}{0}{", "{4}{0}{" }, { "{{1}", "{甲" }, { "{1", "{1" },
  };
  char room[64];
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    assert_int_equal(zp_message_fill(rows[i].pattern, ZP_LANG_ZH, args, room, sizeof room), strlen(rows[i].wanted));
    assert_string_equal(room, rows[i].wanted);
  }
}

static void says(const char *pattern, zp_lang lang, zp_text a, zp_text b, const char *wanted)
{
  const zp_text args[3] = { a, b, { NULL, 0 } };
  char room[128];
  zp_message_fill(pattern, lang, args, room, sizeof room);
  assert_string_equal(room, wanted);
}

/// A word is shown in the language that is asked for; a text of a user that looks like one, never.
static void translates_arguments_that_are_words(void **state)
{
  const zp_text none = { NULL, 0 }, steps[3] = { ZP_TEXT("1000") }, over[3] = { ZP_TEXT("a|b"), ZP_TEXT("{2}") };
  zp_arena *arena = zp_arena_new(NULL, 0);
  (void)state;
  says("{1} {2}", ZP_LANG_EN, zp_word_arg(ZP_W_KIND_DATE), ZP_TEXT("#KIND_DATE"), "a date #KIND_DATE");
  says("{1}", ZP_LANG_ZH, zp_word_arg(ZP_W_KIND_DATE), none, "日期");
  says("{2}{1}|none", ZP_LANG_ZH, ZP_TEXT("#"), ZP_TEXT("##"), "###");
  says("[{1}]", ZP_LANG_EN, zp_word_arg_with(ZP_W_FAULT_STEPS, steps, arena), none, "[it took more than 1000 steps]");
  says("[{1}]", ZP_LANG_ZH, zp_word_arg_with(ZP_W_FAULT_STEPS, steps, arena), none, "[运算步数超过上限 1000]");
  says("{1}", ZP_LANG_EN, zp_word_arg_with(ZP_W_FAULT_ANSWER_OVER, over, arena), none, "the points a/b are above the weight {2}");
  says("{1}", ZP_LANG_EN, zp_word_arg_with(ZP_W_FAULT_ANSWER_OVER, (const zp_text[3]){ none, steps[0], none }, arena), none,
       "the points  are above the weight 1000");
  says("{1}", ZP_LANG_EN, zp_word_arg(ZP_W_FAULT_STEPS), none, "it took more than  steps");
  zp_arena_free(arena);
}

/// Written and read back every argument is what it was, and none is taken for another.
static void arguments_survive_being_written(void **state)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  const zp_text steps[3] = { ZP_TEXT("1000") };
  const struct { zp_text arg; const char *written; } rows[] = {
    { ZP_TEXT(""), "" }, { ZP_TEXT("甲"), "甲" }, { ZP_TEXT("#"), "##" }, { ZP_TEXT("#REF!"), "##REF!" },
    { ZP_TEXT("#KIND_DATE"), "##KIND_DATE" }, { ZP_TEXT("##KIND_DATE"), "###KIND_DATE" },
    { zp_word_arg(ZP_W_KIND_DATE), "#KIND_DATE" }, { zp_word_arg_with(ZP_W_FAULT_STEPS, steps, arena), "#FAULT_STEPS|1000" },
  };
  zp_text back;
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    zp_text written = zp_arg_written(rows[i].arg, arena);
    assert_string_equal(written.ptr, rows[i].written);
    assert_true(zp_arg_read(written, arena, &back));
    assert_true(zp_text_equal(back, rows[i].arg));
    assert_int_equal(zp_arg_is_word(back), i >= 6);
  }
  assert_false(zp_arg_read(ZP_TEXT("#"), arena, &back));
  assert_false(zp_arg_read(ZP_TEXT("#KIND_"), arena, &back));
  assert_false(zp_arg_read(ZP_TEXT("#|KIND_DATE"), arena, &back));
  for (int i = 0; i < ZP_WORD_COUNT; i++) assert_true(zp_arg_is_word(zp_word_arg((zp_word)i)));
  zp_arena_free(arena);
}

/// Cleaning lets a word through and nothing that only begins like one.
static void only_words_keep_their_mark(void **state)
{
  char room[64];
  (void)state;
  assert_int_equal(zp_arg_clean(zp_word_arg(ZP_W_KIND_DATE), room, sizeof room), sizeof "KIND_DATE");
  assert_true(zp_arg_is_word(zp_text_from(room)));
  zp_arg_clean(ZP_TEXT("\xFF" "KIND_DAT\n"), room, sizeof room);
  assert_string_equal(room, "?KIND_DAT ");
  zp_arg_clean(ZP_TEXT("#KIND_DATE"), room, sizeof room);
  assert_string_equal(room, "#KIND_DATE");
}

/// In every room: terminated, never more than fits, never half a character, and a head of the whole.
static void cuts_between_characters(void **state)
{
  const zp_text args[3] = { ZP_TEXT("甲乙é𠮷"), ZP_TEXT("x"), { NULL, 0 } };
  const char *whole = "前甲乙é𠮷后x";
  char room[64];
  (void)state;
  for (size_t size = 1; size < 40; size++) {
    memset(room, '?', sizeof room);
    size_t len = zp_message_fill("前{1}后{2}", ZP_LANG_ZH, args, room, size), bad;
    assert_true(len < size && room[len] == '\0' && strlen(room) == len && room[size] == '?');
    assert_true(zp_text_utf8((zp_text){ room, len }, &bad));
    assert_true(zp_text_starts(zp_text_from(whole), (zp_text){ room, len }));
    assert_true(len + 4 >= (strlen(whole) < size - 1 ? strlen(whole) + 4 : size - 1));
  }
  assert_int_equal(zp_message_fill("a", ZP_LANG_ZH, args, room, 0), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_status_speaks_both_languages),
    cmocka_unit_test(every_word_speaks_both_languages),
    cmocka_unit_test(every_code_is_one_of_a_kind),
    cmocka_unit_test(explanations_are_whole),
    cmocka_unit_test(fills_templates),
    cmocka_unit_test(translates_arguments_that_are_words),
    cmocka_unit_test(arguments_survive_being_written),
    cmocka_unit_test(only_words_keep_their_mark),
    cmocka_unit_test(cuts_between_characters),
  };
  return cmocka_run_group_tests_name("messages", tests, NULL, NULL);
}
