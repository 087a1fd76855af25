// findings_xlsx.c: the findings of a result as a workbook to work through: one row each, with columns for who mends it by when, and
// a sheet with the counts of each unit. Equal results give equal bytes: the workbook carries no date of its own.
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "plugins/reports/remarks.h"
#include "plugins/reports/text_cells.h"

enum { ROWS_MOST = 1000000, CREATED = 315532800, LINE_HEIGHT = 15, LINES_MOST = 12 };  // CREATED: 1980-01-01, as a zip's first day

typedef struct column { zp_word head; double width; } column;

static const column columns[] = {
  { ZP_W_LIST_NUMBER, 6 },   { ZP_W_LIST_UNIT, 18 },    { ZP_W_LIST_PROJECT, 22 },    { ZP_W_LIST_PLACE, 26 },
  { ZP_W_LIST_CODE, 7 },     { ZP_W_LIST_SEVERITY, 7 }, { ZP_W_LIST_FINDING, 44 },    { ZP_W_LIST_CELL, 30 },
  { ZP_W_LIST_SUGGESTION, 40 }, { ZP_W_LIST_OWNER, 10 }, { ZP_W_LIST_DUE, 12 },
};
enum { COLUMN_COUNT = sizeof columns / sizeof columns[0], BLANK_COLUMNS = 2 };  // the last two are for people to fill in

typedef struct writer {
  zp_wording say;
  lxw_workbook *book;
  lxw_format *head, *cell, *number;
} writer;

/// A text is a text, whatever it begins with: never a formula.
static void put(writer *w, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t at, zp_text text)
{
  worksheet_write_string(sheet, row, at, zp_wording_line(&w->say, text).ptr, w->cell);
}

/// Chinese fonts are a sixth wider than two digits of the font that columns are measured by.
static size_t lines_of(zp_text text, double width)
{
  size_t wide = zp_text_width(text) * 7 / 6, lines = (wide + (size_t)width - 1) / (size_t)width;
  return lines < 1 ? 1 : lines > LINES_MOST ? LINES_MOST : lines;
}

static lxw_worksheet *add_sheet(writer *w, zp_word name, const column *of, size_t count)
{
  lxw_worksheet *sheet = workbook_add_worksheet(w->book, zp_wording_word(&w->say, name).ptr);
  if (sheet == NULL) return NULL;
  worksheet_set_landscape(sheet);
  worksheet_set_paper(sheet, 9);  // A4
  worksheet_fit_to_pages(sheet, 1, 0);
  worksheet_repeat_rows(sheet, 0, 0);
  worksheet_freeze_panes(sheet, 1, 0);
  for (size_t i = 0; i < count; i++) {
    lxw_col_t at = (lxw_col_t)i;
    worksheet_set_column(sheet, at, at, of[i].width, NULL);
    worksheet_write_string(sheet, 0, at, zp_wording_word(&w->say, of[i].head).ptr, w->head);
  }
  return sheet;
}

static void put_remark(writer *w, lxw_worksheet *sheet, lxw_row_t row, const zp_remark *remark)
{
  const zp_finding *finding = remark->finding;
  const zp_text texts[COLUMN_COUNT] = {
    ZP_TEXT(""), zp_remark_unit(&w->say, remark), zp_remark_project(&w->say, remark),
    zp_wording_place(&w->say, &finding->place), zp_text_from(zp_status_code(finding->status)),
    zp_remark_severity(&w->say, remark), zp_wording_sentence(&w->say, finding), finding->cell,
    zp_wording_suggestion(&w->say, finding), ZP_TEXT(""), ZP_TEXT(""),
  };
  size_t lines = 1;
  for (size_t i = 1; i < COLUMN_COUNT; i++) {
    size_t own = lines_of(texts[i], columns[i].width);
    if (own > lines) lines = own;
  }
  worksheet_set_row(sheet, row, (double)(lines * LINE_HEIGHT), NULL);
  worksheet_write_number(sheet, row, 0, row, w->number);
  for (size_t i = 1; i < COLUMN_COUNT; i++) {
    if (i + BLANK_COLUMNS < COLUMN_COUNT) put(w, sheet, row, (lxw_col_t)i, texts[i]);
    else worksheet_write_blank(sheet, row, (lxw_col_t)i, w->cell);
  }
}

static bool put_list(writer *w, const zp_remarks *all)
{
  lxw_worksheet *sheet = add_sheet(w, ZP_W_LIST_SHEET, columns, COLUMN_COUNT);
  if (sheet == NULL) return false;
  for (size_t i = 0; i < all->count; i++) put_remark(w, sheet, (lxw_row_t)(i + 1), &all->items[i]);
  worksheet_autofilter(sheet, 0, 0, (lxw_row_t)all->count, COLUMN_COUNT - 1);
  return true;
}

