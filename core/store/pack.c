// pack.c: a result as msgpack, member by member in the order of model/schema.h.
#include <msgpack.h>

#include "model/schema.h"
#include "store/result_file.h"

typedef struct packer {
  msgpack_packer out;
  bool broken;  // a text is not UTF-8, so that the file could not be read back
} packer;

static int put(void *sink, const char *bytes, size_t len)
{
  zp_sink_put(sink, (zp_text){ bytes, len });
  return 0;  // a sink remembers that it failed
}

static void put_text(packer *p, zp_text text)
{
  size_t bad;
  if (!zp_text_utf8(text, &bad)) p->broken = true;
  msgpack_pack_str_with_body(&p->out, text.len != 0 ? text.ptr : "", text.len);
}

static void put_name(packer *p, const char *name)
{
  put_text(p, zp_text_from(name));
}

static void put_date(packer *p, const zp_date *date)
{
  msgpack_pack_array(&p->out, 3);
  msgpack_pack_int(&p->out, date->year);
  msgpack_pack_int(&p->out, date->month);
  msgpack_pack_int(&p->out, date->day);
}

static void put_quantity(packer *p, const zp_qty *quantity)
{
  msgpack_pack_array(&p->out, 2);
  msgpack_pack_int64(&p->out, quantity->digits);
  msgpack_pack_uint8(&p->out, quantity->places);
}

static void put_notes(packer *p, uint32_t notes)
{
  size_t count = 0;
  for (int bit = 0; bit < ZP_NOTE_COUNT; bit++) count += notes >> bit & 1;
  msgpack_pack_array(&p->out, count);
  for (int bit = 0; bit < ZP_NOTE_COUNT; bit++)
    if ((notes >> bit & 1) != 0) put_name(p, zp_note_name(bit));
}

/// As zp_arg_written() does, without a copy.
static void put_arg(packer *p, zp_text arg)
{
  bool word = zp_arg_is_word(arg);
  zp_text rest = zp_text_slice(arg, word ? 1 : 0, arg.len);
  size_t bad;
  if (!word && (arg.len == 0 || arg.ptr[0] != '#')) {
    put_text(p, arg);
    return;
  }
  if (!zp_text_utf8(rest, &bad)) p->broken = true;
  msgpack_pack_str(&p->out, 1 + rest.len);
  msgpack_pack_str_body(&p->out, "#", 1);
  msgpack_pack_str_body(&p->out, rest.ptr, rest.len);
}

static void put_args(packer *p, const zp_text args[3])
{
  msgpack_pack_array(&p->out, 3);
  for (int i = 0; i < 3; i++) put_arg(p, args[i]);
}

static void put_members(packer *p, const zp_record *kind, const void *record);

static size_t count_members(const zp_record *kind, const void *record)
{
  size_t count = 0;
  for (size_t i = 0; i < kind->count; i++) count += zp_member_there(&kind->members[i], record);
  return count;
}

static void put_record(packer *p, const zp_record *kind, const void *record)
{
  msgpack_pack_map(&p->out, count_members(kind, record));
  put_members(p, kind, record);
}

static void put_list(packer *p, const zp_member *member, const void *record)
{
  size_t count;
  const char *items = zp_member_items(member, record, &count);
  msgpack_pack_array(&p->out, count);
  for (size_t i = 0; i < count; i++) put_record(p, member->record, items + i * member->record->size);
}

static void put_member(packer *p, const zp_member *member, const void *record)
{
  const void *here = (const char *)record + member->offset;
  switch (member->type) {
    case ZP_M_TEXT: put_text(p, *(const zp_text *)here); break;
    case ZP_M_ARG: put_arg(p, *(const zp_text *)here); break;
    case ZP_M_ARGS: put_args(p, here); break;
    case ZP_M_FLAG: msgpack_pack_true(&p->out); break;
    case ZP_M_COUNT: msgpack_pack_uint64(&p->out, *(const size_t *)here); break;
    case ZP_M_NUMBER: case ZP_M_BYTES: msgpack_pack_uint32(&p->out, *(const uint32_t *)here); break;
    case ZP_M_YEAR: msgpack_pack_int(&p->out, *(const int *)here); break;
    case ZP_M_POINTS: msgpack_pack_int64(&p->out, ((const zp_dec *)here)->e4); break;
    case ZP_M_MONEY: msgpack_pack_int64(&p->out, ((const zp_money *)here)->fen); break;
    case ZP_M_QUANTITY: put_quantity(p, here); break;
    case ZP_M_DATE: put_date(p, here); break;
    case ZP_M_NAME: put_name(p, zp_member_name(member, record)); break;
    case ZP_M_NOTES: put_notes(p, *(const uint32_t *)here); break;
    case ZP_M_RECORD: put_record(p, member->record, here); break;
    case ZP_M_LIST: put_list(p, member, record); break;
  }
}

static void put_members(packer *p, const zp_record *kind, const void *record)
{
  for (size_t i = 0; i < kind->count; i++) {
    if (!zp_member_there(&kind->members[i], record)) continue;
    put_name(p, kind->members[i].key);
    put_member(p, &kind->members[i], record);
  }
}

zp_status zp_result_pack(const zp_result *result, zp_sink *sink, zp_error *err)
{
  packer p = { .broken = false };
  msgpack_packer_init(&p.out, sink, put);
  msgpack_pack_map(&p.out, 1 + count_members(&zp_record_result, result));
  put_name(&p, "schema");
  msgpack_pack_int(&p.out, ZP_RESULT_SCHEMA);
  put_members(&p, &zp_record_result, result);
  if (p.broken) return zp_fail_with(err, ZP_E_INTERNAL, NULL, "a text of the result is not UTF-8");
  return sink->failed ? zp_fail_memory(err) : ZP_OK;
}
