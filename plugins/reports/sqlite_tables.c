// sqlite_tables.c: see sqlite_tables.h.
#include "plugins/reports/sqlite_tables.h"

#include <stdio.h>
#include <string.h>

enum {
  RUN_BIT = 1 << ZP_SQLITE_RUN,
  UNIT_BIT = 1 << ZP_SQLITE_UNIT,
  PROJECT_BIT = 1 << ZP_SQLITE_PROJECT,
  INDICATOR_BIT = 1 << ZP_SQLITE_INDICATOR
};

static const char *const level_names[] = { "run", "unit", "project", "indicator" };
static const char *const level_tables[] = { "runs", "units", "projects", "indicators" };

/// Every list of the schema has a row here: `list` of a record of the kind `of`.
static const struct {
  const char *of, *list, *table;
  int own;          // the level its rows are
  unsigned parents;  // levels its rows refer to; findings of no unit have no unit
} tables[] = {
  { "", "", "runs", ZP_SQLITE_RUN, 0 },
  { "result", "grades", "grades", ZP_SQLITE_NO_LEVEL, RUN_BIT },
  { "result", "groups", "level1_groups", ZP_SQLITE_NO_LEVEL, RUN_BIT },
  { "result", "inputs", "inputs", ZP_SQLITE_NO_LEVEL, RUN_BIT },
  { "result", "rules", "rules", ZP_SQLITE_NO_LEVEL, RUN_BIT },
  { "result", "units", "units", ZP_SQLITE_UNIT, RUN_BIT },
  { "result", "findings", "findings", ZP_SQLITE_NO_LEVEL, RUN_BIT | UNIT_BIT },
  { "unit", "adjustments", "adjustments", ZP_SQLITE_NO_LEVEL, UNIT_BIT },
  { "unit", "projects", "projects", ZP_SQLITE_PROJECT, UNIT_BIT },
  { "unit", "pooled", "projects", ZP_SQLITE_PROJECT, UNIT_BIT },
  { "unit", "findings", "findings", ZP_SQLITE_NO_LEVEL, RUN_BIT | UNIT_BIT },
  { "project", "rows", "indicators", ZP_SQLITE_INDICATOR, PROJECT_BIT },
  { "row", "given", "given", ZP_SQLITE_NO_LEVEL, INDICATOR_BIT },
  { "district", "grades", "district_grades", ZP_SQLITE_NO_LEVEL, RUN_BIT },
  { "district", "ranking", "district_ranking", ZP_SQLITE_NO_LEVEL, RUN_BIT },
  { "district", "groups", "district_groups", ZP_SQLITE_NO_LEVEL, RUN_BIT },
  { "district", "worst", "district_worst", ZP_SQLITE_NO_LEVEL, RUN_BIT },
  { "district", "problems", "district_problems", ZP_SQLITE_NO_LEVEL, RUN_BIT },
  { "district", "failed", "district_failed", ZP_SQLITE_NO_LEVEL, RUN_BIT },
  { "district", "missing", "district_missing", ZP_SQLITE_NO_LEVEL, RUN_BIT },
};
enum { TABLE_COUNT = sizeof tables / sizeof tables[0] };

// ---- SQLite -------------------------------------------------------------------------------------

bool zp_sqlite_noted(zp_sqlite *to, int code)
{
  if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE) return true;
  if (to->status == SQLITE_OK) to->status = code;
  return false;
}

bool zp_sqlite_run(zp_sqlite *to, const char *sql)
{
  return zp_sqlite_noted(to, sqlite3_exec(to->db, sql, NULL, NULL, NULL));
}

sqlite3_int64 zp_sqlite_number(zp_sqlite *to, const char *sql, sqlite3_int64 otherwise)
{
  sqlite3_stmt *ask = NULL;
  sqlite3_int64 answer = otherwise;
  if (zp_sqlite_noted(to, sqlite3_prepare_v2(to->db, sql, -1, &ask, NULL))) {
    int code = sqlite3_step(ask);
    if (zp_sqlite_noted(to, code) && code == SQLITE_ROW && sqlite3_column_type(ask, 0) != SQLITE_NULL)
      answer = sqlite3_column_int64(ask, 0);
  }
  sqlite3_finalize(ask);
  return answer;
}

/// A statement built in a sink.
static const char *built(zp_sqlite *to, zp_sink *sink)
{
  zp_sink_put(sink, (zp_text){ "", 1 });
  if (sink->failed) to->say.failed = true;
  return sink->failed ? NULL : sink->bytes;
}

// ---- columns ------------------------------------------------------------------------------------

/// Says each column of a record: in the order in which bind_record fills them.
typedef void say_column(zp_sink *sink, const char *name, const char *type);

static void declare(zp_sink *sink, const char *name, const char *type)
{
  zp_sink_print(sink, ",\n  %s %s", name, type);
}