/// How many of each severity every unit has.
static bool put_summary(writer *w, const zp_result *result, const zp_remarks *all)
{
  static const column heads[] = { { ZP_W_LIST_UNIT, 30 }, { ZP_W_ERROR, 10 }, { ZP_W_WARNING, 10 }, { ZP_W_INFO, 10 } };
  lxw_worksheet *sheet = add_sheet(w, ZP_W_LIST_SUMMARY, heads, sizeof heads / sizeof heads[0]);
  size_t at = 0;
  if (sheet == NULL) return false;
  while (at < all->count && all->items[at].unit == NULL) at++;  // of no unit: only in the list
  for (size_t u = 0; u < result->unit_count; u++) {
    const zp_unit_result *unit = &result->units[u];
    size_t counts[ZP_ERROR + 1] = { 0 };
    for (; at < all->count && all->items[at].unit == unit; at++) counts[zp_status_severity(all->items[at].finding->status)]++;
    lxw_row_t row = (lxw_row_t)(u + 1);
    put(w, sheet, row, 0, zp_cell_name(&w->say, unit->name, unit->code));
    for (int severity = ZP_ERROR; severity >= ZP_INFO; severity--)
      worksheet_write_number(sheet, row, (lxw_col_t)(1 + ZP_ERROR - severity), (double)counts[severity], w->number);
  }
  return true;
}

static void make_formats(writer *w)
{
  lxw_format **all[] = { &w->head, &w->cell, &w->number };
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
    *all[i] = workbook_add_format(w->book);
    format_set_border(*all[i], LXW_BORDER_THIN);
    format_set_align(*all[i], LXW_ALIGN_VERTICAL_TOP);
  }
  format_set_bold(w->head);
  format_set_bg_color(w->head, 0xD9E1F2);
  format_set_text_wrap(w->cell);
}

/// The library writes to a file of its own making; what stands there is then the report.
static zp_status take_file(const char *path, zp_sink *sink, zp_error *err)
{
  char block[16384], room[ZP_ERROR_ARG];
  FILE *file = fopen(path, "rb");
  zp_text none = { NULL, 0 };
  if (file == NULL) return zp_fail(err, ZP_E_OPEN, NULL, zp_error_cause(errno, room), none, none);
  for (size_t got; (got = fread(block, 1, sizeof block, file)) > 0;) zp_sink_put(sink, (zp_text){ block, got });
  bool failed = ferror(file) != 0;
  fclose(file);
  return failed ? zp_fail(err, ZP_E_OPEN, NULL, zp_text_from(path), none, none) : ZP_OK;
}

static zp_status make_book(writer *w, const zp_result *result, const zp_remarks *all, const char *path, zp_error *err)
{
  lxw_workbook_options options = { .constant_memory = LXW_FALSE };
  lxw_doc_properties properties = { .created = CREATED };
  w->book = workbook_new_opt(path, &options);
  if (w->book == NULL) return zp_fail_memory(err);
  workbook_set_properties(w->book, &properties);
  make_formats(w);
  bool made = put_list(w, all) && put_summary(w, result, all);
  lxw_error closed = workbook_close(w->book);  // frees it, whatever comes
  if (made && closed == LXW_NO_ERROR) return ZP_OK;
  return zp_fail(err, ZP_E_WRITE, NULL, zp_text_from(path), zp_text_from(lxw_strerror(closed)), (zp_text){ NULL, 0 });
}

static zp_status write_xlsx(const zp_result *result, const zp_report_options *options, zp_sink *sink, zp_error *err)
{
  const char *base = getenv("TMPDIR");
  char room[ZP_ERROR_ARG];
  writer w = { .say = { sink->arena, options->lang, false } };
  zp_remarks all;
  zp_text path = zp_text_format(sink->arena, "%s/ziping-findings-XXXXXX", base == NULL || base[0] == '\0' ? "/tmp" : base);
  if (path.ptr == NULL || !zp_remarks_make(result, sink->arena, &all)) return zp_fail_memory(err);
  if (all.count > ROWS_MOST)
    return zp_fail(err, ZP_E_TOO_LARGE, NULL, zp_wording_word(&w.say, ZP_W_LIST_SHEET), ZP_TEXT("1000000"), (zp_text){ NULL, 0 });
  int file = mkstemp((char *)(uintptr_t)path.ptr);
  if (file < 0) return zp_fail(err, ZP_E_WRITE, NULL, path, zp_error_cause(errno, room), (zp_text){ NULL, 0 });
  close(file);
  if (make_book(&w, result, &all, path.ptr, err) == ZP_OK) take_file(path.ptr, sink, err);
  unlink(path.ptr);
  if (err->status != ZP_OK) return err->status;
  return w.say.failed || sink->failed ? zp_fail_memory(err) : ZP_OK;
}

const zp_report zp_findings_xlsx = { "xlsx", "findings as a workbook", ".xlsx", write_xlsx, NULL, true };
