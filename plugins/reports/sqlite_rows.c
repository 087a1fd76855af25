// sqlite_rows.c: a result put into the tables of sqlite_tables.c.
#include "plugins/reports/sqlite_tables.h"

#include <stdio.h>
#include <string.h>

/// A statement that is being filled, and the parameter that comes next.
typedef struct filling {
  zp_sqlite *to;
  sqlite3_stmt *put;
  int at;
} filling;

static void fill_number(filling *f, sqlite3_int64 number)
{
  zp_sqlite_noted(f->to, sqlite3_bind_int64(f->put, f->at++, number));
}

static void fill_nothing(filling *f)
{
  zp_sqlite_noted(f->to, sqlite3_bind_null(f->put, f->at++));
}

/// The text outlives the statement's step.
static void fill_text(filling *f, zp_text text)
{
  zp_sqlite_noted(f->to, sqlite3_bind_text64(f->put, f->at++, text.len != 0 ? text.ptr : "", text.len,
                                   SQLITE_STATIC, SQLITE_UTF8));
}

static void fill_printed(filling *f, zp_text text)
{
  zp_sqlite_noted(f->to,
        sqlite3_bind_text64(f->put, f->at++, text.ptr, text.len, SQLITE_TRANSIENT, SQLITE_UTF8));
}

/// A name that a member can have: static storage.
static void fill_name(filling *f, const char *name)
{
  if (name == NULL)
    fill_nothing(f);
  else
    zp_sqlite_noted(f->to, sqlite3_bind_text(f->put, f->at++, name, -1, SQLITE_STATIC));
}

static void fill_notes(filling *f, uint32_t notes)
{
  char room[ZP_NOTE_COUNT * 32];
  size_t len = 0;
  for (int bit = 0; bit < ZP_NOTE_COUNT; bit++)
    if ((notes >> bit & 1) != 0 && len < sizeof room)
      len += (size_t)snprintf(room + len, sizeof room - len, "%s%s", len != 0 ? "," : "",
                              zp_note_name(bit));
  fill_printed(f, (zp_text){ room, len < sizeof room ? len : sizeof room - 1 });
}

/// As the JSON report says it: a text, a flag and an offset are never NULL, other things that are
/// not there are.
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
      for (int i = 0; i < 3; i++)
        fill_text(f, zp_arg_written(((const zp_text *)here)[i], f->to->say.arena));
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
    case ZP_M_COUNT: fill_number(f, (sqlite3_int64) * (const size_t *)here); break;
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

static void fill_front(filling *f, const zp_sqlite_list *list, const void *record)
{
  if (list->own == ZP_SQLITE_PROJECT)
    fill_number(f, strcmp(list->member->key, "pooled") == 0);
  if (list->own != ZP_SQLITE_RUN) return;
  zp_counts counts = zp_report_counts(record, f->to->how);
  int year = zp_result_year(record);
  fill_number(f, ZP_RESULT_SCHEMA);
  if (year == 0)
    fill_nothing(f);
  else
    fill_number(f, year);
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
typedef struct parents {
  sqlite3_int64 row[ZP_SQLITE_LEVELS];
} parents;

static bool put_row(zp_sqlite *to, zp_sqlite_list *list, const void *record, size_t position,
                    parents *above)
{
  int own = list->own;
  if (list->put == NULL && !zp_sqlite_prepare(to, list)) return false;
  filling f = { to, list->put, 1 };
  fill_number(&f, (sqlite3_int64)position);
  if (own != ZP_SQLITE_NO_LEVEL) {
    if (own != ZP_SQLITE_RUN) above->row[own] = ++to->last[own];
    fill_number(&f, above->row[own]);
  }
  for (int level = 0; level < ZP_SQLITE_LEVELS; level++) {
    if ((list->parents >> level & 1) == 0) continue;
    if (above->row[level] == 0)
      fill_nothing(&f);
    else
      fill_number(&f, above->row[level]);
  }
  fill_front(&f, list, record);
  fill_record(&f, zp_sqlite_kind(list), record);
  fill_back(&f, zp_sqlite_kind(list), record);
  zp_sqlite_noted(to, sqlite3_step(list->put));
  zp_sqlite_noted(to, sqlite3_reset(list->put));
  to->rows++;
  return to->status == SQLITE_OK && !to->say.failed;
}

static bool put_below(zp_sqlite *to, const zp_record *kind, const void *record,
                      const parents *above);

/// The units of a result, which is told of without them; their rows are in memory one unit at a time.
static bool put_units(zp_sqlite *to, const zp_member *member, const zp_result *result,
                      const parents *above, zp_arena *scratch)
{
  enum { KEPT = 1 << 20 };
  zp_sqlite_list *list = list_of(to, member);
  for (size_t i = 0; i < result->unit_count; i++) {
    parents own = *above;
    const zp_unit_result *unit;
    zp_arena_reset(scratch, KEPT);
    if (zp_unit_whole(result, to->how, i, scratch, &unit, to->err) != ZP_OK) return false;
    if (!put_row(to, list, unit, i + 1, &own) || !put_below(to, member->record, unit, &own))
      return false;
  }
  return true;
}

static bool put_list(zp_sqlite *to, const zp_member *member, const void *record,
                     const parents *above)
{
  size_t count;
  if (member->record == &zp_record_unit) {
    zp_arena *scratch = zp_arena_beside(to->say.arena);
    bool fine = scratch != NULL && put_units(to, member, record, above, scratch);
    if (scratch == NULL) to->say.failed = true;
    zp_arena_free(scratch);
    return fine;
  }
  const char *items = zp_member_items(member, record, &count);
  zp_sqlite_list *list = list_of(to, member);
  for (size_t i = 0; i < count; i++) {
    parents own = *above;
    const void *item = items + i * member->record->size;
    if (!put_row(to, list, item, i + 1, &own) || !put_below(to, member->record, item, &own))
      return false;
  }
  return true;
}

/// The lists of a record, and of the records in it that are there.
static bool put_below(zp_sqlite *to, const zp_record *kind, const void *record,
                      const parents *above)
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
  if (!zp_sqlite_noted(to, sqlite3_prepare_v2(to->db, "DELETE FROM runs WHERE digest = ? RETURNING run", -1,
                                    &ask, NULL)))
    return 0;
  filling f = { to, ask, 1 };
  fill_text(&f, result->digest);
  int code = sqlite3_step(ask);
  if (zp_sqlite_noted(to, code) && code == SQLITE_ROW) run = sqlite3_column_int64(ask, 0);
  while (code == SQLITE_ROW) zp_sqlite_noted(to, code = sqlite3_step(ask));
  sqlite3_finalize(ask);
  return run;
}

bool zp_sqlite_put(zp_sqlite *to, const zp_result *result)
{
  parents above = { { 0 } };
  if (!zp_sqlite_find(to)) return false;
  above.row[ZP_SQLITE_RUN] = take_out(to, result);
  for (int level = 0; level < ZP_SQLITE_LEVELS; level++) {
    zp_text ask = zp_text_format(to->say.arena, "SELECT max(%s) FROM %s", zp_sqlite_level_name(level),
                                 zp_sqlite_level_table(level));
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
