// recognise.h: document -> what it says: finds the official forms in paragraphs and tables by their headings.
#pragma once

#include "model/layout.h"
#include "model/submission.h"

/// A row of a filled form, of any unit. Cells are the document's, or live beside it; none is NULL.
typedef struct zp_filled_row {
  const zp_cell *district, *unit_code, *unit, *project_code, *project;  // blank cells are filled from the row above
  int year;
  bool execution;                               // the budget execution row
  zp_indicator indicator;                       // texts of the row (execution: weight, declared, note only)
  const zp_cell *initial, *revised, *executed;  // budget cells of the row, any row may have them
  const zp_cell *rate;                          // 执行率 beside them
  zp_text money_unit;                           // from the heading: 全年预算数（万元）
  const zp_place *place;                        // of the row
} zp_filled_row;

/// A row of the money of a form. Cells are never NULL; `scored`: the row is the budget execution row.
typedef struct zp_budget_row {
  const zp_cell *name, *initial, *revised, *executed, *weight, *declared, *note;
  bool scored;
} zp_budget_row;

/// What a column was read as. ZP_F_IGNORED with `used` false: not at all.
typedef struct zp_form_column {
  size_t number;    // from 1
  zp_cell heading;
  zp_field field;
  bool used, guessed;
} zp_form_column;

/// What a table of several projects says in total of the one of `row`, an index into the sheet's rows.
typedef struct zp_form_total { size_t row; zp_cell weight, declared; } zp_form_total;

/// How one part of a form was understood: the rows under one heading row, and what stood above it.
typedef struct zp_form {
  const zp_layout *layout;
  zp_place place;                 // of its heading row
  zp_cell title, project;         // empty when not written
  zp_text money_unit;             // empty when not told
  zp_form_column *columns;
  zp_budget_row *budget;          // rows of money, the scored one among them
  zp_cell *goals, *outcomes;      // 年度总体目标: what was to be reached, what was
  zp_cell *notes;                 // below the table
  size_t column_count, budget_count, goal_count, outcome_count, note_count;
  zp_cell total_weight, total_declared, total_grade;  // of the total row, or of a label above
  zp_form_total *totals;          // of a table of several projects
  size_t total_count;
  size_t first_row, row_count;    // its rows among those of the sheet; of a further page with none the last one before it
  size_t indicators;              // rows that name one
  size_t sub_rows;                // rows that repeat part of the one above: not scored
  size_t blanks;                  // groups without an indicator
} zp_form;

/// What one document says. A goal document has a unit with projects; a filled form has rows for any number of units.
typedef struct zp_sheet {
  zp_unit *goals;            // NULL: no goals in this document
  zp_filled_row *rows;
  size_t row_count;
  zp_form *forms;          // in order of the document
  size_t form_count;
  const zp_submission *records;  // units from a program instead, joined like rows; NULL: a document
} zp_sheet;

/// Recognises all forms of a document. What is not understood becomes a finding with its place;
/// nothing is dropped silently. A document in which no form is found: ZP_E_NO_HEADINGS.
/// zp_recognise_with takes the layouts as they were read once (lexicon.h).
struct zp_lexicon;
zp_status zp_recognise_with(const zp_document *document, const struct zp_lexicon *lexicon,
                            zp_arena *arena, zp_sheet *out, zp_findings *findings, zp_error *err);
zp_status zp_recognise(const zp_document *document, const zp_layouts *layouts, zp_arena *arena, zp_sheet *out,
                       zp_findings *findings, zp_error *err);
