// test_number_format.c: what a spreadsheet shows for a stored number: places, groups, percents, dates of both calendars.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <float.h>
#include <math.h>

#include "failing_allocator.h"
#include "plugins/readers/number_format.h"

static const struct { const char *code, *number, *expected; } shown[] = {
  // General: fifteen digits
  { "", "87.35000000000001", "87.35" }, { "", "0.1", "0.1" }, { "", "0.30000000000000004", "0.3" }, { "", "-5", "-5" },
  { "", "0", "0" }, { "", "-0", "0" }, { "", "1E3", "1000" }, { "", "4.4999999999999998E-2", "0.045" }, { "", "1e-5", "0.00001" },
  { "", "123456789012345678", "123456789012346000" }, { "", "0.99999999999999999", "1" }, { "", "1.5E-12", "1.5E-12" },
  { "", "1.25E+40", "1.25E+40" }, { "", "00012.50", "12.5" }, { "General", "0.333333333333333333", "0.333333333333333" },
  { "", "2.2250738585072014E-308", "2.2250738585072E-308" }, { "General\"元\"", "-3.5", "-3.5元" }, { "G/通用格式\"元\"", "3.5", "3.5元" },
  // places
  { "0", "0.5", "1" }, { "0", "0.4999999999", "0" }, { "0", "9.5", "10" }, { "0.00", "1.005", "1.01" }, { "0.00", "1.0049999999999999", "1.01" },
  { "0.00", "59.995", "60.00" }, { "0.00", "999.999", "1000.00" }, { "0.00", "-0.001", "-0.00" }, { "0.0", "87.25", "87.3" }, { "0.00_ ", "0.105", "0.11 " },
  { "000", "7", "007" }, { "#.##", "5", "5." }, { "0.##", "5.1", "5.1" }, { "#", "0", "" }, { "0.0#", "1.25", "1.25" }, { "0.0#", "1.2", "1.2" },
  { "???.??", "1.5", "  1.5 " }, { ".00", "12.5", "12.50" }, { "00000", "12", "00012" }, { "0.000000", "0.000001", "0.000001" },
  // groups, thousands, percents
  { "#,##0", "1234567", "1,234,567" }, { "#,##0", "999", "999" }, { "#,##0.00", "1234.5", "1,234.50" }, { "#,##0", "-1234", "-1,234" },
  { "0,000", "12", "0,012" }, { "0.0,", "12345", "12.3" }, { "#,##0,", "1234567", "1,235" }, { "0,,", "12345678", "12" }, { "0!.0,\"万\"", "123456", "12.3万" },
  { "0%", "0.95", "95%" }, { "0.0%", "0.953", "95.3%" }, { "0%", "4.4999999999999998E-2", "5%" }, { "0.00%", "1", "100.00%" }, { "0%", "1.1111", "111%" },
  // sections, colours, conditions
  { "0.00_);[Red]\\(0.00\\)", "-2.5", "(2.50)" }, { "0.00_);[Red]\\(0.00\\)", "2.5", "2.50 " }, { "0;-0;;@", "0", "" }, { "0;-0;\"-\"", "0", "-" },
  { ";;;", "5", "" }, { "[>=100]0;0.0", "100", "100" }, { "[>=100]0;0.0", "99", "99.0" }, { "[<0]\"亏\"0;0", "-5", "亏5" }, { "[Red]0", "1", "1" },
  { "[=1]\"是\";[=0]\"否\";0", "1", "是" }, { "[=1]\"是\";[=0]\"否\";0", "0", "否" }, { "[=1]\"是\";[=0]\"否\";0", "7", "7" }, { "[DBNum1]General", "12", "12" },
  // literals and money
  { "\"￥\"#,##0.00;\"￥\"\\-#,##0.00", "1.1111", "￥1.11" }, { "[$¥-804]#,##0", "5000", "¥5,000" }, { "0.0\"万元\"", "45", "45.0万元" }, { "0个", "17", "17个" },
  { "000\\-00\\-0000", "123456789", "123-45-6789" }, { "_(\"$\"* #,##0.00_);_(\"$\"* \\(#,##0.00\\);_(\"$\"* \"-\"??_);_(@_)", "1337", " $1,337.00 " },
  { "_(\"$\"* #,##0.00_);_(\"$\"* \\(#,##0.00\\);_(\"$\"* \"-\"??_);_(@_)", "0", " $-   " }, { "\"unclosed", "1", "unclosed" }, { "[null0", "1", "[null1" },
  // exponents and fractions
  { "0.00E+00", "12345", "1.23E+04" }, { "0.00E+00", "0.00012345", "1.23E-04" }, { "0.00E+00", "9.999", "1.00E+01" }, { "##0.0E+0", "12345", "12.3E+3" },
  { "0.00E-00", "12345", "1.23E04" }, { "0.00E+00", "0", "0.00E+00" }, { "# ?/?", "1.5", "1 1/2" }, { "# ?\?/?\?", "0.3125", "5/16" }, { "# ?/4", "2.75", "2 3/4" },
  { "?/?", "1.5", "3/2" }, { "# ?/?", "0.99", "1" }, { "# ?/?", "0", "0" }, { "# ?/10", "0.3", "3/10" }, { "# ?/?", "-0.5", "-1/2" },
  { "# ?/?", "12.34", "12 1/3" }, { "# ?/?", "123.456", "123 1/2" }, { "# ?\?/?\?", "123.456", "123 26/57" }, { "# ?\?\?/?\?\?", "1234.567", "1234 55/97" },
  // dates
  { "yyyy/m/d", "43831.042372685202", "2020/1/1" }, { "yyyy\"年\"m\"月\"d\"日\"", "45657", "2024年12月31日" }, { "yyyy-mm-dd;@", "45292", "2024-01-01" },
  { "[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\"", "43831", "2020年1月1日" }, { "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "43831", "2020年1月1日" },
  { "yyyy/m/d", "1", "1900/1/1" }, { "yyyy/m/d", "59", "1900/2/28" }, { "yyyy/m/d", "60", "1900/2/29" }, { "yyyy/m/d", "61", "1900/3/1" },
  { "yyyy/m/d", "0", "1900/1/0" }, { "yyyy/m/d", "2958465", "9999/12/31" }, { "yyyy/m/d", "2958466", "2958466" }, { "yyyy/m/d", "-1", "-1" },
  { "yyyy/m/d h:mm:ss", "43830.9999999", "2020/1/1 0:00:00" }, { "h:mm", "0.5", "12:00" }, { "mm:ss.0", "43831.042372685202", "01:01.0" },
  { "[h]:mm", "1.5", "36:00" }, { "[mm]:ss", "0.0423726852", "61:01" }, { "[s]", "0.5", "43200" }, { "h:mm AM/PM", "0.5", "12:00 PM" }, { "h AM/PM", "0", "12 AM" },
  { "上午/下午h\"时\"mm\"分\"", "0.75", "下午6时00分" }, { "yyyy/m/d\\ h:mm\\ AM/PM", "43831.042372685202", "2020/1/1 1:01 AM" }, { "d-mmm-yy", "43831", "1-Jan-20" },
  { "mmmm/yy", "43831", "January/20" }, { "mmmmm", "43831", "J" }, { "[$-804]mmmm", "43831", "一月" }, { "aaaa", "43831", "星期三" }, { "aaa", "43831", "三" },
  { "dddd", "43831", "Wednesday" }, { "ddd", "43831", "Wed" }, { "m/d", "43890", "2/29" }, { "e\"年\"", "43831", "2020年" }, { "yy", "43831", "20" },
};

static void shows_numbers(void **state)
{
  (void)state;
  zp_arena *arena = zp_arena_new(NULL, 0);
  for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
    zp_number number;
    assert_true(zp_number_read(zp_text_from(shown[i].number), &number));
    const zp_number_format *format = zp_number_format_read(zp_text_from(shown[i].code), arena);
    zp_text got = zp_number_format_show(format, &number, ZP_DATES_1900, arena);
    if (!zp_text_equal(got, zp_text_from(shown[i].expected)))
      fail_msg("%s in %s: got [%.*s], expected [%s]", shown[i].number, shown[i].code, ZP_ARG(got), shown[i].expected);
  }
  zp_arena_free(arena);
}

