// xml_workbook.c: reader of workbooks in the XML of Excel 2002 and 2003, by expat. The encoding
// that the file declares does not count: its bytes say better what they are.
#include "plugins/readers/xml_workbook.h"

#include <expat.h>
#include <string.h>
#include <sys/auxv.h>

#include "base/encoding.h"
#include "plugins/readers/plain.h"

static const zp_text none = { NULL, 0 };
static const char space[] = "urn:schemas-microsoft-com:office:spreadsheet";

enum { SEPARATOR = '|', CHUNK = 1 << 20, ELEMENTS_DEEP = 64 };

/// expat and what it fills.
typedef struct parse {
  XML_Parser parser;
  zp_xml_workbook *book;
  size_t depth;
  zp_text style_id;
  bool in_comment; // whose text is no cell's
  bool stopped;
} parse;

static void stop(parse *p)
{
  if (!p->stopped) XML_StopParser(p->parser, XML_FALSE);
  p->stopped = true;
}

static void check(parse *p, zp_status status)
{
  if (status != ZP_OK) stop(p);
}

/// The name behind the namespace when it is that of spreadsheets, or one of its options; else "".
static const char *local(const char *name)
{
  const char *bar = strrchr(name, SEPARATOR);
  if (bar == NULL) return name;
  bool own = (size_t)(bar - name) == sizeof space - 1 && memcmp(name, space, sizeof space - 1) == 0;
  return own || strcmp(bar + 1, "Visible") == 0 ? bar + 1 : "";
}

static void begin_worksheet(parse *p, const char **attributes)
{
  zp_xml_workbook *book = p->book;
  const char *name = zp_xml_value(attributes, "Name");
  zp_text title = zp_text_copy(zp_text_from(name), book->arena);
  zp_block *blocks = zp_arena_grow(book->arena, book->out->blocks, book->out->count,
                                   &book->block_capacity, sizeof *blocks);
  if (blocks == NULL || title.ptr == NULL) {
    check(p, zp_fail_memory(book->err));
    return;
  }
  if (book->out->count >= ZP_XML_SHEETS_MOST) {
    zp_place whole = { .file = book->out->file };
    check(p, zp_fail(book->err, ZP_E_PACKAGE_DAMAGED, &whole, zp_word_arg(ZP_W_DAMAGE_SHEET), none,
                     none));
    return;
  }
  book->out->blocks = blocks;
  blocks[book->out->count++] = (zp_block){ .kind = ZP_BLOCK_TABLE, .title = title };
  zp_cells_begin(&book->cells, title);
  zp_xml_begin_sheet(book);
}

static void end_worksheet(parse *p)
{
  zp_xml_workbook *book = p->book;
  if (!book->in_sheet) return;
  zp_block *block = &book->out->blocks[book->out->count - 1];
  zp_place place = { .file = book->out->file, .sheet = block->title };
  block->hidden = book->hidden_sheet;
  book->in_sheet = false;
  zp_xml_report(book);
  check(p, zp_cells_end(&book->cells, block));
  if (block->hidden && block->row_count != 0)
    zp_findings_add(book->findings, ZP_E_SHEET_HIDDEN, &place, block->title, none, none);
}

static void begin_data(parse *p, const char **attributes)
{
  const char *type = zp_xml_value(attributes, "Type");
  p->book->type = type == NULL ? 'S' : type[0];
  p->book->text.len = 0;
  p->book->valued = true;
  p->book->collecting = ZP_XML_DATA;
}

static void begin_style(parse *p, const char **attributes)
{
  const char *id = zp_xml_value(attributes, "ID");
  p->style_id = zp_text_copy(zp_text_from(id), p->book->arena);
  if (p->style_id.ptr == NULL) check(p, zp_fail_memory(p->book->err));
}

static void XMLCALL on_open(void *data, const XML_Char *full, const XML_Char **attributes)
{
  parse *p = data;
  zp_xml_workbook *book = p->book;
  const char *name = local(full);
  if (p->stopped) return;
  if (++p->depth > ELEMENTS_DEEP) {
    zp_place whole = { .file = book->out->file };
    check(p, zp_fail(book->err, ZP_E_PACKAGE_DAMAGED, &whole, zp_word_arg(ZP_W_DAMAGE_DEEP), none,
                     none));
  } else if (book->collecting == ZP_XML_DATA) {
    return; // bold words and the like inside of a text
  } else if (strcmp(name, "Worksheet") == 0) {
    begin_worksheet(p, attributes);
  } else if (strcmp(name, "Style") == 0) {
    begin_style(p, attributes);
  } else if (strcmp(name, "NumberFormat") == 0) {
    const char *code = zp_xml_value(attributes, "Format");
    check(p, zp_xml_take_style(book, p->style_id, zp_text_from(code)));
  } else if (!book->in_sheet) {
    return;
  } else if (strcmp(name, "Column") == 0) {
    zp_xml_take_column(book, attributes);
  } else if (strcmp(name, "Row") == 0) {
    check(p, zp_xml_begin_row(book, attributes));
  } else if (strcmp(name, "Cell") == 0) {
    check(p, zp_xml_begin_cell(book, attributes));
  } else if (strcmp(name, "Comment") == 0) {
    p->in_comment = true;
  } else if (strcmp(name, "Data") == 0 && book->column != 0 && !p->in_comment) {
    begin_data(p, attributes);
  } else if (strcmp(name, "Visible") == 0) {
    book->text.len = 0;
    book->collecting = ZP_XML_VISIBLE;
  }
}

