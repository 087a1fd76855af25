// lexicon.c: layouts' words as keys.
#include "form/lexicon.h"

#include <assert.h>

static_assert(ZP_FIELD_COUNT <= 32, "a set of fields is 32 bits");

static zp_status key_words(const zp_words *words, zp_arena *arena, zp_words *out, zp_error *err)
{
  out->count = words->count;
  out->items = ZP_TAKE(arena, zp_text, words->count);
  if (out->items == NULL) return zp_fail_memory(err);
  for (size_t i = 0; i < words->count; i++) {
    out->items[i] = zp_text_key_of(words->items[i], arena);
    if (out->items[i].ptr == NULL) return zp_fail_memory(err);
  }
  return ZP_OK;
}

/// Splits a heading such as "*实际*值" at its stars.
static zp_status add_pattern(zp_lexicon *out, size_t layout, zp_field field, zp_text word, zp_arena *arena, zp_error *err)
{
  zp_pattern p = { .layout = layout, .field = field };
  p.open_start = zp_text_starts(word, ZP_TEXT("*"));
  p.open_end = zp_text_ends(word, ZP_TEXT("*"));
  for (size_t from = 0; from < word.len && p.count < ZP_PATTERN_PARTS;) {
    zp_text rest = zp_text_slice(word, from, word.len);
    size_t star = zp_text_find(rest, ZP_TEXT("*")), to = star == SIZE_MAX ? rest.len : star;
    zp_text key = zp_text_key(zp_text_slice(rest, 0, to), arena);
    if (key.ptr == NULL) return zp_fail_memory(err);
    if (key.len != 0) p.parts[p.count++] = key;
    p.bytes += key.len;
    from += to + 1;
  }
  zp_pattern *items =
      zp_arena_grow(arena, out->patterns, out->pattern_count, &out->pattern_capacity, sizeof *items);
  if (items == NULL) return zp_fail_memory(err);
  out->patterns = items;
  items[out->pattern_count++] = p;
  return ZP_OK;
}

size_t zp_lexicon_any(const zp_lexicon *lexicon)
{
  return lexicon->layouts->count;
}

static bool is_table(const zp_lexicon *lexicon, size_t layout)
{
  zp_layout_kind kind = lexicon->layouts->items[layout].kind;
  return kind == ZP_LAYOUT_GOAL_TABLE || kind == ZP_LAYOUT_FILLED_TABLE;
}

static zp_status put_heading(zp_lexicon *out, size_t layout, zp_text key, zp_field field, zp_error *err)
{
  if (zp_name_index_put(&out->headings, (uint32_t)layout, key, 0, NULL, err) != ZP_OK) return ZP_E_MEMORY;
  *zp_name_index_find(&out->headings, (uint32_t)layout, key) |= 1u << field;
  return ZP_OK;
}

static zp_status index_field(zp_lexicon *out, size_t layout, zp_field field, zp_arena *arena, zp_error *err)
{
  const zp_words *words = &out->layouts->items[layout].fields[field], *keys = &out->keys.items[layout].fields[field];
  for (size_t i = 0; i < keys->count; i++) {
    zp_text key = keys->items[i];
    if (zp_text_contains(words->items[i], ZP_TEXT("*"))) {
      if (add_pattern(out, layout, field, words->items[i], arena, err) != ZP_OK) return ZP_E_MEMORY;
      continue;
    }
    if (put_heading(out, layout, key, field, err) != ZP_OK) return ZP_E_MEMORY;
    if (is_table(out, layout) && put_heading(out, zp_lexicon_any(out), key, field, err) != ZP_OK) return ZP_E_MEMORY;
  }
  return ZP_OK;
}

static zp_status index_fields(zp_lexicon *out, size_t layout, zp_arena *arena, zp_error *err)
{
  for (zp_field f = 0; f < ZP_FIELD_COUNT; f++)
    if (index_field(out, layout, f, arena, err) != ZP_OK) return ZP_E_MEMORY;
  return ZP_OK;
}

static zp_status index_rows(zp_lexicon *out, size_t layout, zp_row_words scope, const zp_words *keys, zp_error *err)
{
  for (size_t i = 0; i < keys->count; i++) {
    if (zp_name_index_put(&out->rows, scope, keys->items[i], (uint32_t)layout, NULL, err) != ZP_OK) return ZP_E_MEMORY;
    zp_marks_add(&out->row_openings, zp_opening_at(keys->items[i], 0));
  }
  return ZP_OK;
}