static void list_name(zp_sink *sink, const char *name, const char *type)
{
  (void)type;
  zp_sink_print(sink, ", %s", name);
}

static void add_mark(zp_sink *sink, const char *name, const char *type)
{
  (void)name;
  (void)type;
  zp_sink_put(sink, ZP_TEXT(", ?"));
}

/// Keys that are words of SQL, or that two records of a row share, have another name as columns.
static const char *word_of(const zp_record *kind, const zp_member *member)
{
  if (strcmp(member->key, "group") == 0) return "group_id";
  return strcmp(kind->name, "value") == 0 && strcmp(member->key, "text") == 0 ? "trimmed"
                                                                              : member->key;
}

static const char *type_of(const zp_member *member)
{
  switch (member->type) {
    case ZP_M_TEXT:
    case ZP_M_ARG:
    case ZP_M_ARGS:
    case ZP_M_QUANTITY:
    case ZP_M_DATE:
    case ZP_M_NAME:
    case ZP_M_NOTES: return "TEXT";
    default: return "INTEGER";
  }
}

enum { NAME_ROOM = 128 };

static void say_columns(const zp_record *kind, const char *prefix, zp_sink *sink, say_column *say)
{
  char name[NAME_ROOM], more[NAME_ROOM + 16];
  for (size_t i = 0; i < kind->count; i++) {
    const zp_member *member = &kind->members[i];
    if (member->type == ZP_M_LIST) continue;
    snprintf(name, sizeof name, "%s%s", prefix, word_of(kind, member));
    if (member->type == ZP_M_RECORD) {
      snprintf(more, sizeof more, "%s_", name);
      say_columns(member->record, more, sink, say);
    } else if (member->type == ZP_M_ARGS) {
      for (int a = 1; a <= 3; a++) {
        snprintf(more, sizeof more, "%s%d", name, a);
        say(sink, more, "TEXT");
      }
    } else {
      say(sink, name, type_of(member));
      snprintf(more, sizeof more, "%s_sentence", name);
      if (member->type == ZP_M_ARG) say(sink, more, "TEXT");
    }
  }
}

const zp_record *zp_sqlite_kind(const zp_sqlite_list *list)
{
  return list->member == NULL ? &zp_record_result : list->member->record;
}

/// What stands before the members: the row's own number, what it refers to, its position; and
/// behind them what is derived.
static void say_front(size_t table, zp_sink *sink, say_column *say)
{
  if (tables[table].own == ZP_SQLITE_PROJECT) say(sink, "pooled", "INTEGER NOT NULL");
  if (tables[table].own == ZP_SQLITE_RUN) {
    static const char *const derived[] = { "schema", "year", "counts_scored", "counts_unscored",
                                           "counts_fault" };
    for (size_t i = 0; i < sizeof derived / sizeof derived[0]; i++)
      say(sink, derived[i], "INTEGER");
  }
}

static void say_back(const zp_record *kind, zp_sink *sink, say_column *say)
{
  if (kind != &zp_record_finding) return;
  say(sink, "severity", "TEXT");
  say(sink, "sentence", "TEXT");
  say(sink, "suggestion", "TEXT");
}

// ---- making tables ------------------------------------------------------------------------------

static void put_parent(zp_sink *sink, size_t table, int level)
{
  bool may_lack = tables[table].parents == (RUN_BIT | UNIT_BIT) && level == ZP_SQLITE_UNIT;
  zp_sink_print(sink, "  %s INTEGER%s REFERENCES %s (%s) ON DELETE CASCADE,\n", level_names[level],
                may_lack ? "" : " NOT NULL", level_tables[level], level_names[level]);
}

static bool create_table(zp_sqlite *to, const zp_sqlite_list *list)
{
  zp_sink sink = { .arena = to->say.arena };
  size_t table = list->table;
  bool keyed =
      tables[table].own == ZP_SQLITE_NO_LEVEL && (tables[table].parents & (tables[table].parents - 1)) == 0;
  zp_sink_print(&sink, "CREATE TABLE IF NOT EXISTS %s (\n", tables[table].table);
  if (tables[table].own != ZP_SQLITE_NO_LEVEL)
    zp_sink_print(&sink, "  %s INTEGER PRIMARY KEY,\n", level_names[tables[table].own]);
  for (int level = 0; level < ZP_SQLITE_LEVELS; level++)
    if ((tables[table].parents >> level & 1) != 0) put_parent(&sink, table, level);
  zp_sink_put(&sink, ZP_TEXT("  position INTEGER NOT NULL"));
  say_front(table, &sink, declare);
  say_columns(zp_sqlite_kind(list), "", &sink, declare);
  say_back(zp_sqlite_kind(list), &sink, declare);
  for (int level = 0; keyed && level < ZP_SQLITE_LEVELS; level++)
    if ((tables[table].parents >> level & 1) != 0)
      zp_sink_print(&sink, ",\n  PRIMARY KEY (%s, position)", level_names[level]);
  zp_sink_put(&sink, keyed ? ZP_TEXT("\n) STRICT, WITHOUT ROWID") : ZP_TEXT("\n) STRICT"));
  const char *sql = built(to, &sink);
  return sql != NULL && zp_sqlite_run(to, sql);
}

