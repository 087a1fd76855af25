// report_compare.c: see report_compare.h.
#include "report_compare.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void differ(comparison *c, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void differ(comparison *c, const char *format, ...)
{
  va_list list;
  if (c->where[0] != '\0') return;
  va_start(list, format);
  vsnprintf(c->where, sizeof c->where, format, list);
  va_end(list);
}

// ---- SQLite -------------------------------------------------------------------------------------

/// Where the lists of the JSON stand: the table, the column that refers to what they are in, and
/// (own) their number.
static const struct {
  const char *path, *table, *parent, *own, *and;
} lists[] = {
  { "grades", "grades", "run", NULL, "" },
  { "groups", "level1_groups", "run", NULL, "" },
  { "inputs", "inputs", "run", NULL, "" },
  { "rules", "rules", "run", NULL, "" },
  { "findings", "findings", "run", NULL, "AND unit IS NULL" },
  { "units", "units", "run", "unit", "" },
  { "units.findings", "findings", "unit", NULL, "" },
  { "units.adjustments", "adjustments", "unit", NULL, "" },
  { "units.projects", "projects", "unit", "project", "AND pooled = 0" },
  { "units.pooled", "projects", "unit", "project", "AND pooled = 1" },
  { "units.projects.rows", "indicators", "project", "indicator", "" },
  { "units.pooled.rows", "indicators", "project", "indicator", "" },
  { "units.projects.rows.given", "given", "indicator", NULL, "" },
  { "units.pooled.rows.given", "given", "indicator", NULL, "" },
  { "district.grades", "district_grades", "run", NULL, "" },
  { "district.ranking", "district_ranking", "run", NULL, "" },
  { "district.groups", "district_groups", "run", NULL, "" },
  { "district.worst", "district_worst", "run", NULL, "" },
  { "district.problems", "district_problems", "run", NULL, "" },
  { "district.failed", "district_failed", "run", NULL, "" },
  { "district.missing", "district_missing", "run", NULL, "" },
};
enum { NAME_ROOM = 192 };

/// One row of a table being compared.
typedef struct row {
  comparison *c;
  sqlite3 *db;
  sqlite3_stmt *at;
  const char *path;
  sqlite3_int64 number;
} row;

static int column_named(const row *r, const char *name, const char *ending)
{
  char wanted[NAME_ROOM];
  snprintf(wanted, sizeof wanted, "%s%s", name, ending);
  for (int i = 0; i < sqlite3_column_count(r->at); i++)
    if (strcmp(sqlite3_column_name(r->at, i), wanted) == 0) return i;
  return -1;
}

/// "-12.3450" without its point, on `places` decimals, as a whole number. False when it is none or
/// has more places.
static bool whole_number(const char *text, int places, long long *out)
{
  char digits[64];
  size_t len = 0;
  int behind = -1;
  for (const char *p = text; *p != '\0' && len + 8 < sizeof digits; p++) {
    if (*p == '.')
      behind = 0;
    else
      digits[len++] = *p, behind += behind >= 0;
  }
  if (behind < 0) behind = 0;
  for (; behind < places; behind++) digits[len++] = '0';
  digits[len] = '\0';
  char *end;
  *out = strtoll(digits, &end, 10);
  return len != 0 && *end == '\0' && behind == places;
}

static void compare_text(const row *r, int column, const char *name, const char *text, size_t len)
{
  const unsigned char *got = sqlite3_column_text(r->at, column);
  size_t got_len = (size_t)sqlite3_column_bytes(r->at, column);
  r->c->cells++;
  if (got == NULL || got_len != len || memcmp(got, text, len) != 0)
    differ(r->c, "%s %lld %s: \"%s\", not \"%s\"", r->path, (long long)r->number, name,
           got == NULL ? "NULL" : (const char *)got, text);
}

static void compare_whole(const row *r, int column, const char *name, const char *text, int places)
{
  long long wanted;
  r->c->cells++;
  r->c->numbers++;
  if (sqlite3_column_type(r->at, column) != SQLITE_INTEGER ||
      !whole_number(text, places, &wanted) || sqlite3_column_int64(r->at, column) != wanted)
    differ(r->c, "%s %lld %s: %lld, not %s", r->path, (long long)r->number, name,
           sqlite3_column_int64(r->at, column), text);
}