static zp_status key_layout(const zp_layout *layout, zp_arena *arena, zp_layout *out, zp_error *err)
{
  *out = *layout;
  for (size_t f = 0; f < ZP_FIELD_COUNT; f++)
    if (key_words(&layout->fields[f], arena, &out->fields[f], err) != ZP_OK) return ZP_E_MEMORY;
#define X(member, doc) \
  if (key_words(&layout->member, arena, &out->member, err) != ZP_OK) return ZP_E_MEMORY;
  ZP_LAYOUT_WORDS_MAP(X)
#undef X
  out->required = layout->required;  // Lua names, not words of a form
  out->any = layout->any;
  out->also = layout->also;
  return ZP_OK;
}

zp_status zp_lexicon_make(const zp_layouts *layouts, zp_arena *arena, zp_lexicon *out, zp_error *err)
{
  *out = (zp_lexicon){ .layouts = layouts };
  zp_name_index_init(&out->headings, arena);
  zp_name_index_init(&out->rows, arena);
  out->keys.count = layouts->count;
  out->keys.items = ZP_TAKE(arena, zp_layout, layouts->count);
  out->pattern_from = ZP_TAKE(arena, size_t, layouts->count + 1);
  if (out->keys.items == NULL || out->pattern_from == NULL) return zp_fail_memory(err);
  for (size_t i = 0; i < layouts->count; i++) {
    if (key_layout(&layouts->items[i], arena, &out->keys.items[i], err) != ZP_OK) return ZP_E_MEMORY;
    const zp_layout *keys = &out->keys.items[i];
    if (index_fields(out, i, arena, err) != ZP_OK) return ZP_E_MEMORY;
    out->pattern_from[i + 1] = out->pattern_count;
    if (index_rows(out, i, ZP_ROWS_TOTAL, &keys->totals, err) != ZP_OK) return ZP_E_MEMORY;
    if (index_rows(out, i, ZP_ROWS_EXECUTION, &keys->execution, err) != ZP_OK) return ZP_E_MEMORY;
    if (index_rows(out, i, ZP_ROWS_NOTHING, &keys->nothing, err) != ZP_OK) return ZP_E_MEMORY;
    if (index_rows(out, i, ZP_ROWS_SUM, &keys->sums, err) != ZP_OK) return ZP_E_MEMORY;
  }
  return ZP_OK;
}

zp_status zp_lexicon_make_names(const zp_layouts *layouts, zp_arena *arena, zp_lexicon *out,
                                zp_error *err)
{
  *out = (zp_lexicon){ .layouts = layouts, .keys.count = layouts->count };
  zp_name_index_init(&out->headings, arena);
  zp_name_index_init(&out->rows, arena);
  out->keys.items = ZP_TAKE(arena, zp_layout, layouts->count);
  if (out->keys.items == NULL) return zp_fail_memory(err);
  for (size_t i = 0; i < layouts->count; i++)
    if (key_words(&layouts->items[i].unit_suffixes, arena, &out->keys.items[i].unit_suffixes,
                  err) != ZP_OK)
      return ZP_E_MEMORY;
  return ZP_OK;
}

uint32_t zp_lexicon_fields(const zp_lexicon *lexicon, size_t layout, zp_text key)
{
  const uint32_t *fields = key.len == 0 ? NULL : zp_name_index_find(&lexicon->headings, (uint32_t)layout, key);
  return fields == NULL ? 0 : *fields;
}

uint32_t zp_lexicon_kind_fields(const zp_lexicon *lexicon, zp_layout_kind kind, zp_text key)
{
  uint32_t fields = 0;
  for (size_t i = 0; i < lexicon->layouts->count; i++)
    if (lexicon->layouts->items[i].kind == kind) fields |= zp_lexicon_fields(lexicon, i, key);
  return fields;
}

static bool fits(const zp_pattern *p, zp_text key)
{
  size_t at = 0;
  for (size_t i = 0; i < p->count; i++) {
    zp_text rest = zp_text_slice(key, at, key.len);
    bool last = i + 1 == p->count && !p->open_end;
    size_t found = zp_text_find(rest, p->parts[i]);
    if (last) found = zp_text_ends(rest, p->parts[i]) ? rest.len - p->parts[i].len : SIZE_MAX;
    if (found == SIZE_MAX || (i == 0 && !p->open_start && found != 0)) return false;
    at += found + p->parts[i].len;
  }
  return p->count != 0;
}

