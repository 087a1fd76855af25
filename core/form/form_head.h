// form_head.h: what stands above the heading row of a form: its title and labelled cells (项目名称 | …).
#pragma once

#include "form/cell_list.h"
#include "form/form_label.h"
#include "model/submission.h"

enum { ZP_HANGING_MOST = 8 };

typedef struct zp_form_head {
  zp_cell title;                   // empty when there is none
  zp_cell fields[ZP_FIELD_COUNT];  // values of labels; PLAN, GOAL and OUTCOME are in the lists below
  zp_cell_list goals;              // what was to be reached
  zp_cell_list outcomes;           // what was (实际完成情况 beside the goals)
  zp_cell_list unread;             // first texts of rows that no label explains
  zp_fund *funds;                  // named amounts below a label of money: 1.一般公共预算 | 6.30
  size_t fund_count, fund_capacity;
  zp_cell quarter[4];
  size_t quarter_column[4];        // index + 1, where the quarters' headings stand
  struct { zp_field field; size_t column; } hanging[ZP_HANGING_MOST];  // labels whose values stand below them; index + 1
  size_t hanging_count;
  zp_text side;                    // first text of the row these stand in
  zp_text money_unit;              // from 单位：万元
  zp_field last;                   // label of the row above; ZP_F_IGNORED when there is none
  bool labelled;                   // at least one label was read
  bool waiting;                    // the cell before was a label without its value
} zp_form_head;

void zp_form_head_init(zp_form_head *head);

/// True when the cell is the title of a table by the layouts' endings.
bool zp_form_head_is_title(const zp_lexicon *lexicon, const zp_cell *cell, zp_arena *arena);

/// The field whose label begins the row, as 1 << zp_field; 0 when it begins otherwise. Amounts and years do not count: a row of a
/// table may begin with such words too.
uint32_t zp_form_head_label(const zp_lexicon *lexicon, const zp_row *row, zp_arena *arena);

/// A head for the next form of the same unit: district and unit are kept, all else starts afresh.
void zp_form_head_renew(zp_form_head *head);

/// Takes a row above the headings. *used is false when the row says nothing this knows.
zp_status zp_form_head_take(zp_form_head *head, const zp_lexicon *lexicon, const zp_row *row, zp_arena *arena, bool *used,
                            zp_error *err);

/// The money unit of a line such as "金额单位：万元" is kept, unless one was read before.
void zp_form_head_money_unit(zp_form_head *head, const zp_lexicon *lexicon, const zp_cell *cell, zp_arena *arena);