static void compare_string(const row *r, const char *name, const json_t *value)
{
  int column;
  const char *text = json_string_value(value);
  if ((column = column_named(r, name, "_e4")) >= 0)
    compare_whole(r, column, name, text, 4);
  else if ((column = column_named(r, name, "_fen")) >= 0)
    compare_whole(r, column, name, text, 2);
  else if ((column = column_named(r, name, "")) >= 0)
    compare_text(r, column, name, text, json_string_length(value));
  else
    differ(r->c, "%s: no column for %s", r->path, name);
}

static void compare_integer(const row *r, const char *name, long long number)
{
  int column = column_named(r, name, "");
  r->c->cells++;
  r->c->numbers++;
  if (column < 0 || sqlite3_column_type(r->at, column) != SQLITE_INTEGER ||
      sqlite3_column_int64(r->at, column) != number)
    differ(r->c, "%s %lld %s: not %lld", r->path, (long long)r->number, name, number);
}

static bool is_nothing(const row *r, int column)
{
  switch (sqlite3_column_type(r->at, column)) {
    case SQLITE_NULL: return true;
    case SQLITE_TEXT: return sqlite3_column_bytes(r->at, column) == 0;
    default: return sqlite3_column_int64(r->at, column) == 0;
  }
}

/// null: the column, or all columns of the record, hold nothing.
static void compare_null(const row *r, const char *name)
{
  size_t len = strlen(name), found = 0;
  for (int i = 0; i < sqlite3_column_count(r->at); i++) {
    const char *column = sqlite3_column_name(r->at, i);
    if (strncmp(column, name, len) != 0 || (column[len] != '\0' && column[len] != '_')) continue;
    bool own = column[len] == '\0' || strcmp(column + len, "_e4") == 0 ||
               strcmp(column + len, "_fen") == 0;
    if (!own && (column_named(r, name, "") >= 0 || column_named(r, name, "_e4") >= 0 ||
                 column_named(r, name, "_fen") >= 0))
      continue;
    found++;
    r->c->cells++;
    if (own ? sqlite3_column_type(r->at, i) != SQLITE_NULL : !is_nothing(r, i))
      differ(r->c, "%s %lld %s: not NULL", r->path, (long long)r->number, column);
  }
  if (found == 0) differ(r->c, "%s: no column for %s", r->path, name);
}

/// A list of texts: args1..3, or the notes joined by commas.
static void compare_texts(const row *r, const char *name, const json_t *value)
{
  char wanted[1024] = "", column[NAME_ROOM];
  if (strcmp(name, "args") == 0) {
    for (size_t i = 0; i < 3; i++) {
      snprintf(column, sizeof column, "args%zu", i + 1);
      const json_t *item = json_array_get(value, i);
      int at = column_named(r, column, "");
      if (at < 0)
        differ(r->c, "%s: no %s", r->path, column);
      else
        compare_text(r, at, column, item == NULL ? "" : json_string_value(item),
                     item == NULL ? 0 : json_string_length(item));
    }
    return;
  }
  for (size_t i = 0; i < json_array_size(value); i++) {
    if (i != 0) strcat(wanted, ",");
    strncat(wanted, json_string_value(json_array_get(value, i)),
            sizeof wanted - strlen(wanted) - 2);
  }
  int at = column_named(r, name, "");
  if (at < 0)
    differ(r->c, "%s: no %s", r->path, name);
  else
    compare_text(r, at, name, wanted, strlen(wanted));
}

static void compare_list(comparison *c, sqlite3 *db, const char *path, sqlite3_int64 parent,
                         const json_t *items);
static void compare_object(const row *r, const char *prefix, const json_t *object);

static bool is_list_of_rows(const char *path)
{
  for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
    if (strcmp(lists[i].path, path) == 0) return true;
  return false;
}

static void compare_member(const row *r, const char *prefix, const char *key, const json_t *value)
{
  char name[NAME_ROOM], inner[NAME_ROOM + 1], path[NAME_ROOM];
  bool in_value = strstr(prefix, "target_") == prefix || strstr(prefix, "actual_") == prefix;
  const char *word = strcmp(key, "group") == 0              ? "group_id"
                     : in_value && strcmp(key, "text") == 0 ? "trimmed"
                                                            : key;
  snprintf(name, sizeof name, "%s%s", prefix, word);
  snprintf(path, sizeof path, "%s%s%s%s", r->path, *r->path == '\0' ? "" : ".",
           strcmp(prefix, "district_") == 0 ? "district." : "", key);
  if (json_is_array(value) && is_list_of_rows(path))
    compare_list(r->c, r->db, path, r->number, value);
  else if (json_is_array(value))
    compare_texts(r, name, value);
  else if (json_is_string(value))
    compare_string(r, name, value);
  else if (json_is_null(value))
    compare_null(r, name);
  else if (json_is_object(value)) {
    snprintf(inner, sizeof inner, "%s_", name);
    compare_object(r, inner, value);
  } else {
    compare_integer(r, name,
                    json_is_integer(value) ? json_integer_value(value) : json_is_true(value));
  }
}

