// report_compare.h: a JSON report beside the same result as SQLite and as CSV, cell by cell. Knows
// the JSON's form, not model/schema.h.
#pragma once

#include <jansson.h>
#include <sqlite3.h>
#include <stddef.h>

/// Zero it. `where` names the first difference; empty: there was none.
typedef struct comparison {
  char where[1024];
  size_t cells;   // that were compared
  size_t numbers;  // of them figures
} comparison;

/// Every member of every object against the rows of one run.
void compare_sqlite(comparison *c, const json_t *root, sqlite3 *db, sqlite3_int64 run);
/// Every cell of the table (with English headings) against the JSON, and the number of lines.
void compare_csv(comparison *c, const json_t *root, const char *bytes, size_t len);
