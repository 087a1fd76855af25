// office_sample.c: see office_sample.h.
#include "office_sample.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/format.h"

static const char styles[] =
  "<numFmts><numFmt numFmtId='164' formatCode='0.0%'/><numFmt numFmtId='165' formatCode='yyyy\"年\"m\"月\"d\"日\"'/></numFmts>"
  "<cellXfs><xf numFmtId='0'/><xf numFmtId='9'/><xf numFmtId='164'/><xf numFmtId='10'/><xf numFmtId='165'/></cellXfs>";

static void put_escaped(zp_sink *out, zp_text text)
{
  for (size_t i = 0; i < text.len; i++) {
    char c = text.ptr[i];
    if (c == '&') zp_sink_put(out, ZP_TEXT("&amp;"));
    else if (c == '<') zp_sink_put(out, ZP_TEXT("&lt;"));
    else if (c == '>') zp_sink_put(out, ZP_TEXT("&gt;"));
    else zp_sink_put(out, (zp_text){ &c, 1 });
  }
}

/// Digits, and how many stand behind the point; false when anything else is there or a zero leads or ends it.
static bool plain_number(zp_text text, size_t *decimals)
{
  size_t point = SIZE_MAX;
  for (size_t i = 0; i < text.len; i++) {
    if (text.ptr[i] == '.' && point == SIZE_MAX) point = i;
    else if (text.ptr[i] < '0' || text.ptr[i] > '9') return false;
  }
  *decimals = point == SIZE_MAX ? 0 : text.len - point - 1;
  return text.len != 0 && (text.ptr[0] != '0' || text.len == 1 || point == 1) && (point == SIZE_MAX || text.ptr[text.len - 1] != '0');
}

/// Days since 1899-12-30 of a day from March 1900 on.
static long serial_of(int year, int month, int day)
{
  long y = month <= 2 ? year - 1 : year, m = month <= 2 ? month + 9 : month - 3;
  return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 693899;
}

/// "97.5" as a share of one, digit by digit: 0.975.
static zp_text hundredth(zp_text number, size_t decimals, zp_arena *arena)
{
  char digits[40];
  size_t len = 0;
  for (size_t i = 0; i < number.len && len < sizeof digits; i++)
    if (number.ptr[i] != '.') digits[len++] = number.ptr[i];
  size_t places = decimals + 2;
  zp_text text = { digits, len };
  if (len > places) return zp_text_format(arena, "%.*s.%.*s", ZP_ARG(zp_text_slice(text, 0, len - places)), ZP_ARG(zp_text_slice(text, len - places, len)));
  return zp_text_format(arena, "0.%.*s%.*s", (int)(places - len), "0000000000", ZP_ARG(text));
}

static void put_cell(zp_sink *out, const char *place, zp_text text)
{
  size_t decimals;
  int year, month, day, end = 0;
  zp_text number = zp_text_slice(text, 0, text.len == 0 ? 0 : text.len - 1);
  zp_text copy = zp_text_copy(text, out->arena);
  if (zp_text_ends(text, ZP_TEXT("%")) && plain_number(number, &decimals) && decimals <= 2)
    zp_sink_print(out, "<c r='%s' s='%zu'><v>%.*s</v></c>", place, decimals + 1, ZP_ARG(hundredth(number, decimals, out->arena)));
  else if (plain_number(text, &decimals)) zp_sink_print(out, "<c r='%s'><v>%.*s</v></c>", place, ZP_ARG(text));
  else if (sscanf(copy.ptr, "%4d年%2d月%2d日%n", &year, &month, &day, &end) == 3 && (size_t)end == text.len)
    zp_sink_print(out, "<c r='%s' s='4'><v>%ld</v></c>", place, serial_of(year, month, day));
  else {
    zp_sink_print(out, "<c r='%s' t='inlineStr'><is><t xml:space='preserve'>", place);
    put_escaped(out, text);
    zp_sink_put(out, ZP_TEXT("</t></is></c>"));
  }
}

static void put_rows(zp_sink *out, const zp_block *table)
{
  zp_sink_put(out, ZP_TEXT("<sheetData>"));
  for (size_t r = 0; r < table->row_count; r++) {
    zp_sink_print(out, "<row r='%zu'>", r + 1);
    for (size_t c = 0; c < table->rows[r].count && c < 26; c++) {
      char place[32];
      snprintf(place, sizeof place, "%c%zu", (char)('A' + c), r + 1);
      if (table->rows[r].cells[c].text.len != 0) put_cell(out, place, table->rows[r].cells[c].text);
    }
    zp_sink_put(out, ZP_TEXT("</row>"));
  }
  zp_sink_put(out, ZP_TEXT("</sheetData>"));
}

static bool blank_at(const zp_block *table, size_t row, size_t column)
{
  return column >= table->rows[row].count || table->rows[row].cells[column].text.len == 0;
}

static void put_merges(zp_sink *out, const zp_block *table, size_t carried)
{
  zp_sink_put(out, ZP_TEXT("<mergeCells>"));
  for (size_t c = 0; c < carried; c++)
    for (size_t r = 0, end; r < table->row_count; r = end) {
      for (end = r + 1; end < table->row_count && !blank_at(table, r, c) && blank_at(table, end, c); end++) {}
      if (end > r + 1) zp_sink_print(out, "<mergeCell ref='%c%zu:%c%zu'/>", (char)('A' + c), r + 1, (char)('A' + c), end);
    }
  zp_sink_put(out, ZP_TEXT("</mergeCells>"));
}

