// html_table.h: the tables of a page while they are read: rows, spans, tables in tables.
#pragma once

#include "plugins/readers/cell_grid.h"

enum {
  ZP_HTML_DEPTH_MOST = 16,
  ZP_HTML_COLUMNS_MOST = 16384,
  ZP_HTML_ROWS_MOST = 1048576,
  ZP_HTML_STEPS_MOST = 1 << 26
};

/// A table that is open.
typedef struct zp_html_table {
  zp_cells cells;
  size_t block;         // which of the document it becomes
  uint32_t base;        // rows of the page above it
  uint32_t row, column; // of the cell at hand, from 1; row 0: none yet
  uint32_t next;        // columns that the cells of the row reach so far
  uint32_t *taken;      // the last row that a cell above takes of each column
  uint32_t taken_count; // columns that have an entry
  bool row_open, cell_open;
  uint32_t hidden;      // rows with content that is not shown
  uint32_t hidden_last; // of them
  zp_place hidden_first;
  bool row_hidden, cell_hidden;
} zp_html_table;

/// A span as written: 1 when it is none, `most` at most. 0 reaches to the end: `most`.
uint32_t zp_html_span(zp_text attributes, const char *name, uint32_t most);

/// Begins a table where another may have been: its room is used again.
void zp_html_table_begin(zp_html_table *table, size_t block, uint32_t base, size_t *steps);
/// Begins the next row.
zp_status zp_html_table_row(zp_html_table *table);
/// Finds the place of the next cell and takes it with its spans. *steps counts the work over all
/// tables of a page.
zp_status zp_html_table_cell(zp_html_table *table, uint32_t rows, uint32_t columns, size_t *steps);
