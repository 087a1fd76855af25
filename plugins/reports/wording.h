// wording.h: sentences of the catalogue filled in whole, for reports.
#pragma once

#include "base/finding.h"

/// What a report says things with; `failed` when memory ran out, and texts are then empty.
typedef struct zp_wording {
  zp_arena *arena;
  zp_lang lang;
  bool failed;
} zp_wording;

/// The pattern with {1}..{3} filled, however long the arguments are. Lives in the arena, followed by a NUL.
zp_text zp_wording_fill(zp_wording *say, const char *pattern, const zp_text args[3]);
/// A word with none, one or more arguments.
zp_text zp_wording_word(zp_wording *say, zp_word word);
zp_text zp_wording_of(zp_wording *say, zp_word word, zp_text arg1, zp_text arg2, zp_text arg3);
/// What an argument of a sentence says: a word of the catalogue with its own arguments, or the text as it is.
zp_text zp_wording_arg(zp_wording *say, zp_text arg);
/// The finding's sentence.
zp_text zp_wording_sentence(zp_wording *say, const zp_finding *finding);
zp_text zp_wording_suggestion(zp_wording *say, const zp_finding *finding);
/// file[!sheet][:row[:column]], the form in which messages name a place.
zp_text zp_wording_place(zp_wording *say, const zp_place *place);
/// A copy followed by a NUL, fit for one line of a table: controls (zp_is_control) are blanks, and what is wider than 240
/// columns ends in an ellipsis.
zp_text zp_wording_line(zp_wording *say, zp_text text);
