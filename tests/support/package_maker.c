// package_maker.c: see package_maker.h.
#include "package_maker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#define SHEET_NS "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define WORD_NS "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define REL_NS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define TYPES(main, type)                                                                                            \
  "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" "       \
  "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" "            \
  "ContentType=\"application/xml\"/><Override PartName=\"/" main "\" ContentType=\"application/vnd.openxmlformats-officedocument." type ".main+xml\"/></Types>"
#define RELATIONS(rows) "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" rows "</Relationships>"
#define RELATION(id, type, target) "<Relationship Id=\"" id "\" Type=\"" REL_NS "/" type "\" Target=\"" target "\"/>"

enum { STORED_LESS = 2048 };  // bytes; fuzz targets make thousands of small files a second

made_file package_of(const made_part *parts, size_t count)
{
  zip_error_t why;
  zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &why);
  zip_t *zip = source == NULL ? NULL : zip_open_from_source(source, ZIP_TRUNCATE, &why);
  if (zip == NULL) abort();
  zip_source_keep(source);
  for (size_t i = 0; i < count; i++) {
    size_t len = parts[i].len != 0 ? parts[i].len : strlen(parts[i].content);
    zip_source_t *one = zip_source_buffer(zip, parts[i].content, len, 0);
    zip_int64_t at = one == NULL ? -1 : zip_file_add(zip, parts[i].name, one, ZIP_FL_ENC_UTF_8);
    if (at >= 0 && len < STORED_LESS && zip_set_file_compression(zip, (zip_uint64_t)at, ZIP_CM_STORE, 0) != 0) abort();
    if (at < 0 || zip_file_set_dostime(zip, (zip_uint64_t)at, 0, 0x5821, 0) != 0) abort();  // 2024-01-01
  }
  if (zip_close(zip) != 0) abort();
  zip_stat_t about;
  if (zip_source_stat(source, &about) != 0 || zip_source_open(source) != 0) abort();
  made_file out = { malloc(about.size + 1), about.size };
  if (out.bytes == NULL || zip_source_read(source, out.bytes, about.size) != (zip_int64_t)about.size) abort();
  zip_source_close(source);
  zip_source_free(source);
  return out;
}

static char *joined(const char *before, const char *middle, const char *after)
{
  size_t len = strlen(before) + strlen(middle) + strlen(after) + 1;
  char *room = malloc(len);
  if (room == NULL) abort();
  snprintf(room, len, "%s%s%s", before, middle, after);
  return room;
}

static made_file workbook(zp_text sheet, const char *styles, const char *strings, const char *head)
{
  char *book = joined("<workbook xmlns=\"" SHEET_NS "\" xmlns:r=\"" REL_NS "\">", head == NULL ? "" : head,
                      "<sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
  char *style = joined("<styleSheet xmlns=\"" SHEET_NS "\">", styles == NULL ? "" : styles, "</styleSheet>");
  char *shared = joined("<sst xmlns=\"" SHEET_NS "\">", strings == NULL ? "" : strings, "</sst>");
  const made_part parts[] = {
    { "[Content_Types].xml", TYPES("xl/workbook.xml", "spreadsheetml.sheet"), 0 },
    { "_rels/.rels", RELATIONS(RELATION("rId1", "officeDocument", "xl/workbook.xml")), 0 },
    { "xl/workbook.xml", book, 0 },
    { "xl/_rels/workbook.xml.rels", RELATIONS(RELATION("rId1", "worksheet", "worksheets/sheet1.xml")
      RELATION("rId2", "styles", "styles.xml") RELATION("rId3", "sharedStrings", "sharedStrings.xml")), 0 },
    { "xl/worksheets/sheet1.xml", sheet.len == 0 ? "" : sheet.ptr, sheet.len },
    { "xl/styles.xml", style, 0 },
    { "xl/sharedStrings.xml", shared, 0 },
  };
  made_file out = package_of(parts, sizeof parts / sizeof *parts);
  free(book);
  free(style);
  free(shared);
  return out;
}

made_file workbook_of(const char *sheet, const char *styles, const char *strings, const char *head)
{
  bool whole = sheet[0] == '<' && strstr(sheet, "worksheet") != NULL;
  char *part = joined(whole ? "" : "<worksheet xmlns=\"" SHEET_NS "\">", sheet, whole ? "" : "</worksheet>");
  made_file out = workbook(zp_text_from(part), styles, strings, head);
  free(part);
  return out;
}

made_file workbook_of_part(zp_text sheet)
{
  return workbook(sheet,
    "<numFmts><numFmt numFmtId=\"164\" formatCode=\"0.00%\"/></numFmts><cellXfs><xf/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/></cellXfs>",
    "<si><t>a</t></si><si><r><t>b</t></r><rPh><t>x</t></rPh></si>", NULL);
}

static made_file document(zp_text part, const char *numbering)
{
  char *numbers = joined("<w:numbering xmlns:w=\"" WORD_NS "\">", numbering == NULL ? "" : numbering, "</w:numbering>");
  const made_part parts[] = {
    { "[Content_Types].xml", TYPES("word/document.xml", "wordprocessingml.document"), 0 },
    { "_rels/.rels", RELATIONS(RELATION("rId1", "officeDocument", "word/document.xml")), 0 },
    { "word/document.xml", part.len == 0 ? "" : part.ptr, part.len },
    { "word/_rels/document.xml.rels", RELATIONS(RELATION("rId1", "numbering", "numbering.xml") RELATION("rId2", "styles", "styles.xml")
      RELATION("rId3", "aFChunk", "chunk.html")), 0 },
    { "word/numbering.xml", numbers, 0 },
    { "word/styles.xml", "<w:styles xmlns:w=\"" WORD_NS "\"><w:style w:styleId=\"H1\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>"
      "</w:style><w:style w:styleId=\"H1sub\"><w:basedOn w:val=\"H1\"/></w:style></w:styles>", 0 },
  };
  made_file out = package_of(parts, sizeof parts / sizeof *parts);
  free(numbers);
  return out;
}

made_file document_of_part(zp_text part)
{
  return document(part, NULL);
}

made_file document_of(const char *body, const char *numbering)
{
  bool whole = strstr(body, ":document") != NULL;
  char *part = joined(whole ? "" : "<w:document xmlns:w=\"" WORD_NS "\" xmlns:r=\"" REL_NS "\" "
                      "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:wps=\"urn:shape\" "
                      "xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"><w:body>",
                      body, whole ? "" : "</w:body></w:document>");
  made_file out = document(zp_text_from(part), numbering);
  free(part);
  return out;
}
