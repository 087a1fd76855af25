// text_district.h: the part of the text report that is about the district as a whole.
#pragma once

#include "model/result.h"
#include "plugins/reports/page.h"

/// Writes total, grades, ranking, groups, worst indicators, problems, and what failed or is missing. `brief`: of long lists only
/// the ends. The result has a district; its units are not looked at. Fails only when memory is short.
zp_status zp_text_district(zp_page *page, const zp_result *result, bool brief);

/// Writes what is said of the total: one line or more.
void zp_district_said(zp_page *page, const zp_result *result);
/// The name of an indicator that lost points.
zp_text zp_weak_name(zp_wording *say, const zp_weak_indicator *weak);
/// The sentence of a code without what differs from finding to finding.
zp_text zp_problem_sentence(zp_wording *say, zp_status code);
/// "mean of the units, weighted by revised budget": how units make up the district; `district` NULL: as the pack says.
zp_text zp_district_how(zp_wording *say, const zp_result *result);
/// "老庄子区", or a word for a district without a name.
zp_text zp_district_name(zp_wording *say, const zp_result *result);
/// The name of a level-1 group by its id.
zp_text zp_group_name(zp_wording *say, const zp_result *result, zp_text id);
/// Totals of a district in the form of the cells for projects: points or a dash, the grade.
zp_text zp_standing_grade(zp_wording *say, const zp_standing *unit);
