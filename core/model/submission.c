// submission.c: the indicator that says nothing.
#include "model/submission.h"

const zp_indicator zp_no_indicator = {
  .level1 = &zp_no_cell, .level2 = &zp_no_cell, .level3 = &zp_no_cell, .description = &zp_no_cell,
  .target = &zp_no_cell, .op = &zp_no_cell, .unit = &zp_no_cell, .basis = &zp_no_cell, .actual = &zp_no_cell,
  .weight = &zp_no_cell, .declared = &zp_no_cell, .note = &zp_no_cell,
};
