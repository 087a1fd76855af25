// test_reader_records.c: unit records: the same in JSON and msgpack, refused by name and place, whatever the bytes.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <string.h>
#include <time.h>

#include "failing_allocator.h"
#include "records.h"

#define UNIT(projects) "{\"ziping\":1,\"name\":\"甲镇\",\"projects\":[" projects "]}"
#define PROJECT(indicators) UNIT("{\"name\":\"修路\",\"indicators\":[" indicators "]}")
#define VALUE(value) PROJECT("{\"level3\":\"里程\",\"target\":" value "}")

static const struct { const char *title, *json, *expected; } good[] = {
  { "everything", "{\"ziping\":1,\"code\":\"0601\",\"name\":\" 甲镇 \",\"year\":2024,\"district\":\"某区\",\"projects\":[{\"code\":\"01\","
    "\"name\":\"修路\",\"initial_fen\":100000,\"revised_fen\":113060000,\"executed_fen\":-5,\"execution\":{\"weight_e4\":100000,"
    "\"declared_e4\":95500,\"note\":\"雨多\"},\"indicators\":[{\"level1\":\"产出指标\",\"level2\":\"数量指标\",\"level3\":\"里程\","
    "\"description\":\"公路\",\"target\":{\"kind\":\"number\",\"op\":\">=\",\"value\":[30,0],\"unit\":\"公里\"},\"actual\":\"31公里\",\"op\":\"≥\","
    "\"unit\":\"公里\",\"weight_e4\":125000,\"declared_e4\":125000,\"note\":\"无\"}]}]}",
    " district=某区{0601 甲镇 2024(01 修路 initial=1000.00元 revised=1130600.00元 executed=-0.05元 weight=10 declared=9.55 note=雨多"
    "[产出指标/数量指标/里程 description=公路 target=≥30公里<number >= 30 公里> actual=31公里 op=≥ unit=公里 weight=12.5 declared=12.5 note=无])}" },
  { "keys in any order", "{\"ziping\":1,\"projects\":[{\"indicators\":[{\"actual\":\"1\",\"level3\":\"a\"}],\"code\":\"x\"}],\"code\":\"1\"}",
    "{1  0(x [//a actual=1])}" },
  { "several units", UNIT("") " " UNIT("") "\n" UNIT(""), "{ 甲镇 0}{ 甲镇 0}{ 甲镇 0}" },
  { "a list of units", "[" UNIT("") "," UNIT("") "]", "{ 甲镇 0}{ 甲镇 0}" },
  { "a percentage", VALUE("{\"kind\":\"percent\",\"op\":\"=\",\"value\":[950,1],\"unit\":\"%\"}"), "{ 甲镇 0( 修路[//里程 target==95.0%<percent = 95.0 %>])}" },
  { "money", VALUE("{\"kind\":\"money\",\"op\":\"<=\",\"value\":[45,0],\"unit\":\"万元\"}"), "{ 甲镇 0( 修路[//里程 target=≤45万元<money <= 45 万元>])}" },
  { "a price", VALUE("{\"kind\":\"money\",\"value\":[45,0],\"unit\":\"元/人\"}"), "{ 甲镇 0( 修路[//里程 target=45元/人<money  45 元/人>])}" },
  { "no unit", VALUE("{\"kind\":\"number\",\"op\":\">\",\"value\":[-5,2]}"), "{ 甲镇 0( 修路[//里程 target=>-0.05<number > -0.05 >])}" },
  { "a date", VALUE("{\"kind\":\"date\",\"op\":\"<=\",\"date\":[2024,2,29]}"), "{ 甲镇 0( 修路[//里程 target=≤2024-02-29<date <= 2024-02-29 >])}" },
  { "a range", VALUE("{\"kind\":\"range\",\"value\":[9,0],\"high\":[95,1],\"unit\":\"%\"}"), "{ 甲镇 0( 修路[//里程 target=9~9.5%<range  9..9.5 %>])}" },
  { "a range of dates", VALUE("{\"kind\":\"range\",\"date\":[2024,1,1],\"high_date\":[2024,12,31]}"),
    "{ 甲镇 0( 修路[//里程 target=2024-01-01~2024-12-31<range  2024-01-01..2024-12-31 >])}" },
  { "a verdict", VALUE("{\"kind\":\"qualitative\",\"text\":\"正常开展\"}"), "{ 甲镇 0( 修路[//里程 target=正常开展<qualitative  >])}" },
  { "a value as written", VALUE("{\"kind\":\"percent\",\"value\":[95,0],\"unit\":\"%\",\"text\":\"95％\"}"), "{ 甲镇 0( 修路[//里程 target=95％<percent  95 %>])}" },
  { "blank texts", VALUE("\" \""), "{ 甲镇 0( 修路[//里程])}" },
};

