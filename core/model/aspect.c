// aspect.c: see aspect.h.
#include "model/aspect.h"

zp_aspect zp_aspect_of(zp_status status)
{
  switch (status) {
#define ZP_ASPECT(name, aspect) case ZP_E_##name: return ZP_ASPECT_##aspect;
#include "model/aspects.def"
#undef ZP_ASPECT
    default: return ZP_ASPECT_MATERIAL;
  }
}

const char *zp_aspect_name(zp_aspect aspect)
{
  static const char *const names[ZP_ASPECT_COUNT] = { "completeness", "relevance", "appropriateness", "feasibility",
                                                      "filling",      "points",    "money",           "material" };
  return names[aspect];
}

zp_word zp_aspect_word(zp_aspect aspect)
{
  static const zp_word words[ZP_ASPECT_COUNT] = { ZP_W_ASPECT_COMPLETE, ZP_W_ASPECT_RELEVANT, ZP_W_ASPECT_APPROPRIATE,
                                                  ZP_W_ASPECT_FEASIBLE, ZP_W_ASPECT_FILLING,  ZP_W_ASPECT_POINTS,
                                                  ZP_W_ASPECT_MONEY,    ZP_W_ASPECT_MATERIAL };
  return words[aspect];
}
