// word_index.h: a list of words ready to be looked for in many texts.
#pragma once

#include "base/opening.h"
#include "model/policy.h"

enum { ZP_WORD_CHAINS = 32 };

/// Words are chained by how they begin, in the order of the list.
typedef struct zp_word_link {
  uint32_t opening, next;
} zp_word_link; // next: index + 1; 0: none
typedef struct zp_word_index {
  const zp_words *words;
  zp_word_link *links;            // of each word
  uint32_t first[ZP_WORD_CHAINS]; // index + 1
  zp_marks marks;
} zp_word_index;

/// Words without bytes are never found. `words` is borrowed. False when memory is short.
bool zp_word_index_make(const zp_words *words, zp_arena *arena, zp_word_index *out);

/// An occurrence: where it begins and which word it is; or where to go on, in the terms of the
/// index.
typedef struct zp_word_place { size_t at, word; } zp_word_place;

/// The next occurrence of any word, in order of place and then of the list; start with { 0, 0 } and go on behind the last one:
/// false at the end. Occurrences may overlap.
bool zp_word_index_next(const zp_word_index *index, zp_text text, zp_word_place *from, zp_word_place *found);

/// True when one of the words is in the text.
bool zp_word_index_any(const zp_word_index *index, zp_text text);
