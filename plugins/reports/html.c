// html.c: the result as a folder of pages: an overview and a page for each unit. Static, offline, nothing asked of anybody.
#include "plugins/reports/html.h"

#include <stdio.h>
#include <string.h>

#include "base/integrity.h"
#include "plugins/reports/text_cells.h"
#include "plugins/reports/text_unit.h"

static const zp_text none = { "", 0 };

// ---- names of files ------------------------------------------------------------------------------------------------------

enum { CODE_MOST = 40 };

bool zp_html_plain(zp_text code)
{
  for (size_t i = 0; i < code.len; i++) {
    char c = code.ptr[i];
    if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-' || c == '_')) return false;
  }
  return code.len > 0 && code.len <= CODE_MOST;
}

zp_text zp_html_name(const zp_result *result, size_t unit, char room[ZP_PAGE_NAME])
{
  zp_text code = result->units[unit].code;
  bool own = zp_html_plain(code) && (unit == 0 || !zp_text_equal(result->units[unit - 1].code, code)) &&
             (unit + 1 == result->unit_count || !zp_text_equal(result->units[unit + 1].code, code));
  int len = own ? snprintf(room, ZP_PAGE_NAME, "c-%.*s.html", ZP_ARG(code)) : snprintf(room, ZP_PAGE_NAME, "n-%zu.html", unit + 1);
  return (zp_text){ room, (size_t)len };
}

static bool owns(zp_text name)
{
  static const char suffix[] = ".html";
  if (zp_text_equal(name, ZP_TEXT("index.html"))) return true;
  if (!zp_text_starts(name, ZP_TEXT("c-")) && !zp_text_starts(name, ZP_TEXT("n-"))) return false;
  return zp_text_ends(name, zp_text_from(suffix)) && zp_html_plain(zp_text_slice(name, 2, name.len - (sizeof suffix - 1)));
}

// ---- what pages share ----------------------------------------------------------------------------------------------------

void zp_html_open(zp_html *html, const char *kind, zp_text title)
{
  zp_text lang = zp_text_from(html->say.lang == ZP_LANG_ZH ? "zh-CN" : "en");
  ZP_PUT(&html->shell, html->sink, "open", { "lang", lang }, { "style", html->style }, { "script", html->script }, { "title", title });
  if (strcmp(kind, "index") != 0) zp_template_put(&html->shell, "back", NULL, 0, html->sink);
  ZP_PUT(&html->shell, html->sink, "title", { "kind", zp_text_from(kind) }, { "title", title });
}

bool zp_html_begin(zp_html *html)
{
  html->style = zp_integrity(zp_template_bytes(ZP_TEXT("style.css")), html->say.arena);
  html->script = zp_integrity(zp_template_bytes(ZP_TEXT("table.js")), html->say.arena);
  return html->style.ptr != NULL && html->script.ptr != NULL && zp_template_open("shell.html", &html->say, &html->shell);
}

void zp_html_tools(zp_html *html, zp_word label, const zp_text *groups, size_t count)
{
  ZP_PUT(&html->shell, html->sink, "tools-open", { "label", zp_wording_word(&html->say, label) });
  for (size_t i = 0; i < count; i++) ZP_PUT(&html->shell, html->sink, "option", { "name", groups[i] });
  zp_template_put(&html->shell, "tools-close", NULL, 0, html->sink);
}

void zp_html_close(zp_html *html, const zp_sink *basis, bool script)
{
  zp_template_put(&html->shell, "basis-open", NULL, 0, html->sink);
  zp_html_lines(html, "basis", basis);
  zp_template_put(&html->shell, "basis-close", NULL, 0, html->sink);
  if (script) zp_template_put(&html->shell, "script", NULL, 0, html->sink);
  zp_template_put(&html->shell, "close", NULL, 0, html->sink);
}

void zp_html_card(zp_html *html, const char *key, zp_word label, zp_text value)
{
  ZP_PUT(&html->shell, html->sink, "card", { "key", zp_text_from(key) }, { "label", zp_wording_word(&html->say, label) },
         { "value", value });
}

zp_page zp_html_text(zp_html *html, zp_sink *sink)
{
  *sink = (zp_sink){ .arena = html->say.arena };
  return (zp_page){ { html->say.arena, html->say.lang, false }, 0, sink, html->err };
}

void zp_html_lines(zp_html *html, const char *part, const zp_sink *lines)
{
  if (lines->failed) html->sink->failed = true;
  for (size_t at = 0; !lines->failed && at < lines->len;) {
    size_t end = at;
    while (end < lines->len && lines->bytes[end] != '\n') end++;
    ZP_PUT(&html->shell, html->sink, part, { "text", { lines->bytes + at, end - at } });
    at = end + 1;
  }
}

