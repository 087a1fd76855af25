// recognise.h: document -> what it says: finds the official forms in paragraphs and tables by their headings.
#pragma once

#include "model/layout.h"
#include "model/submission.h"

/// A row of a filled form, of any unit. Cells are the document's, or live beside it; none is NULL.
typedef struct zp_filled_row {
  const zp_cell *district, *unit_code, *unit, *project_code, *project;  // blank cells are filled from the row above
  int year;
  bool execution;                               // the budget execution row
  bool total;                                   // the total row: weight and declared only
  zp_indicator indicator;                       // texts of the row (execution: weight, declared, note only)
  const zp_cell *initial, *revised, *executed;  // budget cells of the row, any row may have them
  const zp_cell *rate;                          // 执行率 beside them
  zp_text money_unit;                           // from the heading: 全年预算数（万元）
  const zp_place *place;                        // of the row
} zp_filled_row;

/// What one document says. A goal document has a unit with projects; a filled form has rows for any number of units.
typedef struct zp_sheet {
  zp_unit *goals;            // NULL: no goals in this document
  zp_filled_row *rows;
  size_t row_count;
  const zp_submission *records;  // units from a program instead, joined like rows; NULL: a document
} zp_sheet;

/// Recognises all forms of a document. What is not understood becomes a finding with its place; nothing is dropped silently.
/// A document in which no form is found: ZP_E_NO_HEADINGS.
zp_status zp_recognise(const zp_document *document, const zp_layouts *layouts, zp_arena *arena, zp_sheet *out,
                       zp_findings *findings, zp_error *err);
