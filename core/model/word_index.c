// word_index.c: which words stand where in a text, by their first characters.
#include "model/word_index.h"

bool zp_word_index_make(const zp_words *words, zp_arena *arena, zp_word_index *out)
{
  uint32_t *openings = ZP_TAKE(arena, uint32_t, words->count);
  *out = (zp_word_index){ .words = words, .openings = openings };
  for (size_t i = 0; openings != NULL && i < words->count; i++) {
    openings[i] = zp_opening_at(words->items[i], 0);
    zp_marks_add(&out->marks, openings[i]);
  }
  return openings != NULL;
}

bool zp_word_index_next(const zp_word_index *index, zp_text text, zp_word_place *from, zp_word_place *found)
{
  const zp_words *words = index->words;
  for (; from->at < text.len; from->at++, from->word = 0) {
    if (zp_is_inside(text.ptr[from->at])) continue;
    uint32_t opening = zp_opening_at(text, from->at);
    if (!zp_marks_has(&index->marks, opening)) continue;
    zp_text rest = zp_text_slice(text, from->at, text.len);
    while (from->word < words->count) {
      size_t i = from->word++;
      if (index->openings[i] != opening || words->items[i].len == 0 || !zp_text_starts(rest, words->items[i])) continue;
      *found = (zp_word_place){ from->at, i };
      return true;
    }
  }
  return false;
}

bool zp_word_index_any(const zp_word_index *index, zp_text text)
{
  zp_word_place from = { 0, 0 }, found;
  return zp_word_index_next(index, text, &from, &found);
}
