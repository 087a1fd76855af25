// form_page.h: the parts of the official workbook: a sheet under work, the instructions, a
// project's form, what its cells ask for.
#pragma once

#include "model/blank_form.h"
#include "plugins/reports/form_style.h"

typedef struct zp_form_book {
  lxw_workbook *book;
  lxw_format *formats[ZP_STYLES];
  zp_wording say;
  const zp_blank *form;
  zp_text *names;   // of the sheets; names[0] is the instructions', names[i + 1] the i-th project's
  lxw_error failed; // of the library, the first; LXW_NO_ERROR: none
  bool large;       // a text that no cell can hold
} zp_form_book;

/// A sheet being written. Heights are kept until its end, for merged cells stretch several rows.
typedef struct zp_form_page {
  zp_form_book *book;
  lxw_worksheet *sheet;
  const double *widths; // of the columns, in characters
  double *heights;      // of the rows; 0: as it comes
  size_t row_count;     // rows there is room for
} zp_form_page;

typedef struct zp_form_area {
  lxw_row_t top;
  lxw_col_t left;
  lxw_row_t bottom;
  lxw_col_t right;
} zp_form_area;

/// A sheet of that name with room for `rows` rows; false when it cannot be made.
bool zp_form_page_open(zp_form_book *book, zp_text name, const double *widths, size_t columns,
                       size_t rows, zp_form_page *out);
/// Writes text as text, whatever it begins with, over all cells of the area, and sees that its rows
/// are high enough.
void zp_form_put(zp_form_page *page, zp_form_area area, zp_text text, zp_form_style style);
void zp_form_put_word(zp_form_page *page, zp_form_area area, zp_form_word word,
                      zp_form_style style);
void zp_form_put_number(zp_form_page *page, lxw_row_t row, lxw_col_t column, bool known,
                        double number, zp_form_style style);
/// A formula with the value it has now; `known` false: it shows nothing yet.
void zp_form_put_formula(zp_form_page *page, lxw_row_t row, lxw_col_t column, zp_text formula,
                         bool known, double value, zp_form_style style);
/// Sets the heights, the protection and how the sheet is printed.
void zp_form_page_close(zp_form_page *page);
/// The same without protection, for a sheet that nobody has to fill in.
void zp_form_page_finish(zp_form_page *page);
/// Remembers the first failure of the library.
void zp_form_check(zp_form_book *book, lxw_error error);

// form_ask.c: validation of cells, with a hint beside each
void zp_form_ask_actual(zp_form_page *page, lxw_row_t row, lxw_col_t column,
                        const zp_blank_row *asked);
void zp_form_ask_points(zp_form_page *page, lxw_row_t row, lxw_col_t column, zp_dec most);
void zp_form_ask_money(zp_form_page *page, lxw_row_t row, lxw_col_t column);

// form_guide.c, form_project.c
bool zp_form_put_guide(zp_form_book *book);
bool zp_form_put_project(zp_form_book *book, size_t index);
