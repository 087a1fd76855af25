// headings.h: which column of a table holds what, by the words of its heading rows.
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
  zp_cell heading;     // the finest text; of a wrapped heading all of it
  zp_column_use use;
  zp_field field;      // ZP_COLUMN_USED
  bool guessed;        // by a pattern, or by what stands below
  bool either;         // the heading may name who or what it is counted in: 单位
  bool content;        // something is written below
} zp_column;

typedef struct zp_headings {
  size_t layout;                   // index into the layouts
  size_t column[ZP_FIELD_COUNT];   // index + 1 of the column; 0: there is none
  zp_column *columns;
  size_t count;                    // of columns: those of every heading row, up to a few hundred
  size_t rows;                     // heading rows taken, 1 to 3
  size_t names;                    // columns on the left that name the rows, whatever their headings say
  size_t known, guessed;           // fields found, and those of them that patterns found
  zp_cell beyond;                  // the first text to the right of all headings; empty when there is none
  zp_cell strayed;                 // the first text that was taken from a column without heading; empty when none was
  zp_text money_unit;              // from 全年预算数（万元）; empty when no heading names one
  const zp_lexicon *lexicon;       // they were read with
  bool declared_first;             // a column of weight and points in one cell writes the points first: 得分/分值
  zp_cell points;                  // 20 of 得分（20分）; empty when no heading says so
} zp_headings;

/// Reads rows[0] as headings, with up to two more rows (if `count` allows) when these hold nothing but finer headings or the
/// other halves of wrapped ones. *found is false when no layout that is a table of indicators or amounts accepts them. Lives in
/// the arena; fails only without memory.
zp_status zp_headings_read(const zp_lexicon *lexicon, const zp_row *rows, size_t count, zp_arena *arena, zp_headings *out,
                           bool *found, zp_error *err);

/// Looks at up to a few rows below the headings: 单位 over 个, %, 万元 is what is counted in, over 柳河镇, 财政局 it is who; a column
/// without heading beside the target is read when all its cells are operators, or all are units.
void zp_headings_settle(zp_headings *headings, const zp_lexicon *lexicon, const zp_row *rows, size_t count, zp_arena *arena);

/// True when both read the same fields from the same columns: the heading of a further page.
bool zp_headings_same(const zp_headings *a, const zp_headings *b);

/// The cell of a field in a row; zp_no_cell when there is no such column, a blank cell at the row's place when the row ends
/// before it. A heading over several columns is read over all of them: an operator, a value and its unit side by side are one
/// text. Without memory for that cell, zp_no_cell, and zp_arena_short tells.
const zp_cell *zp_headings_cell(zp_headings *headings, const zp_row *row, zp_field field, zp_arena *arena);

/// Notes which columns have content, for zp_headings_close.
void zp_headings_note(zp_headings *headings, const zp_lexicon *lexicon, const zp_row *row, zp_arena *arena);

/// Makes findings for columns with content that are not used, and for those whose meaning was guessed.
void zp_headings_close(const zp_headings *headings, const zp_lexicon *lexicon, zp_arena *arena, zp_findings *findings);
