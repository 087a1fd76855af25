// test_reader_xlsx.c: workbooks made here: what cells show, merges, hidden things, odd writers, and what is refused.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "package_maker.h"
#include "reading.h"

extern const zp_reader zp_reader_xlsx;

#define NS "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define STRICT "http://purl.oclc.org/ooxml/spreadsheetml/main"
#define FORMATS                                                                                                        \
  "<numFmts><numFmt numFmtId='164' formatCode='yyyy\"年\"m\"月\"d\"日\"'/><numFmt numFmtId='165' formatCode='0.0%'/>"    \
  "<numFmt numFmtId='166' formatCode=';;;'/><numFmt numFmtId='167' formatCode='@\"镇\"'/></numFmts><cellStyleXfs><xf numFmtId='9'/></cellStyleXfs>" \
  "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='9'/><xf numFmtId='164'/><xf numFmtId='165'/><xf numFmtId='4'/>"   \
  "<xf numFmtId='166'/><xf numFmtId='167'/><xf numFmtId='2'/></cellXfs>"
#define STRINGS                                                                                                        \
  "<si><t>甲</t></si><si><r><t xml:space='preserve'>富 </t></r><r><rPr><b/></rPr><t>文本</t></r><rPh sb='0' eb='1'><t>フ</t></rPh><phoneticPr fontId='1'/></si>" \
  "<si><t xml:space='preserve'>  两端  </t></si><si><t>a_x000D__x000A_b_x005F_x0041_</t></si><si/><si><t>_xD83D__xDE00_</t></si>"

