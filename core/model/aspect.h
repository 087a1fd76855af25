// aspect.h: the headings of a review: four for goals (完整性 相关性 适当性 可行性), three for filled forms, one for the rest.
#pragma once

#include "base/messages.h"

typedef enum zp_aspect {
  ZP_ASPECT_COMPLETE, ZP_ASPECT_RELEVANT, ZP_ASPECT_APPROPRIATE, ZP_ASPECT_FEASIBLE,
  ZP_ASPECT_FILLING, ZP_ASPECT_POINTS, ZP_ASPECT_MONEY,
  ZP_ASPECT_MATERIAL
} zp_aspect;
enum { ZP_ASPECT_COUNT = ZP_ASPECT_MATERIAL + 1 };

/// The heading a finding goes under: aspects.def.
zp_aspect zp_aspect_of(zp_status status);
/// "completeness", "relevance" …: stable names for JSON.
const char *zp_aspect_name(zp_aspect aspect);
/// The word of words.def for people.
zp_word zp_aspect_word(zp_aspect aspect);
