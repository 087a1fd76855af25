// signs.h: the marks of Chinese prose: numbering before a paragraph, brackets, colons, years.
#pragma once

#include "base/text.h"

typedef enum zp_sign {
  ZP_SIGN_NONE,
  ZP_SIGN_HAN,      // 一 二 三
  ZP_SIGN_DIGIT,    // half or full width
  ZP_SIGN_CIRCLED,  // ①
  ZP_SIGN_OPEN, ZP_SIGN_CLOSE, ZP_SIGN_COLON, ZP_SIGN_POINT,
  ZP_SIGN_LISTING,  // 、
  ZP_SIGN_COMMA, ZP_SIGN_SEMICOLON,
  ZP_SIGN_STOP,     // end of a sentence or line
  ZP_SIGN_YEAR      // 年
} zp_sign;

/// What the character at `at` is; *next is the offset behind it. `at` < text.len.
zp_sign zp_sign_at(zp_text text, size_t at, size_t *next);

/// Offset of the first sign of that class at or after `from`, SIZE_MAX when there is none; *next is the offset behind it.
size_t zp_sign_find(zp_text text, size_t from, zp_sign sign, size_t *next);

/// Numbering before a paragraph, outermost first.
typedef enum zp_numbering_kind {
  ZP_NUMBERING_NONE,
  ZP_NUMBERING_HAN,             // 一、
  ZP_NUMBERING_HAN_BRACKET,     // （一）
  ZP_NUMBERING_ARABIC,          // 1. 1、
  ZP_NUMBERING_ARABIC_BRACKET,  // (1) 1)
  ZP_NUMBERING_CIRCLED          // ①
} zp_numbering_kind;

typedef struct zp_numbering {
  zp_numbering_kind kind;
  zp_text number;  // as written, with its brackets; empty for NONE
  zp_text rest;    // the text behind it, trimmed
} zp_numbering;

/// Splits a text into its numbering and the rest. "1.5万元" has no numbering.
zp_numbering zp_numbering_read(zp_text text);

/// The first year such as 2024年 (1900..2999), 0 when there is none; *at is the offset of its first digit.
int zp_year_find(zp_text text, size_t *at);

/// `text` without its bracketed parts: "分值(10分)" -> "分值"; *inside is the last such part. Without brackets, or when nothing
/// else is there: the text itself and an empty part. ptr is NULL when memory is short.
zp_text zp_brackets_strip(zp_text text, zp_arena *arena, zp_text *inside);

/// Number of characters.
size_t zp_character_count(zp_text text);
