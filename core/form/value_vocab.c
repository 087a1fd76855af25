// value_vocab.c: the tables made of value_words.def.
#include "form/value_vocab.h"

#include <string.h>

#include "base/opening.h"
#include "form/value_words.def"
#include "model/value.h"

#define BYTES(word) { word, sizeof(word) - 1 }
#define WORD(word) { BYTES(word), BYTES(word), 0 },
#define MEANS(word, meaning) { BYTES(word), BYTES(word), meaning },
#define COMPARES(word, op) { BYTES(word), BYTES(word), ZP_OP_##op },
#define SPELT(word, usual) { BYTES(word), BYTES(usual), 0 },
#define UNIT(word, usual, meaning) { BYTES(word), BYTES(usual), meaning },

// Which words may stand somewhere is mostly decided by the first character there. Of each vocabulary a set of 512 bits, made by
// the compiler, holds the marks of the first characters of its words; a character whose mark is not in it begins none.
#define MARK(word) ZP_MARK(ZP_OPENING(word))
#define BIT(word, part) | (MARK(word) >> 6 == part ? (uint64_t)1 << (MARK(word) & 63) : 0)
#define WORD_OF(word, ...) word
#define BIT_0(...) BIT(WORD_OF(__VA_ARGS__, 0), 0)
#define BIT_1(...) BIT(WORD_OF(__VA_ARGS__, 0), 1)
#define BIT_2(...) BIT(WORD_OF(__VA_ARGS__, 0), 2)
#define BIT_3(...) BIT(WORD_OF(__VA_ARGS__, 0), 3)
#define BIT_4(...) BIT(WORD_OF(__VA_ARGS__, 0), 4)
#define BIT_5(...) BIT(WORD_OF(__VA_ARGS__, 0), 5)
#define BIT_6(...) BIT(WORD_OF(__VA_ARGS__, 0), 6)
#define BIT_7(...) BIT(WORD_OF(__VA_ARGS__, 0), 7)
#define OPENING_OF(...) ZP_OPENING(WORD_OF(__VA_ARGS__, 0)),

#define TABLE(name, map, row)                                                                                           \
  static const zp_vocab_row name[] = { map(row) };                                                                      \
  static const uint32_t name##_openings[] = { map(OPENING_OF) };                                                             \
  static const zp_marks name##_marks = { { 0 map(BIT_0), 0 map(BIT_1), 0 map(BIT_2), 0 map(BIT_3),                      \
                                           0 map(BIT_4), 0 map(BIT_5), 0 map(BIT_6), 0 map(BIT_7) } };
