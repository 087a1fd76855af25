// test_reader_html.c: pages as budget systems and spreadsheets write them: spans, entities, missing tags, formats, tables in tables.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <time.h>

#include "reading.h"

extern const zp_reader zp_reader_html;

static const struct { const char *title, *text, *expected; } pages[] = {
  { "cells", "<table><tr><td>甲</td><th>乙</th></tr><tr><td>1</td><td></td></tr></table>", "{[1:1 甲][1:2 乙];[2:1 1][2:2 ];}" },
  { "as spreadsheets begin", "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head><meta http-equiv=Content-Type content=\"text/html; charset=gb2312\">"
    "<style>td {color:red}</style><script>if (a<b) document.write('<td>no</td>')</script><title>x</title>"
    "<!--[if gte mso 9]><xml><x:Name>no</x:Name></xml><![endif]--></head><body><table border=1><tr><td>a</td></tr></table></body></html>",
    "{[1:1 a];}" },
  { "missing end tags", "<TABLE><TR><TD>a<TD>b<TR><TD>c<TD>d</TABLE>", "{[1:1 a][1:2 b];[2:1 c][2:2 d];}" },
  { "no table, no end", "<tr><td>a<td>b", "{[1:1 a][1:2 b];}" },
  { "groups", "<table><thead><tr><th>a</thead><tbody><tr><td>b</tbody></table>", "{[1:1 a];[2:1 b];}" },
  { "attributes", "<table><tr><td colspan=2 class='a>b'>a</td><td align=right title=\"x>y\">b</td></tr></table>", "{[1:1 a][1:2 ][1:3 b];}" },
  { "spans of rows", "<table><tr><td rowspan=2>a<td>b<tr><td>c<tr><td>d<td>e</table>", "{[1:1 a][1:2 b];[2:1 ][2:2 c];[3:1 d][3:2 e];}" },
  { "spans of both", "<table><tr><td>a<td rowspan=2 colspan=2>b<td>c<tr><td>d<td>e</table>",
    "{[1:1 a][1:2 b][1:3 ][1:4 c];[2:1 d][2:2 ][2:3 ][2:4 e];}" },
  { "spans to the end", "<table><tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d</table>", "{[1:1 a][1:2 b];[2:1 ][2:2 c];[3:1 ][3:2 d];}" },
  { "spans that are none", "<table><tr><td rowspan=x colspan=-1>a<td colspan=0x>b</table>", "{[1:1 a][1:2 b];}" },
  { "white space", "<table><tr><td>\n  a\r\n\tb  </td><td>&nbsp;c&nbsp;d &nbsp;</td></tr></table>", "{[1:1 a b][1:2 c d];}" },
  { "lines", "<table><tr><td>a<br>b<br/><br />c<p>d</p><div>e</div></td></tr></table>", "{[1:1 a\nb\nc\nd\ne];}" },
  { "entities", "<table><tr><td>&ge;95% &lt;x&gt; &amp;amp; &#20013;&#x6587; &times &unknown; a&b AT&T</td></tr></table>",
    "{[1:1 ≥95% <x> &amp; 中文 × &unknown; a&b AT&T];}" },
  { "a sign that is no tag", "<table><tr><td>a < b <= c<3</td><td>x</td></tr></table>", "{[1:1 a < b <= c<3][1:2 x];}" },
  { "marks in words", "<table><tr><td><b>一</b>级<font color=red>指<i>标</i></font></td></tr></table>", "{[1:1 一级指标];}" },
  { "lines around", "<body><h1>自评表</h1>单位：<b>甲镇</b><br>2024年<table><tr><td>a</table>注：无</body>",
    "<1:1 自评表><2:1 单位：甲镇><3:1 2024年>{[4:1 a];}<5:1 注：无>" },
  { "two tables", "<table><tr><td>a<tr><td>b</table><table><tr><td>c</table>", "{[1:1 a];[2:1 b];}{[3:1 c];}" },
  { "a table in a table", "<table><tr><td>x<table><tr><td>a<td>b</table>y</td><td>z</td></tr></table>", "{[1:1 x\ny][1:2 z];}{[1:1 a][1:2 b];}" },
  { "a table that only lays out", "<table><tr><td><table><tr><td>a</td></tr></table></td></tr></table>", "{[1:1 a];}" },
  { "a caption", "<table><caption>表一</caption><tr><td>a</table>", "<1:1 表一>{[2:1 a];}" },
  { "text between cells", "<table><tr>表<td>a</td>外</tr></table>", "{[1:1 a];}<1:1 表><1:1 外>" },
  { "comments", "<!-- <td> --><table><tr><td>a<!-- > --><![if !x]>b<![endif]></td></tr></table>", "{[1:1 ab];}" },
  { "a comment that never ends", "<table><tr><td>a</td><!-- x ><td>b</td></tr></table>", "{[1:1 a][1:2 b];}" },
  { "a quote that never ends", "<table><tr><td title=\"x>a</td><td>b</td></tr></table>", "{[1:1 a][1:2 b];}" },
  { "formats of cells", "<table><tr><td style='mso-number-format:\"0\\.00\"'>12.345</td><td style=\"mso-number-format:'0\\.0%'\">0.975</td>"
    "<td style='mso-number-format:\"\\@\"'>0012</td><td style=\"mso-number-format:&quot;yyyy\\0022\\5E74\\0022m\\0022\\6708\\0022&quot;\" x:num>45657</td></tr></table>",
    "{[1:1 12.35][1:2 97.5%][1:3 0012][1:4 2024年12月];}" },
  { "formats by their other name", "<table><tr><td style=\"vnd.ms-excel.numberformat:#,##0.00\">1234.5</td>"
    "<td style=\"color:red;vnd.ms-excel.numberformat:@;\">0012</td></tr></table>", "{[1:1 1,234.50][1:2 0012];}" },
  { "formats of classes", "<style>.x {mso-number-format:} .a, td.b {font:x; mso-number-format:Percent;}\n.c{mso-number-format:\"\\#\\,\\#\\#0\"}</style>"
    "<table><tr><td class=a>0.5<td class=\"b\">1<td class=c>12345<td class=d>0.5<td class=a>50%</table>",
    "{[1:1 50.00%][1:2 100.00%][1:3 12,345][1:4 0.5][1:5 50%];}" },
  { "a number beside the text", "<table><tr><td x:num=\"0.97512\">97.5%</td><td x:num=\"5\"></td><td x:num>6</td></tr></table>",
    "{[1:1 97.5%][1:2 5][1:3 6];}" },
};