static const struct { const char *title, *sheet, *expected; zp_status finding; } sheets[] = {
  { "shared, rich and inline strings",
    "<sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c><c r='C1' t='inlineStr'><is><r><t>内</t></r><r><t>联</t></r></is></c>"
    "<c r='D1' t='s'><v>2</v></c><c r='E1' t='s'><v>3</v></c><c r='F1' t='s'><v>5</v></c></row></sheetData>",
    "{[1:1 甲][1:2 富 文本][1:3 内联][1:4 两端][1:5 a\nb_x0041_][1:6 \xF0\x9F\x98\x80];}", ZP_OK },
  { "blanks of a <t> without preserve are layout",
    "<sheetData><row r='1'><c r='A1' t='inlineStr'><is><r><t>\n 甲 \n</t></r><r><t> 乙</t></r></is></c></row></sheetData>", "{[1:1 甲乙];}", ZP_OK },
  { "numbers as they show",
    "<sheetData><row r='1'><c r='A1'><v>87.35000000000001</v></c><c r='B1' s='2'><v>0.95</v></c><c r='C1' s='4'><v>0.953</v></c><c r='D1' s='5'><v>1234.5</v></c>"
    "<c r='E1'><v>17</v></c><c r='F1' s='8'><v>59.995</v></c><c r='G1' s='99'><v>1E2</v></c><c r='H1'><v>007</v></c></row></sheetData>",
    "{[1:1 87.35][1:2 95%][1:3 95.3%][1:4 1,234.50][1:5 17][1:6 60.00][1:7 100][1:8 7];}", ZP_OK },
  { "dates", "<sheetData><row r='1'><c r='A1' s='1'><v>45657</v></c><c r='B1' s='3'><v>45657</v></c><c r='C1' t='d'><v>2024-12-31T00:00:00</v></c><c r='D1' t='d' s='1'><v>2024-12-31T08:00:00Z</v></c></row></sheetData>",
    "{[1:1 2024/12/31][1:2 2024年12月31日][1:3 2024-12-31][1:4 2024/12/31];}", ZP_OK },
  { "booleans, errors, formulas with their value",
    "<sheetData><row r='1'><c r='A1' t='b'><v>1</v></c><c r='B1' t='b'><v>0</v></c><c r='C1' t='e'><f>1/0</f><v>#DIV/0!</v></c><c r='D1'><f>A2*2</f><v>34</v></c>"
    "<c r='E1' t='str'><f>\"x\"</f><v>x</v></c><c r='F1' t='str'><f>\"\"</f><v></v></c></row></sheetData>",
    "{[1:1 TRUE][1:2 FALSE][1:3 #DIV/0!][1:4 34][1:5 x];}", ZP_OK },
  { "a formula without its value", "<sheetData><row r='1'><c r='A1'><v>1</v></c><c r='B1'><f>A1+1</f></c><c r='C1'><f>A1</f><v/></c></row></sheetData>", "{[1:1 1];}", ZP_E_FORMULA_NO_VALUE },
  { "no number", "<sheetData><row r='1'><c r='A1'><v>NaN</v></c><c r='B1'><v>1e999</v></c></row></sheetData>", "{[1:1 NaN][1:2 1e999];}", ZP_OK },
  { "a string that is not there", "<sheetData><row r='1'><c r='A1' t='s'><v>6</v></c><c r='B1' t='s'><v>0</v></c><c r='C1' t='s'><v>-1</v></c></row></sheetData>", "{[1:1 ][1:2 甲];}", ZP_E_STRING_MISSING },
  { "sparse rows, blank rows", "<dimension ref='A1:ZZ9999'/><sheetData><row r='2'/><row r='3'><c r='C3'><v>1</v></c><c r='E3'/></row><row r='7'><c r='A7'><v>2</v></c></row></sheetData>",
    "{[3:1 ][3:2 ][3:3 1];[7:1 2][7:2 ][7:3 ];}", ZP_OK },
  { "no r attributes", "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData>", "{[1:1 1][1:2 2];[2:1 3][2:2 ];}", ZP_OK },
  { "r only on cells", "<sheetData><row><c r='B4'><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData>", "{[4:1 ][4:2 1][4:3 2];[5:1 3][5:2 ][5:3 ];}", ZP_OK },
  { "r that is no place", "<sheetData><row r='0'><c r='A0'><v>1</v></c><c r='XFE1'><v>2</v></c><c r='7'><v>3</v></c></row></sheetData>", "{[1:1 1][1:2 2][1:3 3];}", ZP_OK },
  { "cells out of order", "<sheetData><row r='1'><c r='C1'><v>3</v></c><c r='A1'><v>1</v></c></row></sheetData>", "{[1:1 1][1:2 ][1:3 3];}", ZP_OK },
  { "a cell twice", "<sheetData><row r='1'><c r='A1'><v>1</v></c><c r='A1'><v>2</v></c></row></sheetData>", "{[1:1 2];}", ZP_E_CELL_TWICE },
  { "merged: the first cell's text, the others blank",
    "<sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1'/><c r='C1'><v>1</v></c></row><row r='2'><c r='A2'/><c r='C2'><v>2</v></c></row></sheetData>"
    "<mergeCells count='1'><mergeCell ref='A1:B2'/></mergeCells>", "{[1:1 甲][1:2 ][1:3 1];[2:1 ][2:2 ][2:3 2];}", ZP_OK },
  { "merged by copying a format: the same text under all of it",
    "<sheetData><row r='1'><c r='A1' t='s'><v>0</v></c></row><row r='2'><c r='A2' t='s'><v>0</v></c><c r='B2'><v>2</v></c></row></sheetData><mergeCells><mergeCell ref='A1:A2'/></mergeCells>",
    "{[1:1 甲];[2:1 ][2:2 2];}", ZP_OK },
  { "merged over other content",
    "<sheetData><row r='1'><c r='A1'><v>1</v></c></row><row r='2'><c r='A2'><v>2</v></c><c r='B2'><v>3</v></c></row></sheetData><mergeCells><mergeCell ref='A1:A2'/></mergeCells>",
    "{[1:1 1];[2:1 ][2:2 3];}", ZP_E_CELL_COVERED },
  { "merges beyond the sheet", "<sheetData><row r='1'><c r='A1'><v>1</v></c></row></sheetData><mergeCells><mergeCell ref='A1:XFD1048577'/><mergeCell ref='B2:A1'/><mergeCell ref='A1'/><mergeCell/></mergeCells>",
    "{[1:1 1];}", ZP_OK },
  { "hidden rows are read", "<sheetData><row r='1' hidden='1'><c r='A1'><v>1</v></c></row><row r='2' hidden='1'/><row r='3'><c r='A3'><v>2</v></c></row></sheetData>", "{[1:1 1];[3:1 2];}", ZP_E_ROWS_HIDDEN },
  { "hidden columns are read", "<cols><col min='2' max='16384' hidden='1'/></cols><sheetData><row r='1'><c r='A1'><v>1</v></c><c r='B1'><v>2</v></c></row></sheetData>", "{[1:1 1][1:2 2];}", ZP_E_COLUMNS_HIDDEN },
  { "a number that nobody sees", "<sheetData><row r='1'><c r='A1' s='6'><v>5</v></c><c r='B1'><v>1</v></c></row></sheetData>", "{[1:1 ][1:2 1];}", ZP_E_CELL_UNSEEN },
  { "a format for texts", "<sheetData><row r='1'><c r='A1' s='7' t='s'><v>0</v></c></row></sheetData>", "{[1:1 甲镇];}", ZP_OK },
  { "another prefix", "<x:worksheet xmlns:x='" NS "'><x:sheetData><x:row r='1'><x:c r='A1' t='s'><x:v>0</x:v></x:c></x:row></x:sheetData></x:worksheet>", "{[1:1 甲];}", ZP_OK },
  { "the strict namespace", "<worksheet xmlns='" STRICT "'><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c></row></sheetData></worksheet>", "{[1:1 甲];}", ZP_OK },
  { "elements of others", "<sheetData><row r='1'><c r='A1'><v>1</v><y:v xmlns:y='urn:y'>9</y:v><extLst><ext><y:f xmlns:y='urn:y'>8</y:f></ext></extLst></c></row></sheetData>", "{[1:1 1];}", ZP_OK },
  { "entities and references", "<sheetData><row r='1'><c r='A1' t='str'><v>&lt;&#x4E00;&amp;&#10;二</v></c></row></sheetData>", "{[1:1 <一&\n二];}", ZP_OK },
};

