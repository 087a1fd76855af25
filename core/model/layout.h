// layout.h: how official forms look, as data: headings and their synonyms. Filled by script/ from rules/forms/*.lua, used by
// form/. Adding a synonym or a layout needs no C.
#pragma once

#include "model/policy.h"

/// ZP_FIELD(name, Lua name): everything a heading can introduce.
#define ZP_FIELD_MAP(X)                                                                                        \
  X(DISTRICT, "district") X(UNIT_CODE, "unit_code") X(UNIT_NAME, "unit_name") X(YEAR, "year")                  \
  X(PROJECT_CODE, "project_code") X(PROJECT_NAME, "project_name")                                              \
  X(FUND_USE, "fund_use") X(PLAN, "plan") X(GOAL, "goal")                                                      \
  X(INITIAL, "initial") X(REVISED, "revised") X(EXECUTED, "executed")                                          \
  X(LEVEL1, "level1") X(LEVEL2, "level2") X(LEVEL3, "level3") X(DESCRIPTION, "description")                    \
  X(TARGET, "target") X(OP, "op") X(UNIT, "unit") X(BASIS, "basis")                                            \
  X(ACTUAL, "actual") X(WEIGHT, "weight") X(DECLARED, "declared") X(NOTE, "note") X(IGNORED, "ignored")

typedef enum zp_field {
#define X(name, lua) ZP_F_##name,
  ZP_FIELD_MAP(X)
#undef X
  ZP_FIELD_COUNT
} zp_field;

/// "goal_table": a title, labelled cells, then rows of indicators. "filled_table": one heading row, every row an indicator or an
/// execution row. "goal_text": the prose of a goal document.
typedef enum zp_layout_kind { ZP_LAYOUT_GOAL_TABLE, ZP_LAYOUT_FILLED_TABLE, ZP_LAYOUT_GOAL_TEXT } zp_layout_kind;

typedef struct zp_layout {
  zp_text id, title;              // "goal-table", for people
  zp_text file;                   // "forms/goal-table.lua"
  zp_layout_kind kind;
  zp_words fields[ZP_FIELD_COUNT];// synonyms of each heading or label
  zp_words required;              // Lua names of fields without which the layout does not apply
  zp_words titles;                // GOAL_TABLE: what a table title ends with
  zp_words quarters;              // headings of the quarters of the plan
  zp_words execution;             // names that make a row the budget execution row
  zp_words totals;                // names of total rows (合计, 总分), which are not indicators
  zp_words overall, items, safeguards;        // GOAL_TEXT: section headings
  zp_words item_goal, item_indicators;        // GOAL_TEXT: labels before a text
  zp_words compiled_by;           // GOAL_TEXT: what follows a unit's name
  zp_words unit_suffixes;         // endings left out when unit names are compared (人民政府)
} zp_layout;

typedef struct zp_layouts { zp_layout *items; size_t count; } zp_layouts;
