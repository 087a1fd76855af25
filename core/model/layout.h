// layout.h: how official forms look, as data: headings and their synonyms. Filled by script/ from rules/forms/*.lua, used by
// form/. Adding a synonym or a layout needs no C.
#pragma once

#include "model/policy.h"

/// ZP_FIELD(name, Lua name): everything a heading can introduce.
#define ZP_FIELD_MAP(X)                                                                                        \
  X(DISTRICT, "district") X(UNIT_CODE, "unit_code") X(UNIT_NAME, "unit_name")                                  \
  X(DEPARTMENT, "department") X(YEAR, "year")                                                                  \
  X(PROJECT_CODE, "project_code") X(PROJECT_NAME, "project_name")                                              \
  X(FUND_USE, "fund_use") X(PLAN, "plan") X(GOAL, "goal") X(OUTCOME, "outcome") X(TOTAL, "total")              \
  X(INITIAL, "initial") X(REVISED, "revised") X(ARRIVED, "arrived") X(EXECUTED, "executed")                    \
  X(LEVEL1, "level1") X(LEVEL2, "level2") X(LEVEL3, "level3") X(DESCRIPTION, "description")                    \
  X(TARGET, "target") X(TARGET_INITIAL, "target_initial") X(OP, "op") X(UNIT, "unit") X(BASIS, "basis")        \
  X(ACTUAL, "actual") X(WEIGHT, "weight") X(DECLARED, "declared") X(NOTE, "note") X(IGNORED, "ignored")        \
  X(RATE, "rate") X(FOLDED, "folded")

typedef enum zp_field {
#define X(name, lua) ZP_F_##name,
  ZP_FIELD_MAP(X)
#undef X
  ZP_FIELD_COUNT
} zp_field;

/// "goal_table": a title, labelled cells, then rows of indicators. "filled_table": one heading row, every row an indicator or an
/// execution row. "goal_text": the prose of a goal document. "form_head": titles and labelled cells above any table.
/// ZP_LAYOUT_KIND(name, Lua name).
#define ZP_LAYOUT_KIND_MAP(X)                                                                                  \
  X(GOAL_TABLE, "goal_table") X(FILLED_TABLE, "filled_table") X(GOAL_TEXT, "goal_text") X(FORM_HEAD, "form_head")

typedef enum zp_layout_kind {
#define X(name, lua) ZP_LAYOUT_##name,
  ZP_LAYOUT_KIND_MAP(X)
#undef X
  ZP_LAYOUT_KIND_COUNT
} zp_layout_kind;

/// ZP_LAYOUT_WORDS(member and Lua name, what it is): the word lists of a layout, each an array of strings in Lua, all optional.
/// Words are compared by zp_text_key, so blanks, punctuation and full width do not matter; the longest that fits wins.
/// Headings of a FILLED_TABLE may hold "*" for any text: they are guesses, told as findings, tried when no word fits as it is.
#define ZP_LAYOUT_WORDS_MAP(X)                                                                                 \
  X(required, "Lua names of the fields without which the layout does not apply")                               \
  X(also, "ids of layouts whose headings this one knows too")                                                  \
  X(marks, "headings of which a layout needs one: they tell one province's form from the others")              \
  X(any, "FILLED_TABLE: Lua names of fields of which one is needed")                                           \
  X(titles, "GOAL_TABLE, FORM_HEAD: what a table's title ends with")                                           \
  X(whole, "FORM_HEAD: words of a title that stand for the project of a form about all of a unit's spending")  \
  X(continued, "FORM_HEAD: what marks the title of a further page")                                            \
  X(quarters, "GOAL_TABLE: headings of the quarters of the plan, first to last")                               \
  X(fund_total, "GOAL_TABLE: what stands before the total in the fund use")                                    \
  X(fund_parts, "GOAL_TABLE: what introduces the parts of the fund")                                           \
  X(fund_ends, "GOAL_TABLE: what ends the list of parts")                                                      \
  X(money_units, "units of money after an amount or in the brackets of a heading")                             \
  X(execution, "FILLED_TABLE: names that make a row the budget execution row")                                 \
  X(totals, "FILLED_TABLE: names of total rows, which are not indicators")                                     \
  X(sums, "FILLED_TABLE: names of rows that sum up a budget block, should it have no execution row")           \
  X(subtotals, "FILLED_TABLE: what names of rows end with that sum up some of the rows above")                 \
  X(parts, "FILLED_TABLE: what rows begin with that repeat part of the one above and are not scored")          \
  X(remarks, "FORM_HEAD: what notes below a table begin with")                                                 \
  X(point_units, "FILLED_TABLE: what follows the points in brackets of a heading")                             \
  X(nothing, "words that fill a cell without saying anything")                                                 \
  X(overall, "GOAL_TEXT: headings of the overall goals")                                                       \
  X(items, "GOAL_TEXT: headings of the itemised goals")                                                        \
  X(safeguards, "GOAL_TEXT: headings of the safeguards")                                                       \
  X(item_goal, "GOAL_TEXT: labels before the goal of an item")                                                 \
  X(item_indicators, "GOAL_TEXT: labels before the indicators of an item")                                     \
  X(compiled_by, "GOAL_TEXT: what follows a unit's name")                                                      \
  X(unit_endings, "GOAL_TEXT: what the name of a unit ends with")                                              \
  X(unit_suffixes, "endings left out when names of units are compared")

typedef struct zp_layout {
  zp_text id, title;               // "goal-table", for people
  zp_text file;                    // "forms/goal-table.lua"
  zp_layout_kind kind;
  zp_words fields[ZP_FIELD_COUNT]; // synonyms of each heading or label
#define X(member, doc) zp_words member;
  ZP_LAYOUT_WORDS_MAP(X)
#undef X
} zp_layout;

typedef struct zp_layouts {
  zp_layout *items;
  size_t count;
  zp_text digest;                  // hex BLAKE2b over the names and bytes of their files, in order
} zp_layouts;
