// html.c: reader of pages with tables, as budget systems write them and name them .xls. What
// charset a page claims does not count: its bytes say better what they are.
#include <string.h>
#include <strings.h>

#include "base/encoding.h"
#include "plugins/readers/html_style.h"
#include "plugins/readers/html_table.h"
#include "plugins/readers/html_token.h"
#include "plugins/readers/plain.h"

/// The text of the cell, or of the paragraph outside of tables, that is being collected. The room
/// is used again for the next.
typedef struct collected {
  char *bytes;
  size_t len, capacity;
  bool space, line; // what is to come before the next character
} collected;

typedef struct page {
  zp_arena *arena;
  zp_findings *findings;
  zp_error *err;
  zp_document *out;
  size_t block_capacity;
  zp_html_table tables[ZP_HTML_DEPTH_MOST];
  collected texts[ZP_HTML_DEPTH_MOST + 1]; // of the cell at hand of each, behind that of the page
  zp_text attributes[ZP_HTML_DEPTH_MOST];  // of those cells
  size_t depth;                            // tables that are open
  uint32_t row; // of the page: paragraphs and rows above, as a spreadsheet would lay it out
  size_t total, steps;
  zp_format_names styles;
  bool frames;
} page;

static const zp_text none = { NULL, 0 };

static zp_html_table *innermost(page *p)
{
  return p->depth == 0 ? NULL : &p->tables[p->depth - 1];
}

// ---- texts
// -----------------------------------------------------------------------------------------------------------

static void empty(collected *text)
{
  text->len = 0;
  text->space = text->line = false;
}

/// What was collected, in the arena; blank when there is nothing.
static zp_status take_collected(page *p, collected *text, zp_text *out)
{
  zp_text own = zp_text_trim((zp_text){ text->bytes, text->len });
  empty(text);
  *out = own.len == 0 ? none : zp_text_copy(own, p->arena);
  return own.len != 0 && out->ptr == NULL ? zp_fail_memory(p->err) : ZP_OK;
}

static zp_status put(page *p, collected *text, zp_text part)
{
  enum { ROOM = 64 };
  if (text->capacity - text->len < part.len + 1) {
    size_t capacity = text->capacity * 2 + part.len + ROOM;
    char *bytes = zp_arena_bytes(p->arena, capacity);
    if (bytes == NULL) return zp_fail_memory(p->err);
    if (text->len != 0) memcpy(bytes, text->bytes, text->len);
    text->bytes = bytes;
    text->capacity = capacity;
  }
  if (text->len != 0 && text->line)
    text->bytes[text->len++] = '\n';
  else if (text->len != 0 && text->space)
    text->bytes[text->len++] = ' ';
  text->line = text->space = false;
  memcpy(text->bytes + text->len, part.ptr, part.len);
  text->len += part.len;
  return ZP_OK;
}

/// Where characters stop that stand for themselves: at blanks, entities, and what may begin a blank
/// of two bytes.
static size_t plain_end(zp_text text, size_t at)
{
  while (at < text.len && (unsigned char)text.ptr[at] > ' ' && text.ptr[at] != '&' &&
         (unsigned char)text.ptr[at] != 0xC2)
    at++;
  return at;
}

/// White space of any length is one space, as it is shown.
static zp_status take_text(page *p, zp_text text)
{
  enum { NO_BREAK_SPACE = 0xA0, SOFT_HYPHEN = 0xAD };
  collected *to = &p->texts[p->depth];
  for (size_t at = 0; at < text.len;) {
    char room[4];
    size_t end = plain_end(text, at);
    if (end > at) {
      if (put(p, to, zp_text_slice(text, at, end)) != ZP_OK) return p->err->status;
      at = end;
      continue;
    }
    bool written = text.ptr[at] != '&';
    uint32_t c = zp_html_character(text, &at);
    bool blank = c == NO_BREAK_SPACE || (written && c <= ' ');
    if (blank)
      to->space = true;
    else if (c != 0 && c != SOFT_HYPHEN &&
             put(p, to, (zp_text){ room, zp_encoding_put(c, room) }) != ZP_OK)
      return p->err->status;
  }
  return ZP_OK;
}

