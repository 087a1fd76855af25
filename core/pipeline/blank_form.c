// blank_form.c: see blank_form.h.
#include "pipeline/blank_form.h"

static const zp_text none = { NULL, 0 };

// ---- a row --------------------------------------------------------------------------------------

/// Operators as forms write them.
static zp_text glyph_of(zp_op op)
{
  static const zp_word words[] = { [ZP_OP_EQ] = ZP_W_OP_EQ,
                                   [ZP_OP_GE] = ZP_W_OP_GE,
                                   [ZP_OP_LE] = ZP_W_OP_LE,
                                   [ZP_OP_GT] = ZP_W_OP_GT,
                                   [ZP_OP_LT] = ZP_W_OP_LT };
  return op == ZP_OP_NONE ? none : zp_text_from(zp_word_text(words[op], ZP_LANG_ZH));
}

/// One text that reads as the target does: the form has no columns of its own for operator and
/// unit.
static zp_text target_text(const zp_row_reading *row, zp_arena *arena)
{
  const zp_value *target = &row->target;
  zp_text written = zp_text_trim(row->indicator->target->text);
  if (written.len == 0) written = zp_text_trim(target->text);
  if (written.len == 0) return ZP_TEXT("");
  zp_text op = (target->notes & ZP_NOTE_OP_FROM_COLUMN) != 0 ? glyph_of(target->op) : none;
  zp_text unit = (target->notes & ZP_NOTE_UNIT_FROM_COLUMN) != 0 ? target->unit : none;
  if (op.len == 0 && unit.len == 0) return written;
  return zp_text_format(arena, "%.*s%.*s%.*s", ZP_ARG(op), ZP_ARG(written), ZP_ARG(unit));
}

static bool counts_in_percent(const zp_value *target)
{
  return zp_text_equal(target->unit, ZP_TEXT("%"));
}

static zp_fill fill_of(const zp_value *target)
{
  switch (target->kind) {
    case ZP_KIND_NUMBER:
    case ZP_KIND_MONEY: return ZP_FILL_NUMBER;
    case ZP_KIND_PERCENT: return counts_in_percent(target) ? ZP_FILL_PERCENT : ZP_FILL_NUMBER;
    case ZP_KIND_RANGE:
      if (target->dates) return ZP_FILL_DATE;
      return counts_in_percent(target) ? ZP_FILL_PERCENT : ZP_FILL_NUMBER;
    case ZP_KIND_DATE: return ZP_FILL_DATE;
    case ZP_KIND_QUALITATIVE: return ZP_FILL_VERDICT;
    case ZP_KIND_BLANK:
    case ZP_KIND_COMPOUND: break;
  }
  return ZP_FILL_TEXT;
}

static zp_text actual_text(const zp_row_reading *row)
{
  zp_text written = zp_text_trim(row->indicator->actual->text);
  return written.len != 0 ? written : zp_text_trim(row->actual.text);
}

static bool make_row(const zp_row_reading *row, zp_arena *arena, zp_blank_row *out)
{
  const zp_indicator *indicator = row->indicator;
  *out = (zp_blank_row){
    .level1 = zp_text_trim(indicator->level1->text),
    .level2 = zp_text_trim(indicator->level2->text),
    .level3 = zp_text_trim(indicator->level3->text),
    .target = target_text(row, arena),
    .fill = fill_of(&row->target),
    .negative = row->target.has_number && row->target.number.digits < 0,
    .has_weight = row->weight_source != ZP_WEIGHT_NONE,
    .weight = row->weight,
    .actual = actual_text(row),
    .note = zp_text_trim(indicator->note->text),
    .has_declared = row->has_declared,
    .declared = row->declared,
  };
  if (out->fill == ZP_FILL_NUMBER) out->unit = row->target.unit;
  return out->target.ptr != NULL;
}

// ---- a project ----------------------------------------------------------------------------------

/// Goals that share a cell are one text already; each of the others is a line.
static zp_text join_goals(const zp_project *project, zp_arena *arena)
{
  zp_text all = ZP_TEXT("");
  for (size_t i = 0; i < project->goal_count && all.ptr != NULL; i++) {
    zp_text goal = zp_text_trim(project->goals[i].text);
    if (goal.len != 0)
      all =
          zp_text_format(arena, "%.*s%s%.*s", ZP_ARG(all), all.len == 0 ? "" : "\n", ZP_ARG(goal));
  }
  return all;
}

static zp_text project_name(const zp_project *project)
{
  zp_text name = zp_text_trim(project->name.text);
  return name.len != 0 ? name : zp_text_trim(project->title.text);
}

static zp_status make_sheet(const zp_project_reading *project, zp_arena *arena, zp_blank_sheet *out,
                            zp_error *err)
{
  const zp_row_reading *execution = &project->rows[0];
  *out = (zp_blank_sheet){
    .name = project_name(project->project),
    .code = zp_text_trim(project->project->code.text),
    .goal = join_goals(project->project, arena),
    .has_initial = project->has_initial,
    .initial = project->initial,
    .has_revised = project->has_revised,
    .revised = project->revised,
    .has_executed = project->has_executed,
    .executed = project->executed,
    .has_weight = execution->weight_source != ZP_WEIGHT_NONE,
    .weight = execution->weight,
    .has_declared = execution->has_declared,
    .declared = execution->declared,
    .rows = ZP_TAKE(arena, zp_blank_row, project->row_count - 1),
    .row_count = project->row_count - 1,
  };
  if (out->rows == NULL || out->goal.ptr == NULL) return zp_fail_memory(err);
  for (size_t i = 0; i < out->row_count; i++)
    if (!make_row(&project->rows[i + 1], arena, &out->rows[i])) return zp_fail_memory(err);
  return ZP_OK;
}

zp_status zp_blank_form(const zp_unit_reading *reading, const zp_policy *policy, zp_arena *arena,
                        zp_blank *out, zp_error *err)
{
  const zp_words *const bands[ZP_FORM_VERDICTS] = { &policy->met, &policy->partial,
                                                    &policy->unmet };
  zp_text name = zp_text_trim(reading->unit->name.text);
  *out = (zp_blank){ .unit = name.len != 0 ? name : zp_text_trim(reading->unit->code.text),
                     .year = reading->unit->year };
  out->sheets = ZP_TAKE(arena, zp_blank_sheet, reading->project_count);
  if (out->sheets == NULL) return zp_fail_memory(err);
  for (size_t i = 0; i < ZP_FORM_VERDICTS; i++)
    if (bands[i]->count != 0) out->verdicts[i] = bands[i]->items[0];
  for (size_t i = 0; i < reading->project_count; i++) {
    if (reading->projects[i].row_count < 2) continue;
    if (make_sheet(&reading->projects[i], arena, &out->sheets[out->sheet_count++], err) != ZP_OK)
      return err->status;
  }
  return ZP_OK;
}
