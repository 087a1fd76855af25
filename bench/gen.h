// gen.h: seeded districts of any size, as the CSV of a filled form with targets, in the mix of kinds of real forms.
#pragma once

#include "model/format.h"

typedef struct zp_gen {
  uint64_t seed;
  size_t units, projects, indicators;  // per unit, per project
} zp_gen;

/// Appends the CSV to the sink. The same numbers give the same bytes everywhere.
void zp_gen_csv(const zp_gen *gen, zp_sink *sink);