TABLE(glyph, ZP_WORDS_GLYPH, SPELT)
TABLE(placeholder, ZP_WORDS_PLACEHOLDER, MEANS)
TABLE(blank_sign, ZP_WORDS_BLANK_SIGN, WORD)
TABLE(formula_error, ZP_WORDS_FORMULA_ERROR, WORD)
TABLE(no_value, ZP_WORDS_NO_VALUE, WORD)
TABLE(op_glyph, ZP_WORDS_OP_GLYPH, COMPARES)
TABLE(op_before, ZP_WORDS_OP_BEFORE, COMPARES)
TABLE(denial, ZP_WORDS_DENIAL, WORD)
TABLE(denied, ZP_WORDS_DENIED, WORD)
TABLE(compare, ZP_WORDS_COMPARE, COMPARES)
TABLE(op_after, ZP_WORDS_OP_AFTER, COMPARES)
TABLE(op_nature, ZP_WORDS_OP_NATURE, COMPARES)
TABLE(date_before, ZP_WORDS_DATE_BEFORE, COMPARES)
TABLE(date_op, ZP_WORDS_DATE_OP, COMPARES)
TABLE(approx_before, ZP_WORDS_APPROX_BEFORE, WORD)
TABLE(approx_after, ZP_WORDS_APPROX_AFTER, WORD)
TABLE(approx_inside, ZP_WORDS_APPROX_INSIDE, WORD)
TABLE(currency, ZP_WORDS_CURRENCY, WORD)
TABLE(filler, ZP_WORDS_FILLER, MEANS)
TABLE(change, ZP_WORDS_CHANGE, MEANS)
TABLE(tenth, ZP_WORDS_TENTH, WORD)
TABLE(shortfall, ZP_WORDS_SHORTFALL, WORD)
TABLE(label_end, ZP_WORDS_LABEL_END, WORD)
TABLE(link, ZP_WORDS_LINK, WORD)
TABLE(no_label, ZP_WORDS_NO_LABEL, WORD)
TABLE(event, ZP_WORDS_EVENT, WORD)
TABLE(scoring, ZP_WORDS_SCORING, WORD)
TABLE(doubt, ZP_WORDS_DOUBT, WORD)
TABLE(no_unit, ZP_WORDS_NO_UNIT, WORD)
TABLE(negation, ZP_WORDS_NEGATION, WORD)
TABLE(range_to, ZP_WORDS_RANGE_TO, WORD)
TABLE(range_and, ZP_WORDS_RANGE_AND, WORD)
TABLE(including, ZP_WORDS_INCLUDING, WORD)
TABLE(numeral, ZP_WORDS_NUMERAL, MEANS)
TABLE(sign, ZP_WORDS_SIGN, MEANS)
TABLE(half, ZP_WORDS_HALF, WORD)
TABLE(hundred, ZP_WORDS_HUNDRED, WORD)
TABLE(share, ZP_WORDS_SHARE, SPELT)
TABLE(tolerance, ZP_WORDS_TOLERANCE, WORD)
TABLE(scale, ZP_WORDS_SCALE, MEANS)
TABLE(unit, ZP_WORDS_UNIT, UNIT)
TABLE(per, ZP_WORDS_PER, UNIT)
TABLE(unit_tail, ZP_WORDS_UNIT_TAIL, WORD)
TABLE(noun, ZP_WORDS_NOUN, WORD)
TABLE(unit_none, ZP_WORDS_UNIT_NONE, WORD)
TABLE(yuan, ZP_WORDS_YUAN, WORD)
TABLE(budget_unit, ZP_WORDS_BUDGET_UNIT, WORD)
TABLE(ratio, ZP_WORDS_RATIO, WORD)
TABLE(piece, ZP_WORDS_PIECE, WORD)
TABLE(unit_label, ZP_WORDS_UNIT_LABEL, WORD)
TABLE(name_rate, ZP_WORDS_NAME_RATE, WORD)
TABLE(name_no_rate, ZP_WORDS_NAME_NO_RATE, WORD)
TABLE(name_count, ZP_WORDS_NAME_COUNT, WORD)
TABLE(name_money, ZP_WORDS_NAME_MONEY, WORD)
TABLE(name_duration, ZP_WORDS_NAME_DURATION, WORD)
TABLE(year, ZP_WORDS_YEAR, MEANS)
TABLE(year_part, ZP_WORDS_YEAR_PART, MEANS)
TABLE(year_end, ZP_WORDS_YEAR_END, MEANS)
TABLE(month_part, ZP_WORDS_MONTH_PART, MEANS)
TABLE(year_sign, ZP_WORDS_YEAR_SIGN, WORD)
TABLE(year_rest, ZP_WORDS_YEAR_REST, WORD)
TABLE(month_sign, ZP_WORDS_MONTH_SIGN, WORD)
TABLE(month_rest, ZP_WORDS_MONTH_REST, WORD)
TABLE(ordinal, ZP_WORDS_ORDINAL, WORD)
TABLE(quarter, ZP_WORDS_QUARTER, WORD)
TABLE(day, ZP_WORDS_DAY, WORD)
TABLE(hour, ZP_WORDS_HOUR, WORD)

typedef struct list {
  const zp_vocab_row *rows;
  const uint32_t *openings;  // of each word
  const zp_marks *marks;
  size_t count;
} list;

