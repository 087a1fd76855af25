// spec.c: runs the *_test.lua of a pack. The file is loaded anew for every test, in a state that is
// put back before, so that no test can lean on another.
#include "script/spec.h"

#include <lauxlib.h>
#include <string.h>

#include "script/cover.h"
#include "script/fields.h"
#include "script/trial.h"

/// A file of tests, and the test whose turn it is.
typedef struct running {
  zp_spec *spec;
  zp_source source;
  const char *chunk;
  size_t at, count;    // count: of tests in the file, known once the first has run
  zp_example_run *run; // told here; NULL: nobody looks at what comes out
} running;

typedef struct runs {
  zp_arena *arena;
  zp_example_run *items;
  size_t count, capacity;
} runs;

static zp_example_run *add_run(runs *list)
{
  zp_example_run *items =
      zp_arena_grow(list->arena, list->items, list->count, &list->capacity, sizeof *items);
  if (items == NULL) return NULL;
  list->items = items;
  items[list->count] = (zp_example_run){ .status = ZP_E_TEST_FAILED };
  return &items[list->count++];
}

// ---- one test
// -------------------------------------------------------------------------------------------------------

/// Pushes the function of the test that is at turn and says its title and line. The file returned a
/// function, or a list of { title, function }.
static void find_test(zp_sandbox *box, running *r, zp_text *title, uint32_t *line, zp_error *err)
{
  zp_fields list = { .L = box->L, .source = &r->source, .arena = r->spec->arena, .err = err }, item;
  *title = r->source.shown;
  *line = 1;
  r->count = 1;
  if (lua_isfunction(box->L, -1)) return;
  zp_fields_open(&list, NULL);
  r->count = zp_fields_count(&list, ZP_TESTS_MOST);
  if (r->count == 0) zp_fields_fail(&list, zp_key_at(1), ZP_E_FIELD_MISSING, ZP_TEXT(""));
  if (!zp_fields_enter(&list, zp_key_at(r->at + 1), ZP_REQUIRED, NULL, &item)) return;
  zp_fields_count(&item, 2);
  *title = zp_fields_text(&item, zp_key_at(1), ZP_REQUIRED);
  *line = zp_source_place(&r->source, zp_source_find(&r->source, item.step)).row;
  if (zp_fields_type(&item, zp_key_at(2)) != LUA_TFUNCTION)
    zp_fields_fail(&item, zp_key_at(2), ZP_E_FIELD_TYPE, ZP_TEXT("function(t) ... end"));
  lua_rawgeti(box->L, item.table, 2);
}

/// The error at the top of the stack as a failed run.
static void tell_raised(running *r, int code, zp_example_run *run)
{
  zp_spec *spec = r->spec;
  zp_sandbox *box = &spec->box;
  bool limited = zp_sandbox_limited(box, code);
  zp_text message = { NULL, 0 }, name;
  uint32_t line;
  if (code == LUA_ERRMEM && !limited) spec->no_memory = true;
  run->passed = false;
  if (box->line != 0) run->line = box->line;
  run->sentence = ZP_W_TEST_RAISED;
  if (spec->complaint.made && !limited) {
    run->sentence = spec->complaint.sentence;
    run->expected = spec->complaint.args[0];
    run->got = spec->complaint.args[1];
    run->more = spec->complaint.args[2];
  } else if (limited) {
    run->expected = zp_sandbox_stop_words(box, spec->arena);
  } else if (lua_type(box->L, -1) == LUA_TSTRING) {
    message.ptr = lua_tolstring(box->L, -1, &message.len);
    run->expected = zp_gate_words(zp_message_split(message, &name, &line), spec->arena);
  } else {
    run->sentence = ZP_W_FAULT_NOT_TEXT;
  }
}

/// Inside of zp_sandbox_run(): loads the file and runs one of its tests.
static zp_status run_test(zp_sandbox *box, void *context, zp_error *err)
{
  running *r = context;
  zp_spec *spec = r->spec;
  lua_State *L = box->L;
  zp_text title;
  uint32_t line;
  lua_pushcfunction(L, zp_sandbox_trace);
  if (zp_sandbox_load(box, &r->source, err) != ZP_OK) return err->status;
  find_test(box, r, &title, &line, err);
  if (err->status != ZP_OK) return err->status;
  zp_spec_push(spec);
  box->watched = r->chunk;
  spec->complaint = (zp_complaint){ .made = false };
  zp_sandbox_arm(box, SIZE_MAX);
  int code = lua_pcall(L, 1, 0, 1);
  if (r->run == NULL) return ZP_OK;
  r->run->title = title;
  r->run->line = line;
  r->run->passed = true;
  if (code != LUA_OK) tell_raised(r, code, r->run);
  return ZP_OK;
}

// ---- a file
// ---------------------------------------------------------------------------------------------------------

