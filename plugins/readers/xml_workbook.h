// xml_workbook.h: a workbook in the XML of Excel 2002 and 2003 ("XML Spreadsheet") while it is
// read; shared by xml_workbook.c (elements) and xml_cells.c (what cells show).
#pragma once

#include "plugins/readers/cell_grid.h"
#include "plugins/readers/format_names.h"

enum { ZP_XML_COLUMNS_MOST = 16384, ZP_XML_ROWS_MOST = 1048576, ZP_XML_SHEETS_MOST = 4096 };

typedef struct zp_xml_tally {
  size_t count;
  zp_place first;
} zp_xml_tally;

/// Which text is being collected.
typedef enum zp_xml_collecting { ZP_XML_NOTHING, ZP_XML_DATA, ZP_XML_VISIBLE } zp_xml_collecting;

typedef struct zp_xml_workbook {
  zp_arena *arena;
  zp_findings *findings;
  zp_error *err;
  zp_document *out;
  size_t block_capacity;
  zp_cells cells;
  zp_format_names styles;
  const zp_number_format *format; // of the cell; NULL: General
  uint32_t row, column;           // at hand, from 1; 0: none yet
  uint32_t across, down;          // further columns and rows of the cell
  uint32_t repeated;              // rows that the row at hand stands for besides itself
  uint32_t next_column;           // of the column elements
  bool in_sheet, row_hidden, formula, valued, hidden_sheet;
  uint8_t hidden_columns[ZP_XML_COLUMNS_MOST / 8], told_columns[ZP_XML_COLUMNS_MOST / 8];
  uint32_t told_row;
  zp_xml_tally no_value, unseen, rows, columns;
  zp_xml_collecting collecting;
  char type; // first letter of the type of the data
  zp_sink text;
} zp_xml_workbook;

/// Attributes are pairs of names and values; names are looked at behind their namespace. NULL: not
/// there.
const char *zp_xml_value(const char **attributes, const char *name);
/// A number from 1 (from 0 for what may be none) to `most`; `missing` when there is none.
uint32_t zp_xml_number(const char *value, uint32_t most, uint32_t missing);

zp_status zp_xml_take_style(zp_xml_workbook *book, zp_text id, zp_text code);
void zp_xml_begin_sheet(zp_xml_workbook *book);
void zp_xml_take_column(zp_xml_workbook *book, const char **attributes);
zp_status zp_xml_begin_row(zp_xml_workbook *book, const char **attributes);
zp_status zp_xml_begin_cell(zp_xml_workbook *book, const char **attributes);
/// The cell is done: its data, if it had any, is in book->text.
zp_status zp_xml_end_cell(zp_xml_workbook *book);
/// Says what was noticed on the sheet.
void zp_xml_report(zp_xml_workbook *book);
