// row_put.c: members in the order of model/row_members.h, each a constant here, so that what is left of the table is straight code.
#include "store/row_put.h"

#include <string.h>

#include "model/row_members.h"
#include "store/tokens.h"

/// Bytes of all members of a row but its list: a key and two of the longest tokens for each, and that twice more for the values.
enum { ROW_MOST = 2 * (1 + ZP_TOKEN_MOST) * (ZP_MEMBERS(row_members) + 2 * ZP_MEMBERS(value_members) + 3 * ZP_MEMBERS(place_members)) };
enum { GIVEN_MOST = 1 + 2 * ZP_TOKEN_MOST, SMALL_LIST = 15 };

typedef struct pen {
  char *at;              // in the sink's room
  zp_sink *sink;
  zp_text_table *texts;
  zp_row_names names;
} pen;

zp_text zp_row_arg(zp_sink *sink, zp_text arg)
{
  bool word = zp_arg_is_word(arg);
  zp_text rest = zp_text_slice(arg, word ? 1 : 0, arg.len);
  if (!word && (arg.len == 0 || arg.ptr[0] != '#')) return arg;
  char *written = zp_arena_bytes(sink->arena, 1 + rest.len);
  if (written == NULL) {
    sink->failed = true;
    return (zp_text){ NULL, 0 };
  }
  written[0] = '#';
  memcpy(written + 1, rest.ptr, rest.len);
  return (zp_text){ written, 1 + rest.len };
}

static char *write_quantity(char *at, const zp_qty *quantity)
{
  *at++ = (char)0x92;
  return zp_write_number(zp_write_integer(at, quantity->digits), quantity->places);
}

static char *write_date(char *at, const zp_date *date)
{
  *at++ = (char)0x93;
  at = zp_write_integer(at, date->year);
  return zp_write_number(zp_write_number(at, date->month), date->day);
}

/// The room for the items is made when their number is known, and that for what is behind them again.
static void write_given(pen *p, const zp_row_result *row)
{
  zp_sink *sink = p->sink;
  size_t most = SIZE_MAX;
  sink->len = (size_t)(p->at - sink->bytes);
  if (__builtin_mul_overflow(row->given_count, (size_t)GIVEN_MOST, &most) || most > SIZE_MAX / 2) most = SIZE_MAX / 2;
  if (!zp_sink_reserve(sink, most + ROW_MOST)) {
    sink->failed = true;
    return;
  }
  char *at = sink->bytes + sink->len;
  if (row->given_count <= SMALL_LIST) at = zp_write_wide(at, (uint8_t)(0x90 | row->given_count), 0, 0);
  else if (row->given_count <= UINT16_MAX) at = zp_write_wide(at, 0xDC, row->given_count, 2);
  else at = zp_write_wide(at, 0xDD, row->given_count, 4);
  for (size_t i = 0; i < row->given_count; i++) {
    *at++ = (char)(0x90 | ZP_MEMBERS(given_members));
    at = zp_write_integer(at, (int)row->given[i].input);
    at = zp_write_number(at, zp_text_table_number(p->texts, row->given[i].value));
  }
  p->at = at;
}

static size_t write_place(pen *p, size_t number, const zp_place *place)
{
  if (place->file.len == 0 && place->sheet.len == 0 && place->row == 0 && place->column == 0) return 0;
  char *at = p->at;
  *at++ = (char)number;
  *at++ = (char)(0x90 | ZP_MEMBERS(place_members));
  at = zp_write_number(at, zp_text_table_number(p->texts, place->file));
  at = zp_write_number(at, zp_text_table_number(p->texts, place->sheet));
  at = zp_write_number(at, place->row);
  p->at = zp_write_number(at, place->column);
  return 1;
}
_Static_assert(ZP_MEMBERS(place_members) == 4 && ZP_MEMBERS(given_members) == 2, "as written here");

ZP_UNROLLED size_t write_small(pen *p, size_t number, uint64_t value)
{
  if (value == 0) return 0;
  *p->at++ = (char)number;
  p->at = zp_write_number(p->at, value);
  return 1;
}

static size_t write_arg(pen *p, size_t number, zp_text arg)
{
  p->sink->len = (size_t)(p->at - p->sink->bytes);
  return write_small(p, number, zp_text_table_number(p->texts, zp_row_arg(p->sink, arg)));
}