zp_text zp_html_called(zp_html *html, zp_text name, zp_text code)
{
  zp_text shown = zp_text_trim(name);
  if (shown.len == 0) shown = zp_text_trim(code);
  return shown.len != 0 ? shown : zp_wording_word(&html->say, ZP_W_UNNAMED);
}

const char *zp_html_severity(zp_html *html, zp_status code, zp_text *word)
{
  static const zp_word words[] = { ZP_W_INFO, ZP_W_WARNING, ZP_W_ERROR };
  static const char *const classes[] = { "info", "warning", "error" };
  *word = zp_wording_word(&html->say, words[zp_status_severity(code)]);
  return classes[zp_status_severity(code)];
}

void zp_html_labels(zp_html *html, const zp_labels *labels)
{
  for (size_t i = 0; i < labels->count; i++) {
    const zp_label *item = &labels->items[i];
    ZP_PUT(&html->unit, html->sink, "why", { "depth", zp_cell_count(&html->say, item->indent) }, { "label", item->label },
           { "value", item->value });
  }
}

// ---- findings ------------------------------------------------------------------------------------------------------------

static void put_finding(zp_html *html, const zp_finding *finding)
{
  zp_text severity, sentence = zp_wording_sentence(&html->say, finding), cell = zp_text_trim(finding->cell);
  const char *class = zp_html_severity(html, finding->status, &severity);
  if (cell.len != 0 && !zp_text_contains(sentence, cell))
    sentence = zp_wording_of(&html->say, ZP_W_CELL_QUOTED, sentence, cell, none);
  ZP_PUT(&html->shell, html->sink, "finding", { "class", zp_text_from(class) }, { "severity", severity },
         { "code", zp_text_from(zp_status_code(finding->status)) }, { "place", zp_wording_place(&html->say, &finding->place) },
         { "sentence", sentence }, { "suggestion", zp_wording_suggestion(&html->say, finding) });
}

void zp_html_findings(zp_html *html, zp_word heading, const zp_finding *findings, size_t count)
{
  if (count == 0) return;
  ZP_PUT(&html->shell, html->sink, "findings-open", { "title", zp_findings_heading(&html->say, heading, findings, count) });
  for (int severity = ZP_ERROR; severity >= ZP_INFO; severity--)
    for (size_t i = 0; i < count; i++)
      if ((int)zp_status_severity(findings[i].status) == severity) put_finding(html, &findings[i]);
  zp_template_put(&html->shell, "findings-close", NULL, 0, html->sink);
}

// ---- the folder ----------------------------------------------------------------------------------------------------------

static void close_page(zp_html *html, bool script)
{
  zp_sink lines;
  zp_page text = zp_html_text(html, &lines);
  zp_result_basis(&text, html->result);
  if (text.say.failed) html->say.failed = true;
  zp_html_close(html, &lines, script);
}

/// unit SIZE_MAX: the overview.
static zp_status put_page(zp_html *html, size_t unit, zp_arena *scratch, zp_folder *folder)
{
  enum { KEPT = 8 << 20 };
  char room[ZP_PAGE_NAME];
  bool index = unit == SIZE_MAX;
  zp_arena_reset(scratch, KEPT);
  zp_sink sink = { .arena = scratch };
  html->sink = &sink;
  const zp_unit_result *whole = NULL;
  if (!index && zp_unit_whole(html->result, html->how, unit, scratch, &whole, html->err) != ZP_OK) return html->err->status;
  if (index) zp_html_index(html);
  else zp_html_unit(html, whole);
  close_page(html, index);
  if (html->say.failed || sink.failed) return zp_fail_memory(html->err);
  zp_text name = index ? ZP_TEXT("index.html") : zp_html_name(html->result, unit, room);
  return folder->put(folder, name, (zp_text){ sink.bytes, sink.len }, html->err);
}

static zp_status write_pages(const zp_result *result, const zp_report_options *options, zp_arena *arena, zp_folder *folder, zp_error *err)
{
  zp_html html = { .say = { arena, options->lang, false }, .result = result, .how = options, .err = err };
  bool open = zp_html_begin(&html) && zp_template_open("index.html", &html.say, &html.index) &&
              zp_template_open("unit.html", &html.say, &html.unit);
  zp_arena *scratch = zp_arena_beside(arena);
  if (!open || scratch == NULL) {
    zp_arena_free(scratch);
    return zp_fail_memory(err);
  }
  html.say.arena = scratch;
  zp_status status = put_page(&html, SIZE_MAX, scratch, folder);
  for (size_t i = 0; status == ZP_OK && i < result->unit_count; i++) status = put_page(&html, i, scratch, folder);
  zp_arena_free(scratch);
  return status;
}

const zp_folder_report zp_report_html = {
  .name = "html",
  .title = ZP_W_REPORT_HTML,
  .owns = owns,
  .write = write_pages,
  .by_unit = true,
};
