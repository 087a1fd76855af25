// prose_word.c: the self-evaluation report as a Word document: pages/word.xml filled, in a package.
#include "plugins/reports/prose_parts.h"
#include "plugins/reports/template.h"
#include "plugins/reports/word_package.h"

#include <string.h>

enum { TEXT_WIDTH = 8844, LEVELS = 3 };  // between the margins, in twentieths of a point; styled headings
enum { FIGURES_SHARE = 2, TEXTS_SHARE = 3 };  // of the width of a table, to a column

/// A page that knows which table is open.
typedef struct word {
  zp_prose prose;  // the first: forms get its address
  zp_template parts;
  const zp_prose_head *heads;  // NULL: no table is open
  size_t columns;
} word;

static word *word_of(zp_prose *to)
{
  return (word *)to;
}

static void put(word *to, const char *part)
{
  zp_template_put(&to->parts, part, NULL, 0, to->prose.sink);
}

/// What XML cannot hold besides controls: U+FFFE and U+FFFF become U+FFFD.
static zp_text spelt(zp_prose *to, zp_text text)
{
  text = zp_text_trim(text);
  if (!zp_text_contains(text, ZP_TEXT("\xEF\xBF\xBE")) && !zp_text_contains(text, ZP_TEXT("\xEF\xBF\xBF"))) return text;
  char *room = zp_arena_bytes(to->say.arena, text.len);
  if (room == NULL) {
    to->say.failed = true;
    return text;
  }
  memcpy(room, text.ptr, text.len);
  for (size_t i = 0; i + 2 < text.len; i++)
    if (memcmp(room + i, "\xEF\xBF", 2) == 0 && (unsigned char)room[i + 2] >= 0xBE) room[i + 2] = (char)0xBD;
  return (zp_text){ room, text.len };
}

static void put_blank(zp_prose *to)
{
  if (word_of(to)->heads != NULL) put(word_of(to), "table-close");
  word_of(to)->heads = NULL;
}

static void put_heading(zp_prose *to, int level, zp_text text)
{
  static const char digits[] = "123456";
  int shown = level > LEVELS ? LEVELS : level;
  put_blank(to);
  ZP_PUT(&word_of(to)->parts, to->sink, "heading", { "level", { digits + shown - 1, 1 } }, { "text", spelt(to, text) });
}

static void put_line(zp_prose *to, zp_text text)
{
  put_blank(to);
  ZP_PUT(&word_of(to)->parts, to->sink, "line", { "text", spelt(to, text) });
}

static void put_item(zp_prose *to, zp_text text)
{
  put_blank(to);
  ZP_PUT(&word_of(to)->parts, to->sink, "item", { "text", spelt(to, text) });
}

static size_t share_of(const zp_prose_head *head)
{
  return head->figures ? FIGURES_SHARE : TEXTS_SHARE;
}

/// In twentieths of a point.
static zp_text width_of(word *page, size_t column)
{
  size_t all = 0;
  for (size_t i = 0; i < page->columns; i++) all += share_of(&page->heads[i]);
  zp_text width = zp_text_format(page->prose.say.arena, "%zu", TEXT_WIDTH * share_of(&page->heads[column]) / all);
  if (width.ptr == NULL) page->prose.say.failed = true;
  return width;
}

static void put_cell(zp_prose *to, size_t column, zp_text text, const char *style)
{
  ZP_PUT(&word_of(to)->parts, to->sink, "cell", { "width", width_of(word_of(to), column) }, { "style", zp_text_from(style) },
         { "text", spelt(to, text) });
}

static void put_head_row(zp_prose *to, const zp_prose_head *heads, size_t count)
{
  word *page = word_of(to);
  put_blank(to);
  page->heads = heads;
  page->columns = count;
  put(page, "table");
  for (size_t i = 0; i < count; i++) ZP_PUT(&page->parts, to->sink, "column", { "width", width_of(page, i) });
  put(page, "head-row");
  for (size_t i = 0; i < count; i++) put_cell(to, i, zp_wording_word(&to->say, heads[i].word), "CellHead");
  put(page, "row-close");
}

static void put_row(zp_prose *to, const zp_text *cells, size_t count)
{
  word *page = word_of(to);
  put(page, "row");
  for (size_t i = 0; i < count; i++) put_cell(to, i, cells[i], page->heads[i].figures ? "CellFigure" : "Cell");
  put(page, "row-close");
}

static const zp_prose_form form = {
  .heading = put_heading,
  .line = put_line,
  .item = put_item,
  .head_row = put_head_row,
  .row = put_row,
  .blank = put_blank,
};

/// A part of the package that says nothing of the result.
static zp_text fixed(word *page, const char *part)
{
  zp_sink sink = { .arena = page->prose.say.arena };
  zp_text lang = page->prose.say.lang == ZP_LANG_ZH ? ZP_TEXT("zh-CN") : ZP_TEXT("en-GB");
  ZP_PUT(&page->parts, &sink, part, { "lang", lang });
  if (sink.failed) page->prose.say.failed = true;
  return (zp_text){ sink.bytes, sink.len };
}

static zp_status write_word(const zp_result *result, const zp_report_options *options, zp_sink *sink, zp_error *err)
{
  zp_sink text = { .arena = sink->arena };
  word page = { .prose = { .form = &form, .say = { sink->arena, options->lang, false }, .sink = &text } };
  if (!zp_template_open("word.xml", &page.prose.say, &page.parts)) return zp_fail_memory(err);
  put(&page, "open");
  zp_prose_put(&page.prose, result);
  put_blank(&page.prose);
  put(&page, "close");
  const zp_package_part parts[] = {
    { "[Content_Types].xml", fixed(&page, "types") },
    { "_rels/.rels", fixed(&page, "relations") },
    { "word/document.xml", { text.bytes, text.len } },
    { "word/_rels/document.xml.rels", fixed(&page, "document-relations") },
    { "word/styles.xml", fixed(&page, "styles") },
    { "word/numbering.xml", fixed(&page, "numbering") },
    { "word/footer.xml", fixed(&page, "footer") },
  };
  if (page.prose.say.failed || text.failed || zp_arena_short(sink->arena)) return zp_fail_memory(err);
  return zp_package_put(parts, sizeof parts / sizeof parts[0], sink, err);
}

const zp_report zp_report_docx = {
  .name = "docx",
  .title = ZP_W_REPORT_DOCX,
  .suffix = ".docx",
  .write = write_word,
  .binary = true,
};
