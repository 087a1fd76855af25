// test_verdict.c: bands of verdicts by pipeline/verdict.c.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "pipeline/verdict.h"

static zp_text met[] = { ZP_TEXT_INIT("完成"), ZP_TEXT_INIT("全部完成"), ZP_TEXT_INIT("明显"), ZP_TEXT_INIT("达成预期指标"), ZP_TEXT_INIT("未发生") };
static zp_text partial[] = { ZP_TEXT_INIT("基本完成"), ZP_TEXT_INIT("部分达成") };
static zp_text unmet[] = { ZP_TEXT_INIT("未完成"), ZP_TEXT_INIT("滞后") };
static zp_text negations[] = { ZP_TEXT_INIT("未"), ZP_TEXT_INIT("不"), ZP_TEXT_INIT("没有") };

static const struct { const char *target, *actual; zp_band band; } cases[] = {
  { "方便", "方便", ZP_BAND_MET },             // repeats the target's words
  { "方便", " 方 便。", ZP_BAND_MET },         // blanks and punctuation do not matter
  { "方便", "较方便", ZP_BAND_NONE },          // contains them, and is not them
  { "有效", "已完成", ZP_BAND_MET },
  { "有效", "基本完成", ZP_BAND_PARTIAL },     // the longer word decides
  { "有效", "未完成", ZP_BAND_UNMET },
  { "有效", "未全部完成", ZP_BAND_NONE },      // a negation voids the word behind it; nothing else is said
  { "有效", "不明显", ZP_BAND_NONE },
  { "有效", "没有完成", ZP_BAND_NONE },
  { "有效", "未发生安全事故", ZP_BAND_MET },   // listed with its negation
  { "有效", "完成，但进度滞后", ZP_BAND_UNMET },  // a tie goes to the worse band
  { "有效", "未完成的已经全部完成", ZP_BAND_MET },
  { "有效", "见附件", ZP_BAND_NONE },
  { "有效", "", ZP_BAND_NONE },
};

static void test_bands(void **state)
{
  (void)state;
  zp_policy policy = { .met = { met, 5 }, .partial = { partial, 2 }, .unmet = { unmet, 2 }, .negations = { negations, 3 } };
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_verdicts words;
  assert_true(zp_verdicts_make(&policy, arena, &words));
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    zp_value target = { .kind = ZP_KIND_QUALITATIVE, .text = zp_text_from(cases[i].target) };
    zp_value actual = { .kind = ZP_KIND_QUALITATIVE, .text = zp_text_from(cases[i].actual) };
    zp_band band;
    assert_int_equal(zp_verdict_band(&words, &target, &actual, arena, &band), ZP_OK);
    if (band != cases[i].band) fail_msg("%s: %s", cases[i].actual, zp_band_name(band));
  }
  zp_arena_free(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(test_bands) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
