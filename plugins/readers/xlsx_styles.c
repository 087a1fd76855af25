// xlsx_styles.c: which number format each cell style has.
#include <string.h>

#include "plugins/readers/xlsx_book.h"

enum { BUILTIN_MOST = 164, SHORT_DATE = 14 };

typedef struct custom {
  uint32_t id;
  zp_text code;
  const zp_number_format *format;  // NULL until one asks
} custom;

typedef struct styles {
  book *b;
  custom *customs;
  size_t custom_count, custom_capacity;
  const zp_number_format *builtin[BUILTIN_MOST];
  uint32_t *ids;  // per style
  size_t id_count, id_capacity;
  size_t cells;   // depth of <cellXfs>, 0: outside
} styles;

static void take_format(styles *s, zp_xml *xml, const char **attributes)
{
  const char *code = zp_xml_attribute(attributes, ZP_XML_BARE, "formatCode");
  uint32_t id = zp_xml_count(zp_xml_attribute(attributes, ZP_XML_BARE, "numFmtId"), UINT32_MAX, UINT32_MAX);
  if (code == NULL || id == UINT32_MAX || id == SHORT_DATE) return;  // 14 is the system's, whatever a file says
  if (s->custom_count == ZP_SHEET_FORMATS_MOST) {
    zp_book_many(s->b, xml, ZP_W_OFFICE_FORMATS, ZP_SHEET_FORMATS_MOST);
    return;
  }
  custom *items = zp_arena_grow(s->b->arena, s->customs, s->custom_count, &s->custom_capacity, sizeof *items);
  zp_text copy = zp_text_copy(zp_text_from(code), s->b->arena);
  if (items == NULL || copy.ptr == NULL) {
    zp_xml_stop(xml, zp_fail_memory(s->b->err));
    return;
  }
  s->customs = items;
  items[s->custom_count++] = (custom){ .id = id, .code = copy };
}

static void take_style(styles *s, zp_xml *xml, const char **attributes)
{
  if (s->id_count == ZP_SHEET_STYLES_MOST) return;  // cells of later styles show as General
  uint32_t *ids = zp_arena_grow(s->b->arena, s->ids, s->id_count, &s->id_capacity, sizeof *ids);
  if (ids == NULL) {
    zp_xml_stop(xml, zp_fail_memory(s->b->err));
    return;
  }
  s->ids = ids;
  ids[s->id_count++] = zp_xml_count(zp_xml_attribute(attributes, ZP_XML_BARE, "numFmtId"), UINT32_MAX, 0);
}

static void open_element(zp_xml *xml, void *context, zp_xml_name name, const char **attributes)
{
  styles *s = context;
  size_t depth = zp_xml_depth(xml);
  if (name.space != ZP_XML_SHEET && name.space != ZP_XML_BARE) return;
  if (depth == 1) s->cells = strcmp(name.local, "cellXfs") == 0 ? 1 : 0;
  else if (depth == 2 && s->cells != 0 && strcmp(name.local, "xf") == 0) take_style(s, xml, attributes);
  else if (depth == 2 && strcmp(name.local, "numFmt") == 0) take_format(s, xml, attributes);
}

static bool is_general(zp_text code)
{
  return code.len == 0 || zp_text_equal(code, ZP_TEXT("General")) || zp_text_equal(code, ZP_TEXT("GENERAL"));
}

/// The format of an id: what the workbook says first, then what is built in. False when memory is short.
static bool format_of(styles *s, uint32_t id, const zp_number_format **out)
{
  const zp_number_format **slot = NULL;
  zp_text code = { NULL, 0 };
  for (size_t i = 0; slot == NULL && i < s->custom_count; i++)
    if (s->customs[i].id == id) {
      slot = &s->customs[i].format;
      code = s->customs[i].code;
    }
  if (slot == NULL && id < BUILTIN_MOST) {
    slot = &s->builtin[id];
    code = zp_number_format_builtin(id);
  }
  *out = NULL;
  if (slot == NULL || is_general(code)) return true;
  if (*slot == NULL) *slot = zp_number_format_read(code, s->b->arena);
  *out = *slot;
  return *slot != NULL;
}

zp_status zp_book_styles(book *b, zp_text part)
{
  bool found;
  styles s = { .b = b };
  const zp_xml_calls calls = { .open = open_element };
  if (zp_xml_read_part(&b->package, part, (zp_text){ NULL, 0 }, &calls, &s, &found, b->err) != ZP_OK) return b->err->status;
  b->styles = ZP_TAKE(b->arena, const zp_number_format *, s.id_count);
  if (b->styles == NULL) return zp_fail_memory(b->err);
  for (b->style_count = 0; b->style_count < s.id_count; b->style_count++)
    if (!format_of(&s, s.ids[b->style_count], &b->styles[b->style_count])) return zp_fail_memory(b->err);
  return ZP_OK;
}
