// result.c: figures read off a result.
#include "model/result.h"

zp_counts zp_result_counts(const zp_result *result)
{
  zp_counts counts = { 0, 0, 0 };
  for (size_t u = 0; u < result->unit_count; u++)
    for (size_t p = 0; p < result->units[u].project_count; p++) {
      const zp_project_result *project = &result->units[u].projects[p];
      for (size_t r = 0; r < project->row_count; r++) {
        switch (project->rows[r].outcome) {
          case ZP_SCORED: counts.scored++; break;
          case ZP_UNSCORED: counts.unscored++; break;
          case ZP_FAULT: counts.fault++; break;
        }
      }
    }
  return counts;
}

bool zp_adjustment_open(const zp_adjustment *adjustment)
{
  return adjustment->outcome == ZP_DECLINED || adjustment->outcome == ZP_BROKEN;
}

int zp_result_year(const zp_result *result)
{
  int year = result->unit_count == 0 ? 0 : result->units[0].year;
  for (size_t i = 1; i < result->unit_count; i++)
    if (result->units[i].year != year) return 0;
  return year;
}

size_t zp_result_open_count(const zp_result *result)
{
  size_t open = 0;
  for (size_t u = 0; u < result->unit_count; u++)
    for (size_t i = 0; i < result->units[u].adjustment_count; i++)
      if (zp_adjustment_open(&result->units[u].adjustments[i])) open++;
  return open;
}
