// budget_block.h: the money of a form: rows 年度资金总额, 其中：当年财政拨款 … below headings of amounts.
#pragma once

#include "form/filled_table.h"

/// True when a table of these headings holds the money of one form: amounts, but neither indicators nor projects.
bool zp_is_budget_block(const zp_headings *headings);

/// In a form that names its project: 项目 over 合计 | 财政拨款 heads the names of its amounts, not a list of other projects.
void zp_budget_block_claim(zp_headings *headings);

/// A row of the block: the total is kept in `rows` as the execution row, all are noted in table->form.
zp_status zp_budget_block_row(zp_filled_table *table, zp_filled_row *out, const zp_row *row, zp_filled_rows *rows,
                              zp_arena *arena, zp_error *err);

/// Without a row that is named so, the sum or the only row becomes the execution row. What is guessed or missing is a finding.
zp_status zp_budget_block_end(zp_filled_table *table, zp_filled_rows *rows, zp_arena *arena, zp_findings *findings,
                              zp_error *err);
