// record_value.c: checking and showing values that no text was given for.
#include "model/record_value.h"

#include <string.h>

static bool has_dates(const zp_value *value)
{
  return value->date.month != 0 || value->high_date.month != 0;
}

static bool sound_range(const zp_value *value, zp_word *fault)
{
  *fault = ZP_W_RECORD_RANGE_OP;
  if (value->op != ZP_OP_NONE) return false;
  *fault = ZP_W_RECORD_RANGE_ENDS;
  if (!has_dates(value)) return value->has_number && value->has_high && zp_qty_compare(value->number, value->high) <= 0;
  bool both = value->date.month != 0 && value->high_date.month != 0 && !value->has_number && !value->has_high;
  return both && zp_date_days(value->date) <= zp_date_days(value->high_date);
}

static bool sound_number(const zp_value *value, zp_word *fault)
{
  *fault = ZP_W_RECORD_NEEDS_VALUE;
  if (!value->has_number || value->has_high || has_dates(value)) return false;
  *fault = ZP_W_RECORD_UNIT_OF_KIND;
  if (value->kind == ZP_KIND_PERCENT) return zp_unit_is_share(value->unit);
  if (value->kind == ZP_KIND_MONEY) return zp_unit_is_money(value->unit);
  return !zp_unit_is_share(value->unit) && !zp_unit_is_money(value->unit);
}

bool zp_value_sound(const zp_value *value, zp_word *fault)
{
  bool numbers = value->has_number || value->has_high;
  switch (value->kind) {
    case ZP_KIND_NUMBER: case ZP_KIND_PERCENT: case ZP_KIND_MONEY: return sound_number(value, fault);
    case ZP_KIND_RANGE: return sound_range(value, fault);
    case ZP_KIND_DATE:
      *fault = ZP_W_RECORD_NEEDS_DATE;
      return value->date.month != 0 && value->high_date.month == 0 && !numbers;
    default:
      *fault = ZP_W_RECORD_NEEDS_TEXT;
      return value->text.len != 0 && value->op == ZP_OP_NONE && value->unit.len == 0 && !numbers && !has_dates(value);
  }
}

static zp_text op_sign(zp_op op)
{
  static const zp_text signs[] = { { NULL, 0 }, ZP_TEXT_INIT("="), ZP_TEXT_INIT("\xE2\x89\xA5"), ZP_TEXT_INIT("\xE2\x89\xA4"),
                                   ZP_TEXT_INIT(">"), ZP_TEXT_INIT("<") };
  return signs[op];
}

zp_text zp_value_shown(const zp_value *value, zp_arena *arena)
{
  char low[ZP_NUMBER_ROOM], high[ZP_NUMBER_ROOM];
  zp_text parts[5] = { op_sign(value->op) };
  if (value->date.month != 0) parts[1] = zp_date_print(value->date, low);
  if (value->has_number) parts[1] = zp_qty_print(value->number, low);
  if (value->has_high || value->high_date.month != 0) parts[2] = ZP_TEXT("~");
  if (value->high_date.month != 0) parts[3] = zp_date_print(value->high_date, high);
  if (value->has_high) parts[3] = zp_qty_print(value->high, high);
  parts[4] = value->unit;
  size_t len = 0;
  for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) len += parts[i].len;
  char *room = zp_arena_bytes(arena, len), *p = room;
  for (size_t i = 0; room != NULL && i < sizeof parts / sizeof parts[0]; i++)
    if (parts[i].len != 0) p = mempcpy(p, parts[i].ptr, parts[i].len);
  return (zp_text){ room, room == NULL ? 0 : len };
}
