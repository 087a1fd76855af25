// test_reader_docx.c: documents made here: paragraphs, tables, merges, changes, fields, lists, text boxes, and what is refused.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "package_maker.h"
#include "reading.h"

extern const zp_reader zp_reader_docx;

#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define TC(text) "<w:tc>" P(text) "</w:tc>"
#define LISTED(level, text) "<w:p><w:pPr><w:numPr><w:ilvl w:val='" level "'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"
#define NUMBERING                                                                                                                   \
  "<w:abstractNum w:abstractNumId='5'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCountingThousand'/><w:lvlText w:val='%1、'/></w:lvl>" \
  "<w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='（%2）'/></w:lvl><w:lvl w:ilvl='2'><w:numFmt w:val='decimal'/>"      \
  "<w:isLgl/><w:lvlText w:val='%1.%2.%3'/></w:lvl><w:lvl w:ilvl='3'><w:numFmt w:val='bullet'/><w:lvlText w:val='&#xF0B7;'/></w:lvl>"                       \
  "<w:lvl w:ilvl='4'><w:numFmt w:val='decimalEnclosedCircle'/><w:lvlText w:val='%5'/></w:lvl></w:abstractNum>"                                            \
  "<w:num w:numId='1'><w:abstractNumId w:val='5'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='5'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='11'/></w:lvlOverride></w:num>"
#define BOX(text) "<w:txbxContent>" text "</w:txbxContent>"