static void knows_both_calendars(void **state)
{
  (void)state;
  zp_arena *arena = zp_arena_new(NULL, 0);
  static const struct { const char *number, *expected; } days[] = { { "0", "1904/1/1" }, { "1", "1904/1/2" }, { "44195", "2024/12/31" } };
  const zp_number_format *format = zp_number_format_read(zp_number_format_builtin(14), arena);
  for (size_t i = 0; i < 3; i++) {
    zp_number number;
    assert_true(zp_number_read(zp_text_from(days[i].number), &number));
    zp_text got = zp_number_format_show(format, &number, ZP_DATES_1904, arena);
    if (!zp_text_equal(got, zp_text_from(days[i].expected))) fail_msg("%s: got %.*s", days[i].number, ZP_ARG(got));
  }
  assert_true(zp_number_format_is_date(format));
  assert_false(zp_number_format_is_date(zp_number_format_read(ZP_TEXT("0.00"), arena)));
  zp_arena_free(arena);
}

static void takes_written_days(void **state)
{
  (void)state;
  static const struct { const char *iso; zp_date_base base; const char *expected; } days[] = {
    { "2024-12-31", ZP_DATES_1900, "45657" }, { "2024-12-31T12:00:00Z", ZP_DATES_1900, "45657.5" }, { "1900-01-01", ZP_DATES_1900, "1" },
    { "1900-02-28", ZP_DATES_1900, "59" }, { "1900-03-01", ZP_DATES_1900, "61" }, { "1904-01-01", ZP_DATES_1904, "0" }, { "2024-02-29T06:00", ZP_DATES_1900, "45351.25" },
    { "2024-02-30", ZP_DATES_1900, NULL }, { "2023-02-29", ZP_DATES_1900, NULL }, { "2024-13-01", ZP_DATES_1900, NULL }, { "1903-12-31", ZP_DATES_1904, NULL },
    { "2024-12-31T24:00:00", ZP_DATES_1900, NULL }, { "2024-12-3", ZP_DATES_1900, NULL }, { "2024-12-31X", ZP_DATES_1900, NULL }, { "", ZP_DATES_1900, NULL },
  };
  zp_arena *arena = zp_arena_new(NULL, 0);
  for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
    zp_number number;
    bool read = zp_number_from_iso(zp_text_from(days[i].iso), days[i].base, &number);
    if (read != (days[i].expected != NULL)) fail_msg("%s", days[i].iso);
    if (!read) continue;
    zp_text got = zp_number_plain(&number, arena);
    if (!zp_text_equal(got, zp_text_from(days[i].expected))) fail_msg("%s: got %.*s", days[i].iso, ZP_ARG(got));
  }
  zp_arena_free(arena);
}

