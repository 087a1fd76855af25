// xml.h: one part of a package as elements, by expat. No DOCTYPE, no entities but the five; depth and sizes are bounded.
#pragma once

#include "plugins/readers/package.h"

enum {
  ZP_XML_DEPTH_MOST = 256,
  ZP_XML_ATTRIBUTES_MOST = 512,     // of one element
  ZP_XML_TOKEN_MOST = 16 << 20,     // bytes of one tag: old pictures stand in attributes
  ZP_XML_CHUNK = 64 << 10
};

/// Namespaces, the strict and the transitional form being one.
typedef enum zp_xml_space {
  ZP_XML_BARE,          // none
  ZP_XML_SHEET,         // SpreadsheetML
  ZP_XML_WORD,          // WordprocessingML
  ZP_XML_RELATED,       // r:id
  ZP_XML_RELATIONSHIP,  // the parts that hold relationships
  ZP_XML_TYPES,         // [Content_Types].xml
  ZP_XML_COMPAT,        // mc:AlternateContent
  ZP_XML_MATH,
  ZP_XML_XML,           // xml:space
  ZP_XML_OTHER
} zp_xml_space;

typedef struct zp_xml_name {
  zp_xml_space space;
  const char *local;
} zp_xml_name;

typedef struct zp_xml zp_xml;

/// What is called while a part is read. `attributes` are for zp_xml_attribute. Any may be NULL but `open`.
typedef struct zp_xml_calls {
  void (*open)(zp_xml *xml, void *context, zp_xml_name name, const char **attributes);
  void (*close)(zp_xml *xml, void *context, zp_xml_name name);
  void (*text)(zp_xml *xml, void *context, zp_text text);
} zp_xml_calls;

/// True when the name is that element of that namespace.
bool zp_xml_is(zp_xml_name name, zp_xml_space space, const char *local);
/// The value of an attribute, NULL when the element has none. ZP_XML_BARE also finds it in the namespace of its element's format.
const char *zp_xml_attribute(const char **attributes, zp_xml_space space, const char *local);
/// "1", "true", "on" are true, "0", "false", "off" are not; `missing` when it is NULL or neither.
bool zp_xml_flag(const char *value, bool missing);
/// A count that is written; `missing` when it is NULL, no number, or larger than `most`.
uint32_t zp_xml_count(const char *value, uint32_t most, uint32_t missing);

/// Elements above the one at hand; 0 in the calls for the root.
size_t zp_xml_depth(const zp_xml *xml);
/// Ends the reading: no more calls follow, and zp_xml_read gives `status` (ZP_OK: enough was seen).
void zp_xml_stop(zp_xml *xml, zp_status status);

/// Reads a part to its end. Failures of calls are told by zp_xml_stop and already in `err`. `sheet` is for places.
zp_status zp_xml_read(zp_part *part, zp_text sheet, const zp_xml_calls *calls, void *context, zp_error *err);
/// Opens, reads and closes a part by name; *found false when it is not there.
zp_status zp_xml_read_part(zp_package *package, zp_text name, zp_text sheet, const zp_xml_calls *calls, void *context,
                           bool *found, zp_error *err);
