// scan.c: a whole stored result, member by member: from memory, or through a window that moves over a file.
#include "store/scan.h"

#include <stddef.h>
#include <string.h>

#include "base/digest.h"
#include "store/legend.h"
#include "store/result_file.h"

enum { WINDOW = 256 * 1024, KEY_MOST = 64, UNIT_KEPT = 1 << 20 };

typedef struct scan {
  zp_unpacker u;
  const zp_span *span;   // NULL: all bytes are in memory
  char *window;          // room for `capacity` bytes; from the arena
  size_t capacity;
  zp_arena *scratch;     // for one unit; NULL: not needed yet
  size_t hashed;         // bytes of the window that the hash has seen
  bool sealed;           // what follows is the digest itself
  bool part;             // no schema, no legend, no digest
  zp_hash hash;
  zp_scan_unit each;     // NULL: units are kept like all else
  void *context;
  char key[KEY_MOST];
  zp_error *err;
} scan;

typedef zp_status step(scan *s, void *out);

static zp_status corrupt(scan *s, zp_text key)
{
  s->u.err = s->err;
  return zp_unpack_corrupt(&s->u, key);
}

// ---- the window ------------------------------------------------------------------------------------------------------------

/// Hashes the bytes of the window before `to`.
static void hash_to(scan *s, size_t to)
{
  if (to > s->hashed && !s->sealed && !s->part) zp_hash_add(&s->hash, zp_text_slice(s->u.cursor.bytes, s->hashed, to));
  s->hashed = to;
}

/// Of a unit, the bytes of the window that the hash has not seen, it sees the digest alone: a unit is in the window as a whole.
static void hash_unit(scan *s)
{
  unsigned char digest[ZP_DIGEST_BYTES];
  if (!s->sealed && !s->part) {
    zp_digest_of(zp_text_slice(s->u.cursor.bytes, s->hashed, s->u.cursor.at), digest);
    zp_hash_add(&s->hash, (zp_text){ (const char *)digest, ZP_DIGEST_BYTES });
  }
  s->hashed = s->u.cursor.at;
}

static bool widen(scan *s, uint64_t behind)
{
  size_t wanted = s->capacity < SIZE_MAX / 2 ? s->capacity * 2 : SIZE_MAX;
  if (wanted - s->capacity > behind) wanted = s->capacity + (size_t)behind;
  char *larger = zp_arena_bytes(s->u.arena, wanted);
  if (larger == NULL) return false;
  memcpy(larger, s->window, s->u.cursor.bytes.len);
  s->window = larger;
  s->capacity = wanted;
  return true;
}

/// Moves the window so that it begins at the cursor; a window that already did is made wider.
static zp_status move_window(scan *s)
{
  zp_cursor *c = &s->u.cursor;
  size_t rest = c->bytes.len - c->at;
  hash_to(s, c->at);
  if (c->at == 0 && rest == s->capacity && !widen(s, c->behind)) return zp_fail_memory(s->err);
  if (c->at != 0) memmove(s->window, s->window + c->at, rest);
  c->before += c->at;
  s->hashed = c->at = 0;
  size_t more = s->capacity - rest;
  if (more > c->behind) more = (size_t)c->behind;
  c->bytes = (zp_text){ s->window, rest + more };
  if (zp_span_read(s->span, c->before + rest, s->window + rest, more, s->err) != ZP_OK) return s->err->status;
  c->behind -= more;
  return ZP_OK;
}

/// Does a step; one that the end of the window stopped is done again when more of the file is there.
static zp_status attempt(scan *s, step *does, void *out)
{
  for (;;) {
    zp_error failure = { 0 };
    size_t before = s->u.cursor.at;
    s->u.err = &failure;
    s->u.cursor.cut = false;
    zp_status status = does(s, out);
    if (status == ZP_OK) return ZP_OK;
    if (!s->u.cursor.cut || status != ZP_E_RESULT_CORRUPT) {
      if (s->err->status == ZP_OK) *s->err = failure;
      return status;
    }
    s->u.cursor.at = before;
    if (move_window(s) != ZP_OK) return s->err->status;
  }
}

// ---- steps -----------------------------------------------------------------------------------------------------------------

typedef struct part { const zp_member *member; void *record; size_t count; } part;

static zp_status read_key(scan *s, void *out)
{
  zp_text key;
  if (!zp_cursor_text(&s->u.cursor, &key) || key.len == 0) return zp_unpack_corrupt(&s->u, ZP_TEXT("result"));
  if (key.len >= KEY_MOST) return zp_unpack_corrupt(&s->u, zp_text_slice(key, 0, KEY_MOST));
  memcpy(s->key, key.ptr, key.len);
  *(zp_text *)out = (zp_text){ s->key, key.len };
  return ZP_OK;
}

static zp_status read_plain(scan *s, void *out)
{
  part *p = out;
  return zp_unpack_member(&s->u, p->member, p->record);
}

