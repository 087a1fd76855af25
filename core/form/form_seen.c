// form_seen.c: notes of a form for people.
#include "form/form_seen.h"

zp_status zp_form_columns_note(zp_form *form, const zp_headings *headings, zp_arena *arena, zp_error *err)
{
  form->columns = ZP_TAKE(arena, zp_form_column, headings->count);
  if (form->columns == NULL) return zp_fail_memory(err);
  for (size_t i = 0; i < headings->count; i++) {
    const zp_column *c = &headings->columns[i];
    bool used = c->use == ZP_COLUMN_USED;
    if (zp_cell_blank(&c->heading) && !used) continue;
    form->columns[form->column_count++] =
        (zp_form_column){ i + 1, c->heading, used ? c->field : ZP_F_IGNORED, used, c->guessed };
  }
  return ZP_OK;
}

zp_status zp_form_head_note(zp_form *form, const zp_form_head *head, const zp_headings *headings, zp_arena *arena, zp_error *err)
{
  form->title = head->title;
  for (size_t i = headings->count; i-- > 0;)
    if (headings->columns[i].heading.place.row != 0) form->place = headings->columns[i].heading.place;
  form->total_declared = head->fields[ZP_F_TOTAL];
  form->goals = head->goals.items;
  form->goal_count = head->goals.count;
  form->outcomes = head->outcomes.items;
  form->outcome_count = head->outcomes.count;
  form->budget_count = head->fund_count;
  form->budget = ZP_TAKE(arena, zp_budget_row, head->fund_count);
  if (form->budget == NULL) return zp_fail_memory(err);
  for (size_t i = 0; i < head->fund_count; i++)
    form->budget[i] = (zp_budget_row){ &head->funds[i].name, &head->funds[i].amount, &zp_no_cell, &zp_no_cell,
                                       &zp_no_cell, &zp_no_cell, &zp_no_cell, false };
  return ZP_OK;
}
