// unpack.c: msgpack back to the records of a result. The bytes may come from anywhere: nothing is believed, and memory follows
// the items that are really there, never a declared count.
#include "store/unpack.h"

#include <stddef.h>
#include <string.h>

#include "store/packed.h"
#include "store/row_take.h"

enum { LIST_AT_ONCE = 32, TEXTS_AT_ONCE = 256 };  // items that are given room before they are seen; longer lists grow as they come

typedef zp_unpacker reader;

zp_status zp_unpack_corrupt(zp_unpacker *u, zp_text key)
{
  char room[24] = "";
  char *end = room + sizeof room - 1, *p = end;
  uint64_t byte = u->cursor.before + u->cursor.at + 1;
  if (zp_arena_short(u->arena) || (u->cursor.keep != NULL && zp_arena_short(u->cursor.keep))) return zp_fail_memory(u->err);
  do *--p = (char)('0' + byte % 10);
  while ((byte /= 10) != 0);
  return zp_fail(u->err, ZP_E_RESULT_CORRUPT, NULL, key, (zp_text){ p, (size_t)(end - p) }, (zp_text){ NULL, 0 });
}

// ---- single members: false when the token is not what the member needs ------------------------------------------------

/// A text where it stands, or by its number: each is first told in the order in which they stand at the front.
static bool read_text(reader *r, zp_text *out)
{
  int64_t number;
  if (r->texts == NULL) return zp_cursor_text(&r->cursor, out);
  size_t next = r->text_seen < r->text_count ? r->text_seen + 1 : r->text_count;
  if (!zp_cursor_number(&r->cursor, 0, (int64_t)next, &number)) return false;
  if ((size_t)number > r->text_seen) r->text_seen = (size_t)number;
  *out = number == 0 ? (zp_text){ "", 0 } : r->texts[number - 1];
  return true;
}

static bool read_arg(reader *r, zp_text *arg)
{
  zp_text written;
  if (!read_text(r, &written) || !zp_arg_read(written, r->arena, arg)) return false;
  if (arg->ptr != NULL || written.len == 0) return true;
  zp_fail_memory(r->err);  // the first failure stays
  return false;
}

static bool read_args(reader *r, zp_text args[3])
{
  size_t count;
  if (!zp_cursor_array(&r->cursor, &count) || count != 3) return false;
  for (int i = 0; i < 3; i++)
    if (!read_arg(r, &args[i])) return false;
  return true;
}

static bool read_count(reader *r, size_t *out)
{
  int64_t number;
  if (!zp_cursor_number(&r->cursor, 0, INT64_MAX, &number)) return false;
  *out = (size_t)number;
  return true;
}

static bool read_number(reader *r, uint32_t *out)
{
  int64_t number;
  if (!zp_cursor_number(&r->cursor, 0, UINT32_MAX, &number)) return false;
  *out = (uint32_t)number;
  return true;
}

static bool read_year(reader *r, int *out)
{
  int64_t number;
  if (!zp_cursor_number(&r->cursor, 0, ZP_YEAR_MOST, &number)) return false;
  *out = (int)number;
  return true;
}

/// Not INT64_MIN: such a number could not be negated.
static bool read_fixed(reader *r, int64_t *out)
{
  return zp_cursor_number(&r->cursor, -INT64_MAX, INT64_MAX, out);
}

static bool read_quantity(reader *r, zp_qty *out)
{
  size_t count;
  int64_t places;
  if (!zp_cursor_array(&r->cursor, &count) || count != 2) return false;
  if (!zp_cursor_number(&r->cursor, -ZP_DIGITS_MOST, ZP_DIGITS_MOST, &out->digits)) return false;
  if (!zp_cursor_number(&r->cursor, 0, ZP_PLACES_MOST, &places)) return false;
  out->places = (uint8_t)places;
  return true;
}

static bool read_date(reader *r, zp_date *out)
{
  size_t count;
  int64_t year, month, day;
  if (!zp_cursor_array(&r->cursor, &count) || count != 3) return false;
  if (!zp_cursor_number(&r->cursor, 0, ZP_YEAR_MOST, &year)) return false;
  if (!zp_cursor_number(&r->cursor, 1, 12, &month)) return false;
  int leap = year == 0 ? 4 : (int)year;  // without a year, 29 February may be meant
  if (!zp_cursor_number(&r->cursor, 1, zp_month_days(leap, (int)month), &day)) return false;
  *out = (zp_date){ .year = (int16_t)year, .month = (uint8_t)month, .day = (uint8_t)day };
  return true;
}

