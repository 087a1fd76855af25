// gate.c: the one place where what a rule says becomes points. Anything but a finite number between
// 0 and the weight, with a note or without, or nil with a reason, is a fault: nothing is converted,
// clamped or guessed.
#include <lauxlib.h>
#include <string.h>

#include "script/pack.h"

enum { WORDS_BYTES = 500 };

/// Characters that could rewrite the line they are shown in: controls, directions, joiners, marks
/// without width.
static bool is_unsafe(uint32_t c)
{
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

/// True for what notes are nearly always made of: printable ASCII and Chinese with its punctuation.
static bool is_plain(zp_text text)
{
  const unsigned char *p = (const unsigned char *)text.ptr, *end = p + text.len;
  while (p < end) {
    if (*p >= 0x20 && *p < 0x7F)
      p++;
    else if (end - p >= 3 && ((*p >= 0xE3 && *p <= 0xEC) || (*p == 0xEF && p[1] >= 0xBC)) &&
             (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80)
      p += 3;
    else
      return false;
  }
  return text.len <= WORDS_BYTES;
}

zp_text zp_gate_words(zp_text text, zp_arena *arena)
{
  if (is_plain(text)) return zp_text_copy(text, arena);
  static const char unknown[] = "\xEF\xBF\xBD"; // U+FFFD
  char room[WORDS_BYTES + 1];
  size_t len = 0;
  for (size_t at = 0; at < text.len;) {
    size_t before = at;
    uint32_t c = zp_text_next(text, &at);
    zp_text part = zp_text_slice(text, before, at);
    if (c == UINT32_MAX)
      part = zp_text_from(unknown);
    else if (is_unsafe(c))
      part = ZP_TEXT(" ");
    if (part.len > WORDS_BYTES - len) break;
    memcpy(room + len, part.ptr, part.len);
    len += part.len;
  }
  return zp_text_copy((zp_text){ room, len }, arena);
}

bool zp_gate_fault(zp_word sentence, zp_text arg1, zp_text arg2, zp_arena *arena,
                   zp_outcome *outcome)
{
  const zp_text args[3] = { arg1, arg2 };
  outcome->kind = ZP_FAULT;
  outcome->reason = ZP_REASON_FAULT;
  outcome->points = (zp_dec){ 0 };
  outcome->fault = zp_word_arg_with(sentence, args, arena);
  return outcome->fault.ptr != NULL;
}

static bool fault_type(lua_State *L, int index, zp_word sentence, zp_arena *arena,
                       zp_outcome *outcome)
{
  return zp_gate_fault(sentence, zp_text_from(luaL_typename(L, index)), (zp_text){ NULL, 0 }, arena,
                       outcome);
}

/// How the faults of an answer are worded.
typedef struct words { zp_word negative, over, finite, type; } words;
static const words of_points = { ZP_W_FAULT_ANSWER_NEGATIVE, ZP_W_FAULT_ANSWER_OVER,
                                 ZP_W_FAULT_ANSWER_FINITE, ZP_W_FAULT_ANSWER_TYPE };
static const words of_units = { ZP_W_FAULT_UNIT_NEGATIVE, ZP_W_FAULT_UNIT_OVER,
                                ZP_W_FAULT_UNIT_FINITE, ZP_W_FAULT_UNIT_NUMBER };

static bool fault_number(double answer, zp_dec weight, zp_word sentence, zp_arena *arena,
                         zp_outcome *outcome)
{
  char room[ZP_NUMBER_ROOM], weight_room[ZP_NUMBER_ROOM];
  zp_dec shown;
  zp_text points = answer < 0 ? ZP_TEXT("< -1000000000") : ZP_TEXT("> 1000000000");
  if (zp_dec_from_answer(answer, 4, &shown)) points = zp_dec_print_short(shown, 0, room);
  return zp_gate_fault(sentence, points, zp_dec_print_short(weight, 0, weight_room), arena,
                       outcome);
}

static bool judge_number(double answer, zp_dec weight, const words *say, zp_arena *arena,
                         zp_outcome *outcome)
{
  zp_text none = { NULL, 0 };
  if (zp_gate_number(answer, weight, outcome)) return true;
  if (answer - answer == 0)
    return fault_number(answer, weight, answer < 0 ? say->negative : say->over, arena, outcome);
  outcome->answer = 0;
  return zp_gate_fault(say->finite, none, none, arena, outcome);
}

/// Rules say the same few notes again and again: one that is the last again, byte by byte, is clean
/// and in the arena already.
static bool judge_note(lua_State *L, int index, zp_arena *arena, zp_text *last,
                       zp_outcome *outcome)
{
  int type = lua_type(L, index);
  if (type <= LUA_TNIL) return true;
  if (type != LUA_TSTRING) return fault_type(L, index, ZP_W_FAULT_NOTE_TYPE, arena, outcome);
  zp_text note;
  note.ptr = lua_tolstring(L, index, &note.len);
  if (!zp_text_equal(note, *last)) *last = zp_gate_words(note, arena);
  outcome->note = *last;
  return outcome->note.ptr != NULL;
}

static bool decline(lua_State *L, int index, zp_arena *arena, zp_text *last, zp_outcome *outcome)
{
  if (lua_type(L, index) != LUA_TSTRING || lua_rawlen(L, index) == 0)
    return zp_gate_fault(ZP_W_FAULT_NO_REASON, (zp_text){ NULL, 0 }, (zp_text){ NULL, 0 }, arena,
                         outcome);
  outcome->kind = ZP_UNSCORED;
  outcome->reason = ZP_REASON_DECLINED;
  return judge_note(L, index, arena, last, outcome);
}

static bool fault_count(int count, zp_arena *arena, zp_outcome *outcome)
{
  char room[ZP_NUMBER_ROOM];
  zp_text none = { NULL, 0 };
  if (count == 0) return zp_gate_fault(ZP_W_FAULT_NO_ANSWER, none, none, arena, outcome);
  return zp_gate_fault(ZP_W_FAULT_ANSWERS, zp_dec_print(ZP_DEC(count), 0, room), none, arena,
                       outcome);
}

bool zp_gate(lua_State *L, int base, zp_dec weight, zp_arena *arena, zp_text *last,
             zp_outcome *outcome)
{
  int count = lua_gettop(L) - base;
  if (count < 1 || count > 2) return fault_count(count, arena, outcome);
  switch (lua_type(L, base + 1)) {
    case LUA_TNIL: return decline(L, base + 2, arena, last, outcome);
    case LUA_TNUMBER:
      if (!judge_number(lua_tonumber(L, base + 1), weight, &of_points, arena, outcome))
        return false;
      return count == 1 || outcome->kind == ZP_FAULT ||
             judge_note(L, base + 2, arena, last, outcome);
    default: return fault_type(L, base + 1, ZP_W_FAULT_ANSWER_TYPE, arena, outcome);
  }
}

static bool fault_unit_count(int count, int most, zp_arena *arena, zp_outcome *outcome)
{
  char room[ZP_NUMBER_ROOM], most_room[ZP_NUMBER_ROOM];
  zp_text none = { NULL, 0 };
  if (count == 0) return zp_gate_fault(ZP_W_FAULT_UNIT_NOTHING, none, none, arena, outcome);
  return zp_gate_fault(ZP_W_FAULT_UNIT_VALUES, zp_dec_print(ZP_DEC(count), 0, room),
                       zp_dec_print(ZP_DEC(most), 0, most_room), arena, outcome);
}

static void judge_flag(lua_State *L, int index, zp_outcome *outcome)
{
  outcome->kind = ZP_SCORED;
  outcome->points = ZP_DEC(lua_toboolean(L, index) ? 1 : 0);
}

bool zp_gate_unit(lua_State *L, int base, zp_answer_kind kind, zp_dec most, zp_arena *arena,
                  zp_outcome *outcome)
{
  int count = lua_gettop(L) - base, type = lua_type(L, base + 1);
  zp_text last = { NULL, 0 };
  int values = kind == ZP_ANSWER_SCORE && count > 0 && type != LUA_TNIL ? 1 : 2;
  if (count < 1 || count > values) return fault_unit_count(count, values, arena, outcome);
  if (type == LUA_TNIL) return decline(L, base + 2, arena, &last, outcome);
  if (kind == ZP_ANSWER_VETO && type != LUA_TBOOLEAN)
    return fault_type(L, base + 1, ZP_W_FAULT_UNIT_FLAG, arena, outcome);
  if (kind != ZP_ANSWER_VETO && type != LUA_TNUMBER)
    return fault_type(L, base + 1, of_units.type, arena, outcome);
  if (kind == ZP_ANSWER_VETO)
    judge_flag(L, base + 1, outcome);
  else if (!judge_number(lua_tonumber(L, base + 1), most, &of_units, arena, outcome))
    return false;
  return count == 1 || outcome->kind == ZP_FAULT ||
         judge_note(L, base + 2, arena, &last, outcome);
}
