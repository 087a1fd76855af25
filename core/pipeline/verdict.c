// verdict.c: longest match of the pack's verdict words.
#include "pipeline/verdict.h"

#include "form/name_index.h"

enum { NEGATION_REACH = 2 };  // characters that may stand between a negation and its word: 未(全部)完成

/// Does a negation end `before`, or stand up to NEGATION_REACH characters ahead of its end?
static bool negated(const zp_words *negations, zp_text before)
{
  for (int skipped = 0; before.len > 0 && skipped <= NEGATION_REACH; skipped++) {
    for (size_t i = 0; i < negations->count; i++)
      if (zp_text_ends(before, negations->items[i])) return true;
    do before.len--;
    while (before.len > 0 && ((unsigned char)before.ptr[before.len] & 0xC0) == 0x80);
  }
  return false;
}

/// Length of the longest word of the list in `text`; 0 when there is none. With `negations`, occurrences behind one are passed
/// over.
static size_t longest(const zp_word_index *index, const zp_words *negations, zp_text text)
{
  size_t best = 0;
  if (!zp_word_index_any(index, text)) return 0;
  for (size_t i = 0; i < index->words->count; i++) {
    zp_text word = index->words->items[i];
    for (size_t at = 0; word.len > best && at < text.len;) {
      size_t found = zp_text_find(zp_text_slice(text, at, text.len), word);
      if (found == SIZE_MAX) break;
      if (negations == NULL || !negated(negations, zp_text_slice(text, 0, at + found))) best = word.len;
      at += found + word.len;
    }
  }
  return best;
}

bool zp_verdicts_make(const zp_policy *policy, zp_arena *arena, zp_verdicts *out)
{
  out->negations = &policy->negations;
  return zp_word_index_make(&policy->met, arena, &out->met) && zp_word_index_make(&policy->partial, arena, &out->partial) &&
         zp_word_index_make(&policy->unmet, arena, &out->unmet);
}

static zp_band find_band(const zp_verdicts *words, zp_text said)
{
  size_t met = longest(&words->met, words->negations, said);
  size_t partial = longest(&words->partial, words->negations, said);
  size_t unmet = longest(&words->unmet, NULL, said);
  zp_band band = ZP_BAND_NONE;
  if (met > 0) band = ZP_BAND_MET;
  if (partial > 0 && partial >= met) band = ZP_BAND_PARTIAL;
  if (unmet > 0 && unmet >= met && unmet >= partial) band = ZP_BAND_UNMET;
  return band;
}

zp_status zp_verdict_band(zp_verdicts *words, const zp_value *target, const zp_value *actual, zp_arena *arena, zp_band *out)
{
  zp_known_verdict *known = &words->known[zp_name_hash(0, actual->text) % ZP_VERDICTS_KNOWN];
  bool again = known->text.len != 0 && zp_text_equal(known->text, actual->text);
  bool in_words = target->kind == ZP_KIND_QUALITATIVE;
  *out = ZP_BAND_MET;
  if (in_words && zp_text_equal(actual->text, target->text)) return ZP_OK;
  if (in_words || !again) {
    zp_text said = zp_text_key_of(actual->text, arena), wanted = in_words ? zp_text_key_of(target->text, arena) : ZP_TEXT("");
    if (said.ptr == NULL || wanted.ptr == NULL) return ZP_E_MEMORY;
    if (in_words && zp_text_equal(said, wanted)) return ZP_OK;
    if (!again) *known = (zp_known_verdict){ actual->text, find_band(words, said) };
  }
  *out = known->band;
  return ZP_OK;
}
