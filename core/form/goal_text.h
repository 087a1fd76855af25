// goal_text.h: the prose of a goal document, paragraph after paragraph -> unit with goals, items and safeguards.
#pragma once

#include "form/cell_list.h"
#include "form/lexicon.h"
#include "form/signs.h"
#include "model/submission.h"

typedef enum zp_goal_section {
  ZP_SECTION_PREFACE, ZP_SECTION_OVERALL, ZP_SECTION_ITEMS, ZP_SECTION_SAFEGUARDS, ZP_SECTION_OTHER
} zp_goal_section;

/// What the next unnumbered paragraph of an item continues.
typedef enum zp_item_part { ZP_ITEM_TITLE, ZP_ITEM_GOAL, ZP_ITEM_INDICATORS } zp_item_part;

typedef struct zp_goal_text {
  const zp_lexicon *lexicon;
  zp_arena *arena;
  zp_goal_section section;
  zp_numbering_kind heading;    // numbering of the section's heading
  zp_numbering_kind numbering;  // of the section's own entries, once one is seen
  zp_item_part part;
  bool sections;                // at least one section was found
  zp_unit unit;                 // code, name, year; the lists are moved in at the end
  zp_cell_list overall, safeguards, remarks, held;
  zp_item *items;
  size_t item_count, item_capacity;
  zp_cell_room rooms[3];        // of the entry's texts that grow; by part for an item
  zp_error *err;
} zp_goal_text;

void zp_goal_text_begin(zp_goal_text *text, const zp_lexicon *lexicon, zp_arena *arena, zp_error *err);
/// Takes one paragraph. Fails only when memory is short.
zp_status zp_goal_text_take(zp_goal_text *text, const zp_cell *paragraph);
/// Completes text->unit.
zp_status zp_goal_text_end(zp_goal_text *text);
