// template.c: see template.h.
#include "plugins/reports/template.h"

#include <string.h>

zp_text zp_template_bytes(zp_text file)
{
  for (const zp_template_file *t = zp_templates; t->name != NULL; t++)
    if (zp_text_equal(file, zp_text_from(t->name))) return (zp_text){ t->bytes, t->len };
  return (zp_text){ NULL, 0 };
}

// ---- escaping ------------------------------------------------------------------------------------------------------------

static const char *entity_of(uint32_t c)
{
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    case UINT32_MAX: return "\xEF\xBF\xBD";
    default: return zp_is_control(c) ? " " : NULL;
  }
}

/// What needs nothing goes in one piece.
void zp_escape(zp_text text, zp_sink *sink)
{
  size_t plain = 0;
  for (size_t at = 0; at < text.len;) {
    size_t from = at;
    const char *entity = entity_of(zp_text_next(text, &at));
    if (entity == NULL) continue;
    zp_sink_put(sink, zp_text_slice(text, plain, from));
    zp_sink_put(sink, zp_text_from(entity));
    plain = at;
  }
  zp_sink_put(sink, zp_text_slice(text, plain, text.len));
}

// ---- opening -------------------------------------------------------------------------------------------------------------

/// Up to the next `mark`, which *at moves behind; false when there is none, and the rest is given.
static bool take_until(zp_text text, zp_text mark, size_t *at, zp_text *out)
{
  zp_text rest = zp_text_slice(text, *at, text.len);
  size_t len = zp_text_find(rest, mark);
  *out = zp_text_slice(rest, 0, len);
  *at = len == SIZE_MAX ? text.len : *at + len + mark.len;
  return len != SIZE_MAX;
}

/// Words and files of a part put in; other slots stay for later. False when one is not there.
static bool settle(zp_wording *say, zp_text text, zp_sink *sink)
{
  zp_text plain, slot, word;
  for (size_t at = 0; at < text.len;) {
    bool more = take_until(text, ZP_TEXT("{{"), &at, &plain);
    zp_sink_put(sink, plain);
    if (!more) break;
    if (!take_until(text, ZP_TEXT("}}"), &at, &slot)) return false;
    if (zp_text_starts(slot, ZP_TEXT("@"))) {
      zp_text bytes = zp_template_bytes(zp_text_slice(slot, 1, slot.len));
      if (bytes.len == 0) return false;
      zp_sink_put(sink, bytes);
    } else if (zp_text_starts(slot, ZP_TEXT("#"))) {
      if (!zp_arg_read(slot, say->arena, &word)) return false;
      zp_escape(zp_wording_arg(say, word), sink);
    } else {
      zp_sink_print(sink, "{{%.*s}}", ZP_ARG(slot));
    }
  }
  return !sink->failed;
}

static bool add_part(zp_wording *say, zp_template *t, zp_text name, zp_text text)
{
  zp_sink sink = { .arena = say->arena };
  zp_part *parts = zp_arena_grow(say->arena, t->parts, t->count, &t->capacity, sizeof *parts);
  if (parts == NULL || !settle(say, text, &sink)) return false;
  t->parts = parts;
  parts[t->count++] = (zp_part){ name, { sink.bytes, sink.len } };
  return true;
}

bool zp_template_open(const char *file, zp_wording *say, zp_template *out)
{
  zp_text bytes = zp_template_bytes(zp_text_from(file)), name, text;
  size_t at = 0;
  *out = (zp_template){ .count = 0 };
  bool more = take_until(bytes, ZP_TEXT("[["), &at, &text);  // what is in front is about the file
  while (more) {
    bool fine = take_until(bytes, ZP_TEXT("]]\n"), &at, &name);
    more = take_until(bytes, ZP_TEXT("\n[["), &at, &text);
    if (!fine || !add_part(say, out, name, text)) break;
  }
  if (out->count == 0 || more) say->failed = true;
  return !say->failed;
}

// ---- putting -------------------------------------------------------------------------------------------------------------

static const zp_part *part_named(const zp_template *t, zp_text name)
{
  for (size_t i = 0; i < t->count; i++)
    if (zp_text_equal(t->parts[i].name, name)) return &t->parts[i];
  return NULL;
}

static bool put_slot(zp_text name, const zp_slot *slots, size_t count, zp_sink *sink)
{
  for (size_t i = 0; i < count; i++) {
    if (!zp_text_equal(name, zp_text_from(slots[i].name))) continue;
    zp_escape(slots[i].value, sink);
    return true;
  }
  return false;
}

void zp_template_put(const zp_template *template, const char *part, const zp_slot *slots, size_t count, zp_sink *sink)
{
  const zp_part *found = part_named(template, zp_text_from(part));
  zp_text plain, slot;
  if (found == NULL) sink->failed = true;
  for (size_t at = 0; found != NULL && at < found->text.len;) {
    bool more = take_until(found->text, ZP_TEXT("{{"), &at, &plain);
    zp_sink_put(sink, plain);
    if (more && (!take_until(found->text, ZP_TEXT("}}"), &at, &slot) || !put_slot(slot, slots, count, sink))) sink->failed = true;
  }
  zp_sink_put(sink, ZP_TEXT("\n"));
}
