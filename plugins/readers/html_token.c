// html_token.c: tags, attributes, entities; the cases in which browsers are lenient too.
#include "plugins/readers/html_token.h"

#include <string.h>
#include <strings.h>

static const struct {
  zp_text name;
  uint32_t character;
} entities[] = {
#define ZP_ENTITY(name, character) { ZP_TEXT_INIT(name), character },
#include "plugins/readers/html_entities.def"
#undef ZP_ENTITY
};

static bool is_letter(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

static bool is_space(char c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool same(zp_text text, const char *name)
{
  return text.len == strlen(name) &&
         strncasecmp(text.ptr == NULL ? "" : text.ptr, name, text.len) == 0;
}

bool zp_html_is(const zp_html_token *token, const char *name)
{
  return (token->kind == ZP_HTML_OPEN || token->kind == ZP_HTML_CLOSE) && same(token->name, name);
}

// ---- tags
// ------------------------------------------------------------------------------------------------------------

/// Offset behind `part`; where it never comes, behind the next >, so that the rest is not lost.
static size_t behind(zp_text html, size_t at, const char *part)
{
  zp_text rest = zp_text_slice(html, at, html.len);
  size_t found = zp_text_find(rest, zp_text_from(part)), len = strlen(part);
  if (found == SIZE_MAX) {
    found = zp_text_find(rest, ZP_TEXT(">"));
    len = 1;
  }
  return found == SIZE_MAX ? html.len : at + found + len;
}

/// Offset of the > that ends a tag: one in quotes is part of a value.
static size_t tag_end(zp_text html, size_t at)
{
  char quote = 0, before = 0;
  for (; at < html.len; at++) {
    char c = html.ptr[at];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '>') {
      return at;
    } else if ((c == '"' || c == '\'') && before == '=') {
      quote = c;
    }
    if (!is_space(c)) before = c;
  }
  return html.len;
}

/// A quote that never closes would swallow the rest: then the first > ends the tag.
static size_t end_of_tag(zp_text html, size_t at)
{
  enum { TAG_MOST = 1 << 16 };
  zp_text near = zp_text_slice(html, 0, at + TAG_MOST);
  size_t end = tag_end(near, at);
  if (end < near.len) return end;
  const char *first = memchr(html.ptr + at, '>', html.len - at);
  return first == NULL ? html.len : (size_t)(first - html.ptr);
}

static bool ends_name(char c)
{
  return is_space(c) || c == '>' || c == '/';
}

/// Offset of the tag that closes a raw element, or the end.
static size_t raw_end(zp_text html, size_t at, zp_text name)
{
  while (at < html.len) {
    const char *found = memchr(html.ptr + at, '<', html.len - at);
    if (found == NULL) return html.len;
    at = (size_t)(found - html.ptr);
    zp_text rest = zp_text_slice(html, at + 2, at + 2 + name.len);
    char after = at + 2 + name.len < html.len ? html.ptr[at + 2 + name.len] : '>';
    if (at + 1 < html.len && html.ptr[at + 1] == '/' && rest.len == name.len &&
        strncasecmp(rest.ptr, name.ptr, name.len) == 0 && ends_name(after))
      return at;
    at++;
  }
  return html.len;
}

static bool is_raw(zp_text name)
{
  static const char *const raw[] = { "script", "style", "title", "xml", "template", "svg" };
  for (size_t i = 0; i < sizeof raw / sizeof *raw; i++)
    if (same(name, raw[i])) return true;
  return false;
}

static zp_html_token tag(zp_text html, size_t *at)
{
  bool close = html.ptr[*at + 1] == '/';
  size_t from = *at, name = from + (close ? 2 : 1), name_end = name, end = end_of_tag(html, name);
  while (name_end < end && !ends_name(html.ptr[name_end])) name_end++;
  zp_html_token token = { .kind = close ? ZP_HTML_CLOSE : ZP_HTML_OPEN,
                          .name = zp_text_slice(html, name, name_end),
                          .from = from };
  token.attributes = zp_text_slice(html, name_end, end);
  *at = end < html.len ? end + 1 : html.len;
  bool closed = token.attributes.len != 0 && token.attributes.ptr[token.attributes.len - 1] == '/';
  if (close || closed || !is_raw(token.name)) return token;
  size_t content = *at;
  *at = raw_end(html, content, token.name);
  if (same(token.name, "style")) {
    token.kind = ZP_HTML_STYLE;
    token.text = zp_text_slice(html, content, *at);
  }
  return token;
}

/// What stands at a <: a tag begins with a letter, everything else that is none of the marks below
/// is text.
static bool begins_markup(zp_text html, size_t at)
{
  if (at + 1 >= html.len) return false;
  char next = html.ptr[at + 1];
  return is_letter(next) || next == '!' || next == '?' ||
         (next == '/' && at + 2 < html.len && is_letter(html.ptr[at + 2]));
}

static size_t behind_declaration(zp_text html, size_t at)
{
  zp_text rest = zp_text_slice(html, at, html.len);
  if (zp_text_starts(rest, ZP_TEXT("<!--"))) return behind(html, at + 4, "-->");
  if (zp_text_starts(rest, ZP_TEXT("<![CDATA["))) return behind(html, at, "]]>");
  return behind(html, at, ">");
}

zp_html_token zp_html_next(zp_text html, size_t *at)
{
  while (*at < html.len) {
    if (html.ptr[*at] == '<' && begins_markup(html, *at)) {
      char next = html.ptr[*at + 1];
      if (next != '!' && next != '?') return tag(html, at);
      *at = behind_declaration(html, *at);
      continue;
    }
    size_t from = *at, to = from + 1;
    while (to < html.len && !(html.ptr[to] == '<' && begins_markup(html, to))) to++;
    *at = to;
    return (
        zp_html_token){ .kind = ZP_HTML_TEXT, .text = zp_text_slice(html, from, to), .from = from };
  }
  return (zp_html_token){ .kind = ZP_HTML_END, .from = html.len };
}

// ---- attributes
// ------------------------------------------------------------------------------------------------------

static size_t skip_spaces(zp_text text, size_t at)
{
  while (at < text.len && (is_space(text.ptr[at]) || text.ptr[at] == '/')) at++;
  return at;
}

/// The value behind the = at `at`; *next moves behind it.
static zp_text value_at(zp_text text, size_t at, size_t *next)
{
  while (at < text.len && is_space(text.ptr[at])) at++;
  char quote = at < text.len && (text.ptr[at] == '"' || text.ptr[at] == '\'') ? text.ptr[at] : 0;
  size_t to = quote != 0 ? ++at : at;
  while (to < text.len && (quote != 0 ? text.ptr[to] != quote : !is_space(text.ptr[to]))) to++;
  *next = to < text.len ? to + 1 : to;
  return zp_text_slice(text, at, to);
}

bool zp_html_attribute(zp_text attributes, const char *name, zp_text *value)
{
  for (size_t at = skip_spaces(attributes, 0); at < attributes.len;
       at = skip_spaces(attributes, at)) {
    size_t from = at;
    while (at < attributes.len && !is_space(attributes.ptr[at]) && attributes.ptr[at] != '=') at++;
    zp_text found = zp_text_slice(attributes, from, at), text = { NULL, 0 };
    size_t equals = at;
    while (equals < attributes.len && is_space(attributes.ptr[equals])) equals++;
    if (equals < attributes.len && attributes.ptr[equals] == '=')
      text = value_at(attributes, equals + 1, &at);
    if (same(found, name)) {
      *value = text;
      return true;
    }
    if (at == from) at++;
  }
  return false;
}

// ---- entities
// --------------------------------------------------------------------------------------------------------

/// &#20013; or &#x4E2D;, the semicolon may be missing. 0: it is none.
static uint32_t numbered(zp_text text, size_t *at)
{
  bool hex = *at < text.len && (text.ptr[*at] == 'x' || text.ptr[*at] == 'X');
  size_t from = *at + (hex ? 1 : 0), to = from;
  uint32_t value = 0;
  for (; to < text.len; to++) {
    char c = text.ptr[to];
    uint32_t digit = is_digit(c)           ? (uint32_t)(c - '0')
                     : hex && is_letter(c) ? (uint32_t)((c | 32) - 'a') + 10
                                           : 99;
    if (digit >= (hex ? 16u : 10u)) break;
    value = value > 0x110000 ? value : value * (hex ? 16 : 10) + digit;
  }
  if (to == from) return 0;
  *at = to < text.len && text.ptr[to] == ';' ? to + 1 : to;
  return value == 0 || value > 0x10FFFF ? 0xFFFD : value;
}

static uint32_t named(zp_text text, size_t *at)
{
  size_t to = *at;
  while (to < text.len && (is_letter(text.ptr[to]) || is_digit(text.ptr[to]))) to++;
  zp_text name = zp_text_slice(text, *at, to);
  for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
    if (!zp_text_equal(name, entities[i].name)) continue;
    *at = to < text.len && text.ptr[to] == ';' ? to + 1 : to;
    return entities[i].character;
  }
  return 0;
}

uint32_t zp_html_character(zp_text text, size_t *at)
{
  if (text.ptr[*at] != '&') return zp_text_next(text, at);
  size_t inside = *at + 1;
  bool number = inside < text.len && text.ptr[inside] == '#';
  if (number) inside++;
  uint32_t found = number ? numbered(text, &inside) : named(text, &inside);
  *at = found == 0 ? *at + 1 : inside;
  return found == 0 ? '&' : found;
}
