// value_vocab.h: the vocabularies of value_words.def and the one way to look words up in them.
#pragma once

#include "base/text.h"

typedef enum zp_vocab {
  ZP_VOCAB_GLYPH,
  ZP_VOCAB_PLACEHOLDER,
  ZP_VOCAB_BLANK_SIGN,
  ZP_VOCAB_FORMULA_ERROR,
  ZP_VOCAB_NO_VALUE,
  ZP_VOCAB_OP_GLYPH,
  ZP_VOCAB_OP_BEFORE,
  ZP_VOCAB_DENIAL,
  ZP_VOCAB_DENIED,
  ZP_VOCAB_COMPARE,
  ZP_VOCAB_OP_AFTER,
  ZP_VOCAB_OP_NATURE,
  ZP_VOCAB_DATE_BEFORE,
  ZP_VOCAB_DATE_OP,
  ZP_VOCAB_APPROX_BEFORE,
  ZP_VOCAB_APPROX_AFTER,
  ZP_VOCAB_APPROX_INSIDE,
  ZP_VOCAB_CURRENCY,
  ZP_VOCAB_FILLER,
  ZP_VOCAB_CHANGE,
  ZP_VOCAB_TENTH,       // 成 of 九成
  ZP_VOCAB_SHORTFALL,
  ZP_VOCAB_LABEL_END,
  ZP_VOCAB_LINK,
  ZP_VOCAB_NO_LABEL,
  ZP_VOCAB_EVENT,
  ZP_VOCAB_SCORING,
  ZP_VOCAB_DOUBT,
  ZP_VOCAB_NO_UNIT,
  ZP_VOCAB_NEGATION,
  ZP_VOCAB_RANGE_TO,
  ZP_VOCAB_RANGE_AND,
  ZP_VOCAB_INCLUDING,
  ZP_VOCAB_NUMERAL,
  ZP_VOCAB_SIGN,
  ZP_VOCAB_HALF,
  ZP_VOCAB_HUNDRED,
  ZP_VOCAB_SHARE,
  ZP_VOCAB_TOLERANCE,
  ZP_VOCAB_SCALE,
  ZP_VOCAB_UNIT,
  ZP_VOCAB_UNIT_TAIL,
  ZP_VOCAB_PER,
  ZP_VOCAB_NOUN,
  ZP_VOCAB_UNIT_NONE,
  ZP_VOCAB_YUAN,
  ZP_VOCAB_BUDGET_UNIT,
  ZP_VOCAB_RATIO,
  ZP_VOCAB_PIECE,
  ZP_VOCAB_UNIT_LABEL,
  ZP_VOCAB_NAME_RATE,
  ZP_VOCAB_NAME_NO_RATE,
  ZP_VOCAB_NAME_COUNT,
  ZP_VOCAB_NAME_MONEY,
  ZP_VOCAB_NAME_DURATION,
  ZP_VOCAB_YEAR,
  ZP_VOCAB_YEAR_PART,
  ZP_VOCAB_YEAR_END,
  ZP_VOCAB_MONTH_PART,
  ZP_VOCAB_YEAR_SIGN,
  ZP_VOCAB_YEAR_REST,
  ZP_VOCAB_MONTH_SIGN,
  ZP_VOCAB_MONTH_REST,
  ZP_VOCAB_ORDINAL,
  ZP_VOCAB_QUARTER,
  ZP_VOCAB_DAY,
  ZP_VOCAB_HOUR,
  ZP_VOCAB_COUNT
} zp_vocab;

/// A word, its usual spelling (the word itself where the table gives none) and what the table says of it (0 where nothing).
/// Static storage.
typedef struct zp_vocab_row {
  zp_text word, usual;
  int meaning;
} zp_vocab_row;

/// The first word of a vocabulary.
zp_text zp_vocab_first(zp_vocab vocab);
/// Longest word that stands at byte `at` of the text; NULL when none does. Latin letters match in both cases.
const zp_vocab_row *zp_vocab_at(zp_vocab vocab, zp_text text, size_t at);
/// The word the text consists of, or NULL.
const zp_vocab_row *zp_vocab_whole(zp_vocab vocab, zp_text text);
/// True when a word stands somewhere in the text / at its end.
bool zp_vocab_within(zp_vocab vocab, zp_text text);
bool zp_vocab_ends(zp_vocab vocab, zp_text text);
