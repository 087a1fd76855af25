// filled_table.h: a filled form with one heading row: every row an indicator, an execution row or a total.
#pragma once

#include "form/form_head.h"
#include "form/headings.h"
#include "form/recognise.h"

/// A growing list of rows, shared by all filled tables of a document.
typedef struct zp_filled_rows { zp_filled_row *items; size_t count, capacity; } zp_filled_rows;

/// What a name says about its row.
typedef enum zp_row_kind { ZP_ROW_PLAIN, ZP_ROW_TOTAL, ZP_ROW_EXECUTION } zp_row_kind;
/// The last name asked about: names repeat from row to row.
typedef struct zp_row_memo { zp_text name; zp_row_kind kind; } zp_row_memo;

/// A table being read: _begin, _row for each row below the headings, _end.
typedef struct zp_filled_table {
  const zp_lexicon *lexicon;
  zp_headings headings;
  zp_filled_row above;      // names that blank merged cells continue
  const zp_cell *level1, *level2;
  zp_row_memo memo[4];      // first cell, levels 1 to 3
} zp_filled_table;

/// `head` gives what its labels say to rows that do not say it themselves; `year` is the document's, 0 when not known.
void zp_filled_table_begin(zp_filled_table *table, const zp_lexicon *lexicon, const zp_form_head *head, int year,
                           const zp_headings *headings, zp_arena *arena);
zp_status zp_filled_table_row(zp_filled_table *table, const zp_row *row, zp_filled_rows *rows, zp_arena *arena,
                              zp_findings *findings, zp_error *err);
void zp_filled_table_end(zp_filled_table *table, zp_arena *arena, zp_findings *findings);
