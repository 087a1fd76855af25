// markdown_page.c: see markdown_page.h.
#include "plugins/reports/markdown_page.h"

#include <string.h>

/// What begins a list, a heading rule or a number where a line begins.
static bool is_opening(char c)
{
  return c == '-' || c == '+' || c == '=';
}

/// What is markup anywhere, in Markdown or what is built on it (links, HTML, tables, formulas,
/// mentions, emoji).
static bool is_markup(char c)
{
  return c != '\0' && strchr("\\`*_[]<>|~#&$@", c) != NULL;
}

/// "://" makes a link, and ":name:" may be a picture.
static bool opens_name(zp_text text, size_t colon)
{
  char next = colon + 1 < text.len ? text.ptr[colon + 1] : '\0';
  return next == '/' || ((next | 0x20) >= 'a' && (next | 0x20) <= 'z');
}

/// "www." becomes a link by itself.
static bool opens_link(zp_text text, size_t dot)
{
  return dot >= 3 && (text.ptr[dot - 1] | 0x20) == 'w' && (text.ptr[dot - 2] | 0x20) == 'w' &&
         (text.ptr[dot - 3] | 0x20) == 'w';
}

/// "1." or "1)" where the text begins would be a list.
static bool opens_list(zp_text text, size_t at)
{
  if (at == 0 || (text.ptr[at] != '.' && text.ptr[at] != ')')) return false;
  if (at + 1 < text.len && text.ptr[at + 1] != ' ') return false;
  for (size_t i = 0; i < at; i++)
    if (text.ptr[i] < '0' || text.ptr[i] > '9') return false;
  return true;
}

/// What must be escaped at `at`; `first`: the text begins a line, or an item of a list.
static bool needs_escape(zp_text text, size_t at, bool first)
{
  char c = text.ptr[at];
  if (is_markup(c)) return true;
  if (c == ':') return opens_name(text, at);
  if (c == '.' && opens_link(text, at)) return true;
  return first && ((at == 0 && is_opening(c)) || opens_list(text, at));
}

static void put_text(zp_markdown *to, zp_text text, bool first)
{
  text = zp_text_trim(text);
  for (size_t at = 0; at < text.len;) {
    size_t from = at;
    uint32_t c = zp_text_next(text, &at);
    if (zp_is_control(c) || c == UINT32_MAX) {
      zp_sink_put(to->sink, ZP_TEXT(" "));
      continue;
    }
    if (c < 0x80 && needs_escape(text, from, first)) zp_sink_put(to->sink, ZP_TEXT("\\"));
    zp_sink_put(to->sink, zp_text_slice(text, from, at));
  }
}

void zp_markdown_text(zp_markdown *to, zp_text text)
{
  put_text(to, text, false);
}

void zp_markdown_blank(zp_markdown *to)
{
  zp_sink_put(to->sink, ZP_TEXT("\n"));
}

void zp_markdown_heading(zp_markdown *to, int level, zp_text text)
{
  static const char marks[] = "######";
  if (to->sink->len >= 2 && to->sink->bytes[to->sink->len - 2] != '\n') zp_markdown_blank(to);
  zp_sink_print(to->sink, "%.*s ", level, marks);
  zp_markdown_text(to, text);
  zp_sink_put(to->sink, ZP_TEXT("\n\n"));
}

void zp_markdown_line(zp_markdown *to, zp_text text)
{
  put_text(to, text, true);
  zp_sink_put(to->sink, ZP_TEXT("\n\n"));
}

void zp_markdown_item(zp_markdown *to, zp_text text)
{
  zp_sink_put(to->sink, ZP_TEXT("- "));
  put_text(to, text, true);
  zp_sink_put(to->sink, ZP_TEXT("\n"));
}

void zp_markdown_row(zp_markdown *to, const zp_text *cells, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    zp_sink_put(to->sink, ZP_TEXT("| "));
    zp_markdown_text(to, cells[i]);
    zp_sink_put(to->sink, ZP_TEXT(" "));
  }
  zp_sink_put(to->sink, ZP_TEXT("|\n"));
}

void zp_markdown_head_row(zp_markdown *to, const zp_markdown_head *heads, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    zp_sink_put(to->sink, ZP_TEXT("| "));
    zp_markdown_text(to, zp_wording_word(&to->say, heads[i].word));
    zp_sink_put(to->sink, ZP_TEXT(" "));
  }
  zp_sink_put(to->sink, ZP_TEXT("|\n"));
  for (size_t i = 0; i < count; i++)
    zp_sink_put(to->sink, heads[i].figures ? ZP_TEXT("| ---: ") : ZP_TEXT("| --- "));
  zp_sink_put(to->sink, ZP_TEXT("|\n"));
}
