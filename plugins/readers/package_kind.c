// package_kind.c: what an Office file is, by its content types and main part, never by its name.
#include <string.h>

#include "plugins/readers/xml.h"

/// What is looked for in [Content_Types].xml.
typedef struct types {
  zp_text main_part;
  zp_package_kind found, standard;  // by its own entry; by that of its extension
} types;

static const struct { const char *part; zp_package_kind kind; } content_types[] = {
  { "sheet.binary.macroEnabled.main", ZP_PACKAGE_BINARY },
  { "spreadsheetml", ZP_PACKAGE_WORKBOOK }, { "ms-excel.", ZP_PACKAGE_WORKBOOK },
  { "wordprocessingml", ZP_PACKAGE_DOCUMENT }, { "ms-word.", ZP_PACKAGE_DOCUMENT },
  { "presentationml", ZP_PACKAGE_PRESENTATION }, { "ms-powerpoint.", ZP_PACKAGE_PRESENTATION },
};

static zp_package_kind kind_of_type(const char *type)
{
  for (size_t i = 0; type != NULL && i < sizeof content_types / sizeof *content_types; i++)
    if (strstr(type, content_types[i].part) != NULL) return content_types[i].kind;
  return ZP_PACKAGE_NONE;
}

static bool same_part(zp_text name, const char *part)
{
  while (*part == '/') part++;
  zp_text other = zp_text_from(part);
  if (name.len != other.len) return false;
  for (size_t i = 0; i < name.len; i++) {
    char a = name.ptr[i], b = other.ptr[i];
    if (a >= 'A' && a <= 'Z') a = (char)(a + 32);
    if (b >= 'A' && b <= 'Z') b = (char)(b + 32);
    if (a != b) return false;
  }
  return true;
}

static void take_type(zp_xml *xml, void *context, zp_xml_name name, const char **attributes)
{
  (void)xml;
  types *t = context;
  zp_package_kind kind = kind_of_type(zp_xml_attribute(attributes, ZP_XML_BARE, "ContentType"));
  const char *part = zp_xml_attribute(attributes, ZP_XML_BARE, "PartName");
  const char *extension = zp_xml_attribute(attributes, ZP_XML_BARE, "Extension");
  if (strcmp(name.local, "Override") == 0 && part != NULL && same_part(t->main_part, part)) t->found = kind;
  if (strcmp(name.local, "Default") != 0 || extension == NULL) return;
  if (zp_text_ends(t->main_part, zp_text_from(extension))) t->standard = kind;
}

static void take_root(zp_xml *xml, void *context, zp_xml_name name, const char **attributes)
{
  (void)attributes;
  zp_package_kind *kind = context;
  if (zp_xml_is(name, ZP_XML_SHEET, "workbook")) *kind = ZP_PACKAGE_WORKBOOK;
  if (zp_xml_is(name, ZP_XML_WORD, "document")) *kind = ZP_PACKAGE_DOCUMENT;
  zp_xml_stop(xml, ZP_OK);
}

/// By the main part, which the package's own relationships name.
static zp_package_kind kind_of_package(zp_package *package, zp_text *main_part)
{
  zp_relations relations;
  zp_error ignored = { 0 };
  bool found;
  *main_part = (zp_text){ NULL, 0 };
  if (zp_package_relations(package, ZP_TEXT(""), &relations, &ignored) != ZP_OK) return ZP_PACKAGE_NONE;
  const zp_relation *start = zp_relation_typed(&relations, ZP_TEXT("officeDocument"));
  if (start == NULL || start->external) return ZP_PACKAGE_NONE;
  *main_part = start->target;
  types t = { .main_part = start->target };
  const zp_xml_calls calls = { .open = take_type };
  zp_xml_read_part(package, ZP_TEXT("[Content_Types].xml"), (zp_text){ NULL, 0 }, &calls, &t, &found, &ignored);
  if (t.found != ZP_PACKAGE_NONE) return t.found;
  if (t.standard != ZP_PACKAGE_NONE) return t.standard;
  zp_package_kind kind = ZP_PACKAGE_NONE;
  const zp_xml_calls root = { .open = take_root };
  ignored = (zp_error){ 0 };
  zp_xml_read_part(package, start->target, (zp_text){ NULL, 0 }, &root, &kind, &found, &ignored);
  return kind;
}

