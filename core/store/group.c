// group.c: a payload is: length of the front, sum of the front, front, extracts, part.
#include "store/group.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/checksum.h"
#include "base/digest.h"
#include "pipeline/extract.h"
#include "store/journal_frame.h"
#include "store/packed.h"
#include "store/scan.h"

enum { LENGTH = 4, BEFORE_FRONT = LENGTH + ZP_SUM_BYTES, SUM_HEX = 2 * ZP_SUM_BYTES };

// ---- checking ------------------------------------------------------------------------------------------------------------------

typedef struct checking {
  const zp_result *head;
  zp_arena *arena;        // of what is kept
  zp_arena *unit;         // of one extract; used again and again
  zp_extraction *extraction;  // of the unit whose rows pass by; NULL: of the next one
  zp_packing *packing;
  zp_sink extracts;
  zp_group_front *front;
  size_t capacity;
} checking;

static zp_text hex_of(zp_text bytes, zp_arena *arena)
{
  static const char digits[] = "0123456789abcdef";
  unsigned char sum[ZP_SUM_BYTES];
  char *room = zp_arena_bytes(arena, SUM_HEX);
  if (room == NULL) return (zp_text){ NULL, 0 };
  zp_sum_of(bytes, sum);
  for (size_t i = 0; i < ZP_SUM_BYTES; i++) {
    room[2 * i] = digits[sum[i] >> 4];
    room[2 * i + 1] = digits[sum[i] & 15];
  }
  return (zp_text){ room, SUM_HEX };
}

/// In memory that the next unit uses again.
static bool start_unit(checking *c)
{
  if (c->extraction != NULL) return true;
  zp_arena_reset(c->unit, 1 << 20);
  c->extraction = zp_extraction_new(c->head->groups, c->head->group_count, c->unit);
  return c->extraction != NULL;
}

static bool add_row(void *context, bool pooled, const zp_row_result *row)
{
  checking *c = context;
  return start_unit(c) && zp_extraction_row(c->extraction, pooled, row);
}

static zp_status add_unit(void *context, const zp_unit_result *unit, zp_text bytes, uint64_t offset, zp_error *err)
{
  checking *c = context;
  zp_unit_extract extract;
  zp_group_front *front = c->front;
  size_t before = c->extracts.len;
  zp_group_unit *units = zp_arena_grow(c->arena, front->units, front->unit_count, &c->capacity, sizeof *units);
  if (units == NULL) return zp_fail_memory(err);
  front->units = units;
  if (!start_unit(c)) return zp_fail_memory(err);
  zp_extraction_end(c->extraction, unit, &extract);
  c->extraction = NULL;
  if (zp_packed_put(c->packing, &zp_record_extract, &extract, &c->extracts, err) != ZP_OK) return err->status;
  zp_text packed = { c->extracts.bytes + before, c->extracts.len - before };
  zp_group_unit *own = &units[front->unit_count++];
  *own = (zp_group_unit){ zp_text_copy(unit->code, c->arena), zp_text_copy(unit->name, c->arena), (size_t)offset, before,
                          (uint32_t)bytes.len, (uint32_t)packed.len, hex_of(bytes, c->arena), hex_of(packed, c->arena),
                          unit->finding_count, zp_digest(bytes, c->arena) };
  front->rows.scored += extract.rows.scored;
  front->rows.unscored += extract.rows.unscored;
  front->rows.fault += extract.rows.fault;
  return zp_arena_short(c->arena) ? zp_fail_memory(err) : ZP_OK;
}

/// The front in bytes, its length and sum before it.
static zp_status pack_front(checking *c, zp_text *out, zp_error *err)
{
  static const char blank[BEFORE_FRONT];
  zp_sink sink = { .arena = c->arena };
  zp_sink_put(&sink, (zp_text){ blank, BEFORE_FRONT });
  if (zp_packed_put(c->packing, &zp_record_front, c->front, &sink, err) != ZP_OK) return err->status;
  zp_put_be((unsigned char *)sink.bytes, LENGTH, sink.len - BEFORE_FRONT);
  zp_sum_of((zp_text){ sink.bytes + BEFORE_FRONT, sink.len - BEFORE_FRONT }, (unsigned char *)sink.bytes + LENGTH);
  *out = (zp_text){ sink.bytes, sink.len };
  return ZP_OK;
}

static zp_status check_with(checking *c, zp_text part, zp_group_record *out, zp_error *err)
{
  zp_result *own = NULL;
  if (c->unit == NULL || c->packing == NULL) return zp_fail_memory(err);
  if (zp_part_pass(part, add_unit, add_row, c, c->arena, &own, err) != ZP_OK) return err->status;
  out->front.inputs = own->inputs;
  out->front.input_count = own->input_count;
  out->front.findings = own->findings;
  out->front.finding_count = own->finding_count;
  for (size_t i = 0; i < out->front.unit_count; i++) out->front.units[i].offset += c->extracts.len;
  if (pack_front(c, &out->pieces[0], err) != ZP_OK) return err->status;
  out->pieces[1] = (zp_text){ c->extracts.bytes, c->extracts.len };
  out->pieces[2] = part;
  return ZP_OK;
}

