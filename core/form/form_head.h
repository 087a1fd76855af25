// form_head.h: what stands above the heading row of a form: its title and labelled cells (项目名称 | …).
#pragma once

#include "form/cell_list.h"
#include "form/lexicon.h"

typedef struct zp_form_head {
  zp_cell title;                   // of a goal table; empty when there is none
  zp_cell fields[ZP_FIELD_COUNT];  // values of labels; PLAN and GOAL are in the lists below
  zp_cell_list goals;
  zp_cell quarter[4];
  size_t quarter_column[4];        // index + 1, where the quarters' headings stand
  zp_text money_unit;              // from 单位：万元
  zp_field last;                   // label of the row above; ZP_F_IGNORED when there is none
  bool labelled;                   // at least one label was read
  bool waiting;                    // the cell before was a label without its value
} zp_form_head;

void zp_form_head_init(zp_form_head *head);

/// True when the cell is the title of a goal table by the layouts' endings.
bool zp_form_head_is_title(const zp_lexicon *lexicon, const zp_cell *cell, zp_arena *arena);

/// The field whose label begins the row, as 1 << zp_field; 0 when it begins otherwise. Amounts and years do not count: a row of a
/// table may begin with such words too.
uint32_t zp_form_head_label(const zp_lexicon *lexicon, const zp_row *row, zp_arena *arena);

/// A head for the next form of the same unit: district and unit are kept, all else starts afresh.
void zp_form_head_renew(zp_form_head *head);

/// Takes a row above the headings. *used is false when the row says nothing this knows.
zp_status zp_form_head_take(zp_form_head *head, const zp_lexicon *lexicon, const zp_row *row, zp_arena *arena, bool *used,
                            zp_error *err);

/// Splits "单位名称：老庄子镇" at its first colon: the field its label names and the value; 0 when it is no such text.
uint32_t zp_label_split(const zp_lexicon *lexicon, const zp_cell *cell, zp_arena *arena, zp_cell *value);
