// goal_table.h: one project's goal table: title, labelled cells, then rows of indicators -> project.
#pragma once

#include "form/form_head.h"
#include "form/headings.h"
#include "model/submission.h"

/// A table being read. Zero it, then _begin, _row for each row below the headings, _end.
typedef struct zp_goal_table {
  const zp_lexicon *lexicon;
  zp_headings headings;
  zp_project project;
  size_t indicator_capacity, blank_capacity;
  const zp_cell *level1, *level2;   // names that blank merged cells continue
} zp_goal_table;

/// Takes what stood above the headings. Fails only when memory is short.
zp_status zp_goal_table_begin(zp_goal_table *table, const zp_lexicon *lexicon, const zp_form_head *head,
                              const zp_headings *headings, zp_arena *arena, zp_error *err);
zp_status zp_goal_table_row(zp_goal_table *table, const zp_row *row, zp_arena *arena, zp_findings *findings, zp_error *err);
void zp_goal_table_end(zp_goal_table *table, zp_arena *arena, zp_findings *findings);

/// The name a title gives its project: "道路养护项目绩效目标指标表" -> "道路养护", by the longest ending of the layouts. Empty
/// when the title has no such ending. A slice of the title.
zp_text zp_title_name(const zp_lexicon *lexicon, zp_text title, zp_arena *arena);
