// value_phrase.h: the words around a number or date: operators, labels, verdicts, approximations.
#pragma once

#include "form/value_text.h"
#include "form/value_unit.h"

/// What the words around a value said.
typedef struct zp_phrase {
  zp_op op;
  bool op_by_word;   // 不低于 rather than ≥
  bool op_conflict;  // two operators that point different ways; the first counts
  bool approximate;
  bool words;        // words were left out
  bool before;       // 前 behind a date
  bool dated;        // 前, 内, 后 … behind a date
  bool finished;     // 完成, 到位 …
  bool currency;     // ¥
  bool aside;        // a comma or bracket was passed behind the value
  int change;        // 1: 增长, -1: 下降, 0: none
  int labels;
  zp_unit_parts each;  // 每人每月
} zp_phrase;

/// One more word before the value; false when none of the words that may stand there does.
bool zp_phrase_lead(zp_scan *scan, zp_phrase *phrase);
/// All words behind the value; true when nothing else is left. `date` admits 前, 底前 and the like.
bool zp_phrase_tail(zp_scan *scan, zp_phrase *phrase, bool date);
/// The rest of a sentence behind a deadline (…前完成道路硬化): only words, none of them a denial.
bool zp_phrase_object(zp_scan *scan, zp_phrase *phrase);
/// An operator, sign or word; ZP_OP_NONE when none stands here.
zp_op zp_scan_op(zp_scan *scan, bool *by_word);
