// gate.h: the one place where what a rule says becomes points.
#pragma once

#include <lua.h>

#include "base/messages.h"
#include "model/reading.h"

/// Takes an answer that is a number of points, 0 to the weight: quantised at 1e-9 as an integer, so
/// that what comes after is exact, then half up to 0.01, never above the weight. False, with
/// nothing but `answer` set, when it is none.
static inline bool zp_gate_number(double answer, zp_dec weight, zp_outcome *outcome)
{
  enum { CENT = 10000000, E4 = 100000 };
  int64_t most = weight.e4 > (int64_t)1e13 ? 0 : weight.e4 * E4;
  outcome->answer = answer;
  if (!(answer > -5e-10 && answer <= 1e9)) return false;
  // Above 2^52 adding a half changes nothing; below, the sum is exact or stays under the next whole.
  int64_t e9 = (int64_t)(answer * 1e9 + 0.5);
  if (e9 > most + 1) return false;
  int64_t cents = ((e9 < most ? e9 : most) + CENT / 2) / CENT;
  if (cents * CENT > most) cents = most / CENT; // a weight with more than two decimals
  outcome->kind = ZP_SCORED;
  outcome->points = (zp_dec){ cents * (CENT / E4) };
  return true;
}

/// The result gate: what a score function left on the stack from `base` + 1 on becomes an outcome.
/// Runs no script code, never raises. False when the arena is full. `last`: the note of the call
/// before, in the arena, or empty; becomes that of this one.
bool zp_gate(lua_State *L, int base, zp_dec weight, zp_arena *arena, zp_text *last,
             zp_outcome *outcome);
/// The same for a veto, which says yes or no; for points that are taken off, at most `most`; for a
/// score made of others, at most `most` and without a note.
typedef enum zp_answer_kind { ZP_ANSWER_VETO, ZP_ANSWER_POINTS, ZP_ANSWER_SCORE } zp_answer_kind;
bool zp_gate_unit(lua_State *L, int base, zp_answer_kind kind, zp_dec most, zp_arena *arena,
                  zp_outcome *outcome);
/// A fault that is a sentence of the catalogue, kept without its language.
bool zp_gate_fault(zp_word sentence, zp_text arg1, zp_text arg2, zp_arena *arena,
                   zp_outcome *outcome);
/// Words of a script as they may be shown: UTF-8, at most 500 bytes, no control characters. ptr
/// NULL: the arena is full.
zp_text zp_gate_words(zp_text text, zp_arena *arena);
