// value_scan.c: folding cells and moving over them.
#include "form/value_scan.h"

#include <string.h>

bool zp_is_digit(char c)
{
  return c >= '0' && c <= '9';
}

bool zp_is_han(uint32_t c)
{
  return (c >= 0x3400 && c <= 0x9FFF) || c == 0x3007 || (c >= 0x20000 && c <= 0x3FFFF);
}

// ---- folding -------------------------------------------------------------------------------------------------------

typedef struct folder {
  char *room;
  uint32_t *origin;
  size_t len;
  size_t blank;  // offset of blanks not yet written; SIZE_MAX: none
} folder;

static bool is_numeric(char c)
{
  return zp_is_digit(c) || c == '.' || c == ',';
}

static void put_bytes(folder *f, const char *bytes, size_t count, size_t from)
{
  for (size_t i = 0; i < count; i++) {
    if (f->origin != NULL) f->origin[f->len] = (uint32_t)from;
    f->room[f->len++] = bytes[i];
  }
}

/// Writes one character; blanks before it survive only between digits.
static void put(folder *f, const char *bytes, size_t count, size_t from)
{
  if (f->blank != SIZE_MAX && f->len > 0 && is_numeric(f->room[f->len - 1]) && is_numeric(bytes[0]))
    put_bytes(f, " ", 1, f->blank);
  f->blank = SIZE_MAX;
  put_bytes(f, bytes, count, from);
}

static void put_other(folder *f, zp_text source, size_t from, size_t to)
{
  const zp_vocab_row *glyph = zp_vocab_at(ZP_VOCAB_GLYPH, source, from);
  if (glyph != NULL) put(f, glyph->usual.ptr, glyph->usual.len, from);
  else if (zp_text_blank(zp_text_slice(source, from, to))) f->blank = f->blank == SIZE_MAX ? from : f->blank;
  else put(f, source.ptr + from, to - from, from);
}

zp_text zp_fold_into(zp_text source, char *room, uint32_t *origin, size_t *malformed)
{
  folder f = { room, origin, 0, SIZE_MAX };
  if (malformed != NULL) *malformed = SIZE_MAX;
  for (size_t at = 0; at < source.len;) {
    size_t from = at;
    uint32_t c = zp_text_next(source, &at);
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
    char ascii = (char)c;
    if (c == UINT32_MAX) {
      put(&f, "\xEF\xBF\xBD", 3, from);
      if (malformed != NULL && *malformed == SIZE_MAX) *malformed = from;
    } else if (zp_is_han(c)) {
      put(&f, source.ptr + from, at - from, from);
    } else if (c > ' ' && c < 0x7F) {
      put(&f, &ascii, 1, from);
    } else {
      put_other(&f, source, from, at);
    }
  }
  if (origin != NULL) origin[f.len] = (uint32_t)source.len;
  return (zp_text){ room, f.len };
}

zp_status zp_fold(zp_text source, zp_arena *arena, zp_folded *out, zp_error *err)
{
  size_t most = ZP_FOLD_ROOM(source.len);
  char *room = zp_arena_bytes(arena, most);
  if (room == NULL) return zp_fail_memory(err);
  *out = (zp_folded){ .source = source, .arena = arena };
  out->s = zp_fold_into(source, room, NULL, &out->malformed);
  return ZP_OK;
}

uint32_t zp_fold_origin(const zp_folded *folded, size_t at)
{
  size_t most = ZP_FOLD_ROOM(folded->source.len);
  char *room = zp_arena_bytes(folded->arena, most);
  uint32_t *origin = ZP_TAKE(folded->arena, uint32_t, most);
  if (room == NULL || origin == NULL || at > folded->s.len) return 0;
  zp_fold_into(folded->source, room, origin, NULL);
  return origin[at];
}

// ---- the cursor ----------------------------------------------------------------------------------------------------

bool zp_scan_end(const zp_scan *scan)
{
  return scan->at >= scan->s.len;
}

char zp_scan_peek(const zp_scan *scan)
{
  return zp_scan_end(scan) ? '\0' : scan->s.ptr[scan->at];
}

bool zp_scan_byte(zp_scan *scan, char c)
{
  if (zp_scan_end(scan) || scan->s.ptr[scan->at] != c) return false;
  scan->at++;
  return true;
}

const zp_vocab_row *zp_scan_word(zp_scan *scan, zp_vocab vocab)
{
  const zp_vocab_row *row = zp_scan_end(scan) ? NULL : zp_vocab_at(vocab, scan->s, scan->at);
  if (row != NULL) scan->at += row->word.len;
  return row;
}

bool zp_scan_sees(const zp_scan *scan, zp_vocab vocab)
{
  return !zp_scan_end(scan) && zp_vocab_at(vocab, scan->s, scan->at) != NULL;
}

size_t zp_scan_han(const zp_scan *scan, size_t most)
{
  size_t at = scan->at;
  for (size_t count = 0; count < most && at < scan->s.len; count++) {
    size_t next = at;
    if (!zp_is_han(zp_text_next(scan->s, &next))) break;
    at = next;
  }
  return at - scan->at;
}

zp_text zp_scan_rest(const zp_scan *scan)
{
  return zp_text_slice(scan->s, scan->at, scan->s.len);
}

zp_text zp_scan_since(const zp_scan *scan, size_t from)
{
  return zp_text_slice(scan->s, from, scan->at);
}
