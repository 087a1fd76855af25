// test_report_tables.c: SQLite, CSV and Markdown say what the JSON says; texts stay texts; the
// documented queries run.
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "failing_allocator.h"
#include "report_compare.h"
#include "sample_district.h"
#include "sample_result.h"
#include "scratch.h"
#include "store/result_file.h"

extern const zp_report zp_report_json, zp_report_csv, zp_report_sqlite, zp_report_markdown,
    zp_report_docx;

static int setup(void **state)
{
  *state = zp_arena_new(NULL, 0);
  return *state == NULL;
}

static int teardown(void **state)
{
  zp_arena_free(*state);
  return 0;
}

static const zp_result *whole_sample(zp_arena *arena)
{
  zp_result *whole = ZP_TAKE(arena, zp_result, 1);
  assert_non_null(whole);
  *whole = sample_with_district(sample_result(arena), arena);
  return whole;
}

static zp_text written(const zp_report *report, const zp_result *result, zp_lang lang,
                       zp_arena *arena)
{
  zp_sink sink = { .arena = arena };
  zp_error err = { 0 };
  zp_report_options options = { .lang = lang };
  if (report->write(result, &options, &sink, &err) != ZP_OK)
    fail_msg("%s: %d %s", report->name, (int)err.status, err.arg[1]);
  return (zp_text){ sink.bytes, sink.len };
}

static json_t *json_of(const zp_result *result, zp_lang lang, zp_arena *arena)
{
  zp_text text = written(&zp_report_json, result, lang, arena);
  json_t *root = json_loadb(text.ptr, text.len, JSON_REJECT_DUPLICATES, NULL);
  assert_non_null(root);
  return root;
}

static sqlite3 *opened(zp_text bytes)
{
  sqlite3 *db = NULL;
  assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
  unsigned char *copy = sqlite3_malloc64(bytes.len);
  assert_non_null(copy);
  memcpy(copy, bytes.ptr, bytes.len);
  assert_int_equal(sqlite3_deserialize(db, "main", copy, (sqlite3_int64)bytes.len,
                                       (sqlite3_int64)bytes.len, SQLITE_DESERIALIZE_FREEONCLOSE),
                   SQLITE_OK);
  return db;
}

/// Rows of a query's answer; the first column of the first row, as text, in `first`.
static size_t answer(sqlite3 *db, const char *sql, char first[256])
{
  sqlite3_stmt *ask = NULL;
  size_t rows = 0;
  int code = sqlite3_prepare_v2(db, sql, -1, &ask, NULL);
  if (code != SQLITE_OK) fail_msg("%s: %s", sql, sqlite3_errmsg(db));
  for (first[0] = '\0'; (code = sqlite3_step(ask)) == SQLITE_ROW; rows++)
    if (rows == 0) snprintf(first, 256, "%s", (const char *)sqlite3_column_text(ask, 0));
  if (code != SQLITE_DONE) fail_msg("%s: %s", sql, sqlite3_errmsg(db));
  sqlite3_finalize(ask);
  return rows;
}

static void check_answer(sqlite3 *db, const char *sql, const char *wanted)
{
  char first[256];
  answer(db, sql, first);
  if (strcmp(first, wanted) != 0) fail_msg("%s: %s, not %s", sql, first, wanted);
}

static void check_sound(sqlite3 *db)
{
  char first[256];
  check_answer(db, "PRAGMA integrity_check", "ok");
  assert_int_equal(answer(db, "PRAGMA foreign_key_check", first), 0);
  check_answer(db,
               "SELECT count(*) FROM pragma_table_list WHERE type = 'table' AND schema = 'main' "
               "AND strict = 0 AND name NOT LIKE 'sqlite%'",
               "0");
}

// ---- SQLite -------------------------------------------------------------------------------------

