// msgpack.c: reader of unit records in msgpack. Token heads are read here and not by msgpack-c: it builds a whole tree, takes
// memory for declared counts before it has seen the items. The tests compare the two.
#include <string.h>

#include "model/record.h"
#include "plugins/readers/plain.h"

typedef struct source {
  zp_tokens tokens;
  const char *first;        // byte of the file
  uint32_t unit;            // number of the one at hand, from 1
  size_t listed;            // units still to come in the list at hand
} source;

static void broken(zp_token *out, zp_word why)
{
  out->kind = ZP_TOKEN_BROKEN;
  out->text = zp_word_arg(why);
}

static size_t left(const source *s)
{
  return (size_t)(s->tokens.end - s->tokens.at);
}

/// That of the byte that comes next.
static uint32_t column(const source *s)
{
  return (uint32_t)(s->tokens.at - s->first) + 1;
}

/// `bytes` big-endian bytes behind the head; false when the file ends before.
static bool take(source *s, size_t bytes, uint64_t *out)
{
  const unsigned char *p = (const unsigned char *)s->tokens.at;
  if (left(s) < bytes) return false;
  *out = 0;
  for (size_t i = 0; i < bytes; i++) *out = *out << 8 | p[i];
  s->tokens.at += bytes;
  return true;
}

static void take_text(source *s, uint64_t length, zp_token *out)
{
  size_t bad;
  if (length > left(s)) {
    broken(out, ZP_W_RECORD_CUT);
    return;
  }
  out->kind = ZP_TOKEN_TEXT;
  out->text = (zp_text){ s->tokens.at, (size_t)length };
  if (!zp_text_utf8(out->text, &bad)) broken(out, ZP_W_RECORD_UTF8);
  else s->tokens.at += (size_t)length;
}

/// `each`: tokens an item has, 2 in a map. A token takes a byte at least, which bounds the count. What was announced is one sum
/// for all containers that are open: whoever reads counts the items of each, and how deep a record goes is the schema's.
static void open(source *s, zp_token_kind kind, uint64_t count, size_t each, zp_token *out)
{
  out->kind = kind;
  out->count = (size_t)count;
  if (count > left(s) / each) broken(out, ZP_W_RECORD_COUNT);
  else s->tokens.owed += (size_t)count * each;
}

static void take_number(zp_token *out, int64_t number)
{
  out->kind = ZP_TOKEN_NUMBER;
  out->number = number;
}

static void take_signed(int size, uint64_t bits, zp_token *out)
{
  uint64_t sign = (uint64_t)1 << (8 * size - 1);
  take_number(out, (int64_t)((bits ^ sign) - sign));
}

/// What follows a head byte of 0xC0 to 0xDF; the value of its length or number field is in `field`, `size` bytes wide.
static void wide(source *s, unsigned head, int size, uint64_t field, zp_token *out)
{
  switch (head) {
    case 0xCA: case 0xCB: out->kind = ZP_TOKEN_REAL; return;
    case 0xCC: case 0xCD: case 0xCE: take_number(out, (int64_t)field); return;
    case 0xCF:
      if (field <= INT64_MAX) take_number(out, (int64_t)field);
      return;
    case 0xD0: case 0xD1: case 0xD2: case 0xD3: take_signed(size, field, out); return;
    case 0xD9: case 0xDA: case 0xDB: take_text(s, field, out); return;
    case 0xDC: case 0xDD: open(s, ZP_TOKEN_LIST, field, 1, out); return;
    case 0xDE: case 0xDF: open(s, ZP_TOKEN_MAP, field, 2, out); return;
    default: return;  // nil, booleans, bin and ext: not part of records
  }
}

static void token(source *s, zp_token *out)
{
  // Bytes of the field behind each head from 0xC0 to 0xDF; 255: no head at all.
  static const uint8_t sizes[32] = { 0, 255, 0, 0, 1, 2, 4, 1, 2, 4, 4, 8, 1, 2, 4, 8, 1, 2, 4, 8, 0, 0, 0, 0, 0, 1, 2, 4, 2, 4, 2, 4 };
  unsigned head = (unsigned char)*s->tokens.at++;
  uint64_t field = 0;
  out->kind = ZP_TOKEN_OTHER;
  if (head < 0x80) take_number(out, (int64_t)head);
  else if (head < 0x90) open(s, ZP_TOKEN_MAP, head & 0x0F, 2, out);
  else if (head < 0xA0) open(s, ZP_TOKEN_LIST, head & 0x0F, 1, out);
  else if (head < 0xC0) take_text(s, head & 0x1F, out);
  else if (head >= 0xE0) take_number(out, (int64_t)head - 0x100);
  else if (sizes[head - 0xC0] == 255) broken(out, ZP_W_RECORD_BYTE);
  else if (!take(s, sizes[head - 0xC0], &field)) broken(out, ZP_W_RECORD_CUT);
  else wide(s, head, sizes[head - 0xC0], field, out);
}

static uint32_t unit_row(const source *s)
{
  return s->unit == 0 ? 1 : s->unit;
}

static uint64_t eight_at(const char *p)
{
  uint64_t bytes;
  memcpy(&bytes, p, sizeof bytes);
  return bytes;
}

static uint32_t four_at(const char *p)
{
  uint32_t bytes;
  memcpy(&bytes, p, sizeof bytes);
  return bytes;
}