static void compare_object(const row *r, const char *prefix, const json_t *object)
{
  const char *key;
  json_t *value;
  json_object_foreach((json_t *)object, key, value) compare_member(r, prefix, key, value);
}

static void compare_list(comparison *c, sqlite3 *db, const char *path, sqlite3_int64 parent,
                         const json_t *items)
{
  char sql[512];
  sqlite3_stmt *ask = NULL;
  size_t i = 0, at = 0;
  while (strcmp(lists[at].path, path) != 0) at++;
  snprintf(sql, sizeof sql, "SELECT * FROM %s WHERE %s = %lld %s ORDER BY position",
           lists[at].table, lists[at].parent, (long long)parent, lists[at].and);
  if (sqlite3_prepare_v2(db, sql, -1, &ask, NULL) != SQLITE_OK)
    differ(c, "%s: %s", sql, sqlite3_errmsg(db));
  for (; ask != NULL && sqlite3_step(ask) == SQLITE_ROW; i++) {
    row r = { c, db, ask, path, (sqlite3_int64)i };
    const json_t *item = json_array_get(items, i);
    if (lists[at].own != NULL)
      r.number = sqlite3_column_int64(ask, column_named(&r, lists[at].own, ""));
    if (item == NULL)
      differ(c, "%s: more rows than items", path);
    else
      compare_object(&r, "", item);
  }
  sqlite3_finalize(ask);
  if (i != json_array_size(items))
    differ(c, "%s below %lld: %zu rows of %zu", path, (long long)parent, i, json_array_size(items));
}

void compare_sqlite(comparison *c, const json_t *root, sqlite3 *db, sqlite3_int64 run)
{
  sqlite3_stmt *ask = NULL;
  sqlite3_prepare_v2(db, "SELECT * FROM runs WHERE run = ?", -1, &ask, NULL);
  sqlite3_bind_int64(ask, 1, run);
  if (ask == NULL || sqlite3_step(ask) != SQLITE_ROW)
    differ(c, "no run %lld", (long long)run);
  else
    compare_object(&(row){ c, db, ask, "", run }, "", root);
  sqlite3_finalize(ask);
}

// ---- CSV ----------------------------------------------------------------------------------------

typedef struct reader {
  const char *at, *end;
  bool line_ended;
  char *cell;
  size_t len;
} reader;

/// The next cell by RFC 4180; false at the end of the bytes or where they do not follow it.
static bool next_cell(reader *r)
{
  bool quoted = r->at < r->end && *r->at == '"';
  r->len = 0;
  r->at += quoted;
  for (; r->at < r->end; r->at++) {
    if (quoted && *r->at == '"') {
      if (r->at + 1 < r->end && r->at[1] == '"')
        r->at++;
      else
        break;
    } else if (!quoted && (*r->at == ',' || *r->at == '\r' || *r->at == '\n' || *r->at == '"')) {
      break;
    }
    r->cell[r->len++] = *r->at;
  }
  r->cell[r->len] = '\0';
  if (quoted && (r->at >= r->end || *r->at++ != '"')) return false;
  if (r->at < r->end && *r->at == ',') return r->line_ended = false, r->at++, true;
  r->line_ended = r->end - r->at >= 2 && r->at[0] == '\r' && r->at[1] == '\n';
  r->at += 2;
  return r->line_ended;
}

typedef enum owner { OF_UNIT, OF_PROJECT, OF_POOLED, OF_NUMBER, OF_ROW } owner;
static const struct {
  const char *en;
  owner of;
  const char *path;
} columns[] = {
#define CSV_COLUMN(zh, en, owner, path) { en, OF_##owner, path },
#include "plugins/reports/csv_columns.def"
#undef CSV_COLUMN
};
enum { COLUMN_COUNT = sizeof columns / sizeof columns[0] };

