// caret.c: see caret.h.
#include "base/caret.h"

#include <string.h>

enum { BEFORE = 40, SHOWN = 160, SHOWN_BYTES = 2048 };

static const zp_text margin = ZP_TEXT_INIT("    │ "), ellipsis = ZP_TEXT_INIT("…");

typedef struct lines { char *room; size_t len; } lines;

static void put(lines *out, zp_text part)
{
  if (part.len == 0 || part.len > ZP_CARET_ROOM - 1 - out->len) return;
  memcpy(out->room + out->len, part.ptr, part.len);
  out->len += part.len;
}

static void repeat(lines *out, char c, size_t times)
{
  for (; times > 0; times--) put(out, (zp_text){ &c, 1 });
}

/// Offset up to `columns` columns before (or behind) `at`, at a character. Marks without width are bounded by bytes.
static size_t step_columns(zp_text text, size_t at, size_t columns, bool back)
{
  size_t used = 0, start = at;
  while (back ? at > 0 : at < text.len) {
    size_t next = at, from;
    if (back) while (next > 0 && ((unsigned char)text.ptr[--next] & 0xC0) == 0x80) {}
    from = back ? next : at;
    if (!back) zp_text_next(text, &next);
    used += zp_text_width(zp_text_slice(text, from, back ? at : next));
    if (used > columns || (back ? start - next : next - start) > SHOWN_BYTES / 2) break;
    at = next;
  }
  return at;
}

zp_text zp_caret_lines(zp_text cell, size_t from, size_t bytes, char room[ZP_CARET_ROOM])
{
  lines out = { room, 0 };
  size_t meant_to = bytes == 0 ? cell.len : from + bytes;
  if (zp_text_blank(cell)) return (zp_text){ room, 0 };
  if (bytes == 0) from = 0;
  size_t start = zp_text_width(cell) <= SHOWN ? 0 : step_columns(cell, from, BEFORE, true);
  size_t end = step_columns(cell, start, SHOWN, false);
  if (meant_to > end) meant_to = end;
  put(&out, margin);
  if (start != 0) put(&out, ellipsis);
  put(&out, zp_text_slice(cell, start, end));
  if (end != cell.len) put(&out, ellipsis);
  repeat(&out, '\n', 1);
  put(&out, margin);
  repeat(&out, ' ', zp_text_width(zp_text_slice(cell, start, from)) + (start == 0 ? 0 : 1));
  repeat(&out, '^', zp_text_width(zp_text_slice(cell, from, meant_to)));
  repeat(&out, '\n', 1);
  return (zp_text){ room, out.len };
}
