// test_reader_xml_workbook.c: workbooks in the XML of Excel 2003: places, styles, dates, merges, what is hidden, what is refused.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "reading.h"

extern const zp_reader zp_reader_xml_workbook, zp_reader_html;

#define HEAD "<?xml version=\"1.0\" encoding=\"gb2312\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n" \
             "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\" " \
             "xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:html=\"http://www.w3.org/TR/REC-html40\">"
#define STYLES "<Styles><Style ss:ID=\"p\"><NumberFormat ss:Format=\"Percent\"/></Style><Style ss:ID=\"d\"><NumberFormat " \
               "ss:Format=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/></Style><Style ss:ID=\"h\"><NumberFormat ss:Format=\";;;\"/></Style></Styles>"
#define SHEET(content) HEAD STYLES "<Worksheet ss:Name=\"表一\"><Table>" content "</Table></Worksheet></Workbook>"
#define CELL(attributes, type, data) "<Cell" attributes "><Data ss:Type=\"" type "\">" data "</Data></Cell>"

static const struct { const char *title, *text, *expected; } books[] = {
  { "cells", SHEET("<Row>" CELL("", "String", "甲 &amp; 乙") CELL("", "Number", "0.1") "</Row><Row>" CELL("", "Boolean", "1") CELL("", "Error", "#N/A") "</Row>"),
    "{[1:1 甲 & 乙][1:2 0.1];[2:1 TRUE][2:2 #N/A];}" },
  { "styles", SHEET("<Row>" CELL(" ss:StyleID=\"p\"", "Number", "0.975") CELL(" ss:StyleID=\"d\"", "DateTime", "2024-12-31T00:00:00.000")
                    CELL(" ss:StyleID=\"d\"", "Number", "45657") CELL("", "DateTime", "2024-12-31T00:00:00.000") "</Row>"),
    "{[1:1 97.50%][1:2 2024年12月31日][1:3 2024年12月31日][1:4 2024-12-31];}" },
  { "places", SHEET("<Row ss:Index=\"3\" ss:Span=\"2\">" CELL(" ss:Index=\"2\"", "String", "a") "<Cell/>" CELL("", "String", "b") "</Row><Row>" CELL("", "String", "c") "</Row>"),
    "{[3:1 ][3:2 a][3:3 ][3:4 b];[6:1 c][6:2 ][6:3 ][6:4 ];}" },
  { "merges", SHEET("<Row>" CELL(" ss:MergeAcross=\"1\" ss:MergeDown=\"1\"", "String", "a") CELL("", "String", "b") "</Row><Row>" CELL(" ss:Index=\"3\"", "String", "c") "</Row>"),
    "{[1:1 a][1:2 ][1:3 b];[2:1 ][2:2 ][2:3 c];}" },
  { "rich texts, lines and comments", SHEET("<Row><Cell><ss:Data ss:Type=\"String\"><html:B>一</html:B>二&#10;三</ss:Data><Comment><ss:Data>注</ss:Data></Comment></Cell>"
                                            "<Cell><Comment><ss:Data>注</ss:Data></Comment></Cell></Row>"), "{[1:1 一二\n三];}" },
  { "names with a prefix", "<ss:Workbook xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><ss:Worksheet ss:Name=\"a\"><ss:Table><ss:Row><ss:Cell>"
    "<ss:Data ss:Type=\"String\">x</ss:Data></ss:Cell></ss:Row></ss:Table></ss:Worksheet></ss:Workbook>", "{[1:1 x];}" },
};

static void reads_books(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof books / sizeof *books; i++) {
    zp_text bytes = zp_text_from(books[i].text);
    reading r = reading_of(&zp_reader_xml_workbook, "a.xls", bytes);
    if (r.status != ZP_OK) fail_msg("%s: %s %s %s", books[i].title, zp_status_code(r.status), r.err.arg[1], r.err.arg[2]);
    zp_text got = reading_sketch(&r);
    if (!zp_text_equal(got, zp_text_from(books[i].expected))) fail_msg("%s: got %.*s", books[i].title, ZP_ARG(got));
    assert_int_equal(r.findings.count, 0);
    assert_true(zp_reader_xml_workbook.claims(bytes, ZP_TEXT("a.csv")) > zp_reader_html.claims(bytes, ZP_TEXT("a.csv")));
    reading_close(&r);
  }
}

