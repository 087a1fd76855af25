// wording.c: see wording.h.
#include "plugins/reports/wording.h"

#include <string.h>

static zp_text keep(zp_wording *say, zp_text text)
{
  if (text.ptr == NULL) say->failed = true;
  return text.ptr == NULL ? ZP_TEXT("") : text;
}

/// An argument may stand for a longer word of the catalogue, so the room is only a first guess.
zp_text zp_wording_fill(zp_wording *say, const char *pattern, const zp_text args[3])
{
  enum { SLACK = 64, CHARACTER = 4 };
  size_t room = strlen(pattern) + SLACK;
  for (const char *p = pattern; (p = strchr(p, '{')) != NULL; p++)
    if (p[1] >= '1' && p[1] <= '3') room += args[p[1] - '1'].len;
  for (;; room *= 2) {
    char *bytes = zp_arena_bytes(say->arena, room);
    if (bytes == NULL) return keep(say, (zp_text){ NULL, 0 });
    size_t len = zp_message_fill(pattern, say->lang, args, bytes, room);
    if (len + CHARACTER < room) return (zp_text){ bytes, len };
  }
}

zp_text zp_wording_word(zp_wording *say, zp_word word)
{
  return zp_text_from(zp_word_text(word, say->lang));
}

zp_text zp_wording_of(zp_wording *say, zp_word word, zp_text arg1, zp_text arg2, zp_text arg3)
{
  const zp_text args[3] = { arg1, arg2, arg3 };
  return zp_wording_fill(say, zp_word_text(word, say->lang), args);
}

zp_text zp_wording_arg(zp_wording *say, zp_text arg)
{
  return zp_wording_fill(say, "{1}", (const zp_text[3]){ arg, { "", 0 }, { "", 0 } });
}

zp_text zp_wording_sentence(zp_wording *say, const zp_finding *finding)
{
  return zp_wording_fill(say, zp_status_sentence(finding->status, say->lang), finding->args);
}

zp_text zp_wording_suggestion(zp_wording *say, const zp_finding *finding)
{
  return zp_wording_fill(say, zp_status_suggestion(finding->status, say->lang), finding->args);
}

zp_text zp_wording_place(zp_wording *say, const zp_place *place)
{
  const char *bang = place->sheet.len != 0 ? "!" : "";
  char within[ZP_PLACE_ROOM];
  zp_place_within(place, within);
  return keep(say, zp_text_format(say->arena, "%.*s%s%.*s%s", ZP_ARG(place->file), bang, ZP_ARG(place->sheet), within));
}

zp_text zp_wording_line(zp_wording *say, zp_text text)
{
  enum { COLUMNS_MOST = 240, ELLIPSIS = 3 };
  char *line = zp_arena_bytes(say->arena, text.len + ELLIPSIS + 1);
  size_t len = 0, width = 0;
  if (line == NULL) return keep(say, (zp_text){ NULL, 0 });
  for (size_t at = 0; at < text.len;) {
    size_t from = at;
    bool control = zp_is_control(zp_text_next(text, &at));
    if (control && (len == 0 || line[len - 1] == ' ')) continue;
    width += control ? 1 : zp_text_width(zp_text_slice(text, from, at));
    if (width > COLUMNS_MOST) {
      memcpy(line + len, "\xE2\x80\xA6", ELLIPSIS);
      len += ELLIPSIS;
      break;
    }
    if (control) line[len++] = ' ';
    else while (from < at) line[len++] = text.ptr[from++];
  }
  line[len] = '\0';
  return (zp_text){ line, len };
}
