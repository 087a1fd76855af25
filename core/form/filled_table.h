// filled_table.h: a filled form below its heading rows: every row an indicator, an execution row, a total, a part of the row above
// it or a note; or the money of a form (budget_block.h).
#pragma once

#include "form/form_head.h"
#include "form/headings.h"
#include "form/recognise.h"

/// A growing list of rows, shared by all filled tables of a document.
typedef struct zp_filled_rows { zp_filled_row *items; size_t count, capacity; } zp_filled_rows;

/// What a name says about its row.
/// SUBTOTAL: it would sum up some rows above, if the row has no target and no actual.
typedef enum zp_row_kind { ZP_ROW_PLAIN, ZP_ROW_TOTAL, ZP_ROW_EXECUTION, ZP_ROW_SUBTOTAL } zp_row_kind;
/// The last name asked about: names repeat from row to row.
typedef struct zp_row_memo { zp_text name; zp_row_kind kind; } zp_row_memo;

/// A table being read: _begin, _row for each row below the headings, _end.
typedef struct zp_filled_table {
  const zp_lexicon *lexicon;
  zp_headings headings;
  zp_filled_row above;      // names that blank merged cells continue
  const zp_cell *level1, *level2;
  zp_row_memo memo[4];      // first cell, levels 1 to 3
  bool block;               // rows of money only
  bool further;             // a further page of the table before
  bool executed;            // the block above these rows has a scored row with a weight
  zp_indicator last;        // as written, of the last indicator kept
  zp_form form;             // what is seen of it
  zp_cell_list notes;
  size_t budget_capacity, total_capacity;
  size_t total, spare;      // of a block: number + 1 of its execution row, of the row that could stand for one; 0: none
  bool spare_sum;           // the spare row is named as a sum
  size_t amounts;           // rows with amounts that are no execution row
  zp_filled_row spare_row;
} zp_filled_table;

/// `head` gives what its labels say to rows that do not say it themselves; `year` is the document's, 0 when not known.
void zp_filled_table_begin(zp_filled_table *table, const zp_lexicon *lexicon, const zp_form_head *head, int year,
                           const zp_headings *headings, zp_arena *arena, zp_findings *findings);

/// Amounts that the head labels (预算数：24.3 | 执行数：24.3) as an execution row of their own; no row when it labels none.
zp_status zp_filled_table_head(zp_filled_table *table, const zp_form_head *head, zp_filled_rows *rows, zp_arena *arena,
                               zp_error *err);
zp_status zp_filled_table_row(zp_filled_table *table, const zp_row *row, zp_filled_rows *rows, zp_arena *arena,
                              zp_findings *findings, zp_error *err);
zp_status zp_filled_table_end(zp_filled_table *table, zp_filled_rows *rows, zp_arena *arena, zp_findings *findings, zp_error *err);

zp_status zp_filled_rows_add(zp_filled_rows *rows, const zp_filled_row *row, zp_arena *arena, zp_error *err);