static void reads_sheets(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++) {
    made_file file = workbook_of(sheets[i].sheet, FORMATS, STRINGS, NULL);
    reading r = reading_of(&zp_reader_xlsx, "a.xlsx", (zp_text){ file.bytes, file.len });
    if (r.status != ZP_OK) fail_msg("%s: %s %s %s %s", sheets[i].title, zp_status_code(r.status), r.err.arg[0], r.err.arg[1], r.err.arg[2]);
    zp_text got = reading_sketch(&r);
    if (!zp_text_equal(got, zp_text_from(sheets[i].expected))) fail_msg("%s: got %.*s, expected %s", sheets[i].title, ZP_ARG(got), sheets[i].expected);
    size_t findings = sheets[i].finding == ZP_OK ? 0 : 1;
    if (r.findings.count != findings) fail_msg("%s: %zu findings", sheets[i].title, r.findings.count);
    if (findings != 0) assert_int_equal(r.findings.items[0].status, sheets[i].finding);
    assert_true(zp_text_equal(r.document.blocks[0].title, ZP_TEXT("Sheet1")));
    assert_true(zp_text_equal(r.document.blocks[0].rows[0].cells[0].place.sheet, ZP_TEXT("Sheet1")));
    reading_close(&r);
    free(file.bytes);
  }
}

static void counts_from_1904(void **state)
{
  (void)state;
  made_file file = workbook_of("<sheetData><row r='1'><c r='A1' s='1'><v>44195</v></c></row></sheetData>", FORMATS, NULL, "<workbookPr date1904='1'/>");
  reading r = reading_of(&zp_reader_xlsx, "a.xlsx", (zp_text){ file.bytes, file.len });
  assert_true(zp_text_equal(reading_sketch(&r), ZP_TEXT("{[1:1 2024/12/31];}")));
  reading_close(&r);
  free(file.bytes);
}

