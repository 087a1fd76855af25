// xml.c: expat, fed in chunks, with everything refused that no Office program writes.
#include "plugins/readers/xml.h"

#include <expat.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>

enum { SEPARATOR = '|' };

struct zp_xml {
  XML_Parser parser;
  const zp_xml_calls *calls;
  void *context;
  size_t depth;
  size_t quiet;      // bytes since the last call: of one tag that has no end yet
  bool stopped;
  zp_status status;  // when stopped
  zp_place place;
  zp_text part;
  zp_error *err;
};

static const struct { const char *uri; zp_xml_space space; } spaces[] = {
  { "http://schemas.openxmlformats.org/spreadsheetml/2006/main", ZP_XML_SHEET },
  { "http://purl.oclc.org/ooxml/spreadsheetml/main", ZP_XML_SHEET },
  { "http://schemas.openxmlformats.org/wordprocessingml/2006/main", ZP_XML_WORD },
  { "http://purl.oclc.org/ooxml/wordprocessingml/main", ZP_XML_WORD },
  { "http://schemas.openxmlformats.org/officeDocument/2006/relationships", ZP_XML_RELATED },
  { "http://purl.oclc.org/ooxml/officeDocument/relationships", ZP_XML_RELATED },
  { "http://schemas.openxmlformats.org/package/2006/relationships", ZP_XML_RELATIONSHIP },
  { "http://schemas.openxmlformats.org/package/2006/content-types", ZP_XML_TYPES },
  { "http://schemas.openxmlformats.org/markup-compatibility/2006", ZP_XML_COMPAT },
  { "http://schemas.openxmlformats.org/officeDocument/2006/math", ZP_XML_MATH },
  { "http://purl.oclc.org/ooxml/officeDocument/math", ZP_XML_MATH },
  { "http://www.w3.org/XML/1998/namespace", ZP_XML_XML },
};

/// expat writes namespace|local.
static zp_xml_name split(const char *name)
{
  const char *bar = strrchr(name, SEPARATOR);
  if (bar == NULL) return (zp_xml_name){ ZP_XML_BARE, name };
  size_t len = (size_t)(bar - name);
  for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
    if (strncmp(spaces[i].uri, name, len) == 0 && spaces[i].uri[len] == '\0') return (zp_xml_name){ spaces[i].space, bar + 1 };
  return (zp_xml_name){ ZP_XML_OTHER, bar + 1 };
}

bool zp_xml_is(zp_xml_name name, zp_xml_space space, const char *local)
{
  return name.space == space && strcmp(name.local, local) == 0;
}

const char *zp_xml_attribute(const char **attributes, zp_xml_space space, const char *local)
{
  for (; attributes[0] != NULL; attributes += 2) {
    const char *bar = strrchr(attributes[0], SEPARATOR);
    if (strcmp(bar == NULL ? attributes[0] : bar + 1, local) != 0) continue;
    zp_xml_space found = bar == NULL ? ZP_XML_BARE : split(attributes[0]).space;
    bool own = space == ZP_XML_BARE && (found == ZP_XML_SHEET || found == ZP_XML_WORD);
    if (found == space || own) return attributes[1];
  }
  return NULL;
}

bool zp_xml_flag(const char *value, bool missing)
{
  if (value == NULL) return missing;
  if (strcmp(value, "1") == 0 || strcmp(value, "true") == 0 || strcmp(value, "on") == 0) return true;
  if (strcmp(value, "0") == 0 || strcmp(value, "false") == 0 || strcmp(value, "off") == 0) return false;
  return missing;
}

uint32_t zp_xml_count(const char *value, uint32_t most, uint32_t missing)
{
  uint64_t count = 0;
  if (value == NULL || *value == '\0') return missing;
  for (; *value != '\0'; value++) {
    if (*value < '0' || *value > '9') return missing;
    count = count * 10 + (uint64_t)(*value - '0');
    if (count > most) return missing;
  }
  return (uint32_t)count;
}

size_t zp_xml_depth(const zp_xml *xml)
{
  return xml->depth;
}

void zp_xml_stop(zp_xml *xml, zp_status status)
{
  if (!xml->stopped) xml->status = status;
  xml->stopped = true;
  XML_StopParser(xml->parser, XML_FALSE);
}

static void refuse_many(zp_xml *xml, zp_word what, int most)
{
  char room[24];
  snprintf(room, sizeof room, "%d", most);
  zp_xml_stop(xml, zp_fail(xml->err, ZP_E_OFFICE_MANY, &xml->place, zp_word_arg(what), zp_text_from(room), (zp_text){ NULL, 0 }));
}

