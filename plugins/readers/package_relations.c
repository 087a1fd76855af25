// package_relations.c: the relationships of a part: which other part an id means.
#include <string.h>

#include "plugins/readers/xml.h"

typedef struct listing {
  zp_package *package;
  zp_text folder;  // of the part, with its slash
  zp_relations *out;
  zp_error *err;
} listing;

static int hex(char c)
{
  if (c >= '0' && c <= '9') return c - '0';
  c = (char)(c | 0x20);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// "../media/a%20b.png" within a folder as the name of a member. Dots cannot climb out of the package.
static zp_text resolve(zp_text folder, zp_text target, zp_arena *arena)
{
  char *room = zp_arena_bytes(arena, folder.len + target.len + 1);
  size_t len = 0;
  if (room == NULL) return (zp_text){ NULL, 0 };
  bool absolute = target.len != 0 && (target.ptr[0] == '/' || target.ptr[0] == '\\');
  for (size_t i = 0; !absolute && i < folder.len; i++) room[len++] = folder.ptr[i];
  for (size_t at = 0; at < target.len;) {
    size_t end = at, from = len;
    while (end < target.len && target.ptr[end] != '/' && target.ptr[end] != '\\') end++;
    zp_text step = zp_text_slice(target, at, end);
    at = end < target.len ? end + 1 : end;
    if (step.len == 0 || zp_text_equal(step, ZP_TEXT("."))) continue;
    if (zp_text_equal(step, ZP_TEXT(".."))) {
      while (len > 0 && room[--len] == '/') {}
      while (len > 0 && room[len - 1] != '/') len--;
      continue;
    }
    for (size_t i = 0; i < step.len; i++) {
      bool coded = step.ptr[i] == '%' && i + 2 < step.len && hex(step.ptr[i + 1]) >= 0 && hex(step.ptr[i + 2]) >= 0;
      int value = coded ? hex(step.ptr[i + 1]) << 4 | hex(step.ptr[i + 2]) : step.ptr[i];
      room[len++] = (char)value;
      if (coded) i += 2;
    }
    if (at < target.len || (end < target.len && len > from)) room[len++] = '/';
  }
  return (zp_text){ room, len };
}

static void take(zp_xml *xml, void *context, zp_xml_name name, const char **attributes)
{
  listing *l = context;
  zp_arena *arena = l->package->arena;
  const char *id = zp_xml_attribute(attributes, ZP_XML_BARE, "Id"), *type = zp_xml_attribute(attributes, ZP_XML_BARE, "Type");
  const char *target = zp_xml_attribute(attributes, ZP_XML_BARE, "Target"), *mode = zp_xml_attribute(attributes, ZP_XML_BARE, "TargetMode");
  if (strcmp(name.local, "Relationship") != 0 || id == NULL || type == NULL || target == NULL) return;
  if (l->out->count == ZP_RELATIONS_MOST) {
    zp_place place = { .file = l->package->name };
    zp_text most = zp_text_format(arena, "%d", ZP_RELATIONS_MOST);
    zp_xml_stop(xml, zp_fail(l->err, ZP_E_OFFICE_MANY, &place, zp_word_arg(ZP_W_OFFICE_RELATIONS), most, (zp_text){ NULL, 0 }));
    return;
  }
  const char *slash = strrchr(type, '/');
  zp_relation *items = zp_arena_grow(arena, l->out->items, l->out->count, &l->out->capacity, sizeof *items);
  zp_relation one = { .id = zp_text_copy(zp_text_from(id), arena), .type = zp_text_copy(zp_text_from(slash == NULL ? type : slash + 1), arena),
                      .external = mode != NULL && strcmp(mode, "External") == 0 };
  one.target = one.external ? zp_text_copy(zp_text_from(target), arena) : resolve(l->folder, zp_text_from(target), arena);
  if (items == NULL || one.id.ptr == NULL || one.type.ptr == NULL || one.target.ptr == NULL) {
    zp_xml_stop(xml, zp_fail_memory(l->err));
    return;
  }
  l->out->items = items;
  items[l->out->count++] = one;
}

zp_status zp_package_relations(zp_package *package, zp_text part, zp_relations *out, zp_error *err)
{
  size_t slash = part.len;
  bool found;
  while (slash > 0 && part.ptr[slash - 1] != '/') slash--;
  *out = (zp_relations){ .count = 0 };
  listing l = { .package = package, .folder = zp_text_slice(part, 0, slash), .out = out, .err = err };
  zp_text name = zp_text_format(package->arena, "%.*s_rels/%.*s.rels", ZP_ARG(l.folder), ZP_ARG(zp_text_slice(part, slash, part.len)));
  if (name.ptr == NULL) return zp_fail_memory(err);
  const zp_xml_calls calls = { .open = take };
  return zp_xml_read_part(package, name, (zp_text){ NULL, 0 }, &calls, &l, &found, err);
}

const zp_relation *zp_relation_typed(const zp_relations *list, zp_text type)
{
  for (size_t i = 0; i < list->count; i++)
    if (zp_text_equal(list->items[i].type, type)) return &list->items[i];
  return NULL;
}

const zp_relation *zp_relation_with(const zp_relations *list, zp_text id)
{
  for (size_t i = 0; i < list->count; i++)
    if (zp_text_equal(list->items[i].id, id)) return &list->items[i];
  return NULL;
}