/// Sheets in the order of the workbook, under names that say nothing, with a chart sheet, hidden ones and one that is missing.
static void finds_sheets_by_relationships(void **state)
{
  (void)state;
#define CELL(text) "<worksheet xmlns='" NS "'><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>" text "</t></is></c></row></sheetData></worksheet>"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  const made_part parts[] = {
    { "[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Default Extension='xml' ContentType='application/xml'/></Types>", 0 },
    { "_rels\\.rels", "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='x' Type='" OFFICE "/officeDocument' Target='/Book/Main.XML'/></Relationships>", 0 },
    { "book/main.xml", "<w:workbook xmlns:w='" NS "' xmlns:q='" OFFICE "'><w:sheets><w:sheet name='后' sheetId='9' q:id='b'/><w:sheet name='图' q:id='c'/>"
      "<w:sheet name='前' q:id='a'/><w:sheet name='藏' state='veryHidden' q:id='d'/><w:sheet name='缺' q:id='e'/><w:sheet name='丢' q:id='f'/></w:sheets></w:workbook>", 0 },
    { "book/_rels/main.xml.rels", "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='a' Type='" OFFICE "/worksheet' Target='../other%20place/./1.xml'/>"
      "<Relationship Id='b' Type='http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet' Target='s/7.xml'/><Relationship Id='c' Type='" OFFICE "/chartsheet' Target='s/c.xml'/>"
      "<Relationship Id='d' Type='" OFFICE "/worksheet' Target='s/d.xml'/><Relationship Id='e' Type='" OFFICE "/worksheet' Target='s/none.xml'/>"
      "<Relationship Id='l' Type='" OFFICE "/externalLink' TargetMode='External' Target='file:///C:/x.xlsx'/></Relationships>", 0 },
    { "other place/1.xml", CELL("一"), 0 }, { "Book/s/7.xml", CELL("七"), 0 }, { "book/s/d.xml", CELL("密"), 0 }, { "book/s/c.xml", "<c/>", 0 },
  };
  made_file file = package_of(parts, sizeof parts / sizeof *parts);
  zp_text bytes = { file.bytes, file.len };
  assert_int_equal(zp_reader_xlsx.claims(bytes, ZP_TEXT("a.txt")), ZP_CERTAIN);
  reading r = reading_of(&zp_reader_xlsx, "a.xlsx", bytes);
  if (r.status != ZP_OK) fail_msg("%s %s", zp_status_code(r.status), r.err.arg[0]);
  zp_text got = reading_sketch(&r);
  if (!zp_text_equal(got, ZP_TEXT("{[1:1 七];}{[1:1 一];}{[1:1 密];}{}{}"))) fail_msg("got %.*s", ZP_ARG(got));
  assert_int_equal(r.findings.count, 3);
  assert_int_equal(r.findings.items[0].status, ZP_E_SHEET_HIDDEN);
  assert_int_equal(r.findings.items[1].status, ZP_E_PART_MISSING);
  assert_int_equal(r.findings.items[2].status, ZP_E_PART_MISSING);
  assert_true(r.document.blocks[2].hidden);
  reading_close(&r);
  free(file.bytes);
}

static void reads_utf16(void **state)
{
  (void)state;
  const char *ascii = "<?xml version='1.0' encoding='UTF-16'?><worksheet xmlns='" NS "'><sheetData><row r='1'><c r='A1'><v>12</v></c></row></sheetData></worksheet>";
  size_t len = strlen(ascii);
  char *wide = malloc(2 * len + 2);
  memcpy(wide, "\xFF\xFE", 2);
  for (size_t i = 0; i < len; i++) {
    wide[2 + 2 * i] = ascii[i];
    wide[3 + 2 * i] = 0;
  }
  made_file file = workbook_of_part((zp_text){ wide, 2 * len + 2 });
  reading r = reading_of(&zp_reader_xlsx, "a.xlsx", (zp_text){ file.bytes, file.len });
  if (r.status != ZP_OK) fail_msg("%s %s", zp_status_code(r.status), r.err.arg[2]);
  assert_true(zp_text_equal(reading_sketch(&r), ZP_TEXT("{[1:1 12];}")));
  reading_close(&r);
  free(file.bytes);
  free(wide);
}