#define LIST(name) { name, name##_openings, &name##_marks, sizeof name / sizeof name[0] }
static const list vocabularies[ZP_VOCAB_COUNT] = {
  [ZP_VOCAB_GLYPH] = LIST(glyph),
  [ZP_VOCAB_PLACEHOLDER] = LIST(placeholder),
  [ZP_VOCAB_BLANK_SIGN] = LIST(blank_sign),
  [ZP_VOCAB_FORMULA_ERROR] = LIST(formula_error),
  [ZP_VOCAB_NO_VALUE] = LIST(no_value),
  [ZP_VOCAB_OP_GLYPH] = LIST(op_glyph),
  [ZP_VOCAB_OP_BEFORE] = LIST(op_before),
  [ZP_VOCAB_DENIAL] = LIST(denial),
  [ZP_VOCAB_DENIED] = LIST(denied),
  [ZP_VOCAB_COMPARE] = LIST(compare),
  [ZP_VOCAB_OP_AFTER] = LIST(op_after),
  [ZP_VOCAB_OP_NATURE] = LIST(op_nature),
  [ZP_VOCAB_DATE_BEFORE] = LIST(date_before),
  [ZP_VOCAB_DATE_OP] = LIST(date_op),
  [ZP_VOCAB_APPROX_BEFORE] = LIST(approx_before),
  [ZP_VOCAB_APPROX_AFTER] = LIST(approx_after),
  [ZP_VOCAB_APPROX_INSIDE] = LIST(approx_inside),
  [ZP_VOCAB_CURRENCY] = LIST(currency),
  [ZP_VOCAB_FILLER] = LIST(filler),
  [ZP_VOCAB_CHANGE] = LIST(change),
  [ZP_VOCAB_TENTH] = LIST(tenth),
  [ZP_VOCAB_SHORTFALL] = LIST(shortfall),
  [ZP_VOCAB_LABEL_END] = LIST(label_end),
  [ZP_VOCAB_LINK] = LIST(link),
  [ZP_VOCAB_NO_LABEL] = LIST(no_label),
  [ZP_VOCAB_EVENT] = LIST(event),
  [ZP_VOCAB_SCORING] = LIST(scoring),
  [ZP_VOCAB_DOUBT] = LIST(doubt),
  [ZP_VOCAB_NO_UNIT] = LIST(no_unit),
  [ZP_VOCAB_NEGATION] = LIST(negation),
  [ZP_VOCAB_RANGE_TO] = LIST(range_to),
  [ZP_VOCAB_RANGE_AND] = LIST(range_and),
  [ZP_VOCAB_INCLUDING] = LIST(including),
  [ZP_VOCAB_NUMERAL] = LIST(numeral),
  [ZP_VOCAB_SIGN] = LIST(sign),
  [ZP_VOCAB_HALF] = LIST(half),
  [ZP_VOCAB_HUNDRED] = LIST(hundred),
  [ZP_VOCAB_SHARE] = LIST(share),
  [ZP_VOCAB_TOLERANCE] = LIST(tolerance),
  [ZP_VOCAB_SCALE] = LIST(scale),
  [ZP_VOCAB_UNIT] = LIST(unit),
  [ZP_VOCAB_PER] = LIST(per),
  [ZP_VOCAB_UNIT_TAIL] = LIST(unit_tail),
  [ZP_VOCAB_NOUN] = LIST(noun),
  [ZP_VOCAB_UNIT_NONE] = LIST(unit_none),
  [ZP_VOCAB_YUAN] = LIST(yuan),
  [ZP_VOCAB_BUDGET_UNIT] = LIST(budget_unit),
  [ZP_VOCAB_RATIO] = LIST(ratio),
  [ZP_VOCAB_PIECE] = LIST(piece),
  [ZP_VOCAB_UNIT_LABEL] = LIST(unit_label),
  [ZP_VOCAB_NAME_RATE] = LIST(name_rate),
  [ZP_VOCAB_NAME_NO_RATE] = LIST(name_no_rate),
  [ZP_VOCAB_NAME_COUNT] = LIST(name_count),
  [ZP_VOCAB_NAME_MONEY] = LIST(name_money),
  [ZP_VOCAB_NAME_DURATION] = LIST(name_duration),
  [ZP_VOCAB_YEAR] = LIST(year),
  [ZP_VOCAB_YEAR_PART] = LIST(year_part),
  [ZP_VOCAB_YEAR_END] = LIST(year_end),
  [ZP_VOCAB_MONTH_PART] = LIST(month_part),
  [ZP_VOCAB_YEAR_SIGN] = LIST(year_sign),
  [ZP_VOCAB_YEAR_REST] = LIST(year_rest),
  [ZP_VOCAB_MONTH_SIGN] = LIST(month_sign),
  [ZP_VOCAB_MONTH_REST] = LIST(month_rest),
  [ZP_VOCAB_ORDINAL] = LIST(ordinal),
  [ZP_VOCAB_QUARTER] = LIST(quarter),
  [ZP_VOCAB_DAY] = LIST(day),
  [ZP_VOCAB_HOUR] = LIST(hour),
};

