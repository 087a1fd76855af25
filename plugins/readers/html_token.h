// html_token.h: HTML as programs write it, cut into tags and texts; nothing is required of it.
#pragma once

#include "base/text.h"

typedef enum zp_html_kind {
  ZP_HTML_END,
  ZP_HTML_TEXT,
  ZP_HTML_OPEN,
  ZP_HTML_CLOSE,
  ZP_HTML_STYLE
} zp_html_kind;

/// Comments, declarations, processing instructions, scripts and the other elements without visible
/// text are passed over.
typedef struct zp_html_token {
  zp_html_kind kind;
  zp_text name;       // of a tag, as written
  zp_text attributes; // of a tag that opens, as written
  zp_text text;       // ZP_HTML_TEXT: with its entities; ZP_HTML_STYLE: the content of a <style>
  size_t from;        // where it begins
} zp_html_token;

/// The token at *at, which moves behind it.
zp_html_token zp_html_next(zp_text html, size_t *at);

/// Whether a tag's name is that, whatever the case.
bool zp_html_is(const zp_html_token *token, const char *name);

/// The value of an attribute as written, without its quotes; false when it is not there. A name
/// without a value has an empty one.
bool zp_html_attribute(zp_text attributes, const char *name, zp_text *value);

/// The character of an entity or the next one of a text; moves *at. What is no entity is an
/// ampersand.
uint32_t zp_html_character(zp_text text, size_t *at);
