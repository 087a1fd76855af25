// xls_book.h: a workbook of Excel 5 to 2003 while it is read; shared by xls.c (container),
// xls_book.c (what holds for all sheets) and xls_sheet.c (cells).
#pragma once

#include "plugins/readers/biff.h"
#include "plugins/readers/cell_grid.h"
#include "plugins/readers/number_format.h"

enum {
  ZP_XLS_SHEETS_MOST = 4096,
  ZP_XLS_FORMATS_MOST = 4096,
  ZP_XLS_STYLES_MOST = 65536,
  ZP_XLS_DEPTH_MOST = 16
};

typedef enum zp_xls_kind {
  ZP_XLS_WORKSHEET,
  ZP_XLS_MACROS,
  ZP_XLS_CHART,
  ZP_XLS_VBA = 6
} zp_xls_kind;

typedef struct zp_xls_sheet {
  zp_text name;
  uint32_t offset; // of its BOF in the stream
  bool hidden;
  uint8_t kind; // zp_xls_kind
} zp_xls_sheet;

/// How a cell's number is shown (XF); made when first used.
typedef struct zp_xls_style {
  const zp_number_format *format;
  uint16_t id;
  bool made;
} zp_xls_style;

typedef struct zp_xls {
  zp_text stream;
  zp_arena *arena;
  zp_findings *findings;
  zp_error *err;
  bool wide; // BIFF8
  uint16_t codepage;
  zp_date_base dates;
  zp_text *strings; // shared texts
  size_t string_count;
  zp_text *codes; // of number formats by id, ZP_XLS_FORMATS_MOST of them; NULL: none
  zp_xls_style *styles;
  size_t style_count, style_capacity;
  zp_xls_sheet *sheets;
  size_t sheet_count, sheet_capacity;
  size_t sheet_bytes; // of the sheets read so far
  zp_cells cells;
} zp_xls;

/// Fails with a place of the sheet at hand; row and column may be 0.
zp_status zp_xls_fail(zp_xls *book, zp_status status, uint32_t row, uint32_t column, zp_word what);
/// The same for a text that could not be read: what zp_biff_text returned.
zp_status zp_xls_fail_text(zp_xls *book, const zp_biff *record, zp_status status);

/// What stands before the sheets.
zp_status zp_xls_read_globals(zp_xls *book);
/// NULL: General.
const zp_number_format *zp_xls_format(zp_xls *book, uint16_t style);
/// The cells of a sheet, into the grid; a chart has none.
zp_status zp_xls_read_sheet(zp_xls *book, const zp_xls_sheet *sheet);

/// A workbook stream as a document: what zp_reader_xls does once the container is open.
zp_status zp_xls_read_stream(zp_text stream, zp_text name, zp_arena *arena, zp_document *out,
                             zp_findings *findings, zp_error *err);