static void XMLCALL on_open(void *data, const XML_Char *name, const XML_Char **attributes)
{
  zp_xml *xml = data;
  xml->quiet = 0;
  if (xml->stopped) return;
  if (xml->depth >= ZP_XML_DEPTH_MOST) {
    refuse_many(xml, ZP_W_OFFICE_DEPTH, ZP_XML_DEPTH_MOST);
    return;
  }
  if (XML_GetSpecifiedAttributeCount(xml->parser) / 2 > ZP_XML_ATTRIBUTES_MOST) {
    refuse_many(xml, ZP_W_OFFICE_ATTRIBUTES, ZP_XML_ATTRIBUTES_MOST);
    return;
  }
  xml->calls->open(xml, xml->context, split(name), attributes);
  xml->depth++;
}

static void XMLCALL on_close(void *data, const XML_Char *name)
{
  zp_xml *xml = data;
  xml->quiet = 0;
  if (xml->stopped) return;
  xml->depth--;
  if (xml->calls->close != NULL) xml->calls->close(xml, xml->context, split(name));
}

static void XMLCALL on_text(void *data, const XML_Char *bytes, int len)
{
  zp_xml *xml = data;
  xml->quiet = 0;
  if (!xml->stopped && xml->calls->text != NULL) xml->calls->text(xml, xml->context, (zp_text){ bytes, (size_t)len });
}

static void XMLCALL on_comment(void *data, const XML_Char *comment)
{
  zp_xml *xml = data;
  (void)comment;
  xml->quiet = 0;
}

static void XMLCALL on_doctype(void *data, const XML_Char *name, const XML_Char *system, const XML_Char *public, int internal)
{
  zp_xml *xml = data;
  (void)name, (void)system, (void)public, (void)internal;
  zp_text none = { NULL, 0 };
  if (!xml->stopped) zp_xml_stop(xml, zp_fail(xml->err, ZP_E_XML_DOCTYPE, &xml->place, xml->part, none, none));
}

/// expat would ask the system for randomness, which a confined worker may not; the kernel gave each process some at its start.
static unsigned long salt(void)
{
  unsigned long value = 0;
  const void *given = (const void *)getauxval(AT_RANDOM);
  if (given != NULL) memcpy(&value, given, sizeof value);
  return value == 0 ? 1 : value;
}

static zp_status malformed(zp_xml *xml)
{
  char line[24];
  enum XML_Error code = XML_GetErrorCode(xml->parser);
  if (code == XML_ERROR_NO_MEMORY) return zp_fail_memory(xml->err);
  snprintf(line, sizeof line, "%lu", (unsigned long)XML_GetCurrentLineNumber(xml->parser));
  return zp_fail(xml->err, ZP_E_XML_DAMAGED, &xml->place, xml->part, zp_text_from(line), zp_text_from(XML_ErrorString(code)));
}

static zp_status feed(zp_xml *xml, zp_part *part)
{
  for (bool more = true; more;) {
    size_t got;
    char *room = XML_GetBuffer(xml->parser, ZP_XML_CHUNK);
    if (room == NULL) return zp_fail_memory(xml->err);
    if (zp_part_read(part, room, ZP_XML_CHUNK, &got, xml->err) != ZP_OK) return xml->err->status;
    more = got != 0;
    enum XML_Status status = XML_ParseBuffer(xml->parser, (int)got, !more);
    if (xml->stopped) return xml->status;
    if (status != XML_STATUS_OK) return malformed(xml);
    xml->quiet += got;
    if (xml->quiet > ZP_XML_TOKEN_MOST) {
      refuse_many(xml, ZP_W_OFFICE_TOKEN, ZP_XML_TOKEN_MOST);
      return xml->status;
    }
  }
  return ZP_OK;
}

zp_status zp_xml_read(zp_part *part, zp_text sheet, const zp_xml_calls *calls, void *context, zp_error *err)
{
  zp_xml xml = { .calls = calls, .context = context, .part = part->name, .err = err,
                 .place = { .file = part->package->name, .sheet = sheet } };
  xml.parser = XML_ParserCreateNS(NULL, SEPARATOR);
  if (xml.parser == NULL) return zp_fail_memory(err);
  XML_SetHashSalt(xml.parser, salt());
  XML_SetUserData(xml.parser, &xml);
  XML_SetElementHandler(xml.parser, on_open, on_close);
  XML_SetCharacterDataHandler(xml.parser, on_text);
  XML_SetCommentHandler(xml.parser, on_comment);
  XML_SetStartDoctypeDeclHandler(xml.parser, on_doctype);
  zp_status status = feed(&xml, part);
  XML_ParserFree(xml.parser);
  return status;
}

zp_status zp_xml_read_part(zp_package *package, zp_text name, zp_text sheet, const zp_xml_calls *calls, void *context,
                           bool *found, zp_error *err)
{
  zp_part part;
  zp_status status = zp_part_open(package, name, &part, found, err);
  if (status == ZP_OK && *found) status = zp_xml_read(&part, sheet, calls, context, err);
  zp_part_close(&part);
  return status;
}
