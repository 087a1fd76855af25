// document.h: what a reader makes of a file: paragraphs and tables of cells, each with its place. No judgement of content.
#pragma once

#include "base/error.h"

/// A text and where it stands. A blank cell has an empty text and still a place.
typedef struct zp_cell {
  zp_text text;
  zp_place place;
} zp_cell;

/// What stands where nothing is: no text, no place.
extern const zp_cell zp_no_cell;

/// Cells left to right. Merged cells that continue from the left or from above are blank cells.
typedef struct zp_row {
  zp_cell *cells;
  size_t count;
} zp_row;

typedef enum zp_block_kind { ZP_BLOCK_PARAGRAPH, ZP_BLOCK_TABLE } zp_block_kind;

/// A paragraph (one line of running text) or a table. A sheet of a workbook is a table, also when it is empty.
typedef struct zp_block {
  zp_block_kind kind;
  zp_text title;      // a sheet's name; empty for others
  bool hidden;        // a sheet that people do not see: read, but no form is looked for in it
  zp_cell paragraph;  // ZP_BLOCK_PARAGRAPH
  zp_row *rows;       // ZP_BLOCK_TABLE
  size_t row_count;
} zp_block;

typedef struct zp_document {
  zp_text file;  // name as shown in places
  zp_block *blocks;
  size_t count;
} zp_document;
