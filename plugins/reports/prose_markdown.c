// prose_markdown.c: the self-evaluation report in Markdown.
#include "plugins/reports/prose_parts.h"

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

static void put_text(zp_prose *to, zp_text text, bool first)
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

static void put_cell(zp_prose *to, zp_text text)
{
  put_text(to, text, false);
}

static void put_blank(zp_prose *to)
{
  zp_sink_put(to->sink, ZP_TEXT("\n"));
}

static void put_heading(zp_prose *to, int level, zp_text text)
{
  static const char marks[] = "######";
  if (to->sink->len >= 2 && to->sink->bytes[to->sink->len - 2] != '\n') put_blank(to);
  zp_sink_print(to->sink, "%.*s ", level, marks);
  put_cell(to, text);
  zp_sink_put(to->sink, ZP_TEXT("\n\n"));
}

static void put_line(zp_prose *to, zp_text text)
{
  put_text(to, text, true);
  zp_sink_put(to->sink, ZP_TEXT("\n\n"));
}

static void put_item(zp_prose *to, zp_text text)
{
  zp_sink_put(to->sink, ZP_TEXT("- "));
  put_text(to, text, true);
  zp_sink_put(to->sink, ZP_TEXT("\n"));
}

static void put_row(zp_prose *to, const zp_text *cells, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    zp_sink_put(to->sink, ZP_TEXT("| "));
    put_cell(to, cells[i]);
    zp_sink_put(to->sink, ZP_TEXT(" "));
  }
  zp_sink_put(to->sink, ZP_TEXT("|\n"));
}

static void put_head_row(zp_prose *to, const zp_prose_head *heads, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    zp_sink_put(to->sink, ZP_TEXT("| "));
    put_cell(to, zp_wording_word(&to->say, heads[i].word));
    zp_sink_put(to->sink, ZP_TEXT(" "));
  }
  zp_sink_put(to->sink, ZP_TEXT("|\n"));
  for (size_t i = 0; i < count; i++)
    zp_sink_put(to->sink, heads[i].figures ? ZP_TEXT("| ---: ") : ZP_TEXT("| --- "));
  zp_sink_put(to->sink, ZP_TEXT("|\n"));
}

static const zp_prose_form markdown = {
  .heading = put_heading,
  .line = put_line,
  .item = put_item,
  .head_row = put_head_row,
  .row = put_row,
  .blank = put_blank,
};

static zp_status write_markdown(const zp_result *result, const zp_report_options *options,
                                zp_sink *sink, zp_error *err)
{
  zp_prose to = { .form = &markdown, .say = { sink->arena, options->lang, false }, .sink = sink };
  zp_prose_put(&to, result);
  return to.say.failed || sink->failed || zp_arena_short(sink->arena) ? zp_fail_memory(err) : ZP_OK;
}

const zp_report zp_report_markdown = {
  .name = "markdown",
  .title = ZP_W_REPORT_MARKDOWN,
  .suffix = ".md",
  .write = write_markdown,
};