/// A text of the unit is one slice for all who tell it, and what it means is looked up once.
static int value_of(reader *r, const zp_member *member, zp_text name)
{
  if (r->texts == NULL) return zp_member_value(member, name);
  size_t at = (uintptr_t)name.ptr % ZP_SPELLED;
  if (r->spelled[at].name == name.ptr && r->spelled[at].member == member) return r->spelled[at].value;
  int value = zp_member_value(member, name);
  if (name.len == 0) return value;
  r->spelled[at].name = name.ptr;
  r->spelled[at].member = member;
  r->spelled[at].value = value;
  return value;
}

static bool read_name(reader *r, const zp_member *member, void *out)
{
  zp_text name;
  int64_t number = 0;
  size_t before = r->cursor.at;
  bool spelled = zp_member_spelled(member);
  if (spelled ? !read_text(r, &name) : !zp_cursor_number(&r->cursor, 0, member->names - 1, &number)) return false;
  int value = spelled ? value_of(r, member, name) : (int)number;
  if (value < 0) r->cursor.at = before;
  memcpy(out, &value, sizeof value);
  return value >= 0;
}

static bool read_notes(reader *r, uint32_t *out)
{
  int64_t bits;
  if (!zp_cursor_number(&r->cursor, 1, ((int64_t)1 << ZP_NOTE_COUNT) - 1, &bits)) return false;
  *out = (uint32_t)bits;
  return true;
}

// ---- records and lists -------------------------------------------------------------------------------------------------

static zp_status read_record(reader *r, const zp_record *kind, void *record, bool *any);

/// A number of no more than 32 bits that is there as a whole; 0 bytes: it is something else.
static inline size_t quick_number(const reader *r, uint64_t *out)
{
  size_t at = r->cursor.at;
  const uint8_t *p = (const uint8_t *)r->cursor.bytes.ptr + at;
  if (at + 5 > r->cursor.bytes.len) return 0;
  *out = p[0];
  if (p[0] < 0x80) return 1;
  if (p[0] == 0xCC) return *out = p[1], 2;
  if (p[0] == 0xCD) return *out = (uint64_t)p[1] << 8 | p[2], 3;
  if (p[0] == 0xCE) return *out = (uint64_t)p[1] << 24 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 8 | p[4], 5;
  return 0;
}

/// What most members are: a small number that says something, in line. False: nothing was read, whatever the reason.
static inline bool read_quick(reader *r, const zp_member *member, void *record)
{
  uint64_t value;
  void *here = (char *)record + member->offset;
  size_t bytes = quick_number(r, &value);
  if (bytes == 0 || value == 0) return false;
  switch (member->type) {
    case ZP_M_TEXT:
      if (r->texts == NULL || value > r->text_count || value > r->text_seen + 1) return false;
      if (value > r->text_seen) r->text_seen = (size_t)value;
      *(zp_text *)here = r->texts[value - 1];
      break;
    case ZP_M_NUMBER: case ZP_M_BYTES: *(uint32_t *)here = (uint32_t)value; break;
    case ZP_M_COUNT: *(size_t *)here = (size_t)value; break;
    case ZP_M_POINTS: ((zp_dec *)here)->e4 = (int64_t)value; break;
    case ZP_M_MONEY: ((zp_money *)here)->fen = (int64_t)value; break;
    case ZP_M_NAME:
      if (zp_member_spelled(member) || value >= (uint64_t)member->names) return false;
      *(int *)here = (int)value;
      break;
    default: return false;
  }
  r->cursor.at += bytes;
  return true;
}

static zp_status pass_rows(reader *r, size_t declared)
{
  zp_row_result row;
  for (size_t i = 0; i < declared; i++) {
    memset(&row, 0, sizeof row);
    if (!zp_row_take(r, &row) && zp_unpack_record(r, &zp_record_row, &row) != ZP_OK) return r->err->status;
    if (!r->pass(r->context, r->pooled, &row)) return zp_fail_memory(r->err);
  }
  return ZP_OK;
}

