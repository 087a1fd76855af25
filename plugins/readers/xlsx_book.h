// xlsx_book.h: a workbook that is being read; shared by the files of the xlsx reader.
#pragma once

#include "plugins/readers/number_format.h"
#include "plugins/readers/xml.h"

enum {
  ZP_SHEETS_MOST = 1024,
  ZP_SHEET_ROWS_MOST = 1048576,
  ZP_SHEET_COLUMNS_MOST = 16384,
  ZP_SHARED_STRINGS_MOST = 4000000,
  ZP_SHEET_FORMATS_MOST = 5000,        // number formats a workbook may define
  ZP_SHEET_STYLES_MOST = 1 << 17,      // combinations of formats; Excel stops at 65490
  ZP_SHEET_MERGES_MOST = 1 << 20,
  ZP_SHEET_CELL_MOST = 4 * 32767,      // bytes of one cell: Excel holds 32767 characters
  ZP_OFFICE_TEXT_MOST = 128 << 20      // bytes of text of one file, a shared one counted wherever it stands
};

typedef struct book_sheet {
  zp_text name;
  zp_text id;      // of its relationship
  bool hidden;
} book_sheet;

typedef struct book {
  zp_package package;
  zp_arena *arena;
  zp_findings *findings;
  zp_error *err;
  zp_text name;       // of the file
  zp_relations relations;
  book_sheet *sheets;
  size_t sheet_count, sheet_capacity;
  zp_date_base base;
  zp_text *strings;
  size_t string_count, string_capacity;
  const zp_number_format **styles;  // per cell style; NULL is General
  size_t style_count;
  size_t cells;       // of all sheets so far
  size_t text_bytes;
} book;

/// Reads the shared strings or the styles out of a part.
zp_status zp_book_strings(book *b, zp_text part);
zp_status zp_book_styles(book *b, zp_text part);
/// Reads one sheet into a table.
zp_status zp_book_sheet(book *b, zp_text part, zp_block *out);
/// Counts text against ZP_OFFICE_TEXT_MOST; the failure is told by `xml`.
bool zp_book_text(book *b, zp_xml *xml, size_t bytes);
/// Stops with ZP_E_OFFICE_MANY.
void zp_book_many(book *b, zp_xml *xml, zp_word what, size_t most);

/// Ranges of merged cells.
typedef struct sheet_range { uint32_t row, column, last_row, last_column; } sheet_range;
/// Reads "B7" or "$B$7" at *at, which moves behind it. False when there is none within the bounds of a sheet.
bool zp_sheet_place(const char **at, uint32_t *row, uint32_t *column);
/// Blanks the cells that merged ones cover; what they hid is a finding.
zp_status zp_sheet_cover(book *b, zp_block *table, const sheet_range *ranges, size_t count, bool ordered);
