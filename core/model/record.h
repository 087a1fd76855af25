// record.h: typed unit records, the members they may have, and the one reader that lets any format of tokens fill them
// (plugins/README.md describes the schema).
#pragma once

#include "base/finding.h"
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

/// Texts of NUL-free UTF-8 that are likely to come next: the first, the bytes from one to the next,
/// and how many.
typedef struct zp_token_texts {
  const zp_text *first;
  size_t stride, count;
} zp_token_texts;

/// A file as tokens, each container's header before what is in it, keys as texts before their values. A count is never more
/// than the bytes left allow.
typedef struct zp_tokens {
  void (*next)(struct zp_tokens *tokens, zp_token *out);
  /// The first of the texts from number `from` on that is the next token, and then *out is that
  /// token; else texts->count, and nothing happened. A short way for keys in their usual order and
  /// for what repeats: it may miss any. May be NULL.
  size_t (*next_of)(struct zp_tokens *tokens, const zp_token_texts *texts, size_t from,
                    zp_token *out);
  /// A list of exactly `count` whole numbers, each from 0 to its `most`, at once: true when that is
  /// what comes next, and it is read; else nothing happened. A short way, which may miss any. May be
  /// NULL.
  bool (*wholes)(struct zp_tokens *tokens, size_t count, const int64_t *most, int64_t *out);
  const char *format;  // "msgpack"
  zp_text file;        // name as shown in places
} zp_tokens;

/// Reads all units of the file. Nothing is believed: memory follows the items that are there; unknown keys, keys twice, missing
/// ones, values of another type and values that do not agree with themselves are ZP_E_RECORD_* with their place, the first one
/// ending the call. Units stay in the order of the file.
zp_status zp_records_read(zp_tokens *tokens, zp_arena *arena, zp_submission *out, zp_error *err);
