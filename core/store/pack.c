// pack.c: a result as msgpack, member by member in the order of model/schema.h, into memory or into a file.
#include <stddef.h>
#include <string.h>

#include "model/schema.h"
#include "store/emit.h"
#include "store/legend.h"
#include "store/packed.h"
#include "store/result_file.h"
#include "store/row_put.h"
#include "store/text_table.h"
#include "store/tokens.h"

enum { BLOCK = 256 * 1024 };  // bytes that are gathered before they go to a file
enum { SMALL_MAP = 15 };     // members of a record whose count fits into one byte

typedef struct packer {
  zp_sink *out;
  zp_text_table *texts;  // of the unit that is written; NULL: texts are written where they are
  zp_row_names names;    // with texts
  bool broken;           // a text is not UTF-8, so that the file could not be read back
} packer;

static void put_text(packer *p, zp_text text)
{
  size_t bad;
  if (p->texts != NULL) {
    zp_token_number(p->out, zp_text_table_number(p->texts, text));
    return;
  }
  if (!zp_text_utf8(text, &bad)) p->broken = true;
  zp_token_text(p->out, text);
}

static void put_date(packer *p, const zp_date *date)
{
  zp_token_array(p->out, 3);
  zp_token_integer(p->out, date->year);
  zp_token_number(p->out, date->month);
  zp_token_number(p->out, date->day);
}

static void put_quantity(packer *p, const zp_qty *quantity)
{
  zp_token_array(p->out, 2);
  zp_token_integer(p->out, quantity->digits);
  zp_token_number(p->out, quantity->places);
}

static void put_arg(packer *p, zp_text arg)
{
  put_text(p, zp_row_arg(p->out, arg));
}

static void put_args(packer *p, const zp_text args[3])
{
  zp_token_array(p->out, 3);
  for (int i = 0; i < 3; i++) put_arg(p, args[i]);
}

static size_t put_members(packer *p, const zp_record *kind, const void *record);
static void put_member(packer *p, const zp_member *member, const void *record);

/// What is in a list of all members, in line: a number that is as good as nothing when it is 0.
static bool small_number(packer *p, const zp_member *member, const void *record, uint64_t *out)
{
  const void *here = (const char *)record + member->offset;
  if (member->flagged || member->when != NULL) return false;
  switch (member->type) {
    case ZP_M_TEXT: return p->texts != NULL ? *out = zp_text_table_number(p->texts, *(const zp_text *)here), true : false;
    case ZP_M_NUMBER: case ZP_M_BYTES: case ZP_M_NOTES: return *out = *(const uint32_t *)here, true;
    case ZP_M_COUNT: return *out = *(const size_t *)here, true;
    case ZP_M_POINTS: *out = (uint64_t)((const zp_dec *)here)->e4; return ((const zp_dec *)here)->e4 >= 0;
    default: return false;
  }
}

/// All members in their order, nothing as 0. How many of them say something; a number that is always told counts.
static size_t put_positional(packer *p, const zp_record *kind, const void *record)
{
  size_t count = 0;
  zp_token_array(p->out, kind->count);
  for (size_t i = 0; i < kind->count; i++) {
    const zp_member *member = &kind->members[i];
    uint64_t value;
    if (small_number(p, member, record, &value)) {
      zp_token_number(p->out, value);
      count += value != 0 || member->type == ZP_M_COUNT || member->type == ZP_M_POINTS;
      continue;
    }
    bool says = zp_member_says(member, record);
    if (says) put_member(p, member, record);
    else if (member->type == ZP_M_TEXT && p->texts == NULL) zp_token_text(p->out, (zp_text){ "", 0 });
    else zp_token_number(p->out, 0);
    count += says;
  }
  return count;
}

/// A map whose count is written when it is known. How many bytes that takes depends on the kind alone.
static size_t put_record(packer *p, const zp_record *kind, const void *record)
{
  size_t at = p->out->len, head = kind->count > SMALL_MAP ? 3 : 1;
  if (kind->positional) return put_positional(p, kind, record);
  zp_token_wide(p->out, 0xDE, 0, head == 3 ? 2 : 0);
  size_t count = put_members(p, kind, record);
  if (p->out->failed) return count;
  if (head == 1) p->out->bytes[at] = (char)(0x80 | count);
  else p->out->bytes[at + 2] = (char)count;
  return count;
}

