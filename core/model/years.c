// years.c: stable names and words of years.h.
#include "model/years.h"

const char *zp_year_state_name(zp_year_state state)
{
  static const char *const names[ZP_YEAR_STATES] = { "absent", "silent", "unusable", "failed", "unknown", "known" };
  return names[state];
}

zp_word zp_year_state_word(zp_year_state state)
{
  static const zp_word words[ZP_YEAR_STATES] = { ZP_W_YEAR_ABSENT, ZP_W_YEAR_SILENT, ZP_W_YEAR_UNUSABLE, ZP_W_YEAR_FAILED,
                                                 ZP_W_YEAR_UNKNOWN, ZP_W_CELL_NOTHING };
  return words[state];
}

const char *zp_trend_name(zp_trend trend)
{
  static const char *const names[ZP_TRENDS] = { "none", "steady", "rising", "falling", "mixed" };
  return names[trend];
}

zp_word zp_trend_word(zp_trend trend)
{
  static const zp_word words[ZP_TRENDS] = { ZP_W_TREND_NONE, ZP_W_TREND_STEADY, ZP_W_TREND_RISING, ZP_W_TREND_FALLING, ZP_W_TREND_MIXED };
  return words[trend];
}

const char *zp_sign_name(zp_sign sign)
{
  static const char *const names[ZP_SIGNS] = { "points_lost", "never_scored", "target_low", "target_copied" };
  return names[sign];
}
