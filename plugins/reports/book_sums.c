// book_sums.c: see book_sums.h.
#include "plugins/reports/book_sums.h"

static const zp_text none = { "", 0 };

static zp_text keep(zp_wording *say, zp_text text)
{
  if (text.ptr == NULL) say->failed = true;
  return text.ptr == NULL ? none : text;
}

/// Of a number in units of its last place: too near to a half.
static bool is_doubtful(double number)
{
  const double near = 1e-6, half = 0.5, most = 1e12;
  if (number < 0) number = -number;
  if (number > most) return true;
  double part = number - (double)(int64_t)number - half;
  return part < near && part > -near;
}

zp_text zp_cells_name(zp_wording *say, zp_cells cells)
{
  char range[LXW_MAX_CELL_RANGE_LENGTH];
  lxw_rowcol_to_range(range, cells.first, cells.column, cells.last, cells.column);
  return keep(say, zp_text_copy(zp_text_from(range), say->arena));
}

static zp_list_cell formula(zp_wording *say, zp_list_style style, zp_text text, double value)
{
  return zp_list_formula(style, keep(say, text), value);
}

zp_list_cell zp_sum_of_money(zp_wording *say, zp_list_style style, zp_cells cells, bool any,
                             zp_money sum)
{
  zp_list_cell number = zp_list_money(say, style, any, sum);
  if (number.kind != ZP_LIST_NUMBER) return number;
  zp_text text = zp_text_format(say->arena, "=ROUND(SUM(%s),6)", zp_cells_name(say, cells).ptr);
  return formula(say, style, text, number.number);
}

zp_list_cell zp_sum_of_counts(zp_wording *say, zp_list_style style, zp_cells cells, size_t sum)
{
  return formula(say, style, zp_text_format(say->arena, "=SUM(%s)", zp_cells_name(say, cells).ptr),
                 (double)sum);
}

/// The rate as a share of 1; false when it cannot be said. *doubtful: half a unit of the last place
/// away, where a double cannot tell up from down.
static bool rate_of(bool known, zp_money executed, zp_money revised, zp_dec *rate, bool *doubtful)
{
  const double places = 10000;
  if (!known || revised.fen <= 0) return false;
  *doubtful = is_doubtful((double)executed.fen / (double)revised.fen * places);
  return zp_dec_muldiv((zp_dec){ executed.fen }, ZP_DEC(1), (zp_dec){ revised.fen }, 4, rate,
                       NULL) == ZP_OK;
}

zp_list_cell zp_rate_of_row(zp_wording *say, zp_list_style style, lxw_row_t row,
                            lxw_col_t executed_at, lxw_col_t revised_at, bool known,
                            zp_money executed, zp_money revised)
{
  char above[LXW_MAX_CELL_NAME_LENGTH], below[LXW_MAX_CELL_NAME_LENGTH];
  zp_dec rate = { 0 };
  bool doubtful = true, there = rate_of(known, executed, revised, &rate, &doubtful);
  if (!there || doubtful) return zp_list_number(style, there, zp_dec_to_double(rate));
  lxw_rowcol_to_cell(above, row, executed_at);
  lxw_rowcol_to_cell(below, row, revised_at);
  return formula(say, style, zp_text_format(say->arena, "=ROUND(%s/%s,4)", above, below),
                 zp_dec_to_double(rate));
}

// ---- means -------------------------------------------------------------------------------------

static bool mean_agrees(const zp_mean *mean, zp_dec ours)
{
  const double places = 100, half = 0.5;
  const int64_t hundredth = 100;
  double sum = 0, weight = 0;
  if (mean->count == 0) return false;
  for (size_t i = 0; i < mean->count; i++) {
    double own = mean->weights == NULL ? 1 : (double)mean->weights[i].fen;
    sum += zp_dec_to_double(mean->scores[i]) * own;
    weight += own;
  }
  if (weight <= 0 || is_doubtful(sum / weight * places)) return false;
  return (int64_t)(sum / weight * places + half) * hundredth == ours.e4;
}

zp_list_cell zp_mean_of(zp_wording *say, zp_list_style style, const zp_mean *mean, bool known,
                        zp_dec ours)
{
  if (!known || !mean_agrees(mean, ours)) return zp_list_points(say, style, known, ours);
  const char *scores = zp_cells_name(say, mean->score_cells).ptr,
             *weights = zp_cells_name(say, mean->weight_cells).ptr;
  const char *marks = zp_cells_name(say, mean->mark_cells).ptr;
  zp_text text;
  if (mean->mark == NULL && mean->weights == NULL)
    text = zp_text_format(say->arena, "=ROUND(AVERAGE(%s),2)", scores);
  else if (mean->mark == NULL)
    text =
        zp_text_format(say->arena, "=ROUND(SUMPRODUCT(%s,%s)/SUM(%s),2)", scores, weights, weights);
  else if (mean->weights == NULL)
    text =
        zp_text_format(say->arena, "=ROUND(AVERAGEIF(%s,\"%s\",%s),2)", marks, mean->mark, scores);
  else
    text =
        zp_text_format(say->arena, "=ROUND(SUMPRODUCT(--(%s=\"%s\"),%s,%s)/SUMIF(%s,\"%s\",%s),2)",
                       marks, mean->mark, scores, weights, marks, mean->mark, weights);
  return formula(say, style, text, zp_dec_to_double(ours));
}
