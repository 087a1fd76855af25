// messages.h: the catalogue. Every sentence a person reads is here in Chinese and English, compiled in.
#pragma once

#include <stddef.h>

#include "base/text.h"

typedef enum zp_lang { ZP_LANG_ZH, ZP_LANG_EN } zp_lang;

typedef enum zp_severity { ZP_INFO, ZP_WARNING, ZP_ERROR } zp_severity;

/// ZP_OK, ZP_E_MEMORY …: one name per row of statuses.def.
typedef enum zp_status {
#define ZP_STATUS(name, code, severity, zh, en, zh_fix, en_fix) ZP_E_##name,
#include "base/statuses.def"
#undef ZP_STATUS
  ZP_STATUS_COUNT
} zp_status;
#define ZP_OK ZP_E_OK

/// ZP_W_INFO …: one name per row of words.def.
typedef enum zp_word {
#define ZP_WORD(name, zh, en) ZP_W_##name,
#include "base/words.def"
#undef ZP_WORD
  ZP_WORD_COUNT
} zp_word;

/// Stable code such as "E101"; "" for ZP_OK.
const char *zp_status_code(zp_status status);
/// Inverse of zp_status_code; ZP_STATUS_COUNT when no status has that code.
zp_status zp_status_from_code(zp_text code);
zp_severity zp_status_severity(zp_status status);
/// Templates with {1}..{3}; static storage.
const char *zp_status_sentence(zp_status status, zp_lang lang);
const char *zp_status_suggestion(zp_status status, zp_lang lang);

/// What explanations.def says of a status, in one language; static storage.
typedef struct zp_explanation { const char *means, *why, *mend, *example; } zp_explanation;
/// False when it says nothing of this one.
bool zp_status_explained(zp_status status, zp_lang lang, zp_explanation *out);

/// A word or template of words.def; static storage.
const char *zp_word_text(zp_word word, zp_lang lang);

// ---- arguments that are words: what is kept of a message holds no language --------------------------------------------

/// A word of the catalogue as an argument of a sentence: static storage, its name behind a byte that no UTF-8 text has. So no
/// text of a user is ever taken for one.
zp_text zp_word_arg(zp_word word);
/// The same for a word that is a template with arguments of its own (which are plain texts; a | in them becomes /). ptr is NULL
/// when memory is short.
zp_text zp_word_arg_with(zp_word word, const zp_text args[3], zp_arena *arena);
/// True for what the two above give, whole.
bool zp_arg_is_word(zp_text arg);
/// zp_text_clean() for an argument: the mark of a word stays.
size_t zp_arg_clean(zp_text arg, char *room, size_t size);
/// How an argument is written into files, as UTF-8: "#NAME" or "#NAME|a|b|c" is a word, and "##…" a text that begins with #.
/// ptr is NULL when memory is short.
zp_text zp_arg_written(zp_text arg, zp_arena *arena);
/// The inverse: false when # is followed by neither # nor the name of a word. out->ptr is NULL when memory is short.
bool zp_arg_read(zp_text written, zp_arena *arena, zp_text *out);

/// Fills {1}..{3} of a template from `args` (missing ones are empty) into `room`, cut at a character, always terminated.
/// An argument that is a word (zp_word_arg) is shown in `lang`, every other one as it is.
/// Of a pattern "A|B" only B is used when an argument that A names is empty, else only A. Returns the length written.
size_t zp_message_fill(const char *pattern, zp_lang lang, const zp_text args[3], char *room, size_t size);
