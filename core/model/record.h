// record.h: typed unit records, the members they may have, and the one reader that lets any format of tokens fill them
// (plugins/README.md describes the schema).
#pragma once

#include "base/finding.h"
#include "model/spelling.h"
#include "model/submission.h"

/// The schema's number: the value of every unit's first key, `ziping`.
enum { ZP_RECORD_SCHEMA = 1 };

typedef enum zp_token_kind {
  ZP_TOKEN_BROKEN,  // not well-formed here; `text` says why
  ZP_TOKEN_END,     // of the file
  ZP_TOKEN_MAP,     // `count` keys and values follow
  ZP_TOKEN_LIST,    // `count` items follow
  ZP_TOKEN_TEXT,    // UTF-8
  ZP_TOKEN_NUMBER,  // a whole one
  ZP_TOKEN_REAL,    // a number with a point or an exponent
  ZP_TOKEN_OTHER    // null, true, bytes, a whole number beyond int64 …
} zp_token_kind;

typedef struct zp_token {
  zp_token_kind kind;
  uint32_t row, column;  // where it stands
  zp_text text;          // lives as long as the file's bytes or the arena
  int64_t number;
  size_t count;
} zp_token;

/// A file as tokens, each container's header before what is in it, keys as texts before their values. A count is never more
/// than the bytes left allow.
typedef struct zp_tokens {
  void (*next)(struct zp_tokens *tokens, zp_token *out);
  // Short ways: each may be NULL, and may miss what it is asked for. Texts are NUL-free UTF-8.
  /// A text as the format writes it. Where it stands at `at`, with ZP_SPELLING_MOST bytes to `end`
  /// and `owed` not 0, it is the next token, and is read by moving `at` behind it and taking 1 off
  /// `owed`.
  zp_spelling (*spell)(zp_text text);
  /// True when the text is the next token, and it is read; else nothing happened.
  bool (*again)(struct zp_tokens *tokens, zp_text text);
  /// A list of exactly `count` whole numbers, each from 0 to its `most`, at once: true when that is
  /// what comes next, and it is read; else nothing happened.
  bool (*wholes)(struct zp_tokens *tokens, size_t count, const int64_t *most, int64_t *out);
  const char *format;  // "msgpack"
  zp_text file;        // name as shown in places
  const char *at, *end;  // what is left of the bytes; NULL in formats without spellings
  size_t owed;           // tokens still to come in the unit at hand; 0 between units
} zp_tokens;

/// Reads all units of the file. Nothing is believed: memory follows the items that are there; unknown keys, keys twice, missing
/// ones, values of another type and values that do not agree with themselves are ZP_E_RECORD_* with their place, the first one
/// ending the call. Units stay in the order of the file.
zp_status zp_records_read(zp_tokens *tokens, zp_arena *arena, zp_submission *out, zp_error *err);