static void sqlite_says_what_json_says(void **state)
{
  static const zp_lang langs[] = { ZP_LANG_ZH, ZP_LANG_EN };
  for (int l = 0; l < 2; l++) {
    const zp_result *result = l == 0 ? whole_sample(*state) : sample_result(*state);
    json_t *root = json_of(result, langs[l], *state);
    sqlite3 *db = opened(written(&zp_report_sqlite, result, langs[l], *state));
    comparison c = { .cells = 0 };
    compare_sqlite(&c, root, db, 1);
    assert_string_equal(c.where, "");
    print_message("sqlite: %zu cells, %zu numbers\n", c.cells, c.numbers);
    assert_true(c.cells > 2000 && c.numbers > 500);
    check_sound(db);
    sqlite3_close(db);
    json_decref(root);
  }
}

static void views_show_exact_decimals(void **state)
{
  sqlite3 *db = opened(written(&zp_report_sqlite, whole_sample(*state), ZP_LANG_ZH, *state));
  check_answer(db, "SELECT score FROM unit_list WHERE code = '130284001'", "66.26");
  check_answer(
      db, "SELECT weight FROM indicator_list WHERE unit_code = '2' AND pooled = 0 AND position = 2",
      "1.2345");
  check_answer(
      db,
      "SELECT declared FROM indicator_list WHERE unit_code = '2' AND pooled = 0 AND position = 3",
      "-0.0002");
  check_answer(db, "SELECT executed_yuan FROM project_list WHERE unit_code = '2'",
               "92233720368547758.07");
  check_answer(
      db, "SELECT typeof(points_real) || points_real FROM indicator_list WHERE points = '26.66'",
      "real26.66");
  check_answer(db, "SELECT district_score FROM run_list", "85.00");
  sqlite3_close(db);
}

// ---- a file that is there -----------------------------------------------------------------------

static zp_status add_to(const char *path, const zp_result *result, zp_arena *arena)
{
  zp_error err = { 0 };
  zp_report_options options = { .lang = ZP_LANG_ZH };
  return zp_report_sqlite.into(result, &options, path, arena, &err);
}

static void path_in(const scratch *s, const char *name, char path[512])
{
  snprintf(path, 512, "%s/%s", s->folder, name);
}

/// The sample of another year, with another score.
static const zp_result *next_year(zp_arena *arena)
{
  zp_result *result = ZP_TAKE(arena, zp_result, 1);
  assert_non_null(result);
  *result = *sample_result(arena);
  result->digest = ZP_TEXT("feed");
  result->units[0].year = 2025;
  result->units[0].total.score.e4 = 701300;
  return result;
}

static void runs_are_added_and_replaced(void **state)
{
  scratch s;
  char path[512];
  sqlite3 *db = NULL;
  const zp_result *first = whole_sample(*state), *second = next_year(*state);
  scratch_open(&s);
  path_in(&s, "years.sqlite", path);
  zp_text bytes = written(&zp_report_sqlite, first, ZP_LANG_ZH, *state);
  scratch_write(&s, "years.sqlite", bytes.ptr, bytes.len);
  assert_int_equal(add_to(path, second, *state), ZP_OK);
  assert_int_equal(add_to(path, first, *state), ZP_OK);
  assert_int_equal(add_to(path, second, *state), ZP_OK);
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  check_answer(db, "SELECT group_concat(run) FROM (SELECT run FROM runs ORDER BY run)", "1,2");
  check_answer(db, "SELECT count(*) FROM units", "4");
  check_answer(db, "SELECT count(DISTINCT unit) - (SELECT count(*) FROM units) FROM projects", "0");
  check_answer(db,
               "SELECT previous_score || ' ' || score || ' ' || change FROM year_over_year WHERE "
               "year = 2025",
               "66.26 70.13 3.87");
  check_sound(db);
  json_t *one = json_of(first, ZP_LANG_ZH, *state), *two = json_of(second, ZP_LANG_ZH, *state);
  comparison c = { .cells = 0 };
  compare_sqlite(&c, one, db, 1);
  compare_sqlite(&c, two, db, 2);
  assert_string_equal(c.where, "");
  json_decref(one);
  json_decref(two);
  sqlite3_close(db);
  scratch_close(&s);
}

