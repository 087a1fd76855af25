// messages.c: the tables behind messages.h.
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

const char *zp_word_text(zp_word word, zp_lang lang)
{
  return words[word][lang];
}

/// "#KIND_DATE" -> the word; anything else stays as it is.
static zp_text translated(zp_text arg, zp_lang lang)
{
  static const char *const names[] = {
#define ZP_WORD(name, zh, en) #name,
#include "base/words.def"
#undef ZP_WORD
  };
  if (arg.len < 2 || arg.ptr[0] != '#') return arg;
  for (size_t i = 0; i < ZP_WORD_COUNT; i++)
    if (zp_text_equal(zp_text_slice(arg, 1, arg.len), zp_text_from(names[i]))) return zp_text_from(words[i][lang]);
  return arg;
}

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

size_t zp_message_fill(const char *pattern, zp_lang lang, const zp_text args[3], char *room, size_t size)
{
  size_t len = 0;
  const char *end;
  if (size == 0) return 0;
  pattern = half(pattern, args, &end);
  while (pattern < end) {
    zp_text part;
    if (pattern[0] == '{' && pattern[1] >= '1' && pattern[1] <= '3' && pattern[2] == '}') {
      part = translated(args[pattern[1] - '1'], lang);
      pattern += 3;
    } else {
      size_t run = 1 + strcspn(pattern + 1, "{|");
      part = (zp_text){ pattern, run };
      pattern += run;
    }
    size_t fits = fitting(part, size - 1 - len);
    if (fits != 0) memcpy(room + len, part.ptr, fits);
    len += fits;
    if (fits < part.len) break;
  }
  room[len] = '\0';
  return len;
}