static void reads_both_alike(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
    zp_arena *arena = zp_arena_new(NULL, 0);
    zp_text json = zp_text_from(good[i].json), packed = records_pack(good[i].json, arena);
    zp_submission a, b;
    zp_error err = { 0 };
    assert_int_equal(zp_reader_json.claims(json, ZP_TEXT("a")), 100);
    assert_int_equal(zp_reader_msgpack.claims(packed, ZP_TEXT("a")), 100);
    if (zp_reader_json.submit(json, ZP_TEXT("a"), arena, &a, &err) != ZP_OK) fail_msg("%s: %s %s", good[i].title, err.arg[0], err.arg[1]);
    if (zp_reader_msgpack.submit(packed, ZP_TEXT("a"), arena, &b, &err) != ZP_OK) fail_msg("%s: %s", good[i].title, err.arg[0]);
    zp_text left = records_sketch(&a, arena), right = records_sketch(&b, arena);
    if (!zp_text_equal(left, zp_text_from(good[i].expected))) fail_msg("%s: %.*s", good[i].title, ZP_ARG(left));
    if (!zp_text_equal(left, right)) fail_msg("%s: %.*s", good[i].title, ZP_ARG(right));
    records_check(&a);
    records_check(&b);
    zp_arena_free(arena);
  }
}

/// Refused in both formats alike; the place is JSON's.
static const struct { const char *title, *json; zp_status status; const char *path; uint32_t row, column; } bad[] = {
  { "an unknown key", UNIT("{\"nam\":\"a\",\"indicators\":[]}"), ZP_E_RECORD_KEY, "projects[0].nam", 1, 38 },
  { "an unknown key of a value", VALUE("{\"kinds\":\"date\"}"), ZP_E_RECORD_KEY, "projects[0].indicators[0].target.kinds", 1, 89 },
  { "another version", "{\"ziping\":2,\"name\":\"a\",\"projects\":[]}", ZP_E_RECORD_VERSION, "2", 1, 11 },
  { "no unit name", "{\"ziping\":1,\"projects\":[]}", ZP_E_RECORD_MISSING, "name", 1, 1 },
  { "no projects", "{\"ziping\":1,\"name\":\"a\"}", ZP_E_RECORD_MISSING, "projects", 1, 1 },
  { "no project name", UNIT("{\"indicators\":[]}"), ZP_E_RECORD_MISSING, "projects[0].name", 1, 37 },
  { "a blank indicator name", PROJECT("{\"level3\":\" \"}"), ZP_E_RECORD_MISSING, "projects[0].indicators[0].level3", 1, 74 },
  { "no indicator name", PROJECT("{}"), ZP_E_RECORD_MISSING, "projects[0].indicators[0].level3", 1, 64 },
  { "a number with a point", PROJECT("{\"level3\":\"a\",\"target\":87.35}"), ZP_E_RECORD_REAL, "projects[0].indicators[0].target", 1, 87 },
  { "points with a point", PROJECT("{\"level3\":\"a\",\"weight_e4\":1.5}"), ZP_E_RECORD_REAL, "projects[0].indicators[0].weight_e4", 1, 90 },
  { "a whole number for a text", PROJECT("{\"level3\":5}"), ZP_E_RECORD_TYPE, "projects[0].indicators[0].level3", 1, 74 },
  { "null", "{\"ziping\":1,\"name\":null,\"projects\":[]}", ZP_E_RECORD_TYPE, "name", 1, 20 },
  { "a year far off", "{\"ziping\":1,\"name\":\"a\",\"year\":24,\"projects\":[]}", ZP_E_RECORD_TYPE, "year", 1, 31 },
  { "a list for a record", UNIT("[]"), ZP_E_RECORD_TYPE, "projects[0]", 1, 37 },
  { "a record for a list", "{\"ziping\":1,\"name\":\"a\",\"projects\":{}}", ZP_E_RECORD_TYPE, "projects", 1, 35 },
  { "a unit that is a list", "[[]]", ZP_E_RECORD_TYPE, "", 1, 2 },
  { "places beyond 18", VALUE("{\"kind\":\"number\",\"value\":[1,19]}"), ZP_E_RECORD_TYPE, "projects[0].indicators[0].target.value", 1, 116 },
  { "digits beyond 18", VALUE("{\"kind\":\"number\",\"value\":[1000000000000000000,0]}"), ZP_E_RECORD_TYPE, "projects[0].indicators[0].target.value", 1, 114 },
  { "three digits and places", VALUE("{\"kind\":\"number\",\"value\":[1,2,3]}"), ZP_E_RECORD_TYPE, "projects[0].indicators[0].target.value", 1, 113 },
  { "a day that does not exist", VALUE("{\"kind\":\"date\",\"date\":[2023,2,29]}"), ZP_E_RECORD_TYPE, "projects[0].indicators[0].target.date", 1, 118 },
  { "an unknown kind", VALUE("{\"kind\":\"compound\"}"), ZP_E_RECORD_TYPE, "projects[0].indicators[0].target.kind", 1, 96 },
  { "no kind", VALUE("{\"value\":[1,0]}"), ZP_E_RECORD_MISSING, "projects[0].indicators[0].target.kind", 1, 88 },
  { "percent without its unit", VALUE("{\"kind\":\"percent\",\"value\":[1,0]}"), ZP_E_RECORD_VALUE, "projects[0].indicators[0].target", 1, 88 },
  { "a number of money", VALUE("{\"kind\":\"number\",\"value\":[1,0],\"unit\":\"元\"}"), ZP_E_RECORD_VALUE, "projects[0].indicators[0].target", 1, 88 },
  { "a number with a date", VALUE("{\"kind\":\"number\",\"date\":[2024,1,1]}"), ZP_E_RECORD_VALUE, "projects[0].indicators[0].target", 1, 88 },
  { "half a range", VALUE("{\"kind\":\"range\",\"value\":[1,0]}"), ZP_E_RECORD_VALUE, "projects[0].indicators[0].target", 1, 88 },
  { "a range turned round", VALUE("{\"kind\":\"range\",\"value\":[2,0],\"high\":[1,0]}"), ZP_E_RECORD_VALUE, "projects[0].indicators[0].target", 1, 88 },
  { "a verdict with a number", VALUE("{\"kind\":\"qualitative\",\"text\":\"a\",\"value\":[2,0]}"), ZP_E_RECORD_VALUE, "projects[0].indicators[0].target", 1, 88 },
  { "no units", "[]", ZP_E_NO_ROWS, "", 0, 0 },
};

