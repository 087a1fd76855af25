// monitor.c: names of lights and of the reasons for them.
#include "model/monitor.h"

const char *zp_light_name(zp_light light)
{
  static const char *const names[ZP_LIGHTS] = { "not_due", "green", "unknown", "yellow", "red" };
  return names[light];
}

zp_word zp_light_word(zp_light light)
{
  static const zp_word words[ZP_LIGHTS] = { ZP_W_LIGHT_NOT_DUE, ZP_W_LIGHT_GREEN,
                                            ZP_W_LIGHT_UNKNOWN, ZP_W_LIGHT_YELLOW, ZP_W_LIGHT_RED };
  return words[light];
}

const char *zp_watch_name(zp_watch why)
{
  static const char *const names[ZP_WATCH_COUNT] = {
#define X(name, stable) stable,
    ZP_WATCH_MAP(X)
#undef X
  };
  return names[why];
}

zp_word zp_watch_word(zp_watch why)
{
  static const zp_word words[ZP_WATCH_COUNT] = {
#define X(name, stable) ZP_W_WATCH_##name,
    ZP_WATCH_MAP(X)
#undef X
  };
  return words[why];
}
