// xls_builder.h: workbooks of Excel 5 to 2003 made by hand, for tests of their reader. The same
// bytes every time.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

/// Growing bytes on the heap; free(data).
typedef struct built {
  unsigned char *data;
  size_t len, capacity;
} built;
void built_put(built *out, const void *bytes, size_t len);
void built_u16(built *out, unsigned value);
void built_u32(built *out, uint32_t value);
static inline zp_text built_text(const built *b)
{
  return (zp_text){ (const char *)b->data, b->len };
}

typedef enum built_kind {
  BUILT_SHARED, // text in the table of texts
  BUILT_LABEL,  // text in the cell
  BUILT_NUMBER,
  BUILT_RK,
  BUILT_BOOL,
  BUILT_ERROR,
  BUILT_FORMULA,      // with a number as result
  BUILT_FORMULA_TEXT, // with a text
  BUILT_FORMULA_OPEN  // with a text that is not there
} built_kind;

typedef struct built_cell {
  uint32_t row, column; // from 1
  built_kind kind;
  const char *text; // UTF-8; in BIFF5 the bytes as they are
  double number;    // also the code of an error; RK: a whole number
  uint16_t style;   // 0: General; n: the n-th format of the book
} built_cell;

typedef struct built_sheet {
  const char *name;
  unsigned state, kind; // 1: hidden, 2: very hidden; 0: worksheet, 2: chart
  const built_cell *cells;
  size_t cell_count;
  const uint16_t (*merges)[4]; // first row, last row, first column, last column, from 0
  size_t merge_count;
  unsigned hidden_row, hidden_column; // from 1; 0: none
} built_sheet;

typedef struct built_book {
  bool narrow;       // BIFF5
  unsigned codepage; // 0: no record
  bool dates_1904, locked;
  const char *const *formats;
  size_t format_count;
  const built_sheet *sheets;
  size_t sheet_count;
  size_t part; // bytes of a record of the table of texts, at most; 0: as many as a record holds
  bool rich;   // texts of the table have runs and phonetics
} built_book;

/// The workbook stream.
void build_stream(const built_book *book, built *out);
/// A compound file with one stream of that name; one under 4096 bytes is cut into short sectors, as
/// the format wants it.
void build_compound(const char *name, zp_text stream, built *out);