/// A number as the format of its cell shows it; every other text as it is.
static zp_status shown(page *p, zp_text attributes, zp_text text, zp_text *out)
{
  zp_number number;
  *out = text;
  zp_html_numbers numbers = zp_html_numbers_of(&p->styles, attributes, p->arena);
  if (zp_arena_short(p->arena)) return zp_fail_memory(p->err);
  if (numbers.format == NULL || !zp_number_read(text, &number)) return ZP_OK;
  *out = zp_number_format_show(numbers.format, &number, ZP_DATES_1900, p->arena);
  return out->ptr == NULL ? zp_fail_memory(p->err) : ZP_OK;
}

// ---- blocks
// ----------------------------------------------------------------------------------------------------------

static zp_status add_block(page *p, zp_block_kind kind, size_t *index)
{
  zp_block *blocks =
      zp_arena_grow(p->arena, p->out->blocks, p->out->count, &p->block_capacity, sizeof *blocks);
  if (blocks == NULL) return zp_fail_memory(p->err);
  if (p->out->count >= ZP_PLAIN_CELLS_MOST) {
    zp_text most = zp_text_format(p->arena, "%d", ZP_PLAIN_CELLS_MOST);
    return zp_fail(p->err, ZP_E_CELLS_MANY, &(zp_place){ .file = p->out->file, .row = p->row },
                   most, none, none);
  }
  p->out->blocks = blocks;
  blocks[p->out->count] = (zp_block){ .kind = kind };
  *index = p->out->count++;
  return ZP_OK;
}

/// What was collected outside of cells becomes a line of its own, at that row of the page. *used:
/// there was something.
static zp_status spill(page *p, uint32_t row, bool *used)
{
  zp_text own;
  zp_place place = { .file = p->out->file, .row = row, .column = 1 };
  size_t index;
  if (take_collected(p, &p->texts[p->depth], &own) != ZP_OK) return p->err->status;
  *used = own.len != 0;
  if (own.len == 0) return ZP_OK;
  if (own.len > ZP_PLAIN_CELL_MOST)
    return zp_fail(p->err, ZP_E_CELL_LONG, &place,
                   zp_text_format(p->arena, "%d", ZP_PLAIN_CELL_MOST), none, none);
  if (add_block(p, ZP_BLOCK_PARAGRAPH, &index) != ZP_OK) return p->err->status;
  p->out->blocks[index].paragraph = (zp_cell){ own, place };
  return ZP_OK;
}

static zp_status end_paragraph(page *p)
{
  bool used;
  if (spill(p, p->row + 1, &used) != ZP_OK) return p->err->status;
  p->row += used;
  return ZP_OK;
}

// ---- tables
// ----------------------------------------------------------------------------------------------------------

/// A cell that shows nothing but has the number it was made from in x:num.
static zp_text hidden_number(zp_text attributes)
{
  zp_text value = none;
  return zp_html_attribute(attributes, "x:num", &value) ? zp_text_trim(value) : none;
}

/// A caption, or text between cells. Above the first row it comes before the table.
static zp_status spill_in_table(page *p, zp_html_table *table)
{
  bool used;
  if (spill(p, table->base + (table->row == 0 ? 1 : table->row), &used) != ZP_OK)
    return p->err->status;
  if (!used || table->row != 0 || table->block + 2 != p->out->count) return ZP_OK;
  zp_block *blocks = p->out->blocks + table->block, line = blocks[1];
  blocks[1] = blocks[0];
  blocks[0] = line;
  table->block++;
  table->base++;
  return ZP_OK;
}

static zp_status end_cell(page *p)
{
  zp_html_table *table = innermost(p);
  if (table == NULL) return ZP_OK;
  if (!table->cell_open) return spill_in_table(p, table);
  zp_text own, attributes = p->attributes[p->depth - 1];
  if (take_collected(p, &p->texts[p->depth], &own) != ZP_OK) return p->err->status;
  if (own.len == 0) own = hidden_number(attributes);
  table->cell_open = false;
  if (own.len == 0) return ZP_OK;
  if (shown(p, attributes, own, &own) != ZP_OK) return p->err->status;
  if ((table->row_hidden || table->cell_hidden) && table->hidden_last != table->row) {
    table->hidden_last = table->row;
    if (table->hidden++ == 0)
      table->hidden_first = zp_cells_place(&table->cells, table->base + table->row, table->column);
  }
  return zp_cells_put(&table->cells, table->base + table->row, table->column, own);
}

