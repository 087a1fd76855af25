// handle.h: what the opaque types of ziping.h are.
#pragma once

#include "api/ziping.h"
#include "form/lexicon.h"
#include "model/result.h"
#include "script/host.h"

struct ziping {
  zp_arena *arena;
  zp_host *host;
  zp_layouts layouts;
  zp_lexicon lexicon;
  zp_lang lang;
};

/// The sentences of findings are made once, so that reading a result changes nothing.
typedef struct ziping_said { zp_text sentence, suggestion; } ziping_said;

struct ziping_result {
  zp_arena *arena;
  const zp_result *result;
  ziping_said **unit_said;  // of each unit
  ziping_said *said;        // of no unit
  zp_lang lang;
};

/// Fills the caller's error, which may be NULL; false, for the caller to return.
bool zp_api_fail(ziping_error *out, const zp_error *err, zp_lang lang);
/// Bytes of the caller's own.
bool zp_api_bytes(zp_text from, ziping_bytes *out, ziping_error *error, zp_lang lang);
