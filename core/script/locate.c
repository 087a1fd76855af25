// locate.c: finds where a field is written in a Lua table literal, so that a message about it can
// name the line. A scan of tokens, not a parser: it only has to be right for files that Lua itself
// has accepted.
#include <string.h>

#include "script/source.h"
#include "script/token.h"

static bool ends_value(const zp_scan *s, zp_token t)
{
  return zp_token_is(s, t, ",") || zp_token_is(s, t, ";") || zp_token_is(s, t, "}");
}

/// To the comma, semicolon or brace that ends a value, which is not taken.
static void skip_value(zp_scan *s)
{
  for (int depth = 0;;) {
    size_t before = s->at;
    zp_token t = zp_scan_next(s);
    if (t.start == t.end) return;
    if (depth == 0 && ends_value(s, t)) {
      s->at = before;
      return;
    }
    depth += zp_token_nesting(s, t);
  }
}

typedef struct item {
  size_t start; // of the key, or of the value when it has none
  zp_text name; // empty: a list item
} item;

/// Reads `name =` or `["name"] =` if it is there; the scan then stands before the value.
static item item_head(zp_scan *s)
{
  size_t before = s->at;
  zp_token first = zp_scan_next(s);
  item head = { first.start, zp_token_text(s, first) };
  if (zp_token_is(s, first, "[")) {
    head.name = zp_token_text(s, zp_scan_next(s));
    if (head.name.len >= 2) head.name = zp_text_slice(head.name, 1, head.name.len - 1);
    zp_scan_next(s);
  }
  if (!zp_token_is(s, zp_scan_next(s), "=")) {
    head.name = (zp_text){ NULL, 0 };
    s->at = before;
  }
  return head;
}

static bool fits(const zp_step *step, const item *head, size_t position)
{
  return step->name.len != 0 ? zp_text_equal(step->name, head->name)
                             : head->name.len == 0 && step->index == position;
}

/// The next item of a table; the scan then stands before its value. False at the end.
static bool next_item(zp_scan *s, item *head)
{
  for (;;) {
    size_t before = s->at;
    zp_token t = zp_scan_next(s);
    if (t.start == t.end || zp_token_is(s, t, "}")) return false;
    if (zp_token_is(s, t, ",") || zp_token_is(s, t, ";")) continue;
    s->at = before;
    *head = item_head(s);
    return true;
  }
}

/// False when there is no value to pass.
static bool pass_value(zp_scan *s)
{
  size_t value = s->at;
  skip_value(s);
  return s->at != value;
}

/// A place in a file, and whether it is the one asked for: the scan stands before its value then.
typedef struct spot {
  size_t at;
  bool whole;
} spot;

/// The scan stands before a value; `found` is what is known so far.
static spot find_in(zp_scan *s, const zp_step *const *steps, size_t count, size_t found)
{
  const spot part = { found, count == 0 };
  size_t position = 0;
  if (count == 0 || !zp_token_is(s, zp_scan_next(s), "{")) return part;
  for (item head; next_item(s, &head);) {
    if (head.name.len == 0) position++;
    if (fits(steps[0], &head, position)) return find_in(s, steps + 1, count - 1, head.start);
    if (!pass_value(s)) break;
  }
  return part;
}

enum { STEPS_MOST = 8 };

static spot find(zp_scan *s, const zp_step *field)
{
  const spot nowhere = { 0, false };
  const zp_step *steps[STEPS_MOST];
  size_t count = 0;
  for (const zp_step *step = field; step != NULL; step = step->up) count++;
  if (count > STEPS_MOST) return nowhere;
  size_t i = count;
  for (const zp_step *step = field; step != NULL; step = step->up) steps[--i] = step;

  // The file's own return is the one outside of all blocks.
  int depth = 0;
  for (zp_token t = zp_scan_next(s); t.start != t.end; t = zp_scan_next(s)) {
    depth += zp_token_nesting(s, t);
    if (depth == 0 && zp_token_is(s, t, "return")) return find_in(s, steps, count, t.start);
  }
  return nowhere;
}

size_t zp_source_find(const zp_source *source, const zp_step *field)
{
  zp_scan s = { source->bytes, 0 };
  return find(&s, field).at;
}

void zp_source_items(const zp_source *source, const zp_step *list, size_t *offsets, size_t count)
{
  zp_scan s = { source->bytes, 0 };
  const spot at = find(&s, list);
  for (size_t i = 0; i < count; i++) offsets[i] = at.at;
  if (!at.whole || !zp_token_is(&s, zp_scan_next(&s), "{")) return;
  size_t position = 0;
  for (item head; position < count && next_item(&s, &head);) {
    if (head.name.len == 0) offsets[position++] = head.start;
    if (!pass_value(&s)) return;
  }
}

size_t zp_source_sign(const zp_source *source, char sign)
{
  zp_scan s = { source->bytes, 0 };
  if (memchr(source->bytes.ptr, sign, source->bytes.len) == NULL) return SIZE_MAX;  // of most files this is all
  for (zp_token t = zp_scan_next(&s); t.end != t.start; t = zp_scan_next(&s))
    if (t.end - t.start == 1 && source->bytes.ptr[t.start] == sign) return t.start;
  return SIZE_MAX;
}

zp_text zp_source_value(const zp_source *source, const zp_step *field)
{
  zp_scan s = { source->bytes, zp_source_find(source, field) };
  size_t from = s.at;
  item head = item_head(&s);
  if (!zp_text_equal(head.name, field->name)) return (zp_text){ NULL, 0 };
  skip_value(&s);
  return zp_text_slice(source->bytes, from, s.at);
}

zp_text zp_source_function(const zp_source *source, uint32_t line)
{
  zp_scan s = { source->bytes, 0 };
  size_t from = zp_source_line_start(source, line);
  zp_token t = zp_scan_next(&s);
  while (t.kind != ZP_TOKEN_END && (t.start < from || !zp_token_is(&s, t, "function"))) t = zp_scan_next(&s);
  if (zp_source_place(source, t.start).row != line) return (zp_text){ NULL, 0 };
  int depth = 1;
  while (depth > 0 && (t = zp_scan_next(&s)).kind != ZP_TOKEN_END) depth += zp_token_nesting(&s, t);
  return zp_text_slice(source->bytes, from, t.end);
}