static zp_status read_count(scan *s, void *out)
{
  part *p = out;
  return zp_cursor_array(&s->u.cursor, &p->count) ? ZP_OK : zp_unpack_corrupt(&s->u, zp_text_from(p->member->key));
}

static zp_status read_item(scan *s, void *out)
{
  part *p = out;
  memset(p->record, 0, p->member->record->size);
  if (p->member->record == &zp_record_unit) return zp_unpack_packed(&s->u, p->member->record, p->record);
  return zp_unpack_record(&s->u, p->member->record, p->record);
}

/// One unit, in memory that the next one uses again.
static zp_status pass_unit(scan *s, void *out)
{
  zp_unit_result unit = { .year = 0 };
  zp_arena *above = s->u.arena, *keep = s->u.cursor.keep;
  (void)out;
  if (s->scratch == NULL) s->scratch = zp_arena_new(NULL, 0);
  if (s->scratch == NULL) return zp_fail_memory(s->u.err);
  zp_arena_reset(s->scratch, UNIT_KEPT);
  size_t from = s->u.cursor.at;
  s->u.arena = s->scratch;
  s->u.cursor.keep = NULL;
  zp_status status = zp_unpack_packed(&s->u, &zp_record_unit, &unit);
  if (status == ZP_OK) {
    zp_text bytes = zp_text_slice(s->u.cursor.bytes, from, s->u.cursor.at);
    status = s->each(s->context, &unit, bytes, s->u.cursor.before + from, s->u.err);
    s->u.cursor.cut = false;
  }
  s->u.arena = above;
  s->u.cursor.keep = keep;
  return status;
}

// ---- members ---------------------------------------------------------------------------------------------------------------

static zp_status read_list(scan *s, const zp_member *member, zp_result *result)
{
  part p = { .member = member };
  size_t capacity = 0, count = 0, size = member->record->size;
  char *items = NULL;
  if (attempt(s, read_count, &p) != ZP_OK) return s->err->status;
  if (p.count == 0) return corrupt(s, zp_text_from(member->key));
  bool unit = member->offset == offsetof(zp_result, units), passed = s->each != NULL && unit;
  for (size_t declared = p.count; count < declared; count++) {
    if (!passed) {
      char *grown = zp_arena_grow(s->u.arena, items, count, &capacity, size);
      if (grown == NULL) return zp_fail_memory(s->err);
      items = grown;
      p.record = items + count * size;
    }
    if (unit) hash_to(s, s->u.cursor.at);
    zp_status status = attempt(s, passed ? pass_unit : read_item, &p);
    if (status != ZP_OK) return status;
    if (unit) hash_unit(s);
  }
  if (passed) return ZP_OK;
  memcpy((char *)result + member->offset, &items, sizeof items);
  memcpy((char *)result + member->count, &count, sizeof count);
  return ZP_OK;
}

static zp_status read_member(scan *s, const zp_member *member, zp_result *result)
{
  part p = { .member = member, .record = result };
  if (member->type == ZP_M_LIST) return read_list(s, member, result);
  if (attempt(s, read_plain, &p) != ZP_OK) return s->err->status;
  return zp_member_there(member, result) ? ZP_OK : corrupt(s, zp_text_from(member->key));
}

/// What a part has.
static bool is_own(const zp_member *member)
{
  return member->offset == offsetof(zp_result, inputs) || member->offset == offsetof(zp_result, units) ||
         member->offset == offsetof(zp_result, findings);
}

/// As in any record, members come in the order of the table, each at most once and only when it says something.
static zp_status read_members(scan *s, size_t pairs, zp_result *result)
{
  const zp_record *kind = &zp_record_result;
  size_t i = 0;
  for (size_t keys = 0; keys < pairs; keys++, i++) {
    zp_text key;
    if (keys + 1 == pairs && !s->part) {
      hash_to(s, s->u.cursor.at);
      s->sealed = true;
    }
    if (attempt(s, read_key, &key) != ZP_OK) return s->err->status;
    for (; i < kind->count && !zp_text_equal(key, zp_text_from(kind->members[i].key)); i++)
      if (zp_member_there(&kind->members[i], result)) return corrupt(s, zp_text_from(kind->members[i].key));
    if (i == kind->count || (s->part && !is_own(&kind->members[i]))) return corrupt(s, key);
    zp_status status = read_member(s, &kind->members[i], result);
    if (status != ZP_OK) return status;
  }
  return s->part || result->digest.len != 0 ? ZP_OK : corrupt(s, ZP_TEXT("digest"));
}

