// token.c: see token.h.
#include "script/token.h"

#include <string.h>

static bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

static bool is_name(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_';
}

static bool is_blank(char c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

static char peek(const zp_scan *s, size_t ahead)
{
  return s->at + ahead < s->text.len ? s->text.ptr[s->at + ahead] : '\0';
}

/// Past a long bracket that opens here ([[ or [==[ …); false when none does.
static bool skip_long(zp_scan *s)
{
  size_t level = 0;
  if (peek(s, 0) != '[') return false;
  while (peek(s, 1 + level) == '=') level++;
  if (peek(s, 1 + level) != '[') return false;
  for (s->at += level + 2; s->at < s->text.len; s->at++) {
    size_t run = 0;
    if (peek(s, 0) != ']') continue;
    while (run < level && peek(s, 1 + run) == '=') run++;
    if (run != level || peek(s, 1 + run) != ']') continue;
    s->at += level + 2;
    return true;
  }
  return true;
}

static void skip_quoted(zp_scan *s)
{
  char quote = peek(s, 0);
  for (s->at++; s->at < s->text.len && peek(s, 0) != quote; s->at++)
    if (peek(s, 0) == '\\') s->at++;
  s->at = s->at < s->text.len ? s->at + 1 : s->text.len;
}

static void skip_blanks(zp_scan *s)
{
  while (s->at < s->text.len) {
    char c = peek(s, 0);
    if (is_blank(c)) {
      s->at++;
    } else if (c == '-' && peek(s, 1) == '-') {
      s->at += 2;
      if (skip_long(s)) continue;
      while (s->at < s->text.len && peek(s, 0) != '\n' && peek(s, 0) != '\r') s->at++;
    } else {
      return;
    }
  }
}

/// 3, 0x1p-4, .5, 1e+9: an exponent may have a sign.
static void skip_number(zp_scan *s)
{
  bool hex = peek(s, 0) == '0' && (peek(s, 1) | 0x20) == 'x';
  for (char c = peek(s, 0); is_name(c) || c == '.'; c = peek(s, 0)) {
    s->at++;
    bool exponent = (c | 0x20) == (hex ? 'p' : 'e');
    if (exponent && (peek(s, 0) == '+' || peek(s, 0) == '-')) s->at++;
  }
}

static size_t sign_length(const zp_scan *s)
{
  static const char *const longer[] = { "...", "..", "==", "~=", "<=", ">=", "//", "::", "<<", ">>" };
  if (strchr(".=~<>/:", peek(s, 0)) == NULL) return 1;
  zp_text rest = zp_text_slice(s->text, s->at, s->text.len);
  for (size_t i = 0; i < sizeof longer / sizeof longer[0]; i++)
    if (zp_text_starts(rest, zp_text_from(longer[i]))) return strlen(longer[i]);
  return 1;
}

zp_token zp_scan_next(zp_scan *s)
{
  skip_blanks(s);
  zp_token t = { ZP_TOKEN_END, s->at, s->at };
  char c = peek(s, 0);
  if (s->at >= s->text.len) return t;
  if (is_digit(c) || (c == '.' && is_digit(peek(s, 1)))) {
    t.kind = ZP_TOKEN_NUMBER;
    skip_number(s);
  } else if (is_name(c)) {
    t.kind = ZP_TOKEN_NAME;
    while (is_name(peek(s, 0))) s->at++;
  } else if (c == '"' || c == '\'') {
    t.kind = ZP_TOKEN_TEXT;
    skip_quoted(s);
  } else if (skip_long(s)) {
    t.kind = ZP_TOKEN_TEXT;
  } else {
    t.kind = ZP_TOKEN_SIGN;
    s->at += sign_length(s);
  }
  t.end = s->at;
  return t;
}

zp_text zp_token_text(const zp_scan *s, zp_token t)
{
  return zp_text_slice(s->text, t.start, t.end);
}

bool zp_token_is(const zp_scan *s, zp_token t, const char *word)
{
  if (t.start == t.end || s->text.ptr[t.start] != word[0]) return false;
  return zp_text_equal(zp_token_text(s, t), zp_text_from(word));
}

int zp_token_nesting(const zp_scan *s, zp_token t)
{
  static const char *const openers[] = { "{", "(", "[", "function", "if", "do", "repeat" };
  static const char *const closers[] = { "}", ")", "]", "end", "until" };
  if (t.kind == ZP_TOKEN_END || strchr("{([fidr})]eu", s->text.ptr[t.start]) == NULL) return 0;  // most tokens, and there are many
  for (size_t i = 0; i < sizeof openers / sizeof openers[0]; i++)
    if (zp_token_is(s, t, openers[i])) return 1;
  for (size_t i = 0; i < sizeof closers / sizeof closers[0]; i++)
    if (zp_token_is(s, t, closers[i])) return -1;
  return 0;
}