static zp_status end_table(page *p)
{
  zp_html_table *table = innermost(p);
  if (table == NULL) return ZP_OK;
  if (end_cell(p) != ZP_OK) return p->err->status;
  if (table->hidden != 0) {
    zp_findings_add(p->findings, ZP_E_ROWS_HIDDEN, &table->hidden_first,
                    zp_text_format(p->arena, "%u", table->hidden), none, none);
  }
  table->cells.total = p->total;
  if (zp_cells_end(&table->cells, &p->out->blocks[table->block]) != ZP_OK) return p->err->status;
  p->total = table->cells.total;
  if (table->base + table->row > p->row) p->row = table->base + table->row;
  p->depth--;
  return ZP_OK;
}

static zp_status begin_table(page *p)
{
  size_t block;
  if (p->depth == 0 && end_paragraph(p) != ZP_OK) return p->err->status;
  const zp_html_table *outer = innermost(p);
  uint32_t base = outer == NULL ? p->row : outer->base + (outer->row == 0 ? 0 : outer->row - 1);
  if (p->depth >= ZP_HTML_DEPTH_MOST) {
    zp_place place = { .file = p->out->file, .row = base + 1 };
    return zp_fail(p->err, ZP_E_PACKAGE_DAMAGED, &place, zp_word_arg(ZP_W_DAMAGE_DEEP), none, none);
  }
  if (add_block(p, ZP_BLOCK_TABLE, &block) != ZP_OK) return p->err->status;
  zp_html_table_begin(&p->tables[p->depth], block, base, &p->steps);
  p->tables[p->depth].cells =
      (zp_cells){ .file = p->out->file, .arena = p->arena, .findings = p->findings, .err = p->err };
  empty(&p->texts[++p->depth]);
  return ZP_OK;
}

static zp_status begin_row(page *p, zp_text attributes)
{
  if (p->depth == 0 && begin_table(p) != ZP_OK) return p->err->status; // rows without a table
  if (end_cell(p) != ZP_OK || zp_html_table_row(innermost(p)) != ZP_OK) return p->err->status;
  innermost(p)->row_hidden = zp_html_hidden(attributes);
  return ZP_OK;
}

static zp_status begin_cell(page *p, zp_text attributes)
{
  if (p->depth == 0 && begin_table(p) != ZP_OK) return p->err->status;
  zp_html_table *table = innermost(p);
  if (end_cell(p) != ZP_OK) return p->err->status;
  if (!table->row_open && zp_html_table_row(table) != ZP_OK) return p->err->status;
  uint32_t columns = zp_html_span(attributes, "colspan", 1000),
           rows = zp_html_span(attributes, "rowspan", ZP_HTML_ROWS_MOST + 1);
  if (zp_html_table_cell(table, rows, columns, &p->steps) != ZP_OK) return p->err->status;
  table->cell_hidden = zp_html_hidden(attributes);
  p->attributes[p->depth - 1] = attributes;
  empty(&p->texts[p->depth]);
  return ZP_OK;
}

// ---- the page
// --------------------------------------------------------------------------------------------------------

static bool is_any(const zp_html_token *token, const char *const *names)
{
  for (; *names != NULL; names++)
    if (zp_html_is(token, *names)) return true;
  return false;
}

/// Outside of cells a line ends; inside of them the next text stands on another one.
static zp_status break_line(page *p)
{
  if (p->depth == 0) return end_paragraph(p);
  p->texts[p->depth].line = true;
  return ZP_OK;
}

static zp_status open_tag(page *p, const zp_html_token *token)
{
  static const char *const cells[] = { "td", "th", NULL }, *const frames[] = { "frameset", "frame",
                                                                               NULL };
  if (zp_html_is(token, "table")) return begin_table(p);
  if (zp_html_is(token, "tr")) return begin_row(p, token->attributes);
  if (is_any(token, cells)) return begin_cell(p, token->attributes);
  if (is_any(token, frames)) p->frames = true;
  return ZP_OK;
}

static zp_status close_tag(page *p, const zp_html_token *token)
{
  static const char *const cells[] = { "td", "th", "tr", NULL };
  if (zp_html_is(token, "table")) {
    if (end_table(p) != ZP_OK) return p->err->status;
    return break_line(p);
  }
  if (p->depth == 0 || !is_any(token, cells)) return ZP_OK;
  if (end_cell(p) != ZP_OK) return p->err->status;
  if (zp_html_is(token, "tr")) innermost(p)->row_open = false;
  return ZP_OK;
}