/// The file cannot be run, or not to its end: one run that says so.
static zp_status tell_error(runs *list, zp_text file, const zp_error *failure, zp_error *err)
{
  zp_findings findings = { .arena = list->arena };
  if (failure->status == ZP_E_MEMORY) return zp_fail_memory(err);
  zp_example_run *run = add_run(list);
  zp_findings_take(&findings, failure);
  if (run == NULL || findings.lost) return zp_fail_memory(err);
  run->file = file;
  run->line = failure->row;
  run->finding = &findings.items[0];
  return ZP_OK;
}

/// Runs every test, each from the same beginning. `list` NULL: only for the lines that run.
static zp_status run_file(running *r, runs *list, zp_error *err)
{
  for (r->at = 0, r->count = 1; r->at < r->count; r->at++) {
    zp_error failure = { 0 };
    zp_example_run run = { .file = r->source.shown, .status = ZP_E_TEST_FAILED };
    r->run = list == NULL ? NULL : &run;
    zp_sandbox_restore(&r->spec->box);
    zp_status status = zp_sandbox_run(&r->spec->box, run_test, r, &failure);
    if (r->spec->no_memory) return zp_fail_memory(err);
    if (status != ZP_OK)
      return list == NULL ? ZP_OK : tell_error(list, r->source.shown, &failure, err);
    zp_example_run *slot = list == NULL ? NULL : add_run(list);
    if (list != NULL && slot == NULL) return zp_fail_memory(err);
    if (slot != NULL) *slot = run;
  }
  return ZP_OK;
}

static bool is_rule(const zp_policy *policy, zp_text name)
{
  for (size_t i = 0; i < zp_policy_rules(policy); i++)
    if (zp_text_equal(policy->rules[i].id, name)) return true;
  return false;
}

static zp_status run_named(zp_spec *spec, const zp_pack_place *place, zp_text name, runs *list,
                           zp_error *err)
{
  zp_error failure = { 0 };
  running r = { .spec = spec };
  zp_text path =
      zp_text_format(spec->arena, "%.*s/%.*s_test.lua", ZP_ARG(place->folder), ZP_ARG(name));
  zp_text shown =
      zp_text_format(spec->arena, "%.*s/%.*s_test.lua", ZP_ARG(place->shown), ZP_ARG(name));
  r.chunk = zp_text_format(spec->arena, "=%.*s", ZP_ARG(shown)).ptr;
  if (path.ptr == NULL || shown.ptr == NULL || r.chunk == NULL) return zp_fail_memory(err);
  if (zp_source_read(path, shown, spec->arena, &r.source, &failure) != ZP_OK)
    return tell_error(list, shown, &failure, err);
  if (run_file(&r, list, err) != ZP_OK || !zp_cover_begin(spec->host)) return err->status;
  run_file(&r, NULL, err);
  zp_cover_end(spec->host);
  return err->status;
}

// ---- the files
// ------------------------------------------------------------------------------------------------------

static zp_status run_all(zp_spec *spec, const zp_pack_place *place, runs *list, zp_error *err)
{
  zp_text *names = NULL;
  size_t count = 0;
  zp_text ending = ZP_TEXT("_test.lua");
  if (zp_source_ending(place->folder, ending, spec->arena, &names, &count, err) != ZP_OK)
    return err->status;
  for (size_t i = 0; i < count; i++) {
    zp_text id = zp_text_format(spec->arena, "%.*s_test", ZP_ARG(names[i]));
    if (id.ptr == NULL) return zp_fail_memory(err);
    if (is_rule(&spec->host->policy, id)) continue;
    if (i >= ZP_TEST_FILES_MOST) {
      zp_error failure = { 0 };
      zp_place folder = { .file = place->shown };
      zp_text most = zp_text_format(spec->arena, "%d", ZP_TEST_FILES_MOST);
      zp_fail(&failure, ZP_E_TOO_LARGE, &folder, ending, most, (zp_text){ NULL, 0 });
      return tell_error(list, place->shown, &failure, err);
    }
    if (run_named(spec, place, names[i], list, err) != ZP_OK) return err->status;
  }
  return ZP_OK;
}

zp_status zp_host_tests(zp_host *host, const zp_pack_place *place, zp_arena *arena,
                        zp_example_run **out, size_t *count, zp_error *err)
{
  zp_error own = { 0 };
  zp_limits limits = ZP_LIMITS_DEFAULT;
  runs list = { .arena = arena };
  if (err == NULL) err = &own;
  limits.steps = ZP_TEST_STEPS;
  zp_spec *spec = ZP_TAKE(arena, zp_spec, 1);
  zp_text lib = zp_text_copy(place->lib, arena);
  if (spec == NULL || lib.ptr == NULL) return zp_fail_memory(err);
  spec->host = host;
  spec->arena = arena;
  if (zp_sandbox_init(&spec->box, &limits, lib, arena, err) != ZP_OK) return err->status;
  if (zp_sandbox_seal(&spec->box, err) == ZP_OK) run_all(spec, place, &list, err);
  zp_sandbox_fini(&spec->box);
  *out = list.items;
  *count = list.count;
  return err->status;
}
