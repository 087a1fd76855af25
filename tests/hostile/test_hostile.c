// test_hostile.c: every script of scripts/ (and of ../shared/data/hostile) as a rule between two honest ones. Each must reach
// the verdict its second line asks for, in bounded time, and the honest rows must not notice.
//
// A script is a body `return function(ind) … end`; with `raw` in its second line it is a rule file of its own. Verdicts:
// fault (or refused at load) · bounded: anything defined · absent: the trick has no effect, which would score 19.19 ·
// same: equal in every run, or a fault · clean: nothing stays behind for later units · badresult: never a score · exact N.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <time.h>

#include "said.h"
#include "small_pack.h"

#define SCRIPTS ZP_SOURCE "/tests/hostile/scripts"
#define SHARED_SCRIPTS ZP_SHARED "/data/hostile"

enum { HONEST, HOSTILE, SECOND, ROWS = 5, OWN_LEAST = 100, SCRIPT_MOST = 1 << 20 };
enum { WEIGHT = 20, PWNED_E4 = 191900 }; // 19.19: what a trick that works scores

/// Generous: sanitized builds on a busy machine. What is measured is printed.
static const double SECONDS_MOST = 5;

static const char HONEST_RULE[] =
    "-- @basis 测试\nreturn { id = 'honest', title = 'Honest', applies = {},\n"
    "examples = { { 'x', { actual = 1, target = 3, weight = 10 }, 3.33 } },\n"
    "score = function(actual, target, weight)\n"
    "  return weight * min(actual / target, 1), 'a' .. ('x'):upper() .. tostring(floor(2.5)) end }";
static const char SECOND_RULE[] =
    "-- @basis 测试\nlocal seen = {}\nreturn { id = 'second', title = 'Second', applies = {},\n"
    "examples = { { 'x', { weight = 10 }, 5 } },\n"
    "score = function(weight)\n"
    "  for i, v in ipairs({ 1, 2 }) do seen[i] = v end\n"
    "  return round(weight * ratio(seen[1], #seen), 2), table.concat({ 'b', type(seen), math.max(1, 2) }) end }";

static const char BEFORE[] = "-- @basis 测试\nlocal body = (function(...)\n";
static const char AFTER[] =
    "\nend)()\nreturn { id = 'hostile', title = 'Hostile', applies = {}, examples = { { 'x', { weight = 20 }, 0 } },\n"
    "score = function(actual, target, weight, name)\n"
    "  local ind = { actual = actual, target = target, weight = weight, name = name, history = { 3, 2, 1 },\n"
    "                parts = { a = 1.5, b = 2.25, c = 0.125, d = 3, e = 0.1 } }\n"
    "  return body(ind)\nend }\n";

typedef struct script {
  char name[256], verdict[64];
  char *bytes;
  size_t len;
  bool raw;
} script;

/// What one host made of a script: the load, and two units of ROWS rows.
typedef struct trial {
  bool loaded;
  zp_error err;
  zp_outcome units[2][ROWS];
  double slowest; // seconds of CPU: the load, or one hostile row
} trial;

