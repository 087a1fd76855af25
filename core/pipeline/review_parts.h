// review_parts.h: what the parts of a review share; included by review*.c only.
#pragma once

#include "model/word_index.h"
#include "pipeline/review.h"

typedef struct zp_reviewer {
  const zp_policy *policy;
  const zp_unit *unit;
  zp_word_index up, cap, effects, execution;  // of the pack's words
  const zp_project_reading *project;             // under review
  const zp_project_result *scored;               // what became of it; rows in the same order
  zp_arena *arena;
  zp_findings *findings;
  zp_error *err;
} zp_reviewer;

/// A finding at a cell, with its text; a cell that is not in the document stands where `beside` does. The caret is [from, from +
/// bytes) of the text, all of it for 0 bytes.
void zp_review_say(const zp_reviewer *r, zp_status status, const zp_cell *cell, const zp_cell *beside, const zp_text args[3]);
void zp_review_point(const zp_reviewer *r, zp_status status, const zp_cell *cell, zp_text part, const zp_text args[3]);

// The parts, each over one project. They fail only when memory is short.
zp_status zp_review_goals(const zp_reviewer *r);     // groups, weights, targets
zp_status zp_review_plan(const zp_reviewer *r);      // the quarters of the spending plan
zp_status zp_review_texts(const zp_reviewer *r);     // slips of the pen, titles
zp_status zp_review_purpose(const zp_reviewer *r);   // the fund use against the targets
void zp_review_words(const zp_reviewer *r);          // findings that the pack describes
zp_status zp_review_rows(const zp_reviewer *r);      // declared points against weights, targets and rules
zp_status zp_review_money(const zp_reviewer *r);     // rate, total, a budget that was rewritten
