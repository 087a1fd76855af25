// heading_text.h: what the words of one heading can mean.
#pragma once

#include "form/lexicon.h"

typedef struct zp_heading_meaning {
  uint32_t fields;   // 1 << zp_field; 0: nothing that is known
  bool guessed;      // by a pattern of the layout, not by a word as it is
  zp_text unit;      // of money, from brackets: 全年预算数（万元）
  zp_text points;    // digits before a unit of points in brackets: 得分（20分）
} zp_heading_meaning;

/// A heading as keys, ready to be looked up in any layout.
typedef struct zp_heading_words {
  zp_text text;
  zp_text keys[3];   // as written, without brackets, without numbering; each once
  size_t count;      // 0: too long for a heading
  size_t meeting;    // where weight and points meet in the first key of 分值/得分; 0: nowhere
  zp_text unit, points;
} zp_heading_words;

zp_status zp_heading_words_read(const zp_lexicon *lexicon, zp_text text, zp_arena *arena, zp_heading_words *out, zp_error *err);
void zp_heading_words_mean(const zp_lexicon *lexicon, size_t layout, const zp_heading_words *words, bool guessing,
                           zp_heading_meaning *out);

/// Reads a heading in a layout (or zp_lexicon_any): as written, without its brackets, without its numbering; by the layout's patterns when
/// `guessing`. Slices of `text` or of the layouts.
zp_status zp_heading_mean(const zp_lexicon *lexicon, size_t layout, zp_text text, bool guessing, zp_arena *arena,
                          zp_heading_meaning *out, zp_error *err);

/// The points in the brackets of a text, 50 of 产出指标（50分）; empty when there are none.
zp_text zp_bracket_points(const zp_lexicon *lexicon, zp_text text);