zp_text zp_vocab_first(zp_vocab vocab)
{
  return vocabularies[vocab].rows[0].word;
}

static char lower(char c)
{
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool stands(zp_text word, zp_text text, size_t at)
{
  if (word.len > text.len - at) return false;
  const char *p = text.ptr + at;
  if (word.len >= 3 && (unsigned char)p[0] >= 0x80) return memcmp(word.ptr, p, word.len) == 0;
  for (size_t i = 0; i < word.len; i++)
    if (word.ptr[i] != lower(p[i])) return false;
  return true;
}

/// The opening at `at`, of a small letter if it is a letter.
static uint32_t opening_at(zp_text text, size_t at)
{
  uint32_t opening = zp_opening_at(text, at);
  return opening < 0x80 ? (unsigned char)lower((char)opening) : opening;
}

/// The next word from number `from` on that begins like this; words->count when none does. Eight
/// are compared at a step.
static size_t next_word(const list *words, size_t from, uint32_t opening)
{
  enum { STEP = 8 };
  const uint32_t *openings = words->openings;
  for (; from + STEP <= words->count; from += STEP) {
    uint32_t any = 0;
    for (size_t i = 0; i < STEP; i++) any |= openings[from + i] == opening ? 1 : 0;
    if (any != 0) break;
  }
  while (from < words->count && openings[from] != opening) from++;
  return from;
}

const zp_vocab_row *zp_vocab_at(zp_vocab vocab, zp_text text, size_t at)
{
  const zp_vocab_row *best = NULL;
  const list *words = &vocabularies[vocab];
  uint32_t opening = opening_at(text, at);
  if (!zp_marks_has(words->marks, opening)) return NULL;
  for (size_t i = next_word(words, 0, opening); i < words->count;
       i = next_word(words, i + 1, opening)) {
    const zp_vocab_row *row = &words->rows[i];
    if ((best == NULL || row->word.len > best->word.len) && stands(row->word, text, at)) best = row;
  }
  return best;
}

const zp_vocab_row *zp_vocab_whole(zp_vocab vocab, zp_text text)
{
  const list *words = &vocabularies[vocab];
  uint32_t opening = opening_at(text, 0);
  if (!zp_marks_has(words->marks, opening)) return NULL;
  for (size_t i = next_word(words, 0, opening); i < words->count;
       i = next_word(words, i + 1, opening))
    if (words->rows[i].word.len == text.len && stands(words->rows[i].word, text, 0)) return &words->rows[i];
  return NULL;
}

bool zp_vocab_within(zp_vocab vocab, zp_text text)
{
  for (size_t at = 0; at < text.len; at++)
    if (!zp_is_inside(text.ptr[at]) && zp_vocab_at(vocab, text, at) != NULL) return true;
  return false;
}

bool zp_vocab_ends(zp_vocab vocab, zp_text text)
{
  const list *words = &vocabularies[vocab];
  for (size_t i = 0; i < words->count; i++)
    if (zp_text_ends(text, words->rows[i].word)) return true;
  return false;
}