static void files_of_another_kind_are_refused(void **state)
{
  static const struct {
    const char *name, *sql;
    zp_status wanted;
  } cases[] = {
    { "text.sqlite", NULL, ZP_E_SQLITE_FOREIGN },
    { "other.sqlite", "CREATE TABLE t (a)", ZP_E_SQLITE_FOREIGN },
    { "later.sqlite",
      "PRAGMA application_id = 1514754119; PRAGMA user_version = 99; CREATE TABLE t (a)",
      ZP_E_SQLITE_FORM },
    { "empty.sqlite",
      "PRAGMA application_id = 1514754119; PRAGMA user_version = 1; CREATE TABLE runs (run, "
      "digest)",
      ZP_E_SQLITE_FAILED },
  };
  const zp_result *result = sample_result(*state);
  scratch s;
  char path[512];
  scratch_open(&s);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    sqlite3 *db = NULL;
    path_in(&s, cases[i].name, path);
    if (cases[i].sql == NULL) {
      scratch_write(&s, cases[i].name, "not a database, but something somebody wrote", 44);
    } else {
      assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
      assert_int_equal(sqlite3_exec(db, cases[i].sql, NULL, NULL, NULL), SQLITE_OK);
      sqlite3_close(db);
    }
    zp_text before, after;
    assert_int_equal(zp_file_read(path, 1 << 20, *state, &before, NULL), ZP_OK);
    if (add_to(path, result, *state) != cases[i].wanted) fail_msg("%s", cases[i].name);
    assert_int_equal(zp_file_read(path, 1 << 20, *state, &after, NULL), ZP_OK);
    assert_true(zp_text_equal(before, after));
  }
  scratch_close(&s);
}

// ---- the documented queries ---------------------------------------------------------------------

/// Every block ```sql of plugins/README.md.
static void documented_queries_run(void **state)
{
  enum { QUERIES = 8 };
  zp_text readme;
  char sql[2048], first[256];
  size_t queries = 0;
  scratch s;
  char path[512];
  sqlite3 *db = NULL;
  scratch_open(&s);
  path_in(&s, "years.sqlite", path);
  zp_text bytes = written(&zp_report_sqlite, whole_sample(*state), ZP_LANG_ZH, *state);
  scratch_write(&s, "years.sqlite", bytes.ptr, bytes.len);
  assert_int_equal(add_to(path, next_year(*state), *state), ZP_OK);
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  assert_int_equal(zp_file_read(ZP_SOURCE "/plugins/README.md", 1 << 20, *state, &readme, NULL),
                   ZP_OK);
  for (;; queries++) {
    size_t from = zp_text_find(readme, ZP_TEXT("```sql\n"));
    if (from == SIZE_MAX) break;
    readme = zp_text_slice(readme, from + 7, readme.len);
    size_t to = zp_text_find(readme, ZP_TEXT("```"));
    assert_true(to < sizeof sql);
    snprintf(sql, sizeof sql, "%.*s", (int)to, readme.ptr);
    if (answer(db, sql, first) == 0) fail_msg("no answer to: %s", sql);
    readme = zp_text_slice(readme, to + 3, readme.len);
  }
  assert_int_equal(queries, QUERIES);
  sqlite3_close(db);
  scratch_close(&s);
}

// ---- CSV ----------------------------------------------------------------------------------------

static void csv_says_what_json_says(void **state)
{
  const zp_result *result = whole_sample(*state);
  json_t *root = json_of(result, ZP_LANG_EN, *state);
  zp_text csv = written(&zp_report_csv, result, ZP_LANG_EN, *state);
  comparison c = { .cells = 0 };
  compare_csv(&c, root, csv.ptr, csv.len);
  assert_string_equal(c.where, "");
  print_message("csv: %zu cells, %zu numbers\n", c.cells, c.numbers);
  assert_true(c.cells > 1500 && c.numbers > 500);
  json_decref(root);
}