static void check_refusal(const char *title, zp_status status, const char *path, const zp_error *err)
{
  if (err->status != status || strcmp(err->arg[0], path) != 0)
    fail_msg("%s: %s %s (%s) at %u:%u", title, zp_status_code(err->status), err->arg[0], err->arg[1], err->row, err->column);
}

static void refuses_both_alike(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    zp_arena *arena = zp_arena_new(NULL, 0);
    zp_submission read;
    zp_error json = { 0 }, packed = { 0 };
    zp_reader_json.submit(zp_text_from(bad[i].json), ZP_TEXT("a"), arena, &read, &json);
    zp_reader_msgpack.submit(records_pack(bad[i].json, arena), ZP_TEXT("a"), arena, &read, &packed);
    check_refusal(bad[i].title, bad[i].status, bad[i].path, &json);
    check_refusal(bad[i].title, bad[i].status, bad[i].path, &packed);
    if (json.row != bad[i].row || json.column != bad[i].column) fail_msg("%s: %u:%u", bad[i].title, json.row, json.column);
    zp_arena_free(arena);
  }
}

static const struct { const char *title, *json; zp_status status; uint32_t row, column; } broken_json[] = {
  { "a key twice", "{\"ziping\":1,\n\"name\":\"a\",\"name\":\"b\",\"projects\":[]}", ZP_E_RECORD_BROKEN, 2, 17 },
  { "cut off", "{\"ziping\":1,\n\"name\":\"甲", ZP_E_RECORD_BROKEN, 2, 10 },
  { "something behind", UNIT("") "\n x", ZP_E_RECORD_BROKEN, 2, 2 },
  { "a comma behind", UNIT("") ",", ZP_E_RECORD_BROKEN, 1, 39 },
  { "a NUL in a text", "{\"ziping\":1,\"name\":\"a\\u0000\"}", ZP_E_RECORD_BROKEN, 1, 28 },
  { "too large a number", "{\"ziping\":123456789012345678901234567890}", ZP_E_RECORD_BROKEN, 1, 40 },
  { "deep", "{\"ziping\":[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]}", ZP_E_RECORD_BROKEN, 1, 26 },
};