static double seconds(void)
{
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

// ---- scripts and the packs around them --------------------------------------------------------------------------------

static void read_script(const char *folder, const char *name, script *s)
{
  char path[1024];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  snprintf(s->name, sizeof s->name, "%s", name);
  FILE *file = fopen(path, "rb");
  s->bytes = malloc(SCRIPT_MOST + 1);
  if (file == NULL || s->bytes == NULL) fail_msg("%s cannot be read", path);
  s->len = fread(s->bytes, 1, SCRIPT_MOST, file);
  s->bytes[s->len] = '\0';
  fclose(file);
  const char *at = strstr(s->bytes, "-- @verdict ");
  if (s->bytes[0] != '-' || at == NULL) fail_msg("%s: no verdict", path);
  snprintf(s->verdict, sizeof s->verdict, "%.*s", (int)strcspn(at + 12, "\r\n"), at + 12);
  char *raw = strstr(s->verdict, " raw");
  s->raw = raw != NULL;
  if (raw != NULL) *raw = '\0';
}

static int is_script(const struct dirent *entry)
{
  return zp_text_ends(zp_text_from(entry->d_name), ZP_TEXT(".lua"));
}

static void write_hostile(const scratch *folder, const script *s)
{
  size_t before = s->raw ? 0 : sizeof BEFORE - 1, after = s->raw ? 0 : sizeof AFTER - 1;
  char *all = malloc(before + s->len + after + 1);
  if (all == NULL) fail_msg("no memory");
  memcpy(all, BEFORE, before);
  memcpy(all + before, s->bytes, s->len);
  memcpy(all + before + s->len, AFTER, after);
  scratch_write(folder, "small/hostile.lua", all, before + s->len + after);
  free(all);
}

static void write_pack(const scratch *folder, const script *s)
{
  static const char list[] = "{ 'one' }";
  char pack[4096];
  const char *at = strstr(SMALL_PACK, list);
  snprintf(pack, sizeof pack, "%.*s{ 'honest', 'hostile', 'second' }%s", (int)(at - SMALL_PACK), SMALL_PACK, at + sizeof list - 1);
  scratch_text(folder, "small/pack.lua", pack);
  scratch_text(folder, "small/honest.lua", HONEST_RULE);
  scratch_text(folder, "small/second.lua", SECOND_RULE);
  scratch_text(folder, "lib/once.lua", "return { n = 1 }");
  scratch_text(folder, "lib/circle.lua", "return require('circle')");
  scratch_text(folder, "lib/endless.lua", "while true do end");
  write_hostile(folder, s);
}

static void give(zp_row_reading *row, zp_input input, double value)
{
  row->inputs.present |= 1u << input;
  row->inputs.number[input] = value;
}

static zp_row_reading full_row(void)
{
  zp_row_reading row = { .weight = ZP_DEC(WEIGHT) };
  give(&row, ZP_IN_ACTUAL, 7);
  give(&row, ZP_IN_TARGET, 9);
  give(&row, ZP_IN_WEIGHT, WEIGHT);
  row.inputs.present |= 1u << ZP_IN_NAME;
  row.inputs.text[ZP_IN_NAME - ZP_INPUT_NUMBERS] = ZP_TEXT("资金使用合规率");
  return row;
}

// ---- running ------------------------------------------------------------------------------------------------------------

static void score(zp_host *host, const uint16_t *rules, size_t count, zp_arena *arena, zp_outcome *outcomes, double *slowest)
{
  zp_row_reading row = full_row();
  const zp_row_reading *rows[] = { &row, &row, &row, &row, &row };
  zp_error err = { 0 };
  double start = seconds();
  if (zp_host_score(host, rows, rules, count, arena, outcomes, &err) != ZP_OK) fail_msg("%s", zp_status_code(err.status));
  if (slowest != NULL && seconds() - start > *slowest) *slowest = seconds() - start;
}

static void try_script(const scratch *folder, zp_arena *arena, trial *t)
{
  static const uint16_t unit[ROWS] = { HONEST, HOSTILE, SECOND, HOSTILE, HONEST };
  static const uint16_t alone[] = { HOSTILE };
  zp_host *host = NULL;
  zp_outcome outcome;
  *t = (trial){ .loaded = false };
  double start = seconds();
  t->loaded = small_pack_open(folder, &host, &t->err) == ZP_OK;
  t->slowest = seconds() - start;
  if (!t->loaded) return;
  score(host, unit, ROWS, arena, t->units[0], NULL);
  score(host, alone, 1, arena, &outcome, &t->slowest);
  score(host, unit, ROWS, arena, t->units[1], NULL);
  zp_host_close(host);
}

static bool same_outcome(const zp_outcome *a, const zp_outcome *b)
{
  return a->kind == b->kind && a->reason == b->reason && a->rule == b->rule && a->input == b->input &&
         a->points.e4 == b->points.e4 && memcmp(&a->answer, &b->answer, sizeof a->answer) == 0 &&
         zp_text_equal(a->note, b->note) && zp_text_equal(a->fault, b->fault) && a->line == b->line;
}

// ---- verdicts -----------------------------------------------------------------------------------------------------------

/// Whatever a script does: an outcome is one of three, its points lie within the weight, its note can be shown.
static const char *undefined(const zp_outcome *outcome)
{
  if (outcome->kind != ZP_SCORED && outcome->points.e4 != 0) return "points without a score";
  if (outcome->points.e4 < 0 || outcome->points.e4 > WEIGHT * 10000) return "points outside of the weight";
  if (outcome->kind == ZP_FAULT && (outcome->note.len == 0) == (outcome->fault.len == 0)) return "a fault without words, or with two";
  if (outcome->note.len > 500) return "a note that is too long";
  for (size_t i = 0; i < outcome->note.len; i++)
    if ((unsigned char)outcome->note.ptr[i] < 0x20) return "a control character in a note";
  return zp_text_utf8(outcome->note, NULL) ? NULL : "a note that is not UTF-8";
}

static const char *missed(const char *verdict, const zp_outcome *outcome)
{
  char *end;
  if (strcmp(verdict, "fault") == 0) return outcome->kind == ZP_FAULT ? NULL : "no fault";
  if (strcmp(verdict, "badresult") == 0) return outcome->kind != ZP_SCORED ? NULL : "a score";
  if (strcmp(verdict, "absent") == 0) return outcome->points.e4 != PWNED_E4 ? NULL : "the trick works";
  if (strcmp(verdict, "bounded") == 0 || strcmp(verdict, "same") == 0 || strcmp(verdict, "clean") == 0) return NULL;
  if (strncmp(verdict, "exact ", 6) != 0) return "an unknown verdict";
  int64_t points = (int64_t)(strtod(verdict + 6, &end) * 10000 + 0.5);
  return *end == '\0' && outcome->kind == ZP_SCORED && outcome->points.e4 == points ? NULL : "other points";
}

static const char *judge_unit(const script *s, const trial *t, size_t unit, const zp_outcome *honest)
{
  const zp_outcome *o = t->units[unit];
  for (size_t r = 0; r < ROWS; r++) {
    const char *wrong = undefined(&o[r]);
    if (o[r].rule == HOSTILE && wrong == NULL) wrong = missed(s->verdict, &o[r]);
    if (o[r].rule != HOSTILE && !same_outcome(&o[r], &honest[r])) wrong = "an honest row changed";
    if (wrong != NULL) return wrong;
    if (!same_outcome(&o[r], &t->units[0][r])) return "another outcome in a later unit";
  }
  return NULL;
}

/// NULL when the script reached its verdict in both trials.
static const char *judge(const script *s, const trial trials[2], const zp_outcome *honest)
{
  const char *wrong = NULL;
  if (trials[0].loaded != trials[1].loaded) return "loads only sometimes";
  if (!trials[0].loaded) {
    if (trials[0].err.status == ZP_E_MEMORY) return "short of memory";
    if (memcmp(&trials[0].err, &trials[1].err, sizeof trials[0].err) != 0) return "refused with other words";
    return strncmp(s->verdict, "exact", 5) == 0 ? "refused" : NULL;
  }
  for (size_t t = 0; t < 2 && wrong == NULL; t++)
    for (size_t u = 0; u < 2 && wrong == NULL; u++) wrong = judge_unit(s, &trials[t], u, honest);
  for (size_t r = 0; r < ROWS && wrong == NULL; r++)
    if (!same_outcome(&trials[0].units[0][r], &trials[1].units[0][r])) wrong = "another outcome in another state";
  return wrong;
}

/// True when all is well; prints what is not.
static bool run_script(const char *path, const char *name, const zp_outcome *honest, double *slowest)
{
  script s;
  scratch folder;
  trial trials[2];
  zp_arena *arena = zp_arena_new(NULL, 0);
  read_script(path, name, &s);
  scratch_open(&folder);
  write_pack(&folder, &s);
  for (size_t i = 0; i < 2; i++) try_script(&folder, arena, &trials[i]);
  const char *wrong = judge(&s, trials, honest);
  *slowest = trials[0].slowest;
  if (wrong == NULL && *slowest > SECONDS_MOST) wrong = "too slow";
  const zp_outcome *o = &trials[0].units[0][1];
  char words[SAID_ROOM], refused[SAID_ROOM];
  if (wrong != NULL || getenv("ZP_HOSTILE_SHOW") != NULL)
    print_message("%s: %s: %s (%s: %s %lld %s, %s %.150s, %.0f ms)\n", name, s.verdict, wrong == NULL ? "reached" : wrong,
                  trials[0].loaded ? "loaded" : "refused", zp_outcome_name(o->kind), (long long)o->points.e4,
                  said(o->fault.len != 0 ? o->fault : o->note, ZP_LANG_EN, words),
                  zp_status_code(trials[0].err.status), said(zp_text_from(trials[0].err.arg[0]), ZP_LANG_EN, refused), *slowest * 1e3);
  free(s.bytes);
  scratch_close(&folder);
  zp_arena_free(arena);
  return wrong == NULL;
}

/// What the honest rows come to beside a rule that does nothing.
static void score_honest(zp_arena *arena, zp_outcome *honest)
{
  char quiet[] = "return function(ind) return 5 end";
  const script s = { .bytes = quiet, .len = sizeof quiet - 1 };
  scratch folder;
  trial t;
  scratch_open(&folder);
  write_pack(&folder, &s);
  try_script(&folder, arena, &t);
  scratch_close(&folder);
  assert_true(t.loaded);
  for (size_t r = 0; r < ROWS; r++) assert_int_equal(t.units[0][r].kind, ZP_SCORED);
  memcpy(honest, t.units[0], sizeof t.units[0]);
}

static size_t run_folder(const char *path)
{
  struct dirent **entries;
  int count = scandir(path, &entries, is_script, alphasort), failed = 0;
  char slowest_name[256] = "";
  double slowest = 0;
  zp_outcome honest[ROWS];
  zp_arena *arena = zp_arena_new(NULL, 0);
  if (count < 0) fail_msg("%s cannot be read", path);
  score_honest(arena, honest);
  for (int i = 0; i < count; i++) {
    double took = 0;
    if (!run_script(path, entries[i]->d_name, honest, &took)) failed++;
    if (took > slowest) snprintf(slowest_name, sizeof slowest_name, "%s", entries[i]->d_name);
    if (took > slowest) slowest = took;
    free(entries[i]);
  }
  free(entries);
  zp_arena_free(arena);
  print_message("%d scripts, %d not as they should be; slowest: %s, %.0f ms\n", count, failed, slowest_name, slowest * 1e3);
  assert_int_equal(failed, 0);
  return (size_t)count;
}

// ---- one hostile rule in a district ---------------------------------------------------------------------------------------

enum { UNITS = 200, MIDDLE = 100, UNIT_ROWS = 3 };

/// Unit `u`: honest, second, honest, of values of its own; in the middle one a hostile row is the second.
static void score_unit(zp_host *host, size_t u, bool hostile, zp_arena *arena, zp_outcome *outcomes)
{
  const uint16_t rules[UNIT_ROWS] = { HONEST, hostile && u == MIDDLE ? HOSTILE : SECOND, HONEST };
  zp_row_reading row = full_row();
  const zp_row_reading *rows[] = { &row, &row, &row };
  zp_error err = { 0 };
  give(&row, ZP_IN_ACTUAL, (double)u / 30);
  if (zp_host_score(host, rows, rules, UNIT_ROWS, arena, outcomes, &err) != ZP_OK) fail_msg("%s", zp_status_code(err.status));
}

static void a_district_with_one_hostile_rule(void **state)
{
  static const char *const bodies[] = {
    "return function() while true do end end", "return function() local t while true do t = { t } end end",
    "return function() min = nil x = 1 return 5 end", "return function() error({}) end",
    "return function() local s = 'x' while true do s = s .. s end end", "return function() return 0/0 end",
  };
  (void)state;
  for (size_t b = 0; b < sizeof bodies / sizeof bodies[0]; b++) {
    static zp_outcome calm[UNITS][UNIT_ROWS], stormy[UNITS][UNIT_ROWS];
    const script s = { .bytes = (char *)(uintptr_t)bodies[b], .len = strlen(bodies[b]) };
    scratch folder;
    zp_host *host = NULL;
    zp_error err = { 0 };
    zp_arena *arena = zp_arena_new(NULL, 0);
    scratch_open(&folder);
    write_pack(&folder, &s);
    assert_int_equal(small_pack_open(&folder, &host, &err), ZP_OK);
    for (size_t u = 0; u < UNITS; u++) score_unit(host, u, false, arena, calm[u]);
    for (size_t i = 0; i < UNITS; i++) score_unit(host, (i * 77 + 13) % UNITS, true, arena, stormy[(i * 77 + 13) % UNITS]);
    for (size_t u = 0; u < UNITS; u++)
      for (size_t r = 0; r < UNIT_ROWS; r++)
        if ((u != MIDDLE || r != 1) && !same_outcome(&calm[u][r], &stormy[u][r])) fail_msg("%s: unit %zu row %zu", bodies[b], u, r);
    assert_int_equal(stormy[MIDDLE][1].rule, HOSTILE);
    zp_host_close(host);
    scratch_close(&folder);
    zp_arena_free(arena);
  }
}

static void own_scripts(void **state)
{
  (void)state;
  assert_true(run_folder(SCRIPTS) >= OWN_LEAST);
}

static void shared_scripts(void **state)
{
  (void)state;
  struct stat about;
  if (stat(SHARED_SCRIPTS, &about) != 0) {
    print_message("skipped: %s is absent\n", SHARED_SCRIPTS);
    skip();
  }
  assert_true(run_folder(SHARED_SCRIPTS) > 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(a_district_with_one_hostile_rule), cmocka_unit_test(own_scripts),
                                      cmocka_unit_test(shared_scripts) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
