// word_index.c: which words stand where in a text, by their first characters.
#include "model/word_index.h"

static uint32_t chain_of(uint32_t opening)
{
  return ZP_MARK(opening) % ZP_WORD_CHAINS;
}

bool zp_word_index_make(const zp_words *words, zp_arena *arena, zp_word_index *out)
{
  zp_word_link *links = ZP_TAKE(arena, zp_word_link, words->count);
  *out = (zp_word_index){ .words = words, .links = links };
  if (links == NULL) return false;
  for (size_t i = words->count;
       i-- > 0;) { // backwards, so that the first of the list ends up at the head
    uint32_t opening = zp_opening_at(words->items[i], 0), chain = chain_of(opening);
    links[i] = (zp_word_link){ opening, out->first[chain] };
    out->first[chain] = (uint32_t)i + 1;
    zp_marks_add(&out->marks, opening);
  }
  return true;
}

/// The first word that stands at `at`, of `link` and those behind it in the chain, as index + 1; 0
/// when none does.
static uint32_t word_at(const zp_word_index *index, uint32_t link, zp_text text, size_t at,
                        uint32_t opening)
{
  zp_text rest = zp_text_slice(text, at, text.len);
  for (; link != 0; link = index->links[link - 1].next) {
    zp_text word = index->words->items[link - 1];
    if (index->links[link - 1].opening == opening && word.len != 0 && zp_text_starts(rest, word))
      return link;
  }
  return 0;
}

/// Bytes behind `at` that are seen to be inside of the character there.
static size_t inside_behind(zp_text text, size_t at, uint32_t opening)
{
  bool three = opening >> 16 >= 0xE0;  // then as many bytes are there
  return three && zp_is_inside(text.ptr[at + 1]) && zp_is_inside(text.ptr[at + 2]) ? 2 : 0;
}

bool zp_word_index_next(const zp_word_index *index, zp_text text, zp_word_place *from, zp_word_place *found)
{
  for (; from->at < text.len; from->at++, from->word = 0) {
    if (zp_is_inside(text.ptr[from->at])) continue;
    uint32_t opening = zp_opening_at(text, from->at);
    if (!zp_marks_has(&index->marks, opening)) {
      from->at += inside_behind(text, from->at, opening);
      continue;
    }
    uint32_t link =
        from->word == 0 ? index->first[chain_of(opening)] : index->links[from->word - 1].next;
    link = word_at(index, link, text, from->at, opening);
    if (link == 0) continue;
    from->word = link;
    *found = (zp_word_place){ from->at, link - 1 };
    return true;
  }
  return false;
}

bool zp_word_index_any(const zp_word_index *index, zp_text text)
{
  zp_word_place from = { 0, 0 }, found;
  return zp_word_index_next(index, text, &from, &found);
}
