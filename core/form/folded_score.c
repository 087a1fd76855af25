// folded_score.c: two numbers of one cell, told apart by the words beside them or by their order.
#include "form/folded_score.h"

#include "form/signs.h"

enum { FOLDED_CELL_BYTES_MOST = 120 };

typedef enum role { ROLE_UNTOLD, ROLE_WEIGHT, ROLE_DECLARED, ROLE_OTHER } role;

static const zp_text slashes[] = { ZP_TEXT_INIT("/"), ZP_TEXT_INIT("\xEF\xBC\x8F") };

/// A number without sign at or after `from`: *before is what stands between. False when there is
/// no further one.
static bool next_number(zp_text text, size_t from, zp_text *before, zp_text *number, size_t *end)
{
  size_t next, start = zp_sign_find(text, from, ZP_SIGN_DIGIT, &next);
  bool pointed = false;
  if (start == SIZE_MAX) return false;
  for (*end = next; *end < text.len; *end = next) {
    size_t after;
    zp_sign sign = zp_sign_at(text, *end, &next);
    bool point = sign == ZP_SIGN_POINT && !pointed && next < text.len &&
                 zp_sign_at(text, next, &after) == ZP_SIGN_DIGIT;
    if (sign != ZP_SIGN_DIGIT && !point) break;
    pointed = pointed || point;
  }
  *before = zp_text_slice(text, from, start);
  *number = zp_text_slice(text, start, *end);
  return true;
}

static bool has_slash(zp_text text)
{
  return zp_text_find(text, slashes[0]) != SIZE_MAX || zp_text_find(text, slashes[1]) != SIZE_MAX;
}

/// What the words before a number call it; `behind` a number its unit may come first. Signs that
/// change a number are no words.
static role role_of(const zp_lexicon *lexicon, zp_text words, bool behind, zp_arena *arena)
{
  zp_text key = zp_text_key(words, arena);
  size_t unit = 0;
  for (size_t i = 0; i < words.len; i++)
    if (words.ptr[i] == '-' || words.ptr[i] == '%' || words.ptr[i] == '.') return ROLE_OTHER;
  for (size_t i = 0; behind && unit == 0 && i < lexicon->keys.count; i++)
    unit = zp_keys_prefix(&lexicon->keys.items[i].point_units, key);
  for (int with_unit = 0; with_unit < 2; with_unit++) {
    zp_text name = zp_text_slice(key, with_unit == 1 ? unit : 0, key.len);
    if (name.len == 0) return ROLE_UNTOLD;
    uint32_t fields = zp_lexicon_kind_fields(lexicon, ZP_LAYOUT_FILLED_TABLE, name);
    bool weight = (fields & 1u << ZP_F_WEIGHT) != 0;
    bool declared = (fields & 1u << ZP_F_DECLARED) != 0;
    if (weight != declared) return weight ? ROLE_WEIGHT : ROLE_DECLARED;
  }
  return ROLE_OTHER;
}

/// 10/ and 10/-: points that are not given yet, when nothing says that the number is not the weight.
static bool read_weight_only(zp_text weight, role first, bool declared_first, zp_text rest,
                             const zp_cell *cell, zp_arena *arena, zp_folded_score *out)
{
  if (first == ROLE_DECLARED || (first == ROLE_UNTOLD && declared_first)) return false;
  if (!has_slash(rest) || zp_text_key(rest, arena).len != 0) return false;
  *out = (zp_folded_score){ zp_cell_part(cell, weight), zp_no_cell };
  return true;
}

bool zp_folded_read(const zp_lexicon *lexicon, const zp_cell *cell, bool declared_first,
                    zp_arena *arena, zp_folded_score *out)
{
  zp_text text = zp_text_trim(cell->text), words[2], numbers[2];
  size_t at = 0;
  if (text.len > FOLDED_CELL_BYTES_MOST || !next_number(text, 0, &words[0], &numbers[0], &at))
    return false;
  role first = role_of(lexicon, words[0], false, arena);
  if (first == ROLE_OTHER) return false;
  size_t from = at;
  if (!next_number(text, from, &words[1], &numbers[1], &at)) {
    zp_text rest = zp_text_slice(text, from, text.len);
    return read_weight_only(numbers[0], first, declared_first, rest, cell, arena, out);
  }
  role second = role_of(lexicon, words[1], true, arena);
  zp_text tail = zp_text_slice(text, at, text.len);
  size_t next;
  if (second == ROLE_OTHER || zp_sign_find(tail, 0, ZP_SIGN_DIGIT, &next) != SIZE_MAX) return false;
  if (role_of(lexicon, tail, true, arena) != ROLE_UNTOLD) return false;
  if (first != ROLE_UNTOLD && first == second) return false;
  bool reversed =
      first == ROLE_DECLARED || second == ROLE_WEIGHT || (first == second && declared_first);
  *out = (zp_folded_score){ zp_cell_part(cell, numbers[reversed ? 1 : 0]),
                            zp_cell_part(cell, numbers[reversed ? 0 : 1]) };
  return true;
}

static size_t longest_prefix(const zp_lexicon *lexicon, zp_field field, zp_text key)
{
  size_t longest = 0;
  for (size_t i = 0; i < lexicon->keys.count; i++) {
    if (lexicon->layouts->items[i].kind != ZP_LAYOUT_FILLED_TABLE) continue;
    size_t len = zp_keys_prefix(&lexicon->keys.items[i].fields[field], key);
    if (len > longest) longest = len;
  }
  return longest;
}

bool zp_folded_declared_first(const zp_lexicon *lexicon, zp_text heading, zp_arena *arena)
{
  zp_text key = zp_text_key(heading, arena);
  return longest_prefix(lexicon, ZP_F_DECLARED, key) > longest_prefix(lexicon, ZP_F_WEIGHT, key);
}