/// Of a list whose items are passed on, only the number stays until the unit is read: the member says something.
static zp_status read_list(reader *r, const zp_member *member, void *record)
{
  size_t declared, count = 0, capacity = 0, size = member->record->size;
  char *items = NULL;
  if (!zp_cursor_array(&r->cursor, &declared)) return zp_unpack_corrupt(r, zp_text_from(member->key));
  if (r->pass != NULL && r->texts != NULL && member->record == &zp_record_row) {
    memcpy((char *)record + member->count, &declared, sizeof declared);
    return pass_rows(r, declared);
  }
  if (member->record->size == sizeof(zp_project_result)) r->pooled = member->offset == offsetof(zp_unit_result, pooled);
  if (declared != 0 && declared <= LIST_AT_ONCE) {
    items = zp_arena_take(r->arena, declared, size);
    if (items == NULL) return zp_fail_memory(r->err);
    capacity = declared;
  }
  for (; count < declared; count++) {
    char *grown = zp_arena_grow(r->arena, items, count, &capacity, size);
    if (grown == NULL) return zp_fail_memory(r->err);
    items = grown;
    if (zp_unpack_record(r, member->record, items + count * size) != ZP_OK) return r->err->status;
  }
  memcpy((char *)record + member->offset, &items, sizeof items);
  memcpy((char *)record + member->count, &count, sizeof count);
  return ZP_OK;
}

static bool read_plain(reader *r, const zp_member *member, void *here)
{
  switch (member->type) {
    case ZP_M_TEXT: return read_text(r, here);
    case ZP_M_ARG: return read_arg(r, here);
    case ZP_M_ARGS: return read_args(r, here);
    case ZP_M_FLAG: return zp_cursor_flag(&r->cursor, here);
    case ZP_M_COUNT: return read_count(r, here);
    case ZP_M_NUMBER: case ZP_M_BYTES: return read_number(r, here);
    case ZP_M_YEAR: return read_year(r, here);
    case ZP_M_POINTS: return read_fixed(r, &((zp_dec *)here)->e4);
    case ZP_M_MONEY: return read_fixed(r, &((zp_money *)here)->fen);
    case ZP_M_QUANTITY: return read_quantity(r, here);
    case ZP_M_DATE: return read_date(r, here);
    case ZP_M_NAME: return read_name(r, member, here);
    case ZP_M_NOTES: return read_notes(r, here);
    case ZP_M_RECORD: case ZP_M_LIST: break;
  }
  return false;
}

/// A positional record: all members, nothing as 0.
static zp_status read_positional(reader *r, const zp_record *kind, void *record, bool *any)
{
  size_t count;
  *any = false;
  if (!zp_cursor_array(&r->cursor, &count) || count != kind->count) return zp_unpack_corrupt(r, zp_text_from(kind->name));
  for (size_t i = 0; i < count; i++) {
    const zp_member *member = &kind->members[i];
    if (!read_quick(r, member, record) && !read_plain(r, member, (char *)record + member->offset))
      return zp_unpack_corrupt(r, zp_text_from(member->key));
    *any = *any || zp_member_says(member, record);
  }
  return ZP_OK;
}

/// `*any`: something was said; a list of nothing or a record of nothing is not.
static zp_status read_member(reader *r, const zp_member *member, void *record, bool *any)
{
  char *here = (char *)record + member->offset;
  *any = true;
  if (member->type == ZP_M_LIST) return read_list(r, member, record);
  if (member->type == ZP_M_RECORD) {
    zp_status status = read_record(r, member->record, here, any);
    if (status != ZP_OK) return status;
  } else if (!read_plain(r, member, here)) {
    return zp_unpack_corrupt(r, zp_text_from(member->key));
  }
  if (member->flagged) *((bool *)record + member->flag) = true;
  return ZP_OK;
}

zp_status zp_unpack_member(zp_unpacker *r, const zp_member *member, void *record)
{
  bool any;
  return read_member(r, member, record, &any);
}

/// Of members that are not there, the first that should be; NULL: none.
static const zp_member *missing(const zp_record *kind, size_t from, size_t to, const void *record)
{
  for (size_t i = from; i < to; i++)
    if (zp_member_needed(&kind->members[i]) && zp_member_says(&kind->members[i], record)) return &kind->members[i];
  return NULL;
}

/// Members come in the order of the table, each at most once. A member was written exactly when it says something; that also
/// finds those that are missing.
static zp_status read_members(reader *r, const zp_record *kind, size_t pairs, void *record)
{
  size_t next = 0;
  for (size_t keys = 0; keys < pairs; keys++) {
    int64_t number;
    if (!zp_cursor_number(&r->cursor, (int64_t)next, (int64_t)kind->count - 1, &number))
      return zp_unpack_corrupt(r, zp_text_from(kind->name));
    const zp_member *member = &kind->members[number], *lacking = NULL;
    if ((size_t)number != next) lacking = missing(kind, next, (size_t)number, record);
    if (lacking != NULL) return zp_unpack_corrupt(r, zp_text_from(lacking->key));
    bool any;
    next = (size_t)number + 1;
    if (member->when == NULL && read_quick(r, member, record)) {
      if (member->flagged) *((bool *)record + member->flag) = true;
      continue;
    }
    if (read_member(r, member, record, &any) != ZP_OK) return r->err->status;
    bool plain = member->type == ZP_M_RECORD && !member->flagged && member->when == NULL;
    if (plain ? !any : !zp_member_says(member, record)) return zp_unpack_corrupt(r, zp_text_from(member->key));
  }
  const zp_member *lacking = missing(kind, next, kind->count, record);
  if (lacking != NULL) return zp_unpack_corrupt(r, zp_text_from(lacking->key));
  if (kind->sound != NULL && !kind->sound(record)) return zp_unpack_corrupt(r, zp_text_from(kind->name));
  return ZP_OK;
}

