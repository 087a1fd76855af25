// total.h: a total of a project, a unit or a district, with what it rests on.
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/decimal.h"

/// Points with what they rest on: `points` of `weight`, of which `scored` is the weight of scored rows.
/// `graded` false: the unscored rest could still change the grade (policy withhold), `grade_high` is then the best possible.
typedef struct zp_total {
  zp_dec points;              // sum of rounded parts, or the unit's mean of them; on a scale of `weight`
  zp_dec weight;              // 100 for units
  zp_dec scored;              // weight that rests on scored rows
  zp_dec score;               // points on a scale of 100: what grades and means use
  zp_dec score_high;          // the same if every unscored row earned everything
  bool known;                 // false: no total can be given (reason in the findings)
  bool graded;
  zp_text grade, grade_high;  // lowest and highest grade still possible; equal when graded
} zp_total;

/// Rows by outcome.
typedef struct zp_counts { size_t scored, unscored, fault; } zp_counts;
