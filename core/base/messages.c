// messages.c: the tables behind messages.h, and filling of templates.
#include "base/messages.h"

#include <string.h>

typedef struct status_row {
  const char *code;
  zp_severity severity;
  const char *sentence[2];
  const char *suggestion[2];
} status_row;

static const status_row statuses[] = {
#define ZP_STATUS(name, code, severity, zh, en, zh_fix, en_fix) { code, ZP_##severity, { zh, en }, { zh_fix, en_fix } },
#include "base/statuses.def"
#undef ZP_STATUS
};

static const char *const words[][2] = {
#define ZP_WORD(name, zh, en) { zh, en },
#include "base/words.def"
#undef ZP_WORD
};

const char *zp_status_code(zp_status status)
{
  return statuses[status].code;
}

zp_status zp_status_from_code(zp_text code)
{
  for (int i = 0; i < ZP_STATUS_COUNT; i++)
    if (zp_text_equal(code, zp_text_from(statuses[i].code))) return (zp_status)i;
  return ZP_STATUS_COUNT;
}

zp_severity zp_status_severity(zp_status status)
{
  return statuses[status].severity;
}

const char *zp_status_sentence(zp_status status, zp_lang lang)
{
  return statuses[status].sentence[lang];
}

const char *zp_status_suggestion(zp_status status, zp_lang lang)
{
  return statuses[status].suggestion[lang];
}

bool zp_status_explained(zp_status status, zp_lang lang, zp_explanation *out)
{
  switch (status) {
#define ZP_EXPLANATION(name, zh1, zh2, zh3, zh4, en1, en2, en3, en4)                                    \
  case ZP_E_##name:                                                                                     \
    *out = lang == ZP_LANG_ZH ? (zp_explanation){ zh1, zh2, zh3, zh4 } : (zp_explanation){ en1, en2, en3, en4 }; \
    return true;
#include "base/explanations.def"
#undef ZP_EXPLANATION
    default: return false;
  }
}

const char *zp_word_text(zp_word word, zp_lang lang)
{
  return words[word][lang];
}

// ---- arguments that are words --------------------------------------------------------------------------------------------

#define MARK "\xFF"
enum { BAR = '|' };

static const char *const marked[] = {
#define ZP_WORD(name, zh, en) MARK #name,
#include "base/words.def"
#undef ZP_WORD
};

zp_text zp_word_arg(zp_word word)
{
  return zp_text_from(marked[word]);
}

/// The word whose name a text begins with, and what follows the name: nothing, or "|a|b|c". ZP_WORD_COUNT: it is none.
static zp_word named_by(zp_text text, zp_text *rest)
{
  size_t end = zp_text_find(text, ZP_TEXT("|"));
  zp_text name = zp_text_slice(text, 0, end);
  *rest = zp_text_slice(text, name.len, text.len);
  for (int i = 0; i < ZP_WORD_COUNT; i++)
    if (zp_text_equal(name, zp_text_from(marked[i] + 1))) return (zp_word)i;
  return ZP_WORD_COUNT;
}

bool zp_arg_is_word(zp_text arg)
{
  zp_text rest;
  return arg.len > 1 && arg.ptr[0] == MARK[0] && named_by(zp_text_slice(arg, 1, arg.len), &rest) != ZP_WORD_COUNT;
}

zp_text zp_word_arg_with(zp_word word, const zp_text args[3], zp_arena *arena)
{
  size_t name = strlen(marked[word]), count = 3, room = name + 1;
  while (count > 0 && args[count - 1].len == 0) count--;
  for (size_t i = 0; i < count; i++) room += 1 + args[i].len;
  char *bytes = zp_arena_bytes(arena, room), *at = bytes;
  if (bytes == NULL) return (zp_text){ NULL, 0 };
  memcpy(at, marked[word], name);
  at += name;
  for (size_t i = 0; i < count; i++) {
    *at++ = BAR;
    for (size_t k = 0; k < args[i].len; k++) *at++ = args[i].ptr[k] == BAR ? '/' : args[i].ptr[k];
  }
  *at = '\0';
  return (zp_text){ bytes, room - 1 };
}