/// The same `len` bytes, at most 31. Written out, since a row has two dozen keys and a call costs
/// more than the comparing.
static bool same_bytes(const char *a, const char *b, size_t len)
{
  if (len >= 8) {
    if (eight_at(a) != eight_at(b) || eight_at(a + len - 8) != eight_at(b + len - 8)) return false;
    return len <= 16 ||
           (eight_at(a + 8) == eight_at(b + 8) && eight_at(a + len - 16) == eight_at(b + len - 16));
  }
  if (len >= 4) return four_at(a) == four_at(b) && four_at(a + len - 4) == four_at(b + len - 4);
  return len == 0 || (a[0] == b[0] && a[len / 2] == b[len / 2] && a[len - 1] == b[len - 1]);
}

/// With the shortest head, as everybody writes it; others are left to next().
static zp_spelling spell(zp_text text)
{
  char room[ZP_SPELLING_MOST];
  if (text.len == 0 || text.len >= sizeof room) return (zp_spelling){ .len = 0 };
  room[0] = (char)(0xA0 | text.len);
  memcpy(room + 1, text.ptr, text.len);
  return zp_spelling_of((zp_text){ room, text.len + 1 });
}

/// Short texts only. One that is equal to a known one is UTF-8 and need not be looked at again.
static bool again(zp_tokens *tokens, zp_text text)
{
  source *s = (source *)tokens;
  if (tokens->owed == 0 || text.len > 0x1F || left(s) < 1 + text.len) return false;
  if ((unsigned char)*tokens->at != (0xA0 | text.len)) return false;
  if (!same_bytes(text.ptr, tokens->at + 1, text.len)) return false;
  tokens->owed--;
  tokens->at += 1 + text.len;
  return true;
}

/// A whole number that is not negative and takes at most four bytes behind its head.
static bool small_whole(const char **at, const char *end, int64_t *out)
{
  const unsigned char *p = (const unsigned char *)*at;
  const ptrdiff_t there = end - *at;
  if (there <= 0) return false;
  size_t size = 1;
  if (p[0] < 0x80) {
    *out = p[0];
  } else if (p[0] == 0xCE && there >= 5) {
    *out = (int64_t)p[1] << 24 | p[2] << 16 | p[3] << 8 | p[4];
    size = 5;
  } else if (p[0] == 0xCD && there >= 3) {
    *out = p[1] << 8 | p[2];
    size = 3;
  } else if (p[0] == 0xCC && there >= 2) {
    *out = p[1];
    size = 2;
  } else {
    return false;
  }
  *at += size;
  return true;
}

static bool wholes(zp_tokens *tokens, size_t count, const int64_t *most, int64_t *out)
{
  source *s = (source *)tokens;
  if (tokens->owed == 0 || left(s) == 0 || count > 0x0F) return false;
  if ((unsigned char)*tokens->at != (0x90 | count)) return false;
  const char *at = tokens->at + 1;
  for (size_t i = 0; i < count; i++)
    if (!small_whole(&at, tokens->end, &out[i]) || out[i] > most[i]) return false;
  tokens->owed--;
  tokens->at = at;
  return true;
}

static void end(const source *s, zp_token *out)
{
  out->row = s->unit;
  out->kind = ZP_TOKEN_END;
  if (s->tokens.owed != 0 || s->listed != 0) broken(out, ZP_W_RECORD_CUT);
}

/// A unit, which stands at the top or in a list that stands there, or such a list.
static void between_units(source *s, zp_token *out)
{
  token(s, out);
  if (s->listed != 0) {
    s->listed--;
  } else if (out->kind == ZP_TOKEN_LIST) {
    s->listed = s->tokens.owed;
    s->tokens.owed = 0;
  }
  if (out->kind == ZP_TOKEN_MAP) s->unit++;
  out->row = unit_row(s);
}

static void next(zp_tokens *tokens, zp_token *out)
{
  source *s = (source *)tokens;
  out->column = column(s);
  if (left(s) == 0) {
    end(s, out);
  } else if (tokens->owed == 0) {
    between_units(s, out);
  } else {
    tokens->owed--;
    out->row = s->unit;
    out->kind = ZP_TOKEN_NUMBER;
    if (!small_whole(&tokens->at, tokens->end, &out->number)) token(s, out);
  }
}

/// Bytes of the container head at `at`, 0 when there is none. `fix` is the smallest short form, `wide` the 16-bit form.
static size_t head_bytes(zp_text bytes, size_t at, unsigned fix, unsigned wide_form)
{
  if (at >= bytes.len) return 0;
  unsigned head = (unsigned char)bytes.ptr[at];
  if ((head & 0xF0) == fix) return 1;
  return head == wide_form ? 3 : head == wide_form + 1 ? 5 : 0;
}

/// Only what begins like a unit, or a list of units: any bytes are msgpack of some sort.
static int claims_msgpack(zp_text bytes, zp_text name)
{
  (void)name;
  size_t at = head_bytes(bytes, 0, 0x90, 0xDC), map = head_bytes(bytes, at, 0x80, 0xDE);
  return map != 0 && zp_text_starts(zp_text_slice(bytes, at + map, bytes.len), ZP_TEXT("\xA6ziping")) ? ZP_CERTAIN : 0;
}

static zp_status submit_msgpack(zp_text bytes, zp_text name, zp_arena *arena, zp_submission *out, zp_error *err)
{
  source s = {
    .tokens = { .next = next, .spell = spell, .again = again, .wholes = wholes, .format = "msgpack", .file = name,
                .at = bytes.ptr, .end = bytes.ptr + bytes.len },
    .first = bytes.ptr,
  };
  if (zp_plain_bound(bytes, name, arena, err) != ZP_OK) return err->status;
  return zp_records_read(&s.tokens, arena, out, err);
}

extern const zp_reader zp_reader_msgpack;
const zp_reader zp_reader_msgpack = {
  .name = "msgpack",
  .title = "unit records in msgpack (plugins/README.md)",
  .claims = claims_msgpack,
  .submit = submit_msgpack,
};
