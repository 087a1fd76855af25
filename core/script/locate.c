// locate.c: finds where a field is written in a Lua table literal, so that a message about it can
// name the line. A scan of tokens, not a parser: it only has to be right for files that Lua itself
// has accepted.
#include <string.h>

#include "script/source.h"

typedef struct token {
  size_t start, end; // end == start: no more text
} token;

typedef struct scan {
  zp_text text;
  size_t at;
} scan;

static bool is_name(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static char peek(const scan *s, size_t ahead)
{
  return s->at + ahead < s->text.len ? s->text.ptr[s->at + ahead] : '\0';
}

/// Past a long bracket that opens here ([[ or [==[ …); false when none does.
static bool skip_long(scan *s)
{
  size_t level = 0;
  if (peek(s, 0) != '[') return false;
  while (peek(s, 1 + level) == '=') level++;
  if (peek(s, 1 + level) != '[') return false;
  for (s->at += level + 2; s->at < s->text.len; s->at++) {
    size_t run = 0;
    if (peek(s, 0) != ']') continue;
    while (peek(s, 1 + run) == '=') run++;
    if (run != level || peek(s, 1 + run) != ']') continue;
    s->at += level + 2;
    return true;
  }
  return true;
}

static void skip_quoted(scan *s)
{
  char quote = peek(s, 0);
  for (s->at++; s->at < s->text.len && peek(s, 0) != quote; s->at++)
    if (peek(s, 0) == '\\') s->at++;
  if (s->at < s->text.len)
    s->at++;
  else
    s->at = s->text.len;
}

static void skip_blanks(scan *s)
{
  while (s->at < s->text.len) {
    if (strchr(" \t\r\n\v\f", peek(s, 0)) != NULL && peek(s, 0) != '\0') {
      s->at++;
    } else if (peek(s, 0) == '-' && peek(s, 1) == '-') {
      s->at += 2;
      if (skip_long(s)) continue;
      while (s->at < s->text.len && peek(s, 0) != '\n' && peek(s, 0) != '\r') s->at++;
    } else {
      return;
    }
  }
}

static token next(scan *s)
{
  skip_blanks(s);
  token t = { s->at, s->at };
  char c = peek(s, 0);
  if (s->at >= s->text.len) return t;
  if (is_name(c)) {
    while (is_name(peek(s, 0))) s->at++;
  } else if (c == '"' || c == '\'') {
    skip_quoted(s);
  } else if (!skip_long(s)) {
    s->at += strchr("=~<>", c) != NULL && peek(s, 1) == '=' ? 2 : 1;
  }
  t.end = s->at;
  return t;
}

static zp_text text_of(const scan *s, token t)
{
  return zp_text_slice(s->text, t.start, t.end);
}

static bool is(const scan *s, token t, const char *word)
{
  return zp_text_equal(text_of(s, t), zp_text_from(word));
}

static bool is_one_of(const scan *s, token t, const char *const *words)
{
  for (; *words != NULL; words++)
    if (is(s, t, *words)) return true;
  return false;
}

/// How a token changes the depth of braces and blocks.
static int nesting(const scan *s, token t)
{
  static const char *const openers[] = { "{", "(", "[", "function", "if", "do", "repeat", NULL };
  static const char *const closers[] = { "}", ")", "]", "end", "until", NULL };
  if (is_one_of(s, t, openers)) return 1;
  return is_one_of(s, t, closers) ? -1 : 0;
}

/// To the comma, semicolon or brace that ends a value, which is not taken.
static void skip_value(scan *s)
{
  static const char *const ends[] = { ",", ";", "}", NULL };
  for (int depth = 0;;) {
    size_t before = s->at;
    token t = next(s);
    if (t.start == t.end) return;
    if (depth == 0 && is_one_of(s, t, ends)) {
      s->at = before;
      return;
    }
    depth += nesting(s, t);
  }
}

typedef struct item {
  size_t start; // of the key, or of the value when it has none
  zp_text name; // empty: a list item
} item;

/// Reads `name =` or `["name"] =` if it is there; the scan then stands before the value.
static item item_head(scan *s)
{
  size_t before = s->at;
  token first = next(s);
  item head = { first.start, text_of(s, first) };
  if (is(s, first, "[")) {
    head.name = text_of(s, next(s));
    if (head.name.len >= 2) head.name = zp_text_slice(head.name, 1, head.name.len - 1);
    next(s);
  }
  if (!is(s, next(s), "=")) {
    head.name = (zp_text){ NULL, 0 };
    s->at = before;
  }
  return head;
}

static bool fits(const zp_step *step, const item *head, size_t position)
{
  return step->name.len != 0 ? zp_text_equal(step->name, head->name)
                             : head->name.len == 0 && step->index == position;
}

/// The scan stands before a value; `found` is what is known so far.
static size_t find_in(scan *s, const zp_step *const *steps, size_t count, size_t found)
{
  size_t position = 0;
  if (count == 0 || !is(s, next(s), "{")) return found;
  for (;;) {
    size_t before = s->at;
    token t = next(s);
    if (t.start == t.end || is(s, t, "}")) return found;
    if (is(s, t, ",") || is(s, t, ";")) continue;
    s->at = before;
    item head = item_head(s);
    if (head.name.len == 0) position++;
    if (fits(steps[0], &head, position)) return find_in(s, steps + 1, count - 1, head.start);
    size_t value = s->at;
    skip_value(s);
    if (s->at == value) return found;
  }
}

enum { STEPS_MOST = 8 };

size_t zp_source_find(const zp_source *source, const zp_step *field)
{
  const zp_step *steps[STEPS_MOST];
  size_t count = 0;
  for (const zp_step *step = field; step != NULL; step = step->up) count++;
  if (count > STEPS_MOST) return 0;
  size_t i = count;
  for (const zp_step *step = field; step != NULL; step = step->up) steps[--i] = step;

  // The file's own return is the one outside of all blocks.
  scan s = { source->bytes, 0 };
  int depth = 0;
  for (token t = next(&s); t.start != t.end; t = next(&s)) {
    depth += nesting(&s, t);
    if (depth == 0 && is(&s, t, "return")) return find_in(&s, steps, count, t.start);
  }
  return 0;
}

size_t zp_source_sign(const zp_source *source, char sign)
{
  scan s = { source->bytes, 0 };
  for (token t = next(&s); t.end != t.start; t = next(&s))
    if (t.end - t.start == 1 && source->bytes.ptr[t.start] == sign) return t.start;
  return SIZE_MAX;
}
