// xlsx.c: a result as a workbook: of one unit its official forms as they were scored, of a district
// its ranking, charts and projects, and of both the findings to mend. Equal results give equal
// bytes: the workbook carries no date of its own.
#include <unistd.h>

#include "plugins/reports/book_file.h"
#include "plugins/reports/form_sheet_name.h"
#include "plugins/reports/result_book.h"
#include "plugins/reports/text_cells.h"
#include "plugins/reports/text_district.h"

enum {
  CREATED = 315532800,
  SHEETS_MOST = 1000,
  FORM_ROWS_MOST = 20000,
  CELL_MOST = 32767
}; // CREATED: 1980-01-01, as a zip's first day

static const zp_text none = { "", 0 };

typedef struct result_book {
  zp_list_book list;
  zp_form_book form; // the same workbook, for the official forms
  const zp_result *result;
  const zp_unit_result *only; // the one unit, with its rows; NULL: a district
  zp_remarks remarks;
} result_book;

// ---- what fits ---------------------------------------------------------------------------------

static zp_status too_large(result_book *b, zp_text what, size_t most, zp_error *err)
{
  return zp_fail(err, ZP_E_BOOK_LARGE, NULL, what, zp_cell_count(&b->list.say, most), none);
}

static zp_status check_size(result_book *b, zp_error *err)
{
  const zp_result *result = b->result;
  const zp_unit_result *unit = b->only;
  zp_wording *say = &b->list.say;
  size_t projects = 0;
  for (size_t i = 0; i < result->unit_count; i++) projects += result->units[i].project_count;
  if (b->remarks.count > ZP_LIST_ROWS_MOST)
    return too_large(b, zp_wording_word(say, ZP_W_LIST_SHEET), ZP_LIST_ROWS_MOST, err);
  if (projects > ZP_LIST_ROWS_MOST)
    return too_large(b, zp_wording_word(say, ZP_W_BOOK_PROJECT_SHEET), ZP_LIST_ROWS_MOST, err);
  if (unit == NULL) return ZP_OK;
  if (projects > SHEETS_MOST)
    return too_large(b, zp_wording_word(say, ZP_W_BOOK_PROJECT_SHEET), SHEETS_MOST, err);
  for (size_t i = 0; i < projects; i++)
    if (unit->projects[i].row_count > FORM_ROWS_MOST)
      return too_large(b, zp_cell_project(say, unit, i), FORM_ROWS_MOST, err);
  return ZP_OK;
}

// ---- sheets ------------------------------------------------------------------------------------

/// Forms are named after their projects, as in the workbook that was to be filled in.
static bool put_forms(result_book *b, const zp_unit_result *unit)
{
  enum { OTHERS = 2 };
  zp_wording *say = &b->form.say;
  zp_text *names = ZP_TAKE(say->arena, zp_text, unit->project_count + OTHERS);
  bool fine = names != NULL;
  if (!fine)
    say->failed = true;
  else {
    names[0] = zp_wording_word(say, ZP_W_BOOK_UNIT_SHEET);
    names[1] = zp_wording_word(say, ZP_W_LIST_SHEET);
  }
  for (size_t i = 0; fine && i < unit->project_count; i++) {
    names[i + OTHERS] = zp_sheet_name(say, unit->projects[i].name, i + 1, names, i + OTHERS);
    fine = !say->failed && zp_book_project(&b->form, unit, i, names[i + OTHERS]);
  }
  return fine;
}

static void put_unit(result_book *b, const zp_unit_result *unit)
{
  zp_wording *say = &b->list.say;
  zp_text title = zp_wording_of(say, ZP_W_BOOK_FINDINGS_TITLE,
                                zp_cell_name(say, unit->name, unit->code), none, none);
  if (zp_book_projects(&b->list, b->result, unit) && put_forms(b, unit))
    zp_findings_sheet(&b->list, title, &b->remarks);
}

static void put_district(result_book *b)
{
  zp_wording *say = &b->list.say;
  zp_text title =
      zp_wording_of(say, ZP_W_BOOK_FINDINGS_TITLE, zp_district_name(say, b->result), none, none);
  bool fine = true;
  if (b->result->has_district)
    fine = zp_book_overview(&b->list, b->result) && zp_book_ranking(&b->list, b->result);
  if (fine && zp_book_projects(&b->list, b->result, NULL))
    zp_findings_sheet(&b->list, title, &b->remarks);
}

// ---- the workbook ------------------------------------------------------------------------------

/// Lists of a district can be long: their rows are written as they come. A form's merged cells
/// stand in several rows, so it waits in memory until it is whole.
static bool open_book(result_book *b, const char *path)
{
  lxw_workbook_options options = { .constant_memory = b->only == NULL };
  lxw_doc_properties properties = { .created = CREATED };
  lxw_workbook *book = workbook_new_opt(path, &options);
  if (book == NULL) return false;
  b->list.book = b->form.book = book;
  if (!zp_list_styles(&b->list) || !zp_form_styles(book, b->form.formats)) {
    lxw_workbook_free(book);
    return false;
  }
  workbook_set_properties(book, &properties);
  return true;
}

static zp_status make_book(result_book *b, const char *path, zp_error *err)
{
  if (!open_book(b, path)) return zp_fail_memory(err);
  if (b->only != NULL)
    put_unit(b, b->only);
  else
    put_district(b);
  zp_list_check(&b->list, b->form.failed);
  zp_list_check(&b->list, workbook_close(b->list.book)); // frees it, whatever comes
  if (b->list.say.failed || b->form.say.failed || b->list.failed == LXW_ERROR_MEMORY_MALLOC_FAILED)
    return zp_fail_memory(err);
  if (b->form.large)
    return too_large(b, zp_wording_word(&b->list.say, ZP_W_LIST_PROJECT), CELL_MOST, err);
  return b->list.failed == LXW_NO_ERROR
             ? ZP_OK
             : zp_fail_with(err, ZP_E_FORM_WRITE, NULL, lxw_strerror(b->list.failed));
}

static zp_status write_book(result_book *b, const zp_report_options *options, zp_sink *sink,
                            zp_error *err)
{
  char path[ZP_BOOK_PATH_ROOM];
  if (!b->result->has_district && b->result->unit_count == 1 &&
      zp_unit_whole(b->result, options, 0, sink->arena, &b->only, err) != ZP_OK)
    return err->status;
  if (zp_remarks_make(b->result, options, sink->arena, &b->remarks, err) != ZP_OK)
    return err->status;
  if (check_size(b, err) != ZP_OK) return err->status;
  int file = zp_book_file_open(path, err);
  if (file < 0) return err->status;
  zp_status status = make_book(b, path, err);
  if (status == ZP_OK) status = zp_book_file_take(file, sink, err);
  close(file);
  return status;
}

static zp_status write_xlsx(const zp_result *result, const zp_report_options *options,
                            zp_sink *sink, zp_error *err)
{
  const zp_wording say = { sink->arena, options->lang, false };
  result_book b = { .list = { .say = say, .row = zp_arena_beside(sink->arena) },
                    .form = { .say = say },
                    .result = result };
  zp_status status = b.list.row == NULL ? zp_fail_memory(err) : write_book(&b, options, sink, err);
  zp_arena_free(b.list.row);
  return status;
}

const zp_report zp_report_xlsx = {
  .name = "xlsx",
  .title = ZP_W_REPORT_XLSX,
  .suffix = ".xlsx",
  .write = write_xlsx,
  .binary = true,
  .by_unit = true,
};
