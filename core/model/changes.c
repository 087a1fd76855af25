// changes.c: names of the reasons for a change.
#include "model/changes.h"

const char *zp_cause_name(zp_cause cause)
{
  static const char *const names[ZP_CAUSE_COUNT] = {
#define X(name, stable) stable,
    ZP_CAUSE_MAP(X)
#undef X
  };
  return names[cause];
}

zp_word zp_cause_word(zp_cause cause)
{
  static const zp_word words[ZP_CAUSE_COUNT] = {
#define X(name, stable) ZP_W_CAUSE_##name,
    ZP_CAUSE_MAP(X)
#undef X
  };
  return words[cause];
}