static void reads_pages(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
    reading r = reading_of(&zp_reader_html, "a.xls", zp_text_from(pages[i].text));
    if (r.status != ZP_OK) fail_msg("%s: %s", pages[i].title, zp_status_code(r.status));
    zp_text got = reading_sketch(&r);
    if (!zp_text_equal(got, zp_text_from(pages[i].expected))) fail_msg("%s: got %.*s", pages[i].title, ZP_ARG(got));
    assert_int_equal(r.findings.count, 0);
    assert_true(zp_reader_html.claims(zp_text_from(pages[i].text), ZP_TEXT("a.xls")) > 90);
    reading_close(&r);
  }
}

static void reads_encodings(void **state)
{
  (void)state;
  const zp_text gb = ZP_TEXT("<html><meta charset=utf-8><table><tr><td>\xCF\xEE\xC4\xBF</td></tr></table>");
  const zp_text wide = ZP_TEXT("\xFF\xFE<\0t\0r\0>\0<\0t\0d\0>\0\x79\x98\xEE\x76");
  const zp_text all[] = { gb, wide };
  for (size_t i = 0; i < 2; i++) {
    reading r = reading_of(&zp_reader_html, "a.xls", all[i]);
    assert_int_equal(r.status, ZP_OK);
    assert_true(zp_text_equal(reading_sketch(&r), ZP_TEXT("{[1:1 项目];}")));
    assert_true(zp_reader_html.claims(all[i], ZP_TEXT("a.xls")) > 90);
    reading_close(&r);
  }
}

