// format_names.h: number formats by the names that styles have, for pages and workbooks in XML.
#pragma once

#include "plugins/readers/number_format.h"

enum { ZP_FORMAT_NAMES_MOST = 4096 }; // of one file; Excel 2003 itself has room for 4000

typedef struct zp_format_name {
  zp_text name;
  const zp_number_format *format; // NULL: numbers are shown as they are
} zp_format_name;

/// In order of the names.
typedef struct zp_format_names {
  zp_format_name *items;
  size_t count, capacity;
} zp_format_names;

typedef enum zp_format_names_end {
  ZP_FORMAT_NAMES_FINE,
  ZP_FORMAT_NAMES_MEMORY,
  ZP_FORMAT_NAMES_FULL
} zp_format_names_end;

/// A later one of the same name takes the place of the earlier. `name` is borrowed.
zp_format_names_end zp_format_names_add(zp_format_names *names, zp_text name,
                                        const zp_number_format *format, zp_arena *arena);
/// NULL when there is none of that name.
const zp_format_name *zp_format_names_find(const zp_format_names *names, zp_text name);

/// The code of a format that spreadsheets call by a name, such as Percent; any other is its own.
zp_text zp_format_code_named(zp_text code);
