// xlsx_strings.c: shared strings: rich runs joined, phonetic guides left out.
#include <string.h>

#include "plugins/readers/office_text.h"
#include "plugins/readers/xlsx_book.h"

typedef struct strings {
  book *b;
  zp_sink text;      // of the item at hand
  size_t run;        // where the <t> at hand begins in it
  size_t phonetic;   // depth of the <rPh> at hand, 0: none
  bool in_text, preserve;
} strings;

static bool is_main(zp_xml_name name)
{
  return name.space == ZP_XML_SHEET || name.space == ZP_XML_BARE;
}

static void open_element(zp_xml *xml, void *context, zp_xml_name name, const char **attributes)
{
  strings *s = context;
  if (!is_main(name) || s->phonetic != 0) return;
  if (strcmp(name.local, "si") == 0) {
    s->text.len = 0;
    s->in_text = false;
  } else if (strcmp(name.local, "rPh") == 0) {
    s->phonetic = zp_xml_depth(xml);
  } else if (strcmp(name.local, "t") == 0) {
    const char *space = zp_xml_attribute(attributes, ZP_XML_XML, "space");
    s->preserve = space != NULL && strcmp(space, "preserve") == 0;
    s->in_text = true;
    s->run = s->text.len;
  }
}

static void take_string(strings *s, zp_xml *xml)
{
  book *b = s->b;
  if (b->string_count == ZP_SHARED_STRINGS_MOST) {
    zp_book_many(b, xml, ZP_W_OFFICE_STRINGS, ZP_SHARED_STRINGS_MOST);
    return;
  }
  zp_text *items = zp_arena_grow(b->arena, b->strings, b->string_count, &b->string_capacity, sizeof *items);
  zp_text text = zp_office_text((zp_text){ s->text.bytes, s->text.len }, true, false, b->arena);
  if (items == NULL || text.ptr == NULL || s->text.failed) {
    zp_xml_stop(xml, zp_fail_memory(b->err));
    return;
  }
  b->strings = items;
  items[b->string_count++] = text;
  zp_book_text(b, xml, text.len);
}

static void close_element(zp_xml *xml, void *context, zp_xml_name name)
{
  strings *s = context;
  if (!is_main(name)) return;
  if (s->phonetic != 0) {
    if (zp_xml_depth(xml) == s->phonetic) s->phonetic = 0;
  } else if (s->in_text && strcmp(name.local, "t") == 0) {
    zp_text run = zp_office_run(zp_text_slice((zp_text){ s->text.bytes, s->text.len }, s->run, s->text.len), s->preserve);
    if (run.len != 0) memmove(s->text.bytes + s->run, run.ptr, run.len);
    s->text.len = s->run + run.len;
    s->in_text = false;
  } else if (strcmp(name.local, "si") == 0) {
    take_string(s, xml);
  }
}

static void take_text(zp_xml *xml, void *context, zp_text text)
{
  strings *s = context;
  if (!s->in_text || s->phonetic != 0) return;
  zp_sink_put(&s->text, text);
  if (s->text.len > ZP_OFFICE_TEXT_MOST) zp_book_text(s->b, xml, s->text.len);
}

zp_status zp_book_strings(book *b, zp_text part)
{
  bool found;
  strings s = { .b = b, .text = { .arena = b->arena } };
  const zp_xml_calls calls = { open_element, close_element, take_text };
  return zp_xml_read_part(&b->package, part, (zp_text){ NULL, 0 }, &calls, &s, &found, b->err);
}
