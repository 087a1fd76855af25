// row_take.c: members in the order of model/row_members.h, each a constant here. What is accepted, unpack.c accepts as the same; all
// else is left to it. Bytes are there when room was checked: at the row's begin, and again before all that is larger than a number.
#include "store/row_take.h"

#include <string.h>

#include "model/row_members.h"

enum { MEMBER_MOST = 1 + 9 };  // a key and a number
enum { ROOM = 3 + 28 + MEMBER_MOST * (ZP_MEMBERS(row_members) + ZP_MEMBERS(value_members) + ZP_MEMBERS(place_members)) };
enum { TAIL = 1024, GIVEN_MOST = 1 + 9 + 9 };  // TAIL: where a unit ends is read from a copy with zeros behind

typedef struct taking {
  const uint8_t *at, *end;
  size_t seen;             // as in the unpacker
  zp_unpacker *u;
} taking;

static inline bool has_room(const taking *t, size_t more)
{
  return (size_t)(t->end - t->at) >= more + ROOM;
}

/// A number that is not a small one, whatever its form; NULL: it is none, or too large.
static const uint8_t *take_long(const uint8_t *at, int64_t *out)
{
  uint64_t value = 0;
  uint8_t first = *at++;
  if (first >= 0xE0) return *out = (int8_t)first, at;
  if (first < 0xCC || first > 0xD3) return NULL;
  bool negative = first >= 0xD0;
  unsigned bytes = 1U << (first - (negative ? 0xD0 : 0xCC));
  for (unsigned i = 0; i < bytes; i++) value = value << 8 | *at++;
  if (negative && bytes < 8 && (value >> (8 * bytes - 1)) != 0) value |= UINT64_MAX << 8 * bytes;
  if (!negative && value > INT64_MAX) return NULL;
  *out = (int64_t)value;
  return at;
}

ZP_UNROLLED bool take_number(taking *t, int64_t low, int64_t high, int64_t *out)
{
  const uint8_t *p = t->at;
  int64_t value = p[0];
  if (value < 0x80) p += 1;
  else if (value == 0xCD) value = p[1] << 8 | p[2], p += 3;
  else if (value == 0xCC) value = p[1], p += 2;
  else if (value == 0xCE) value = (int64_t)((uint32_t)p[1] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 8 | p[4]), p += 5;
  else p = take_long(p, &value);
  if (p == NULL || value < low || value > high) return false;
  t->at = p;
  *out = value;
  return true;
}

/// `least` 0: the empty text may be told.
ZP_UNROLLED bool take_text(taking *t, int64_t least, zp_text *out)
{
  int64_t number;
  if (!take_number(t, least, UINT32_MAX, &number)) return false;
  if ((size_t)number > t->seen) {
    if ((size_t)number != t->seen + 1 || (size_t)number > t->u->text_count) return false;
    t->seen = (size_t)number;
  }
  *out = number == 0 ? (zp_text){ "", 0 } : t->u->texts[number - 1];
  return true;
}

static bool take_quantity(taking *t, zp_qty *out)
{
  int64_t places;
  if (!has_room(t, 0) || *t->at++ != 0x92 || !take_number(t, -ZP_DIGITS_MOST, ZP_DIGITS_MOST, &out->digits)) return false;
  if (!take_number(t, 0, ZP_PLACES_MOST, &places)) return false;
  out->places = (uint8_t)places;
  return true;
}

static bool take_date(taking *t, zp_date *out)
{
  int64_t year, month, day;
  if (!has_room(t, 0) || *t->at++ != 0x93 || !take_number(t, 0, ZP_YEAR_MOST, &year) || !take_number(t, 1, 12, &month)) return false;
  if (!take_number(t, 1, zp_month_days(year == 0 ? 4 : (int)year, (int)month), &day)) return false;
  *out = (zp_date){ .year = (int16_t)year, .month = (uint8_t)month, .day = (uint8_t)day };
  return true;
}

static bool take_arg(taking *t, zp_text *out)
{
  zp_text written;
  return take_text(t, 1, &written) && zp_arg_read(written, t->u->arena, out) && out->len != 0;
}

static bool take_place(taking *t, zp_place *out)
{
  int64_t row, column;
  if (!has_room(t, 0) || *t->at++ != (0x90 | ZP_MEMBERS(place_members))) return false;
  const uint8_t *p = t->at;
  if (((p[0] | p[1] | p[2] | p[3]) & 0x80) == 0 && p[0] != 0 && p[0] <= t->seen && p[1] == 0) {  // a known file, and no sheet
    *out = (zp_place){ .file = t->u->texts[p[0] - 1], .sheet = { "", 0 }, .row = p[2], .column = p[3] };
    t->at += ZP_MEMBERS(place_members);
    return true;
  }
  if (!take_text(t, 0, &out->file) || !take_text(t, 0, &out->sheet)) return false;
  if (!take_number(t, 0, UINT32_MAX, &row) || !take_number(t, 0, UINT32_MAX, &column)) return false;
  out->row = (uint32_t)row;
  out->column = (uint32_t)column;
  return out->file.len != 0 || out->sheet.len != 0 || row != 0 || column != 0;
}
_Static_assert(ZP_MEMBERS(place_members) == 4 && ZP_MEMBERS(given_members) == 2, "as read here");

