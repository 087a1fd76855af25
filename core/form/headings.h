// headings.h: which column of a table holds what, by the words of its heading row.
#pragma once

#include "base/finding.h"
#include "form/lexicon.h"
#include "model/document.h"

typedef enum zp_column_use {
  ZP_COLUMN_UNTITLED,  // no heading
  ZP_COLUMN_UNKNOWN,   // a heading no layout knows
  ZP_COLUMN_TWICE,     // says what an earlier column says
  ZP_COLUMN_USED
} zp_column_use;

typedef struct zp_column {
  zp_cell heading;
  zp_column_use use;
  zp_field field;      // ZP_COLUMN_USED
  bool content;        // something is written below
} zp_column;

typedef struct zp_headings {
  size_t layout;                   // index into the layouts
  size_t column[ZP_FIELD_COUNT];   // index + 1 of the column; 0: there is none
  zp_column *columns;
  size_t count;                    // of columns, at least those of every heading row
  size_t rows;                     // heading rows taken, 1 or 2
  size_t known;                    // fields found
  zp_cell beyond;                  // the first text to the right of all headings; empty when there is none
  zp_text money_unit;              // from 全年预算数（万元）; empty when no heading names one
} zp_headings;

/// Reads rows[0] as headings, with rows[1] (if `count` allows) as a second, finer row when both say nothing but headings.
/// *found is false when no layout that is a table of indicators accepts them. Lives in the arena; fails only without memory.
zp_status zp_headings_read(const zp_lexicon *lexicon, const zp_row *rows, size_t count, zp_arena *arena, zp_headings *out,
                           bool *found, zp_error *err);

/// The cell of a field in a row; zp_no_cell when there is no such column, a blank cell at the row's place when the row ends
/// before it. Without memory for that cell, zp_no_cell, and zp_arena_short tells.
const zp_cell *zp_headings_cell(const zp_headings *headings, const zp_row *row, zp_field field, zp_arena *arena);

/// Notes which columns have content, for zp_headings_close.
void zp_headings_note(zp_headings *headings, const zp_row *row);

/// Makes findings for columns with content that are not used.
void zp_headings_close(const zp_headings *headings, zp_arena *arena, zp_findings *findings);