uint32_t zp_lexicon_guess(const zp_lexicon *lexicon, size_t layout, zp_text key)
{
  size_t most = 0;
  uint32_t fields = 0;
  bool any = layout == zp_lexicon_any(lexicon);
  size_t from = any ? 0 : lexicon->pattern_from[layout], to = any ? lexicon->pattern_count : lexicon->pattern_from[layout + 1];
  for (size_t i = from; key.len != 0 && i < to; i++) {
    const zp_pattern *p = &lexicon->patterns[i];
    if (any && !is_table(lexicon, p->layout)) continue;
    if (p->bytes < most || p->bytes > key.len || !fits(p, key)) continue;
    fields = (p->bytes == most ? fields : 0) | 1u << p->field;
    most = p->bytes;
  }
  return fields;
}

zp_text zp_lexicon_field_word(const zp_lexicon *lexicon, zp_field field)
{
  for (size_t i = 0; i < lexicon->layouts->count; i++) {
    const zp_layout *layout = &lexicon->layouts->items[i];
    const zp_words *words = &layout->fields[field];
    if (layout->kind == ZP_LAYOUT_FILLED_TABLE && layout->marks.count == 0 && words->count != 0 &&
        !zp_text_contains(words->items[0], ZP_TEXT("*")))
      return words->items[0];
  }
  return (zp_text){ NULL, 0 };
}

bool zp_lexicon_remark(const zp_lexicon *lexicon, zp_text key)
{
  for (size_t i = 0; i < lexicon->keys.count; i++)
    if (zp_keys_prefix(&lexicon->keys.items[i].remarks, key) != 0) return true;
  return false;
}

bool zp_lexicon_part(const zp_lexicon *lexicon, zp_text key)
{
  for (size_t i = 0; i < lexicon->keys.count; i++)
    if (zp_keys_prefix(&lexicon->keys.items[i].parts, key) != 0) return true;
  return false;
}

size_t zp_lexicon_row(const zp_lexicon *lexicon, zp_row_words words, zp_text key)
{
  if (key.len == 0 || !zp_marks_has(&lexicon->row_openings, zp_opening_at(key, 0))) return SIZE_MAX;
  const uint32_t *layout = zp_name_index_find(&lexicon->rows, words, key);
  return layout == NULL ? SIZE_MAX : *layout;
}

size_t zp_keys_find(const zp_words *keys, zp_text key)
{
  for (size_t i = 0; i < keys->count; i++)
    if (key.len != 0 && zp_text_equal(keys->items[i], key)) return i;
  return SIZE_MAX;
}

size_t zp_keys_suffix(const zp_words *keys, zp_text key)
{
  size_t best = 0;
  for (size_t i = 0; i < keys->count; i++)
    if (keys->items[i].len > best && zp_text_ends(key, keys->items[i])) best = keys->items[i].len;
  return best;
}

size_t zp_keys_prefix(const zp_words *keys, zp_text key)
{
  return zp_words_prefix(keys, key);
}

size_t zp_words_prefix(const zp_words *words, zp_text text)
{
  size_t best = 0;
  for (size_t i = 0; i < words->count; i++)
    if (words->items[i].len > best && zp_text_starts(text, words->items[i])) best = words->items[i].len;
  return best;
}

size_t zp_words_search(const zp_words *words, zp_text text, size_t *end)
{
  size_t best = SIZE_MAX;
  for (size_t i = 0; i < words->count; i++) {
    size_t at = zp_text_find(text, words->items[i]);
    if (at == SIZE_MAX || at > best) continue;
    if (at == best && at + words->items[i].len <= *end) continue;
    best = at;
    *end = at + words->items[i].len;
  }
  return best;
}

zp_text zp_lexicon_unit_key(const zp_lexicon *lexicon, zp_text name, zp_arena *arena)
{
  zp_text key = zp_text_key(name, arena);
  size_t longest = 0;
  if (key.ptr == NULL) return key;
  for (size_t i = 0; i < lexicon->keys.count; i++) {
    size_t len = zp_keys_suffix(&lexicon->keys.items[i].unit_suffixes, key);
    if (len > longest && len < key.len) longest = len;
  }
  return longest == 0 ? key : zp_text_slice(key, 0, key.len - longest);
}

zp_text zp_lexicon_money_unit(const zp_lexicon *lexicon, zp_text text, zp_arena *arena)
{
  zp_text none = { NULL, 0 }, key = zp_text_key(text, arena);
  for (size_t i = 0; key.len != 0 && i < lexicon->keys.count; i++) {
    const zp_words *keys = &lexicon->keys.items[i].money_units;
    size_t len = zp_keys_suffix(keys, key);
    if (len == 0) continue;
    size_t word = zp_keys_find(keys, zp_text_slice(key, key.len - len, key.len));
    if (word != SIZE_MAX) return lexicon->layouts->items[i].money_units.items[word];
  }
  return none;
}
