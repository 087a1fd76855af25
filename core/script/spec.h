// spec.h: a *_test.lua while it runs. It has a state of its own; the rules it tries run in that of
// the pack, through the same bridge and gate as any row.
#pragma once

#include "script/pack.h"
#include "script/testing.h"

/// What a test said was wrong, before it raised.
typedef struct zp_complaint {
  bool made;
  zp_word sentence; // with {1} to {3}
  zp_text args[3];
} zp_complaint;

typedef struct zp_spec {
  zp_host *host;
  zp_sandbox box; // of the tests
  zp_arena *arena;
  zp_complaint complaint;
  bool no_memory; // whatever was raised, memory was short
} zp_spec;

/// Pushes the `t` of a test: score, equal, same, fails. Raises when memory is short.
void zp_spec_push(zp_spec *spec);
/// Name of the index-th of them; NULL behind the last.
const char *zp_spec_call(size_t index);
