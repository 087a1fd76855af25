// text.h: borrowed slices of UTF-8 and what is done with them: trimming, folding, comparing, measuring.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/// A slice of bytes somebody else owns. Not terminated by NUL. `ptr` may be NULL when `len` is 0.
typedef struct zp_text {
  const char *ptr;
  size_t len;
} zp_text;

#define ZP_TEXT(literal) ((zp_text){ "" literal, sizeof(literal) - 1 })
/// The same where C wants a constant: initialisers of static tables.
#define ZP_TEXT_INIT(literal) { "" literal, sizeof(literal) - 1 }
/// For printf("%.*s", ZP_ARG(text)).
#define ZP_ARG(text) ((int)(text).len), ((text).len ? (text).ptr : "")

/// A borrowed view of a C string; NULL gives the empty text.
zp_text zp_text_from(const char *string);

/// Copy that lives in the arena and is followed by a NUL (not counted in len). ptr is NULL when memory is short.
zp_text zp_text_copy(zp_text text, zp_arena *arena);

/// printf into the arena. ptr is NULL when memory is short. Never use it to print a double that is a result.
zp_text zp_text_format(zp_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

bool zp_text_equal(zp_text a, zp_text b);
/// Byte order, as memcmp then length: the order of results. Negative, 0 or positive.
int zp_text_compare(zp_text a, zp_text b);
bool zp_text_starts(zp_text text, zp_text prefix);
bool zp_text_ends(zp_text text, zp_text suffix);
/// Offset of the first occurrence, or SIZE_MAX. An empty `part` is never found.
size_t zp_text_find(zp_text text, zp_text part);
bool zp_text_contains(zp_text text, zp_text part);
/// Bytes [from, to), clipped to the text.
zp_text zp_text_slice(zp_text text, size_t from, size_t to);

/// What a path ends in: the name of a file or folder, slashes behind it left out.
zp_text zp_text_last_part(zp_text path);
/// The same as a place in the path: what follows the last slash, "" when nothing does.
const char *zp_path_last(const char *path);

/// Without blanks at both ends: ASCII white space, NBSP, U+2000-200B, ideographic space, BOM.
zp_text zp_text_trim(zp_text text);
/// True when nothing but such blanks is there.
bool zp_text_blank(zp_text text);

/// Next code point at *offset, which moves past it. At a malformed sequence: UINT32_MAX, one byte on.
/// At the end: UINT32_MAX, and *offset stays.
uint32_t zp_text_next(zp_text text, size_t *offset);
/// True when the text is UTF-8 without surrogates and overlong forms; otherwise *bad is the offset of the first bad byte.
bool zp_text_utf8(zp_text text, size_t *bad);

/// Same characters with full-width ASCII made half-width and every blank (as in trim) made a space.
/// Length may shrink. ptr is NULL when memory is short. For reading values; what is shown stays as written.
zp_text zp_text_fold(zp_text text, zp_arena *arena);

/// The form in which names are compared: NFKC, lower case, without blanks and punctuation.
/// ptr is NULL when memory is short. A malformed text is kept whole, as it is.
zp_text zp_text_key(zp_text text, zp_arena *arena);
/// The same, but `text` itself where it is its own key already: for keys that live no longer than
/// the text.
zp_text zp_text_key_of(zp_text text, zp_arena *arena);

/// True for what must not reach a terminal raw: control characters (C1 too), line separators, marks that turn the direction of
/// the text around them.
bool zp_is_control(uint32_t c);

/// Copies what fits of the text into `room`, byte for byte at the same offsets, so that carets stay right, and terminates it. A
/// terminal and a JSON writer can take the copy: controls (zp_is_control) become spaces, malformed bytes question marks.
/// Returns the length.
size_t zp_text_clean(zp_text text, char *room, size_t size);

/// Columns the text takes on a terminal (East Asian wide counts 2, combining 0).
size_t zp_text_width(zp_text text);

/// Edits (insert, delete, replace, in code points) between two texts, for "did you mean"; at most `most` + 1 is returned.
/// Texts over 64 code points count as `most` + 1 unless equal.
size_t zp_text_distance(zp_text a, zp_text b, size_t most);