static void says_what_is_hidden(void **state)
{
  (void)state;
  const char *text = "<table><tr><td>a</td></tr><tr style='height:0; Display : none'><td>b</td><td></td></tr><tr><td style=\"display:none\">c</td></tr></table>";
  reading r = reading_of(&zp_reader_html, "a.xls", zp_text_from(text));
  assert_true(zp_text_equal(reading_sketch(&r), ZP_TEXT("{[1:1 a];[2:1 b];[3:1 c];}")));
  assert_int_equal(r.findings.count, 1);
  assert_int_equal(r.findings.items[0].status, ZP_E_ROWS_HIDDEN);
  assert_int_equal(r.findings.items[0].place.row, 2);
  assert_true(zp_text_equal(r.findings.items[0].args[0], ZP_TEXT("2")));
  reading_close(&r);
}

static void leaves_and_refuses(void **state)
{
  (void)state;
  const char *const others[] = { "a,b\n<table>\n", "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Table/>",
                                 "<a>,<b>\n1,2\n", "\xD0\xCF\x11\xE0<table" };
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    assert_int_equal(zp_reader_html.claims(zp_text_from(others[i]), ZP_TEXT("a.html")), 0);
  assert_int_equal(reading_status(&zp_reader_html, "a.xls", "<table><tr><td>", "", 15), ZP_E_EMPTY_FILE);
  assert_int_equal(reading_status(&zp_reader_html, "a.xls", "<html><frameset><frame src=a>", " ", 40), ZP_E_OFFICE_OTHER);
}

/// Classes are found by search: a page of many of them and of many cells is read as fast as another.
static void bounds_classes(void **state)
{
  (void)state;
  enum { ROOM = 1 << 22 };
  for (size_t classes = 4000; classes <= 5000; classes += 1000) {
    zp_arena *arena = zp_arena_new(NULL, 0);
    zp_sink page = { .arena = arena };
    zp_sink_print(&page, "<style>");
    for (size_t i = 0; i < classes; i++) zp_sink_print(&page, ".c%zu{mso-number-format:Percent}", (i * 7919) % classes);
    zp_sink_print(&page, "</style><table>");
    while (page.len < ROOM) zp_sink_print(&page, "<tr><td class=c5>1<td class=none>1");
    reading r = reading_of(&zp_reader_html, "a.xls", (zp_text){ page.bytes, page.len });
    assert_int_equal(r.status, classes == 4000 ? ZP_OK : ZP_E_TOO_LARGE);
    if (r.status == ZP_OK) assert_true(zp_text_equal(r.document.blocks[0].rows[9].cells[0].text, ZP_TEXT("100.00%")));
    reading_close(&r);
    zp_arena_free(arena);
  }
}

/// Nothing that spans, nests or never ends costs more than its length.
static void bounds_work(void **state)
{
  (void)state;
  static const struct { const char *head, *pattern; zp_status status; } hostile[] = {
    { "", "<table><tr><td>", ZP_E_PACKAGE_DAMAGED },
    { "<table>", "<tr><td colspan=1000 rowspan=0>", ZP_E_CELLS_MANY },
    { "<table><tr>", "<td colspan=1000>x", ZP_E_CELLS_MANY },
    { "<table>", "<tr><td>a<td>b<td>c<td>d", ZP_E_CELLS_MANY },
    { "<table><tr><td>", "aaaaaaaaaaaaaaaaaaaaaaaa", ZP_E_CELL_LONG },
    { "<table><tr><td>a", "<a x=\"'>", ZP_OK },
    { "<table><tr><td>a", "<!--", ZP_OK },
    { "<table><tr><td>a", "<script>", ZP_OK },
    { "<table><tr><td>a", "&", ZP_OK },
  };
  for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
    clock_t start = clock();
    size_t size = hostile[i].status == ZP_OK ? 1 << 20 : 48 << 20;
    zp_status status = reading_status(&zp_reader_html, "a.xls", hostile[i].head, hostile[i].pattern, size);
    if (status != hostile[i].status) fail_msg("%s: %s", hostile[i].pattern, zp_status_code(status));
    assert_true((clock() - start) / CLOCKS_PER_SEC < 20);  // seconds even under sanitizers
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(reads_pages), cmocka_unit_test(reads_encodings), cmocka_unit_test(says_what_is_hidden),
                                      cmocka_unit_test(leaves_and_refuses), cmocka_unit_test(bounds_classes), cmocka_unit_test(bounds_work) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