static void refuses_broken_json(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof broken_json / sizeof broken_json[0]; i++) {
    zp_arena *arena = zp_arena_new(NULL, 0);
    zp_submission read;
    zp_error err = { 0 };
    zp_reader_json.submit(zp_text_from(broken_json[i].json), ZP_TEXT("a"), arena, &read, &err);
    if (err.status != broken_json[i].status || err.row != broken_json[i].row || err.column != broken_json[i].column)
      fail_msg("%s: %s %s at %u:%u", broken_json[i].title, zp_status_code(err.status), err.arg[1], err.row, err.column);
    zp_arena_free(arena);
  }
}

#define BYTES(literal) { "" literal, sizeof(literal) - 1 }
static const struct { const char *title; zp_text bytes; zp_status status; } broken_bytes[] = {
  { "4 billion units in five bytes", BYTES("\xDD\xFF\xFF\xFF\xFF"), ZP_E_RECORD_BROKEN },
  { "4 billion pairs", BYTES("\xDF\xFF\xFF\xFF\xFF\xA6ziping"), ZP_E_RECORD_BROKEN },
  { "a text longer than the file", BYTES("\x81\xA6ziping\xDB\xFF\xFF\xFF\xFF"), ZP_E_RECORD_BROKEN },
  { "a head cut off", BYTES("\x81\xA6ziping\xCD\x01"), ZP_E_RECORD_BROKEN },
  { "no head at all", BYTES("\x81\xA6ziping\xC1"), ZP_E_RECORD_BROKEN },
  { "text that is not UTF-8", BYTES("\x81\xA6ziping\xA1\xFF"), ZP_E_RECORD_BROKEN },
  { "an overlong character", BYTES("\x81\xA6ziping\xA2\xC0\x80"), ZP_E_RECORD_BROKEN },
  { "bytes for a text", BYTES("\x82\xA6ziping\x01\xA4name\xC4\x01" "a"), ZP_E_RECORD_TYPE },
  { "an extension", BYTES("\x81\xA6ziping\xD4\x01\x01"), ZP_E_RECORD_TYPE },
  { "beyond int64", BYTES("\x81\xA6ziping\xCF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"), ZP_E_RECORD_TYPE },
  { "a NUL in a text", BYTES("\x82\xA6ziping\x01\xA4name\xA1\0"), ZP_E_RECORD_TYPE },
  { "a key twice", BYTES("\x82\xA6ziping\x01\xA6ziping\x01"), ZP_E_RECORD_TWICE },
  { "a key that is no text", BYTES("\x82\xA6ziping\x01\x01\x01"), ZP_E_RECORD_TYPE },
};

static void refuses_broken_bytes(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof broken_bytes / sizeof broken_bytes[0]; i++) {
    zp_arena *arena = zp_arena_new(NULL, 1 << 20);
    zp_submission read;
    zp_error err = { 0 };
    zp_reader_msgpack.submit(broken_bytes[i].bytes, ZP_TEXT("a"), arena, &read, &err);
    if (err.status != broken_bytes[i].status) fail_msg("%s: %s %s", broken_bytes[i].title, zp_status_code(err.status), err.arg[1]);
    zp_arena_free(arena);
  }
}

/// Every whole number and every wide head that msgpack-c writes is read as it was.
static void reads_every_head(void **state)
{
  static const char *const numbers[] = { "0", "127", "128", "255", "256", "65535", "65536", "4294967295", "4294967296",
                                         "999999999999999999", "-1", "-32", "-33", "-128", "-129", "-32768", "-32769",
                                         "-2147483648", "-2147483649", "-999999999999999999" };
  (void)state;
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
    zp_arena *arena = zp_arena_new(NULL, 0);
    zp_text value = zp_text_format(arena, VALUE("{\"kind\":\"number\",\"value\":[%s,0]}"), numbers[i]);
    zp_submission read;
    zp_error err = { 0 };
    char room[ZP_NUMBER_ROOM];
    assert_int_equal(zp_reader_msgpack.submit(records_pack(value.ptr, arena), ZP_TEXT("a"), arena, &read, &err), ZP_OK);
    zp_text got = zp_qty_print(read.units[0].projects[0].indicators[0].typed_target->number, room);
    if (!zp_text_equal(got, zp_text_from(numbers[i]))) fail_msg("%s: %.*s", numbers[i], ZP_ARG(got));
    zp_arena_free(arena);
  }
  for (size_t length = 1; length < 70000; length = length * 3 + 13) {
    zp_arena *arena = zp_arena_new(NULL, 0);
    char *name = zp_arena_bytes(arena, length + 1);
    memset(name, 'a', length);
    name[length] = '\0';
    zp_text unit = zp_text_format(arena, "{\"ziping\":1,\"name\":\"%s\",\"projects\":[]}", name);
    zp_submission read;
    zp_error err = { 0 };
    assert_int_equal(zp_reader_msgpack.submit(records_pack(unit.ptr, arena), ZP_TEXT("a"), arena, &read, &err), ZP_OK);
    assert_int_equal(read.units[0].name.text.len, length);
    zp_arena_free(arena);
  }
}