static void put_list(packer *p, const zp_member *member, const void *record)
{
  size_t count;
  const char *items = zp_member_items(member, record, &count);
  zp_token_array(p->out, count);
  if (member->record == &zp_record_row && p->texts != NULL)
    for (size_t i = 0; i < count; i++) zp_row_put(p->out, p->texts, p->names, (const zp_row_result *)(const void *)items + i);
  else
    for (size_t i = 0; i < count; i++) put_record(p, member->record, items + i * member->record->size);
}

static void put_name(packer *p, const zp_member *member, const void *record)
{
  int value;
  memcpy(&value, (const char *)record + member->offset, sizeof value);
  if (zp_member_spelled(member)) put_text(p, zp_text_from(zp_member_name(member, record)));
  else zp_token_integer(p->out, value);
}

static void put_member(packer *p, const zp_member *member, const void *record)
{
  const void *here = (const char *)record + member->offset;
  switch (member->type) {
    case ZP_M_TEXT: put_text(p, *(const zp_text *)here); break;
    case ZP_M_ARG: put_arg(p, *(const zp_text *)here); break;
    case ZP_M_ARGS: put_args(p, here); break;
    case ZP_M_FLAG: zp_token_true(p->out); break;
    case ZP_M_COUNT: zp_token_number(p->out, *(const size_t *)here); break;
    case ZP_M_NUMBER: case ZP_M_BYTES: case ZP_M_NOTES: zp_token_number(p->out, *(const uint32_t *)here); break;
    case ZP_M_YEAR: zp_token_integer(p->out, *(const int *)here); break;
    case ZP_M_POINTS: zp_token_integer(p->out, ((const zp_dec *)here)->e4); break;
    case ZP_M_MONEY: zp_token_integer(p->out, ((const zp_money *)here)->fen); break;
    case ZP_M_QUANTITY: put_quantity(p, here); break;
    case ZP_M_DATE: put_date(p, here); break;
    case ZP_M_NAME: put_name(p, member, record); break;
    case ZP_M_RECORD: put_record(p, member->record, here); break;
    case ZP_M_LIST: put_list(p, member, record); break;
  }
}

/// A record is there when one of its members is, which is known when it has been written.
static size_t put_inner(packer *p, size_t number, const zp_member *member, const void *record)
{
  size_t before = p->out->len;
  zp_token_number(p->out, number);
  if (put_record(p, member->record, (const char *)record + member->offset) != 0) return 1;
  p->out->len = before;
  return 0;
}

static size_t put_slow(packer *p, size_t number, const zp_member *member, const void *record)
{
  if (member->type == ZP_M_RECORD && !member->flagged && member->when == NULL) return put_inner(p, number, member, record);
  if (!zp_member_says(member, record)) return 0;
  zp_token_number(p->out, number);
  put_member(p, member, record);
  return 1;
}

/// What most members are (texts, names, small numbers: never with conditions) in line.
static size_t put_members(packer *p, const zp_record *kind, const void *record)
{
  size_t count = 0;
  for (size_t i = 0; i < kind->count; i++) {
    const zp_member *member = &kind->members[i];
    const void *here = (const char *)record + member->offset;
    uint64_t value;
    if (member->type == ZP_M_TEXT && p->texts != NULL) {
      value = zp_text_table_number(p->texts, *(const zp_text *)here);
    } else if (member->type == ZP_M_NUMBER || member->type == ZP_M_BYTES || member->type == ZP_M_NOTES) {
      value = *(const uint32_t *)here;
    } else if (member->type == ZP_M_NAME && *(const int *)here > 0 && !zp_member_spelled(member)) {
      value = (uint64_t)*(const int *)here;
    } else {
      count += put_slow(p, i, member, record);
      continue;
    }
    if (value == 0) continue;
    zp_token_number(p->out, i);
    zp_token_number(p->out, value);
    count++;
  }
  return count;
}

// ---- records with their texts in front ------------------------------------------------------------------------------------------

struct zp_packing {
  zp_sink body;
  zp_text_table texts;
  zp_row_names names;
};

static void start_packing(zp_packing *with, zp_arena *arena)
{
  with->body = (zp_sink){ .arena = arena };
  zp_text_table_init(&with->texts, arena);
  with->names = zp_row_names_first();
}

zp_packing *zp_packing_new(zp_arena *arena, bool vouched)
{
  zp_packing *with = ZP_TAKE(arena, zp_packing, 1);
  if (with == NULL) return NULL;
  start_packing(with, arena);
  with->texts.vouched = vouched;
  return with;
}

