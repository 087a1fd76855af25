// combine.c: totals by a function of the pack. It is asked twice where something is open: for the lowest and for the highest
// score that is still possible. A function that breaks leaves no total, never a zero, and a finding says where it broke.
#include "pipeline/combine.h"

#include "pipeline/series.h"
#include "pipeline/total.h"


static void notice(const zp_combining *with, zp_level level, const zp_outcome *outcome)
{
  const zp_place *function = &zp_host_policy(with->host)->functions[level];
  zp_text name = level == ZP_LEVEL_PROJECT ? ZP_TEXT("combine.project") : ZP_TEXT("combine.unit");
  uint32_t line = outcome->line != 0 ? outcome->line : function->row;
  zp_text where = zp_text_format(with->arena, "%.*s:%u", ZP_ARG(function->file), line);
  zp_text why = outcome->fault.len != 0 ? outcome->fault : outcome->note;
  zp_findings_add(with->findings, ZP_E_COMBINE_FAULT, with->place, name, why, where);
}

/// The unknown total keeps what it rests on.
static void forget(zp_total *total)
{
  *total = (zp_total){ .weight = total->weight, .scored = total->scored };
}

/// The score of one of the two bounds; false when the function gave none.
static zp_status ask(const zp_combining *with, zp_level level, const zp_series *series, zp_dec *score, bool *given, zp_error *err)
{
  zp_outcome outcome;
  if (zp_host_combine(with->host, level, series, with->arena, &outcome, err) != ZP_OK) return err->status;
  *score = outcome.points;
  *given = outcome.kind == ZP_SCORED;
  if (!*given) notice(with, level, &outcome);
  return ZP_OK;
}

static zp_status settle(const zp_combining *with, zp_level level, const zp_series *low, const zp_series *high, zp_total *total,
                        zp_error *err)
{
  zp_dec first = { 0 }, second;
  bool given = false;
  if (ask(with, level, low, &first, &given, err) != ZP_OK) return err->status;
  second = first;
  if (given && high != NULL && ask(with, level, high, &second, &given, err) != ZP_OK) return err->status;
  if (!given) {
    forget(total);
    return ZP_OK;
  }
  // More points may mean a lower score to a function: the bounds are what they are.
  total->score = first.e4 < second.e4 ? first : second;
  total->score_high = first.e4 < second.e4 ? second : first;
  total->known = true;
  zp_total_grade(zp_host_policy(with->host), total);
  return ZP_OK;
}

zp_status zp_combine_project(const zp_combining *with, const zp_project_reading *reading, zp_project_result *project, zp_error *err)
{
  const zp_policy *policy = zp_host_policy(with->host);
  zp_series low, high;
  bool open = false;
  if (!project->total.known) return ZP_OK;
  if (zp_series_of_project(reading, project, policy, false, with->arena, &low, &open, err) != ZP_OK) return err->status;
  if (zp_series_of_project(reading, project, policy, true, with->arena, &high, &open, err) != ZP_OK) return err->status;
  return settle(with, ZP_LEVEL_PROJECT, &low, open ? &high : NULL, &project->total, err);
}

zp_status zp_combine_unit(const zp_combining *with, zp_unit_result *unit, zp_error *err)
{
  zp_series low, high;
  bool open = false;
  for (size_t i = 0; i < unit->project_count; i++) {
    const zp_total *total = &unit->projects[i].total;
    if (!total->known) return ZP_OK;
    if (total->score.e4 != total->score_high.e4) open = true;
  }
  if (unit->project_count == 0) return ZP_OK;
  if (zp_series_of_projects(unit, false, with->arena, &low, err) != ZP_OK) return err->status;
  if (zp_series_of_projects(unit, true, with->arena, &high, err) != ZP_OK) return err->status;
  if (settle(with, ZP_LEVEL_UNIT, &low, open ? &high : NULL, &unit->total, err) != ZP_OK) return err->status;
  unit->total.points = unit->total.score;
  return ZP_OK;
}