static void equal_results_give_equal_bytes(void **state)
{
  const zp_report *const reports[] = { &zp_report_csv, &zp_report_markdown, &zp_report_docx,
                                       &zp_report_sqlite };
  for (size_t i = 0; i < 4; i++)
    for (int lang = 0; lang < 2; lang++)
      assert_true(zp_text_equal(written(reports[i], whole_sample(*state), (zp_lang)lang, *state),
                                written(reports[i], whole_sample(*state), (zp_lang)lang, *state)));
}

/// Every request for memory fails in turn: a report then says so, and is whole when none does.
static void memory_that_runs_out_is_said(void **state)
{
  const zp_report *const reports[] = { &zp_report_csv, &zp_report_markdown, &zp_report_docx,
                                       &zp_report_sqlite };
  const zp_result *result = whole_sample(*state);
  for (size_t i = 0; i < 4; i++) {
    size_t failures = 0;
    zp_status status = ZP_E_MEMORY;
    for (size_t n = 2; status != ZP_OK; n++) {
      failing_allocator memory = { .fail_at = n };
      zp_allocator source = allocator_of(&memory);
      zp_arena *arena = zp_arena_new(&source, 0);
      zp_sink sink = { .arena = arena };
      zp_error err = { 0 };
      zp_report_options options = { .lang = ZP_LANG_ZH };
      assert_non_null(arena);
      status = reports[i]->write(result, &options, &sink, &err);
      if (status != ZP_OK) assert_int_equal(status, ZP_E_MEMORY);
      failures += status != ZP_OK;
      if (status == ZP_OK)
        assert_true(zp_text_equal((zp_text){ sink.bytes, sink.len },
                                  written(reports[i], result, ZP_LANG_ZH, *state)));
      zp_arena_free(arena);
    }
    print_message("%s: %zu failures\n", reports[i]->name, failures);
    assert_true(failures > 1);
  }
}

// ---- hostile names ------------------------------------------------------------------------------

static const zp_text hostile[] = {
  ZP_TEXT_INIT("=cmd|'/c calc'!A1"),
  ZP_TEXT_INIT("<script>alert(1)</script>"),
  ZP_TEXT_INIT("\"quoted\", and, more"),
  ZP_TEXT_INIT("a\r\nb\tc\x01\x1B[31m"),
  ZP_TEXT_INIT("'); DROP TABLE units; --"),
  ZP_TEXT_INIT("[x](javascript:alert(1))"),
  ZP_TEXT_INIT("| a | b |"),
  ZP_TEXT_INIT("# heading"),
  ZP_TEXT_INIT("- item"),
  ZP_TEXT_INIT("1. item"),
  ZP_TEXT_INIT("@SUM(A1)"),
  ZP_TEXT_INIT("\t=1+1"),
  ZP_TEXT_INIT(" =1+1"),
  ZP_TEXT_INIT("＝1+1"),
  ZP_TEXT_INIT("![i](http://example.invalid/x.png)"),
  ZP_TEXT_INIT("https://example.invalid www.example.invalid"),
  ZP_TEXT_INIT("a;=1+1"),
  ZP_TEXT_INIT("\\"),
  ZP_TEXT_INIT("$x$ &lt; `code`"),
};
enum { HOSTILE = sizeof hostile / sizeof hostile[0] };

static zp_result hostile_result(zp_arena *arena)
{
  zp_result result = *sample_result(arena);
  zp_unit_result *units = ZP_TAKE(arena, zp_unit_result, HOSTILE + 1);
  char *wide = zp_arena_bytes(arena, 300);
  assert_true(units != NULL && wide != NULL);
  memset(wide, 'w', 300);
  for (size_t i = 0; i <= HOSTILE; i++) {
    zp_text name = i < HOSTILE ? hostile[i] : (zp_text){ wide, 300 };
    zp_project_result *project = ZP_TAKE(arena, zp_project_result, 1);
    zp_row_result *row = ZP_TAKE(arena, zp_row_result, 1);
    assert_true(project != NULL && row != NULL);
    *row = (zp_row_result){ .level1 = name,
                            .level3 = name,
                            .target_text = name,
                            .actual_text = name,
                            .outcome = ZP_SCORED,
                            .weight = { 10000 },
                            .deviation = name,
                            .note = name };
    *project = (zp_project_result){ .code = name, .name = name, .rows = row, .row_count = 1 };
    units[i] = (zp_unit_result){
      .code = name, .name = name, .district = name, .projects = project, .project_count = 1
    };
  }
  result.units = units;
  result.unit_count = HOSTILE + 1;
  return result;
}