zp_status zp_group_check(zp_text part, const zp_result *head, zp_arena *scratch, zp_group_record *out, zp_error *err)
{
  zp_error own = { 0 };
  checking c = { .head = head, .arena = scratch, .unit = zp_arena_new(NULL, 0), .packing = zp_packing_new(scratch, true),
                 .extracts = { .arena = scratch }, .front = &out->front };
  *out = (zp_group_record){ .front = { .unit_count = 0 } };
  zp_status status = check_with(&c, part, out, err != NULL ? err : &own);
  zp_arena_free(c.unit);
  return status;
}

// ---- keeping -------------------------------------------------------------------------------------------------------------------

static bool read_hex(zp_text hex, size_t count, unsigned char *out)
{
  for (size_t i = 0; i < hex.len; i++) {
    const char c = hex.ptr[i];
    int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    if (digit < 0 || hex.len != 2 * count) return false;
    out[i / 2] = (unsigned char)(i % 2 == 0 ? digit << 4 : out[i / 2] | digit);
  }
  return hex.len == 2 * count;
}

/// False when it does not lie behind the front of the payload that `entry` has.
static bool keep_unit(const zp_group_unit *from, const zp_journal_entry *entry, uint64_t body, zp_arena *arena, zp_unit_at *out)
{
  uint64_t room = entry->offset + entry->length - body;
  if (from->length > room || from->offset > room - from->length) return false;
  if (from->extract_length > room || from->extract_offset > room - from->extract_length) return false;
  *out = (zp_unit_at){ .code = zp_text_copy(from->code, arena), .name = zp_text_copy(from->name, arena), .length = from->length,
                       .offset = body + from->offset, .extract_offset = body + from->extract_offset,
                       .extract_length = from->extract_length, .findings = from->findings };
  out->digested = true;
  return read_hex(from->sum, ZP_SUM_BYTES, out->check) && read_hex(from->extract_sum, ZP_SUM_BYTES, out->extract_check) &&
         read_hex(from->digest, ZP_DIGEST_BYTES, out->digest);
}

static zp_status damaged(const zp_journal_entry *entry, zp_error *err)
{
  char byte[24];
  snprintf(byte, sizeof byte, "%llu", (unsigned long long)entry->offset + 1);
  return zp_fail(err, ZP_E_JOURNAL_CORRUPT, NULL, zp_word_arg(ZP_W_JOURNAL_RECORD), zp_text_from(byte), (zp_text){ NULL, 0 });
}

static zp_status keep_lists(const zp_group_front *front, zp_arena *arena, zp_kept_group *own, zp_error *err)
{
  own->inputs = ZP_TAKE(arena, zp_input_file, front->input_count);
  own->findings = ZP_TAKE(arena, zp_finding, front->finding_count);
  own->units = ZP_TAKE(arena, zp_unit_at, front->unit_count);
  if (own->inputs == NULL || own->findings == NULL || own->units == NULL) return zp_fail_memory(err);
  for (; own->input_count < front->input_count; own->input_count++) {
    const zp_input_file *input = &front->inputs[own->input_count];
    own->inputs[own->input_count] =
      (zp_input_file){ zp_text_copy(input->name, arena), zp_text_copy(input->digest, arena), input->bytes };
  }
  for (; own->finding_count < front->finding_count; own->finding_count++)
    if (!zp_finding_copy(&front->findings[own->finding_count], arena, &own->findings[own->finding_count])) break;
  return zp_arena_short(arena) ? zp_fail_memory(err) : ZP_OK;
}

static zp_status keep(const zp_group_front *front, const zp_journal_entry *entry, size_t front_bytes, zp_arena *arena,
                      zp_kept_group **out, zp_error *err)
{
  zp_kept_group *own = ZP_TAKE(arena, zp_kept_group, 1);
  if (own == NULL || keep_lists(front, arena, own, err) != ZP_OK) return zp_fail_memory(err);
  own->rows = front->rows;
  for (; own->unit_count < front->unit_count; own->unit_count++) {
    zp_unit_at *unit = &own->units[own->unit_count];
    if (!keep_unit(&front->units[own->unit_count], entry, entry->offset + front_bytes, arena, unit)) return damaged(entry, err);
  }
  if (zp_arena_short(arena)) return zp_fail_memory(err);
  *out = own;
  return ZP_OK;
}

