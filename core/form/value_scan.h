// value_scan.h: a cell folded to one spelling of every sign, and a cursor over it.
#pragma once

#include "base/error.h"
#include "form/value_vocab.h"

/// What values are read from: signs in their usual spelling (value_words.def, GLYPH), half-width, and no blanks but one where
/// digits would otherwise run together.
typedef struct zp_folded {
  zp_text source, s;
  zp_arena *arena;
  size_t malformed;  // offset in source of the first byte that is no UTF-8; SIZE_MAX: none
} zp_folded;

/// Room that folding `length` bytes can take.
#define ZP_FOLD_ROOM(length) (3 * (length) + 1)
/// Folds into room of at least ZP_FOLD_ROOM(source.len) bytes; *malformed may be NULL. `origin` (as many entries) may be NULL:
/// origin[i] is the offset in the source of what became byte i, the last one its end.
zp_text zp_fold_into(zp_text source, char *room, uint32_t *origin, size_t *malformed);
/// The offset in the source of what became byte `at` of the folded text; of its end for s.len. Folds once more, which only
/// findings need. 0 when memory is short, and zp_arena_short tells.
uint32_t zp_fold_origin(const zp_folded *folded, size_t at);
/// Folds into the arena; fails when memory is short.
zp_status zp_fold(zp_text source, zp_arena *arena, zp_folded *out, zp_error *err);

/// A place in a folded text. Copied to look ahead; every reader below moves it only when it succeeds.
typedef struct zp_scan {
  zp_text s;
  size_t at;
} zp_scan;

bool zp_scan_end(const zp_scan *scan);
/// The byte at the cursor; 0 at the end.
char zp_scan_peek(const zp_scan *scan);
bool zp_scan_byte(zp_scan *scan, char c);
/// Longest word of the vocabulary, or NULL.
const zp_vocab_row *zp_scan_word(zp_scan *scan, zp_vocab vocab);
/// True when such a word stands at the cursor.
bool zp_scan_sees(const zp_scan *scan, zp_vocab vocab);
/// Bytes of the Chinese characters at the cursor, at most `most` characters.
size_t zp_scan_han(const zp_scan *scan, size_t most);
zp_text zp_scan_rest(const zp_scan *scan);
zp_text zp_scan_since(const zp_scan *scan, size_t from);

bool zp_is_digit(char c);
bool zp_is_han(uint32_t c);
