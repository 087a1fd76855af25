// submission.h: what one or more units sent, as texts with places: unit > project > indicator. Made by form/, read by pipeline/.
// Nothing here is computed; readings of the texts are in reading.h.
#pragma once

#include "base/finding.h"
#include "model/document.h"
#include "model/value.h"

/// One row of the indicator table, with what the filled form adds to it. Cells are those of the documents, or live beside them;
/// a cell without text was not written, none is NULL.
typedef struct zp_indicator {
  const zp_cell *level1, *level2, *level3;  // 一级/二级/三级指标; blank merged cells are filled with the name they continue
  const zp_cell *description;               // 绩效指标描述
  const zp_cell *target, *op, *unit;        // 年度指标值, 指标性质 (operator column), 度量单位
  const zp_cell *basis;                     // 指标值确定依据
  const zp_cell *actual;                    // 实际完成值
  const zp_cell *weight;                    // 分值
  const zp_cell *declared;                  // 自评得分
  const zp_cell *note;                      // 偏差原因
  const zp_value *typed_target, *typed_actual;  // given by a program, so that no text need be read; NULL: the text is
} zp_indicator;

/// An indicator of which nothing is written.
extern const zp_indicator zp_no_indicator;

/// A named amount with its unit as written: "财政资金" 38 万元.
typedef struct zp_fund { zp_cell name, amount; } zp_fund;

/// Money texts of a project. `money_unit` (元, 万元) applies to amounts written without one; empty: 万元.
typedef struct zp_budget {
  zp_cell initial, revised, executed;  // 年初预算数, 全年(调整后)预算数, 执行数
  zp_cell weight, declared, note;      // of the execution row, when the form has one
  zp_cell rate;                        // 执行率 as the form writes it
  zp_text money_unit;
  zp_cell use;                         // 项目资金主要用途, whole text
  zp_cell total;                       // the amount named in `use`
  zp_fund *parts;                      // 其中: …
  size_t part_count;
  zp_cell quarter[4];                  // 资金支出计划, cumulative shares
} zp_budget;

typedef struct zp_project {
  zp_cell code, name;       // 项目编码, 项目名称
  zp_cell title;            // title of its table
  zp_cell *goals;           // 目标1, 目标2 …
  size_t goal_count;
  zp_budget budget;
  zp_indicator *indicators; // rows that name an indicator, in the order of the document
  size_t indicator_count;
  zp_indicator *blanks;     // groups left blank (经济效益指标 without an indicator)
  size_t blank_count;
  zp_cell total_weight, total_declared;  // of the form's total row, when it sums up this project
  bool from_goals;          // an indicator table of goals was read
  bool filled;              // a filled form was joined
} zp_project;

/// 分项绩效目标: an item with its goal and indicators in prose.
typedef struct zp_item { zp_cell number, name, text, goal, indicators; } zp_item;

typedef struct zp_unit {
  zp_cell code, name;
  int year;                 // 0: not written
  zp_cell *overall;         // 总体绩效目标, one per numbered goal
  size_t overall_count;
  zp_item *items;
  size_t item_count;
  zp_cell *safeguards;      // 工作保障措施
  size_t safeguard_count;
  zp_cell *remarks;         // paragraphs that belong to none of these
  size_t remark_count;
  zp_project *projects;
  size_t project_count;
} zp_unit;

typedef struct zp_submission {
  zp_cell district;         // empty when not written
  zp_unit *units;           // sorted by code, then name, in byte order
  size_t unit_count;
} zp_submission;
