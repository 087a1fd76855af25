// value.c: calendar and units, the facts about values that need no text.
#include "model/value.h"

#include <string.h>

#include "base/opening.h"

uint8_t zp_month_days(int year, int month)
{
  static const uint8_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : days[month - 1];
}

int32_t zp_date_days(zp_date date)
{
  // Days from civil: years counted from March, so that the leap day comes last.
  int year = date.month <= 2 ? date.year - 1 : date.year;
  int era = (year >= 0 ? year : year - 399) / 400;
  int of_era = year - era * 400;
  int of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  int of_cycle = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
  return era * 146097 + of_cycle - 719468;
}

static char *put_number(char *p, int value, int digits)
{
  for (int i = digits - 1; i >= 0; i--, value /= 10) p[i] = (char)('0' + value % 10);
  return p + digits;
}

zp_text zp_date_print(zp_date date, char room[16])
{
  char *p = room;
  if (date.year != 0) {
    p = put_number(p, date.year, 4);
    *p++ = '-';
  }
  p = put_number(p, date.month, 2);
  *p++ = '-';
  p = put_number(p, date.day, 2);
  *p = '\0';
  return (zp_text){ room, (size_t)(p - room) };
}

static const struct { uint32_t opening; zp_text unit; zp_family family; int power; } units[] = {
#define ZP_UNIT(unit, family, power) { ZP_OPENING(unit), ZP_TEXT_INIT(unit), ZP_FAMILY_##family, power },
#include "model/units.def"
#undef ZP_UNIT
};

zp_family zp_unit_family(zp_text unit, int *power)
{
  const uint32_t opening = zp_opening_at(unit, 0);
  *power = 0;
  for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
    if (opening != units[i].opening || !zp_text_equal(unit, units[i].unit)) continue;
    *power = units[i].power;
    return units[i].family;
  }
  return ZP_FAMILY_OTHER;
}

bool zp_unit_is_money(zp_text unit)
{
  int power;
  size_t slash = zp_text_find(unit, ZP_TEXT("/"));
  return zp_unit_family(zp_text_slice(unit, 0, slash), &power) == ZP_FAMILY_MONEY;
}

bool zp_unit_is_share(zp_text unit)
{
  int power;
  return zp_unit_family(unit, &power) == ZP_FAMILY_RATE && power != 0;
}

_Static_assert(ZP_W_NOTE_ZERO_IN_WORDS - ZP_W_NOTE_UNIT_COMPLETED + 1 == ZP_NOTE_COUNT, "one word per note, in order");

zp_text zp_notes_text(uint32_t notes, zp_lang lang, zp_arena *arena)
{
  const char *joint = zp_word_text(ZP_W_SEMICOLON, lang);
  size_t length = 0;
  for (int bit = 0; bit < ZP_NOTE_COUNT; bit++)
    if (notes >> bit & 1) length += strlen(zp_word_text((zp_word)(ZP_W_NOTE_UNIT_COMPLETED + bit), lang)) + strlen(joint);
  char *room = length == 0 ? NULL : zp_arena_bytes(arena, length + 1), *p = room;
  if (room == NULL) return (zp_text){ NULL, 0 };
  for (int bit = 0; bit < ZP_NOTE_COUNT; bit++) {
    if (!(notes >> bit & 1)) continue;
    if (p != room) p = stpcpy(p, joint);
    p = stpcpy(p, zp_word_text((zp_word)(ZP_W_NOTE_UNIT_COMPLETED + bit), lang));
  }
  return (zp_text){ room, (size_t)(p - room) };
}
