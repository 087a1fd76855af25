// form_workbook.c: the official workbook as bytes. The library writes to a file, so it is given one
// in memory.
#include "plugins/reports/form_workbook.h"

#include <unistd.h>

#include "plugins/reports/book_file.h"
#include "plugins/reports/form_page.h"
#include "plugins/reports/form_sheet_name.h"

static const zp_text none = { "", 0 };

static zp_status too_large(const zp_blank *form, zp_error *err)
{
  return zp_fail(err, ZP_E_FORM_LARGE, NULL, form->unit, none, none);
}

static zp_status check_size(const zp_blank *form, zp_error *err)
{
  if (form->sheet_count > ZP_FORM_SHEETS_MOST) return too_large(form, err);
  for (size_t i = 0; i < form->sheet_count; i++)
    if (form->sheets[i].row_count > ZP_FORM_ROWS_MOST) return too_large(form, err);
  return ZP_OK;
}

static void name_sheets(zp_form_book *book)
{
  const zp_blank *form = book->form;
  zp_wording *say = &book->say;
  book->names = ZP_TAKE(say->arena, zp_text, form->sheet_count + 1);
  if (book->names == NULL) {
    say->failed = true;
    return;
  }
  book->names[0] = zp_form_word_text(ZP_FORM_GUIDE_SHEET);
  for (size_t i = 0; i < form->sheet_count && !say->failed; i++)
    book->names[i + 1] = zp_sheet_name(say, form->sheets[i].name, i + 1, book->names, i + 1);
}

/// No clock: the same form gives the same bytes on any day.
static void describe(zp_form_book *book)
{
  lxw_doc_properties properties = { .title =
                                        (char *)(uintptr_t)zp_form_word_text(ZP_FORM_TITLE).ptr,
                                    .created = 946684800 };
  zp_form_check(book, workbook_set_properties(book->book, &properties));
}

static void write_sheets(zp_form_book *book)
{
  bool fine = zp_form_put_guide(book);
  for (size_t i = 0; fine && !book->say.failed && i < book->form->sheet_count; i++)
    fine = zp_form_put_project(book, i);
}

/// Makes the workbook in the file of that path; closing it writes it.
static zp_status write_book(zp_form_book *book, const char *path, zp_error *err)
{
  name_sheets(book);
  if (book->say.failed) return zp_fail_memory(err);
  book->book = workbook_new(path);
  if (book->book == NULL || !zp_form_styles(book->book, book->formats)) {
    lxw_workbook_free(book->book);
    return zp_fail_memory(err);
  }
  describe(book);
  write_sheets(book);
  zp_form_check(book, workbook_close(book->book));
  if (book->say.failed || book->failed == LXW_ERROR_MEMORY_MALLOC_FAILED)
    return zp_fail_memory(err);
  if (book->large) return too_large(book->form, err);
  return book->failed == LXW_NO_ERROR
             ? ZP_OK
             : zp_fail_with(err, ZP_E_FORM_WRITE, NULL, lxw_strerror(book->failed));
}

zp_status zp_form_workbook(const zp_blank *form, zp_sink *sink, zp_error *err)
{
  char path[ZP_BOOK_PATH_ROOM];
  zp_form_book book = { .say = { sink->arena, ZP_LANG_ZH, false },
                        .form = form,
                        .failed = LXW_NO_ERROR };
  if (check_size(form, err) != ZP_OK) return err->status;
  int file = zp_book_file_open(path, err);
  if (file < 0) return err->status;
  zp_status status = write_book(&book, path, err);
  if (status == ZP_OK) status = zp_book_file_take(file, sink, err);
  close(file);
  return status;
}
