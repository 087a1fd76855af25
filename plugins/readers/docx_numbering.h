// docx_numbering.h: the numbers that Word writes before paragraphs of a list: they are in no text, and people see them.
#pragma once

#include "plugins/readers/xml.h"

enum { ZP_LIST_LEVELS = 9, ZP_LISTS_MOST = 20000, ZP_WORD_STYLES_MOST = 20000, ZP_LIST_LABEL_MOST = 120 };  // bytes of a label

typedef struct list_level {
  zp_text format;    // "decimal", "chineseCounting" …
  zp_text pattern;   // "%1、"
  zp_text style;     // of paragraphs that are at this level by their style
  uint32_t start;
  bool plain;        // all numbers in Arabic digits
} list_level;

/// A definition of levels, and how far its numbers have come.
typedef struct list_pattern {
  uint32_t id;
  list_level levels[ZP_LIST_LEVELS];
  uint32_t counters[ZP_LIST_LEVELS];
  bool started[ZP_LIST_LEVELS];
} list_pattern;

/// A list of the document: which pattern, and where it starts anew.
typedef struct list_use {
  uint32_t id, pattern_id;
  list_pattern *pattern;  // NULL: none
  uint32_t starts[ZP_LIST_LEVELS];
  bool restarts[ZP_LIST_LEVELS];
} list_use;

typedef struct list_style {
  zp_text id, based_on;
  uint32_t list, level;   // 0: no list; UINT32_MAX: by the pattern
} list_style;

typedef struct numbering {
  list_pattern *patterns;
  size_t pattern_count, pattern_capacity;
  list_use *uses;
  size_t use_count, use_capacity;
  list_style *styles;
  size_t style_count, style_capacity;
} numbering;

/// Reads the parts that say how paragraphs are numbered; an empty name is a part that is not there.
zp_status zp_numbering_load(zp_package *package, zp_text numbers, zp_text styles, numbering *out, zp_error *err);

/// Counts a paragraph and writes its label into `room` of ZP_LIST_LABEL_MOST bytes; 0 when it has none. `list` 0 and `level` UINT32_MAX: as the
/// style says; a list that the paragraph itself sets to 0 is `unlisted`.
size_t zp_numbering_next(numbering *n, zp_text style, uint32_t list, uint32_t level, bool unlisted, char *room);
