// test_word_index.c: words found by their first characters: the same as by trying all of them everywhere.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "form/value_vocab.h"
#include "form/value_words.def"
#include "model/word_index.h"
#include "random.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/// Every vocabulary of which rows are X(word) or begin so.
#define WORD(...) FIRST_OF(__VA_ARGS__, 0)
#define FIRST_OF(word, ...) word,
static const char *const fillers[] = { ZP_WORDS_FILLER(WORD) }, *const units[] = { ZP_WORDS_UNIT(WORD) },
                  *const glyphs[] = { ZP_WORDS_GLYPH(WORD) }, *const placeholders[] = { ZP_WORDS_PLACEHOLDER(WORD) },
                  *const events[] = { ZP_WORDS_EVENT(WORD) }, *const numerals[] = { ZP_WORDS_NUMERAL(WORD) },
                  *const ops[] = { ZP_WORDS_OP_GLYPH(WORD) }, *const errors[] = { ZP_WORDS_FORMULA_ERROR(WORD) };

static const struct { zp_vocab vocab; const char *const *words; size_t count; } vocabularies[] = {
  { ZP_VOCAB_FILLER, fillers, COUNT(fillers) }, { ZP_VOCAB_UNIT, units, COUNT(units) },
  { ZP_VOCAB_GLYPH, glyphs, COUNT(glyphs) }, { ZP_VOCAB_PLACEHOLDER, placeholders, COUNT(placeholders) },
  { ZP_VOCAB_EVENT, events, COUNT(events) }, { ZP_VOCAB_NUMERAL, numerals, COUNT(numerals) },
  { ZP_VOCAB_OP_GLYPH, ops, COUNT(ops) }, { ZP_VOCAB_FORMULA_ERROR, errors, COUNT(errors) },
};

static char small(char c)
{
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/// Words that begin with Chinese are compared byte for byte, others without regard to capitals.
static bool stands(const char *word, zp_text text, size_t at)
{
  size_t len = strlen(word);
  if (len > text.len - at) return false;
  if ((unsigned char)word[0] >= 0x80 && len >= 3) return memcmp(word, text.ptr + at, len) == 0;
  for (size_t i = 0; i < len; i++)
    if (word[i] != small(text.ptr[at + i])) return false;
  return true;
}

static const char *longest(size_t v, zp_text text, size_t at)
{
  const char *best = NULL;
  for (size_t i = 0; i < vocabularies[v].count; i++) {
    const char *word = vocabularies[v].words[i];
    if (stands(word, text, at) && (best == NULL || strlen(word) > strlen(best))) best = word;
  }
  return best;
}

/// Words of all vocabularies one after another, cut anywhere, with capitals and stray bytes between.
static zp_text draw_text(uint64_t *seed, char room[256])
{
  size_t len = 0;
  for (size_t parts = 1 + (size_t)random_below(seed, 6); parts > 0 && len < 160; parts--) {
    size_t v = (size_t)random_below(seed, COUNT(vocabularies));
    const char *word = vocabularies[v].words[random_below(seed, vocabularies[v].count)];
    size_t take = random_below(seed, 4) == 0 ? (size_t)random_below(seed, strlen(word) + 1) : strlen(word);
    memcpy(room + len, word, take);
    len += take;
    if (random_below(seed, 8) == 0) room[len++] = (char)random_below(seed, 256);
    if (len > 0 && random_below(seed, 4) == 0 && room[len - 1] >= 'a' && room[len - 1] <= 'z') room[len - 1] -= 'a' - 'A';
  }
  return (zp_text){ room, len };
}

static void finds_every_word_of_the_grammar(void **state)
{
  enum { TEXTS = 30000 };
  (void)state;
  uint64_t seed = 4711;
  size_t found = 0, places = 0;
  for (size_t i = 0; i < TEXTS; i++) {
    char room[256];
    zp_text text = draw_text(&seed, room);
    for (size_t at = 0; at < text.len; at++)
      for (size_t v = 0; v < COUNT(vocabularies); v++, places++) {
        const zp_vocab_row *row = zp_vocab_at(vocabularies[v].vocab, text, at);
        const char *wanted = longest(v, text, at);
        bool same = row == NULL ? wanted == NULL : wanted != NULL && zp_text_equal(row->word, zp_text_from(wanted));
        if (!same) fail_msg("vocabulary %zu at %zu of \"%.*s\": %s", v, at, ZP_ARG(text), wanted == NULL ? "none" : wanted);
        found += row != NULL;
      }
  }
  print_message("%zu places, %zu words\n", places, found);
  assert_true(found > TEXTS);
}

static void finds_every_occurrence(void **state)
{
  enum { TEXTS = 20000, WORDS = 40 };
  (void)state;
  uint64_t seed = 815;
  size_t found = 0;
  zp_arena *arena = zp_arena_new(NULL, 0);
  for (size_t i = 0; i < TEXTS; i++) {
    char room[256];
    zp_text items[WORDS], text = draw_text(&seed, room);
    zp_words words = { items, (size_t)random_below(&seed, WORDS) };
    zp_word_index index;
    for (size_t w = 0; w < words.count; w++) items[w] = zp_text_from(fillers[random_below(&seed, COUNT(fillers))]);
    if (words.count > 3) items[3] = (zp_text){ NULL, 0 };  // a word without bytes is nowhere
    assert_true(zp_word_index_make(&words, arena, &index));
    zp_word_place from = { 0, 0 }, got;
    for (size_t at = 0; at < text.len; at++)
      for (size_t w = 0; w < words.count; w++) {
        if (items[w].len == 0 || !zp_text_starts(zp_text_slice(text, at, text.len), items[w])) continue;
        if (!zp_word_index_next(&index, text, &from, &got) || got.at != at || got.word != w)
          fail_msg("word %zu at %zu of \"%.*s\"", w, at, ZP_ARG(text));
        found++;
      }
    assert_false(zp_word_index_next(&index, text, &from, &got));
    if (i % 500 == 499) zp_arena_reset(arena, 1 << 20);
  }
  print_message("%zu occurrences\n", found);
  assert_true(found > 500);
  zp_arena_free(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(finds_every_word_of_the_grammar), cmocka_unit_test(finds_every_occurrence) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