/// Room for what a unit with so many rows mostly takes, so that it does not grow into it step by step.
static void expect_rows(zp_packing *with, const zp_unit_result *unit)
{
  enum { ROW_BYTES = 128, ROW_TEXTS = 2, ROWS_MOST = 1 << 16 };
  size_t rows = 1;
  for (size_t i = 0; i < unit->project_count; i++) rows += unit->projects[i].row_count;
  if (rows > ROWS_MOST) rows = ROWS_MOST;
  zp_sink_reserve(&with->body, rows * ROW_BYTES);
  zp_sink_reserve(&with->texts.bytes, rows * ROW_BYTES / 2);
  zp_text_table_expect(&with->texts, rows * ROW_TEXTS);
}

/// [texts, record]: the texts are known when the record has been written. False: a text is not UTF-8.
static bool put_packed(zp_packing *with, const zp_record *kind, const void *record, zp_sink *sink)
{
  packer inner = { .out = &with->body, .texts = &with->texts, .names = with->names };
  with->body.len = 0;
  zp_text_table_reset(&with->texts);
  if (kind == &zp_record_unit) expect_rows(with, record);
  put_record(&inner, kind, record);
  if (!zp_sink_reserve(sink, with->texts.bytes.len + with->body.len + 4 * ZP_TOKEN_MOST)) return true;
  zp_token_array(sink, 2);
  zp_token_array(sink, with->texts.count);
  zp_sink_put(sink, (zp_text){ with->texts.bytes.bytes, with->texts.bytes.len });
  zp_sink_put(sink, (zp_text){ with->body.bytes, with->body.len });
  if (with->body.failed || with->texts.bytes.failed) sink->failed = true;
  return !inner.broken && !with->texts.broken;
}

zp_status zp_packed_put(zp_packing *packing, const zp_record *kind, const void *record, zp_sink *sink, zp_error *err)
{
  bool whole = put_packed(packing, kind, record, sink);
  if (sink->failed) return zp_fail_memory(err);
  return whole ? ZP_OK : zp_fail_with(err, ZP_E_INTERNAL, NULL, "a text of the result is not UTF-8");
}

// ---- whole results ---------------------------------------------------------------------------------------------------------

/// A result on its way: into the sink, or through it into a file.
typedef struct emission {
  packer p;
  zp_packing packing;
  bool part;                  // of a run: no schema, no legend, no digest
  zp_sink *sink;
  zp_draft *draft;            // NULL: all stays in the sink
  size_t start;               // of what the hash has not seen
  zp_hash hash;
  const zp_unit_feed *feed;   // NULL: the units are in the result
  zp_result *result;
  zp_error *err;
} emission;

static void hash_rest(emission *e)
{
  if (!e->part && !e->sink->failed) zp_hash_add(&e->hash, (zp_text){ e->sink->bytes + e->start, e->sink->len - e->start });
  e->start = e->sink->len;
}

/// Of a unit, from `from` to the end of the sink, the hash sees the digest alone. `digest` NULL: it has to be made.
static void hash_unit(emission *e, size_t from, const unsigned char *digest)
{
  unsigned char own[ZP_DIGEST_BYTES];
  e->start = e->sink->len;
  if (e->part || e->sink->failed) return;
  if (digest == NULL) zp_digest_of((zp_text){ e->sink->bytes + from, e->sink->len - from }, own);
  zp_hash_add(&e->hash, (zp_text){ (const char *)(digest != NULL ? digest : own), ZP_DIGEST_BYTES });
}

/// Passes what the sink holds on to the file once there is enough of it; what the hash has not seen yet it sees now.
static zp_status flush(emission *e, size_t least)
{
  if (e->sink->failed) return zp_fail_memory(e->err);
  if (e->draft == NULL && least != 0) return ZP_OK;
  if (e->sink->len < least) return ZP_OK;
  hash_rest(e);
  if (e->draft == NULL) return ZP_OK;
  zp_text bytes = { e->sink->bytes, e->sink->len };
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
  zp_token_array(e->sink, e->feed->count);
  for (size_t i = 0; i < e->feed->count; i++) {
    zp_text bytes;
    const unsigned char *digest = NULL;
    zp_status status = e->feed->unit(e->feed->context, i, &bytes, &digest, e->err);
    if (status != ZP_OK) return status;
    if (i == 0) hash_rest(e);
    size_t from = e->sink->len;
    zp_sink_put(e->sink, bytes);
    hash_unit(e, from, digest);
    status = flush(e, BLOCK);
    if (status != ZP_OK) return status;
  }
  return ZP_OK;
}

