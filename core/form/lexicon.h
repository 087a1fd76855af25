// lexicon.h: the words of the layouts as keys, ready to be compared with what stands in a form.
#pragma once

#include "base/opening.h"
#include "form/name_index.h"
#include "model/layout.h"

/// Lists of whole names that say what a row is.
typedef enum zp_row_words { ZP_ROWS_TOTAL, ZP_ROWS_EXECUTION, ZP_ROWS_NOTHING, ZP_ROWS_SUM } zp_row_words;

enum { ZP_PATTERN_PARTS = 4 };

/// A heading with "*" in it: the keys of the texts around the stars.
typedef struct zp_pattern {
  size_t layout;
  zp_field field;
  zp_text parts[ZP_PATTERN_PARTS];
  size_t count, bytes;          // of parts; of all of them together
  bool open_start, open_end;    // a star comes first, last
} zp_pattern;

typedef struct zp_lexicon {
  const zp_layouts *layouts;
  zp_layouts keys;         // parallel to `layouts`, every word replaced by its zp_text_key
  zp_name_index headings;  // (index of layout, key) -> set of fields, 1 << zp_field
  zp_name_index rows;      // (zp_row_words, key) -> the first layout that lists it
  zp_marks row_openings;   // how these keys begin
  zp_pattern *patterns;    // in order of their layouts
  size_t *pattern_from;    // of each layout, and the end
  size_t pattern_count, pattern_capacity;
} zp_lexicon;

/// Reads the layouts once; borrowed, must outlive the lexicon. Fails only when memory is short.
zp_status zp_lexicon_make(const zp_layouts *layouts, zp_arena *arena, zp_lexicon *out, zp_error *err);

/// The same, but only what zp_lexicon_unit_key needs: units of programs are joined by it, and have
/// no headings.
zp_status zp_lexicon_make_names(const zp_layouts *layouts, zp_arena *arena, zp_lexicon *out,
                                zp_error *err);

/// Stands for all layouts that are tables of indicators or amounts.
size_t zp_lexicon_any(const zp_lexicon *lexicon);

/// Fields a heading or label can introduce in a layout (or any): a set of 1 << zp_field.
uint32_t zp_lexicon_fields(const zp_lexicon *lexicon, size_t layout, zp_text key);
/// The same over all layouts of a kind.
uint32_t zp_lexicon_kind_fields(const zp_lexicon *lexicon, zp_layout_kind kind, zp_text key);

/// Fields whose patterns fit a heading: those of the pattern that says most. 0 when the layout has none that fits.
uint32_t zp_lexicon_guess(const zp_lexicon *lexicon, size_t layout, zp_text key);

/// The first layout whose list has the key; SIZE_MAX when none has.
size_t zp_lexicon_row(const zp_lexicon *lexicon, zp_row_words words, zp_text key);

/// The usual heading of a field, as people know it; empty when the layouts of no province in particular have none.
zp_text zp_lexicon_field_word(const zp_lexicon *lexicon, zp_field field);

/// True when a text of this key is a note below a table, or names a row that repeats part of the one above it.
bool zp_lexicon_remark(const zp_lexicon *lexicon, zp_text key);
bool zp_lexicon_part(const zp_lexicon *lexicon, zp_text key);

/// Index of the key in a list of keys, or SIZE_MAX.
size_t zp_keys_find(const zp_words *keys, zp_text key);
/// Bytes of the longest listed key that `key` ends with or begins with; 0 when there is none.
size_t zp_keys_suffix(const zp_words *keys, zp_text key);
size_t zp_keys_prefix(const zp_words *keys, zp_text key);

/// Bytes of the longest listed word found at the start of `text`, written as listed; 0 when there is none.
size_t zp_words_prefix(const zp_words *words, zp_text text);
/// Offset of the first listed word in `text`, SIZE_MAX when there is none; *end is the offset behind it.
size_t zp_words_search(const zp_words *words, zp_text text, size_t *end);

/// The key that units (单位) are compared by: without the endings the layouts leave out. ptr NULL when memory is short.
zp_text zp_lexicon_unit_key(const zp_lexicon *lexicon, zp_text name, zp_arena *arena);

/// The unit of money named by the end of a text such as "万元" or "单位：万元", as the layouts spell it; empty when there is none.
zp_text zp_lexicon_money_unit(const zp_lexicon *lexicon, zp_text text, zp_arena *arena);