static const struct { const char *title, *sheet; zp_status status; } refusals[] = {
  { "a DOCTYPE", "<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet xmlns='" NS "'/>", ZP_E_XML_DOCTYPE },
  { "an outside entity", "<!DOCTYPE worksheet SYSTEM 'file:///etc/passwd'><worksheet xmlns='" NS "'/>", ZP_E_XML_DOCTYPE },
  { "not closed", "<worksheet xmlns='" NS "'><sheetData>", ZP_E_XML_DAMAGED },
  { "an unknown entity", "<worksheet xmlns='" NS "'><sheetData>&nbsp;</sheetData></worksheet>", ZP_E_XML_DAMAGED },
  { "not UTF-8", "<worksheet xmlns='" NS "'>\xB4\xF3</worksheet>", ZP_E_XML_DAMAGED },
  { "nothing in it", "<worksheet xmlns='" NS "'><sheetData/></worksheet>", ZP_E_EMPTY_FILE },
};

static void refuses_parts(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
    made_file file = workbook_of_part(zp_text_from(refusals[i].sheet));
    reading r = reading_of(&zp_reader_xlsx, "a.xlsx", (zp_text){ file.bytes, file.len });
    if (r.status != refusals[i].status) fail_msg("%s: %s", refusals[i].title, zp_status_code(r.status));
    reading_close(&r);
    free(file.bytes);
  }
}

/// A sheet whose XML is `head`, then `unit` until it has `size` bytes.
static zp_status status_of_long(const char *head, const char *unit, size_t size, const char *tail)
{
  size_t start = strlen(head), period = strlen(unit), end = strlen(tail);
  char *xml = malloc(size + period + end);
  size_t len = start;
  memcpy(xml, head, start);
  for (; len < size; len += period) memcpy(xml + len, unit, period);
  memcpy(xml + len, tail, end);
  made_file file = workbook_of_part((zp_text){ xml, len + end });
  reading r = reading_of(&zp_reader_xlsx, "a.xlsx", (zp_text){ file.bytes, file.len });
  zp_status status = r.status;
  reading_close(&r);
  free(file.bytes);
  free(xml);
  return status;
}

static void bounds_what_it_reads(void **state)
{
  (void)state;
#define HEAD "<worksheet xmlns='" NS "'>"
  assert_int_equal(status_of_long(HEAD, "<a>", 5000, ""), ZP_E_OFFICE_MANY);                       // depth
  assert_int_equal(status_of_long(HEAD "<sheetData><row><c t='str'><v>", "a", 3u << 20, "</v></c></row></sheetData></worksheet>"), ZP_E_CELL_LONG);
  assert_int_equal(status_of_long(HEAD "<sheetData>", "<row/>", 40u << 20, "</sheetData></worksheet>"), ZP_E_PACKAGE_RATIO);
  assert_int_equal(status_of_long(HEAD "<sheetData>", "<row><c r='XFD1'><v>1</v></c></row>", 20000, "</sheetData></worksheet>"), ZP_E_CELLS_MANY);
  char noise[70000];  // longer than deflate looks back, so that it does not shrink
  uint32_t state_of_noise = 1;
  for (size_t i = 0; i + 1 < sizeof noise; i++) {
    state_of_noise = state_of_noise * 1664525 + 1013904223;
    noise[i] = (char)('A' + (state_of_noise >> 24) % 26);
  }
  noise[sizeof noise - 1] = '\0';
  assert_int_equal(status_of_long(HEAD "<a b='", noise, 20u << 20, ""), ZP_E_OFFICE_MANY);         // a tag without end
}