static zp_status read_schema(scan *s, void *out)
{
  zp_text key;
  int64_t schema;
  zp_cursor *c = &s->u.cursor;
  if (!zp_cursor_map(c, out) || *(size_t *)out == 0) return zp_unpack_corrupt(&s->u, ZP_TEXT("schema"));
  if (!zp_cursor_text(c, &key) || !zp_text_equal(key, ZP_TEXT("schema"))) return zp_unpack_corrupt(&s->u, ZP_TEXT("schema"));
  if (!zp_cursor_number(c, 0, INT64_MAX, &schema)) return zp_unpack_corrupt(&s->u, ZP_TEXT("schema"));
  *(size_t *)out -= 1;
  if (schema == ZP_RESULT_SCHEMA) return ZP_OK;
  zp_text found = zp_text_format(s->u.arena, "%lld", (long long)schema);
  zp_text known = zp_text_format(s->u.arena, "%d", (int)ZP_RESULT_SCHEMA);
  return zp_fail(s->u.err, ZP_E_RESULT_VERSION, NULL, found, known, (zp_text){ NULL, 0 });
}

/// A legend that says anything else than ours is that of another schema, whatever its number.
static zp_status read_legend(scan *s, void *out)
{
  zp_text key, *legend = out;
  zp_cursor *c = &s->u.cursor;
  if (!zp_cursor_text(c, &key) || !zp_text_equal(key, ZP_TEXT("legend")) || !zp_cursor_same(c, *legend))
    return zp_unpack_corrupt(&s->u, ZP_TEXT("legend"));
  return ZP_OK;
}

static zp_status read_front(scan *s, size_t *pairs)
{
  zp_sink legend = { .arena = s->u.arena };
  zp_status status = attempt(s, read_schema, pairs);
  if (status != ZP_OK) return status;
  if (*pairs == 0) return corrupt(s, ZP_TEXT("legend"));
  --*pairs;
  zp_legend_put(&legend);
  if (legend.failed) return zp_fail_memory(s->err);
  return attempt(s, read_legend, &(zp_text){ legend.bytes, legend.len });
}

static zp_status read_map(scan *s, void *out)
{
  return zp_cursor_map(&s->u.cursor, out) ? ZP_OK : zp_unpack_corrupt(&s->u, ZP_TEXT("result"));
}

/// The digest stored last is that of all bytes before its key, units told by theirs.
static zp_status check_digest(scan *s, const zp_result *result)
{
  unsigned char digest[ZP_DIGEST_BYTES];
  char room[ZP_DIGEST_HEX + 1];
  zp_hash_end(&s->hash, digest);
  zp_text found = zp_digest_print(digest, room);
  if (zp_text_equal(found, result->digest)) return ZP_OK;
  return zp_fail(s->err, ZP_E_RESULT_ALTERED, NULL, result->digest, found, (zp_text){ NULL, 0 });
}

static zp_status read_result(scan *s, zp_result **out)
{
  size_t pairs = 0;
  zp_result *result = ZP_TAKE(s->u.arena, zp_result, 1);
  if (result == NULL) return zp_fail_memory(s->err);
  zp_hash_start(&s->hash);
  zp_status status = s->part ? attempt(s, read_map, &pairs) : read_front(s, &pairs);
  if (status == ZP_OK) status = read_members(s, pairs, result);
  if (status == ZP_OK && (s->u.cursor.at != s->u.cursor.bytes.len || s->u.cursor.behind != 0)) status = corrupt(s, ZP_TEXT("end"));
  if (status == ZP_OK && !s->part) status = check_digest(s, result);
  if (status == ZP_OK) *out = result;
  zp_arena_free(s->scratch);
  return status;
}

zp_status zp_result_unpack(zp_text bytes, zp_arena *arena, zp_result **out, zp_error *err)
{
  zp_error own = { 0 };
  scan s = { .u = { .cursor = { .bytes = bytes }, .arena = arena }, .err = err != NULL ? err : &own };
  return read_result(&s, out);
}

zp_status zp_part_scan(zp_text bytes, zp_scan_unit each, void *context, zp_arena *arena, zp_result **out, zp_error *err)
{
  zp_error own = { 0 };
  scan s = { .u = { .cursor = { .bytes = bytes }, .arena = arena }, .part = true, .each = each, .context = context,
             .err = err != NULL ? err : &own };
  return read_result(&s, out);
}

zp_status zp_part_pass(zp_text bytes, zp_scan_unit each, zp_pass_row row, void *context, zp_arena *arena, zp_result **out, zp_error *err)
{
  zp_error own = { 0 };
  scan s = { .u = { .cursor = { .bytes = bytes }, .arena = arena, .pass = row, .context = context }, .part = true, .each = each,
             .context = context, .err = err != NULL ? err : &own };
  return read_result(&s, out);
}

zp_status zp_result_scan(const zp_span *span, zp_scan_unit each, void *context, zp_arena *arena, zp_result **out, zp_error *err)
{
  zp_error own = { 0 };
  scan s = { .u = { .cursor = { .behind = span->length, .keep = arena }, .arena = arena }, .span = span, .each = each,
             .context = context, .capacity = span->length < WINDOW ? (size_t)span->length : WINDOW,
             .err = err != NULL ? err : &own };
  s.window = zp_arena_bytes(arena, s.capacity);
  if (s.window == NULL) return zp_fail_memory(err);
  zp_status status = move_window(&s);
  return status == ZP_OK ? read_result(&s, out) : status;
}