static zp_status take_styles(page *p, zp_text sheet)
{
  zp_place whole = { .file = p->out->file };
  zp_format_names_end end = zp_html_styles_add(&p->styles, sheet, p->arena);
  if (end == ZP_FORMAT_NAMES_FINE) return ZP_OK;
  if (end == ZP_FORMAT_NAMES_MEMORY) return zp_fail_memory(p->err);
  zp_text most = zp_text_format(p->arena, "%d", ZP_FORMAT_NAMES_MOST);
  return zp_fail(p->err, ZP_E_TOO_LARGE, &whole, zp_word_arg(ZP_W_FORMATS_NAMED), most, none);
}

static zp_status take(page *p, const zp_html_token *token)
{
  static const char *const lines[] = { "br", "p",  "div",    "li", "h1",  "h2",      "h3", "h4",
                                       "h5", "h6", "center", "hr", "pre", "caption", NULL };
  switch (token->kind) {
    case ZP_HTML_TEXT: return take_text(p, token->text);
    case ZP_HTML_STYLE: return take_styles(p, token->text);
    default: break;
  }
  if (is_any(token, lines)) return break_line(p);
  return token->kind == ZP_HTML_OPEN ? open_tag(p, token) : close_tag(p, token);
}

/// Tables that turned out to have no text, such as those that only lay out a page, are no blocks.
static zp_status finish(page *p)
{
  while (p->depth > 0)
    if (end_table(p) != ZP_OK) return p->err->status;
  if (end_paragraph(p) != ZP_OK) return p->err->status;
  size_t kept = 0;
  for (size_t i = 0; i < p->out->count; i++)
    if (p->out->blocks[i].kind == ZP_BLOCK_PARAGRAPH || p->out->blocks[i].row_count != 0)
      p->out->blocks[kept++] = p->out->blocks[i];
  p->out->count = kept;
  zp_place whole = { .file = p->out->file };
  if (kept != 0) return ZP_OK;
  if (p->frames)
    return zp_fail(p->err, ZP_E_OFFICE_OTHER, &whole, zp_word_arg(ZP_W_KIND_FRAMES),
                   ZP_TEXT(".xlsx"), none);
  return zp_fail_with(p->err, ZP_E_EMPTY_FILE, &whole, "");
}

static zp_status read_html(zp_text bytes, zp_text name, zp_arena *arena, zp_document *out,
                           zp_findings *findings, zp_error *err)
{
  page *p = ZP_TAKE(arena, page, 1);
  zp_text html = none;
  size_t at = 0;
  *out = (zp_document){ .file = name };
  if (p == NULL) return zp_fail_memory(err);
  *p = (page){ .arena = arena, .findings = findings, .err = err, .out = out };
  if (zp_plain_decode(bytes, name, arena, &html, err) != ZP_OK) return err->status;
  for (;;) {
    zp_html_token token = zp_html_next(html, &at);
    if (token.kind == ZP_HTML_END) return finish(p);
    if (take(p, &token) != ZP_OK) return err->status;
  }
}

/// Offset of `part` in any case, or SIZE_MAX.
static size_t find_any_case(zp_text text, const char *part)
{
  size_t len = strlen(part);
  for (size_t at = 0; at + len <= text.len; at++)
    if ((text.ptr[at] | 32) == (part[0] | 32) && strncasecmp(text.ptr + at, part, len) == 0)
      return at;
  return SIZE_MAX;
}

/// It begins with a tag, and a page or a table follows soon.
static int claims_html(zp_text bytes, zp_text name)
{
  enum { LOOKED_AT = 1 << 14 };
  static const char *const signs[] = { "<html", "<table", "<!doctype html", "<tr" };
  char room[LOOKED_AT];
  if (zp_plain_binary(bytes, name)) return 0;
  zp_text head =
      zp_text_trim(zp_text_slice(zp_encoding_peek(bytes, room, sizeof room), 0, LOOKED_AT));
  if (head.len == 0 || head.ptr[0] != '<' || find_any_case(head, "office:spreadsheet") != SIZE_MAX)
    return 0;
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if (find_any_case(head, signs[i]) != SIZE_MAX) return 97;
  return 0;
}

extern const zp_reader zp_reader_html;
const zp_reader zp_reader_html = {
  .name = "html",
  .title = "pages with tables, also those named .xls",
  .plain = true,
  .claims = claims_html,
  .read = read_html,
};
