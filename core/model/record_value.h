// record_value.h: what makes a value given by a program sound, and how it is shown.
#pragma once

#include "model/value.h"

/// True when the members of a value agree with each other; else *fault says what does not.
bool zp_value_sound(const zp_value *value, zp_word *fault);

/// "≥95.0%", "2024-12-31", "90-95%" in the arena. Empty when memory is short.
zp_text zp_value_shown(const zp_value *value, zp_arena *arena);
