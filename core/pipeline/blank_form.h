// blank_form.h: a unit's goals as the self-evaluation form it is to fill in.
#pragma once

#include "model/blank_form.h"
#include "model/reading.h"

/// `reading` is resolved and weighed, so that the weights are those that scoring the filled form
/// uses. What was filled in already is kept. Projects without an indicator get no sheet. Texts are
/// borrowed or live in `arena`. Fails only when memory is short.
zp_status zp_blank_form(const zp_unit_reading *reading, const zp_policy *policy, zp_arena *arena,
                        zp_blank *out, zp_error *err);
