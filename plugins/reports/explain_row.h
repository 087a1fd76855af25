// explain_row.h: the evidence behind one row, as lines with labels. Part of explain.h.
#pragma once

#include "model/result.h"
#include "plugins/reports/labels.h"

/// Texts, readings, direction, weight, rule, inputs, formula, points and declared points of a row.
void zp_explain_row(zp_labels *labels, const zp_result *result, const zp_project_result *project, const zp_row_result *row);
