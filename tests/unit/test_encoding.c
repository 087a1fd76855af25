// test_encoding.c: names of encodings, detection, and forced ones, which iconv on this machine must
// know.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/encoding.h"

static const struct {
  const char *name;
  bool known;
  zp_encoding encoding;
} names[] = {
  { "UTF-8", true, ZP_ENCODING_UTF8 },       { "utf8", true, ZP_ENCODING_UTF8 },
  { "GBK", true, ZP_ENCODING_GB18030 },      { "gb-2312", true, ZP_ENCODING_GB18030 },
  { "gb_18030", true, ZP_ENCODING_GB18030 }, { "Utf16Le", true, ZP_ENCODING_UTF16LE },
  { "big5", true, ZP_ENCODING_BIG5 },        { "", false, ZP_ENCODING_DETECT },
  { "gb", false, ZP_ENCODING_DETECT },       { "utf-8x", false, ZP_ENCODING_DETECT },
};

static void knows_names(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    zp_encoding got = ZP_ENCODING_DETECT;
    bool known = zp_encoding_named(zp_text_from(names[i].name), &got);
    if (known != names[i].known || got != names[i].encoding)
      fail_msg("%s: %d %d", names[i].name, known, got);
  }
  for (zp_encoding e = ZP_ENCODING_UTF8; e <= ZP_ENCODING_BIG5; e++) {
    zp_encoding back;
    assert_true(zp_encoding_named(zp_text_from(zp_encoding_name(e)), &back) && back == e);
  }
}

static const struct {
  const char *title;
  zp_text bytes;
  zp_encoding wanted;
  const char *expected;
} texts[] = {
  { "ASCII is UTF-8", ZP_TEXT_INIT("a,b"), ZP_ENCODING_DETECT, "a,b" },
  { "GB2312", ZP_TEXT_INIT("\xC0\xCF\xD7\xAF\xD7\xD3\xD5\xF2"), ZP_ENCODING_DETECT, "老庄子镇" },
  { "GBK beyond GB2312", ZP_TEXT_INIT("\xE6\x4A\x81\x40"), ZP_ENCODING_DETECT, "鍶丂" },
  { "four bytes of GB18030", ZP_TEXT_INIT("\xBC\xD7\x81\x39\xEF\x30\x95\x32\x82\x36"),
    ZP_ENCODING_DETECT, "甲㐁𠀀" },
  { "signs that forms use",
    ZP_TEXT_INIT("\xA1\xDD"
                 "95%\xA1\xE6\xA1\xC1"),
    ZP_ENCODING_DETECT, "≥95%℃×" },
  { "Big5", ZP_TEXT_INIT("\xB6\xB5\xA5\xD8"), ZP_ENCODING_BIG5, "項目" },
  { "forced UTF-16", ZP_TEXT_INIT("\x79\x98\xEE\x76"), ZP_ENCODING_UTF16LE, "项目" },
  { "a mark has the last word", ZP_TEXT_INIT("\xEF\xBB\xBF项"), ZP_ENCODING_GB18030, "项" },
  { "a pair of UTF-16", ZP_TEXT_INIT("\xFF\xFE\x40\xD8\x00\xDC"), ZP_ENCODING_DETECT, "𠀀" },
  { "refused where another is forced", ZP_TEXT_INIT("\xC0\xCF\xD7\xAF"), ZP_ENCODING_UTF8, NULL },
};

static void converts(void **state)
{
  (void)state;
  zp_arena *arena = zp_arena_new(NULL, 0);
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    zp_error err = { 0 };
    zp_text got = { NULL, 0 };
    zp_status status =
        zp_encoding_read(texts[i].bytes, ZP_TEXT("a.txt"), texts[i].wanted, arena, &got, &err);
    if (texts[i].expected == NULL) {
      assert_int_equal(status, ZP_E_ENCODING);
      assert_int_equal(err.row, 1);
      continue;
    }
    if (status != ZP_OK || !zp_text_equal(got, zp_text_from(texts[i].expected)))
      fail_msg("%s: %s %.*s", texts[i].title, zp_status_code(status), ZP_ARG(got));
  }
  zp_arena_free(arena);
}

static void holds_what_converting_needs(void **state)
{
  (void)state;
  zp_converter *converter = zp_converter_hold(ZP_ENCODING_GB18030);
  assert_non_null(converter);
  zp_converter_release(converter);
  assert_null(zp_converter_hold(ZP_ENCODING_UTF8));
  zp_converter_release(NULL);
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(knows_names), cmocka_unit_test(converts),
                                      cmocka_unit_test(holds_what_converting_needs) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
