// sqlite_tables.c: see sqlite_tables.h.
#include "plugins/reports/sqlite_tables.h"

#include <stdio.h>
#include <string.h>

enum { NO_LEVEL = -1, RUN_BIT = 1 << ZP_SQLITE_RUN, UNIT_BIT = 1 << ZP_SQLITE_UNIT, PROJECT_BIT = 1 << ZP_SQLITE_PROJECT,
       INDICATOR_BIT = 1 << ZP_SQLITE_INDICATOR };

static const char *const level_names[] = { "run", "unit", "project", "indicator" };
static const char *const level_tables[] = { "runs", "units", "projects", "indicators" };

/// Every list of the schema has a row here: `list` of a record of the kind `of`.
static const struct {
  const char *of, *list, *table;
  int own;            // the level its rows are
  unsigned parents;   // levels its rows refer to; findings of no unit have no unit
} tables[] = {
  { "", "", "runs", ZP_SQLITE_RUN, 0 },
  { "result", "grades", "grades", NO_LEVEL, RUN_BIT },
  { "result", "groups", "level1_groups", NO_LEVEL, RUN_BIT },
  { "result", "inputs", "inputs", NO_LEVEL, RUN_BIT },
  { "result", "rules", "rules", NO_LEVEL, RUN_BIT },
  { "result", "units", "units", ZP_SQLITE_UNIT, RUN_BIT },
  { "result", "findings", "findings", NO_LEVEL, RUN_BIT | UNIT_BIT },
  { "unit", "adjustments", "adjustments", NO_LEVEL, UNIT_BIT },
  { "unit", "projects", "projects", ZP_SQLITE_PROJECT, UNIT_BIT },
  { "unit", "pooled", "projects", ZP_SQLITE_PROJECT, UNIT_BIT },
  { "unit", "findings", "findings", NO_LEVEL, RUN_BIT | UNIT_BIT },
  { "project", "rows", "indicators", ZP_SQLITE_INDICATOR, PROJECT_BIT },
  { "row", "given", "given", NO_LEVEL, INDICATOR_BIT },
  { "district", "grades", "district_grades", NO_LEVEL, RUN_BIT },
  { "district", "ranking", "district_ranking", NO_LEVEL, RUN_BIT },
  { "district", "groups", "district_groups", NO_LEVEL, RUN_BIT },
  { "district", "worst", "district_worst", NO_LEVEL, RUN_BIT },
  { "district", "problems", "district_problems", NO_LEVEL, RUN_BIT },
  { "district", "failed", "district_failed", NO_LEVEL, RUN_BIT },
  { "district", "missing", "district_missing", NO_LEVEL, RUN_BIT },
};
enum { TABLE_COUNT = sizeof tables / sizeof tables[0] };

// ---- SQLite ------------------------------------------------------------------------------------------------------------

static bool noted(zp_sqlite *to, int code)
{
  if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE) return true;
  if (to->status == SQLITE_OK) to->status = code;
  return false;
}

bool zp_sqlite_run(zp_sqlite *to, const char *sql)
{
  return noted(to, sqlite3_exec(to->db, sql, NULL, NULL, NULL));
}

