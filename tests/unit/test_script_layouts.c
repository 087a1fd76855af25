// test_script_layouts.c: form layouts are read strictly: what is wrong is named with file, line, field and a suggestion.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "said.h"
#include "scratch.h"
#include "script/host.h"

#define GOOD "return {\n  id = 'a', title = 'A',\n  kind = 'goal_table',\n"

static const struct {
  const char *title, *text;
  zp_status status;
  uint32_t line;
  const char *arg1, *arg2;
} broken[] = {
  { "unknown field", GOOD "  fields = { target = { '指标值' } },\n  titel = {},\n}", ZP_E_FIELD_UNKNOWN, 5, "titel", "title" },
  { "unknown heading", GOOD "  fields = {\n    targte = '指标值',\n  },\n}", ZP_E_FIELD_UNKNOWN, 5, "fields.targte", "target" },
  { "missing field", "return {\n  id = 'a', kind = 'goal_table', fields = {} }", ZP_E_FIELD_MISSING, 1, "title", "" },
  { "wrong type", GOOD "  fields = {},\n  titles = { 'x', 3 },\n}", ZP_E_FIELD_TYPE, 5, "titles[2]", "string" },
  { "no list", GOOD "  fields = {},\n  titles = { x = 'y' },\n}", ZP_E_FIELD_TYPE, 5, "titles", "{ ..., ... }" },
  { "a list with a gap", GOOD "  fields = {},\n  titles = { 'x', nil, 'y' },\n}", ZP_E_FIELD_TYPE, 5, "titles", "{ ..., ... }" },
  { "unknown kind", "return {\n id = 'a',\n title = 'A',\n kind = 'gaol_table', fields = {} }", ZP_E_FIELD_VALUE, 4, "kind",
    "gaol_table -> goal_table" },
  { "unknown required field", GOOD "  fields = {},\n  required = { 'target', 'actuel' },\n}", ZP_E_FIELD_VALUE, 5, "required",
    "actuel -> actual" },
  { "another layout that is not there", GOOD "  fields = {},\n  also = { 'a', 'b' },\n}", ZP_E_FIELD_VALUE, 0, "also", "b" },
  { "a list item among names", "return {\n  'a' }", ZP_E_FIELD_UNKNOWN, 2, "[1]", NULL },
  { "a key that is no name", "return {\n  [true] = 'a' }", ZP_E_FIELD_UNKNOWN, 1, "[...]", NULL },
  { "syntax", "return {\n  id = ,\n}", ZP_E_RULE_SYNTAX, 2, "unexpected symbol near ','", "" },
  { "raises", "local x\nlocal y = x.z\nreturn {}", ZP_E_RULE_LOAD, 2, "attempt to index a nil value (local 'x')", "" },
  { "raises no text", "error({})", ZP_E_RULE_LOAD, 1, NULL, "" },
  { "no table", "return 3", ZP_E_FIELD_TYPE, 1, "return", "table" },
  { "returns nothing", "local x = 1", ZP_E_FIELD_TYPE, 1, "return", "table" },
  { "never ends", "while true do end", ZP_E_RULE_LOAD, 0, "运算步数超过上限 1000000", "" },
  { "eats memory", "local t = {} for i = 1, 1e5 do t[i] = { {}, {}, {}, {} } end", ZP_E_RULE_LOAD, 0, "一个文本或表超过上限 131072 字节",
    "" },
  { "a long text", "local s = 'xxxxxxxxxxxxxxxx' for i = 1, 40 do s = s .. s end", ZP_E_RULE_LOAD, 0, NULL, "" },
  { "no require here", "local x = require('ratio')", ZP_E_RULE_LOAD, 1, NULL, "" },
  { "bytecode", "\x1bLua", ZP_E_RULE_SYNTAX, 0, NULL, "" },
  { "empty", "", ZP_E_EMPTY_FILE, 0, "", "" },
  { "not UTF-8", "return {\n id = '\xff' }", ZP_E_ENCODING, 2, "17", "" },
};

static void refuses_what_is_wrong(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
    scratch s;
    zp_arena *arena = zp_arena_new(NULL, 0);
    zp_layouts layouts = { 0 };
    zp_error err = { 0 };
    char room[SAID_ROOM];
    scratch_open(&s);
    scratch_text(&s, "x.lua", broken[i].text);
    zp_status status = zp_layouts_load(scratch_path(&s), arena, &layouts, &err);
    if (status != broken[i].status) fail_msg("%s: %s %s", broken[i].title, zp_status_code(status), err.arg[0]);
    assert_int_equal(err.status, status);
    assert_string_equal(err.file, "forms/x.lua");
    if (err.row != broken[i].line) fail_msg("%s: line %u", broken[i].title, err.row);
    if (broken[i].arg1 != NULL) assert_string_equal(said(zp_text_from(err.arg[0]), ZP_LANG_ZH, room), broken[i].arg1);
    if (broken[i].arg2 != NULL) assert_string_equal(err.arg[1], broken[i].arg2);
    scratch_close(&s);
    zp_arena_free(arena);
  }
}

static void reads_all_that_is_there(void **state)
{
  (void)state;
  scratch s;
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_layouts layouts = { 0 };
  zp_error err = { 0 };
  scratch_open(&s);
  scratch_text(&s, "b.lua", "return { id = 'b', title = '乙', kind = 'filled_table',\n"
                            "fields = { actual = { '实际完成值', '完成值' }, note = '偏差原因' }, required = { 'actual' }, totals = '合计' }");
  scratch_text(&s, "a.lua", "local words = { 'x' }\nreturn { id = 'a', title = '甲', kind = 'goal_text', fields = {}, overall = words }");
  scratch_text(&s, "notes.txt", "not Lua");
  assert_int_equal(zp_layouts_load(scratch_path(&s), arena, &layouts, &err), ZP_OK);
  assert_int_equal(layouts.count, 2);
  assert_true(zp_text_equal(layouts.items[0].id, ZP_TEXT("a")));
  assert_int_equal(layouts.items[0].kind, ZP_LAYOUT_GOAL_TEXT);
  assert_int_equal(layouts.items[0].overall.count, 1);
  const zp_layout *b = &layouts.items[1];
  assert_true(zp_text_equal(b->file, ZP_TEXT("forms/b.lua")));
  assert_int_equal(b->kind, ZP_LAYOUT_FILLED_TABLE);
  assert_int_equal(b->fields[ZP_F_ACTUAL].count, 2);
  assert_true(zp_text_equal(b->fields[ZP_F_ACTUAL].items[1], ZP_TEXT("完成值")));
  assert_true(zp_text_equal(b->fields[ZP_F_NOTE].items[0], ZP_TEXT("偏差原因")));
  assert_int_equal(b->fields[ZP_F_TARGET].count, 0);
  assert_true(zp_text_equal(b->totals.items[0], ZP_TEXT("合计")));
  scratch_close(&s);
  zp_arena_free(arena);
}

static void a_missing_folder_is_named(void **state)
{
  (void)state;
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_layouts layouts = { 0 };
  zp_error err = { 0 };
  assert_int_equal(zp_layouts_load(ZP_TEXT("/no/such/folder"), arena, &layouts, &err), ZP_E_OPEN);
  assert_string_equal(err.file, "/no/such/folder");
  zp_arena_free(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(refuses_what_is_wrong),
    cmocka_unit_test(reads_all_that_is_there),
    cmocka_unit_test(a_missing_folder_is_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
