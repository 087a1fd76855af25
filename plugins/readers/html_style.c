// html_style.c: mso-number-format, in style sheets and in cells; as much of CSS as that takes.
#include "plugins/readers/html_style.h"

#include <string.h>
#include <strings.h>

#include "base/encoding.h"
#include "plugins/readers/html_token.h"

static bool is_space(char c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/// Offset of a property's value in declarations, or SIZE_MAX.
static size_t property(zp_text declarations, const char *name)
{
  size_t len = strlen(name);
  for (size_t at = 0; at + len < declarations.len; at++) {
    if (strncasecmp(declarations.ptr + at, name, len) != 0) continue;
    size_t behind = at + len;
    while (behind < declarations.len && is_space(declarations.ptr[behind])) behind++;
    if (behind < declarations.len && declarations.ptr[behind] == ':') return behind + 1;
  }
  return SIZE_MAX;
}

/// 4 hex digits behind a backslash are a character, anything else stands for itself.
static size_t escaped(zp_text text, size_t at, char out[4], size_t *len)
{
  uint32_t value = 0;
  size_t digits = 0;
  for (; digits < 4 && at + digits < text.len; digits++) {
    char c = text.ptr[at + digits];
    uint32_t digit = c >= '0' && c <= '9'                 ? (uint32_t)(c - '0')
                     : (c | 32) >= 'a' && (c | 32) <= 'f' ? (uint32_t)((c | 32) - 'a') + 10
                                                          : 99;
    if (digit == 99) break;
    value = value * 16 + digit;
  }
  if (digits == 4 && value != 0) {
    *len = zp_encoding_put(value, out);
    return at + 4;
  }
  *len = 0;
  if (at < text.len) out[(*len)++] = text.ptr[at];
  return at + 1;
}

/// The value at the beginning of `text` as a format code: quotes and backslashes taken away. ptr is
/// NULL when memory is short.
static zp_text code_of(zp_text text, zp_arena *arena)
{
  size_t at = 0, len = 0;
  if (text.len > ZP_FORMAT_CODE_MOST * 4) text.len = ZP_FORMAT_CODE_MOST * 4;
  char *room = zp_arena_bytes(arena, text.len * 4 + 4);
  if (room == NULL) return (zp_text){ NULL, 0 };
  while (at < text.len && is_space(text.ptr[at])) at++;
  char quote = at < text.len && (text.ptr[at] == '"' || text.ptr[at] == '\'') ? text.ptr[at++] : 0;
  while (at < text.len) {
    char c = text.ptr[at];
    if (quote != 0 ? c == quote : c == ';' || c == '}') break;
    if (c == '\\') {
      size_t put;
      at = escaped(text, at + 1, room + len, &put);
      len += put;
    } else {
      room[len++] = c;
      at++;
    }
  }
  return zp_format_code_named(zp_text_trim((zp_text){ room, len }));
}

static zp_html_numbers read_numbers(zp_text declarations, zp_arena *arena)
{
  zp_html_numbers out = { false, NULL };
  size_t at = property(declarations, "mso-number-format");
  if (at == SIZE_MAX) at = property(declarations, "vnd.ms-excel.numberformat");
  if (at == SIZE_MAX) return out;
  zp_text code = code_of(zp_text_slice(declarations, at, declarations.len), arena);
  out.said = !zp_arena_short(arena);
  if (out.said && code.len != 0 && !zp_text_equal(code, ZP_TEXT("@")))
    out.format = zp_number_format_read(code, arena);
  return out;
}

// ---- style sheets
// ----------------------------------------------------------------------------------------------------

static bool ends_class(char c)
{
  return is_space(c) || c == ',' || c == '.' || c == '{' || c == ':' || c == '>' || c == '#' ||
         c == '[';
}

static zp_format_names_end add_classes(zp_format_names *styles, zp_text selectors,
                                       const zp_number_format *format, zp_arena *arena)
{
  for (size_t at = 0; at < selectors.len; at++) {
    if (selectors.ptr[at] != '.') continue;
    size_t to = at + 1;
    while (to < selectors.len && !ends_class(selectors.ptr[to])) to++;
    zp_format_names_end end =
        zp_format_names_add(styles, zp_text_slice(selectors, at + 1, to), format, arena);
    if (end != ZP_FORMAT_NAMES_FINE) return end;
    at = to - 1;
  }
  return ZP_FORMAT_NAMES_FINE;
}

zp_format_names_end zp_html_styles_add(zp_format_names *styles, zp_text sheet, zp_arena *arena)
{
  for (size_t at = 0; at < sheet.len;) {
    zp_text rest = zp_text_slice(sheet, at, sheet.len);
    size_t open = zp_text_find(rest, ZP_TEXT("{"));
    if (open == SIZE_MAX) return ZP_FORMAT_NAMES_FINE;
    size_t close = zp_text_find(zp_text_slice(rest, open, rest.len), ZP_TEXT("}"));
    size_t end = close == SIZE_MAX ? rest.len : open + close;
    zp_html_numbers numbers = read_numbers(zp_text_slice(rest, open + 1, end), arena);
    if (zp_arena_short(arena)) return ZP_FORMAT_NAMES_MEMORY;
    zp_format_names_end added =
        numbers.said ? add_classes(styles, zp_text_slice(rest, 0, open), numbers.format, arena)
                     : ZP_FORMAT_NAMES_FINE;
    if (added != ZP_FORMAT_NAMES_FINE) return added;
    at += end + 1;
  }
  return ZP_FORMAT_NAMES_FINE;
}

// ---- cells
// -----------------------------------------------------------------------------------------------------------

/// A style in an attribute has its quotes as entities. ptr is NULL when memory is short.
static zp_text unescaped(zp_text text, zp_arena *arena)
{
  if (text.len == 0 || memchr(text.ptr, '&', text.len) == NULL) return text;
  char *room = zp_arena_bytes(arena, text.len * 2 + 4);
  size_t len = 0;
  if (room == NULL) return (zp_text){ NULL, 0 };
  for (size_t at = 0; at < text.len;) {
    uint32_t c = zp_html_character(text, &at);
    len += zp_encoding_put(c, room + len);
  }
  return (zp_text){ room, len };
}

zp_html_numbers zp_html_numbers_of(const zp_format_names *styles, zp_text attributes,
                                   zp_arena *arena)
{
  zp_text style, name;
  zp_html_numbers out = { false, NULL };
  if (zp_html_attribute(attributes, "style", &style))
    out = read_numbers(unescaped(style, arena), arena);
  if (out.said || styles->count == 0 || !zp_html_attribute(attributes, "class", &name)) return out;
  const zp_format_name *found = zp_format_names_find(styles, name);
  return found == NULL ? out : (zp_html_numbers){ true, found->format };
}

bool zp_html_hidden(zp_text attributes)
{
  zp_text value;
  if (zp_html_attribute(attributes, "hidden", &value)) return true;
  if (!zp_html_attribute(attributes, "style", &value)) return false;
  size_t display = property(value, "display"), visible = property(value, "visibility");
  zp_text none = display == SIZE_MAX ? (zp_text){ NULL, 0 }
                                     : zp_text_trim(zp_text_slice(value, display, value.len));
  zp_text hidden = visible == SIZE_MAX ? (zp_text){ NULL, 0 }
                                       : zp_text_trim(zp_text_slice(value, visible, value.len));
  return zp_text_starts(none, ZP_TEXT("none")) || zp_text_starts(hidden, ZP_TEXT("hidden"));
}
