// verdict.c: longest match of the pack's verdict words.
#include "pipeline/verdict.h"

enum { NEGATION_REACH = 2 };  // characters that may stand between a negation and its word: 未(全部)完成

/// Does a negation end `before`, or stand up to NEGATION_REACH characters ahead of its end?
static bool negated(const zp_policy *policy, zp_text before)
{
  for (int skipped = 0; before.len > 0 && skipped <= NEGATION_REACH; skipped++) {
    for (size_t i = 0; i < policy->negations.count; i++)
      if (zp_text_ends(before, policy->negations.items[i])) return true;
    do before.len--;
    while (before.len > 0 && ((unsigned char)before.ptr[before.len] & 0xC0) == 0x80);
  }
  return false;
}

/// Length of the longest word of the list in `text`; 0 when there is none. With `guarded`, occurrences behind a negation are
/// passed over.
static size_t longest(const zp_policy *policy, const zp_words *words, zp_text text, bool guarded)
{
  size_t best = 0;
  for (size_t i = 0; i < words->count; i++) {
    zp_text word = words->items[i];
    for (size_t at = 0; word.len > best && at < text.len;) {
      size_t found = zp_text_find(zp_text_slice(text, at, text.len), word);
      if (found == SIZE_MAX) break;
      if (!guarded || !negated(policy, zp_text_slice(text, 0, at + found))) best = word.len;
      at += found + word.len;
    }
  }
  return best;
}

zp_status zp_verdict_band(const zp_policy *policy, const zp_value *target, const zp_value *actual, zp_arena *arena,
                          zp_band *out)
{
  zp_text said = zp_text_key(actual->text, arena), wanted = zp_text_key(target->text, arena);
  if (said.ptr == NULL || wanted.ptr == NULL) return ZP_E_MEMORY;
  if (target->kind == ZP_KIND_QUALITATIVE && zp_text_equal(said, wanted)) {
    *out = ZP_BAND_MET;
    return ZP_OK;
  }
  size_t met = longest(policy, &policy->met, said, true);
  size_t partial = longest(policy, &policy->partial, said, true);
  size_t unmet = longest(policy, &policy->unmet, said, false);
  *out = ZP_BAND_NONE;
  if (met > 0) *out = ZP_BAND_MET;
  if (partial > 0 && partial >= met) *out = ZP_BAND_PARTIAL;
  if (unmet > 0 && unmet >= met && unmet >= partial) *out = ZP_BAND_UNMET;
  return ZP_OK;
}