static void says_what_is_not_shown(void **state)
{
  (void)state;
  static const char text[] = HEAD STYLES
    "<Worksheet ss:Name=\"藏\"><Table><Row>" CELL("", "String", "a") "</Row></Table><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>"
    "<Worksheet ss:Name=\"见\"><Table><Column/><Column ss:Hidden=\"1\"/><Row>" CELL("", "String", "a") CELL("", "String", "b") "</Row>"
    "<Row ss:Hidden=\"1\">" CELL("", "String", "c") CELL("", "String", "d") "</Row><Row><Cell ss:Formula=\"=1\"/>" CELL(" ss:StyleID=\"h\"", "Number", "5") "</Row>"
    "<Row>" CELL(" ss:MergeAcross=\"1\"", "String", "e") CELL(" ss:Index=\"2\"", "String", "f") "</Row></Table></Worksheet></Workbook>";
  static const zp_status expected[] = { ZP_E_SHEET_HIDDEN, ZP_E_FORMULA_NO_VALUE, ZP_E_CELL_UNSEEN, ZP_E_ROWS_HIDDEN, ZP_E_COLUMNS_HIDDEN, ZP_E_CELL_COVERED };
  reading r = reading_of(&zp_reader_xml_workbook, "a.xls", zp_text_from(text));
  assert_int_equal(r.status, ZP_OK);
  assert_true(zp_text_equal(reading_sketch(&r), ZP_TEXT("{[1:1 a];}{[1:1 a][1:2 b];[2:1 c][2:2 d];[4:1 e][4:2 ];}")));
  assert_true(r.document.blocks[0].hidden && !r.document.blocks[1].hidden && zp_text_equal(r.document.blocks[1].title, ZP_TEXT("见")));
  assert_int_equal(r.findings.count, sizeof expected / sizeof *expected);
  for (size_t i = 0; i < r.findings.count; i++) assert_int_equal(r.findings.items[i].status, expected[i]);
  reading_close(&r);
}

static void refuses(void **state)
{
  (void)state;
  static const struct { const char *text; zp_status status; } refused[] = {
    { HEAD "<Worksheet><Table><Row><Cell><Data>a", ZP_E_XML_DAMAGED },
    { HEAD "<Worksheet>&nbsp;</Worksheet></Workbook>", ZP_E_XML_DAMAGED },
    { "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"c\">]><Workbook/>", ZP_E_XML_DOCTYPE },
    { HEAD "<Worksheet ss:Name=\"a\"><Table/></Worksheet></Workbook>", ZP_E_EMPTY_FILE },
    { SHEET("<Row ss:Index=\"1048576\">" CELL("", "String", "a") "</Row><Row>" CELL("", "String", "b") "</Row>"), ZP_E_CELLS_MANY },
    { SHEET("<Row>" CELL(" ss:Index=\"16384\"", "String", "a") CELL("", "String", "b") "</Row>"), ZP_E_CELLS_MANY },
  };
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
    reading r = reading_of(&zp_reader_xml_workbook, "a.xls", zp_text_from(refused[i].text));
    if (r.status != refused[i].status) fail_msg("%zu: %s", i, zp_status_code(r.status));
    reading_close(&r);
  }
  assert_int_equal(reading_status(&zp_reader_xml_workbook, "a.xls", HEAD, "<a>", 4096), ZP_E_PACKAGE_DAMAGED);
  assert_int_equal(zp_reader_xml_workbook.claims(ZP_TEXT("<?xml version=\"1.0\"?><html>"), ZP_TEXT("a.xml")), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(reads_books), cmocka_unit_test(says_what_is_not_shown), cmocka_unit_test(refuses) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
