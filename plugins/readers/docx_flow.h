// docx_flow.h: paragraphs and tables as they come out of a document, in order; knows nothing of XML.
#pragma once

#include "model/format.h"

enum {
  ZP_DOCX_NEST_MOST = 32,         // tables in tables, paragraphs in text boxes in paragraphs
  ZP_DOCX_BLOCKS_MOST = 1000000,  // paragraphs and tables of one document
  ZP_DOCX_SPAN_MOST = 1024        // columns that one cell may take
};

/// A table that is open.
typedef struct flow_table {
  size_t block;          // index of its block
  zp_text sheet;         // "#2": the second table, for places
  size_t row_capacity;
  zp_cell *cells;        // of the row at hand
  size_t cell_count, cell_capacity;
  uint32_t row;          // at hand; 0 before the first
  uint32_t span;         // columns of the cell at hand
  bool in_cell, continued, deleted;  // continued: merged with the cell above or to the left; deleted: a row that is tracked as such
  zp_sink text;          // of the cell at hand
} flow_table;

typedef struct flow {
  zp_arena *arena;
  zp_findings *findings;
  zp_error *err;
  zp_document *out;
  size_t capacity;
  flow_table tables[ZP_DOCX_NEST_MOST];
  size_t depth;          // tables that are open
  uint32_t paragraphs;   // of the body so far: the row of places there
  uint32_t table_count;
  size_t cells, text_bytes;
  size_t covered;        // merged cells that hid a text
  zp_cell first_covered;
} flow;

/// The place of what comes next.
zp_place flow_place(const flow *f);
/// A paragraph with its label. Each of its lines becomes one in the body; in a cell it becomes lines of the cell.
zp_status flow_paragraph(flow *f, zp_text label, zp_text text);
zp_status flow_table_open(flow *f);
zp_status flow_row_open(flow *f);
/// Blank cells at the point reached, for the columns a row leaves out.
zp_status flow_skip(flow *f, uint32_t columns);
void flow_cell_open(flow *f);
zp_status flow_cell_close(flow *f);
zp_status flow_row_close(flow *f);
void flow_table_close(flow *f);
/// The table at hand, NULL outside of tables.
flow_table *flow_at(flow *f);
/// Says what was noticed along the way.
void flow_end(flow *f);
