// pack.c: a result as msgpack, member by member in the order of model/schema.h, into memory or into a file.
#include <msgpack.h>
#include <stddef.h>
#include <string.h>

#include "model/schema.h"
#include "store/emit.h"
#include "store/result_file.h"

enum { BLOCK = 64 * 1024 };  // bytes that are gathered before they go to a file

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

// ---- whole results ---------------------------------------------------------------------------------------------------------

/// A result on its way: into the sink, or through it into a file.
typedef struct emission {
  packer p;
  zp_sink *sink;
  zp_draft *draft;            // NULL: all stays in the sink
  size_t start;               // of what the hash has not seen
  zp_hash hash;
  const zp_unit_feed *feed;   // NULL: the units are in the result
  zp_result *result;
  zp_error *err;
} emission;

/// Hashes what the sink holds, and passes it on to the file once there is enough of it.
static zp_status flush(emission *e, size_t least)
{
  if (e->sink->failed) return zp_fail_memory(e->err);
  if (e->sink->len - e->start < least) return ZP_OK;
  zp_text bytes = { e->sink->bytes + e->start, e->sink->len - e->start };
  zp_hash_add(&e->hash, bytes);
  e->start = e->sink->len;
  if (e->draft == NULL) return ZP_OK;
  e->sink->len = e->start = 0;
  return zp_draft_put(e->draft, bytes, e->err);
}

static bool is_fed(const emission *e, const zp_member *member)
{
  return e->feed != NULL && member->offset == offsetof(zp_result, units);
}

static bool is_there(const emission *e, const zp_member *member)
{
  if (member->offset == offsetof(zp_result, digest)) return false;  // written by seal()
  return is_fed(e, member) ? e->feed->count != 0 : zp_member_there(member, e->result);
}

static zp_status put_units(emission *e)
{
  msgpack_pack_array(&e->p.out, e->feed->count);
  for (size_t i = 0; i < e->feed->count; i++) {
    zp_text bytes;
    zp_status status = e->feed->unit(e->feed->context, i, &bytes, e->err);
    if (status != ZP_OK) return status;
    zp_sink_put(e->sink, bytes);
    status = flush(e, BLOCK);
    if (status != ZP_OK) return status;
  }
  return ZP_OK;
}

/// As put_list, but a file need not wait for the last item.
static zp_status put_items(emission *e, const zp_member *member)
{
  size_t count;
  const char *items = zp_member_items(member, e->result, &count);
  msgpack_pack_array(&e->p.out, count);
  for (size_t i = 0; i < count; i++) {
    put_record(&e->p, member->record, items + i * member->record->size);
    zp_status status = flush(e, BLOCK);
    if (status != ZP_OK) return status;
  }
  return ZP_OK;
}

static zp_status put_result_member(emission *e, const zp_member *member)
{
  put_name(&e->p, member->key);
  if (is_fed(e, member)) return put_units(e);
  if (member->type == ZP_M_LIST) return put_items(e, member);
  put_member(&e->p, member, e->result);
  return flush(e, BLOCK);
}

/// The digest of all bytes before its key.
static zp_status seal(emission *e)
{
  unsigned char digest[ZP_DIGEST_BYTES];
  char room[ZP_DIGEST_HEX + 1];
  zp_status status = flush(e, 0);
  if (status != ZP_OK) return status;
  zp_hash_end(&e->hash, digest);
  put_name(&e->p, "digest");
  put_text(&e->p, zp_digest_print(digest, room));
  zp_hash_start(&e->hash);  // what flush() adds is not asked for again
  return flush(e, 0);
}

static zp_status emit(emission *e)
{
  const zp_record *kind = &zp_record_result;
  size_t promised = 0;
  zp_status status = ZP_OK;
  zp_hash_start(&e->hash);
  msgpack_packer_init(&e->p.out, e->sink, put);
  for (size_t i = 0; i < kind->count; i++) promised += is_there(e, &kind->members[i]);
  msgpack_pack_map(&e->p.out, 2 + promised);
  put_name(&e->p, "schema");
  msgpack_pack_int(&e->p.out, ZP_RESULT_SCHEMA);
  for (size_t i = 0; i < kind->count && status == ZP_OK; i++) {
    const zp_member *member = &kind->members[i];
    if (is_there(e, member)) status = put_result_member(e, member), promised--;
    if (member->offset == offsetof(zp_result, units) && status == ZP_OK && e->feed != NULL && e->feed->finish != NULL)
      status = e->feed->finish(e->feed->context, e->result, e->err);
  }
  if (status == ZP_OK) status = seal(e);
  if (status != ZP_OK) return status;
  if (promised != 0) return zp_fail_with(e->err, ZP_E_INTERNAL, NULL, "a member of the result came or went while it was written");
  return e->p.broken ? zp_fail_with(e->err, ZP_E_INTERNAL, NULL, "a text of the result is not UTF-8") : ZP_OK;
}

zp_status zp_result_pack(const zp_result *result, zp_sink *sink, zp_error *err)
{
  zp_result own = *result;
  emission e = { .sink = sink, .start = sink->len, .result = &own, .err = err };
  return emit(&e);
}

zp_status zp_result_emit(const zp_result *head, const zp_unit_feed *feed, zp_arena *arena, zp_draft *draft, zp_error *err)
{
  zp_result own = *head;
  zp_sink sink = { .arena = arena };
  emission e = { .sink = &sink, .draft = draft, .feed = feed, .result = &own, .err = err };
  return emit(&e);
}

bool zp_heads_equal(const zp_result *a, const zp_result *b, zp_arena *arena, const char **key)
{
  const zp_record *kind = &zp_record_result;
  for (size_t i = 0; i < kind->count && kind->members[i].offset != offsetof(zp_result, units); i++) {
    const zp_member *member = &kind->members[i];
    zp_sink sink = { .arena = arena };
    packer p = { .broken = false };
    if (member->offset == offsetof(zp_result, shard) || member->offset == offsetof(zp_result, plan) ||
        member->offset == offsetof(zp_result, inputs))
      continue;
    msgpack_packer_init(&p.out, &sink, put);
    *key = member->key;
    bool there = zp_member_there(member, a);
    if (there != zp_member_there(member, b)) return false;
    if (!there) continue;
    put_member(&p, member, a);
    size_t half = sink.len;
    put_member(&p, member, b);
    if (sink.failed || sink.len != 2 * half || memcmp(sink.bytes, sink.bytes + half, half) != 0) return false;
  }
  return true;
}