/// What is not left out when it is zero, its key in front.
ZP_UNROLLED void write_told(pen *p, const zp_member *member, size_t number, const void *record)
{
  const void *here = (const char *)record + member->offset;
  *p->at++ = (char)number;
  switch (member->type) {
    case ZP_M_FLAG: p->at = zp_write_wide(p->at, 0xC3, 0, 0); break;
    case ZP_M_POINTS: p->at = zp_write_integer(p->at, ((const zp_dec *)here)->e4); break;
    case ZP_M_QUANTITY: p->at = write_quantity(p->at, here); break;
    case ZP_M_DATE: p->at = write_date(p->at, here); break;
    case ZP_M_NAME: p->at = zp_write_integer(p->at, *(const int *)here); break;
    case ZP_M_LIST: {
      pen far = *p;
      write_given(&far, record);
      *p = far;
      break;
    }
    default: break;
  }
}

static size_t write_value(pen *p, size_t number, const zp_value *value);

/// What is done out of line. The pen is copied there and back, so that elsewhere its place can stay in a register.
ZP_UNROLLED size_t write_far(pen *p, const zp_member *member, size_t number, const void *here)
{
  pen far = *p;
  size_t told = 0;
  if (member->type == ZP_M_ARG) told = ((const zp_text *)here)->len == 0 ? 0 : write_arg(&far, number, *(const zp_text *)here);
  else told = member->record->positional ? write_place(&far, number, here) : write_value(&far, number, here);
  *p = far;
  return told;
}

/// 1: it says something and is written. `first`: of which members the name 0 says something.
ZP_UNROLLED size_t write_member(pen *p, const zp_member *member, size_t number, uint32_t first, const void *record)
{
  const void *here = (const char *)record + member->offset;
  switch (member->type) {
    case ZP_M_TEXT: return write_small(p, number, zp_text_table_number(p->texts, *(const zp_text *)here));
    case ZP_M_NUMBER: case ZP_M_BYTES: case ZP_M_NOTES: return write_small(p, number, *(const uint32_t *)here);
    case ZP_M_RECORD: case ZP_M_ARG: return write_far(p, member, number, here);
    case ZP_M_DATE: if (((const zp_date *)here)->month == 0) return 0; break;
    case ZP_M_NAME:
      if (*(const int *)here > 0) return write_small(p, number, (uint64_t)*(const int *)here);
      if (*(const int *)here < 0 || (first >> number & 1) == 0) return 0;
      break;
    default: if (!zp_member_says(member, record)) return 0; break;
  }
  write_told(p, member, number, record);
  return 1;
}

/// A record is there when one of its members is, which is known when it has been written.
static size_t write_value(pen *p, size_t number, const zp_value *value)
{
  char *before = p->at;
  size_t count = 0;
  pen own = *p;
  *own.at++ = (char)number;
  char *head = own.at++;
#define WRITE(member, i) count += write_member(&own, member, i, own.names.value, value)
  ZP_EACH_MEMBER(WRITE, value_members);
#undef WRITE
  *head = (char)(0x80 | count);
  p->at = count == 0 ? before : own.at;
  return count != 0;
}
_Static_assert(ZP_MEMBERS(value_members) <= 15, "its count fits into one byte");

void zp_row_put(zp_sink *sink, zp_text_table *texts, zp_row_names names, const zp_row_result *row)
{
  if (!zp_sink_reserve(sink, ROW_MOST)) return;
  size_t count = 0, start = sink->len;
  pen p = { .at = sink->bytes + start + 3, .sink = sink, .texts = texts, .names = names };
#define WRITE(member, i) count += write_member(&p, member, i, names.row, row)
  ZP_EACH_MEMBER(WRITE, row_members);
#undef WRITE
  zp_write_wide(sink->bytes + start, 0xDE, 0, 0);
  sink->bytes[start + 1] = 0;
  sink->bytes[start + 2] = (char)count;
  sink->len = (size_t)(p.at - sink->bytes);
}
_Static_assert(ZP_MEMBERS(row_members) > 15 && ZP_MEMBERS(row_members) < 128, "its count takes two bytes");