static void put_unit(emission *e, const void *unit)
{
  hash_rest(e);
  size_t from = e->sink->len;
  e->p.broken |= !put_packed(&e->packing, &zp_record_unit, unit, e->sink);
  hash_unit(e, from, NULL);
}

/// As put_list, but a file need not wait for the last item.
static zp_status put_items(emission *e, const zp_member *member)
{
  size_t count;
  const char *items = zp_member_items(member, e->result, &count);
  zp_token_array(e->sink, count);
  for (size_t i = 0; i < count; i++) {
    const void *item = items + i * member->record->size;
    if (member->record == &zp_record_unit) put_unit(e, item);
    else put_record(&e->p, member->record, item);
    zp_status status = flush(e, BLOCK);
    if (status != ZP_OK) return status;
  }
  return ZP_OK;
}

static zp_status put_result_member(emission *e, const zp_member *member)
{
  zp_token_text(e->sink, zp_text_from(member->key));
  if (is_fed(e, member)) return put_units(e);
  if (member->type == ZP_M_LIST) return put_items(e, member);
  put_member(&e->p, member, e->result);
  return flush(e, BLOCK);
}

/// The digest of all bytes before its key, those of units told by their own digests (README.md).
static zp_status seal(emission *e)
{
  unsigned char digest[ZP_DIGEST_BYTES];
  char room[ZP_DIGEST_HEX + 1];
  zp_status status = flush(e, 0);
  if (status != ZP_OK) return status;
  zp_hash_end(&e->hash, digest);
  zp_token_text(e->sink, ZP_TEXT("digest"));
  e->result->digest = zp_text_copy(zp_digest_print(digest, room), e->sink->arena);
  if (e->result->digest.ptr == NULL) return zp_fail_memory(e->err);
  put_text(&e->p, e->result->digest);
  zp_hash_start(&e->hash);  // what flush() adds is not asked for again
  return flush(e, 0);
}

/// What is in front of the members.
static void put_front(emission *e, size_t members)
{
  zp_token_map(e->sink, e->part ? members : 3 + members);
  if (e->part) return;
  zp_token_text(e->sink, ZP_TEXT("schema"));
  zp_token_number(e->sink, ZP_RESULT_SCHEMA);
  zp_token_text(e->sink, ZP_TEXT("legend"));
  zp_legend_put(e->sink);
}

static zp_status emit(emission *e)
{
  const zp_record *kind = &zp_record_result;
  size_t promised = 0;
  zp_status status = ZP_OK;
  zp_hash_start(&e->hash);
  e->p.out = e->sink;
  start_packing(&e->packing, e->sink->arena);
  for (size_t i = 0; i < kind->count; i++) promised += is_there(e, &kind->members[i]);
  put_front(e, promised);
  for (size_t i = 0; i < kind->count && status == ZP_OK; i++) {
    const zp_member *member = &kind->members[i];
    if (is_there(e, member)) status = put_result_member(e, member), promised--;
    if (member->offset == offsetof(zp_result, units) && status == ZP_OK && e->feed != NULL && e->feed->finish != NULL)
      status = e->feed->finish(e->feed->context, e->result, e->err);
  }
  if (status == ZP_OK) status = e->part ? flush(e, 0) : seal(e);
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

zp_status zp_part_pack(const zp_result *result, zp_sink *sink, zp_error *err)
{
  zp_result own = { .inputs = result->inputs, .input_count = result->input_count, .units = result->units,
                    .unit_count = result->unit_count, .findings = result->findings, .finding_count = result->finding_count };
  emission e = { .part = true, .sink = sink, .start = sink->len, .result = &own, .err = err };
  return emit(&e);
}

zp_status zp_result_emit(zp_result *head, const zp_unit_feed *feed, zp_arena *arena, zp_draft *draft, zp_error *err)
{
  zp_sink sink = { .arena = arena };
  emission e = { .sink = &sink, .draft = draft, .feed = feed, .result = head, .err = err };
  return emit(&e);
}

bool zp_heads_equal(const zp_result *a, const zp_result *b, zp_arena *arena, const char **key)
{
  const zp_record *kind = &zp_record_result;
  for (size_t i = 0; i < kind->count && kind->members[i].offset != offsetof(zp_result, units); i++) {
    const zp_member *member = &kind->members[i];
    zp_sink sink = { .arena = arena };
    packer p = { .out = &sink };
    if (member->offset == offsetof(zp_result, shard) || member->offset == offsetof(zp_result, plan) ||
        member->offset == offsetof(zp_result, inputs))
      continue;
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
