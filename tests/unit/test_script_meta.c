// test_script_meta.c: rules/meta/ziping.lua and .luacheckrc say what the program's own tables say.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/input.h"
#include "model/series.h"
#include "script/library.h"
#include "script/spec.h"

static const struct { const char *name, *type, *mark, *doc; } inputs[] = {
#define NUMBER "number"
#define TEXT "string"
#define REQUIRED ""
#define OPTIONAL "?"
#define X(name, lua, type, need, doc) { lua, type, need, doc },
  ZP_INPUT_MAP(X)
#undef X
#undef NUMBER
#undef TEXT
#undef REQUIRED
#undef OPTIONAL
};

static char *read_whole(const char *path)
{
  FILE *file = fopen(path, "rb");
  if (file == NULL) fail_msg("%s", path);
  char *bytes = calloc(1, 1 << 18);
  if (bytes == NULL) abort();
  fread(bytes, 1, (1 << 18) - 1, file);
  fclose(file);
  return bytes;
}

static size_t count_of(const char *text, const char *part)
{
  size_t count = 0;
  for (; (text = strstr(text, part)) != NULL; text += strlen(part)) count++;
  return count;
}

static void inputs_are_annotated(void **state)
{
  (void)state;
  char *meta = read_whole(ZP_SOURCE "/rules/meta/ziping.lua");
  const char *from = strstr(meta, "---@class ziping.Inputs\n");
  assert_non_null(from);
  const char *line = from + strlen("---@class ziping.Inputs\n");
  for (size_t i = 0; i < sizeof inputs / sizeof inputs[0]; i++) {
    char wanted[512];
    int len = snprintf(wanted, sizeof wanted, "---@field %s%s %s # %s\n", inputs[i].name, inputs[i].mark, inputs[i].type,
                       inputs[i].doc);
    if (strncmp(line, wanted, (size_t)len) != 0) fail_msg("expected %sfound %.*s", wanted, (int)strcspn(line, "\n"), line);
    line += len;
  }
  assert_true(*line == '\n');  // none besides these
  free(meta);
}

static void series_are_annotated(void **state)
{
  (void)state;
  static const char head[] = "---@class ziping.Series\n";
  char *meta = read_whole(ZP_SOURCE "/rules/meta/ziping.lua");
  const char *line = strstr(meta, head);
  assert_non_null(line);
  line += strlen(head);
  for (zp_series_name i = 0; i < ZP_SERIES_COUNT; i++) {
    const zp_series_kind *kind = zp_series_kind_of(i);
    const char *type = kind->shape == ZP_SERIES_ONE ? "number|false" : kind->texts ? "string[]" : "(number|false)[]";
    char wanted[512];
    int len = snprintf(wanted, sizeof wanted, "---@field %s %s # %s\n", kind->name, type, kind->doc);
    if (strncmp(line, wanted, (size_t)len) != 0) fail_msg("expected %sfound %.*s", wanted, (int)strcspn(line, "\n"), line);
    line += len;
  }
  assert_true(*line == '\n');  // none besides these
  free(meta);
}

static void functions_are_annotated(void **state)
{
  (void)state;
  char *meta = read_whole(ZP_SOURCE "/rules/meta/ziping.lua"), *lint = read_whole(ZP_SOURCE "/.luacheckrc");
  const char *module, *name, *why;
  const char *list = strstr(lint, "stds.ziping"), *end = strstr(lint, "\nstd =");
  size_t count = 0;
  assert_true(list != NULL && end > list);
  lint[end - lint] = '\0';
  for (; (why = zp_library_why(count, &module, &name)) != NULL; count++) {
    char wanted[128];
    snprintf(wanted, sizeof wanted, "\nfunction %s%s%s(", module == NULL ? "" : module, module == NULL ? "" : ".", name);
    if (strstr(meta, wanted) == NULL) fail_msg("not annotated:%s", wanted);
    assert_true(strlen(why) > 0);
    const char *from = module == NULL ? list : strstr(list, module);
    snprintf(wanted, sizeof wanted, "\"%s\"", name);
    if (from == NULL || strstr(from, wanted) == NULL) fail_msg("not in .luacheckrc: %s", wanted);
  }
  // None besides these.
  assert_int_equal(count_of(meta, "\nfunction "), count);
  assert_int_equal(count_of(list, "\""), 2 * count);
  free(meta);
  free(lint);
}

/// The comment block above a function: from behind the last empty line.
static const char *block_above(const char *meta, const char *function)
{
  const char *from = function;
  while (from > meta && !(from[0] == '\n' && from[-1] == '\n')) from--;
  return from;
}

static bool is_within(const char *from, const char *to, const char *part)
{
  const char *found = strstr(from, part);
  return found != NULL && found < to;
}

/// Every function says what it is and every argument what it takes: what an editor shows.
static void arguments_are_annotated(void **state)
{
  (void)state;
  char *meta = read_whole(ZP_SOURCE "/rules/meta/ziping.lua");
  size_t functions = 0, arguments = 0;
  for (const char *at = meta; (at = strstr(at, "\nfunction ")) != NULL; at++, functions++) {
    const char *block = block_above(meta, at), *end = strchr(at, ')');
    assert_non_null(end);
    if (!is_within(block, at, "\n--- ")) fail_msg("says nothing:%.*s", (int)(end - at), at);
    for (const char *name = strchr(at, '(') + 1; name < end; name += strspn(name, ", ")) {
      char plain[64], optional[64];
      int len = (int)strcspn(name, ",)");
      snprintf(plain, sizeof plain, "---@param %.*s ", len, name);
      snprintf(optional, sizeof optional, "---@param %.*s? ", len, name);
      if (!is_within(block, at, plain) && !is_within(block, at, optional)) fail_msg("%.*s: %s", (int)(end - at), at, plain);
      name += len;
      arguments++;
    }
  }
  assert_true(functions >= 30);
  assert_true(arguments > functions);
  free(meta);
}

static void calls_of_tests_are_annotated(void **state)
{
  (void)state;
  char *meta = read_whole(ZP_SOURCE "/rules/meta/ziping.lua"), wanted[64];
  const char *from = strstr(meta, "---@class ziping.Test\n"), *name;
  assert_non_null(from);
  size_t count = 0;
  for (; (name = zp_spec_call(count)) != NULL; count++) {
    snprintf(wanted, sizeof wanted, "---@field %s fun(", name);
    if (strstr(from, wanted) == NULL) fail_msg("not annotated: t.%s", name);
  }
  assert_true(count > 0);
  assert_int_equal(count_of(from, "---@field "), count);  // none besides these
  free(meta);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(inputs_are_annotated),
    cmocka_unit_test(series_are_annotated),
    cmocka_unit_test(functions_are_annotated),
    cmocka_unit_test(arguments_are_annotated),
    cmocka_unit_test(calls_of_tests_are_annotated),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