static void refuses_every_cut(void **state)
{
  (void)state;
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_text json = zp_text_from(good[0].json), packed = records_pack(good[0].json, arena);
  size_t cuts = 0;
  for (size_t length = 1; length < json.len; length++, cuts++) {
    zp_submission read;
    zp_error err = { 0 };
    assert_int_not_equal(zp_reader_json.submit(zp_text_slice(json, 0, length), ZP_TEXT("a"), arena, &read, &err), ZP_OK);
  }
  for (size_t length = 1; length < packed.len; length++, cuts++) {
    zp_submission read;
    zp_error err = { 0 };
    zp_status status = zp_reader_msgpack.submit(zp_text_slice(packed, 0, length), ZP_TEXT("a"), arena, &read, &err);
    assert_int_equal(status, ZP_E_RECORD_BROKEN);
  }
  printf("%zu cuts\n", cuts);
  assert_true(cuts > 500);
  zp_arena_free(arena);
}

static void survives_every_shortage(void **state)
{
  (void)state;
  size_t failures = 0;
  zp_arena *texts = zp_arena_new(NULL, 0);
  zp_text packed = records_pack(good[0].json, texts), json = zp_text_from(good[0].json);
  const zp_reader *const readers[] = { &zp_reader_json, &zp_reader_msgpack };
  for (size_t k = 0; k < 2; k++)
    for (size_t n = 1;; n++) {
      failing_allocator failing = { .fail_at = n };
      zp_allocator allocator = { failing_call, &failing };
      zp_arena *arena = zp_arena_new(&allocator, 0);
      zp_submission read;
      zp_error err = { 0 };
      zp_status status = arena == NULL ? ZP_E_MEMORY : readers[k]->submit(k == 0 ? json : packed, ZP_TEXT("a"), arena, &read, &err);
      zp_arena_free(arena);
      if (status == ZP_OK) break;
      assert_int_equal(status, ZP_E_MEMORY);
      failures++;
    }
  assert_true(failures > 1);
  zp_arena_free(texts);
}

/// A million small things in one text: a tree of them would take a gigabyte.
static void bounds_the_tree(void **state)
{
  (void)state;
  enum { BYTES = 8 << 20 };
  zp_arena *arena = zp_arena_new(NULL, 0);
  char *bytes = zp_arena_bytes(arena, BYTES);
  zp_text head = ZP_TEXT("[{\"ziping\":1},");
  for (size_t i = 0; i < BYTES; i++) bytes[i] = "{},"[i % 3];
  memcpy(bytes, head.ptr, head.len);
  zp_submission read;
  zp_error err = { 0 };
  clock_t start = clock();
  assert_int_equal(zp_reader_json.submit((zp_text){ bytes, BYTES }, ZP_TEXT("a"), arena, &read, &err), ZP_E_RECORD_BROKEN);
  assert_true(clock() - start < CLOCKS_PER_SEC * 5);
  assert_true(zp_arena_used(arena) < 64 << 20);
  zp_arena_free(arena);
}

static void claims_nothing_else(void **state)
{
  static const zp_text others[] = { BYTES(""), BYTES("{}"), BYTES("[1]"), BYTES("{\"name\":1}"), BYTES("甲,乙\n丙,丁\n"), BYTES("\x81"),
                                    BYTES("\x8C\xA6schema\x03"), BYTES("\x93"), BYTES("\xDF\xFF") };
  (void)state;
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
    assert_int_equal(zp_reader_json.claims(others[i], ZP_TEXT("a.json")), 0);
    assert_int_equal(zp_reader_msgpack.claims(others[i], ZP_TEXT("a.msgpack")), 0);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(reads_both_alike), cmocka_unit_test(refuses_both_alike), cmocka_unit_test(refuses_broken_json),
    cmocka_unit_test(refuses_broken_bytes), cmocka_unit_test(reads_every_head), cmocka_unit_test(refuses_every_cut),
    cmocka_unit_test(survives_every_shortage), cmocka_unit_test(bounds_the_tree), cmocka_unit_test(claims_nothing_else),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