made_file workbook_from(const zp_document *document, size_t carried)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_sink out = { .arena = arena };
  put_rows(&out, &document->blocks[0]);
  put_merges(&out, &document->blocks[0], carried);
  zp_sink_put(&out, (zp_text){ "", 1 });
  if (out.failed) abort();
  made_file file = workbook_of(out.bytes, styles, NULL, NULL);
  zp_arena_free(arena);
  return file;
}

static void put_paragraph(zp_sink *out, zp_text text)
{
  zp_sink_put(out, ZP_TEXT("<w:p><w:r><w:t xml:space='preserve'>"));
  put_escaped(out, text);
  zp_sink_put(out, ZP_TEXT("</w:t></w:r></w:p>"));
}

static void put_table(zp_sink *out, const zp_block *table)
{
  zp_sink_put(out, ZP_TEXT("<w:tbl>"));
  for (size_t r = 0; r < table->row_count; r++) {
    zp_sink_put(out, ZP_TEXT("<w:tr>"));
    for (size_t c = 0; c < table->rows[r].count; c++) {
      zp_sink_put(out, ZP_TEXT("<w:tc>"));
      put_paragraph(out, table->rows[r].cells[c].text);
      zp_sink_put(out, ZP_TEXT("</w:tc>"));
    }
    zp_sink_put(out, ZP_TEXT("</w:tr>"));
  }
  zp_sink_put(out, ZP_TEXT("</w:tbl>"));
}

made_file document_from(const zp_document *document)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_sink out = { .arena = arena };
  for (size_t b = 0; b < document->count; b++) {
    const zp_block *block = &document->blocks[b];
    if (block->kind == ZP_BLOCK_TABLE) put_table(&out, block);
    else put_paragraph(&out, block->paragraph.text);
  }
  zp_sink_put(&out, (zp_text){ "", 1 });
  if (out.failed) abort();
  made_file file = document_of(out.bytes, NULL);
  zp_arena_free(arena);
  return file;
}

/// As the Ministry's circular prints it: labels, funds, then indicators under one merged first column.
static const char *const form[][10] = {
  { "项目支出绩效自评表" },
  { "（2024年度）" },
  { "项目名称", "", "村级组织运转经费" },
  { "主管部门", "", "老庄子镇人民政府", "", "", "实施单位", "老庄子镇人民政府" },
  { "项目资金（万元）", "", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分" },
  { "", "", "年度资金总额", "113.06", "113.06", "101.75", "10", "90%", "9" },
  { "", "", "其中：当年财政拨款", "113.06", "113.06", "101.75", "－", "", "－" },
  { "绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施" },
  { "", "产出指标", "数量指标", "涉及村庄数量", "=17个", "17个", "12.5", "12.5" },
  { "", "", "质量指标", "资金到位率", "=100%", "96%", "12.5", "12", "部分村的结算资料补交较晚" },
  { "", "", "时效指标", "完成时限", "2024年12月底前", "2025年1月15日", "12.5", "0", "雨季停工，工期顺延" },
  { "", "", "成本指标", "办公经费标准", "≤0.5万元", "0.5万元", "12.5", "12.5" },
  { "", "效益指标", "社会效益指标", "方便出行", "方便", "基本方便", "30", "21", "一处路口尚未硬化" },
  { "", "满意度指标", "服务对象满意度指标", "群众满意度", "≥95%", "97.5%", "10", "10" },
  { "总分", "", "", "", "", "", "100", "77" },
};

made_file national_form(void)
{
  enum { ROWS = sizeof form / sizeof *form, COLUMNS = 9 };
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_row rows[ROWS];
  for (size_t r = 0; r < ROWS; r++) {
    rows[r] = (zp_row){ ZP_TAKE(arena, zp_cell, COLUMNS), COLUMNS };
    for (size_t c = 0; c < COLUMNS; c++) rows[r].cells[c].text = zp_text_from(form[r][c]);
  }
  zp_block table = { .kind = ZP_BLOCK_TABLE, .rows = rows, .row_count = ROWS };
  zp_sink out = { .arena = arena };
  put_rows(&out, &table);
  zp_sink_put(&out, ZP_TEXT("<mergeCells><mergeCell ref='A1:I1'/><mergeCell ref='A2:I2'/><mergeCell ref='A3:B3'/><mergeCell ref='C3:I3'/><mergeCell ref='A4:B4'/><mergeCell ref='C4:E4'/><mergeCell ref='G4:I4'/>"
    "<mergeCell ref='A5:B7'/><mergeCell ref='A8:A14'/><mergeCell ref='B9:B12'/><mergeCell ref='A15:F15'/></mergeCells>"));
  zp_sink_put(&out, (zp_text){ "", 1 });
  if (out.failed) abort();
  made_file file = workbook_of(out.bytes, styles, NULL, NULL);
  zp_arena_free(arena);
  return file;
}