sqlite3_int64 zp_sqlite_number(zp_sqlite *to, const char *sql, sqlite3_int64 otherwise)
{
  sqlite3_stmt *ask = NULL;
  sqlite3_int64 answer = otherwise;
  if (noted(to, sqlite3_prepare_v2(to->db, sql, -1, &ask, NULL))) {
    int code = sqlite3_step(ask);
    if (noted(to, code) && code == SQLITE_ROW && sqlite3_column_type(ask, 0) != SQLITE_NULL) answer = sqlite3_column_int64(ask, 0);
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

// ---- columns -----------------------------------------------------------------------------------------------------------

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
  return strcmp(kind->name, "value") == 0 && strcmp(member->key, "text") == 0 ? "trimmed" : member->key;
}

static const char *type_of(const zp_member *member)
{
  switch (member->type) {
    case ZP_M_TEXT: case ZP_M_ARG: case ZP_M_ARGS: case ZP_M_QUANTITY: case ZP_M_DATE: case ZP_M_NAME: case ZP_M_NOTES: return "TEXT";
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

static const zp_record *kind_of(const zp_sqlite_list *list)
{
  return list->member == NULL ? &zp_record_result : list->member->record;
}

/// What stands before the members: the row's own number, what it refers to, its position; and behind them what is derived.
static void say_front(size_t table, zp_sink *sink, say_column *say)
{
  if (tables[table].own == ZP_SQLITE_PROJECT) say(sink, "pooled", "INTEGER NOT NULL");
  if (tables[table].own == ZP_SQLITE_RUN) {
    static const char *const derived[] = { "schema", "year", "counts_scored", "counts_unscored", "counts_fault" };
    for (size_t i = 0; i < sizeof derived / sizeof derived[0]; i++) say(sink, derived[i], "INTEGER");
  }
}

static void say_back(const zp_record *kind, zp_sink *sink, say_column *say)
{
  if (kind != &zp_record_finding) return;
  say(sink, "severity", "TEXT");
  say(sink, "sentence", "TEXT");
  say(sink, "suggestion", "TEXT");
}

// ---- making tables -------------------------------------------------------------------------------------------------------

static void put_parent(zp_sink *sink, size_t table, int level)
{
  bool may_lack = tables[table].parents == (RUN_BIT | UNIT_BIT) && level == ZP_SQLITE_UNIT;
  zp_sink_print(sink, "  %s INTEGER%s REFERENCES %s (%s) ON DELETE CASCADE,\n", level_names[level], may_lack ? "" : " NOT NULL",
                level_tables[level], level_names[level]);
}

static bool create_table(zp_sqlite *to, const zp_sqlite_list *list)
{
  zp_sink sink = { .arena = to->say.arena };
  size_t table = list->table;
  bool keyed = tables[table].own == NO_LEVEL && (tables[table].parents & (tables[table].parents - 1)) == 0;
  zp_sink_print(&sink, "CREATE TABLE IF NOT EXISTS %s (\n", tables[table].table);
  if (tables[table].own != NO_LEVEL) zp_sink_print(&sink, "  %s INTEGER PRIMARY KEY,\n", level_names[tables[table].own]);
  for (int level = 0; level < ZP_SQLITE_LEVELS; level++)
    if ((tables[table].parents >> level & 1) != 0) put_parent(&sink, table, level);
  zp_sink_put(&sink, ZP_TEXT("  position INTEGER NOT NULL"));
  say_front(table, &sink, declare);
  say_columns(kind_of(list), "", &sink, declare);
  say_back(kind_of(list), &sink, declare);
  for (int level = 0; keyed && level < ZP_SQLITE_LEVELS; level++)
    if ((tables[table].parents >> level & 1) != 0) zp_sink_print(&sink, ",\n  PRIMARY KEY (%s, position)", level_names[level]);
  zp_sink_put(&sink, keyed ? ZP_TEXT("\n) STRICT, WITHOUT ROWID") : ZP_TEXT("\n) STRICT"));
  const char *sql = built(to, &sink);
  return sql != NULL && zp_sqlite_run(to, sql);
}

/// Every list below a record, and below the records in it.
static bool find_lists(zp_sqlite *to, const zp_record *kind)
{
  for (size_t i = 0; i < kind->count; i++) {
    const zp_member *member = &kind->members[i];
    if (member->type == ZP_M_RECORD && !find_lists(to, member->record)) return false;
    if (member->type != ZP_M_LIST) continue;
    size_t table = 0;
    while (table < TABLE_COUNT && (strcmp(tables[table].of, kind->name) != 0 || strcmp(tables[table].list, member->key) != 0)) table++;
    bool known = false;
    for (size_t l = 0; l < to->list_count; l++) known = known || to->lists[l].member == member;
    if (known) continue;  // the rows of what is pooled are those of projects
    if (table == TABLE_COUNT || to->list_count == ZP_SQLITE_LISTS) return noted(to, SQLITE_INTERNAL);
    to->lists[to->list_count++] = (zp_sqlite_list){ .member = member, .table = table };
    if (!find_lists(to, member->record)) return false;
  }
  return true;
}

static bool find_all(zp_sqlite *to)
{
  if (to->list_count != 0) return true;
  to->lists[to->list_count++] = (zp_sqlite_list){ .member = NULL, .table = 0 };
  return find_lists(to, &zp_record_result);
}

bool zp_sqlite_create(zp_sqlite *to)
{
  static const char *const views[] = {
#define SQLITE_VIEW(name, sql) "CREATE VIEW " name " AS " sql,
#include "plugins/reports/sqlite_views.def"
#undef SQLITE_VIEW
  };
  if (!find_all(to)) return false;
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

// ---- rows --------------------------------------------------------------------------------------------------------------

static bool prepare(zp_sqlite *to, zp_sqlite_list *list)
{
  static say_column *const passes[] = { list_name, add_mark };
  zp_sink sink = { .arena = to->say.arena };
  size_t table = list->table;
  for (int pass = 0; pass < 2; pass++) {
    if (pass == 0) zp_sink_print(&sink, "INSERT INTO %s (position", tables[table].table);
    else zp_sink_put(&sink, ZP_TEXT(") VALUES (?"));
    if (tables[table].own != NO_LEVEL) passes[pass](&sink, level_names[tables[table].own], "");
    for (int level = 0; level < ZP_SQLITE_LEVELS; level++)
      if ((tables[table].parents >> level & 1) != 0) passes[pass](&sink, level_names[level], "");
    say_front(table, &sink, passes[pass]);
    say_columns(kind_of(list), "", &sink, passes[pass]);
    say_back(kind_of(list), &sink, passes[pass]);
  }
  zp_sink_put(&sink, ZP_TEXT(")"));
  const char *sql = built(to, &sink);
  return sql != NULL && noted(to, sqlite3_prepare_v3(to->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &list->put, NULL));
}

/// A statement that is being filled, and the parameter that comes next.
typedef struct filling { zp_sqlite *to; sqlite3_stmt *put; int at; } filling;

static void fill_number(filling *f, sqlite3_int64 number)
{
  noted(f->to, sqlite3_bind_int64(f->put, f->at++, number));
}

static void fill_nothing(filling *f)
{
  noted(f->to, sqlite3_bind_null(f->put, f->at++));
}

/// The text outlives the statement's step.
static void fill_text(filling *f, zp_text text)
{
  noted(f->to, sqlite3_bind_text64(f->put, f->at++, text.len != 0 ? text.ptr : "", text.len, SQLITE_STATIC, SQLITE_UTF8));
}

static void fill_printed(filling *f, zp_text text)
{
  noted(f->to, sqlite3_bind_text64(f->put, f->at++, text.ptr, text.len, SQLITE_TRANSIENT, SQLITE_UTF8));
}

/// A name that a member can have: static storage.
static void fill_name(filling *f, const char *name)
{
  if (name == NULL) fill_nothing(f);
  else noted(f->to, sqlite3_bind_text(f->put, f->at++, name, -1, SQLITE_STATIC));
}

static void fill_notes(filling *f, uint32_t notes)
{
  char room[ZP_NOTE_COUNT * 32];
  size_t len = 0;
  for (int bit = 0; bit < ZP_NOTE_COUNT; bit++)
    if ((notes >> bit & 1) != 0 && len < sizeof room)
      len += (size_t)snprintf(room + len, sizeof room - len, "%s%s", len != 0 ? "," : "", zp_note_name(bit));
  fill_printed(f, (zp_text){ room, len < sizeof room ? len : sizeof room - 1 });
}

/// As the JSON report says it: a text, a flag and an offset are never NULL, other things that are not there are.
static void fill_member(filling *f, const zp_member *member, const void *record)
{
  char room[ZP_NUMBER_ROOM];
  const void *here = (const char *)record + member->offset;
  bool there = zp_member_says(member, record);
  switch (member->type) {
    case ZP_M_TEXT: fill_text(f, *(const zp_text *)here); return;
    case ZP_M_ARG:
      fill_text(f, zp_arg_written(*(const zp_text *)here, f->to->say.arena));
      fill_text(f, there ? zp_wording_arg(&f->to->say, *(const zp_text *)here) : ZP_TEXT(""));
      return;
    case ZP_M_ARGS:
      for (int i = 0; i < 3; i++) fill_text(f, zp_arg_written(((const zp_text *)here)[i], f->to->say.arena));
      return;
    case ZP_M_FLAG: fill_number(f, *(const bool *)here); return;
    case ZP_M_BYTES: fill_number(f, *(const uint32_t *)here); return;
    case ZP_M_NOTES: fill_notes(f, *(const uint32_t *)here); return;
    default: break;
  }
  if (!there) {
    fill_nothing(f);
    return;
  }
  switch (member->type) {
    case ZP_M_COUNT: fill_number(f, (sqlite3_int64)*(const size_t *)here); break;
    case ZP_M_NUMBER: fill_number(f, *(const uint32_t *)here); break;
    case ZP_M_YEAR: fill_number(f, *(const int *)here); break;
    case ZP_M_POINTS: fill_number(f, ((const zp_dec *)here)->e4); break;
    case ZP_M_MONEY: fill_number(f, ((const zp_money *)here)->fen); break;
    case ZP_M_QUANTITY: fill_printed(f, zp_qty_print(*(const zp_qty *)here, room)); break;
    case ZP_M_DATE: fill_printed(f, zp_date_print(*(const zp_date *)here, room)); break;
    default: fill_name(f, zp_member_name(member, record)); break;
  }
}

/// record NULL: it is not there, and neither is anything in it.
static void fill_record(filling *f, const zp_record *kind, const void *record)
{
  for (size_t i = 0; i < kind->count; i++) {
    const zp_member *member = &kind->members[i];
    if (member->type == ZP_M_LIST) continue;
    if (member->type == ZP_M_RECORD) {
      bool there = record != NULL && (member->when == NULL || member->when(record)) &&
                   (!member->flagged || *((const bool *)record + member->flag));
      fill_record(f, member->record, there ? (const char *)record + member->offset : NULL);
    } else if (record != NULL) {
      fill_member(f, member, record);
    } else {
      int columns = member->type == ZP_M_ARGS ? 3 : member->type == ZP_M_ARG ? 2 : 1;
      for (int c = 0; c < columns; c++) fill_nothing(f);
    }
  }
}

/// The year of all units; 0: they differ, or none has one.
static int year_of(const zp_result *result)
{
  int year = result->unit_count == 0 ? 0 : result->units[0].year;
  for (size_t i = 1; i < result->unit_count; i++)
    if (result->units[i].year != year) return 0;
  return year;
}

static void fill_front(filling *f, const zp_sqlite_list *list, const void *record)
{
  if (tables[list->table].own == ZP_SQLITE_PROJECT) fill_number(f, strcmp(list->member->key, "pooled") == 0);
  if (tables[list->table].own != ZP_SQLITE_RUN) return;
  zp_counts counts = zp_result_counts(record);
  int year = year_of(record);
  fill_number(f, ZP_RESULT_SCHEMA);
  if (year == 0) fill_nothing(f);
  else fill_number(f, year);
  fill_number(f, (sqlite3_int64)counts.scored);
  fill_number(f, (sqlite3_int64)counts.unscored);
  fill_number(f, (sqlite3_int64)counts.fault);
}

static void fill_back(filling *f, const zp_record *kind, const void *record)
{
  static const char *const severities[] = { "info", "warning", "error" };
  const zp_finding *finding = record;
  if (kind != &zp_record_finding) return;
  fill_name(f, severities[zp_status_severity(finding->status)]);
  fill_text(f, zp_wording_sentence(&f->to->say, finding));
  fill_text(f, zp_wording_suggestion(&f->to->say, finding));
}

static zp_sqlite_list *list_of(zp_sqlite *to, const zp_member *member)
{
  for (size_t i = 0; i < to->list_count; i++)
    if (to->lists[i].member == member) return &to->lists[i];
  return NULL;
}

/// Numbers of the rows that a row refers to; 0: none.
typedef struct parents { sqlite3_int64 row[ZP_SQLITE_LEVELS]; } parents;

static bool put_row(zp_sqlite *to, zp_sqlite_list *list, const void *record, size_t position, parents *above)
{
  int own = tables[list->table].own;
  if (list->put == NULL && !prepare(to, list)) return false;
  filling f = { to, list->put, 1 };
  fill_number(&f, (sqlite3_int64)position);
  if (own != NO_LEVEL) {
    if (own != ZP_SQLITE_RUN) above->row[own] = ++to->last[own];
    fill_number(&f, above->row[own]);
  }
  for (int level = 0; level < ZP_SQLITE_LEVELS; level++) {
    if ((tables[list->table].parents >> level & 1) == 0) continue;
    if (above->row[level] == 0) fill_nothing(&f);
    else fill_number(&f, above->row[level]);
  }
  fill_front(&f, list, record);
  fill_record(&f, kind_of(list), record);
  fill_back(&f, kind_of(list), record);
  noted(to, sqlite3_step(list->put));
  noted(to, sqlite3_reset(list->put));
  to->rows++;
  return to->status == SQLITE_OK && !to->say.failed;
}

static bool put_below(zp_sqlite *to, const zp_record *kind, const void *record, const parents *above);

static bool put_list(zp_sqlite *to, const zp_member *member, const void *record, const parents *above)
{
  size_t count;
  const char *items = zp_member_items(member, record, &count);
  zp_sqlite_list *list = list_of(to, member);
  for (size_t i = 0; i < count; i++) {
    parents own = *above;
    const void *item = items + i * member->record->size;
    if (!put_row(to, list, item, i + 1, &own) || !put_below(to, member->record, item, &own)) return false;
  }
  return true;
}

/// The lists of a record, and of the records in it that are there.
static bool put_below(zp_sqlite *to, const zp_record *kind, const void *record, const parents *above)
{
  for (size_t i = 0; i < kind->count; i++) {
    const zp_member *member = &kind->members[i];
    if (member->type == ZP_M_LIST && !put_list(to, member, record, above)) return false;
    if (member->type != ZP_M_RECORD || member->when != NULL) continue;
    if (member->flagged && !*((const bool *)record + member->flag)) continue;
    if (!put_below(to, member->record, (const char *)record + member->offset, above)) return false;
  }
  return true;
}

/// The number of the run with this digest; it goes, and all that refers to it. 0: there is none.
static sqlite3_int64 take_out(zp_sqlite *to, const zp_result *result)
{
  sqlite3_stmt *ask = NULL;
  sqlite3_int64 run = 0;
  if (!noted(to, sqlite3_prepare_v2(to->db, "DELETE FROM runs WHERE digest = ? RETURNING run", -1, &ask, NULL))) return 0;
  filling f = { to, ask, 1 };
  fill_text(&f, result->digest);
  int code = sqlite3_step(ask);
  if (noted(to, code) && code == SQLITE_ROW) run = sqlite3_column_int64(ask, 0);
  while (code == SQLITE_ROW) noted(to, code = sqlite3_step(ask));
  sqlite3_finalize(ask);
  return run;
}

bool zp_sqlite_put(zp_sqlite *to, const zp_result *result)
{
  parents above = { { 0 } };
  if (!find_all(to)) return false;
  above.row[ZP_SQLITE_RUN] = take_out(to, result);
  for (int level = 0; level < ZP_SQLITE_LEVELS; level++) {
    zp_text ask = zp_text_format(to->say.arena, "SELECT max(%s) FROM %s", level_names[level], level_tables[level]);
    if (ask.ptr == NULL) return false;
    to->last[level] = zp_sqlite_number(to, ask.ptr, 0);
  }
  if (above.row[ZP_SQLITE_RUN] == 0) above.row[ZP_SQLITE_RUN] = ++to->last[ZP_SQLITE_RUN];
  return to->status == SQLITE_OK && put_row(to, &to->lists[0], result, 1, &above) &&
         put_below(to, &zp_record_result, result, &above);
}

void zp_sqlite_fini(zp_sqlite *to)
{
  for (size_t i = 0; i < to->list_count; i++) sqlite3_finalize(to->lists[i].put);
  to->list_count = 0;
}