static void refuses_what_is_no_number(void **state)
{
  (void)state;
  static const char *const bad[] = { "", "-", ".", "1.2.3", "1e", "1e+", "abc", "1 ", " 1", "0x10", "NaN", "1e999", "1e99999999999999999999", "--1", "1,000" };
  zp_number number;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    if (zp_number_read(zp_text_from(bad[i]), &number)) fail_msg("%s was read", bad[i]);
  assert_false(zp_number_from_double(NAN, &number));
  assert_false(zp_number_from_double(-INFINITY, &number));
}

static void takes_doubles(void **state)
{
  (void)state;
  zp_arena *arena = zp_arena_new(NULL, 0);
  static const struct { double value; const char *expected; } doubles[] = {
    { 87.35, "87.35" }, { 0.1 + 0.2, "0.3" }, { -0.0, "0" }, { 1e15, "1000000000000000" }, { 12004.55, "12004.55" }, { 1.0 / 3, "0.333333333333333" },
    { DBL_MAX, "1.79769313486232E+308" }, { 0x1p-1074, "4.94065645841247E-324" },
  };
  for (size_t i = 0; i < sizeof doubles / sizeof *doubles; i++) {
    zp_number number;
    assert_true(zp_number_from_double(doubles[i].value, &number));
    zp_text got = zp_number_plain(&number, arena);
    if (!zp_text_equal(got, zp_text_from(doubles[i].expected))) fail_msg("got %.*s, expected %s", ZP_ARG(got), doubles[i].expected);
  }
  zp_arena_free(arena);
}

