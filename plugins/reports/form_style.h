// form_style.h: how the cells of the official workbook look, and its words.
#pragma once

#include <xlsxwriter.h>

#include "plugins/reports/wording.h"

/// ZP_FORM_TITLE …: one name per row of form_words.def.
typedef enum zp_form_word {
#define FORM_WORD(name, text) ZP_FORM_##name,
#include "plugins/reports/form_words.def"
#undef FORM_WORD
  ZP_FORM_WORDS
} zp_form_word;

/// The word with its arguments; followed by a NUL.
zp_text zp_form_say(zp_wording *say, zp_form_word word, zp_text arg1, zp_text arg2, zp_text arg3);
zp_text zp_form_word_text(zp_form_word word);
zp_text zp_form_number(zp_wording *say, size_t number);

/// What a cell is. Those named OPEN are for the unit to fill in; all others are locked.
typedef enum zp_form_style {
  ZP_STYLE_TITLE,
  ZP_STYLE_SUBTITLE,
  ZP_STYLE_LABEL,  // headings and labels
  ZP_STYLE_TEXT,   // long text, left
  ZP_STYLE_CENTER, // short text
  ZP_STYLE_POINTS, // two decimals
  ZP_STYLE_SUM,    // two decimals, bold
  ZP_STYLE_RATE,   // per cent
  ZP_STYLE_OPEN_TEXT,
  ZP_STYLE_OPEN_WORD, // short; kept as text, so that no program turns a date into a number
  ZP_STYLE_OPEN_NUMBER,
  ZP_STYLE_OPEN_PERCENT,
  ZP_STYLE_OPEN_POINTS,
  ZP_STYLE_OPEN_MONEY,
  ZP_STYLE_GUIDE_TITLE,
  ZP_STYLE_GUIDE_HEADING,
  ZP_STYLE_GUIDE_TEXT,
  ZP_STYLE_GUIDE_LINK,
  ZP_STYLE_SCORED_POINTS, // of a scored form: with all places there are
  ZP_STYLE_SCORED_SUM,
  ZP_STYLE_SCORED_MONEY,
  ZP_STYLES
} zp_form_style;

/// Makes all formats of a workbook; false when memory is short.
bool zp_form_styles(lxw_workbook *book, lxw_format *formats[ZP_STYLES]);

/// Columns that text of the style stands in from the left.
double zp_form_indent(zp_form_style style);

/// Points of height that `text` needs in `width` columns when it is wrapped; at least that of one
/// line.
double zp_form_height(zp_text text, double width);
/// Excel's limit.
#define ZP_ROW_HEIGHT_MOST 409.0