static const struct { const char *title, *body, *expected; zp_status finding; } documents[] = {
  { "paragraphs and tables in order", P("甲") "<w:p/>" "<w:tbl><w:tr>" TC("a") TC("b") "</w:tr><w:tr>" TC("c") TC("") "</w:tr></w:tbl>" P("乙"),
    "<1:1 甲>{[1:1 a][1:2 b];[2:1 c][2:2 ];}<3:1 乙>", ZP_OK },
  { "runs join; blanks only where they are kept", "<w:p><w:r><w:t xml:space='preserve'>甲 </w:t></w:r><w:r><w:t>\n 乙 \n</w:t></w:r></w:p>", "<1:1 甲 乙>", ZP_OK },
  { "columns that a cell spans, and columns left out", "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" P("宽") "</w:tc>" TC("b") "</w:tr><w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>" TC("c") "</w:tr></w:tbl>",
    "{[1:1 宽][1:2 ][1:3 b];[2:1 ][2:2 c];}", ZP_OK },
  { "cells merged downwards", "<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>" P("产出") "</w:tc>" TC("1") "</w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>" TC("2") "</w:tr>"
    "<w:tr><w:tc><w:tcPr><w:vMerge w:val='continue'/></w:tcPr><w:p/></w:tc>" TC("3") "</w:tr></w:tbl>", "{[1:1 产出][1:2 1];[2:1 ][2:2 2];[3:1 ][3:2 3];}", ZP_OK },
  { "text that a merged cell covers", "<w:tbl><w:tr>" TC("a") "</w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>" P("藏") "</w:tc>" TC("2") "</w:tr></w:tbl>", "{[1:1 a];[2:1 ][2:2 2];}", ZP_E_CELL_COVERED },
  { "several paragraphs and a break in a cell", "<w:tbl><w:tr><w:tc>" P("一") "<w:p/>" "<w:p><w:r><w:t>二</w:t><w:br/><w:t>三</w:t></w:r></w:p></w:tc></w:tr></w:tbl>", "{[1:1 一\n二\n三];}", ZP_OK },
  { "a table in a cell stands behind its table", "<w:tbl><w:tr><w:tc>" P("前") "<w:tbl><w:tr>" TC("内") "</w:tr></w:tbl>" P("后") "</w:tc>" TC("b") "</w:tr></w:tbl>" P("末"),
    "{[1:1 前\n后][1:2 b];}{[1:1 内];}<1:1 末>", ZP_OK },
  { "changes are accepted", "<w:p><w:r><w:t>实</w:t></w:r><w:del w:id='1'><w:r><w:delText>90</w:delText></w:r></w:del><w:ins w:id='2'><w:r><w:t>95</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>x</w:t></w:r></w:moveFrom></w:p>",
    "<1:1 实95>", ZP_E_REVISIONS },
  { "a deleted end joins paragraphs", "<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr><w:r><w:t>上</w:t></w:r></w:p>" P("下"), "<1:1 上下>", ZP_E_REVISIONS },
  { "a deleted row", "<w:tbl><w:tr><w:trPr><w:del w:id='1'/></w:trPr>" TC("旧") "</w:tr><w:tr>" TC("新") "</w:tr></w:tbl>", "{[1:1 新];}", ZP_E_REVISIONS },
  { "what properties were before is no change of text", "<w:p><w:pPr><w:pPrChange w:id='1'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:pPrChange></w:pPr><w:r><w:rPr><w:rPrChange/></w:rPr><w:t>甲</w:t></w:r></w:p>", "<1:1 甲>", ZP_OK },
  { "text boxes once", "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>" BOX(P("框")) "</wps:txbx></mc:Choice><mc:Fallback><w:pict>" BOX(P("框")) "</w:pict></mc:Fallback></mc:AlternateContent><w:t>文</w:t></w:r></w:p>",
    "<1:1 框><2:1 文>", ZP_OK },
  { "a fallback alone", "<w:p><w:r><mc:AlternateContent><mc:Fallback><w:pict>" BOX(P("旧框")) "</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>", "<1:1 旧框>", ZP_OK },
  { "a text box in a cell", "<w:tbl><w:tr><w:tc><w:p><w:r><w:pict>" BOX(P("框")) "</w:pict><w:t>格</w:t></w:r></w:p></w:tc></w:tr></w:tbl>", "{[1:1 框\n格];}", ZP_OK },
  { "fields: the result, not the code", "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText><w:t>码</w:t></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>3</w:t></w:r>"
    "<w:r><w:fldChar w:fldCharType='end'/></w:r><w:fldSimple w:instr='DATE'><w:r><w:t>今</w:t></w:r></w:fldSimple></w:p>", "<1:1 3今>", ZP_OK },
  { "a field that never ends", "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r></w:p>" P("后"), "<2:1 后>", ZP_OK },
  { "tabs, hyphens, symbols", "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:softHyphen/><w:sym w:font='Symbol' w:char='F0B3'/><w:t>95</w:t>"
    "<w:sym w:font='Wingdings' w:char='F0FE'/><w:sym w:font='Arial' w:char='4E00'/></w:r></w:p>", "<1:1 a\tb-≥95☑一>", ZP_OK },
  { "breaks end lines", "<w:p><w:r><w:t>上</w:t><w:br w:type='page'/><w:t>下</w:t></w:r></w:p>", "<1:1 上><1:1 下>", ZP_OK },
  { "wrappers are looked through", "<w:sdt><w:sdtPr><w:alias w:val='x'/><w:docPart><w:p><w:r><w:t>提示</w:t></w:r></w:p></w:docPart></w:sdtPr><w:sdtContent><w:p><w:hyperlink><w:smartTag><w:r><w:t>甲</w:t></w:r></w:smartTag></w:hyperlink></w:p></w:sdtContent></w:sdt>"
    "<w:customXml>" P("乙") "</w:customXml>", "<1:1 甲><2:1 乙>", ZP_OK },
  { "content controls around cells and rows", "<w:tbl><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent>" TC("a") "</w:sdtContent></w:sdt>" TC("b") "</w:tr></w:sdtContent></w:sdt></w:tbl>", "{[1:1 a][1:2 b];}", ZP_OK },
  { "footnotes, phonetic guides, formulas", "<w:p><w:r><w:footnoteReference w:id='2'/><w:ruby><w:rt><w:r><w:t>yi</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>一</w:t></w:r></w:rubyBase></w:ruby></w:r><m:oMath><m:r><m:t>≥5</m:t></m:r></m:oMath></w:p>", "<1:1 一≥5>", ZP_OK },
  { "embedded content is said", "<w:altChunk r:id='rId3'/>" P("甲"), "<1:1 甲>", ZP_E_EMBEDDED_UNREAD },
  { "list numbers", LISTED("0", "甲") LISTED("0", "乙") LISTED("1", "丙") LISTED("1", "丁") LISTED("2", "30%") LISTED("3", "点") LISTED("4", "圈") LISTED("0", "戊") LISTED("1", "己"),
    "<1:1 一、甲><2:1 二、乙><3:1 （1）丙><4:1 （2）丁><5:1 2.2.1 30%><6:1 点><7:1 ①圈><8:1 三、戊><9:1 （1）己>", ZP_OK },
  { "lists by style, started anew, and taken back", "<w:p><w:pPr><w:pStyle w:val='H1sub'/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p><w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='2'/></w:numPr></w:pPr><w:r><w:t>乙</w:t></w:r></w:p>"
    "<w:p><w:pPr><w:pStyle w:val='H1'/><w:numPr><w:numId w:val='0'/></w:numPr></w:pPr><w:r><w:t>丙</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val='H1'/></w:pPr><w:r><w:t>丁</w:t></w:r></w:p>",
    "<1:1 一、甲><2:1 十一、乙><3:1 丙><4:1 十二、丁>", ZP_OK },
  { "numbers alone in cells", "<w:tbl><w:tr><w:tc><w:p><w:pPr><w:numPr><w:ilvl w:val='4'/><w:numId w:val='1'/></w:numPr></w:pPr></w:p></w:tc>" TC("a") "</w:tr></w:tbl>", "{[1:1 ①][1:2 a];}", ZP_OK },
  { "another prefix, the strict namespace", "<x:document xmlns:x='http://purl.oclc.org/ooxml/wordprocessingml/main'><x:body><x:p><x:r><x:t>甲</x:t></x:r></x:p></x:body></x:document>", "<1:1 甲>", ZP_OK },
};

