// findings_xlsx.c: the findings of a result as a workbook to work through: one row each, with columns for who mends it by when, and
// a sheet with the counts of each unit. Equal results give equal bytes: the workbook carries no date of its own.
#include <unistd.h>

#include "plugins/reports/book_file.h"
#include "plugins/reports/findings_sheet.h"
#include "plugins/reports/text_cells.h"

enum { CREATED = 315532800 };  // 1980-01-01, as a zip's first day

/// How many of each severity every unit has.
static bool put_summary(zp_list_book *book, const zp_result *result, const zp_remarks *all)
{
  static const zp_list_column columns[] = { { ZP_W_LIST_UNIT, 30 }, { ZP_W_ERROR, 10 }, { ZP_W_WARNING, 10 }, { ZP_W_INFO, 10 } };
  enum { COLUMNS = sizeof columns / sizeof columns[0] };
  zp_list list;
  size_t at = 0;
  if (!zp_list_open(book, zp_wording_word(&book->say, ZP_W_LIST_SUMMARY), columns, COLUMNS, &list)) return false;
  zp_list_heads(&list, true);
  while (at < all->count && all->items[at].unit == NULL) at++;  // of no unit: only in the list
  for (size_t u = 0; u < result->unit_count; u++) {
    const zp_unit_result *unit = &result->units[u];
    size_t counts[ZP_ERROR + 1] = { 0 };
    for (; at < all->count && all->items[at].unit == unit; at++) counts[zp_status_severity(all->items[at].finding->status)]++;
    zp_list_cell cells[COLUMNS] = { zp_list_text(ZP_LIST_TEXT, zp_cell_name(&book->say, unit->name, unit->code)) };
    for (int severity = ZP_ERROR; severity >= ZP_INFO; severity--)
      cells[1 + ZP_ERROR - severity] = zp_list_number(ZP_LIST_COUNT, true, (double)counts[severity]);
    zp_list_row(&list, cells, COLUMNS);
  }
  return true;
}

static zp_status make_book(zp_list_book *book, const zp_result *result, const zp_remarks *all, const char *path, zp_error *err)
{
  lxw_doc_properties properties = { .created = CREATED };
  book->book = workbook_new(path);
  if (book->book == NULL || !zp_list_styles(book)) {
    lxw_workbook_free(book->book);
    return zp_fail_memory(err);
  }
  workbook_set_properties(book->book, &properties);
  if (zp_findings_sheet(book, ZP_TEXT(""), all)) put_summary(book, result, all);
  zp_list_check(book, workbook_close(book->book));  // frees it, whatever comes
  if (book->say.failed || book->failed == LXW_ERROR_MEMORY_MALLOC_FAILED) return zp_fail_memory(err);
  return book->failed == LXW_NO_ERROR ? ZP_OK : zp_fail_with(err, ZP_E_FORM_WRITE, NULL, lxw_strerror(book->failed));
}

static zp_status write_book(zp_list_book *book, const zp_result *result, const zp_report_options *options, zp_sink *sink, zp_error *err)
{
  char path[ZP_BOOK_PATH_ROOM];
  zp_remarks all;
  if (zp_remarks_make(result, options, sink->arena, &all, err) != ZP_OK) return err->status;
  if (all.count > ZP_LIST_ROWS_MOST)
    return zp_fail(err, ZP_E_BOOK_LARGE, NULL, zp_wording_word(&book->say, ZP_W_LIST_SHEET), ZP_TEXT("1000000"), ZP_TEXT(""));
  int file = zp_book_file_open(path, err);
  if (file < 0) return err->status;
  zp_status status = make_book(book, result, &all, path, err);
  if (status == ZP_OK) status = zp_book_file_take(file, sink, err);
  close(file);
  return status;
}

static zp_status write_xlsx(const zp_result *result, const zp_report_options *options, zp_sink *sink, zp_error *err)
{
  zp_list_book book = { .say = { sink->arena, options->lang, false }, .row = zp_arena_beside(sink->arena) };
  zp_status status = book.row == NULL ? zp_fail_memory(err) : write_book(&book, result, options, sink, err);
  zp_arena_free(book.row);
  return status;
}

const zp_report zp_findings_xlsx = { .name = "xlsx", .title = ZP_W_REPORT_CHECK_XLSX, .suffix = ".xlsx", .write = write_xlsx, .binary = true };
