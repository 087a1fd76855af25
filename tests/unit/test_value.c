// test_value.c: the calendar, families of units and the words of notes.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "form/value_date.h"
#include "form/value_unit.h"
#include "model/value.h"

static void counts_days(void **state)
{
  static const struct { zp_date date; int32_t days; } rows[] = {
    { { 1970, 1, 1 }, 0 },      { { 1969, 12, 31 }, -1 },   { { 1970, 3, 1 }, 59 },     { { 1972, 2, 29 }, 789 },
    { { 2000, 2, 29 }, 11016 }, { { 2000, 3, 1 }, 11017 },  { { 2024, 2, 29 }, 19782 }, { { 2024, 12, 31 }, 20088 },
    { { 2100, 3, 1 }, 47541 },  { { 1900, 3, 1 }, -25508 },
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) assert_int_equal(zp_date_days(rows[i].date), rows[i].days);
}

/// Every day from 1950 to 2100 follows the one before it.
static void days_follow_each_other(void **state)
{
  int32_t expected = zp_date_days((zp_date){ 1950, 1, 1 });
  (void)state;
  for (int year = 1950; year <= 2100; year++)
    for (int month = 1; month <= 12; month++)
      for (int day = 1; day <= zp_month_days(year, month); day++, expected++)
        assert_int_equal(zp_date_days((zp_date){ (int16_t)year, (uint8_t)month, (uint8_t)day }), expected);
}

static void knows_the_calendar(void **state)
{
  (void)state;
  assert_int_equal(zp_month_days(2023, 2), 28);
  assert_int_equal(zp_month_days(2024, 2), 29);
  assert_int_equal(zp_month_days(1900, 2), 28);
  assert_int_equal(zp_month_days(2000, 2), 29);
  assert_int_equal(zp_month_days(2024, 12), 31);
  assert_true(zp_date_exists((zp_date){ 2024, 2, 29 }));
  assert_true(zp_date_exists((zp_date){ 0, 2, 29 }));
  assert_false(zp_date_exists((zp_date){ 2023, 2, 29 }));
  assert_false(zp_date_exists((zp_date){ 2024, 13, 1 }));
  assert_false(zp_date_exists((zp_date){ 2024, 0, 1 }));
  assert_false(zp_date_exists((zp_date){ 2024, 4, 31 }));
  assert_false(zp_date_exists((zp_date){ 2024, 4, 0 }));
}

static void prints_dates(void **state)
{
  char room[16];
  (void)state;
  assert_string_equal(zp_date_print((zp_date){ 2024, 2, 9 }, room).ptr, "2024-02-09");
  assert_string_equal(zp_date_print((zp_date){ 0, 12, 31 }, room).ptr, "12-31");
}

static void knows_units(void **state)
{
  static const struct { const char *unit; zp_family family; int power; } rows[] = {
    { "%", ZP_FAMILY_RATE, -2 },   { "‰", ZP_FAMILY_RATE, -3 },   { "比例", ZP_FAMILY_RATE, 0 },  { "元", ZP_FAMILY_MONEY, 0 },
    { "万元", ZP_FAMILY_MONEY, 4 }, { "亿元", ZP_FAMILY_MONEY, 8 }, { "公里", ZP_FAMILY_LENGTH, 3 }, { "吨", ZP_FAMILY_MASS, 6 },
    { "个", ZP_FAMILY_OTHER, 0 },   { "", ZP_FAMILY_OTHER, 0 },
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    int power = 99;
    assert_int_equal(zp_unit_family(zp_text_from(rows[i].unit), &power), rows[i].family);
    assert_int_equal(power, rows[i].power);
  }
}

static void reads_unit_columns(void **state)
{
  static const struct { const char *column, *unit; } rows[] = {
    { "%", "%" }, { "％", "%" }, { "百分比", "%" }, { "%(百分比)", "%" }, { "百分比（%）", "%" }, { "‰", "‰" }, { "万元", "万元" },
    { " 万 元 ", "万元" }, { "万", "万元" }, { "（万元）", "万元" }, { "单位：万元", "万元" }, { "元/㎡", "元/平方米" }, { "元/人.月", "元/人·月" },
    { "元／人／年", "元/人/年" }, { "人次", "人次" }, { "人(次)", "人次" }, { "个（座）", "个" }, { "km", "公里" }, { "KM", "公里" },
    { "m2", "平方米" }, { "平方", "平方米" }, { "篇", "篇" }, { "单", "单" }, { "人/年", "人/年" }, { "个月", "个月" }, { "台/套", "台套" },
    { "", "" }, { "/", "" }, { "—", "" }, { "定量指标", "" }, { "定性", "" }, { "无", "" }, { "日期", "" }, { "年月日", "" },
    { "新式单位", "新式单位" }, { "万人次", "万人次" }, { "比例", "比例" }, { "天", "天" },
  };
  (void)state;
  zp_arena *arena = zp_arena_new(NULL, 0);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    zp_text unit;
    assert_int_equal(zp_unit_column(zp_text_from(rows[i].column), arena, &unit, NULL), ZP_OK);
    if (!zp_text_equal(unit, zp_text_from(rows[i].unit))) print_error("%s: %.*s\n", rows[i].column, ZP_ARG(unit));
    assert_true(zp_text_equal(unit, zp_text_from(rows[i].unit)));
  }
  zp_arena_free(arena);
}

static void words_its_notes(void **state)
{
  (void)state;
  zp_arena *arena = zp_arena_new(NULL, 0);
  assert_int_equal(zp_notes_text(0, ZP_LANG_ZH, arena).len, 0);
  assert_string_equal(zp_notes_text(ZP_NOTE_APPROXIMATE, ZP_LANG_EN, arena).ptr, "approximate");
  assert_string_equal(zp_notes_text(ZP_NOTE_APPROXIMATE | ZP_NOTE_NO_YEAR, ZP_LANG_EN, arena).ptr, "approximate; date without a year");
  assert_string_equal(zp_notes_text(ZP_NOTE_APPROXIMATE | ZP_NOTE_NO_YEAR, ZP_LANG_ZH, arena).ptr, "约数；日期没有年份");
  for (int bit = 0; bit < ZP_NOTE_COUNT; bit++) {
    assert_true(zp_notes_text(1u << bit, ZP_LANG_ZH, arena).len > 0);
    assert_true(zp_notes_text(1u << bit, ZP_LANG_EN, arena).len > 0);
  }
  assert_true(zp_notes_text((1u << ZP_NOTE_COUNT) - 1, ZP_LANG_ZH, arena).len > 200);
  zp_arena_free(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(counts_days),
    cmocka_unit_test(days_follow_each_other),
    cmocka_unit_test(knows_the_calendar),
    cmocka_unit_test(prints_dates),
    cmocka_unit_test(knows_units),
    cmocka_unit_test(reads_unit_columns),
    cmocka_unit_test(words_its_notes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