static void reads_documents(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
    made_file file = document_of(documents[i].body, NUMBERING);
    zp_text bytes = { file.bytes, file.len };
    assert_int_equal(zp_reader_docx.claims(bytes, ZP_TEXT("a")), ZP_CERTAIN);
    reading r = reading_of(&zp_reader_docx, "a.docx", bytes);
    if (r.status != ZP_OK) fail_msg("%s: %s %s %s %s", documents[i].title, zp_status_code(r.status), r.err.arg[0], r.err.arg[1], r.err.arg[2]);
    zp_text got = reading_sketch(&r);
    if (!zp_text_equal(got, zp_text_from(documents[i].expected))) fail_msg("%s: got %.*s, expected %s", documents[i].title, ZP_ARG(got), documents[i].expected);
    size_t findings = documents[i].finding == ZP_OK ? 0 : 1;
    if (r.findings.count != findings) fail_msg("%s: %zu findings", documents[i].title, r.findings.count);
    if (findings != 0) assert_int_equal(r.findings.items[0].status, documents[i].finding);
    reading_close(&r);
    free(file.bytes);
  }
}

static void names_tables_in_places(void **state)
{
  (void)state;
  made_file file = document_of("<w:tbl><w:tr>" TC("a") "</w:tr></w:tbl><w:tbl><w:tr>" TC("b") "</w:tr></w:tbl>", NULL);
  reading r = reading_of(&zp_reader_docx, "a.docx", (zp_text){ file.bytes, file.len });
  assert_int_equal(r.document.count, 2);
  assert_true(zp_text_equal(r.document.blocks[1].rows[0].cells[0].place.sheet, ZP_TEXT("#2")));
  reading_close(&r);
  free(file.bytes);
}

static void refuses_what_cannot_be_read(void **state)
{
  (void)state;
  static const struct { const char *body; zp_status status; } bad[] = {
    { "<!DOCTYPE a><w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'/>", ZP_E_XML_DOCTYPE },
    { "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>", ZP_E_XML_DAMAGED },
    { "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'/>", ZP_E_EMPTY_FILE },
    { "<w:p/><w:tbl><w:tr>" TC("") "</w:tr></w:tbl>", ZP_E_EMPTY_FILE },
  };
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    made_file file = document_of(bad[i].body, NULL);
    reading r = reading_of(&zp_reader_docx, "a.docx", (zp_text){ file.bytes, file.len });
    if (r.status != bad[i].status) fail_msg("%zu: %s", i, zp_status_code(r.status));
    reading_close(&r);
    free(file.bytes);
  }
  char deep[20000] = "";
  for (size_t i = 0; i < 60; i++) strcat(deep, "<w:tbl><w:tr><w:tc>");
  strcat(deep, P("x"));
  for (size_t i = 0; i < 60; i++) strcat(deep, "</w:tc></w:tr></w:tbl>");
  made_file file = document_of(deep, NULL);
  reading r = reading_of(&zp_reader_docx, "a.docx", (zp_text){ file.bytes, file.len });
  assert_int_equal(r.status, ZP_E_OFFICE_MANY);
  reading_close(&r);
  free(file.bytes);
}

static void survives_every_cut(void **state)
{
  (void)state;
  made_file file = document_of(documents[0].body, NUMBERING);
  for (size_t len = 0; len < file.len; len++) {
    char *cut = malloc(len + 1);
    memcpy(cut, file.bytes, len);
    reading r = reading_of(&zp_reader_docx, "a.docx", (zp_text){ cut, len });
    assert_int_equal(r.status, ZP_E_PACKAGE_DAMAGED);
    reading_close(&r);
    free(cut);
  }
  free(file.bytes);
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(reads_documents), cmocka_unit_test(names_tables_in_places),
                                      cmocka_unit_test(refuses_what_cannot_be_read), cmocka_unit_test(survives_every_cut) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
