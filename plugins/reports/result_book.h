// result_book.h: the sheets of the workbook of a result. Each function makes one; false when it
// cannot be made.
#pragma once

#include "plugins/reports/book_sums.h"
#include "plugins/reports/findings_sheet.h"
#include "plugins/reports/form_page.h"

/// Every project: of `unit` alone, with how they make up its total, or (NULL) of all units.
bool zp_book_projects(zp_list_book *book, const zp_result *result, const zp_unit_result *unit);
/// Of a result with a district: total, grades and groups with charts, and what failed or is
/// missing.
bool zp_book_overview(zp_list_book *book, const zp_result *result);
/// The units in order, and the district's total below them.
bool zp_book_ranking(zp_list_book *book, const zp_result *result);
/// The cells with the grades in the ranking of so many units.
zp_cells zp_ranking_grades(size_t units);

/// The official form of a project as it was scored.
bool zp_book_project(zp_form_book *book, const zp_unit_result *unit, size_t index, zp_text name);