static void hostile_names_stay_texts_in_tables(void **state)
{
  zp_result result = hostile_result(*state);
  json_t *root = json_of(&result, ZP_LANG_EN, *state);
  sqlite3 *db = opened(written(&zp_report_sqlite, &result, ZP_LANG_EN, *state));
  comparison c = { .cells = 0 };
  compare_sqlite(&c, root, db, 1);
  assert_string_equal(c.where, "");
  zp_text csv = written(&zp_report_csv, &result, ZP_LANG_EN, *state);
  static const char *const wanted[] = { "'=cmd|'/c calc'!A1,",
                                        "\"\"\"quoted\"\", and, more\",",
                                        "\"a\r\nb\tc  [31m\",",
                                        "'@SUM(A1),",
                                        "\"'\t=1+1\"",
                                        "\"' =1+1\"",
                                        "'＝1+1,",
                                        "\"a;=1+1\"",
                                        "\n<script>alert(1)</script>," };
  for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
    if (!zp_text_contains(csv, zp_text_from(wanted[i]))) fail_msg("no %s", wanted[i]);
  assert_false(zp_text_contains(csv, ZP_TEXT(",=")));
  assert_false(zp_text_contains(csv, ZP_TEXT("\n=")));
  assert_false(zp_text_contains(csv, ZP_TEXT("\x1B")));
  sqlite3_close(db);
  json_decref(root);
}

static void hostile_names_stay_texts_in_markdown(void **state)
{
  zp_result result = hostile_result(*state);
  zp_text page = written(&zp_report_markdown, &result, ZP_LANG_EN, *state);
  static const char *const never[] = { "\x1B",  "[x](",   "![i]", "s://", "\nb",  "www.e",
                                       "| a |", "`code`", "- - ", "- # ", "- 1. " };
  for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
    if (zp_text_contains(page, zp_text_from(never[i]))) fail_msg("there is %s", never[i]);
  for (size_t i = 1; i < page.len; i++)
    if (strchr("<>[]`&", page.ptr[i]) != NULL && page.ptr[i - 1] != '\\')
      fail_msg("markup: %.40s", page.ptr + i);
  static const char *const wanted[] = { "\\<script\\>alert(1)\\</script\\>",
                                        "\\| a \\| b \\|",
                                        "| \\# heading |",
                                        "| - item |",
                                        "| 1. item |",
                                        "www\\.example",
                                        "https\\://" };
  for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
    if (!zp_text_contains(page, zp_text_from(wanted[i]))) fail_msg("no %s", wanted[i]);
  char wide[301];
  memset(wide, 'w', 300);
  assert_true(zp_text_contains(page, (zp_text){ wide, 300 }));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(sqlite_says_what_json_says, setup, teardown),
    cmocka_unit_test_setup_teardown(views_show_exact_decimals, setup, teardown),
    cmocka_unit_test_setup_teardown(runs_are_added_and_replaced, setup, teardown),
    cmocka_unit_test_setup_teardown(files_of_another_kind_are_refused, setup, teardown),
    cmocka_unit_test_setup_teardown(documented_queries_run, setup, teardown),
    cmocka_unit_test_setup_teardown(csv_says_what_json_says, setup, teardown),
    cmocka_unit_test_setup_teardown(equal_results_give_equal_bytes, setup, teardown),
    cmocka_unit_test_setup_teardown(memory_that_runs_out_is_said, setup, teardown),
    cmocka_unit_test_setup_teardown(hostile_names_stay_texts_in_tables, setup, teardown),
    cmocka_unit_test_setup_teardown(hostile_names_stay_texts_in_markdown, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