static void shows_texts(void **state)
{
  (void)state;
  static const struct { const char *code, *expected; } texts[] = {
    { "", "方便" }, { "@", "方便" }, { "0.00", "方便" }, { "0;-0;;@\"的\"", "方便的" }, { "@\"镇\"", "方便镇" }, { ";;;", "" }, { "0;-0;0;\"无\"", "无" }, { "[<-25]General;[>25]General;General;General\\ ", "方便 " },
  };
  zp_arena *arena = zp_arena_new(NULL, 0);
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    zp_text got = zp_number_format_text(zp_number_format_read(zp_text_from(texts[i].code), arena), ZP_TEXT("方便"), arena);
    if (!zp_text_equal(got, zp_text_from(texts[i].expected))) fail_msg("%s: got %.*s", texts[i].code, ZP_ARG(got));
  }
  zp_arena_free(arena);
}

/// Codes as damaged files hold them: every cut of every code, and codes without end.
static void survives_any_code(void **state)
{
  (void)state;
  zp_number number;
  assert_true(zp_number_read(ZP_TEXT("-1.7976931348623157E+308"), &number));
  for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
    zp_text code = zp_text_from(shown[i].code);
    for (size_t cut = 0; cut <= code.len; cut++) {
      zp_arena *arena = zp_arena_new(NULL, 0);
      const zp_number_format *format = zp_number_format_read(zp_text_slice(code, cut, code.len), arena);
      assert_non_null(zp_number_format_show(format, &number, ZP_DATES_1904, arena).ptr);
      assert_non_null(zp_number_format_show(zp_number_format_read(zp_text_slice(code, 0, cut), arena), &number, ZP_DATES_1900, arena).ptr);
      zp_arena_free(arena);
    }
  }
  zp_arena *arena = zp_arena_new(NULL, 0);
  static const char *const units[] = { "0", "#,", "%", ",", "?", "0.", "E+", "\\", "[h]", "y", ".0", "/", "@", "[>1]", ";" };
  for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
    zp_text code = { NULL, 0 };
    for (size_t len = 1; len < 1100; len += 97) {
      char *room = zp_arena_bytes(arena, len);
      for (size_t at = 0; at < len; at++) room[at] = units[i][at % zp_text_from(units[i]).len];
      code = (zp_text){ room, len };
      assert_non_null(zp_number_format_show(zp_number_format_read(code, arena), &number, ZP_DATES_1900, arena).ptr);
    }
  }
  zp_arena_free(arena);
}

static void says_when_memory_is_short(void **state)
{
  (void)state;
  size_t failures = 0;
  for (size_t n = 1;; n++) {
    failing_allocator failing = { .fail_at = n };
    zp_allocator allocator = allocator_of(&failing);
    zp_arena *arena = zp_arena_new(&allocator, 0);
    zp_number number;
    assert_true(zp_number_read(ZP_TEXT("1234.5"), &number));
    const zp_number_format *format = arena == NULL ? NULL : zp_number_format_read(ZP_TEXT("#,##0.00"), arena);
    zp_text got = format == NULL ? (zp_text){ NULL, 0 } : zp_number_format_show(format, &number, ZP_DATES_1900, arena);
    bool done = got.ptr != NULL;
    if (done) assert_true(zp_text_equal(got, ZP_TEXT("1,234.50")));
    zp_arena_free(arena);
    if (done) break;
    failures++;
  }
  assert_true(failures > 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(shows_numbers), cmocka_unit_test(knows_both_calendars), cmocka_unit_test(refuses_what_is_no_number), cmocka_unit_test(takes_written_days),
    cmocka_unit_test(takes_doubles), cmocka_unit_test(shows_texts), cmocka_unit_test(survives_any_code), cmocka_unit_test(says_when_memory_is_short),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
