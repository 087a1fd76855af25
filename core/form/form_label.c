// form_label.c: labels in the head of a form.
#include "form/form_label.h"

#include "form/cell_list.h"
#include "form/signs.h"

enum { LABEL_BYTES_MOST = 120, GUESS_CHARACTERS = 16, PAIRS_BYTES_MOST = 512 };

/// Fields that a label before a value can name.
static const uint32_t LABELS = 1u << ZP_F_DISTRICT | 1u << ZP_F_UNIT_CODE | 1u << ZP_F_UNIT_NAME | 1u << ZP_F_DEPARTMENT |
                               1u << ZP_F_YEAR | 1u << ZP_F_PROJECT_CODE | 1u << ZP_F_PROJECT_NAME | 1u << ZP_F_FUND_USE |
                               1u << ZP_F_PLAN | 1u << ZP_F_GOAL | 1u << ZP_F_OUTCOME | 1u << ZP_F_TOTAL |
                               1u << ZP_F_INITIAL | 1u << ZP_F_REVISED | 1u << ZP_F_ARRIVED | 1u << ZP_F_EXECUTED;

static uint32_t known(const zp_lexicon *lexicon, zp_text text, zp_arena *arena)
{
  zp_text key = zp_text_key(text, arena);
  uint32_t head = zp_lexicon_kind_fields(lexicon, ZP_LAYOUT_FORM_HEAD, key) & (LABELS | 1u << ZP_F_IGNORED);
  return head != 0 ? head : zp_lexicon_kind_fields(lexicon, ZP_LAYOUT_GOAL_TABLE, key) & LABELS;
}

/// What the patterns of heads say of a short text without digits: 年度总体目标完成情况综述.
static uint32_t guess(const zp_lexicon *lexicon, zp_text text, zp_arena *arena)
{
  size_t next;
  uint32_t fields = 0;
  if (zp_character_count(text) > GUESS_CHARACTERS || zp_sign_find(text, 0, ZP_SIGN_DIGIT, &next) != SIZE_MAX) return 0;
  zp_text key = zp_text_key(text, arena);
  for (size_t i = 0; i < lexicon->layouts->count; i++)
    if (lexicon->layouts->items[i].kind == ZP_LAYOUT_FORM_HEAD) fields |= zp_lexicon_guess(lexicon, i, key);
  return fields;
}

uint32_t zp_label_of(const zp_lexicon *lexicon, zp_text text, zp_arena *arena)
{
  if (zp_text_blank(text) || text.len > LABEL_BYTES_MOST) return 0;
  uint32_t fields = known(lexicon, text, arena);
  if (fields != 0) return fields;
  zp_text inside, bare = zp_brackets_strip(text, arena, &inside);
  if (inside.len != 0) fields = known(lexicon, bare, arena);
  zp_numbering numbering = zp_numbering_read(zp_text_trim(bare));
  if (fields == 0 && numbering.kind != ZP_NUMBERING_NONE) fields = known(lexicon, numbering.rest, arena);
  return fields != 0 ? fields : guess(lexicon, numbering.rest, arena);
}

zp_field zp_label_field(uint32_t fields)
{
  for (int f = 0; f < ZP_FIELD_COUNT; f++)
    if ((fields >> f & 1u) != 0) return (zp_field)f;
  return ZP_F_IGNORED;
}

/// Where the word that ends at `end` begins: behind the last blank.
static size_t word_start(zp_text text, size_t end)
{
  size_t start = 0, next;
  for (size_t at = 0; at < end; at = next) {
    next = at;
    zp_text_next(text, &next);
    if (zp_text_blank(zp_text_slice(text, at, next))) start = next;
  }
  return start;
}

/// Offset of the next label with a colon in a value; its length when there is none.
static size_t next_label(const zp_lexicon *lexicon, zp_text value, zp_arena *arena)
{
  size_t next = 0;
  zp_text head = zp_text_slice(value, 0, PAIRS_BYTES_MOST);
  for (size_t colon = zp_sign_find(head, 0, ZP_SIGN_COLON, &next); colon != SIZE_MAX;
       colon = zp_sign_find(head, next, ZP_SIGN_COLON, &next)) {
    size_t start = word_start(head, colon);
    if (start != 0 && zp_label_of(lexicon, zp_text_slice(head, start, colon), arena) != 0) return start;
  }
  return value.len;
}

uint32_t zp_label_split(const zp_lexicon *lexicon, const zp_cell *cell, zp_arena *arena, zp_cell *value, zp_cell *rest)
{
  size_t next, colon = zp_sign_find(cell->text, 0, ZP_SIGN_COLON, &next);
  if (colon == SIZE_MAX || colon > LABEL_BYTES_MOST) return 0;
  uint32_t fields = zp_label_of(lexicon, zp_text_slice(cell->text, 0, colon), arena);
  if (fields == 0) return 0;
  zp_text behind = zp_text_slice(cell->text, next, cell->text.len);
  size_t cut = next_label(lexicon, behind, arena);
  *value = zp_cell_part(cell, zp_text_slice(behind, 0, cut));
  *rest = zp_cell_part(cell, zp_text_slice(behind, cut, behind.len));
  return fields;
}
