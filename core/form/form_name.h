// form_name.h: which project a form is about when no label says so, and what stands below a form.
#pragma once

#include "base/finding.h"
#include "form/form_head.h"
#include "form/headings.h"

/// The project the rows of a form belong to unless they say otherwise: its label, else what its title says (道路养护项目支出绩效自评表, 部门
/// 整体支出绩效自评表), which is a finding. Empty when nothing does.
zp_cell zp_form_project(const zp_lexicon *lexicon, const zp_form_head *head, const zp_headings *headings, zp_arena *arena,
                        zp_findings *findings);

/// The words for all of a unit's spending that a title has, 部门整体支出; empty when it has none.
zp_text zp_title_whole(const zp_lexicon *lexicon, zp_text title);

/// True for a note below a table: 注：…, 填表人：张三, or a label such as 存在问题 before its text; `alone` when the row has no other.
bool zp_is_remark(const zp_lexicon *lexicon, zp_text text, bool alone, zp_arena *arena);
