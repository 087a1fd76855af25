// record_value.h: what makes a value given by a program sound, and how it is shown.
#pragma once

#include "model/value.h"

/// NULL when the members of a value agree with each other, else the word of the catalogue that says what does not: "#RECORD_…".
const char *zp_value_fault(const zp_value *value);

/// "≥95.0%", "2024-12-31", "90-95%" in the arena. Empty when memory is short.
zp_text zp_value_shown(const zp_value *value, zp_arena *arena);
