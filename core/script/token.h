// token.h: the words and signs of a Lua file, one after the other. No parser: lint_code.c is one,
// locate.c does without.
#pragma once

#include "base/text.h"

typedef enum zp_token_kind {
  ZP_TOKEN_END,  // no more text; start == end
  ZP_TOKEN_NAME, // keywords too
  ZP_TOKEN_NUMBER,
  ZP_TOKEN_TEXT, // quoted or in long brackets, with its marks
  ZP_TOKEN_SIGN  // one operator or bracket; what no Lua file has is a sign of one byte
} zp_token_kind;

typedef struct zp_token {
  zp_token_kind kind;
  size_t start, end; // bytes of the text
} zp_token;

typedef struct zp_scan {
  zp_text text;
  size_t at;
} zp_scan;

/// The token behind scan->at, which moves past it. Blanks and comments are passed over. Any bytes
/// may be given: every call but the one at the end moves on.
zp_token zp_scan_next(zp_scan *scan);
zp_text zp_token_text(const zp_scan *scan, zp_token token);
bool zp_token_is(const zp_scan *scan, zp_token token, const char *word);
/// How the token changes the depth of brackets and blocks: 1, -1 or 0.
int zp_token_nesting(const zp_scan *scan, zp_token token);