size_t zp_arg_clean(zp_text arg, char *room, size_t size)
{
  if (!zp_arg_is_word(arg) || size < 2) return zp_text_clean(arg, room, size);
  room[0] = MARK[0];
  return 1 + zp_text_clean(zp_text_slice(arg, 1, arg.len), room + 1, size - 1);
}

zp_text zp_arg_written(zp_text arg, zp_arena *arena)
{
  if (zp_arg_is_word(arg)) return zp_text_format(arena, "#%.*s", ZP_ARG(zp_text_slice(arg, 1, arg.len)));
  if (arg.len != 0 && arg.ptr[0] == '#') return zp_text_format(arena, "#%.*s", ZP_ARG(arg));
  return arg.len != 0 ? arg : ZP_TEXT("");
}

bool zp_arg_read(zp_text written, zp_arena *arena, zp_text *out)
{
  zp_text name = zp_text_slice(written, 1, written.len), rest;
  *out = written;
  if (written.len == 0 || written.ptr[0] != '#') return true;
  *out = name;
  if (name.len != 0 && name.ptr[0] == '#') return true;
  if (named_by(name, &rest) == ZP_WORD_COUNT) return false;
  *out = zp_text_format(arena, MARK "%.*s", ZP_ARG(name));
  return true;
}

// ---- filling -------------------------------------------------------------------------------------------------------------

/// Longest head of `text` that fits in `room` bytes and does not cut a character.
static size_t fitting(zp_text text, size_t room)
{
  if (text.len <= room) return text.len;
  while (room > 0 && ((unsigned char)text.ptr[room] & 0xC0) == 0x80) room--;
  return room;
}

/// Of "A|B" the half to use: B when an argument that A names is empty. `*end` is where it stops.
static const char *half(const char *pattern, const zp_text args[3], const char **end)
{
  const char *bar = strchr(pattern, '|');
  *end = pattern + strlen(pattern);
  if (bar == NULL) return pattern;
  for (const char *p = pattern; p < bar; p++)
    if (p[0] == '{' && p[1] >= '1' && p[1] <= '3' && args[p[1] - '1'].len == 0) return bar + 1;
  *end = bar;
  return pattern;
}

typedef struct writer {
  zp_lang lang;
  char *room;
  size_t size, len;
  bool in_word;  // the template is an argument's own
} writer;

/// False when not all of it fits.
static bool put(writer *w, zp_text part)
{
  size_t fits = fitting(part, w->size - 1 - w->len);
  if (fits != 0) memcpy(w->room + w->len, part.ptr, fits);
  w->len += fits;
  return fits == part.len;
}

static bool put_arg(writer *w, zp_text arg);

static bool fill(writer *w, const char *pattern, const zp_text args[3])
{
  const char *end;
  bool whole = true;
  pattern = half(pattern, args, &end);
  while (whole && pattern < end) {
    if (pattern[0] == '{' && pattern[1] >= '1' && pattern[1] <= '3' && pattern[2] == '}') {
      whole = put_arg(w, args[pattern[1] - '1']);
      pattern += 3;
    } else {
      size_t run = 1 + strcspn(pattern + 1, "{|");
      whole = put(w, (zp_text){ pattern, run });
      pattern += run;
    }
  }
  return whole;
}

static bool put_arg(writer *w, zp_text arg)
{
  zp_text rest, own[3] = { { NULL, 0 } };
  if (w->in_word || !zp_arg_is_word(arg)) return put(w, arg);
  zp_word word = named_by(zp_text_slice(arg, 1, arg.len), &rest);
  for (size_t i = 0; i < 3 && rest.len != 0; i++) {
    zp_text from = zp_text_slice(rest, 1, rest.len);
    own[i] = i == 2 ? from : zp_text_slice(from, 0, zp_text_find(from, ZP_TEXT("|")));
    rest = zp_text_slice(from, own[i].len, from.len);
  }
  w->in_word = true;
  bool whole = fill(w, words[word][w->lang], own);
  w->in_word = false;
  return whole;
}

size_t zp_message_fill(const char *pattern, zp_lang lang, const zp_text args[3], char *room, size_t size)
{
  writer w = { .lang = lang, .room = room, .size = size };
  if (size == 0) return 0;
  fill(&w, pattern, args);
  room[w.len] = '\0';
  return w.len;
}
