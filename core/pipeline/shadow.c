// shadow.c: the unit scored again under directed rounding. No number is computed in this file: what the compiler may move
// across fesetround() is in others, behind calls it cannot see into.
#include "pipeline/shadow.h"

#include <fenv.h>
#include <string.h>

#include "pipeline/stages.h"

static const int roundings[ZP_SHADOWS] = { FE_UPWARD, FE_DOWNWARD };

zp_status zp_shadow_open(const zp_pack_place *place, zp_shadow *out, zp_error *err)
{
  *out = (zp_shadow){ .checked = 0 };
  zp_status status = ZP_OK;
  for (size_t i = 0; i < ZP_SHADOWS && status == ZP_OK; i++) {
    if (fesetround(roundings[i]) == 0) status = zp_host_open(place, &out->hosts[i], err);
    else status = zp_fail_with(err, ZP_E_INTERNAL, NULL, "fesetround");
    fesetround(FE_TONEAREST);
  }
  if (status != ZP_OK) zp_shadow_close(out);
  return status;
}

void zp_shadow_close(zp_shadow *shadow)
{
  for (size_t i = 0; i < ZP_SHADOWS; i++) zp_host_close(shadow->hosts[i]);
  *shadow = (zp_shadow){ .checked = 0 };
}

// ---- scoring again ----------------------------------------------------------------------------------------------------

/// The reading with rows of its own, whose inputs are still to be supplied.
static zp_status copy_reading(const zp_unit_reading *from, zp_arena *arena, zp_unit_reading *out, zp_error *err)
{
  *out = *from;
  out->projects = ZP_TAKE(arena, zp_project_reading, from->project_count);
  if (out->projects == NULL) return zp_fail_memory(err);
  for (size_t p = 0; p < from->project_count; p++) {
    zp_project_reading *project = &out->projects[p];
    *project = from->projects[p];
    project->rows = ZP_TAKE(arena, zp_row_reading, project->row_count);
    if (project->rows == NULL) return zp_fail_memory(err);
    memcpy(project->rows, from->projects[p].rows, project->row_count * sizeof *project->rows);
    for (size_t i = 0; i < project->row_count; i++) project->rows[i].inputs.present = 0;
  }
  return ZP_OK;
}

static zp_status score_rounded(zp_host *host, int rounding, const zp_unit_reading *reading, zp_arena *arena,
                               zp_outcome ***out, zp_error *err)
{
  zp_unit_reading again;
  if (copy_reading(reading, arena, &again, err) != ZP_OK) return err->status;
  fesetround(rounding);
  zp_supply(&again, zp_host_policy(host));
  zp_status status = zp_score(&again, host, arena, arena, out, err);
  fesetround(FE_TONEAREST);
  return status;
}

// ---- comparing ----------------------------------------------------------------------------------------------------------

static bool same(const zp_outcome *a, const zp_outcome *b)
{
  return a->kind == b->kind && a->reason == b->reason && a->points.e4 == b->points.e4;
}

/// Points, or the word for what the row is instead.
static zp_text say(const zp_outcome *outcome, char room[ZP_NUMBER_ROOM])
{
  switch (outcome->kind) {
    case ZP_SCORED: return zp_dec_print(outcome->points, 2, room);
    case ZP_UNSCORED: return zp_word_arg(ZP_W_CELL_UNSCORED);
    case ZP_FAULT: break;
  }
  return zp_word_arg(ZP_W_CELL_FAULT);
}

static void notice(const zp_project *project, const zp_row_reading *row, const zp_rule *rule, const zp_outcome *outcome,
                   const zp_outcome *other, zp_arena *arena, zp_findings *findings)
{
  char room[ZP_NUMBER_ROOM], other_room[ZP_NUMBER_ROOM];
  const zp_cell *cell = row->indicator != NULL ? row->indicator->actual : &project->budget.executed;
  if (cell->place.row == 0) cell = row->indicator != NULL ? row->indicator->target : &project->name;
  zp_text where = zp_text_format(arena, "%.*s:%u", ZP_ARG(rule->file), rule->line);
  if (where.ptr == NULL) findings->lost = true;
  zp_finding *finding = zp_findings_add(findings, ZP_E_ROUNDING, &cell->place, say(outcome, room), say(other, other_room), where);
  zp_finding_cell(findings, finding, cell->text, 0, 0);
}

zp_status zp_shadow_check(zp_shadow *shadow, const zp_unit_reading *reading, zp_outcome *const *outcomes,
                          const zp_policy *policy, zp_arena *arena, zp_findings *findings, zp_error *err)
{
  zp_outcome **others[ZP_SHADOWS];
  for (size_t i = 0; i < ZP_SHADOWS; i++)
    if (score_rounded(shadow->hosts[i], roundings[i], reading, arena, &others[i], err) != ZP_OK) return err->status;
  for (size_t p = 0; p < reading->project_count; p++) {
    const zp_project_reading *project = &reading->projects[p];
    for (size_t r = 0; r < project->row_count; r++) {
      const zp_outcome *outcome = &outcomes[p][r], *other = NULL;
      if (outcome->rule == ZP_NO_RULE) continue;
      shadow->checked++;
      for (size_t i = 0; i < ZP_SHADOWS && other == NULL; i++)
        if (!same(outcome, &others[i][p][r])) other = &others[i][p][r];
      if (other == NULL) continue;
      shadow->hanging++;
      notice(project->project, &project->rows[r], &policy->rules[outcome->rule], outcome, other, arena, findings);
    }
  }
  return ZP_OK;
}