static void XMLCALL on_close(void *data, const XML_Char *full)
{
  parse *p = data;
  zp_xml_workbook *book = p->book;
  const char *name = local(full);
  if (p->stopped) return;
  p->depth--;
  if (strcmp(name, "Data") == 0) {
    book->collecting = ZP_XML_NOTHING;
  } else if (strcmp(name, "Comment") == 0) {
    p->in_comment = false;
  } else if (strcmp(name, "Visible") == 0) {
    zp_text said = zp_text_trim((zp_text){ book->text.bytes, book->text.len });
    if (zp_text_starts(said, ZP_TEXT("SheetHidden")) ||
        zp_text_starts(said, ZP_TEXT("SheetVeryHidden")))
      book->hidden_sheet = true;
    book->collecting = ZP_XML_NOTHING;
  } else if (book->in_sheet && strcmp(name, "Cell") == 0) {
    check(p, zp_xml_end_cell(book));
  } else if (strcmp(name, "Worksheet") == 0) {
    end_worksheet(p);
  }
}

static void XMLCALL on_text(void *data, const XML_Char *bytes, int len)
{
  parse *p = data;
  if (p->stopped || p->book->collecting == ZP_XML_NOTHING) return;
  if (p->book->text.len <= ZP_PLAIN_CELL_MOST)
    zp_sink_put(&p->book->text, (zp_text){ bytes, (size_t)len });
}

/// What no program writes here, and what entities without end are made of.
static void XMLCALL on_doctype(void *data, const XML_Char *name, const XML_Char *system,
                               const XML_Char *public, int internal)
{
  parse *p = data;
  zp_place whole = { .file = p->book->out->file };
  (void)name, (void)system, (void)public, (void)internal;
  check(p, zp_fail(p->book->err, ZP_E_XML_DOCTYPE, &whole, p->book->out->file, none, none));
}

/// expat would ask the system for randomness, which a confined worker may not; the kernel gave each
/// process some at its start.
static unsigned long salt(void)
{
  unsigned long value = 0;
  const void *given = (const void *)getauxval(AT_RANDOM);
  if (given != NULL) memcpy(&value, given, sizeof value);
  return value == 0 ? 1 : value;
}

static zp_status malformed(parse *p)
{
  zp_xml_workbook *book = p->book;
  enum XML_Error code = XML_GetErrorCode(p->parser);
  if (code == XML_ERROR_NO_MEMORY) return zp_fail_memory(book->err);
  zp_place place = { .file = book->out->file,
                     .row = (uint32_t)XML_GetCurrentLineNumber(p->parser) };
  zp_text line = zp_text_format(book->arena, "%u", place.row);
  return zp_fail(book->err, ZP_E_XML_DAMAGED, &place, book->out->file, line,
                 zp_text_from(XML_ErrorString(code)));
}

static zp_status feed(parse *p, zp_text text)
{
  for (size_t at = 0; at < text.len; at += CHUNK) {
    zp_text part = zp_text_slice(text, at, at + CHUNK);
    bool last = at + CHUNK >= text.len;
    enum XML_Status status = XML_Parse(p->parser, part.ptr, (int)part.len, last);
    if (p->stopped) return p->book->err->status;
    if (status != XML_STATUS_OK) return malformed(p);
  }
  return ZP_OK;
}

static zp_status parse_all(zp_xml_workbook *book, zp_text text)
{
  parse p = { .book = book, .parser = XML_ParserCreateNS("UTF-8", SEPARATOR) };
  if (p.parser == NULL) return zp_fail_memory(book->err);
  XML_SetHashSalt(p.parser, salt());
  XML_SetUserData(p.parser, &p);
  XML_SetElementHandler(p.parser, on_open, on_close);
  XML_SetCharacterDataHandler(p.parser, on_text);
  XML_SetStartDoctypeDeclHandler(p.parser, on_doctype);
  zp_status status = feed(&p, text);
  XML_ParserFree(p.parser);
  return status;
}

static zp_status read_workbook(zp_text bytes, zp_text name, zp_arena *arena, zp_document *out,
                               zp_findings *findings, zp_error *err)
{
  zp_xml_workbook *book = ZP_TAKE(arena, zp_xml_workbook, 1);
  zp_place whole = { .file = name };
  zp_text text = none;
  *out = (zp_document){ .file = name };
  if (book == NULL) return zp_fail_memory(err);
  *book = (zp_xml_workbook){
    .arena = arena, .findings = findings, .err = err, .out = out, .text = { .arena = arena }
  };
  book->cells = (zp_cells){ .file = name, .arena = arena, .findings = findings, .err = err };
  if (zp_plain_decode(bytes, name, arena, &text, err) != ZP_OK || parse_all(book, text) != ZP_OK)
    return err->status;
  return book->cells.total == 0 ? zp_fail_with(err, ZP_E_EMPTY_FILE, &whole, "") : ZP_OK;
}

/// The namespace is named at the beginning, behind the declaration or without one.
static int claims_workbook(zp_text bytes, zp_text name)
{
  enum { LOOKED_AT = 8192 };
  char room[LOOKED_AT];
  if (zp_plain_binary(bytes, name)) return 0;
  zp_text head =
      zp_text_trim(zp_text_slice(zp_encoding_peek(bytes, room, sizeof room), 0, LOOKED_AT));
  bool begins = zp_text_starts(head, ZP_TEXT("<?xml")) ||
                zp_text_starts(head, ZP_TEXT("<Workbook")) ||
                zp_text_starts(head, ZP_TEXT("<ss:Workbook"));
  return begins && zp_text_contains(head, zp_text_from(space)) &&
                 zp_text_contains(head, ZP_TEXT("Workbook"))
             ? 98
             : 0;
}

extern const zp_reader zp_reader_xml_workbook;
const zp_reader zp_reader_xml_workbook = {
  .name = "xml-workbook",
  .title = "workbooks in the XML of Excel 2002 and 2003, mostly named .xls",
  .plain = true,
  .claims = claims_workbook,
  .read = read_workbook,
};
