// form_sheet_name.c: see form_sheet_name.h.
#include "plugins/reports/form_sheet_name.h"

#include <string.h>

#include "plugins/reports/form_style.h"

/// Bytes of the text whose characters count `most` at most.
static size_t fitting(zp_text text, size_t most)
{
  size_t at = 0, used = 0;
  while (at < text.len) {
    size_t next = at;
    uint32_t c = zp_text_next(text, &next);
    used += c > 0xFFFF && c != UINT32_MAX ? 2 : 1;
    if (used > most) break;
    at = next;
  }
  return at;
}

static size_t character_count(zp_text text)
{
  size_t count = 0;
  for (size_t at = 0; at < text.len; count++) zp_text_next(text, &at);
  return count;
}

/// Without what no sheet's name may hold.
static zp_text allowed(zp_wording *say, zp_text wanted)
{
  char *bytes = zp_arena_bytes(say->arena, wanted.len + 1);
  size_t len = 0;
  if (bytes == NULL) {
    say->failed = true;
    return ZP_TEXT("");
  }
  for (size_t at = 0; at < wanted.len;) {
    size_t from = at;
    uint32_t c = zp_text_next(wanted, &at);
    bool refused =
        c == UINT32_MAX || c == 0xFFFE || c == 0xFFFF || zp_is_control(c) || (c < 0x80 && strchr("[]:*?/\\", (int)c) != NULL);
    if (refused) continue;
    memcpy(bytes + len, wanted.ptr + from, at - from);
    len += at - from;
  }
  zp_text name = zp_text_trim((zp_text){ bytes, len });
  while (name.len != 0 && name.ptr[0] == '\'') name = zp_text_slice(name, 1, name.len);
  return name;
}

/// Cut to `most` characters; neither a quote nor a blank ends it.
static zp_text cut(zp_text name, size_t most)
{
  name = zp_text_trim(zp_text_slice(name, 0, fitting(name, most)));
  while (name.len != 0 && name.ptr[name.len - 1] == '\'') name.len--;
  return zp_text_trim(name);
}

/// A word that a program could take for a number or a cell (2024, A1, R1C1) when it stands in a
/// reference: the library leaves such names without quotes.
static bool like_a_reference(zp_text name)
{
  enum { LETTERS_OF_CELLS = 3 };
  bool digit = false;
  for (size_t i = 0; i < name.len; i++) {
    unsigned char c = (unsigned char)name.ptr[i];
    bool number = c >= '0' && c <= '9', letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    if (!number && !letter && c != '_' && c != '.') return false;
    digit = digit || number;
  }
  return digit || name.len <= LETTERS_OF_CELLS;
}

/// Names are compared as names of projects are: a stricter view than any program's.
static bool is_taken(zp_wording *say, zp_text name, const zp_text *taken, size_t count)
{
  zp_text key = zp_text_key(name, say->arena);
  if (key.ptr == NULL) say->failed = true;
  for (size_t i = 0; i < count; i++) {
    zp_text other = zp_text_key(taken[i], say->arena);
    if (other.ptr == NULL) say->failed = true;
    if (zp_text_equal(name, taken[i]) || (key.len != 0 && zp_text_equal(key, other))) return true;
  }
  return false;
}

zp_text zp_sheet_name(zp_wording *say, zp_text wanted, size_t number, const zp_text *taken,
                      size_t count)
{
  const zp_text none = { "", 0 };
  zp_text clean = allowed(say, wanted), name = cut(clean, ZP_SHEET_NAME_MOST);
  // "History" is Excel's own.
  zp_text key = zp_text_key(name, say->arena);
  bool usable = key.len != 0 && !zp_text_equal(name, ZP_TEXT("History"));
  if (key.ptr == NULL) say->failed = true;
  if (!usable)
    clean = name = zp_form_say(say, ZP_FORM_UNNAMED_SHEET, zp_form_number(say, number), none, none);
  else if (like_a_reference(name))
    clean = name =
        cut(zp_form_say(say, ZP_FORM_UNNAMED_SHEET, name, none, none), ZP_SHEET_NAME_MOST);
  for (size_t n = 2; !say->failed && is_taken(say, name, taken, count); n++) {
    zp_text suffix = zp_form_say(say, ZP_FORM_NUMBERED_SHEET, zp_form_number(say, n), none, none);
    zp_text stem = cut(clean, ZP_SHEET_NAME_MOST - character_count(suffix));
    name = zp_text_format(say->arena, "%.*s%.*s", ZP_ARG(stem), ZP_ARG(suffix));
    if (name.ptr == NULL) say->failed = true;
  }
  name = zp_text_copy(name, say->arena);
  if (name.ptr == NULL) say->failed = true;
  return say->failed ? none : name;
}