static zp_status read_record(reader *r, const zp_record *kind, void *record, bool *any)
{
  size_t pairs;
  if (kind == &zp_record_row && r->texts != NULL && zp_row_take(r, record)) return *any = true, ZP_OK;
  if (kind->positional) return read_positional(r, kind, record, any);
  if (!zp_cursor_map(&r->cursor, &pairs)) return zp_unpack_corrupt(r, zp_text_from(kind->name));
  *any = pairs != 0;
  return read_members(r, kind, pairs, record);
}

zp_status zp_unpack_record(zp_unpacker *r, const zp_record *kind, void *record)
{
  bool any;
  return read_record(r, kind, record, &any);
}

// ---- texts in front -------------------------------------------------------------------------------------------------------------------

/// A text of less than 256 bytes that is there as a whole, and stays where it is; false: nothing was read, whatever the reason.
static inline bool read_short(zp_cursor *cursor, zp_text *out)
{
  size_t bad, head = 1, left = cursor->bytes.len - cursor->at;
  const char *at = cursor->bytes.ptr + cursor->at;
  if (left < 2 || cursor->keep != NULL) return false;
  *out = (zp_text){ at + 1, (uint8_t)at[0] & 0x1F };
  if ((uint8_t)at[0] == 0xD9) head = 2, *out = (zp_text){ at + 2, (uint8_t)at[1] };
  else if (((uint8_t)at[0] & 0xE0) != 0xA0) return false;
  if (out->len > left - head || !zp_text_utf8(*out, &bad)) return false;
  cursor->at += head + out->len;
  return true;
}

/// The texts in front: none is empty.
static zp_status read_texts(reader *r, const zp_record *kind, zp_text **out)
{
  size_t declared, capacity, count = 0;
  *out = NULL;
  if (!zp_cursor_array(&r->cursor, &declared)) return zp_unpack_corrupt(r, zp_text_from(kind->name));
  capacity = declared < TEXTS_AT_ONCE ? declared : TEXTS_AT_ONCE;
  if (declared != 0) *out = ZP_ROOM(r->arena, zp_text, capacity);
  if (declared != 0 && *out == NULL) return zp_fail_memory(r->err);
  for (; count < declared; count++) {
    zp_text *grown = zp_arena_grow(r->arena, *out, count, &capacity, sizeof *grown);
    if (grown == NULL) return zp_fail_memory(r->err);
    *out = grown;
    if ((!read_short(&r->cursor, &grown[count]) && !zp_cursor_text(&r->cursor, &grown[count])) || grown[count].len == 0)
      return zp_unpack_corrupt(r, ZP_TEXT("text"));
  }
  r->text_count = count;
  return ZP_OK;
}

zp_status zp_unpack_packed(zp_unpacker *r, const zp_record *kind, void *record)
{
  size_t halves;
  zp_text *texts, none = { NULL, 0 };
  if (!zp_cursor_array(&r->cursor, &halves) || halves != 2) return zp_unpack_corrupt(r, zp_text_from(kind->name));
  if (read_texts(r, kind, &texts) != ZP_OK) return r->err->status;
  r->texts = texts != NULL ? texts : &none;
  r->text_seen = 0;
  r->names = zp_row_names_first();
  memset(r->spelled, 0, sizeof r->spelled);
  zp_status status = zp_unpack_record(r, kind, record);
  r->texts = NULL;
  if (status == ZP_OK && r->text_seen != r->text_count) status = zp_unpack_corrupt(r, ZP_TEXT("text"));
  return status;
}

zp_status zp_packed_take(zp_text bytes, const zp_record *kind, zp_arena *arena, void *record)
{
  zp_error err = { 0 };
  zp_unpacker u = { .cursor = { .bytes = bytes }, .arena = arena, .err = &err };
  if (zp_unpack_packed(&u, kind, record) != ZP_OK) return err.status;
  return u.cursor.at == bytes.len ? ZP_OK : ZP_E_RESULT_CORRUPT;
}
