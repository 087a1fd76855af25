// html_style.h: the number formats that spreadsheets write into styles, and whether something is
// shown at all.
#pragma once

#include "model/format.h"
#include "plugins/readers/format_names.h"

/// What a style says of numbers: nothing, that they are texts (`format` NULL), or their format.
typedef struct zp_html_numbers {
  bool said;
  const zp_number_format *format;
} zp_html_numbers;

/// Adds the classes of a style sheet that say it.
zp_format_names_end zp_html_styles_add(zp_format_names *styles, zp_text sheet, zp_arena *arena);

/// What holds for a cell, by its own style or its class. Check zp_arena_short.
zp_html_numbers zp_html_numbers_of(const zp_format_names *styles, zp_text attributes,
                                   zp_arena *arena);

/// display:none or visibility:hidden in its own style, or the attribute hidden.
bool zp_html_hidden(zp_text attributes);