/// A short list: longer ones are unpack.c's.
static bool take_given(taking *t, zp_row_result *row)
{
  size_t count = *t->at & 0x0F;
  if ((*t->at++ & 0xF0) != 0x90 || count == 0 || !has_room(t, count * GIVEN_MOST)) return false;
  row->given = ZP_ROOM(t->u->arena, zp_given, count);
  if (row->given == NULL) return false;
  for (; row->given_count < count; row->given_count++) {
    int64_t input;
    zp_given *given = &row->given[row->given_count];
    if (*t->at++ != (0x90 | ZP_MEMBERS(given_members)) || !take_number(t, 0, ZP_INPUT_COUNT - 1, &input)) return false;
    given->input = (zp_input)input;
    if (!take_text(t, 0, &given->value)) return false;
  }
  return true;
}

ZP_UNROLLED bool take_small(taking *t, int64_t high, void *out)
{
  int64_t value;
  if (!take_number(t, 1, high, &value)) return false;
  *(uint32_t *)out = (uint32_t)value;
  return true;
}

/// `first`: the name 0 says something. Sets are small: a number that is not written as a small one is rare.
ZP_UNROLLED bool take_name(taking *t, const zp_member *member, bool first, void *out)
{
  int value = *t->at;
  if (value >= 0x80 || value >= member->names || (value == 0 && !first)) return false;
  t->at++;
  *(int *)out = value;
  return true;
}

static bool take_value(taking *t, zp_value *value);

/// What is longer than a number, out of line. The caller's place is copied there and back, so that elsewhere it can stay in registers.
ZP_UNROLLED bool take_long_member(taking *t, const zp_member *member, void *record)
{
  void *here = (char *)record + member->offset;
  taking far = *t;
  bool taken = false;
  switch (member->type) {
    case ZP_M_ARG: taken = take_arg(&far, here); break;
    case ZP_M_QUANTITY: taken = take_quantity(&far, here); break;
    case ZP_M_DATE: taken = take_date(&far, here); break;
    case ZP_M_RECORD: taken = member->record->positional ? take_place(&far, here) : take_value(&far, here); break;
    case ZP_M_LIST: taken = take_given(&far, record); break;
    default: break;
  }
  *t = far;
  return taken;
}

ZP_UNROLLED bool take_told(taking *t, const zp_member *member, bool first, void *record)
{
  void *here = (char *)record + member->offset;
  switch (member->type) {
    case ZP_M_TEXT: return take_text(t, 1, here);
    case ZP_M_FLAG: return *(bool *)here = *t->at++ == 0xC3;
    case ZP_M_NUMBER: case ZP_M_BYTES: return take_small(t, UINT32_MAX, here);
    case ZP_M_NOTES: return take_small(t, ((int64_t)1 << ZP_NOTE_COUNT) - 1, here);
    case ZP_M_POINTS: return take_number(t, -INT64_MAX, INT64_MAX, &((zp_dec *)here)->e4);
    case ZP_M_NAME: return take_name(t, member, first, here);
    default: return take_long_member(t, member, record);
  }
}

/// A member that is not there, and need not be.
ZP_UNROLLED bool may_lack(const zp_member *member, const void *record)
{
  return !zp_member_needed(member) || !zp_member_says(member, record);
}

/// A member whose number comes next, or one that is not there and need not be. `told`: those that were read.
ZP_UNROLLED bool take_member(taking *t, const zp_member *member, size_t number, uint32_t first, unsigned *told, void *record)
{
  if (*t->at != number) return may_lack(member, record);
  t->at++;
  ++*told;
  if (!take_told(t, member, first >> number & 1, record)) return false;
  if (member->flagged) *((bool *)record + member->flag) = true;
  return member->when == NULL || member->when(record);
}

static bool take_value(taking *t, zp_value *value)
{
  taking own = *t;
  unsigned pairs = *own.at & 0x0F, told = 0;
  uint32_t first = t->u->names.value;
  if (!has_room(&own, 0) || (*own.at++ & 0xF0) != 0x80 || pairs == 0) return false;
#define TAKE(member, i) \
  if (!(told < pairs ? take_member(&own, member, i, first, &told, value) : may_lack(member, value))) return false
  ZP_EACH_MEMBER(TAKE, value_members);
#undef TAKE
  *t = own;
  return told == pairs && value_is_sound(value);
}

/// What stands behind a row may look like one more member of it. Then more are read than there are, and the row is left alone.
static bool take_row(taking *t, zp_row_result *row)
{
  taking own = *t;
  unsigned pairs = own.at[2], told = 0;
  uint32_t first = t->u->names.row;
  if (!has_room(&own, 0) || own.at[0] != 0xDE || own.at[1] != 0) return false;
  own.at += 3;
#define TAKE(member, i) if (!take_member(&own, member, i, first, &told, row)) return false
  ZP_EACH_MEMBER(TAKE, row_members);
#undef TAKE
  *t = own;
  return told == pairs;
}

bool zp_row_take(zp_unpacker *u, zp_row_result *row)
{
  uint8_t tail[2 * TAIL];
  size_t left = u->cursor.bytes.len - u->cursor.at;
  const uint8_t *from = (const uint8_t *)u->cursor.bytes.ptr + u->cursor.at;
  if (left < TAIL) {
    memcpy(tail, from, left);
    memset(tail + left, 0, sizeof tail - left);
    from = tail;
  }
  taking t = { .at = from, .end = from + (left < TAIL ? sizeof tail : left), .seen = u->text_seen, .u = u };
  if (take_row(&t, row) && (size_t)(t.at - from) <= left) {
    u->cursor.at += (size_t)(t.at - from);
    u->text_seen = t.seen;
    return true;
  }
  memset(row, 0, sizeof *row);
  return false;
}
_Static_assert((int)ROOM < (int)TAIL, "what is copied has room behind it");
