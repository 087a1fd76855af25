// sqlite.c: the whole result as a SQLite file: a new one, or one run more in a file that is there.
#include <string.h>

#include "plugins/reports/sqlite_tables.h"

/// What a file of ours says of itself in its first hundred bytes: "ZIPG", and the number of the
/// tables' form.
enum { APPLICATION = 0x5A495047, FORM = 1, BUSY_MS = 5000 };

static const zp_text none = { "", 0 };

/// A text that memory was too short for would be stored as none.
static bool is_short(const zp_sqlite *to)
{
  return to->say.failed || zp_arena_short(to->say.arena);
}

static zp_status failed_for(const zp_sqlite *to, const char *path, zp_error *err)
{
  zp_text file = zp_text_from(path == NULL ? "SQLite" : path);
  if (err->status != ZP_OK) return err->status;  // of a unit that could not be read
  if (is_short(to) || to->status == SQLITE_NOMEM) return zp_fail_memory(err);
  switch (to->status & 0xFF) {
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT: return zp_fail(err, ZP_E_SQLITE_FOREIGN, NULL, file, none, none);
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return zp_fail(err, ZP_E_SQLITE_BUSY, NULL, file, none, none);
    default:
      return zp_fail(err, ZP_E_SQLITE_FAILED, NULL, file, zp_text_from(sqlite3_errstr(to->status)),
                     none);
  }
}

static bool noted(zp_sqlite *to, int code)
{
  if (code != SQLITE_OK && to->status == SQLITE_OK) to->status = code;
  return code == SQLITE_OK;
}

// ---- a new file ---------------------------------------------------------------------------------

static bool make(zp_sqlite *to, const zp_result *result)
{
  sqlite3_int64 most = INT64_MAX;
  zp_text head = zp_text_format(
      to->say.arena, "PRAGMA application_id = %d; PRAGMA user_version = %d;", APPLICATION, FORM);
  if (head.ptr == NULL) return false;
  sqlite3_file_control(to->db, "main", SQLITE_FCNTL_SIZE_LIMIT,
                       &most);  // the result's size is bounded when it is read
  return zp_sqlite_run(
             to,
             "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;") &&
         zp_sqlite_run(to, head.ptr) && zp_sqlite_run(to, "BEGIN") && zp_sqlite_create(to) &&
         zp_sqlite_put(to, result) && zp_sqlite_index(to) && zp_sqlite_run(to, "COMMIT");
}

/// In memory, so that the file is written as any other report is: beside, and renamed.
static zp_status write_sqlite(const zp_result *result, const zp_report_options *options,
                              zp_sink *sink, zp_error *err)
{
  zp_sqlite to = { .say = { sink->arena, options->lang, false }, .how = options, .err = err };
  int code = sqlite3_open_v2("ziping", &to.db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, "memdb");
  if (noted(&to, code) && make(&to, result)) {
    zp_sqlite_fini(&to);
    sqlite3_int64 size = 0;
    const unsigned char *bytes = sqlite3_serialize(to.db, "main", &size, SQLITE_SERIALIZE_NOCOPY);
    if (bytes == NULL)
      noted(&to, SQLITE_NOMEM);
    else
      zp_sink_put(sink, (zp_text){ (const char *)bytes, (size_t)size });
  }
  bool bad = to.status != SQLITE_OK || err->status != ZP_OK || is_short(&to);
  if (bad) failed_for(&to, NULL, err);
  zp_sqlite_fini(&to);
  sqlite3_close(to.db);
  if (bad) return err->status;
  return sink->failed ? zp_fail_memory(err) : ZP_OK;
}

// ---- a file that is there -----------------------------------------------------------------------

/// What the file's own schema would do by itself is switched off: it may come from anywhere.
static bool open_there(zp_sqlite *to, const char *path)
{
  if (!noted(to, sqlite3_open_v2(path, &to->db, SQLITE_OPEN_READWRITE, NULL))) return false;
  sqlite3_busy_timeout(to->db, BUSY_MS);
  sqlite3_db_config(to->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_db_config(to->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  return zp_sqlite_run(to, "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; BEGIN IMMEDIATE");
}

static zp_status add_run(zp_sqlite *to, const zp_result *result, const char *path, zp_error *err)
{
  if (!open_there(to, path)) return failed_for(to, path, err);
  sqlite3_int64 application = zp_sqlite_number(to, "PRAGMA application_id", 0),
                form = zp_sqlite_number(to, "PRAGMA user_version", 0);
  if (to->status == SQLITE_OK && application != APPLICATION)
    return zp_fail(err, ZP_E_SQLITE_FOREIGN, NULL, zp_text_from(path), none, none);
  if (to->status == SQLITE_OK && form != FORM)
    return zp_fail(err, ZP_E_SQLITE_FORM, NULL, zp_text_from(path), none, none);
  if (to->status == SQLITE_OK && zp_sqlite_put(to, result) && !is_short(to) &&
      zp_sqlite_run(to, "COMMIT"))
    return ZP_OK;
  return failed_for(to, path, err);
}

/// One transaction: closing without COMMIT leaves the file as it was.
static zp_status into_sqlite(const zp_result *result, const zp_report_options *options,
                             const char *path, zp_arena *arena, zp_error *err)
{
  zp_sqlite to = { .say = { arena, options->lang, false }, .how = options, .err = err };
  zp_status status = add_run(&to, result, path, err);
  zp_sqlite_fini(&to);
  sqlite3_close(to.db);
  return status;
}

const zp_report zp_report_sqlite = {
  .name = "sqlite",
  .title = ZP_W_REPORT_SQLITE,
  .suffix = ".sqlite",
  .write = write_sqlite,
  .into = into_sqlite,
  .binary = true,
  .by_unit = true,
};