static zp_sqlite_list list_at(const zp_member *member, size_t table)
{
  return (zp_sqlite_list){
    .member = member, .table = table, .own = tables[table].own, .parents = tables[table].parents
  };
}

/// Every list below a record, and below the records in it.
static bool find_lists(zp_sqlite *to, const zp_record *kind)
{
  for (size_t i = 0; i < kind->count; i++) {
    const zp_member *member = &kind->members[i];
    if (member->type == ZP_M_RECORD && !find_lists(to, member->record)) return false;
    if (member->type != ZP_M_LIST) continue;
    size_t table = 0;
    while (table < TABLE_COUNT && (strcmp(tables[table].of, kind->name) != 0 ||
                                   strcmp(tables[table].list, member->key) != 0))
      table++;
    bool known = false;
    for (size_t l = 0; l < to->list_count; l++) known = known || to->lists[l].member == member;
    if (known) continue;  // the rows of what is pooled are those of projects
    if (table == TABLE_COUNT || to->list_count == ZP_SQLITE_LISTS)
      return zp_sqlite_noted(to, SQLITE_INTERNAL);
    to->lists[to->list_count++] = list_at(member, table);
    if (!find_lists(to, member->record)) return false;
  }
  return true;
}

bool zp_sqlite_find(zp_sqlite *to)
{
  if (to->list_count != 0) return true;
  to->lists[to->list_count++] = list_at(NULL, 0);
  return find_lists(to, &zp_record_result);
}

bool zp_sqlite_create(zp_sqlite *to)
{
  static const char *const views[] = {
#define SQLITE_VIEW(name, sql) "CREATE VIEW " name " AS " sql,
#include "plugins/reports/sqlite_views.def"
#undef SQLITE_VIEW
  };
  if (!zp_sqlite_find(to)) return false;
  for (size_t i = 0; i < to->list_count; i++)
    if (!create_table(to, &to->lists[i])) return false;
  for (size_t i = 0; i < sizeof views / sizeof views[0]; i++)
    if (!zp_sqlite_run(to, views[i])) return false;
  return true;
}

bool zp_sqlite_index(zp_sqlite *to)
{
  return zp_sqlite_run(to, "CREATE UNIQUE INDEX IF NOT EXISTS runs_digest ON runs (digest);"
                           "CREATE INDEX IF NOT EXISTS units_run ON units (run);"
                           "CREATE INDEX IF NOT EXISTS units_code ON units (code, year);"
                           "CREATE INDEX IF NOT EXISTS projects_unit ON projects (unit);"
                           "CREATE INDEX IF NOT EXISTS indicators_project ON indicators (project);"
                           "CREATE INDEX IF NOT EXISTS findings_run ON findings (run);"
                           "CREATE INDEX IF NOT EXISTS findings_unit ON findings (unit);"
                           "CREATE INDEX IF NOT EXISTS findings_code ON findings (code);");
}

// ---- putting in ---------------------------------------------------------------------------------

bool zp_sqlite_prepare(zp_sqlite *to, zp_sqlite_list *list)
{
  static say_column *const passes[] = { list_name, add_mark };
  zp_sink sink = { .arena = to->say.arena };
  size_t table = list->table;
  for (int pass = 0; pass < 2; pass++) {
    if (pass == 0)
      zp_sink_print(&sink, "INSERT INTO %s (position", tables[table].table);
    else
      zp_sink_put(&sink, ZP_TEXT(") VALUES (?"));
    if (tables[table].own != ZP_SQLITE_NO_LEVEL) passes[pass](&sink, level_names[tables[table].own], "");
    for (int level = 0; level < ZP_SQLITE_LEVELS; level++)
      if ((tables[table].parents >> level & 1) != 0) passes[pass](&sink, level_names[level], "");
    say_front(table, &sink, passes[pass]);
    say_columns(zp_sqlite_kind(list), "", &sink, passes[pass]);
    say_back(zp_sqlite_kind(list), &sink, passes[pass]);
  }
  zp_sink_put(&sink, ZP_TEXT(")"));
  const char *sql = built(to, &sink);
  return sql != NULL && zp_sqlite_noted(to, sqlite3_prepare_v3(to->db, sql, -1, SQLITE_PREPARE_PERSISTENT,
                                                     &list->put, NULL));
}

const char *zp_sqlite_level_name(int level)
{
  return level_names[level];
}

const char *zp_sqlite_level_table(int level)
{
  return level_tables[level];
}
