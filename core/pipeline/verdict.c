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

/// Length of the longest word of the list in `text`; 0 when there is none. With `negations`,
/// occurrences behind one are passed over; those that overlap an earlier one of the same word do
/// not count.
static size_t longest(const zp_word_index *index, size_t *behind, const zp_words *negations,
                      zp_text text)
{
  size_t best = 0;
  zp_word_place from = { 0, 0 }, found;
  for (size_t i = 0; i < index->words->count; i++) behind[i] = 0;
  while (zp_word_index_next(index, text, &from, &found)) {
    size_t length = index->words->items[found.word].len;
    if (found.at < behind[found.word]) continue;
    behind[found.word] = found.at + length;
    if (length > best &&
        (negations == NULL || !negated(negations, zp_text_slice(text, 0, found.at))))
      best = length;
  }
  return best;
}

bool zp_verdicts_make(const zp_policy *policy, zp_arena *arena, zp_verdicts *out)
{
  const zp_words *lists[] = { &policy->met, &policy->partial, &policy->unmet };
  size_t most = 0;
  for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
    most = lists[i]->count > most ? lists[i]->count : most;
  *out = (zp_verdicts){ .negations = &policy->negations, .behind = ZP_TAKE(arena, size_t, most) };
  return out->behind != NULL && zp_word_index_make(&policy->met, arena, &out->met) &&
         zp_word_index_make(&policy->partial, arena, &out->partial) &&
         zp_word_index_make(&policy->unmet, arena, &out->unmet);
}

static zp_band find_band(const zp_verdicts *words, zp_text said)
{
  size_t met = longest(&words->met, words->behind, words->negations, said);
  size_t partial = longest(&words->partial, words->behind, words->negations, said);
  size_t unmet = longest(&words->unmet, words->behind, NULL, said);
  zp_band band = ZP_BAND_NONE;
  if (met > 0) band = ZP_BAND_MET;
  if (partial > 0 && partial >= met) band = ZP_BAND_PARTIAL;
  if (unmet > 0 && unmet >= met && unmet >= partial) band = ZP_BAND_UNMET;
  return band;
}

zp_status zp_verdict_band(zp_verdicts *words, const zp_value *target, const zp_value *actual,
                          zp_arena *arena, zp_band *out)
{
  zp_known_verdict *known = &words->known[zp_name_hash(0, actual->text) % ZP_VERDICTS_KNOWN];
  bool again = known->text.len != 0 && zp_text_equal(known->text, actual->text);
  bool in_words = target->kind == ZP_KIND_QUALITATIVE;
  *out = ZP_BAND_MET;
  if (in_words && zp_text_equal(actual->text, target->text)) return ZP_OK;
  if (in_words || !again) {
    zp_text said = zp_text_key_of(actual->text, arena),
            wanted = in_words ? zp_text_key_of(target->text, arena) : ZP_TEXT("");
    if (said.ptr == NULL || wanted.ptr == NULL) return ZP_E_MEMORY;
    if (in_words && zp_text_equal(said, wanted)) return ZP_OK;
    if (!again) *known = (zp_known_verdict){ actual->text, find_band(words, said) };
  }
  *out = known->band;
  return ZP_OK;
}
