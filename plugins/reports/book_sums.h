// book_sums.h: formulas of a workbook that agree with the result. A program that computes again
// with doubles must come to the number we computed exactly; where it could not, or the number is no
// such sum, the cell holds the number itself.
#pragma once

#include "plugins/reports/list_sheet.h"

/// Cells of a column, from row to row.
typedef struct zp_cells {
  lxw_col_t column;
  lxw_row_t first, last;
} zp_cells;

/// "G4:G9"; in the wording's arena, as all of these.
zp_text zp_cells_name(zp_wording *say, zp_cells cells);
/// The sum of such cells, whose exact sum is `sum`; blank when there are none.
zp_list_cell zp_sum_of_money(zp_wording *say, zp_list_style style, zp_cells cells, bool any,
                             zp_money sum);
zp_list_cell zp_sum_of_counts(zp_wording *say, zp_list_style style, zp_cells cells, size_t sum);
/// Executed of revised in the row of these columns, to 0.01 per cent; blank when it cannot be said.
zp_list_cell zp_rate_of_row(zp_wording *say, zp_list_style style, lxw_row_t row,
                            lxw_col_t executed_at, lxw_col_t revised_at, bool known,
                            zp_money executed, zp_money revised);
/// What a mean is made of; the rows that count are marked in a column (`marks`) by the word `mark`,
/// or all count (NULL).
typedef struct zp_mean {
  const zp_dec *scores;    // of those that count
  const zp_money *weights; // NULL: a simple mean
  size_t count;
  zp_cells score_cells, weight_cells, mark_cells;
  const char *mark;
} zp_mean;
/// The mean of the scores to 0.01, which is `ours` or else only the number is written.
zp_list_cell zp_mean_of(zp_wording *say, zp_list_style style, const zp_mean *mean, bool known,
                        zp_dec ours);
