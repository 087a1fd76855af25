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

/// A word or template of words.def; static storage.
const char *zp_word_text(zp_word word, zp_lang lang);

/// Fills {1}..{3} of a template from `args` (missing ones are empty) into `room`, cut at a character, always terminated.
/// An argument "#NAME" that names a word of words.def is shown as that word in `lang`, so that findings keep no language.
/// Of a pattern "A|B" only B is used when an argument that A names is empty, else only A. Returns the length written.
size_t zp_message_fill(const char *pattern, zp_lang lang, const zp_text args[3], char *room, size_t size);