/// OpenDocument files say what they are in a member of their own.
static zp_package_kind kind_of_opendocument(zp_package *package)
{
  static const struct { const char *type; zp_package_kind kind; } mimes[] = {
    { "application/vnd.oasis.opendocument.spreadsheet", ZP_PACKAGE_ODS },
    { "application/vnd.oasis.opendocument.text", ZP_PACKAGE_ODT },
    { "application/vnd.oasis.opendocument.presentation", ZP_PACKAGE_ODP },
  };
  char room[128];
  bool found;
  size_t got = 0;
  zp_part part;
  zp_error ignored = { 0 };
  if (zp_part_open(package, ZP_TEXT("mimetype"), &part, &found, &ignored) == ZP_OK && found)
    zp_part_read(&part, room, sizeof room, &got, &ignored);
  zp_part_close(&part);
  for (size_t i = 0; i < sizeof mimes / sizeof *mimes; i++)
    if (zp_text_starts((zp_text){ room, got }, zp_text_from(mimes[i].type))) return mimes[i].kind;
  return ZP_PACKAGE_NONE;
}

/// The directory of an OLE2 container holds the names of its streams in UTF-16.
static bool is_encrypted(zp_text bytes)
{
  static const char name[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
  if (!zp_text_starts(bytes, ZP_TEXT("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))) return false;
  return memmem(bytes.ptr, bytes.len, name, sizeof name) != NULL;
}

zp_package_kind zp_package_kind_of(zp_text bytes, zp_arena *arena, zp_text *main_part)
{
  zp_package package;
  zp_error ignored = { 0 };
  *main_part = (zp_text){ NULL, 0 };
  if (is_encrypted(bytes)) return ZP_PACKAGE_ENCRYPTED;
  if (!zp_text_starts(bytes, ZP_TEXT("PK\x03\x04"))) return ZP_PACKAGE_NONE;
  if (zp_package_open(bytes, (zp_text){ NULL, 0 }, arena, &package, &ignored) != ZP_OK) return ZP_PACKAGE_DAMAGED;
  zp_package_kind kind = kind_of_package(&package, main_part);
  if (kind == ZP_PACKAGE_NONE) kind = kind_of_opendocument(&package);
  zp_package_close(&package);
  return kind;
}

bool zp_package_refuse(zp_package_kind kind, const zp_place *place, zp_error *err)
{
  static const struct { zp_package_kind kind; const char *name, *instead; } others[] = {
    { ZP_PACKAGE_BINARY, ".xlsb", ".xlsx" }, { ZP_PACKAGE_ODS, ".ods", ".xlsx" }, { ZP_PACKAGE_ODT, ".odt", ".docx" },
    { ZP_PACKAGE_ODP, ".odp", ".docx" }, { ZP_PACKAGE_PRESENTATION, ".pptx", ".docx" },
  };
  if (kind == ZP_PACKAGE_ENCRYPTED) {
    zp_fail_with(err, ZP_E_OFFICE_ENCRYPTED, place, "");
    return true;
  }
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    if (others[i].kind != kind) continue;
    bool converted = kind == ZP_PACKAGE_ODS || kind == ZP_PACKAGE_ODT;
    zp_fail(err, ZP_E_OFFICE_OTHER, place, zp_text_from(others[i].name), zp_text_from(others[i].instead),
            converted ? ZP_TEXT("--office") : (zp_text){ NULL, 0 });
    return true;
  }
  return false;
}

int zp_package_claim(zp_text bytes, const zp_package_kind *kinds, size_t count, zp_text folder)
{
  enum { SURE_DAMAGED = 90 };
  zp_text main_part;
  zp_arena *arena = zp_arena_new(NULL, 0);
  if (arena == NULL) return 0;
  zp_package_kind kind = zp_package_kind_of(bytes, arena, &main_part);
  zp_arena_free(arena);
  if (kind == ZP_PACKAGE_DAMAGED) return memmem(bytes.ptr, bytes.len, folder.ptr, folder.len) != NULL ? SURE_DAMAGED : 0;
  for (size_t i = 0; i < count; i++)
    if (kinds[i] == kind) return ZP_CERTAIN;
  return 0;
}
