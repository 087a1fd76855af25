// review.c: walks the projects of a unit; the parts are review_*.c.
#include "pipeline/review.h"

#include "pipeline/review_parts.h"

void zp_review_say(const zp_reviewer *r, zp_status status, const zp_cell *cell, const zp_cell *beside, const zp_text args[3])
{
  const zp_place *place = cell->place.row != 0 ? &cell->place : &beside->place;
  zp_text shown = zp_text_blank(cell->text) ? beside->text : cell->text;
  zp_finding *finding = zp_findings_add(r->findings, status, place, args[0], args[1], args[2]);
  zp_finding_cell(r->findings, finding, shown, 0, 0);
}

void zp_review_point(const zp_reviewer *r, zp_status status, const zp_cell *cell, zp_text part, const zp_text args[3])
{
  zp_finding *finding = zp_findings_add(r->findings, status, &cell->place, args[0], args[1], args[2]);
  bool inside = part.len != 0 && part.ptr >= cell->text.ptr && part.ptr + part.len <= cell->text.ptr + cell->text.len;
  zp_finding_cell(r->findings, finding, cell->text, inside ? (size_t)(part.ptr - cell->text.ptr) : 0, inside ? part.len : 0);
}

static zp_status review_project(const zp_reviewer *r)
{
  if (zp_review_goals(r) != ZP_OK || zp_review_plan(r) != ZP_OK || zp_review_texts(r) != ZP_OK) return r->err->status;
  zp_review_words(r);
  if (zp_review_purpose(r) != ZP_OK || zp_review_rows(r) != ZP_OK) return r->err->status;
  return zp_review_money(r);
}

zp_status zp_review(const zp_unit_reading *reading, const zp_unit_result *result, const zp_policy *policy, zp_arena *arena,
                    zp_findings *findings, zp_error *err)
{
  zp_reviewer r = { .policy = policy, .unit = reading->unit, .arena = arena, .findings = findings, .err = err };
  bool made = zp_word_index_make(&policy->up, arena, &r.up) && zp_word_index_make(&policy->cap, arena, &r.cap) &&
              zp_word_index_make(&policy->review.effects, arena, &r.effects) &&
              zp_word_index_make(&policy->review.execution, arena, &r.execution);
  if (!made) return zp_fail_memory(err);
  for (size_t p = 0; p < reading->project_count; p++) {
    r.project = &reading->projects[p];
    r.scored = &result->projects[p];
    if (review_project(&r) != ZP_OK) return err->status;
  }
  return findings->lost ? zp_fail_memory(err) : ZP_OK;
}
