// html_style.h: the number formats that spreadsheets write into styles, and whether something is shown at all.
#pragma once

#include "model/format.h"
#include "plugins/readers/number_format.h"

enum { ZP_HTML_STYLES_MOST = 4096 };

/// What a style says of numbers: nothing, that they are texts (`format` NULL), or their format.
typedef struct zp_html_numbers {
  bool said;
  const zp_number_format *format;
} zp_html_numbers;

/// A class that says it.
typedef struct zp_html_class {
  zp_text name;
  zp_html_numbers numbers;
} zp_html_class;

typedef struct zp_html_styles {
  zp_html_class *items;
  size_t count, capacity;
} zp_html_styles;

/// The code of a format that spreadsheets name, such as Percent; any other is its own.
zp_text zp_format_code_named(zp_text code);

/// Adds the classes of a style sheet that have a number format. False when memory is short.
bool zp_html_styles_add(zp_html_styles *styles, zp_text sheet, zp_arena *arena);

/// What holds for a cell, by its own style or its class. Check zp_arena_short.
zp_html_numbers zp_html_numbers_of(const zp_html_styles *styles, zp_text attributes, zp_arena *arena);

/// display:none or visibility:hidden in its own style, or the attribute hidden.
bool zp_html_hidden(zp_text attributes);