/// The member a column's path means, whose number has another ending in the schema than in the
/// JSON.
static const json_t *member_at(const json_t *object, const char *path)
{
  char step[NAME_ROOM];
  while (object != NULL && !json_is_null(object) && *path != '\0') {
    size_t len = strcspn(path, ".");
    snprintf(step, sizeof step, "%.*s", (int)len, path);
    const json_t *inner = json_object_get(object, step);
    for (char *ending = strrchr(step, '_'); inner == NULL && ending != NULL; ending = NULL) {
      *ending = '\0';
      inner = json_object_get(object, step);
    }
    object = inner;
    path += len + (path[len] == '.');
  }
  return object;
}

/// A text that a program could take for a formula stands behind an apostrophe.
static bool same_text(const char *cell, const char *wanted, bool number)
{
  if (strcmp(cell, wanted) == 0)
    return number || strchr("=+-@\t\r\n", *wanted) == NULL || *wanted == '\0';
  return !number && cell[0] == '\'' && strcmp(cell + 1, wanted) == 0;
}

static void compare_cell(comparison *c, size_t column, const char *cell, const json_t *wanted,
                         size_t line)
{
  char room[32];
  const char *text = "", *path = columns[column].path;
  bool number = strstr(path, "_e4") != NULL || strstr(path, "_fen") != NULL ||
                strstr(path, ".value") != NULL || strstr(path, ".high") != NULL ||
                strcmp(path, "answer") == 0;
  if (json_is_string(wanted)) text = json_string_value(wanted);
  if (json_is_integer(wanted) || json_is_boolean(wanted)) {
    snprintf(room, sizeof room, "%lld",
             json_is_integer(wanted) ? (long long)json_integer_value(wanted)
                                     : (long long)json_is_true(wanted));
    text = room;
    number = true;
  }
  c->cells++;
  c->numbers += number && *text != '\0';
  if (wanted == NULL || !same_text(cell, text, number))
    differ(c, "line %zu, %s: \"%s\", not \"%s\"", line, columns[column].en, cell, text);
}

/// One line against what it is about; NULL: it has no such thing.
static void compare_line(comparison *c, reader *r, const json_t *unit, const json_t *project,
                         const json_t *indicator, int pooled, size_t number, size_t line)
{
  char room[32];
  for (size_t i = 0; i < COLUMN_COUNT; i++) {
    if (!next_cell(r) || r->line_ended != (i + 1 == COLUMN_COUNT)) {
      differ(c, "line %zu, column %zu: not as RFC 4180 says", line, i + 1);
      return;
    }
    if (columns[i].of == OF_NUMBER || columns[i].of == OF_POOLED) {
      snprintf(room, sizeof room, "%zu", columns[i].of == OF_NUMBER ? number : (size_t)pooled);
      if (project != NULL && strcmp(r->cell, room) != 0)
        differ(c, "line %zu: %s, not %s", line, r->cell, room);
      continue;
    }
    const json_t *of = columns[i].of == OF_UNIT      ? unit
                       : columns[i].of == OF_PROJECT ? project
                                                     : indicator;
    const char *path =
        strcmp(columns[i].path, "fault") == 0 ? "fault_sentence" : columns[i].path;  // for people
    const json_t *wanted = of == NULL ? json_null() : member_at(of, path);
    compare_cell(c, i, r->cell, wanted, line);
  }
}

void compare_csv(comparison *c, const json_t *root, const char *bytes, size_t len)
{
  static const char *const of_unit[] = { "projects", "pooled" };
  size_t u, p, i, line = 1;
  json_t *unit, *project, *indicator;
  reader r = { .at = bytes + 3, .end = bytes + len, .cell = malloc(len + 1) };
  if (r.cell == NULL || len < 3 || memcmp(bytes, "\xEF\xBB\xBF", 3) != 0)
    differ(c, "no mark of UTF-8");
  for (i = 0; i < COLUMN_COUNT && c->where[0] == '\0'; i++)
    if (!next_cell(&r) || strcmp(r.cell, columns[i].en) != 0)
      differ(c, "heading %zu: %s", i + 1, r.cell);
  json_array_foreach(json_object_get(root, "units"), u, unit)
  {
    if (json_array_size(json_object_get(unit, "projects")) == 0)
      compare_line(c, &r, unit, NULL, NULL, 0, 0, ++line);
    for (int pooled = 0; pooled < 2; pooled++)
      json_array_foreach(json_object_get(unit, of_unit[pooled]), p, project)
          json_array_foreach(json_object_get(project, "rows"), i, indicator)
              compare_line(c, &r, unit, project, indicator, pooled, i + 1, ++line);
  }
  if (r.at != r.end) differ(c, "%zd bytes are left", r.end - r.at);
  free(r.cell);
}