static void tells_what_files_are(void **state)
{
  (void)state;
#define TYPED(type) "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Override PartName='/m.bin' ContentType='" type "'/></Types>"
#define MAIN "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='x' Type='" OFFICE "/officeDocument' Target='m.bin'/></Relationships>"
  static const struct { made_part parts[3]; size_t count; zp_status status; const char *named; } kinds[] = {
    { { { "[Content_Types].xml", TYPED("application/vnd.ms-excel.sheet.binary.macroEnabled.main"), 0 }, { "_rels/.rels", MAIN, 0 }, { "m.bin", "x", 0 } }, 3, ZP_E_OFFICE_OTHER, ".xlsb" },
    { { { "mimetype", "application/vnd.oasis.opendocument.spreadsheet", 0 }, { "content.xml", "<x/>", 0 } }, 2, ZP_E_OFFICE_OTHER, ".ods" },
  };
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    made_file file = package_of(kinds[i].parts, kinds[i].count);
    zp_text bytes = { file.bytes, file.len };
    assert_int_equal(zp_reader_xlsx.claims(bytes, ZP_TEXT("a.xlsx")), ZP_CERTAIN);
    reading r = reading_of(&zp_reader_xlsx, "a.xlsx", bytes);
    assert_int_equal(r.status, kinds[i].status);
    assert_string_equal(r.err.arg[0], kinds[i].named);
    reading_close(&r);
    free(file.bytes);
  }
  const made_part other = { "readme.txt", "x", 0 };
  made_file file = package_of(&other, 1);
  assert_int_equal(zp_reader_xlsx.claims((zp_text){ file.bytes, file.len }, ZP_TEXT("a.xlsx")), 0);
  free(file.bytes);
  assert_int_equal(zp_reader_xlsx.claims(ZP_TEXT("a,b\n"), ZP_TEXT("a.xlsx")), 0);
}

static void refuses_passwords(void **state)
{
  (void)state;
  char bytes[2048] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
  const char *name = "EncryptedPackage";
  assert_int_equal(zp_reader_xlsx.claims((zp_text){ bytes, sizeof bytes }, ZP_TEXT("a.xlsx")), 0);
  for (size_t i = 0; i < strlen(name); i++) bytes[1024 + 2 * i] = name[i];
  zp_text file = { bytes, sizeof bytes };
  assert_int_equal(zp_reader_xlsx.claims(file, ZP_TEXT("a.xlsx")), ZP_CERTAIN);
  reading r = reading_of(&zp_reader_xlsx, "a.xlsx", file);
  assert_int_equal(r.status, ZP_E_OFFICE_ENCRYPTED);
  reading_close(&r);
}

/// A part name that is there twice could be read in two ways.
static void refuses_twins(void **state)
{
  (void)state;
  const made_part parts[] = {
    { "[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>", 0 }, { "_rels/.rels", MAIN, 0 },
    { "m.bin", "<workbook xmlns='" NS "'/>", 0 }, { "M.BIN", "<workbook xmlns='" NS "'/>", 0 },
  };
  made_file file = package_of(parts, 4);
  reading r = reading_of(&zp_reader_xlsx, "a.xlsx", (zp_text){ file.bytes, file.len });
  assert_int_equal(r.status, ZP_E_PACKAGE_DAMAGED);
  reading_close(&r);
  free(file.bytes);
}

/// Every cut of a file is refused with a reason, and is still known for what it was.
static void survives_every_cut(void **state)
{
  (void)state;
  made_file file = workbook_of(sheets[0].sheet, FORMATS, STRINGS, NULL);
  for (size_t len = 0; len < file.len; len++) {
    char *cut = malloc(len + 1);
    memcpy(cut, file.bytes, len);
    reading r = reading_of(&zp_reader_xlsx, "a.xlsx", (zp_text){ cut, len });
    assert_int_equal(r.status, ZP_E_PACKAGE_DAMAGED);
    if (len > file.len / 2) assert_true(zp_reader_xlsx.claims((zp_text){ cut, len }, ZP_TEXT("a")) > 0);
    reading_close(&r);
    free(cut);
  }
  free(file.bytes);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(reads_sheets), cmocka_unit_test(counts_from_1904), cmocka_unit_test(finds_sheets_by_relationships), cmocka_unit_test(reads_utf16),
    cmocka_unit_test(refuses_parts), cmocka_unit_test(bounds_what_it_reads), cmocka_unit_test(tells_what_files_are), cmocka_unit_test(refuses_passwords),
    cmocka_unit_test(refuses_twins), cmocka_unit_test(survives_every_cut),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