zp_status zp_group_append(zp_journal *journal, zp_text key, zp_text digest, const zp_group_record *draft, zp_arena *arena,
                          zp_kept_group **out, zp_error *err)
{
  if (zp_journal_append_pieces(journal, ZP_JOURNAL_GROUP, key, digest, draft->pieces, ZP_GROUP_PIECES, err) != ZP_OK)
    return err->status;
  return keep(&draft->front, zp_journal_find(journal, ZP_JOURNAL_GROUP, key), draft->pieces[0].len, arena, out, err);
}

/// The bytes of the front, if its sum fits. Most fronts come with the first read.
static zp_status read_front(const zp_span *payload, const zp_journal_entry *entry, zp_arena *scratch, zp_text *out, zp_error *err)
{
  enum { FIRST = 2048 };
  unsigned char sum[ZP_SUM_BYTES];
  size_t first = payload->length < FIRST ? (size_t)payload->length : FIRST;
  char *bytes = zp_arena_bytes(scratch, FIRST);
  if (bytes == NULL) return zp_fail_memory(err);
  if (zp_span_read(payload, 0, bytes, first, err) != ZP_OK) return err->status;
  uint64_t length = first < BEFORE_FRONT ? UINT64_MAX : zp_take_be((unsigned char *)bytes, LENGTH);
  if (first < BEFORE_FRONT || length > payload->length - BEFORE_FRONT) return damaged(entry, err);
  if (length > first - BEFORE_FRONT) {
    char *all = zp_arena_bytes(scratch, BEFORE_FRONT + (size_t)length);
    if (all == NULL) return zp_fail_memory(err);
    memcpy(all, bytes, first);
    if (zp_span_read(payload, first, all + first, BEFORE_FRONT + (size_t)length - first, err) != ZP_OK) return err->status;
    bytes = all;
  }
  *out = (zp_text){ bytes + BEFORE_FRONT, (size_t)length };
  zp_sum_of(*out, sum);
  return memcmp(sum, bytes + LENGTH, ZP_SUM_BYTES) == 0 ? ZP_OK : damaged(entry, err);
}

zp_status zp_group_open(const zp_journal *journal, const zp_journal_entry *entry, zp_arena *arena, zp_kept_group **out, zp_error *err)
{
  zp_group_front front = { .unit_count = 0 };
  zp_text bytes;
  zp_span payload = zp_journal_span(journal, entry);
  zp_arena *scratch = zp_arena_new(NULL, 0);
  if (scratch == NULL) return zp_fail_memory(err);
  zp_status status = read_front(&payload, entry, scratch, &bytes, err);
  if (status == ZP_OK && zp_packed_take(bytes, &zp_record_front, scratch, &front) != ZP_OK)
    status = zp_arena_short(scratch) ? zp_fail_memory(err) : damaged(entry, err);
  if (status == ZP_OK) status = keep(&front, entry, BEFORE_FRONT + bytes.len, arena, out, err);
  zp_arena_free(scratch);
  return status;
}

zp_status zp_group_part(const zp_journal *journal, const zp_journal_entry *entry, zp_arena *arena, zp_text *part, zp_error *err)
{
  zp_kept_group *group = NULL;
  zp_text payload;
  if (zp_group_open(journal, entry, arena, &group, err) != ZP_OK || zp_journal_read(journal, entry, arena, &payload, err) != ZP_OK)
    return err->status;
  uint64_t from = BEFORE_FRONT + zp_take_be((const unsigned char *)payload.ptr, LENGTH);
  for (size_t i = 0; i < group->unit_count; i++) from += group->units[i].extract_length;
  if (from > payload.len) return damaged(entry, err);
  *part = zp_text_slice(payload, (size_t)from, payload.len);
  return ZP_OK;
}

// ---- extracts ------------------------------------------------------------------------------------------------------------------

static zp_status altered(const zp_span *file, zp_error *err)
{
  zp_place place = { .file = file->name };
  char room[ZP_ERROR_ARG];
  return zp_fail(err, ZP_E_OPEN, &place, zp_error_cause(EIO, room), (zp_text){ NULL, 0 }, (zp_text){ NULL, 0 });
}

zp_status zp_extract_take(zp_text packed, const zp_span *file, const zp_unit_at *unit, zp_arena *arena, zp_unit_extract *out, zp_error *err)
{
  unsigned char sum[ZP_SUM_BYTES];
  zp_sum_of(packed, sum);
  if (memcmp(sum, unit->extract_check, ZP_SUM_BYTES) != 0) return altered(file, err);
  memset(out, 0, sizeof *out);
  if (zp_packed_take(packed, &zp_record_extract, arena, out) == ZP_OK) return ZP_OK;
  return zp_arena_short(arena) ? zp_fail_memory(err) : altered(file, err);
}
