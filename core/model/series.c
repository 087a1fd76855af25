// series.c: see series.h.
#include "model/series.h"

#include "base/arena.h"

static const zp_series_kind kinds[ZP_SERIES_COUNT] = {
#define FIGURES false
#define TEXTS true
#define X(name, lua, shape, type, who, doc) { lua, ZP_SERIES_##shape, type, who, doc },
  ZP_SERIES_MAP(X)
#undef X
#undef FIGURES
#undef TEXTS
};

const zp_series_kind *zp_series_kind_of(zp_series_name name)
{
  return &kinds[name];
}

bool zp_series_init(zp_series *series, unsigned who, size_t parts, size_t rows, zp_arena *arena)
{
  *series = (zp_series){ .count = { [ZP_SERIES_ONE] = 1, [ZP_SERIES_PARTS] = parts, [ZP_SERIES_ROWS] = rows } };
  for (size_t i = 0; i < ZP_SERIES_COUNT; i++) {
    size_t count = series->count[kinds[i].shape];
    if ((kinds[i].who & who) == 0) continue;
    if (kinds[i].texts) series->texts[i] = ZP_TAKE(arena, zp_text, count);
    else series->figures[i] = ZP_TAKE(arena, zp_figure, count);
    if (series->texts[i] == NULL && series->figures[i] == NULL) return false;
  }
  return true;
}
