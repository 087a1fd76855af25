// word_index.h: a list of words ready to be looked for in many texts.
#pragma once

#include "base/opening.h"
#include "model/policy.h"

typedef struct zp_word_index {
  const zp_words *words;
  const uint32_t *openings;  // of each word
  zp_marks marks;
} zp_word_index;

/// Words without bytes are never found. `words` is borrowed. False when memory is short.
bool zp_word_index_make(const zp_words *words, zp_arena *arena, zp_word_index *out);

/// An occurrence: where it begins and which word it is.
typedef struct zp_word_place { size_t at, word; } zp_word_place;

/// The next occurrence of any word, in order of place and then of the list; start with { 0, 0 } and go on behind the last one:
/// false at the end. Occurrences may overlap.
bool zp_word_index_next(const zp_word_index *index, zp_text text, zp_word_place *from, zp_word_place *found);

/// True when one of the words is in the text.
bool zp_word_index_any(const zp_word_index *index, zp_text text);
