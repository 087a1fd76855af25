// sqlite_tables.h: a result as rows of tables: one table for each list of model/schema.h, one
// column for each member.
#pragma once

#include <sqlite3.h>

#include "model/format.h"
#include "model/schema.h"
#include "plugins/reports/wording.h"

/// What rows of other tables refer to, by a column of this name.
typedef enum zp_sqlite_level {
  ZP_SQLITE_RUN,
  ZP_SQLITE_UNIT,
  ZP_SQLITE_PROJECT,
  ZP_SQLITE_INDICATOR
} zp_sqlite_level;
/// The column that refers to rows of a level, which is their number too; and their table.
const char *zp_sqlite_level_name(int level);
const char *zp_sqlite_level_table(int level);
enum { ZP_SQLITE_NO_LEVEL = -1, ZP_SQLITE_LEVELS = ZP_SQLITE_INDICATOR + 1, ZP_SQLITE_LISTS = 24 };

/// A list of the schema and the statement that puts one item of it into its table.
typedef struct zp_sqlite_list {
  const zp_member *member;  // NULL: the result itself
  size_t table;            // index into the table of tables
  int own;                  // level that its rows are, or ZP_SQLITE_NO_LEVEL
  unsigned parents;         // levels that they refer to: 1 << level
  sqlite3_stmt *put;
} zp_sqlite_list;

/// Zero it and set `db`, `say`, `how` and `err`. `status` is the first code of SQLite that was no success.
typedef struct zp_sqlite {
  sqlite3 *db;
  zp_wording say;
  const zp_report_options *how;
  zp_error *err;            // why a unit could not be read
  int status;
  zp_sqlite_list lists[ZP_SQLITE_LISTS];
  size_t list_count;
  sqlite3_int64 last[ZP_SQLITE_LEVELS];  // number of the row written last, of each level
  sqlite3_int64 rows;                   // written in all
} zp_sqlite;

/// Makes the tables and views of a new file. False on failure.
bool zp_sqlite_create(zp_sqlite *to);
/// Makes the indexes: after the rows, because that is faster.
bool zp_sqlite_index(zp_sqlite *to);
/// Takes out the run of the same result, if it is there, and puts the result in under its number or
/// a new one. False on failure; of one that is not SQLite's `err` tells.
bool zp_sqlite_put(zp_sqlite *to, const zp_result *result);
/// Gives the statements back.
void zp_sqlite_fini(zp_sqlite *to);

/// Runs statements that answer nothing. False on failure.
bool zp_sqlite_run(zp_sqlite *to, const char *sql);
/// The number a query answers; `otherwise` when there is none, and on failure.
sqlite3_int64 zp_sqlite_number(zp_sqlite *to, const char *sql, sqlite3_int64 otherwise);

// ---- between sqlite_tables.c and sqlite_rows.c ---------------------------------------------------

/// True for a code that is no failure; the first failure is kept.
bool zp_sqlite_noted(zp_sqlite *to, int code);
/// Finds the lists of the schema, once.
bool zp_sqlite_find(zp_sqlite *to);
/// What the items of a list are.
const zp_record *zp_sqlite_kind(const zp_sqlite_list *list);
/// Prepares list->put: position, own number, numbers of the parents, what stands before the members (a
/// project's `pooled`; of a run schema, year, counts), the members, what is derived of a finding.
bool zp_sqlite_prepare(zp_sqlite *to, zp_sqlite_list *list);
